/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/card.h"

#include "core/edition/skim_words.h"

static const char *const places[PLACE_COUNT] = {
    [PLACE_MAIN] = "card main",
    [PLACE_TOPIC] = "card topic",
    [PLACE_STORY] = "card story",
    [PLACE_SETTINGS] = "card settings",
};

static char *words_of(const char *language, const char *key)
{
    const char *const none[] = { NULL };
    char *words = table_words(language, "line", key, none);

    return words ? words : table_words("en", "line", key, none);
}

char *card_text(const struct keymap *keymap, const char *language)
{
    GString *text = g_string_new(NULL);

    for (int place = 0; place < PLACE_COUNT; place++) {
        g_autofree char *title = words_of(language, places[place]);

        g_string_append_printf(text, "%s%s\n", place > 0 ? "\n" : "", title ? title : "");
        for (const char *key = "1234567890*#"; *key; key++) {
            const enum line_command command = keymap_command(keymap, (enum line_place)place, *key);
            g_autofree char *name = g_strconcat("does ", keymap_command_name(command), NULL);
            g_autofree char *words = words_of(language, name);

            if (command != COMMAND_NONE)
                g_string_append_printf(text, "  %c  %s\n", *key,
                                       words ? words : keymap_command_name(command));
        }
    }
    return g_string_free(text, FALSE);
}
