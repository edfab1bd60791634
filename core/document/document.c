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
    g_free(document);
}

const struct block *document_block(const struct document *document, uint32_t index)
{
    return &g_array_index(document->blocks, struct block, index);
}

uint32_t document_block_count(const struct document *document)
{
    return document->blocks->len;
}

const char *document_string(const struct document *document, uint32_t offset)
{
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

static const struct piece *piece_at(const struct document *document, const struct block *block,
                                    uint32_t index)
{
    return &g_array_index(document->pieces, struct piece, block->pieces + index);
}

/* Where the piece's text ends: where the next one begins, or with the block. */
static uint32_t piece_end(const struct document *document, const struct block *block,
                          uint32_t index)
{
    if (index + 1 < block->piece_count)
        return piece_at(document, block, index + 1)->text;
    return block->text + block->size;
}

/* The last piece that begins at or before an offset of document->text. */
static uint32_t find_piece(const struct document *document, const struct block *block,
                           uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = block->piece_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (piece_at(document, block, middle)->text <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

gboolean document_source_range(const struct document *document, const struct block *block,
                               uint32_t from, uint32_t to, uint32_t *source_from,
                               uint32_t *source_to)
{
    uint32_t first = block->text + from;
    uint32_t last = block->text + to;
    gboolean found = FALSE;

    if (block->piece_count == 0 || from >= to)
        return FALSE;
    for (uint32_t i = find_piece(document, block, first); i < block->piece_count; i++) {
        const struct piece *piece = piece_at(document, block, i);
        uint32_t end = piece_end(document, block, i);
        gboolean same = piece->to - piece->from == end - piece->text;
        uint32_t a = MAX(first, piece->text);
        uint32_t b = MIN(last, end);

        if (piece->text >= last)
            break;
        if (piece->from == NOWHERE32 || a >= b)
            continue;
        a = same ? piece->from + (a - piece->text) : piece->from;
        b = same ? piece->from + (b - piece->text) : piece->to;
        *source_from = found ? MIN(*source_from, a) : a;
        *source_to = found ? MAX(*source_to, b) : b;
        found = TRUE;
    }
    return found;
}
