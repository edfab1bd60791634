/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recorded events of espeak-ng 1.51, written short: "1+3@0" is a word event at
 * character 1 of length 3 at frame 0, "D@264" a phoneme. The last number of a
 * recording is its length in frames.
 */
#include "core/synthesis/align.h"

#include "tests/support/cmocka.h"

struct tape {
    GArray *events;
    struct recording recording;
};

static struct tape tape_new(const char *written, uint32_t frames)
{
    struct tape tape = { g_array_new(FALSE, FALSE, sizeof(struct slot_event)), { 0 } };
    g_auto(GStrv) items = g_strsplit(written, " ", -1);

    for (char **item = items; *item && **item; item++) {
        struct slot_event event = { .type = SLOT_PHONEME };
        char *at = strrchr(*item, '@');

        event.frame = (uint32_t)g_ascii_strtoull(at + 1, NULL, 10);
        if (g_ascii_isdigit(**item) && strchr(*item, '+')) {
            event.type = SLOT_WORD;
            event.position = (uint32_t)g_ascii_strtoull(*item, NULL, 10);
            event.length = (uint32_t)g_ascii_strtoull(strchr(*item, '+') + 1, NULL, 10);
        } else {
            memcpy(event.name, *item, MIN((size_t)(at - *item), sizeof event.name));
        }
        g_array_append_val(tape.events, event);
    }
    tape.recording.events = (const struct slot_event *)(void *)tape.events->data;
    tape.recording.event_count = tape.events->len;
    tape.recording.frames = frames;
    return tape;
}

static void tape_clear(struct tape *tape)
{
    g_array_unref(tape->events);
}

