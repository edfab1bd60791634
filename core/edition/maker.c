/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/maker.h"

#include "core/base/error.h"
#include "core/edition/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* Digits of the hash in a name: 48 bits, for names that have the id besides. */
#define NAME_DIGITS 12
#define PIECE       (256u << 10)

struct making {
    const struct maker_job *job;
    struct made *made;
    struct publication *publication;
    GPtrArray *paths; /* where each output is written first */
};

static gboolean cannot_write(const char *path, GError **error)
{
    g_autofree char *shown = error_printable(path, -1);

    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s", shown, g_strerror(errno));
    return FALSE;
}

char *maker_hash(const char *path, uint64_t *size, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *piece = g_malloc(PIECE);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    uint64_t total = 0;
    ssize_t got = -1;

    while (fd >= 0 && (got = read(fd, piece, PIECE)) > 0) {
        g_checksum_update(sum, piece, got);
        total += (uint64_t)got;
    }
    if (fd < 0 || got < 0) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: %s", path, g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    close(fd);
    if (size)
        *size = total;
    return g_strdup(g_checksum_get_string(sum));
}

/* ---- Speaking ---- */

static gboolean note_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct made *made = data;
    const GArray *silent = sentence->form->silent;

    (void)error;
    g_string_append_printf(
        made->sentences, "%016" G_GINT64_MODIFIER "x",
        (guint64)XXH3_64bits(sentence->engine_text, strlen(sentence->engine_text)));
    for (guint i = 0; i < silent->len; i++)
        made->lost += g_array_index(silent, struct silent_word, i).lost ? 1 : 0;
    return TRUE;
}

static gboolean open_outputs(struct making *making, GError **error)
{
    const struct maker_job *job = making->job;

    for (guint i = 0; i < job->outputs->len; i++) {
        const struct maker_output *output = &g_array_index(job->outputs, struct maker_output, i);
        char *path =
            g_strdup_printf("%s/.crier/making/%s.%s", job->folder, job->id, output->suffix);
        uint32_t rate;

        g_ptr_array_add(making->paths, path);
        if (!publication_add(making->publication, output->plugin, path, output->options, &rate,
                             error))
            return FALSE;
    }
    return publication_start(making->publication, error);
}

static gboolean speak(struct making *making, GError **error)
{
    const struct maker_job *job = making->job;
    const struct sink sinks[] = {
        { publication_sentence, making->publication, publication_sound },
        { .sentence = record_sentence, .data = making->made->record },
        { .sentence = note_sentence, .data = making->made },
    };
    struct production production = { .document = job->document,
                                     .plan = job->plan,
                                     .engine = job->engine,
                                     .sinks = sinks,
                                     .sink_count = G_N_ELEMENTS(sinks),
                                     .stop = job->stop,
                                     .lexicons = job->lexicons,
                                     .pitch = job->pitch,
                                     .insets = job->insets,
                                     .tail = programme_tail(job->profile->programme) };
    g_autofree char *mastering = NULL;

    if (!open_outputs(making, error) || !production_run(&production, error)) {
        publication_abort(making->publication);
        return FALSE;
    }
    making->made->record->length = production.length;
    making->made->lost += production.lost;
    if (publication_settle(making->publication, production.length, error))
        return publication_finish(making->publication, &mastering, error);
    publication_abort(making->publication);
    return FALSE;
}

/* ---- Names ---- */

static const char *keep(struct made *made, char *string)
{
    g_ptr_array_add(made->strings, string);
    return string;
}

/* The file gets its name for ever. The same bytes may have it already. */
static gboolean settle(struct making *making, const struct maker_output *output, const char *path,
                       GError **error)
{
    const struct maker_job *job = making->job;
    struct made *made = making->made;
    struct catalogue_file file = { .kind = keep(made, g_strdup(output->suffix)),
                                   .type = output->plugin->media_type,
                                   .frames = made->record->length,
                                   .words_per_minute = job->words_per_minute };
    g_autofree char *final = NULL;
    char *hash = maker_hash(path, &file.bytes, error);

    if (!hash)
        return FALSE;
    file.hash = keep(made, hash);
    file.name =
        keep(made, g_strdup_printf("media/%s-%.*s.%s", job->id, NAME_DIGITS, hash, output->suffix));
    final = g_build_filename(job->folder, file.name, NULL);
    if (rename(path, final) < 0)
        return cannot_write(final, error);
    g_array_append_val(made->files, file);
    return TRUE;
}

static gboolean sync_media(const struct maker_job *job, GError **error)
{
    g_autofree char *media = g_build_filename(job->folder, "media", NULL);
    int fd = open(media, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

    if (!ok)
        cannot_write(media, error);
    if (fd >= 0)
        close(fd);
    return ok;
}

static gboolean settle_all(struct making *making, GError **error)
{
    for (guint i = 0; i < making->paths->len; i++)
        if (!settle(making, &g_array_index(making->job->outputs, struct maker_output, i),
                    making->paths->pdata[i], error))
            return FALSE;
    return sync_media(making->job, error);
}

gboolean maker_run(const struct maker_job *job, struct made *made, GError **error)
{
    const struct publication_job publication = { .document = job->document,
                                                 .source = identity_public(job->source),
                                                 .sentences = plan_count(job->plan),
                                                 .rate = job->engine->rate,
                                                 .loudness = job->profile->loudness,
                                                 .bed = programme_bed(job->profile->programme) };
    struct making making = { .job = job,
                             .made = made,
                             .paths = g_ptr_array_new_with_free_func(g_free) };
    gboolean ok;

    *made = (struct made){ .files = g_array_new(FALSE, FALSE, sizeof(struct catalogue_file)),
                           .strings = g_ptr_array_new_with_free_func(g_free),
                           .record = record_new(job->engine->rate),
                           .sentences = g_string_new(NULL) };
    making.publication = publication_new(&publication);
    ok = speak(&making, error) && settle_all(&making, error);
    for (guint i = 0; !ok && i < making.paths->len; i++)
        unlink(making.paths->pdata[i]);
    g_ptr_array_unref(making.paths);
    return ok;
}

void made_clear(struct made *made)
{
    if (!made->files)
        return;
    g_array_unref(made->files);
    g_ptr_array_unref(made->strings);
    record_free(made->record);
    g_string_free(made->sentences, TRUE);
    *made = (struct made){ 0 };
}
