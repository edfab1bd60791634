/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/json.h"

#include <stdlib.h>
#include <string.h>

#define VALUES_MOST ((size_t)4 << 20)
#define DEPTH_MOST  64

struct walk {
    struct json *json;
    size_t at, size;
    uint32_t open[DEPTH_MOST]; /* containers, outermost first */
    uint32_t last[DEPTH_MOST]; /* the last value in each, 0: none yet */
    size_t depth;
    struct json_value name; /* of the next member */
};

static uint32_t add_value(struct walk *walk, enum json_type type, size_t from)
{
    struct json *json = walk->json;
    uint32_t index = (uint32_t)json->count;
    struct json_value *value;

    if (json->count == json->room) {
        size_t room = json->room ? json->room * 2 : 64;
        struct json_value *more =
            room > VALUES_MOST ? NULL : realloc(json->values, room * sizeof(*more));

        if (!more) {
            json->broken = 1;
            walk->at = walk->size;
            return 0;
        }
        json->values = more;
        json->room = room;
    }
    value = &json->values[json->count++];
    *value = walk->name;
    value->type = (uint8_t)type;
    value->from = value->to = (uint32_t)from;
    walk->name = (struct json_value){ 0 };
    if (walk->depth > 0) {
        uint32_t before = walk->last[walk->depth - 1];

        *(before ? &json->values[before].next : &json->values[walk->open[walk->depth - 1]].first) =
            index;
        walk->last[walk->depth - 1] = index;
    }
    return index;
}

/* The end of a string that begins behind its quote. */
static size_t string_end(const struct walk *walk, size_t at)
{
    const char *text = walk->json->text;

    while (at < walk->size && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return at < walk->size ? at : walk->size;
}

/* Is the string that ends here the name of a member? */
static int is_name(const struct walk *walk, size_t behind)
{
    const char *text = walk->json->text;

    if (walk->depth == 0 || walk->json->values[walk->open[walk->depth - 1]].type != JSON_OBJECT ||
        walk->name.name_to)
        return 0;
    while (behind < walk->size && strchr(" \t\r\n", text[behind]) && text[behind])
        behind++;
    return behind < walk->size && text[behind] == ':';
}

static void read_string(struct walk *walk)
{
    size_t from = walk->at + 1;
    size_t end = string_end(walk, from);

    walk->at = end < walk->size ? end + 1 : end;
    walk->json->broken |= end == walk->size;
    if (is_name(walk, walk->at)) {
        walk->name.name_from = (uint32_t)from;
        walk->name.name_to = (uint32_t)end;
    } else {
        uint32_t index = add_value(walk, JSON_STRING, from);

        if (!walk->json->broken || index)
            walk->json->values[index].to = (uint32_t)end;
    }
}

static void read_other(struct walk *walk)
{
    const char *text = walk->json->text;
    size_t from = walk->at;
    uint32_t index;

    while (walk->at < walk->size && !strchr(" \t\r\n,]}[{\":", text[walk->at]))
        walk->at++;
    if (walk->at == from) {
        walk->at++;
        return;
    }
    index = add_value(walk, JSON_OTHER, from);
    if (walk->json->count > index)
        walk->json->values[index].to = (uint32_t)walk->at;
}

static void open_container(struct walk *walk, enum json_type type)
{
    uint32_t index;

    if (walk->depth == DEPTH_MOST) {
        walk->json->broken = 1;
        walk->at = walk->size; /* nothing that people write is so deep */
        return;
    }
    index = add_value(walk, type, walk->at++);
    walk->open[walk->depth] = index;
    walk->last[walk->depth++] = 0;
}

static void close_container(struct walk *walk)
{
    walk->at++;
    walk->name = (struct json_value){ 0 };
    if (walk->depth == 0)
        return;
    walk->depth--;
    walk->json->values[walk->open[walk->depth]].to = (uint32_t)walk->at;
    if (walk->depth == 0)
        walk->at = walk->size;
}

int json_read(const char *text, size_t size, struct json *json)
{
    struct walk walk = { .json = json, .size = size };

    *json = (struct json){ .text = text };
    while (walk.at < size) {
        char c = text[walk.at];

        if (c == '{' || c == '[')
            open_container(&walk, c == '{' ? JSON_OBJECT : JSON_ARRAY);
        else if (json->count == 0)
            walk.at++; /* whatever stands before the first brace */
        else if (c == '}' || c == ']')
            close_container(&walk);
        else if (c == '"')
            read_string(&walk);
        else if (strchr(" \t\r\n,:", c))
            walk.at++;
        else
            read_other(&walk);
    }
    json->broken |= walk.depth > 0;
    return json->count > 0;
}

void json_clear(struct json *json)
{
    free(json->values);
    *json = (struct json){ 0 };
}

const struct json_value *json_next(const struct json *json, const struct json_value *container,
                                   const struct json_value *after)
{
    uint32_t index = 0;

    if (after)
        index = after->next;
    else if (container && (container->type == JSON_OBJECT || container->type == JSON_ARRAY))
        index = container->first;
    return index ? &json->values[index] : NULL;
}

const struct json_value *json_member(const struct json *json, const struct json_value *object,
                                     const char *name)
{
    const struct json_value *value = NULL;
    size_t size = strlen(name);

    if (!object || object->type != JSON_OBJECT)
        return NULL;
    while ((value = json_next(json, object, value)))
        if (value->name_to - value->name_from == size &&
            memcmp(json->text + value->name_from, name, size) == 0)
            return value;
    return NULL;
}

/* ---- Strings ---- */

static int hex4(const char *text, size_t left, uint32_t *value)
{
    *value = 0;
    if (left < 4)
        return 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        const char *digit = strchr(digits, text[i] | 0x20);

        if (!digit || !*digit || (text[i] < '0'))
            return 0;
        *value = *value * 16 + (uint32_t)(digit - digits);
    }
    return 1;
}

