/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"
#include "core/verify/markup.h"

#include <string.h>

/* What a page loads by itself: it must lie in the folder. */
static const char *const loads[] = {
    "script", "img", "link", "audio", "source", "track", "iframe"
};

static gboolean is_loaded(const xmlNode *node)
{
    for (gsize i = 0; i < G_N_ELEMENTS(loads); i++)
        if (node_is(node, loads[i]))
            return TRUE;
    return FALSE;
}

static gboolean leaves(struct markup *page, xmlNode *node)
{
    const char *rel = node_is(node, "link") ? node_get(page, node, "rel") : "stylesheet";

    return is_loaded(node) && rel && (strstr(rel, "stylesheet") || strstr(rel, "icon"));
}

static void check_address(struct markup *page, xmlNode *node, const char *address)
{
    const char *scheme = address ? g_uri_peek_scheme(address) : NULL;
    g_autofree char *id = NULL;
    g_autofree char *name = NULL;

    if (!address)
        return;
    if ((scheme && strcmp(scheme, "data") != 0) || g_str_has_prefix(address, "//")) {
        if (leaves(page, node))
            markup_add(page, node, RULE_WEB_OUTSIDE, "the page loads %s", address);
        return;
    }
    name = scheme ? NULL : store_resolve(page->name, address, &id);
    if (!scheme &&
        (!name || (!store_has(page->store, name) && *name && !g_str_has_suffix(address, "/"))))
        markup_add(page, node, RULE_WEB_LINK, "%s is not there", address);
    else if (id && name && strcmp(name, page->name) == 0 && !markup_by_id(page, id))
        markup_add(page, node, RULE_WEB_LINK, "%s leads nowhere", address);
}

static void check_element(struct markup *page, xmlNode *node)
{
    const char *type = node_get(page, node, "type");
    gboolean is_data = type && (strstr(type, "json") || strstr(type, "text/plain"));

    check_address(page, node, node_get(page, node, "href"));
    check_address(page, node, node_get(page, node, "src"));
    if (node_is(node, "img") && !node_get(page, node, "alt"))
        markup_add(page, node, RULE_WEB_ALT, "a picture has no alt");
    if (node_is(node, "script") && !node_get(page, node, "src") && !is_data)
        markup_add(page, node, RULE_WEB_INLINE, "a script stands in the page");
}

void check_web(struct store *store, const char *name)
{
    struct markup page;
    xmlNode *root, *title;
    const char *language;
    guint headings = 0;

    if (markup_read_html(&page, store, name, RULE_WEB_ID)) {
        root = markup_root(&page);
        language = node_get(&page, root, "lang");
        title = node_find(root, "title");
        for (xmlNode *node = root; node; node = node_next(node, root)) {
            check_element(&page, node);
            headings += node_is(node, "h1");
        }
        if (!language || !*language)
            markup_add(&page, root, RULE_WEB_LANG, "the page has no language");
        if (!title || !*node_text(&page, title))
            markup_add(&page, root, RULE_WEB_TITLE, "the page has no title");
        if (headings != 1)
            markup_add(&page, root, RULE_WEB_HEADING, "the page has %u h1", headings);
    }
    markup_clear(&page);
}
