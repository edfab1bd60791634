/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: cues timeline glyph writer option */
#include "shared/captions.h"

#include "shared/option.h"

#include <stdlib.h>

void captions_text(struct captions *captions, const struct spoken *spoken, const struct cue *cue)
{
    const struct caption_form *form = captions->form;

    for (uint32_t i = cue->first; i < cue->behind; i++) {
        const struct piece *piece = &captions->cues.pieces[i];

        if (piece->new_line)
            writer_text(&captions->writer, form->line_break);
        else if (i > cue->first && !piece->glued)
            writer_text(&captions->writer, " ");
        if (form->piece)
            form->piece(captions, spoken, cue, piece);
        else
            glyph_write_line(&captions->writer, spoken->text + piece->from, piece->to - piece->from,
                             form->text);
    }
}

void captions_name(struct captions *captions, const struct spoken *spoken, const struct cue *cue,
                   const char *between)
{
    writer_number(&captions->writer, (int64_t)spoken->sentence, 1);
    if (captions->cues.cue_count == 1)
        return;
    writer_text(&captions->writer, between);
    writer_number(&captions->writer, cue - captions->cues.cues + 1, 1);
}

static crier_status write_sentence(void *data, const struct spoken *spoken)
{
    struct captions *captions = data;
    crier_status status = cues_cut(&captions->cues, spoken, captions->rate, captions->columns);

    if (status != CRIER_OK)
        return status;
    if (captions->form->sentence)
        captions->form->sentence(captions, spoken);
    for (size_t i = 0; i < captions->cues.cue_count; i++) {
        captions->number++;
        captions->form->cue(captions, spoken, &captions->cues.cues[i]);
    }
    return writer_status(&captions->writer);
}

crier_status captions_begin(const struct caption_form *form, const struct crier_output_host *host,
                            const struct crier_job *job, void **context)
{
    struct captions *captions = calloc(1, sizeof(*captions));
    crier_status status;

    if (!captions)
        return CRIER_FAILED;
    captions->form = form;
    captions->rate = job->rate;
    captions->columns = form->columns;
    captions->timeline.each = write_sentence;
    captions->timeline.data = captions;
    status = option_number(host, job, "width", 16, 200, &captions->columns);
    if (status == CRIER_OK && form->word_times)
        status = option_number(host, job, form->word_times, 0, 1, &captions->words);
    if (status == CRIER_OK)
        status = writer_open(&captions->writer, host);
    if (status != CRIER_OK) {
        free(captions);
        return status;
    }
    if (form->head)
        form->head(captions);
    *context = captions;
    return CRIER_OK;
}

crier_status captions_event(void *context, const struct crier_event *event)
{
    struct captions *captions = context;
    const struct caption_form *form = captions->form;
    crier_status status;

    if (event->type == CRIER_EVENT_ARTICLE_START && form->article)
        form->article(captions, event->article);
    status = timeline_event(&captions->timeline, event);
    if (status == CRIER_OK && event->type == CRIER_EVENT_ARTICLE_END && form->article_end)
        form->article_end(captions);
    return status == CRIER_OK ? writer_status(&captions->writer) : status;
}

void captions_abort(void *context)
{
    struct captions *captions = context;

    timeline_clear(&captions->timeline);
    cues_clear(&captions->cues);
    free(captions->own);
    free(captions);
}

crier_status captions_finish(void *context)
{
    struct captions *captions = context;
    crier_status status;

    if (captions->form->tail)
        captions->form->tail(captions);
    status = writer_flush(&captions->writer);
    captions_abort(captions);
    return status;
}
