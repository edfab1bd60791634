/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/latin.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* Transliteration makes a text longer: some signs become a word. */
enum { TEXT_MOST = 512, GROWTH = 8 };

static char *only_ascii(const char *text)
{
    GString *out = g_string_new(NULL);

    for (; *text; text++)
        if ((guchar)*text < 0x80)
            g_string_append_c(out, *text);
    return g_string_free(out, FALSE);
}

static char *transliterate(const char *text)
{
    static const UChar id[] = u"Any-Latin; Latin-ASCII";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *form = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    glong size = 0;
    g_autofree gunichar2 *from = g_utf8_to_utf16(text, -1, NULL, &size, NULL);
    g_autofree UChar *made = from ? g_new0(UChar, (gsize)size * GROWTH + 1) : NULL;
    int32_t length = (int32_t)size, limit = length;
    char *out = NULL;

    if (U_SUCCESS(status) && made) {
        memcpy(made, from, (gsize)size * sizeof(*made));
        utrans_transUChars(form, made, &length, (int32_t)(size * GROWTH), 0, &limit, &status);
        if (U_SUCCESS(status))
            out = g_utf16_to_utf8((const gunichar2 *)made, length, NULL, NULL, NULL);
    }
    utrans_close(form);
    return out;
}

char *latin_text(const char *text)
{
    g_autofree char *whole = g_utf8_make_valid(text, -1);
    g_autofree char *some = g_utf8_substring(whole, 0, MIN(g_utf8_strlen(whole, -1), TEXT_MOST));
    g_autofree char *made = g_str_is_ascii(some) ? NULL : transliterate(some);

    return only_ascii(made ? made : some);
}
