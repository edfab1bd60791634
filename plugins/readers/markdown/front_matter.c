/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "front_matter.h"

#include <string.h>

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

static uint32_t fm_key(struct slice name)
{
    for (size_t i = 0; i < sizeof(fm_keys) / sizeof(*fm_keys); i++)
        if (slice_is(name, fm_keys[i].name))
            return fm_keys[i].key;
    return 0;
}

/* What stands before `to` and was not told yet is skipped as front matter. */
static void fm_tell(struct front_matter *fm, size_t to)
{
    if (to > fm->told) {
        fm->host->skip(fm->host, fm->told, to, "front matter");
        fm->told = to;
    }
}

static void fm_send(struct front_matter *fm, struct slice written, const char *value, size_t size)
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
static char fm_escape(char c)
{
    return c == 'n' || c == 't' || c == 'r' ? ' ' : c;
}

/* The inside of a quoted value; TRUE escapes of double quotes, '' of single ones. */
static void fm_send_quoted(struct front_matter *fm, struct slice inside, char quote)
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
static size_t fm_quoted(struct slice s)
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

static int fm_is_quote(struct slice s)
{
    return s.size > 0 && (s.at[0] == '"' || s.at[0] == '\'');
}

/* "name: Jane Doe" in a list of authors. */
static struct slice fm_without_name(const struct front_matter *fm, struct slice value)
{
    if (fm->key == CRIER_META_AUTHOR && slice_starts(value, "name:"))
        return slice_trim(slice_from(value, 5));
    return value;
}

static void fm_scalar(struct front_matter *fm, struct slice value)
{
    value = fm_without_name(fm, slice_trim(value));
    if (fm_is_quote(value)) {
        size_t size = fm_quoted(value);

        if (size > 2)
            fm_send_quoted(fm, slice_upto(slice_from(value, 1), size - 2), value.at[0]);
        return;
    }
    for (size_t i = 0; i + 1 < value.size; i++)
        if (byte_is_space(value.at[i]) && value.at[i + 1] == '#') {
            value = slice_trim(slice_upto(value, i)); /* a comment */
            break;
        }
    if (value.size > 0 && value.size < FM_VALUE && value.at[0] != '#' && value.at[0] != '{')
        fm_send(fm, value, value.at, value.size);
}

/* "[one, 'two, three']"; without an end it reaches to the end of its line. */
static void fm_inline_list(struct front_matter *fm, struct slice list)
{
    size_t from = 1;

    for (size_t at = 1; at <= list.size; at++) {
        struct slice rest = slice_trim(slice_from(list, from));

        if (from == at && fm_is_quote(rest)) {
            size_t quoted = fm_quoted(rest);

            at = (size_t)(rest.at - list.at) + quoted;
        }
        if (at < list.size && list.at[at] != ',' && list.at[at] != ']')
            continue;
        fm_scalar(fm, slice_upto(slice_from(list, from), (at > list.size ? list.size : at) - from));
        if (at >= list.size || list.at[at] == ']')
            return;
        from = at + 1;
    }
}

static void fm_value(struct front_matter *fm, struct slice value)
{
    if (value.size > 0 && value.at[0] == '[')
        fm_inline_list(fm, value);
    else
        fm_scalar(fm, value);
}

/* A value over several lines, as "description: >" begins one, is complete. */
static void fm_end_folded(struct front_matter *fm)
{
    struct slice folded = slice_trim(fm->folded);

    if (folded.size > 0 && folded.size < FM_VALUE)
        fm_send(fm, folded, folded.at, folded.size);
    fm->folded = (struct slice){ NULL, 0 };
}

static void fm_entry(struct front_matter *fm, struct slice line)
{
    const char *colon = memchr(line.at, fm->is_toml ? '=' : ':', line.size);
    struct slice value;

    fm->key = 0;
    if (!colon)
        return;
    fm->key = fm_key(slice_trim(slice_upto(line, (size_t)(colon - line.at))));
    value = slice_trim(slice_from(line, (size_t)(colon - line.at) + 1));
    if (fm->key == 0 || value.size == 0)
        return;
    if (value.at[0] == '>' || value.at[0] == '|')
        fm->folded = (struct slice){ value.at + value.size, 0 };
    else
        fm_value(fm, value);
}

static void fm_line(struct front_matter *fm, struct slice raw)
{
    struct slice line = slice_trim(raw);
    int inner = raw.size > 0 && byte_is_space(raw.at[0]);

    if (fm->folded.at && (inner || line.size == 0)) {
        fm->folded.size = (size_t)(line.at + line.size - fm->folded.at);
        return;
    }
    if (fm->folded.at)
        fm_end_folded(fm);
    if (line.size == 0 || line.at[0] == '#')
        return;
    if (slice_starts(line, "- ") && fm->key)
        fm_scalar(fm, slice_from(line, 2));
    else if (!inner)
        fm_entry(fm, line);
    else if (fm->key == CRIER_META_AUTHOR && slice_starts(line, "name:"))
        fm_scalar(fm, line);
}

static int fm_is_fence(struct slice line, const char *fence)
{
    while (line.size > 0 && byte_is_space(line.at[line.size - 1]))
        line.size--;
    return slice_is(line, fence);
}

/* "name: value" or "name = value". */
static int is_entry(struct slice line, char between)
{
    size_t at = 0;

    line = slice_trim(line);
    while (at < line.size && !byte_is_space(line.at[at]) && line.at[at] != between)
        at++;
    while (at < line.size && line.at[at] == ' ')
        at++;
    return at > 0 && at < line.size && line.at[at] == between;
}

size_t fm_size(struct slice text)
{
    size_t start = slice_next_line(text, 0);
    int is_toml = fm_is_fence(slice_upto(text, start), "+++");
    int has_entry = 0;

    if (!is_toml && !fm_is_fence(slice_upto(text, start), "---"))
        return 0;
    for (size_t at = start; at < text.size;) {
        size_t next = slice_next_line(text, at);
        struct slice line = slice_upto(slice_from(text, at), next - at);

        if (fm_is_fence(line, is_toml ? "+++" : "---") || fm_is_fence(line, "..."))
            return has_entry ? next : 0;
        has_entry |= is_entry(line, is_toml ? '=' : ':');
        at = next;
    }
    return 0;
}

void fm_read(struct front_matter *fm, struct slice text)
{
    fm->end = fm_size(text);
    if (fm->end == 0)
        return;
    fm->is_toml = text.at[0] == '+';
    for (size_t at = slice_next_line(text, 0); at < fm->end; at = slice_next_line(text, at))
        fm_line(fm, slice_upto(slice_from(text, at), slice_next_line(text, at) - at));
    if (fm->folded.at)
        fm_end_folded(fm);
    fm_tell(fm, fm->end);
}
