/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/synthesis/align.h"
#include <string.h>

#define NO_TOKEN UINT32_MAX

/* "_:", "_", "_!" and the like. */
static gboolean is_pause(const struct slot_event *event)
{
    return event->type == SLOT_PHONEME && event->name[0] == '_';
}

static gboolean is_sound(const struct slot_event *event)
{
    return event->type == SLOT_PHONEME && event->name[0] != '_';
}

gboolean align_valid(const struct recording *recording)
{
    uint32_t last = 0;

    if (recording->event_count > LIMIT_UTTERANCE_EVENTS ||
        recording->frames > LIMIT_UTTERANCE_FRAMES)
        return FALSE;
    for (uint32_t i = 0; i < recording->event_count; i++) {
        const struct slot_event *event = &recording->events[i];

        if (event->type != SLOT_WORD && event->type != SLOT_PHONEME)
            return FALSE;
        if (event->frame < last || event->frame > recording->frames)
            return FALSE;
        last = event->frame;
    }
    return TRUE;
}

gboolean align_trim(const struct recording *recording, uint32_t *from, uint32_t *to)
{
    gboolean sound = FALSE, paused = FALSE;

    for (uint32_t i = 0; i < recording->event_count; i++) {
        const struct slot_event *event = &recording->events[i];

        if (is_sound(event)) {
            if (!sound)
                *from = event->frame;
            sound = TRUE;
            paused = FALSE;
        } else if (is_pause(event) && sound && !paused) {
            *to = event->frame;
            paused = TRUE;
        }
    }
    if (sound && !paused)
        *to = recording->frames;
    return sound && *from < *to;
}

/* The token at a place counted in characters from 1. The places of words in a
 * text mostly rise, so the search goes on where the last one ended. */
struct places {
    const struct utterance *utterance;
    uint32_t *first; /* character of each token's first byte, from 1 */
    uint32_t *end;   /* one past its last */
};

static void places_init(struct places *places, const struct utterance *utterance)
{
    uint32_t at = 0, character = 1;

    places->utterance = utterance;
    places->first = g_new(uint32_t, utterance->token_count + 1);
    places->end = g_new(uint32_t, utterance->token_count + 1);
    for (uint32_t i = 0; i < utterance->token_count; i++) {
        for (; at < utterance->tokens[i].from; at++)
            character += ((unsigned char)utterance->text[at] & 0xc0) != 0x80;
        places->first[i] = character;
        for (; at < utterance->tokens[i].to; at++)
            character += ((unsigned char)utterance->text[at] & 0xc0) != 0x80;
        places->end[i] = character;
    }
}

static void places_clear(struct places *places)
{
    g_free(places->first);
    g_free(places->end);
}

static uint32_t places_find(const struct places *places, uint32_t character)
{
    uint32_t low = 0, high = places->utterance->token_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (character >= places->end[middle])
            low = middle + 1;
        else
            high = middle;
    }
    if (low < places->utterance->token_count && character >= places->first[low])
        return low;
    return NO_TOKEN;
}

/* A word event that may tell when a token starts. */
struct candidate {
    uint32_t token;
    uint32_t frame;
    int32_t before; /* the candidate before it in the longest chain that ends here */
};

static GArray *find_candidates(const struct recording *recording, const struct utterance *utterance,
                               uint32_t from, uint32_t to)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    struct places places;

    places_init(&places, utterance);
    for (uint32_t i = 0; i < recording->event_count; i++) {
        const struct slot_event *event = &recording->events[i];
        struct candidate candidate = { .before = -1 };

        if (event->type != SLOT_WORD || !event->length || event->frame > to)
            continue;
        candidate.token = places_find(&places, event->position);
        candidate.frame = MAX(event->frame, from) - from;
        if (candidate.token != NO_TOKEN)
            g_array_append_val(candidates, candidate);
    }
    places_clear(&places);
    return candidates;
}

/*
 * Numbers and brackets give events with wrong places. What is right forms the
 * longest chain of places that never go back (patience sorting); one stray event
 * far ahead costs itself, not all that follow. Returns the chain's last one.
 */
static int32_t longest_chain(GArray *candidates)
{
    struct candidate *all = (struct candidate *)(void *)candidates->data;
    int32_t *ends = g_new(int32_t, candidates->len + 1), last = -1;
    uint32_t length = 0;

    for (uint32_t i = 0; i < candidates->len; i++) {
        uint32_t low = 0, high = length;

        while (low < high) {
            uint32_t middle = low + (high - low) / 2;

            if (all[ends[middle]].token <= all[i].token)
                low = middle + 1;
            else
                high = middle;
        }
        all[i].before = low ? ends[low - 1] : -1;
        ends[low] = (int32_t)i;
        if (low == length)
            length++;
    }
    if (length)
        last = ends[length - 1];
    g_free(ends);
    return last;
}

/* Start of every token that has an anchor; -1 for the others. The earliest of
 * several events in one token counts: walking back, it is written last. */
