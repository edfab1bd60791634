/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of an article inside of XHTML and SMIL, and values that are known only at the end. */
#ifndef PLUGINS_SHARED_DAISY_TEXT_H
#define PLUGINS_SHARED_DAISY_TEXT_H

#include "shared/writer.h"

#include <stddef.h>
#include <sys/types.h>

/* Characters with their white space; in `lines` a line break stays one, else it is a space. */
void daisy_text(struct writer *writer, const char *text, size_t size, int lines);
/* One line of text, for attributes and names. */
void daisy_line(struct writer *writer, const char *text);
/* <meta name="…" content="…" />; nothing when there is nothing to see in the value. */
void daisy_meta(struct writer *writer, const char *name, const char *value);

/* Does the first letter run from right to left? */
int daisy_is_rtl(const char *text, size_t size);
/* Can an attribute of a language hold it? */
int daisy_is_language(const char *tag);
/* The day of a date, "2026-11-23", or what of it is known; an empty string when it is none. */
void daisy_day(const char *date, char day[11]);

/* hh:mm:ss to the nearest second; size of `clock` at least 24. */
void daisy_clock(int64_t frames, uint32_t rate, char *clock, size_t size);

/* A meta whose value stands in the file before it is known. */
struct daisy_gap {
    off_t at;
};
#define DAISY_GAP 24

void daisy_gap(struct writer *writer, const char *name, struct daisy_gap *gap);
/* After the writer is flushed. */
void daisy_fill(struct writer *writer, const struct daisy_gap *gap, const char *value);
void daisy_fill_number(struct writer *writer, const struct daisy_gap *gap, uint64_t value);

#endif
