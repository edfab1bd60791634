/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/print.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <crier/reader.h>

/* ---- Text ---- */

static void print_block(const struct document *document, const struct block *block, GString *out)
{
    g_autofree char *text = error_printable(document_text(document, block), block->size);

    g_string_append_printf(out, "%*s%s", (block->depth - 1) * 2, "", role_name(block->role));
    if (block->level > 0)
        g_string_append_printf(out, " %u", block->level);
    if (block->ordinal > 0)
        g_string_append_printf(out, " number %u", block->ordinal);
    if (block->language != NOWHERE32)
        g_string_append_printf(out, " in %s", document_string(document, block->language));
    if (block->size > 0)
        g_string_append_printf(out, ": %s", text);
    g_string_append_c(out, '\n');
}

void document_print_text(const struct document *document, GString *out)
{
    g_string_append_printf(out, "reader: %s\n", document->reader);
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        g_string_append_printf(out, "%s: %s\n", meta_name(entry->key),
                               document_string(document, entry->value));
    }
    g_string_append_c(out, '\n');
    for (uint32_t i = 0; i < document_block_count(document); i++)
        print_block(document, document_block(document, i), out);
    for (guint i = 0; i < document->notes->len; i++) {
        const struct note *note = &g_array_index(document->notes, struct note, i);

        g_string_append_printf(out, "%snote: %s\n", i == 0 ? "\n" : "",
                               document_string(document, note->message));
    }
}

/* ---- JSON ---- */

static void json_meta(const struct document *document, struct json *json)
{
    json_key(json, "meta");
    json_open(json, '[');
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        json_open(json, '{');
        json_key_string(json, "key", meta_name(entry->key), -1);
        json_key_string(json, "value", document_string(document, entry->value), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_block(const struct document *document, uint32_t index, struct json *json)
{
    const struct block *block = document_block(document, index);
    uint32_t from;
    uint32_t to;

    json_open(json, '{');
    json_key_int(json, "block", (int64_t)index + 1);
    json_key_string(json, "role", role_name(block->role), -1);
    json_key_int(json, "depth", block->depth);
    if (block->level > 0)
        json_key_int(json, "level", block->level);
    if (block->ordinal > 0)
        json_key_int(json, "ordinal", block->ordinal);
    if (block->language != NOWHERE32)
        json_key_string(json, "language", document_string(document, block->language), -1);
    if (block->size > 0)
        json_key_string(json, "text", document_text(document, block), block->size);
    if (document_source_range(document, block, 0, block->size, &from, &to))
        json_key_range(json, "source", from, to);
    json_close(json, '}');
}

static void json_skips(const struct document *document, struct json *json)
{
    json_key(json, "skipped");
    json_open(json, '[');
    for (guint i = 0; i < document->skips->len; i++) {
        const struct skip *skip = &g_array_index(document->skips, struct skip, i);

        json_open(json, '{');
        json_key_range(json, "source", skip->from, skip->to);
        json_key_string(json, "reason", document_string(document, skip->reason), -1);
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
        json_key_string(json, "severity", note->severity == CRIER_NOTE_WARNING ? "warning" : "info",
                        -1);
        if (note->from != NOWHERE32)
            json_key_int(json, "source", note->from);
        json_key_string(json, "message", document_string(document, note->message), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void document_print_json(const struct document *document, GString *out)
{
    struct json json;

    json_init(&json, out);
    json_open(&json, '{');
    json_key_string(&json, "reader", document->reader, -1);
    json_meta(document, &json);
    json_key(&json, "blocks");
    json_open(&json, '[');
    for (uint32_t i = 0; i < document_block_count(document); i++)
        json_block(document, i, &json);
    json_close(&json, ']');
    json_skips(document, &json);
    json_notes(document, &json);
    json_close(&json, '}');
}
