/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/plain_text.h"

#include "core/base/json.h"

#define BIT(role) (UINT32_C(1) << (role))

/* What stands around the body of an article, or says again what is in it. */
#define AROUND                                                                                     \
    (BIT(CRIER_ROLE_HEADLINE) | BIT(CRIER_ROLE_BYLINE) | BIT(CRIER_ROLE_DATE) |                    \
     BIT(CRIER_ROLE_CAPTION) | BIT(CRIER_ROLE_CREDIT) | BIT(CRIER_ROLE_PULL_QUOTE) |               \
     BIT(CRIER_ROLE_BOILERPLATE) | BIT(CRIER_ROLE_NOTICE))

static gboolean is_cell(const struct block *block)
{
    return block->role == CRIER_ROLE_TABLE_HEADER || block->role == CRIER_ROLE_TABLE_CELL;
}

void document_print_text(const struct document *document, GString *out)
{
    uint32_t row = NOWHERE32; /* of the cell before */

    for (uint32_t i = 0; i < document_block_count(document);) {
        const struct block *block = document_block(document, i);

        if (BIT(block->role) & AROUND) {
            i = block->next;
            continue;
        }
        i++;
        if (block->size == 0)
            continue;
        if (out->len > 0)
            g_string_append(out, is_cell(block) && block->parent == row ? "\t" : "\n\n");
        row = is_cell(block) ? block->parent : NOWHERE32;
        g_string_append_len(out, document_text(document, block), block->size);
    }
    if (out->len > 0)
        g_string_append_c(out, '\n');
}

/* ---- Metadata ---- */

static const struct {
    const char *name;
    uint32_t key;
    gboolean list;
} fields[] = {
    { "title", CRIER_META_TITLE, FALSE },
    { "authors", CRIER_META_AUTHOR, TRUE },
    { "date", CRIER_META_DATE, FALSE },
    { "modified", CRIER_META_MODIFIED, FALSE },
    { "language", CRIER_META_LANGUAGE, FALSE },
    { "section", CRIER_META_SECTION, FALSE },
    { "tags", CRIER_META_TAG, TRUE },
    { "url", CRIER_META_URL, FALSE },
    { "description", CRIER_META_DESCRIPTION, FALSE },
    { "image", CRIER_META_IMAGE, FALSE },
    { "licence", CRIER_META_LICENCE, FALSE },
};

static void print_list(struct json *json, const struct document *document, uint32_t key)
{
    json_open(json, '[');
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        if (entry->key == key)
            json_string(json, document_string(document, entry->value), -1);
    }
    json_close(json, ']');
}

static void print_value(struct json *json, const char *value)
{
    if (value)
        json_string(json, value, -1);
    else
        json_null(json);
}

void document_print_meta(const struct document *document, GString *out)
{
    struct json json;

    json_init(&json, out);
    json_open(&json, '{');
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        json_key(&json, fields[i].name);
        if (fields[i].list)
            print_list(&json, document, fields[i].key);
        else
            print_value(&json, document_meta(document, fields[i].key));
    }
    json_close(&json, '}');
}
