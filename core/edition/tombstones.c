/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/edition/chosen.h"
#include "core/edition/extras.h"
#include "core/edition/skim_words.h"

#include <string.h>

static void add_meta(struct builder *builder, uint32_t key, const char *value)
{
    if (value)
        builder_meta(builder, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

static void add_block(struct builder *builder, uint32_t role, const char *language,
                      const char *text)
{
    const struct crier_block block = { .size = sizeof(block), .role = role, .language = language };

    builder_open(builder, &block);
    builder_text(builder, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
    builder_close(builder);
}

/* Headline and notice. NULL with ERROR_INPUT. */
static struct document *inscribe(const struct edition_file *edition, const struct facts *facts,
                                 const char *title, const char *reason, GError **error)
{
    const char *const values[] = { "text", reason, NULL };
    g_autofree char *notice = skim_words(edition->language, "withdrawn", values);
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    const char *why = NULL;
    gboolean ok;

    g_free(document->reader);
    document->reader = g_strdup("tombstone");
    add_meta(builder, CRIER_META_TITLE, title);
    add_meta(builder, CRIER_META_LANGUAGE, facts->language ? facts->language : edition->language);
    add_meta(builder, CRIER_META_DATE, facts->date ? facts->date : edition->date);
    add_meta(builder, CRIER_META_URL, facts->url);
    add_block(builder, CRIER_ROLE_HEADLINE, NULL, title);
    add_block(builder, CRIER_ROLE_PARAGRAPH, edition->language, notice ? notice : reason);
    ok = builder_finish(builder, &why) == CRIER_OK;
    if (!ok) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot withdraw %s: %s", facts->source, why);
        document_free(document);
    }
    builder_free(builder);
    return ok ? document : NULL;
}

/* FALSE with an error; *key stays NULL when nobody ever heard the article. */
static gboolean bury(struct run *run, guint index, const char **key, GError **error)
{
    const struct facts *facts = run->gather.facts->pdata[index];
    const struct edition_override *override =
        &g_array_index(run->selection->overrides, struct edition_override, index);
    const struct catalogue_article *had =
        catalogue_find(run->catalogue, run->selection->known_as->pdata[index]);
    g_autofree char *title = had ? g_strdup(had->title) : NULL;
    g_autofree char *reason = g_strdup(override->withdrawn);
    struct chosen_words words = { .key = run->selection->known_as->pdata[index],
                                  .title = title,
                                  .source = facts->source,
                                  .state = STATE_WITHDRAWN,
                                  .published = had ? had->published : 0 };
    struct chosen *chosen;

    if (!had || had->state == STATE_DRAFT)
        return TRUE;
    words.document = inscribe(run->publish->edition, facts, title, g_strstrip(reason), error);
    chosen = words.document ? chosen_made_up(run, &words, error) : NULL;
    if (chosen)
        *key = chosen->article.row.key;
    return chosen != NULL;
}

gboolean extras_tombstones(struct run *run, GError **error)
{
    static const char *const none[] = { NULL };
    GPtrArray *keys = g_ptr_array_new();
    struct bound_section section = { .keys = keys };
    gboolean ok = TRUE;

    for (guint i = 0; ok && i < run->selection->absent->len; i++) {
        const struct absent *absent = &g_array_index(run->selection->absent, struct absent, i);
        const char *key = NULL;

        if (absent->why != ABSENT_WITHDRAWN)
            continue;
        ok = bury(run, absent->article, &key, error);
        if (key && !g_ptr_array_find_with_equal_func(keys, key, g_str_equal, NULL))
            g_ptr_array_add(keys, (gpointer)key);
    }
    if (!ok || keys->len == 0) {
        g_ptr_array_unref(keys);
        return ok;
    }
    section.title = skim_words(run->publish->edition->language, "section withdrawn", none);
    g_ptr_array_add(run->titles, (gpointer)section.title);
    g_array_append_val(run->sections, section);
    run->buried = 1;
    return TRUE;
}
