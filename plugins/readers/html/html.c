/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: gumbo */
/* apt: libgumbo-dev */
/* shared: buffer date json printed_date slice */
/*
 * Web pages: the article of a page, block by block. The page is decoded, cleared of what
 * no reader needs (prepare), parsed by gumbo, laid flat into elements and blocks
 * (flatten, measure), the article's element chosen (choose), each block given its role
 * (region, judge, neighbours) and handed to the host (push, places).
 */
#include "charset.h"
#include "facts.h"
#include "page.h"
#include "speakable.h"
#include "tree.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MOST_MEMORY ((size_t)1 << 30)

/* gumbo does not expect to run out of memory: it is left by a jump. */
struct parsing {
    struct arena *arena;
    jmp_buf out_of_memory;
};

static void *take(void *context, size_t size)
{
    struct parsing *parsing = context;
    void *piece = arena_take(parsing->arena, size);

    if (!piece)
        longjmp(parsing->out_of_memory, 1);
    return piece;
}

static void give_back(void *context, void *piece)
{
    arena_give_back(((struct parsing *)context)->arena, piece);
}

static int parse(struct page *page)
{
    GumboOptions options = kGumboDefaultOptions;
    struct parsing parsing = { .arena = page->arena };

    options.allocator = take;
    options.deallocator = give_back;
    options.userdata = &parsing;
    options.max_errors = 0;
    if (!prepare(page->arena, &page->source, &page->prepared))
        return 0;
    if (setjmp(parsing.out_of_memory))
        return 0;
    page->tree = gumbo_parse_with_options(&options, page->prepared.data, page->prepared.size);
    return page->tree && page->tree->root;
}

static void note(const struct page *page, uint32_t severity, const char *message)
{
    page->host->note(page->host, severity, CRIER_NOWHERE, message);
}

/* Begun with a tag and never ended? */
static int is_cut_off(const struct page *page)
{
    const GumboNode *root = page->tree->root;
    const GumboNode *body = page->elements[0].node;
    const unsigned open = GUMBO_INSERTION_IMPLICIT_END_TAG;

    return !(root->parse_flags & GUMBO_INSERTION_BY_PARSER) && (root->parse_flags & open) &&
           (body->parse_flags & open);
}

/* Without a name and without any of the tags that make a page? */
static int is_part(const struct page *page, const struct crier_source *source)
{
    const GumboNode *root = page->tree->root;
    const GumboNode *body = page->elements[0].node;

    return !*source->name && *source->media_type && !page->tree->document->v.document.has_doctype &&
           (root->parse_flags & GUMBO_INSERTION_BY_PARSER) &&
           (body->parse_flags & GUMBO_INSERTION_BY_PARSER);
}

static void note_oddities(const struct page *page)
{
    if (page->prepared.too_deep > 0)
        note(page, CRIER_NOTE_WARNING,
             "elements are nested too deep: beyond 400 they were read without their tags");
    if (page->prepared.too_many > 0)
        note(page, CRIER_NOTE_WARNING,
             "the page has too many tags: the rest was read without them");
    if (is_cut_off(page))
        note(page, CRIER_NOTE_WARNING, "the page ends before its end tag: it may be cut off");
    if (page->whole && !page->is_part && page->last > page->first)
        note(page, CRIER_NOTE_WARNING,
             "this page has no article that could be told apart: all of it is read");
}

static crier_status read_page(struct page *page, const struct crier_source *source)
{
    crier_status status;

    if (!parse(page) || !page_flatten(page) || !page_measure(page))
        return CRIER_FAILED;
    facts_read(page);
    page->is_part = is_part(page, source);
    if (page->is_part)
        page->whole = 1;
    else
        page_choose(page);
    if (!page->whole)
        speakable_mark(page);
    page_judge(page);
    facts_push(page);
    status = page_push(page);
    note_oddities(page);
    if (status == CRIER_OK && !page->has_text && !page->is_part) {
        note(page, CRIER_NOTE_WARNING, "there is no text in it");
        return CRIER_UNREADABLE;
    }
    return status;
}

static crier_status decode(const struct crier_reader_host *host, const struct crier_source *source,
                           struct crier_text *text)
{
    char label[CHARSET_SIZE];
    crier_status status;

    charset_declared(source, label);
    status = host->decode(host, source, label[0] ? label : NULL, text);
    if (status == CRIER_UNREADABLE && label[0])
        status = host->decode(host, source, NULL, text); /* a label that nobody knows */
    if (status == CRIER_UNREADABLE)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "it is not text");
    return status;
}

static crier_status read_html(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct arena arena = { .limit = MOST_MEMORY };
    struct page *page = arena_zero(&arena, 1, sizeof(*page));
    crier_status status = CRIER_FAILED;

    if (page) {
        page->host = host;
        page->arena = &arena;
        status = decode(host, source, &page->source);
    }
    if (status == CRIER_OK)
        status = read_page(page, source);
    arena_clear(&arena);
    return status;
}

/* ---- Is it a web page? ---- */

/* Past white space, a byte order mark, comments and XML declarations. */
static const char *first_tag(const char *at, const char *end)
{
    if (end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (at < end) {
        const char *close = NULL;

        if (strchr(" \t\r\n\f", *at)) {
            at++;
            continue;
        }
        if (end - at > 4 && memcmp(at, "<!--", 4) == 0)
            close = memmem(at, (size_t)(end - at), "-->", 3);
        else if (end - at > 2 && memcmp(at, "<?", 2) == 0)
            close = memmem(at, (size_t)(end - at), "?>", 2);
        if (!close)
            return at;
        at = close + (*close == '-' ? 3 : 2);
    }
    return at;
}

static int opens_with(const char *at, const char *end, const char *tag)
{
    size_t size = strlen(tag);

    return (size_t)(end - at) > size && strncasecmp(at, tag, size) == 0 &&
           strchr(" \t\r\n\f>/", at[size]) != NULL;
}

static int32_t probe(const struct crier_source *source)
{
    static const char *const sure[] = { "<!doctype html", "<html", "<head", "<body" };
    static const char *const likely[] = { "<title", "<meta",  "<div",  "<p",       "<article",
                                          "<h1",    "<table", "<main", "<section", "<link" };
    const char *end = (const char *)source->bytes + source->length;
    const char *at = first_tag((const char *)source->bytes, end);
    int named = crier_has_suffix(source->name, "html") || crier_has_suffix(source->name, "htm") ||
                crier_has_suffix(source->name, "xhtml");

    for (size_t i = 0; i < sizeof(sure) / sizeof(sure[0]); i++)
        if (opens_with(at, end, sure[i]))
            return 75;
    if (strcmp(source->media_type, "text/html") == 0 ||
        strcmp(source->media_type, "application/xhtml+xml") == 0)
        return 35;
    if (named)
        return 30;
    for (size_t i = 0; i < sizeof(likely) / sizeof(likely[0]); i++)
        if (opens_with(at, end, likely[i]))
            return 15;
    return 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("html", "articles of web pages"),
    .suffixes = (const char *const[]){ "html", "htm", "xhtml", NULL },
    .media_types = (const char *const[]){ "text/html", "application/xhtml+xml", NULL },
    .probe = probe,
    .read = read_html,
};
