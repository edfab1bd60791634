/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"
#include "core/verify/clock.h"
#include "core/verify/epub_parts.h"
#include "core/verify/pipe.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    gboolean overlay; /* only of a book that is read aloud */
} metas[] = {
    { "dcterms:modified", FALSE },
    { "schema:accessMode", FALSE },
    { "schema:accessModeSufficient", FALSE },
    { "schema:accessibilityFeature", FALSE },
    { "schema:accessibilityHazard", FALSE },
    { "schema:accessibilitySummary", FALSE },
    { "media:duration", TRUE },
    { "media:active-class", TRUE },
    { "media:narrator", TRUE },
};
static const char *const elements[] = { "identifier", "title", "language" };

const char *epub_meta(struct epub *book, const char *property, const char *id)
{
    g_autofree char *refines = id ? g_strconcat("#", id, NULL) : NULL;
    xmlNode *metadata = node_child(markup_root(&book->package), "metadata");

    for (xmlNode *meta = metadata ? xmlFirstElementChild(metadata) : NULL; meta;
         meta = xmlNextElementSibling(meta)) {
        const char *own = node_get(&book->package, meta, "property");

        if (own && strcmp(own, property) == 0 &&
            g_strcmp0(node_get(&book->package, meta, "refines"), refines) == 0)
            return node_text(&book->package, meta);
    }
    return NULL;
}

static void check_first(const char *path, struct findings *report)
{
    static const char wanted[] = "mimetypeapplication/epub+zip";
    guint8 head[58] = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    gsize size = 0;
    gssize got = 1;

    while (fd >= 0 && got > 0 && size < sizeof head) {
        got = read(fd, head + size, sizeof head - size);
        size += got > 0 ? (gsize)got : 0;
    }

    if (fd >= 0)
        close(fd);
    if (size != sizeof head || memcmp(head, "PK\3\4", 4) != 0 || bytes_little(head + 8, 2) != 0 ||
        bytes_little(head + 26, 2) != 8 || bytes_little(head + 28, 2) != 0 ||
        memcmp(head + 30, wanted, strlen(wanted)) != 0)
        findings_add(report, path, 0, RULE_EPUB_MIMETYPE, "mimetype is not first and plain");
}

static gboolean modified_is_right(const char *text)
{
    return g_regex_match_simple("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", text, 0, 0);
}

/* Says that it conforms, and nobody is named who looked. */
static gboolean epub_claims(struct epub *book)
{
    xmlNode *metadata = node_child(markup_root(&book->package), "metadata");
    const char *claim = epub_meta(book, "dcterms:conformsTo", NULL);

    if (!claim || strcmp(claim, "none") == 0)
        return FALSE;
    for (xmlNode *meta = xmlFirstElementChild(metadata); meta; meta = xmlNextElementSibling(meta))
        if (g_strcmp0(node_get(&book->package, meta, "property"), "a11y:certifiedBy") == 0)
            return FALSE;
    return TRUE;
}

static void check_metadata(struct epub *book, gboolean overlays)
{
    struct markup *package = &book->package;
    xmlNode *metadata = node_child(markup_root(package), "metadata");
    const char *modified = epub_meta(book, "dcterms:modified", NULL);
    const char *version = node_get(package, markup_root(package), "version");

    if (!version || strcmp(version, "3.0") != 0)
        markup_add(package, NULL, RULE_EPUB_VERSION, "this is no package of EPUB 3");
    for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
        xmlNode *node = metadata ? node_child(metadata, elements[i]) : NULL;

        if (!node || !*node_text(package, node))
            markup_add(package, metadata, RULE_EPUB_METADATA, "there is no dc:%s", elements[i]);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(metas); i++) {
        const char *value = epub_meta(book, metas[i].name, NULL);

        if ((overlays || !metas[i].overlay) && (!value || !*value))
            markup_add(package, metadata, RULE_EPUB_METADATA, "there is no %s", metas[i].name);
    }
    if (modified && !modified_is_right(modified))
        markup_add(package, metadata, RULE_EPUB_MODIFIED, "dcterms:modified is %s", modified);
    if (epub_claims(book))
        markup_add(package, metadata, RULE_EPUB_CLAIM, "nobody vouches for the claim");
}

/* ---- Documents ---- */

static void check_link(struct markup *page, xmlNode *node, const char *address)
{
    g_autofree char *id = NULL;
    g_autofree char *name = NULL;

    if (!address || g_uri_peek_scheme(address))
        return;
    name = store_resolve(page->name, address, &id);
    if (!name || !store_has(page->store, name))
        markup_add(page, node, RULE_EPUB_LINK, "%s is not in the book", address);
    else if (id && strcmp(name, page->name) == 0 && !markup_by_id(page, id))
        markup_add(page, node, RULE_EPUB_LINK, "%s leads nowhere", address);
}

static void check_document(struct epub *book, const char *name)
{
    struct markup page;
    xmlNode *root, *title;
    guint headings = 0;

    if (!markup_read(&page, book->store, name, RULE_XML_ID)) {
        markup_clear(&page);
        return;
    }
    root = markup_root(&page);
    title = node_find(root, "title");
    for (xmlNode *node = root; node; node = node_next(node, root)) {
        headings += node_is(node, "h1");
        if (node_is(node, "img") && !node_get(&page, node, "alt"))
            markup_add(&page, node, RULE_EPUB_ALT, "a picture has no alt");
        check_link(&page, node, node_get(&page, node, "href"));
        check_link(&page, node, node_get(&page, node, "src"));
    }
    if (!node_get(&page, root, "lang") || !title || !*node_text(&page, title) || headings != 1)
        markup_add(&page, root, RULE_EPUB_DOCUMENT, "it lacks a language, a title, or one h1 (%u)",
                   headings);
    markup_clear(&page);
}

