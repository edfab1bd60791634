/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu as places that lead to each other. */
#include "core/phone/export_parts.h"

#include <string.h>

enum { WAIT_MENU = 5, WAIT_HEADLINE = 1 };

const char export_keys[EXPORT_KEYS + 1] = "0123456789*#";

const char *export_key_name(char key)
{
    static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };

    return key == '*' ? "star" : key == '#' ? "pound" : digits[key - '0'];
}

/* Nodes stand in this order: start, menus, menus again, goodbye, end of a topic, topics,
 * headlines, stories. */
struct numbers {
    int pages, menus, again, bye, end, topics, headlines, stories;
};

static struct numbers number_nodes(const struct board *board)
{
    struct numbers n = { .pages = MAX(((int)board->topic_count + BOARD_CHOICES - 1) / BOARD_CHOICES,
                                      1) };

    n.menus = 1;
    n.again = n.menus + n.pages;
    n.bye = n.again + n.pages;
    n.end = n.bye + 1;
    n.topics = n.end + 1;
    n.headlines = n.topics + (int)board->topic_count;
    n.stories = n.headlines + (int)board->story_count;
    return n;
}

static struct export_node *add_node(struct export_tree *tree, const char *kind, uint32_t number,
                                    guint wait, int next)
{
    struct export_node node = { .clips = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                                .next = next,
                                .wait = wait };

    (void)g_snprintf(node.name, sizeof(node.name), "%s-%u", kind, number);
    for (int i = 0; i < EXPORT_KEYS; i++)
        node.keys[i] = EXPORT_NOWHERE;
    g_array_append_val(tree->nodes, node);
    return &g_array_index(tree->nodes, struct export_node, tree->nodes->len - 1);
}

static void leads(struct export_node *node, char key, int target)
{
    node->keys[strchr(export_keys, key) - export_keys] = target;
}

static void says(struct export_node *node, uint32_t clip)
{
    g_array_append_val(node->clips, clip);
}

static void lead_menu(const struct export_tree *tree, const struct numbers *n,
                      struct export_node *node, int page)
{
    for (int i = 0; i < BOARD_CHOICES && page * BOARD_CHOICES + i < (int)tree->board->topic_count;
         i++)
        leads(node, (char)('1' + i), n->topics + page * BOARD_CHOICES + i);
    if (n->pages > 1)
        leads(node, '8', n->menus + (page + 1) % n->pages);
    leads(node, '*', n->menus + page);
}

static void add_menus(struct export_tree *tree, const struct numbers *n, const char *kind, int next,
                      int step)
{
    const struct board *board = tree->board;

    for (int page = 0; page < n->pages; page++) {
        struct export_node *node =
            add_node(tree, kind, (uint32_t)page, WAIT_MENU, next + page * step);

        for (int i = page * BOARD_CHOICES;
             i < MIN((page + 1) * BOARD_CHOICES, (int)board->topic_count); i++)
            says(node, board->topics[i].choice);
        if (n->pages > 1)
            says(node, board->prompts[PROMPT_MENU_MORE]);
        lead_menu(tree, n, node, page);
    }
}

static void add_topics(struct export_tree *tree, const struct numbers *n)
{
    for (uint32_t t = 0; t < tree->board->topic_count; t++) {
        const struct board_topic *topic = &tree->board->topics[t];
        const int menu = n->menus + (int)t / BOARD_CHOICES, first = (int)topic->first;
        struct export_node *node =
            add_node(tree, "topic", t, 0, topic->count > 0 ? n->headlines + first : menu);

        says(node, topic->opening);
        leads(node, '*', menu);
        if (topic->count > 0) {
            leads(node, '1', n->stories + first);
            leads(node, '#', n->headlines + first);
        }
    }
}

static void add_stories(struct export_tree *tree, const struct numbers *n, gboolean whole)
{
    const struct board *board = tree->board;

    for (uint32_t t = 0; t < board->topic_count; t++)
        for (uint32_t i = 0; i < board->topics[t].count; i++) {
            const uint32_t s = board->topics[t].first + i;
            const struct board_rendering *usual = &board->stories[s].renderings[board->usual];
            const int next = i + 1 < board->topics[t].count ? n->headlines + (int)s + 1 : n->end;
            struct export_node *node =
                add_node(tree, whole ? "story" : "headline", s, whole ? 0 : WAIT_HEADLINE, next);

            leads(node, '#', next);
            leads(node, '*', whole ? n->headlines + (int)s : n->menus + (int)t / BOARD_CHOICES);
            leads(node, whole ? '8' : '1', n->stories + (int)s);
            if (!whole && i > 0)
                leads(node, '4', n->headlines + (int)s - 1);
            if (!whole)
                says(node, board->stories[s].headline);
            for (uint32_t k = 0; whole && k < usual->count; k++)
                says(node, usual->first + k);
            if (whole)
                says(node, board->prompts[PROMPT_END_OF_STORY]);
        }
}

void export_nodes(struct export_tree *tree)
{
    const struct numbers n = number_nodes(tree->board);
    struct export_node *node = add_node(tree, "start", 0, 0, n.menus);

    says(node, tree->board->prompts[PROMPT_GREETING]);
    lead_menu(tree, &n, node, 0);
    add_menus(tree, &n, "menu", n.again, 1);
    add_menus(tree, &n, "again", n.bye, 0);
    node = add_node(tree, "goodbye", 0, 0, EXPORT_NOWHERE);
    says(node, tree->board->prompts[PROMPT_GOODBYE]);
    node = add_node(tree, "end", 0, 0, n.menus);
    says(node, tree->board->prompts[PROMPT_END_OF_TOPIC]);
    lead_menu(tree, &n, node, 0);
    add_topics(tree, &n);
    add_stories(tree, &n, FALSE);
    add_stories(tree, &n, TRUE);
}
