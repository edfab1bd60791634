/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/homograph_model.h"

#include "core/language/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The lines of the table by the hash of their names: a word asks for 200 of them. */
struct homograph_model {
    const char *text, *end;
    uint32_t *places; /* of lines, 1 more than their offset; 0: none */
    uint32_t mask;    /* size of places, less 1 */
};

struct sum {
    const struct homograph_model *model;
    int total;
};

static uint32_t hash_name(const char *name, size_t size)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static void index_line(struct homograph_model *model, const char *name, size_t size)
{
    uint32_t place = hash_name(name, size) & model->mask;

    while (model->places[place])
        place = (place + 1) & model->mask;
    model->places[place] = (uint32_t)(name - model->text) + 1;
}

struct homograph_model *homograph_model_new(const char *language)
{
    struct homograph_model *model;
    struct table_line line;
    gsize size = 0, slots = 2;
    const char *text = table_text(language, "homograph_model", &size);

    if (!text)
        return NULL;
    model = g_new0(struct homograph_model, 1);
    model->text = text;
    model->end = text + size;
    /* No line has fewer than 8 bytes, so that half the places stay free. */
    while (slots < size / 4)
        slots *= 2;
    model->mask = (uint32_t)slots - 1;
    model->places = g_new0(uint32_t, slots);
    table_open(&line, language, "homograph_model");
    while (table_next(&line))
        index_line(model, line.field[0], line.size[0]);
    return model;
}

void homograph_model_free(struct homograph_model *model)
{
    if (!model)
        return;
    g_free(model->places);
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

int homograph_model_score(const struct homograph_model *model,
                          const struct homograph_context *context, int token, const char *word,
                          const char *kind)
{
    struct sum sum = { model, 0 };

    homograph_model_facts(context, token, word, kind, add_weight, &sum);
    return sum.total;
}
