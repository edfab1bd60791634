/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/zip_names.h"

#include <string.h>

#define END_SIZE     22u
#define LINE_SIZE    46u
#define LOCAL_SIZE   30u
/* Behind the end stands a comment of so many bytes at most. */
#define COMMENT_MOST 65535u

static uint32_t number(const uint8_t *at, int bytes)
{
    uint32_t value = 0;

    for (int i = bytes; i > 0; i--)
        value = value << 8 | at[i - 1];
    return value;
}

/* NULL: there is none. */
static const uint8_t *find_end(const uint8_t *bytes, uint64_t size)
{
    for (uint64_t behind = END_SIZE; behind <= size && behind <= END_SIZE + COMMENT_MOST; behind++)
        if (memcmp(bytes + size - behind, "PK\5\6", 4) == 0)
            return bytes + size - behind;
    return NULL;
}

int zip_has_end(const uint8_t *bytes, uint64_t size)
{
    return find_end(bytes, size) != NULL;
}

void zip_unmark_names(uint8_t *bytes, uint64_t size)
{
    const uint8_t *end = find_end(bytes, size);
    uint64_t at = end ? number(end + 16, 4) : size;

    while (at + LINE_SIZE <= size && memcmp(bytes + at, "PK\1\2", 4) == 0) {
        uint64_t local = number(bytes + at + 42, 4);

        bytes[at + 9] &= 0xf7;
        if (local + LOCAL_SIZE <= size && memcmp(bytes + local, "PK\3\4", 4) == 0)
            bytes[local + 7] &= 0xf7;
        at += LINE_SIZE + number(bytes + at + 28, 2) + number(bytes + at + 30, 2) +
              number(bytes + at + 32, 2);
    }
}
