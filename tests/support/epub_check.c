/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/epub_check.h"

#include "shared/tree.h"
#include "shared/xml.h"
#include "shared/zip.h"
#include "tests/support/cmocka.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "EPUB/"

static const struct tree_space spaces[] = {
    { "http://www.w3.org/1999/xhtml", "" },
    { "http://www.w3.org/ns/SMIL", "" },
    { "http://www.idpf.org/2007/opf", "" },
    { "http://www.w3.org/2000/svg", "svg" },
    { "http://purl.org/dc/elements/1.1/", "dc" },
    { "http://www.idpf.org/2007/ops", "epub" },
    { XML_NAMESPACE, "xml" },
    { "urn:oasis:names:tc:opendocument:xmlns:container", "" },
    { NULL, NULL },
};

struct check {
    const struct zip *zip;
    GString *findings;
    struct tree package;
    GHashTable *used; /* set of names that the package lists */
    gint64 sum;       /* of all overlays in milliseconds */
};

__attribute__((format(printf, 2, 3))) static void find(struct check *check, const char *form, ...)
{
    va_list list;

    va_start(list, form);
    g_string_append_vprintf(check->findings, form, list);
    g_string_append_c(check->findings, '\n');
    va_end(list);
}

const char *epub_part(const struct zip *zip, const char *name)
{
    const struct zip_entry *entry = zip_find(zip, name);

    if (!entry || !entry->data)
        fail_msg("there is no %s", name);
    return entry->data;
}

/* ---- The container ---- */

static guint little(const guint8 *bytes, guint count)
{
    guint value = 0;

    for (guint i = 0; i < count; i++)
        value |= (guint)bytes[i] << 8 * i;
    return value;
}

char *epub_check_container(const guint8 *bytes, gsize size)
{
    struct check check = { .findings = g_string_new(NULL) };

    if (size < 100 || memcmp(bytes, "PK\3\4", 4) != 0 || little(bytes + 8, 2) != 0 ||
        little(bytes + 26, 2) != 8 || little(bytes + 28, 2) != 0 ||
        memcmp(bytes + 30, "mimetypeapplication/epub+zip", 28) != 0)
        find(&check, "mimetype is not first, stored and plain");
    for (gsize i = 0; i + 46 < size; i++) {
        if (memcmp(bytes + i, "PK\1\2", 4) != 0)
            continue;
        if (little(bytes + i + 12, 2) != 0 || little(bytes + i + 14, 2) != 0x21)
            find(&check, "a part has a time of its own");
    }
    return g_string_free(check.findings, FALSE);
}

/* ---- XML ---- */

static gboolean is_xml(const char *name)
{
    return g_str_has_suffix(name, ".xhtml") || g_str_has_suffix(name, ".smil") ||
           g_str_has_suffix(name, ".opf") || g_str_has_suffix(name, ".xml") ||
           g_str_has_suffix(name, ".svg");
}

static gboolean read_part(struct check *check, const char *name, struct tree *tree)
{
    const struct zip_entry *entry = zip_find(check->zip, name);

    if (!entry || !entry->data)
        find(check, "there is no %s", name);
    else if (!tree_read(tree, entry->data, entry->size, spaces) || tree->fault.count > 0)
        find(check, "%s is broken: %s", name, tree->fault.message);
    else
        return TRUE;
    tree_clear(tree);
    return FALSE;
}

static void check_xml(struct check *check)
{
    for (size_t i = 0; i < check->zip->count; i++) {
        const char *name = check->zip->entries[i].name;
        struct tree tree = { 0 };

        if (is_xml(name) && read_part(check, name, &tree))
            tree_clear(&tree);
    }
}

static const struct tree_node *by_id(const struct tree *tree, const char *id)
{
    for (const struct tree_node *node = tree->root; node; node = tree_after(node, tree->root)) {
        const char *own = tree_attribute(node, "id");

        if (own && strcmp(own, id) == 0)
            return node;
    }
    return NULL;
}

