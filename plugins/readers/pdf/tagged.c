/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks by the structure that a tagged PDF declares. */
#include "paper.h"

#include <string.h>
#include <time.h>

#define DEPTH_MAX    40
#define ELEMENTS_MAX 20000
/* The library draws a page anew for each element of it. */
#define SECONDS_MAX  20
/* Of the letters that are printed, so many hundredths must be in the structure. */
#define COVER_MIN    70

struct walk {
    struct paper *paper;
    guint elements, blocks;
    gsize letters;
    clock_t start;
    gboolean gave_up;
};

/* What an element becomes; `deep`: its children are looked at, not its text. */
static const struct {
    PopplerStructureElementKind kind;
    guint32 role;
    guint level;
    gboolean deep;
} kinds[] = {
    { POPPLER_STRUCTURE_ELEMENT_PARAGRAPH, CRIER_ROLE_PARAGRAPH, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING, CRIER_ROLE_HEADING, 2, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING_1, CRIER_ROLE_HEADING, 1, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING_2, CRIER_ROLE_HEADING, 2, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING_3, CRIER_ROLE_HEADING, 3, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING_4, CRIER_ROLE_HEADING, 4, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING_5, CRIER_ROLE_HEADING, 5, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_HEADING_6, CRIER_ROLE_HEADING, 6, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_LIST, CRIER_ROLE_LIST, 0, TRUE },
    { POPPLER_STRUCTURE_ELEMENT_LIST_ITEM, CRIER_ROLE_LIST_ITEM, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_TABLE, CRIER_ROLE_TABLE, 0, TRUE },
    { POPPLER_STRUCTURE_ELEMENT_TABLE_ROW, CRIER_ROLE_TABLE_ROW, 0, TRUE },
    { POPPLER_STRUCTURE_ELEMENT_TABLE_HEADING, CRIER_ROLE_TABLE_HEADER, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_TABLE_DATA, CRIER_ROLE_TABLE_CELL, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_CAPTION, CRIER_ROLE_CAPTION, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_BLOCKQUOTE, CRIER_ROLE_QUOTATION, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_NOTE, CRIER_ROLE_FOOTNOTE, 0, FALSE },
    { POPPLER_STRUCTURE_ELEMENT_CODE, CRIER_ROLE_CODE, 0, FALSE },
};

static gsize kind_of(PopplerStructureElementKind kind)
{
    gsize i = 0;

    while (i < G_N_ELEMENTS(kinds) && kinds[i].kind != kind)
        i++;
    return i;
}

static void take_text(struct walk *w, PopplerStructureElement *element, GString *text)
{
    g_autofree char *own = poppler_structure_element_get_actual_text(element);
    g_autofree char *drawn = NULL;
    g_autofree char *bytes = NULL;
    g_autofree char *letters = NULL;

    if (own && *own && g_utf8_validate(own, -1, NULL)) {
        g_string_assign(text, own);
    } else {
        drawn = poppler_structure_element_get_text(element, POPPLER_STRUCTURE_GET_TEXT_RECURSIVE);
        if (!drawn || !g_utf8_validate(drawn, -1, NULL))
            return;
        bytes = true_bytes(drawn);
        letters = without_ligatures(bytes, strlen(bytes));
        g_string_assign(text, letters);
        space_as_printed(w->paper, text);
    }
    w->letters += text->len;
}

/* An item's label is told by its number, a bullet by nothing. */
static void split_label(struct block *item)
{
    char *text = g_strchug(item->text->str);
    gsize size = strspn(text, "0123456789");

    if (size > 0 && size < 4 && strchr(".)", text[size]) && text[size]) {
        item->ordinal = (guint)strtoul(text, NULL, 10);
        size++;
    } else {
        static const char *const bullets[] = { "•", "‣", "▪", "◦", "●", "·", "–", "-", "\uf0b7" };

        size = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(bullets) && size == 0; i++)
            if (g_str_has_prefix(text, bullets[i]))
                size = strlen(bullets[i]);
    }
    text = g_strdup(text + size);
    g_string_assign(item->text, g_strstrip(text));
    g_free(text);
}

