/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/publish.h"

#include "core/base/error.h"
#include "core/edition/chosen.h"
#include "core/edition/cover.h"
#include "core/edition/extras.h"
#include "core/edition/identity.h"
#include "core/edition/prune.h"
#include "core/edition/skim.h"

void run_say(struct run *run, const char *format, ...)
{
    g_autofree char *line = NULL;
    va_list arguments;

    va_start(arguments, format);
    line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    run->publish->say(run->publish->say_data, line);
}

/* ---- Choosing ---- */

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
            struct chosen *chosen =
                chosen_article(run, g_array_index(section->articles, guint, k), error);

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
                           .say = publish->warn,
                           .done = publish->done,
                           .say_data = publish->say_data };
}

gboolean run_make(struct run *run, const GArray *articles, GError **error)
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
    return run_make(run, articles, error);
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

/* How often its articles were changed since they were published; NULL: never. */
static char *revision_of(struct run *run)
{
    uint64_t changes = 0;

    for (guint i = 0; i < run->sections->len; i++) {
        const GPtrArray *keys = g_array_index(run->sections, struct bound_section, i).keys;

        for (guint k = 0; k < keys->len; k++)
            changes += catalogue_find(run->catalogue, keys->pdata[k])->version - 1;
    }
    return changes > 0 ? g_strdup_printf("%" G_GUINT64_FORMAT, changes) : NULL;
}

static char *stamp(int64_t seconds)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(seconds);

    return g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ");
}

static void say_bound(void *data, const struct binding *binding)
{
    struct run *run = data;

    run->publish->outputs_made++;
    run_say(run, "wrote %s/%s", run->publish->folder, binding->path);
}

/* Books and pages together; then what refers to them: feeds, with their episodes. */
static gboolean bind_some(struct run *run, const struct binder *binder, gboolean feeds,
                          GError **error)
{
    const GArray *bindings = wants_bindings(run->wants);
    g_autoptr(GPtrArray) some = g_ptr_array_new();
    struct binder told = *binder;

    for (guint i = 0; i < bindings->len; i++) {
        struct binding *binding = &g_array_index(bindings, struct binding, i);

        if (binding->feed == feeds)
            g_ptr_array_add(some, binding);
    }
    if (feeds)
        told.sections = run->episodes;
    return binder_bind(&told, some, run->publish->jobs, say_bound, run, error);
}

static gboolean bind_all(struct run *run, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *identifier =
        identity_edition(edition->base_url, edition->title, edition->date);
    g_autofree char *modified = stamp(newest(run)), *narrator = wants_narrator(run->wants);
    g_autofree char *revision = revision_of(run);
    g_autoptr(GArray) meta = g_array_new(FALSE, FALSE, sizeof(struct crier_meta));
    struct crier_edition told = { .size = sizeof(told) };
    const struct binder binder = { .folder = run->publish->folder,
                                   .catalogue = run->catalogue,
                                   .edition = &told,
                                   .sections = run->sections,
                                   .front = run->front,
                                   .together = run->together,
                                   .rate = run->rate };

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
    add_meta(meta, CRIER_META_IMAGE, run->image);
    add_meta(meta, CRIER_META_REVISION, revision);
    told.meta = (const struct crier_meta *)(void *)meta->data;
    told.meta_count = meta->len;
    return bind_some(run, &binder, FALSE, error) && bind_some(run, &binder, TRUE, error);
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

static gboolean has_feed(const struct run *run)
{
    const GArray *bindings = wants_bindings(run->wants);

    for (guint i = 0; i < bindings->len; i++)
        if (g_array_index(bindings, struct binding, i).feed)
            return TRUE;
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
                                   .say = publish->warn,
                                   .say_data = publish->say_data };
    run->wants = wants_new(publish->edition, publish->outputs, !publish->finish, error);
    if (!run->wants || !cover_check(publish->edition->cover, has_feed(run), error) ||
        !gather_run(&run->gather, error))
        return FALSE;
    publish->missing = run->gather.missing;
    if (!select_articles(run, error) || !choose_all(run, error) || !extras_tombstones(run, error) ||
        !make_articles(run, error))
        return FALSE;
    drop_unmade(run);
    if (publish->articles == 0) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "no article could be spoken");
        return FALSE;
    }
    if (!folder_rate(run->folder, run->catalogue, run->sections, &run->rate, error))
        return FALSE;
    if (publish->finish)
        return publish->finish(publish->finish_data, run, error);
    if ((publish->articles > 1 && !extras_front(run, error)) || !extras_episodes(run, error) ||
        !cover_publish(publish->edition->cover, publish->folder, &run->image, error) ||
        !bind_all(run, error))
        return FALSE;
    prune(publish->folder, run->catalogue, run->image, publish->now);
    return TRUE;
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
    g_array_unref(run->episodes);
    g_ptr_array_unref(run->together);
    g_free(run->image);
}

gboolean publish_run(struct publish *publish, GError **error)
{
    const struct edition_file *edition = publish->edition;
    g_autofree char *name = identity_edition(edition->base_url, edition->title, NULL);
    struct run run = { .publish = publish,
                       .chosen = g_ptr_array_new_with_free_func(chosen_free),
                       .titles = g_ptr_array_new_with_free_func(g_free),
                       .together = g_ptr_array_new(),
                       .episodes = g_array_new(FALSE, FALSE, sizeof(struct bound_section)),
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
