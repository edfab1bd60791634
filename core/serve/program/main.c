/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-serve: show a folder over HTTP, to be read only. A program of its own: it alone
 * needs the network's libraries, and it holds nothing but the folder.
 *
 *   crier-serve ADDRESS:PORT FOLDER
 */
#include "core/base/beneath.h"
#include "core/base/error.h"
#include "core/confine/confine.h"
#include "core/serve/range.h"
#include "core/serve/wanted.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *suffix, *type;
    gboolean shared; /* other sites' players may read it */
} types[] = {
    { "feed.xml", "application/rss+xml", FALSE },
    { "chapters.json", "application/json+chapters", TRUE },
    { ".html", "text/html; charset=utf-8", FALSE },
    { ".htm", "text/html; charset=utf-8", FALSE },
    { ".xhtml", "application/xhtml+xml", FALSE },
    { ".css", "text/css; charset=utf-8", FALSE },
    { ".js", "text/javascript; charset=utf-8", FALSE },
    { ".txt", "text/plain; charset=utf-8", FALSE },
    { ".vtt", "text/vtt; charset=utf-8", TRUE },
    { ".srt", "application/x-subrip", TRUE },
    { ".rss", "application/rss+xml", FALSE },
    { ".xml", "application/xml", FALSE },
    { ".json", "application/json", TRUE },
    { ".epub", "application/epub+zip", FALSE },
    { ".smil", "application/smil", FALSE },
    { ".mp3", "audio/mpeg", FALSE },
    { ".opus", "audio/ogg; codecs=opus", FALSE },
    { ".ogg", "audio/ogg", FALSE },
    { ".oga", "audio/ogg", FALSE },
    { ".flac", "audio/flac", FALSE },
    { ".wav", "audio/wav", FALSE },
    { ".m3u8", "audio/x-mpegurl", FALSE },
    { ".jpg", "image/jpeg", FALSE },
    { ".jpeg", "image/jpeg", FALSE },
    { ".png", "image/png", FALSE },
    { ".gif", "image/gif", FALSE },
    { ".svg", "image/svg+xml", FALSE },
};

/* By what a player asks whether its copy, or its part of one, is still the same. */
struct validators {
    char *tag, *date;
};

static void validators_clear(struct validators *same)
{
    g_free(same->tag);
    g_free(same->date);
}

static void validators_of(struct validators *same, const struct stat *st)
{
    g_autoptr(GDateTime) changed = g_date_time_new_from_unix_utc(st->st_mtime);

    same->date = soup_date_time_to_string(changed, SOUP_DATE_HTTP);
    same->tag = g_strdup_printf("\"%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x.%lx\"",
                                (gint64)st->st_size, (gint64)st->st_mtime,
                                (unsigned long)st->st_mtim.tv_nsec);
}

static void set_headers(SoupMessageHeaders *headers, const char *name,
                        const struct validators *same)
{
    const char *type = "application/octet-stream";

    for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
        if (!g_str_has_suffix(name, types[i].suffix))
            continue;
        type = types[i].type;
        if (types[i].shared)
            soup_message_headers_replace(headers, "Access-Control-Allow-Origin", "*");
        break;
    }
    soup_message_headers_replace(headers, "Content-Type", type);
    soup_message_headers_replace(headers, "Accept-Ranges", "bytes");
    soup_message_headers_replace(headers, "X-Content-Type-Options", "nosniff");
    soup_message_headers_replace(headers, "Last-Modified", same->date);
    soup_message_headers_replace(headers, "ETag", same->tag);
    /* A preview shows what was published a moment ago. */
    soup_message_headers_replace(headers, "Cache-Control", "no-cache");
}

