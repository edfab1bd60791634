/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the next round of a watch is due, which changes count, and what a service manager hears. */
#include "core/base/error.h"
#include "core/cli/notify.h"
#include "core/cli/unit.h"
#include "core/cli/watch.h"
#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define S G_TIME_SPAN_SECOND

/* A round ended at second 100, the next is at 700 when nothing changes. */
static void test_clock(void **state)
{
    static const struct {
        int line;
        int changes[6]; /* seconds; 0 ends them */
        int due;
    } cases[] = {
        { __LINE__, { 0 }, 700 },
        { __LINE__, { 150 }, 152 },
        { __LINE__, { 150, 151 }, 153 },
        { __LINE__, { 150, 160, 170, 179 }, 180 }, /* it never gets quiet */
        { __LINE__, { 699 }, 700 },                /* the usual round is nearer */
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct watch_clock clock = { .every = 600 * S };

        watch_clock_change(&clock, 50 * S);
        watch_clock_round(&clock, 100 * S);
        for (const int *change = cases[i].changes; *change; change++)
            watch_clock_change(&clock, *change * S);
        if (watch_clock_due(&clock) != cases[i].due * S)
            fail_msg("line %d: due at %g", cases[i].line, (double)watch_clock_due(&clock) / S);
    }
}

static void put(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *above = g_path_get_dirname(path);

    assert_int_equal(g_mkdir_with_parents(above, 0755), 0);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* Inotify queues an event before the call that caused it returns: no waiting is needed. */
static gboolean noticed(const char *folder, const char *name)
{
    g_autofree char *file = g_build_filename(folder, "e.ini", NULL);
    g_autofree char *out = g_build_filename(folder, "tree", "published", NULL);
    struct watch *watch = watch_new(file, (const char *const[]){ out, NULL });
    g_autofree char *path = NULL;

    put(folder, name, "new words");
    path = watch_read(watch);
    watch_free(watch);
    return path != NULL;
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) dir =
        g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        remove_all(below);
    }
    (void)g_remove(path);
}

static void test_what_counts(void **state)
{
    static const char edition[] = "[edition]\ntitle = T\nlanguage = en-US\n[sources]\n"
                                  "files = some/*.txt; deep/*/a.md; single.txt; later/on/*.txt\n"
                                  "folders = tree\nfeeds = wire/feed.xml\n"
                                  "[section A]\nrest = yes\n[outputs]\nwanted = podcast\n";
    static const struct {
        int line;
        const char *name;
        gboolean counts;
    } cases[] = {
        { __LINE__, "e.ini", TRUE },
        { __LINE__, "other.ini", FALSE },
        { __LINE__, "some/a.txt", TRUE },
        { __LINE__, "some/a.jpg", FALSE },
        { __LINE__, "some/.a.txt", FALSE },
        { __LINE__, "some/below/a.txt", FALSE },
        { __LINE__, "deep/there/a.md", TRUE },
        { __LINE__, "deep/there/b.md", FALSE },
        { __LINE__, "deep/new/a.md", TRUE },
        { __LINE__, "single.txt", TRUE },
        { __LINE__, "later/on/a.txt", TRUE },
        { __LINE__, "tree/a/b/c.txt", TRUE },
        { __LINE__, "tree/new/folder/c.txt", TRUE },
        { __LINE__, "tree/.hidden/c.txt", FALSE },
        { __LINE__, "tree/published/feed.xml", FALSE },
        { __LINE__, "wire/feed.xml", TRUE },
        { __LINE__, "wire/other.xml", FALSE },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *folder = g_dir_make_tmp("crier-watch-XXXXXX", NULL);

        put(folder, "e.ini", edition);
        put(folder, "some/x.txt", "x");
        put(folder, "deep/there/x", "x");
        put(folder, "tree/a/b/x", "x");
        put(folder, "wire/x", "x");
        if (noticed(folder, cases[i].name) != cases[i].counts)
            fail_msg("line %d: %s", cases[i].line, cases[i].name);
        remove_all(folder);
    }
}

/* Its file alone is watched then, so that mending it is seen. */
static void test_broken_edition(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("crier-watch-XXXXXX", NULL);

    (void)state;
    assert_true(noticed(folder, "e.ini"));
    put(folder, "e.ini", "[no edition");
    assert_true(noticed(folder, "e.ini"));
    assert_false(noticed(folder, "a.txt"));
    remove_all(folder);
}

static void hear(const char *name, const char *shown)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    char heard[32] = { 0 };

    memcpy(address.sun_path, name, strlen(shown));
    assert_int_equal(bind(fd, (const struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(shown))),
                     0);
    g_setenv("NOTIFY_SOCKET", shown, TRUE);
    assert_true(notify_send("READY=1"));
    assert_int_equal(recv(fd, heard, sizeof(heard) - 1, 0), 7);
    assert_string_equal(heard, "READY=1");
    close(fd);
}

static void test_notify(void **state)
{
    static const char *const wrong[] = { "", "@", "/", "relative", "vsock:2:9", "/nobody/listens" };
    g_autofree char *folder = g_dir_make_tmp("crier-watch-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "socket", NULL);
    g_autofree char *shown = g_strdup_printf("@crier-test-%d", (int)getpid());
    g_autofree char *abstract = g_strdup(shown);
    g_autofree char *endless = g_strnfill(300, '/');

    (void)state;
    abstract[0] = 0;
    hear(path, path);
    hear(abstract, shown);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_setenv("NOTIFY_SOCKET", wrong[i], TRUE);
        assert_false(notify_send("READY=1"));
    }
    g_setenv("NOTIFY_SOCKET", endless, TRUE);
    assert_false(notify_send("READY=1"));
    g_unsetenv("NOTIFY_SOCKET");
    assert_false(notify_send("READY=1"));
    remove_all(folder);
}

static void test_unit(void **state)
{
    static const struct {
        int line;
        const char *path, *word, *folder; /* NULL: no unit can hold it */
    } cases[] = {
        { __LINE__, "/srv/a b", "\"/srv/a b\"", "=\"/srv/a b\"\n" },
        { __LINE__, "/50%", "\"/50%%\"", "=\"/50%%\"\n" },
        { __LINE__, "/$HOME", "\"/$$HOME\"", "=\"/$HOME\"\n" },
        { __LINE__, "/a\\b", "\"/a\\\\b\"", "=\"/a\\b\"\n" },
        { __LINE__, "/a\"b'c", "\"/a\\\"b'c\"", "=\"/a\"'\"b'\"'c\"\n" },
        { __LINE__, "/a\nExecStart=/bin/true", NULL, NULL },
        { __LINE__, "/a\x7f", NULL, NULL },
        { __LINE__, "/a\xff", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text =
            unit_text("/usr/bin/crier", cases[i].path, cases[i].path, 10, &error);

        if (!cases[i].word != !text ||
            (text && (!strstr(text, cases[i].word) || !strstr(text, cases[i].folder))))
            fail_msg("line %d: %s", cases[i].line, text ? text : "no unit");
        if (!text)
            assert_true(g_error_matches(error, CRIER_ERROR, ERROR_USAGE));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock),          cmocka_unit_test(test_what_counts),
        cmocka_unit_test(test_broken_edition), cmocka_unit_test(test_notify),
        cmocka_unit_test(test_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
