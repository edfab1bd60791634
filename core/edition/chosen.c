/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/chosen.h"

#include "core/base/error.h"
#include "core/edition/identity.h"
#include "core/edition/package.h"
#include "core/edition/skim_words.h"

#include <string.h>
#include <xxhash.h>

void chosen_free(void *data)
{
    struct chosen *chosen = data;

    g_ptr_array_unref(chosen->strings);
    g_free(chosen);
}

const void *chosen_keep(struct chosen *chosen, void *string)
{
    g_ptr_array_add(chosen->strings, string);
    return string;
}

static void mix(XXH3_state_t *state, const char *text)
{
    XXH3_128bits_update(state, text ? text : "", text ? strlen(text) + 1 : 1);
}

/* A file counts by what is in it. */
static void mix_file(void *state, const char *path)
{
    g_autoptr(GMappedFile) file = path ? g_mapped_file_new(path, FALSE, NULL) : NULL;

    mix(state, path);
    if (file)
        XXH3_128bits_update(state, g_mapped_file_get_contents(file),
                            g_mapped_file_get_length(file));
}

/* All that the files of an article depend on. */
static char *input_of(const struct run *run, const struct chosen *chosen)
{
    const struct press_voice *voice = chosen->article.voice;
    XXH3_state_t *state = XXH3_createState();
    XXH128_hash_t hash;

    XXH3_128bits_reset(state);
    mix(state, CRIER_VERSION);
    mix_file(state, chosen->article.draft);
    mix(state, voice->name);
    XXH3_128bits_update(state, &voice->words_per_minute, sizeof(voice->words_per_minute));
    XXH3_128bits_update(state, &voice->pitch, sizeof(voice->pitch));
    mix(state, voice->profile->delivery->name);
    mix(state, voice->profile->loudness ? voice->profile->loudness->name : NULL);
    if (voice->profile->programme)
        programme_files(voice->profile->programme, mix_file, state);
    for (const char *const *lexicon = voice->lexicons; lexicon && *lexicon; lexicon++)
        mix_file(state, *lexicon);
    for (template_values value = chosen->article.values; value && *value; value++)
        mix(state, *value);
    mix(state, chosen->article.correction);
    mix(state, chosen->article.language);
    mix(state, chosen->article.date);
    mix(state, chosen->article.publisher);
    mix(state, wants_key(run->wants));
    hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    return g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                           (guint64)hash.high64, (guint64)hash.low64);
}

