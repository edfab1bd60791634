/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speakable.h"

#include "selector.h"
#include "shared/json.h"
#include "tree.h"

#include <string.h>
#include <strings.h>

#define MOST_ELEMENTS 200000u /* pages of people have a tenth of it */
#define MOST_TEXT     60u     /* hundredths: who names more than this names nothing */
#define MOST_TRIES    64u     /* texts that may be selectors */

struct gathering {
    struct arena *arena;
    struct selectors *selectors;
    unsigned tries;
};

typedef void (*add_selector)(struct selectors *, struct arena *, const char *, size_t);

static void add(struct gathering *gathering, add_selector with, const char *text, size_t size)
{
    if (gathering->tries++ < MOST_TRIES)
        with(gathering->selectors, gathering->arena, text, size);
}

/* ---- Linked data ---- */

static void add_string(struct gathering *gathering, const struct json *json,
                       const struct json_value *value, add_selector with)
{
    struct buffer text = { 0 };

    if (value->type != JSON_STRING || value->to - value->from > 2 * SELECTOR_LONGEST)
        return;
    json_text(json, value, &text);
    if (text.size > 0)
        add(gathering, with, buffer_text(&text), text.size);
    buffer_clear(&text);
}

/* A string or a list of such. */
static void add_strings(struct gathering *gathering, const struct json *json,
                        const struct json_value *value, add_selector with)
{
    const struct json_value *item = NULL;

    if (!value)
        return;
    if (value->type != JSON_ARRAY) {
        add_string(gathering, json, value, with);
        return;
    }
    while (gathering->tries < MOST_TRIES && (item = json_next(json, value, item)))
        add_string(gathering, json, item, with);
}

/* One specification, or a selector that stands in its place. */
static void add_one(struct gathering *gathering, const struct json *json,
                    const struct json_value *value)
{
    if (value->type != JSON_OBJECT) {
        add_string(gathering, json, value, selector_add_css);
        return;
    }
    add_strings(gathering, json, json_member(json, value, "cssSelector"), selector_add_css);
    add_strings(gathering, json, json_member(json, value, "xpath"), selector_add_xpath);
}

static void add_speakable(struct gathering *gathering, const struct json *json,
                          const struct json_value *value)
{
    const struct json_value *item = NULL;

    if (value->type != JSON_ARRAY) {
        add_one(gathering, json, value);
        return;
    }
    while (gathering->tries < MOST_TRIES && (item = json_next(json, value, item)))
        add_one(gathering, json, item);
}

static void read_script(struct gathering *gathering, const GumboNode *script)
{
    const GumboVector *children = tree_children(script);
    const GumboNode *first = children->length > 0 ? children->data[0] : NULL;
    const char *text = first ? first->v.text.text : "";
    struct json json = { 0 };

    if (!strstr(text, "\"speakable\""))
        return;
    text += strcspn(text, "{[");
    if (strncmp(text, "[CDATA[", 7) == 0)
        text += 7 + strcspn(text + 7, "{[");
    if (!json_read(text, strlen(text), &json))
        return;
    for (size_t i = 0; i < json.count && gathering->tries < MOST_TRIES; i++) {
        const struct json_value *value = json.values[i].type == JSON_OBJECT
                                             ? json_member(&json, &json.values[i], "speakable")
                                             : NULL;

        if (value)
            add_speakable(gathering, &json, value);
    }
    json_clear(&json);
}

/* ---- Microdata ---- */

/* Is the item that an element tells of a specification of what is speakable? Other items
 * have selectors too: those of what is behind a paywall. */
static int in_specification(const GumboNode *node)
{
    for (const GumboNode *at = node->parent; at; at = at->parent)
        if (tree_attribute(at, "itemscope")) {
            const char *type = tree_attribute(at, "itemtype");

            return tree_has_word(tree_attribute(at, "itemprop"), "speakable") ||
                   (type && strstr(type, "SpeakableSpecification"));
        }
    return 0;
}

static void read_item(struct gathering *gathering, const GumboNode *node)
{
    static const struct {
        const char *name;
        add_selector with;
    } items[] = { { "cssSelector", selector_add_css }, { "xpath", selector_add_xpath } };
    const char *item = tree_attribute(node, "itemprop");
    const char *content = item ? tree_attribute(node, "content") : NULL;

    for (size_t i = 0; content && i < sizeof(items) / sizeof(items[0]); i++)
        if (tree_has_word(item, items[i].name) && in_specification(node))
            add(gathering, items[i].with, content, strlen(content));
}

