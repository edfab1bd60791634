/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/cursor.h"

/*
 * The state: in its upper half the block that comes next, in its lower half the
 * innermost block that is open, both counted from 1 so that zero is the start.
 */
static uint64_t pack(uint32_t next, uint32_t open)
{
    return ((uint64_t)next << 32) | open;
}

static gboolean show(const struct document *document, struct crier_cursor *cursor, uint32_t index,
                     gboolean entered)
{
    const struct block *block = document_block(document, index);

    cursor->entered = entered ? 1 : 0;
    cursor->block = (uint64_t)index + 1;
    cursor->role = block->role;
    cursor->level = block->level;
    cursor->ordinal = block->ordinal;
    cursor->depth = block->depth;
    cursor->text = block->size > 0 ? document_text(document, block) : "";
    cursor->text_size = block->size;
    cursor->language =
        block->language == NOWHERE32 ? "" : document_string(document, block->language);
    return TRUE;
}

gboolean cursor_next(const struct document *document, struct crier_cursor *cursor)
{
    uint32_t next = (uint32_t)(cursor->state >> 32);
    uint32_t open = (uint32_t)cursor->state;

    /* The innermost open block ends where its last descendant does. */
    if (open > 0 && next >= document_block(document, open - 1)->next) {
        const struct block *block = document_block(document, open - 1);

        cursor->state = pack(next, block->parent == NOWHERE32 ? 0 : block->parent + 1);
        return show(document, cursor, open - 1, FALSE);
    }
    if (next >= document_block_count(document))
        return FALSE;
    cursor->state = pack(next + 1, next + 1);
    return show(document, cursor, next, TRUE);
}
