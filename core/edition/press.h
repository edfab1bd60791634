/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The press: makes the articles of an edition that are new or changed, several at a time,
 * and enters each into the catalogue when all of it stands on disk. Whenever it is stopped,
 * what is in the catalogue is whole, and the next run goes on from there.
 */
#ifndef CORE_EDITION_PRESS_H
#define CORE_EDITION_PRESS_H

#include "core/edition/catalogue.h"
#include "core/edition/maker.h"

/* How an article is spoken. */
struct press_voice {
    const char *name; /* as the engine calls it */
    uint32_t words_per_minute, pitch;
    const struct profile *profile; /* tuned */
    const char *const *lexicons;   /* NULL-ended, or NULL */
};

/* An engine for a voice, at `words_per_minute` instead of its own unless that is 0. NULL with
 * an error. Called from several threads. */
typedef struct engine *press_engine(void *data, const struct press_voice *voice,
                                    uint32_t words_per_minute, uint32_t jobs, GError **error);

/* One article to make: all but what making it finds out. Borrowed during the run. */
struct press_article {
    /* Files, content, sentences and package are filled in. Of an article that was published
     * before: its content, version, dates and state as they were; else version 0. */
    struct catalogue_article row;
    const char *draft; /* path of its package as it was read */
    const struct press_voice *voice;
    template_values values;
    const char *correction; /* what is said before all of it, or NULL */
    /* What the article gets where it does not say it itself, or NULL. */
    const char *language, *date, *publisher;
};

struct press {
    const char *folder; /* of the edition; with "media", ".crier/making" and ".crier/packages" */
    struct catalogue *catalogue;
    const GArray *outputs; /* of struct maker_output */
    const GArray *ladder;  /* of uint32_t: words a minute of further audio, or NULL */
    press_engine *engine;
    void *engine_data;
    uint32_t jobs; /* articles, or sentences of one, at a time */
    int64_t now;   /* seconds since 1970: when an article whose words changed was changed */
    const volatile sig_atomic_t *stop;
    /* One line for people; called from several threads. */
    void (*say)(void *data, const char *line);
    /* An article is done, of so many; likewise. */
    void (*done)(void *data, guint number, guint of);
    void *say_data;

    /* Results. */
    guint made, failed;
    uint64_t lost; /* words that should have been heard */
};

/*
 * Make all of them (of struct press_article). An article that fails is named and left as it
 * was published before. FALSE with ERROR_STOPPED, or with ERROR_OUTPUT or ERROR_ENGINE when
 * there is no sense in going on.
 */
gboolean press_run(struct press *press, const GArray *articles, GError **error);

#endif
