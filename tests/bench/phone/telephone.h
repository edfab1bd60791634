/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a telephone of tests is made of: SIP and RTP of up to CALLS_MOST calls, one for all. */
#ifndef TESTS_BENCH_PHONE_TELEPHONE_H
#define TESTS_BENCH_PHONE_TELEPHONE_H

#include <glib.h>
#include <netinet/in.h>
#include <stdint.h>

enum {
    PACKET = 160, /* samples, 20 ms */
    CALLS_MOST = 2000,
    EVENT_PT = 101,
    STATUS_NONE = 0,
    GAP_MOST = 400, /* milliseconds; longer ones count as this */
};

struct call {
    int rtp;
    unsigned port, cseq, status;
    char tag[80];
    char *sent;             /* the last request, until its answer is there */
    struct sockaddr_in far; /* where sound goes */
    int talks, answered, over, bye;
    uint16_t sequence;
    uint32_t stamp, ssrc;
    /* What is heard. */
    int heard;
    uint16_t expected;
    uint32_t first_stamp, next_stamp;
    long packets, lost;
    double last;
};

struct telephone {
    struct sockaddr_in line;
    int sip;
    unsigned port;
    int codec, events, late, no_ack;
    const char *require;
    unsigned call_count, seconds;
    char key; /* or 0 */
    struct call calls[CALLS_MOST];
    GByteArray *record; /* of the first call, by its time stamps */
    gsize mark;         /* where the last key was pressed */
    double next_tick;
    double tone_low, tone_high; /* hertz; 0: silence is sent */
    long tone_at;
    int busy; /* a key is being pressed: no sound is sent */
    long gaps[GAP_MOST + 1];
};

extern struct telephone phone;

int number(const char *text);
double now_ms(void);

/* A socket on the loopback; its number. Ends the program when there is none. */
int open_socket(unsigned *port);

/* Send to where the line answers. */
void send_line(const char *text, gsize size);
void request(unsigned index, const char *method, const char *more, const char *body);
void invite(unsigned index, const char *direction);

/* Whether it is 200; sends again meanwhile. */
gboolean await_answer(unsigned index);

void send_rtp(struct call *call, int pt, gboolean marker, uint32_t stamp, const guint8 *payload,
              gsize size);

/* Let time go by: sound is sent, what comes is heard. */
void pump(double ms);

#endif
