/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the line share. */
#ifndef CORE_PHONE_SIP_LINE_PRIVATE_H
#define CORE_PHONE_SIP_LINE_PRIVATE_H

#include "core/phone/log.h"
#include "core/phone/sip/line.h"
#include "core/phone/sip/media.h"

/* The clock ticks every 5 milliseconds; calls are spread over four phases of it. */
enum { PHASES = 4, TICK_MS = PACKET_MS / PHASES };

struct line {
    const struct line_options *options;
    struct sip *sip;
    struct dnsc *resolver;
    struct sipsess_sock *sessions;
    struct sip_lsnr *guard;
    struct sipreg *registration;
    gboolean registered;
    struct sa address;
    struct media_ports ports;
    guint8 a_table[256];
    struct clip_shelf *shelf;
    struct board *board;
    struct list legs[PHASES];
    guint leg_count, phase, number;
    guint64 ticks;
    gboolean stopping;
    struct tmr patience; /* at the end */
    int clock, signals;
    struct reload *reload;
};

/* ---- leg.c: a call and its wires ---- */

/* Answer an INVITE, or refuse it. */
void leg_answer(struct line *line, const struct sip_msg *message);
/* The next packet of every call of this tick's phase. */
void legs_tick(struct line *line);
/* The machine had no time for us: these packets are not sent, by anybody. */
void legs_skip(struct line *line, guint packets);
void legs_offer(struct line *line, struct board *board);
void legs_end(struct line *line);

/* ---- reload.c: newer editions ---- */

struct reload *reload_new(struct line *line);
void reload_free(struct reload *reload);
void reload_now(struct reload *reload);

#endif
