/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/homograph_model.h"

#include "core/language/sorted.h"
#include "core/language/table.h"

#include <stdio.h>
#include <string.h>

struct scopes {
    const char *scope[3];
    unsigned count;
    void (*each)(const char *name, void *user);
    void *user;
};

/* Words around name the topic, which says nothing about other words. */
static void in_scopes(const char *fact, void *user)
{
    const struct scopes *scopes = user;
    unsigned count = *fact == '*' ? 1 : scopes->count;

    for (unsigned i = 0; i < count; i++) {
        char name[160];

        snprintf(name, sizeof(name), "%s%s|%s", i > 0 ? "=" : "", scopes->scope[i], fact);
        scopes->each(name, scopes->user);
    }
}

void homograph_model_facts(const struct homograph_context *context, int token, const char *word,
                           const char *kind, void (*each)(const char *name, void *user), void *user)
{
    struct scopes scopes = { { word, kind, "verb" }, 1, each, user };

    if (strcmp(kind, "own") != 0)
        scopes.count = 3;
    homograph_context_facts(context, token, in_scopes, &scopes);
}

static void add_weight(const char *name, void *user)
{
    int *sum = user;
    struct sorted_line line;
    gsize size;
    const char *model = table_text("en", "homograph_model", &size);

    if (model && sorted_find(model, size, name, strlen(name), &line))
        *sum += (int)g_ascii_strtoll(line.value, NULL, 10);
}

int homograph_model_score(const struct homograph_context *context, int token, const char *word,
                          const char *kind)
{
    int sum = 0;

    homograph_model_facts(context, token, word, kind, add_weight, &sum);
    return sum;
}
