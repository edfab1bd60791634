/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Character sets: bytes of unknown origin become well-formed UTF-8, with a map
 * back to the bytes.
 */
#ifndef CORE_SOURCE_DECODE_H
#define CORE_SOURCE_DECODE_H

#include <glib.h>
#include <stdint.h>

struct decoded {
    char *text;          /* UTF-8, no NUL, no byte order mark; NUL-terminated unless borrowed */
    uint64_t size;       /* bytes */
    const char *charset; /* "UTF-8", "UTF-16LE", "windows-1252", … static */
    uint64_t replaced;   /* malformed sequences that became U+FFFD */
    uint64_t nuls;       /* NUL characters that became a space */
    uint64_t first_bad;  /* source byte of the first of either, or UINT64_MAX */
    GArray *anchors;     /* the map; use decoded_source() */
    gboolean borrowed;   /* text points into the source: nothing had to change */
};

/* `declared`: a charset label or NULL. FALSE when the charset is unknown to us or
 * the bytes are no text at all. */
gboolean decode_text(const uint8_t *bytes, uint64_t size, const char *declared,
                     struct decoded *decoded);
void decoded_clear(struct decoded *decoded);

/* The source byte at which the character at this offset of the text begins;
 * offset == size gives the end of the source. */
uint64_t decoded_source(const struct decoded *decoded, uint64_t offset);

/*
 * Where a run of the text that begins at `from` ends, at most at `to`, so that its
 * place in the source says all: up to there text and source go in step, or else
 * it is at most one word or the white space between two. Hand a builder such runs.
 */
uint64_t decoded_run(const struct decoded *decoded, uint64_t from, uint64_t to);

#endif
