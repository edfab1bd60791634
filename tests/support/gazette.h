/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small edition that holds what goes wrong in books: hostile titles, right-to-left text, tables
 * with gaps, what cannot be said, what is not spoken, corrections and withdrawals. */
#ifndef TESTS_SUPPORT_GAZETTE_H
#define TESTS_SUPPORT_GAZETTE_H

#include "tests/support/book.h"

#define GAZETTE_META     8
#define GAZETTE_ARTICLES 4

extern const struct book gazette;
extern const struct crier_meta gazette_meta[GAZETTE_META];
/* The skim of headlines; a corrected one with all kinds of blocks; a hostile one; a withdrawn
 * one. */
extern const struct book_article gazette_articles[GAZETTE_ARTICLES];
extern const struct book_line gazette_skim[];

#endif
