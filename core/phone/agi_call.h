/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call that a PBX carries, over a connected socket: the dialogue's clips are files that the
 * PBX plays, its keys come back as answers. Takes as long as the call: for a thread of its own. */
#ifndef CORE_PHONE_AGI_CALL_H
#define CORE_PHONE_AGI_CALL_H

#include "core/phone/conversation.h"

struct agi_call_setup {
    int socket; /* stays the caller's */
    const struct phone_service *service;
    struct board *board;
    const char *audio_folder; /* the folder "phone" as the PBX sees it */
    guint longest;            /* minutes */
    /* A reference to a board that is newer than the one of `seen`, or NULL. May be NULL. */
    struct board *(*newer)(void *data, guint *seen);
    const gint *stopping; /* not 0, read atomically: calls end because the line does; or NULL */
    void *data;
    guint seen;
};

/* FALSE: what came was no call of a PBX. */
gboolean agi_call_run(const struct agi_call_setup *setup);

#endif
