/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/quotations.h"

/* How far a single quotation mark looks for its partner, in bytes. */
#define REACH    4000u
/* Marks open at once; what is opened beyond them is not followed. */
#define OPEN_MAX 8

/* A pair of marks. Strict ones are apostrophes too, or the same mark at both ends. */
static const struct pair {
    gunichar open, close;
    gboolean strict;
    gboolean editor;
} pairs[] = {
    { 0x201C, 0x201D, FALSE, FALSE },                                  /* “ ” */
    { 0x201E, 0x201C, FALSE, FALSE },                                  /* „ “ */
    { 0x201D, 0x201D, TRUE, FALSE },                                   /* ” ” */
    { 0x00AB, 0x00BB, FALSE, FALSE },                                  /* « » */
    { 0x2039, 0x203A, FALSE, FALSE },                                  /* ‹ › */
    { 0x300C, 0x300D, FALSE, FALSE },                                  /* 「 」 */
    { 0x300E, 0x300F, FALSE, FALSE },                                  /* 『 』 */
    { '"', '"', TRUE, FALSE },        { 0x2018, 0x2019, TRUE, FALSE }, /* ‘ ’ */
    { '\'', '\'', TRUE, FALSE },      { '[', ']', FALSE, TRUE },
};

struct open_mark {
    const struct pair *pair;
    guint index; /* in found */
};

struct scan {
    const char *text, *end;
    GArray *found;
    struct open_mark open[OPEN_MAX];
    guint depth;
};

/* A character and its neighbours; 0 where there is none. */
struct place {
    const char *at;
    gunichar before, here, after;
};

static struct place place_at(const struct scan *scan, const char *at)
{
    const char *next = g_utf8_next_char(at);

    return (struct place){ .at = at,
                           .before = at > scan->text ? g_utf8_get_char(g_utf8_prev_char(at)) : 0,
                           .here = g_utf8_get_char(at),
                           .after = next < scan->end ? g_utf8_get_char(next) : 0 };
}

static gboolean is_single(const struct pair *pair)
{
    return pair->close == 0x2019 || pair->close == '\'';
}

/* Nothing but space, brackets and other marks may stand before an opening mark. */
static gboolean may_open(const struct place *place, const struct pair *pair)
{
    if (place->here != pair->open || !place->after || g_unichar_isspace(place->after))
        return FALSE;
    return !pair->strict || !place->before ||
           (!g_unichar_isalnum(place->before) && !g_unichar_ispunct(place->before)) ||
           g_utf8_strchr("([{\"'“‘„«—–-/", -1, place->before);
}

static gboolean may_close(const struct place *place, const struct pair *pair)
{
    if (place->here != pair->close)
        return FALSE;
    return !pair->strict ||
           (place->before && !g_unichar_isspace(place->before) && !g_unichar_isalnum(place->after));
}

/* A mark behind or before other punctuation closes; "the workers’ hall" may not. */
static gboolean is_plural(const struct place *place)
{
    return (place->before == 's' || place->before == 'S') && g_unichar_isspace(place->after);
}

/* Is there a mark further on that closes this pair for certain? Around one letter, as in
 * rock 'n' roll, both are apostrophes. */
static gboolean closes_later(const struct scan *scan, const char *at, const struct pair *pair)
{
    const char *end = scan->end - at > REACH ? at + REACH : scan->end;
    const char *first = g_utf8_next_char(at);

    for (at = first; at < end; at = g_utf8_next_char(at)) {
        struct place place = place_at(scan, at);

        if (may_open(&place, pair) && pair->open != pair->close)
            return FALSE;
        if (may_close(&place, pair) && !is_plural(&place))
            return g_utf8_next_char(first) < at;
    }
    return FALSE;
}

static gboolean close_mark(struct scan *scan, const struct place *place)
{
    const struct open_mark *top;
    struct quotation *quotation;

    if (scan->depth == 0)
        return FALSE;
    top = &scan->open[scan->depth - 1];
    if (!may_close(place, top->pair))
        return FALSE;
    if (is_single(top->pair) && is_plural(place) && closes_later(scan, place->at, top->pair))
        return FALSE;
    quotation = &g_array_index(scan->found, struct quotation, top->index);
    quotation->to = (uint32_t)(g_utf8_next_char(place->at) - scan->text);
    quotation->ends = TRUE;
    scan->depth--;
    return TRUE;
}

static guint quotes_open(const struct scan *scan)
{
    guint count = 0;

    for (guint i = 0; i < scan->depth; i++)
        count += !scan->open[i].pair->editor;
    return count;
}

static void open_mark(struct scan *scan, const struct place *place)
{
    for (gsize i = 0; i < G_N_ELEMENTS(pairs) && scan->depth < OPEN_MAX; i++) {
        const struct pair *pair = &pairs[i];
        struct quotation quotation = { .from = (uint32_t)(place->at - scan->text), .begins = TRUE };

        if (!may_open(place, pair) || (is_single(pair) && !closes_later(scan, place->at, pair)))
            continue;
        quotation.depth = pair->editor ? 0 : MIN(quotes_open(scan) + 1, QUOTATION_DEPTH);
        scan->open[scan->depth++] = (struct open_mark){ pair, scan->found->len };
        g_array_append_val(scan->found, quotation);
        return;
    }
}

/* Marks that were never closed: by custom a quotation that goes on in the next
 * paragraph ends in the last only. A mark that looks the same at both ends is trusted
 * with that at the start of a paragraph alone. */
static void drop_open(struct scan *scan)
{
    for (guint i = scan->depth; i-- > 0;) {
        const struct pair *pair = scan->open[i].pair;
        struct quotation *quotation =
            &g_array_index(scan->found, struct quotation, scan->open[i].index);

        if (i == 0 && !pair->editor && (!pair->strict || quotation->from == 0))
            quotation->to = (uint32_t)(scan->end - scan->text);
        else
            g_array_remove_index(scan->found, scan->open[i].index);
    }
}

void quotations_find(const char *text, uint32_t size, GArray *found)
{
    struct scan scan = { .text = text, .end = text + size, .found = found };

    for (const char *at = text; at < scan.end; at = g_utf8_next_char(at)) {
        struct place place = place_at(&scan, at);

        if (!g_unichar_isalnum(place.here) && !g_unichar_isspace(place.here) &&
            !close_mark(&scan, &place))
            open_mark(&scan, &place);
    }
    drop_open(&scan);
}

uint32_t quotations_depth(const struct quotation *quotations, guint count, uint32_t at)
{
    uint32_t depth = 0;

    for (guint i = 0; i < count && quotations[i].from <= at; i++)
        if (at < quotations[i].to)
            depth = quotations[i].depth;
    return depth;
}
