/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: xml sniff leaves */
/*
 * SSML 1.1: the text of a document and what of its markup has a meaning for Crier.
 * Everything else is named in a note. Nothing of it ever reaches the engine as markup.
 */
#include "shared/leaves.h"
#include "shared/sniff.h"
#include "shared/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SSML_NAMESPACE "http://www.w3.org/2001/10/synthesis"

enum action {
    THROUGH,
    PARAGRAPH,
    SENTENCE,
    BREAK,
    SUB,
    SAY_AS,
    AUDIO,
    META,
    SILENT, /* what is in it is not for speech */
    TOLD    /* cannot be honoured: only told */
};

static const struct rule {
    const char *name;
    enum action action;
    uint32_t severity;
    const char *loss; /* what is told, behind "<name>, 3 times: " */
} rules[] = {
    { "speak", THROUGH, 0, NULL },
    { "p", PARAGRAPH, 0, NULL },
    { "paragraph", PARAGRAPH, 0, NULL },
    { "s", SENTENCE, 0, NULL },
    { "sentence", SENTENCE, 0, NULL },
    { "w", THROUGH, 0, NULL },
    { "token", THROUGH, 0, NULL },
    { "break", BREAK, CRIER_NOTE_INFO,
      "a sentence ends there; how long the pause is, the profile says" },
    { "sub", SUB, 0, NULL },
    { "say-as", SAY_AS, CRIER_NOTE_WARNING, "read by Crier's own rules, not by interpret-as" },
    { "emphasis", TOLD, CRIER_NOTE_WARNING, "spoken like the words around it" },
    { "phoneme", TOLD, CRIER_NOTE_WARNING,
      "the pronunciation is not used; put the word into a lexicon" },
    { "prosody", TOLD, CRIER_NOTE_WARNING, "rate, pitch and volume are not changed" },
    { "voice", TOLD, CRIER_NOTE_WARNING, "the voice is not changed" },
    { "lang", TOLD, CRIER_NOTE_WARNING, "the language is not changed within a paragraph" },
    { "audio", AUDIO, CRIER_NOTE_WARNING, "not played; what is written in it is read" },
    { "desc", SILENT, CRIER_NOTE_INFO, "describes a recording; not read" },
    { "mark", TOLD, CRIER_NOTE_INFO, "not kept" },
    { "lexicon", TOLD, CRIER_NOTE_WARNING, "not fetched; name lexicons with --lexicon" },
    { "lookup", TOLD, CRIER_NOTE_WARNING, "the lexicon is not used" },
    { "meta", META, 0, NULL },
    { "metadata", SILENT, CRIER_NOTE_INFO, "not read" },
};

#define RULES (sizeof(rules) / sizeof(*rules))

struct level {
    const struct rule *rule; /* NULL: an element that SSML does not have */
    int silent;              /* nothing in it is spoken */
    int spelled;
    char language[16];
};

struct reading {
    const struct crier_reader_host *host;
    struct leaves leaves;
    struct level levels[XML_DEPTH_MOST + 2];
    uint32_t depth;
    uint32_t losses[RULES];
    uint32_t unknown;
    char unknown_name[40]; /* the first one */
    uint32_t languages;    /* changes within a paragraph */
};

static const struct rule *find_rule(const char *name)
{
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return NULL;
}

static struct leaf leaf_of(const struct level *level)
{
    return (struct leaf){ .role = CRIER_ROLE_PARAGRAPH,
                          .language = *level->language ? level->language : NULL };
}

static void cut(struct reading *r)
{
    if (r->leaves.role != CRIER_ROLE_NONE)
        r->host->cut(r->host);
}

/* A pause that somebody asked for ends the sentence; "none" and "weak" ask for none. */
static void take_break(struct reading *r, const struct xml_element *element)
{
    char strength[16];
    char time[16];

    xml_attribute_copy(element, "", "strength", strength, sizeof(strength));
    xml_attribute_copy(element, "", "time", time, sizeof(time));
    if (strcmp(strength, "none") == 0 || strcmp(strength, "x-weak") == 0 ||
        strcmp(strength, "weak") == 0 || (*time && strtod(time, NULL) <= 0))
        return;
    cut(r);
}

static void take_alias(struct reading *r, const struct xml_element *element)
{
    struct xml_slice alias = xml_attribute(element, "", "alias");
    struct level *level = &r->levels[r->depth];
    struct leaf leaf = leaf_of(level);

    if (!alias.at) {
        r->host->note(r->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                      "<sub> without an alias: its text is read");
        return;
    }
    if (!level->silent)
        leaves_text(&r->leaves, &leaf, alias.at, alias.size, CRIER_NOWHERE, CRIER_NOWHERE);
    level->silent = 1;
}

