/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files that every stick, system and player can take. */
#ifndef PLUGINS_OUTPUTS_STICK_FAT_NAME_H
#define PLUGINS_OUTPUTS_STICK_FAT_NAME_H

#include <stddef.h>
#include <stdint.h>

#define FAT_NAME_MOST 64  /* characters, with number and suffix */
#define FAT_NAME_ROOM 256 /* bytes, with the end */

/*
 * "007 Title.mp3": the number with at least so many digits, which keeps the order and makes
 * each name another one, then as much of the title as can stay. `suffix` is without a dot.
 */
void fat_name(char name[FAT_NAME_ROOM], uint64_t number, int digits, const char *title,
              const char *suffix);

#endif
