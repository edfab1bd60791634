/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of contents: names of chapters that print none themselves. */
#include "epub.h"

#include <stdlib.h>
#include <string.h>

#define LABELS_MOST 10000u

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct epub_label *)a)->path, ((const struct epub_label *)b)->path);
}

/* Only the first name that leads to a part: the others lead into it. */
static void add_label(struct epub *epub, const struct tree *tree, const char *folder,
                      const char *address, const struct tree_node *words)
{
    struct buffer text = { 0 };
    char path[PATH_MOST];
    struct epub_label *last = epub->label_count > 0 ? &epub->labels[epub->label_count - 1] : NULL;

    if (!address || !words || !epub->labels || epub->label_count == LABELS_MOST ||
        !epub_path(folder, address, path, sizeof(path)) || (last && strcmp(last->path, path) == 0))
        return;
    tree_text(tree, words, &text);
    if (text.size > 0) {
        struct epub_label label = { strdup(path), strdup(buffer_text(&text)) };

        if (label.path && label.text) {
            epub->labels[epub->label_count++] = label;
        } else {
            free(label.path);
            free(label.text);
        }
    }
    buffer_clear(&text);
}

static void read_nav(struct epub *epub, const struct tree *tree, const char *folder)
{
    const struct tree_node *nav = tree->root;

    while (nav && !(tree_is(nav, "nav") && epub_has_word(tree_attribute(nav, "epub:type"), "toc")))
        nav = tree_after(nav, tree->root);
    for (const struct tree_node *at = nav; at; at = tree_after(at, nav))
        if (tree_is(at, "a"))
            add_label(epub, tree, folder, tree_attribute(at, "href"), at);
}

static void read_ncx(struct epub *epub, const struct tree *tree, const char *folder)
{
    for (const struct tree_node *at = tree->root; at; at = tree_after(at, tree->root))
        if (tree_is(at, "ncx:navPoint"))
            add_label(epub, tree, folder, tree_attribute(tree_child(at, "ncx:content"), "src"),
                      tree_child(at, "ncx:navLabel"));
}

static void read_item(struct epub *epub, const struct tree_node *item)
{
    const char *address = tree_attribute(item, "href");
    char path[PATH_MOST], folder[PATH_MOST];
    const struct zip_entry *part;
    struct tree tree;

    if (!address || !epub_path(epub->folder, address, path, sizeof(path)))
        return;
    part = zip_find(&epub->zip, path);
    if (!part || !part->data)
        return;
    epub_folder(path, folder, sizeof(folder));
    if (tree_read(&tree, part->data, part->size, epub_spaces)) {
        read_nav(epub, &tree, folder);
        read_ncx(epub, &tree, folder);
    }
    tree_clear(&tree);
}

void epub_read_labels(struct epub *epub)
{
    const struct tree_node *ncx = epub_item(epub, tree_attribute(epub->spine, "toc"));
    const struct tree_node *at = epub->manifest->first;

    epub->labels = calloc(LABELS_MOST, sizeof(*epub->labels));
    while (at && !epub_has_word(tree_attribute(at, "properties"), "nav"))
        at = at->next;
    if (at)
        read_item(epub, at);
    if (epub->label_count == 0 && ncx)
        read_item(epub, ncx);
    if (epub->labels)
        qsort(epub->labels, epub->label_count, sizeof(*epub->labels), by_path);
}

const char *epub_label(const struct epub *epub, const char *path)
{
    for (size_t i = 0; i < epub->label_count; i++)
        if (strcmp(epub->labels[i].path, path) == 0)
            return epub->labels[i].text;
    return NULL;
}
