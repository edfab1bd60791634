/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/decode.h"

#include "core/source/charset.h"

#include <string.h>
#include <unicode/ucnv.h>

#define REPLACEMENT 0xFFFDu

/*
 * The map: from `text` on, each `text_step` bytes of text are `source_step` bytes
 * of the source, until the next anchor. Steps of 1 and 1 mean "byte for byte".
 */
struct anchor {
    uint64_t text, source;
    uint8_t text_step, source_step;
};

/* What is known while decoding. */
struct decoder {
    struct decoded *decoded;
    GString *out;
    uint64_t source; /* bytes consumed */
    uint64_t chars;
    uint64_t odd; /* characters that no text has: controls, unassigned ones */
};

/* ---- Writing ---- */

static void map(struct decoder *d, uint32_t text_bytes, uint32_t source_bytes)
{
    GArray *anchors = d->decoded->anchors;
    struct anchor anchor = { d->out->len, d->source, (uint8_t)text_bytes, (uint8_t)source_bytes };
    const struct anchor *last =
        anchors->len > 0 ? &g_array_index(anchors, struct anchor, anchors->len - 1) : NULL;

    if (text_bytes == source_bytes)
        anchor.text_step = anchor.source_step = 1;
    if (!last || last->text_step != anchor.text_step || last->source_step != anchor.source_step)
        g_array_append_val(anchors, anchor);
}

/* Bytes that are UTF-8 already. */
static void put_same(struct decoder *d, const uint8_t *bytes, uint32_t size, uint32_t chars)
{
    map(d, size, size);
    g_string_append_len(d->out, (const char *)bytes, size);
    d->source += size;
    d->chars += chars;
}

static void tell_bad(struct decoder *d)
{
    if (d->decoded->first_bad == UINT64_MAX)
        d->decoded->first_bad = d->source;
}

static gboolean is_control(gunichar c)
{
    return (c < 0x20 && !(c >= '\t' && c <= '\r')) || (c >= 0x7f && c < 0xa0 && c != 0x85);
}

static void put(struct decoder *d, gunichar c, uint32_t source_bytes)
{
    char bytes[6];
    uint32_t size;

    if (is_control(c))
        d->odd++;
    if (c == 0) {
        tell_bad(d);
        d->decoded->nuls++;
        c = ' ';
    }
    size = (uint32_t)g_unichar_to_utf8(c, bytes);
    map(d, size, source_bytes);
    g_string_append_len(d->out, bytes, size);
    d->source += source_bytes;
    d->chars++;
}

static void put_bad(struct decoder *d, uint32_t source_bytes)
{
    tell_bad(d);
    d->decoded->replaced++;
    put(d, REPLACEMENT, source_bytes);
}

/* ---- UTF-8 ---- */

/*
 * The length of the well-formed sequence at the start; else minus the length of
 * what one U+FFFD stands for (the longest start of a sequence, at least 1).
 */
static int utf8_sequence(const uint8_t *p, uint64_t left)
{
    uint8_t low = 0x80;
    uint8_t high = 0xbf;
    int length;

    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xc2 || p[0] > 0xf4)
        return -1;
    length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (p[0] == 0xe0)
        low = 0xa0; /* overlong */
    else if (p[0] == 0xed)
        high = 0x9f; /* surrogates */
    else if (p[0] == 0xf0)
        low = 0x90; /* overlong */
    else if (p[0] == 0xf4)
        high = 0x8f; /* beyond U+10FFFF */
    for (int i = 1; i < length; i++) {
        if ((uint64_t)i >= left || p[i] < low || p[i] > high)
            return -i;
        low = 0x80;
        high = 0xbf;
    }
    return length;
}

/* Printable ASCII at the start, eight bytes at a time, then one by one. */
static uint64_t ascii_stretch(const uint8_t *p, uint64_t left)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t at = 0;

    for (; left - at >= 8; at += 8) {
        uint64_t word;

        memcpy(&word, p + at, 8);
        /* any byte below 0x20, from 0x80 on, or DEL? */
        if (((word - ones * 0x20) | word | (word + ones)) & (ones * 0x80))
            break;
    }
    while (at < left && p[at] >= 0x20 && p[at] < 0x7f)
        at++;
    return at;
}

/* What the bytes are if they are UTF-8. */
struct utf8_look {
    uint64_t good; /* sequences of several bytes */
    uint64_t bad;
    gboolean cut_off; /* the last one of them ends with the bytes */
    uint64_t nuls;
    uint64_t controls; /* the NULs too */
    uint64_t chars;
};

