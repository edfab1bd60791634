/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reader's host: the services of <crier/reader.h>, told on as frames. Chooses the
 * reader for a source and for the parts inside. Where the frames go is the caller's:
 * over a pipe from a reader's process, or straight to an intake (tests, fuzzing).
 */
#ifndef CORE_PLUGIN_HOST_H
#define CORE_PLUGIN_HOST_H

#include "core/plugin/frames.h"

#include <crier/reader.h>

/* What a person asked of the reader, by crier_reader_host's names; arrays of these end
 * with a NULL name, and a NULL value means that nobody asked. */
struct reader_option {
    const char *name;
    const char *value;
};

/* More options than this are not looked at. */
#define READER_OPTIONS_MOST 8

struct host {
    /* Take a frame. A FRAME_STAGE must be safe before the call returns: what comes next
     * may be the end of this process. */
    crier_status (*send)(void *to, struct frame frame, const void *bytes);
    void *to;
    const GPtrArray *readers; /* of const struct crier_reader *; NULL: none at this index */
    const struct reader_option *options; /* of the article, or NULL */
    /* Not NULL: not all readers are here. Set when a part inside needs another one; what was
     * read is worth nothing then. */
    gboolean *lacking;
};

/* A reader that scores so high needs no others to compare with. */
#define HOST_SURE 70

/* What the reader at this index says of a source. */
int32_t host_score(const struct host *host, const struct crier_source *source, uint32_t index);

/* The reader of this name, or NULL. */
const struct crier_reader *host_reader(const struct host *host, const char *name);

/* Read with the reader that fits best, or with the one of the name `only`.
 * CRIER_DECLINED when there is none. */
crier_status host_read(const struct host *host, const struct crier_source *source,
                       const char *only);

#endif
