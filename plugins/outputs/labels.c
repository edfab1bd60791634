/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: timeline glyph writer option */
/*
 * A label track for Audacity: one line a sentence or a word, its first and last second
 * with six digits, parted by tabs. What is labelled is the sound, without the pauses.
 */
#include "shared/glyph.h"
#include "shared/option.h"
#include "shared/timeline.h"

#include <stdlib.h>

struct labels {
    struct writer writer;
    struct timeline timeline;
    uint32_t rate;
    uint32_t words; /* option */
};

static void write_label(struct labels *labels, int64_t start, int64_t end, const char *text,
                        size_t size)
{
    writer_seconds(&labels->writer, start, labels->rate, 6);
    writer_text(&labels->writer, "\t");
    writer_seconds(&labels->writer, end, labels->rate, 6);
    writer_text(&labels->writer, "\t");
    glyph_write_line(&labels->writer, text, size, GLYPH_PLAIN);
    writer_text(&labels->writer, "\n");
}

static crier_status write_sentence(void *data, const struct spoken *spoken)
{
    struct labels *labels = data;

    if (!labels->words)
        write_label(labels, spoken->start, spoken->end, spoken->text, spoken->size);
    for (size_t i = 0; labels->words && i < spoken->word_count; i++) {
        const struct crier_mark *mark = &spoken->words[i];

        write_label(labels, mark->start, mark->end, spoken->text + mark->from,
                    mark->to - mark->from);
    }
    return writer_status(&labels->writer);
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct labels *labels = calloc(1, sizeof(*labels));
    crier_status status;

    if (!labels)
        return CRIER_FAILED;
    labels->rate = job->rate;
    labels->timeline.each = write_sentence;
    labels->timeline.data = labels;
    status = option_number(host, job, "words", 0, 1, &labels->words);
    if (status == CRIER_OK)
        status = writer_open(&labels->writer, host);
    if (status != CRIER_OK)
        free(labels);
    else
        *context = labels;
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    return timeline_event(&((struct labels *)context)->timeline, event);
}

static void abort_job(void *context)
{
    struct labels *labels = context;

    timeline_clear(&labels->timeline);
    free(labels);
}

static crier_status finish(void *context)
{
    crier_status status = writer_flush(&((struct labels *)context)->writer);

    abort_job(context);
    return status;
}

static const struct crier_option_help options[] = {
    { "words", "1 to label words instead of sentences (0)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("labels", "label track for Audacity, by sentences or words"),
    .suffixes = (const char *const[]){ "labels.txt", NULL },
    .media_type = "text/plain",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = options,
};
