/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-fetch: get one page and write it to standard output. A program of its own, so
 * that whatever answers on the network talks to a process that holds nothing, and so
 * that only those who fetch pay for the libraries.
 *
 *   crier-fetch [--etag TAG] [--modified DATE] [--allow-private] URL
 *
 * Output: lines "key value", an empty line, the body. Keys: status, url (after
 * redirects), type, charset, etag, modified; or one line "error" with the reason. The
 * exit code is 0 when the body is whole.
 */
#include "core/base/limits.h"
#include "core/confine/confine.h"
#include "core/source/address.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Seconds without a byte, and in all. */
#define IDLE_SECONDS  30
#define TOTAL_SECONDS 120

struct fetch {
    char *etag, *modified;
    gboolean allow_private;
    char **urls;
    GCancellable *cancel;
    const char *refused; /* why the connection was not made */
};

/* One line, whatever a server put into it. */
static void put(const char *key, const char *value)
{
    if (!value || !*value)
        return;
    printf("%s ", key);
    for (; *value; value++)
        putchar(g_ascii_iscntrl(*value) ? ' ' : *value);
    putchar('\n');
}

static int fail(const char *why)
{
    put("error", why);
    putchar('\n');
    fflush(stdout);
    return 1;
}

static gboolean is_public(GInetAddress *address)
{
    return address_is_public(g_inet_address_to_bytes(address),
                             g_inet_address_get_native_size(address));
}

/* Judges the address itself, at each connection of each redirect: a name may answer
 * differently the second time. Through a proxy, that proxy decides. */
static void on_network(SoupMessage *message, GSocketClientEvent event, GIOStream *connection,
                       gpointer data)
{
    struct fetch *fetch = data;
    g_autoptr(GSocketAddress) remote = NULL;

    (void)message;
    if (event != G_SOCKET_CLIENT_CONNECTING || fetch->allow_private)
        return;
    remote = g_socket_connection_get_remote_address(G_SOCKET_CONNECTION(connection), NULL);
    if (G_IS_PROXY_ADDRESS(remote))
        return;
    if (G_IS_INET_SOCKET_ADDRESS(remote) &&
        is_public(g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(remote))))
        return;
    fetch->refused =
        "its address is private or of this machine; --allow-private fetches from there";
    g_cancellable_cancel(fetch->cancel);
}

static SoupMessage *make_message(struct fetch *fetch)
{
    SoupMessage *message = soup_message_new("GET", fetch->urls[0]);
    SoupMessageHeaders *headers;

    if (!message)
        return NULL;
    headers = soup_message_get_request_headers(message);
    soup_message_headers_append(
        headers, "Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8");
    if (fetch->etag)
        soup_message_headers_append(headers, "If-None-Match", fetch->etag);
    if (fetch->modified)
        soup_message_headers_append(headers, "If-Modified-Since", fetch->modified);
    g_signal_connect(message, "network-event", G_CALLBACK(on_network), fetch);
    return message;
}

static void put_head(SoupMessage *message)
{
    SoupMessageHeaders *headers = soup_message_get_response_headers(message);
    g_autofree char *url = g_uri_to_string(soup_message_get_uri(message));
    g_autofree char *status = g_strdup_printf("%u", soup_message_get_status(message));
    GHashTable *parameters = NULL;
    const char *type = soup_message_headers_get_content_type(headers, &parameters);

    put("status", status);
    put("url", url);
    put("type", type);
    if (parameters) {
        put("charset", g_hash_table_lookup(parameters, "charset"));
        g_hash_table_unref(parameters);
    }
    put("etag", soup_message_headers_get_one(headers, "ETag"));
    put("modified", soup_message_headers_get_one(headers, "Last-Modified"));
    putchar('\n');
}

static int copy_body(GInputStream *body)
{
    char block[64 << 10];
    gsize total = 0;
    gssize n;

    while ((n = g_input_stream_read(body, block, sizeof(block), NULL, NULL)) > 0) {
        /* One byte more than is allowed says that it is too large. */
        gsize take = MIN((gsize)n, (gsize)LIMIT_SOURCE + 1 - total);

        if (fwrite(block, 1, take, stdout) != take)
            return 1;
        total += take;
        if (total > LIMIT_SOURCE)
            break;
    }
    return fflush(stdout) == 0 && n >= 0 ? 0 : 1;
}

static int answer(struct fetch *fetch, SoupMessage *message, GInputStream *body, GError *error)
{
    const unsigned status = soup_message_get_status(message);

    if (fetch->refused)
        return fail(fetch->refused);
    if (!body)
        return fail(error ? error->message : "there was no answer");
    if (status != SOUP_STATUS_NOT_MODIFIED && !SOUP_STATUS_IS_SUCCESSFUL(status)) {
        g_autofree char *why =
            g_strdup_printf("the server answered %u %s", status,
                            soup_message_get_reason_phrase(message) ?: "without a reason");

        return fail(why);
    }
    put_head(message);
    return copy_body(body);
}

static int get(struct fetch *fetch)
{
    g_autoptr(SoupSession) session =
        soup_session_new_with_options("timeout", IDLE_SECONDS, "user-agent",
                                      "Crier/" CRIER_VERSION " (reads articles aloud)", NULL);
    g_autoptr(SoupMessage) message = make_message(fetch);
    g_autoptr(GInputStream) body = NULL;
    g_autoptr(GError) error = NULL;

    if (!message)
        return fail("it is no address that can be fetched");
    fetch->cancel = g_cancellable_new();
    body = soup_session_send(session, message, fetch->cancel, &error);
    return answer(fetch, message, body, error);
}

/* What the libraries of the network read: names of hosts, certificates, their own modules. It
 * holds no article but the one it fetches; where the kernel has no Landlock it runs without. */
static void confine(void)
{
    static const char *const needed[] = { "/etc",     "/usr",       "/lib", "/lib64", "/run",
                                          "/var/lib", "/proc/self", "/dev", NULL };

    (void)confine_files(needed);
}

int main(int argc, char **argv)
{
    struct fetch fetch = { 0 };
    const GOptionEntry entries[] = {
        { "etag", 0, 0, G_OPTION_ARG_STRING, &fetch.etag, NULL, NULL },
        { "modified", 0, 0, G_OPTION_ARG_STRING, &fetch.modified, NULL, NULL },
        { "allow-private", 0, 0, G_OPTION_ARG_NONE, &fetch.allow_private, NULL, NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &fetch.urls, NULL, NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    g_autoptr(GOptionContext) context = g_option_context_new("URL");

    alarm(TOTAL_SECONDS);
    confine();
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, NULL) || !fetch.urls || fetch.urls[1] ||
        !address_is_url(fetch.urls[0]))
        return fail("it is no address that can be fetched");
    /* What the libraries of the network keep to the end is not worth tidying up. */
    _exit(get(&fetch));
}
