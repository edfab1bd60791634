/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a paragraph: runs, fields, changes, symbols; and what stands beside it. */
#include "docx.h"

#include <stdlib.h>
#include <string.h>

enum next { SKIP, ENTER };

typedef enum next (*handler)(struct docx *docx, const struct tree_node *node);

int docx_is_on(const struct tree_node *node)
{
    const char *value = tree_attribute(node, "w:val");

    return node && (!value || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 &&
                               strcmp(value, "off") != 0));
}

int docx_is_choice(const struct tree_node *node)
{
    return !node->parent || !tree_is(node->parent, "mc:AlternateContent") ||
           node == node->parent->first ||
           (!tree_child(node->parent, "mc:Choice") && tree_is(node, "mc:Fallback"));
}

/* ---- Fields ---- */

static int is_readable(const struct docx *docx)
{
    for (uint32_t i = 0; i < docx->field_count; i++)
        if (docx->fields[i] != 'r')
            return 0;
    return 1;
}

static enum next field(struct docx *docx, const struct tree_node *node)
{
    const char *type = tree_attribute(node, "w:fldCharType");
    char *last = docx->field_count > 0 ? &docx->fields[docx->field_count - 1] : NULL;

    if (!type)
        return SKIP;
    if (strcmp(type, "begin") == 0 && docx->field_count < FIELDS_MOST)
        docx->fields[docx->field_count++] = 'c';
    else if (strcmp(type, "separate") == 0 && last && *last == 'c')
        *last = 'r';
    else if (strcmp(type, "end") == 0 && last)
        docx->field_count--;
    return SKIP;
}

/* ---- Text ---- */

static const char *language_of(const struct docx *docx, const struct tree_node *run)
{
    const struct tree_node *node = tree_child(tree_child(run, "w:rPr"), "w:lang");
    const char *language = tree_attribute(node, "w:val");

    if (!language)
        language = docx->style_language;
    return language ? language : docx->language;
}

static void put(struct docx *docx, const struct tree_node *run, const char *text, size_t size)
{
    const char *language = language_of(docx, run);

    if (!is_readable(docx))
        return;
    if (!docx->line_language)
        docx->line_language = language;
    else if (language && strcmp(language, docx->line_language) != 0)
        docx->is_mixed = 1;
    draft_text(&docx->draft, text, size);
}

static const char *font_of(const struct tree_node *run)
{
    return tree_attribute(tree_child(tree_child(run, "w:rPr"), "w:rFonts"), "w:ascii");
}

static void put_text(struct docx *docx, const struct tree_node *run, const char *text, size_t size)
{
    const char *font = font_of(run);
    struct buffer signs = { 0 };

    /* Signs that only a font knows begin with this byte in UTF-8. */
    if (!memchr(text, 0xef, size) && (!font || strcmp(font, "Symbol") != 0)) {
        put(docx, run, text, size);
        return;
    }
    docx->symbols += docx_add_symbols(&signs, font, text, size);
    put(docx, run, buffer_text(&signs), signs.size);
    buffer_clear(&signs);
}

static enum next text(struct docx *docx, const struct tree_node *node)
{
    for (const struct tree_node *at = node->first; at; at = at->next)
        if (!*at->name)
            put_text(docx, node->parent, buffer_text(&docx->tree->text) + at->from, at->size);
    return SKIP;
}

static enum next space(struct docx *docx, const struct tree_node *node)
{
    put(docx, node->parent, " ", 1);
    return SKIP;
}

static enum next hyphen(struct docx *docx, const struct tree_node *node)
{
    put(docx, node->parent, "-", 1);
    return SKIP;
}

static enum next line_break(struct docx *docx, const struct tree_node *node)
{
    const char *type = tree_attribute(node, "w:type");

    if (!is_readable(docx))
        return SKIP;
    if (!type || strcmp(type, "textWrapping") == 0)
        draft_cut(&docx->draft);
    draft_text(&docx->draft, " ", 1);
    return SKIP;
}

static enum next symbol(struct docx *docx, const struct tree_node *node)
{
    const char *code = tree_attribute(node, "w:char");
    unsigned long c = code ? strtoul(code, NULL, 16) : 0;
    struct buffer one = { 0 };
    uint32_t sign = c <= 0xffff ? docx_symbol(tree_attribute(node, "w:font"), (uint32_t)c) : 0;

    if (sign < ' ') {
        docx->symbols++;
        return SKIP;
    }
    buffer_add_char(&one, sign);
    put(docx, node->parent, buffer_text(&one), one.size);
    buffer_clear(&one);
    return SKIP;
}

/* ---- Around text ---- */

static enum next skip(struct docx *docx, const struct tree_node *node)
{
    (void)docx;
    (void)node;
    return SKIP;
}