/* Of say-as only spelling is honoured. 1: it was. */
static int take_say_as(struct reading *r, const struct xml_element *element)
{
    char how[32];

    xml_attribute_copy(element, "", "interpret-as", how, sizeof(how));
    if (strcmp(how, "characters") != 0 && strcmp(how, "spell-out") != 0 &&
        strcmp(how, "letters") != 0)
        return 0;
    r->levels[r->depth].spelled = 1;
    return 1;
}

static void take_meta(const struct reading *r, const struct xml_element *element)
{
    static const struct {
        const char *name;
        uint32_t key;
    } keys[] = {
        { "title", CRIER_META_TITLE },       { "dc.title", CRIER_META_TITLE },
        { "author", CRIER_META_AUTHOR },     { "creator", CRIER_META_AUTHOR },
        { "date", CRIER_META_DATE },         { "description", CRIER_META_DESCRIPTION },
        { "copyright", CRIER_META_LICENCE }, { "rights", CRIER_META_LICENCE },
        { "seeAlso", CRIER_META_URL },
    };
    struct xml_slice content = xml_attribute(element, "", "content");
    char name[32];

    xml_attribute_copy(element, "", "name", name, sizeof(name));
    for (size_t i = 0; content.at && i < sizeof(keys) / sizeof(*keys); i++)
        if (strcmp(name, keys[i].name) == 0)
            r->host->meta(r->host, keys[i].key, content.at, content.size, CRIER_NOWHERE,
                          CRIER_NOWHERE);
}

/* The language of a whole document or paragraph is heard; of less it is told. */
static void take_language(struct reading *r, const struct xml_element *element)
{
    struct xml_slice language = xml_attribute(element, XML_NAMESPACE, "lang");
    struct level *level = &r->levels[r->depth];

    if (!language.at)
        return;
    if (r->depth == 1)
        r->host->meta(r->host, CRIER_META_LANGUAGE, language.at, language.size, CRIER_NOWHERE,
                      CRIER_NOWHERE);
    else if (level->rule && level->rule->action == PARAGRAPH)
        xml_attribute_copy(element, XML_NAMESPACE, "lang", level->language,
                           sizeof(level->language));
    else if (!level->rule || strcmp(level->rule->name, "lang") != 0)
        r->languages++;
}

static void apply(struct reading *r, const struct xml_element *element)
{
    struct level *level = &r->levels[r->depth];
    const struct rule *rule = level->rule;
    int honoured = !rule->loss;

    if (rule->action == PARAGRAPH)
        leaves_end(&r->leaves);
    else if (rule->action == SENTENCE)
        cut(r);
    else if (rule->action == BREAK)
        take_break(r, element);
    else if (rule->action == SUB)
        take_alias(r, element);
    else if (rule->action == SAY_AS)
        honoured = take_say_as(r, element);
    else if (rule->action == META)
        take_meta(r, element);
    else if (rule->action == SILENT)
        level->silent = 1;
    if (!honoured)
        r->losses[rule - rules]++;
}

static int on_open(void *data, const struct xml_element *element)
{
    struct reading *r = data;
    const struct level outer = r->levels[r->depth];
    struct level *level = &r->levels[++r->depth];
    int own = !*element->uri || strcmp(element->uri, SSML_NAMESPACE) == 0;

    *level = outer;
    level->rule = own ? find_rule(element->name) : NULL;
    take_language(r, element);
    if (level->rule)
        apply(r, element);
    else if (r->unknown++ == 0)
        snprintf(r->unknown_name, sizeof(r->unknown_name), "%s", element->name);
    return 1;
}

static int on_close(void *data, const char *name, const char *uri)
{
    struct reading *r = data;
    const struct rule *rule = r->levels[r->depth].rule;

    (void)name;
    (void)uri;
    if (rule && rule->action == PARAGRAPH)
        leaves_end(&r->leaves);
    else if (rule && rule->action == SENTENCE)
        cut(r);
    r->depth--;
    return 1;
}

