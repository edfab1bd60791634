/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger as a product of a run, beside the audio: "rally.ledger.json" for programs,
 * "rally.ledger.html" for people.
 *
 * The JSON is
 *   {"software", "source": name, "reader": name, "profile": name,
 *    "meta": [{"key", "value"}…], "rate": Hz,
 *    "words": [as in ledger.h, with "says": words? and "asked": true|false for those
 *              skipped…],
 *    "sentences": [{"sentence": n, "text", "start": frame, "end": frame, "heard": hash}…],
 *    "voice": identity,
 *    "length": frames, "spoken": n, "skipped": n, "unasked": n,
 *    "reasons": [{"reason", "words": n, "asked": true|false}…],
 *    "lexicon": as in usage.h,
 *    "notes": [{"severity": "info"|"warning", "message"}…]}
 * `asked` says that the profile or the reader wanted a word skipped; what is left is a
 * loss. `heard` is of all that the engine was handed for the sentence: another hash, or
 * another `voice`, and it sounds different. `says` stands with the first of several words that are
 * said as one.
 */
#ifndef CORE_PRODUCTION_REPORT_H
#define CORE_PRODUCTION_REPORT_H

#include "core/production/ledger.h"
#include "core/production/usage.h"

/* REPORT_COUNT: no file, only the totals. */
enum report_form { REPORT_NONE, REPORT_COUNT, REPORT_JSON, REPORT_HTML };

/* What a suffix asks for: "ledger.json", "ledger.html". */
enum report_form report_form_of(const char *suffix);
/* The suffixes that there are, for messages. */
const char *report_suffixes(void);
/* Of a form. */
const char *report_suffix(enum report_form form);

/* Borrowed to the end. */
struct report_subject {
    const struct document *document;
    const struct delivery *delivery;
    const char *source; /* its name */
    const uint8_t *bytes;
    uint64_t size;
    uint32_t rate;
    const char *voice; /* identity of the engine and its voice */
};

struct report;

/* NULL with ERROR_OUTPUT when `path` cannot be written. */
struct report *report_new(enum report_form form, const char *path,
                          const struct report_subject *subject, GError **error);
/* As a sink of production: data is the report. */
gboolean report_sentence(void *report, const struct spoken_sentence *sentence, GError **error);
/* Write the rest: nothing but report_commit() or report_abort() may follow. FALSE with
 * ERROR_OUTPUT. */
gboolean report_write(struct report *report, int64_t length, const struct lexicon_usage *usage,
                      struct ledger_totals *totals, GError **error);
/* Make the file appear; frees. FALSE with ERROR_OUTPUT. */
gboolean report_commit(struct report *report, GError **error);
/* Drop it without trace; frees. */
void report_abort(struct report *report);

#endif
