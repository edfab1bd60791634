/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Build a spoken form from left to right. Words come from the text as they are
 * (raw) or from a class (between writer_begin and writer_end), which all share the
 * written span of what the class took.
 */
#ifndef CORE_LANGUAGE_CLASSES_WRITER_H
#define CORE_LANGUAGE_CLASSES_WRITER_H

#include "core/language/normaliser.h"
#include "core/language/token.h"

struct writer {
    struct spoken_form *form;
    const char *text; /* as written */
    guint group;      /* the first word of what is being written */
    uint32_t from;    /* where opening marks of the group stand, else UINT32_MAX */
    gboolean open;    /* the last word is raw and may go on */
    gboolean sound;   /* the open word has something to say */
    gboolean taken;   /* the last words are a class's, no white space since */
};

void writer_init(struct writer *writer, const char *text, struct spoken_form *form);

/* White space, or the end: what was open is a word now, or was silent. */
void writer_break(struct writer *writer);

/* An atom that no class wants. */
void writer_raw(struct writer *writer, const struct atom *atom);

/* An atom that will not be said. */
void writer_silence(struct writer *writer, const struct atom *atom, const char *reason,
                    gboolean lost);

/* A comma behind the last word, unless a mark is there already. */
void writer_pause(struct writer *writer);

void writer_begin(struct writer *writer);
/* Say words: each stretch without white space becomes one. */
void writer_say(struct writer *writer, const char *words, gsize size);
/* How the last word said sounds, in the engine's mnemonics. */
void writer_phonemes(struct writer *writer, const char *phonemes);
/* Append to the last word said, as a plural ending or a full stop. */
void writer_append(struct writer *writer, const char *ending, gsize size);
void writer_end(struct writer *writer, struct span written);

#endif