/* "FBI" as "F B I": each character is a word. */
static void spell(struct reading *r, const struct leaf *leaf, const char *text, size_t size,
                  uint64_t from)
{
    size_t at = 0;

    while (at < size) {
        size_t end = at + 1;

        while (end < size && ((uint8_t)text[end] & 0xC0) == 0x80)
            end++;
        leaves_text(&r->leaves, leaf, " ", 1, CRIER_NOWHERE, CRIER_NOWHERE);
        leaves_text(&r->leaves, leaf, text + at, end - at, from == CRIER_NOWHERE ? from : from + at,
                    from == CRIER_NOWHERE ? from : from + end);
        at = end;
    }
    leaves_text(&r->leaves, leaf, " ", 1, CRIER_NOWHERE, CRIER_NOWHERE);
}

static int on_text(void *data, const char *text, size_t size, uint64_t from, uint64_t to)
{
    struct reading *r = data;
    const struct level *level = &r->levels[r->depth];
    struct leaf leaf = leaf_of(level);

    if (level->silent) {
        if (from != CRIER_NOWHERE && from >= r->leaves.told) {
            leaves_skip(&r->leaves, from);
            r->host->skip(r->host, from, to, "replaced, or not for speech");
            r->leaves.told = to;
        }
        return 1;
    }
    if (level->spelled)
        spell(r, &leaf, text, size, to - from == size ? from : CRIER_NOWHERE);
    else
        leaves_text(&r->leaves, &leaf, text, size, from, to);
    return 1;
}

/* ---- What could not be honoured ---- */

static void note_losses(const struct reading *r)
{
    char message[200];

    for (size_t i = 0; i < RULES; i++) {
        if (r->losses[i] == 0)
            continue;
        snprintf(message, sizeof(message), "<%s>, %u %s: %s", rules[i].name, r->losses[i],
                 r->losses[i] == 1 ? "time" : "times", rules[i].loss);
        r->host->note(r->host, rules[i].severity, CRIER_NOWHERE, message);
    }
    if (r->languages > 0)
        r->host->note(r->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                      "xml:lang on less than a paragraph: the language is not changed");
    if (r->unknown > 0) {
        snprintf(message, sizeof(message),
                 "elements that SSML does not have: %u (first <%s>); their text is read",
                 r->unknown, r->unknown_name);
        r->host->note(r->host, CRIER_NOTE_WARNING, CRIER_NOWHERE, message);
    }
}

/* What is wrong with the XML; 1: nothing. */
static int check(const struct crier_reader_host *host, int parsed, const struct xml_fault *fault)
{
    char message[240];

    if (parsed && fault->count == 0 && !fault->depth && !fault->entities)
        return 1;
    if (fault->depth)
        snprintf(message, sizeof(message), "its elements are nested deeper than %u",
                 XML_DEPTH_MOST);
    else if (parsed && fault->count == 0)
        snprintf(message, sizeof(message),
                 "it uses an entity that is not plain text or not declared");
    else
        snprintf(message, sizeof(message), "it is not well-formed XML, line %d: %s", fault->line,
                 fault->message);
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, message);
    return 0;
}

static crier_status read_ssml(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    static const struct xml_events events = { .open = on_open, .close = on_close, .text = on_text };
    struct reading r = { .host = host, .leaves = { .host = host, .reason = "SSML markup" } };
    struct crier_text text;
    struct xml_fault fault;
    struct sniffed root;
    crier_status status;
    int parsed;

    sniff_xml(source->bytes, source->length, &root);
    status = host->decode(host, source, root.encoding[0] ? root.encoding : NULL, &text);
    if (status != CRIER_OK) {
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "it is not text");
        return status;
    }
    if (strcmp(root.version, "1.0") != 0 && strcmp(root.version, "1.1") != 0)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                   "<speak> names neither version 1.0 nor 1.1; it is read as 1.1");
    parsed = xml_parse(text.data, text.size, "UTF-8", &events, &r, &fault);
    leaves_end_all(&r.leaves);
    leaves_skip(&r.leaves, text.size);
    note_losses(&r);
    return check(host, parsed, &fault) ? CRIER_OK : CRIER_UNREADABLE;
}

static int32_t probe(const struct crier_source *source)
{
    struct sniffed root;

    if (sniff_xml(source->bytes, source->length, &root) && strcmp(root.name, "speak") == 0)
        return strcmp(root.uri, SSML_NAMESPACE) == 0 ? 69 : 55;
    return crier_has_suffix(source->name, "ssml") ? 30 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("ssml", "SSML documents"),
    .suffixes = (const char *const[]){ "ssml", NULL },
    .media_types = (const char *const[]){ "application/ssml+xml", NULL },
    .probe = probe,
    .read = read_ssml,
};
