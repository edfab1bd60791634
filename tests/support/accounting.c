/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/accounting.h"

#include "core/source/decode.h"

#include <string.h>

static void cover(uint8_t *covered, uint32_t from, uint32_t to)
{
    if (from != NOWHERE32)
        memset(covered + from, 1, to - from);
}

static uint8_t *covered_bytes(const struct document *document, uint64_t size)
{
    uint8_t *covered = g_malloc0(size + 1);

    for (guint i = 0; i < document->pieces->len; i++) {
        const struct piece *piece = &g_array_index(document->pieces, struct piece, i);

        cover(covered, piece->from, piece->to);
    }
    for (guint i = 0; i < document->skips->len; i++) {
        const struct skip *skip = &g_array_index(document->skips, struct skip, i);

        cover(covered, skip->from, skip->to);
    }
    return covered;
}

/* The first letter or digit that nothing covers. */
static char *find_lost(const struct decoded *decoded, const uint8_t *covered)
{
    const char *end = decoded->text + decoded->size;

    for (const char *at = decoded->text; at < end; at = g_utf8_next_char(at)) {
        uint64_t source = decoded_source(decoded, (uint64_t)(at - decoded->text));

        if (g_unichar_isalnum(g_utf8_get_char(at)) && !covered[source])
            return g_strdup_printf("byte %" G_GUINT64_FORMAT " is lost: %.*s", source,
                                   (int)MIN(40, end - at), at);
    }
    return NULL;
}

/*
 * A word without an entity or escape stands in the source letter by letter: all
 * of its letters must be found, in order, in the range that it is said to have.
 */
static gboolean stands_there(const struct decoded *decoded, uint32_t from, uint32_t to,
                             const char *word, uint32_t size)
{
    const char *place = decoded->text + from;
    const char *place_end = decoded->text + to;
    const char *end = word + size;

    while (word < end && place < place_end) {
        if (*place == '&')
            return TRUE; /* an entity: cannot be compared */
        if (g_utf8_get_char(place) == g_utf8_get_char(word))
            word = g_utf8_next_char(word);
        place = g_utf8_next_char(place);
    }
    return word == end;
}

/* Offset in the text of a byte of the source. */
static uint32_t text_offset(const struct decoded *decoded, uint32_t source)
{
    uint64_t low = 0;
    uint64_t high = decoded->size;

    while (low < high) {
        uint64_t middle = low + (high - low) / 2;

        if (decoded_source(decoded, middle) < source)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static char *check_word(const struct document *document, const struct block *block,
                        const struct decoded *decoded, uint32_t from, uint32_t to)
{
    const char *word = document_text(document, block) + from;
    uint32_t source_from;
    uint32_t source_to;

    if (!document_source_range(document, block, from, to, &source_from, &source_to))
        return g_strdup_printf("\"%.*s\" stands nowhere", (int)(to - from), word);
    if (!stands_there(decoded, text_offset(decoded, source_from), text_offset(decoded, source_to),
                      word, to - from))
        return g_strdup_printf("\"%.*s\" does not stand at bytes %u to %u", (int)(to - from), word,
                               source_from, source_to);
    return NULL;
}

static char *check_block(const struct document *document, const struct block *block,
                         const struct decoded *decoded)
{
    const char *text = document_text(document, block);
    uint32_t at = 0;

    while (at < block->size) {
        uint32_t from = at;
        char *fault;

        while (at < block->size && !g_ascii_isspace(text[at]))
            at++;
        fault = at > from ? check_word(document, block, decoded, from, at) : NULL;
        if (fault)
            return fault;
        at++;
    }
    return NULL;
}

char *accounting_check(const struct document *document, const void *source, uint64_t size)
{
    struct decoded decoded;
    g_autofree uint8_t *covered = covered_bytes(document, size);
    char *fault;

    if (!decode_text(source, size, NULL, &decoded))
        return g_strdup("the source is no text");
    fault = find_lost(&decoded, covered);
    for (uint32_t i = 0; i < document_block_count(document) && !fault; i++)
        fault = check_block(document, document_block(document, i), &decoded);
    decoded_clear(&decoded);
    return fault;
}
