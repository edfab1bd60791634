/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/serve/range.h"

#include <string.h>

/* Digits at *at, which moves behind them; what is too large for us is the largest. FALSE: there
 * are none. */
static gboolean take_number(const char **at, uint64_t *number)
{
    const char *start = *at;

    *number = 0;
    for (; g_ascii_isdigit(**at); (*at)++) {
        const uint64_t digit = (uint64_t)(**at - '0');

        *number = *number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *number * 10 + digit;
    }
    return *at > start;
}

/* "-500": so many at the end. */
static enum range_answer last_bytes(uint64_t wanted, uint64_t size, struct range *range)
{
    if (wanted == 0 || size == 0)
        return RANGE_NONE;
    range->count = MIN(wanted, size);
    range->first = size - range->count;
    return RANGE_PART;
}

enum range_answer range_parse(const char *header, uint64_t size, struct range *range)
{
    static const char unit[] = "bytes=";
    uint64_t first, last = UINT64_MAX;
    gboolean has_first;

    if (!header || g_ascii_strncasecmp(header, unit, strlen(unit)) != 0)
        return RANGE_WHOLE;
    header += strlen(unit);
    has_first = take_number(&header, &first);
    if (*header++ != '-')
        return RANGE_WHOLE;
    if (!take_number(&header, &last))
        last = UINT64_MAX;
    else if (!has_first)
        return *header ? RANGE_WHOLE : last_bytes(last, size, range);
    if (*header || !has_first || last < first)
        return RANGE_WHOLE;
    if (first >= size)
        return RANGE_NONE;
    range->first = first;
    range->count = MIN(last, size - 1) - first + 1;
    return RANGE_PART;
}
