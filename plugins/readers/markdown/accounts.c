/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "accounts.h"

#include "source.h"
#include <string.h>

void md_tell(struct markdown *m, size_t from, size_t to)
{
    for (; from < to; from++)
        m->told[from / 8] |= (uint8_t)(1u << (from % 8));
}

static int is_told(const struct markdown *m, size_t at)
{
    return (m->told[at / 8] >> (at % 8)) & 1;
}

void md_skip(struct markdown *m, size_t from, size_t to, const char *reason)
{
    if (from >= to)
        return;
    m->host->skip(m->host, from, to, reason);
    md_tell(m, from, to);
}

/* Why does the parser give no text for this line? */
static const char *reason_of(struct slice line)
{
    while (line.size > 0 && (byte_is_space(line.at[0]) || line.at[0] == '>'))
        line = slice_from(line, 1);
    if (slice_starts(line, "[^"))
        return "unused footnote";
    if (slice_starts(line, "["))
        return "link address";
    if (memchr(line.at, '|', line.size))
        return "cell without a column";
    return "unused markup";
}

/* The end of the last of the words from here on that nobody told, up to `end`. */
static size_t untold_end(const struct markdown *m, size_t at, size_t end)
{
    size_t last = at;

    for (; at < end && !is_told(m, at); at++)
        if (md_is_word(m->source.at[at]))
            last = at + 1;
    return last;
}

void md_skip_rest(struct markdown *m, size_t body)
{
    size_t at = body;

    while (at < m->source.size) {
        size_t start = at;
        size_t end = slice_line_end(m->source, at);

        while (at < end) {
            size_t last = md_is_word(m->source.at[at]) ? untold_end(m, at, end) : at;

            if (last > at)
                md_skip(m, at, last,
                        reason_of(slice_upto(slice_from(m->source, start), end - start)));
            at = last > at ? last : at + 1;
        }
        at = slice_next_line(m->source, end);
    }
}
