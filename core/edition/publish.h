/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Publishing an edition: sources are read, articles chosen, what is new or changed is spoken,
 * and books, site and feed are made of all of them; in this order, each thing appearing whole,
 * the feed last, so that nothing ever points to what is not there. Whenever it is stopped, the
 * next run goes on.
 *
 * The folder:  media/…  web/  daisy202/  stick/  edition.epub  feed.xml
 *              .crier/catalogue.sqlite  .crier/packages/  .crier/drafts/  .crier/making/
 * .crier/lock
 */
#ifndef CORE_EDITION_PUBLISH_H
#define CORE_EDITION_PUBLISH_H

#include "core/edition/edition_file.h"
#include "core/edition/press.h"
#include "core/plugin/session.h"
#include "core/source/fetch.h"

/* The voice for an article: by name (NULL: by its language), profile (NULL: the edition's) and
 * language. Borrowed to the end of the run; NULL with an error. */
typedef const struct press_voice *publish_voice(void *data, const char *name, const char *profile,
                                                const char *language, GError **error);

struct run;

struct publish {
    const struct edition_file *edition;
    const char *folder;
    struct session *readers;
    struct session *outputs; /* scanned */
    const struct fetch_options *fetch;
    publish_voice *voice;
    press_engine *engine;
    void *voice_data; /* of both */
    uint32_t jobs;
    int64_t now;   /* seconds since 1970 */
    gboolean wait; /* for another run to end; else it is an error */
    const volatile sig_atomic_t *stop;
    void (*say)(void *data, const char *line);
    void (*warn)(void *data, const char *line);     /* what is missing, and why */
    void (*say_more)(void *data, const char *line); /* what only those who ask want to know */
    void (*done)(void *data, guint number, guint of);
    void *say_data;

    /* What is made of the articles when all are spoken, instead of front page, books, site and
     * feed (the phone line); then each article becomes only what the edition names. May be
     * NULL. See run.h. */
    gboolean (*finish)(void *data, struct run *run, GError **error);
    void *finish_data;

    /* Results. */
    guint articles, made, failed, missing;
    guint outputs_made;
};

/* FALSE with an error; what was published before stands. */
gboolean publish_run(struct publish *publish, GError **error);

#endif
