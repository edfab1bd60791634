/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reader's host in the same process: its frames go straight to the builder, with no
 * child between them. For tests of readers and for fuzzing.
 */
#ifndef TESTS_SUPPORT_DIRECT_HOST_H
#define TESTS_SUPPORT_DIRECT_HOST_H

#include "core/document/document.h"
#include "core/plugin/host.h"

#include <crier/reader.h>

struct direct {
    struct document *document;
    crier_status status; /* what read() returned */
    crier_status built; /* what the builder says: not CRIER_OK, and the reader broke its contract */
    char *message;      /* why, or NULL */
    char *charset;      /* what decode() found, or NULL when it was not called or failed */
};

/*
 * Read bytes, which are copied to a place where reading beyond them is noticed by
 * sanitizers. Parts inside go to whichever of the linked readers fits.
 */
struct direct direct_read(const struct crier_reader *reader, const char *name, const void *bytes,
                          uint64_t size);

/* What a host can offer besides; zero is nothing. */
struct direct_extras {
    const char *media_type;
    const struct reader_option *options;     /* ends with a NULL name */
    const struct crier_reader *const *parts; /* who reads inner parts; ends with NULL */
};
struct direct direct_read_with(const struct crier_reader *reader, const char *name,
                               const void *bytes, uint64_t size,
                               const struct direct_extras *extras);
void direct_clear(struct direct *direct);

/* Score of the probe for these bytes. */
int32_t direct_probe(const struct crier_reader *reader, const char *name, const char *media_type,
                     const void *bytes, uint64_t size);

/* The reader of this name that is linked into the tests; NULL when it was not built. */
const struct crier_reader *direct_reader(const char *name);

/* All readers that are linked into the tests; NULL ends the list. Made by the Makefile. */
extern const struct crier_reader *const static_readers[];
extern const struct crier_reader crier_plugin_text;
extern const struct crier_reader crier_plugin_markdown;
extern const struct crier_reader crier_plugin_docx;
extern const struct crier_reader crier_plugin_epub;
extern const struct crier_reader crier_plugin_feed;
extern const struct crier_reader crier_plugin_newsml;
extern const struct crier_reader crier_plugin_odt;
extern const struct crier_reader crier_plugin_ssml;
extern const struct crier_reader crier_plugin_html;

#endif