static gboolean stands(const struct run *run, const char *name)
{
    g_autofree char *path = g_build_filename(run->publish->folder, name, NULL);

    return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

/* Is all of it there already? What it depends on is noted; what the catalogue says of it is taken
 * over. */
static void compare(struct run *run, struct chosen *chosen)
{
    struct catalogue_article *row = &chosen->article.row;
    const struct catalogue_article *had = catalogue_find(run->catalogue, row->key);

    row->input = chosen_keep(chosen, input_of(run, chosen));
    if (!had)
        return;
    row->id = chosen_keep(chosen, g_strdup(had->id));
    row->guid = chosen_keep(chosen, g_strdup(had->guid));
    row->content = chosen_keep(chosen, g_strdup(had->content));
    row->state = had->state == STATE_WITHDRAWN ? STATE_PUBLISHED : had->state;
    row->published = had->published;
    row->modified = had->modified;
    row->version = had->version;
    chosen->fresh = strcmp(had->input, row->input) == 0 && stands(run, had->package);
    for (guint i = 0; chosen->fresh && i < had->file_count; i++)
        chosen->fresh = stands(run, had->files[i].name);
}

static int64_t published_at(const struct run *run, const char *date)
{
    struct moment moment;

    return date && moment_parse(date, run->publish->edition->zone, &moment) ? moment.seconds
                                                                            : run->publish->now;
}

/* The values that templates find beside the article's own. */
static template_values values_of(struct run *run, struct chosen *chosen)
{
    const struct edition_file *edition = run->publish->edition;
    /* Pairs; what nobody wrote is told last, and so not at all. */
    const char *const values[] = { "edition",
                                   edition->date,
                                   "publication",
                                   edition->title,
                                   edition->authority ? "authority" : NULL,
                                   edition->authority,
                                   NULL };

    return (template_values)chosen_keep(chosen, g_memdup2(values, sizeof(values)));
}

/* "Correction: …", as the article's first words. */
static const char *correction_of(struct run *run, struct chosen *chosen, const char *text)
{
    const char *const values[] = { "text", text, NULL };
    char *words = text ? skim_words(run->publish->edition->language, "correction", values) : NULL;

    return text && !words ? text : chosen_keep(chosen, words);
}

static struct chosen *chosen_new(struct run *run)
{
    struct chosen *chosen = g_new0(struct chosen, 1);

    chosen->strings = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(run->chosen, chosen);
    return chosen;
}

struct chosen *chosen_article(struct run *run, guint index, GError **error)
{
    const struct facts *facts = run->gather.facts->pdata[index];
    const char *key = run->selection->known_as->pdata[index];
    const struct edition_override *override =
        &g_array_index(run->selection->overrides, struct edition_override, index);
    const struct publish *publish = run->publish;
    struct chosen *chosen = chosen_new(run);
    struct catalogue_article *row = &chosen->article.row;

    chosen->article.draft = chosen_keep(
        chosen, g_build_filename(publish->folder, run->gather.drafts->pdata[index], NULL));
    chosen->article.voice = publish->voice(publish->voice_data, override->voice, override->profile,
                                           facts->language, error);
    if (!chosen->article.voice)
        return NULL;
    chosen->article.values = values_of(run, chosen);
    chosen->article.correction = correction_of(run, chosen, override->correction);
    *row = (struct catalogue_article){
        .key = chosen_keep(chosen, g_strdup(key)),
        .id = chosen_keep(chosen, identity_id(key, facts->title, facts->source)),
        .guid = chosen_keep(chosen, identity_guid(key, facts->guid)),
        .title = chosen_keep(
            chosen, g_strdup(facts->title ? facts->title : identity_public(facts->source))),
        .source = chosen_keep(chosen, g_strdup(facts->source)),
        .content = "",
        .package = "",
        .sentences = "",
        .state = STATE_PUBLISHED,
        .published = published_at(run, facts->date),
    };
    row->modified = row->published;
    chosen->article.language = publish->edition->language;
    chosen->article.date = publish->edition->date;
    chosen->article.publisher = publish->edition->title;
    compare(run, chosen);
    return chosen;
}

/* Where a document that was made up waits to be spoken: a path. NULL with ERROR_OUTPUT. */
static const char *save_draft(struct run *run, struct chosen *chosen, const char *key,
                              const struct document *document, GError **error)
{
    static const struct catalogue_article nothing = { .key = "",
                                                      .id = "",
                                                      .guid = "",
                                                      .title = "",
                                                      .source = "",
                                                      .input = "",
                                                      .content = "",
                                                      .package = "",
                                                      .sentences = "" };
    g_autofree char *name = g_strdup_printf("%016" G_GINT64_MODIFIER "x.package",
                                            (guint64)XXH3_64bits(key, strlen(key)));
    const char *path =
        chosen_keep(chosen, g_build_filename(run->publish->folder, ".crier", "drafts", name, NULL));
    struct record *record = record_new(1);
    gboolean ok = package_save(path, document, record, NULL, &nothing, error);

    record_free(record);
    return ok ? path : NULL;
}

struct chosen *chosen_made_up(struct run *run, const struct chosen_words *words, GError **error)
{
    const struct publish *publish = run->publish;
    const struct edition_file *edition = publish->edition;
    struct chosen *chosen = chosen_new(run);
    struct catalogue_article *row = &chosen->article.row;

    chosen->article.draft = save_draft(run, chosen, words->key, words->document, error);
    document_free(words->document);
    if (!chosen->article.draft)
        return NULL;
    chosen->article.voice =
        publish->voice(publish->voice_data, NULL, words->profile, edition->language, error);
    if (!chosen->article.voice)
        return NULL;
    chosen->article.values = values_of(run, chosen);
    *row = (struct catalogue_article){
        .key = chosen_keep(chosen, g_strdup(words->key)),
        .id = chosen_keep(chosen, identity_id(words->key, words->title, NULL)),
        .guid = chosen_keep(chosen, identity_guid(words->key, words->guid)),
        .title = chosen_keep(chosen, g_strdup(words->title)),
        .source = words->source,
        .content = "",
        .package = "",
        .sentences = "",
        .state = words->state,
        .published = words->published,
        .modified = words->published,
    };
    chosen->article.publisher = edition->title;
    compare(run, chosen);
    if (words->state == STATE_WITHDRAWN)
        row->state = STATE_WITHDRAWN;
    return chosen;
}
