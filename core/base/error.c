/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"

#include <string.h>

GQuark error_quark(void)
{
    return g_quark_from_static_string("crier-error-quark");
}

/* Would this character leave its line, hide, or turn the direction of the text? */
static gboolean disturbs(gunichar c)
{
    return g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           g_unichar_type(c) == G_UNICODE_FORMAT;
}

char *error_printable(const char *text, gssize size)
{
    const char *end = text + (size < 0 ? (gssize)strlen(text) : size);
    GString *out = g_string_new(NULL);

    while (text < end) {
        gunichar c = g_utf8_get_char_validated(text, end - text);

        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append_printf(out, "\\x%02x", (unsigned char)*text++);
            continue;
        }
        if (c == '\n')
            g_string_append(out, "\\n");
        else if (disturbs(c))
            g_string_append_printf(out, c < 0x80 ? "\\x%02x" : "\\u%04x", c);
        else
            g_string_append_unichar(out, c);
        text = g_utf8_next_char(text);
    }
    return g_string_free(out, FALSE);
}
