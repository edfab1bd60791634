/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/edition.h"

#include "core/document/builder.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct edition_file *edition_of(const char *text)
{
    const struct edition_context context = { EDITION_NOON, NULL };
    g_autofree char *folder = g_dir_make_tmp("crier-edition-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "e.ini", NULL);
    g_autoptr(GError) error = NULL;
    struct edition_file *edition = NULL;

    if (g_file_set_contents(path, text, -1, &error))
        edition = edition_file_load(path, &context, &error);
    g_remove(path);
    g_rmdir(folder);
    if (!edition) {
        fprintf(stderr, "%s\n", error->message);
        abort();
    }
    return edition;
}

static void add(struct builder *builder, uint32_t role, const char *text)
{
    const struct crier_block block = { .size = sizeof(block), .role = role };

    if (!text)
        return;
    builder_open(builder, &block);
    builder_text(builder, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
    builder_close(builder);
}

static void add_meta(struct builder *builder, uint32_t key, const char *value)
{
    if (value)
        builder_meta(builder, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

struct facts *facts_of_test(const char *folder, const struct test_article *article)
{
    const char *const categories[] = { article->category, NULL };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    g_autofree char *source = NULL;
    struct facts *facts;

    add_meta(builder, CRIER_META_URL, article->url);
    add_meta(builder, CRIER_META_DATE, article->date);
    add_meta(builder, CRIER_META_SECTION, article->section);
    add_meta(builder, CRIER_META_TAG, article->tag);
    add_meta(builder, CRIER_META_AUTHOR, article->author);
    add_meta(builder, CRIER_META_DESCRIPTION, article->description);
    add_meta(builder, CRIER_META_LANGUAGE, article->language);
    add(builder, CRIER_ROLE_HEADLINE, article->title);
    add(builder, CRIER_ROLE_PARAGRAPH, article->body ? article->body : article->source);
    builder_finish(builder, NULL);
    builder_free(builder);
    source = article->source ? g_canonicalize_filename(article->source, folder)
                             : g_strdup("https://pages.example/x");
    if (article->source && strstr(article->source, "://")) {
        g_free(source);
        source = g_strdup(article->source);
    }
    facts = facts_new(document, source, article->origin, article->guid, categories);
    if (article->seconds > 0)
        facts->seconds = article->seconds;
    document_free(document);
    return facts;
}
