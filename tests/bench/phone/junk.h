/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken messages, as a stranger or a broken telephone sends them. */
#ifndef TESTS_BENCH_PHONE_JUNK_H
#define TESTS_BENCH_PHONE_JUNK_H

#include <glib.h>

enum { JUNK_MOST = 2048 };

/* A message of SIP that was whole once, into JUNK_MOST bytes; its size. */
gsize junk_sip(GRand *chance, guint8 *into);

/* A packet of sound or of a key press, with a header that may lie; its size. */
gsize junk_rtp(GRand *chance, guint8 *into);

#endif
