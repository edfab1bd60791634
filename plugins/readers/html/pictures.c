/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "judge.h"
#include "tree.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LEAST_WORDS  3u
#define LONGEST_TEXT 1000u
#define SMALLEST     64  /* pixels: an icon */
#define SMALL        160 /* both ways: a face or a sign */

/* ---- Which pictures ---- */

/* What classes call pictures that show nothing of the story. */
static int names_ornament(const char *class)
{
    static const char *const words[] = { "logo",  "icon",   "avatar",   "emoji",  "sprite",
                                         "pixel", "spacer", "gravatar", "author", "badge" };

    for (size_t i = 0; class && i < sizeof(words) / sizeof(words[0]); i++)
        if (strcasestr(class, words[i]))
            return 1;
    return 0;
}

/* In pixels; 0: not said. */
static long size_of(const GumboNode *image, const char *name)
{
    const char *value = tree_attribute(image, name);
    char *end;
    long size = value ? strtol(value, &end, 10) : 0;

    return size > 0 && *end != '%' ? size : 0;
}

static int is_small(const GumboNode *image)
{
    long width = size_of(image, "width");
    long height = size_of(image, "height");

    return (width > 0 && width < SMALLEST) || (height > 0 && height < SMALLEST) ||
           (width > 0 && width <= SMALL && height > 0 && height <= SMALL);
}

/* Is it, or an element around it up to its figure, no picture of the story? */
static int is_ornament(const struct page *page, uint32_t image, uint32_t figure)
{
    if (is_small(element_of(page, image)->node))
        return 1;
    for (uint32_t at = image;; at = element_of(page, at)->parent) {
        if (names_ornament(tree_attribute(element_of(page, at)->node, "class")) ||
            (element_of(page, at)->signs & SIGN_HIDDEN))
            return 1;
        if (at == figure)
            return 0;
    }
}

/* ---- Which texts ---- */

static unsigned count_words(const char *text)
{
    unsigned count = 0;

    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        count++;
        text += strcspn(text, " ");
    }
    return count;
}

/* "IMG_2031 copy 2.jpg" */
static int is_file_name(const char *text)
{
    static const char *const ends[] = { ".jpg", ".jpeg", ".png",  ".gif",
                                        ".svg", ".webp", ".avif", ".bmp" };
    size_t size = strlen(text);

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (size > strlen(ends[i]) && strcasecmp(text + size - strlen(ends[i]), ends[i]) == 0)
            return 1;
    return strncasecmp(text, "img_", 4) == 0 || strncasecmp(text, "dsc_", 4) == 0 ||
           strstr(text, "://") != NULL;
}

/* Does the page say the same elsewhere? */
static int is_said(const struct page *page, const struct pictures *pictures, const char *text)
{
    if (page->title[0] && (words_same(text, page->title) || words_overlap(text, page->title) >= 90))
        return 1;
    for (unsigned i = 0; i < pictures->count; i++)
        if (words_same(text, pictures->list[i].text->v.text.text))
            return 1;
    for (uint32_t i = page->first; i < page->last; i++)
        if (page->blocks[i].size <= 2 * LONGEST_TEXT && words_same(text, page->blocks[i].text))
            return 1;
    return 0;
}

/* The text of an alt attribute as a node of its own; NULL: it says nothing. */
static GumboNode *text_of(const struct page *page, const struct pictures *pictures,
                          const GumboNode *image)
{
    const GumboAttribute *alt = gumbo_get_attribute(&image->v.element.attributes, "alt");
    const char *text = alt ? words_clean(page->arena, alt->value, strlen(alt->value)) : NULL;
    GumboNode *node;
    GumboStringPiece place;

    if (!text || strlen(text) > LONGEST_TEXT || count_words(text) < LEAST_WORDS ||
        is_file_name(text) || is_said(page, pictures, text))
        return NULL;
    node = arena_zero(page->arena, 1, sizeof(*node));
    if (!node)
        return NULL;
    place = alt->original_value;
    if (place.length >= 2 && (place.data[0] == '"' || place.data[0] == '\'')) {
        place.data++;
        place.length -= 2;
    }
    node->type = GUMBO_NODE_TEXT;
    node->v.text.text = alt->value;
    node->v.text.original_text = place;
    return node;
}

/* ---- Figures ---- */

/* Is anything read in the figure that is, or may be, about its picture? */
static int has_caption(const struct page *page, uint32_t figure)
{
    const struct element *element = element_of(page, figure);

    for (uint32_t i = figure + 1; i < element->end; i++)
        if (element_of(page, i)->tag == GUMBO_TAG_FIGCAPTION)
            return 1;
    for (uint32_t i = element->first_block; i < element->end_block; i++)
        if (page->blocks[i].role != CRIER_ROLE_NONE && page->blocks[i].role != CRIER_ROLE_CREDIT &&
            page->blocks[i].role != CRIER_ROLE_BOILERPLATE)
            return 1;
    return 0;
}

/* Does the figure stand in the run of the text, not in a box beside it? */
static int is_in_place(const struct page *page, uint32_t figure)
{
    for (uint32_t at = figure; at != page->container; at = element_of(page, at)->parent) {
        uint16_t tag = element_of(page, at)->tag;

        if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_BLOCKQUOTE ||
            tag == GUMBO_TAG_A || (element_of(page, at)->signs & SIGN_HIDDEN) ||
            judge_is_condemned(page, element_of(page, at)))
            return 0;
    }
    return 1;
}

static void add_figure(const struct page *page, struct pictures *pictures, uint32_t figure)
{
    if (has_caption(page, figure) || !is_in_place(page, figure))
        return;
    for (uint32_t i = figure + 1; i < element_of(page, figure)->end; i++) {
        GumboNode *text;

        if (element_of(page, i)->tag != GUMBO_TAG_IMG || is_ornament(page, i, figure))
            continue;
        text = text_of(page, pictures, element_of(page, i)->node);
        if (text) {
            pictures->list[pictures->count++] =
                (struct picture){ text, element_of(page, figure)->first_block };
            return;
        }
    }
}

void pictures_find(const struct page *page, struct pictures *pictures)
{
    const struct element *container = element_of(page, page->container);
    unsigned tries = 0;

    pictures->count = 0;
    if (page->whole)
        return;
    for (uint32_t i = page->container + 1; i < container->end && tries < PICTURES_MOST;) {
        const struct element *element = element_of(page, i);

        if (element->tag != GUMBO_TAG_FIGURE) {
            i++;
            continue;
        }
        add_figure(page, pictures, i);
        tries++;
        i = element->end;
    }
}
