/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: zip zip_names tree draft draft_top office style_names xml buffer */
/* shared: slice headline printed_date byline dateline */
/* Word's documents: Office Open XML. */
#include "docx.h"

#include "shared/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OOXML   "http://schemas.openxmlformats.org/"
#define STRICT  "http://purl.oclc.org/ooxml/"
#define DUBLIN  "http://purl.org/dc/"
#define PACKAGE OOXML "package/2006/"

const struct tree_space docx_spaces[] = {
    { OOXML "wordprocessingml/2006/main", "w" },
    { STRICT "wordprocessingml/main", "w" },
    { OOXML "drawingml/2006/wordprocessingDrawing", "wp" },
    { STRICT "drawingml/wordprocessingDrawing", "wp" },
    { OOXML "officeDocument/2006/math", "m" },
    { STRICT "officeDocument/math", "m" },
    { OOXML "markup-compatibility/2006", "mc" },
    { "urn:schemas-microsoft-com:vml", "v" },
    { PACKAGE "relationships", "" },
    { PACKAGE "metadata/core-properties", "cp" },
    { DUBLIN "elements/1.1/", "dc" },
    { DUBLIN "terms/", "dcterms" },
    { XML_NAMESPACE, "xml" },
    { NULL, NULL },
};

/* ---- Parts ---- */

static int is_wanted(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".rels") == 0) &&
           strncmp(name, "customXml/", 10) != 0 && !strstr(name, "/theme/");
}

static int ends_in(const char *text, const char *end)
{
    size_t size = text ? strlen(text) : 0;

    return size >= strlen(end) && strcmp(text + size - strlen(end), end) == 0;
}

/* Where a relation of this kind leads to, or NULL. */
static const char *target_of(const struct tree *relations, const char *kind)
{
    const struct tree_node *at = relations->root ? relations->root->first : NULL;

    for (; at; at = at->next)
        if (ends_in(tree_attribute(at, "Type"), kind))
            return tree_attribute(at, "Target");
    return NULL;
}

const struct zip_entry *docx_part(const struct docx *docx, const char *kind)
{
    const struct zip_entry *part;
    char suffix[32], name[512];
    const char *target;

    snprintf(suffix, sizeof(suffix), "/%s", kind);
    target = target_of(&docx->relations, suffix);
    if (target && *target == '/')
        snprintf(name, sizeof(name), "%s", target + 1);
    else if (target)
        snprintf(name, sizeof(name), "%s%s", docx->folder, target);
    else
        snprintf(name, sizeof(name), "%s%s.xml", docx->folder, kind);
    part = zip_find(&docx->zip, name);
    return part && part->data ? part : NULL;
}

/* The part that holds the text, and its relations. */
static const struct zip_entry *find_body(struct docx *docx)
{
    const struct zip_entry *part = zip_find(&docx->zip, "_rels/.rels");
    struct tree relations = { 0 };
    const struct zip_entry *body = NULL;
    const char *target = NULL, *slash;
    char name[512];

    if (part && tree_read(&relations, part->data, part->size, docx_spaces))
        target = target_of(&relations, "/officeDocument");
    if (target)
        body = zip_find(&docx->zip, target + (*target == '/'));
    tree_clear(&relations);
    if (!body)
        body = zip_find(&docx->zip, "word/document.xml");
    if (!body || !body->data)
        return NULL;
    slash = strrchr(body->name, '/');
    snprintf(docx->folder, sizeof(docx->folder), "%.*s", slash ? (int)(slash + 1 - body->name) : 0,
             body->name);
    snprintf(name, sizeof(name), "%s_rels/%s.rels", docx->folder, slash ? slash + 1 : body->name);
    part = zip_find(&docx->zip, name);
    if (part)
        tree_read(&docx->relations, part->data, part->size, docx_spaces);
    return body;
}

/* ---- Metadata ---- */

static const struct office_key keys[] = {
    { "dc:title", CRIER_META_TITLE, "" },
    { "dc:creator", CRIER_META_AUTHOR, ";" },
    { "dcterms:created", CRIER_META_DATE, "" },
    { "dcterms:modified", CRIER_META_MODIFIED, "" },
    { "dc:language", CRIER_META_LANGUAGE, "" },
    { "cp:category", CRIER_META_SECTION, "" },
    { "cp:keywords", CRIER_META_TAG, ",;" },
    { "dc:description", CRIER_META_DESCRIPTION, "" },
    { NULL, 0, NULL },
};

/* ---- What was left out ---- */

