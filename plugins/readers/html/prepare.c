/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare.h"

#include <string.h>
#include <strings.h>

#define DEEPEST       400u /* browsers stop at 512; the deepest articles have 60 */
#define MOST_FORMATS  16u  /* formatting tags open at once: each may be opened anew in each block */
#define MOST_TAGS     1000000u /* a parser takes some 200 bytes for each */
#define MOST_REOPENED 400000u  /* formatting tags that blocks may have to open anew */
#define MOST_ATTRS    24u      /* that are kept of one tag */
#define LONGEST_VALUE 2048u
#define LONGEST_NAME  40u
#define SHORT_VALUE   16u /* of an address in the text */

struct pass {
    struct arena *arena;
    struct prepared *out;
    const char *data; /* of the page */
    size_t size;
    uint32_t open[DEEPEST + MOST_FORMATS]; /* hashes of the names of open tags */
    uint8_t is_format[DEEPEST + MOST_FORMATS];
    unsigned depth;
    unsigned formats;
    unsigned tags;
    unsigned reopened;
    unsigned pre;      /* how many <pre> are open */
    int cut_addresses; /* the tag is one of many with an address */
    int failed;
};

struct tag {
    size_t from; /* '<' */
    size_t to;   /* behind '>' */
    const char *name;
    size_t name_size;
    int is_end;
};

/* What becomes of a tag and what is inside. */
enum fate { PLAIN, VOID, IMPLIED, FORMAT, DROP_ALL, DROP_TAG, RAW_TEXT, SCRIPT };

static const struct {
    const char *name;
    enum fate fate;
} fates[] = {
    { "a", FORMAT },
    { "amp-ad", DROP_ALL },
    { "amp-analytics", DROP_ALL },
    { "amp-consent", DROP_ALL },
    { "amp-embed", DROP_ALL },
    { "amp-sidebar", DROP_ALL },
    { "amp-social-share", DROP_ALL },
    { "amp-sticky-ad", DROP_ALL },
    { "area", VOID },
    { "b", FORMAT },
    { "base", VOID },
    { "basefont", VOID },
    { "big", FORMAT },
    { "body", IMPLIED },
    { "br", VOID },
    { "canvas", DROP_ALL },
    { "code", FORMAT },
    { "col", VOID },
    { "dd", IMPLIED },
    { "dialog", DROP_ALL },
    { "dt", IMPLIED },
    { "em", FORMAT },
    { "embed", VOID },
    { "font", FORMAT },
    { "frame", VOID },
    { "head", IMPLIED },
    { "hr", VOID },
    { "html", IMPLIED },
    { "i", FORMAT },
    { "iframe", DROP_ALL },
    { "image", VOID },
    { "img", VOID },
    { "input", VOID },
    { "keygen", VOID },
    { "li", IMPLIED },
    { "link", VOID },
    { "meta", VOID },
    { "nobr", FORMAT },
    { "noframes", DROP_ALL },
    { "noscript", DROP_ALL },
    { "object", PLAIN },
    { "optgroup", IMPLIED },
    { "option", IMPLIED },
    { "p", IMPLIED },
    { "param", VOID },
    { "plaintext", DROP_TAG },
    { "s", FORMAT },
    { "script", SCRIPT },
    { "small", FORMAT },
    { "source", VOID },
    { "strike", FORMAT },
    { "strong", FORMAT },
    { "style", DROP_ALL },
    { "svg", DROP_ALL },
    { "tbody", IMPLIED },
    { "td", IMPLIED },
    { "template", DROP_ALL },
    { "textarea", RAW_TEXT },
    { "tfoot", IMPLIED },
    { "th", IMPLIED },
    { "thead", IMPLIED },
    { "title", RAW_TEXT },
    { "tr", IMPLIED },
    { "track", VOID },
    { "tt", FORMAT },
    { "u", FORMAT },
    { "wbr", VOID },
    { "xmp", DROP_TAG },
};

/* Attributes that anything is read from. */
static const char *const kept[] = {
    "alt",
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "colspan",
    "content",
    "data-component",
    "data-speakable",
    "data-testid",
    "data-type",
    "datetime",
    "dir",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemid",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "rowspan",
    "src",
    "start",
    "style",
    "title",
    "type",
    "value",
    "width",
    "xml:lang",
};

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static int compare(const char *name, size_t size, const char *with)
{
    int order = strncasecmp(name, with, size);

    return order != 0 ? order : -(int)(unsigned char)with[size];
}

