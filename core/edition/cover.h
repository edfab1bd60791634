/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cover of an edition among its media, so that a feed can lead to it. */
#ifndef CORE_EDITION_COVER_H
#define CORE_EDITION_COVER_H

#include <glib.h>

/* Is it a picture that can be published, with a podcast also of its size? NULL is. FALSE with
 * ERROR_INPUT. */
gboolean cover_check(const char *cover, gboolean podcast, GError **error);

/* Copy it there unless it is there already; *name: its name below the edition's folder, a new
 * string. `cover`: a path, or NULL: then there is nothing to do. FALSE with ERROR_INPUT (it
 * cannot be read, or is neither JPEG nor PNG) or ERROR_OUTPUT. */
gboolean cover_publish(const char *cover, const char *folder, char **name, GError **error);

#endif
