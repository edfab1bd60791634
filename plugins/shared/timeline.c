/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/timeline.h"

#include "shared/glyph.h"

#include <stdlib.h>
#include <string.h>

static int make_room(void **data, size_t *room, size_t count, size_t element)
{
    void *more;

    if (count <= *room)
        return 1;
    count += count / 2;
    more = reallocarray(*data, count, element);
    if (!more)
        return 0;
    *data = more;
    *room = count;
    return 1;
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* Marks as the host promises them: in order, inside of the sentence. */
static void take_words(struct spoken *held, const struct crier_utterance *utterance)
{
    int64_t last = held->start;
    uint32_t behind = 0;

    held->word_count = 0;
    for (uint64_t i = 0; i < utterance->word_count; i++) {
        struct crier_mark mark = utterance->words[i];

        if (mark.from < behind || mark.to <= mark.from || mark.to > utterance->text_size)
            continue;
        mark.start = clamp(mark.start, last, held->end);
        mark.end = clamp(mark.end, mark.start, held->end);
        last = mark.end;
        behind = mark.to;
        held->words[held->word_count++] = mark;
    }
}

static crier_status hold(struct timeline *timeline, const struct crier_utterance *utterance)
{
    struct spoken *held = &timeline->held;

    if (!make_room((void **)&held->text, &held->text_room, utterance->text_size, 1) ||
        !make_room((void **)&held->words, &held->word_room, utterance->word_count,
                   sizeof(*held->words)))
        return CRIER_FAILED;
    memcpy(held->text, utterance->text, utterance->text_size);
    held->size = utterance->text_size;
    held->sentence = utterance->sentence;
    held->block = utterance->block;
    held->role = utterance->block_role;
    held->start = utterance->start;
    held->end = utterance->start + (int64_t)utterance->frames;
    take_words(held, utterance);
    timeline->holds = 1;
    return CRIER_OK;
}

/* What is held ends here. */
static crier_status release(struct timeline *timeline, int64_t to)
{
    crier_status status = CRIER_OK;

    if (timeline->holds) {
        timeline->held.to = to;
        status = timeline->each(timeline->data, &timeline->held);
    }
    timeline->holds = 0;
    timeline->held.from = to;
    return status;
}

static crier_status next_sentence(struct timeline *timeline,
                                  const struct crier_utterance *utterance)
{
    const struct spoken *held = &timeline->held;
    crier_status status = CRIER_OK;

    if (utterance->frames == 0 || !glyph_any(utterance->text, utterance->text_size))
        return CRIER_OK;
    if (timeline->holds)
        status = release(timeline, held->end + (utterance->start - held->end) / 2);
    return status == CRIER_OK ? hold(timeline, utterance) : status;
}

crier_status timeline_event(struct timeline *timeline, const struct crier_event *event)
{
    switch (event->type) {
    case CRIER_EVENT_ARTICLE_START:
        timeline->held.from = event->frame;
        return CRIER_OK;
    case CRIER_EVENT_UTTERANCE:
        return next_sentence(timeline, event->utterance);
    case CRIER_EVENT_SOUND_START:
    case CRIER_EVENT_SOUND_END:
    case CRIER_EVENT_ARTICLE_END:
        return release(timeline, event->frame);
    default:
        return CRIER_OK;
    }
}

void timeline_clear(struct timeline *timeline)
{
    free(timeline->held.text);
    free(timeline->held.words);
}

/* ---- Times inside of a sentence ---- */

static int64_t between(uint64_t at, uint64_t low, uint64_t high, int64_t from, int64_t to)
{
    if (at <= low || high <= low)
        return from;
    if (at >= high)
        return to;
    return from + (int64_t)((__int128)(to - from) * (__int128)(at - low) / (__int128)(high - low));
}

int64_t spoken_time(const struct spoken *spoken, uint64_t half, size_t *word)
{
    const struct crier_mark *before;
    const struct crier_mark *here;

    while (*word < spoken->word_count && UINT64_C(2) * spoken->words[*word].to <= half)
        (*word)++;
    before = *word > 0 ? &spoken->words[*word - 1] : NULL;
    here = *word < spoken->word_count ? &spoken->words[*word] : NULL;
    if (here && UINT64_C(2) * here->from < half)
        return between(half, UINT64_C(2) * here->from, UINT64_C(2) * here->to, here->start,
                       here->end);
    return between(half, before ? UINT64_C(2) * before->to : 0,
                   UINT64_C(2) * (here ? here->from : spoken->size),
                   before ? before->end : spoken->start, here ? here->start : spoken->end);
}
