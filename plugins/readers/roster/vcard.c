/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vCard 2.1, 3.0 and 4.0: cards as items of a list. */
#include "list.h"

#include "shared/slice.h"

#include <stdlib.h>
#include <string.h>

/* A value longer than this is a picture or a key. */
#define VALUE_MAX 2000
#define CARDS_MAX 400000

enum property {
    PROPERTY_FN,
    PROPERTY_N,
    PROPERTY_TITLE,
    PROPERTY_ORG,
    PROPERTY_ADR,
    PROPERTY_COUNT
};

static const char *const property_names[PROPERTY_COUNT] = { "fn", "n", "title", "org", "adr" };

/* A value: its bytes decoded, and the range in the text that they come from. */
struct value {
    char bytes[VALUE_MAX];
    size_t size; /* 0: not there */
    size_t from, to;
};

struct cards {
    const struct crier_reader_host *host;
    const char *text;
    size_t size;
    size_t at;
    struct value values[PROPERTY_COUNT];
    size_t count;
    int open; /* inside a card */
};

/* One line with those folded onto it: its name, its parameters, its value. */
struct content {
    struct slice name, parameters;
    size_t value, to; /* of the raw text; folds are in it */
    int quoted;       /* quoted-printable */
    int latin;        /* its bytes are not UTF-8 */
};

/* ---- Lines ---- */

static size_t line_end(const struct cards *c, size_t at)
{
    const char *end = memchr(c->text + at, '\n', c->size - at);

    return end ? (size_t)(end - c->text) : c->size;
}

static size_t without_cr(const struct cards *c, size_t from, size_t end)
{
    return end > from && c->text[end - 1] == '\r' ? end - 1 : end;
}

static int has_parameter(struct slice parameters, const char *lower)
{
    size_t size = strlen(lower);

    for (size_t i = 0; i + size <= parameters.size; i++)
        if (slice_is(slice_upto(slice_from(parameters, i), size), lower))
            return 1;
    return 0;
}

/* Where the value that begins on the line at `at` ends: folded lines begin with white
 * space; in quoted-printable, a line goes on behind "=". */
static size_t value_end(const struct cards *c, size_t at, int quoted)
{
    size_t end = line_end(c, at);

    for (;;) {
        size_t bare = without_cr(c, at, end);
        size_t next = end + 1;

        if (next >= c->size)
            return bare;
        if (!(quoted && bare > at && c->text[bare - 1] == '=') && c->text[next] != ' ' &&
            c->text[next] != '\t')
            return bare;
        at = next;
        end = line_end(c, next);
    }
}

static int next_content(struct cards *c, struct content *content)
{
    size_t end, colon, semicolon;
    struct slice head;
    const char *dot;

    if (c->at >= c->size)
        return 0;
    end = line_end(c, c->at);
    for (colon = c->at; colon < end && c->text[colon] != ':'; colon++)
        ;
    head = slice_trim((struct slice){ c->text + c->at, colon - c->at });
    for (semicolon = 0; semicolon < head.size && head.at[semicolon] != ';'; semicolon++)
        ;
    content->name = slice_upto(head, semicolon);
    content->parameters = slice_from(head, semicolon);
    dot = memchr(content->name.at, '.', content->name.size); /* "item1.ADR" */
    if (dot)
        content->name = slice_from(content->name, (size_t)(dot - content->name.at) + 1);
    content->quoted = has_parameter(content->parameters, "quoted-printable");
    content->latin = has_parameter(content->parameters, "charset=iso-8859-1") ||
                     has_parameter(content->parameters, "charset=windows-1252");
    content->value = colon < end ? colon + 1 : end;
    content->to = value_end(c, content->value, content->quoted);
    c->at = line_end(c, content->to) + 1;
    return 1;
}

/* ---- Values ---- */

static int hex(char c)
{
    return byte_is_digit(c)                               ? c - '0'
           : byte_lower(c) >= 'a' && byte_lower(c) <= 'f' ? byte_lower(c) - 'a' + 10
                                                          : -1;
}

