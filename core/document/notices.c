/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/notices.h"

#include "core/document/fold.h"

#include <string.h>

static uint32_t add_string(struct document *document, const char *string)
{
    uint32_t at = (uint32_t)document->strings->len;

    g_string_append_len(document->strings, string, (gssize)strlen(string) + 1);
    return at;
}

static struct block make_block(struct document *document, const struct notice *notice,
                               uint32_t index)
{
    g_autofree char *line = fold_line(notice->text, strlen(notice->text));
    struct block block = { .role = CRIER_ROLE_NOTICE,
                           .depth = 1,
                           .parent = NOWHERE32,
                           .next = index + 1,
                           .text = (uint32_t)document->text->len,
                           .size = (uint32_t)strlen(line),
                           .pieces = document->pieces->len,
                           .cuts = document->cuts->len,
                           .language = NOWHERE32 };

    g_string_append(document->text, line);
    if (notice->language)
        block.language = add_string(document, notice->language);
    return block;
}

/* All blocks stand `by` further on from now. */
static void move_all(struct document *document, uint32_t by)
{
    for (guint i = 0; i < document->blocks->len; i++) {
        struct block *block = &g_array_index(document->blocks, struct block, i);

        block->next += by;
        if (block->parent != NOWHERE32)
            block->parent += by;
    }
}

void document_add_notices(struct document *document, const struct notice *before,
                          guint before_count, const struct notice *behind, guint behind_count)
{
    move_all(document, before_count);
    for (guint i = 0; i < before_count; i++) {
        struct block block = make_block(document, &before[i], i);

        g_array_insert_val(document->blocks, i, block);
    }
    for (guint i = 0; i < behind_count; i++) {
        struct block block = make_block(document, &behind[i], document->blocks->len);

        g_array_append_val(document->blocks, block);
    }
}

void document_complete(struct document *document, uint32_t key, const char *value)
{
    struct meta_entry entry = { .key = key };

    if (!value || !*value || document_meta(document, key))
        return;
    entry.value = add_string(document, value);
    g_array_append_val(document->meta, entry);
}
