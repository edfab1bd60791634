/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that fuzzing has found worth keeping, and each crash it found, read again. */
#include "tests/fuzz/targets.h"

#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"

#define CORPUS "tests/fuzz/corpus"

static guint replay(const char *name)
{
    g_autofree char *folder = g_build_filename(CORPUS, name, NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *file;
    guint count = 0;

    assert_non_null(dir);
    if (!fuzz_knows(name))
        fail_msg("%s holds inputs for nothing that is linked", folder);
    while ((file = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, file, NULL);
        g_autofree char *bytes = NULL;
        g_autofree char *wrong = NULL;
        gsize size;

        assert_true(g_file_get_contents(path, &bytes, &size, NULL));
        wrong = fuzz(name, (const uint8_t *)bytes, size);
        if (wrong)
            fail_msg("%s: %s", path, wrong);
        count++;
    }
    return count;
}

static void every_kept_input_is_read(void **state)
{
    g_autoptr(GDir) corpora = g_dir_open(CORPUS, 0, NULL);
    const char *name;

    (void)state;
    assert_non_null(corpora);
    while ((name = g_dir_read_name(corpora)))
        assert_true(replay(name) > 0);
}

static void assert_corpus(const char *name)
{
    g_autofree char *folder = g_build_filename(CORPUS, name, NULL);

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        fail_msg("there is no %s", folder);
}

static void every_target_has_a_corpus(void **state)
{
    (void)state;
    for (size_t i = 0; static_readers[i]; i++)
        assert_corpus(static_readers[i]->head.name);
    for (const struct fuzz_target *target = fuzz_parsers; target->name; target++)
        assert_corpus(target->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kept_input_is_read),
        cmocka_unit_test(every_target_has_a_corpus),
    };

    (void)g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
