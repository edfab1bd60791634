/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines to blocks by the look of the print: sizes, gaps, indents, marks. */
#include "paper.h"

#include <math.h>
#include <string.h>

#define HEADING_LEVELS 4

struct flow {
    struct paper *paper;
    GPtrArray *lines; /* of struct print_line, those that are read */
    double body;      /* size of most letters */
    double leading;   /* from line to line in paragraphs */
    double sizes[HEADING_LEVELS];
    guint size_count;
    gboolean in_list, started;
};

static const struct print_line *line_at(const struct flow *f, guint i)
{
    return f->lines->pdata[i];
}

/* ---- Measures ---- */

static gboolean same_size(double a, double b)
{
    return fabs(a - b) <= MAX(a, b) * 0.08 + 0.2;
}

static int by_value(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The size that most letters have, in half points. */
static double body_size(const struct flow *f)
{
    gsize letters[400] = { 0 };
    guint most = 0;

    for (guint i = 0; i < f->lines->len; i++) {
        double half = line_at(f, i)->size * 2 + 0.5;
        guint at = half < 0 ? 0 : half > 399 ? 399 : (guint)half;

        letters[at] += strlen(line_at(f, i)->text);
        if (letters[at] > letters[most])
            most = at;
    }
    return most / 2.0;
}

/* The middle distance of neighbouring lines of body size. */
static double body_leading(const struct flow *f)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 1; i < f->lines->len; i++) {
        const struct print_line *a = line_at(f, i - 1);
        const struct print_line *b = line_at(f, i);
        double step = b->bottom - a->bottom;

        if (a->page == b->page && step > f->body * 0.5 && step < f->body * 4 &&
            same_size(a->size, f->body) && same_size(b->size, f->body))
            g_array_append_val(steps, step);
    }
    if (steps->len < 2)
        return f->body * 1.25;
    g_array_sort(steps, by_value);
    return g_array_index(steps, double, steps->len / 4);
}

/* ---- Marks ---- */

struct marker {
    gsize size;
    guint ordinal;
};

static struct marker marker_of(const char *text)
{
    static const char *const bullets[] = {
        "•", "‣", "▪", "■", "◦", "●", "·", "– ", "— ", "- ", "* "
    };
    struct marker marker = { 0, 0 };

    for (gsize i = 0; i < G_N_ELEMENTS(bullets) && marker.size == 0; i++)
        if (g_str_has_prefix(text, bullets[i]))
            marker.size = strlen(bullets[i]);
    if (marker.size == 0) {
        gsize open = *text == '(';

        marker.size = open;
        while (marker.size < open + 2 && g_ascii_isdigit(text[marker.size]))
            marker.ordinal = marker.ordinal * 10 + (guint)(text[marker.size++] - '0');
        if (marker.size == open ||
            !(text[marker.size] == ')' || (!open && text[marker.size] == '.')) ||
            text[marker.size + 1] != ' ')
            return (struct marker){ 0, 0 };
        marker.size++;
    }
    while (text[marker.size] == ' ')
        marker.size++;
    return text[marker.size] ? marker : (struct marker){ 0, 0 };
}

static gboolean ends_sentence(const char *text)
{
    static const char *const ends[] = { ".",  "!",   "?",   ":",   ".”", "!”",
                                        "?”", ".\"", "?\"", "!\"", ".)", ".’" };

    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(text, ends[i]))
            return TRUE;
    return FALSE;
}

static gboolean begins_small(const char *text)
{
    return g_unichar_islower(g_utf8_get_char(text));
}

/* ---- Where paragraphs begin ---- */

/* The line goes on in another column or on another page. */
static gboolean jumps(const struct print_line *a, const struct print_line *b)
{
    return a->page != b->page || b->bottom < a->bottom - a->size * 0.5 || b->left > a->right;
}

/* Where the lines of this column begin: the leftmost nearby. */
static double column_left(const struct flow *f, guint at)
{
    double left = line_at(f, at)->left;

    for (guint i = at; i > 0 && at - i < 8 && !jumps(line_at(f, i - 1), line_at(f, i)); i--)
        left = MIN(left, line_at(f, i - 1)->left);
    for (guint i = at;
         i + 1 < f->lines->len && i - at < 8 && !jumps(line_at(f, i), line_at(f, i + 1)); i++)
        left = MIN(left, line_at(f, i + 1)->left);
    return left;
}

