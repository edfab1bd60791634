/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of each page as lines with their places and sizes. */
#include "paper.h"

#include <math.h>
#include <string.h>

struct page_text {
    struct paper *paper;
    guint number;
    PopplerRectangle *places;
    guint place_count;
    GList *attributes; /* of PopplerTextAttributes, in order */
};

static gboolean is_bold(const char *font)
{
    static const char *const names[] = { "Bold", "bold", "Black", "Heavy", "Semibold", "Demi" };

    for (gsize i = 0; font && i < G_N_ELEMENTS(names); i++)
        if (strstr(font, names[i]))
            return TRUE;
    return FALSE;
}

/* Font of the characters [from, to): that of most of them. Attributes before `from` are
 * dropped for good. */
static void set_font(struct page_text *p, struct print_line *line, guint from, guint to)
{
    gint most = 0;

    while (p->attributes && p->attributes->next &&
           ((PopplerTextAttributes *)p->attributes->data)->end_index < (gint)from)
        p->attributes = p->attributes->next;
    for (GList *a = p->attributes; a; a = a->next) {
        const PopplerTextAttributes *font = a->data;
        gint share = MIN(font->end_index + 1, (gint)to) - MAX(font->start_index, (gint)from);

        if (font->start_index >= (gint)to)
            break;
        if (share <= most)
            continue;
        most = share;
        line->size = font->font_size;
        line->bold = is_bold(font->font_name);
    }
}

static void set_place(const struct page_text *p, struct print_line *line, guint from, guint to)
{
    gboolean any = FALSE;

    for (guint i = from; i < to && i < p->place_count; i++) {
        const PopplerRectangle *r = &p->places[i];

        if (!isfinite(r->x1) || !isfinite(r->y1) || !isfinite(r->x2) || !isfinite(r->y2) ||
            r->x2 <= r->x1)
            continue;
        line->left = any ? MIN(line->left, r->x1) : r->x1;
        line->right = any ? MAX(line->right, r->x2) : r->x2;
        line->top = any ? MIN(line->top, r->y1) : r->y1;
        line->bottom = any ? MAX(line->bottom, r->y2) : r->y2;
        any = TRUE;
    }
}

/* Letters that print joins: their parts. */
static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

static void append_letter(GString *out, const char *at)
{
    g_autofree char *letter = g_utf8_normalize(at, g_utf8_next_char(at) - at, G_NORMALIZE_NFKC);

    g_string_append(out, letter ? letter : "");
}

char *without_ligatures(const char *text, gsize size)
{
    GString *out = g_string_sized_new(size);

    for (const char *at = text; at < text + size; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (c >= 0xfb00 && c <= 0xfb06)
            g_string_append(out, ligatures[c - 0xfb00]);
        else if (c >= 0xe000 && c <= 0xf8ff) /* symbols of a font's own: bullets, mostly */
            g_string_append(out, "•");
        else if ((c >= 0xfb50 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc))
            append_letter(out, at); /* Arabic, by the form that it has in print */
        else if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            continue; /* direction, which the letters have themselves */
        else if (c != 0xfffd && (c >= 0x20 || c == '\t') && c != 0x7f && c != 0xfeff)
            g_string_append_unichar(out, c);
    }
    g_strstrip(out->str);
    return g_string_free(out, FALSE);
}

static void add_line(struct page_text *p, const char *text, gsize size, guint from, guint to)
{
    struct print_line line = { .page = p->number, .text = without_ligatures(text, size) };

    if (*line.text == '\0') {
        g_free(line.text);
        return;
    }
    set_place(p, &line, from, to);
    set_font(p, &line, from, to);
    if (line.size <= 0)
        line.size = MAX(line.bottom - line.top, 1);
    p->paper->letters += strlen(line.text);
    g_array_append_val(p->paper->lines, line);
}

/* Poppler gives the text in reading order, column by column. */
static void split_lines(struct page_text *p, const char *text)
{
    guint from = 0;

    while (*text) {
        const char *end = strchr(text, '\n');
        gsize size = end ? (gsize)(end - text) : strlen(text);
        guint characters = (guint)g_utf8_strlen(text, (gssize)size);

        add_line(p, text, size, from, from + characters);
        from += characters + 1;
        text += size + (end != NULL);
    }
}

static void take_page(struct paper *paper, guint number)
{
    PopplerPage *page = poppler_document_get_page(paper->document, (int)number);
    g_autofree char *text = page ? poppler_page_get_text(page) : NULL;
    struct page_text p = { .paper = paper, .number = number };
    GList *attributes;
    guint before = paper->lines->len;

    if (text && *text && g_utf8_validate(text, -1, NULL)) {
        poppler_page_get_text_layout(page, &p.places, &p.place_count);
        attributes = poppler_page_get_text_attributes(page);
        p.attributes = attributes;
        split_lines(&p, text);
        poppler_page_free_text_attributes(attributes);
        g_free(p.places);
    }
    paper->empty_pages += paper->lines->len == before;
    g_clear_object(&page);
}

void take_lines(struct paper *paper)
{
    guint count = MIN(paper->pages, PAGES_MAX);

    for (guint i = 0; i < count; i++) {
        take_page(paper, i);
        if (paper->letters > TEXT_MAX) {
            paper->host->note(paper->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                              "the document is too long: its last pages are not read");
            return;
        }
    }
    if (count < paper->pages)
        paper->host->note(paper->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                          "the document has too many pages: the last are not read");
}
