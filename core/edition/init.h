/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first edition file of a newsroom: commented, and good to publish at once. */
#ifndef CORE_EDITION_INIT_H
#define CORE_EDITION_INIT_H

#include <glib.h>

#define INIT_NAME "edition.ini"

/*
 * Write edition.ini into a folder that has none; its articles are the samples of the folder
 * `samples`. A new string, its path; NULL with ERROR_OUTPUT when it is there already or cannot be
 * written, with ERROR_INPUT when there are no samples.
 */
char *edition_init(const char *folder, const char *samples, GError **error);

/* What is written, before the samples' names are in it: static. */
const char *edition_sample(gsize *size);

#endif
