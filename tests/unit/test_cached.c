/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/synthesis/cached.h"

#include "tests/support/cmocka.h"
#include "tests/support/fake_engine.h"

#include <unistd.h>

struct fixture {
    char *folder;
    struct cache *cache;
    struct engine *fake; /* once started; owned by the engine around it */
    unsigned starts;
    uint32_t slots;
    gboolean fails;
    const char *identity; /* of the fake engine, NULL: its own */
};

static struct engine *start(void *data, GError **error)
{
    struct fixture *fixture = data;

    fixture->starts++;
    if (fixture->fails) {
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "no engine today");
        return NULL;
    }
    fixture->fake = fake_engine_new(fixture->slots);
    if (fixture->identity)
        fixture->fake->identity = fixture->identity;
    return fixture->fake;
}

static void open_cache(struct fixture *fixture)
{
    char *why;

    fixture->cache = cache_new(fixture->folder, 1 << 24, &why);
    assert_null(why);
}

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);

    fixture->folder = g_dir_make_tmp("crier-cached-XXXXXX", NULL);
    fixture->slots = 3;
    open_cache(fixture);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    g_autofree char *utterances = g_build_filename(fixture->folder, "utterances", NULL);

    cache_free(fixture->cache);
    for (unsigned i = 0; i < 256; i++) {
        g_autofree char *folder = g_strdup_printf("%s/%02x", utterances, i);
        GDir *dir = g_dir_open(folder, 0, NULL);
        const char *name;

        while (dir && (name = g_dir_read_name(dir))) {
            g_autofree char *path = g_build_filename(folder, name, NULL);

            unlink(path);
        }
        if (dir)
            g_dir_close(dir);
        rmdir(folder);
    }
    rmdir(utterances);
    rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture);
    return 0;
}

static struct engine *engine_known(struct fixture *fixture)
{
    return cached_new(fixture->cache, "fake 1", FAKE_RATE, start, fixture, NULL);
}

static gboolean submit(struct engine *engine, uint64_t number, const char *text, GError **error)
{
    struct token token = { 0, (uint32_t)strlen(text) };
    struct utterance utterance = { text, token.to, &token, 1, FALSE };

    return engine_submit(engine, number, &utterance, error);
}

static char *text_of(uint64_t number)
{
    return g_strdup_printf("sentence %" G_GUINT64_FORMAT, number);
}

static void submit_number(struct engine *engine, uint64_t number)
{
    g_autofree char *text = text_of(number);

    assert_true(submit(engine, number, text, NULL));
}

static void assert_says(const struct speech *speech, const char *text)
{
    assert_int_equal(speech->outcome, SPEECH_DONE);
    assert_int_equal(speech->rate, FAKE_RATE);
    assert_int_equal(speech->frames, strlen(text) * FAKE_FRAMES_PER_BYTE);
    for (size_t i = 0; text[i]; i++)
        assert_int_equal(speech->pcm[i * FAKE_FRAMES_PER_BYTE], (int16_t)(text[i] * 64));
    assert_int_equal(speech->token_count, 1);
    assert_int_equal(speech->tokens[0].end, (int32_t)speech->frames);
    assert_int_equal(speech->phoneme_count, 1);
    assert_string_equal(speech->phonemes[0].name, "f");
}

static void collect_number(struct engine *engine, uint64_t number)
{
    g_autofree char *text = text_of(number);
    struct speech speech;

    assert_int_equal(engine_collect(engine, number, -1, &speech, NULL), 1);
    assert_says(&speech, text);
    engine_release(engine, &speech);
}

static void say_numbers(struct engine *engine, uint64_t from, uint64_t to)
{
    uint64_t submitted = from;

    for (uint64_t n = from; n < to; n++) {
        while (submitted < to && submitted - n < engine->slots)
            submit_number(engine, submitted++);
        collect_number(engine, n);
    }
}

static void it_starts_when_something_is_new(void **state)
{
    struct fixture *fixture = *state;
    struct engine *engine = engine_known(fixture);

    assert_int_equal(engine->rate, FAKE_RATE);
    assert_int_equal(fixture->starts, 0);
    say_numbers(engine, 0, 50);
    assert_int_equal(fixture->starts, 1);
    assert_int_equal(fake_engine_submitted(fixture->fake), 50);
    assert_int_equal(fake_engine_released(fixture->fake), 50);
    assert_in_range(fake_engine_peak(fixture->fake), 2, 3);
    assert_int_equal(cached_hits(engine), 0);
    engine_free(engine);

    engine = engine_known(fixture);
    say_numbers(engine, 0, 50);
    assert_int_equal(fixture->starts, 1); /* not again */
    assert_int_equal(cached_hits(engine), 50);
    say_numbers(engine, 45, 55);
    assert_int_equal(fixture->starts, 2);
    assert_int_equal(fake_engine_submitted(fixture->fake), 5);
    engine_free(engine);
}

static void unknown_it_starts_at_once(void **state)
{
    struct fixture *fixture = *state;
    struct engine *engine = cached_new(fixture->cache, NULL, 0, start, fixture, NULL);

    assert_int_equal(fixture->starts, 1);
    assert_int_equal(engine->rate, FAKE_RATE);
    assert_string_equal(engine->identity, "fake 1");
    say_numbers(engine, 0, 5);
    engine_free(engine);
}

static void its_slots_cover_those_inside(void **state)
{
    struct fixture *fixture = *state;
    struct engine *engine;

    fixture->slots = 40;
    engine = cached_new(fixture->cache, NULL, 0, start, fixture, NULL);
    assert_int_equal(engine->slots, 40);
    say_numbers(engine, 0, 100);
    assert_int_equal(fake_engine_peak(fixture->fake), 40);
    engine_free(engine);
}

