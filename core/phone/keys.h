/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as calls carry them: named events in RTP (RFC 4733), the bodies of SIP's INFO, tones. What
 * comes in is anybody's bytes; what comes out is a press, once.
 */
#ifndef CORE_PHONE_KEYS_H
#define CORE_PHONE_KEYS_H

#include <glib.h>

enum key_way { KEY_BY_EVENT, KEY_BY_INFO, KEY_BY_TONE };

struct key_event {
    char key; /* 0-9 * # A-D */
    gboolean end;
    guint16 duration; /* samples */
};

/* The payload of an RTP packet with a named event. FALSE: it is damaged, or no key. */
gboolean key_event_parse(const guint8 *payload, gsize size, struct key_event *event);

/* The body of an INFO of type application/SUBTYPE ("dtmf-relay", "dtmf"). FALSE: no key. */
gboolean key_info_parse(const char *subtype, const char *body, gsize size, char *key);

enum { KEY_EVENTS_KNOWN = 8, KEY_SAME_MS = 200 };

/* Tells presses from what repeats them. All zero to begin with. */
struct key_filter {
    struct {
        guint32 stamp;
        char key; /* 0: none yet */
    } events[KEY_EVENTS_KNOWN];
    guint next;
    enum key_way way; /* of the last press that counted */
    char key;         /* 0: none yet */
    gint64 time;
};

/* A packet of a press: TRUE the first time that one of this press comes, whichever was lost.
 * `stamp` is the RTP timestamp, `now` in milliseconds. */
gboolean key_filter_event(struct key_filter *filter, guint32 stamp, char key, gint64 now);

/* A press that came another way. FALSE: it is the one that came a moment ago by RTP or INFO. */
gboolean key_filter_press(struct key_filter *filter, enum key_way way, char key, gint64 now);

#endif
