/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The edition file: what a newsroom publishes, from where, in which order and as what. Groups
 * of keys and values; init.h writes one with every key in it and what it is for. Lists are
 * separated by ";", names in lists also by ",". Paths count from the file's own folder.
 */
#ifndef CORE_EDITION_EDITION_FILE_H
#define CORE_EDITION_EDITION_FILE_H

#include "core/edition/categories.h"
#include "core/edition/moment.h"

/* Of one edition. */
#define EDITION_ARTICLES_MOST  10000
#define EDITION_SECTIONS_MOST  200
#define EDITION_SOURCES_MOST   1000
#define EDITION_OVERRIDES_MOST EDITION_ARTICLES_MOST

enum edition_source_kind { SOURCE_FILES, SOURCE_FOLDER, SOURCE_FEED, SOURCE_PAGE };

struct edition_source {
    enum edition_source_kind kind;
    char *where;   /* a path or a glob, absolute; or a URL. A feed may be a file */
    char *name;    /* of its [source NAME]; NULL in [sources] */
    guint limit;   /* most articles taken from it; 0: all */
    int64_t since; /* first moment of what is taken; MOMENT_NONE: of any age */
};

enum edition_rule_kind {
    RULE_CATEGORY,     /* of the feed's entry */
    RULE_TAG,          /* of the article */
    RULE_FOLDER,       /* the file lies below it */
    RULE_FRONT_MATTER, /* a key of the article's metadata has this value */
    RULE_KEYWORD,      /* these words stand in title, section, tags or description */
    RULE_FEED          /* it came from this feed, or this [source NAME] */
};

struct edition_rule {
    enum edition_rule_kind kind;
    uint32_t meta; /* RULE_FRONT_MATTER: CRIER_META_… */
    char *value;   /* a folder is absolute */
    char *words;   /* private: the value as words_fold() has it */
};

struct edition_section {
    char *id; /* [a-z0-9-]: of its name; its place does not count */
    char *name, *title;
    GArray *rules; /* of struct edition_rule: one of them is enough */
    gboolean rest; /* takes what no section takes; one section of the edition does */
};

/* What is said of some articles apart. What nobody said is NULL, or MOMENT_NONE. */
struct edition_override {
    char *pattern; /* a path, absolute, or a URL; "*" and "?" stand for others */
    int64_t embargo, expires;
    char *voice, *profile, *correction, *withdrawn;
    guint section; /* index + 1; 0: by the rules */
};

struct edition_option {
    char *output, *key, *value; /* mp3.bitrate=64 */
};

enum { EPISODES_EDITION = 1, EPISODES_SECTION = 2, EPISODES_ARTICLE = 4 };
enum edition_order { ORDER_NEWEST, ORDER_SOURCE };

struct edition_file {
    char *path, *folder; /* absolute */
    /* [edition]. NULL when missing, except title, language and date. */
    char *title, *language, *publisher;
    char *base_url; /* ends in "/" */
    char *description, *licence, *cover, *author, *email;
    char *authority;    /* "Paid for by …": said in the greeting of the phone line */
    char *date;         /* of the edition: 2026-11-23 */
    int64_t time, day;  /* its moment in seconds, its day in days, since 1970 */
    GTimeZone *zone;    /* of days and times without an offset */
    GArray *categories; /* of struct category */
    gboolean explicit_content;

    GArray *sources;   /* of struct edition_source, as in the file */
    GArray *sections;  /* of struct edition_section, as in the file; at least one */
    GArray *overrides; /* of struct edition_override, as in the file */
    GHashTable *exact; /* private: patterns without wildcards to their overrides */
    GArray *globs;     /* private: the others */

    char *voice;
    int words_per_minute, pitch; /* 0, -1: not said */
    char **lexicons;             /* paths; never NULL */

    char **outputs;  /* what is wanted; never NULL */
    GArray *rates;   /* of guint: words a minute of further renderings */
    GArray *options; /* of struct edition_option */
    guint episodes;  /* EPISODES_… */

    char *profile;  /* names, separated by commas; files absolute. NULL: none */
    int64_t budget; /* seconds of listening; 0: no limit */
    enum edition_order order;
};

struct edition_context {
    int64_t now;                /* seconds since 1970: what "today" means */
    const char *const *outputs; /* names of the output plugins there are; NULL: not checked */
};

/* NULL with ERROR_INPUT: the message names file, line, group and key, and what there is. */
struct edition_file *edition_file_load(const char *path, const struct edition_context *context,
                                       GError **error);
void edition_file_free(struct edition_file *edition);

/*
 * What is said of one article apart, from all [article …] that name it: for each key the
 * first that has it. Strings are the edition's. `source`: its path or URL; `url`: its
 * canonical address, or NULL.
 */
struct edition_override edition_file_override(const struct edition_file *edition,
                                              const char *source, const char *url);
/* Take from `one` what `all` does not say. */
void edition_override_merge(struct edition_override *all, struct edition_override one);
/* A path as the edition file means it: absolute, without "." and "..". A new string. */
char *edition_file_path(const struct edition_file *edition, const char *path);

#endif
