/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "selector.h"

#include "tree.h"

#include <string.h>
#include <strings.h>

#define LARGEST_ORDINAL 100000u

/* ---- Reading ---- */

struct reading {
    struct arena *arena;
    const char *at, *end;
};

static int is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || ((unsigned char)c & 0x80);
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static int skip_space(struct reading *in)
{
    const char *from = in->at;

    while (in->at < in->end && is_space(*in->at))
        in->at++;
    return in->at > from;
}

/* Is this the next byte? Then it is taken. */
static int take(struct reading *in, char c)
{
    if (in->at >= in->end || *in->at != c)
        return 0;
    in->at++;
    return 1;
}

static const char *copy(struct reading *in, const char *from, const char *to)
{
    size_t size = (size_t)(to - from);
    char *out = arena_take(in->arena, size + 1);

    if (!out)
        return NULL;
    memcpy(out, from, size);
    out[size] = '\0';
    return out;
}

/* A name; NULL: there is none. */
static const char *take_name(struct reading *in)
{
    const char *from = in->at;

    while (in->at < in->end && is_name_byte(*in->at))
        in->at++;
    return in->at > from ? copy(in, from, in->at) : NULL;
}

/* A quoted value or, where that may be, a bare one. */
static const char *take_value(struct reading *in, int bare)
{
    char quote = in->at < in->end ? *in->at : '\0';
    const char *from = in->at + 1;
    const char *to;

    if (quote != '"' && quote != '\'')
        return bare ? take_name(in) : NULL;
    to = memchr(from, quote, (size_t)(in->end - from));
    if (!to)
        return NULL;
    in->at = to + 1;
    return copy(in, from, to);
}

static int add_test(struct selector_step *step, const char *name, const char *value,
                    enum selector_mode mode)
{
    if (!name || (mode != SELECTOR_PRESENT && !value) || step->test_count == SELECTOR_TESTS)
        return 0;
    step->tests[step->test_count++] =
        (struct selector_test){ .name = name, .value = value, .mode = (uint8_t)mode };
    return 1;
}

static struct selector_step *add_step(struct selector *selector, int is_child)
{
    struct selector_step *step;

    if (selector->count == SELECTOR_STEPS)
        return NULL;
    step = &selector->steps[selector->count++];
    *step = (struct selector_step){ .is_child = (uint8_t)is_child };
    return step;
}

/* "[name]", "[name=value]", "[name~=value]", with "@" before the name in XPath. */
static int read_attribute(struct reading *in, struct selector_step *step, int is_xpath)
{
    enum selector_mode mode = SELECTOR_PRESENT;
    const char *name, *value = NULL;

    skip_space(in);
    name = take_name(in);
    skip_space(in);
    if (!is_xpath && take(in, '~'))
        mode = SELECTOR_WORD;
    if (take(in, '=')) {
        mode = mode == SELECTOR_WORD ? SELECTOR_WORD : SELECTOR_EQUAL;
        skip_space(in);
        value = take_value(in, !is_xpath);
        skip_space(in);
    }
    return take(in, ']') && add_test(step, name, value, mode);
}

/* ---- CSS ---- */

static int read_compound(struct reading *in, struct selector_step *step)
{
    const char *from = in->at;

    if (!take(in, '*'))
        step->tag = take_name(in);
    for (int good = 1; good;) {
        if (take(in, '#'))
            good = add_test(step, "id", take_name(in), SELECTOR_EQUAL);
        else if (take(in, '.'))
            good = add_test(step, "class", take_name(in), SELECTOR_WORD);
        else if (take(in, '['))
            good = read_attribute(in, step, 0);
        else
            return in->at > from;
    }
    return 0;
}

/* Up to a comma or the end. */
static int read_css(struct reading *in, struct selector *selector)
{
    int is_child = 0;

    *selector = (struct selector){ .count = 0 };
    skip_space(in);
    for (;;) {
        struct selector_step *step = add_step(selector, is_child);

        if (!step || !read_compound(in, step))
            return 0;
        if (!skip_space(in) && (in->at == in->end || *in->at == ','))
            return 1;
        is_child = take(in, '>');
        skip_space(in);
        if (in->at == in->end || *in->at == ',')
            return !is_child;
    }
}

void selector_add_css(struct selectors *selectors, struct arena *arena, const char *text,
                      size_t size)
{
    struct reading in = { arena, text, text + size };
    unsigned had = selectors->count;

    if (size > SELECTOR_LONGEST)
        return;
    do {
        if (selectors->count == SELECTOR_MOST)
            return;
        if (!read_css(&in, &selectors->list[selectors->count])) {
            selectors->count = had;
            return;
        }
        selectors->count++;
    } while (take(&in, ','));
}

/* ---- XPath ---- */

