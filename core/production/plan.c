/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/plan.h"

#include "core/audio/pauses.h"
#include "core/language/announcements.h"

#include <string.h>

/* Shorter texts repeat by accident. */
#define REPEAT_LEAST 20u
/* In longer documents nobody looks for repeats, nor names so many columns. */
#define REPEAT_MOST  (256u << 10)
#define COLUMNS_MOST 64u

struct planner {
    struct plan *plan;
    const struct document *document;
    struct segmenter *segmenter;
    const char *language; /* of the segmenter */
    GArray *found;        /* scratch: of struct quotation */
};

/* ---- What is silent ---- */

static gboolean is_prose(uint32_t role)
{
    return role == CRIER_ROLE_PARAGRAPH || role == CRIER_ROLE_QUOTATION ||
           role == CRIER_ROLE_LIST_ITEM;
}

/* A pull quote says again what the article says: unless it does not. */
static gboolean repeats_article(const struct document *document, const struct block *block)
{
    const char *text = document_text(document, block);

    if (block->role != CRIER_ROLE_PULL_QUOTE || block->size < REPEAT_LEAST ||
        document->text->len > REPEAT_MOST)
        return FALSE;
    for (uint32_t i = 0; i < document_block_count(document); i++) {
        const struct block *other = document_block(document, i);

        if (is_prose(other->role) && other->size >= block->size &&
            memmem(document_text(document, other), other->size, text, block->size))
            return TRUE;
    }
    return FALSE;
}

const char *plan_silence(const struct document *document, const struct delivery *delivery,
                         uint32_t index)
{
    const struct block *block = document_block(document, index);

    if (repeats_article(document, block))
        return "repeats the article's own words";
    for (;;) {
        const char *reason = delivery_silence(delivery, block->role);

        if (reason || block->parent == NOWHERE32)
            return reason;
        block = document_block(document, block->parent);
    }
}

/* ---- What is announced ---- */

static uint32_t add_words(struct plan *plan, const char *words)
{
    uint32_t at = (uint32_t)plan->words->len;

    g_string_append_len(plan->words, words, (gssize)strlen(words) + 1);
    return at;
}

/* The heading of a cell's column: that of the first row, when all of it is headings. A
 * cell of the first column names its row and needs none. A new string or NULL. */
static char *column_header(const struct document *document, uint32_t index)
{
    const uint32_t row_index = document_block(document, index)->parent;
    const struct block *row = document_block(document, row_index);
    const struct block *first;
    uint32_t column = index - row_index - 1, at = row->parent + 1;

    while (at < index && document_block(document, at)->role != CRIER_ROLE_TABLE_ROW)
        at = document_block(document, at)->next;
    first = document_block(document, at);
    if (column == 0 || first == row || first->next - at > COLUMNS_MOST)
        return NULL;
    for (uint32_t i = at + 1; i < first->next; i++)
        if (document_block(document, i)->role != CRIER_ROLE_TABLE_HEADER)
            return NULL;
    at += 1 + column;
    return at < first->next ? g_strndup(document_text(document, document_block(document, at)),
                                        document_block(document, at)->size)
                            : NULL;
}

/* What stands in braces in an announcement: a number, or a column's heading. */
static char *announced_value(const struct document *document, uint32_t index)
{
    const struct block *block = document_block(document, index);

    if (block->role == CRIER_ROLE_TABLE_CELL)
        return column_header(document, index);
    return block->ordinal > 0 ? g_strdup_printf("%u", block->ordinal) : NULL;
}

/* A block inside others speaks for those that begin with it: "2:" of an item is said
 * before the paragraph that the item begins with. */
static void announce_before(struct planner *planner, uint32_t index,
                            struct planned_sentence *sentence)
{
    const struct document *document = planner->document;
    const char *text = document_text(document, document_block(document, index)) + sentence->from;
    g_autoptr(GString) all = g_string_new(NULL);

    for (uint32_t at = index;;) {
        const struct block *block = document_block(document, at);
        const char *key = delivery_before(planner->plan->delivery, block->role);
        g_autofree char *value = key ? announced_value(document, at) : NULL;
        g_autofree char *words =
            key ? announcement_words(document_language(document, at), key, value) : NULL;

        if (words && !announcement_is_said(words, text, sentence->to - sentence->from)) {
            g_string_prepend(all, all->len > 0 ? " " : "");
            g_string_prepend(all, words);
        }
        if (block->parent == NOWHERE32 || block->parent + 1 != at)
            break;
        at = block->parent;
    }
    if (all->len > 0)
        sentence->before = add_words(planner->plan, all->str);
}

/* The same at the end, for the last sentence of blocks that end with this one. */
static void announce_behind(struct planner *planner, uint32_t index,
                            struct planned_sentence *sentence)
{
    const struct document *document = planner->document;
    const uint32_t next = index + 1;

    while (index != NOWHERE32 && document_block(document, index)->next == next) {
        const struct block *block = document_block(document, index);
        const char *key = delivery_behind(planner->plan->delivery, block->role);
        g_autofree char *words =
            key ? announcement_words(document_language(document, index), key, NULL) : NULL;

        if (words) {
            sentence->behind = add_words(planner->plan, words);
            return;
        }
        index = block->parent;
    }
}

/* ---- Quotations ---- */

static gboolean is_inside_quotation(const struct document *document, uint32_t index)
{
    while (index != NOWHERE32) {
        const struct block *block = document_block(document, index);

        if (block->role == CRIER_ROLE_QUOTATION || block->role == CRIER_ROLE_PULL_QUOTE)
            return TRUE;
        index = block->parent;
    }
    return FALSE;
}

