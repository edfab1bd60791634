/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain part of a message: its own words as blocks, without what mail adds to them. */
#ifndef PLUGINS_READERS_EMAIL_PLAIN_H
#define PLUGINS_READERS_EMAIL_PLAIN_H

#include <crier/reader.h>
#include <glib.h>

enum fate {
    FATE_READ,
    FATE_QUOTED,    /* a reply quotes it */
    FATE_SIGNATURE, /* of the sender, or of a key */
    FATE_HEADERS,   /* of a message that is forwarded */
    FATE_FOOTER,    /* how to unsubscribe, of the list, of the mailing service */
    FATE_LINK,      /* an address on a line of its own */
    FATE_RULE,      /* nothing but dashes and the like */
    FATE_COUNT
};

struct mail_line {
    const char *at; /* without quotation marks and white space at its end */
    gsize size;
    guint depth;    /* of "> " */
    gboolean flows; /* the next line goes on with it */
    gboolean indented;
    enum fate fate;
};

struct plain {
    const struct crier_reader_host *host;
    GArray *lines; /* of struct mail_line */
    gsize widest;
    gboolean flowed, delete_space;
    guint counts[FATE_COUNT];
};

/* Lines of a text that outlives them. */
void plain_take(struct plain *plain, const GString *text, gboolean flowed, gboolean delete_space);
void plain_clear(struct plain *plain);

/* Decide which lines are left out. In plain_cut.c. */
void plain_cut(struct plain *plain);

/* Is this paragraph, in small letters, about the mailing and not of it? In plain_cut.c. */
gboolean is_footer(const char *lower, gsize size);

/* How many words are left to read. */
gsize plain_words(const struct plain *plain);

/* Push what is left, and note what is not. */
void plain_send(struct plain *plain);

#endif
