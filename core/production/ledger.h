/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: every word of the source, when it was spoken, or why it was not.
 * A word is a run of characters without white space, or the part of one that the
 * reader left out. First the words of the blocks in
 * reading order, then those of the source that no block holds, in its order.
 *
 * As JSON (`crier inspect --stage=ledger --json`):
 *   {"rate": Hz, "words": [
 *      {"text", "block": n, "sentence": n, "source": [from, to]?, "start": f, "end": f}
 *    | {"text", "block": n?, "sentence": n?, "source": [from, to]?, "skipped": reason}…],
 *    "spoken": n, "skipped": n}
 * `start` and `end` are frames of the track, half open; `source` are bytes of the
 * source as given; `block` and `sentence` count from 1. Keys marked ? are absent
 * where there is none.
 */
#ifndef CORE_PRODUCTION_LEDGER_H
#define CORE_PRODUCTION_LEDGER_H

#include "core/production/production.h"

struct ledger;

/* Write to `out` as JSON or as text for people; the caller may empty `out` at any
 * time. `delivery` is that of the plan. `bytes`, `size`: the source, borrowed until
 * ledger_finish(). */
struct ledger *ledger_new(const struct document *document, const struct delivery *delivery,
                          const uint8_t *bytes, uint64_t size, uint32_t rate, gboolean json,
                          GString *out);
/* As a sink of production: data is the ledger. */
gboolean ledger_sentence(void *ledger, const struct spoken_sentence *sentence, GError **error);
/* Account for what was not in any sentence, write the totals, free. Returns the
 * number of skipped words that hold a letter or digit. */
uint64_t ledger_finish(struct ledger *ledger);

#endif