static gboolean is_listed(const char *list, const char *tag)
{
    g_auto(GStrv) tags = g_strsplit(list, ",", -1);

    for (guint i = 0; tags[i]; i++) {
        const char *one = g_strstrip(tags[i]);

        if (strcmp(one, "*") == 0 || strcmp(g_str_has_prefix(one, "W/") ? one + 2 : one, tag) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Does the client have it already? A tag counts before a date. */
static gboolean is_known(SoupMessageHeaders *asked, const struct validators *same,
                         const struct stat *st)
{
    const char *tags = soup_message_headers_get_list(asked, "If-None-Match");
    const char *since = soup_message_headers_get_one(asked, "If-Modified-Since");
    g_autoptr(GDateTime) moment = since ? soup_date_time_new_from_http_string(since) : NULL;

    if (tags)
        return is_listed(tags, same->tag);
    return moment && st->st_mtime <= g_date_time_to_unix(moment);
}

/* A part of something older is of no use: then all of it is sent. */
static gboolean is_part_of_this(SoupMessageHeaders *asked, const struct validators *same)
{
    const char *part_of = soup_message_headers_get_one(asked, "If-Range");

    return !part_of || strcmp(part_of, same->tag) == 0 || strcmp(part_of, same->date) == 0;
}

static void refuse(SoupServerMessage *message, guint status)
{
    static const char text[] = "There is no such file here.\n";

    soup_server_message_set_status(message, status, NULL);
    soup_server_message_set_response(message, "text/plain; charset=utf-8", SOUP_MEMORY_STATIC, text,
                                     strlen(text));
}

static void send_part(SoupServerMessage *message, GBytes *bytes, const struct range *range)
{
    const uint64_t size = g_bytes_get_size(bytes);
    g_autoptr(GBytes) part = g_bytes_new_from_bytes(bytes, range->first, range->count);

    soup_server_message_set_status(message, SOUP_STATUS_PARTIAL_CONTENT, NULL);
    soup_message_headers_set_content_range(
        soup_server_message_get_response_headers(message), (goffset)range->first,
        (goffset)(range->first + range->count - 1), (goffset)size);
    soup_message_body_append_bytes(soup_server_message_get_response_body(message), part);
}

static void refuse_part(SoupServerMessage *message, uint64_t size)
{
    g_autofree char *whole = g_strdup_printf("bytes */%" G_GUINT64_FORMAT, size);

    soup_server_message_set_status(message, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, NULL);
    soup_message_headers_replace(soup_server_message_get_response_headers(message), "Content-Range",
                                 whole);
}

/*
 * The file is mapped, so a long sound costs no memory. libsoup would cut out the range itself,
 * but takes one that goes beyond the end for one of no bytes (3.2.2).
 */
static void send_bytes(SoupServerMessage *message, GBytes *bytes, const char *wanted)
{
    const uint64_t size = g_bytes_get_size(bytes);
    struct range range;

    if (soup_server_message_get_method(message) == SOUP_METHOD_HEAD) {
        soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
        soup_message_headers_set_content_length(soup_server_message_get_response_headers(message),
                                                (goffset)size);
        return;
    }
    switch (range_parse(wanted, size, &range)) {
    case RANGE_PART:
        send_part(message, bytes, &range);
        break;
    case RANGE_NONE:
        refuse_part(message, size);
        break;
    case RANGE_WHOLE:
        soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
        soup_message_body_append_bytes(soup_server_message_get_response_body(message), bytes);
        break;
    }
}

static void send_file(SoupServerMessage *message, int fd, const char *name, const struct stat *st)
{
    SoupMessageHeaders *asked = soup_server_message_get_request_headers(message);
    g_autofree char *wanted = g_strdup(soup_message_headers_get_one(asked, "Range"));
    g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, NULL);
    g_autoptr(GBytes) bytes = file ? g_mapped_file_get_bytes(file) : NULL;
    struct validators same;

    if (!bytes) {
        refuse(message, SOUP_STATUS_NOT_FOUND);
        return;
    }
    validators_of(&same, st);
    soup_message_headers_remove(asked, "Range");
    set_headers(soup_server_message_get_response_headers(message), name, &same);
    if (is_known(asked, &same, st))
        soup_server_message_set_status(message, SOUP_STATUS_NOT_MODIFIED, NULL);
    else
        send_bytes(message, bytes, is_part_of_this(asked, &same) ? wanted : NULL);
    validators_clear(&same);
}

/* A folder's page has links that count from inside: to "web/" from "web". */
static gboolean send_into_folder(SoupServerMessage *message, int root, const char *name)
{
    g_autofree char *inside = name ? g_strconcat(name, "/index.html", NULL) : NULL;
    const int fd = inside ? beneath_open(root, inside) : -1;
    g_autofree char *there = NULL;

    if (fd < 0)
        return FALSE;
    close(fd);
    there = g_strconcat(g_uri_get_path(soup_server_message_get_uri(message)), "/", NULL);
    soup_server_message_set_redirect(message, SOUP_STATUS_MOVED_PERMANENTLY, there);
    return TRUE;
}

static void on_request(SoupServer *server, SoupServerMessage *message, const char *path,
                       GHashTable *query, gpointer data)
{
    const char *method = soup_server_message_get_method(message);
    const int *root = data;
    /* libsoup has undone the escapes in `path`; what the client wrote is what counts. */
    g_autofree char *name = wanted_name(g_uri_get_path(soup_server_message_get_uri(message)));
    struct stat st;
    int fd;

    (void)server;
    (void)path;
    (void)query;
    if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD) {
        soup_message_headers_replace(soup_server_message_get_response_headers(message), "Allow",
                                     "GET, HEAD");
        refuse(message, SOUP_STATUS_METHOD_NOT_ALLOWED);
        return;
    }
    fd = name ? beneath_open(*root, name) : -1;
    if (fd >= 0 && fstat(fd, &st) == 0)
        send_file(message, fd, name, &st);
    else if (!send_into_folder(message, *root, name))
        refuse(message, SOUP_STATUS_NOT_FOUND);
    if (fd >= 0)
        close(fd);
}

static int fail(int code, const char *what, const char *why)
{
    g_autofree char *shown = error_printable(what, -1);

    fprintf(stderr, "crier: %s: %s\n", shown, why);
    return code;
}

/* "127.0.0.1:8080" or "[::1]:8080"; NULL when it is none. */
static GSocketAddress *parse_address(const char *text)
{
    const char *colon = strrchr(text, ':');
    gboolean six = *text == '[' && colon && colon > text && colon[-1] == ']';
    g_autofree char *host =
        colon ? g_strndup(text + six, (gsize)(colon - text) - (six ? 2 : 0)) : NULL;
    guint64 port;

    if (!colon || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))
        return NULL;
    return g_inet_socket_address_new_from_string(host, (guint)port);
}

