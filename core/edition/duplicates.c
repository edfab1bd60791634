/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/duplicates.h"

#include "core/edition/identity.h"

#include <string.h>

/* The three names of an article; NULL: it has none. */
enum { NAME_GUID, NAME_URL, NAME_BODY, NAMES };

struct names {
    char *name[NAMES];
};

struct search {
    const GPtrArray *articles;
    struct names *names;
    GArray *first;
    GHashTable *seen[NAMES];   /* a name to the first article that has it, + 1 */
    GHashTable *broken[NAMES]; /* names that different articles share */
};

static const char *feed_of(const struct edition_file *edition, const struct facts *facts)
{
    return facts->origin < edition->sources->len
               ? g_array_index(edition->sources, struct edition_source, facts->origin).where
               : NULL;
}

static guint root_of(const GArray *first, guint article)
{
    while (g_array_index(first, guint, article) != article)
        article = g_array_index(first, guint, article);
    return article;
}

/* The lowest index stands for all: paths stay short, as each joins the root at once. */
static void join(GArray *first, guint one, guint other)
{
    guint a = root_of(first, one), b = root_of(first, other);

    g_array_index(first, guint, MAX(a, b)) = MIN(a, b);
}

/* Do they share this name by mistake? */
static gboolean differ(const struct search *search, int name, guint one, guint other)
{
    const struct facts *a = search->articles->pdata[one], *b = search->articles->pdata[other];
    const char *more = search->names[one].name[name == NAME_GUID ? NAME_URL : NAME_GUID];
    const char *less = search->names[other].name[name == NAME_GUID ? NAME_URL : NAME_GUID];

    return name != NAME_BODY && more && less && strcmp(more, less) != 0 &&
           g_strcmp0(a->title, b->title) != 0 && strcmp(a->body, b->body) != 0;
}

static void look_up(struct search *search, guint article, int name)
{
    char *text = search->names[article].name[name];
    guint before;

    if (!text)
        return;
    before = GPOINTER_TO_UINT(g_hash_table_lookup(search->seen[name], text));
    if (before == 0)
        g_hash_table_insert(search->seen[name], text, GUINT_TO_POINTER(article + 1));
    else if (differ(search, name, before - 1, article))
        g_hash_table_add(search->broken[name], text);
    else
        join(search->first, before - 1, article);
}

static char *key_of(const struct search *search, const struct edition_file *edition, guint article)
{
    const struct facts *facts = search->articles->pdata[article];
    const char *const *name = (const char *const *)search->names[article].name;
    gboolean guid =
        name[NAME_GUID] && !g_hash_table_contains(search->broken[NAME_GUID], name[NAME_GUID]);
    gboolean url =
        name[NAME_URL] && !g_hash_table_contains(search->broken[NAME_URL], name[NAME_URL]);
    g_autofree char *path = identity_path(edition->folder, facts->source);

    if (guid)
        return g_strdup(name[NAME_GUID]);
    return identity_key(NULL, NULL, url ? name[NAME_URL] : NULL, path);
}

static void search_init(struct search *search, const struct edition_file *edition,
                        const GPtrArray *articles)
{
    *search = (struct search){ .articles = articles,
                               .names = g_new0(struct names, articles->len),
                               .first = g_array_new(FALSE, FALSE, sizeof(guint)) };
    for (int name = 0; name < NAMES; name++) {
        search->seen[name] = g_hash_table_new(g_str_hash, g_str_equal);
        search->broken[name] = g_hash_table_new(g_str_hash, g_str_equal);
    }
    for (guint i = 0; i < articles->len; i++) {
        const struct facts *facts = articles->pdata[i];
        char **name = search->names[i].name;

        if (facts->guid && *facts->guid)
            name[NAME_GUID] = identity_key(facts->guid, feed_of(edition, facts), NULL, NULL);
        name[NAME_URL] = identity_address(facts->url ? facts->url : facts->source);
        name[NAME_BODY] = g_strdup(facts->body);
        g_array_append_val(search->first, i);
    }
}

static void search_clear(struct search *search)
{
    for (guint i = 0; i < search->articles->len; i++)
        for (int name = 0; name < NAMES; name++)
            g_free(search->names[i].name[name]);
    for (int name = 0; name < NAMES; name++) {
        g_hash_table_destroy(search->seen[name]);
        g_hash_table_destroy(search->broken[name]);
    }
    g_free(search->names);
}

void duplicates_find(struct duplicates *duplicates, const struct edition_file *edition,
                     const GPtrArray *articles)
{
    struct search search;

    search_init(&search, edition, articles);
    for (guint i = 0; i < articles->len; i++)
        for (int name = 0; name < NAMES; name++)
            look_up(&search, i, name);
    duplicates->first = search.first;
    duplicates->keys = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < articles->len; i++) {
        g_array_index(search.first, guint, i) = root_of(search.first, i);
        g_ptr_array_add(duplicates->keys, key_of(&search, edition, i));
    }
    search_clear(&search);
}

void duplicates_clear(struct duplicates *duplicates)
{
    g_clear_pointer(&duplicates->first, g_array_unref);
    g_clear_pointer(&duplicates->keys, g_ptr_array_unref);
}
