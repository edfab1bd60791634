/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/facts.h"

#include <crier/role.h>
#include <string.h>

/* Measured on news: six bytes a word with its blank; the engine's usual rate, with pauses. */
enum { BYTES_A_WORD = 6, WORDS_A_MINUTE = 160, USUAL_RATE = 175 };

static void clear_fact(void *data)
{
    g_free(((struct fact *)data)->value);
}

void facts_free(struct facts *facts)
{
    if (!facts)
        return;
    g_free(facts->source);
    g_free(facts->guid);
    g_strfreev(facts->categories);
    g_free(facts->title);
    g_free(facts->url);
    g_free(facts->date);
    g_free(facts->language);
    g_array_unref(facts->meta);
    g_free(facts->body);
    g_free(facts);
}

static const struct block *headline_of(const struct document *document)
{
    for (uint32_t i = 0; i < document_block_count(document); i++)
        if (document_block(document, i)->role == CRIER_ROLE_HEADLINE)
            return document_block(document, i);
    return NULL;
}

/* What is printed over the article comes before what its metadata call it. */
static char *title_of(const struct document *document)
{
    const struct block *headline = headline_of(document);

    if (headline && headline->size > 0)
        return g_strndup(document_text(document, headline), headline->size);
    return g_strdup(document_meta(document, CRIER_META_TITLE));
}

/* Two copies of an article have the same title and text, wherever they were printed. */
static char *hash_of(const struct document *document, const char *title)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    g_checksum_update(sum, (const guchar *)(title ? title : ""), -1);
    g_checksum_update(sum, (const guchar *)"\n", 1);
    for (uint32_t i = 0; i < document_block_count(document); i++) {
        const struct block *block = document_block(document, i);

        if (block->role == CRIER_ROLE_BOILERPLATE || block->role == CRIER_ROLE_NOTICE ||
            block->role == CRIER_ROLE_HEADLINE)
            continue;
        g_checksum_update(sum, (const guchar *)document_text(document, block), block->size);
        g_checksum_update(sum, (const guchar *)"\n", 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}

int64_t facts_seconds(const struct document *document, int words_per_minute)
{
    int64_t bytes = 0;
    int64_t rate =
        words_per_minute > 0 ? words_per_minute * WORDS_A_MINUTE / USUAL_RATE : WORDS_A_MINUTE;

    for (uint32_t i = 0; i < document_block_count(document); i++) {
        const struct block *block = document_block(document, i);

        if (block->role != CRIER_ROLE_BOILERPLATE && block->role != CRIER_ROLE_EMBED)
            bytes += block->size;
    }
    return bytes * 60 / BYTES_A_WORD / MAX(rate, 1);
}

struct facts *facts_new(const struct document *document, const char *source, guint origin,
                        const char *guid, const char *const *categories)
{
    struct facts *facts = g_new0(struct facts, 1);

    facts->source = g_strdup(source);
    facts->origin = origin;
    facts->guid = g_strdup(guid);
    facts->categories = categories ? g_strdupv((char **)categories) : g_new0(char *, 1);
    facts->title = title_of(document);
    facts->url = g_strdup(document_meta(document, CRIER_META_URL));
    facts->date = g_strdup(document_meta(document, CRIER_META_DATE));
    facts->language = g_strdup(document_meta(document, CRIER_META_LANGUAGE));
    facts->meta = g_array_new(FALSE, FALSE, sizeof(struct fact));
    g_array_set_clear_func(facts->meta, clear_fact);
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);
        struct fact fact = { entry->key, g_strdup(document_string(document, entry->value)) };

        g_array_append_val(facts->meta, fact);
    }
    facts->body = hash_of(document, facts->title);
    facts->seconds = facts_seconds(document, 0);
    return facts;
}
