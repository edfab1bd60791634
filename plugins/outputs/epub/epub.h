/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A book on its way into its container. Of articles that are done only facts for the
 * package document are kept, and the table of contents, packed.
 */
#ifndef PLUGINS_OUTPUTS_EPUB_EPUB_H
#define PLUGINS_OUTPUTS_EPUB_EPUB_H

#include "shared/timeline.h"
#include "shared/zip_writer.h"
#include "sheet.h"

#define CREATORS_MOST 64
#define LEVELS_MOST   6

struct words; /* words of the book itself, see words.h */

enum medium { MEDIUM_NONE, MEDIUM_MP3, MEDIUM_OPUS, MEDIUM_COUNT };

/* One article, as the package document needs it. */
struct chapter {
    char *id;
    enum medium medium;
    int64_t length; /* of its overlay in milliseconds; -1: there is none */
};

/* A sentence of the current article. */
struct sentence {
    uint64_t number, block;
    uint64_t offset, size;
    int64_t from, to; /* its clip in milliseconds; equal: it has none */
};

/* What is known of the current article. */
struct article {
    const struct crier_article *told;
    char language[LANGUAGE_SIZE];
    int direction;
    /* The audio chosen so far. */
    char *path;
    enum medium medium;
    uint64_t bytes;
    int64_t end; /* of the audio in milliseconds; 0: not known */
    int exact;   /* it is as long as the article */
    struct sentence *sentences;
    size_t count, room;
    unsigned char *blocks; /* by number: bits of enum block_facts */
    size_t block_room;
};

/* The table of contents. */
struct contents {
    struct zip_text page, overlay;
    uint64_t overlay_count, section_count;
    int64_t length; /* of the overlay in milliseconds */
    char *section;  /* title of one that has no article yet */
    int in_section;
    unsigned depth; /* open lists of headings below the current article */
};

enum cover_form { COVER_DRAWN, COVER_JPEG, COVER_PNG, COVER_GIF, COVER_SVG };

struct book {
    const struct crier_output_host *host;
    uint32_t rate;
    struct crier_edition const *edition;
    enum medium wanted;
    char *certified_by;
    char language[LANGUAGE_SIZE];
    const struct words *words;
    int failed; /* no memory */

    struct zip_writer zip;
    struct timeline timeline;
    struct article article;
    struct zip_text text, overlay; /* of the current article */
    struct contents contents;
    enum cover_form cover;

    struct chapter *chapters;
    size_t count, room;
    char *creators[CREATORS_MOST];
    size_t creator_count;
    char *first; /* id of the first article that is no front page */
    /* Of the only article, for what the edition does not say. */
    char *description, *source, *rights;
};

/* First value of a key of the edition's metadata, or NULL. */
const char *edition_meta(const struct book *book, uint32_t key);
/* Never NULL. */
const char *edition_title(const struct book *book);
/* Attributes: the language, and the direction where it is not the one around. */
void put_language(struct zip_text *sheet, const char *language);
void put_direction(struct zip_text *sheet, int direction, int around);
/* A document's beginning up to <body>; folder: "" or "../" in front of names. */
void put_head(struct zip_text *sheet, const char *language, int direction, const char *title,
              size_t title_size, const char *folder);

/* article.c: what is told of an article, and its two documents. */
void article_start(struct book *book, const struct crier_article *told);
void article_file(struct book *book, const struct crier_file *file);
void article_sentence(struct book *book, const struct crier_utterance *utterance);
void article_clip(struct book *book, const struct spoken *spoken);
crier_status article_end(struct book *book);
void article_clear(struct article *article);

/* survey.c: what must be known of blocks before they are written. */
enum block_facts {
    BLOCK_SPOKEN = 1, /* a sentence is in it or below it */
    BLOCK_ORDERED = 2 /* a list with numbers */
};
struct survey {
    uint64_t headline; /* the spoken one; 0: none */
    int headed;        /* it has one, spoken or not */
    const char *title; /* its text */
    size_t title_size;
    const char *title_language;
};
void survey_article(struct book *book, struct survey *survey);
int block_is(const struct article *article, uint64_t block, enum block_facts fact);

/* body.c: its text and its overlay, side by side. Returns the length of the overlay, which
 * is none when that is 0. */
int64_t body_write(struct book *book, const struct survey *survey);

/* contents.c */
void contents_start(struct book *book);
void contents_section(struct book *book, const char *title);
void contents_section_end(struct book *book);
/* A place that the contents name: level 0 is the article itself, deeper ones are headings in
 * it, none more than one deeper than the one before. */
struct entry {
    unsigned level;
    uint64_t block;
    const char *text;
    size_t size;
    const char *language; /* NULL: the article's */
    int64_t from, to;     /* an article's clip in milliseconds; equal: it has none */
};
void contents_entry(struct book *book, const struct entry *entry);
void contents_article_end(struct book *book);
void contents_write(struct book *book);

/* cover.c */
crier_status cover_write(struct book *book);
extern const char *const cover_names[];
extern const char *const cover_types[];

/* package.c */
void package_write(struct book *book);
/* style.c */
extern const char style_sheet[];

/* Without it: extension and media type. */
extern const char *const medium_suffixes[MEDIUM_COUNT];
extern const char *const medium_types[MEDIUM_COUNT];

#endif
