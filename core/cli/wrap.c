/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/wrap.h"

#include "core/base/error.h"
#include "core/edition/identity.h"
#include "core/edition/maker.h"
#include "core/production/wrapping.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct target *target_at(const GPtrArray *targets, guint index)
{
    return targets->pdata[index];
}

static gboolean is_wrapper(const struct target *target)
{
    return target->plugin && output_media(target->plugin);
}

gboolean wrap_wanted(const GPtrArray *targets)
{
    for (guint i = 0; i < targets->len; i++)
        if (is_wrapper(target_at(targets, i)))
            return TRUE;
    return FALSE;
}

/* Audio of the same run that a wrapper can use, NULL when there is none. */
static const struct target *audio_beside(const GPtrArray *targets, const struct target *wrapper)
{
    const char *const asked[] = { target_medium(wrapper), NULL };

    for (const char *const *suffix = *asked ? asked : output_media(wrapper->plugin); *suffix;
         suffix++)
        for (guint i = 0; i < targets->len; i++) {
            const struct target *target = target_at(targets, i);

            if (target->plugin && !is_wrapper(target) &&
                strcmp(target->plugin->suffixes[0], *suffix) == 0)
                return target;
        }
    return NULL;
}

/* Where audio for one wrapper alone is made. */
static char *hidden_audio(const struct target *wrapper)
{
    g_autofree char *folder = g_path_get_dirname(wrapper->path);
    g_autofree char *base = g_path_get_basename(wrapper->path);

    return g_strdup_printf("%s/.%s.crier-audio.%s", folder, base, wrapper->audio->suffixes[0]);
}

gboolean wrap_open(const GPtrArray *targets, struct publication *publication, GError **error)
{
    for (guint i = 0; i < targets->len; i++) {
        const struct target *target = target_at(targets, i);
        g_autofree char *path = NULL;
        uint32_t rate;

        if (!is_wrapper(target) || audio_beside(targets, target))
            continue;
        path = hidden_audio(target);
        if (!publication_add(publication, target->audio, path, NULL, &rate, error))
            return FALSE;
    }
    return TRUE;
}

void wrap_close(const GPtrArray *targets)
{
    for (guint i = 0; i < targets->len; i++) {
        const struct target *target = target_at(targets, i);
        g_autofree char *path = NULL;

        if (!is_wrapper(target) || audio_beside(targets, target))
            continue;
        path = hidden_audio(target);
        unlink(path);
    }
}

/* ---- The edition of one article ---- */

/* "2026-11-23" becomes a moment, and so does nothing at all. */
static char *moment_of(const struct document *document)
{
    const char *said = document_meta(document, CRIER_META_MODIFIED);
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) moment = NULL;
    g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
    g_autofree char *whole = NULL;

    if (!said)
        said = document_meta(document, CRIER_META_DATE);
    if (said)
        whole = strlen(said) == 10 ? g_strconcat(said, "T00:00:00Z", NULL) : g_strdup(said);
    if (whole)
        moment = g_date_time_new_from_iso8601(whole, zone);
    if (!moment)
        moment = g_date_time_new_from_unix_utc(epoch ? g_ascii_strtoll(epoch, NULL, 10)
                                                     : (gint64)time(NULL));
    return g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ");
}

struct edition_of_one {
    char *modified, *identifier, *narrator;
    GArray *meta; /* of struct crier_meta */
    struct crier_edition edition;
};

static void add(GArray *meta, uint32_t key, const char *value)
{
    const struct crier_meta entry = { .key = key, .value = value };

    if (value)
        g_array_append_val(meta, entry);
}