static enum fate fate_of(const char *name, size_t size)
{
    size_t low = 0;
    size_t high = sizeof(fates) / sizeof(fates[0]);

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(name, size, fates[middle].name);

        if (order == 0)
            return fates[middle].fate;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return PLAIN;
}

static int is_kept(const char *name, size_t size)
{
    size_t low = 0;
    size_t high = sizeof(kept) / sizeof(kept[0]);

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(name, size, kept[middle]);

        if (order == 0)
            return 1;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/* ---- Copying ---- */

static int make_room(struct pass *pass)
{
    struct prepared *out = pass->out;
    size_t room = out->run_room > 0 ? out->run_room * 2 : 1024;
    struct run *more = arena_grow(pass->arena, out->runs, out->run_count, room, sizeof(*more));

    if (!more)
        return 0;
    out->runs = more;
    out->run_room = room;
    return 1;
}

static void keep(struct pass *pass, size_t from, size_t to)
{
    struct prepared *out = pass->out;
    const struct run *last = out->run_count > 0 ? &out->runs[out->run_count - 1] : NULL;

    if (from == to || pass->failed)
        return;
    if (!last || from - last->from != out->size - last->at) {
        if ((!out->runs || out->run_count == out->run_room) && !make_room(pass)) {
            pass->failed = 1;
            return;
        }
        out->runs[out->run_count++] = (struct run){ (uint32_t)out->size, (uint32_t)from };
    }
    memcpy(out->data + out->size, pass->data + from, to - from);
    out->size += to - from;
}

size_t prepared_run(const struct prepared *prepared, size_t at)
{
    size_t low = 0;
    size_t high = prepared->run_count;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;

        if (prepared->runs[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- Tags ---- */

/* Behind an attribute's value that begins here. */
static size_t value_end(const struct pass *pass, size_t at)
{
    char quote = at < pass->size ? pass->data[at] : '\0';
    const char *end;

    if (quote == '"' || quote == '\'') {
        end = memchr(pass->data + at + 1, quote, pass->size - at - 1);
        return end ? (size_t)(end - pass->data) + 1 : pass->size;
    }
    while (at < pass->size && !is_space(pass->data[at]) && pass->data[at] != '>')
        at++;
    return at;
}

/* Of an address in the text the kind is enough; how an element looks matters only when
 * it is not shown. */
static void keep_attribute(struct pass *pass, size_t name, size_t value, size_t end)
{
    const char *data = pass->data;
    int quoted = end - value > SHORT_VALUE + 2 && (data[value] == '"' || data[value] == '\'');
    size_t cut = value + 1 + SHORT_VALUE;

    if ((data[name] | 0x20) == 's' && (data[name + 1] | 0x20) == 't' &&
        (data[name + 2] | 0x20) == 'y' && !memmem(data + value, end - value, "isplay", 6) &&
        !memmem(data + value, end - value, "clip", 4))
        return;
    if (!quoted || !pass->cut_addresses ||
        ((data[name] | 0x20) != 'h' && (data[name] | 0x20) != 's')) {
        keep(pass, name - 1, end); /* with the white space before it */
        return;
    }
    while (cut > value + 1 && ((unsigned char)data[cut] & 0x80))
        cut--;
    keep(pass, name - 1, cut);
    keep(pass, end - 1, end);
}

/* One attribute that begins at `at`: behind it; what was kept is copied. */
static size_t attribute(struct pass *pass, size_t at, unsigned *count, int copy)
{
    const char *data = pass->data;
    size_t name = at;
    size_t end;
    size_t next;

    while (at < pass->size && !is_space(data[at]) && data[at] != '=' && data[at] != '>' &&
           data[at] != '/')
        at++;
    end = at;
    while (at < pass->size && is_space(data[at]))
        at++;
    if (at < pass->size && data[at] == '=' && end > name) {
        at++;
        while (at < pass->size && is_space(data[at]))
            at++;
        next = value_end(pass, at);
    } else {
        next = end > name ? end : at + (at < pass->size && data[at] != '>');
        at = next;
    }
    if (copy && *count < MOST_ATTRS && end > name && next - at <= LONGEST_VALUE &&
        is_kept(data + name, end - name)) {
        keep_attribute(pass, name, at, next);
        ++*count;
    }
    return next;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_name(const struct tag *tag, const char *name)
{
    return tag->name_size == strlen(name) && strncasecmp(tag->name, name, tag->name_size) == 0;
}

/* Reads the tag at `from`; copies it without the attributes that nobody needs. */
static size_t copy_tag(struct pass *pass, const struct tag *tag, int copy)
{
    size_t at = (size_t)(tag->name - pass->data) + tag->name_size;
    unsigned count = 0;

    pass->cut_addresses = is_name(tag, "a") || is_name(tag, "img");
    if (copy)
        keep(pass, tag->from, at);
    while (at < pass->size && pass->data[at] != '>') {
        if (is_space(pass->data[at]) || pass->data[at] == '/')
            at++;
        else
            at = attribute(pass, at, &count, copy && !tag->is_end);
    }
    if (at >= pass->size)
        return pass->size; /* the page ends inside a tag */
    if (copy && pass->data[at - 1] == '/' && count == 0)
        keep(pass, at - 1, at + 1);
    else if (copy)
        keep(pass, at, at + 1);
    return at + 1;
}

/* Behind the end tag of this name, or the end of the page. `*inner`: where it begins. */
static size_t find_end(const struct pass *pass, size_t at, const char *name, size_t size,
                       size_t *inner)
{
    while (at < pass->size) {
        const char *found = memchr(pass->data + at, '<', pass->size - at);

        if (!found)
            break;
        at = (size_t)(found - pass->data) + 1;
        if (at + size + 1 < pass->size && pass->data[at] == '/' &&
            strncasecmp(pass->data + at + 1, name, size) == 0 &&
            !is_letter(pass->data[at + 1 + size])) {
            *inner = at - 1;
            found = memchr(pass->data + at, '>', pass->size - at);
            return found ? (size_t)(found - pass->data) + 1 : pass->size;
        }
    }
    *inner = pass->size;
    return pass->size;
}

static uint32_t hash_of(const char *name, size_t size)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (uint32_t)((unsigned char)name[i] | 0x20)) * 16777619u;
    return hash;
}

/* May this tag be opened? Notes that it is. */
static int push_open(struct pass *pass, uint32_t hash, int format)
{
    if (format ? pass->formats >= MOST_FORMATS : pass->depth - pass->formats >= DEEPEST)
        return 0;
    pass->open[pass->depth] = hash;
    pass->is_format[pass->depth++] = (uint8_t)format;
    pass->formats += (unsigned)format;
    return 1;
}

static void pop_open(struct pass *pass, uint32_t hash)
{
    unsigned at = pass->depth;
    unsigned to;

    while (at > 0 && pass->open[at - 1] != hash)
        at--;
    if (at == 0)
        return;
    /* What was left open inside is closed with it; formats stay in force. */
    if (pass->is_format[at - 1]) {
        memmove(&pass->open[at - 1], &pass->open[at], (pass->depth - at) * sizeof(pass->open[0]));
        memmove(&pass->is_format[at - 1], &pass->is_format[at], pass->depth - at);
        pass->depth--;
        pass->formats--;
        return;
    }
    to = at - 1;
    for (unsigned i = at; i < pass->depth; i++)
        if (pass->is_format[i]) {
            pass->open[to] = pass->open[i];
            pass->is_format[to++] = 1;
        }
    pass->depth = to;
}

static int is_data_script(const struct pass *pass, const struct tag *tag, size_t end)
{
    return memmem(pass->data + tag->from, end - tag->from, "ld+json", 7) != NULL;
}

/* An element of raw text or one that is left out; returns the place behind it. */
static size_t whole_element(struct pass *pass, struct tag *tag, enum fate fate)
{
    size_t inner = copy_tag(pass, tag, 0);
    size_t inner_end;
    size_t end = find_end(pass, inner, tag->name, tag->name_size, &inner_end);

    if (pass->data[inner - 1] == '>' && inner >= 2 && pass->data[inner - 2] == '/' &&
        tag->name_size == 3) /* <svg/> */
        return inner;
    if (fate == RAW_TEXT || (fate == SCRIPT && is_data_script(pass, tag, inner))) {
        copy_tag(pass, tag, 1);
        keep(pass, inner, end);
    }
    return end;
}

static size_t start_tag(struct pass *pass, struct tag *tag)
{
    enum fate fate = fate_of(tag->name, tag->name_size);

    if (fate == DROP_ALL || fate == RAW_TEXT || fate == SCRIPT)
        return whole_element(pass, tag, fate);
    if (fate == DROP_TAG || tag->name_size > LONGEST_NAME)
        return copy_tag(pass, tag, 0);
    pass->reopened += pass->formats;
    pass->pre += (unsigned)is_name(tag, "pre");
    if (++pass->tags > MOST_TAGS || pass->reopened > MOST_REOPENED) {
        pass->out->too_many++;
        return copy_tag(pass, tag, 0);
    }
    if ((fate == PLAIN || fate == FORMAT) &&
        !push_open(pass, hash_of(tag->name, tag->name_size), fate == FORMAT)) {
        pass->out->too_deep++;
        return copy_tag(pass, tag, 0);
    }
    return copy_tag(pass, tag, 1);
}

static size_t end_tag(struct pass *pass, struct tag *tag)
{
    enum fate fate = fate_of(tag->name, tag->name_size);

    if (fate == DROP_ALL || fate == DROP_TAG || fate == SCRIPT || fate == RAW_TEXT)
        return copy_tag(pass, tag, 0);
    if (pass->pre > 0 && is_name(tag, "pre"))
        pass->pre--;
    if (fate == PLAIN || fate == FORMAT)
        pop_open(pass, hash_of(tag->name, tag->name_size));
    return copy_tag(pass, tag, 1);
}

/* <!-- … -->, <!…>, <?…> */
static size_t declaration(struct pass *pass, size_t at)
{
    const char *from = pass->data + at;
    size_t left = pass->size - at;
    const char *end;

    if (left >= 4 && memcmp(from, "<!--", 4) == 0) {
        if (left >= 5 && from[4] == '>')
            return at + 5;
        end = memmem(from + 4, left - 4, "-->", 3);
        return end ? (size_t)(end - pass->data) + 3 : pass->size;
    }
    end = memchr(from, '>', left);
    if (end && left >= 9 && strncasecmp(from, "<!doctype", 9) == 0 && end - from < 200)
        keep(pass, at, (size_t)(end - pass->data) + 1);
    return end ? (size_t)(end - pass->data) + 1 : pass->size;
}

/* What begins with '<' at `at`; returns the place behind it. */
static size_t markup(struct pass *pass, size_t at)
{
    struct tag tag = { .from = at };
    size_t i = at + 1;

    if (i < pass->size && (pass->data[i] == '!' || pass->data[i] == '?'))
        return declaration(pass, at);
    tag.is_end = i < pass->size && pass->data[i] == '/';
    i += (size_t)tag.is_end;
    if (i >= pass->size || !is_letter(pass->data[i])) {
        keep(pass, at, at + 1); /* a plain "<" */
        return at + 1;
    }
    tag.name = pass->data + i;
    while (i < pass->size && !is_space(pass->data[i]) && pass->data[i] != '>' &&
           pass->data[i] != '/')
        i++;
    tag.name_size = (size_t)(pass->data + i - tag.name);
    return tag.is_end ? end_tag(pass, &tag) : start_tag(pass, &tag);
}

/* Two bytes or more of white space and nothing else? */
static int is_blank(const struct pass *pass, size_t from, size_t to)
{
    if (to - from < 2)
        return 0;
    while (from < to && is_space(pass->data[from]))
        from++;
    return from == to;
}

int prepare(struct arena *arena, const struct crier_text *page, struct prepared *out)
{
    struct pass *pass = arena_zero(arena, 1, sizeof(*pass));
    size_t at = 0;

    *out = (struct prepared){ .data = arena_take(arena, page->size + 1) };
    if (!pass || !out->data)
        return 0;
    pass->arena = arena;
    pass->out = out;
    pass->data = page->data;
    pass->size = page->size;
    while (at < pass->size) {
        const char *next = memchr(pass->data + at, '<', pass->size - at);
        size_t end = next ? (size_t)(next - pass->data) : pass->size;

        keep(pass, at, pass->pre == 0 && is_blank(pass, at, end) ? at + 1 : end);
        at = next ? markup(pass, end) : end;
    }
    out->data[out->size] = '\0';
    return !pass->failed;
}
