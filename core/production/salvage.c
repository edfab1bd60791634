/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/salvage.h"

#include "core/base/error.h"

/* Utterances for one sentence. A word that breaks the engine costs two for each halving, so
 * twenty such words in a sentence are found; behind them the rest of it is given up. */
#define TRIES_MOST 256u
/* One that hangs costs its deadline each time. */
#define HANGS_MOST 12u

struct attempt {
    struct salvage *salvage;
    const struct salvage_with *with;
    const struct utterance *utterance;
    GArray *tokens; /* scratch: of struct token */
    guint tries, hangs;
};

/* ---- One piece ---- */

/* Tokens from `from` to before `to`, with what stands between them and the one before: a change
 * of the voice is part of that. */
static struct utterance piece_of(struct attempt *attempt, uint32_t from, uint32_t to)
{
    const struct utterance *whole = attempt->utterance;
    uint32_t start = from > 0 ? whole->tokens[from - 1].to : 0;
    const uint32_t end = to < whole->token_count ? whole->tokens[to - 1].to : whole->size;

    while (start < end && whole->text[start] == ' ')
        start++;
    g_array_set_size(attempt->tokens, 0);
    for (uint32_t i = from; i < to; i++) {
        const struct token token = { whole->tokens[i].from - start, whole->tokens[i].to - start };

        g_array_append_val(attempt->tokens, token);
    }
    return (struct utterance){ .text = whole->text + start,
                               .size = end - start,
                               .tokens = (const struct token *)(void *)attempt->tokens->data,
                               .token_count = to - from,
                               .phonemes = whole->phonemes };
}

static gboolean await(const struct salvage_with *with, uint64_t number, struct speech *speech,
                      GError **error)
{
    for (;;) {
        int got;

        if (with->stop && *with->stop) {
            g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
            return FALSE;
        }
        got = engine_collect(with->engine, number, with->tick_ms, speech, error);
        if (got != 0)
            return got > 0;
    }
}

static void take(struct salvage *salvage, const struct speech *speech, uint32_t count)
{
    const guint base = salvage->pcm->len;

    for (uint32_t i = 0; i < count; i++) {
        struct spoken_token time = { -1, -1 };

        if (i < speech->token_count) {
            time.start = speech->tokens[i].start + (int32_t)base;
            time.end = speech->tokens[i].end + (int32_t)base;
        }
        g_array_append_val(salvage->times, time);
    }
    for (uint32_t i = 0; i < speech->phoneme_count; i++) {
        struct crier_phoneme phoneme = speech->phonemes[i];

        phoneme.start += base;
        g_array_append_val(salvage->phonemes, phoneme);
    }
    if (speech->frames > 0)
        g_array_append_vals(salvage->pcm, speech->pcm, speech->frames);
}

static void lose(struct attempt *attempt, uint32_t from, uint32_t to)
{
    const struct spoken_token nowhere = { -1, -1 };

    for (; from < to; from++) {
        g_array_append_val(attempt->salvage->times, nowhere);
        g_array_append_val(attempt->salvage->lost, from);
    }
}

/* ---- Halving ---- */

static gboolean say(struct attempt *attempt, uint32_t from, uint32_t to, gboolean *said,
                    GError **error)
{
    const struct salvage_with *with = attempt->with;
    const struct utterance piece = piece_of(attempt, from, to);
    const uint64_t number = (*with->number)--;
    struct speech speech;

    attempt->tries++;
    if (!engine_submit(with->engine, number, &piece, error) || !await(with, number, &speech, error))
        return FALSE;
    *said = speech.outcome == SPEECH_DONE || speech.outcome == SPEECH_EMPTY;
    attempt->hangs += speech.outcome == SPEECH_HUNG ? 1 : 0;
    if (*said)
        take(attempt->salvage, &speech, to - from);
    else
        attempt->salvage->cause = speech.outcome;
    engine_release(with->engine, &speech);
    return TRUE;
}

static gboolean is_tired(const struct attempt *attempt)
{
    return attempt->tries >= TRIES_MOST || attempt->hangs >= HANGS_MOST;
}

static gboolean say_halves(struct attempt *attempt, uint32_t from, uint32_t to, GError **error)
{
    const uint32_t ends[] = { from, from + (to - from) / 2, to };

    for (int i = 0; i < 2; i++) {
        gboolean said = FALSE;

        if (!is_tired(attempt) && !say(attempt, ends[i], ends[i + 1], &said, error))
            return FALSE;
        if (said)
            continue;
        if (ends[i + 1] - ends[i] == 1 || is_tired(attempt))
            lose(attempt, ends[i], ends[i + 1]);
        else if (!say_halves(attempt, ends[i], ends[i + 1], error))
            return FALSE;
    }
    return TRUE;
}

gboolean salvage_run(struct salvage *salvage, const struct salvage_with *with,
                     const struct utterance *utterance, enum speech_outcome broken, GError **error)
{
    struct attempt attempt = { .salvage = salvage,
                               .with = with,
                               .utterance = utterance,
                               .tokens = g_array_new(FALSE, FALSE, sizeof(struct token)) };
    gboolean said = FALSE, ok = TRUE;

    *salvage =
        (struct salvage){ .pcm = g_array_new(FALSE, FALSE, sizeof(int16_t)),
                          .times = g_array_new(FALSE, FALSE, sizeof(struct spoken_token)),
                          .phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme)),
                          .lost = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                          .cause = broken };
    /* A crash may have been chance; what is too long, or hangs, will be so again. */
    if (broken == SPEECH_CRASHED)
        ok = say(&attempt, 0, utterance->token_count, &said, error);
    if (ok && !said && utterance->token_count == 1)
        lose(&attempt, 0, 1);
    else if (ok && !said)
        ok = say_halves(&attempt, 0, utterance->token_count, error);
    g_array_unref(attempt.tokens);
    return ok;
}

void salvage_clear(struct salvage *salvage)
{
    if (!salvage->pcm)
        return;
    g_array_unref(salvage->pcm);
    g_array_unref(salvage->times);
    g_array_unref(salvage->phonemes);
    g_array_unref(salvage->lost);
    *salvage = (struct salvage){ 0 };
}

struct speech salvage_speech(const struct salvage *salvage, uint32_t rate)
{
    const gboolean silent = salvage->pcm->len == 0;

    return (struct speech){
        .outcome = !silent                   ? SPEECH_DONE
                   : salvage->lost->len == 0 ? SPEECH_EMPTY
                                             : salvage->cause,
        .rate = rate,
        .frames = salvage->pcm->len,
        .token_count = silent ? 0 : salvage->times->len,
        .phoneme_count = salvage->phonemes->len,
        .pcm = (const int16_t *)(void *)salvage->pcm->data,
        .tokens = (const struct spoken_token *)(void *)salvage->times->data,
        .phonemes = (const struct crier_phoneme *)(void *)salvage->phonemes->data,
    };
}
