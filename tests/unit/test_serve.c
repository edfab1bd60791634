/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crier-serve as players and as strangers ask it: requests by the byte, over a real socket. */
#include "core/base/start.h"
#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM TEST_BUILD "/libexec/crier/crier-serve"
#define MOMENT  1795348800 /* Sunday, 22 November 2026, noon */
#define DATE    "Sun, 22 Nov 2026 12:00:00 GMT"
#define TAG     "\"a-6b02d940.0\""

struct site {
    char *folder;
    pid_t process;
    guint16 port;
};

static void put(const struct site *site, const char *name, const char *text)
{
    const struct timespec times[2] = { { .tv_sec = MOMENT }, { .tv_sec = MOMENT } };
    g_autofree char *path = g_build_filename(site->folder, "site", name, NULL);
    g_autofree char *above = g_path_get_dirname(path);

    assert_int_equal(g_mkdir_with_parents(above, 0755), 0);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void fill(struct site *site)
{
    static const char *const names[] = {
        "a.mp3",
        "b.opus",
        "c.epub",
        "d.smil",
        "e.png",
        "f.js",
        "sub/index.html",
        "g.vtt",
        "h.srt",
        "i.jpg",
        "j.html",
        "k.css",
        "l.bin",
        ".crier/catalogue.sqlite",
        "feed.xml",
        "show.chapters.json",
        "name with blank.mp3",
        "m.json",
    };
    g_autofree char *outside = g_build_filename(site->folder, "secret", NULL);
    g_autofree char *link = g_build_filename(site->folder, "site", "link.mp3", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        put(site, names[i], "0123456789");
    assert_true(g_file_set_contents(outside, "SECRET", -1, NULL));
    assert_int_equal(symlink(outside, link), 0);
}

/* Its one line tells where it answers. */
static guint16 port_said(int err)
{
    char line[512];
    ssize_t size = 0, got;
    char *at;

    while (size < (ssize_t)sizeof(line) - 1 &&
           (got = read(err, line + size, sizeof(line) - 1 - (size_t)size)) > 0) {
        size += got;
        if (memchr(line, '\n', (size_t)size))
            break;
    }
    line[size] = '\0';
    at = strstr(line, "http://127.0.0.1:");
    assert_non_null(at);
    return (guint16)g_ascii_strtoull(at + strlen("http://127.0.0.1:"), NULL, 10);
}

static int begin(void **state)
{
    struct site *site = g_new0(struct site, 1);
    g_autofree char *root = NULL;
    const char *words[] = { PROGRAM, "127.0.0.1:0", NULL, NULL };
    int said[2];

    site->folder = scratch_new();
    root = g_build_filename(site->folder, "site", NULL);
    fill(site);
    words[2] = root;
    assert_int_equal(pipe2(said, O_CLOEXEC), 0);
    assert_int_equal(start_program(&site->process, PROGRAM, words,
                                   &(struct start_gift){ said[1], STDERR_FILENO }, 1),
                     0);
    close(said[1]);
    site->port = port_said(said[0]);
    close(said[0]);
    *state = site;
    return 0;
}

/* When it should end: one that hangs is a failure, and does not hang the tests. */
static int status_at_end(pid_t process)
{
    int status;

    kill(process, SIGTERM);
    for (int i = 0; i < 600; i++) {
        if (waitpid(process, &status, WNOHANG) == process)
            return status;
        g_usleep(G_USEC_PER_SEC / 20);
    }
    kill(process, SIGKILL);
    waitpid(process, &status, 0);
    fail_msg("it does not end when told");
    return status;
}

static int end(void **state)
{
    struct site *site = *state;
    const int status = status_at_end(site->process);

    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    scratch_free(site->folder);
    g_free(site);
    return 0;
}

/* All that comes back for these bytes: a new string. */
static char *ask(const struct site *site, const char *bytes)
{
    const struct sockaddr_in at = { .sin_family = AF_INET,
                                    .sin_port = htons(site->port),
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    const struct timeval patience = { .tv_sec = 20 };
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    GString *answer = g_string_new(NULL);
    char block[4096];
    ssize_t got;

    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)), 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)), 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof(at)), 0);
    for (size_t sent = 0, size = strlen(bytes); sent < size; sent += (size_t)got) {
        got = send(fd, bytes + sent, size - sent, MSG_NOSIGNAL);
        if (got <= 0)
            break; /* it has heard enough */
    }
    while ((got = recv(fd, block, sizeof(block), 0)) > 0)
        g_string_append_len(answer, block, got);
    close(fd);
    return g_string_free(answer, FALSE);
}

static char *request(const char *method, const char *path, const char *headers)
{
    return g_strdup_printf("%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", method, path,
                           headers);
}

static int status_of(const char *answer)
{
    return g_str_has_prefix(answer, "HTTP/1.1 ") ? (int)strtol(answer + 9, NULL, 10) : 0;
}

static const char *body_of(const char *answer)
{
    const char *blank = strstr(answer, "\r\n\r\n");

    return blank ? blank + 4 : "";
}