static struct utf8_look look_at_utf8(const uint8_t *bytes, uint64_t size)
{
    struct utf8_look look = { 0 };
    uint64_t at = 0;

    while (at < size) {
        uint64_t plain = ascii_stretch(bytes + at, size - at);
        int length;

        at += plain;
        look.chars += plain;
        if (at == size)
            break;
        length = utf8_sequence(bytes + at, size - at);
        look.good += length > 1;
        look.bad += length < 0;
        look.nuls += bytes[at] == 0;
        look.controls += length == 1 && is_control(bytes[at]);
        look.chars++;
        look.cut_off = length < 0 && bytes[at] >= 0xc2 && at + (uint64_t)-length == size;
        at += (uint64_t)(length < 0 ? -length : length);
    }
    return look;
}

static void decode_utf8(struct decoder *d, const uint8_t *bytes, uint64_t size)
{
    uint64_t at = 0;

    while (at < size) {
        uint64_t plain = MIN(ascii_stretch(bytes + at, size - at), UINT32_MAX);
        int length;

        if (plain > 0) {
            put_same(d, bytes + at, (uint32_t)plain, (uint32_t)plain);
            at += plain;
            continue;
        }
        length = utf8_sequence(bytes + at, size - at);
        if (length > 1)
            put_same(d, bytes + at, (uint32_t)length, 1);
        else if (length == 1)
            put(d, bytes[at], 1);
        else
            put_bad(d, (uint32_t)-length);
        at += (uint64_t)(length < 0 ? -length : length);
    }
}

/* ---- windows-1252 ---- */

/* 0x80 to 0x9f; 0: no character */
static const uint16_t high_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static void decode_1252(struct decoder *d, const uint8_t *bytes, uint64_t size)
{
    uint64_t at = 0;

    while (at < size) {
        uint64_t plain = MIN(ascii_stretch(bytes + at, size - at), UINT32_MAX);
        uint8_t byte;

        if (plain > 0) {
            put_same(d, bytes + at, (uint32_t)plain, (uint32_t)plain);
            at += plain;
            continue;
        }
        byte = bytes[at++];
        if (byte < 0x80 || byte >= 0xa0)
            put(d, byte, 1);
        else if (high_1252[byte - 0x80])
            put(d, high_1252[byte - 0x80], 1);
        else
            put_bad(d, 1);
    }
}

/* ---- UTF-16 and UTF-32 ---- */

static void put_wide(struct decoder *d, gunichar c, uint32_t source_bytes)
{
    GUnicodeType type = g_unichar_type(c);

    /* Bytes of a picture taken for UTF-16 are full of these, text is not. */
    if (type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE)
        d->odd++;
    put(d, c, source_bytes);
}

static uint32_t unit16(const uint8_t *p, gboolean big)
{
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static void decode_utf16(struct decoder *d, const uint8_t *bytes, uint64_t size, gboolean big)
{
    uint64_t at = 0;

    while (size - at >= 2) {
        uint32_t unit = unit16(bytes + at, big);
        uint32_t next = size - at >= 4 ? unit16(bytes + at + 2, big) : 0;

        if (unit < 0xd800 || unit > 0xdfff) {
            put_wide(d, unit, 2);
            at += 2;
        } else if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
            put_wide(d, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00), 4);
            at += 4;
        } else {
            put_bad(d, 2);
            at += 2;
        }
    }
    if (at < size)
        put_bad(d, (uint32_t)(size - at));
}

static void decode_utf32(struct decoder *d, const uint8_t *bytes, uint64_t size, gboolean big)
{
    uint64_t at = 0;

    for (; size - at >= 4; at += 4) {
        uint32_t high = unit16(bytes + at + (big ? 0 : 2), big);
        uint32_t c = high << 16 | unit16(bytes + at + (big ? 2 : 0), big);

        if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
            put_bad(d, 4);
        else
            put_wide(d, c, 4);
    }
    if (at < size)
        put_bad(d, (uint32_t)(size - at));
}

/* ---- The rest, through ICU ---- */

static gboolean decode_icu(struct decoder *d, const uint8_t *bytes, uint64_t size,
                           const char *converter)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *cnv = ucnv_open(converter, &status);
    const char *at = (const char *)bytes;
    const char *end = at + size;

    if (U_SUCCESS(status))
        ucnv_setToUCallBack(cnv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_FAILURE(status)) {
        ucnv_close(cnv);
        return FALSE;
    }
    for (;;) {
        const char *before = at;
        UChar32 c;

        status = U_ZERO_ERROR;
        c = ucnv_getNextUChar(cnv, &at, end, &status);
        if (status == U_INDEX_OUTOFBOUNDS_ERROR)
            break;
        if (U_FAILURE(status))
            put_bad(d, (uint32_t)(at - before));
        else
            put(d, (gunichar)c, (uint32_t)(at - before));
        if (U_FAILURE(status) && at == before)
            break; /* it will not move on */
    }
    ucnv_close(cnv);
    return TRUE;
}

