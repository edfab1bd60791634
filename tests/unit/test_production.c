/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a document to marks and ledger, with an engine that makes no sound. */
#include "core/audio/pauses.h"
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/production/ledger.h"
#include "core/production/production.h"
#include "core/production/stages.h"

#include "tests/support/cmocka.h"
#include "tests/support/fake_engine.h"

/* One article for all tests; what stands in < > is left out by the reader. */
static const char source[] = "Ferry vote\n\n<draft> One two. Three — four!\n\nLast crashword line.";

struct fixture {
    struct document *document;
    struct plan *plan;
    struct engine *engine;
    GString *out;
};

static void add(struct builder *builder, uint32_t role, const char *text)
{
    const struct crier_block block = { .size = sizeof(block), .role = role };
    uint64_t from = (uint64_t)(strstr(source, text) - source);

    builder_open(builder, &block);
    builder_text(builder, text, strlen(text), from, from + strlen(text));
    builder_close(builder);
}

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    struct builder *builder;

    fixture->document = document_new();
    builder = builder_new(fixture->document, strlen(source));
    add(builder, CRIER_ROLE_HEADLINE, "Ferry vote");
    builder_skip(builder, 12, 19, "not for print");
    add(builder, CRIER_ROLE_PARAGRAPH, "One two. Three — four!");
    add(builder, CRIER_ROLE_PARAGRAPH, "Last crashword line.");
    fixture->document->charset = g_strdup("UTF-8");
    fixture->engine = fake_engine_new(2);
    fixture->out = g_string_new(NULL);
    *state = fixture;
    if (builder_finish(builder, NULL) != CRIER_OK)
        return -1;
    builder_free(builder);
    fixture->plan = plan_make(fixture->document, delivery_default());
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    document_free(fixture->document);
    plan_free(fixture->plan);
    engine_free(fixture->engine);
    g_string_free(fixture->out, TRUE);
    g_free(fixture);
    return 0;
}

static struct production production_of(const struct fixture *fixture, const struct sink *sink)
{
    return (struct production){ .document = fixture->document,
                                .plan = fixture->plan,
                                .engine = fixture->engine,
                                .sinks = sink,
                                .sink_count = sink ? 1 : 0 };
}

static void the_plan_has_every_sentence_and_pause(void **state)
{
    const struct fixture *fixture = *state;
    struct stage_printer printer;

    stage_begin(&printer, STAGE_SENTENCES, fixture->document, fixture->plan, 0, FALSE,
                fixture->out);
    for (uint32_t i = 0; i < plan_count(fixture->plan); i++)
        stage_planned(&printer, i + 1);
    assert_string_equal(fixture->out->str, "1 headline: Ferry vote\n"
                                           "2 paragraph: One two.\n"
                                           "3 paragraph: Three — four!\n"
                                           "4 paragraph: Last crashword line.\n");
    assert_int_equal(plan_sentence(fixture->plan, 0)->pause,
                     pause_after_block(CRIER_ROLE_HEADLINE));
    assert_int_equal(plan_sentence(fixture->plan, 1)->pause, pause_between_sentences());
    assert_int_equal(plan_sentence(fixture->plan, 2)->pause,
                     pause_after_block(CRIER_ROLE_PARAGRAPH));
}

/* What a sink is shown: sentences in order, each after its pause. */
struct seen {
    uint64_t number;
    int64_t end;
    uint64_t frames;
    unsigned crashed;
};

static gboolean see(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct seen *seen = data;

    (void)error;
    assert_int_equal(sentence->number, seen->number + 1);
    assert_true(sentence->start >= seen->end);
    for (guint i = 0; i < sentence->words->len; i++) {
        const struct crier_mark *mark = &g_array_index(sentence->words, struct crier_mark, i);

        assert_true(mark->start >= sentence->start);
        assert_true(mark->end >= mark->start);
        assert_true(mark->end <= sentence->start + sentence->frames);
        assert_true(mark->from < mark->to && mark->to <= sentence->size);
    }
    seen->number = sentence->number;
    seen->end = sentence->start + sentence->frames;
    seen->frames += sentence->frames;
    seen->crashed += sentence->outcome == SPEECH_CRASHED ? 1 : 0;
    return TRUE;
}

