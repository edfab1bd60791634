/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/segmenter.h"

#include "core/base/limits.h"
#include "core/language/boundary.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

struct segmenter {
    UBreakIterator *breaks;
    UText text;
    struct boundary_words *words;
    GArray *found; /* of uint32_t: where ICU breaks */
    GArray *cuts;  /* of uint32_t: where we do */
};

/* "ss=standard": do not break after the abbreviations that CLDR lists. We ask for that
 * only where we have no list of our own. */
struct segmenter *segmenter_new(const char *language)
{
    struct segmenter *segmenter = g_new0(struct segmenter, 1);
    g_autofree char *locale = NULL;
    UErrorCode status = U_ZERO_ERROR;

    language = language ? language : "en";
    segmenter->words = boundary_words_new(language);
    locale = g_strconcat(language, segmenter->words ? NULL : "@ss=standard", NULL);
    segmenter->text = (UText)UTEXT_INITIALIZER;
    segmenter->breaks = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &status);
    if (U_FAILURE(status))
        g_error("ICU has no sentence rules: %s", u_errorName(status));
    segmenter->found = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    segmenter->cuts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return segmenter;
}

void segmenter_free(struct segmenter *segmenter)
{
    if (!segmenter)
        return;
    ubrk_close(segmenter->breaks);
    utext_close(&segmenter->text);
    boundary_words_free(segmenter->words);
    g_array_unref(segmenter->found);
    g_array_unref(segmenter->cuts);
    g_free(segmenter);
}

static gboolean is_clause_mark(UChar32 c)
{
    return c == ',' || c == ';' || c == ':' || c == 0x3001 || c == 0xFF0C || c == 0xFF1B ||
           c == 0xFF1A;
}

/* Scripts without spaces may be cut between any two of these. */
static gboolean may_part(UChar32 before, UChar32 after)
{
    return ((before > 0x2FFF && is_clause_mark(before)) ||
            u_getIntPropertyValue(before, UCHAR_LINE_BREAK) == U_LB_IDEOGRAPHIC) &&
           u_getIntPropertyValue(after, UCHAR_LINE_BREAK) == U_LB_IDEOGRAPHIC;
}

/* Where to cut a sentence that is too long: behind a clause mark if there is one in
 * the second half, else at the last space, else after the one long word. */
static uint32_t cut_point(const struct boundary_text *text, uint32_t from, uint32_t to)
{
    uint32_t limit = from + LIMIT_SENTENCE;
    uint32_t last = 0;

    while (limit > from && U8_IS_TRAIL(text->at[limit]))
        limit--;
    for (uint32_t i = limit; i > from; i = boundary_back(text, i)) {
        UChar32 before = boundary_char_before(text, i);
        UChar32 after = boundary_char(text, i);

        if (!boundary_is_space(after) && !may_part(before, after))
            continue;
        if (i > from + LIMIT_SENTENCE / 2 && is_clause_mark(before))
            return i;
        if (last == 0)
            last = i;
    }
    if (last > 0)
        return last;
    while (limit < to && !boundary_is_space(boundary_char(text, limit)))
        limit = boundary_next(text, limit);
    return limit;
}

static void append_span(GArray *spans, const struct boundary_text *text, uint32_t from, uint32_t to)
{
    struct span span;

    while (to > from && boundary_is_space(boundary_char_before(text, to)))
        to = boundary_back(text, to);
    if (from == to)
        return;
    span = (struct span){ from, to };
    g_array_append_val(spans, span);
}

static void append_sentence(GArray *spans, const struct boundary_text *text, uint32_t from,
                            uint32_t to)
{
    from = MIN(boundary_skip_space(text, from), to);
    while (to - from > LIMIT_SENTENCE) {
        uint32_t cut = cut_point(text, from, to);

        append_span(spans, text, from, cut);
        from = MIN(boundary_skip_space(text, cut), to);
    }
    append_span(spans, text, from, to);
}

static void ask_icu(struct segmenter *segmenter, const char *text, uint32_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t at;

    utext_openUTF8(&segmenter->text, text, size, &status);
    ubrk_setUText(segmenter->breaks, &segmenter->text, &status);
    if (U_FAILURE(status))
        g_error("ICU cannot take a text: %s", u_errorName(status));
    while ((at = ubrk_next(segmenter->breaks)) != UBRK_DONE) {
        uint32_t place = (uint32_t)at;

        g_array_append_val(segmenter->found, place);
    }
}

void segmenter_split(struct segmenter *segmenter, const char *text, uint32_t size, GArray *spans)
{
    const struct boundary_text whole = { text, size };
    uint32_t from = 0;

    g_array_set_size(segmenter->found, 0);
    g_array_set_size(segmenter->cuts, 0);
    ask_icu(segmenter, text, size);
    boundary_find(&whole, segmenter->words, segmenter->found, segmenter->cuts);
    for (guint i = 0; i < segmenter->cuts->len; i++) {
        uint32_t to = g_array_index(segmenter->cuts, uint32_t, i);

        append_sentence(spans, &whole, from, to);
        from = to;
    }
    append_sentence(spans, &whole, from, size);
}