/* \uXXXX at `at`, perhaps two of them; returns its bytes. */
static size_t add_unicode(const char *at, size_t left, struct buffer *out)
{
    uint32_t high;
    uint32_t low;

    if (left < 6 || !hex4(at + 2, left - 2, &high)) {
        buffer_add_char(out, 0xFFFD);
        return 2;
    }
    if (high >= 0xD800 && high < 0xDC00 && left >= 12 && at[6] == '\\' && at[7] == 'u' &&
        hex4(at + 8, left - 8, &low) && low >= 0xDC00 && low < 0xE000) {
        buffer_add_char(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        return 12;
    }
    buffer_add_char(out, high);
    return 6;
}

void json_unescape(const char *text, size_t size, struct buffer *out)
{
    static const char from[] = "bfnrt";
    static const char to[] = "  \n\n\t";
    size_t at = 0;

    while (at < size) {
        const char *mark = memchr(text + at, '\\', size - at);
        size_t run = mark ? (size_t)(mark - text) - at : size - at;
        const char *known;

        buffer_add(out, text + at, run);
        at += run;
        if (!mark || at + 1 >= size)
            return;
        if (mark[1] == 'u') {
            at += add_unicode(mark, size - at, out);
            continue;
        }
        known = mark[1] ? strchr(from, mark[1]) : NULL;
        buffer_add(out, known ? &to[known - from] : &mark[1], 1);
        at += 2;
    }
}

void json_text(const struct json *json, const struct json_value *value, struct buffer *out)
{
    if (!value || value->type == JSON_OBJECT || value->type == JSON_ARRAY)
        return;
    if (value->type == JSON_STRING)
        json_unescape(json->text + value->from, value->to - value->from, out);
    else if (value->to - value->from != 4 || memcmp(json->text + value->from, "null", 4) != 0)
        buffer_add(out, json->text + value->from, value->to - value->from);
}
