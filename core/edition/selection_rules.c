/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which section an article belongs to. */
#include "core/edition/selection.h"
#include "core/edition/words.h"

#include <crier/role.h>
#include <string.h>

/* An article, ready to be compared: folded once, asked often. */
struct subject {
    const struct edition_file *edition;
    const struct facts *facts;
    GPtrArray *categories; /* folded */
    GString *keywords;     /* all that keywords are looked for in, folded, parts kept apart */
};

static void add_part(GString *keywords, const char *text)
{
    g_autofree char *folded = words_fold(text);

    g_string_append(keywords, folded);
    g_string_append_c(keywords, '\n');
}

static void subject_init(struct subject *subject, const struct edition_file *edition,
                         const struct facts *facts)
{
    *subject = (struct subject){ .edition = edition,
                                 .facts = facts,
                                 .categories = g_ptr_array_new_with_free_func(g_free),
                                 .keywords = g_string_new(NULL) };
    for (char **category = facts->categories; *category; category++)
        g_ptr_array_add(subject->categories, words_fold(*category));
    if (facts->title)
        add_part(subject->keywords, facts->title);
    for (guint i = 0; i < facts->meta->len; i++) {
        const struct fact *fact = &g_array_index(facts->meta, struct fact, i);

        if (fact->key == CRIER_META_SECTION || fact->key == CRIER_META_TAG ||
            fact->key == CRIER_META_DESCRIPTION)
            add_part(subject->keywords, fact->value);
    }
}

static void subject_clear(struct subject *subject)
{
    g_ptr_array_unref(subject->categories);
    g_string_free(subject->keywords, TRUE);
}

static gboolean has_category(const struct subject *subject, const char *words)
{
    for (guint i = 0; i < subject->categories->len; i++)
        if (strcmp(subject->categories->pdata[i], words) == 0)
            return TRUE;
    return FALSE;
}

static gboolean has_meta(const struct subject *subject, uint32_t key, const char *words)
{
    const GArray *meta = subject->facts->meta;

    for (guint i = 0; i < meta->len; i++) {
        const struct fact *fact = &g_array_index(meta, struct fact, i);
        g_autofree char *folded = fact->key == key ? words_fold(fact->value) : NULL;

        if (folded && strcmp(folded, words) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_below(const char *path, const char *folder)
{
    gsize size = strlen(folder);

    return strncmp(path, folder, size) == 0 &&
           (path[size] == '/' || (size > 0 && folder[size - 1] == '/'));
}

static gboolean is_from(const struct subject *subject, const char *feed)
{
    const GArray *sources = subject->edition->sources;
    const struct edition_source *source;

    if (subject->facts->origin >= sources->len)
        return FALSE;
    source = &g_array_index(sources, struct edition_source, subject->facts->origin);
    return g_strcmp0(source->name, feed) == 0 || strcmp(source->where, feed) == 0;
}

static gboolean obeys(const struct subject *subject, const struct edition_rule *rule)
{
    g_autofree char *words = words_fold(rule->value);

    switch (rule->kind) {
    case RULE_CATEGORY:
        return has_category(subject, words);
    case RULE_TAG:
        return has_meta(subject, CRIER_META_TAG, words);
    case RULE_FRONT_MATTER:
        return has_meta(subject, rule->meta, words);
    case RULE_KEYWORD:
        return words_contain(subject->keywords->str, words);
    case RULE_FOLDER:
        return is_below(subject->facts->source, rule->value);
    case RULE_FEED:
        return is_from(subject, rule->value);
    }
    return FALSE;
}

static gboolean obeys_any(const struct subject *subject, const struct edition_section *section)
{
    for (guint i = 0; i < section->rules->len; i++)
        if (obeys(subject, &g_array_index(section->rules, struct edition_rule, i)))
            return TRUE;
    return FALSE;
}

guint selection_section(const struct edition_file *edition, const struct facts *facts,
                        const struct edition_override *override)
{
    struct subject subject;
    guint rest = 0, found = G_MAXUINT;

    if (override && override->section > 0)
        return override->section - 1;
    subject_init(&subject, edition, facts);
    for (guint i = 0; i < edition->sections->len && found == G_MAXUINT; i++) {
        const struct edition_section *section =
            &g_array_index(edition->sections, struct edition_section, i);

        if (section->rest)
            rest = i;
        if (obeys_any(&subject, section))
            found = i;
    }
    subject_clear(&subject);
    return found == G_MAXUINT ? rest : found;
}
