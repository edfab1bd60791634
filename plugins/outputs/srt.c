/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: captions cues timeline glyph writer option */
/*
 * SubRip captions, for podcast feeds: short lines, no markup. The format has no way to
 * escape anything, so what a player could take for markup is broken up unseen.
 */
#include "shared/captions.h"

static void write_cue(struct captions *captions, const struct spoken *spoken, const struct cue *cue)
{
    if (captions->number > 1)
        writer_text(&captions->writer, "\n");
    writer_number(&captions->writer, (int64_t)captions->number, 1);
    writer_text(&captions->writer, "\n");
    writer_clock(&captions->writer, cue->start, ',');
    writer_text(&captions->writer, " --> ");
    writer_clock(&captions->writer, cue->end, ',');
    writer_text(&captions->writer, "\n");
    captions_text(captions, spoken, cue);
    writer_text(&captions->writer, "\n");
}

static const struct caption_form form = {
    .columns = 32, .text = GLYPH_APART, .line_break = "\n", .cue = write_cue
};

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    return captions_begin(&form, host, job, context);
}

static const struct crier_option_help options[] = {
    { "width", "columns in a line, 16 to 200 (32)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("srt", "SubRip captions, without markup"),
    .suffixes = (const char *const[]){ "srt", NULL },
    .media_type = "application/x-subrip",
    .begin = begin,
    .event = captions_event,
    .finish = captions_finish,
    .abort = captions_abort,
    .options = options,
};
