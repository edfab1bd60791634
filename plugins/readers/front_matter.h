/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The metadata on top of a Markdown file: the part of YAML (between "---") and of
 * TOML (between "+++") that publishing systems write there. Values keep their
 * places; what is not understood is left out.
 */
#ifndef PLUGINS_READERS_FRONT_MATTER_H
#define PLUGINS_READERS_FRONT_MATTER_H

#include "shared/newswire.h"

#include <crier/reader.h>
#include <stdlib.h>

#define FM_VALUE 4096 /* longer values are no metadata */

struct front_matter {
    const struct crier_reader_host *host;
    const char *data;          /* the whole text */
    size_t end;                /* the text after the front matter begins here; 0: there is none */
    size_t told;               /* up to here words are accounted for */
    struct slice title;        /* as written, without quotes; told later: it may be spoken */
    char title_text[FM_VALUE]; /* the same without escapes */
    size_t title_size;
    int has_author;
    uint32_t key;        /* the one that list items and folded lines belong to, or 0 */
    struct slice folded; /* the lines of a value that goes on */
    int is_toml;
};

static const struct {
    const char *name;
    uint32_t key;
} fm_keys[] = {
    { "title", CRIER_META_TITLE },
    { "headline", CRIER_META_TITLE },
    { "author", CRIER_META_AUTHOR },
    { "authors", CRIER_META_AUTHOR },
    { "byline", CRIER_META_AUTHOR },
    { "date", CRIER_META_DATE },
    { "published", CRIER_META_DATE },
    { "pubdate", CRIER_META_DATE },
    { "publishdate", CRIER_META_DATE },
    { "modified", CRIER_META_MODIFIED },
    { "updated", CRIER_META_MODIFIED },
    { "lastmod", CRIER_META_MODIFIED },
    { "lang", CRIER_META_LANGUAGE },
    { "language", CRIER_META_LANGUAGE },
    { "section", CRIER_META_SECTION },
    { "category", CRIER_META_SECTION },
    { "tags", CRIER_META_TAG },
    { "tag", CRIER_META_TAG },
    { "keywords", CRIER_META_TAG },
    { "url", CRIER_META_URL },
    { "canonical", CRIER_META_URL },
    { "permalink", CRIER_META_URL },
    { "description", CRIER_META_DESCRIPTION },
    { "summary", CRIER_META_DESCRIPTION },
    { "image", CRIER_META_IMAGE },
    { "image_alt", CRIER_META_IMAGE_ALT },
    { "license", CRIER_META_LICENCE },
    { "licence", CRIER_META_LICENCE },
};

static inline uint32_t fm_key(struct slice name)
{
    for (size_t i = 0; i < sizeof(fm_keys) / sizeof(*fm_keys); i++)
        if (nw_is(name, fm_keys[i].name))
            return fm_keys[i].key;
    return 0;
}

/* ---- Values ---- */

/* What stands before `to` and was not told yet is skipped as front matter. */
static inline void fm_tell(struct front_matter *fm, size_t to)
{
    if (to > fm->told) {
        fm->host->skip(fm->host, fm->told, to, "front matter");
        fm->told = to;
    }
}

static inline void fm_send(struct front_matter *fm, struct slice written, const char *value,
                           size_t size)
{
    size_t from = (size_t)(written.at - fm->data);

    fm_tell(fm, from);
    fm->told = from + written.size;
    if (fm->key == CRIER_META_TITLE && fm->title.size == 0) {
        fm->title = written;
        fm->title_size = size;
        memcpy(fm->title_text, value, size);
        fm->host->meta(fm->host, fm->key, value, size, CRIER_NOWHERE, CRIER_NOWHERE);
        return;
    }
    fm->has_author |= fm->key == CRIER_META_AUTHOR;
    fm->host->meta(fm->host, fm->key, value, size, from, from + written.size);
}

/* The letter that an escape in double quotes stands for. */
static inline char fm_escape(char c)
{
    return c == 'n' || c == 't' || c == 'r' ? ' ' : c;
}

/* The inside of a quoted value; TRUE escapes of double quotes, '' of single ones. */
static inline void fm_send_quoted(struct front_matter *fm, struct slice inside, char quote)
{
    char value[FM_VALUE];
    size_t size = 0;

    if (inside.size >= sizeof(value))
        return;
    for (size_t i = 0; i < inside.size; i++) {
        char c = inside.at[i];
        int escapes = (quote == '"' && c == '\\') || (quote == '\'' && c == '\'');

        if (escapes && i + 1 < inside.size)
            c = quote == '"' ? fm_escape(inside.at[++i]) : inside.at[++i];
        value[size++] = c;
    }
    fm_send(fm, inside, value, size);
}

/* Bytes of the quoted value at the start, both quotes included; 0: it is not closed. */
static inline size_t fm_quoted(struct slice s)
{
    for (size_t i = 1; i < s.size; i++) {
        if (s.at[0] == '"' && s.at[i] == '\\')
            i++;
        else if (s.at[i] == s.at[0] && s.at[0] == '\'' && i + 1 < s.size && s.at[i + 1] == '\'')
            i++;
        else if (s.at[i] == s.at[0])
            return i + 1;
    }
    return 0;
}

static inline int fm_is_quote(struct slice s)
{
    return s.size > 0 && (s.at[0] == '"' || s.at[0] == '\'');
}