static void check_ids(struct check *check, const char *name, const struct tree *tree)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (const struct tree_node *node = tree->root; node; node = tree_after(node, tree->root)) {
        const char *id = tree_attribute(node, "id");

        if (id && !g_hash_table_add(seen, (char *)id))
            find(check, "%s: two elements are called %s", name, id);
    }
}

/* ---- The package ---- */

static const char *const wanted_meta[] = {
    "dcterms:modified",
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
    "media:duration",
    "media:active-class",
    "media:playback-active-class",
    "media:narrator",
};

static const char *const wanted_dc[] = { "dc:identifier", "dc:title", "dc:language", "dc:source" };

/* The text of a meta of this property which refines `id`, or nothing (NULL); g_free(). */
static char *meta_of(const struct check *check, const char *property, const char *id)
{
    g_autofree char *wanted = id ? g_strconcat("#", id, NULL) : NULL;

    for (const struct tree_node *node = check->package.root; node;
         node = tree_after(node, check->package.root)) {
        const char *own = tree_is(node, "meta") ? tree_attribute(node, "property") : NULL;
        struct buffer text = { 0 };
        char *value;

        if (!own || strcmp(own, property) != 0 ||
            g_strcmp0(tree_attribute(node, "refines"), wanted) != 0)
            continue;
        tree_text(&check->package, node, &text);
        value = g_strdup(buffer_text(&text));
        buffer_clear(&text);
        return value;
    }
    return NULL;
}

static gint64 clock_value(const char *text)
{
    char *end = NULL;
    double seconds = text ? g_ascii_strtod(text, &end) : -1;

    return end && strcmp(end, "s") == 0 ? (gint64)(seconds * 1000 + 0.5) : -1;
}

static void check_metadata(struct check *check)
{
    for (guint i = 0; i < G_N_ELEMENTS(wanted_meta); i++) {
        g_autofree char *value = meta_of(check, wanted_meta[i], NULL);

        if (!value || !*value)
            find(check, "the package has no %s", wanted_meta[i]);
    }
    for (guint i = 0; i < G_N_ELEMENTS(wanted_dc); i++)
        if (!tree_find(check->package.root, wanted_dc[i]))
            find(check, "the package has no %s", wanted_dc[i]);
}

static void check_item(struct check *check, const struct tree_node *item)
{
    const char *href = tree_attribute(item, "href");
    char *name = g_strconcat(FOLDER, href, NULL);

    if (!zip_find(check->zip, name))
        find(check, "%s is listed and not there", name);
    if (g_hash_table_contains(check->used, name))
        find(check, "%s is listed twice", name);
    g_hash_table_add(check->used, name);
}

static void check_manifest(struct check *check)
{
    const struct tree_node *manifest = tree_child(check->package.root, "manifest");

    for (const struct tree_node *item = manifest ? manifest->first : NULL; item; item = item->next)
        if (tree_is(item, "item"))
            check_item(check, item);
    for (size_t i = 0; i < check->zip->count; i++) {
        const char *name = check->zip->entries[i].name;

        if (g_str_has_prefix(name, FOLDER) && !g_str_has_suffix(name, ".opf") &&
            !g_hash_table_contains(check->used, name))
            find(check, "%s is there and not listed", name);
    }
}

static void check_spine(struct check *check)
{
    const struct tree_node *spine = tree_child(check->package.root, "spine");
    guint place = 0;

    for (const struct tree_node *ref = spine ? spine->first : NULL; ref; ref = ref->next) {
        const char *id = tree_is(ref, "itemref") ? tree_attribute(ref, "idref") : NULL;

        if (!id)
            continue;
        if (!by_id(&check->package, id))
            find(check, "the spine has %s, the manifest has not", id);
        if (place++ == 0 && strcmp(id, "cover") != 0)
            find(check, "the cover is not first");
    }
    if (place < 2)
        find(check, "there is nothing to read");
}

/* ---- Overlays ---- */

