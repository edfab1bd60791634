/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-serve: show a folder over HTTP, to be read only. A program of its own: it alone
 * needs the network's libraries, and it holds nothing but the folder.
 *
 *   crier-serve ADDRESS:PORT FOLDER
 */
#include "core/base/beneath.h"
#include "core/base/error.h"

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

/* The name below the folder that a path asks for, or NULL: nothing with a dot first. */
static char *wanted_name(const char *path)
{
    g_autofree char *plain = g_uri_unescape_string(path, "/");
    char *name;

    if (!plain || *plain != '/' || strstr(plain, "/."))
        return NULL;
    name = g_strconcat(plain + 1, g_str_has_suffix(plain, "/") ? "index.html" : "", NULL);
    if (beneath_is_safe(name))
        return name;
    g_free(name);
    return NULL;
}

static void set_headers(SoupServerMessage *message, const char *name, const struct stat *st)
{
    SoupMessageHeaders *headers = soup_server_message_get_response_headers(message);
    g_autoptr(GDateTime) changed = g_date_time_new_from_unix_utc(st->st_mtime);
    g_autofree char *date = soup_date_time_to_string(changed, SOUP_DATE_HTTP);
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
    soup_message_headers_replace(headers, "Last-Modified", date);
    /* A preview shows what was published a moment ago. */
    soup_message_headers_replace(headers, "Cache-Control", "no-cache");
}

static void refuse(SoupServerMessage *message, guint status)
{
    static const char text[] = "There is no such file here.\n";

    soup_server_message_set_status(message, status, NULL);
    soup_server_message_set_response(message, "text/plain; charset=utf-8", SOUP_MEMORY_STATIC, text,
                                     strlen(text));
}

/* The file is mapped, so a long sound costs no memory; libsoup cuts out the range asked for. */
static void send_file(SoupServerMessage *message, int fd, const char *name, const struct stat *st)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, NULL);
    g_autoptr(GBytes) bytes = file ? g_mapped_file_get_bytes(file) : NULL;

    if (!bytes) {
        refuse(message, SOUP_STATUS_NOT_FOUND);
        return;
    }
    soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
    set_headers(message, name, st);
    if (soup_server_message_get_method(message) == SOUP_METHOD_HEAD)
        soup_message_headers_set_content_length(soup_server_message_get_response_headers(message),
                                                (goffset)g_bytes_get_size(bytes));
    else
        soup_message_body_append_bytes(soup_server_message_get_response_body(message), bytes);
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
    if (fd < 0 || fstat(fd, &st) != 0)
        refuse(message, SOUP_STATUS_NOT_FOUND);
    else
        send_file(message, fd, name, &st);
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
    server = soup_server_new("raw-paths", TRUE, NULL);
    if (!soup_server_listen(server, address, 0, &error))
        return fail(ERROR_OUTPUT, argv[1], error->message);
    serve(server, &root, argv[2]);
    close(root);
    return 0;
}
