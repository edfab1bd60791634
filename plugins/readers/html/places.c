/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_ENTITY 40u

static uint64_t source_of(const struct page *page, size_t at)
{
    const struct run *run;

    if (page->prepared.run_count == 0)
        return 0;
    run = &page->prepared.runs[prepared_run(&page->prepared, at)];
    return run->from + (at - run->at);
}

static void note_covered(struct page *page, uint64_t from, uint64_t to)
{
    struct range *last = page->covered_count > 0 ? &page->covered[page->covered_count - 1] : NULL;

    if (last && last->to == from) {
        last->to = (uint32_t)to;
        return;
    }
    if (!page->covered || page->covered_count == page->covered_room) {
        uint32_t room = page->covered_room > 0 ? page->covered_room * 2 : 1024;
        struct range *more =
            arena_grow(page->arena, page->covered, page->covered_count, room, sizeof(struct range));

        if (!more)
            return;
        page->covered = more;
        page->covered_room = room;
    }
    page->covered[page->covered_count++] = (struct range){ (uint32_t)from, (uint32_t)to };
}

/* Text that stands byte for byte at `at` of the prepared page. */
static void send_exact(struct page *page, const char *text, size_t size, size_t at)
{
    const struct prepared *prepared = &page->prepared;
    size_t index = prepared_run(prepared, at);

    while (size > 0) {
        size_t end =
            index + 1 < prepared->run_count ? prepared->runs[index + 1].at : prepared->size;
        size_t count = end - at < size ? end - at : size;
        uint64_t from = prepared->runs[index].from + (at - prepared->runs[index].at);

        page->host->text(page->host, text, count, from, from + count);
        note_covered(page, from, from + count);
        text += count;
        at += count;
        size -= count;
        index++;
    }
}

/* Bytes of the white space or control character at `at`; 0: it is something else. */
static size_t white_size(const char *at, size_t left)
{
    unsigned char c = (unsigned char)at[0];
    unsigned char next = left > 1 ? (unsigned char)at[1] : 0;

    if (c <= ' ' || c == 0x7f)
        return 1;
    if (c == 0xc2 && next >= 0x80 && next <= 0xa0)
        return 2;
    return c == 0xe2 && next == 0x80 && left > 2 && (unsigned char)at[2] <= 0x8f ? 3 : 0;
}

static int is_white(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        size_t white = white_size(text + at, size - at);

        if (white == 0)
            return 0;
        at += white;
    }
    return size > 0;
}

/* Text that bytes [at, to) of the prepared page stand for. */
static void send_whole(struct page *page, const char *text, size_t size, size_t at, size_t to)
{
    uint64_t from = source_of(page, at);
    uint64_t end = to > at ? source_of(page, to - 1) + 1 : from;

    if (is_white(text, size)) { /* it may be folded away: then nobody would know its place */
        page->host->text(page->host, text, size, CRIER_NOWHERE, CRIER_NOWHERE);
        page->host->skip(page->host, from, end, "white space");
    } else if (size > 0) {
        page->host->text(page->host, text, size, from, end);
    }
    note_covered(page, from, end);
}

static int is_plain(char c)
{
    return c != '&' && c != '<' && c != '\r';
}

static int is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t entity_size(const char *at, size_t left)
{
    size_t size = 1;

    if (size < left && at[size] == '#')
        size++;
    while (size < left && size < LONGEST_ENTITY && is_name(at[size]))
        size++;
    return size + (size < left && at[size] == ';');
}

static size_t character_size(const char *at, size_t left)
{
    size_t size = 1;

    while (size < left && ((unsigned char)at[size] & 0xc0) == 0x80)
        size++;
    return size;
}

/* How many bytes of `text` an entity became, by what follows behind both. */
static size_t became(const char *text, size_t text_size, const char *behind, size_t behind_size,
                     size_t most)
{
    size_t plain = 0;

    while (plain < behind_size && plain < 8 && is_plain(behind[plain]))
        plain++;
    if (plain == 0) {
        return behind_size == 0 ? text_size : character_size(text, text_size);
    }
    for (size_t size = 1; size <= most && size + plain <= text_size; size++)
        if (memcmp(text + size, behind, plain) == 0)
            return size;
    return text_size;
}

