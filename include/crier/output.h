/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The contract of an output plugin: events in, files out.
 *
 * An output never opens a path itself. It asks the host for a file, writes to
 * the descriptor, and the host makes the file appear under its final name, whole
 * and flushed to disk, once finish() has returned CRIER_OK. Until then nothing
 * stands under that name; after abort() nothing ever will.
 *
 * All callbacks of a job are called from one thread, in the order begin, event…,
 * then finish or abort, always with the context that begin() made. Other jobs run
 * at the same time, in threads of their own.
 */
#ifndef CRIER_OUTPUT_H
#define CRIER_OUTPUT_H

#include <crier/abi.h>
#include <crier/role.h>

/* One option of an output as the user typed it; UTF-8, borrowed during begin(). */
struct crier_option {
    const char *key;
    const char *value;
};

/* An option that an output knows, for those who look for one. */
struct crier_option_help {
    const char *key;     /* [a-z][a-z0-9-]* */
    const char *summary; /* a few words: "columns in a line (42)" */
};

/* What is to be made. Borrowed during begin(). */
struct crier_job {
    uint32_t size;        /* bytes of this structure */
    uint32_t rate;        /* frames per second of all samples and times of the job */
    const char *target;   /* the path as the user gave it: for messages, not for opening */
    const char *software; /* "Crier 1.0": for tags */
    const struct crier_option *options;
    uint64_t option_count;
};

/* One value of an article's metadata; a repeatable key appears several times. */
struct crier_meta {
    uint32_t key; /* CRIER_META_… */
    uint32_t reserved;
    const char *value; /* UTF-8, one line */
};

/* What an article is besides. */
enum {
    CRIER_ARTICLE_FRONT = 1,     /* the headlines of an edition, read as its first article */
    CRIER_ARTICLE_CORRECTED = 2, /* published before with other words */
    CRIER_ARTICLE_WITHDRAWN = 4, /* published before, now only its headline and a notice */
    CRIER_ARTICLE_SEVERAL = 8    /* an episode of a feed that holds several articles */
};

/* An article. Valid from its start event to its end event. */
struct crier_article {
    uint32_t size;      /* bytes of this structure */
    uint32_t flags;     /* CRIER_ARTICLE_…; 0 in hosts older than 1.2 */
    const char *source; /* name of the source as given */
    const struct crier_meta *meta;
    uint64_t meta_count;
    uint64_t sentence_count; /* utterances to come */

    /* Since 1.2. What the article is called in names of files and in fragments, [a-z0-9-]+,
     * unique in its edition and the same in every later one; and how long it plays, 0 when
     * that is not known yet. */
    const char *id;
    int64_t frames;
};

/* Since 1.2. What holds the articles of a wrapper's job; an article that is spoken by itself
 * is an edition of one. Its metadata: title, language, date and modified (ISO 8601, UTC),
 * publisher, identifier, narrator, description, url, licence, cover, image (the cover's address
 * below the edition's) and revision, as far as known;
 * title, language, modified and identifier always are. Valid for the whole job. */
struct crier_edition {
    uint32_t size; /* bytes of this structure */
    uint32_t reserved;
    const struct crier_meta *meta;
    uint64_t meta_count;
    uint64_t section_count; /* 0: the articles stand in none */
    uint64_t article_count;
    int64_t frames; /* of all articles together, at the job's rate */
};

/*
 * A place in the audio. Times are frames from the start of the track, half
 * open; `from` and `to` are bytes in the written text of the utterance.
 */
struct crier_mark {
    int64_t start;
    int64_t end;
    uint32_t from;
    uint32_t to;
};

/* A phoneme as the engine names it (its own mnemonic, at most 7 bytes). */
struct crier_phoneme {
    int64_t start; /* frames from the start of the track */
    char name[8];  /* NUL-terminated */
};

/* One spoken sentence. Everything is valid during the event only. */
struct crier_utterance {
    uint32_t size;       /* bytes of this structure */
    uint32_t block_role; /* CRIER_ROLE_… of its block */
    uint64_t block;      /* number of its block in the article, from 1 */
    uint64_t sentence;   /* number of the sentence in the article, from 1 */
    const char *text;    /* as written, UTF-8: what captions show */
    uint64_t text_size;  /* bytes */
    /* Mono samples, signed 16-bit, native order, without silence at the ends, as the engine
     * made them; NULL for outputs with `sound`, which get audio events instead. */
    const int16_t *pcm;
    uint64_t frames; /* how long it is; 0 when the engine could not say it */
    int64_t start;   /* frame of the track at which it begins */
    const struct crier_mark *words;
    uint64_t word_count;
    const struct crier_phoneme *phonemes;
    uint64_t phoneme_count;

