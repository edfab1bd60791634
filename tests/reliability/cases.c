/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"

#include <string.h>

/* The same kills each time, and none of them chosen by us. */
#define SEED 20261123u

static const struct {
    const char *class, *faults[4], *kills[3];
} ways[] = {
    { "malloc", { "once", "sticky" }, { 0 } },
    { "open", { "once", "sticky" }, { "kill", "killafter" } },
    { "read", { "once", "sticky", "short" }, { "kill", "killafter" } },
    { "write", { "once", "sticky", "short" }, { "kill", "killafter" } },
    { "fsync", { "once", "sticky" }, { "kill", "killafter" } },
    { "rename", { "once", "sticky" }, { "kill", "killafter" } },
    { "close", { "once", "sticky" }, { "kill", "killafter" } },
};

static void test_free(gpointer data)
{
    struct test *test = data;

    g_free(test->wish);
    g_free(test);
}

static void add(GPtrArray *tests, char *wish, int64_t after_ms, gboolean kills)
{
    struct test *test = g_new0(struct test, 1);

    test->wish = wish;
    test->after_ms = after_ms;
    test->kills = kills;
    test->again = tests->len % 4 == 0;
    g_ptr_array_add(tests, test);
}

/* The numbers of the calls of this class. */
static GArray *numbers_of(const char *class, const char *calls)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
    g_auto(GStrv) lines = g_strsplit(calls, "\n", -1);

    for (char **line = lines; *line; line++) {
        const char *blank = strchr(*line, ' ');
        guint64 number;

        if (!blank || strncmp(*line, class, (gsize)(blank - *line)) != 0 || class[blank - *line])
            continue;
        number = g_ascii_strtoull(blank + 1, NULL, 10);
        if (number > 0)
            g_array_append_val(numbers, number);
    }
    return numbers;
}

static void add_calls(GPtrArray *tests, const char *class, const char *const *modes,
                      const GArray *numbers, guint most, gboolean kills)
{
    const guint count = most && most < numbers->len ? most : numbers->len;

    for (guint i = 0; i < count; i++)
        for (const char *const *mode = modes; *mode; mode++)
            add(tests,
                g_strdup_printf("%s:%" G_GUINT64_FORMAT ":%s", class,
                                g_array_index(numbers, guint64, (guint64)i * numbers->len / count),
                                *mode),
                -1, kills);
}

GPtrArray *cases_choose(const char *how, const char *calls, guint most, int64_t milliseconds)
{
    GPtrArray *tests = g_ptr_array_new_with_free_func(test_free);
    g_autoptr(GRand) rand = g_rand_new_with_seed(SEED);
    const gboolean kills = strcmp(how, "kills") == 0;

    if (strcmp(how, "times") == 0) {
        for (guint i = 0; i < most; i++) {
            const int after = g_rand_int_range(rand, 0, (gint32)milliseconds + 1);

            add(tests, g_strdup_printf("killed after %d ms", after), after, TRUE);
        }
        return tests;
    }
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(GArray) numbers = numbers_of(ways[i].class, calls);

        add_calls(tests, ways[i].class, kills ? ways[i].kills : ways[i].faults, numbers, most,
                  kills);
    }
    return tests;
}
