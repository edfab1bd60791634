/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a JPEG or PNG picture says of itself, from its first bytes; nothing is decoded. */
#ifndef CORE_EDITION_PICTURE_H
#define CORE_EDITION_PICTURE_H

#include <glib.h>

struct picture {
    const char *suffix;  /* "jpg" or "png" */
    guint width, height; /* pixels */
    gboolean for_print;  /* four colours, which browsers and players show wrong or not at all */
};

/* FALSE when the bytes are neither, or end before they tell their size. */
gboolean picture_measure(const guint8 *bytes, gsize size, struct picture *picture);

#endif