    /* Since 1.2: byte of its block's text at which `text` begins. */
    uint64_t offset;
};

/* A file that another output of the same job has finished. */
struct crier_file {
    uint32_t size; /* bytes of this structure */
    uint32_t reserved;
    const char *path;
    const char *media_type;
    uint64_t bytes;
    int64_t frames; /* duration in frames of the job's rate */

    /* Since 1.2. Its address relative to the edition's, or its name; SHA-256 in hexadecimal, or
     * NULL; words a minute where it is one of several rates, else 0. */
    const char *name;
    const char *hash;
    uint64_t words_per_minute;
};

/*
 * Since 1.1. Finished audio: mono, mastered, amplitude 1.0 is full scale. The pieces
 * follow each other without gaps from frame 0 to the end of the track; silence is in
 * them. Valid during the event only.
 */
struct crier_audio {
    uint32_t size; /* bytes of this structure */
    uint32_t reserved;
    const float *samples;
    uint64_t frames;
    int64_t start; /* frame of the track */
};

enum {
    CRIER_EVENT_EDITION_START = 1, /* article, utterance, file: NULL */
    CRIER_EVENT_EDITION_END = 2,
    CRIER_EVENT_SECTION_START = 3, /* title is set */
    CRIER_EVENT_SECTION_END = 4,
    CRIER_EVENT_ARTICLE_START = 5, /* article is set from here on */
    CRIER_EVENT_UTTERANCE = 6,     /* utterance is set */
    CRIER_EVENT_ARTICLE_END = 7,
    CRIER_EVENT_FILE = 8,  /* file is set */
    CRIER_EVENT_AUDIO = 9, /* audio is set; only for outputs with `sound` */
    /* Since 1.2. From here to there something sounds that is no speech: station music, a
     * chime. title is set: what to call it. */
    CRIER_EVENT_SOUND_START = 10,
    CRIER_EVENT_SOUND_END = 11
};

/*
 * The order of events: an article by itself is ARTICLE_START, then UTTERANCE and AUDIO,
 * ARTICLE_END, FILE. A wrapper (see `media`) is told the whole edition: EDITION_START,
 * articles in sections or in none, EDITION_END; each of its articles is ARTICLE_START, a FILE
 * for each of its media, then UTTERANCE…, ARTICLE_END. Times begin anew with each article.
 *
 * One event. Pointers that its type does not name are NULL. Every event has a
 * place in the track; what lies between the end of one utterance's samples and
 * the place of the next is silence. Utterances come in the order of time, and so
 * does audio; which of the two comes first is not fixed.
 */
struct crier_event {
    uint32_t size; /* bytes of this structure */
    uint32_t type; /* CRIER_EVENT_…; an output ignores types that it does not know */
    int64_t frame; /* where in the track, never before the end of the last utterance */
    const char *title;
    const struct crier_article *article;
    const struct crier_utterance *utterance;
    const struct crier_file *file;
    const struct crier_audio *audio;
    const struct crier_edition *edition; /* since 1.2; set throughout a wrapper's job */
};

/* Since 1.1. What audio an output takes. */
struct crier_sound {
    uint32_t size;         /* sizeof(struct crier_sound) */
    uint32_t preferred;    /* frames per second when nobody asks for others; 0: the engine's own */
    const uint32_t *rates; /* those that it can write, rising, ended by 0; NULL: any */
};

/*
 * A walk over the blocks of the current article, without recursion. Zero it to
 * start before the first block; `size` must be set.
 */
struct crier_cursor {
    uint32_t size;    /* sizeof(struct crier_cursor) */
    uint32_t entered; /* 1: the block begins; 0: it ends */
    uint64_t block;   /* its number, from 1 in reading order */
    uint32_t role;
    uint32_t level;
    uint32_t ordinal;
    uint32_t depth;   /* 1 for blocks of the top level */
    const char *text; /* of blocks that hold text, else "" */
    uint64_t text_size;
    const char *language; /* BCP 47 when the block's differs, else "" */
    uint64_t state;       /* the host's own */
};

/* Services of the host, from begin() to the end of finish() or abort(). */
struct crier_output_host {
    uint32_t size; /* bytes of this structure */
    uint32_t reserved;
    void *context; /* the host's own */

    /*
     * Open the job's target for writing and seeking. The descriptor belongs to
     * the host: never close it. `beside`: NULL for the target itself, or a name
     * without slash for a further file in the same folder. For an output that makes a
     * folder it is never NULL, and may name a file in folders below it ("a/b.html"), which
     * are made as needed.
     * Returns CRIER_IO with the message set when it cannot be made.
     */
    crier_status (*open)(const struct crier_output_host *host, const char *beside, int32_t *fd);

