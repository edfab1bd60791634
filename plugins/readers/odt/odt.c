/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: zip zip_names tree draft draft_top office style_names xml buffer */
/* shared: slice headline printed_date byline dateline */
/* OpenDocument texts, as LibreOffice and others write them. */
#include "odt.h"

#include "shared/office.h"

#include <stdlib.h>
#include <string.h>

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define TYPE  "application/vnd.oasis.opendocument.text"

const struct tree_space odt_spaces[] = {
    { OASIS "office:1.0", "office" },
    { OASIS "text:1.0", "text" },
    { OASIS "style:1.0", "style" },
    { OASIS "table:1.0", "table" },
    { OASIS "drawing:1.0", "draw" },
    { OASIS "xsl-fo-compatible:1.0", "fo" },
    { OASIS "svg-compatible:1.0", "svg" },
    { OASIS "meta:1.0", "meta" },
    { OASIS "manifest:1.0", "manifest" },
    { "http://purl.org/dc/elements/1.1/", "dc" },
    { XML_NAMESPACE, "xml" },
    { NULL, NULL },
};

static int is_wanted(const char *name)
{
    static const char *const parts[] = { "content.xml", "styles.xml", "meta.xml",
                                         "META-INF/manifest.xml" };

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (strcmp(name, parts[i]) == 0)
            return 1;
    return 0;
}

/* ---- Metadata ---- */

static const struct office_key keys[] = {
    { "dc:title", CRIER_META_TITLE, "" },
    { "meta:initial-creator", CRIER_META_AUTHOR, ";" },
    { "meta:creation-date", CRIER_META_DATE, "" },
    { "dc:date", CRIER_META_MODIFIED, "" },
    { "dc:language", CRIER_META_LANGUAGE, "" },
    { "meta:keyword", CRIER_META_TAG, ",;" },
    { "dc:description", CRIER_META_DESCRIPTION, "" },
    { NULL, 0, NULL },
};

/* Who last wrote in it, where nobody says who began. */
static const struct office_key keys_of_last[] = {
    { "dc:title", CRIER_META_TITLE, "" },
    { "dc:creator", CRIER_META_AUTHOR, ";" },
    { "meta:creation-date", CRIER_META_DATE, "" },
    { "dc:date", CRIER_META_MODIFIED, "" },
    { "dc:language", CRIER_META_LANGUAGE, "" },
    { "meta:keyword", CRIER_META_TAG, ",;" },
    { "dc:description", CRIER_META_DESCRIPTION, "" },
    { NULL, 0, NULL },
};

static void send(struct odt *odt)
{
    const struct zip_entry *part = zip_find(&odt->zip, "meta.xml");
    struct tree meta = { 0 };
    const struct tree_node *node;

    if (part)
        tree_read(&meta, part->data, part->size, odt_spaces);
    node = tree_child(meta.root, "office:meta");
    office_send(odt->host, &odt->draft, &meta, node,
                tree_child(node, "meta:initial-creator") ? keys : keys_of_last, odt->language);
    tree_clear(&meta);
}

/* ---- What was left out ---- */

static void tell_left_out(const struct odt *odt)
{
    const struct xml_fault *fault = &odt->content.fault;
    const struct {
        uint32_t count;
        uint32_t severity;
        const char *message;
    } left_out[] = {
        { odt->deletions, CRIER_NOTE_INFO, "deleted text of tracked changes is not read" },
        { odt->comments, CRIER_NOTE_INFO, "comments are not read" },
        { odt->contents, CRIER_NOTE_INFO, "tables of contents and indexes are not read" },
        { odt->hidden, CRIER_NOTE_INFO, "hidden text is not read" },
        { fault->fatal || fault->depth || odt->content.full, CRIER_NOTE_WARNING,
          "the text is damaged or too large; the rest of it is not read" },
        { fault->entities, CRIER_NOTE_WARNING, "entities in it are not read" },
    };

    for (size_t i = 0; i < sizeof(left_out) / sizeof(*left_out); i++)
        if (left_out[i].count > 0)
            odt->host->note(odt->host, left_out[i].severity, CRIER_NOWHERE, left_out[i].message);
}

/* ---- Reading ---- */

/* The manifest says what is encrypted: a zip of an OpenDocument does not. */
static int is_encrypted(const struct odt *odt)
{
    const struct zip_entry *part = zip_find(&odt->zip, "META-INF/manifest.xml");
    struct tree manifest = { 0 };
    int is = 0;

    if (part && tree_read(&manifest, part->data, part->size, odt_spaces))
        is = tree_find(manifest.root, "manifest:encryption-data") != NULL;
    tree_clear(&manifest);
    return is;
}

static crier_status read_content(struct odt *odt)
{
    const struct zip_entry *part = zip_find(&odt->zip, "content.xml");
    const struct tree_node *text;
    const char *fault = "the document holds no text that could be read";

    if (is_encrypted(odt)) {
        fault = "the document is protected by a password; save it without one";
    } else if (part && tree_read(&odt->content, part->data, part->size, odt_spaces)) {
        odt->counters = calloc(COUNTERS_MOST, sizeof(*odt->counters));
        odt_read_styles(odt);
        text = tree_child(tree_child(odt->content.root, "office:body"), "office:text");
        odt_blocks(odt, text ? text : odt->content.root);
        odt_write_notes(odt);
        odt_write_endnotes(odt);
        send(odt);
        return CRIER_OK;
    }
    odt->host->note(odt->host, CRIER_NOTE_WARNING, CRIER_NOWHERE, fault);
    return CRIER_UNREADABLE;
}

static crier_status read_odt(const struct crier_reader_host *host,
                             const struct crier_source *source)
{
    struct odt odt = { .host = host };
    crier_status status;

    zip_read(&odt.zip, source->bytes, source->length, is_wanted);
    status = read_content(&odt);
    zip_tell(&odt.zip, host);
    tell_left_out(&odt);
    zip_clear(&odt.zip);
    tree_clear(&odt.content);
    tree_clear(&odt.styles_tree);
    draft_clear(&odt.draft);
    free(odt.styles);
    free(odt.counters);
    free(odt.notes);
    free(odt.endnotes);
    return status;
}

static int32_t probe(const struct crier_source *source)
{
    int named = crier_has_suffix(source->name, "odt") || crier_has_suffix(source->name, "ott") ||
                strcmp(source->media_type, TYPE) == 0;

    if (!zip_is(source))
        return 0;
    if (zip_shows(source, "mimetype" TYPE))
        return 95;
    return named ? 70 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("odt", "OpenDocument texts"),
    .suffixes = (const char *const[]){ "odt", "ott", NULL },
    .media_types = (const char *const[]){ TYPE, NULL },
    .probe = probe,
    .read = read_odt,
};
