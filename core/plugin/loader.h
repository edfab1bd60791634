/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Find plugin files, open them, check them. Opening runs code of the plugin:
 * do it in a process that may die (see scan.h), unless a scan has passed it.
 */
#ifndef CORE_PLUGIN_LOADER_H
#define CORE_PLUGIN_LOADER_H

#include <crier/abi.h>
#include <glib.h>

/* Folders to look in, first match of a name wins: CRIER_PLUGIN_PATH (separated
 * by colons), then `installed`. NULL-ended, owned by the caller. */
char **loader_folders(const char *installed);

/* Name of the subfolder for a kind: "readers", "outputs". */
const char *loader_kind_folder(uint32_t kind);

/*
 * Paths of all plugin files of a kind (FOLDER/readers/NAME.so or FOLDER/NAME.so),
 * folder by folder, names sorted. Array of char *, owned by the array.
 */
GPtrArray *loader_files(char *const *folders, uint32_t kind);

/* What is wrong with a plugin's structure, NULL when nothing is.
 * A new string. */
char *loader_complaint(const struct crier_head *head, uint32_t kind);

/* How the complaint about a good plugin of the other kind begins. */
#define LOADER_OTHER_KIND "it is a plugin of another kind"

/*
 * Open a file and check it. Returns the plugin's head, valid until the process
 * ends (plugins are never closed), or NULL with *reason, owned by the caller: a
 * few plain words that do not repeat the path.
 */
const struct crier_head *loader_open(const char *path, uint32_t kind, char **reason);

#endif
