/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who would speak, without asking. The last start left a record of the engine's
 * files; when none of them has changed since, the answer has not either.
 *
 * A record is lines of text: a title, the rate, the identity, one line a file
 * (size, time of change in nanoseconds, path), and a last line "end".
 */
#include "core/synthesis/voice_process.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RECORD_TITLE    "crier engine record 1"
#define RECORD_SIZE_MAX (1 << 20)
/* Part of every identity: raise it when align.c makes other samples or times. */
#define ALIGN_VERSION   "1"

/* Lengths before the texts keep two lists from meeting in one string. */
static char *files_digest(const GPtrArray *files)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < files->len; i++) {
        const struct engine_file *file = g_ptr_array_index(files, i);

        g_string_append_printf(list, "%zu %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                               strlen(file->path), file->path, file->size, file->mtime_ns);
    }
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, list->str, (gssize)list->len);
}

char *voice_identity(const struct voice_facts *facts, const struct voice *voice)
{
    g_autofree char *digest = files_digest(facts->files);

    return g_strdup_printf("espeak-ng %s, voice %s, rate %u, pitch %u, range %u, "
                           "alignment " ALIGN_VERSION ", files %s",
                           facts->version, facts->voice, voice->words_per_minute, voice->pitch,
                           voice->pitch_range, digest);
}

static char *record_path(const struct espeak_options *options, const char *cache_dir)
{
    g_autofree char *wanted = g_strdup_printf("%s\n%u %u %u\n%s\n%s", options->voice.name,
                                              options->voice.words_per_minute, options->voice.pitch,
                                              options->voice.pitch_range, options->worker_path,
                                              options->data_path ? options->data_path : "");
    g_autofree char *name = g_compute_checksum_for_string(G_CHECKSUM_SHA256, wanted, -1);

    return g_build_filename(cache_dir, "engines", name, NULL);
}

static gboolean file_unchanged(const char *line)
{
    char *rest;
    uint64_t size = g_ascii_strtoull(line, &rest, 10);
    int64_t mtime = g_ascii_strtoll(rest, &rest, 10);
    struct stat status;

    if (rest[0] != ' ' || rest[1] != '/' || stat(rest + 1, &status))
        return FALSE;
    return size == (S_ISDIR(status.st_mode) ? 0 : (uint64_t)status.st_size) &&
           mtime == status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec;
}

static char *read_record(const char *record, uint32_t *rate)
{
    g_auto(GStrv) lines = g_strsplit(record, "\n", -1);
    guint count = g_strv_length(lines);
    uint64_t value;

    /* the last line ends with a line break too, so "end" is the last but one */
    if (count < 6 || strcmp(lines[0], RECORD_TITLE) != 0 || strcmp(lines[count - 2], "end") != 0)
        return NULL;
    if (!g_ascii_string_to_unsigned(lines[1], 10, 1, 1000000, &value, NULL))
        return NULL;
    for (guint i = 3; i < count - 2; i++)
        if (!file_unchanged(lines[i]))
            return NULL;
    *rate = (uint32_t)value;
    return g_strdup(lines[2]);
}

char *espeak_known_identity(const struct espeak_options *options, const char *cache_dir,
                            uint32_t *rate)
{
    g_autofree char *path = record_path(options, cache_dir);
    g_autofree char *record = NULL;
    gsize size;

    if (!g_file_get_contents(path, &record, &size, NULL) || size > RECORD_SIZE_MAX ||
        strlen(record) != size)
        return NULL;
    return read_record(record, rate);
}

void espeak_remember_identity(struct engine *engine, const struct espeak_options *options,
                              const char *cache_dir)
{
    const struct voice_facts *facts = espeak_facts(engine);
    g_autofree char *path = record_path(options, cache_dir);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GString) record = g_string_new(RECORD_TITLE "\n");

    g_string_append_printf(record, "%u\n%s\n", engine->rate, engine->identity);
    for (guint i = 0; i < facts->files->len; i++) {
        const struct engine_file *file = g_ptr_array_index(facts->files, i);

        if (file->path[0] != '/' || strchr(file->path, '\n'))
            return; /* such a line could not be read back */
        g_string_append_printf(record, "%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s\n",
                               file->size, file->mtime_ns, file->path);
    }
    g_string_append(record, "end\n");
    if (g_mkdir_with_parents(folder, 0700) == 0)
        g_file_set_contents_full(path, record->str, (gssize)record->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}
