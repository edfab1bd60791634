/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an edition's folder has published: articles with their versions, sentences and files,
 * in one SQLite file (write-ahead log). What is published under an id or a guid keeps it for
 * ever. One thread, one process at a time: the folder is locked by whoever publishes.
 */
#ifndef CORE_EDITION_CATALOGUE_H
#define CORE_EDITION_CATALOGUE_H

#include <glib.h>
#include <stdint.h>

/* Raised when the tables change; an older program refuses a newer catalogue. */
#define CATALOGUE_FORMAT 1

enum article_state {
    STATE_DRAFT,    /* read, but under embargo */
    STATE_APPROVED, /* spoken, to be published by this run */
    STATE_PUBLISHED,
    STATE_CORRECTED, /* published, with other words than at first */
    STATE_WITHDRAWN  /* a tombstone stands for it */
};

const char *article_state_name(enum article_state state);

struct catalogue_file {
    const char *kind; /* "mp3", "vtt": the suffix of the output that made it */
    const char *name; /* below the edition's folder */
    const char *type; /* media type */
    const char *hash; /* SHA-256, hexadecimal */
    uint64_t bytes;
    int64_t frames; /* at the engine's rate; 0 for what does not play */
    uint32_t words_per_minute;
};

struct catalogue_article {
    const char *key;  /* what it is known by for ever: guid of its feed, address, path */
    const char *id;   /* in names of files */
    const char *guid; /* in feeds */
    const char *title;
    const char *source;  /* where it came from last */
    const char *input;   /* hash of all that its audio depends on */
    const char *content; /* hash of its words */
    const char *package; /* name of its package, below the edition's folder */
    enum article_state state;
    int64_t published, modified; /* seconds since 1970 */
    uint32_t version;            /* 1, 2, … */
    const struct catalogue_file *files;
    guint file_count;
    /* Hashes of its sentences, in order, one after the other, 16 hexadecimal digits each. */
    const char *sentences;
};

struct catalogue;

enum catalogue_trouble {
    CATALOGUE_FINE,
    CATALOGUE_DAMAGED,
    CATALOGUE_NEWER,
    CATALOGUE_FOREIGN,
    CATALOGUE_UNREADABLE /* for want of room, rights, or a working disk */
};

/*
 * Open or make it. `edition` names the edition for ever: a catalogue of another one is
 * refused. NULL with ERROR_OUTPUT; *trouble says whether it could be made anew
 * (CATALOGUE_DAMAGED) or must be left alone.
 */
struct catalogue *catalogue_open(const char *path, const char *edition,
                                 enum catalogue_trouble *trouble, GError **error);
void catalogue_close(struct catalogue *catalogue);

/* NULL when it is not known. Valid until the next call. */
const struct catalogue_article *catalogue_find(struct catalogue *catalogue, const char *key);
/* Store an article with its files and sentences, all or nothing; a new version keeps the old
 * one's words in the history. FALSE with ERROR_OUTPUT. */
gboolean catalogue_put(struct catalogue *catalogue, const struct catalogue_article *article,
                       GError **error);
gboolean catalogue_set_state(struct catalogue *catalogue, const char *key, enum article_state state,
                             GError **error);
/* Every file that a version in force refers to: an array of new strings (names below the
 * edition's folder, packages included). NULL when they cannot all be read. */
GPtrArray *catalogue_names(struct catalogue *catalogue);
/* The ids of articles that are withdrawn: new strings; NULL likewise. */
GPtrArray *catalogue_withdrawn(struct catalogue *catalogue);

/*
 * What a source held when it was read last: a hash of its bytes and of all that reading
 * depends on, and the keys of its articles, separated by line feeds. FALSE when it is not
 * known; both are new strings.
 */
gboolean catalogue_source(struct catalogue *catalogue, const char *source, char **input,
                          char **keys);
/* Those of them below a folder, in the order of their names: new strings; NULL when they cannot
 * be read. */
GPtrArray *catalogue_sources(struct catalogue *catalogue, const char *folder);
gboolean catalogue_set_source(struct catalogue *catalogue, const char *source, const char *input,
                              const char *keys, GError **error);

/* What an output was last made from: a new string, or NULL; and to remember it. */
char *catalogue_output(struct catalogue *catalogue, const char *output);
gboolean catalogue_set_output(struct catalogue *catalogue, const char *output, const char *key,
                              GError **error);

#endif
