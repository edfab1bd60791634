/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of an article in the tags of an audio file, in whatever form. */
#ifndef PLUGINS_SHARED_TAG_VALUES_H
#define PLUGINS_SHARED_TAG_VALUES_H

#include <crier/output.h>

enum tag_value {
    TAG_TITLE,
    TAG_ARTIST,   /* several times */
    TAG_ALBUM,    /* its section, or who publishes it */
    TAG_DATE,     /* ISO 8601 */
    TAG_LANGUAGE, /* BCP 47 */
    TAG_COMMENT,  /* that a computer speaks */
    TAG_COPYRIGHT,
    TAG_URL,
    TAG_ENCODER,
    TAG_COUNT
};

/* Each value as one line without hidden characters, at most 1,000 bytes. CRIER_FAILED without
 * memory. */
crier_status tag_values(const char *software, const struct crier_article *article,
                        void (*each)(void *data, enum tag_value what, const char *value),
                        void *data);

#endif
