/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What crier-fetch answers: lines "key value" of a head, an empty line, a body. The same form
 * lies in the cache. It was a stranger's answer, and a file that anything may have happened to.
 */
#ifndef CORE_SOURCE_ANSWER_H
#define CORE_SOURCE_ANSWER_H

#include <glib.h>

/* What crier-fetch may say before the body. */
#define ANSWER_HEAD_MOST (64u << 10)

struct answer {
    GString *all;
    gsize body; /* where it begins; 0 until known */
};

/* Find the empty line. FALSE when there is none, or the head is no text. */
gboolean answer_find_body(struct answer *answer);
/* The value of a line of the head, a new string, or NULL. Only once the body is found. */
char *answer_value(const struct answer *answer, const char *key);
void answer_clear(struct answer *answer);

#endif
