/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/print.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <crier/reader.h>
#include <string.h>

static const char *severity_name(uint32_t severity)
{
    return severity == CRIER_NOTE_WARNING ? "warning" : "info";
}

/* ---- Text ---- */

static void append_printable(GString *out, const char *text, uint32_t size)
{
    g_autofree char *line = error_printable(text, size);

    g_string_append(out, line);
}

static void print_text(const struct document *document, const struct block *block, GString *out)
{
    const char *text = document_text(document, block);
    uint32_t from = 0;

    g_string_append(out, ": ");
    for (uint32_t i = 0; i < block->cut_count; i++) {
        uint32_t cut = g_array_index(document->cuts, uint32_t, block->cuts + i) - block->text;

        append_printable(out, text + from, cut - from);
        g_string_append(out, " |");
        if (text[cut] != ' ')
            g_string_append_c(out, ' ');
        from = cut;
    }
    append_printable(out, text + from, block->size - from);
}

static void print_block(const struct document *document, const struct block *block, GString *out)
{
    for (unsigned i = 1; i < block->depth; i++)
        g_string_append(out, "  ");
    g_string_append(out, role_name(block->role));
    if (block->level)
        g_string_append_printf(out, " %u", block->level);
    if (block->ordinal)
        g_string_append_printf(out, " %u", block->ordinal);
    if (block->language != NOWHERE32)
        g_string_append_printf(out, " in %s", document_string(document, block->language));
    if (block->size > 0)
        print_text(document, block, out);
    g_string_append_c(out, '\n');
}

static void print_skip(const struct document *document, const struct skip *skip, GString *out)
{
    g_string_append_printf(out, "skipped bytes %u to %u: %s\n", skip->from, skip->to,
                           document_string(document, skip->reason));
}

static void print_note(const struct document *document, const struct note *note, GString *out)
{
    g_string_append(out, severity_name(note->severity));
    if (note->from != NOWHERE32)
        g_string_append_printf(out, " at byte %u", note->from);
    g_string_append(out, ": ");
    append_printable(out, document_string(document, note->message),
                     (uint32_t)strlen(document_string(document, note->message)));
    g_string_append_c(out, '\n');
}

void document_print(const struct document *document, GString *out)
{
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);
        const char *value = document_string(document, entry->value);

        g_string_append_printf(out, "%s: ", meta_name(entry->key));
        append_printable(out, value, (uint32_t)strlen(value));
        g_string_append_c(out, '\n');
    }
    if (document->meta->len > 0)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < document->blocks->len; i++)
        print_block(document, document_block(document, i), out);
    if (document->skips->len + document->notes->len > 0)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < document->skips->len; i++)
        print_skip(document, &g_array_index(document->skips, struct skip, i), out);
    for (guint i = 0; i < document->notes->len; i++)
        print_note(document, &g_array_index(document->notes, struct note, i), out);
}

/* ---- JSON ---- */

static void key_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

static void key_text(struct json *json, const char *key, const char *text, gssize size)
{
    json_key(json, key);
    json_string(json, text, size);
}

static void key_range(struct json *json, uint32_t from, uint32_t to)
{
    json_key(json, "source");
    json_open(json, '[');
    json_int(json, from);
    json_int(json, to);
    json_close(json, ']');
}

static void json_meta(const struct document *document, struct json *json)
{
    json_key(json, "meta");
    json_open(json, '[');
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        json_open(json, '{');
        key_text(json, "key", meta_name(entry->key), -1);
        key_text(json, "value", document_string(document, entry->value), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_cuts(const struct document *document, const struct block *block, struct json *json)
{
    json_key(json, "cuts");
    json_open(json, '[');
    for (uint32_t i = 0; i < block->cut_count; i++)
        json_int(json, g_array_index(document->cuts, uint32_t, block->cuts + i) - block->text);
    json_close(json, ']');
}

static void json_block_text(const struct document *document, const struct block *block,
                            struct json *json)
{
    uint32_t from;
    uint32_t to;

    key_text(json, "text", document_text(document, block), block->size);
    if (document_source_range(document, block, 0, block->size, &from, &to))
        key_range(json, from, to);
    if (block->cut_count > 0)
        json_cuts(document, block, json);
}

static void json_block(const struct document *document, uint32_t index, struct json *json)
{
    const struct block *block = document_block(document, index);

    json_open(json, '{');
    key_int(json, "block", (int64_t)index + 1);
    key_text(json, "role", role_name(block->role), -1);
    key_int(json, "depth", block->depth);
    if (block->level)
        key_int(json, "level", block->level);
    if (block->ordinal)
        key_int(json, "ordinal", block->ordinal);
    if (block->language != NOWHERE32)
        key_text(json, "language", document_string(document, block->language), -1);
    if (block->size > 0)
        json_block_text(document, block, json);
    json_close(json, '}');
}

static void json_skips(const struct document *document, struct json *json)
{
    json_key(json, "skipped");
    json_open(json, '[');
    for (guint i = 0; i < document->skips->len; i++) {
        const struct skip *skip = &g_array_index(document->skips, struct skip, i);

        json_open(json, '{');
        key_range(json, skip->from, skip->to);
        key_text(json, "reason", document_string(document, skip->reason), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_notes(const struct document *document, struct json *json)
{
    json_key(json, "notes");
    json_open(json, '[');
    for (guint i = 0; i < document->notes->len; i++) {
        const struct note *note = &g_array_index(document->notes, struct note, i);

        json_open(json, '{');
        key_text(json, "severity", severity_name(note->severity), -1);
        if (note->from != NOWHERE32)
            key_int(json, "source", note->from);
        key_text(json, "message", document_string(document, note->message), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void document_print_json(const struct document *document, GString *out)
{
    struct json json;

    json_init(&json, out);
    json_open(&json, '{');
    key_text(&json, "reader", document->reader, -1);
    json_meta(document, &json);
    json_key(&json, "blocks");
    json_open(&json, '[');
    for (guint i = 0; i < document->blocks->len; i++)
        json_block(document, i, &json);
    json_close(&json, ']');
    json_skips(document, &json);
    json_notes(document, &json);
    json_close(&json, '}');
}