static void edition_make(struct edition_of_one *one, const struct article *article,
                         const struct record *record, const struct speaker *speaker)
{
    static const uint32_t copied[] = { CRIER_META_TITLE,    CRIER_META_LANGUAGE,
                                       CRIER_META_DATE,     CRIER_META_DESCRIPTION,
                                       CRIER_META_URL,      CRIER_META_LICENCE,
                                       CRIER_META_PUBLISHER };
    const struct document *document = article->document;
    const char *title = document_meta(document, CRIER_META_TITLE);

    one->modified = moment_of(document);
    one->identifier = identity_edition(document_meta(document, CRIER_META_URL),
                                       title ? title : article->source.display, one->modified);
    one->narrator = g_strdup_printf("espeak-ng, voice %s", speaker->options.voice.name);
    one->meta = g_array_new(FALSE, FALSE, sizeof(struct crier_meta));
    for (guint i = 0; i < G_N_ELEMENTS(copied); i++)
        add(one->meta, copied[i], document_meta(document, copied[i]));
    if (!title)
        add(one->meta, CRIER_META_TITLE, article->source.display);
    if (!document_meta(document, CRIER_META_LANGUAGE))
        add(one->meta, CRIER_META_LANGUAGE, "en");
    add(one->meta, CRIER_META_MODIFIED, one->modified);
    add(one->meta, CRIER_META_IDENTIFIER, one->identifier);
    add(one->meta, CRIER_META_NARRATOR, one->narrator);
    one->edition =
        (struct crier_edition){ .size = sizeof(one->edition),
                                .meta = (const struct crier_meta *)(void *)one->meta->data,
                                .meta_count = one->meta->len,
                                .article_count = 1,
                                .frames = record->length };
}

static void edition_clear(struct edition_of_one *one)
{
    g_free(one->modified);
    g_free(one->identifier);
    g_free(one->narrator);
    g_array_unref(one->meta);
}

/* ---- Wrapping ---- */

static gboolean tell(struct wrapping *wrapping, const struct article *article,
                     const struct record *record, const char *audio, const char *type,
                     GError **error)
{
    g_autofree char *stem = article_stem(article->source.name);
    g_autofree char *id = identity_slug(stem);
    g_autofree char *name = g_path_get_basename(audio);
    struct crier_file file = { .size = sizeof(file),
                               .path = audio,
                               .media_type = type,
                               .frames = record->length,
                               .name = name };
    const struct wrapped_article wrapped = { .document = article->document,
                                             .record = record,
                                             .source = article->source.display,
                                             .id = id,
                                             .media = &file,
                                             .media_count = 1 };
    g_autofree char *hash = maker_hash(audio, &file.bytes, error);

    file.hash = hash;
    return hash && wrapping_article(wrapping, &wrapped, error);
}

static gboolean wrap_one(const GPtrArray *targets, const struct target *target,
                         const struct article *article, const struct record *record,
                         const struct crier_edition *edition, GError **error)
{
    const struct target *beside = audio_beside(targets, target);
    g_autofree char *audio = beside ? g_strdup(beside->path) : hidden_audio(target);
    const char *type = (beside ? beside->plugin : target->audio)->media_type;
    const struct wrapping_job job = { .plugin = target->plugin,
                                      .path = target->path,
                                      .options = target->options,
                                      .rate = record->rate,
                                      .edition = edition };
    struct wrapping *wrapping = wrapping_new(&job, error);

    if (!wrapping)
        return FALSE;
    if (tell(wrapping, article, record, audio, type, error))
        return wrapping_finish(wrapping, NULL, error);
    wrapping_abort(wrapping);
    return FALSE;
}

gboolean wrap_all(const GPtrArray *targets, const struct article *article,
                  const struct record *record, const struct speaker *speaker, GError **error)
{
    struct edition_of_one one;
    gboolean ok = TRUE;

    if (!wrap_wanted(targets))
        return TRUE;
    edition_make(&one, article, record, speaker);
    for (guint i = 0; ok && i < targets->len; i++)
        if (is_wrapper(target_at(targets, i)))
            ok = wrap_one(targets, target_at(targets, i), article, record, &one.edition, error);
    edition_clear(&one);
    return ok;
}
