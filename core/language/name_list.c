/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/name_list.h"

#include <string.h>
#include <unicode/ulistformatter.h>
#include <unicode/ustring.h>

enum { NAMES_MOST = 32, LENGTH_MOST = 4096 };

/* Separated by commas: for languages that ICU does not know, and for hostile lists. */
static char *plain_list(const GPtrArray *names)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", (const char *)names->pdata[i]);
    return g_string_free(g_steal_pointer(&list), FALSE);
}

static char *format(const char *language, const GPtrArray *names, UErrorCode *status)
{
    UListFormatter *form = ulistfmt_open(language, status);
    const UChar *items[NAMES_MOST];
    gpointer owned[NAMES_MOST] = { NULL };
    int32_t lengths[NAMES_MOST];
    UChar made[LENGTH_MOST];
    char *text = NULL;
    int32_t size;

    for (guint i = 0; i < names->len; i++) {
        glong length = 0;

        owned[i] = g_utf8_to_utf16(names->pdata[i], -1, NULL, &length, NULL);
        items[i] = owned[i];
        lengths[i] = (int32_t)length;
        if (!owned[i])
            *status = U_INVALID_CHAR_FOUND;
    }
    size = ulistfmt_format(form, items, lengths, (int32_t)names->len, made, LENGTH_MOST, status);
    if (U_SUCCESS(*status))
        text = g_utf16_to_utf8((const gunichar2 *)made, size, NULL, NULL, NULL);
    for (guint i = 0; i < names->len; i++)
        g_free(owned[i]);
    ulistfmt_close(form);
    return text;
}

char *name_list(const char *language, const GPtrArray *names)
{
    UErrorCode status = U_ZERO_ERROR;
    char *text = NULL;

    if (names->len == 0)
        return NULL;
    if (names->len <= NAMES_MOST)
        text = format(language ? language : "en-US", names, &status);
    return text ? text : plain_list(names);
}
