/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/article.h"

#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/language/coverage.h"
#include "core/plugin/loader.h"
#include "core/plugin/reader_child.h"
#include "core/plugin/reading.h"
#include "core/source/address.h"

#include <crier/reader.h>
#include <string.h>

void article_entries(struct article_options *options, GArray *entries)
{
    const GOptionEntry own[] = {
        { "reader", 0, 0, G_OPTION_ARG_STRING, &options->reader,
          "Reader plugin to use, instead of the one that fits best", "NAME" },
        { "allow-private", 0, 0, G_OPTION_ARG_NONE, &options->allow_private,
          "Fetch pages from private addresses and this machine too", NULL },
        { "entry", 0, 0, G_OPTION_ARG_STRING, &options->entry,
          "Of a feed only this entry: its number, counted from 1, or its id", "N|ID" },
        { "since", 0, 0, G_OPTION_ARG_STRING, &options->since,
          "Of a feed only entries of this day or later; or, to speak, an earlier ledger.json: say "
          "what sounds different since",
          "DAY|FILE" },
        { "limit", 0, 0, G_OPTION_ARG_STRING, &options->limit,
          "Of a feed only so many entries, the first ones", "N" },
    };

    g_array_append_vals(entries, own, G_N_ELEMENTS(own));
}

void article_options_clear(struct article_options *options)
{
    g_free(options->reader);
    g_free(options->entry);
    g_free(options->since);
    g_free(options->limit);
}

struct session *article_readers(void)
{
    g_autofree char *installed = places_plugins();
    g_auto(GStrv) folders = loader_folders(installed);

    return session_new(folders, CRIER_KIND_READER);
}

static void say_notes(const struct article *article)
{
    const GArray *notes = article->document->notes;

    for (guint i = 0; i < notes->len; i++) {
        const struct note *note = &g_array_index(notes, struct note, i);

        terminal_say(note->severity == CRIER_NOTE_WARNING ? VERBOSITY_NORMAL : VERBOSITY_VERBOSE,
                     "note on %s: %s", article->source.display,
                     document_string(article->document, note->message));
    }
}

/* Once for each language of the article that is left to the engine's own rules. */
static void say_languages(const struct article *article)
{
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (uint32_t i = 0; i < plan_count(article->plan); i++) {
        const char *tag =
            document_language(article->document, plan_sentence(article->plan, i)->block);
        g_autofree char *name = NULL;

        if (language_has_rules(tag) || !g_hash_table_add(said, language_primary(tag)))
            continue;
        name = language_name(tag);
        terminal_say(VERBOSITY_NORMAL,
                     "note on %s: Crier has no rules of its own for %s; numbers and names are "
                     "read by espeak-ng's rules",
                     article->source.display, name);
    }
}

static void say_rejections(const struct session *readers)
{
    for (guint i = 0; i < readers->files->len; i++) {
        const struct plugin_file *file = session_file(readers, i);

        if (file->rejected)
            terminal_say(VERBOSITY_VERBOSE, "plugin %s is not used: %s", file->path,
                         file->rejected);
    }
}

/* The last part of an address that is a name: "rally" of https://example.org/news/rally/?page=1 */
static char *base_of_url(const char *url)
{
    g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
    char *base;

    while (g_str_has_suffix(path, "/"))
        path[strlen(path) - 1] = '\0';
    base = g_path_get_basename(path);
    g_strcanon(base, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._-", '-');
    if (*base == '.')
        *base = '-';
    return base;
}

char *article_stem(const char *name)
{
    g_autofree char *base = address_is_url(name) ? base_of_url(name) : g_path_get_basename(name);
    char *dot = strrchr(base, '.');

    if (strcmp(name, "-") == 0)
        return g_strdup("article");
    if (dot && dot > base)
        *dot = '\0';
    return g_strdup(base);
}

static gboolean load(struct article *article, const char *name,
                     const struct article_options *options, GError **error)
{
    g_autofree char *fetcher = places_fetcher();
    g_autofree char *cache = places_cache();
    const struct fetch_options fetch = { .program = fetcher,
                                         .cache_folder = cache,
                                         .allow_private = options->allow_private };

    return source_load(&article->source, name, &fetch, error);
}

gboolean article_open(struct article *article, struct session *readers, const char *name,
                      const struct article_options *options, GError **error)
{
    const struct reader_option asked[] = { { "entry", options->entry },
                                           { "since", options->since },
                                           { "limit", options->limit },
                                           { NULL, NULL } };
    const struct reading_options how = { .reader = options->reader,
                                         .options = asked,
                                         .stop = &command_stopped };

    *article = (struct article){ 0 };
    if (!load(article, name, options, error))
        return FALSE;
    article->document = document_new();
    if (!reading_run(readers, &article->source, &how, article->document, error))
        return FALSE;
    say_rejections(readers);
    say_notes(article);
    return TRUE;
}

/* A programme around nothing is none: the plan of the article alone comes first. */
static void surround(struct article *article, const struct profile *profile)
{
    if (!profile->programme)
        return;
    programme_surround(profile->programme, article->document, NULL, article->insets);
    plan_free(article->plan);
    article->plan = plan_make(article->document, profile->delivery);
}

gboolean article_read(struct article *article, struct session *readers, const char *name,
                      const struct article_options *options, GError **error)
{
    if (!article_open(article, readers, name, options, error))
        return FALSE;
    article->insets = g_array_new(FALSE, FALSE, sizeof(struct inset));
    article->plan = plan_make(article->document, options->profile->delivery);
    if (plan_count(article->plan) > 0) {
        surround(article, options->profile);
        say_languages(article);
        return TRUE;
    }
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: there is nothing to speak in it",
                article->source.display);
    return FALSE;
}

void article_clear(struct article *article)
{
    source_clear(&article->source);
    g_clear_pointer(&article->document, document_free);
    g_clear_pointer(&article->plan, plan_free);
    g_clear_pointer(&article->insets, g_array_unref);
}
