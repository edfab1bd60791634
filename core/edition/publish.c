/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/publish.h"

#include "core/base/error.h"
#include "core/edition/binder.h"
#include "core/edition/folder.h"
#include "core/edition/gather.h"
#include "core/edition/identity.h"
#include "core/edition/package.h"
#include "core/edition/selection.h"
#include "core/edition/skim.h"
#include "core/edition/wants.h"

#include <string.h>
#include <xxhash.h>

/* Of an article that is chosen. */
struct chosen {
    struct press_article article;
    GPtrArray *strings;
    gboolean fresh; /* nothing of it has to be made */
};

struct run {
    struct publish *publish;
    struct folder *folder;
    struct catalogue *catalogue;
    struct gather gather;
    struct selection *selection;
    struct wants *wants;
    GPtrArray *chosen; /* of struct chosen */
    GArray *sections;  /* of struct bound_section */
    GPtrArray *titles; /* of char *: of the sections */
    char *front;       /* key of the front page, or NULL */
    uint32_t rate;
};

G_GNUC_PRINTF(2, 3)
static void say(struct run *run, const char *format, ...)
{
    g_autofree char *line = NULL;
    va_list arguments;

    va_start(arguments, format);
    line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    run->publish->say(run->publish->say_data, line);
}

/* ---- Choosing ---- */

static void chosen_free(void *data)
{
    struct chosen *chosen = data;

    g_ptr_array_unref(chosen->strings);
    g_free(chosen);
}

static const char *keep(struct chosen *chosen, char *string)
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

