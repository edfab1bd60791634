/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line for those who have a PBX: a FastAGI server, a thread a call. */
#ifndef CORE_PHONE_AGI_H
#define CORE_PHONE_AGI_H

#include "core/phone/conversation.h"
#include "core/phone/peers.h"

enum { AGI_PORT = 4573 };

struct agi_options {
    const char *folder;        /* "phone" in an edition's */
    const char *audio_folder;  /* the same as the PBX sees it; NULL: `folder` */
    const char *listen;        /* NULL: "127.0.0.1:4573"; port 0: a free one */
    const struct peers *peers; /* NULL: this machine alone */
    const struct phone_service *service;
    guint most_calls; /* 0: 200 */
    guint longest;    /* minutes; 0: 60 */
    int stop;         /* descriptor: readable is a wish to end; or -1 */
    /* A line for people; may be NULL. Calls are in threads, but this is one at a time. */
    void (*say)(void *data, const char *line);
    void (*listening)(void *data, guint16 port); /* or NULL */
    void *data;
};

/* Answers until SIGINT, SIGTERM or `stop`; then calls end, and their places are kept. FALSE: it
 * could not begin. */
gboolean agi_run(const struct agi_options *options, GError **error);

#endif