static uint32_t take_ordinal(struct reading *in)
{
    uint32_t number = 0;

    while (in->at < in->end && *in->at >= '0' && *in->at <= '9' && number <= LARGEST_ORDINAL)
        number = number * 10 + (uint32_t)(*in->at++ - '0');
    return number <= LARGEST_ORDINAL ? number : 0;
}

/* "div", "*", with "[2]" or "[@id='top']" behind it. */
static int read_path_step(struct reading *in, struct selector_step *step)
{
    if (!take(in, '*') && !(step->tag = take_name(in)))
        return 0;
    while (take(in, '[')) {
        if (take(in, '@')) {
            if (!read_attribute(in, step, 1))
                return 0;
        } else {
            step->nth = step->nth > 0 ? 0 : take_ordinal(in);
            if (step->nth == 0 || !take(in, ']'))
                return 0;
        }
    }
    return step->nth == 0 || (step->test_count == 0 && step->tag);
}

/* Which of its kind an element is can be told on a path from the root only. */
static int read_xpath(struct reading *in, struct selector *selector)
{
    int ordinals = 0;

    *selector = (struct selector){ .count = 0 };
    while (take(in, '/')) {
        int is_child = !take(in, '/');
        struct selector_step *step = add_step(selector, is_child);

        if (!step || !read_path_step(in, step))
            return 0;
        if (selector->count == 1)
            selector->from_root = (uint8_t)is_child;
        else if (!is_child)
            selector->from_root = 0;
        ordinals |= step->nth > 0;
    }
    if (selector->count == 0 || in->at != in->end || (ordinals && !selector->from_root))
        return 0;
    return selector->from_root || !selector->steps[0].is_child;
}

void selector_add_xpath(struct selectors *selectors, struct arena *arena, const char *text,
                        size_t size)
{
    struct reading in = { arena, text, text + size };

    skip_space(&in);
    while (in.end > in.at && is_space(in.end[-1]))
        in.end--;
    if (size <= SELECTOR_LONGEST && selectors->count < SELECTOR_MOST)
        selectors->count += (unsigned)read_xpath(&in, &selectors->list[selectors->count]);
}

/* ---- Matching ---- */

static int has_word(const char *list, const char *word)
{
    size_t size = strlen(word);

    while (*list) {
        size_t length = strcspn(list, " \t\r\n\f");

        if (length == size && size > 0 && memcmp(list, word, size) == 0)
            return 1;
        list += length;
        list += strspn(list, " \t\r\n\f");
    }
    return 0;
}

static int is_tag(const GumboNode *node, const char *name)
{
    GumboTag tag = tree_tag(node);
    GumboStringPiece original;

    if (tag != GUMBO_TAG_UNKNOWN)
        return strcasecmp(gumbo_normalized_tagname(tag), name) == 0;
    original = node->v.element.original_tag;
    gumbo_tag_from_original_text(&original);
    return original.data && original.length == strlen(name) &&
           strncasecmp(original.data, name, original.length) == 0;
}

int selector_step_matches(const struct selector_step *step, const GumboNode *node)
{
    if (step->tag && !is_tag(node, step->tag))
        return 0;
    for (unsigned i = 0; i < step->test_count; i++) {
        const struct selector_test *test = &step->tests[i];
        const char *value = tree_attribute(node, test->name);

        if (!value || (test->mode == SELECTOR_EQUAL && strcmp(value, test->value) != 0) ||
            (test->mode == SELECTOR_WORD && !has_word(value, test->value)))
            return 0;
    }
    return 1;
}

/* Does the element reach step `k`, by what stands around it? */
static int may_be(const struct selector *selector, unsigned k, unsigned at,
                  const struct selector_state *parent)
{
    const uint8_t *around;

    if (k == 0)
        return !selector->from_root || !parent;
    if (!parent)
        return 0;
    around = selector->steps[k].is_child ? parent->own : parent->above;
    return around[at] >> (k - 1) & 1;
}

uint32_t selector_enter(struct selectors *selectors, const GumboNode *node,
                        const struct selector_state *parent, struct selector_state *state)
{
    uint32_t matched = 0;

    for (unsigned i = 0; i < selectors->count; i++) {
        struct selector *selector = &selectors->list[i];
        const unsigned last = selector->count ? selector->count - 1u : 0;
        unsigned own = 0;

        for (unsigned k = 0; k < selector->count; k++) {
            struct selector_step *step = &selector->steps[k];

            if (!may_be(selector, k, i, parent) || !selector_step_matches(step, node))
                continue;
            if (step->nth > 0 && ++step->seen != step->nth)
                continue;
            own |= 1u << k;
            if (k + 1u < selector->count)
                selector->steps[k + 1].seen = 0; /* a parent in which to count anew */
        }
        state->own[i] = (uint8_t)own;
        state->above[i] = (uint8_t)(own | (parent ? parent->above[i] : 0u));
        matched |= (uint32_t)(own >> last & 1u) << i;
    }
    return matched;
}
