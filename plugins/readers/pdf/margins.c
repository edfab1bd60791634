/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running heads and feet: lines at the edge of pages that come again, and page numbers. */
#include "paper.h"

#include <string.h>

/* How many lines from either edge of a page are looked at, and how far from the edge. */
#define EDGE_LINES 3
#define EDGE_SHARE 0.14

struct edge {
    const char *form;
    guint line;
};

/* Its words with every number as "0": "Page 3 of 9" and "Page 4 of 9" are alike. */
static char *form_of(const char *text)
{
    GString *out = g_string_new(NULL);
    gboolean in_number = FALSE;

    for (; *text; text++) {
        gboolean digit = g_ascii_isdigit(*text);

        if (!(digit && in_number) && *text != ' ')
            g_string_append_c(out, digit ? '0' : g_ascii_tolower(*text));
        in_number = digit;
    }
    return g_string_free(out, FALSE);
}

/* "7", "- 7 -", "Page 7 of 9", "vii". */
static gboolean is_page_number(const char *text)
{
    g_autofree char *form = form_of(text);
    static const char *const forms[] = { "0",      "-0-", "–0–",     "—0—",    "page0", "page0of0",
                                         "0/0",    "|0",  "0|",      "[0]",    "p.0",   "0of0",
                                         "seite0", "(0)", "página0", "page0/0" };

    if (strlen(text) > 24)
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (strcmp(form, forms[i]) == 0)
            return TRUE;
    return *form && strlen(form) <= 6 && strspn(form, "ivxl") == strlen(form);
}

static struct print_line *line_at(const struct paper *paper, guint i)
{
    return &g_array_index(paper->lines, struct print_line, i);
}

/* Of the lines of one page, those near its upper or lower edge. */
static gboolean is_edge(const struct paper *paper, guint first, guint last, guint i, double height)
{
    const struct print_line *line = line_at(paper, i);
    guint above = 0;
    guint below = 0;

    if (line->bottom > height * EDGE_SHARE && line->top < height * (1 - EDGE_SHARE))
        return FALSE;
    for (guint k = first; k < last; k++) {
        above += line_at(paper, k)->bottom <= line->top + 1;
        below += line_at(paper, k)->top >= line->bottom - 1;
    }
    return above < EDGE_LINES || below < EDGE_LINES;
}

static void collect_page(struct paper *paper, guint first, guint last, GArray *edges)
{
    double height = 0;
    PopplerPage *page =
        poppler_document_get_page(paper->document, (int)line_at(paper, first)->page);

    if (page)
        poppler_page_get_size(page, NULL, &height);
    g_clear_object(&page);
    for (guint i = first; i < last; i++) {
        struct edge edge = { NULL, i };

        if (last - first > 2000 || !is_edge(paper, first, last, i, height))
            continue;
        edge.form = form_of(line_at(paper, i)->text);
        g_array_append_val(edges, edge);
    }
}

/* The head of the first pages may be the title itself: where it stands largest it stays. */
static void mark(struct paper *paper, const GArray *edges, GHashTable *counts)
{
    for (guint i = 0; i < edges->len; i++) {
        const struct edge *edge = &g_array_index(edges, struct edge, i);
        struct print_line *line = line_at(paper, edge->line);
        guint pages = GPOINTER_TO_UINT(g_hash_table_lookup(counts, edge->form));

        if (is_page_number(line->text))
            line->margin = TRUE;
        else if (pages >= 2 && strlen(edge->form) < 120)
            line->margin = TRUE;
    }
}

/* The first page's largest line is not dropped, though it runs as a head later on. */
static void keep_title(struct paper *paper)
{
    struct print_line *largest = NULL;

    for (guint i = 0; i < paper->lines->len && line_at(paper, i)->page == 0; i++)
        if (!largest || line_at(paper, i)->size > largest->size + 0.5)
            largest = line_at(paper, i);
    if (largest && largest->margin && !is_page_number(largest->text))
        for (guint i = 0; i < paper->lines->len; i++)
            if (line_at(paper, i)->margin && line_at(paper, i)->size < largest->size - 0.5) {
                largest->margin = FALSE;
                return;
            }
}

static void note_count(const struct paper *paper, guint count, const char *what)
{
    char message[100];

    if (count == 0)
        return;
    g_snprintf(message, sizeof(message), "left out: %s, %u line%s", what, count,
               count == 1 ? "" : "s");
    paper->host->note(paper->host, CRIER_NOTE_INFO, CRIER_NOWHERE, message);
}

static guint count_margins(const struct paper *paper)
{
    guint count = 0;

    for (guint i = 0; i < paper->lines->len; i++)
        count += line_at(paper, i)->margin != FALSE;
    return count;
}

/* "The vote . . . . . . 7" */
static gboolean has_leader(const char *text)
{
    return strstr(text, ". . . .") || strstr(text, ".....");
}

/* Lines with leaders, and all of a page where most have them: a table of contents. */
static void drop_contents(struct paper *paper)
{
    guint before = count_margins(paper);
    guint first = 0;
    guint leaders = 0;

    for (guint i = 0; i <= paper->lines->len; i++) {
        if (i == paper->lines->len || line_at(paper, i)->page != line_at(paper, first)->page) {
            for (guint k = first; k < i; k++)
                if (has_leader(line_at(paper, k)->text) ||
                    (leaders > 3 && leaders * 3 >= i - first))
                    line_at(paper, k)->margin = TRUE;
            first = i;
            leaders = 0;
        }
        if (i < paper->lines->len)
            leaders += has_leader(line_at(paper, i)->text) != FALSE;
    }
    note_count(paper, count_margins(paper) - before, "table of contents");
}

void find_margins(struct paper *paper)
{
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(struct edge));
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    guint first = 0;

    if (paper->lines->len == 0)
        return;
    for (guint i = 1; i <= paper->lines->len; i++)
        if (i == paper->lines->len || line_at(paper, i)->page != line_at(paper, first)->page) {
            collect_page(paper, first, i, edges);
            first = i;
        }
    for (guint i = 0; i < edges->len; i++) {
        const char *form = g_array_index(edges, struct edge, i).form;

        g_hash_table_insert(
            counts, (char *)form,
            GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, form)) + 1));
    }
    mark(paper, edges, counts);
    keep_title(paper);
    note_count(paper, count_margins(paper), "running heads and page numbers");
    drop_contents(paper);
    for (guint i = 0; i < edges->len; i++)
        g_free((char *)g_array_index(edges, struct edge, i).form);
}
