/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "align.h"

#include "accounts.h"
#include "entity.h"
#include "place.h"
#include "source.h"
#include <string.h>

struct buffer *md_target(struct markdown *m)
{
    return m->images > 0 ? &m->pictures : &m->words;
}

void md_put(struct markdown *m, const char *text, size_t size, size_t from, size_t to)
{
    struct buffer *b = md_target(m);
    struct run *last = b->run_count > 0 ? &b->runs[b->run_count - 1] : NULL;

    if (last && !last->cut && last->to == from && to - from == size &&
        last->to - last->from == b->size - last->at)
        last->to = to;
    else
        buffer_add_run(b, (struct run){ .from = from, .to = to });
    buffer_add(b, text, size);
    md_tell(m, from, to);
}

/* The rest of a block whose text was not found: it stands somewhere up to its end. */
static void put_lost(struct markdown *m, const char *text, size_t size)
{
    size_t end = slice_line_end(m->source, m->at);

    m->lost = 1;
    md_put(m, text, size, m->at, end > m->at ? end : m->source.size);
}

/* One character of white space, as "&nbsp;" means it? */
static int is_white(struct slice text)
{
    size_t length;
    uint32_t c = slice_char(text, &length);

    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

void md_put_entity(struct markdown *m, struct slice meaning, size_t from, size_t to)
{
    md_put(m, meaning.at, meaning.size, from, to);
    if (is_white(meaning))
        md_skip(m, from, to, "white space"); /* its letters are no word */
}

/* One escape or entity at this place that means the start of the text. Returns
 * the bytes of text that it is. */
static size_t put_escaped(struct markdown *m, struct slice text)
{
    struct slice rest = slice_from(m->source, m->at);
    char meaning[16];
    size_t written = md_entity(m->source, m->at);
    size_t size;

    if (md_char(m) == '\\' && rest.size > 1 && md_is_punctuation(rest.at[1])) {
        if (rest.at[1] != text.at[0])
            return 0;
        md_put(m, text.at, 1, m->at, m->at + 2);
        m->at += 2;
        return 1;
    }
    if (written == 0)
        return 0;
    size = md_decode_entity(slice_upto(rest, written), meaning, sizeof(meaning));
    if (size == 0 || size > text.size || memcmp(meaning, text.at, size) != 0)
        return 0;
    md_put_entity(m, slice_upto(text, size), m->at, m->at + written);
    m->at += written;
    return size;
}

static int is_amid(struct slice text, size_t at)
{
    return at < text.size && ((unsigned char)text.at[at] & 0xc0) == 0x80;
}

size_t md_agreement(const struct markdown *m, struct slice text, int escapes)
{
    struct slice rest = slice_from(m->source, m->at);
    size_t n = 0;

    while (n < text.size && n < rest.size && text.at[n] == rest.at[n]) {
        if (escapes && n > 0 && (text.at[n] == '\\' || text.at[n] == '&'))
            break;
        n++;
    }
    while (n > 0 && (is_amid(text, n) || is_amid(rest, n)))
        n--; /* two characters may begin with the same byte */
    return n;
}

static int is_behind_space(const struct markdown *m)
{
    return m->at > 0 && byte_is_space(m->source.at[m->at - 1]);
}

void md_align(struct markdown *m, struct slice text, int escapes)
{
    while (text.size > 0 && !m->lost) {
        size_t n = escapes ? put_escaped(m, text) : 0;

        if (n == 0 && (n = md_agreement(m, text, escapes)) > 0) {
            md_put(m, text.at, n, m->at, m->at + n);
            m->at += n;
        }
        if (n == 0 && text.at[0] == ' ' && is_behind_space(m))
            n = 1; /* indentation that was passed over already */
        else if (n == 0 && (m->at == m->source.size || md_is_word(md_char(m))))
            break;
        else if (n == 0)
            m->at++; /* markup */
        text = slice_from(text, n);
    }
    if (text.size > 0)
        put_lost(m, text.at, text.size);
}

void md_align_code(struct markdown *m, struct slice text)
{
    size_t ticks = 0;

    if (!md_go_to(m, '`'))
        m->lost = 1;
    while (md_char(m) == '`') {
        ticks++;
        m->at++;
    }
    while (text.size > 0 && !m->lost) {
        size_t n = md_agreement(m, text, 0);

        if (n == 0 && text.at[0] == ' ' && byte_is_newline(md_char(m))) {
            md_put(m, text.at, n = 1, m->at, m->at + 1);
            md_go_to_next_line(m);
        } else if (n > 0) {
            md_put(m, text.at, n, m->at, m->at + n);
            m->at += n;
        } else if (text.at[0] == ' ' && is_behind_space(m)) {
            n = 1;
        } else if (m->at < m->source.size && !md_is_word(md_char(m))) {
            m->at++; /* a space that the parser took off, or the escape of a bar */
        } else {
            break;
        }
        text = slice_from(text, n);
    }
    if (text.size > 0)
        put_lost(m, text.at, text.size);
    while (md_char(m) && strchr(" \t\r\n>", md_char(m)) && ticks > 0)
        m->at++; /* a space or line end that the parser took off */
    for (; ticks > 0 && md_char(m) == '`'; ticks--)
        m->at++;
}

void md_put_break(struct markdown *m, int hard)
{
    size_t end = slice_line_end(m->source, m->at);

    if (hard)
        buffer_add_run(md_target(m), (struct run){ .cut = 1 });
    md_put(m, "\n", 1, end, end < m->source.size ? end + 1 : end);
    m->at = end;
    md_go_to_next_line(m);
}
