/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/binder.h"

#include "core/base/error.h"
#include "core/edition/identity.h"
#include "core/edition/package.h"
#include "core/production/wrapping.h"

#include <string.h>
#include <xxhash.h>

/* ---- What it depends on ---- */

static void mix(XXH3_state_t *state, const char *text)
{
    /* The end counts too, so that two values are not one. */
    XXH3_128bits_update(state, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void mix_number(XXH3_state_t *state, uint64_t number)
{
    XXH3_128bits_update(state, &number, sizeof(number));
}

static void mix_edition(XXH3_state_t *state, const struct binder *binder,
                        const struct binding *binding)
{
    const struct crier_edition *edition = binder->edition;

    mix(state, CRIER_VERSION);
    mix(state, binding->plugin->head.name);
    mix(state, binding->plugin->head.version);
    mix(state, binding->path);
    for (guint i = 0; binding->options && i < binding->options->len; i++) {
        const struct crier_option *option =
            &g_array_index(binding->options, struct crier_option, i);

        mix(state, option->key);
        mix(state, option->value);
    }
    for (uint64_t i = 0; i < edition->meta_count; i++) {
        mix_number(state, edition->meta[i].key);
        mix(state, edition->meta[i].value);
    }
}

static void mix_article(XXH3_state_t *state, const struct catalogue_article *article)
{
    mix(state, article->id);
    mix(state, article->guid);
    mix(state, article->package);
    mix(state, article->content);
    mix_number(state, article->state);
    mix_number(state, (uint64_t)article->modified);
    for (guint i = 0; i < article->file_count; i++)
        mix(state, article->files[i].name);
}

/* Walks over all articles in order; each() returns FALSE to end it. */
typedef gboolean (*each_article)(void *data, const char *key, GError **error);

static gboolean walk(const struct binder *binder, each_article each, void *data, GError **error)
{
    for (guint i = 0; i < binder->sections->len; i++) {
        const struct bound_section *section =
            &g_array_index(binder->sections, struct bound_section, i);

        for (guint k = 0; k < section->keys->len; k++)
            if (!each(data, section->keys->pdata[k], error))
                return FALSE;
    }
    return TRUE;
}

struct counting {
    const struct binder *binder;
    XXH3_state_t *state;
    uint64_t articles;
    int64_t frames;
};

static gboolean count_article(void *data, const char *key, GError **error)
{
    struct counting *counting = data;
    const struct catalogue_article *article = catalogue_find(counting->binder->catalogue, key);

    if (!article) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "the catalogue does not know %s", key);
        return FALSE;
    }
    mix_article(counting->state, article);
    counting->articles++;
    for (guint i = 0; i < article->file_count; i++)
        if (g_str_has_prefix(article->files[i].type, "audio/") &&
            article->files[i].words_per_minute == 0) {
            counting->frames += article->files[i].frames;
            break;
        }
    return TRUE;
}

/* A new string of 32 hexadecimal digits. */
static char *key_of(const struct binder *binder, const struct binding *binding,
                    struct crier_edition *told, GError **error)
{
    struct counting counting = { .binder = binder, .state = XXH3_createState() };
    XXH128_hash_t hash;
    gboolean ok;

    XXH3_128bits_reset(counting.state);
    mix_edition(counting.state, binder, binding);
    for (guint i = 0; i < binder->sections->len; i++) {
        const struct bound_section *section =
            &g_array_index(binder->sections, struct bound_section, i);

        mix(counting.state, section->title);
        mix_number(counting.state, section->keys->len);
        told->section_count += section->title != NULL;
    }
    mix(counting.state, binder->front);
    ok = walk(binder, count_article, &counting, error);
    hash = XXH3_128bits_digest(counting.state);
    XXH3_freeState(counting.state);
    told->article_count = counting.articles;
    told->frames = counting.frames;
    return ok ? g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                (guint64)hash.high64, (guint64)hash.low64)
              : NULL;
}

/* ---- Telling ---- */

struct telling {
    const struct binder *binder;
    GMutex *lock; /* of the catalogue: several tell at a time */
    struct wrapping *wrapping;
    const char *const *wanted; /* suffixes of media, the best first */
};

static gint rank(const struct telling *telling, const struct catalogue_file *file)
{
    for (gint i = 0; telling->wanted[i]; i++)
        if (strcmp(telling->wanted[i], file->kind) == 0)
            return i;
    return G_MAXINT16;
}