struct overlay {
    struct check *check;
    const char *name; /* of its part */
    char *folder;     /* its folder, with a slash */
    const struct tree *text;
    GPtrArray *said;  /* ids in order, borrowed */
    GHashTable *ends; /* by audio file: where the clip before ended, + 1 */
    gint64 length;
};

/* The name of a part as seen from a folder; g_free(). */
static char *part_name(const char *folder, const char *address)
{
    g_autofree char *joined = g_strconcat("/", folder, address, NULL);
    g_autofree char *whole = NULL;
    char *hash = strchr(joined, '#');

    if (hash)
        *hash = '\0';
    whole = g_canonicalize_filename(joined, "/");
    return g_strdup(whole + 1);
}

static void check_clip(struct overlay *overlay, const struct tree_node *audio, gboolean gapless)
{
    gint64 from = clock_value(tree_attribute(audio, "clipBegin"));
    gint64 to = clock_value(tree_attribute(audio, "clipEnd"));
    char *file = part_name(overlay->folder, tree_attribute(audio, "src"));
    gint64 last = (gint64)(gintptr)g_hash_table_lookup(overlay->ends, file) - 1;

    if (!zip_find(overlay->check->zip, file))
        find(overlay->check, "%s: there is no %s", overlay->name, file);
    if (from < 0 || to <= from)
        find(overlay->check, "%s: a clip from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
             overlay->name, from, to);
    if (last >= 0 && (gapless ? from != last : from < last))
        find(overlay->check, "%s: a gap before %" G_GINT64_FORMAT, overlay->name, from);
    g_hash_table_insert(overlay->ends, file, (gpointer)(gintptr)(to + 1));
    overlay->length += to - from;
}

static void check_par(struct overlay *overlay, const struct tree_node *par, gboolean gapless)
{
    const struct tree_node *text = tree_child(par, "text");
    const struct tree_node *audio = tree_child(par, "audio");
    const char *address = text ? tree_attribute(text, "src") : NULL;
    const char *hash = address ? strchr(address, '#') : NULL;

    if (!hash || !by_id(overlay->text, hash + 1))
        find(overlay->check, "%s: %s leads nowhere", overlay->name, address ? address : "a par");
    else
        g_ptr_array_add(overlay->said, (char *)hash + 1);
    if (audio)
        check_clip(overlay, audio, gapless);
}

/* The name of a page without a headline: there for those who look, and not said. */
static gboolean is_bare_name(const struct tree_node *node)
{
    return strcmp(node->parent->name, "h1") == 0 && !tree_attribute(node->parent, "id");
}

/* Every letter stands in an element that is said, and those come in the order of the text. */
static void check_coverage(struct overlay *overlay)
{
    const struct tree_node *body = tree_find(overlay->text->root, "body");
    guint at = 0;

    for (const struct tree_node *node = body; node; node = tree_after(node, body)) {
        struct buffer text = { 0 };
        const char *id = tree_attribute(node, "id");

        if (id && at < overlay->said->len && strcmp(id, overlay->said->pdata[at]) == 0) {
            at++;
            continue;
        }
        if (*node->name || is_bare_name(node) ||
            (at > 0 &&
             g_strcmp0(tree_attribute(node->parent, "id"), overlay->said->pdata[at - 1]) == 0))
            continue;
        tree_text(overlay->text, node, &text);
        g_strstrip(text.data);
        if (*text.data)
            find(overlay->check, "%s: nobody says \"%s\"", overlay->name, text.data);
        buffer_clear(&text);
    }
    if (at != overlay->said->len)
        find(overlay->check, "%s: %s is out of order", overlay->name,
             (const char *)overlay->said->pdata[at]);
}

static void check_seq(struct overlay *overlay, const struct tree_node *seq)
{
    const char *address = tree_attribute(seq, "epub:textref");
    const char *hash = address ? strchr(address, '#') : NULL;

    if (!hash || !by_id(overlay->text, hash + 1))
        find(overlay->check, "%s: a seq leads nowhere", overlay->name);
    if (!seq->first)
        find(overlay->check, "%s: an empty seq", overlay->name);
}

