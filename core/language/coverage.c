/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/coverage.h"

#include "core/language/table.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

char *language_primary(const char *tag)
{
    return tag ? g_ascii_strdown(tag, (gssize)strcspn(tag, "-_")) : g_strdup("en");
}

gboolean language_has_rules(const char *tag)
{
    g_autofree char *primary = language_primary(tag);
    gsize size;

    /* The phrases are what every class asks for. */
    return table_text(primary, "phrases", &size) != NULL;
}

char *language_name(const char *tag)
{
    g_autofree char *primary = language_primary(tag);
    UErrorCode status = U_ZERO_ERROR;
    UChar name[128];
    char text[512];

    uloc_getDisplayLanguage(primary, "en", name, G_N_ELEMENTS(name), &status);
    u_strToUTF8(text, sizeof(text), NULL, name, -1, &status);
    return g_strdup(U_SUCCESS(status) && *text ? text : primary);
}