static void put(struct value *v, char byte, int latin)
{
    unsigned char c = (unsigned char)byte;

    if (v->size + 2 >= sizeof(v->bytes))
        return;
    if (latin && c >= 0x80) {
        v->bytes[v->size++] = (char)(0xc0 | c >> 6);
        c = (unsigned char)(0x80 | (c & 0x3f));
    }
    v->bytes[v->size++] = (char)c;
}

/* Bytes of a fold at `at`: a line end and what stands for the fold; 0: none. */
static size_t fold_at(const struct cards *c, size_t at, size_t to, int quoted)
{
    size_t size = quoted && c->text[at] == '=' ? 1 : 0;

    if (at + size < to && c->text[at + size] == '\r')
        size++;
    if (at + size >= to || c->text[at + size] != '\n')
        return 0;
    size++;
    if (!quoted && at + size < to && (c->text[at + size] == ' ' || c->text[at + size] == '\t'))
        size++;
    return size;
}

static int is_utf8(const struct value *v)
{
    size_t i = 0;

    while (i < v->size) {
        unsigned char c = (unsigned char)v->bytes[i++];
        int more = c < 0x80                ? 0
                   : c >= 0xc2 && c < 0xe0 ? 1
                   : (c & 0xf0) == 0xe0    ? 2
                   : c >= 0xf0 && c < 0xf5 ? 3
                                           : -1;

        if (more < 0)
            return 0;
        for (; more > 0; more--, i++)
            if (i >= v->size || ((unsigned char)v->bytes[i] & 0xc0) != 0x80)
                return 0;
    }
    return 1;
}

static void decode_value(const struct cards *c, const struct content *content, struct value *v,
                         int latin)
{
    *v = (struct value){ .from = content->value, .to = content->to };
    for (size_t at = content->value; at < content->to;) {
        size_t fold = fold_at(c, at, content->to, content->quoted);
        int quoted = content->quoted && c->text[at] == '=' && at + 2 < content->to &&
                     hex(c->text[at + 1]) >= 0 && hex(c->text[at + 2]) >= 0;

        if (fold > 0) {
            at += fold;
        } else if (quoted) {
            put(v, (char)(hex(c->text[at + 1]) * 16 + hex(c->text[at + 2])), latin);
            at += 3;
        } else {
            put(v, c->text[at++], 0);
        }
    }
}

/* Take the next part of a structured value, up to an open `mark`, unescaped in place. */
static struct slice next_part(struct slice *rest, char mark)
{
    char *to = (char *)rest->at;
    struct slice part = { rest->at, 0 };
    size_t i = 0;

    for (; i < rest->size && rest->at[i] != mark; i++) {
        if (rest->at[i] == '\\' && i + 1 < rest->size)
            i++;
        *to++ = rest->at[i] == 'n' && i > 0 && rest->at[i - 1] == '\\' ? ' ' : rest->at[i];
    }
    part.size = (size_t)(to - part.at);
    *rest = slice_from(*rest, i < rest->size ? i + 1 : i);
    return slice_trim(part);
}

/* ---- A card ---- */

