/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/synthesis/cached.h"
#include "core/base/error.h"
#include <string.h>

/* Found speech is held in memory from submit() to release(): half a megabyte each. */
#define SLOTS_LEAST 16u

enum item_state {
    ITEM_FREE,
    ITEM_FOUND,   /* answered; the samples are ours */
    ITEM_WAITING, /* the engine inside has no slot for it yet */
    ITEM_INSIDE,
    ITEM_LENT,       /* the caller has samples of ours */
    ITEM_LENT_INSIDE /* the caller has samples of the engine inside */
};

struct item {
    enum item_state state;
    uint64_t number; /* the caller's; used inside too */
    uint64_t order;  /* of submission */
    uint8_t key[CACHE_KEY_SIZE];
    GString *text;
    GArray *tokens;
    gboolean phonemes;
    struct speech speech; /* found, or collected early */
};

struct cached {
    struct engine base;
    struct cache *cache;
    char *identity;
    cached_starter *start;
    void *data;
    struct engine *inside;
    uint32_t inside_used; /* slots of it */
    struct item *items;   /* base.slots of them */
    uint64_t order;
    uint64_t hits;
};

static void add_items(struct cached *cached, uint32_t count)
{
    cached->items = g_renew(struct item, cached->items, count);
    for (uint32_t i = cached->base.slots; i < count; i++) {
        memset(&cached->items[i], 0, sizeof *cached->items);
        cached->items[i].text = g_string_new(NULL);
        cached->items[i].tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    }
    cached->base.slots = count;
}

static gboolean adopt(struct cached *cached, GError **error)
{
    const struct engine *inside = cached->inside;

    if (cached->identity &&
        (strcmp(cached->identity, inside->identity) != 0 || cached->base.rate != inside->rate)) {
        /* The record of the last start was wrong, or the engine has just changed. It
         * is remembered rightly by now; half of each voice would be no speech. */
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE,
                    "the speech engine has changed; run the command again");
        return FALSE;
    }
    if (!cached->identity) {
        cached->identity = g_strdup(inside->identity);
        cached->base.identity = cached->identity;
        cached->base.rate = inside->rate;
    }
    return TRUE;
}

static gboolean start_inside(struct cached *cached, GError **error)
{
    if (cached->inside)
        return TRUE;
    cached->inside = cached->start(cached->data, error);
    if (cached->inside && !adopt(cached, error))
        g_clear_pointer(&cached->inside, engine_free);
    return cached->inside != NULL;
}

static struct item *find_item(struct cached *cached, enum item_state state, uint64_t number)
{
    for (uint32_t i = 0; i < cached->base.slots; i++)
        if (cached->items[i].state == state && cached->items[i].number == number)
            return &cached->items[i];
    return NULL;
}

/* Of those in a state, the one submitted first. */
static struct item *first_item(struct cached *cached, enum item_state state)
{
    struct item *first = NULL;

    for (uint32_t i = 0; i < cached->base.slots; i++)
        if (cached->items[i].state == state && (!first || cached->items[i].order < first->order))
            first = &cached->items[i];
    return first;
}

static struct utterance item_utterance(const struct item *item)
{
    return (struct utterance){
        .text = item->text->str,
        .size = (uint32_t)item->text->len,
        .tokens = (const struct token *)(void *)item->tokens->data,
        .token_count = item->tokens->len,
        .phonemes = item->phonemes,
    };
}

/* Hand on what waits, in order, as long as the engine inside has slots. */
static gboolean hand_on(struct cached *cached, GError **error)
{
    struct item *item;

    while ((item = first_item(cached, ITEM_WAITING))) {
        struct utterance utterance = item_utterance(item);

        if (!start_inside(cached, error))
            return FALSE;
        if (cached->inside_used == cached->inside->slots)
            return TRUE;
        if (!engine_submit(cached->inside, item->number, &utterance, error))
            return FALSE;
        item->state = ITEM_INSIDE;
        cached->inside_used++;
    }
    return TRUE;
}

static gboolean submit(struct engine *engine, uint64_t number, const struct utterance *utterance,
                       GError **error)
{
    struct cached *cached = (struct cached *)engine;
    struct item *item = first_item(cached, ITEM_FREE);

    if (!item) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "more utterances under way than slots");
        return FALSE;
    }
    item->number = number;
    item->order = ++cached->order;
    cache_key(cached->identity, utterance, item->key);
    if (cache_find(cached->cache, item->key, &item->speech)) {
        cached->hits++;
        item->state = ITEM_FOUND;
        return TRUE;
    }
    g_string_truncate(item->text, 0);
    g_string_append_len(item->text, utterance->text, utterance->size);
    g_array_set_size(item->tokens, 0);
    g_array_append_vals(item->tokens, utterance->tokens, utterance->token_count);
    item->phonemes = utterance->phonemes;
    item->state = ITEM_WAITING;
    if (hand_on(cached, error))
        return TRUE;
    item->state = ITEM_FREE;
    return FALSE;
}

