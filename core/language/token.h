/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cut a sentence into atoms: runs of letters, runs of digits, single marks.
 * What they mean together, the classes decide (core/language/classes).
 */
#ifndef CORE_LANGUAGE_TOKEN_H
#define CORE_LANGUAGE_TOKEN_H

#include "core/language/segmenter.h"

enum atom_kind {
    ATOM_NONE, /* outside the sentence */
    ATOM_WORD, /* letters and their combining marks, no apostrophe, no hyphen */
    ATOM_DIGITS,
    ATOM_MARK, /* one character that is neither */
    ATOM_LONG  /* a run without white space beyond LIMIT_WORD: no word at all */
};

enum letter_case {
    LETTERS_OTHER, /* mixed, or a script without case */
    LETTERS_LOWER,
    LETTERS_TITLE,
    LETTERS_UPPER /* also of one letter */
};

struct atom {
    struct span span;
    gunichar mark;   /* of ATOM_MARK, else 0 */
    uint8_t kind;    /* enum atom_kind */
    uint8_t letters; /* enum letter_case of ATOM_WORD */
    uint8_t space;   /* white space before it, or the start of the sentence */
};

/* Replace the content of `atoms` (of struct atom). */
void token_cut(const char *text, uint32_t size, GArray *atoms);

#endif
