/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/markup.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

/* No line of ours goes to standard error, nothing is fetched, entities stay unread. */
#define XML_OPTIONS                                                                                \
    (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES)
#define HTML_OPTIONS                                                                               \
    (HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER)

static void free_value(gpointer value)
{
    xmlFree(value);
}

static GBytes *begin(struct markup *page, struct store *store, const char *name)
{
    GBytes *text;

    *page = (struct markup){ .store = store,
                             .name = name,
                             .shown = store_shown(store, name),
                             .ids = g_hash_table_new(g_str_hash, g_str_equal),
                             .values = g_ptr_array_new_with_free_func(free_value) };
    findings_file(store_findings(store), page->shown);
    text = store_text(store, name);
    if (!text && !store_has(store, name))
        markup_add(page, NULL, RULE_READ_MISSING, "there is no such file");
    return text;
}

void markup_clear(struct markup *page)
{
    g_hash_table_unref(page->ids);
    g_ptr_array_unref(page->values);
    g_free(page->shown);
    if (page->doc)
        xmlFreeDoc(page->doc);
}

void markup_add(const struct markup *page, const xmlNode *node, enum rule rule, const char *format,
                ...)
{
    g_autofree char *what = NULL;
    long line = node ? xmlGetLineNo(node) : 0;
    va_list list;

    va_start(list, format);
    what = g_strdup_vprintf(format, list);
    va_end(list);
    findings_add(store_findings(page->store), page->shown, line > 0 ? (guint)line : 0, rule, "%s",
                 what);
}

static void collect_ids(struct markup *page, enum rule twice)
{
    xmlNode *root = markup_root(page);

    for (xmlNode *node = root; node; node = node_next(node, root)) {
        const char *id = node_get(page, node, "id");

        if (id && g_hash_table_contains(page->ids, id) && twice == RULE_COUNT)
            continue;
        if (id && g_hash_table_contains(page->ids, id))
            markup_add(page, node, twice, "two elements have the id %s", id);
        else if (id)
            g_hash_table_insert(page->ids, (char *)id, node);
    }
}

static void report_parser(const struct markup *page, xmlParserCtxt *parser)
{
    const xmlError *wrong = xmlCtxtGetLastError(parser);
    g_autofree char *what = g_strdup(wrong && wrong->message ? wrong->message : "it is no XML");

    findings_add(store_findings(page->store), page->shown,
                 wrong && wrong->line > 0 ? (guint)wrong->line : 0, RULE_XML_FORM, "%s",
                 g_strstrip(what));
}

gboolean markup_read(struct markup *page, struct store *store, const char *name, enum rule twice)
{
    g_autoptr(GBytes) text = begin(page, store, name);
    xmlParserCtxt *parser;
    gsize size;
    const char *data;

    if (!text)
        return FALSE;
    data = g_bytes_get_data(text, &size);
    parser = xmlNewParserCtxt();
    page->doc = xmlCtxtReadMemory(parser, data, (int)size, NULL, NULL, XML_OPTIONS);
    if (!page->doc || !markup_root(page))
        report_parser(page, parser);
    xmlFreeParserCtxt(parser);
    if (!page->doc || !markup_root(page))
        return FALSE;
    if (page->doc->intSubset && page->doc->intSubset->entities)
        markup_add(page, NULL, RULE_XML_ENTITY, "it declares entities");
    collect_ids(page, twice);
    return TRUE;
}

gboolean markup_read_html(struct markup *page, struct store *store, const char *name,
                          enum rule twice)
{
    g_autoptr(GBytes) text = begin(page, store, name);
    gsize size;
    const char *data;

    if (!text)
        return FALSE;
    data = g_bytes_get_data(text, &size);
    page->doc = size ? htmlReadMemory(data, (int)size, NULL, "UTF-8", HTML_OPTIONS) : NULL;
    if (!page->doc || !markup_root(page)) {
        markup_add(page, NULL, RULE_XML_FORM, "it is no page");
        return FALSE;
    }
    collect_ids(page, twice);
    return TRUE;
}

xmlNode *markup_root(const struct markup *page)
{
    return xmlDocGetRootElement(page->doc);
}

xmlNode *markup_by_id(const struct markup *page, const char *id)
{
    return g_hash_table_lookup(page->ids, id);
}

xmlNode *node_next(xmlNode *node, const xmlNode *root)
{
    xmlNode *at = xmlFirstElementChild(node);

    while (!at && node != root && node) {
        at = xmlNextElementSibling(node);
        node = node->parent;
        if (node && node->type != XML_ELEMENT_NODE)
            break;
    }
    return at;
}

gboolean node_is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

xmlNode *node_find(xmlNode *root, const char *name)
{
    for (xmlNode *node = root; node; node = node_next(node, root))
        if (node_is(node, name))
            return node;
    return NULL;
}

xmlNode *node_child(xmlNode *node, const char *name)
{
    for (xmlNode *child = node ? xmlFirstElementChild(node) : NULL; child;
         child = xmlNextElementSibling(child))
        if (node_is(child, name))
            return child;
    return NULL;
}

static const char *keep(struct markup *page, xmlChar *value)
{
    if (value)
        g_ptr_array_add(page->values, value);
    return (const char *)value;
}

const char *node_get(struct markup *page, xmlNode *node, const char *name)
{
    for (xmlAttr *each = node->properties; each; each = each->next) {
        const xmlNode *text = each->children;

        if (strcmp((const char *)each->name, name) != 0)
            continue;
        /* Nearly always one run of text, which lives as long as the page. */
        if (text && !text->next && text->type == XML_TEXT_NODE)
            return (const char *)text->content;
        return keep(page, xmlNodeListGetString(page->doc, each->children, 1)) ?: "";
    }
    return NULL;
}

const char *node_text(struct markup *page, xmlNode *node)
{
    const char *text = keep(page, xmlNodeGetContent(node));

    return text ? g_strstrip((char *)text) : "";
}
