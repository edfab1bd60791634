/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/plan.h"

#include "core/audio/pauses.h"

/* The policy of what is not read aloud. Everything else is. */
static const char *const silent_roles[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_EMBED] = "embedded from elsewhere",
    [CRIER_ROLE_BOILERPLATE] = "not part of the article",
};

const char *plan_silent_role(uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? silent_roles[role] : NULL;
}

/* Silent when the block or one around it is. */
static gboolean is_silent(const struct document *document, const struct block *block)
{
    while (!plan_silent_role(block->role)) {
        if (block->parent == NOWHERE32)
            return FALSE;
        block = document_block(document, block->parent);
    }
    return TRUE;
}

/* The role that decides the pause: a paragraph in a list item ends the item. */
static uint32_t pause_role(const struct document *document, uint32_t index)
{
    const struct block *block = document_block(document, index);
    const struct block *parent;

    if (block->role != CRIER_ROLE_PARAGRAPH || block->parent == NOWHERE32)
        return block->role;
    parent = document_block(document, block->parent);
    return parent->role == CRIER_ROLE_LIST_ITEM && parent->next == index + 1 ? parent->role
                                                                             : block->role;
}

/* Sentences of bytes [from, to) of the block's text. */
static void plan_chunk(const struct document *document, uint32_t index, struct segmenter *segmenter,
                       struct span chunk, GArray *plan)
{
    const struct block *block = document_block(document, index);
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct span));

    segmenter_split(segmenter, document_text(document, block) + chunk.from, chunk.to - chunk.from,
                    spans);
    for (guint i = 0; i < spans->len; i++) {
        const struct span *span = &g_array_index(spans, struct span, i);
        struct planned_sentence sentence = { .block = index,
                                             .from = chunk.from + span->from,
                                             .to = chunk.from + span->to,
                                             .pause = pause_between_sentences() };

        g_array_append_val(plan, sentence);
    }
}

static void plan_block(const struct document *document, uint32_t index, struct segmenter *segmenter,
                       GArray *plan)
{
    const struct block *block = document_block(document, index);
    guint before = plan->len;
    uint32_t from = 0;

    for (uint32_t i = 0; i < block->cut_count; i++) {
        uint32_t cut = g_array_index(document->cuts, uint32_t, block->cuts + i) - block->text;

        plan_chunk(document, index, segmenter, (struct span){ from, cut }, plan);
        from = cut;
    }
    plan_chunk(document, index, segmenter, (struct span){ from, block->size }, plan);
    if (plan->len > before)
        g_array_index(plan, struct planned_sentence, plan->len - 1).pause =
            pause_after_block(pause_role(document, index));
}

GArray *plan_make(const struct document *document)
{
    GArray *plan = g_array_new(FALSE, FALSE, sizeof(struct planned_sentence));
    struct segmenter *segmenter = NULL;
    const char *language = NULL;

    for (uint32_t i = 0; i < document_block_count(document); i++) {
        const struct block *block = document_block(document, i);
        const char *own = document_language(document, i);

        if (block->size == 0 || is_silent(document, block))
            continue;
        if (!segmenter || g_strcmp0(own, language) != 0) {
            segmenter_free(segmenter);
            segmenter = segmenter_new(own);
            language = own;
        }
        plan_block(document, i, segmenter, plan);
    }
    segmenter_free(segmenter);
    return plan;
}
