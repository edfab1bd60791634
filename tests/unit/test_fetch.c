/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crier-fetch against a server on this machine: what it brings, and what it refuses. */
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/source/fetch.h"
#include "core/source/source.h"

#include "tests/support/cmocka.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- A server that answers each path with fixed bytes, one connection at a time ---- */

static const struct {
    const char *path;
    const char *answer;
} pages[] = {
    { "/page", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
               "ETag: \"v1\"\r\nContent-Length: 12\r\n\r\nA page here." },
    { "/moved", "HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n" },
    { "/circle", "HTTP/1.1 302 Found\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n" },
    { "/file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n" },
    { "/gone", "HTTP/1.1 410 Gone\r\nContent-Length: 5\r\n\r\nsorry" },
    { "/short", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nless than that" },
    { "/empty", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" },
    { "/noise", "this is not HTTP\r\n\r\n" },
    { "/inject", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nETag: \"a\tb\"\r\n"
                 "Content-Length: 2\r\n\r\nok" },
    { "/huge", NULL }, /* endless */
};

struct server {
    int listener;
    unsigned port;
    GThread *thread;
    char *cache;
    struct fetch_options options;
    int unchanged; /* answers 304 to whoever knows the tag */
};

static void send_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);

        if (n <= 0)
            return;
        bytes += n;
        size -= (size_t)n;
    }
}

static void send_endless(int fd)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";
    g_autofree char *block = g_malloc(1 << 20);

    memset(block, 'x', 1 << 20);
    send_all(fd, head, sizeof(head) - 1);
    for (int i = 0; i < 40; i++)
        send_all(fd, block, 1 << 20);
}

static void answer(struct server *server, int fd, const char *request)
{
    static const char same[] = "HTTP/1.1 304 Not Modified\r\n\r\n";

    if (server->unchanged && strstr(request, "If-None-Match: \"v1\"")) {
        send_all(fd, same, sizeof(same) - 1);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *line = g_strdup_printf("GET %s HTTP", pages[i].path);

        if (!g_str_has_prefix(request, line))
            continue;
        if (pages[i].answer)
            send_all(fd, pages[i].answer, strlen(pages[i].answer));
        else
            send_endless(fd);
        return;
    }
}

static gpointer serve(gpointer data)
{
    struct server *server = data;
    int fd;

    while ((fd = accept(server->listener, NULL, NULL)) >= 0) {
        char request[4096];
        ssize_t n = recv(fd, request, sizeof(request) - 1, 0);

        if (n > 0) {
            request[n] = '\0';
            answer(server, fd, request);
        }
        close(fd);
    }
    return NULL;
}

static int set_up(void **state)
{
    struct server *server = g_new0(struct server, 1);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(at);

    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(server->listener, (struct sockaddr *)&at, size) || listen(server->listener, 8) ||
        getsockname(server->listener, (struct sockaddr *)&at, &size))
        return -1;
    server->port = ntohs(at.sin_port);
    server->cache = g_dir_make_tmp("crier-fetch-XXXXXX", NULL);
    server->options = (struct fetch_options){ .program = TEST_BUILD "/libexec/crier/crier-fetch",
                                              .cache_folder = server->cache,
                                              .allow_private = TRUE };
    server->thread = g_thread_new("server", serve, server);
    *state = server;
    return 0;
}

static void empty_folder(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name;

    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *inner = g_build_filename(path, name, NULL);

        if (g_file_test(inner, G_FILE_TEST_IS_DIR))
            empty_folder(inner);
        else
            g_unlink(inner);
    }
    g_rmdir(path);
}

static int tear_down(void **state)
{
    struct server *server = *state;

    shutdown(server->listener, SHUT_RDWR);
    g_thread_join(server->thread);
    close(server->listener);
    empty_folder(server->cache);
    g_free(server->cache);
    g_free(server);
    return 0;
}

static char *url_of(const struct server *server, const char *path)
{
    return g_strdup_printf("http://127.0.0.1:%u%s", server->port, path);
}

static void a_page_comes_with_what_the_server_said(void **state)
{
    struct server *server = *state;
    static const char *const paths[] = { "/page", "/moved" };

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *url = url_of(server, paths[i]);
        g_autofree char *final = url_of(server, "/page");
        struct page page;

        assert_true(fetch_page(url, &server->options, &page, NULL));
        assert_int_equal(page.size, 12);
        assert_memory_equal(page.bytes, "A page here.", 12);
        assert_string_equal(page.type, "text/html");
        assert_string_equal(page.charset, "iso-8859-1");
        assert_string_equal(page.url, final);
        assert_false(page.unchanged);
        page_clear(&page);
    }
}

