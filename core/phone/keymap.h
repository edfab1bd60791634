/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which key does what where. Data: LANGUAGE-free tables of three columns, place, key, command:
 *   story  3   sentence-forward
 * Places: main, topic, story, settings. A key that is not in the table does nothing there, and
 * that is said.
 */
#ifndef CORE_PHONE_KEYMAP_H
#define CORE_PHONE_KEYMAP_H

#include <glib.h>

enum line_place { PLACE_MAIN, PLACE_TOPIC, PLACE_STORY, PLACE_SETTINGS, PLACE_COUNT };

enum line_command {
    COMMAND_NONE,
    COMMAND_CHOOSE_1,
    COMMAND_CHOOSE_2,
    COMMAND_CHOOSE_3,
    COMMAND_CHOOSE_4,
    COMMAND_CHOOSE_5,
    COMMAND_NEW,
    COMMAND_SEARCH,
    COMMAND_MORE,
    COMMAND_SETTINGS,
    COMMAND_HELP,
    COMMAND_REPEAT,
    COMMAND_UP,
    COMMAND_READ,
    COMMAND_NEXT,
    COMMAND_BEFORE,
    COMMAND_SENTENCE_BACK,
    COMMAND_SENTENCE_FORWARD,
    COMMAND_PARAGRAPH_BACK,
    COMMAND_PARAGRAPH_FORWARD,
    COMMAND_PAUSE,
    COMMAND_WHERE,
    COMMAND_SLOWER,
    COMMAND_FASTER,
    COMMAND_START,
    COMMAND_ENTER_CODE,
    COMMAND_NEW_CODE,
    COMMAND_COUNT
};

struct keymap;

/* The map of this name that is built in ("standard", "access"), or of a file. NULL with
 * ERROR_INPUT: the line and what is wrong in it, and what there is. */
struct keymap *keymap_load(const char *name_or_path, GError **error);
/* From memory; `name` stands in messages. For tests and fuzzing. */
struct keymap *keymap_parse(const char *name, const char *text, gsize size, GError **error);
void keymap_free(struct keymap *keymap);

enum line_command keymap_command(const struct keymap *keymap, enum line_place place, char key);
/* "sentence-forward". */
const char *keymap_command_name(enum line_command command);

#endif