static enum next deletion(struct docx *docx, const struct tree_node *node)
{
    (void)node;
    docx->deletions++;
    return SKIP;
}

static enum next comment(struct docx *docx, const struct tree_node *node)
{
    (void)node;
    docx->comments++;
    return SKIP;
}

static enum next run(struct docx *docx, const struct tree_node *node)
{
    const struct tree_node *looks = tree_child(node, "w:rPr");

    if (!docx_is_on(tree_child(looks, "w:vanish")))
        return ENTER;
    /* Fields begin and end in hidden runs too. */
    for (const struct tree_node *at = node->first; at; at = at->next)
        if (tree_is(at, "w:fldChar"))
            field(docx, at);
    docx->hidden += tree_child(node, "w:t") != NULL;
    return SKIP;
}

static enum next formula(struct docx *docx, const struct tree_node *node)
{
    (void)node;
    docx->formulas++;
    return ENTER;
}

static enum next footnote(struct docx *docx, const struct tree_node *node)
{
    struct docx_notes *notes =
        tree_is(node, "w:footnoteReference") ? &docx->footnotes : &docx->endnotes;

    if (is_readable(docx) && !docx->in_note)
        docx_call_note(docx, notes, tree_attribute(node, "w:id"));
    return SKIP;
}

static enum next choice(struct docx *docx, const struct tree_node *node)
{
    (void)docx;
    return docx_is_choice(node) ? ENTER : SKIP;
}

/* What is not in the table is entered: elements of later versions may hold runs. */
static const struct {
    const char *name;
    handler handle;
} elements[] = {
    { "w:t", text },
    { "m:t", text },
    { "m:oMath", formula },
    { "w:r", run },
    { "w:rPr", skip },
    { "w:pPr", skip },
    { "w:tab", space },
    { "w:ptab", space },
    { "w:br", line_break },
    { "w:cr", line_break },
    { "w:noBreakHyphen", hyphen },
    { "w:softHyphen", skip },
    { "w:sym", symbol },
    { "w:fldChar", field },
    { "w:instrText", skip },
    { "w:del", deletion },
    { "w:moveFrom", deletion },
    { "w:delText", skip },
    { "w:commentReference", comment },
    { "w:footnoteReference", footnote },
    { "w:endnoteReference", footnote },
    { "w:drawing", skip },
    { "w:pict", skip },
    { "w:object", skip },
    { "w:rt", skip },
    { "mc:Choice", choice },
    { "mc:Fallback", choice },
};

static enum next handle(struct docx *docx, const struct tree_node *node)
{
    for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
        if (tree_is(node, elements[i].name))
            return elements[i].handle(docx, node);
    return ENTER;
}

void docx_runs(struct docx *docx, const struct tree_node *paragraph)
{
    const struct tree_node *at = tree_after(paragraph, paragraph);

    while (at)
        at = handle(docx, at) == ENTER ? tree_after(at, paragraph) : tree_beyond(at, paragraph);
    /* A code that does not end here is broken: better too much text than none. */
    for (uint32_t i = 0; i < docx->field_count; i++)
        docx->fields[i] = 'r';
}

/* ---- Beside the text ---- */

/* "image3.png" says nothing about a picture. */
static int is_file_name(const char *words)
{
    const char *dot = strrchr(words, '.');

    return dot && strlen(dot) <= 5 && !strchr(dot, ' ') && dot[1];
}

static void put_alternative(struct docx *docx, const char *words)
{
    static const char machine[] = "Description automatically generated";
    const char *end = words ? strstr(words, machine) : NULL;
    size_t size = end ? (size_t)(end - words) : words ? strlen(words) : 0;

    if (size == 0 || is_file_name(words))
        return;
    draft_begin(&docx->draft, (struct draft_line){ .role = CRIER_ROLE_CAPTION });
    draft_text(&docx->draft, words, size);
    draft_end(&docx->draft);
}

static void put_box(struct docx *docx, const struct tree_node *node)
{
    if (docx->boxes == BOXES_MOST)
        return;
    docx->boxes++;
    docx_blocks(docx, node);
    docx->boxes--;
}

void docx_boxes(struct docx *docx, const struct tree_node *paragraph)
{
    const struct tree_node *at = tree_after(paragraph, paragraph);

    while (at) {
        int enter = docx_is_choice(at) && !tree_is(at, "w:del") && !tree_is(at, "w:moveFrom");

        if (tree_is(at, "w:txbxContent")) {
            if (enter)
                put_box(docx, at);
            enter = 0;
        } else if (tree_is(at, "wp:docPr")) {
            put_alternative(docx, tree_attribute(at, "descr"));
        } else if (tree_is(at, "v:shape")) {
            put_alternative(docx, tree_attribute(at, "alt"));
        }
        at = enter ? tree_after(at, paragraph) : tree_beyond(at, paragraph);
    }
}
