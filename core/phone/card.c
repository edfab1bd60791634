/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/card.h"

#include "core/edition/skim_words.h"
#include "core/language/coverage.h"
#include "core/language/table.h"

static const char *const places[PLACE_COUNT] = {
    [PLACE_MAIN] = "card main",
    [PLACE_TOPIC] = "card topic",
    [PLACE_STORY] = "card story",
    [PLACE_SETTINGS] = "card settings",
};

static const char keys[] = "1234567890*#";

/* ---- Words ---- */

static char *words_with(const char *language, const char *key, const char *const *values)
{
    char *words = table_words(language, "line", key, values);

    return words ? words : table_words("en", "line", key, values);
}

static char *words_of(const char *language, const char *key)
{
    char *words = words_with(language, key, (const char *const[]){ NULL });

    return words ? words : g_strdup(key);
}

/* "5", or "* (star)": not every voice says a sign. */
static char *name_of(const char *language, char key)
{
    const char line[] = { 'k', 'e', 'y', ' ', key, '\0' };
    g_autofree char *said = words_of(language, line);

    return g_ascii_isdigit(key) ? g_strdup(said) : g_strdup_printf("%c (%s)", key, said);
}

/* What a key does there; NULL: nothing. */
static char *does(const struct keymap *keymap, const char *language, int place, char key)
{
    const enum line_command command = keymap_command(keymap, (enum line_place)place, key);
    g_autofree char *line = g_strconcat("does ", keymap_command_name(command), NULL);

    return command == COMMAND_NONE ? NULL : words_of(language, line);
}

/* ---- As text ---- */

static void put_sentence(GString *text, const char *language, char key, const char *done)
{
    g_autofree char *name = name_of(language, key);
    g_autofree char *sentence =
        words_with(language, "card key", (const char *const[]){ "key", name, "does", done, NULL });

    g_string_append_printf(text, "%s\n", sentence ? sentence : done);
}

char *card_text(const struct keymap *keymap, const char *language)
{
    GString *text = g_string_new(NULL);

    for (int place = 0; place < PLACE_COUNT; place++) {
        g_autofree char *title = words_of(language, places[place]);

        g_string_append_printf(text, "%s%s\n\n", place > 0 ? "\n" : "", title);
        for (const char *key = keys; *key; key++) {
            g_autofree char *done = does(keymap, language, place, *key);

            if (done)
                put_sentence(text, language, *key, done);
        }
    }
    return g_string_free(text, FALSE);
}

/* ---- As a page ---- */

static const char style[] =
    "<style>\n"
    "body { font: 28px/1.4 Verdana, 'DejaVu Sans', sans-serif; margin: 2em auto; max-width: 24em;\n"
    "  padding: 0 1em; color: #000; background: #fff; }\n"
    "h1 { font-size: 1.4em; }\n"
    "h2 { font-size: 1.15em; margin: 1.2em 0 .3em; }\n"
    "table { border-collapse: collapse; width: 100%; }\n"
    "th, td { border: 2px solid #000; padding: .3em .5em; text-align: left; }\n"
    "tbody th { width: 5em; font-size: 1.2em; }\n"
    "@media (prefers-color-scheme: dark) { body { color: #fff; background: #000; }\n"
    "  th, td { border-color: #fff; } }\n"
    "@media print { body { font-size: 24pt; margin: 0; max-width: none; color: #000;\n"
    "  background: #fff; } th, td { border-color: #000; } tr { break-inside: avoid; }\n"
    "  h2 { break-after: avoid; } }\n"
    "</style>\n";

/* `words` is taken over. */
static void put_element(GString *page, const char *open, char *words, const char *close)
{
    g_autofree char *safe = g_markup_escape_text(words, -1);

    g_string_append_printf(page, "%s%s%s", open, safe, close);
    g_free(words);
}

static void put_table(GString *page, const struct keymap *keymap, const char *language, int place)
{
    put_element(page, "<h2>", words_of(language, places[place]), "</h2>\n<table>\n<thead><tr>");
    put_element(page, "<th scope=\"col\">", words_of(language, "card column-key"), "</th>");
    put_element(page, "<th scope=\"col\">", words_of(language, "card column-does"),
                "</th></tr></thead>\n<tbody>\n");
    for (const char *key = keys; *key; key++) {
        char *done = does(keymap, language, place, *key);

        if (!done)
            continue;
        put_element(page, "<tr><th scope=\"row\">", name_of(language, *key), "</th>");
        put_element(page, "<td>", done, "</td></tr>\n");
    }
    g_string_append(page, "</tbody>\n</table>\n");
}

/* The language that the words really are in. */
static char *spoken_language(const char *language)
{
    g_autofree char *primary = language_primary(language);
    gsize size;

    return g_strdup(table_text(primary, "line", &size) ? language : "en");
}

char *card_page(const struct keymap *keymap, const char *language)
{
    g_autofree char *spoken = spoken_language(language);
    GString *page = g_string_new("<!DOCTYPE html>\n<html lang=\"");

    put_element(page, "", g_strdup(spoken),
                "\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    put_element(page, "<title>", words_of(language, "card title"), "</title>\n");
    g_string_append(page, style);
    put_element(page, "</head>\n<body>\n<h1>", words_of(language, "card title"), "</h1>\n");
    for (int place = 0; place < PLACE_COUNT; place++)
        put_table(page, keymap, language, place);
    g_string_append(page, "</body>\n</html>\n");
    return g_string_free(page, FALSE);
}