static void gather(struct gathering *gathering, const GumboNode *root)
{
    static const char marked[] = "[itemprop~=speakable]";

    selector_add_css(gathering->selectors, gathering->arena, marked, sizeof(marked) - 1);
    for (const GumboNode *node = root; node && gathering->tries < MOST_TRIES;
         node = tree_next(node, root, 1)) {
        if (tree_tag(node) == GUMBO_TAG_SCRIPT)
            read_script(gathering, node);
        else if (tree_tag(node) == GUMBO_TAG_META)
            read_item(gathering, node);
    }
}

/* ---- The elements that are meant ---- */

struct marking {
    struct page *page;
    struct selectors *selectors;
    struct selector_state *states; /* of the root and the elements open, by depth */
    uint32_t *matched;             /* of each element, one bit a selector */
    uint32_t whole[SELECTOR_MOST]; /* characters that a selector names in the page */
    uint32_t inner[SELECTOR_MOST]; /* … in the container */
    uint32_t behind[SELECTOR_MOST], behind_inner[SELECTOR_MOST];
    uint32_t refused; /* selectors that name what is around the article: one bit each */
};

/* An element inside one that the same selector named counts but once. */
static void count(struct marking *marking, uint32_t index)
{
    const struct element *element = element_of(marking->page, index);
    int is_inner = is_inside(marking->page, index, marking->page->container);

    if (is_inside(marking->page, marking->page->container, index))
        marking->refused |= marking->matched[index];
    for (unsigned i = 0; i < marking->selectors->count; i++) {
        if (!(marking->matched[index] >> i & 1))
            continue;
        if (index >= marking->behind[i]) {
            marking->whole[i] += element->chars;
            marking->behind[i] = element->end;
        }
        if (is_inner && index >= marking->behind_inner[i]) {
            marking->inner[i] += element->chars;
            marking->behind_inner[i] = element->end;
        }
    }
}

/* The selectors that tell some text from the rest. */
static uint32_t telling(const struct marking *marking)
{
    const struct element *body = element_of(marking->page, 0);
    const struct element *container = element_of(marking->page, marking->page->container);
    uint32_t good = 0;

    for (unsigned i = 0; i < marking->selectors->count; i++)
        if ((uint64_t)marking->whole[i] * 100 <= (uint64_t)body->chars * MOST_TEXT &&
            (uint64_t)marking->inner[i] * 100 <= (uint64_t)container->chars * MOST_TEXT)
            good |= 1u << i;
    return good & ~marking->refused;
}

static void mark(struct marking *marking)
{
    struct page *page = marking->page;
    uint32_t good;

    marking->refused = selector_enter(marking->selectors, page->tree->root, NULL, marking->states);
    for (uint32_t i = 0; i < page->element_count; i++) {
        struct selector_state *state = &marking->states[element_of(page, i)->depth + 1u];

        marking->matched[i] =
            selector_enter(marking->selectors, element_of(page, i)->node, state - 1, state);
        count(marking, i);
    }
    good = telling(marking);
    for (uint32_t i = 0; i < page->element_count; i++)
        element_of(page, i)->speakable = (marking->matched[i] & good) != 0;
}

static uint32_t deepest(const struct page *page)
{
    uint32_t depth = 0;

    for (uint32_t i = 0; i < page->element_count; i++)
        if (element_of(page, i)->depth > depth)
            depth = element_of(page, i)->depth;
    return depth;
}

void speakable_mark(struct page *page)
{
    struct gathering gathering = { .arena = page->arena };
    struct marking *marking;

    if (page->element_count > MOST_ELEMENTS || element_of(page, 0)->node == page->tree->root)
        return;
    gathering.selectors = arena_zero(page->arena, 1, sizeof(*gathering.selectors));
    marking = arena_zero(page->arena, 1, sizeof(*marking));
    if (!gathering.selectors || !marking)
        return;
    gather(&gathering, page->tree->root);
    marking->page = page;
    marking->selectors = gathering.selectors;
    marking->states = arena_zero(page->arena, deepest(page) + 2u, sizeof(*marking->states));
    marking->matched = arena_zero(page->arena, page->element_count, sizeof(*marking->matched));
    if (marking->states && marking->matched)
        mark(marking);
}
