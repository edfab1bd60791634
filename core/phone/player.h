/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clips, packet by packet. Files are mapped once for all calls that hear them; a call has a
 * player, which goes through its list of clips 20 milliseconds at a time.
 */
#ifndef CORE_PHONE_PLAYER_H
#define CORE_PHONE_PLAYER_H

#include "core/phone/board.h"
#include "core/phone/dialogue.h"

enum { PACKET_SAMPLES = 160, PACKET_MS = 20 };

struct clip_shelf;

/* Clips that nobody hears any more stay mapped up to this many bytes. */
struct clip_shelf *clip_shelf_new(gsize most);
void clip_shelf_free(struct clip_shelf *shelf);
/* How many clips are mapped now; for tests. */
guint clip_shelf_count(const struct clip_shelf *shelf);

/* Have the machine read a board's clips before anybody hears them. Takes its time: for a thread
 * that has it. Returns how many are missing. */
guint clip_shelf_warm(const struct board *board);

struct player;

enum player_state {
    PLAYER_SILENT,  /* there is nothing to play */
    PLAYER_PLAYING, /* the packet has sound of the list */
    PLAYER_ENDED,   /* the packet has the last of it */
    PLAYER_MISSING  /* a clip cannot be played; the packet is not filled, the clip is passed over */
};

struct player *player_new(struct clip_shelf *shelf);
void player_free(struct player *player);

/* Drop what plays, play these from the next packet on. The board is referred to. */
void player_play(struct player *player, const struct board *board,
                 const struct dialogue_clip *clips, guint count);

/* The next 160 bytes of µ-law. */
enum player_state player_packet(struct player *player, guint8 packet[PACKET_SAMPLES]);

/* Which clip of the list comes next, and from which of its samples on. */
void player_position(const struct player *player, uint32_t *clip, uint32_t *sample);

#endif
