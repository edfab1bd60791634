/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/segmenter.h"

#include "core/base/limits.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct segmenter {
    UBreakIterator *breaks;
    UText text;
};

/* "ss=standard": do not break after the abbreviations that CLDR lists. */
struct segmenter *segmenter_new(const char *language)
{
    struct segmenter *segmenter = g_new0(struct segmenter, 1);
    g_autofree char *locale = g_strdup_printf("%s@ss=standard", language ? language : "en");
    UErrorCode status = U_ZERO_ERROR;

    segmenter->text = (UText)UTEXT_INITIALIZER;
    segmenter->breaks = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &status);
    if (U_FAILURE(status))
        g_error("ICU has no sentence rules: %s", u_errorName(status));
    return segmenter;
}

void segmenter_free(struct segmenter *segmenter)
{
    if (!segmenter)
        return;
    ubrk_close(segmenter->breaks);
    utext_close(&segmenter->text);
    g_free(segmenter);
}

static gboolean is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where to cut a sentence that is too long: behind a clause mark if there is one in
 * the second half, else at the last space, else after the one long word. */
static uint32_t cut_point(const char *text, uint32_t from, uint32_t to)
{
    uint32_t limit = from + LIMIT_SENTENCE;
    uint32_t space = 0;

    for (uint32_t i = limit; i > from; i--) {
        if (!is_space(text[i]))
            continue;
        if (i > from + LIMIT_SENTENCE / 2 && strchr(",;:", text[i - 1]))
            return i;
        if (space == 0)
            space = i;
    }
    if (space > 0)
        return space;
    while (limit < to && !is_space(text[limit]))
        limit++;
    return limit;
}

static void append_span(GArray *spans, const char *text, uint32_t from, uint32_t to)
{
    struct span span;

    while (from < to && is_space(text[from]))
        from++;
    while (to > from && is_space(text[to - 1]))
        to--;
    if (from == to)
        return;
    span = (struct span){ from, to };
    g_array_append_val(spans, span);
}

static void append_sentence(GArray *spans, const char *text, uint32_t from, uint32_t to)
{
    while (to - from > LIMIT_SENTENCE) {
        uint32_t cut = cut_point(text, from, to);

        append_span(spans, text, from, cut);
        from = cut;
        while (from < to && is_space(text[from]))
            from++;
    }
    append_span(spans, text, from, to);
}

void segmenter_split(struct segmenter *segmenter, const char *text, uint32_t size, GArray *spans)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t from = 0;
    int32_t to;

    utext_openUTF8(&segmenter->text, text, size, &status);
    ubrk_setUText(segmenter->breaks, &segmenter->text, &status);
    if (U_FAILURE(status))
        g_error("ICU cannot take a text: %s", u_errorName(status));
    while ((to = ubrk_next(segmenter->breaks)) != UBRK_DONE) {
        append_sentence(spans, text, (uint32_t)from, (uint32_t)to);
        from = to;
    }
}
