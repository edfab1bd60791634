/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledgers that a run writes for an article, and what --strict asks of them. */
#ifndef CORE_CLI_REPORTS_H
#define CORE_CLI_REPORTS_H

#include "core/cli/article.h"
#include "core/production/report.h"
#include "core/synthesis/engine.h"

struct reports {
    GPtrArray *all; /* of struct report */
    gboolean strict;
    struct ledger_totals totals;
};

/* Is there one among the targets (of struct target), or need of one? */
gboolean reports_wanted(const GPtrArray *targets, gboolean strict);

/* Open them. FALSE with ERROR_OUTPUT; reports_abort() in any case. */
gboolean reports_open(struct reports *reports, const GPtrArray *targets, gboolean strict,
                      const struct article *article, const struct engine *engine, GError **error);
/* As a sink of production: data is the reports. */
gboolean reports_sentence(void *reports, const struct spoken_sentence *sentence, GError **error);
/* Write what is left of them; then, when all else is well, make them appear. FALSE with
 * ERROR_OUTPUT. */
gboolean reports_write(struct reports *reports, int64_t length, const struct lexicon_usage *usage,
                       GError **error);
gboolean reports_commit(struct reports *reports, GError **error);
/* Free them; those that have not appeared leave no trace. */
void reports_abort(struct reports *reports);

/* With --strict: say what was lost although nobody asked, and return the exit code. */
int reports_judge(const struct reports *reports, const struct article *article);

#endif