static void sentences_come_in_order_on_one_timeline(void **state)
{
    const struct fixture *fixture = *state;
    struct seen seen = { 0 };
    const struct sink sink = { .sentence = see, .data = &seen };
    struct production production = production_of(fixture, &sink);

    assert_true(production_run(&production, NULL));
    assert_int_equal(seen.number, 4);
    assert_int_equal(seen.crashed, 0);
    assert_int_equal(production.lost, 0); /* but a word is */
    assert_int_equal(production.length, seen.end + pause_frames(pause_tail(), FAKE_RATE));
    assert_int_equal(fake_engine_released(fixture->engine), fake_engine_submitted(fixture->engine));
    assert_int_equal(fake_engine_peak(fixture->engine), 2);
}

static void an_interrupted_wait_is_taken_up_again(void **state)
{
    const struct fixture *fixture = *state;
    struct seen seen = { 0 };
    const struct sink sink = { .sentence = see, .data = &seen };
    struct production production = production_of(fixture, &sink);

    fake_engine_interrupt(fixture->engine, 5);
    assert_true(production_run(&production, NULL));
    assert_int_equal(seen.number, 4);
}

static void a_wish_to_stop_is_obeyed(void **state)
{
    const struct fixture *fixture = *state;
    const volatile sig_atomic_t stop = 1;
    struct production production = production_of(fixture, NULL);
    g_autoptr(GError) error = NULL;

    production.stop = &stop;
    assert_false(production_run(&production, &error));
    assert_int_equal(error->code, ERROR_STOPPED);
}

static gboolean refuse(void *data, const struct spoken_sentence *sentence, GError **error)
{
    (void)data;
    (void)sentence;
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "the disk is full");
    return FALSE;
}

static void a_sink_that_fails_ends_it(void **state)
{
    const struct fixture *fixture = *state;
    const struct sink sink = { .sentence = refuse };
    struct production production = production_of(fixture, &sink);
    g_autoptr(GError) error = NULL;

    assert_false(production_run(&production, &error));
    assert_string_equal(error->message, "the disk is full");
}

static gboolean enter(void *data, const struct spoken_sentence *sentence, GError **error)
{
    return ledger_sentence(data, sentence, error);
}

static uint64_t make_ledger(const struct fixture *fixture, gboolean json)
{
    struct ledger *ledger =
        ledger_new(fixture->document, delivery_default(), (const uint8_t *)source, strlen(source),
                   FAKE_RATE, json, fixture->out);
    const struct sink sink = { .sentence = enter, .data = ledger };
    struct production production = production_of(fixture, &sink);

    assert_true(production_run(&production, NULL));
    return ledger_finish(ledger);
}

static void the_ledger_has_every_word(void **state)
{
    const struct fixture *fixture = *state;

    /* "<draft>" and "crashword" have letters and no sound. */
    assert_int_equal(make_ledger(fixture, FALSE), 2);
    assert_non_null(strstr(fixture->out->str, "seconds: Ferry\n"));
    assert_non_null(strstr(fixture->out->str, "seconds: four!\n"));
    assert_non_null(strstr(fixture->out->str, "skipped —: punctuation\n"));
    assert_non_null(strstr(fixture->out->str, "skipped crashword: the engine crashed on it\n"));
    assert_non_null(strstr(fixture->out->str, "skipped <draft>: not for print\n"));
    assert_true(g_str_has_suffix(fixture->out->str, "8 words spoken, 3 skipped\n"));
}

static void the_ledger_as_json_leads_back_to_the_source(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *wanted = NULL;
    const char *three = strstr(source, "Three");

    make_ledger(fixture, TRUE);
    assert_true(g_str_has_prefix(fixture->out->str,
                                 "{\n\"rate\": 8000,\n\"words\": [\n{\"text\": \"Ferry\", "
                                 "\"block\": 1, \"sentence\": 1, \"source\": [0, 5], \"start\": "));
    wanted = g_strdup_printf("{\"text\": \"Three\", \"block\": 2, \"sentence\": 3, \"source\": "
                             "[%d, %d], \"start\": ",
                             (int)(three - source), (int)(three - source) + 5);
    assert_non_null(strstr(fixture->out->str, wanted));
    assert_non_null(strstr(fixture->out->str, "{\"text\": \"<draft>\", \"source\": [12, 19], "
                                              "\"skipped\": \"not for print\"}"));
    assert_true(g_str_has_suffix(fixture->out->str, "],\n\"spoken\": 8,\n\"skipped\": 3\n}\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_plan_has_every_sentence_and_pause, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sentences_come_in_order_on_one_timeline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_interrupted_wait_is_taken_up_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_wish_to_stop_is_obeyed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sink_that_fails_ends_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_ledger_has_every_word, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_ledger_as_json_leads_back_to_the_source, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
