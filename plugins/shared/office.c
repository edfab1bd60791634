/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: draft draft_top tree buffer */
#include "shared/office.h"

#include "shared/draft_top.h"

#include <string.h>
#include <strings.h>

/* What programs write in where nobody gave a name. */
static const char *const nobody[] = { "author",        "user",          "admin",
                                      "administrator", "python-docx",   "microsoft office user",
                                      "unknown",       "unknown author" };

static int is_nobody(const char *value, size_t size)
{
    for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++)
        if (size == strlen(nobody[i]) && strncasecmp(value, nobody[i], size) == 0)
            return 1;
    return 0;
}

static void tell(const struct crier_reader_host *host, uint32_t key, const char *value, size_t size)
{
    while (size > 0 && strchr(" \t\r\n", *value)) {
        value++;
        size--;
    }
    while (size > 0 && strchr(" \t\r\n", value[size - 1]))
        size--;
    if (size > 0 && !(key == CRIER_META_AUTHOR && is_nobody(value, size)))
        host->meta(host, key, value, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static void tell_values(const struct crier_reader_host *host, const struct office_key *key,
                        const char *text)
{
    while (*text) {
        size_t size = strcspn(text, key->parting);

        tell(host, key->key, text, size);
        text += size + (text[size] != '\0');
    }
}

static void tell_properties(const struct crier_reader_host *host, const struct tree *tree,
                            const struct tree_node *properties, const struct office_key *keys)
{
    for (const struct office_key *key = keys; key->element; key++)
        for (const struct tree_node *at = properties ? properties->first : NULL; at;
             at = at->next) {
            struct buffer text = { 0 };

            if (!tree_is(at, key->element) || key->key == CRIER_META_TITLE)
                continue;
            tree_text(tree, at, &text);
            tell_values(host, key, buffer_text(&text));
            buffer_clear(&text);
        }
}

static void title_of(const struct tree *tree, const struct tree_node *properties,
                     const struct office_key *keys, struct buffer *title)
{
    for (const struct office_key *key = keys; key->element; key++)
        if (key->key == CRIER_META_TITLE && tree_child(properties, key->element))
            tree_text(tree, tree_child(properties, key->element), title);
}

static int same_language(const char *a, const char *b)
{
    size_t size = strcspn(a, "-_");

    return strcspn(b, "-_") == size && strncasecmp(a, b, size) == 0;
}

/* The language in which most of the text stands, else the document's. */
static const char *main_language(const struct draft *draft, const char *language)
{
    const char *most = language;
    size_t most_size = 0;

    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_line *line = &draft->lines[i];

        const char *of_line = line->language ? line->language : language;

        if (line->kind != DRAFT_LINE || !of_line)
            continue;
        /* One pass: the language that holds against all others together. */
        if (most && same_language(of_line, most)) {
            most_size += line->size;
        } else if (most_size < line->size) {
            most = of_line;
            most_size = line->size;
        } else {
            most_size = most_size > line->size ? most_size - line->size : 0;
        }
    }
    return most;
}

/* Only lines in another language than most say so. */
static void settle_languages(struct draft *draft, const char *language, const char *most)
{
    for (size_t i = 0; i < draft->count; i++) {
        struct draft_line *line = &draft->lines[i];

        if (!line->language)
            line->language = language;
        if (line->kind != DRAFT_LINE ||
            (line->language && most && same_language(line->language, most)))
            line->language = NULL;
    }
}

void office_send(const struct crier_reader_host *host, struct draft *draft, const struct tree *tree,
                 const struct tree_node *properties, const struct office_key *keys,
                 const char *language)
{
    struct buffer title = { 0 };
    const char *most = main_language(draft, language);

    title_of(tree, properties, keys, &title);
    settle_languages(draft, language, most);
    if (most)
        tell(host, CRIER_META_LANGUAGE, most, strlen(most));
    draft_top(draft, host, title.size > 0 ? buffer_text(&title) : NULL);
    draft_send(draft, host);
    tell_properties(host, tree, properties, keys);
    buffer_clear(&title);
}
