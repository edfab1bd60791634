/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/looks_like_text.h"

#include "shared/slice.h"

int looks_like_text(const uint8_t *bytes, uint64_t size)
{
    uint64_t nuls[2] = { 0 };
    uint64_t controls = 0;

    if (size >= 2 &&
        ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
        return 1;
    for (uint64_t i = 0; i < size; i++) {
        nuls[i & 1] += bytes[i] == 0;
        controls += bytes[i] < 0x20 && !byte_is_space((char)bytes[i]);
    }
    if ((nuls[0] == 0) != (nuls[1] == 0) && (nuls[0] + nuls[1]) * 20 > size)
        controls -= nuls[0] + nuls[1]; /* UTF-16 */
    return controls <= 8 + size / 20;
}
