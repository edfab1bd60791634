/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person asked of an output, and what an article or an edition says of itself. */
#ifndef PLUGINS_SHARED_OPTION_H
#define PLUGINS_SHARED_OPTION_H

#include <crier/output.h>

/* A number from `least` to `most`: *value is left alone when nobody asked. CRIER_BAD_CALL
 * with the host's message set for anything else. */
crier_status option_number(const struct crier_output_host *host, const struct crier_job *job,
                           const char *key, uint32_t least, uint32_t most, uint32_t *value);

/* The first value of a key of metadata, or NULL. */
const char *article_meta(const struct crier_article *article, uint32_t key);
/* The same of an edition. */
const char *edition_value(const struct crier_edition *edition, uint32_t key);

#endif
