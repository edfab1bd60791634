/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an element says about itself: its tag, class, id, role, style. */
#include "page.h"
#include "tree.h"

#include <string.h>
#include <strings.h>

/* What the class of an element may say that is an article as a whole. */
#define ARTICLE_SIGNS (SIGN_BODY | SIGN_RELATED | SIGN_PROMO | SIGN_HIDDEN | SIGN_COMMENT)

/* Not displayed, or cut to nothing for those who see: it repeats what they see. */
static int is_styled_away(const char *style)
{
    const char *display = strcasestr(style, "display");

    if (strcasestr(style, "clip") &&
        (strcasestr(style, "rect(0") || strcasestr(style, "rect(1px") ||
         strcasestr(style, "inset(50%")))
        return 1;
    if (!display)
        return 0;
    display += strlen("display");
    display += strspn(display, " :");
    return strncasecmp(display, "none", 4) == 0;
}

static uint32_t signs_of_tag(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_MENU:
        return SIGN_NAV;
    case GUMBO_TAG_ASIDE:
        return SIGN_ASIDE;
    case GUMBO_TAG_FIGURE:
        return SIGN_FIGURE;
    case GUMBO_TAG_FIGCAPTION:
        return SIGN_CAPTION;
    case GUMBO_TAG_ADDRESS:
        return SIGN_BYLINE;
    case GUMBO_TAG_TIME:
        return SIGN_DATE;
    case GUMBO_TAG_FORM:
        return SIGN_FORM;
    default:
        return 0;
    }
}

static uint32_t signs_of_role(const char *role)
{
    static const struct {
        const char *role;
        uint32_t signs;
    } roles[] = {
        { "navigation", SIGN_NAV },      { "contentinfo", SIGN_NAV }, { "banner", SIGN_NAV },
        { "complementary", SIGN_ASIDE }, { "search", SIGN_FORM },     { "dialog", SIGN_PROMO },
        { "alertdialog", SIGN_PROMO },   { "menu", SIGN_NAV },        { "menubar", SIGN_NAV },
        { "toolbar", SIGN_NAV },         { "tablist", SIGN_NAV },     { "tooltip", SIGN_HIDDEN },
    };

    for (unsigned i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
        if (strcasecmp(role, roles[i].role) == 0)
            return roles[i].signs;
    return 0;
}

/* A class that hides, without another that shows on larger screens. */
static int is_classed_away(const char *class)
{
    return (tree_has_word(class, "hidden") || tree_has_word(class, "d-none") ||
            tree_has_word(class, "is-hidden")) &&
           !strchr(class, ':') && !strstr(class, "-block") && !strstr(class, "-flex");
}

/* An id made of a heading's words says nothing of what the element is for. */
static int is_slug(const char *id)
{
    unsigned parts = 1;

    for (; *id; id++)
        parts += *id == '-' || *id == '_';
    return parts > 4;
}

static uint32_t signs_of_attribute(const GumboAttribute *attribute)
{
    const char *name = attribute->name;
    const char *value = attribute->value;

    if (strcmp(name, "class") == 0)
        return vocabulary_signs(value) | (is_classed_away(value) ? SIGN_HIDDEN : 0);
    if (strcmp(name, "id") == 0)
        return is_slug(value) ? 0 : vocabulary_signs(value);
    if (strcmp(name, "data-testid") == 0 || strcmp(name, "data-component") == 0 ||
        strcmp(name, "itemprop") == 0)
        return vocabulary_signs(value);
    if (strcmp(name, "hidden") == 0)
        return SIGN_HIDDEN;
    if (strcmp(name, "aria-hidden") == 0)
        return strcmp(value, "true") == 0 ? SIGN_HIDDEN : 0;
    if (strcmp(name, "style") == 0)
        return is_styled_away(value) ? SIGN_HIDDEN : 0;
    if (strcmp(name, "role") == 0)
        return signs_of_role(value);
    if (strcmp(name, "rel") == 0)
        return tree_has_word(value, "author") ? SIGN_BYLINE
               : tree_has_word(value, "tag")  ? SIGN_TAGS
                                              : 0;
    return 0;
}

/* The whole article of a blog engine carries its topics in its class. */
static int is_whole_article(const struct element *element)
{
    const char *class = tree_attribute(element->node, "class");

    return element->tag == GUMBO_TAG_ARTICLE || element->tag == GUMBO_TAG_MAIN ||
           (class && (tree_has_word(class, "hentry") || tree_has_word(class, "type-post") ||
                      tree_has_word(class, "status-publish")));
}

void page_read_signs(struct element *element)
{
    const GumboVector *attributes = &element->node->v.element.attributes;
    int is_heading = page_heading_level((GumboTag)element->tag) > 0;

    element->signs = signs_of_tag((GumboTag)element->tag);
    for (unsigned i = 0; i < attributes->length; i++) {
        const GumboAttribute *attribute = attributes->data[i];

        if (!is_heading || strcmp(attribute->name, "id") != 0)
            element->signs |= signs_of_attribute(attribute);
    }
    if (is_whole_article(element))
        element->signs &= ARTICLE_SIGNS;
}