/* "name: Jane Doe" in a list of authors. */
static inline struct slice fm_without_name(const struct front_matter *fm, struct slice value)
{
    if (fm->key == CRIER_META_AUTHOR && nw_starts(value, "name:"))
        return nw_trim(nw_from(value, 5));
    return value;
}

static inline void fm_scalar(struct front_matter *fm, struct slice value)
{
    value = fm_without_name(fm, nw_trim(value));
    if (fm_is_quote(value)) {
        size_t size = fm_quoted(value);

        if (size > 2)
            fm_send_quoted(fm, nw_upto(nw_from(value, 1), size - 2), value.at[0]);
        return;
    }
    for (size_t i = 0; i + 1 < value.size; i++)
        if (nw_is_space(value.at[i]) && value.at[i + 1] == '#') {
            value = nw_trim(nw_upto(value, i)); /* a comment */
            break;
        }
    if (value.size > 0 && value.size < FM_VALUE && value.at[0] != '#' && value.at[0] != '{')
        fm_send(fm, value, value.at, value.size);
}

/* "[one, 'two, three']"; without an end it reaches to the end of its line. */
static inline void fm_inline_list(struct front_matter *fm, struct slice list)
{
    size_t from = 1;

    for (size_t at = 1; at <= list.size; at++) {
        struct slice rest = nw_trim(nw_from(list, from));

        if (from == at && fm_is_quote(rest)) {
            size_t quoted = fm_quoted(rest);

            at = (size_t)(rest.at - list.at) + quoted;
        }
        if (at < list.size && list.at[at] != ',' && list.at[at] != ']')
            continue;
        fm_scalar(fm, nw_upto(nw_from(list, from), (at > list.size ? list.size : at) - from));
        if (at >= list.size || list.at[at] == ']')
            return;
        from = at + 1;
    }
}

static inline void fm_value(struct front_matter *fm, struct slice value)
{
    if (value.size > 0 && value.at[0] == '[')
        fm_inline_list(fm, value);
    else
        fm_scalar(fm, value);
}

/* ---- Lines ---- */

/* A value over several lines, as "description: >" begins one, is complete. */
static inline void fm_end_folded(struct front_matter *fm)
{
    struct slice folded = nw_trim(fm->folded);

    if (folded.size > 0 && folded.size < FM_VALUE)
        fm_send(fm, folded, folded.at, folded.size);
    fm->folded = (struct slice){ NULL, 0 };
}

static inline void fm_entry(struct front_matter *fm, struct slice line)
{
    const char *colon = memchr(line.at, fm->is_toml ? '=' : ':', line.size);
    struct slice value;

    fm->key = 0;
    if (!colon)
        return;
    fm->key = fm_key(nw_trim(nw_upto(line, (size_t)(colon - line.at))));
    value = nw_trim(nw_from(line, (size_t)(colon - line.at) + 1));
    if (fm->key == 0 || value.size == 0)
        return;
    if (value.at[0] == '>' || value.at[0] == '|')
        fm->folded = (struct slice){ value.at + value.size, 0 };
    else
        fm_value(fm, value);
}

static inline void fm_line(struct front_matter *fm, struct slice raw)
{
    struct slice line = nw_trim(raw);
    int inner = raw.size > 0 && nw_is_space(raw.at[0]);

    if (fm->folded.at && (inner || line.size == 0)) {
        fm->folded.size = (size_t)(line.at + line.size - fm->folded.at);
        return;
    }
    if (fm->folded.at)
        fm_end_folded(fm);
    if (line.size == 0 || line.at[0] == '#')
        return;
    if (nw_starts(line, "- ") && fm->key)
        fm_scalar(fm, nw_from(line, 2));
    else if (!inner)
        fm_entry(fm, line);
    else if (fm->key == CRIER_META_AUTHOR && nw_starts(line, "name:"))
        fm_scalar(fm, line);
}

/* Offset behind the line that begins at `from`. */
static inline size_t fm_next_line(struct slice text, size_t from)
{
    while (from < text.size && text.at[from] != '\n' && text.at[from] != '\r')
        from++;
    if (from + 1 < text.size && text.at[from] == '\r' && text.at[from + 1] == '\n')
        from++;
    return from < text.size ? from + 1 : from;
}

static inline int fm_is_fence(struct slice line, const char *fence)
{
    while (line.size > 0 && nw_is_space(line.at[line.size - 1]))
        line.size--;
    return nw_is(line, fence);
}

/* Find it, and send what it says but for the title. */
static inline void fm_read(struct front_matter *fm, struct slice text)
{
    size_t start = fm_next_line(text, 0);
    size_t end;

    fm->is_toml = fm_is_fence(nw_upto(text, start), "+++");
    if (!fm->is_toml && !fm_is_fence(nw_upto(text, start), "---"))
        return;
    for (end = start; end < text.size; end = fm_next_line(text, end)) {
        struct slice line = nw_upto(nw_from(text, end), fm_next_line(text, end) - end);

        if (fm_is_fence(line, fm->is_toml ? "+++" : "---") || fm_is_fence(line, "..."))
            break;
    }
    if (end >= text.size)
        return;
    for (size_t at = start; at < end; at = fm_next_line(text, at))
        fm_line(fm, nw_upto(nw_from(text, at), fm_next_line(text, at) - at));
    if (fm->folded.at)
        fm_end_folded(fm);
    fm->end = fm_next_line(text, end);
    fm_tell(fm, fm->end);
}

#endif