static const struct asked {
    int line;
    const char *method, *path, *headers;
    int status;
    const char *has;  /* in the answer's head */
    const char *body; /* NULL: any */
} asked[] = {
    { __LINE__, "GET", "/a.mp3", "", 200, "Content-Type: audio/mpeg\r\n", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "", 200, "Accept-Ranges: bytes\r\n", NULL },
    { __LINE__, "GET", "/a.mp3", "", 200, "Last-Modified: " DATE "\r\n", NULL },
    { __LINE__, "GET", "/a.mp3", "", 200, "ETag: " TAG "\r\n", NULL },
    { __LINE__, "HEAD", "/a.mp3", "", 200, "Content-Length: 10\r\n", "" },
    /* Types, and who may read them from elsewhere. */
    { __LINE__, "GET", "/b.opus", "", 200, "Content-Type: audio/ogg; codecs=opus\r\n", NULL },
    { __LINE__, "GET", "/c.epub", "", 200, "Content-Type: application/epub+zip\r\n", NULL },
    { __LINE__, "GET", "/d.smil", "", 200, "Content-Type: application/smil\r\n", NULL },
    { __LINE__, "GET", "/e.png", "", 200, "Content-Type: image/png\r\n", NULL },
    { __LINE__, "GET", "/i.jpg", "", 200, "Content-Type: image/jpeg\r\n", NULL },
    { __LINE__, "GET", "/f.js", "", 200, "Content-Type: text/javascript; charset=utf-8\r\n", NULL },
    { __LINE__, "GET", "/k.css", "", 200, "Content-Type: text/css; charset=utf-8\r\n", NULL },
    { __LINE__, "GET", "/j.html", "", 200, "Content-Type: text/html; charset=utf-8\r\n", NULL },
    { __LINE__, "GET", "/feed.xml", "", 200, "Content-Type: application/rss+xml\r\n", NULL },
    { __LINE__, "GET", "/l.bin", "", 200, "Content-Type: application/octet-stream\r\n", NULL },
    { __LINE__, "GET", "/l.bin", "", 200, "X-Content-Type-Options: nosniff\r\n", NULL },
    { __LINE__, "GET", "/g.vtt", "", 200, "Content-Type: text/vtt; charset=utf-8\r\n", NULL },
    { __LINE__, "GET", "/g.vtt", "", 200, "Access-Control-Allow-Origin: *\r\n", NULL },
    { __LINE__, "GET", "/h.srt", "", 200, "Access-Control-Allow-Origin: *\r\n", NULL },
    { __LINE__, "GET", "/show.chapters.json", "", 200,
      "Content-Type: application/json+chapters\r\n", NULL },
    { __LINE__, "GET", "/show.chapters.json", "", 200, "Access-Control-Allow-Origin: *\r\n", NULL },
    { __LINE__, "GET", "/m.json", "", 200, "Content-Type: application/json\r\n", NULL },
    { __LINE__, "GET", "/name%20with%20blank.mp3", "", 200, "", "0123456789" },
    { __LINE__, "GET", "/a.mp3?play=1", "", 200, "", "0123456789" },
    /* Parts. */
    { __LINE__, "GET", "/a.mp3", "Range: bytes=0-3\r\n", 206, "Content-Range: bytes 0-3/10\r\n",
      "0123" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=4-6\r\n", 206, "Content-Range: bytes 4-6/10\r\n",
      "456" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=7-\r\n", 206, "Content-Range: bytes 7-9/10\r\n",
      "789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=-2\r\n", 206, "Content-Range: bytes 8-9/10\r\n",
      "89" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=8-99\r\n", 206, "Content-Range: bytes 8-9/10\r\n",
      "89" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=0-1,8-9\r\n", 200, "", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=10-\r\n", 416, "Content-Range: bytes */10\r\n",
      NULL },
    { __LINE__, "GET", "/a.mp3", "Range: lines=1-2\r\n", 200, "", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=x-y\r\n", 200, "", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=6-4\r\n", 200, "", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=99999999999999999999-\r\n", 416, "", NULL },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=0-99999999999999999999\r\n", 206,
      "Content-Range: bytes 0-9/10\r\n", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=-0\r\n", 416, "", NULL },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=-99\r\n", 206, "Content-Range: bytes 0-9/10\r\n",
      "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=-\r\n", 200, "", "0123456789" },
    /* What did not change. */
    { __LINE__, "GET", "/a.mp3", "If-None-Match: " TAG "\r\n", 304, "ETag: " TAG "\r\n", "" },
    { __LINE__, "GET", "/a.mp3", "If-None-Match: \"x\", W/" TAG "\r\n", 304, "", "" },
    { __LINE__, "GET", "/a.mp3", "If-None-Match: *\r\n", 304, "", "" },
    { __LINE__, "GET", "/a.mp3", "If-None-Match: \"x\"\r\n", 200, "", "0123456789" },
    { __LINE__, "HEAD", "/a.mp3", "If-None-Match: " TAG "\r\n", 304, "", "" },
    { __LINE__, "GET", "/a.mp3", "If-Modified-Since: " DATE "\r\n", 304, "", "" },
    { __LINE__, "GET", "/a.mp3", "If-Modified-Since: Sat, 21 Nov 2026 12:00:00 GMT\r\n", 200, "",
      "0123456789" },
    { __LINE__, "GET", "/a.mp3", "If-Modified-Since: yesterday\r\n", 200, "", "0123456789" },
    { __LINE__, "GET", "/a.mp3", "If-None-Match: \"x\"\r\nIf-Modified-Since: " DATE "\r\n", 200, "",
      "0123456789" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=0-3\r\nIf-Range: " TAG "\r\n", 206, "", "0123" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=0-3\r\nIf-Range: " DATE "\r\n", 206, "", "0123" },
    { __LINE__, "GET", "/a.mp3", "Range: bytes=0-3\r\nIf-Range: \"x\"\r\n", 200, "", "0123456789" },
    /* Folders. */
    { __LINE__, "GET", "/sub/", "", 200, "Content-Type: text/html; charset=utf-8\r\n",
      "0123456789" },
    { __LINE__, "GET", "/sub", "", 301, "/sub/\r\n", NULL },
    { __LINE__, "GET", "/", "", 404, "", NULL },
    /* What is not there, or not for anybody. */
    { __LINE__, "GET", "/nothing.mp3", "", 404, "Content-Type: text/plain", NULL },
    { __LINE__, "GET", "/a.mp3/", "", 404, "", NULL },
    { __LINE__, "GET", "/../secret", "", 404, "", NULL },
    { __LINE__, "GET", "/sub/../../secret", "", 404, "", NULL },
    { __LINE__, "GET", "/%2e%2e/secret", "", 404, "", NULL },
    { __LINE__, "GET", "/%2e%2e%2fsecret", "", 404, "", NULL },
    { __LINE__, "GET", "/..%2fsecret", "", 404, "", NULL },
    { __LINE__, "GET", "/%252e%252e/secret", "", 404, "", NULL },
    { __LINE__, "GET", "/..%5csecret", "", 404, "", NULL },
    { __LINE__, "GET", "//secret", "", 404, "", NULL },
    { __LINE__, "GET", "/a.mp3%00.html", "", 404, "", NULL },
    { __LINE__, "GET", "/a.mp3%0d%0aX-Injected:%20yes", "", 404, "", NULL },
    { __LINE__, "GET", "/link.mp3", "", 404, "", NULL },
    { __LINE__, "GET", "/.crier/catalogue.sqlite", "", 404, "", NULL },
    { __LINE__, "GET", "/%2ecrier/catalogue.sqlite", "", 404, "", NULL },
    { __LINE__, "GET", "/sub/.", "", 200, "", "0123456789" },
    { __LINE__, "GET", "http://other.example/../secret", "", 404, "", NULL },
    { __LINE__, "POST", "/a.mp3", "Content-Length: 0\r\n", 405, "Allow: GET, HEAD\r\n", NULL },
    { __LINE__, "PUT", "/new.mp3", "Content-Length: 2\r\n\r\nxx", 405, "Allow: GET, HEAD\r\n",
      NULL },
    { __LINE__, "DELETE", "/a.mp3", "", 405, "Allow: GET, HEAD\r\n", NULL },
};