struct pair {
    const char *text; /* of the node */
    size_t text_size;
    const char *from; /* of the prepared page */
    size_t size;
};

static int is_amid(const char *text, size_t size, size_t at)
{
    return at < size && ((unsigned char)text[at] & 0xc0) == 0x80;
}

/* Bytes that both begin with: whole characters, the first one whatever it is. */
static size_t same_size(const struct pair *pair)
{
    size_t least = pair->size < pair->text_size ? pair->size : pair->text_size;
    size_t size = 0;

    while (size < least && (size == 0 || is_plain(pair->from[size])) &&
           pair->from[size] == pair->text[size])
        size++;
    while (size > 0 &&
           (is_amid(pair->from, pair->size, size) || is_amid(pair->text, pair->text_size, size)))
        size--;
    return size;
}

/* One step along both. */
static void step(struct page *page, struct pair *pair)
{
    size_t at = (size_t)(pair->from - page->prepared.data);
    size_t size = 0; /* of the page's bytes that are passed */
    size_t text = 0; /* of the text's */

    if (*pair->from == '&') {
        size = entity_size(pair->from, pair->size);
        if (pair->from[size - 1] != ';' && size <= pair->text_size &&
            memcmp(pair->from, pair->text, size) == 0)
            text = size; /* no entity at all */
        else
            text =
                became(pair->text, pair->text_size, pair->from + size, pair->size - size, size + 6);
        send_whole(page, pair->text, text, at, at + size);
    } else if (*pair->from == '<' && *pair->text != '<') {
        const char *end = memchr(pair->from, '>', pair->size);

        size = end ? (size_t)(end - pair->from) + 1 : pair->size;
    } else if (*pair->from == '\r') {
        size = 1 + (pair->size > 1 && pair->from[1] == '\n');
        text = *pair->text == '\n';
        send_whole(page, pair->text, text, at, at + size);
    } else {
        size = same_size(pair);
        if (size == 0) { /* a character that the parser replaced */
            size = character_size(pair->from, pair->size);
            text = character_size(pair->text, pair->text_size);
            send_whole(page, pair->text, text, at, at + size);
        } else {
            text = size;
            send_exact(page, pair->text, text, at);
        }
    }
    pair->from += size;
    pair->size -= size;
    pair->text += text;
    pair->text_size -= text;
}

void places_text(struct page *page, const GumboNode *node)
{
    const GumboText *text = &node->v.text;
    struct pair pair = { text->text, strlen(text->text), text->original_text.data,
                         text->original_text.length };

    while (pair.text_size > 0 && pair.size > 0)
        step(page, &pair);
    if (pair.text_size > 0 && pair.from) {
        size_t at = (size_t)(pair.from - page->prepared.data);

        send_whole(page, pair.text, pair.text_size, at, at + pair.size);
    }
}

void places_skip(struct page *page, const GumboNode *node, const char *reason)
{
    const GumboStringPiece *place = &node->v.text.original_text;
    size_t at;
    uint64_t from;
    uint64_t to;

    if (place->length == 0 || !place->data)
        return;
    at = (size_t)(place->data - page->prepared.data);
    from = source_of(page, at);
    to = source_of(page, at + place->length - 1) + 1;
    page->host->skip(page->host, from, to, reason);
    note_covered(page, from, to);
}

uint64_t places_of(const struct page *page, const GumboNode *node)
{
    const GumboStringPiece *place = &node->v.text.original_text;

    return place->length > 0 && place->data
               ? source_of(page, (size_t)(place->data - page->prepared.data))
               : CRIER_NOWHERE;
}

static int by_place(const void *a, const void *b)
{
    const struct range *x = a;
    const struct range *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

void places_finish(struct page *page)
{
    uint32_t count = page->covered_count;
    uint64_t at = 0;

    if (count > 0)
        qsort(page->covered, count, sizeof(struct range), by_place);
    for (uint32_t i = 0; i < count; i++) {
        const struct range *range = &page->covered[i];

        if (range->from > at)
            page->host->skip(page->host, at, range->from,
                             i == 0 ? "page before the article" : "markup");
        if (range->to > at)
            at = range->to;
    }
    if (at < page->source.size)
        page->host->skip(page->host, at, page->source.size,
                         count > 0 ? "page behind the article" : "markup");
}
