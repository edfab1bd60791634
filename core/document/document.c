/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/document.h"

struct document *document_new(void)
{
    struct document *document = g_new0(struct document, 1);

    document->text = g_string_new(NULL);
    document->strings = g_string_new(NULL);
    document->blocks = g_array_new(FALSE, FALSE, sizeof(struct block));
    document->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    document->cuts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    document->meta = g_array_new(FALSE, FALSE, sizeof(struct meta_entry));
    document->skips = g_array_new(FALSE, FALSE, sizeof(struct skip));
    document->notes = g_array_new(FALSE, FALSE, sizeof(struct note));
    document->reader = g_strdup("");
    return document;
}

void document_free(struct document *document)
{
    if (!document)
        return;
    g_string_free(document->text, TRUE);
    g_string_free(document->strings, TRUE);
    g_array_unref(document->blocks);
    g_array_unref(document->pieces);
    g_array_unref(document->cuts);
    g_array_unref(document->meta);
    g_array_unref(document->skips);
    g_array_unref(document->notes);
    g_free(document->reader);
    g_free(document->charset);
    g_free(document);
}

const struct block *document_block(const struct document *document, uint32_t index)
{
    g_assert(index < document->blocks->len);
    return &g_array_index(document->blocks, struct block, index);
}

uint32_t document_block_count(const struct document *document)
{
    return document->blocks->len;
}

const char *document_string(const struct document *document, uint32_t offset)
{
    g_assert(offset < document->strings->len);
    return document->strings->str + offset;
}

const char *document_text(const struct document *document, const struct block *block)
{
    return document->text->str + block->text;
}

const char *document_meta(const struct document *document, uint32_t key)
{
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        if (entry->key == key)
            return document_string(document, entry->value);
    }
    return NULL;
}

const char *document_language(const struct document *document, uint32_t index)
{
    while (index != NOWHERE32) {
        const struct block *block = document_block(document, index);

        if (block->language != NOWHERE32)
            return document_string(document, block->language);
        index = block->parent;
    }
    return document_meta(document, CRIER_META_LANGUAGE);
}

/* ---- Places in the source ---- */

static const struct piece *piece_at(const struct document *document, uint32_t index)
{
    return &g_array_index(document->pieces, struct piece, index);
}

/* Index of the block's piece that holds this offset of document->text. */
static uint32_t find_piece(const struct document *document, const struct block *block,
                           uint32_t offset)
{
    uint32_t low = block->pieces;
    uint32_t high = block->pieces + block->piece_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (piece_at(document, middle)->text <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The place of those bytes of [from, to) that the piece, which ends at `end`, holds. */
static gboolean piece_range(const struct piece *piece, uint32_t end, uint32_t from, uint32_t to,
                            struct skip *range)
{
    if (piece->from == NOWHERE32)
        return FALSE;
    range->from = piece->from;
    range->to = piece->to;
    if (piece->to - piece->from != end - piece->text)
        return TRUE;
    if (from > piece->text)
        range->from += from - piece->text;
    if (to < end)
        range->to -= end - to;
    return TRUE;
}

gboolean document_source_range(const struct document *document, const struct block *block,
                               uint32_t from, uint32_t to, uint32_t *source_from,
                               uint32_t *source_to)
{
    uint32_t last = block->pieces + block->piece_count;
    gboolean found = FALSE;

    if (from >= to || to > block->size || block->piece_count == 0)
        return FALSE;
    from += block->text;
    to += block->text;
    for (uint32_t i = find_piece(document, block, from); i < last; i++) {
        const struct piece *piece = piece_at(document, i);
        uint32_t end = i + 1 < last ? piece[1].text : block->text + block->size;
        struct skip range;

        if (piece->text >= to)
            break;
        if (!piece_range(piece, end, from, to, &range))
            continue;
        *source_from = found ? MIN(*source_from, range.from) : range.from;
        *source_to = found ? MAX(*source_to, range.to) : range.to;
        found = TRUE;
    }
    return found;
}
