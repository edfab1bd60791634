/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SMIL files of a DAISY 2.02 book. */
#ifndef CORE_VERIFY_DAISY_PARTS_H
#define CORE_VERIFY_DAISY_PARTS_H

#include "core/verify/markup.h"

struct daisy_smil {
    char *name;
    guint number; /* in the order of ncc.html */
    gboolean read;
    struct markup page;
};

/* What is common to all of a book, and the page of text read last. */
struct daisy_audio {
    guint bitrate, rate;
    char *page_name;
    gboolean read;
    struct markup page;
};

/* The first content of a meta, or NULL, and how many there are. */
const char *daisy_meta(struct markup *page, const char *name, guint *count);
/* A time that is said against the true one, with what may lie between. */
void daisy_check_time(struct markup *page, const char *what, const char *said, gint64 is,
                      gint64 between);
/* Clips, texts and times; adds the length to `sum`. */
void daisy_check_smil(struct daisy_smil *smil, struct daisy_audio *audio, gint64 *sum);
/* Where an element stands in its file, from 1. */
guint daisy_place(struct daisy_smil *smil, const xmlNode *element);

#endif
