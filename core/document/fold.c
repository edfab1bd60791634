/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/fold.h"

#include "core/base/limits.h"

/*
 * What a character counts as: 0 for no white space, ' ' for plain white space
 * and control characters, else itself: a no-break or thin space says something
 * ("10 000") and stays when it stands alone.
 */
static gunichar white(const char *at, uint32_t *length)
{
    unsigned char c = (unsigned char)*at;
    gunichar u;

    *length = 1;
    if (c < 0x80)
        return c <= 0x20 || c == 0x7f ? ' ' : 0;
    *length = (uint32_t)g_utf8_skip[c];
    if (c != 0xc2 && c != 0xe1 && c != 0xe2 && c != 0xe3)
        return 0; /* all other white space begins with one of these */
    u = g_utf8_get_char(at);
    if (u < 0xa0 || u == 0x2028 || u == 0x2029)
        return ' ';
    return g_unichar_isspace(u) ? u : 0;
}

gboolean fold_is_blank(const char *text, gsize size)
{
    const char *end = text + size;
    uint32_t length;

    for (; text < end; text += length)
        if (!white(text, &length))
            return FALSE;
    return TRUE;
}

/* ---- Runs and their places ---- */

static struct place part(struct place whole, uint32_t offset, uint32_t length)
{
    if (!whole.exact)
        return whole;
    whole.from += offset;
    whole.to = whole.from + length;
    return whole;
}

/* Can the run at the end of the text join the last piece? */
static gboolean joins(const struct piece *last, uint32_t text_end, struct place place)
{
    if (last->from == place.from && last->to == place.to)
        return TRUE; /* nowhere both, or shares of one inexact run */
    return place.exact && last->from != NOWHERE32 && last->to == place.from &&
           last->to - last->from == text_end - last->text;
}

static const char *append_run(struct document *document, struct block *block, const char *run,
                              uint32_t length, struct place place)
{
    uint32_t end = (uint32_t)document->text->len;
    struct piece *last = block->piece_count > 0 ? &g_array_index(document->pieces, struct piece,
                                                                 document->pieces->len - 1)
                                                : NULL;

    if (length > LIMIT_DOCUMENT_TEXT - end)
        return "the document has more text than may be";
    if (last && joins(last, end, place)) {
        last->to = place.to;
    } else {
        struct piece piece = { end, place.from, place.to };

        if (document->pieces->len >= LIMIT_PIECES)
            return "the document has more pieces of text than may be";
        g_array_append_val(document->pieces, piece);
        block->piece_count++;
    }
    g_string_append_len(document->text, run, length);
    return NULL;
}

/* ---- Folded text ---- */

static void keep_space(struct fold *fold, gunichar space, struct place place)
{
    if (!fold->space) {
        fold->space = space;
        fold->space_place = place;
    } else if (fold->space != ' ') {
        fold->space = ' '; /* more than one: the special one says nothing any more */
        fold->space_place.exact = FALSE;
    }
}

static const char *append_space(struct fold *fold, struct document *document, struct block *block)
{
    char bytes[6];
    int length = g_unichar_to_utf8(fold->space, bytes);

    fold->space = 0;
    if (document->text->len == block->text)
        return NULL; /* before the first word */
    return append_run(document, block, bytes, (uint32_t)length, fold->space_place);
}

static uint32_t word_length(const char *text, uint32_t size)
{
    uint32_t at = 0;
    uint32_t length;

    while (at < size && !white(text + at, &length))
        at += length;
    return at;
}

const char *fold_text(struct fold *fold, struct document *document, struct block *block,
                      const char *text, uint32_t size, struct place place)
{
    const char *limit = NULL;
    uint32_t at = 0;

    while (at < size && !limit) {
        uint32_t length = word_length(text + at, size - at);
        gunichar space;

        if (length > 0) {
            if (fold->space)
                limit = append_space(fold, document, block);
            if (!limit)
                limit = append_run(document, block, text + at, length, part(place, at, length));
            at += length;
            continue;
        }
        space = white(text + at, &length);
        keep_space(fold, space, part(place, at, length));
        at += length;
    }
    return limit;
}

/* ---- Preformatted text ---- */

/* The next stretch that stays as it is, or one character to be replaced by *as. */
static uint32_t code_stretch(const char *text, uint32_t size, char *as)
{
    uint32_t at = 0;

    *as = 0;
    while (at < size && ((unsigned char)text[at] >= 0x20 || text[at] == '\n' || text[at] == '\t') &&
           text[at] != 0x7f)
        at++;
    if (at > 0)
        return at;
    *as = text[0] == '\r' ? '\n' : ' ';
    return text[0] == '\r' && size > 1 && text[1] == '\n' ? 2 : 1;
}

const char *fold_code(struct document *document, struct block *block, const char *text,
                      uint32_t size, struct place place)
{
    const char *limit = NULL;
    uint32_t at = 0;
    char as;

    while (at < size && document->text->len == block->text &&
           (text[at] == '\n' || text[at] == '\r'))
        at++;
    while (at < size && !limit) {
        uint32_t length = code_stretch(text + at, size - at, &as);

        limit = append_run(document, block, as ? &as : text + at, as ? 1 : length,
                           part(place, at, length));
        at += length;
    }
    return limit;
}

void fold_code_end(struct document *document, struct block *block)
{
    uint32_t old = (uint32_t)document->text->len;
    uint32_t end = old;

    while (end > block->text && g_ascii_isspace(document->text->str[end - 1]))
        end--;
    if (end == old)
        return;
    g_string_truncate(document->text, end);
    while (block->piece_count > 0) {
        struct piece *last =
            &g_array_index(document->pieces, struct piece, document->pieces->len - 1);

        if (last->text < end) {
            if (last->from != NOWHERE32 && last->to - last->from == old - last->text)
                last->to -= old - end;
            return;
        }
        old = last->text;
        g_array_set_size(document->pieces, document->pieces->len - 1);
        block->piece_count--;
    }
}

/* ---- Values ---- */

char *fold_line(const char *text, gsize size)
{
    GString *out = g_string_sized_new(size);
    const char *end = text + size;
    uint32_t length;

    for (; text < end; text += length) {
        if (!white(text, &length))
            g_string_append_len(out, text, length);
        else if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    if (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}
