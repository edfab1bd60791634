/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around an article when it is broadcast: lines that are said before and
 * behind it (the day, "This is a computer voice", who paid for it), and sounds of the
 * newsroom's own. It comes from a profile file:
 *
 *   [profile]
 *   delivery = quote-voice          names as --profile has them; both may be missing
 *   loudness = podcast
 *   opening = ident; intro; day     lines and sounds in this order, before the article
 *   closing = end; outro            and behind it
 *   section = chime                 a sound before each heading
 *   bed = bed                       a sound beneath all that is said, again and again
 *
 *   [line day]
 *   text = {weekday}. {title}.      see template.h
 *   language = en                   BCP 47, if it is not the article's
 *
 *   [sound intro]
 *   file = intro.wav                beside the profile file
 *   level = -3                      dB against speech (0; a bed: -20)
 *   fade-in = 0                     milliseconds
 *   fade-out = 800
 *   label = music                   what captions may call it (its name)
 */
#ifndef CORE_PRODUCTION_PROGRAMME_H
#define CORE_PRODUCTION_PROGRAMME_H

#include "core/audio/clip.h"
#include "core/document/document.h"
#include "core/production/template.h"

/* A sound at its place in an article. */
struct inset {
    uint32_t block; /* before the first sentence of this block or a later one */
    const struct clip *const
        *clip; /* NULL there until the programme is tuned: then it is left out */
    const char *label;
};

struct programme;

/* NULL with ERROR_INPUT: the message names the file and what is wrong in it. */
struct programme *programme_load(const char *path, GError **error);
void programme_free(struct programme *programme);

/* As written; NULL when the file says nothing. */
const char *programme_delivery(const struct programme *programme);
const char *programme_loudness(const struct programme *programme);

/* Read the sounds, at the engine's rate. FALSE with ERROR_INPUT. */
gboolean programme_tune(struct programme *programme, uint32_t rate, GError **error);
/* Put the lines around the article, and append its sounds to `insets` (of struct inset,
 * borrowed from the programme). */
void programme_surround(const struct programme *programme, struct document *document,
                        template_values values, GArray *insets);
/* Every file that it is made of, itself first. */
void programme_files(const struct programme *programme, void (*each)(void *data, const char *path),
                     void *data);
/* NULL when there is none, or no programme at all. */
const struct clip *programme_bed(const struct programme *programme);
/* Frames that the bed needs behind the last sentence; 0 without one. */
int64_t programme_tail(const struct programme *programme);

#endif
