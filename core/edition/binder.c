/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/binder.h"

#include "core/base/error.h"
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

/* Its files as wrappers are told of them; paths are owned by `paths`. */
static GArray *media_of(struct telling *telling, const struct catalogue_article *article,
                        GPtrArray *paths)
{
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(struct catalogue_file));
    GArray *media = g_array_new(FALSE, FALSE, sizeof(struct crier_file));

    if (article->file_count > 0)
        g_array_append_vals(files, article->files, article->file_count);
    g_array_sort_with_data(files, by_rank, telling);
    for (guint i = 0; i < files->len; i++) {
        const struct catalogue_file *file = &g_array_index(files, struct catalogue_file, i);
        char *path = g_build_filename(telling->binder->folder, file->name, NULL);
        const struct crier_file told = { .size = sizeof(told),
                                         .path = path,
                                         .media_type = file->type,
                                         .bytes = file->bytes,
                                         .frames = file->frames,
                                         .name = file->name,
                                         .hash = file->hash,
                                         .words_per_minute = file->words_per_minute };

        g_ptr_array_add(paths, path);
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

static gboolean tell_article(void *data, const char *key, GError **error)
{
    struct telling *telling = data;
    const struct catalogue_article *article = catalogue_find(telling->binder->catalogue, key);
    g_autofree char *path = g_build_filename(telling->binder->folder, article->package, NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) media = media_of(telling, article, paths);
    g_autoptr(GDateTime) published = g_date_time_new_from_unix_utc(article->published);
    g_autofree char *date = g_date_time_format(published, "%Y-%m-%dT%H:%M:%SZ");
    struct package package;
    gboolean ok = package_load(&package, path, error);

    if (ok) {
        const struct wrapped_article wrapped = {
            .document = package.document,
            .record = package.record,
            .source = article->source,
            .id = article->id,
            .guid = article->guid,
            .date = date,
            .flags = flags_of(telling->binder, article),
            .media = (const struct crier_file *)(void *)media->data,
            .media_count = media->len,
        };

        ok = wrapping_article(telling->wrapping, &wrapped, error);
    }
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

static gboolean bind_anew(const struct binder *binder, const struct binding *binding,
                          const char *path, const struct crier_edition *told, GError **error)
{
    const struct wrapping_job job = { .plugin = binding->plugin,
                                      .path = path,
                                      .options = binding->options,
                                      .rate = binder->rate,
                                      .edition = told };
    struct telling telling = { .binder = binder, .wanted = output_media(binding->plugin) };

    telling.wrapping = wrapping_new(&job, error);
    if (!telling.wrapping)
        return FALSE;
    if (tell_all(&telling, error))
        return wrapping_finish(telling.wrapping, NULL, error);
    wrapping_abort(telling.wrapping);
    return FALSE;
}

enum bound binder_bind(const struct binder *binder, const struct binding *binding, GError **error)
{
    g_autofree char *path = g_build_filename(binder->folder, binding->path, NULL);
    g_autofree char *had = catalogue_output(binder->catalogue, binding->name);
    struct crier_edition told = *binder->edition;
    g_autofree char *key = key_of(binder, binding, &told, error);

    if (!key)
        return BOUND_FAILED;
    if (g_strcmp0(key, had) == 0 && g_file_test(path, G_FILE_TEST_EXISTS))
        return BOUND_UNCHANGED;
    if (!bind_anew(binder, binding, path, &told, error) ||
        !catalogue_set_output(binder->catalogue, binding->name, key, error))
        return BOUND_FAILED;
    return BOUND_MADE;
}
