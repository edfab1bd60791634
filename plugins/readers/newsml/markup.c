/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NITF and NewsML-G2, by a table of their elements. */
#include "news.h"

#include "shared/buffer.h"
#include "shared/xml.h"

#include <string.h>
#include <strings.h>

enum action {
    THROUGH, /* nothing of its own */
    LEAF,    /* text in it has this role */
    PART,    /* a part of its own, of the role around it */
    LIST,
    ROW,
    TABLE,
    BREAK,  /* a line ends */
    META,   /* its text is metadata of this key */
    DATED,  /* the same, a date */
    KEPT,   /* its text is kept for later: .key says which */
    STATUS, /* of publication */
    EMBARGO,
    HTML,    /* its text is HTML or plain, packed */
    NOTHING, /* it and all in it is not for listeners */
    FIGURES, /* the same: tables of numbers in attributes */
    ELSEWHERE
};

/* What is kept until the text begins. */
enum { KEPT_HEADLINE, KEPT_BYLINE, KEPT_DATELINE, KEPT_DESCRIPTION, KEPT_CAPTION, KEPT_COUNT };

static const struct rule {
    const char *name;
    const char *within; /* somewhere around it, or NULL */
    enum action action;
    uint32_t role; /* or key */
    uint32_t level;
} rules[] = {
    /* NITF: the text */
    { "hl1", NULL, LEAF, CRIER_ROLE_HEADLINE, 0 },
    { "hl2", "hedline", LEAF, CRIER_ROLE_SUMMARY, 0 },
    { "hl2", NULL, LEAF, CRIER_ROLE_HEADING, 2 },
    { "byline", NULL, LEAF, CRIER_ROLE_BYLINE, 0 },
    { "dateline", "body.head", LEAF, CRIER_ROLE_DATELINE, 0 },
    { "dateline", "contentMeta", KEPT, KEPT_DATELINE, 0 },
    { "dateline", NULL, LEAF, CRIER_ROLE_DATELINE, 0 },
    { "abstract", NULL, LEAF, CRIER_ROLE_SUMMARY, 0 },
    { "distributor", NULL, LEAF, CRIER_ROLE_CREDIT, 0 },
    { "note", NULL, LEAF, CRIER_ROLE_BOILERPLATE, 0 },
    { "bq", NULL, LEAF, CRIER_ROLE_QUOTATION, 0 },
    { "blockquote", NULL, LEAF, CRIER_ROLE_QUOTATION, 0 },
    { "fn", NULL, LEAF, CRIER_ROLE_FOOTNOTE, 0 },
    { "credit", NULL, LEAF, CRIER_ROLE_CREDIT, 0 },
    { "media-caption", NULL, LEAF, CRIER_ROLE_CAPTION, 0 },
    { "media-producer", NULL, LEAF, CRIER_ROLE_CREDIT, 0 },
    { "caption", NULL, LEAF, CRIER_ROLE_CAPTION, 0 },
    { "figcaption", NULL, LEAF, CRIER_ROLE_CAPTION, 0 },
    { "media-metadata", NULL, NOTHING, 0, 0 },
    { "media-object", NULL, NOTHING, 0, 0 },
    { "media-reference", NULL, NOTHING, 0, 0 },
    { "tagline", NULL, LEAF, CRIER_ROLE_BOILERPLATE, 0 },
    { "bibliography", NULL, LEAF, CRIER_ROLE_BOILERPLATE, 0 },
    { "pre", NULL, LEAF, CRIER_ROLE_CODE, 0 },
    { "p", NULL, PART, 0, 0 },
    { "div", NULL, PART, 0, 0 },
    { "block", NULL, PART, 0, 0 },
    { "dt", NULL, PART, 0, 0 },
    { "dd", NULL, PART, 0, 0 },
    { "ul", NULL, LIST, 0, 0 },
    { "ol", NULL, LIST, 0, 0 },
    { "li", NULL, LEAF, CRIER_ROLE_LIST_ITEM, 0 },
    { "table", NULL, TABLE, 0, 0 },
    { "tr", NULL, ROW, 0, 0 },
    { "th", NULL, LEAF, CRIER_ROLE_TABLE_HEADER, 0 },
    { "td", NULL, LEAF, CRIER_ROLE_TABLE_CELL, 0 },
    { "br", NULL, BREAK, 0, 0 },
    { "byttl", NULL, BREAK, 0, 0 },
    { "script", NULL, NOTHING, 0, 0 },
    { "style", NULL, NOTHING, 0, 0 },
    /* XHTML in NewsML-G2 */
    { "h1", NULL, LEAF, CRIER_ROLE_HEADING, 1 },
    { "h2", NULL, LEAF, CRIER_ROLE_HEADING, 2 },
    { "h3", NULL, LEAF, CRIER_ROLE_HEADING, 3 },
    { "h4", NULL, LEAF, CRIER_ROLE_HEADING, 4 },
    /* NITF: of the text */
    { "title", "head", META, CRIER_META_TITLE, 0 },
    { "head", NULL, NOTHING, 0, 0 },
    /* NewsML-G2 */
    { "headline", "contentMeta", KEPT, KEPT_HEADLINE, 0 },
    { "by", "contentMeta", KEPT, KEPT_BYLINE, 0 },
    { "name", "broader", NOTHING, 0, 0 },
    { "name", "related", NOTHING, 0, 0 },
    { "name", "creator", META, CRIER_META_AUTHOR, 0 },
    { "name", "subject", META, CRIER_META_TAG, 0 },
    { "keyword", NULL, META, CRIER_META_TAG, 0 },
    { "name", "service", META, CRIER_META_SECTION, 0 },
    { "description", "contentMeta", KEPT, KEPT_DESCRIPTION, 0 },
    { "creditline", NULL, KEPT, KEPT_CAPTION, 0 },
    { "contentCreated", NULL, DATED, CRIER_META_DATE, 0 },
    { "firstCreated", NULL, DATED, CRIER_META_DATE, 0 },
    { "contentModified", NULL, DATED, CRIER_META_MODIFIED, 0 },
    { "versionCreated", NULL, DATED, CRIER_META_MODIFIED, 0 },
    { "copyrightNotice", NULL, META, CRIER_META_LICENCE, 0 },
    { "usageTerms", NULL, META, CRIER_META_LICENCE, 0 },
    { "embargoed", NULL, EMBARGO, 0, 0 },
    { "pubStatus", NULL, STATUS, 0, 0 },
    { "inlineData", NULL, HTML, 0, 0 },
    { "remoteContent", NULL, ELSEWHERE, 0, 0 },
    { "title", "itemRef", LEAF, CRIER_ROLE_LIST_ITEM, 0 },
    { "name", "concept", LEAF, CRIER_ROLE_HEADING, 2 },
    { "definition", "concept", LEAF, CRIER_ROLE_PARAGRAPH, 0 },
    { "title", "newsCoverage", LEAF, CRIER_ROLE_PARAGRAPH, 0 },
    { "headline", "newsCoverage", LEAF, CRIER_ROLE_LIST_ITEM, 0 },
    { "description", "newsCoverage", LEAF, CRIER_ROLE_PARAGRAPH, 0 },
    { "itemMeta", NULL, NOTHING, 0, 0 },
    { "contentMeta", NULL, NOTHING, 0, 0 },
    { "rightsInfo", NULL, NOTHING, 0, 0 },
    { "header", NULL, NOTHING, 0, 0 },
    { "catalog", NULL, NOTHING, 0, 0 },
    { "itemRef", NULL, NOTHING, 0, 0 },
    { "concept", NULL, NOTHING, 0, 0 },
    { "assert", NULL, NOTHING, 0, 0 },
    { "newsCoverageSet", NULL, NOTHING, 0, 0 },
    { "sports-content", NULL, FIGURES, 0, 0 },
};

