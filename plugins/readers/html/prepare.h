/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page before it is parsed: one linear pass leaves out what no reader of text
 * needs (scripts, styles, drawings, comments, most attributes), and what would
 * cost an HTML5 parser time without bound (tags nested without end, floods of
 * attributes). Every byte that stays knows its place in the page.
 */
#ifndef CRIER_HTML_PREPARE_H
#define CRIER_HTML_PREPARE_H

#include "arena.h"

#include <crier/reader.h>
#include <stdint.h>

/* A run of bytes that stands in both. */
struct run {
    uint32_t at;   /* in the prepared page; it ends where the next begins */
    uint32_t from; /* in the page */
};

struct prepared {
    char *data;
    size_t size;
    struct run *runs;
    size_t run_count;
    size_t run_room;
    uint32_t too_deep; /* tags left out: nested deeper than any page */
    uint32_t too_many; /* tags left out: more than any page has */
};

/* 0: out of memory. */
int prepare(struct arena *arena, const struct crier_text *page, struct prepared *out);

/* The run that holds byte `at` of the prepared page. */
size_t prepared_run(const struct prepared *prepared, size_t at);

#endif
