/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/homograph_model.h"

#include "core/language/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define LIMIT_NAME 160

struct scopes {
    char name[3][LIMIT_NAME]; /* each begins with its scope and a bar */
    size_t size[3];           /* of that beginning */
    unsigned count;
    void (*each)(const char *name, void *user);
    void *user;
};

static void add_scope(struct scopes *scopes, const char *mark, const char *scope)
{
    unsigned i = scopes->count++;

    scopes->size[i] = (size_t)snprintf(scopes->name[i], LIMIT_NAME / 2, "%s%.40s|", mark, scope);
}

/* Words around name the topic, which says nothing about other words. */
static void in_scopes(const char *fact, void *user)
{
    struct scopes *scopes = user;
    unsigned count = *fact == '*' ? 1 : scopes->count;
    size_t size = strlen(fact) + 1;

    for (unsigned i = 0; i < count; i++) {
        if (scopes->size[i] + size > LIMIT_NAME)
            continue;
        memcpy(scopes->name[i] + scopes->size[i], fact, size);
        scopes->each(scopes->name[i], scopes->user);
    }
}

void homograph_model_facts(const struct homograph_context *context, int token, const char *word,
                           const char *kind, void (*each)(const char *name, void *user), void *user)
{
    struct scopes scopes = { .each = each, .user = user };

    add_scope(&scopes, "", word);
    if (strcmp(kind, "own") != 0) {
        add_scope(&scopes, "=", kind);
        add_scope(&scopes, "=", "verb");
    }
    homograph_context_facts(context, token, in_scopes, &scopes);
}

/* ---- Weights ---- */

/*
 * The lines of the table by the hash of their names: a word asks for 200 of them. The
 * lines of a scope are taken in when the first word of that scope is met, because an
 * article has few homographs and the table has 74,000 lines.
 */
struct homograph_model {
    const char *text, *end;
    GHashTable *known; /* scopes taken in */
    uint32_t *places;  /* of lines, 1 more than their offset; 0: none */
    uint32_t mask;     /* size of places, less 1 */
};

struct sum {
    const struct homograph_model *model;
    int total;
};

static uint32_t hash_name(const char *name, size_t size)
{
    return (uint32_t)XXH3_64bits(name, size);
}

static void index_line(struct homograph_model *model, const char *name, size_t size)
{
    uint32_t place = hash_name(name, size) & model->mask;

    while (model->places[place])
        place = (place + 1) & model->mask;
    model->places[place] = (uint32_t)(name - model->text) + 1;
}

static const char *line_end(const struct homograph_model *model, const char *line)
{
    const char *end = memchr(line, '\n', (size_t)(model->end - line));

    return end ? end : model->end;
}

static gboolean begins_with(const struct homograph_model *model, const char *line,
                            const char *scope, size_t size)
{
    return (size_t)(model->end - line) >= size && memcmp(line, scope, size) == 0;
}

/* The first line that does not stand before the scope: the lines are sorted by bytes. */
static const char *find_scope(const struct homograph_model *model, const char *scope, size_t size)
{
    const char *from = model->text;
    const char *to = model->end;

    while (from < to) {
        const char *middle = from + (to - from) / 2;
        const char *before = memrchr(from, '\n', (size_t)(middle - from));
        const char *line = before ? before + 1 : from;

        if (memcmp(line, scope, MIN(size, (size_t)(model->end - line))) < 0)
            from = MIN(line_end(model, line) + 1, to);
        else
            to = line;
    }
    return from;
}

/* Take in the lines of a scope, once. */
static void know_scope(struct homograph_model *model, const char *mark, const char *scope)
{
    g_autofree char *prefix = g_strdup_printf("%s%.40s|", mark, scope);
    size_t size = strlen(prefix);
    const char *line;

    if (g_hash_table_contains(model->known, prefix))
        return;
    for (line = find_scope(model, prefix, size);
         line < model->end && begins_with(model, line, prefix, size);) {
        const char *end = line_end(model, line);
        const char *tab = memchr(line, '\t', (size_t)(end - line));

        index_line(model, line, (size_t)((tab ? tab : end) - line));
        line = end < model->end ? end + 1 : end;
    }
    g_hash_table_add(model->known, g_steal_pointer(&prefix));
}

struct homograph_model *homograph_model_new(const char *language)
{
    struct homograph_model *model;
    gsize size = 0, slots = 2;
    const char *text = table_text(language, "homograph_model", &size);

    if (!text)
        return NULL;
    model = g_new0(struct homograph_model, 1);
    model->text = text;
    model->end = text + size;
    while (model->text < model->end && *model->text == '#')
        model->text = MIN(line_end(model, model->text) + 1, model->end);
    /* No line has fewer than 8 bytes, and most have 20: half the places stay free. */
    while (slots < size / 8)
        slots *= 2;
    model->mask = (uint32_t)slots - 1;
    model->places = g_new0(uint32_t, slots);
    model->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return model;
}

void homograph_model_free(struct homograph_model *model)
{
    if (!model)
        return;
    g_free(model->places);
    g_hash_table_unref(model->known);
    g_free(model);
}

static void add_weight(const char *name, void *user)
{
    struct sum *sum = user;
    const struct homograph_model *model = sum->model;
    size_t size = strlen(name);
    uint32_t place = hash_name(name, size) & model->mask;

    for (; model->places[place]; place = (place + 1) & model->mask) {
        const char *line = model->text + model->places[place] - 1;

        if ((size_t)(model->end - line) > size && line[size] == '\t' &&
            memcmp(line, name, size) == 0) {
            sum->total += (int)strtol(line + size + 1, NULL, 10);
            return;
        }
    }
}

int homograph_model_score(struct homograph_model *model, const struct homograph_context *context,
                          int token, const char *word, const char *kind)
{
    struct sum sum = { model, 0 };

    know_scope(model, "", word);
    know_scope(model, "=", kind);
    know_scope(model, "=", "verb");
    homograph_model_facts(context, token, word, kind, add_weight, &sum);
    return sum.total;
}
