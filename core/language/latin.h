/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any writing in the letters of ASCII, as near as they come to its sound. */
#ifndef CORE_LANGUAGE_LATIN_H
#define CORE_LANGUAGE_LATIN_H

#include <glib.h>

/* "Москва" as "Moskva". A new string of ASCII; what has no such letters is left out. */
char *latin_text(const char *text);

#endif
