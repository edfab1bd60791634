/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two ways of G.711: clips are µ-law, some phones want A-law. */
#ifndef CORE_PHONE_LAW_H
#define CORE_PHONE_LAW_H

#include <glib.h>

enum { LAW_SILENCE_U = 0xFF, LAW_SILENCE_A = 0xD5 };

gint16 law_linear_of_u(guint8 u);
gint16 law_linear_of_a(guint8 a);
guint8 law_a_of_linear(gint16 linear);
guint8 law_u_of_linear(gint16 linear);

/* The A-law byte of every µ-law byte. */
void law_a_table(guint8 table[256]);

#endif