static void plan_block_quotations(struct planner *planner, uint32_t index)
{
    const struct document *document = planner->document;
    const struct block *block = document_block(document, index);
    const struct quotation whole = { .to = block->size, .depth = 1 };

    g_array_set_size(planner->found, 0);
    if (planner->plan->delivery->quotes == QUOTES_PLAIN)
        return;
    if (planner->plan->delivery->quotes == QUOTES_VOICE && is_inside_quotation(document, index))
        g_array_append_val(planner->found, whole);
    quotations_find(document_text(document, block), block->size, planner->found);
    for (guint i = 0; i < planner->found->len; i++) {
        struct planned_quotation planned = { index,
                                             g_array_index(planner->found, struct quotation, i) };

        g_array_append_val(planner->plan->quotations, planned);
    }
}

static const struct planned_quotation *quotation_at(const struct plan *plan, guint index)
{
    return &g_array_index(plan->quotations, struct planned_quotation, index);
}

/* The first quotation of a block: they are in the order of blocks. */
static guint first_quotation(const struct plan *plan, uint32_t block)
{
    guint low = 0, high = plan->quotations->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (quotation_at(plan, middle)->block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void plan_quotations(const struct plan *plan, const struct planned_sentence *sentence,
                     GArray *found)
{
    g_array_set_size(found, 0);
    for (guint i = first_quotation(plan, sentence->block);
         i < plan->quotations->len && quotation_at(plan, i)->block == sentence->block; i++) {
        struct quotation cut = quotation_at(plan, i)->quotation;

        if (cut.from >= sentence->to || cut.to <= sentence->from)
            continue;
        cut.begins = cut.begins && cut.from >= sentence->from;
        cut.ends = cut.ends && cut.to <= sentence->to;
        cut.from = MAX(cut.from, sentence->from) - sentence->from;
        cut.to = MIN(cut.to, sentence->to) - sentence->from;
        g_array_append_val(found, cut);
    }
}

/* ---- Sentences ---- */

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
static void plan_chunk(struct planner *planner, uint32_t index, struct span chunk)
{
    const struct block *block = document_block(planner->document, index);
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct span));

    segmenter_split(planner->segmenter, document_text(planner->document, block) + chunk.from,
                    chunk.to - chunk.from, spans);
    for (guint i = 0; i < spans->len; i++) {
        const struct span *span = &g_array_index(spans, struct span, i);
        struct planned_sentence sentence = { .block = index,
                                             .from = chunk.from + span->from,
                                             .to = chunk.from + span->to,
                                             .pause = pause_between_sentences() };

        g_array_append_val(planner->plan->sentences, sentence);
    }
}

static void plan_block(struct planner *planner, uint32_t index)
{
    const struct document *document = planner->document;
    const struct block *block = document_block(document, index);
    GArray *sentences = planner->plan->sentences;
    guint before = sentences->len;
    struct planned_sentence *last;
    uint32_t from = 0;

    for (uint32_t i = 0; i < block->cut_count; i++) {
        uint32_t cut = g_array_index(document->cuts, uint32_t, block->cuts + i) - block->text;

        plan_chunk(planner, index, (struct span){ from, cut });
        from = cut;
    }
    plan_chunk(planner, index, (struct span){ from, block->size });
    if (sentences->len == before)
        return;
    last = &g_array_index(sentences, struct planned_sentence, sentences->len - 1);
    last->pause = pause_after_block(pause_role(document, index));
    announce_before(planner, index, &g_array_index(sentences, struct planned_sentence, before));
    announce_behind(planner, index, last);
    plan_block_quotations(planner, index);
}

static void use_language(struct planner *planner, uint32_t index)
{
    const char *language = document_language(planner->document, index);

    if (planner->segmenter && g_strcmp0(language, planner->language) == 0)
        return;
    segmenter_free(planner->segmenter);
    planner->segmenter = segmenter_new(language);
    planner->language = language;
}

struct plan *plan_make(const struct document *document, const struct delivery *delivery)
{
    struct plan *plan = g_new0(struct plan, 1);
    struct planner planner = { .plan = plan,
                               .document = document,
                               .found = g_array_new(FALSE, FALSE, sizeof(struct quotation)) };

    plan->delivery = delivery;
    plan->sentences = g_array_new(FALSE, FALSE, sizeof(struct planned_sentence));
    plan->quotations = g_array_new(FALSE, FALSE, sizeof(struct planned_quotation));
    plan->words = g_string_new(NULL);
    add_words(plan, "");
    for (uint32_t i = 0; i < document_block_count(document); i++) {
        if (document_block(document, i)->size == 0 || plan_silence(document, delivery, i))
            continue;
        use_language(&planner, i);
        plan_block(&planner, i);
    }
    segmenter_free(planner.segmenter);
    g_array_unref(planner.found);
    return plan;
}

void plan_free(struct plan *plan)
{
    if (!plan)
        return;
    g_array_unref(plan->sentences);
    g_array_unref(plan->quotations);
    g_string_free(plan->words, TRUE);
    g_free(plan);
}

uint32_t plan_count(const struct plan *plan)
{
    return plan->sentences->len;
}

const struct planned_sentence *plan_sentence(const struct plan *plan, uint64_t index)
{
    return &g_array_index(plan->sentences, struct planned_sentence, index);
}

const char *plan_words(const struct plan *plan, uint32_t offset)
{
    return offset > 0 ? plan->words->str + offset : NULL;
}
