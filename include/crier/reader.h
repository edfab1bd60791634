/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The contract of a reader plugin: bytes in, blocks out.
 *
 * A reader runs in a child process of its own, without files, network or
 * threads. Whatever it does, it costs its article only. It keeps no static
 * mutable state and prints nothing: notes and errors go through the host.
 */
#ifndef CRIER_READER_H
#define CRIER_READER_H

#include <crier/abi.h>
#include <crier/role.h>

/* What probe() is shown of a source at most, in bytes. */
#define CRIER_PROBE_BYTES UINT64_C(65536)

/*
 * The bytes of one article, or of a part of a container. Borrowed, read-only,
 * valid until the callback that was given them returns. Not NUL-terminated.
 */
struct crier_source {
    uint32_t size; /* bytes of this structure */
    uint32_t reserved;
    const char *name;       /* file name or address as given, UTF-8, "" when unknown */
    const char *media_type; /* "text/html" where a server or container said so, else "" */
    const uint8_t *bytes;
    uint64_t length; /* for probe(): at most CRIER_PROBE_BYTES of the whole */
    /* Since 1.1: the charset that a server or container declared, or NULL. decode()
     * knows it; a reader has no need to look. */
    const char *charset;
};

/* UTF-8 text made by the host; borrowed, valid until read() returns. */
struct crier_text {
    const char *data; /* never NULL, well-formed UTF-8, no NUL and no byte order mark */
    uint64_t size;    /* bytes */
};

/* How a block is opened. Zero the rest: fields are only appended. */
struct crier_block {
    uint32_t size;        /* sizeof(struct crier_block) */
    uint32_t role;        /* CRIER_ROLE_… */
    uint32_t level;       /* headings: 1 to 6; else 0 */
    uint32_t ordinal;     /* list items and footnotes: the printed number, else 0 */
    const char *language; /* BCP 47 where it differs from the block around it, else NULL */
};

/* How serious a note is. */
enum {
    CRIER_NOTE_INFO = 1,   /* something was left out on purpose */
    CRIER_NOTE_WARNING = 2 /* something could not be read as it stood */
};

/* "No place in the source": for text that a reader made up itself. */
#define CRIER_NOWHERE UINT64_MAX

/*
 * Services of the host during read(). The builder behind them copies text,
 * checks UTF-8 and limits, and stays failed once failed: a reader may ignore
 * every status but the one it returns in the end, and may stop early on any.
 *
 * Places in the source (`from`, `to`) are byte offsets, half open, into the text
 * that decode() gave, or into source->bytes when decode() was not called. They
 * let the ledger show which word of the source was spoken when.
 *
 * Calls are made only during read(), only from the thread that called it.
 */
struct crier_reader_host {
    uint32_t size; /* bytes of this structure */
    uint32_t reserved;
    void *context; /* the host's own */

    /*
     * Turn the source into UTF-8: by byte order mark, else what a server declared, else
     * `declared` (a charset label such as "iso-8859-1" that stands in the source, or
     * NULL), else what the bytes show; the last
     * resort is windows-1252. NUL bytes and malformed sequences become U+FFFD or
     * a space and are noted. At most once for each source.
     * Returns CRIER_OK, or CRIER_UNREADABLE for a charset that is not text.
     */
    crier_status (*decode)(const struct crier_reader_host *host, const struct crier_source *source,
                           const char *declared, struct crier_text *out);

    /*
     * Add one piece of metadata: `key` is CRIER_META_…, the value is UTF-8 and is
     * copied; white space is folded, empty values are ignored. A key that is not
     * repeatable keeps its first value. `from`, `to`: where it stands, or
     * CRIER_NOWHERE; such words count as skipped for the reason "metadata".
     */
    crier_status (*meta)(const struct crier_reader_host *host, uint32_t key, const char *value,
                         uint64_t size, uint64_t from, uint64_t to);

    /* Open a block inside the innermost open one. Copied. */
    crier_status (*open)(const struct crier_reader_host *host, const struct crier_block *block);

    /*
     * Append UTF-8 text to the innermost open block, which must be able to hold
     * text. Line breaks count as white space; runs of it are folded to one space,
     * except in CRIER_ROLE_CODE. When `size` equals `to - from` the text is taken
     * to stand in the source byte for byte; otherwise the whole range is its place.
     */
    crier_status (*text)(const struct crier_reader_host *host, const char *text, uint64_t size,
                         uint64_t from, uint64_t to);

    /*
     * End a chunk here: the text before and after will never be one sentence.
     * What a reader leaves whole, Crier's own segmenter cuts.
     */
    crier_status (*cut)(const struct crier_reader_host *host);

    /* Close the innermost open block. An empty one vanishes. */
    crier_status (*close)(const struct crier_reader_host *host);

