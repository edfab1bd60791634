/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader that crashes, hangs, floods or lies costs its article and nothing else. */
#include "core/base/error.h"
#include "core/plugin/reading.h"

#include "tests/support/cmocka.h"

#include <crier/crier.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct fixture {
    char *folder;
    struct session *readers;
    struct document *document;
};

static int set_up(void **state)
{
    static const char *const plugins[] = { "crash_on_probe", "misbehaving", "decent" };
    struct fixture *fixture = g_new0(struct fixture, 1);
    g_autofree char *cwd = g_get_current_dir();

    fixture->folder = g_dir_make_tmp("crier-reading-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(plugins); i++) {
        g_autofree char *from =
            g_strdup_printf("%s/" TEST_BUILD "/tests/loader/%s.so", cwd, plugins[i]);
        g_autofree char *to = g_strdup_printf("%s/%zu.so", fixture->folder, i);

        if (symlink(from, to) != 0)
            return -1;
    }
    fixture->readers = session_new((char *const[]){ fixture->folder, NULL }, CRIER_KIND_READER);
    fixture->document = document_new();
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    for (int i = 0; i < 3; i++) {
        g_autofree char *path = g_strdup_printf("%s/%d.so", fixture->folder, i);

        g_unlink(path);
    }
    g_rmdir(fixture->folder);
    session_free(fixture->readers);
    document_free(fixture->document);
    g_free(fixture->folder);
    g_free(fixture);
    return 0;
}

static gboolean read_named(struct fixture *fixture, const char *name, const char *text,
                           const char *reader, GError **error)
{
    struct source source = { .name = (char *)name,
                             .display = (char *)"article",
                             .bytes = (uint8_t *)text,
                             .size = strlen(text) };
    const struct reading_options options = { .reader = reader, .silent_seconds = 1 };

    return reading_run(fixture->readers, &source, &options, fixture->document, error);
}

static gboolean read_text(struct fixture *fixture, const char *text, const char *reader,
                          GError **error)
{
    return read_named(fixture, "article", text, reader, error);
}

static void harm_costs_the_article_only(void **state)
{
    static const struct {
        int line;
        const char *source, *message;
    } cases[] = {
        { __LINE__, "misbehave: crash",
          "cannot read article: the reader misbehaving broke down on it: its process was ended "
          "by signal 6 (Aborted)" },
        { __LINE__, "misbehave: hang",
          "cannot read article: the reader misbehaving did not "
          "answer in time and was ended" },
        { __LINE__, "misbehave: talk",
          "cannot read article: the reader misbehaving broke down on it: its process was ended "
          "by signal 31 (Bad system call)" },
        { __LINE__, "misbehave: execute",
          "cannot read article: the reader misbehaving broke down on it: its process was ended "
          "by signal 31 (Bad system call)" },
        { __LINE__, "misbehave: leave",
          "cannot read article: the reader misbehaving broke down "
          "on it: its process ended early" },
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        assert_false(read_text(fixture, cases[i].source, NULL, &error));
        assert_int_at(cases[i].line, error->code, ERROR_INPUT);
        assert_string_at(cases[i].line, error->message, cases[i].message);
        document_free(fixture->document);
        fixture->document = document_new();
    }
    /* The next article is read as if nothing had happened. */
    assert_true(read_text(fixture, "A decent article.", NULL, NULL));
    assert_string_equal(fixture->document->text->str, "A decent article.");
}

static void lies_are_found_out(void **state)
{
    static const char *const lies[] = { "misbehave: flood", "misbehave: nothing",
                                        "misbehave: utf-8", "misbehave: beyond",
                                        "misbehave: role",  "misbehave: scribble" };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
        g_autoptr(GError) error = NULL;

        if (read_text(fixture, lies[i], NULL, &error))
            fail_msg("the lie was believed: %s", lies[i]);
        assert_int_equal(error->code, ERROR_INPUT);
        assert_true(
            g_str_has_prefix(error->message, "cannot read article: the reader misbehaving"));
        document_free(fixture->document);
        fixture->document = document_new();
    }
}

static void a_reader_opens_no_file(void **state)
{
    struct fixture *fixture = *state;

    assert_true(read_text(fixture, "misbehave: open", NULL, NULL));
    assert_string_equal(fixture->document->text->str, "No file could be opened.");
}

static void a_probe_that_crashes_is_passed_over(void **state)
{
    struct fixture *fixture = *state;

    assert_true(read_text(fixture, "A decent article.", NULL, NULL));
    assert_string_equal(fixture->document->reader, "decent");
    assert_string_equal(fixture->document->charset, "UTF-8");
    assert_int_equal(fixture->document->notes->len, 1);
    assert_string_equal(
        document_string(fixture->document,
                        g_array_index(fixture->document->notes, struct note, 0).message),
        "the reader 0 was passed over: its probe function crashed or hung: the process was "
        "ended by signal 6 (Aborted)");
    /* The next article may be one that it can read. */
    assert_null(session_file(fixture->readers, 0)->rejected);
}

/* The crashing plugin lies in 0.so: files of that suffix are its own, and no plain text. */
static void nobody_stands_in_for_the_right_reader(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 2; i++) {
        assert_false(read_named(fixture, "article.0", "A decent article.", NULL, &error));
        assert_int_equal(error->code, ERROR_INPUT);
        assert_string_equal(error->message,
                            "cannot read article: the reader for it broke down: its probe function "
                            "crashed or hung: the process was ended by signal 6 (Aborted)");
        g_clear_error(&error);
    }
}

static void a_reader_can_be_named(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;

    assert_true(read_text(fixture, "misbehave: not at all", "decent", NULL));
    assert_string_equal(fixture->document->text->str, "misbehave: not at all");
    document_free(fixture->document);
    fixture->document = document_new();
    assert_false(read_text(fixture, "text", "nobody", &error));
    assert_int_equal(error->code, ERROR_USAGE);
    assert_string_equal(error->message, "no reader is named nobody; `crier plugins` lists them");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(harm_costs_the_article_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lies_are_found_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reader_opens_no_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_probe_that_crashes_is_passed_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_stands_in_for_the_right_reader, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reader_can_be_named, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