static void take_picture(struct walk *w, PopplerStructureElement *element)
{
    g_autofree char *alt = poppler_structure_element_get_alt_text(element);

    if (alt && g_utf8_validate(alt, -1, NULL) && *g_strstrip(alt))
        add_block(w->paper, CRIER_ROLE_CAPTION, alt);
}

static void take_leaf(struct walk *w, PopplerStructureElement *element, gsize kind)
{
    g_autoptr(GString) text = g_string_new(NULL);
    struct block *block;

    take_text(w, element, text);
    if (strspn(text->str, " \n\t\r") == text->len && kinds[kind].role != CRIER_ROLE_TABLE_CELL)
        return;
    block = add_block(w->paper, kinds[kind].role, text->str);
    block->level = kinds[kind].level;
    if (kinds[kind].role == CRIER_ROLE_LIST_ITEM)
        split_label(block);
    if (kinds[kind].role == CRIER_ROLE_HEADING && kinds[kind].level == 1 &&
        !w->paper->has_headline && w->blocks < 5) {
        block->role = CRIER_ROLE_HEADLINE;
        block->level = 0;
        w->paper->has_headline = TRUE;
    }
    w->blocks++;
}

static void walk_children(struct walk *w, PopplerStructureElementIter *iter, guint depth);

static void walk_element(struct walk *w, PopplerStructureElementIter *iter, guint depth)
{
    PopplerStructureElement *element = poppler_structure_element_iter_get_element(iter);
    PopplerStructureElementIter *child;
    gsize kind;

    if (!element)
        return;
    kind = kind_of(poppler_structure_element_get_kind(element));
    w->gave_up |=
        ++w->elements > ELEMENTS_MAX || (clock() - w->start) / CLOCKS_PER_SEC > SECONDS_MAX;
    if (w->gave_up) {
        g_object_unref(element);
        return;
    }
    if (poppler_structure_element_get_kind(element) == POPPLER_STRUCTURE_ELEMENT_FIGURE) {
        take_picture(w, element);
    } else if (kind < G_N_ELEMENTS(kinds) && !kinds[kind].deep) {
        take_leaf(w, element, kind);
    } else if (poppler_structure_element_is_content(element)) {
        g_autoptr(GString) text = g_string_new(NULL);

        take_text(w, element, text);
        if (strspn(text->str, " \n\t\r") < text->len)
            add_block(w->paper, CRIER_ROLE_PARAGRAPH, text->str);
    } else if ((child = poppler_structure_element_iter_get_child(iter)) != NULL) {
        if (kind < G_N_ELEMENTS(kinds))
            add_block(w->paper, kinds[kind].role, NULL);
        walk_children(w, child, depth + 1);
        if (kind < G_N_ELEMENTS(kinds))
            end_block(w->paper);
    }
    g_object_unref(element);
}

static void walk_children(struct walk *w, PopplerStructureElementIter *iter, guint depth)
{
    if (depth > DEPTH_MAX)
        w->gave_up = TRUE;
    do {
        if (!w->gave_up)
            walk_element(w, iter, depth);
    } while (!w->gave_up && poppler_structure_element_iter_next(iter));
    poppler_structure_element_iter_free(iter);
}

static void drop_blocks(struct paper *paper, guint from)
{
    for (guint i = from; i < paper->blocks->len; i++) {
        struct block *block = &g_array_index(paper->blocks, struct block, i);

        if (block->text)
            g_string_free(block->text, TRUE);
    }
    g_array_set_size(paper->blocks, from);
}

gboolean blocks_by_structure(struct paper *paper)
{
    PopplerStructureElementIter *iter = poppler_structure_element_iter_new(paper->document);
    struct walk w = { .paper = paper, .start = clock() };
    guint before = paper->blocks->len;

    if (!iter)
        return FALSE;
    if (has_lost_bytes(paper)) {
        poppler_structure_element_iter_free(iter);
        return FALSE;
    }
    learn_print(paper);
    walk_children(&w, iter, 0);
    if (!w.gave_up && w.letters * 100 >= paper->letters * COVER_MIN && w.blocks > 0)
        return TRUE;
    drop_blocks(paper, before);
    paper->has_headline = FALSE;
    paper->host->note(paper->host, CRIER_NOTE_INFO, CRIER_NOWHERE,
                      "its tags are incomplete: it is read by the look of its print");
    return FALSE;
}