struct level {
    char name[24];
    const struct rule *rule;
    uint32_t role, heading; /* of text here; CRIER_ROLE_NONE: it is not for listeners */
    uint32_t ordinal;       /* of the next item of a numbered list */
    int names;              /* how many names were told of it */
    int has_language;
    char language[16];
};

struct reading {
    struct news *news;
    struct level levels[XML_DEPTH_MOST + 2];
    uint32_t depth;
    struct buffer kept[KEPT_COUNT];
    struct buffer capture;
    uint32_t capture_depth; /* depth of the element that is captured, 0: none */
    int plain;              /* inlineData: what is captured is plain text */
    int in_nitf;
    int has_creator; /* the authors are known already */
    int begun;       /* what was kept has been told */
    int elsewhere;   /* the content is not in this file */
    int figures;     /* results were left out */
};

static struct level *top(struct reading *r)
{
    return &r->levels[r->depth];
}

static int stands_in(const struct reading *r, const char *name)
{
    for (uint32_t i = r->depth; i > 0; i--)
        if (strcmp(r->levels[i].name, name) == 0)
            return 1;
    return 0;
}

static const struct rule *find_rule(const struct reading *r, const char *name)
{
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
        if (strcmp(rules[i].name, name) == 0 && (!rules[i].within || stands_in(r, rules[i].within)))
            return &rules[i];
    return NULL;
}

