/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/fake_engine.h"
#include "core/base/error.h"
#include <string.h>

struct fake_slot {
    gboolean used;
    gboolean lent;
    uint64_t number;
    GString *text;
    GArray *tokens;
    GArray *times;
    GArray *pcm;
    struct crier_phoneme phoneme;
};

struct fake {
    struct engine base;
    struct fake_slot *slots;
    uint64_t submitted, released;
    uint32_t held, peak;
    unsigned interrupts;
    gboolean gone;
    gboolean crashed; /* of an "onceword" */
};

static gboolean is_gone(struct fake *fake, GError **error)
{
    if (fake->gone)
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "the fake engine is gone");
    return fake->gone;
}

static gboolean submit(struct engine *engine, uint64_t number, const struct utterance *utterance,
                       GError **error)
{
    struct fake *fake = (struct fake *)engine;
    struct fake_slot *slot = NULL;

    if (is_gone(fake, error))
        return FALSE;
    for (uint32_t i = 0; i < engine->slots; i++) {
        if (fake->slots[i].used && fake->slots[i].number == number && !fake->slots[i].lent)
            g_error("number %" G_GUINT64_FORMAT " is under way twice", number);
        if (!fake->slots[i].used)
            slot = &fake->slots[i];
    }
    if (!slot)
        g_error("more utterances than slots");
    slot->used = TRUE;
    slot->lent = FALSE;
    slot->number = number;
    g_string_truncate(slot->text, 0);
    g_string_append_len(slot->text, utterance->text, utterance->size);
    g_array_set_size(slot->tokens, 0);
    g_array_append_vals(slot->tokens, utterance->tokens, utterance->token_count);
    fake->submitted++;
    fake->held++;
    fake->peak = MAX(fake->peak, fake->held);
    return TRUE;
}

static enum speech_outcome outcome_of(const char *text)
{
    static const struct {
        const char *word;
        enum speech_outcome outcome;
    } magic[] = {
        { "crashword", SPEECH_CRASHED },
        { "hangword", SPEECH_HUNG },
        { "longword", SPEECH_TOO_LONG },
        { "emptyword", SPEECH_EMPTY },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(magic); i++)
        if (strstr(text, magic[i].word))
            return magic[i].outcome;
    return text[0] ? SPEECH_DONE : SPEECH_EMPTY;
}

static void speak(struct fake_slot *slot, struct speech *speech)
{
    g_array_set_size(slot->pcm, 0);
    g_array_set_size(slot->times, 0);
    for (gsize i = 0; i < slot->text->len; i++)
        for (uint32_t n = 0; n < FAKE_FRAMES_PER_BYTE; n++) {
            int16_t sample = (int16_t)((unsigned char)slot->text->str[i] * 64 + n);

            g_array_append_val(slot->pcm, sample);
        }
    for (guint i = 0; i < slot->tokens->len; i++) {
        struct token token = g_array_index(slot->tokens, struct token, i);
        struct spoken_token time = { (int32_t)(token.from * FAKE_FRAMES_PER_BYTE),
                                     (int32_t)(token.to * FAKE_FRAMES_PER_BYTE) };

        g_array_append_val(slot->times, time);
    }
    slot->phoneme = (struct crier_phoneme){ .start = 0, .name = "f" };
    speech->frames = slot->pcm->len;
    speech->pcm = (const int16_t *)(void *)slot->pcm->data;
    speech->token_count = slot->times->len;
    speech->tokens = (const struct spoken_token *)(void *)slot->times->data;
    speech->phoneme_count = 1;
    speech->phonemes = &slot->phoneme;
}

static struct fake_slot *find_slot(struct fake *fake, uint64_t number)
{
    for (uint32_t i = 0; i < fake->base.slots; i++)
        if (fake->slots[i].used && !fake->slots[i].lent && fake->slots[i].number == number)
            return &fake->slots[i];
    g_error("no utterance %" G_GUINT64_FORMAT " under way", number);
}

static int collect(struct engine *engine, uint64_t number, int timeout_ms, struct speech *speech,
                   GError **error)
{
    struct fake *fake = (struct fake *)engine;
    struct fake_slot *slot = find_slot(fake, number);

    (void)timeout_ms;
    if (fake->interrupts) {
        fake->interrupts--;
        return 0;
    }
    fake->gone |= strstr(slot->text->str, "goneword") != NULL;
    if (is_gone(fake, error))
        return -1;
    memset(speech, 0, sizeof *speech);
    speech->rate = engine->rate;
    speech->owner = slot;
    speech->outcome = outcome_of(slot->text->str);
    if (!fake->crashed && strstr(slot->text->str, "onceword")) {
        fake->crashed = TRUE;
        speech->outcome = SPEECH_CRASHED;
    }
    if (speech->outcome == SPEECH_DONE)
        speak(slot, speech);
    slot->lent = TRUE;
    return 1;
}

static void release(struct engine *engine, struct speech *speech)
{
    struct fake *fake = (struct fake *)engine;
    struct fake_slot *slot = speech->owner;

    if (!slot || !slot->used || !slot->lent)
        g_error("released twice, or never lent");
    /* whoever still reads it shall see that it is gone */
    if (slot->pcm->len)
        memset(slot->pcm->data, 0x55, slot->pcm->len * sizeof(int16_t));
    slot->used = slot->lent = FALSE;
    fake->released++;
    fake->held--;
    memset(speech, 0, sizeof *speech);
}

static void fake_free(struct engine *engine)
{
    struct fake *fake = (struct fake *)engine;

    for (uint32_t i = 0; i < engine->slots; i++) {
        g_string_free(fake->slots[i].text, TRUE);
        g_array_unref(fake->slots[i].tokens);
        g_array_unref(fake->slots[i].times);
        g_array_unref(fake->slots[i].pcm);
    }
    g_free(fake->slots);
    g_free(fake);
}

static const struct engine_class fake_class = { submit, collect, release, fake_free };

struct engine *fake_engine_new(uint32_t slots)
{
    struct fake *fake = g_new0(struct fake, 1);

    fake->base = (struct engine){ &fake_class, slots, FAKE_RATE, "fake 1" };
    fake->slots = g_new0(struct fake_slot, slots);
    for (uint32_t i = 0; i < slots; i++) {
        fake->slots[i].text = g_string_new(NULL);
        fake->slots[i].tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
        fake->slots[i].times = g_array_new(FALSE, FALSE, sizeof(struct spoken_token));
        fake->slots[i].pcm = g_array_new(FALSE, FALSE, sizeof(int16_t));
    }
    return &fake->base;
}

uint64_t fake_engine_submitted(const struct engine *engine)
{
    return ((const struct fake *)(const void *)engine)->submitted;
}

uint64_t fake_engine_released(const struct engine *engine)
{
    return ((const struct fake *)(const void *)engine)->released;
}

uint32_t fake_engine_peak(const struct engine *engine)
{
    return ((const struct fake *)(const void *)engine)->peak;
}

void fake_engine_interrupt(struct engine *engine, unsigned count)
{
    ((struct fake *)engine)->interrupts = count;
}
