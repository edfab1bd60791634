/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/categories.h"

#include <string.h>

static const char *const arts[] = { "Books", "Design",          "Fashion & Beauty",
                                    "Food",  "Performing Arts", "Visual Arts",
                                    NULL };
static const char *const business[] = { "Careers",   "Entrepreneurship", "Investing", "Management",
                                        "Marketing", "Non-Profit",       NULL };
static const char *const comedy[] = { "Comedy Interviews", "Improv", "Stand-Up", NULL };
static const char *const education[] = { "Courses", "How To", "Language Learning",
                                         "Self-Improvement", NULL };
static const char *const fiction[] = { "Comedy Fiction", "Drama", "Science Fiction", NULL };
static const char *const health[] = {
    "Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality", NULL
};
static const char *const kids[] = { "Education for Kids", "Parenting", "Pets & Animals",
                                    "Stories for Kids", NULL };
static const char *const leisure[] = {
    "Animation & Manga", "Automotive",    "Aviation",    "Crafts", "Games",
    "Hobbies",           "Home & Garden", "Video Games", NULL
};
static const char *const music[] = { "Music Commentary", "Music History", "Music Interviews",
                                     NULL };
static const char *const news[] = { "Business News",   "Daily News", "Entertainment News",
                                    "News Commentary", "Politics",   "Sports News",
                                    "Tech News",       NULL };
static const char *const religion[] = { "Buddhism", "Christianity", "Hinduism",     "Islam",
                                        "Judaism",  "Religion",     "Spirituality", NULL };
static const char *const science[] = {
    "Astronomy",        "Chemistry", "Earth Sciences", "Life Sciences",   "Mathematics",
    "Natural Sciences", "Nature",    "Physics",        "Social Sciences", NULL
};
static const char *const society[] = { "Documentary",     "Personal Journals", "Philosophy",
                                       "Places & Travel", "Relationships",     NULL };
static const char *const sports[] = { "Baseball",   "Basketball", "Cricket",   "Fantasy Sports",
                                      "Football",   "Golf",       "Hockey",    "Rugby",
                                      "Running",    "Soccer",     "Swimming",  "Tennis",
                                      "Volleyball", "Wilderness", "Wrestling", NULL };
static const char *const film[] = { "After Shows",  "Film History", "Film Interviews",
                                    "Film Reviews", "TV Reviews",   NULL };

static const struct {
    const char *name;
    const char *const *subs; /* NULL: it has none */
} categories[] = {
    { "Arts", arts },
    { "Business", business },
    { "Comedy", comedy },
    { "Education", education },
    { "Fiction", fiction },
    { "Government", NULL },
    { "Health & Fitness", health },
    { "History", NULL },
    { "Kids & Family", kids },
    { "Leisure", leisure },
    { "Music", music },
    { "News", news },
    { "Religion & Spirituality", religion },
    { "Science", science },
    { "Society & Culture", society },
    { "Sports", sports },
    { "Technology", NULL },
    { "True Crime", NULL },
    { "TV & Film", film },
};

static const char *const *subs_of(const char *name, const char **spelled)
{
    for (size_t i = 0; i < G_N_ELEMENTS(categories); i++)
        if (g_ascii_strcasecmp(categories[i].name, name) == 0) {
            *spelled = categories[i].name;
            return categories[i].subs;
        }
    return NULL;
}

gboolean category_parse(const char *text, struct category *category)
{
    g_auto(GStrv) parts = g_strsplit(text, ">", 2);
    const char *const *subs;

    *category = (struct category){ 0 };
    if (!parts[0])
        return FALSE;
    subs = subs_of(g_strstrip(parts[0]), &category->name);
    if (!parts[1])
        return category->name != NULL;
    g_strstrip(parts[1]);
    for (; subs && *subs; subs++)
        if (g_ascii_strcasecmp(*subs, parts[1]) == 0)
            category->sub = *subs;
    return category->sub != NULL;
}

char *category_names(const char *name)
{
    const char *spelled = NULL;
    const char *const *subs = name ? subs_of(name, &spelled) : NULL;
    GString *names;

    if (name)
        return subs ? g_strjoinv(", ", (char **)subs) : NULL;
    names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(categories); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", categories[i].name);
    return g_string_free(names, FALSE);
}