/* ---- What was kept, before the text ---- */

static void say_kept(struct reading *r, int which, uint32_t role)
{
    const struct buffer *text = &r->kept[which];
    struct leaves *leaves = &r->news->leaves;

    leaves_text(leaves, &(struct leaf){ .role = role }, buffer_text(text), text->size,
                CRIER_NOWHERE, CRIER_NOWHERE);
    leaves_end(leaves);
}

static void begin_text(struct reading *r, uint32_t role)
{
    if (r->begun)
        return;
    r->begun = 1;
    if (role != CRIER_ROLE_HEADLINE)
        say_kept(r, KEPT_HEADLINE, CRIER_ROLE_HEADLINE);
    if (!r->in_nitf) {
        say_kept(r, KEPT_BYLINE, CRIER_ROLE_BYLINE);
        say_kept(r, KEPT_DATELINE, CRIER_ROLE_DATELINE);
    }
}

/* An item without text of its own: what is said of it. */
static void end_item(struct reading *r)
{
    leaves_end_all(&r->news->leaves);
    if (!r->begun) {
        begin_text(r, CRIER_ROLE_NONE);
        say_kept(r, KEPT_DESCRIPTION, CRIER_ROLE_PARAGRAPH);
        say_kept(r, KEPT_CAPTION, CRIER_ROLE_CREDIT);
        if (r->elsewhere)
            r->news->host->note(r->news->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                                "the content stands in another file; only what is said of it "
                                "here is read");
    }
    for (int i = 0; i < KEPT_COUNT; i++)
        buffer_reset(&r->kept[i]);
    r->begun = r->elsewhere = r->in_nitf = r->has_creator = 0;
}

/* ---- Attributes that say something ---- */

static const struct {
    const char *element, *attribute;
    enum action action;
    uint32_t key;
} attributes[] = {
    { "language", "tag", META, CRIER_META_LANGUAGE },
    { "keyword", "key", META, CRIER_META_TAG },
    { "tobject.subject", "tobject.subject.matter", META, CRIER_META_TAG },
    { "tobject.subject", "tobject.subject.type", META, CRIER_META_TAG },
    { "pubdata", "position.section", META, CRIER_META_SECTION },
    { "pubdata", "ex-ref", META, CRIER_META_URL },
    { "date.issue", "norm", DATED, CRIER_META_DATE },
    { "date.release", "norm", EMBARGO, 0 },
    { "pubStatus", "qcode", STATUS, 0 },
    { "docdata", "management-status", STATUS, 0 },
    { "doc.rights", "owner", META, CRIER_META_LICENCE },
    { "rights.owner", "", META, CRIER_META_LICENCE },
};

static void tell(const struct reading *r, enum action action, uint32_t key, const char *text)
{
    if (action == META)
        news_meta(r->news, key, text, strlen(text));
    else if (action == DATED)
        news_date(r->news, key, text);
    else if (action == EMBARGO)
        news_embargo(r->news, text);
    else if (action == STATUS)
        news_status(r->news, text);
}

static void take_attributes(const struct reading *r, const struct xml_element *element)
{
    char value[256];

    for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++) {
        if (strcmp(attributes[i].element, element->name) != 0)
            continue;
        xml_attribute_copy(element, "", attributes[i].attribute, value, sizeof(value));
        if (*value)
            tell(r, attributes[i].action, attributes[i].key, value);
    }
    if (strcmp(element->name, "doc.copyright") == 0) {
        char year[16];
        struct buffer notice = { 0 };

        xml_attribute_copy(element, "", "year", year, sizeof(year));
        xml_attribute_copy(element, "", "holder", value, sizeof(value));
        buffer_add(&notice, "Copyright ", 10);
        buffer_add(&notice, year, strlen(year));
        buffer_add(&notice, " ", *year ? 1 : 0);
        buffer_add(&notice, value, strlen(value));
        if (*value)
            tell(r, META, CRIER_META_LICENCE, buffer_text(&notice));
        buffer_clear(&notice);
    }
}

