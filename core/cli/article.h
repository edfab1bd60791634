/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article on its way through the commands: read, and planned. */
#ifndef CORE_CLI_ARTICLE_H
#define CORE_CLI_ARTICLE_H

#include "core/document/document.h"
#include "core/plugin/session.h"
#include "core/production/plan.h"
#include "core/production/profile.h"
#include "core/source/source.h"

struct article {
    struct source source;
    struct document *document;
    struct plan *plan;
    GArray *insets; /* of struct inset */
};

/* How to get at articles: options that `speak` and `inspect` share. */
struct article_options {
    char *reader; /* the plugin to use, or NULL */
    gboolean allow_private;
    char *entry, *since, *limit; /* of a feed, or NULL */
    const struct profile *profile;
};

/* Entries that fill these options are appended to `entries` (of GOptionEntry). */
void article_entries(struct article_options *options, GArray *entries);
void article_options_clear(struct article_options *options);

/* The reader plugins of this installation. */
struct session *article_readers(void);

/*
 * Load or fetch, and read. What the reader had to say goes to people. FALSE with
 * ERROR_INPUT. Clear it in any case.
 */
gboolean article_open(struct article *article, struct session *readers, const char *name,
                      const struct article_options *options, GError **error);
/* What files made of an article are called: its name without folder and suffix, or the last
 * part of its address. A new string. */
char *article_stem(const char *name);

/*
 * The same, put the programme of the profile around it, and plan for its delivery.
 * What the reader had to say goes to people. FALSE with ERROR_INPUT, also when there is
 * nothing to speak in it.
 */
gboolean article_read(struct article *article, struct session *readers, const char *name,
                      const struct article_options *options, GError **error);
void article_clear(struct article *article);

#endif
