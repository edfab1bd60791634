/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists: which number an item bears in print. */
#include "odt.h"

#include <stdlib.h>
#include <string.h>

static uint32_t number(const char *text, uint32_t otherwise)
{
    unsigned long value = text ? strtoul(text, NULL, 10) : otherwise;

    return value > 1000000 ? otherwise : (uint32_t)value;
}

static const struct tree_node *find_style(const struct tree_node *root, const char *group,
                                          const char *name)
{
    const struct tree_node *node = tree_child(root, group);

    for (node = node ? node->first : NULL; node; node = node->next) {
        const char *is =
            tree_is(node, "text:list-style") ? tree_attribute(node, "style:name") : NULL;

        if (is && strcmp(is, name) == 0)
            return node;
    }
    return NULL;
}

/* How items of this depth are numbered; NULL: not at all. */
static const struct tree_node *level_of(const struct odt *odt, const char *name, uint32_t depth)
{
    const struct tree_node *style = NULL;

    if (name)
        style = find_style(odt->content.root, "office:automatic-styles", name);
    if (name && !style)
        style = find_style(odt->content.root, "office:styles", name);
    if (name && !style)
        style = find_style(odt->styles_tree.root, "office:styles", name);
    for (const struct tree_node *at = style ? style->first : NULL; at; at = at->next)
        if (number(tree_attribute(at, "text:level"), 0) == depth)
            return at;
    return NULL;
}

static int is_numbered(const struct tree_node *level)
{
    const char *format = tree_attribute(level, "style:num-format");

    return tree_is(level, "text:list-level-style-number") && format && *format;
}

static const struct odt_counter *left_off(const struct odt *odt, const struct tree_node *list,
                                          const char *style)
{
    const char *id = tree_attribute(list, "text:continue-list");
    const char *go_on = tree_attribute(list, "text:continue-numbering");

    if (!id && (!go_on || strcmp(go_on, "true") != 0))
        return NULL;
    for (size_t i = odt->counter_count; i > 0; i--) {
        const struct odt_counter *counter = &odt->counters[i - 1];

        if (counter->depth != odt->depth)
            continue;
        if (id ? counter->id && strcmp(counter->id, id) == 0
               : counter->style && style && strcmp(counter->style, style) == 0)
            return counter;
    }
    return NULL;
}

void odt_open_list(struct odt *odt, const struct tree_node *list)
{
    const char *style = tree_attribute(list, "text:style-name");
    const struct odt_counter *before;
    const struct tree_node *level;

    odt->depth++;
    if (odt->depth > DEPTH_MOST)
        return;
    if (odt->depth == 1)
        odt->list++;
    if (!style && odt->depth > 1)
        style = odt->lists[odt->depth - 2].style;
    before = left_off(odt, list, style);
    level = level_of(odt, style, odt->depth);
    odt->lists[odt->depth - 1] =
        (struct odt_list){ .style = style,
                           .next = before ? before->next
                                          : number(tree_attribute(level, "text:start-value"), 1) };
}

void odt_open_item(struct odt *odt, const struct tree_node *item)
{
    struct odt_list *list;

    if (odt->depth > DEPTH_MOST || odt->depth == 0)
        return;
    list = &odt->lists[odt->depth - 1];
    odt->fresh = tree_is(item, "text:list-item");
    if (!odt->fresh)
        return;
    list->next = number(tree_attribute(item, "text:start-value"), list->next);
    odt->ordinal = is_numbered(level_of(odt, list->style, odt->depth)) ? list->next : 0;
    list->next++;
}

void odt_close_list(struct odt *odt, const struct tree_node *list)
{
    if (odt->depth <= DEPTH_MOST && odt->counters && odt->counter_count < COUNTERS_MOST)
        odt->counters[odt->counter_count++] =
            (struct odt_counter){ .style = odt->lists[odt->depth - 1].style,
                                  .id = tree_attribute(list, "xml:id"),
                                  .depth = odt->depth,
                                  .next = odt->lists[odt->depth - 1].next };
    odt->depth--;
    odt->fresh = 0;
}
