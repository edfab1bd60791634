/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small article for output plugins: sentences with even times, through the real
 * output host, and the bytes that came out. Each line is a block of one sentence; each
 * byte of it lasts FRAMES_A_BYTE, each word without white space is a mark.
 */
#ifndef TESTS_SUPPORT_SCRIPT_H
#define TESTS_SUPPORT_SCRIPT_H

#include <crier/output.h>
#include <glib.h>

#define FRAMES_A_BYTE 997
#define FRAMES_BEFORE 3307 /* of silence before each sentence, and behind the last */

struct script_line {
    uint32_t role;
    const char *text;
    gboolean silent; /* it could not be said */
    gboolean bare;   /* it has no marks */
};

struct script {
    uint32_t rate; /* 0: 22050 */
    const char *title, *language;
    const struct script_line *lines; /* ended by a NULL text */
    const struct crier_option *options;
    guint option_count;
};

/* The file of that name, a new string; NULL with the error of the host. *length: of the
 * track. */
char *script_run(const struct crier_output *plugin, const char *name, const struct script *script,
                 int64_t *length, GError **error);

/* White space folded and what captions do not show left out: a new string. */
char *script_shown(const char *text);

#endif