/* Is all of it there already? What the catalogue says of it is taken over. */
static void compare(struct run *run, struct chosen *chosen)
{
    struct catalogue_article *row = &chosen->article.row;
    const struct catalogue_article *had = catalogue_find(run->catalogue, row->key);

    if (!had)
        return;
    row->id = keep(chosen, g_strdup(had->id));
    row->guid = keep(chosen, g_strdup(had->guid));
    row->content = keep(chosen, g_strdup(had->content));
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
static template_values values_of(struct run *run, struct chosen *chosen,
                                 const struct edition_override *override)
{
    const struct edition_file *edition = run->publish->edition;
    const char **values = g_new0(const char *, 7);
    guint count = 0;

    g_ptr_array_add(chosen->strings, (gpointer)values);
    if (edition->title) {
        values[count++] = "publication";
        values[count++] = edition->title;
    }
    values[count++] = "edition";
    values[count++] = edition->date;
    if (override && override->correction) {
        values[count++] = "correction";
        values[count++] = override->correction;
    }
    return values;
}

/* What is known of an article before it is spoken. NULL with an error. */
static struct chosen *choose(struct run *run, guint index, GError **error)
{
    const struct facts *facts = run->gather.facts->pdata[index];
    const char *key = run->selection->known_as->pdata[index];
    const struct edition_override *override =
        &g_array_index(run->selection->overrides, struct edition_override, index);
    struct chosen *chosen = g_new0(struct chosen, 1);
    struct catalogue_article *row = &chosen->article.row;
    const struct publish *publish = run->publish;

    chosen->strings = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(run->chosen, chosen);
    chosen->article.draft =
        keep(chosen, g_build_filename(publish->folder, run->gather.drafts->pdata[index], NULL));
    chosen->article.voice = publish->voice(publish->voice_data, override->voice, override->profile,
                                           facts->language, error);
    if (!chosen->article.voice)
        return NULL;
    chosen->article.values = values_of(run, chosen, override);
    *row = (struct catalogue_article){
        .key = keep(chosen, g_strdup(key)),
        .id = keep(chosen, identity_id(key, facts->title, facts->source)),
        .guid = keep(chosen, identity_guid(key, facts->guid)),
        .title = keep(chosen, g_strdup(facts->title ? facts->title : facts->source)),
        .source = keep(chosen, g_strdup(facts->source)),
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
    row->input = keep(chosen, input_of(run, chosen));
    compare(run, chosen);
    return chosen;
}

static void add_section(struct run *run, char *title, GPtrArray *keys)
{
    struct bound_section section = { title, keys };

    if (title)
        g_ptr_array_add(run->titles, title);
    g_array_append_val(run->sections, section);
}

static gboolean choose_all(struct run *run, GError **error)
{
    for (guint i = 0; i < run->selection->sections->len; i++) {
        const struct selected_section *section =
            &g_array_index(run->selection->sections, struct selected_section, i);
        GPtrArray *keys = g_ptr_array_new();

        for (guint k = 0; k < section->articles->len; k++) {
            struct chosen *chosen = choose(run, g_array_index(section->articles, guint, k), error);

            if (!chosen) {
                g_ptr_array_unref(keys);
                return FALSE;
            }
            g_ptr_array_add(keys, (gpointer)chosen->article.row.key);
        }
        if (keys->len > 0)
            add_section(run, skim_section_title(run->publish->edition, section->section), keys);
        else
            g_ptr_array_unref(keys);
    }
    return TRUE;
}

static void say_absent(struct run *run)
{
    for (guint i = 0; i < run->selection->absent->len; i++) {
        const struct absent *absent = &g_array_index(run->selection->absent, struct absent, i);
        const struct facts *facts = run->gather.facts->pdata[absent->article];
        g_autofree char *shown = error_printable(facts->source, -1);
        g_autofree char *line =
            g_strdup_printf("not in this edition: %s: %s", shown, absent->reason);

        run->publish->say_more(run->publish->say_data, line);
    }
}

/* ---- Making ---- */

static struct press press_of(struct run *run)
{
    struct publish *publish = run->publish;

    return (struct press){ .folder = publish->folder,
                           .catalogue = run->catalogue,
                           .outputs = wants_outputs(run->wants),
                           .ladder = publish->edition->rates,
                           .engine = publish->engine,
                           .engine_data = publish->voice_data,
                           .jobs = publish->jobs,
                           .now = publish->now,
                           .stop = publish->stop,
                           .say = publish->say,
                           .done = publish->done,
                           .say_data = publish->say_data };
}

static gboolean make(struct run *run, const GArray *articles, GError **error)
{
    struct press press = press_of(run);
    gboolean ok = articles->len == 0 || press_run(&press, articles, error);

    run->publish->made += press.made;
    run->publish->failed += press.failed;
    return ok;
}

static gboolean make_articles(struct run *run, GError **error)
{
    g_autoptr(GArray) articles = g_array_new(FALSE, FALSE, sizeof(struct press_article));

    for (guint i = 0; i < run->chosen->len; i++) {
        const struct chosen *chosen = run->chosen->pdata[i];

        if (!chosen->fresh)
            g_array_append_val(articles, chosen->article);
    }
    return make(run, articles, error);
}

/* Articles that could not be made, now or before, have no place. */
static void drop_unmade(struct run *run)
{
    run->publish->articles = 0;
    for (guint i = run->sections->len; i-- > 0;) {
        struct bound_section *section = &g_array_index(run->sections, struct bound_section, i);
        GPtrArray *keys = (GPtrArray *)section->keys;

        for (guint k = keys->len; k-- > 0;)
            if (!catalogue_find(run->catalogue, keys->pdata[k]))
                g_ptr_array_remove_index(keys, k);
        run->publish->articles += keys->len;
        if (keys->len == 0) {
            g_ptr_array_unref(keys);
            g_array_remove_index(run->sections, i);
        }
    }
}

/* How long each article plays by now, for the front page. */
static void measure(struct run *run)
{
    for (guint i = 0; i < run->gather.facts->len; i++) {
        const struct catalogue_article *row =
            catalogue_find(run->catalogue, run->selection->known_as->pdata[i]);

        for (guint k = 0; row && k < row->file_count; k++)
            if (g_str_has_prefix(row->files[k].type, "audio/") &&
                row->files[k].words_per_minute == 0)
                ((struct facts *)run->gather.facts->pdata[i])->seconds =
                    row->files[k].frames / run->rate;
    }
}

/* The headlines, spoken, as the first article of all. */
static gboolean make_front(struct run *run, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    static const char draft[] = ".crier/drafts/front.package";
    static const struct catalogue_article nothing = { "",          "", "", "", "",   "", "", "",
                                                      STATE_DRAFT, 0,  0,  0,  NULL, 0,  "" };
    g_autoptr(GArray) articles = g_array_new(FALSE, FALSE, sizeof(struct press_article));
    g_autofree char *path = g_build_filename(run->publish->folder, draft, NULL);
    g_autofree char *uuid = identity_edition(edition->base_url, edition->title, edition->date);
    struct chosen *chosen = g_new0(struct chosen, 1);
    struct catalogue_article *row = &chosen->article.row;
    struct record *record = record_new(1);
    struct skim *skim;
    GPtrArray *keys;
    gboolean ok;

    chosen->strings = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(run->chosen, chosen);
    measure(run);
    skim = skim_new(edition, run->selection, run->gather.facts, error);
    ok = skim && package_save(path, skim->document, record, &nothing, error);
    record_free(record);
    if (skim)
        skim_free(skim);
    if (!ok)
        return FALSE;
    run->front = g_strconcat("front:", uuid, NULL);
    chosen->article.draft = keep(chosen, g_strdup(path));
    chosen->article.voice =
        run->publish->voice(run->publish->voice_data, NULL, "plain", edition->language, error);
    if (!chosen->article.voice)
        return FALSE;
    *row = (struct catalogue_article){ .key = run->front,
                                       .id = keep(chosen, identity_id(run->front, "front", NULL)),
                                       .guid = keep(chosen, identity_guid(run->front, NULL)),
                                       .title = edition->title,
                                       .source = "front page",
                                       .content = "",
                                       .package = "",
                                       .sentences = "",
                                       .state = STATE_PUBLISHED,
                                       .published = edition->time,
                                       .modified = edition->time };
    chosen->article.publisher = edition->title;
    row->input = keep(chosen, input_of(run, chosen));
    compare(run, chosen);
    if (!chosen->fresh)
        g_array_append_val(articles, chosen->article);
    if (!make(run, articles, error))
        return FALSE;
    if (!catalogue_find(run->catalogue, run->front)) {
        g_clear_pointer(&run->front, g_free);
        return TRUE;
    }
    keys = g_ptr_array_new();
    g_ptr_array_add(keys, run->front);
    g_array_prepend_vals(run->sections, &(struct bound_section){ NULL, keys }, 1);
    return TRUE;
}

/* ---- Binding ---- */

static void add_meta(GArray *meta, uint32_t key, const char *value)
{
    const struct crier_meta entry = { .key = key, .value = value };

    if (value && *value)
        g_array_append_val(meta, entry);
}

/* When the newest of all articles was changed. */
static int64_t newest(struct run *run)
{
    int64_t newest = run->publish->edition->time;

    for (guint i = 0; i < run->sections->len; i++) {
        const GPtrArray *keys = g_array_index(run->sections, struct bound_section, i).keys;

        for (guint k = 0; k < keys->len; k++)
            newest = MAX(newest, catalogue_find(run->catalogue, keys->pdata[k])->modified);
    }
    return newest;
}

static char *stamp(int64_t seconds)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(seconds);

    return g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean bind_one(struct run *run, const struct binder *binder,
                         const struct binding *binding, GError **error)
{
    switch (binder_bind(binder, binding, error)) {
    case BOUND_MADE:
        run->publish->outputs_made++;
        say(run, "wrote %s/%s", run->publish->folder, binding->path);
        return TRUE;
    case BOUND_UNCHANGED:
        return TRUE;
    default:
        return FALSE;
    }
}

static gboolean bind_all(struct run *run, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *identifier =
        identity_edition(edition->base_url, edition->title, edition->date);
    g_autofree char *modified = stamp(newest(run)), *narrator = wants_narrator(run->wants);
    g_autoptr(GArray) meta = g_array_new(FALSE, FALSE, sizeof(struct crier_meta));
    struct crier_edition told = { .size = sizeof(told) };
    const struct binder binder = { .folder = run->publish->folder,
                                   .catalogue = run->catalogue,
                                   .edition = &told,
                                   .sections = run->sections,
                                   .front = run->front,
                                   .rate = run->rate };
    const GArray *bindings = wants_bindings(run->wants);

    add_meta(meta, CRIER_META_TITLE, edition->title);
    add_meta(meta, CRIER_META_LANGUAGE, edition->language);
    add_meta(meta, CRIER_META_PUBLISHER, edition->publisher);
    add_meta(meta, CRIER_META_DESCRIPTION, edition->description);
    add_meta(meta, CRIER_META_DATE, edition->date);
    add_meta(meta, CRIER_META_MODIFIED, modified);
    add_meta(meta, CRIER_META_IDENTIFIER, identifier);
    add_meta(meta, CRIER_META_LICENCE, edition->licence);
    add_meta(meta, CRIER_META_URL, edition->base_url);
    add_meta(meta, CRIER_META_NARRATOR, narrator);
    add_meta(meta, CRIER_META_COVER, edition->cover);
    told.meta = (const struct crier_meta *)(void *)meta->data;
    told.meta_count = meta->len;
    for (guint i = 0; i < bindings->len; i++)
        if (!bind_one(run, &binder, &g_array_index(bindings, struct binding, i), error))
            return FALSE;
    return TRUE;
}

/* ---- All of it ---- */

static gboolean select_articles(struct run *run, GError **error)
{
    const struct selection_wish wish = { .now = run->publish->now };

    run->selection = selection_make(run->publish->edition, run->gather.facts, &wish);
    say_absent(run);
    if (run->selection->count > 0)
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "there is no article to publish; -v says why each was left out");
    return FALSE;
}

static gboolean publish_all(struct run *run, GError **error)
{
    struct publish *publish = run->publish;

    run->gather = (struct gather){ .edition = publish->edition,
                                   .readers = publish->readers,
                                   .fetch = publish->fetch,
                                   .catalogue = run->catalogue,
                                   .folder = publish->folder,
                                   .stop = publish->stop,
                                   .say = publish->say,
                                   .say_data = publish->say_data };
    run->wants = wants_new(publish->edition, publish->outputs, error);
    if (!run->wants || !gather_run(&run->gather, error))
        return FALSE;
    publish->missing = run->gather.missing;
    if (!select_articles(run, error) || !choose_all(run, error) || !make_articles(run, error))
        return FALSE;
    drop_unmade(run);
    if (publish->articles == 0) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "no article could be spoken");
        return FALSE;
    }
    return folder_rate(run->folder, run->catalogue, run->sections, &run->rate, error) &&
           (publish->articles == 1 || make_front(run, error)) && bind_all(run, error);
}

