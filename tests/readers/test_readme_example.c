/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader that plugins/README.md shows: compiled as it stands there, loaded, run. */
#include "tests/support/accounting.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#include <dlfcn.h>
#include <glib/gstdio.h>

#define README "plugins/README.md"

/* What stands in the only block of this language. */
static char *code_block(const char *readme, const char *language)
{
    g_autofree char *fence = g_strdup_printf("\n```%s\n", language);
    const char *start = strstr(readme, fence);
    const char *end = start ? strstr(start + strlen(fence), "\n```\n") : NULL;

    if (!end)
        fail_msg("%s has no block of %s", README, language);
    start += strlen(fence);
    assert_null(strstr(end, fence));
    return g_strndup(start, (gsize)(end - start) + 1);
}

static void compile(const char *source, const char *plugin)
{
    const char *const command[] = { "cc",      "-std=gnu17", "-Wall",   "-Wextra",     "-Wshadow",
                                    "-Werror", "-fPIC",      "-shared", "-Wl,-z,defs", "-Iinclude",
                                    "-o",      plugin,       source,    NULL };
    g_autofree char *complaints = NULL;
    int status = -1;

    assert_true(g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                             &complaints, &status, NULL));
    if (status != 0)
        fail_msg("the example does not compile:\n%s", complaints);
}

static const struct crier_reader *load(const char *plugin)
{
    void *library = dlopen(plugin, RTLD_NOW | RTLD_LOCAL);
    const struct crier_reader *reader;

    if (!library)
        fail_msg("the example does not load: %s", dlerror());
    reader = dlsym(library, CRIER_PLUGIN_SYMBOL_NAME);
    assert_non_null(reader);
    return reader;
}

static void check(const struct crier_reader *reader, const char *input)
{
    g_autofree char *got = printed(reader, "meeting.minutes", input, strlen(input), 1);

    assert_int_equal(reader->head.abi_major, CRIER_ABI_MAJOR);
    assert_int_equal(reader->head.size, sizeof(struct crier_reader));
    assert_int_equal(direct_probe(reader, "a", "", input, strlen(input)), 90);
    assert_int_equal(direct_probe(reader, "a.minutes", "", "x", 1), 10);
    assert_int_equal(direct_probe(reader, "a", "", "x", 1), 0);
    assert_string_equal(got, "title: Local 212 meets on the night shift\n"
                             "author: Rosa Lindqvist\n\n"
                             "headline: Local 212 meets on the night shift\n"
                             "byline: Rosa Lindqvist\n"
                             "paragraph: The hall was full & warm. People stood in the yard.\n"
                             "list\n"
                             "  list item: Motion to picket: carried\n"
                             "  list item: Next meeting: Dec. 1\n\n"
                             "skipped bytes 0 to 8: file mark\n"
                             "skipped bytes 167 to 205: remark\n");
}

/* Cut off anywhere it still keeps the contract. */
static void check_ends(const struct crier_reader *reader, const char *input)
{
    for (size_t end = 0; end < strlen(input); end++) {
        struct direct direct = direct_read(reader, "a", input, end);
        g_autofree char *fault = accounting_check(direct.document, input, end);

        assert_int_equal(direct.status, CRIER_OK);
        assert_int_equal(direct.built, CRIER_OK);
        assert_null(fault);
        direct_clear(&direct);
    }
}

static unsigned lines_of(const char *text)
{
    unsigned lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void the_example_works(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("crier-XXXXXX", NULL);
    g_autofree char *source = g_build_filename(folder, "minutes.c", NULL);
    g_autofree char *plugin = g_build_filename(folder, "minutes.so", NULL);
    g_autofree char *readme = NULL;
    g_autofree char *code = NULL;
    g_autofree char *input = NULL;
    const struct crier_reader *reader;

    (void)state;
    assert_true(g_file_get_contents(README, &readme, NULL, NULL));
    code = code_block(readme, "c");
    input = code_block(readme, "text");
    assert_in_range(lines_of(code), 1, 119);
    assert_true(g_file_set_contents(source, code, -1, NULL));
    compile(source, plugin);
    reader = load(plugin);
    g_remove(source);
    g_remove(plugin);
    g_rmdir(folder);
    check(reader, input);
    check_ends(reader, input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_works),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