/* Any order of collecting works, with more under way than the engine inside takes. */
static void any_order_of_collecting(void **state)
{
    struct fixture *fixture = *state;
    struct engine *engine = engine_known(fixture);

    for (uint64_t n = 0; n < engine->slots; n++)
        submit_number(engine, n);
    for (uint64_t n = engine->slots; n-- > 0;)
        collect_number(engine, n);
    assert_int_equal(fake_engine_peak(fixture->fake), 3);
    engine_free(engine);

    engine = engine_known(fixture);
    for (uint64_t n = 0; n < engine->slots; n++)
        submit_number(engine, n);
    for (uint64_t n = engine->slots; n-- > 0;)
        collect_number(engine, n);
    assert_int_equal(cached_hits(engine), engine->slots);
    engine_free(engine);
}

static void speech_stays_until_released(void **state)
{
    struct fixture *fixture = *state;
    struct engine *engine = engine_known(fixture);
    struct speech first, second;

    submit_number(engine, 1);
    submit_number(engine, 2);
    assert_int_equal(engine_collect(engine, 1, -1, &first, NULL), 1);
    assert_int_equal(engine_collect(engine, 2, -1, &second, NULL), 1);
    submit_number(engine, 3);
    collect_number(engine, 3);
    assert_says(&first, "sentence 1");
    assert_says(&second, "sentence 2");
    engine_release(engine, &first);
    engine_release(engine, &second);
    engine_free(engine);
}

static void outcomes_pass_through_and_failures_are_not_kept(void **state)
{
    static const struct {
        int line;
        const char *text;
        enum speech_outcome outcome;
        unsigned asked; /* how often of the engine inside, in two runs */
    } cases[] = {
        { __LINE__, "a crashword", SPEECH_CRASHED, 2 },
        { __LINE__, "a hangword", SPEECH_HUNG, 2 },
        { __LINE__, "a longword", SPEECH_TOO_LONG, 2 },
        { __LINE__, "an emptyword", SPEECH_EMPTY, 1 },
        { __LINE__, "a word", SPEECH_DONE, 1 },
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        unsigned asked = 0;

        for (int run = 0; run < 2; run++) {
            struct engine *engine = engine_known(fixture);
            struct speech speech;

            fixture->fake = NULL;
            assert_true(submit(engine, 1, cases[i].text, NULL));
            assert_int_equal(engine_collect(engine, 1, -1, &speech, NULL), 1);
            assert_int_at(cases[i].line, speech.outcome, cases[i].outcome);
            engine_release(engine, &speech);
            asked += fixture->fake ? (unsigned)fake_engine_submitted(fixture->fake) : 0;
            engine_free(engine);
        }
        assert_int_at(cases[i].line, asked, cases[i].asked);
    }
}

static void an_interruption_passes_through(void **state)
{
    struct fixture *fixture = *state;
    struct engine *engine = engine_known(fixture);
    struct speech speech;

    for (uint64_t n = 0; n < engine->slots; n++)
        submit_number(engine, n);
    fake_engine_interrupt(fixture->fake, 2);
    assert_int_equal(engine_collect(engine, 0, -1, &speech, NULL), 0);
    assert_int_equal(engine_collect(engine, engine->slots - 1, -1, &speech, NULL), 0);
    for (uint64_t n = 0; n < engine->slots; n++)
        collect_number(engine, n);
    engine_free(engine);
}

static void an_engine_that_cannot_start_or_goes_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;
    struct engine *engine;
    struct speech speech;

    fixture->fails = TRUE;
    assert_null(cached_new(fixture->cache, NULL, 0, start, fixture, &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_ENGINE));
    g_clear_error(&error);
    engine = engine_known(fixture);
    assert_false(submit(engine, 1, "new", &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_ENGINE));
    g_clear_error(&error);
    engine_free(engine);

    fixture->fails = FALSE;
    engine = engine_known(fixture);
    assert_true(submit(engine, 1, "a goneword", &error));
    assert_int_equal(engine_collect(engine, 1, -1, &speech, &error), -1);
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_ENGINE));
    g_clear_error(&error);
    assert_int_equal(engine_collect(engine, 2, -1, &speech, &error), -1);
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_BUG));
    engine_free(engine);
}

/* What was remembered proves wrong: never two voices in one piece. */
static void another_engine_than_known_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;
    struct engine *engine = engine_known(fixture);

    fixture->identity = "fake 2";
    assert_false(submit(engine, 1, "new", &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_ENGINE));
    g_clear_error(&error);
    assert_false(submit(engine, 2, "newer", &error)); /* and it stays one */
    assert_non_null(error);
    engine_free(engine);
}

static void the_slots_are_a_limit(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;
    struct engine *engine = engine_known(fixture);

    for (uint64_t n = 0; n < engine->slots; n++)
        submit_number(engine, n);
    assert_false(submit(engine, 1000, "one too many", &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_BUG));
    engine_free(engine); /* with all of them under way */
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(it_starts_when_something_is_new),
        WITH_FIXTURE(unknown_it_starts_at_once),
        WITH_FIXTURE(its_slots_cover_those_inside),
        WITH_FIXTURE(any_order_of_collecting),
        WITH_FIXTURE(speech_stays_until_released),
        WITH_FIXTURE(outcomes_pass_through_and_failures_are_not_kept),
        WITH_FIXTURE(an_interruption_passes_through),
        WITH_FIXTURE(an_engine_that_cannot_start_or_goes_is_an_error),
        WITH_FIXTURE(another_engine_than_known_is_an_error),
        WITH_FIXTURE(the_slots_are_a_limit),
    };

    return cmocka_run_group_tests_name("cached", tests, NULL, NULL);
}
