/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which character set a label names. */
#ifndef CORE_SOURCE_CHARSET_H
#define CORE_SOURCE_CHARSET_H

/* Those that have decoders of their own come first; ICU knows the rest. */
enum charset_kind {
    CHARSET_UTF8,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UTF32LE,
    CHARSET_UTF32BE,
    CHARSET_1252,
    CHARSET_ICU
};

struct charset {
    const char *name; /* as people see it; static */
    enum charset_kind kind;
    const char *converter; /* of ICU, or NULL */
    const char *labels;    /* lower case, each between spaces */
};

/* By a label in any case of letters; NULL when it names none. */
const struct charset *charset_find(const char *label);
/* The charset of a kind other than CHARSET_ICU. */
const struct charset *charset_of(enum charset_kind kind);

#endif
