/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/homograph.h"

#include "core/language/homograph_model.h"
#include "core/language/table.h"

#include <string.h>

#define LIMIT_HOMOGRAPH 24u

struct homograph {
    char *word, *kind;
    char *said[2];
};

struct homographs {
    GHashTable *words; /* the word in small letters: struct homograph */
    char *language;
    struct homograph_model *model; /* read when the first of them is met */
    struct homograph_context context;
    const char *text; /* the sentence */
    uint32_t size;
    gboolean ready; /* the context is of this sentence */
};

static void homograph_free(void *data)
{
    struct homograph *homograph = data;

    g_free(homograph->word);
    g_free(homograph->kind);
    g_free(homograph->said[0]);
    g_free(homograph->said[1]);
    g_free(homograph);
}

struct homographs *homographs_new(const char *language)
{
    struct homographs *homographs;
    struct table_line line;

    if (!table_open(&line, language, "homographs"))
        return NULL;
    homographs = g_new0(struct homographs, 1);
    homographs->words = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, homograph_free);
    homographs->language = g_strdup(language);
    homograph_context_init(&homographs->context);
    while (table_next(&line)) {
        struct homograph *homograph = g_new0(struct homograph, 1);

        homograph->word = table_field(&line, 0);
        homograph->kind = table_field(&line, 1);
        homograph->said[0] = table_field(&line, 3);
        homograph->said[1] = table_field(&line, 5);
        g_hash_table_replace(homographs->words, homograph->word, homograph);
    }
    return homographs;
}

void homographs_free(struct homographs *homographs)
{
    if (!homographs)
        return;
    g_hash_table_unref(homographs->words);
    homograph_context_clear(&homographs->context);
    homograph_model_free(homographs->model);
    g_free(homographs->language);
    g_free(homographs);
}

void homographs_sentence(struct homographs *homographs, const char *text, uint32_t size)
{
    homographs->text = text;
    homographs->size = size;
    homographs->ready = FALSE;
}

/* Most sentences have no homograph and are never looked at closely. */
static void prepare(struct homographs *homographs)
{
    if (!homographs->model)
        homographs->model = homograph_model_new(homographs->language);
    if (!homographs->ready)
        homograph_context_set(&homographs->context, homographs->text, homographs->size);
    homographs->ready = TRUE;
}

const char *homographs_choose(struct homographs *homographs, uint32_t at, uint32_t size)
{
    char word[LIMIT_HOMOGRAPH];
    const struct homograph *homograph;
    int token, score;

    if (size >= sizeof(word))
        return NULL;
    for (uint32_t i = 0; i < size; i++)
        word[i] = g_ascii_tolower(homographs->text[at + i]);
    word[size] = '\0';
    homograph = g_hash_table_lookup(homographs->words, word);
    if (!homograph)
        return NULL;
    prepare(homographs);
    /* A word alone, as in a list, has no sign for either reading. */
    if (homographs->context.tokens->len < 2)
        return NULL;
    token = homograph_context_find(&homographs->context, at);
    if (token < 0 || !homographs->model)
        return homograph->said[0];
    score = homograph_model_score(homographs->model, &homographs->context, token, homograph->word,
                                  homograph->kind);
    return homograph->said[score > 0];
}