static gint by_rank(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct catalogue_file *x = a, *y = b;
    const gint one = rank(data, x), other = rank(data, y);

    if (x->words_per_minute != y->words_per_minute)
        return x->words_per_minute < y->words_per_minute ? -1 : 1;
    return one != other ? (one < other ? -1 : 1) : strcmp(x->kind, y->kind);
}

static const char *own(GPtrArray *strings, char *string)
{
    g_ptr_array_add(strings, string);
    return string;
}

/* Its files as wrappers are told of them. */
static GArray *media_of(struct telling *telling, const struct catalogue_article *article,
                        GPtrArray *strings)
{
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(struct catalogue_file));
    GArray *media = g_array_new(FALSE, FALSE, sizeof(struct crier_file));

    if (article->file_count > 0)
        g_array_append_vals(files, article->files, article->file_count);
    g_array_sort_with_data(files, by_rank, telling);
    for (guint i = 0; i < files->len; i++) {
        const struct catalogue_file *file = &g_array_index(files, struct catalogue_file, i);
        const struct crier_file told = {
            .size = sizeof(told),
            .path = own(strings, g_build_filename(telling->binder->folder, file->name, NULL)),
            .media_type = own(strings, g_strdup(file->type)),
            .bytes = file->bytes,
            .frames = file->frames,
            .name = own(strings, g_strdup(file->name)),
            .hash = own(strings, g_strdup(file->hash)),
            .words_per_minute = file->words_per_minute,
        };

        g_array_append_val(media, told);
    }
    return media;
}

static uint32_t flags_of(const struct binder *binder, const struct catalogue_article *article)
{
    uint32_t flags = 0;

    if (g_strcmp0(binder->front, article->key) == 0)
        flags |= CRIER_ARTICLE_FRONT;
    if (binder->together && g_ptr_array_find_with_equal_func((GPtrArray *)binder->together,
                                                             article->key, g_str_equal, NULL))
        flags |= CRIER_ARTICLE_SEVERAL;
    if (article->state == STATE_CORRECTED)
        flags |= CRIER_ARTICLE_CORRECTED;
    if (article->state == STATE_WITHDRAWN)
        flags |= CRIER_ARTICLE_WITHDRAWN;
    return flags;
}

static char *stamp(int64_t seconds)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(seconds);

    return g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ");
}

/* What the catalogue knows of an article: strings go to `strings`, media to *media, the path of
 * its package is returned. */
static const char *ask(struct telling *telling, const char *key, struct wrapped_article *wrapped,
                       GPtrArray *strings, GArray **media)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(telling->lock);
    const struct binder *binder = telling->binder;
    const struct catalogue_article *article = catalogue_find(binder->catalogue, key);

    *media = media_of(telling, article, strings);
    *wrapped = (struct wrapped_article){
        .source = own(strings, g_strdup(identity_public(article->source))),
        .id = own(strings, g_strdup(article->id)),
        .guid = own(strings, g_strdup(article->guid)),
        .date = own(strings, stamp(article->published)),
        .flags = flags_of(binder, article),
        .media = (const struct crier_file *)(void *)(*media)->data,
        .media_count = (*media)->len,
    };
    return own(strings, g_build_filename(binder->folder, article->package, NULL));
}

static gboolean tell_article(struct telling *telling, const char *key, GError **error)
{
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) media = NULL;
    struct wrapped_article wrapped;
    const char *path = ask(telling, key, &wrapped, strings, &media);
    struct package package;
    gboolean ok = package_load(&package, path, error);

    wrapped.document = package.document;
    wrapped.record = package.record;
    ok = ok && wrapping_article(telling->wrapping, &wrapped, error);
    package_clear(&package);
    return ok;
}

static gboolean tell_section(struct telling *telling, const struct bound_section *section,
                             GError **error)
{
    if (section->title && !wrapping_section(telling->wrapping, section->title, error))
        return FALSE;
    for (guint i = 0; i < section->keys->len; i++)
        if (!tell_article(telling, section->keys->pdata[i], error))
            return FALSE;
    return !section->title || wrapping_section(telling->wrapping, NULL, error);
}

