/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/edition/chosen.h"
#include "core/edition/extras.h"
#include "core/edition/identity.h"
#include "core/edition/package.h"
#include "core/edition/skim_words.h"
#include "core/language/long_date.h"

#include <string.h>

/* ---- Several articles as one document ---- */

static void add_meta(struct builder *builder, uint32_t key, const char *value)
{
    if (value)
        builder_meta(builder, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

static void add_headline(struct builder *builder, const char *text)
{
    const struct crier_block block = { .size = sizeof(block), .role = CRIER_ROLE_HEADLINE };

    builder_open(builder, &block);
    builder_text(builder, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
    builder_close(builder);
}

/* The programme's lines are said once for all of it. */
static gboolean is_copied(const struct block *block)
{
    return block->role != CRIER_ROLE_NOTICE;
}

static void add_text(struct builder *builder, const char *text, size_t size)
{
    if (size > 0)
        builder_text(builder, text, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static void copy_text(struct builder *builder, const struct document *from,
                      const struct block *block)
{
    const char *text = document_text(from, block);
    uint32_t at = 0;

    for (uint32_t i = 0; i < block->cut_count; i++) {
        uint32_t cut = g_array_index(from->cuts, uint32_t, block->cuts + i) - block->text;

        add_text(builder, text + at, cut - at);
        builder_cut(builder);
        at = cut;
    }
    add_text(builder, text + at, block->size - at);
}

static void copy_block(struct builder *builder, const struct document *from, uint32_t index)
{
    const struct block *block = document_block(from, index);
    const struct crier_block opened = {
        .size = sizeof(opened),
        .role = block->role,
        .level = block->level,
        .ordinal = block->ordinal,
        /* What has no language of its own has its article's. */
        .language = block->language != NOWHERE32 ? document_string(from, block->language)
                    : block->depth == 1          ? document_meta(from, CRIER_META_LANGUAGE)
                                                 : NULL,
    };

    builder_open(builder, &opened);
    copy_text(builder, from, block);
}

/* All blocks of an article; its headline becomes a heading, and so a chapter. */
static void copy(struct builder *builder, const struct document *from)
{
    const uint32_t count = document_block_count(from);
    uint32_t depth = 0;

    for (uint32_t i = 0; i < count; i++) {
        const struct block *block = document_block(from, i);

        if (!is_copied(block))
            continue;
        for (; depth >= block->depth; depth--)
            builder_close(builder);
        copy_block(builder, from, i);
        depth = block->depth;
    }
    for (; depth > 0; depth--)
        builder_close(builder);
}

static gboolean copy_article(struct run *run, struct builder *builder, const char *key,
                             GError **error)
{
    const struct catalogue_article *row = catalogue_find(run->catalogue, key);
    g_autofree char *path = g_build_filename(run->publish->folder, row->package, NULL);
    struct package package;
    gboolean ok = package_load(&package, path, error);

    if (ok)
        copy(builder, package.document);
    package_clear(&package);
    return ok;
}

/* ---- An episode ---- */

struct episode {
    const char *key, *title;
    guint first, count; /* sections */
};

static struct document *join(struct run *run, const struct episode *episode, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    const char *why = NULL;
    gboolean ok = TRUE;

    g_free(document->reader);
    document->reader = g_strdup("episode");
    add_meta(builder, CRIER_META_TITLE, episode->title);
    add_meta(builder, CRIER_META_LANGUAGE, edition->language);
    add_meta(builder, CRIER_META_DATE, edition->date);
    add_headline(builder, episode->title);
    for (guint i = episode->first; ok && i < episode->first + episode->count; i++) {
        const GPtrArray *keys = g_array_index(run->sections, struct bound_section, i).keys;

        for (guint k = 0; ok && k < keys->len; k++)
            ok = copy_article(run, builder, keys->pdata[k], error);
    }
    if (ok && builder_finish(builder, &why) != CRIER_OK) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot make the episode %s: %s",
                    episode->title, why);
        ok = FALSE;
    }
    builder_free(builder);
    if (ok)
        return document;
    document_free(document);
    return NULL;
}

/* "Riverbend Labour News, Jobs, Monday, November 23": a new string. */
static char *title_of(const struct run *run, const char *section)
{
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *date = long_date(edition->language, edition->date, TRUE);
    const char *const values[] = { "title",   edition->title, "date", date ? date : edition->date,
                                   "section", section,        NULL };
    char *words = skim_words(edition->language, section ? "episode section" : "episode", values);

    return words ? words : g_strconcat(edition->title, ", ", section ? section : values[3], NULL);
}

static gboolean choose(struct run *run, const char *section, guint first, guint count,
                       GPtrArray *keys, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *uuid = identity_edition(edition->base_url, edition->title, edition->date);
    g_autofree char *key = g_strconcat("episode:", uuid, section ? ":" : "", section, NULL);
    g_autofree char *title = title_of(run, section);
    const struct episode episode = { key, title, first, count };
    struct chosen_words words = { .key = key,
                                  .title = title,
                                  .source = "episode",
                                  .state = STATE_PUBLISHED,
                                  .published = edition->time };
    struct chosen *chosen;

    words.document = join(run, &episode, error);
    chosen = words.document ? chosen_made_up(run, &words, error) : NULL;
    if (chosen)
        g_ptr_array_add(keys, (gpointer)chosen->article.row.key);
    return chosen != NULL;
}

static gboolean choose_all(struct run *run, GPtrArray *keys, GError **error)
{
    const guint wanted = run->publish->edition->episodes;
    const guint sections = run->sections->len - MIN(run->buried, run->sections->len);
    gboolean ok = TRUE;

    if ((wanted & EPISODES_EDITION) && sections > 0)
        ok = choose(run, NULL, 0, sections, keys, error);
    for (guint i = 0; ok && (wanted & EPISODES_SECTION) && i < sections; i++) {
        const char *title = g_array_index(run->sections, struct bound_section, i).title;

        ok = !title || choose(run, title, i, 1, keys, error);
    }
    return ok;
}

static gboolean speak(struct run *run, guint first, GError **error)
{
    g_autoptr(GArray) articles = g_array_new(FALSE, FALSE, sizeof(struct press_article));

    for (guint i = first; i < run->chosen->len; i++) {
        const struct chosen *chosen = run->chosen->pdata[i];

        if (!chosen->fresh)
            g_array_append_val(articles, chosen->article);
    }
    return run_make(run, articles, error);
}

gboolean extras_episodes(struct run *run, GError **error)
{
    const guint first = run->chosen->len;
    GPtrArray *keys = run->together;
    const struct bound_section together = { NULL, keys };

    if (!choose_all(run, keys, error) || !speak(run, first, error))
        return FALSE;
    for (guint i = keys->len; i-- > 0;)
        if (!catalogue_find(run->catalogue, keys->pdata[i]))
            g_ptr_array_remove_index(keys, i);
    if (keys->len > 0)
        g_array_append_val(run->episodes, together);
    if (run->publish->edition->episodes & EPISODES_ARTICLE)
        g_array_append_vals(run->episodes, run->sections->data, run->sections->len);
    return TRUE;
}
