/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that an edition is published into: made when it is missing, locked for one run at
 * a time, its catalogue opened, and made again from the packages when it is damaged.
 */
#ifndef CORE_EDITION_FOLDER_H
#define CORE_EDITION_FOLDER_H

#include "core/edition/catalogue.h"

struct folder_wish {
    const char *path;
    const char *edition; /* its name for ever */
    gboolean wait;       /* for another run */
    void (*say)(void *data, const char *line);
    void *say_data;
};

struct folder;

/* NULL with ERROR_OUTPUT. The catalogue is closed by hand, before the folder. */
struct folder *folder_open(const struct folder_wish *wish, struct catalogue **catalogue,
                           GError **error);
/* NULL is allowed. */
void folder_close(struct folder *folder);
/* Frames per second of the packages: those of the first article of some sections (of struct
 * bound_section). FALSE with ERROR_INPUT. */
gboolean folder_rate(const struct folder *folder, struct catalogue *catalogue,
                     const GArray *sections, uint32_t *rate, GError **error);

#endif
