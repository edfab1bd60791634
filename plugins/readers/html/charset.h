/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charset that a page declares in its own first bytes. */
#ifndef CRIER_HTML_CHARSET_H
#define CRIER_HTML_CHARSET_H

#include <crier/reader.h>

#define CHARSET_SIZE 40u

/* The label, or "" when none is declared or the bytes show better what they are. */
void charset_declared(const struct crier_source *source, char label[CHARSET_SIZE]);

#endif
