/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON into a flat list of values with their places, without recursion and without
 * copies. Forgiving: a comma too many, a control character in a string and a
 * missing end are no errors; what was read so far stays.
 */
#ifndef PLUGINS_SHARED_JSON_H
#define PLUGINS_SHARED_JSON_H

#include "shared/buffer.h"

enum json_type { JSON_NONE, JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_OTHER };

struct json_value {
    uint8_t type;
    uint8_t name_escaped;
    uint32_t from, to;           /* strings: between the quotes */
    uint32_t name_from, name_to; /* in an object, between the quotes */
    uint32_t next;               /* index of the next value of the same container, 0: none */
    uint32_t first;              /* index of the first value inside, 0: none */
};

struct json {
    const char *text;
    struct json_value *values; /* [0]: the root */
    size_t count, room;
    int broken; /* something was wrong, or too deep, or too much */
};

/* 0: there is not even one value. */
int json_read(const char *text, size_t size, struct json *json);
void json_clear(struct json *json);

/* The member of an object with this name, or NULL. */
const struct json_value *json_member(const struct json *json, const struct json_value *object,
                                     const char *name);
/* The values of an array or object, one after the other; NULL to begin. */
const struct json_value *json_next(const struct json *json, const struct json_value *container,
                                   const struct json_value *after);

/* Append what stands between the quotes of a string, its escapes resolved. */
void json_unescape(const char *text, size_t size, struct buffer *out);
/* The same of a value; numbers and the like as they stand. NULL adds nothing. */
void json_text(const struct json *json, const struct json_value *value, struct buffer *out);

#endif