static gboolean is_indented(const struct flow *f, guint at)
{
    double indent = line_at(f, at)->left - column_left(f, at);

    return indent > f->body * 0.7 && indent < f->body * 6;
}

static gboolean starts_block(const struct flow *f, guint at)
{
    const struct print_line *a = line_at(f, at - 1);
    const struct print_line *b = line_at(f, at);
    double step = b->bottom - a->bottom;

    if (!same_size(a->size, b->size))
        return TRUE;
    if (marker_of(b->text).size > 0 &&
        (marker_of(b->text).ordinal == 0 || f->in_list || ends_sentence(a->text)))
        return TRUE;
    if (jumps(a, b))
        return !begins_small(b->text) && (ends_sentence(a->text) || is_indented(f, at)) &&
               !g_str_has_suffix(a->text, "-");
    if (a->bold != b->bold && (b->left < a->right) && step > f->body * 0.5 &&
        (a->right - a->left < 200 || b->bold))
        return TRUE;
    if (step > MAX(f->leading, a->size * 1.05) * 1.35)
        return TRUE;
    return is_indented(f, at) && !is_indented(f, at - 1) && !marker_of(a->text).size &&
           !begins_small(b->text);
}

/* Lines of an item that hang are its own; a line that stands back left is not. */
static gboolean leaves_item(const struct flow *f, guint first, guint at)
{
    const struct print_line *a = line_at(f, first);
    const struct print_line *b = line_at(f, at);

    return !jumps(line_at(f, at - 1), b) && b->left < a->left + 1 &&
           line_at(f, at - 1)->right < a->right && ends_sentence(line_at(f, at - 1)->text) &&
           !begins_small(b->text);
}

/* ---- Headings ---- */

static gsize characters(const struct flow *f, guint from, guint to)
{
    gsize count = 0;

    for (guint i = from; i < to; i++)
        count += (gsize)g_utf8_strlen(line_at(f, i)->text, -1);
    return count;
}

static gboolean in_outline(const struct flow *f, guint from, guint to)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *form = NULL;

    if (g_hash_table_size(f->paper->outline) == 0 || to - from > 4)
        return FALSE;
    for (guint i = from; i < to; i++)
        g_string_append(text, line_at(f, i)->text);
    form = plain_form(text->str);
    return g_hash_table_contains(f->paper->outline, form);
}

static gboolean is_heading(const struct flow *f, guint from, guint to)
{
    const struct print_line *line = line_at(f, from);
    gboolean all_bold = TRUE;

    if (to - from > 4 || characters(f, from, to) > 220)
        return FALSE;
    if (in_outline(f, from, to))
        return TRUE;
    if (line->size > f->body * 1.12)
        return g_unichar_isalnum(g_utf8_get_char(line->text)) || characters(f, from, to) > 5;
    for (guint i = from; i < to; i++)
        all_bold = all_bold && line_at(f, i)->bold;
    return all_bold && line->size >= f->body * 0.98 && to - from <= 2 &&
           characters(f, from, to) < 100 && !ends_sentence(line_at(f, to - 1)->text) &&
           to < f->lines->len && !line_at(f, to)->bold;
}

/* Sizes of headings from the largest: their levels. */
static void rank_sizes(struct flow *f)
{
    for (guint rank = 0; rank < HEADING_LEVELS; rank++) {
        double below = rank > 0 ? f->sizes[rank - 1] * 0.95 : G_MAXDOUBLE;
        double largest = 0;

        for (guint i = 0; i < f->lines->len; i++) {
            double size = line_at(f, i)->size;

            if (size < below && size > largest && size > f->body * 1.12)
                largest = size;
        }
        if (largest == 0)
            return;
        f->sizes[f->size_count++] = largest;
    }
}

static guint level_of(const struct flow *f, double size)
{
    guint rank = 0;

    while (rank < f->size_count && size < f->sizes[rank] * 0.95)
        rank++;
    return MIN(rank + 1 + (f->paper->has_headline ? (rank == 0) : 1), 6);
}

/* ---- Blocks ---- */

static void fill(const struct flow *f, struct block *block, guint from, guint to, gsize skip)
{
    for (guint i = from; i < to; i++) {
        if (block->text->len > 0)
            g_string_append_c(block->text, '\n');
        g_string_append(block->text, line_at(f, i)->text + (i == from ? skip : 0));
    }
}

