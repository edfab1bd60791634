/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line's counters over HTTP, for Prometheus and for `crier line --status`: GET /metrics and
 * nothing else, on this machine alone, one asker after the other in a thread of its own.
 */
#ifndef CORE_PHONE_METRICS_H
#define CORE_PHONE_METRICS_H

#include "core/phone/counters.h"

#define METRICS_USUAL "127.0.0.1:9574"

struct metrics;

/* `where`: "127.0.0.1:9574"; port 0 takes a free one; only addresses of this machine. NULL with
 * ERROR_USAGE (no such address) or ERROR_OUTPUT (it cannot be had). */
struct metrics *metrics_start(struct counters *counters, const char *where, GError **error);
/* Where it answers: "127.0.0.1:9574". */
const char *metrics_where(const struct metrics *metrics);
/* NULL is allowed. */
void metrics_stop(struct metrics *metrics);

/* What a line answers there: a new string, or NULL with ERROR_USAGE or ERROR_INPUT. */
char *metrics_ask(const char *where, GError **error);

#endif
