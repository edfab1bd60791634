/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/gather.h"

#include "core/base/error.h"
#include "core/edition/folder_walk.h"
#include "core/edition/package.h"
#include "core/plugin/host.h"
#include "core/plugin/reading.h"
#include "core/source/address.h"

#include <crier/reader.h>
#include <glob.h>
#include <string.h>
#include <xxhash.h>

/* So many articles of a feed may break its reader before the rest is given up. */
#define BROKEN_MOST 8

/* One place that articles come from: a file, a page, a feed. */
struct place {
    const struct edition_source *source;
    guint origin; /* its index in the edition file */
    char *name;
};

G_GNUC_PRINTF(2, 3)
static void say(struct gather *gather, const char *format, ...)
{
    g_autofree char *line = NULL;
    va_list arguments;

    va_start(arguments, format);
    line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    gather->say(gather->say_data, line);
}

/* ---- Places ---- */

static void add_place(GArray *places, const struct edition_source *source, guint origin,
                      const char *name)
{
    const struct place place = { source, origin, g_strdup(name) };

    g_array_append_val(places, place);
}

/* What the edition itself is made with is no article of it. */
static char **made_with(const struct edition_file *edition)
{
    g_autoptr(GStrvBuilder) paths = g_strv_builder_new();

    g_strv_builder_add(paths, edition->path);
    if (edition->cover)
        g_strv_builder_add(paths, edition->cover);
    g_strv_builder_addv(paths, (const char **)edition->lexicons);
    return g_strv_builder_end(paths);
}

/* A folder that is gone, as a disk that is not there, takes nothing along: each file that it
 * held is looked for, and keeps what it held. */
static GPtrArray *files_of(struct gather *gather, const char *folder)
{
    g_auto(GStrv) except = made_with(gather->edition);

    if (g_file_test(folder, G_FILE_TEST_IS_DIR))
        return folder_walk(folder, (const char *const *)except);
    say(gather, "%s: there is no such folder", folder);
    gather->missing++;
    return catalogue_sources(gather->catalogue, folder);
}

static void add_folder(struct gather *gather, GArray *places, const struct edition_source *source,
                       guint origin)
{
    g_autoptr(GPtrArray) files = files_of(gather, source->where);

    for (guint i = 0; files && i < files->len; i++)
        add_place(places, source, origin, files->pdata[i]);
}

static void add_files(struct gather *gather, GArray *places, const struct edition_source *source,
                      guint origin)
{
    glob_t found = { 0 };

    if (glob(source->where, 0, NULL, &found) != 0) {
        say(gather, "%s: there is no such file", source->where);
        gather->missing++;
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        add_place(places, source, origin, found.gl_pathv[i]);
    globfree(&found);
}

static void place_clear(void *data)
{
    g_free(((struct place *)data)->name);
}

static GArray *find_places(struct gather *gather)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(struct place));

    g_array_set_clear_func(places, place_clear);
    for (guint i = 0; i < gather->edition->sources->len; i++) {
        const struct edition_source *source =
            &g_array_index(gather->edition->sources, struct edition_source, i);

        if (source->kind == SOURCE_FILES)
            add_files(gather, places, source, i);
        else if (source->kind == SOURCE_FOLDER)
            add_folder(gather, places, source, i);
        else
            add_place(places, source, i, source->where);
    }
    return places;
}

/* ---- Drafts ---- */

static void add_draft(struct gather *gather, const struct place *place,
                      const struct document *document, const char *draft)
{
    const gboolean feed = place->source->kind == SOURCE_FEED;
    g_autoptr(GPtrArray) tags = g_ptr_array_new();

    for (guint i = 0; feed && i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        if (entry->key == CRIER_META_TAG)
            g_ptr_array_add(tags, (gpointer)document_string(document, entry->value));
    }
    g_ptr_array_add(tags, NULL);
    g_ptr_array_add(gather->facts,
                    facts_new(document, place->name, place->origin,
                              document_meta(document, CRIER_META_IDENTIFIER),
                              (const char *const *)tags->pdata, gather->edition->words_per_minute));
    g_ptr_array_add(gather->drafts, g_strdup(draft));
}