/* ---- Events ---- */

static void enter_level(struct reading *r, const struct xml_element *element)
{
    const struct rule *rule = find_rule(r, element->name);
    const struct level outer = *top(r);
    struct level *level = &r->levels[++r->depth];

    *level = (struct level){ .rule = rule,
                             .role = outer.role,
                             .heading = outer.heading,
                             .ordinal = outer.ordinal,
                             .has_language = outer.has_language };
    memcpy(level->language, outer.language, sizeof(level->language));
    memcpy(level->name, element->name, strnlen(element->name, sizeof(level->name) - 1));
}

/* A second paragraph in an item or a cell is no block of its own. */
static int holds_parts(uint32_t role)
{
    return role != CRIER_ROLE_LIST_ITEM && role != CRIER_ROLE_TABLE_CELL &&
           role != CRIER_ROLE_TABLE_HEADER;
}

static void say_break(struct reading *r)
{
    if (r->news->leaves.role != CRIER_ROLE_NONE)
        r->news->host->text(r->news->host, "\n", 1, CRIER_NOWHERE, CRIER_NOWHERE);
}

static void border(struct reading *r)
{
    if (holds_parts(top(r)->role))
        leaves_end(&r->news->leaves);
    else
        say_break(r);
}

static void start_capture(struct reading *r)
{
    if (r->capture_depth)
        return;
    buffer_reset(&r->capture);
    r->capture_depth = r->depth;
}

static void apply(struct reading *r, const struct xml_element *element)
{
    struct level *level = top(r);
    char type[40];

    switch (level->rule->action) {
    case LEAF:
        leaves_end(&r->news->leaves);
        level->role = level->rule->role;
        level->heading = level->rule->level;
        if (level->role == CRIER_ROLE_LIST_ITEM && level[-1].ordinal)
            level->ordinal = level[-1].ordinal++;
        break;
    case PART:
        border(r);
        break;
    case LIST:
        border(r);
        level->ordinal = strcmp(element->name, "ol") == 0 ? 1 : 0;
        break;
    case TABLE:
        leaves_end_all(&r->news->leaves);
        break;
    case ROW:
        leaves_end_row(&r->news->leaves);
        break;
    case BREAK:
        say_break(r);
        break;
    case FIGURES:
        r->figures = 1;
        leaves_end(&r->news->leaves);
        level->role = CRIER_ROLE_NONE;
        break;
    case NOTHING:
        leaves_end(&r->news->leaves);
        level->role = CRIER_ROLE_NONE;
        break;
    case ELSEWHERE:
        r->elsewhere = 1;
        level->role = CRIER_ROLE_NONE;
        break;
    case HTML:
        xml_attribute_copy(element, "", "contenttype", type, sizeof(type));
        r->plain = strstr(type, "html") == NULL;
        start_capture(r);
        break;
    case THROUGH:
    case META:
    case DATED:
    case KEPT:
    case STATUS:
    case EMBARGO:
        start_capture(r);
        break;
    }
}

static int on_open(void *data, const struct xml_element *element)
{
    struct reading *r = data;
    struct xml_slice language = xml_attribute(element, XML_NAMESPACE, "lang");

    enter_level(r, element);
    if (strcmp(element->name, "nitf") == 0)
        r->in_nitf = 1;
    if (r->depth == 1 && language.at)
        news_meta(r->news, CRIER_META_LANGUAGE, language.at, language.size);
    else if (language.at) {
        xml_attribute_copy(element, XML_NAMESPACE, "lang", top(r)->language,
                           sizeof(top(r)->language));
        top(r)->has_language = 1;
    }
    take_attributes(r, element);
    if (top(r)->rule)
        apply(r, element);
    return 1;
}

static void end_capture(struct reading *r, const struct rule *rule)
{
    const struct buffer *text = &r->capture;

    r->capture_depth = 0;
    if (rule->action == KEPT) {
        if (r->kept[rule->role].size == 0)
            buffer_add(&r->kept[rule->role], buffer_text(text), text->size);
        if (rule->role == KEPT_HEADLINE)
            news_meta(r->news, CRIER_META_TITLE, buffer_text(text), text->size);
        else if (rule->role == KEPT_DESCRIPTION)
            news_meta(r->news, CRIER_META_DESCRIPTION, buffer_text(text), text->size);
    } else if (rule->action == HTML) {
        begin_text(r, CRIER_ROLE_NONE);
        if (r->plain)
            news_paragraphs(r->news, buffer_text(text), text->size);
        else
            news_html(r->news, buffer_text(text), text->size);
    } else if (rule->role != CRIER_META_TAG || !r->levels[r->depth - 1].names++) {
        /* A subject has a name in each of many languages: the first is enough. */
        r->has_creator |= rule->action == META && rule->role == CRIER_META_AUTHOR;
        tell(r, rule->action, rule->role, buffer_text(text));
    }
}