static void tell_left_out(const struct docx *docx)
{
    const struct {
        uint32_t count;
        uint32_t severity;
        const char *message;
    } left_out[] = {
        { docx->deletions, CRIER_NOTE_INFO, "deleted text of tracked changes is not read" },
        { docx->comments, CRIER_NOTE_INFO, "comments are not read" },
        { docx->contents, CRIER_NOTE_INFO, "the table of contents is not read" },
        { docx->hidden, CRIER_NOTE_INFO, "hidden text is not read" },
        { docx->symbols, CRIER_NOTE_WARNING, "signs of symbol fonts are not read" },
        { docx->formulas, CRIER_NOTE_WARNING, "formulas are read sign by sign" },
        { docx->chunks, CRIER_NOTE_WARNING, "inserted documents of other formats are not read" },
        { docx->lost_notes, CRIER_NOTE_WARNING, "footnotes that are called are not there" },
        { docx->body.fault.fatal || docx->body.fault.depth || docx->body.full, CRIER_NOTE_WARNING,
          "the text is damaged or too large; the rest of it is not read" },
        { docx->body.fault.entities, CRIER_NOTE_WARNING, "entities in it are not read" },
    };

    for (size_t i = 0; i < sizeof(left_out) / sizeof(*left_out); i++)
        if (left_out[i].count > 0)
            docx->host->note(docx->host, left_out[i].severity, CRIER_NOWHERE, left_out[i].message);
}

/* ---- Reading ---- */

static crier_status read_body(struct docx *docx)
{
    const struct zip_entry *body = find_body(docx);
    struct tree core = { 0 };
    const struct zip_entry *part = zip_find(&docx->zip, "docProps/core.xml");
    const struct tree_node *node;

    if (!body || !tree_read(&docx->body, body->data, body->size, docx_spaces))
        return CRIER_UNREADABLE;
    docx_read_styles(docx);
    docx_read_numbering(docx);
    docx_read_notes(docx, "footnotes", "w:footnote", &docx->footnotes);
    docx_read_notes(docx, "endnotes", "w:endnote", &docx->endnotes);
    docx->tree = &docx->body;
    node = tree_child(docx->body.root, "w:body");
    docx_blocks(docx, node ? node : docx->body.root);
    docx_write_notes(docx, &docx->footnotes);
    docx_write_notes(docx, &docx->endnotes);
    if (part)
        tree_read(&core, part->data, part->size, docx_spaces);
    office_send(docx->host, &docx->draft, &core, core.root, keys, docx->language);
    tree_clear(&core);
    return CRIER_OK;
}

static void clear_notes(struct docx_notes *notes)
{
    tree_clear(&notes->tree);
    free(notes->all);
    free(notes->queue);
}

static void clear(struct docx *docx)
{
    zip_clear(&docx->zip);
    tree_clear(&docx->body);
    tree_clear(&docx->styles_tree);
    tree_clear(&docx->numbering_tree);
    tree_clear(&docx->relations);
    clear_notes(&docx->footnotes);
    clear_notes(&docx->endnotes);
    free(docx->styles);
    free(docx->numberings);
    free(docx->counters);
    draft_clear(&docx->draft);
}

static crier_status read_docx(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct docx docx = { .host = host };
    crier_status status = CRIER_UNREADABLE;

    if (docx_is_ole(source))
        return docx_tell_ole(host, source);
    if (zip_read(&docx.zip, source->bytes, source->length, is_wanted))
        status = read_body(&docx);
    tell_left_out(&docx);
    if (status == CRIER_UNREADABLE)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                   "the Word document holds no text that could be read");
    zip_tell(&docx.zip, host);
    clear(&docx);
    return status;
}

static int32_t probe(const struct crier_source *source)
{
    static const char type[] =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    int named = crier_has_suffix(source->name, "docx") || crier_has_suffix(source->name, "docm") ||
                strcmp(source->media_type, type) == 0;

    if (docx_is_ole(source))
        return 70;
    if (!zip_is(source))
        return 0;
    if (zip_shows(source, "word/document.xml") || zip_shows(source, "word/styles.xml"))
        return 90;
    return named ? 70 : zip_shows(source, "[Content_Types].xml") ? 30 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("docx", "Word documents"),
    .suffixes = (const char *const[]){ "docx", "docm", "doc", NULL },
    .media_types = (const char *const[]){ "application/vnd.openxmlformats-officedocument."
                                          "wordprocessingml.document",
                                          NULL },
    .probe = probe,
    .read = read_docx,
};
