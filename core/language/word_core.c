/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/word_core.h"

#include <string.h>

static gboolean sounds(const char *at)
{
    gunichar c = g_utf8_get_char(at);

    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

struct span word_core(const char *text, struct span word)
{
    const char *from = text + word.from, *end = text + word.to, *to = end;

    while (from < end && !sounds(from))
        from = g_utf8_next_char(from);
    while (to > from) {
        const char *last = g_utf8_prev_char(to);

        if (sounds(last))
            break;
        to = last;
    }
    if (to > from && to[-1] == 's' && end - to >= 1 && *to == '\'')
        to += 1;
    else if (to > from && to[-1] == 's' && end - to >= 3 && memcmp(to, "’", 3) == 0)
        to += 3;
    return (struct span){ (uint32_t)(from - text), (uint32_t)(to - text) };
}