static void *append(void *to, const void *from, size_t size)
{
    if (size)
        memcpy(to, from, size);
    return (char *)to + size;
}

/* Samples of the engine inside, made ours, so that its slot is free again. */
static void copy_speech(struct speech *to, const struct speech *from)
{
    size_t phonemes = from->phoneme_count * sizeof *from->phonemes;
    size_t tokens = from->token_count * sizeof *from->tokens;
    size_t pcm = from->frames * sizeof *from->pcm;
    char *at = g_malloc(phonemes + tokens + pcm + 1);

    *to = *from;
    to->owner = at;
    to->phonemes = (const struct crier_phoneme *)(void *)at;
    at = append(at, from->phonemes, phonemes);
    to->tokens = (const struct spoken_token *)(void *)at;
    at = append(at, from->tokens, tokens);
    to->pcm = (const int16_t *)(void *)at;
    append(at, from->pcm, pcm);
}

/* 1 with the speech of the engine inside, which is kept; else as collect(). */
static int collect_inside(struct cached *cached, struct item *item, int timeout_ms,
                          struct speech *speech, GError **error)
{
    int got = engine_collect(cached->inside, item->number, timeout_ms, speech, error);

    if (got > 0)
        cache_keep(cached->cache, item->key, speech);
    return got;
}

/* The caller wants one that waits behind others: take the first of those home. */
static int make_room(struct cached *cached, int timeout_ms, GError **error)
{
    struct item *item = first_item(cached, ITEM_INSIDE);
    struct speech speech;
    int got;

    if (!item) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "all slots of the engine are lent out");
        return -1;
    }
    got = collect_inside(cached, item, timeout_ms, &speech, error);
    if (got <= 0)
        return got;
    copy_speech(&item->speech, &speech);
    engine_release(cached->inside, &speech);
    cached->inside_used--;
    item->state = ITEM_FOUND;
    return hand_on(cached, error) ? 1 : -1;
}

static int collect_found(struct item *item, struct speech *speech)
{
    item->state = ITEM_LENT;
    *speech = item->speech;
    speech->owner = item;
    return 1;
}

static int collect(struct engine *engine, uint64_t number, int timeout_ms, struct speech *speech,
                   GError **error)
{
    struct cached *cached = (struct cached *)engine;
    struct item *item;
    int got;

    while (find_item(cached, ITEM_WAITING, number)) {
        got = make_room(cached, timeout_ms, error);
        if (got <= 0)
            return got;
    }
    if ((item = find_item(cached, ITEM_FOUND, number)))
        return collect_found(item, speech);
    if (!(item = find_item(cached, ITEM_INSIDE, number))) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "no utterance of this number under way");
        return -1;
    }
    got = collect_inside(cached, item, timeout_ms, speech, error);
    if (got <= 0)
        return got;
    item->speech = *speech;
    speech->owner = item;
    item->state = ITEM_LENT_INSIDE;
    return 1;
}

static void release(struct engine *engine, struct speech *speech)
{
    struct cached *cached = (struct cached *)engine;
    struct item *item = speech->owner;

    g_return_if_fail(item && (item->state == ITEM_LENT || item->state == ITEM_LENT_INSIDE));
    if (item->state == ITEM_LENT) {
        cache_release(cached->cache, &item->speech);
    } else {
        engine_release(cached->inside, &item->speech);
        cached->inside_used--;
    }
    item->state = ITEM_FREE;
    memset(speech, 0, sizeof *speech);
    /* A failure shows itself again at the next submit() or collect(). */
    hand_on(cached, NULL);
}

static void cached_free(struct engine *engine)
{
    struct cached *cached = (struct cached *)engine;

    for (uint32_t i = 0; i < cached->base.slots; i++) {
        struct item *item = &cached->items[i];

        if (item->state == ITEM_FOUND || item->state == ITEM_LENT)
            cache_release(cached->cache, &item->speech);
        g_string_free(item->text, TRUE);
        g_array_unref(item->tokens);
    }
    engine_free(cached->inside);
    g_free(cached->items);
    g_free(cached->identity);
    g_free(cached);
}

static const struct engine_class cached_class = { submit, collect, release, cached_free };

struct engine *cached_new(struct cache *cache, const char *known_identity, uint32_t known_rate,
                          cached_starter *start, void *data, GError **error)
{
    struct cached *cached = g_new0(struct cached, 1);

    cached->base.class = &cached_class;
    cached->cache = cache;
    cached->start = start;
    cached->data = data;
    cached->identity = g_strdup(known_identity);
    cached->base.identity = cached->identity;
    cached->base.rate = known_rate;
    if (!known_identity && !start_inside(cached, error)) {
        cached_free(&cached->base);
        return NULL;
    }
    add_items(cached, MAX(SLOTS_LEAST, cached->inside ? cached->inside->slots : 0));
    return &cached->base;
}

uint64_t cached_hits(const struct engine *engine)
{
    return ((const struct cached *)(const void *)engine)->hits;
}