static void sound_is_cut_out_by_phonemes(void **state)
{
    static const struct {
        int line;
        const char *events;
        uint32_t frames;
        gboolean sound;
        uint32_t from, to;
    } cases[] = {
        /* "Hello" */
        { __LINE__, "1+5@0 h@264 @@1384 l@2472 oU@4072 _:@9000 _@9154", 9154, TRUE, 264, 9000 },
        /* a quotation mark before and after */
        { __LINE__, "_:@0 _:@1212 2+5@2424 h@2688 i@3808 _:@9000 _:@10212 _@10366", 10366, TRUE,
          2688, 9000 },
        /* pauses inside stay */
        { __LINE__, "a@0 _:@100 _:@200 b@300 _:@400 _@500", 500, TRUE, 0, 400 },
        /* no pause at the end */
        { __LINE__, "1+1@0 a@10 b@20", 50, TRUE, 10, 50 },
        { __LINE__, "_:@0 _@100", 154, FALSE, 0, 0 },
        { __LINE__, "", 0, FALSE, 0, 0 },
        { __LINE__, "1+1@0", 400, FALSE, 0, 0 },
        /* a sound of no length */
        { __LINE__, "a@10 _:@10", 20, FALSE, 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct tape tape = tape_new(cases[i].events, cases[i].frames);
        uint32_t from = 0, to = 0;

        assert_true(align_valid(&tape.recording));
        assert_int_at(cases[i].line, align_trim(&tape.recording, &from, &to), cases[i].sound);
        if (cases[i].sound) {
            assert_int_at(cases[i].line, from, cases[i].from);
            assert_int_at(cases[i].line, to, cases[i].to);
        }
        tape_clear(&tape);
    }
}

/* Tokens of a text are its words; the times come back as "0-10 10-25". */
static char *align(const char *text, const char *events, uint32_t frames)
{
    struct tape tape = tape_new(events, frames);
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    GString *shown = g_string_new(NULL);
    struct spoken_token *times;
    struct utterance utterance;
    uint32_t from = 0, to = frames;

    for (const char *at = text; *at;) {
        struct token token = { .from = (uint32_t)(at - text) };

        at += strcspn(at, " ");
        token.to = (uint32_t)(at - text);
        g_array_append_val(tokens, token);
        at += strspn(at, " ");
    }
    utterance = (struct utterance){ text, (uint32_t)strlen(text), (void *)tokens->data, tokens->len,
                                    FALSE };
    times = g_new(struct spoken_token, tokens->len + 1);
    align_trim(&tape.recording, &from, &to);
    align_tokens(&tape.recording, &utterance, from, to, times);
    for (guint i = 0; i < tokens->len; i++)
        g_string_append_printf(shown, "%s%d-%d", i ? " " : "", times[i].start, times[i].end);
    g_free(times);
    tape_clear(&tape);
    return g_string_free(shown, FALSE);
}

static void every_token_gets_its_time(void **state)
{
    static const struct {
        int line;
        const char *text, *events;
        uint32_t frames;
        const char *times;
    } cases[] = {
        /* one event for "of the": they share four sounds by their letters */
        { __LINE__, "The head of the union.",
          "1+3@0 D@264 @2@1288 5+4@2378 h@2642 E@4025 d@6777 10+2@7865 V@7865 v@9273 D@10617 "
          "@2@11641 17+5@12725 j@12923 u:@14651 n@16443 i@@17659 n@19515 _:@21130 _@21284",
          21284, "0-2114 2114-7601 7601-10353 10353-12461 12461-20866" },
        /* a number sends several events, some at wrong places */
        { __LINE__, "in 1938 was it.",
          "1+2@0 I@0 n@1152 4+4@2432 n@2432 aI@4032 5+4@20000 T@20100 3:@22000 5+4@26000 eI@27000 "
          "9+3@32000 w@32000 V@33000 13+2@36000 I@36000 t@38000 _:@39000 _@39154",
          39154, "0-2432 2432-32000 32000-36000 36000-39000" },
        /* the pause before a word belongs to neither */
        { __LINE__, "this, that",
          "1+4@0 D@264 I@1992 s@5608 _:@7860 _@11167 7+4@11167 D@11431 a@13095 t@18341 _:@19339 "
          "_@19493",
          19493, "0-7596 10903-19075" },
        /* one event far ahead costs itself, not those that follow */
        { __LINE__, "a b c d", "1+1@0 a@0 7+1@100 b@100 3+1@200 b@200 5+1@300 c@300 7+1@400 d@400",
          500, "0-200 200-300 300-400 400-500" },
        /* events of no length are no anchors */
        { __LINE__, "a b", "1+1@0 a@0 3+0@100 b@300 _:@400", 500, "0-300 300-400" },
        /* places are counted in characters, not bytes */
        { __LINE__, "été là oui", "1+3@0 e@0 5+2@100 l@100 8+3@200 w@200", 300,
          "0-100 100-200 200-300" },
        /* no event for the first token: it starts with the sound */
        { __LINE__, "a bb", "3+2@200 x@0 b@200 c@300", 400, "0-200 200-400" },
        /* no event at all, and fewer sounds than tokens */
        { __LINE__, "a b c d", "x@0", 100, "0-25 25-50 50-75 75-100" },
        { __LINE__, "a bbbbbbbbbbbb", "x@0 y@10 z@20 w@30", 100, "0-10 10-100" },
        { __LINE__, "aa bb", "x@0 y@50", 100, "0-50 50-100" },
        /* an event after the end of the sound */
        { __LINE__, "a b", "1+1@0 x@0 _:@50 3+1@80", 100, "0-25 25-50" },
        { __LINE__, "", "x@0", 100, "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *times = align(cases[i].text, cases[i].events, cases[i].frames);

        assert_string_at(cases[i].line, times, cases[i].times);
    }
}

/* Whatever the events say, times never go back and never leave the speech. */
static void times_hold_together_for_any_events(void **state)
{
    static const char *const texts[] = { "a", "a b c", "of the many words here é", "x y" };
    GRand *chance = g_rand_new_with_seed(42);

    (void)state;
    for (int round = 0; round < 3000; round++) {
        GString *events = g_string_new(NULL);
        uint32_t frame = 0;
        g_autofree char *times = NULL;
        g_auto(GStrv) pairs = NULL;
        int64_t last = 0;

        for (int i = g_rand_int_range(chance, 0, 20); i > 0; i--) {
            frame += (uint32_t)g_rand_int_range(chance, 0, 50);
            if (g_rand_boolean(chance))
                g_string_append_printf(events, "%s%d+%d@%u", events->len ? " " : "",
                                       g_rand_int_range(chance, 0, 40),
                                       g_rand_int_range(chance, 0, 4), frame);
            else
                g_string_append_printf(events, "%s%s@%u", events->len ? " " : "",
                                       g_rand_boolean(chance) ? "_:" : "a", frame);
        }
        frame += 10;
        times = align(texts[round % 4], events->str, frame);
        pairs = g_strsplit_set(times, " -", -1);
        for (char **value = pairs; *value; value += 2) {
            int64_t start = g_ascii_strtoll(value[0], NULL, 10);
            int64_t end = g_ascii_strtoll(value[1], NULL, 10);

            if (start < last || end < start || end > frame)
                fail_msg("round %d: %s gives %s", round, events->str, times);
            last = start;
        }
        g_string_free(events, TRUE);
    }
    g_rand_free(chance);
}

static void broken_recordings_are_refused(void **state)
{
    static const struct slot_event backwards[] = { { SLOT_WORD, 1, 1, 10, "" },
                                                   { SLOT_WORD, 2, 1, 9, "" } };
    static const struct slot_event beyond[] = { { SLOT_PHONEME, 1, 0, 101, "a" } };
    static const struct slot_event unknown[] = { { 3, 1, 0, 10, "a" } };
    static const struct slot_event good[] = { { SLOT_PHONEME, 1, 0, 100, "a" } };
    static const struct {
        int line;
        struct recording recording;
        gboolean valid;
    } cases[] = {
        { __LINE__, { backwards, 2, 100 }, FALSE },
        { __LINE__, { beyond, 1, 100 }, FALSE },
        { __LINE__, { unknown, 1, 100 }, FALSE },
        { __LINE__, { good, 1, 100 }, TRUE },
        { __LINE__, { NULL, 0, 0 }, TRUE },
        { __LINE__, { good, LIMIT_UTTERANCE_EVENTS + 1, 100 }, FALSE },
        { __LINE__, { good, 1, LIMIT_UTTERANCE_FRAMES + 1 }, FALSE },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_at(cases[i].line, align_valid(&cases[i].recording), cases[i].valid);
}

static void phonemes_of_the_trimmed_part(void **state)
{
    struct tape tape = tape_new("_:@0 a@100 eightlet@150 b\x01\xff@160 _:@200 c@300 _:@400", 500);
    g_autoptr(GArray) phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme));
    static const struct crier_phoneme wanted[] = {
        { 0, "a" }, { 50, "eightle" }, { 60, "b??" }, { 100, "_:" }, { 200, "c" },
    };

    (void)state;
    align_phonemes(&tape.recording, 100, 400, phonemes);
    assert_int_equal(phonemes->len, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < phonemes->len; i++) {
        const struct crier_phoneme *got = &g_array_index(phonemes, struct crier_phoneme, i);

        assert_int_equal(got->start, wanted[i].start);
        assert_string_equal(got->name, wanted[i].name);
    }
    tape_clear(&tape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_is_cut_out_by_phonemes),
        cmocka_unit_test(every_token_gets_its_time),
        cmocka_unit_test(times_hold_together_for_any_events),
        cmocka_unit_test(broken_recordings_are_refused),
        cmocka_unit_test(phonemes_of_the_trimmed_part),
    };

    return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