    /* Set the message of a failure: one line, UTF-8, copied; the first one stays. */
    void (*fail)(const struct crier_output_host *host, const char *message);

    /*
     * Move the cursor to the next entry or exit of a block of the current
     * article. Returns 1, or 0 after the last. What it points to is valid until
     * the article ends.
     */
    int32_t (*next)(const struct crier_output_host *host, struct crier_cursor *cursor);

    /*
     * Since 1.2, missing from older hosts (see crier_source_range()): where bytes
     * [from, to) of the text of a block of the current article stand in its source as
     * it was given. Returns 1, or 0 when they stand nowhere in it.
     */
    int32_t (*source)(const struct crier_output_host *host, uint64_t block, uint64_t from,
                      uint64_t to, uint64_t *source_from, uint64_t *source_to);

    /*
     * Since 1.2, for wrappers. Open a file for reading that a FILE event named by its path,
     * or the edition's cover. The descriptor belongs to the host and is good until the next
     * call of read(), or to the end of the job. CRIER_IO with the message set otherwise.
     */
    crier_status (*read)(const struct crier_output_host *host, const char *path, int32_t *fd);

    /*
     * Since 1.2, for outputs that make a folder. `key` says all that a file depends on (a
     * hash of it, say). When the folder that is being replaced has the file and it was made
     * for the same key, it is taken over as it is: 1, and nothing is to be written. Else 0:
     * open() it and write it.
     */
    int32_t (*keep)(const struct crier_output_host *host, const char *beside, const char *key);

    /*
     * Since 1.2. Nothing more will be written to a descriptor of open(). An output with many
     * files says so for each of them, or the process runs out of descriptors. CRIER_IO when
     * what was written is lost.
     */
    crier_status (*close)(const struct crier_output_host *host, int32_t fd);
};

/* An output plugin. One constant of this type stands at the end of its file. */
struct crier_output {
    struct crier_head head;

    const char *const *suffixes; /* without dot, lower case, NULL-ended; mandatory */
    const char *media_type;      /* of the main file */

    /*
     * Start a job. Mandatory. On CRIER_OK *context is the output's own and is
     * handed to every later call; on anything else nothing is left behind and
     * nothing more is called. `host` stays valid to the end. CRIER_BAD_CALL with a
     * message: the value of an option is wrong.
     */
    crier_status (*begin)(const struct crier_output_host *host, const struct crier_job *job,
                          void **context);

    /*
     * Take one event. Mandatory. Anything but CRIER_OK ends the job: abort() is
     * called next. CRIER_IO when writing failed.
     */
    crier_status (*event)(void *context, const struct crier_event *event);

    /*
     * Write what is left and release the context. Mandatory. After CRIER_OK the
     * host flushes and renames the files. After anything else they are dropped;
     * the context is released in either case.
     */
    crier_status (*finish)(void *context);

    /* Release the context without finishing. Mandatory; cannot fail. */
    void (*abort)(void *context);

    /* Since 1.1. NULL: the output takes no audio events; its times are at the engine's
     * rate, and each utterance brings its samples. */
    const struct crier_sound *sound;

    /*
     * Since 1.2, may be NULL: the options that begin() understands, ended by a NULL key.
     * The host refuses all others before it begins.
     */
    const struct crier_option_help *options;

    /*
     * Since 1.2. A wrapper puts audio that others made between words and pictures: a book, a
     * site. NULL: it is none. Else suffixes of the audio outputs that it can use, the best
     * first, ended by NULL; it gets one of them for each article, and more where there are
     * more. Its job is an edition.
     */
    const char *const *media;
    /* Since 1.2. 1: what it makes is a folder, whose name is the target. */
    uint32_t folder;
    uint32_t reserved;
};

/* host->source() where the host has it. */
static inline int32_t crier_source_range(const struct crier_output_host *host, uint64_t block,
                                         uint64_t from, uint64_t to, uint64_t *source_from,
                                         uint64_t *source_to)
{
    if (host->size < offsetof(struct crier_output_host, source) + sizeof(host->source))
        return 0;
    return host->source(host, block, from, to, source_from, source_to);
}

#define CRIER_OUTPUT CRIER_EXPORT const struct crier_output CRIER_PLUGIN_SYMBOL
#define CRIER_OUTPUT_HEAD(name, summary)                                                           \
    .head = CRIER_HEAD(struct crier_output, CRIER_KIND_OUTPUT, name, summary)

#endif
