/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all outputs of captions do alike: sentences come in, cues go into one file. */
#ifndef PLUGINS_SHARED_CAPTIONS_H
#define PLUGINS_SHARED_CAPTIONS_H

#include "shared/cues.h"
#include "shared/glyph.h"

struct captions;

/* One kind of file. All but `cue` may be NULL. */
struct caption_form {
    uint32_t columns;       /* in a line, unless the option "width" says otherwise */
    const char *word_times; /* the option that asks for the times of words, or NULL */
    enum glyph_form text;
    const char *line_break;
    /* Before anything, and at the start and the end of each article. */
    void (*head)(struct captions *captions);
    void (*article)(struct captions *captions, const struct crier_article *article);
    void (*article_end)(struct captions *captions);
    void (*tail)(struct captions *captions);
    /* A sentence is about to be written: look at its text. */
    void (*sentence)(struct captions *captions, const struct spoken *spoken);
    /* A cue; captions_text() writes what it says. */
    void (*cue)(struct captions *captions, const struct spoken *spoken, const struct cue *cue);
    /* Before a piece of text, and instead of its plain text. */
    void (*piece)(struct captions *captions, const struct spoken *spoken, const struct cue *cue,
                  const struct piece *piece);
};

struct captions {
    const struct caption_form *form;
    struct writer writer;
    struct timeline timeline;
    struct cues cues;
    uint32_t rate, columns, words;
    uint64_t number; /* of the cue, from 1 */
    void *own;       /* the form's, freed with free() */
};

crier_status captions_begin(const struct caption_form *form, const struct crier_output_host *host,
                            const struct crier_job *job, void **context);
/* Callbacks of a plugin. */
crier_status captions_event(void *captions, const struct crier_event *event);
crier_status captions_finish(void *captions);
void captions_abort(void *captions);

void captions_text(struct captions *captions, const struct spoken *spoken, const struct cue *cue);
/* "7", or "7.2" with this between when the sentence has several cues. */
void captions_name(struct captions *captions, const struct spoken *spoken, const struct cue *cue,
                   const char *between);

#endif