static void a_page_that_did_not_change_comes_from_the_cache(void **state)
{
    struct server *server = *state;
    g_autofree char *url = url_of(server, "/page");
    struct page page;

    for (int i = 0; i < 2; i++) {
        server->unchanged = i;
        assert_true(fetch_page(url, &server->options, &page, NULL));
        assert_int_equal(page.unchanged, i);
        assert_int_equal(page.size, 12);
        assert_string_equal(page.charset, "iso-8859-1");
        page_clear(&page);
    }
}

static void a_broken_cache_is_no_obstacle(void **state)
{
    struct server *server = *state;
    g_autofree char *url = url_of(server, "/page");
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, url, -1);
    g_autofree char *path = g_strdup_printf("%s/pages/%s.page", server->cache, sum);
    g_autofree char *folder = g_path_get_dirname(path);
    struct page page;

    server->unchanged = 1;
    assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
    assert_true(g_file_set_contents(path, "etag \"v1\" and no end", -1, NULL));
    assert_true(fetch_page(url, &server->options, &page, NULL));
    assert_int_equal(page.size, 12);
    page_clear(&page);
}

static void what_cannot_be_fetched_is_said(void **state)
{
    struct server *server = *state;
    static const struct {
        int line;
        const char *path, *says;
    } cases[] = {
        { __LINE__, "/gone", "the server answered 410 Gone" },
        { __LINE__, "/short", "the connection broke off" },
        { __LINE__, "/circle", "Too many redirects" },
        { __LINE__, "/file", "" },
        { __LINE__, "/noise", "" },
        { __LINE__, "/unknown", "" },
        { __LINE__, "/huge", "it is larger than 32 megabytes" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *url = url_of(server, cases[i].path);
        GError *error = NULL;
        struct page page;

        if (fetch_page(url, &server->options, &page, &error))
            fail_msg("case of line %d: it was fetched", cases[i].line);
        assert_int_at(cases[i].line, error->code, ERROR_INPUT);
        assert_null(page.bytes);
        assert_null(strchr(error->message, '\n'));
        if (*cases[i].says)
            assert_string_at(cases[i].line, error->message, cases[i].says);
        g_error_free(error);
    }
}

static void private_addresses_need_leave(void **state)
{
    struct server *server = *state;
    const char *const forms[] = { "http://127.0.0.1:%u/page", "http://localhost:%u/page",
                                  "http://[::ffff:127.0.0.1]:%u/page",
                                  "http://0x7f000001:%u/page" };

    server->options.allow_private = FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_auto(GStrv) halves = g_strsplit(forms[i], "%u", 2);
        g_autofree char *url = g_strdup_printf("%s%u%s", halves[0], server->port, halves[1]);
        GError *error = NULL;
        struct page page;

        assert_false(fetch_page(url, &server->options, &page, &error));
        g_error_free(error);
    }
}

static void a_source_may_be_a_page(void **state)
{
    struct server *server = *state;
    g_autofree char *url = url_of(server, "/inject");
    g_autofree char *empty = url_of(server, "/empty");
    g_autofree char *message = g_strdup_printf("cannot read %s: it is empty", empty);
    GError *error = NULL;
    struct source source;

    assert_true(source_load(&source, url, &server->options, NULL));
    assert_int_equal(source.size, 2);
    assert_string_equal(source.type, "text/plain");
    source_clear(&source);
    assert_false(source_load(&source, empty, &server->options, &error));
    assert_string_equal(error->message, message);
    g_error_free(error);
}

static void without_its_program_nothing_is_fetched(void **state)
{
    struct server *server = *state;
    g_autofree char *url = url_of(server, "/page");
    GError *error = NULL;
    struct page page;

    server->options.program = "/nonexistent/crier-fetch";
    assert_false(fetch_page(url, &server->options, &page, &error));
    assert_true(g_str_has_prefix(error->message, "crier-fetch cannot be started"));
    g_error_free(error);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_comes_with_what_the_server_said),
        TEST(a_page_that_did_not_change_comes_from_the_cache),
        TEST(a_broken_cache_is_no_obstacle),
        TEST(what_cannot_be_fetched_is_said),
        TEST(private_addresses_need_leave),
        TEST(a_source_may_be_a_page),
        TEST(without_its_program_nothing_is_fetched),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
