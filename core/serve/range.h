/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a file that a player asks for: a Range header by RFC 9110, section 14. */
#ifndef CORE_SERVE_RANGE_H
#define CORE_SERVE_RANGE_H

#include <glib.h>
#include <stdint.h>

enum range_answer {
    RANGE_WHOLE, /* nothing that we understand, or several parts: all of it is a right answer */
    RANGE_PART,
    RANGE_NONE /* it lies behind the end */
};

struct range {
    uint64_t first, count; /* bytes, of RANGE_PART */
};

/* `header` may be NULL: nobody asked. */
enum range_answer range_parse(const char *header, uint64_t size, struct range *range);

#endif
