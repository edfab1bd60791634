/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: cues timeline glyph writer option */
/*
 * WebVTT captions: the written text, sentence by sentence, each cue named by the number
 * of its sentence ("7", or "7.1" and "7.2" when it needs several).
 */
#include "shared/cues.h"
#include "shared/glyph.h"
#include "shared/option.h"

#include <stdlib.h>
#include <string.h>

struct vtt {
    struct writer writer;
    struct timeline timeline;
    struct cues cues;
    uint32_t rate;
    uint32_t columns; /* option "width" */
    uint32_t words;   /* option: when each word is said */
};

/* ---- One sentence ---- */

/* A cue on its way out. */
struct writing {
    struct vtt *vtt;
    const struct spoken *spoken;
    const struct cue *cue;
    size_t word;     /* the next word that may begin */
    int64_t written; /* the last time written */
};

/* The time of the word that begins in a piece, where it adds anything. */
static void write_time(struct writing *writing, const struct piece *piece)
{
    const struct spoken *spoken = writing->spoken;
    int64_t at;

    while (writing->word < spoken->word_count && spoken->words[writing->word].from < piece->from)
        writing->word++;
    if (writing->word == spoken->word_count || spoken->words[writing->word].from >= piece->to)
        return;
    at = writer_units(spoken->words[writing->word].start, writing->vtt->rate, 1000);
    if (at <= writing->written || at >= writing->cue->end)
        return;
    writer_text(&writing->vtt->writer, "<");
    writer_clock(&writing->vtt->writer, at, '.');
    writer_text(&writing->vtt->writer, ">");
    writing->written = at;
}

static void write_piece(struct writing *writing, const struct piece *piece)
{
    struct writer *writer = &writing->vtt->writer;

    if (piece->new_line)
        writer_text(writer, "\n");
    else if (piece != &writing->vtt->cues.pieces[writing->cue->first] && !piece->glued)
        writer_text(writer, " ");
    if (writing->vtt->words)
        write_time(writing, piece);
    glyph_write_line(writer, writing->spoken->text + piece->from, piece->to - piece->from, 1);
}

static void write_head(struct vtt *vtt, const struct spoken *spoken, size_t index)
{
    const struct cue *cue = &vtt->cues.cues[index];

    writer_text(&vtt->writer, "\n");
    writer_number(&vtt->writer, (int64_t)spoken->sentence, 1);
    if (vtt->cues.cue_count > 1) {
        writer_text(&vtt->writer, ".");
        writer_number(&vtt->writer, (int64_t)index + 1, 1);
    }
    writer_text(&vtt->writer, "\n");
    writer_clock(&vtt->writer, cue->start, '.');
    writer_text(&vtt->writer, " --> ");
    writer_clock(&vtt->writer, cue->end, '.');
    writer_text(&vtt->writer, "\n");
}

static crier_status write_sentence(void *data, const struct spoken *spoken)
{
    struct vtt *vtt = data;
    struct writing writing = { .vtt = vtt, .spoken = spoken };
    crier_status status = cues_cut(&vtt->cues, spoken, vtt->rate, vtt->columns);

    if (status != CRIER_OK)
        return status;
    for (size_t i = 0; i < vtt->cues.cue_count; i++) {
        writing.cue = &vtt->cues.cues[i];
        writing.written = writing.cue->start;
        write_head(vtt, spoken, i);
        for (uint32_t p = writing.cue->first; p < writing.cue->behind; p++)
            write_piece(&writing, &vtt->cues.pieces[p]);
        writer_text(&vtt->writer, "\n");
    }
    return writer_status(&vtt->writer);
}

/* ---- The file ---- */

/* As what is in a cue, a note cannot hold an arrow. */
static void write_note(struct vtt *vtt, const struct crier_article *article)
{
    static const uint32_t keys[] = { CRIER_META_TITLE, CRIER_META_AUTHOR, CRIER_META_DATE };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *value = article_meta(article, keys[i]);

        if (!value || !glyph_any(value, strlen(value)))
            continue;
        writer_text(&vtt->writer, "\nNOTE ");
        glyph_write_line(&vtt->writer, value, strlen(value), 1);
        writer_text(&vtt->writer, "\n");
    }
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct vtt *vtt = calloc(1, sizeof(*vtt));
    crier_status status;

    if (!vtt)
        return CRIER_FAILED;
    vtt->rate = job->rate;
    vtt->columns = 42;
    vtt->timeline.each = write_sentence;
    vtt->timeline.data = vtt;
    status = option_number(host, job, "width", 16, 200, &vtt->columns);
    if (status == CRIER_OK)
        status = option_number(host, job, "words", 0, 1, &vtt->words);
    if (status == CRIER_OK)
        status = writer_open(&vtt->writer, host);
    if (status != CRIER_OK) {
        free(vtt);
        return status;
    }
    writer_text(&vtt->writer, "WEBVTT\n");
    *context = vtt;
    return CRIER_OK;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct vtt *vtt = context;

    if (event->type == CRIER_EVENT_ARTICLE_START)
        write_note(vtt, event->article);
    return timeline_event(&vtt->timeline, event);
}

static void abort_job(void *context)
{
    struct vtt *vtt = context;

    timeline_clear(&vtt->timeline);
    cues_clear(&vtt->cues);
    free(vtt);
}

static crier_status finish(void *context)
{
    crier_status status = writer_flush(&((struct vtt *)context)->writer);

    abort_job(context);
    return status;
}

static const struct crier_option_help options[] = {
    { "width", "columns in a line, 16 to 200 (42)" },
    { "words", "1 to write when each word is said (0)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("vtt", "WebVTT captions, with the times of words if wanted"),
    .suffixes = (const char *const[]){ "vtt", NULL },
    .media_type = "text/vtt",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = options,
};
