/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML text on its way into the container. */
#ifndef PLUGINS_OUTPUTS_EPUB_SHEET_H
#define PLUGINS_OUTPUTS_EPUB_SHEET_H

#include "shared/zip_writer.h"

/* Markup as it is, in one string or more. */
#define sheet_put(sheet, ...) sheet_parts(sheet, (const char *const[]){ __VA_ARGS__, NULL })
void sheet_parts(struct zip_text *sheet, const char *const *parts);
void sheet_number(struct zip_text *sheet, uint64_t number);
/* Milliseconds as a SMIL clock value: "12.345s". */
void sheet_clock(struct zip_text *sheet, int64_t milliseconds);

/* Text of others, escaped for elements and attributes alike; what XML cannot hold and what
 * turns the direction of the text around it is left out. */
void sheet_text(struct zip_text *sheet, const char *text, size_t size);
/* The same in one line, white space folded. */
void sheet_line(struct zip_text *sheet, const char *text, size_t size);
void sheet_string(struct zip_text *sheet, const char *text);

/* Of most of its letters: 1 from right to left, -1 from left to right, 0 neither. */
int text_direction(const char *text, size_t size);
/* The same of a language. */
int language_direction(const char *language);
/* A tag that XML and BCP 47 let pass, "und" instead of one that they do not. */
#define LANGUAGE_SIZE 36
void language_tag(const char *language, char out[LANGUAGE_SIZE]);

#endif