static void answers_as_asked(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
        const struct asked *one = &asked[i];
        g_autofree char *bytes = request(one->method, one->path, one->headers);
        g_autofree char *answer = ask(*state, bytes);

        assert_int_at(one->line, status_of(answer), one->status);
        if (!strstr(answer, one->has))
            fail_msg("case of line %d: no <%s> in\n%s", one->line, one->has, answer);
        if (one->body)
            assert_string_at(one->line, body_of(answer), one->body);
        if (strstr(answer, "SECRET") || strstr(answer, "\nX-Injected"))
            fail_msg("case of line %d: it leaks\n%s", one->line, answer);
    }
}

/* Whatever comes, the next player is served. */
static void survives(void **state)
{
    g_autofree char *long_path = g_strnfill(200000, 'a');
    g_autofree char *long_request = g_strdup_printf("GET /%s HTTP/1.1\r\n\r\n", long_path);
    const char *const odd[] = { "\r\n\r\n",
                                "GET\r\n\r\n",
                                "GET /a.mp3\r\n\r\n",
                                "GET a.mp3 HTTP/1.1\r\n\r\n",
                                "\x16\x03\x01\x02garbage\r\n\r\n",
                                "GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                                "GET /a.mp3 HTTP/9.9\r\n\r\n",
                                long_request };
    g_autofree char *good = request("GET", "/a.mp3", "");

    for (gsize i = 0; i < G_N_ELEMENTS(odd); i++) {
        g_autofree char *end = g_strdup(odd[i]);
        g_autofree char *bytes = g_strconcat(end, good, NULL);

        g_free(ask(*state, bytes));
    }
    {
        g_autofree char *answer = ask(*state, good);

        assert_int_equal(status_of(answer), 200);
        assert_string_equal(body_of(answer), "0123456789");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_as_asked),
        cmocka_unit_test(survives),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