/* ---- Choosing ---- */

static const struct {
    const char *bytes;
    uint64_t size;
    enum charset_kind kind;
} byte_order_marks[] = {
    { "\xef\xbb\xbf", 3, CHARSET_UTF8 },
    { "\xff\xfe\0\0", 4, CHARSET_UTF32LE }, /* before UTF-16LE, which starts like it */
    { "\0\0\xfe\xff", 4, CHARSET_UTF32BE },
    { "\xff\xfe", 2, CHARSET_UTF16LE },
    { "\xfe\xff", 2, CHARSET_UTF16BE },
};

static const struct charset *by_mark(const uint8_t *bytes, uint64_t size, uint64_t *mark)
{
    for (size_t i = 0; i < G_N_ELEMENTS(byte_order_marks); i++) {
        *mark = byte_order_marks[i].size;
        if (size < *mark || memcmp(bytes, byte_order_marks[i].bytes, *mark) != 0)
            continue;
        if (*mark == 4 && size % 4 != 0)
            continue;
        return charset_of(byte_order_marks[i].kind);
    }
    *mark = 0;
    return NULL;
}

/* What stands at each of four byte positions in turn. */
struct quarters {
    uint64_t nuls[4];
    uint64_t letters[4]; /* of ASCII */
};

/* Are the bytes at positions `side` and `side` + 2 the high bytes of UTF-16? In Latin
 * text nearly all of them are NUL; in any text those of spaces and digits are, and
 * few are letters. */
static gboolean are_high_bytes(const struct quarters *q, unsigned side, uint64_t shown)
{
    uint64_t nuls = q->nuls[side] + q->nuls[side + 2];
    uint64_t other_nuls = q->nuls[1 - side] + q->nuls[3 - side];
    uint64_t letters = q->letters[side] + q->letters[side + 2];

    if (other_nuls > 0)
        return FALSE;
    return nuls * 4 > shown || (letters == 0 && nuls * 20 > shown);
}

/* UTF-16 and UTF-32 without a mark show by their NULs. */
static const struct charset *by_nuls(const uint8_t *bytes, uint64_t size)
{
    uint64_t shown = MIN(size, 4096) & ~UINT64_C(3);
    uint64_t quarter = shown / 4;
    struct quarters q = { 0 };

    for (uint64_t i = 0; i < shown; i++) {
        q.nuls[i & 3] += bytes[i] == 0;
        q.letters[i & 3] += g_ascii_isalpha(bytes[i]);
    }
    if (shown < 4)
        return NULL;
    if (q.nuls[2] == quarter && q.nuls[3] == quarter && q.nuls[0] == 0)
        return charset_of(CHARSET_UTF32LE);
    if (q.nuls[0] == quarter && q.nuls[1] == quarter && q.nuls[3] == 0)
        return charset_of(CHARSET_UTF32BE);
    if (are_high_bytes(&q, 1, shown))
        return charset_of(CHARSET_UTF16LE);
    return are_high_bytes(&q, 0, shown) ? charset_of(CHARSET_UTF16BE) : NULL;
}

static gboolean is_too_odd(uint64_t odd, uint64_t chars)
{
    return odd > 8 + chars / 20;
}

/* Broken UTF-8, or another charset? A file cut off in a character is no evidence. */
static gboolean is_mostly_utf8(const struct utf8_look *look)
{
    uint64_t against = look->bad - (look->cut_off && look->good > 0);

    return look->bad == 0 || against < look->good;
}

/* Nothing has to change: point into the source. */
static void borrow(struct decoded *decoded, const uint8_t *bytes, uint64_t size, uint64_t mark)
{
    decoded->text = size > mark ? (char *)bytes + mark : (char *)"";
    decoded->size = size - mark;
    decoded->borrowed = TRUE;
    if (mark > 0) {
        struct anchor anchor = { 0, mark, 1, 1 };

        decoded->anchors = g_array_new(FALSE, FALSE, sizeof(struct anchor));
        g_array_append_val(decoded->anchors, anchor);
    }
}