/* The largest print of the first page, before much else was said. */
static gboolean is_headline(const struct flow *f, guint from)
{
    return !f->paper->has_headline && line_at(f, from)->page == 0 && f->size_count > 0 &&
           line_at(f, from)->size >= f->sizes[0] * 0.95 && from < 40;
}

static void leave_list(struct flow *f)
{
    if (f->in_list)
        end_block(f->paper);
    f->in_list = FALSE;
}

static void add(struct flow *f, guint from, guint to)
{
    struct marker marker = marker_of(line_at(f, from)->text);
    gboolean heading = marker.size == 0 || line_at(f, from)->size > f->body * 1.12
                           ? is_heading(f, from, to)
                           : FALSE;
    struct block *block;

    if (marker.size == 0 || heading)
        leave_list(f);
    if (heading && is_headline(f, from)) {
        fill(f, add_block(f->paper, CRIER_ROLE_HEADLINE, ""), from, to, 0);
        f->paper->has_headline = TRUE;
    } else if (heading) {
        block = add_block(f->paper, CRIER_ROLE_HEADING, "");
        block->level = level_of(f, line_at(f, from)->size);
        fill(f, block, from, to, 0);
    } else if (marker.size > 0) {
        if (!f->in_list)
            add_block(f->paper, CRIER_ROLE_LIST, NULL);
        f->in_list = TRUE;
        block = add_block(f->paper, CRIER_ROLE_LIST_ITEM, "");
        block->ordinal = marker.ordinal;
        fill(f, block, from, to, marker.size);
    } else {
        fill(f, add_block(f->paper, CRIER_ROLE_PARAGRAPH, ""), from, to, 0);
    }
}

/* A mark alone on its line, as it stands when it is set beside the text: "•", "3." */
static gboolean is_lone_marker(const char *text)
{
    g_autofree char *item = g_strconcat(text, " x", NULL);

    return strlen(text) < 5 && marker_of(item).size == strlen(text) + 1;
}

static void join_marker(struct print_line *marker, struct print_line *text)
{
    char *joined = g_strconcat(marker->text, " ", text->text, NULL);

    g_free(text->text);
    text->text = joined;
    text->left = marker->left;
}

#define MARKER_REACH 400 /* lines that are looked through for the text of a mark */

/* The line that stands beside a mark, which may be given long before or after it. */
static struct print_line *beside(GArray *lines, guint at)
{
    const struct print_line *marker = &g_array_index(lines, struct print_line, at);
    guint to = MIN(at + MARKER_REACH, lines->len);
    struct print_line *nearest = NULL;

    for (guint i = at > MARKER_REACH ? at - MARKER_REACH : 0; i < to; i++) {
        struct print_line *line = &g_array_index(lines, struct print_line, i);

        if (line->page != marker->page || line->margin || line->left < marker->right - 1 ||
            line->left - marker->right > 60 ||
            fabs(line->bottom - marker->bottom) > marker->size * 0.5)
            continue;
        if (!nearest || line->left < nearest->left)
            nearest = line;
    }
    return nearest;
}

static void collect_lines(struct flow *f)
{
    GArray *lines = f->paper->lines;

    for (guint i = 0; i < lines->len; i++) {
        struct print_line *line = &g_array_index(lines, struct print_line, i);
        struct print_line *text =
            !line->margin && is_lone_marker(line->text) ? beside(lines, i) : NULL;

        if (text) {
            join_marker(line, text);
            line->margin = TRUE;
        }
    }
    for (guint i = 0; i < lines->len; i++)
        if (!g_array_index(lines, struct print_line, i).margin)
            g_ptr_array_add(f->lines, &g_array_index(lines, struct print_line, i));
}

void blocks_by_print(struct paper *paper)
{
    struct flow f = { .paper = paper, .lines = g_ptr_array_new() };
    guint from = 0;

    collect_lines(&f);
    f.body = body_size(&f);
    f.leading = body_leading(&f);
    rank_sizes(&f);
    for (guint i = 1; i <= f.lines->len; i++) {
        if (i < f.lines->len && !starts_block(&f, i) &&
            !(f.in_list && marker_of(line_at(&f, from)->text).size > 0 && leaves_item(&f, from, i)))
            continue;
        add(&f, from, i);
        from = i;
    }
    leave_list(&f);
    g_ptr_array_free(f.lines, TRUE);
}
