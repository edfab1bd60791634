/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A call without its wires: dialogue, player, keys and clock. Whoever carries the call asks for a
 * packet every 20 milliseconds and brings the keys. The clock counts packets, so it stands still
 * while a call is held and none is asked for.
 */
#ifndef CORE_PHONE_CALL_H
#define CORE_PHONE_CALL_H

#include "core/phone/conversation.h"
#include "core/phone/keys.h"
#include "core/phone/player.h"

struct phone_call_setup {
    const struct phone_service *service;
    struct board *board;
    struct clip_shelf *shelf;
    const char *caller; /* NULL: unknown or withheld */
    gint64 now;         /* seconds since 1970 */
};

struct phone_call;

/* The caller is there; the first packet may be asked for. */
struct phone_call *phone_call_new(const struct phone_call_setup *setup);
/* The caller is gone, or must go, and why. */
void phone_call_free(struct phone_call *call, enum call_end why);

/* The next 20 milliseconds, in µ-law. FALSE: all is said, hang up. */
gboolean phone_call_packet(struct phone_call *call, guint8 packet[PACKET_SAMPLES]);

/* A packet of a press as RTP brings it; `stamp` is its timestamp, `now` any clock's milliseconds.
 */
void phone_call_event(struct phone_call *call, guint32 stamp, char key, gint64 now);
/* A press that came another way. */
void phone_call_press(struct phone_call *call, enum key_way way, char key, gint64 now);

/* There is a newer edition. */
void phone_call_offer(struct phone_call *call, struct board *board);

guint phone_call_keys(const struct phone_call *call);

#endif
