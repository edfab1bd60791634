/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of HTML, as far as it stands in Markdown: where they end, and what they are. */
#ifndef PLUGINS_READERS_MARKDOWN_HTML_H
#define PLUGINS_READERS_MARKDOWN_HTML_H

#include "shared/slice.h"

/* What a tag does to the words behind it. */
enum html_kind {
    HTML_OTHER,   /* nothing: "b", "a", comments */
    HTML_BLOCK,   /* they are another paragraph */
    HTML_HEADING, /* of the level given */
    HTML_LIST,
    HTML_ITEM,
    HTML_QUOTATION, /* until its end tag */
    HTML_CAPTION,
    HTML_CODE,
    HTML_BREAK,   /* another line */
    HTML_PICTURE, /* with a text of its own */
    HTML_UNHEARD  /* they are not for listeners, up to its end tag */
};

struct html_tag {
    enum html_kind kind;
    unsigned level;
    int is_end;
    struct slice name; /* empty: a comment, a declaration or the like */
};

/* Bytes of the mark that begins at this "<": to the end of the text when it is never
 * closed, 0 when it is none. */
size_t html_mark(struct slice text, size_t at);
/* What the mark is. */
struct html_tag html_tag(struct slice mark);
/* The value of an attribute in a tag, without quotation marks; empty: there is none. */
struct slice html_attribute(struct slice mark, const char *name);

#endif
