/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sound of one call: what SDP agrees on, RTP and RTCP in both directions. */
#ifndef CORE_PHONE_SIP_MEDIA_H
#define CORE_PHONE_SIP_MEDIA_H

#include "core/phone/player.h"

#include <re.h>

/* RTP ports are handed out in turn, even ones. */
struct media_ports {
    guint16 first, last;
    guint16 next;
};

struct media_handlers {
    void (*event)(void *arg, guint32 stamp, char key);
    void (*tone)(void *arg, char key);
    void (*heard)(void *arg); /* anything of the caller's */
};

struct media;

/* NULL: no port is free. */
struct media *media_new(const struct sa *local, struct media_ports *ports, const guint8 *a_table,
                        const struct media_handlers *handlers, void *arg);
void media_free(struct media *media);

/* What the caller offers, or answers to our offer. FALSE: nothing fits. */
gboolean media_take(struct media *media, struct mbuf *description, gboolean offer);
/* Our answer, or our offer; NULL when there is no memory. */
struct mbuf *media_describe(struct media *media, gboolean offer);

/* FALSE: the call is held, or it is not yet known where to send. */
gboolean media_sends(const struct media *media);
/* 20 milliseconds of µ-law. */
void media_send(struct media *media, const guint8 packet[PACKET_SAMPLES]);
/* Time went by in which nothing was sent. */
void media_skip(struct media *media, guint packets);

#endif
