/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: timeline glyph writer option */
/*
 * SMIL 3.0, as media overlays use it: one par a sentence, which plays its span of the
 * audio beside its text, in one seq a block. Clips follow one another without gaps.
 * Sentence 7 is the par "s7" and the element "s7" of the text.
 *
 * The audio and the text are those that the options name, else those that this run has
 * written before this file, else files of the same name with .wav and .html.
 */
#include "shared/glyph.h"
#include "shared/option.h"
#include "shared/timeline.h"

#include <stdlib.h>
#include <string.h>

struct clip {
    uint64_t sentence, block;
    int64_t from, to; /* frames */
};

struct smil {
    struct writer writer;
    struct timeline timeline;
    uint32_t rate;
    char *target;
    char *audio, *text; /* as named by option or event, or NULL */
    char *title;
    struct clip *clips;
    size_t clip_count, clip_room;
};

/* ---- Collecting ---- */

static crier_status take_sentence(void *data, const struct spoken *spoken)
{
    struct smil *smil = data;

    if (smil->clip_count == smil->clip_room) {
        size_t room = smil->clip_room * 2 + 256;
        struct clip *more = reallocarray(smil->clips, room, sizeof(*more));

        if (!more)
            return CRIER_FAILED;
        smil->clips = more;
        smil->clip_room = room;
    }
    smil->clips[smil->clip_count++] =
        (struct clip){ spoken->sentence, spoken->block, spoken->from, spoken->to };
    return CRIER_OK;
}

/* A file as seen from the folder that the target is in. */
static char *relative(const struct smil *smil, const char *path)
{
    const char *slash = strrchr(smil->target, '/');
    size_t folder = slash ? (size_t)(slash - smil->target) + 1 : 0;

    if (strncmp(path, smil->target, folder) == 0)
        path += folder;
    return strdup(path);
}

static void take_file(struct smil *smil, const struct crier_file *file)
{
    if (!smil->audio && strncmp(file->media_type, "audio/", 6) == 0)
        smil->audio = relative(smil, file->path);
    if (!smil->text && (strcmp(file->media_type, "text/html") == 0 ||
                        strcmp(file->media_type, "application/xhtml+xml") == 0))
        smil->text = relative(smil, file->path);
}

/* ---- Writing ---- */

static void write_text(struct smil *smil, const char *text)
{
    writer_text(&smil->writer, text);
}

/* A file name as a relative address: a colon in it would make a scheme. */
static void write_address(struct smil *smil, const char *path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-._~/";
    static const char hex[] = "0123456789ABCDEF";

    for (; *path; path++) {
        unsigned char byte = (unsigned char)*path;
        const char escape[] = { '%', hex[byte >> 4], hex[byte & 15] };

        if (strchr(plain, *path))
            writer_bytes(&smil->writer, path, 1);
        else
            writer_bytes(&smil->writer, escape, sizeof(escape));
    }
}

/* The target's name with another suffix. */
static void write_sibling(struct smil *smil, const char *named, const char *suffix)
{
    const char *slash = strrchr(smil->target, '/');
    char *stem;
    char *dot;

    if (named) {
        write_address(smil, named);
        return;
    }
    stem = strdup(slash ? slash + 1 : smil->target);
    if (!stem)
        return;
    dot = strrchr(stem, '.');
    if (dot)
        *dot = '\0';
    write_address(smil, stem);
    free(stem);
    write_text(smil, suffix);
}

static void write_clip(struct smil *smil, const struct clip *clip)
{
    write_text(smil, "<par id=\"s");
    writer_number(&smil->writer, (int64_t)clip->sentence, 1);
    write_text(smil, "\"><text src=\"");
    write_sibling(smil, smil->text, ".html");
    write_text(smil, "#s");
    writer_number(&smil->writer, (int64_t)clip->sentence, 1);
    write_text(smil, "\"/><audio src=\"");
    write_sibling(smil, smil->audio, ".wav");
    write_text(smil, "\" clipBegin=\"");
    writer_seconds(&smil->writer, clip->from, smil->rate, 3);
    write_text(smil, "s\" clipEnd=\"");
    writer_seconds(&smil->writer, clip->to, smil->rate, 3);
    write_text(smil, "s\"/></par>\n");
}

static void write_clips(struct smil *smil)
{
    for (size_t i = 0; i < smil->clip_count; i++) {
        int first = i == 0 || smil->clips[i - 1].block != smil->clips[i].block;
        int last = i + 1 == smil->clip_count || smil->clips[i + 1].block != smil->clips[i].block;

        if (first) {
            write_text(smil, "<seq id=\"b");
            writer_number(&smil->writer, (int64_t)smil->clips[i].block, 1);
            write_text(smil, "\">\n");
        }
        write_clip(smil, &smil->clips[i]);
        if (last)
            write_text(smil, "</seq>\n");
    }
}

static void write_file(struct smil *smil)
{
    write_text(smil, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" version=\"3.0\">\n<head>");
    if (smil->title) {
        write_text(smil, "<meta name=\"title\" content=\"");
        glyph_write_line(&smil->writer, smil->title, strlen(smil->title), GLYPH_ENTITIES);
        write_text(smil, "\"/>");
    }
    write_text(smil, "</head>\n<body>\n");
    write_clips(smil);
    write_text(smil, "</body>\n</smil>\n");
}

/* ---- The job ---- */

static void abort_job(void *context)
{
    struct smil *smil = context;

    timeline_clear(&smil->timeline);
    free(smil->target);
    free(smil->audio);
    free(smil->text);
    free(smil->title);
    free(smil->clips);
    free(smil);
}

static void take_options(struct smil *smil, const struct crier_job *job)
{
    for (uint64_t i = 0; i < job->option_count; i++) {
        char **value = strcmp(job->options[i].key, "audio") == 0 ? &smil->audio : &smil->text;

        free(*value);
        *value = strdup(job->options[i].value);
    }
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct smil *smil = calloc(1, sizeof(*smil));
    crier_status status;

    if (!smil)
        return CRIER_FAILED;
    smil->rate = job->rate;
    smil->timeline.each = take_sentence;
    smil->timeline.data = smil;
    smil->target = strdup(job->target);
    take_options(smil, job);
    status = smil->target ? writer_open(&smil->writer, host) : CRIER_FAILED;
    if (status != CRIER_OK)
        abort_job(smil);
    else
        *context = smil;
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct smil *smil = context;

    if (event->type == CRIER_EVENT_FILE)
        take_file(smil, event->file);
    if (event->type == CRIER_EVENT_ARTICLE_START && !smil->title) {
        const char *title = article_meta(event->article, CRIER_META_TITLE);

        smil->title = title ? strdup(title) : NULL;
    }
    return timeline_event(&smil->timeline, event);
}

static crier_status finish(void *context)
{
    struct smil *smil = context;
    crier_status status;

    write_file(smil);
    status = writer_flush(&smil->writer);
    abort_job(smil);
    return status;
}

static const struct crier_option_help options[] = {
    { "audio", "address of the audio (that of this run)" },
    { "text", "address of the text (that of this run)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("smil", "SMIL 3.0: sentences of a text with their places in the audio"),
    .suffixes = (const char *const[]){ "smil", NULL },
    .media_type = "application/smil+xml",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = options,
};
