/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/cursor.h"

/* cursor->state: 0 before the first call, then one of these. */
enum { WALKING = 1, AT_END = 2 };

static void settle(const struct document *document, struct crier_cursor *cursor, uint32_t index,
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
    cursor->state = WALKING;
}

/* Where the walk goes on after the block at `index` has ended. */
static gboolean after(const struct document *document, struct crier_cursor *cursor, uint32_t index)
{
    const struct block *block = document_block(document, index);
    uint32_t end = block->parent == NOWHERE32 ? document_block_count(document)
                                              : document_block(document, block->parent)->next;

    if (block->next < end)
        settle(document, cursor, block->next, TRUE);
    else if (block->parent != NOWHERE32)
        settle(document, cursor, block->parent, FALSE);
    else
        cursor->state = AT_END;
    return cursor->state != AT_END;
}

gboolean cursor_next(const struct document *document, struct crier_cursor *cursor)
{
    uint32_t index;

    if (cursor->size < sizeof(*cursor) || cursor->state == AT_END)
        return FALSE;
    if (cursor->state == 0) {
        cursor->state = AT_END;
        if (document_block_count(document) > 0)
            settle(document, cursor, 0, TRUE);
        return cursor->state != AT_END;
    }
    index = (uint32_t)(cursor->block - 1);
    if (!cursor->entered)
        return after(document, cursor, index);
    if (document_block(document, index)->next > index + 1)
        settle(document, cursor, index + 1, TRUE);
    else
        settle(document, cursor, index, FALSE);
    return TRUE;
}
