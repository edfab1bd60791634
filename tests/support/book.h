/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small edition for wrappers: documents with even times and real MP3s (of silence), told
 * as the program tells them. Sentences end at ". ", "? " and "! "; one without a letter or
 * digit could not be said; embeds and boilerplate are not spoken.
 */
#ifndef TESTS_SUPPORT_BOOK_H
#define TESTS_SUPPORT_BOOK_H

#include <crier/output.h>
#include <glib.h>

#define BOOK_RATE          44100
#define BOOK_FRAMES_A_BYTE 997
#define BOOK_PAUSE         6614 /* before each sentence */
#define BOOK_MP3_FRAME     1152 /* samples of one frame of the MP3s */
#define BOOK_MP3_BYTES     208

struct book_line {
    guint depth; /* from 1 */
    uint32_t role;
    guint number;     /* level of a heading, ordinal of an item or note */
    const char *text; /* NULL: it holds the deeper lines that follow */
    const char *language;
};

struct book_article {
    const char *id, *title;
    const char *section; /* NULL: in none */
    const char *author;
    uint32_t flags;
    const struct book_line *lines; /* up to one of depth 0; notices only first and last */
    guint tags;                    /* bytes of the ID3 tag of its MP3, 0: it has none */
};

struct book {
    const struct crier_meta *meta;
    guint meta_count;
    const struct book_article *articles;
    guint article_count;
    const struct crier_option *options;
    guint option_count;
};

/* Make it at `path`; the MP3s stand as ID.mp3 in `media`, a folder, and are made when they
 * are not there. */
gboolean book_run(const struct crier_output *plugin, const char *path, const char *media,
                  const struct book *book, GError **error);

/* Frames of silence: MPEG 1 layer III, mono, 44,100 Hz, 64 kbit/s; behind an ID3v2 tag of so
 * many bytes, 0: none. */
void book_mp3(const char *path, int64_t frames, guint tags);

/* A place for a book and its media, for cmocka. */
struct book_made {
    char *top, *media, *folder; /* the book goes to `folder`, which is not there yet */
};

int book_set_up(void **state);
int book_tear_down(void **state);

/* Length of an MP3 of frames as above and nothing else; 0 for anything else. */
int64_t book_audio_ms(const char *path);

#endif
