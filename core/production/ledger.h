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

#include "core/base/json.h"
#include "core/production/production.h"

struct ledger;

/* One word and what is known of it. Valid while it is printed. */
struct ledger_entry {
    const char *text; /* as written */
    uint32_t size;
    uint32_t block;    /* from 1; 0: none */
    uint64_t sentence; /* from 1; 0: none */
    gboolean has_source;
    uint32_t source_from, source_to;
    int64_t start, end;
    const char *says; /* what is said for it; of several words said as one the first has it */
    uint32_t says_size;
    const char *skipped; /* the reason, or NULL */
    gboolean asked;      /* skipped because the delivery or the reader wants it so */
};

struct ledger_totals {
    uint64_t spoken, skipped;
    uint64_t missed;  /* skipped words that hold a letter or digit */
    uint64_t unasked; /* those of them that nobody asked to skip */
};

struct ledger_printer {
    void (*entry)(void *data, const struct ledger_entry *entry);
    /* The last call; `totals` NULL: the ledger was given up. */
    void (*end)(void *data, const struct ledger_totals *totals);
    void *data;
};

/* For a printer. `delivery` is that of the plan. `bytes`, `size`: the source, borrowed
 * to the end. */
struct ledger *ledger_new_printer(const struct document *document, const struct delivery *delivery,
                                  const uint8_t *bytes, uint64_t size,
                                  const struct ledger_printer *printer);
/* Write to `out` as JSON or as text for people; the caller may empty `out` at any
 * time. */
struct ledger *ledger_new(const struct document *document, const struct delivery *delivery,
                          const uint8_t *bytes, uint64_t size, uint32_t rate, gboolean json,
                          GString *out);
/* As a sink of production: data is the ledger. */
gboolean ledger_sentence(void *ledger, const struct spoken_sentence *sentence, GError **error);
/* Account for what was not in any sentence, write the totals, free. */
struct ledger_totals ledger_close(struct ledger *ledger);
/* The same; only the words missed. */
uint64_t ledger_finish(struct ledger *ledger);
/* Free without more words. */
void ledger_abandon(struct ledger *ledger);

/* The printer of ledger_new(); it frees itself with its last call. */
struct ledger_printer ledger_print_to(uint32_t rate, gboolean json, GString *out);
/* The keys of an entry that every JSON ledger has; the object stays open. */
void ledger_entry_json(struct json *json, const struct ledger_entry *entry);

#endif
