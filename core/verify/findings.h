/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found, in order, each with its place, its rule and what to do. */
#ifndef CORE_VERIFY_FINDINGS_H
#define CORE_VERIFY_FINDINGS_H

#include "core/verify/rules.h"

#include <glib.h>

struct finding {
    enum rule rule;
    guint line; /* 0: there is none */
    char *file, *what;
};

struct findings {
    GPtrArray *list;   /* of struct finding */
    GHashTable *files; /* set of those looked at */
    guint64 more;      /* findings beyond what is kept */
};

void findings_init(struct findings *report);
void findings_clear(struct findings *report);
/* A file that was looked at. */
void findings_file(struct findings *report, const char *file);
void findings_add(struct findings *report, const char *file, guint line, enum rule rule,
                  const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The short name of a rule and its remedy. */
const char *rule_id(enum rule rule);
const char *rule_remedy(enum rule rule);

/* A line a finding and "N findings in M files"; as JSON one object. Appended to `out`. */
void findings_print(const struct findings *report, GString *out);
void findings_json(const struct findings *report, GString *out);

#endif