static void glue(const struct cards *c, const char *text)
{
    c->host->text(c->host, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
}

/* Exact places only for what stands there as it is said. */
static void say(const struct cards *c, const struct value *v, struct slice words)
{
    size_t offset = v->size > 0 ? (size_t)(words.at - v->bytes) : 0;

    if (words.size == 0)
        return;
    if (v->to - v->from == v->size && memcmp(c->text + v->from + offset, words.at, words.size) == 0)
        c->host->text(c->host, words.at, words.size, v->from + offset,
                      v->from + offset + words.size);
    else
        c->host->text(c->host, words.at, words.size, v->from, v->to);
}

/* N is family; given; more; before; behind. */
static void say_structured_name(struct cards *c, struct value *n)
{
    static const uint8_t order[] = { 3, 1, 2, 0, 4 };
    struct slice rest = { n->bytes, n->size };
    struct slice parts[5];
    int words = 0;

    for (size_t i = 0; i < 5; i++)
        parts[i] = next_part(&rest, ';');
    for (size_t i = 0; i < 5; i++) {
        if (parts[order[i]].size == 0)
            continue;
        if (words++ > 0)
            glue(c, order[i] == 4 ? ", " : " ");
        say(c, n, parts[order[i]]);
    }
}

/* The parts of a structured value from `first` to `last`, each behind a comma. */
static void say_parts(struct cards *c, struct value *v, int first, int last)
{
    struct slice rest = { v->bytes, v->size };

    for (int i = 0; i <= last; i++) {
        struct slice part = next_part(&rest, ';');

        if (i < first || part.size == 0)
            continue;
        glue(c, ", ");
        say(c, v, part);
    }
}

static void say_card(struct cards *c)
{
    struct value *fn = &c->values[PROPERTY_FN];
    struct slice rest = { fn->bytes, fn->size };

    crier_open(c->host, CRIER_ROLE_LIST_ITEM);
    if (fn->size > 0)
        say(c, fn, next_part(&rest, '\0'));
    else
        say_structured_name(c, &c->values[PROPERTY_N]);
    say_parts(c, &c->values[PROPERTY_TITLE], 0, 0);
    say_parts(c, &c->values[PROPERTY_ORG], 0, 9);
    say_parts(c, &c->values[PROPERTY_ADR], 3, 4);
    c->host->close(c->host);
}

static void end_card(struct cards *c)
{
    int named = c->values[PROPERTY_FN].size > 0 || c->values[PROPERTY_N].size > 0;

    if (c->open && named && c->count == 0)
        crier_open(c->host, CRIER_ROLE_LIST);
    if (c->open && named) {
        say_card(c);
        c->count++;
    } else if (c->open) {
        c->host->note(c->host, CRIER_NOTE_INFO, c->at < c->size ? c->at : c->size,
                      "a card without a name is left out");
    }
    for (size_t i = 0; i < PROPERTY_COUNT; i++)
        c->values[i].size = 0;
    c->open = 0;
}

static enum property property_of(struct slice name)
{
    size_t i = 0;

    while (i < PROPERTY_COUNT && !slice_is(name, property_names[i]))
        i++;
    return (enum property)i;
}

static void take_content(struct cards *c, const struct content *content, size_t from)
{
    enum property property = property_of(content->name);
    struct slice value = { c->text + content->value, content->to - content->value };
    size_t end = content->to;

    if (slice_is(content->name, "begin"))
        c->open = 1;
    else if (slice_is(content->name, "end") && slice_starts(slice_trim(value), "vcard"))
        end_card(c);
    if (c->open && property < PROPERTY_COUNT && c->values[property].size == 0 &&
        value.size < VALUE_MAX) {
        decode_value(c, content, &c->values[property], content->latin);
        if (!is_utf8(&c->values[property]))
            decode_value(c, content, &c->values[property], 1);
        c->host->skip(c->host, from, content->value, "vCard field");
        if (property == PROPERTY_ADR || (property == PROPERTY_N && c->values[PROPERTY_FN].size > 0))
            c->host->skip(c->host, content->value, end, "vCard field");
    } else {
        c->host->skip(c->host, from, end, "vCard field");
    }
}

crier_status send_vcards(const struct crier_reader_host *host, const struct crier_text *text)
{
    struct cards *c = calloc(1, sizeof(*c));
    struct content content;
    size_t from = 0;
    size_t count;

    if (!c)
        return CRIER_FAILED;
    c->host = host;
    c->text = text->data;
    c->size = text->size;
    while (c->count < CARDS_MAX && next_content(c, &content)) {
        take_content(c, &content, from);
        from = c->at;
    }
    if (c->open)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "the last card is cut off");
    end_card(c);
    if (c->count > 0)
        host->close(host);
    count = c->count;
    free(c);
    if (count > 0)
        return CRIER_OK;
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "there is no card with a name in it");
    return CRIER_UNREADABLE;
}
