/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapped clips, shared by all players. */
#ifndef CORE_PHONE_SHELF_H
#define CORE_PHONE_SHELF_H

#include "core/phone/player.h"

struct clip {
    char *path;
    const guint8 *bytes;
    gsize size;
    guint users;
    GList link; /* among those that nobody hears */
};

/* NULL: there is no such file, or it is empty. */
struct clip *clip_shelf_take(struct clip_shelf *shelf, const char *folder, const char *file);
void clip_shelf_return(struct clip_shelf *shelf, struct clip *clip);

#endif
