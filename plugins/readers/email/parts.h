/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a message: which are read, which are only named. */
#ifndef PLUGINS_READERS_EMAIL_PARTS_H
#define PLUGINS_READERS_EMAIL_PARTS_H

#include <crier/reader.h>
#include <gmime/gmime.h>

struct letter {
    const struct crier_reader_host *host;
    gboolean bulk;     /* a newsletter, by its header */
    guint read;        /* parts that had text */
    guint attachments; /* left out */
    guint depth;
};

/* Headline, byline, date, then the text. `first`: of the source, whose metadata is told. */
void send_message(struct letter *letter, GMimeMessage *message, gboolean first);

#endif
