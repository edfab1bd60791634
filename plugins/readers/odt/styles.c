/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styles: those of the document and those made while writing. */
#include "odt.h"

#include "shared/style_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STYLES_MOST  20000u
#define PARENTS_MOST 16

/* "en" and "US" as one; NULL: none, or too many of them. */
static const char *language_of(struct odt *odt, const struct tree_node *style)
{
    const struct tree_node *looks = tree_child(style, "style:text-properties");
    const char *language = tree_attribute(looks, "fo:language");
    const char *country = tree_attribute(looks, "fo:country");
    int has_country = country && strcmp(country, "none") != 0;
    char whole[24];

    if (!language || strcmp(language, "none") == 0 || strcmp(language, "zxx") == 0)
        return NULL;
    snprintf(whole, sizeof(whole), "%.8s%s%.8s", language, has_country ? "-" : "",
             has_country ? country : "");
    for (size_t i = 0; i < odt->language_count; i++)
        if (strcmp(odt->languages[i], whole) == 0)
            return odt->languages[i];
    if (odt->language_count == LANGUAGES_MOST)
        return NULL;
    memcpy(odt->languages[odt->language_count], whole, sizeof(whole));
    return odt->languages[odt->language_count++];
}

static void take_style(struct odt *odt, const struct tree_node *node)
{
    const char *family = tree_attribute(node, "style:family");
    const char *level = tree_attribute(node, "style:default-outline-level");
    const char *shown = tree_attribute(node, "style:display-name");
    const char *display = tree_attribute(tree_child(node, "style:text-properties"), "text:display");
    struct odt_style style = { .name = tree_attribute(node, "style:name"),
                               .parent = tree_attribute(node, "style:parent-style-name"),
                               .list = tree_attribute(node, "style:list-style-name") };

    if (!style.name || !family || strcmp(family, "paragraph") != 0)
        return;
    style.role = style_role(shown ? shown : style.name);
    style.level = style_level(shown ? shown : style.name);
    if (level && *level >= '1' && *level <= '9')
        style.level = (uint32_t)(*level - '0');
    style.hidden = display && strcmp(display, "none") == 0;
    style.language = language_of(odt, node);
    odt->styles[odt->style_count++] = style;
}

static void take_styles(struct odt *odt, const struct tree_node *root, const char *group)
{
    const struct tree_node *node = tree_child(root, group);

    for (node = node ? node->first : NULL; node && odt->style_count < STYLES_MOST;
         node = node->next) {
        const char *family = tree_attribute(node, "style:family");

        if (tree_is(node, "style:style"))
            take_style(odt, node);
        else if (tree_is(node, "style:default-style") && family && strcmp(family, "paragraph") == 0)
            odt->language = language_of(odt, node);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct odt_style *)a)->name, ((const struct odt_style *)b)->name);
}

void odt_read_styles(struct odt *odt)
{
    const struct zip_entry *part = zip_find(&odt->zip, "styles.xml");

    odt->styles = calloc(STYLES_MOST, sizeof(*odt->styles));
    if (!odt->styles)
        return;
    if (part && tree_read(&odt->styles_tree, part->data, part->size, odt_spaces))
        take_styles(odt, odt->styles_tree.root, "office:styles");
    take_styles(odt, odt->content.root, "office:styles");
    take_styles(odt, odt->content.root, "office:automatic-styles");
    qsort(odt->styles, odt->style_count, sizeof(*odt->styles), by_name);
}

static const struct odt_style *find(const struct odt *odt, const char *name)
{
    const struct odt_style wanted = { .name = name };

    if (!name || !odt->styles)
        return NULL;
    return bsearch(&wanted, odt->styles, odt->style_count, sizeof(wanted), by_name);
}

struct odt_style odt_look(const struct odt *odt, const char *name)
{
    struct odt_style look = { .name = name };
    const struct odt_style *style = find(odt, name);

    if (!style && name)
        look.role = style_role(name);
    for (int i = 0; style && i < PARENTS_MOST; i++) {
        if (!look.role && !look.level) {
            look.role = style->role;
            look.level = style->level;
        }
        if (!look.list)
            look.list = style->list;
        if (!look.language)
            look.language = style->language;
        look.hidden |= style->hidden;
        style = find(odt, style->parent);
    }
    return look;
}
