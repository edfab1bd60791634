/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/script.h"

#include "core/base/error.h"
#include "core/edition/skim_words.h"
#include "core/language/coverage.h"
#include "core/language/table.h"

#include <string.h>

/* Silence behind prompts; behind a headline there is time to choose it. */
enum { TAIL_MS = 200, HEADLINE_TAIL_MS = 800 };

static const char place_names[PLACE_COUNT][9] = { "main", "topic", "story", "settings" };

static uint32_t add(struct script *script, char *text, uint32_t tail)
{
    if (!text)
        return BOARD_NONE;
    g_ptr_array_add(script->texts, text);
    g_array_append_val(script->tails, tail);
    return script->texts->len - 1;
}

static char *key_said(const struct script *script, char key)
{
    const char name[] = { 'k', 'e', 'y', ' ', key, '\0' };

    return table_words(script->language, "line", key ? name : "key none",
                       (const char *const[]){ NULL });
}

/* The first key that has this command there, or NUL. */
static char key_of(const struct keymap *keymap, enum line_place place, enum line_command command)
{
    for (const char *key = "1234567890*#"; *key; key++)
        if (keymap_command(keymap, place, *key) == command)
            return *key;
    return '\0';
}

/* Pairs of "story.pause" and how its key is said; then title and date. */
static GPtrArray *values_new(const struct script *script, const char *title, const char *date)
{
    GPtrArray *values = g_ptr_array_new_with_free_func(g_free);

    for (int place = 0; place < PLACE_COUNT; place++)
        for (int command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
            g_ptr_array_add(values,
                            g_strdup_printf("%s.%s", place_names[place],
                                            keymap_command_name((enum line_command)command)));
            g_ptr_array_add(values, key_said(script, key_of(script->keymap, (enum line_place)place,
                                                            (enum line_command)command)));
        }
    g_ptr_array_add(values, g_strdup("title"));
    g_ptr_array_add(values, g_strdup(title));
    g_ptr_array_add(values, g_strdup("date"));
    g_ptr_array_add(values, g_strdup(date));
    g_ptr_array_add(values, NULL);
    return values;
}

static void end_with(struct script *script, enum board_prompt prompt, const char *words)
{
    char *before = script->texts->pdata[prompt];

    script->texts->pdata[prompt] = g_strconcat(before, " ", words, NULL);
    g_free(before);
}

static const char *language_of(const char *language)
{
    g_autofree char *primary = language_primary(language);
    gsize size;

    return table_text(primary, "line", &size) ? language : "en";
}

gboolean script_init(struct script *script, const char *language, const struct keymap *keymap,
                     const char *title, const char *date, const char *authority, GError **error)
{
    g_autoptr(GPtrArray) values = NULL;

    *script = (struct script){ .language = language_of(language),
                               .keymap = keymap,
                               .texts = g_ptr_array_new_with_free_func(g_free),
                               .tails = g_array_new(FALSE, FALSE, sizeof(uint32_t)) };
    values = values_new(script, title, date);
    for (int i = 0; i < PROMPT_COUNT; i++)
        if (add(script,
                table_words(script->language, "line", board_prompt_name((enum board_prompt)i),
                            (const char *const *)values->pdata),
                TAIL_MS) == BOARD_NONE) {
            g_set_error(error, CRIER_ERROR, ERROR_BUG, "the words of the line lack \"%s\"",
                        board_prompt_name((enum board_prompt)i));
            return FALSE;
        }
    if (authority)
        end_with(script, PROMPT_GREETING, authority);
    return TRUE;
}

void script_clear(struct script *script)
{
    g_ptr_array_unref(script->texts);
    g_array_unref(script->tails);
}

/* The line of this very number, or the one for all. */
static uint32_t add_numbered(struct script *script, const char *key, uint32_t number,
                             const char *topic)
{
    g_autofree char *text = g_strdup_printf("%u", number);
    g_autofree char *exact = g_strdup_printf("%s %u", key, number);
    const char *const values[] = { "n", text, "topic", topic, NULL };
    char *words = table_words(script->language, "line", exact, values);

    return add(script, words ? words : table_words(script->language, "line", key, values), TAIL_MS);
}

uint32_t script_count(struct script *script, const char *key, uint32_t number)
{
    return add_numbered(script, key, number, "");
}

uint32_t script_opening(struct script *script, const char *topic, uint32_t stories)
{
    return add_numbered(script, "opening", stories, topic);
}

uint32_t script_choice(struct script *script, const char *topic, uint32_t number)
{
    g_autofree char *key = g_strdup_printf("%u", number);
    const char *const values[] = { "topic", topic, "key", key, NULL };

    return add(script, table_words(script->language, "line", "choice", values), TAIL_MS);
}

/* A headline that ends its sentence itself gets no second mark. */
static gboolean is_ended(const char *headline)
{
    const size_t size = strlen(headline);

    return size > 0 && strchr(".!?", headline[size - 1]) != NULL;
}

uint32_t script_headline(struct script *script, const char *headline)
{
    const char *const values[] = { "headline", headline, NULL };

    return add(script,
               is_ended(headline) ? g_strdup(headline)
                                  : table_words(script->language, "line", "headline", values),
               HEADLINE_TAIL_MS);
}

uint32_t script_place(struct script *script, const char *topic, uint32_t number, uint32_t count)
{
    g_autofree char *which = g_strdup_printf("%u", number), *of = g_strdup_printf("%u", count);
    const char *const values[] = { "topic", topic, "n", which, "count", of, NULL };

    return add(script, table_words(script->language, "line", "place", values), TAIL_MS);
}
