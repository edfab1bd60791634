/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A streaming JSON writer: it keeps no tree, so that a ledger of 200,000 words
 * needs no more memory than one of ten. Commas and nesting are its own business.
 * Elements of the outermost two levels start on lines of their own. The caller may
 * empty `out` at any time: nothing of it is looked at again.
 */
#ifndef CORE_BASE_JSON_H
#define CORE_BASE_JSON_H

#include <glib.h>
#include <stdint.h>

struct json {
    GString *out; /* borrowed; flushed by the caller whenever it likes */
    unsigned depth;
    uint64_t filled; /* bit n: level n has an element already */
    gboolean keyed;  /* a key was written, its value is due */
};

void json_init(struct json *json, GString *out);
void json_open(struct json *json, char bracket);  /* '{' or '[' */
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_key(struct json *json, const char *key);
void json_string(struct json *json, const char *text, gssize size); /* UTF-8; size -1: to the NUL */
void json_int(struct json *json, int64_t value);
void json_bool(struct json *json, gboolean value);
void json_null(struct json *json);

/* A key and its value in one. */
void json_key_string(struct json *json, const char *key, const char *text, gssize size);
void json_key_int(struct json *json, const char *key, int64_t value);
/* [from, to] */
void json_key_range(struct json *json, const char *key, int64_t from, int64_t to);

#endif