static void check_nav(struct epub *book, const char *name)
{
    struct markup page;
    gboolean found = FALSE;

    if (markup_read(&page, book->store, name, RULE_XML_ID))
        for (xmlNode *node = markup_root(&page); node; node = node_next(node, markup_root(&page)))
            found = found ||
                    (node_is(node, "nav") && g_strcmp0(node_get(&page, node, "type"), "toc") == 0);
    if (page.doc && !found)
        markup_add(&page, NULL, RULE_EPUB_NAV, "it holds no nav of type toc");
    markup_clear(&page);
}

/* ---- The package ---- */

static void check_item(struct epub *book, xmlNode *item, guint *navs)
{
    struct markup *package = &book->package;
    const char *href = node_get(package, item, "href"),
               *type = node_get(package, item, "media-type");
    const char *what = node_get(package, item, "properties");
    const char *overlay = node_get(package, item, "media-overlay");
    g_autofree char *name = href ? store_resolve(package->name, href, NULL) : NULL;
    xmlNode *smil = overlay ? markup_by_id(package, overlay) : NULL;

    if (!node_get(package, item, "id") || !type || !name || !store_has(book->store, name)) {
        markup_add(package, item, RULE_EPUB_MANIFEST, "%s is not there, or has no id or type",
                   href ? href : "an item");
        return;
    }
    if (!g_hash_table_add(book->listed, g_strdup(name)))
        markup_add(package, item, RULE_EPUB_MANIFEST, "%s is listed twice", href);
    if (strcmp(type, "application/xhtml+xml") == 0)
        check_document(book, name);
    if (what && strstr(what, "nav") && ++*navs == 1)
        check_nav(book, name);
    if (overlay && !smil)
        markup_add(package, item, RULE_EPUB_OVERLAY, "there is no overlay %s", overlay);
    if (smil)
        epub_check_overlay(book, smil, name);
}

static gboolean check_manifest(struct epub *book)
{
    xmlNode *manifest = node_child(markup_root(&book->package), "manifest");
    const GPtrArray *names = store_names(book->store);
    gboolean overlays = FALSE;
    guint navs = 0;

    for (xmlNode *item = manifest ? xmlFirstElementChild(manifest) : NULL; item;
         item = xmlNextElementSibling(item)) {
        check_item(book, item, &navs);
        overlays = overlays || node_get(&book->package, item, "media-overlay");
    }
    if (navs != 1)
        markup_add(&book->package, manifest, RULE_EPUB_NAV, "%u documents are the contents", navs);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *shown = store_shown(book->store, names->pdata[i]);

        if (strcmp(names->pdata[i], "mimetype") != 0 &&
            strcmp(names->pdata[i], book->package.name) != 0 &&
            !g_str_has_prefix(names->pdata[i], "META-INF/") &&
            !g_hash_table_contains(book->listed, names->pdata[i]))
            findings_add(store_findings(book->store), shown, 0, RULE_EPUB_UNLISTED,
                         "the manifest does not list it");
    }
    return overlays;
}

static void check_spine(struct epub *book)
{
    xmlNode *spine = node_child(markup_root(&book->package), "spine");
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (xmlNode *ref = spine ? xmlFirstElementChild(spine) : NULL; ref;
         ref = xmlNextElementSibling(ref)) {
        const char *id = node_get(&book->package, ref, "idref");

        if (!id || !markup_by_id(&book->package, id) || !g_hash_table_add(seen, (char *)id))
            markup_add(&book->package, ref, RULE_EPUB_SPINE, "%s is not in the manifest, or twice",
                       id ? id : "an itemref");
    }
    if (g_hash_table_size(seen) == 0)
        markup_add(&book->package, spine, RULE_EPUB_SPINE, "there is nothing to read");
}

static void check_package(struct epub *book, const char *name)
{
    gboolean overlays;
    gint64 total;

    if (!markup_read(&book->package, book->store, name, RULE_XML_ID))
        return;
    book->listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    overlays = check_manifest(book);
    check_metadata(book, overlays);
    check_spine(book);
    total = clock_smil(epub_meta(book, "media:duration", NULL));
    if (overlays && ABS(total - book->sum) > 50)
        markup_add(&book->package, NULL, RULE_EPUB_DURATION,
                   "all overlays last %.3f seconds, the package says %.3f",
                   (double)book->sum / 1000, (double)total / 1000);
    g_hash_table_unref(book->listed);
}

void check_epub(struct store *store, const char *path)
{
    struct epub book = { .store = store };
    struct markup container;
    xmlNode *rootfile = NULL;
    const char *name = NULL;

    check_first(path, store_findings(store));
    if (markup_read(&container, store, "META-INF/container.xml", RULE_XML_ID))
        rootfile = node_find(markup_root(&container), "rootfile");
    if (rootfile)
        name = node_get(&container, rootfile, "full-path");
    if (!name || !store_has(store, name)) {
        markup_add(&container, rootfile, RULE_EPUB_CONTAINER, "it names no package of the book");
    } else {
        check_package(&book, name);
        markup_clear(&book.package);
    }
    markup_clear(&container);
}