static void say_where(SoupServer *server, const char *folder)
{
    GSList *uris = soup_server_get_uris(server);
    g_autofree char *address = uris ? g_uri_to_string(uris->data) : g_strdup("");
    g_autofree char *shown = error_printable(folder, -1);

    fprintf(stderr, "crier: serving %s at %s; stop with Ctrl-C\n", shown, address);
    g_slist_free_full(uris, (GDestroyNotify)g_uri_unref);
}

static gboolean on_signal(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_CONTINUE;
}

static void serve(SoupServer *server, int *root, const char *folder)
{
    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);

    soup_server_add_handler(server, NULL, on_request, root, NULL);
    g_unix_signal_add(SIGINT, on_signal, loop);
    g_unix_signal_add(SIGTERM, on_signal, loop);
    g_unix_signal_add(SIGHUP, on_signal, loop);
    say_where(server, folder);
    g_main_loop_run(loop);
    soup_server_disconnect(server);
}

/* What is shown, and what the libraries of the network read. Where the kernel has no Landlock
 * it runs without: what it opens is below the folder in any case. */
static void confine(const char *folder)
{
    const char *const needed[] = { folder, "/etc", "/usr", "/lib", "/lib64", NULL };

    (void)confine_files(needed);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SoupServer) server = NULL;
    g_autoptr(GSocketAddress) address = argc == 3 ? parse_address(argv[1]) : NULL;
    int root;

    signal(SIGPIPE, SIG_IGN);
    if (!address)
        return fail(ERROR_USAGE, argc > 1 ? argv[1] : "", "write it as 127.0.0.1:8080");
    root = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return fail(ERROR_INPUT, argv[2], g_strerror(errno));
    confine(argv[2]);
    server = soup_server_new("raw-paths", TRUE, NULL);
    if (!soup_server_listen(server, address, 0, &error))
        return fail(ERROR_OUTPUT, argv[1], error->message);
    serve(server, &root, argv[2]);
    /* What the libraries of the network keep to the end is not worth tidying up. */
    _exit(0);
}
