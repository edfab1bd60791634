/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A word without the punctuation around it. */
#ifndef CORE_LANGUAGE_WORD_CORE_H
#define CORE_LANGUAGE_WORD_CORE_H

#include "core/language/segmenter.h"

/* From the first letter or digit to the last, an apostrophe behind an s included;
 * empty at the end of the span when there is none. */
struct span word_core(const char *text, struct span word);

#endif
