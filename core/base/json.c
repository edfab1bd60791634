/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/json.h"

#include <string.h>

void json_init(struct json *json, GString *out)
{
    *json = (struct json){ .out = out };
}

/* What stands between the last value and the next one. */
static void separate(struct json *json)
{
    uint64_t bit = UINT64_C(1) << json->depth;

    if (json->keyed) {
        json->keyed = FALSE;
        return;
    }
    if (json->filled & bit)
        g_string_append_c(json->out, ',');
    if (json->depth == 1 || json->depth == 2)
        g_string_append_c(json->out, '\n');
    else if (json->filled & bit)
        g_string_append_c(json->out, ' ');
    json->filled |= bit;
}

void json_open(struct json *json, char bracket)
{
    separate(json);
    g_string_append_c(json->out, bracket);
    g_assert(json->depth < 63);
    json->depth++;
    json->filled &= ~(UINT64_C(1) << json->depth);
}

void json_close(struct json *json, char bracket)
{
    gboolean filled = (json->filled >> json->depth) & 1;

    if (filled && json->depth <= 2)
        g_string_append_c(json->out, '\n');
    json->depth--;
    g_string_append_c(json->out, bracket);
    if (json->depth == 0)
        g_string_append_c(json->out, '\n');
}

static void quote(GString *out, const char *text, gsize size)
{
    static const char hex[] = "0123456789abcdef";

    g_string_append_c(out, '"');
    for (gsize i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == '"' || c == '\\') {
            g_string_append_c(out, '\\');
            g_string_append_c(out, (char)c);
        } else if (c == '\n') {
            g_string_append(out, "\\n");
        } else if (c < 0x20 || c == 0x7f) {
            g_string_append(out, "\\u00");
            g_string_append_c(out, hex[c >> 4]);
            g_string_append_c(out, hex[c & 15]);
        } else {
            g_string_append_c(out, (char)c);
        }
    }
    g_string_append_c(out, '"');
}

void json_key(struct json *json, const char *key)
{
    separate(json);
    quote(json->out, key, strlen(key));
    g_string_append(json->out, ": ");
    json->keyed = TRUE;
}

void json_string(struct json *json, const char *text, gssize size)
{
    separate(json);
    quote(json->out, text, size < 0 ? strlen(text) : (gsize)size);
}

void json_int(struct json *json, int64_t value)
{
    separate(json);
    g_string_append_printf(json->out, "%" G_GINT64_FORMAT, value);
}

void json_bool(struct json *json, gboolean value)
{
    separate(json);
    g_string_append(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    separate(json);
    g_string_append(json->out, "null");
}

void json_key_string(struct json *json, const char *key, const char *text, gssize size)
{
    json_key(json, key);
    json_string(json, text, size);
}

void json_key_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

void json_key_range(struct json *json, const char *key, int64_t from, int64_t to)
{
    json_key(json, key);
    json_open(json, '[');
    json_int(json, from);
    json_int(json, to);
    json_close(json, ']');
}
