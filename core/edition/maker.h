/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes what an edition publishes of one article by itself: audio, captions, chapters, times,
 * into the folder "media" of the edition. The name of each file holds a hash of what is in
 * it, so that no file is ever changed, and a player's or a carrier's cache never lies.
 */
#ifndef CORE_EDITION_MAKER_H
#define CORE_EDITION_MAKER_H

#include "core/edition/catalogue.h"
#include "core/production/profile.h"
#include "core/production/publication.h"
#include "core/production/record.h"

/* One kind of file that is wanted. */
struct maker_output {
    const struct crier_output *plugin;
    const char *suffix;    /* "mp3": also its kind in the catalogue */
    const GArray *options; /* of struct crier_option, or NULL */
};

/* Borrowed during the call. */
struct maker_job {
    const struct document *document;
    const struct plan *plan;
    const GArray *insets; /* of struct inset, or NULL */
    const struct profile *profile;
    struct engine *engine;
    const char *const *lexicons; /* NULL-ended, or NULL */
    uint32_t pitch;
    const char *source;
    const char *id;
    const char *folder;        /* of the edition: has folders "media" and ".crier/making" */
    const GArray *outputs;     /* of struct maker_output; an audio output among them */
    uint32_t words_per_minute; /* told of the files; 0: the usual rate */
    const volatile sig_atomic_t *stop;
};

struct made {
    GArray *files; /* of struct catalogue_file, their strings in `strings` */
    GPtrArray *strings;
    struct record *record;
    GString *sentences; /* a hash of what is said in each, 16 hexadecimal digits */
    uint64_t lost;      /* words and sentences that should have been heard */
};

/* Clear `made` in any case. FALSE with ERROR_OUTPUT, ERROR_ENGINE, ERROR_INPUT (a lexicon) or
 * ERROR_STOPPED; then no file of the article stands in "media". */
gboolean maker_run(const struct maker_job *job, struct made *made, GError **error);
void made_clear(struct made *made);

/* SHA-256 of a file as 64 hexadecimal digits, a new string; NULL with ERROR_INPUT. *size may be
 * NULL. */
char *maker_hash(const char *path, uint64_t *size, GError **error);

#endif
