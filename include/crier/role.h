/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The roles that a block of a document can have, and the keys of its metadata.
 * Numbers are never reused; a reader picks the nearest role and never drops text
 * for want of one.
 */
#ifndef CRIER_ROLE_H
#define CRIER_ROLE_H

/* A block holds blocks (B), text (T), or either but not both (E). */
enum {
    CRIER_ROLE_NONE = 0,
    CRIER_ROLE_HEADLINE = 1,      /* T  the article's own title, once */
    CRIER_ROLE_BYLINE = 2,        /* T  who wrote it, as printed */
    CRIER_ROLE_DATELINE = 3,      /* T  "EAST HARTFORD, Conn." without its dash */
    CRIER_ROLE_DATE = 4,          /* T  a printed date of publication */
    CRIER_ROLE_SUMMARY = 5,       /* T  standfirst, deck */
    CRIER_ROLE_HEADING = 6,       /* T  inside the article; level 1 to 6 */
    CRIER_ROLE_PARAGRAPH = 7,     /* T */
    CRIER_ROLE_QUOTATION = 8,     /* E  block quotation */
    CRIER_ROLE_PULL_QUOTE = 9,    /* T  repeats words of the body */
    CRIER_ROLE_LIST = 10,         /* B  of list items */
    CRIER_ROLE_LIST_ITEM = 11,    /* E  ordinal: its number, 0 for a bullet */
    CRIER_ROLE_TABLE = 12,        /* B  of rows, perhaps a caption */
    CRIER_ROLE_TABLE_ROW = 13,    /* B  of cells */
    CRIER_ROLE_TABLE_HEADER = 14, /* T  a heading cell */
    CRIER_ROLE_TABLE_CELL = 15,   /* T */
    CRIER_ROLE_CAPTION = 16,      /* T  of a picture, a table, a film */
    CRIER_ROLE_CREDIT = 17,       /* T  "Photo: …" */
    CRIER_ROLE_FOOTNOTE = 18,     /* E  ordinal: its number */
    CRIER_ROLE_CODE = 19,         /* T  preformatted text */
    CRIER_ROLE_EMBED = 20,        /* E  a post or card from elsewhere */
    CRIER_ROLE_BOILERPLATE = 21,  /* E  "Sign up for…", "Read more…" */
    CRIER_ROLE_NOTICE = 22, /* T  the programme's own line, not the article's; never by a reader */
    CRIER_ROLE_COUNT = 23
};

/* Keys of metadata. Repeatable ones keep their order. */
enum {
    CRIER_META_TITLE = 1,
    CRIER_META_AUTHOR = 2,   /* repeatable, one person each */
    CRIER_META_DATE = 3,     /* first published, ISO 8601 where it could be read */
    CRIER_META_MODIFIED = 4, /* ISO 8601 */
    CRIER_META_LANGUAGE = 5, /* BCP 47 */
    CRIER_META_SECTION = 6,
    CRIER_META_TAG = 7, /* repeatable */
    CRIER_META_URL = 8,
    CRIER_META_DESCRIPTION = 9,
    CRIER_META_IMAGE = 10,     /* address of the lead picture */
    CRIER_META_IMAGE_ALT = 11, /* its alternative text */
    CRIER_META_LICENCE = 12,
    CRIER_META_PUBLISHER = 13,
    CRIER_META_IDENTIFIER = 14, /* of an edition: a URN; never changes */
    CRIER_META_NARRATOR = 15,   /* the voice; of an edition, never by a reader */
    CRIER_META_COVER = 16,      /* path for host->read(); of an edition, never by a reader */
    CRIER_META_REVISION = 17,   /* how often an edition was changed; absent: never */
    CRIER_META_COUNT = 18
};

#endif
