/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps of publishing share; for them alone. */
#ifndef CORE_EDITION_RUN_H
#define CORE_EDITION_RUN_H

#include "core/edition/binder.h"
#include "core/edition/folder.h"
#include "core/edition/gather.h"
#include "core/edition/publish.h"
#include "core/edition/selection.h"
#include "core/edition/wants.h"

struct run {
    struct publish *publish;
    struct folder *folder;
    struct catalogue *catalogue;
    struct gather gather;
    struct selection *selection;
    struct wants *wants;
    GPtrArray *chosen;   /* of struct chosen */
    GArray *sections;    /* of struct bound_section */
    guint buried;        /* sections at the end that hold tombstones */
    GArray *episodes;    /* of struct bound_section: what a feed has */
    GPtrArray *titles;   /* of char *: of the sections */
    const char *front;   /* key of the front page, or NULL; as the next, owned by `chosen` */
    GPtrArray *together; /* of const char *: keys of episodes that hold several articles */
    char *image;         /* the cover among the media, or NULL */
    uint32_t rate;
};

/* Speak what is chosen and not there yet: an array of struct press_article. */
gboolean run_make(struct run *run, const GArray *articles, GError **error);
/* A line for people. */
void run_say(struct run *run, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
