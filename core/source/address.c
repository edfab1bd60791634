/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/address.h"

#include <string.h>

struct range {
    uint8_t bytes[16];
    unsigned bits;
};

static const struct range closed4[] = {
    { { 0 }, 8 },             /* this network */
    { { 10 }, 8 },            /* private */
    { { 100, 64 }, 10 },      /* shared by a provider's customers */
    { { 127 }, 8 },           /* loopback */
    { { 169, 254 }, 16 },     /* link-local: metadata of cloud machines */
    { { 172, 16 }, 12 },      /* private */
    { { 192, 0, 0 }, 24 },    /* protocol assignments */
    { { 192, 0, 2 }, 24 },    /* documentation */
    { { 192, 168 }, 16 },     /* private */
    { { 198, 18 }, 15 },      /* benchmarks */
    { { 198, 51, 100 }, 24 }, /* documentation */
    { { 203, 0, 113 }, 24 },  /* documentation */
    { { 224 }, 4 },           /* multicast */
    { { 240 }, 4 },           /* reserved, broadcast */
};

/* Only 2000::/3 is given out; these parts of it are not for pages. */
static const struct range open6 = { { 0x20 }, 3 };
static const struct range closed6[] = {
    { { 0x20, 0x01, 0x00 }, 23 },       /* protocol assignments, Teredo */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation */
    { { 0x3f, 0xff, 0x00 }, 20 },       /* documentation */
};

/* IPv6 forms with an IPv4 address inside, at a byte. */
static const struct {
    struct range range;
    unsigned at;
} carriers[] = {
    { { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 }, 12 }, /* mapped */
    { { { 0x00, 0x64, 0xff, 0x9b }, 96 }, 12 },                   /* NAT64 */
    { { { 0x20, 0x02 }, 16 }, 2 },                                /* 6to4 */
};

static gboolean is_in(const uint8_t *bytes, const struct range *range)
{
    const unsigned whole = range->bits / 8, rest = range->bits % 8;
    const uint8_t mask = (uint8_t)(0xff << (8 - rest));

    return memcmp(bytes, range->bytes, whole) == 0 &&
           (rest == 0 || (bytes[whole] & mask) == (range->bytes[whole] & mask));
}

static gboolean is_in_any(const uint8_t *bytes, const struct range *ranges, gsize count)
{
    for (gsize i = 0; i < count; i++)
        if (is_in(bytes, &ranges[i]))
            return TRUE;
    return FALSE;
}

gboolean address_is_public(const uint8_t *bytes, gsize size)
{
    if (size == 4)
        return !is_in_any(bytes, closed4, G_N_ELEMENTS(closed4));
    if (size != 16)
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(carriers); i++)
        if (is_in(bytes, &carriers[i].range))
            return address_is_public(bytes + carriers[i].at, 4);
    return is_in(bytes, &open6) && !is_in_any(bytes, closed6, G_N_ELEMENTS(closed6));
}

gboolean address_is_url(const char *name)
{
    return g_ascii_strncasecmp(name, "http://", 7) == 0 ||
           g_ascii_strncasecmp(name, "https://", 8) == 0;
}
