/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/metrics.h"

#include "core/base/error.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

enum { PATIENCE_SECONDS = 2, RETRY_MS = 50, REQUEST_MOST = 4096, ANSWER_MOST = 1 << 20 };

struct metrics {
    struct counters *counters;
    GSocket *listener;
    GCancellable *stop;
    GThread *thread;
    char *where;
};

/* ---- Answering ---- */

/* Somebody who asks, and how long that may take in all: whoever is slow must not keep others. */
struct asker {
    GSocket *socket;
    GCancellable *stop;
    gint64 until; /* of the machine's clock, microseconds */
};

static gboolean is_ready(const struct asker *asker, GIOCondition condition)
{
    const gint64 left = asker->until - g_get_monotonic_time();

    return left > 0 &&
           g_socket_condition_timed_wait(asker->socket, condition, left, asker->stop, NULL);
}

/* The request up to its blank line; FALSE: it is too long, or does not come. */
static gboolean read_request(const struct asker *asker, char *request)
{
    gsize size = 0;
    gssize got;

    do {
        if (!is_ready(asker, G_IO_IN))
            return FALSE;
        got = g_socket_receive(asker->socket, request + size, REQUEST_MOST - size, NULL, NULL);
        if (got <= 0)
            return FALSE;
        size += (gsize)got;
        request[size] = '\0';
    } while (!strstr(request, "\r\n\r\n") && size < REQUEST_MOST);
    return size < REQUEST_MOST;
}

static void send_all(const struct asker *asker, const char *bytes, gsize size)
{
    while (size > 0) {
        gssize sent =
            is_ready(asker, G_IO_OUT) ? g_socket_send(asker->socket, bytes, size, NULL, NULL) : -1;

        if (sent <= 0)
            return;
        bytes += sent;
        size -= (gsize)sent;
    }
}

static void answer(const struct asker *asker, const char *status, const char *more,
                   const char *body)
{
    g_autofree char *text =
        g_strdup_printf("HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                        "Content-Length: %zu\r\nConnection: close\r\n%s\r\n%s",
                        status, strlen(body), more, body);

    send_all(asker, text, strlen(text));
}

static void serve(struct metrics *metrics, const struct asker *asker)
{
    char request[REQUEST_MOST + 1];

    if (!read_request(asker, request)) {
        answer(asker, "400 Bad Request", "", "");
    } else if (!g_str_has_prefix(request, "GET ")) {
        answer(asker, "405 Method Not Allowed", "Allow: GET\r\n", "");
    } else if (!g_str_has_prefix(request, "GET /metrics ")) {
        answer(asker, "404 Not Found", "", "Ask for /metrics.\n");
    } else {
        g_autofree char *text = counters_print(metrics->counters);

        answer(asker, "200 OK", "", text);
    }
}

static gpointer run(gpointer data)
{
    struct metrics *metrics = data;

    while (!g_cancellable_is_cancelled(metrics->stop)) {
        g_autoptr(GSocket) socket = g_socket_accept(metrics->listener, metrics->stop, NULL);
        const struct asker asker = { socket, metrics->stop,
                                     g_get_monotonic_time() + PATIENCE_SECONDS * G_USEC_PER_SEC };

        if (!socket) {
            g_usleep(RETRY_MS * 1000); /* no descriptor is left, perhaps */
            continue;
        }
        g_socket_set_blocking(socket, FALSE);
        serve(metrics, &asker);
    }
    return NULL;
}

/* ---- Where ---- */

static GSocketAddress *parse(const char *where, GError **error)
{
    g_autoptr(GSocketConnectable) parsed = g_network_address_parse(where, 0, NULL);
    GNetworkAddress *address = parsed ? G_NETWORK_ADDRESS(parsed) : NULL;
    g_autoptr(GInetAddress) host =
        address ? g_inet_address_new_from_string(g_network_address_get_hostname(address)) : NULL;
    g_autofree char *shown = error_printable(where, -1);

    if (host && g_inet_address_get_is_loopback(host))
        return g_inet_socket_address_new(host, g_network_address_get_port(address));
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "%s: write an address of this machine and a port, as " METRICS_USUAL, shown);
    return NULL;
}

static GSocket *open_socket(GSocketAddress *address, GError **error)
{
    return g_socket_new(g_socket_address_get_family(address), G_SOCKET_TYPE_STREAM,
                        G_SOCKET_PROTOCOL_TCP, error);
}

static char *where_of(GSocket *listener)
{
    g_autoptr(GSocketAddress) address = g_socket_get_local_address(listener, NULL);

    return g_socket_connectable_to_string(G_SOCKET_CONNECTABLE(address));
}

/* Signals are for the thread that waits for them. */
static GThread *start_thread(struct metrics *metrics)
{
    sigset_t all, before;
    GThread *thread;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread = g_thread_new("metrics", run, metrics);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return thread;
}

struct metrics *metrics_start(struct counters *counters, const char *where, GError **error)
{
    g_autoptr(GSocketAddress) address = parse(where, error);
    g_autoptr(GError) why = NULL;
    g_autoptr(GSocket) listener = NULL;
    g_autofree char *shown = error_printable(where, -1);
    struct metrics *metrics;

    if (!address)
        return NULL;
    listener = open_socket(address, &why);
    if (!listener || !g_socket_bind(listener, address, TRUE, &why) ||
        !g_socket_listen(listener, &why)) {
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "%s: cannot count there: %s", shown,
                    why->message);
        return NULL;
    }
    metrics = g_new0(struct metrics, 1);
    metrics->counters = counters;
    metrics->stop = g_cancellable_new();
    metrics->where = where_of(listener);
    metrics->listener = g_steal_pointer(&listener);
    metrics->thread = start_thread(metrics);
    return metrics;
}

const char *metrics_where(const struct metrics *metrics)
{
    return metrics->where;
}

void metrics_stop(struct metrics *metrics)
{
    if (!metrics)
        return;
    g_cancellable_cancel(metrics->stop);
    g_thread_join(metrics->thread);
    g_object_unref(metrics->stop);
    g_object_unref(metrics->listener);
    g_free(metrics->where);
    g_free(metrics);
}

/* ---- Asking ---- */

static char *receive_all(const struct asker *asker)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char block[4096];
    gssize got;

    while (text->len < ANSWER_MOST && is_ready(asker, G_IO_IN) &&
           (got = g_socket_receive(asker->socket, block, sizeof(block), NULL, NULL)) > 0)
        g_string_append_len(text, block, got);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *metrics_ask(const char *where, GError **error)
{
    static const char request[] = "GET /metrics HTTP/1.1\r\nHost: line\r\n\r\n";
    g_autoptr(GSocketAddress) address = parse(where, error);
    g_autoptr(GSocket) socket = address ? open_socket(address, error) : NULL;
    g_autofree char *answer = NULL, *shown = error_printable(where, -1);
    const char *body;

    if (!socket)
        return NULL;
    if (g_socket_connect(socket, address, NULL, NULL)) {
        const struct asker line = {
            socket, NULL, g_get_monotonic_time() + 2 * PATIENCE_SECONDS * G_USEC_PER_SEC
        };

        send_all(&line, request, strlen(request));
        answer = receive_all(&line);
    }
    body = answer && g_str_has_prefix(answer, "HTTP/1.1 200 ") ? strstr(answer, "\r\n\r\n") : NULL;
    if (body)
        return g_strdup(body + 4);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "no line counts at %s; start one with --metrics %s", shown, shown);
    return NULL;
}