static gboolean convert(struct decoder *d, const uint8_t *bytes, uint64_t size,
                        const struct charset *charset)
{
    switch (charset->kind) {
    case CHARSET_UTF8:
        decode_utf8(d, bytes, size);
        return TRUE;
    case CHARSET_UTF16LE:
    case CHARSET_UTF16BE:
        decode_utf16(d, bytes, size, charset->kind == CHARSET_UTF16BE);
        return TRUE;
    case CHARSET_UTF32LE:
    case CHARSET_UTF32BE:
        decode_utf32(d, bytes, size, charset->kind == CHARSET_UTF32BE);
        return TRUE;
    case CHARSET_1252:
        decode_1252(d, bytes, size);
        return TRUE;
    case CHARSET_ICU:
        return decode_icu(d, bytes, size, charset->converter);
    }
    return FALSE;
}

static gboolean decode_with(const struct charset *charset, const uint8_t *bytes, uint64_t size,
                            uint64_t mark, struct decoded *decoded)
{
    struct decoder d = { .decoded = decoded, .source = mark };
    gboolean ok;

    decoded->charset = charset->name;
    decoded->anchors = g_array_new(FALSE, FALSE, sizeof(struct anchor));
    d.out = g_string_sized_new(size + size / 8 + 16);
    ok = convert(&d, bytes + mark, size - mark, charset);
    if (decoded->anchors->len == 0)
        map(&d, 1, 1);     /* an empty text begins after its mark */
    if (d.source < size) { /* a shift at the very end */
        struct anchor end = { d.out->len, size, 1, 1 };

        g_array_append_val(decoded->anchors, end);
    }
    decoded->size = d.out->len;
    decoded->text = g_string_free(d.out, FALSE);
    ok = ok && !is_too_odd(d.odd, d.chars) && !is_too_odd(decoded->replaced, d.chars * 5);
    if (!ok)
        decoded_clear(decoded);
    return ok;
}

gboolean decode_text(const uint8_t *bytes, uint64_t size, const char *declared,
                     struct decoded *decoded)
{
    const struct charset *charset;
    struct utf8_look look;
    uint64_t mark;

    *decoded = (struct decoded){ .first_bad = UINT64_MAX };
    charset = by_mark(bytes, size, &mark);
    if (!charset && declared && *declared) {
        charset = charset_find(declared);
        if (!charset)
            return FALSE;
    }
    if (!charset)
        charset = by_nuls(bytes, size);
    if (charset && charset->kind != CHARSET_UTF8 && charset->kind != CHARSET_1252)
        return decode_with(charset, bytes, size, mark, decoded);
    look = look_at_utf8(bytes + mark, size - mark);
    if (is_too_odd(look.controls, look.chars))
        return FALSE;
    if (!charset || (charset->kind == CHARSET_UTF8 && mark == 0))
        charset = charset_of(is_mostly_utf8(&look) ? CHARSET_UTF8 : CHARSET_1252);
    if (look.bad + look.nuls > 0 || (look.good > 0 && charset->kind == CHARSET_1252))
        return decode_with(charset, bytes, size, mark, decoded);
    decoded->charset = charset->name;
    borrow(decoded, bytes, size, mark);
    return TRUE;
}

void decoded_clear(struct decoded *decoded)
{
    if (!decoded->borrowed)
        g_free(decoded->text);
    if (decoded->anchors)
        g_array_unref(decoded->anchors);
    *decoded = (struct decoded){ .first_bad = UINT64_MAX };
}

/* ---- The map ---- */

/* Index of the last anchor at or before the offset. */
static guint find_anchor(const GArray *anchors, uint64_t offset)
{
    guint low = 0;
    guint high = anchors->len;

    while (high - low > 1) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(anchors, struct anchor, middle).text <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t decoded_source(const struct decoded *decoded, uint64_t offset)
{
    const struct anchor *anchor;

    if (!decoded->anchors)
        return offset;
    anchor = &g_array_index(decoded->anchors, struct anchor, find_anchor(decoded->anchors, offset));
    return anchor->source + (offset - anchor->text) / anchor->text_step * anchor->source_step;
}

uint64_t decoded_run(const struct decoded *decoded, uint64_t from, uint64_t to)
{
    const struct anchor *anchor;
    uint64_t end = from;
    gboolean space;
    guint index;

    if (!decoded->anchors || from >= to)
        return to;
    index = find_anchor(decoded->anchors, from);
    anchor = &g_array_index(decoded->anchors, struct anchor, index);
    if (index + 1 < decoded->anchors->len)
        to = MIN(to, anchor[1].text);
    if (anchor->text_step == 1 && anchor->source_step == 1)
        return to;
    space = g_ascii_isspace(decoded->text[from]);
    while (end < to && g_ascii_isspace(decoded->text[end]) == space)
        end++;
    return end;
}
