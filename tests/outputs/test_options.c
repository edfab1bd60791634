/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the host deals with the options of outputs, those of older interfaces included. */
#include "core/base/error.h"
#include "core/plugin/loader.h"
#include "core/plugin/output.h"
#include "tests/support/cmocka.h"

static crier_status begin_badly(const struct crier_output_host *host, const struct crier_job *job,
                                void **context)
{
    (void)context;
    if (job->option_count > 0 && strcmp(job->options[0].value, "mute") != 0)
        (host->fail)(host, job->options[0].value); /* cmocka has a macro of that name */
    return CRIER_BAD_CALL;
}

static crier_status event(void *context, const struct crier_event *event)
{
    (void)context;
    (void)event;
    return CRIER_OK;
}

static crier_status finish(void *context)
{
    (void)context;
    return CRIER_OK;
}

static void abort_job(void *context)
{
    (void)context;
}

static const struct crier_option_help options[] = { { "pitch", "how high (5)" },
                                                    { "pace", "how fast (7)" },
                                                    { 0 } };

static struct crier_output plugin_of(uint32_t size)
{
    struct crier_output plugin = { CRIER_OUTPUT_HEAD("whistle", "for tests"),
                                   .suffixes = (const char *const[]){ "whistle", NULL },
                                   .media_type = "audio/whistle",
                                   .begin = begin_badly,
                                   .event = event,
                                   .finish = finish,
                                   .abort = abort_job,
                                   .options = options };

    plugin.head.size = size;
    return plugin;
}

static void an_option_must_be_named_by_the_plugin(void **state)
{
    const struct crier_output plugin = plugin_of(sizeof(plugin));
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_true(output_knows_option(&plugin, "pitch", NULL));
    assert_true(output_knows_option(&plugin, "pace", NULL));
    assert_false(output_knows_option(&plugin, "pit\nch", &error));
    assert_int_equal(error->code, ERROR_USAGE);
    assert_string_equal(error->message, "the output whistle has no option pit\\nch; it has: pitch, "
                                        "how high (5); pace, how fast (7)");
}

/* What lies behind the structure of an older plugin is not its own. */
static void an_older_plugin_loads_and_has_no_options(void **state)
{
    const struct crier_output plugin = plugin_of(offsetof(struct crier_output, sound));
    g_autofree char *complaint = loader_complaint(&plugin.head, CRIER_KIND_OUTPUT);
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_null(complaint);
    assert_null(output_sound(&plugin));
    assert_false(output_knows_option(&plugin, "pitch", &error));
    assert_string_equal(error->message, "the output whistle has no option pitch; it has: none");
}

static void a_shorter_plugin_is_refused(void **state)
{
    const struct crier_output plugin = plugin_of(offsetof(struct crier_output, sound) - 1);
    g_autofree char *complaint = loader_complaint(&plugin.head, CRIER_KIND_OUTPUT);

    (void)state;
    assert_non_null(complaint);
}

static void a_refused_value_is_a_wrong_command_line(void **state)
{
    static const struct {
        const char *value;
        int code;
        const char *message;
    } cases[] = {
        { "too high", ERROR_USAGE, "the output whistle does not take that: too high" },
        { "mute", ERROR_OUTPUT, "cannot write /nowhere/a: the output plugin failed" },
    };
    const struct crier_output plugin = plugin_of(sizeof(plugin));
    struct document *document = document_new();

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct crier_option option = { "pitch", cases[i].value };
        g_autoptr(GArray) given = g_array_new(FALSE, FALSE, sizeof(option));
        g_autoptr(GError) error = NULL;

        g_array_append_val(given, option);
        assert_null(output_new_with_options(&plugin, "/nowhere/a", 8000, given, document, &error));
        assert_int_equal(error->code, cases[i].code);
        assert_string_equal(error->message, cases[i].message);
    }
    document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_option_must_be_named_by_the_plugin),
        cmocka_unit_test(an_older_plugin_loads_and_has_no_options),
        cmocka_unit_test(a_shorter_plugin_is_refused),
        cmocka_unit_test(a_refused_value_is_a_wrong_command_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