    /*
     * Say that a range of the source is left out, and why, in a few plain words
     * ("link address", "front matter"). Shown in the ledger.
     */
    crier_status (*skip)(const struct crier_reader_host *host, uint64_t from, uint64_t to,
                         const char *reason);

    /* Tell the newsroom something: one line, UTF-8, copied. `from`: where, or CRIER_NOWHERE. */
    crier_status (*note)(const struct crier_reader_host *host, uint32_t severity, uint64_t from,
                         const char *message);

    /*
     * Hand an inner part (a file of a container) to whichever reader fits it; its
     * blocks arrive inside the innermost open block. `part` is borrowed during
     * the call. CRIER_LIMIT when parts are nested deeper than 8; CRIER_DECLINED
     * when no reader knows the part.
     */
    crier_status (*read_part)(const struct crier_reader_host *host,
                              const struct crier_source *part);

    /*
     * Since 1.1, may be NULL and may be missing from older hosts (see crier_option()):
     * what a person asked of the reader, by name: "entry", "since", "limit". UTF-8,
     * valid until read() returns; NULL when nobody asked. An option that no reader
     * looked at is told to the person.
     */
    const char *(*option)(const struct crier_reader_host *host, const char *name);
};

/* A reader plugin. One constant of this type stands at the end of its file. */
struct crier_reader {
    struct crier_head head;

    int32_t priority; /* breaks ties between equal probes, higher first; usually 0 */
    int32_t reserved;
    const char *const *suffixes;    /* without dot, lower case, NULL-ended; may be NULL */
    const char *const *media_types; /* lower case, NULL-ended; may be NULL */

    /*
     * How sure is this reader that the source is its own? Mandatory. Called
     * before read(), on the first CRIER_PROBE_BYTES at most. Keeps no state,
     * allocates nothing. Returns
     *     0        not mine
     *     1 to 9   could be: any text
     *     10 to 39 by the name or the media type only
     *     40 to 69 by structure that was checked
     *     70 to 100 unmistakable: magic bytes
     */
    int32_t (*probe)(const struct crier_source *source);

    /*
     * Read the whole source and push its blocks in reading order through the
     * host. Mandatory. Called once in a process. Returns CRIER_OK (perhaps with
     * notes), CRIER_DECLINED before anything was pushed, CRIER_UNREADABLE (a
     * note of severity warning says why), or a status that a service returned.
     */
    crier_status (*read)(const struct crier_reader_host *host, const struct crier_source *source);
};

#define CRIER_READER CRIER_EXPORT const struct crier_reader CRIER_PLUGIN_SYMBOL
#define CRIER_READER_HEAD(name, summary)                                                           \
    .head = CRIER_HEAD(struct crier_reader, CRIER_KIND_READER, name, summary)

/* ---- Small helpers, so that a reader stays one short file ---- */

#define CRIER_LIT(literal) "" literal, sizeof(literal) - 1

/* The value of an option, or NULL. */
static inline const char *crier_option(const struct crier_reader_host *host, const char *name)
{
    if (host->size < offsetof(struct crier_reader_host, option) + sizeof(host->option))
        return NULL;
    return host->option ? host->option(host, name) : NULL;
}

/* True when the bytes of a source begin with the given ones. */
static inline int crier_starts(const struct crier_source *source, const char *with, size_t size)
{
    if (source->length < size)
        return 0;
    for (size_t i = 0; i < size; i++)
        if (source->bytes[i] != (uint8_t)with[i])
            return 0;
    return 1;
}

/* True when a name ends in "." and the given suffix, in any case of ASCII letters. */
static inline int crier_has_suffix(const char *name, const char *suffix)
{
    const char *dot = NULL;

    for (; *name; name++)
        if (*name == '.')
            dot = name + 1;
        else if (*name == '/')
            dot = NULL;
    if (!dot)
        return 0;
    for (; *dot && *suffix; dot++, suffix++) {
        char c = *dot >= 'A' && *dot <= 'Z' ? (char)(*dot + ('a' - 'A')) : *dot;

        if (c != *suffix)
            return 0;
    }
    return *dot == *suffix;
}

/* Open a block of a role that needs nothing else. */
static inline crier_status crier_open(const struct crier_reader_host *host, uint32_t role)
{
    const struct crier_block block = { .size = sizeof(block), .role = role };

    return host->open(host, &block);
}

/* A whole block of text that stands in the source byte for byte at `from`, or nowhere
 * in it (CRIER_NOWHERE). */
static inline crier_status crier_add(const struct crier_reader_host *host, uint32_t role,
                                     const char *text, uint64_t size, uint64_t from)
{
    crier_open(host, role);
    host->text(host, text, size, from, from == CRIER_NOWHERE ? CRIER_NOWHERE : from + size);
    return host->close(host);
}

#endif
