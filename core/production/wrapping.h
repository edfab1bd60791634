/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A wrapper at work: an output that puts the audio of a whole edition between words and
 * pictures. It is told of one article after the other, so that one of them is in memory.
 */
#ifndef CORE_PRODUCTION_WRAPPING_H
#define CORE_PRODUCTION_WRAPPING_H

#include "core/plugin/output.h"
#include "core/production/record.h"

/* Borrowed to the end of the job, `options` during the call. */
struct wrapping_job {
    const struct crier_output *plugin;
    const char *path;
    const GArray *options; /* of struct crier_option, or NULL */
    uint32_t rate;         /* of all records */
    const struct crier_edition *edition;
};

/* An article and all that is told of it; borrowed during the call. */
struct wrapped_article {
    const struct document *document;
    const struct record *record;
    const char *source;
    const char *id;
    const char *guid;               /* its identifier for ever, or NULL */
    const char *date;               /* ISO 8601: where the document has none; or NULL */
    uint32_t flags;                 /* CRIER_ARTICLE_… */
    const struct crier_file *media; /* the best for the wrapper first */
    guint media_count;
};

struct wrapping;

/* NULL with ERROR_OUTPUT, or ERROR_USAGE when the wrapper refuses the value of an option. */
struct wrapping *wrapping_new(const struct wrapping_job *job, GError **error);
/* A section begins; NULL: it ends. FALSE with ERROR_OUTPUT, as all below. */
gboolean wrapping_section(struct wrapping *wrapping, const char *title, GError **error);
gboolean wrapping_article(struct wrapping *wrapping, const struct wrapped_article *article,
                          GError **error);
/* Make it appear; frees in any case. */
gboolean wrapping_finish(struct wrapping *wrapping, uint64_t *bytes, GError **error);
/* Drop it; frees. NULL is allowed. */
void wrapping_abort(struct wrapping *wrapping);

#endif