static int on_close(void *data, const char *name, const char *uri)
{
    struct reading *r = data;
    const struct rule *rule = top(r)->rule;

    (void)uri;
    if (r->capture_depth == r->depth)
        end_capture(r, rule);
    if (rule && rule->action == LEAF)
        leaves_end(&r->news->leaves);
    else if (rule && (rule->action == TABLE))
        leaves_end_all(&r->news->leaves);
    r->depth--;
    if (rule && rule->action == PART)
        border(r);
    if (rule && rule->action == LIST && !stands_in(r, "ul") && !stands_in(r, "ol"))
        leaves_end_all(&r->news->leaves);
    if (strcmp(name, "newsItem") == 0 || strcmp(name, "nitf") == 0)
        if (strcmp(name, "newsItem") == 0 || !stands_in(r, "newsItem"))
            end_item(r);
    return 1;
}

/* Names in a byline, and the title when it is spoken. */
static void note_spoken(const struct reading *r, uint32_t role, const char *text, size_t size)
{
    while (size > 0 && strchr(" \t\r\n", *text)) {
        text++;
        size--;
    }
    if (role == CRIER_ROLE_HEADLINE)
        news_meta(r->news, CRIER_META_TITLE, text, size);
    if (role != CRIER_ROLE_BYLINE || r->has_creator ||
        strcmp(r->levels[r->depth].name, "byttl") == 0)
        return;
    if (size > 3 && strncasecmp(text, "by ", 3) == 0) {
        text += 3;
        size -= 3;
    }
    while (size > 0 && strchr(" ,\t\r\n", text[size - 1]))
        size--;
    if (size > 3)
        news_meta(r->news, CRIER_META_AUTHOR, text, size);
}

static int on_text(void *data, const char *text, size_t size, uint64_t from, uint64_t to)
{
    struct reading *r = data;
    const struct level *level = top(r);
    const struct leaf leaf = { .role = level->role,
                               .level = level->heading,
                               .ordinal = level->ordinal,
                               .language = level->has_language ? level->language : NULL };

    if (r->capture_depth) {
        buffer_add(&r->capture, text, size);
        return 1;
    }
    if (level->role == CRIER_ROLE_NONE || strspn(text, " \t\r\n") >= size) {
        if (r->news->leaves.role != CRIER_ROLE_NONE && level->role != CRIER_ROLE_NONE)
            leaves_text(&r->news->leaves, &leaf, text, size, from, to);
        return 1;
    }
    begin_text(r, level->role);
    note_spoken(r, level->role, text, size);
    leaves_text(&r->news->leaves, &leaf, text, size, from, to);
    return 1;
}

/* Items that plan, list or describe: why there is nothing to hear, or little. */
static void tell_what_lacks(const struct reading *r)
{
    const struct crier_reader_host *host = r->news->host;

    if (r->figures)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                   "results and statistics (SportsML) are not read");
    if (!r->news->leaves.spoken)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                   "there is no text in this item, only what describes or plans it");
}

crier_status news_xml(struct news *news)
{
    static const struct xml_events events = { .open = on_open, .close = on_close, .text = on_text };
    struct reading r = { .news = news, .levels = { { .role = CRIER_ROLE_PARAGRAPH } } };
    struct xml_fault fault;
    int parsed = xml_parse(news->text.data, news->text.size, "UTF-8", &events, &r, &fault);

    end_item(&r);
    tell_what_lacks(&r);
    if (!parsed || fault.count > 0 || fault.depth)
        news->host->note(news->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                         fault.depth ? "its elements are nested too deep; the rest is left out"
                                     : "the XML is damaged; it is read as far as it goes");
    for (int i = 0; i < KEPT_COUNT; i++)
        buffer_clear(&r.kept[i]);
    buffer_clear(&r.capture);
    return parsed ? CRIER_OK : CRIER_UNREADABLE;
}