static gboolean tell_all(struct telling *telling, GError **error)
{
    const GArray *sections = telling->binder->sections;

    for (guint i = 0; i < sections->len; i++)
        if (!tell_section(telling, &g_array_index(sections, struct bound_section, i), error))
            return FALSE;
    return TRUE;
}

/* ---- Several at a time ---- */

enum bound { BOUND_FAILED, BOUND_MADE, BOUND_UNCHANGED };

/* A binding on its way. */
struct work {
    const struct binder *binder;
    const struct binding *binding;
    GMutex *lock; /* of the catalogue */
    char *path;
    char *key; /* of what it would be made from */
    struct crier_edition told;
    enum bound bound;
    GError *error;
};

static void work_clear(gpointer data)
{
    struct work *work = data;

    g_free(work->path);
    g_free(work->key);
    g_clear_error(&work->error);
}

/* Must it be made? Asks the catalogue, so not from a thread. */
static void look(struct work *work)
{
    const struct binder *binder = work->binder;
    g_autofree char *had = catalogue_output(binder->catalogue, work->binding->name);

    work->told = *binder->edition;
    work->path = g_build_filename(binder->folder, work->binding->path, NULL);
    work->key = key_of(binder, work->binding, &work->told, &work->error);
    if (!work->key)
        work->bound = BOUND_FAILED;
    else if (g_strcmp0(work->key, had) == 0 && g_file_test(work->path, G_FILE_TEST_EXISTS))
        work->bound = BOUND_UNCHANGED;
    else
        work->bound = BOUND_MADE;
}

static gboolean bind_anew(struct work *work, GError **error)
{
    const struct wrapping_job job = { .plugin = work->binding->plugin,
                                      .path = work->path,
                                      .options = work->binding->options,
                                      .rate = work->binder->rate,
                                      .edition = &work->told };
    struct telling telling = { .binder = work->binder,
                               .lock = work->lock,
                               .wanted = output_media(work->binding->plugin) };

    telling.wrapping = wrapping_new(&job, error);
    if (!telling.wrapping)
        return FALSE;
    if (tell_all(&telling, error))
        return wrapping_finish(telling.wrapping, NULL, error);
    wrapping_abort(telling.wrapping);
    return FALSE;
}

static void make(gpointer data, gpointer unused)
{
    struct work *work = data;

    (void)unused;
    if (!bind_anew(work, &work->error))
        work->bound = BOUND_FAILED;
}

static void make_all(GArray *works, guint jobs)
{
    GThreadPool *pool = g_thread_pool_new(make, NULL, MAX((gint)jobs, 1), FALSE, NULL);

    for (guint i = 0; i < works->len; i++) {
        struct work *work = &g_array_index(works, struct work, i);

        if (work->bound == BOUND_MADE)
            g_thread_pool_push(pool, work, NULL);
    }
    g_thread_pool_free(pool, FALSE, TRUE);
}

/* What was made is remembered also when another one failed; the first error counts. */
static gboolean conclude(struct work *work, GError **error)
{
    if (work->bound == BOUND_MADE &&
        !catalogue_set_output(work->binder->catalogue, work->binding->name, work->key,
                              &work->error))
        work->bound = BOUND_FAILED;
    if (work->bound != BOUND_FAILED)
        return TRUE;
    if (!*error)
        *error = g_steal_pointer(&work->error);
    return FALSE;
}

gboolean binder_bind(const struct binder *binder, GPtrArray *bindings, guint jobs,
                     binder_said *said, void *data, GError **error)
{
    g_autoptr(GArray) works = g_array_new(FALSE, TRUE, sizeof(struct work));
    GError *first = NULL;
    GMutex lock;

    g_mutex_init(&lock);
    g_array_set_clear_func(works, work_clear);
    g_array_set_size(works, bindings->len);
    for (guint i = 0; i < works->len; i++) {
        struct work *work = &g_array_index(works, struct work, i);

        work->binder = binder;
        work->binding = bindings->pdata[i];
        work->lock = &lock;
        look(work);
    }
    make_all(works, jobs);
    for (guint i = 0; i < works->len; i++) {
        struct work *work = &g_array_index(works, struct work, i);

        if (conclude(work, &first) && work->bound == BOUND_MADE)
            said(data, work->binding);
    }
    g_mutex_clear(&lock);
    if (first)
        g_propagate_error(error, first);
    return !first;
}
