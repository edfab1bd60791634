/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clips of one article: SMIL 1.0, one par a sentence, without gaps between them. */
#ifndef PLUGINS_SHARED_DAISY_SMIL_H
#define PLUGINS_SHARED_DAISY_SMIL_H

#include "shared/daisy_page.h"
#include "shared/writer.h"

struct daisy_smil {
    struct writer writer;
    uint32_t rate;
    const char *text, *audio; /* files beside this one; borrowed */
    int64_t end;              /* milliseconds of its audio */
    int64_t at;               /* where the last clip ended */
};

/* What stands in its head. */
struct daisy_smil_head {
    const char *software, *identifier, *book_title, *title;
    int64_t before, frames; /* of all articles before; of its own */
};

void daisy_smil_begin(struct daisy_smil *smil, const struct daisy_smil_head *head);
/* A clip from where the last one ended, beside the text with this id. */
void daisy_smil_par(struct daisy_smil *smil, const char *id, int64_t to, enum daisy_skip skip);
void daisy_smil_end(struct daisy_smil *smil);
/* The layout that every head ends with. */
void daisy_smil_layout(struct writer *writer);

#define DAISY_SMIL_TOP                                                                             \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"                                                 \
    "<!DOCTYPE smil PUBLIC \"-//W3C//DTD SMIL 1.0//EN\" "                                          \
    "\"http://www.w3.org/TR/REC-SMIL/SMIL10.dtd\">\n"                                              \
    "<smil>\n<head>\n<meta name=\"dc:format\" content=\"Daisy 2.02\" />\n"

#endif
