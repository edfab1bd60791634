/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences that break the engine: only the words that break it are lost. */
#include "core/base/error.h"
#include "core/production/salvage.h"
#include "tests/support/cmocka.h"
#include "tests/support/fake_engine.h"

#include <string.h>

#define WORDS_MOST 8u

struct fixture {
    struct engine *engine;
    uint64_t number;
    GArray *tokens;
    struct salvage salvage;
};

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);

    fixture->engine = fake_engine_new(1);
    fixture->number = UINT64_MAX;
    fixture->tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    salvage_clear(&fixture->salvage);
    engine_free(fixture->engine);
    g_array_unref(fixture->tokens);
    g_free(fixture);
    return 0;
}

static struct utterance utterance_of(struct fixture *fixture, const char *text)
{
    uint32_t from = 0;

    g_array_set_size(fixture->tokens, 0);
    for (uint32_t i = 0; i <= strlen(text); i++) {
        const struct token token = { from, i };

        if (text[i] != ' ' && text[i] != '\0')
            continue;
        g_array_append_val(fixture->tokens, token);
        from = i + 1;
    }
    return (struct utterance){ .text = text,
                               .size = (uint32_t)strlen(text),
                               .tokens = (const struct token *)(void *)fixture->tokens->data,
                               .token_count = fixture->tokens->len };
}

static gboolean run(struct fixture *fixture, const char *text, enum speech_outcome broken,
                    const volatile sig_atomic_t *stop, GError **error)
{
    const struct salvage_with with = {
        .engine = fixture->engine, .number = &fixture->number, .stop = stop, .tick_ms = 1
    };
    const struct utterance utterance = utterance_of(fixture, text);

    salvage_clear(&fixture->salvage);
    return salvage_run(&fixture->salvage, &with, &utterance, broken, error);
}

/* The words lost, as a set of bits, and every other one has its place in order. */
static guint lost_words(const struct fixture *fixture)
{
    const struct salvage *salvage = &fixture->salvage;
    int32_t last = 0;
    guint lost = 0;

    assert_int_equal(salvage->times->len, fixture->tokens->len);
    for (guint i = 0; i < salvage->lost->len; i++)
        lost |= 1u << g_array_index(salvage->lost, uint32_t, i);
    for (guint i = 0; i < salvage->times->len; i++) {
        const struct spoken_token time = g_array_index(salvage->times, struct spoken_token, i);

        assert_int_equal(lost >> i & 1, time.start < 0);
        if (time.start < 0)
            continue;
        assert_true(time.start >= last && time.end > time.start);
        assert_true((guint)time.end <= salvage->pcm->len);
        last = time.end;
    }
    return lost;
}

/* Every set of broken words of every short sentence. */
static void exactly_the_broken_words_are_lost(void **state)
{
    struct fixture *fixture = *state;

    for (guint words = 1; words <= WORDS_MOST; words++)
        for (guint broken = 0; broken < 1u << words; broken++) {
            g_autoptr(GString) text = g_string_new(NULL);
            struct speech speech;

            for (guint i = 0; i < words; i++)
                g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                                       broken >> i & 1 ? "crashword" : "good");
            assert_true(run(fixture, text->str, SPEECH_CRASHED, NULL, NULL));
            assert_int_equal(lost_words(fixture), broken);
            speech = salvage_speech(&fixture->salvage, FAKE_RATE);
            assert_int_equal(speech.outcome,
                             broken == (1u << words) - 1 ? SPEECH_CRASHED : SPEECH_DONE);
        }
    assert_int_equal(fake_engine_submitted(fixture->engine), fake_engine_released(fixture->engine));
}

static void a_crash_by_chance_loses_nothing(void **state)
{
    struct fixture *fixture = *state;

    assert_true(run(fixture, "an onceword here", SPEECH_CRASHED, NULL, NULL));
    assert_int_equal(lost_words(fixture), 0);
    /* The first try crashes here, as the engine has not met the word yet; then two halves. */
    assert_int_equal(fake_engine_submitted(fixture->engine), 3);
    assert_true(run(fixture, "an onceword here", SPEECH_CRASHED, NULL, NULL));
    assert_int_equal(fake_engine_submitted(fixture->engine), 4);
}

static void what_hangs_or_is_too_long_is_not_said_again(void **state)
{
    struct fixture *fixture = *state;

    assert_true(run(fixture, "one hangword two three", SPEECH_HUNG, NULL, NULL));
    assert_int_equal(lost_words(fixture), 2);
    assert_int_equal(fixture->salvage.cause, SPEECH_HUNG);
    assert_int_equal(fake_engine_submitted(fixture->engine), 4);
    assert_true(run(fixture, "longword", SPEECH_TOO_LONG, NULL, NULL));
    assert_int_equal(lost_words(fixture), 1);
    assert_int_equal(salvage_speech(&fixture->salvage, FAKE_RATE).outcome, SPEECH_TOO_LONG);
    assert_int_equal(fake_engine_submitted(fixture->engine), 4);
}

/* A sentence of nothing but broken words is given up after a while. */
static void it_ends(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GString) text = g_string_new("crashword");

    for (int i = 1; i < 1000; i++)
        g_string_append(text, " crashword");
    assert_true(run(fixture, text->str, SPEECH_CRASHED, NULL, NULL));
    assert_int_equal(fixture->salvage.lost->len, 1000);
    assert_int_equal(fixture->salvage.times->len, 1000);
    assert_true(fake_engine_submitted(fixture->engine) <= 256);
}

static void words_without_a_sound_are_not_lost(void **state)
{
    struct fixture *fixture = *state;
    struct speech speech;

    assert_true(run(fixture, "crashword emptyword", SPEECH_CRASHED, NULL, NULL));
    speech = salvage_speech(&fixture->salvage, FAKE_RATE);
    assert_int_equal(speech.outcome, SPEECH_CRASHED);
    assert_int_equal(speech.frames, 0);
    assert_int_equal(fixture->salvage.lost->len, 1);
    assert_true(run(fixture, "good emptyword", SPEECH_CRASHED, NULL, NULL));
    assert_int_equal(salvage_speech(&fixture->salvage, FAKE_RATE).outcome, SPEECH_EMPTY);
}

static void it_stops_when_asked_and_says_when_the_engine_is_gone(void **state)
{
    struct fixture *fixture = *state;
    const volatile sig_atomic_t stop = 1;
    g_autoptr(GError) error = NULL;

    assert_false(run(fixture, "one goneword", SPEECH_CRASHED, NULL, &error));
    assert_int_equal(error->code, ERROR_ENGINE);
    g_clear_error(&error);
    engine_free(fixture->engine);
    fixture->engine = fake_engine_new(1);
    assert_false(run(fixture, "one two", SPEECH_CRASHED, &stop, &error));
    assert_int_equal(error->code, ERROR_STOPPED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(exactly_the_broken_words_are_lost, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_crash_by_chance_loses_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_hangs_or_is_too_long_is_not_said_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(it_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_without_a_sound_are_not_lost, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_stops_when_asked_and_says_when_the_engine_is_gone,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
