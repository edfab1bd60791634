/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A DAISY 2.02 book of text and audio from the events of a wrapper's job: for each article
 * a page (c0001.html), its clips (s0001.smil) and its audio (a0001.mp3), which sort in
 * reading order; over all of them ncc.html and master.smil. One article is in hand at a
 * time; of those before only sums stay.
 */
#ifndef PLUGINS_SHARED_DAISY_H
#define PLUGINS_SHARED_DAISY_H

#include <crier/output.h>

struct daisy;

/* What begin() of an output gives; `folder` is where the book stands in the job's own: "" or
 * "book/". */
crier_status daisy_new(const struct crier_output_host *host, const struct crier_job *job,
                       const char *folder, struct daisy **daisy);
crier_status daisy_event(struct daisy *daisy, const struct crier_event *event);
/* CRIER_FAILED with a message when nothing was spoken. */
crier_status daisy_finish(struct daisy *daisy);
void daisy_free(struct daisy *daisy);

/* What an article is called: its headline as printed, else its title, else its id. A new
 * string; NULL without memory. *printed: it was the first; may be NULL. */
char *daisy_headline(const struct crier_output_host *host, const struct crier_article *article,
                     int *printed);

/* The option that daisy_new() understands. */
#define DAISY_OPTION                                                                               \
    {                                                                                              \
        "revision", "number of the book's revision, from 1 (counted by publish)"                   \
    }

#endif
