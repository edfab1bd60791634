/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/clock.h"
#include "core/verify/epub_parts.h"

#include <string.h>

struct overlay {
    struct epub *book;
    struct markup page, text;
    const char *document;
    GHashTable *places; /* of elements of the text, from 1 */
    GHashTable *ends;   /* by sound: where the clip before ended, + 1 */
    guint last;         /* place of the text before */
    gboolean is_nav;
    gint64 length;
};

static void check_clip(struct overlay *overlay, xmlNode *clip)
{
    struct markup *page = &overlay->page;
    const char *src = node_get(page, clip, "src");
    char *name = src ? store_resolve(page->name, src, NULL) : NULL;
    const struct media *media = name ? store_media(page->store, name) : NULL;
    gint64 from = clock_smil(node_get(page, clip, "clipBegin"));
    gint64 to = clock_smil(node_get(page, clip, "clipEnd"));
    gint64 last;

    if (!name || !store_has(page->store, name) || (media && media->kind == MEDIA_WAV)) {
        markup_add(page, clip, RULE_EPUB_AUDIO, "there is no sound %s for books", src ? src : "");
        g_free(name);
        return;
    }
    last = (gint64)(gintptr)g_hash_table_lookup(overlay->ends, name) - 1;
    if (from < 0 || to <= from || (media && to > media->milliseconds + 1))
        markup_add(page, clip, RULE_EPUB_CLIP, "the clip of %s has no right times", src);
    else if (!overlay->is_nav && last >= 0 && last != from)
        markup_add(page, clip, RULE_EPUB_GAP, "%.3f seconds lie between this clip and the last",
                   (double)(from - last) / 1000);
    overlay->length += MAX(to - from, 0);
    g_hash_table_insert(overlay->ends, name, (gpointer)(gintptr)(to + 1));
}

/* The element that a par or a seq names, as a place in the text; 0: there is none. */
static guint place_of(struct overlay *overlay, xmlNode *node, const char *address)
{
    g_autofree char *id = NULL;
    g_autofree char *name = address ? store_resolve(overlay->page.name, address, &id) : NULL;
    xmlNode *target = id ? markup_by_id(&overlay->text, id) : NULL;

    if (!name || strcmp(name, overlay->document) != 0 || !target) {
        markup_add(&overlay->page, node, RULE_EPUB_TEXT, "%s leads nowhere",
                   address ? address : "this");
        return 0;
    }
    return (guint)(gsize)g_hash_table_lookup(overlay->places, target);
}

static void check_par(struct overlay *overlay, xmlNode *par)
{
    xmlNode *text = node_child(par, "text"), *audio = node_child(par, "audio");
    guint place;

    if (!text) {
        markup_add(&overlay->page, par, RULE_EPUB_OVERLAY, "a par has no text");
        return;
    }
    place = place_of(overlay, text, node_get(&overlay->page, text, "src"));
    if (place > 0 && place <= overlay->last)
        markup_add(&overlay->page, par, RULE_EPUB_ORDER, "this text stands above the last one");
    overlay->last = MAX(place, overlay->last);
    if (audio)
        check_clip(overlay, audio);
}

static void check_nodes(struct overlay *overlay)
{
    xmlNode *root = markup_root(&overlay->page), *words = markup_root(&overlay->text);
    const char *version = node_get(&overlay->page, root, "version");
    gsize place = 0;

    for (xmlNode *node = words; node; node = node_next(node, words))
        g_hash_table_insert(overlay->places, node, (gpointer)++place);
    if (!version || strcmp(version, "3.0") != 0)
        markup_add(&overlay->page, root, RULE_EPUB_OVERLAY, "it is not SMIL of version 3.0");
    for (xmlNode *node = root; node; node = node_next(node, root)) {
        if (node_is(node, "par"))
            check_par(overlay, node);
        if (node_is(node, "seq"))
            place_of(overlay, node, node_get(&overlay->page, node, "textref"));
        if (node_is(node, "seq") && !xmlFirstElementChild(node))
            markup_add(&overlay->page, node, RULE_EPUB_OVERLAY, "an empty seq");
    }
}

void epub_check_overlay(struct epub *book, xmlNode *item, const char *document)
{
    const char *href = node_get(&book->package, item, "href");
    const char *id = node_get(&book->package, item, "id");
    g_autofree char *name = href ? store_resolve(book->package.name, href, NULL) : NULL;
    struct overlay overlay = { .book = book, .document = document };
    gint64 said = clock_smil(epub_meta(book, "media:duration", id));
    gboolean read;

    if (!name)
        return;
    read = markup_read(&overlay.page, book->store, name, RULE_XML_ID);
    /* Ids told twice in the text were told already. */
    read = markup_read(&overlay.text, book->store, document, RULE_COUNT) && read;
    if (read) {
        overlay.is_nav = node_find(markup_root(&overlay.text), "nav") != NULL;
        overlay.places = g_hash_table_new(NULL, NULL);
        overlay.ends = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        check_nodes(&overlay);
        g_hash_table_unref(overlay.places);
        g_hash_table_unref(overlay.ends);
        if (ABS(said - overlay.length) > 50)
            markup_add(&overlay.page, NULL, RULE_EPUB_DURATION,
                       "the clips last %.3f seconds, the package says %.3f",
                       (double)overlay.length / 1000, (double)said / 1000);
        book->sum += overlay.length;
    }
    markup_clear(&overlay.page);
    markup_clear(&overlay.text);
}