static void set_anchors(GArray *candidates, struct spoken_token *times, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        times[i].start = -1;
    for (int32_t i = longest_chain(candidates); i >= 0;) {
        const struct candidate *candidate = &g_array_index(candidates, struct candidate, i);

        times[candidate->token].start = (int32_t)candidate->frame;
        i = candidate->before;
    }
}

/* Starts of the sounds in the trimmed part, relative to it, and where the pauses are. */
static GArray *sound_starts(const struct recording *recording, uint32_t from, uint32_t to)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(int32_t));

    for (uint32_t i = 0; i < recording->event_count; i++) {
        int32_t start = (int32_t)(recording->events[i].frame - from);

        if (is_sound(&recording->events[i]) && recording->events[i].frame >= from &&
            recording->events[i].frame < to)
            g_array_append_val(starts, start);
    }
    return starts;
}

/* Index of the first start at or after a frame. */
static uint32_t lower_bound(const GArray *starts, int32_t frame)
{
    uint32_t low = 0, high = starts->len;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (g_array_index(starts, int32_t, middle) < frame)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * Tokens [first, end) share the sounds between two frames by their letters: the
 * engine says "of the" as one word and sends one event. Each gets one sound at
 * least; when there are too few of them, the time is shared instead.
 */
static void share(const struct utterance *utterance, const GArray *starts, uint32_t first,
                  uint32_t end, int32_t from, int32_t to, struct spoken_token *times)
{
    uint32_t low = lower_bound(starts, from), sounds = lower_bound(starts, to) - low;
    uint64_t letters = 0, before = 0, sound = 0;

    for (uint32_t i = first; i < end; i++)
        letters += utterance->tokens[i].to - utterance->tokens[i].from;
    letters = MAX(letters, 1);
    for (uint32_t i = first; i < end; i++) {
        if (i > first && sounds >= end - first) {
            sound = CLAMP((sounds * before * 2 + letters) / (letters * 2), sound + 1,
                          sounds - (end - i));
            times[i].start = g_array_index(starts, int32_t, low + sound);
        } else {
            times[i].start = from + (int32_t)((uint64_t)(to - from) * before / letters);
        }
        before += utterance->tokens[i].to - utterance->tokens[i].from;
    }
}

static void fill_gaps(const struct utterance *utterance, const GArray *starts, int32_t frames,
                      struct spoken_token *times)
{
    uint32_t count = utterance->token_count;

    for (uint32_t i = 0; i < count;) {
        int32_t from = times[i].start < 0 ? 0 : times[i].start;
        uint32_t end = i + 1;

        while (end < count && times[end].start < 0)
            end++;
        if (end > i + 1 || times[i].start < 0)
            share(utterance, starts, i, end, from, end < count ? times[end].start : frames, times);
        i = end;
    }
}

/* A token ends where the next one starts, or where the pause before that begins. */
static void set_ends(const struct recording *recording, uint32_t from, int32_t frames,
                     struct spoken_token *times, uint32_t count)
{
    uint32_t event = 0;

    for (uint32_t i = 0; i < count; i++) {
        int32_t limit = i + 1 < count ? times[i + 1].start : frames, pause = -1;

        for (; event < recording->event_count; event++) {
            int64_t frame = (int64_t)recording->events[event].frame - from;

            if (frame >= limit)
                break;
            if (is_sound(&recording->events[event]))
                pause = -1;
            else if (is_pause(&recording->events[event]) && pause < 0 && frame >= times[i].start)
                pause = (int32_t)frame;
        }
        times[i].end = pause < 0 ? limit : pause;
    }
}

void align_tokens(const struct recording *recording, const struct utterance *utterance,
                  uint32_t from, uint32_t to, struct spoken_token *times)
{
    g_autoptr(GArray) candidates = find_candidates(recording, utterance, from, to);
    g_autoptr(GArray) starts = sound_starts(recording, from, to);
    int32_t frames = (int32_t)(to - from);

    set_anchors(candidates, times, utterance->token_count);
    fill_gaps(utterance, starts, frames, times);
    set_ends(recording, from, frames, times, utterance->token_count);
}

/* The name comes from a process that may have gone wrong: printable or nothing. */
static void copy_name(char to[8], const char from[8])
{
    memset(to, 0, 8);
    for (uint32_t i = 0; i < 7 && from[i]; i++)
        to[i] = g_ascii_isgraph(from[i]) ? from[i] : '?';
}

void align_phonemes(const struct recording *recording, uint32_t from, uint32_t to, GArray *phonemes)
{
    for (uint32_t i = 0; i < recording->event_count; i++) {
        const struct slot_event *event = &recording->events[i];
        struct crier_phoneme phoneme = { .start = (int64_t)event->frame - from };

        if (event->type != SLOT_PHONEME || event->frame < from || event->frame >= to)
            continue;
        copy_name(phoneme.name, event->name);
        g_array_append_val(phonemes, phoneme);
    }
}
