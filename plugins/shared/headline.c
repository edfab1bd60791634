/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/headline.h"

#include <string.h>

char printed_last_mark(struct slice s)
{
    static const char *const closing[] = { "\"",           "'",        ")", "]", "\xe2\x80\x9d",
                                           "\xe2\x80\x99", "\xc2\xbb", NULL };
    size_t i = 0;

    while (closing[i]) {
        size_t size = strlen(closing[i]);

        if (s.size > size && memcmp(s.at + s.size - size, closing[i], size) == 0) {
            s.size -= size;
            i = 0;
        } else {
            i++;
        }
    }
    return s.size > 0 ? s.at[s.size - 1] : '\0';
}

int ends_in_initials(struct slice s)
{
    size_t n = s.size;

    return n >= 4 && s.at[n - 1] == '.' && s.at[n - 3] == '.' && s.at[n - 2] >= 'A' &&
           s.at[n - 2] <= 'Z' && s.at[n - 4] >= 'A' && s.at[n - 4] <= 'Z';
}

int printed_headline(struct slice s)
{
    struct slice_counts counts;
    char last;

    s = slice_trim(s);
    if (s.size == 0 || s.size > 160)
        return 0;
    counts = slice_count(s);
    last = printed_last_mark(s);
    if (counts.words > 25 || counts.capitals + counts.smalls < 2)
        return 0;
    if (last == '.' && !ends_in_initials(s))
        return 0;
    return last != ',' && last != ';' && last != ':';
}
