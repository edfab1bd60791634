/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an edition's folder "phone" (see board.h) of the articles that publishing has spoken. */
#ifndef CORE_PHONE_RENDER_H
#define CORE_PHONE_RENDER_H

#include "core/edition/publish.h"
#include "core/phone/keymap.h"

/* An edition as the line wants it: µ-law, the profile "phone", further rates. */
void render_change(struct edition_file *edition);

struct render_job {
    const struct keymap *keymap; /* whose keys the prompts name */
};

/* As `finish` of struct publish; data is a struct render_job. Clips first, the manifest last. */
gboolean render_finish(void *job, struct run *run, GError **error);

#endif