static void run_clear(struct run *run)
{
    for (guint i = 0; i < run->sections->len; i++)
        g_ptr_array_unref((GPtrArray *)g_array_index(run->sections, struct bound_section, i).keys);
    g_array_unref(run->sections);
    g_ptr_array_unref(run->titles);
    g_ptr_array_unref(run->chosen);
    if (run->selection)
        selection_free(run->selection);
    gather_clear(&run->gather);
    wants_free(run->wants);
    catalogue_close(run->catalogue);
    folder_close(run->folder);
    g_free(run->front);
}

gboolean publish_run(struct publish *publish, GError **error)
{
    const struct edition_file *edition = publish->edition;
    g_autofree char *name = identity_edition(edition->base_url, edition->title, NULL);
    struct run run = { .publish = publish,
                       .chosen = g_ptr_array_new_with_free_func(chosen_free),
                       .titles = g_ptr_array_new_with_free_func(g_free),
                       .sections = g_array_new(FALSE, FALSE, sizeof(struct bound_section)) };
    const struct folder_wish wish = { .path = publish->folder,
                                      .edition = name,
                                      .wait = publish->wait,
                                      .say = publish->say,
                                      .say_data = publish->say_data };
    gboolean ok;

    run.folder = folder_open(&wish, &run.catalogue, error);
    ok = run.folder && publish_all(&run, error);
    run_clear(&run);
    return ok;
}