static void check_overlay(struct check *check, const struct tree_node *item, const char *id,
                          const char *name)
{
    g_autofree char *said_length = meta_of(check, "media:duration", id);
    g_autofree char *document = part_name(FOLDER, tree_attribute(item, "href"));
    gboolean is_nav = tree_attribute(item, "properties") != NULL;
    struct tree smil = { 0 }, text = { 0 };
    struct overlay overlay = { .check = check, .name = name, .text = &text };

    if (!read_part(check, name, &smil) || !read_part(check, document, &text)) {
        tree_clear(&smil);
        return;
    }
    overlay.folder = g_strndup(name, (gsize)(strrchr(name, '/') - name) + 1);
    overlay.said = g_ptr_array_new();
    overlay.ends = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const struct tree_node *node = smil.root; node; node = tree_after(node, smil.root))
        if (tree_is(node, "par"))
            check_par(&overlay, node, !is_nav);
        else if (tree_is(node, "seq") || tree_is(node, "body"))
            check_seq(&overlay, node);
    if (!is_nav)
        check_coverage(&overlay);
    if (clock_value(said_length) != overlay.length)
        find(check, "%s lasts %" G_GINT64_FORMAT " ms and says %s", name, overlay.length,
             said_length ? said_length : "nothing");
    check->sum += overlay.length;
    g_ptr_array_unref(overlay.said);
    g_hash_table_unref(overlay.ends);
    g_free(overlay.folder);
    check_ids(check, document, &text);
    check_ids(check, name, &smil);
    tree_clear(&smil);
    tree_clear(&text);
}

static void check_overlays(struct check *check)
{
    g_autofree char *total = meta_of(check, "media:duration", NULL);

    for (const struct tree_node *item = check->package.root; item;
         item = tree_after(item, check->package.root)) {
        const char *id = tree_attribute(item, "media-overlay");
        const struct tree_node *smil = id ? by_id(&check->package, id) : NULL;
        g_autofree char *name =
            smil ? g_strconcat(FOLDER, tree_attribute(smil, "href"), NULL) : NULL;

        if (id && !smil)
            find(check, "there is no overlay %s", id);
        if (smil)
            check_overlay(check, item, id, name);
    }
    if (clock_value(total) != check->sum)
        find(check, "all last %" G_GINT64_FORMAT " ms, the package says %s", check->sum, total);
}

/* ---- The contents ---- */

static void check_link(struct check *check, const char *address)
{
    g_autofree char *name = part_name(FOLDER, address);
    const char *hash = strchr(address, '#');
    struct tree tree = { 0 };

    if (!read_part(check, name, &tree))
        return;
    if (hash && !by_id(&tree, hash + 1))
        find(check, "the contents lead to %s, which is not there", address);
    tree_clear(&tree);
}

static void check_contents(struct check *check)
{
    struct tree nav = { 0 };

    if (!read_part(check, FOLDER "nav.xhtml", &nav))
        return;
    for (const struct tree_node *node = nav.root; node; node = tree_after(node, nav.root)) {
        if (tree_is(node, "a"))
            check_link(check, tree_attribute(node, "href"));
        if (tree_is(node, "ol") && !tree_child(node, "li"))
            find(check, "the contents have an empty list");
    }
    tree_clear(&nav);
}

char *epub_check_parts(const struct zip *zip)
{
    struct check check = { .zip = zip,
                           .findings = g_string_new(NULL),
                           .used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };

    check_xml(&check);
    if (check.findings->len == 0 && read_part(&check, FOLDER "package.opf", &check.package)) {
        check_ids(&check, "package.opf", &check.package);
        check_metadata(&check);
        check_manifest(&check);
        check_spine(&check);
        check_overlays(&check);
        check_contents(&check);
        tree_clear(&check.package);
    }
    g_hash_table_unref(check.used);
    return g_string_free(check.findings, FALSE);
}