/* All drafts of a source as they were; FALSE when one of them is gone. */
static gboolean take_known(struct gather *gather, const struct place *place, const char *keys)
{
    g_auto(GStrv) drafts = g_strsplit(keys, "\n", -1);
    const guint before = gather->drafts->len;
    gboolean ok = TRUE;

    for (char **draft = drafts; ok && *draft && **draft; draft++) {
        g_autofree char *path = g_build_filename(gather->folder, *draft, NULL);
        struct package package;

        ok = package_load(&package, path, NULL);
        if (ok)
            add_draft(gather, place, package.document, *draft);
        package_clear(&package);
    }
    if (!ok) {
        g_ptr_array_set_size(gather->facts, (gint)before);
        g_ptr_array_set_size(gather->drafts, (gint)before);
    }
    return ok;
}

static gboolean save_draft(struct gather *gather, const struct place *place,
                           const struct document *document, guint entry, GString *keys,
                           GError **error)
{
    static const struct catalogue_article nothing = { "",          "", "", "", "",   "", "", "",
                                                      STATE_DRAFT, 0,  0,  0,  NULL, 0,  "" };
    g_autofree char *draft =
        g_strdup_printf(".crier/drafts/%016" G_GINT64_MODIFIER "x-%u.package",
                        (guint64)XXH3_64bits(place->name, strlen(place->name)), entry);
    g_autofree char *path = g_build_filename(gather->folder, draft, NULL);
    struct record *record = record_new(1);
    gboolean ok = package_save(path, document, record, NULL, &nothing, error);

    record_free(record);
    if (!ok)
        return FALSE;
    add_draft(gather, place, document, draft);
    g_string_append_printf(keys, "%s\n", draft);
    return TRUE;
}

/* ---- Reading ---- */

/* One article of a source; `entry` is that of a feed, or 0. */
static gboolean read_one(struct gather *gather, const struct source *source, guint entry,
                         struct document *document, gboolean *broke, GError **error)
{
    char number[16];
    const struct reader_option asked[] = { { "entry", entry > 0 ? number : NULL }, { NULL, NULL } };
    const struct reading_options how = { .options = asked, .stop = gather->stop, .broke = broke };

    g_snprintf(number, sizeof(number), "%u", entry);
    return reading_run(gather->readers, source, &how, document, error);
}

static guint entries_most(const struct place *place)
{
    if (place->source->kind != SOURCE_FEED)
        return 1;
    return place->source->limit > 0 ? place->source->limit : EDITION_ARTICLES_MOST;
}

/* What became of a source: its drafts so far, and how many of its articles broke the reader. */
struct harvest {
    GString *keys;
    guint broken;
};

/* One of its articles. FALSE with ERROR_INPUT when there is none of this number. */
static gboolean take_article(struct gather *gather, const struct place *place,
                             const struct source *source, guint entry, struct harvest *harvest,
                             GError **error)
{
    const gboolean feed = place->source->kind == SOURCE_FEED;
    struct document *document = document_new();
    g_autoptr(GError) why = NULL;
    gboolean broke = FALSE;
    gboolean ok = read_one(gather, source, feed ? entry : 0, document, &broke, &why) &&
                  save_draft(gather, place, document, entry, harvest->keys, &why);

    document_free(document);
    if (ok)
        return TRUE;
    if (feed && broke && ++harvest->broken < BROKEN_MOST) {
        say(gather, "entry %u is left out: %s", entry, why->message);
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
}

/* All articles of a source; FALSE when that did not end as it should. */
static gboolean read_all(struct gather *gather, const struct place *place,
                         const struct source *source, struct harvest *harvest, GError **error)
{
    g_autoptr(GError) why = NULL;

    for (guint entry = 1; entry <= entries_most(place); entry++) {
        if (take_article(gather, place, source, entry, harvest, &why))
            continue;
        if (why->code == ERROR_INPUT && entry > 1 && harvest->broken < BROKEN_MOST)
            return TRUE; /* the one before was the last one */
        g_propagate_error(error, g_steal_pointer(&why));
        return FALSE;
    }
    return TRUE;
}

/* What reading it depends on. */
static char *input_of(const struct source *source, const struct place *place)
{
    XXH3_state_t *state = XXH3_createState();
    XXH128_hash_t hash;

    XXH3_128bits_reset(state);
    XXH3_128bits_update(state, CRIER_VERSION, sizeof(CRIER_VERSION));
    XXH3_128bits_update(state, &place->source->kind, sizeof(place->source->kind));
    XXH3_128bits_update(state, &place->source->limit, sizeof(place->source->limit));
    XXH3_128bits_update(state, source->bytes, source->size);
    hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    return g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                           (guint64)hash.high64, (guint64)hash.low64);
}

