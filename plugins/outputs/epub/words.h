/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the book says itself, in the language of its edition where that is known here. */
#ifndef PLUGINS_OUTPUTS_EPUB_WORDS_H
#define PLUGINS_OUTPUTS_EPUB_WORDS_H

struct words {
    const char *language;
    const char *contents, *landmarks, *cover, *start, *cover_of, *untitled;
    const char *summary, *silent_summary; /* with speech and without */
};

/* English for all other languages. */
const struct words *words_for(const char *language);

#endif
