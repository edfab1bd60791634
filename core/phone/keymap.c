/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/keymap.h"

#include "core/base/error.h"

#include <string.h>

#define MAP(name)                                                                                  \
    extern const char keymap_##name[];                                                             \
    extern const char keymap_##name##_end[];                                                       \
    __asm__(".section .rodata\n"                                                                   \
            ".global keymap_" #name "\n"                                                           \
            "keymap_" #name ":\n"                                                                  \
            ".incbin \"core/phone/maps/" #name ".tsv\"\n"                                          \
            ".global keymap_" #name "_end\n"                                                       \
            "keymap_" #name "_end:\n"                                                              \
            ".byte 0\n"                                                                            \
            ".previous\n");
MAP(standard)
MAP(access)
#undef MAP

enum { KEYS = 12 };

static const char key_names[KEYS + 1] = "0123456789*#";

static const struct {
    const char *name, *text, *end;
} built_in[] = {
    { "standard", keymap_standard, keymap_standard_end },
    { "access", keymap_access, keymap_access_end },
};

static const char *const place_names[PLACE_COUNT] = { "main", "topic", "story", "settings" };

static const char *const command_names[COMMAND_COUNT] = {
    [COMMAND_NONE] = "none",
    [COMMAND_CHOOSE_1] = "choose-1",
    [COMMAND_CHOOSE_2] = "choose-2",
    [COMMAND_CHOOSE_3] = "choose-3",
    [COMMAND_CHOOSE_4] = "choose-4",
    [COMMAND_CHOOSE_5] = "choose-5",
    [COMMAND_NEW] = "new",
    [COMMAND_SEARCH] = "search",
    [COMMAND_MORE] = "more",
    [COMMAND_SETTINGS] = "settings",
    [COMMAND_HELP] = "help",
    [COMMAND_REPEAT] = "repeat",
    [COMMAND_UP] = "up",
    [COMMAND_READ] = "read",
    [COMMAND_NEXT] = "next",
    [COMMAND_BEFORE] = "before",
    [COMMAND_SENTENCE_BACK] = "sentence-back",
    [COMMAND_SENTENCE_FORWARD] = "sentence-forward",
    [COMMAND_PARAGRAPH_BACK] = "paragraph-back",
    [COMMAND_PARAGRAPH_FORWARD] = "paragraph-forward",
    [COMMAND_PAUSE] = "pause",
    [COMMAND_WHERE] = "where",
    [COMMAND_SLOWER] = "slower",
    [COMMAND_FASTER] = "faster",
    [COMMAND_START] = "start",
    [COMMAND_ENTER_CODE] = "enter-code",
    [COMMAND_NEW_CODE] = "new-code",
};

struct keymap {
    unsigned char commands[PLACE_COUNT][KEYS];
};

/* The index of a word, or -1. */
static int find_word(const char *const *words, int count, const char *word)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static int key_index(char key)
{
    const char *at = key ? strchr(key_names, key) : NULL;

    return at ? (int)(at - key_names) : -1;
}

static const char *take_line(struct keymap *keymap, const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, "\t", 4);
    int place, key, command;

    if (g_strv_length(fields) != 3)
        return "three fields are wanted, with tabs between them: place, key, command";
    place = find_word(place_names, PLACE_COUNT, fields[0]);
    key = strlen(fields[1]) == 1 ? key_index(fields[1][0]) : -1;
    command = find_word(command_names, COMMAND_COUNT, fields[2]);
    if (place < 0)
        return "the place is none of main, topic, story, settings";
    if (key < 0)
        return "the key is none of 0 to 9, * and #";
    if (command < 0)
        return "there is no such command; `crier line --card` lists them";
    if (keymap->commands[place][key] != COMMAND_NONE)
        return "this key has a command there already";
    keymap->commands[place][key] = (unsigned char)command;
    return NULL;
}

struct keymap *keymap_parse(const char *name, const char *text, gsize size, GError **error)
{
    struct keymap *keymap = g_new0(struct keymap, 1);
    g_autofree char *whole = g_strndup(text, size);
    g_auto(GStrv) lines = g_strsplit(whole, "\n", -1);
    g_autofree char *shown = error_printable(name, -1);
    const char *wrong = NULL;

    for (guint i = 0; !wrong && lines[i]; i++) {
        g_strchomp(lines[i]);
        if (!lines[i][0] || lines[i][0] == '#')
            continue;
        wrong = take_line(keymap, lines[i]);
        if (wrong)
            g_set_error(error, CRIER_ERROR, ERROR_INPUT, "%s, line %u: %s", shown, i + 1, wrong);
    }
    if (!wrong)
        return keymap;
    keymap_free(keymap);
    return NULL;
}

struct keymap *keymap_load(const char *name_or_path, GError **error)
{
    g_autofree char *text = NULL, *shown = error_printable(name_or_path, -1);
    gsize size;

    for (guint i = 0; i < G_N_ELEMENTS(built_in); i++)
        if (strcmp(built_in[i].name, name_or_path) == 0)
            return keymap_parse(built_in[i].name, built_in[i].text,
                                (gsize)(built_in[i].end - built_in[i].text), error);
    if (g_file_get_contents(name_or_path, &text, &size, NULL))
        return keymap_parse(name_or_path, text, size, error);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "%s: no such key map; there are standard and access, or name a file", shown);
    return NULL;
}

void keymap_free(struct keymap *keymap)
{
    g_free(keymap);
}

enum line_command keymap_command(const struct keymap *keymap, enum line_place place, char key)
{
    const int index = key_index(key);

    return index < 0 ? COMMAND_NONE : (enum line_command)keymap->commands[place][index];
}

const char *keymap_command_name(enum line_command command)
{
    return command_names[command];
}