/* It cannot be had: what it held before is kept. FALSE when that is no reason to go on. */
static gboolean miss(struct gather *gather, const struct place *place, const char *drafts,
                     GError *why, GError **error)
{
    gboolean kept;

    if (why->code != ERROR_INPUT && why->code != ERROR_USAGE) {
        g_propagate_error(error, g_error_copy(why));
        return FALSE;
    }
    kept = drafts && *drafts && take_known(gather, place, drafts);
    say(gather, kept ? "%s; what it held before is kept" : "left out: %s", why->message);
    gather->missing++;
    return TRUE;
}

/* Its bytes are new. What could not be read whole is not remembered: the next run tries again. */
static gboolean read_anew(struct gather *gather, const struct place *place,
                          const struct source *source, const char *input, const char *drafts,
                          GError **error)
{
    g_autoptr(GString) keys = g_string_new(NULL);
    struct harvest harvest = { .keys = keys };
    const guint before = gather->drafts->len;
    g_autoptr(GError) why = NULL;

    if (!read_all(gather, place, source, &harvest, &why)) {
        g_ptr_array_set_size(gather->facts, (gint)before);
        g_ptr_array_set_size(gather->drafts, (gint)before);
        return miss(gather, place, drafts, why, error);
    }
    gather->missing += harvest.broken;
    return harvest.broken > 0 ||
           catalogue_set_source(gather->catalogue, place->name, input, keys->str, error);
}

static gboolean visit(struct gather *gather, const struct place *place, GError **error)
{
    g_autofree char *had = NULL, *drafts = NULL, *input = NULL;
    gboolean known = catalogue_source(gather->catalogue, place->name, &had, &drafts);
    g_autoptr(GError) why = NULL;
    struct source source = { 0 };
    gboolean ok;

    if (source_load(&source, place->name, gather->fetch, &why)) {
        input = input_of(&source, place);
        ok = (known && strcmp(had, input) == 0 && take_known(gather, place, drafts)) ||
             read_anew(gather, place, &source, input, drafts, error);
    } else {
        ok = miss(gather, place, drafts, why, error);
    }
    source_clear(&source);
    return ok;
}

gboolean gather_run(struct gather *gather, GError **error)
{
    g_autoptr(GArray) places = NULL;

    gather->facts = g_ptr_array_new_with_free_func((GDestroyNotify)facts_free);
    gather->drafts = g_ptr_array_new_with_free_func(g_free);
    places = find_places(gather);
    for (guint i = 0; i < places->len; i++) {
        if (gather->stop && *gather->stop) {
            g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
            return FALSE;
        }
        if (!visit(gather, &g_array_index(places, struct place, i), error))
            return FALSE;
    }
    return TRUE;
}

void gather_clear(struct gather *gather)
{
    g_clear_pointer(&gather->facts, g_ptr_array_unref);
    g_clear_pointer(&gather->drafts, g_ptr_array_unref);
}
