/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of a report: what they are given, and where they write. */
#ifndef CORE_PRODUCTION_REPORT_FORM_H
#define CORE_PRODUCTION_REPORT_FORM_H

#include "core/base/json.h"
#include "core/production/report.h"

/* Words skipped for one reason. */
struct report_reason {
    char *reason;
    gboolean asked;
    uint64_t words;
};

/* A sentence as it was handed to the engine. */
struct report_sentence {
    uint64_t number;
    uint32_t block, from, to; /* bytes of the text of the block of this index */
    int64_t start, frames;
    uint64_t heard; /* a hash of what the engine was handed */
};

struct report_page {
    struct report_subject subject;
    GArray *sentences; /* of struct report_sentence */
    GString *out;      /* emptied between calls */
    /* Known at the end. */
    GPtrArray *reasons; /* of struct report_reason, in the order in which they came up */
    struct ledger_totals totals;
    int64_t length;
    const struct lexicon_usage *usage;
    /* The form's own. */
    struct json json;
    uint32_t block; /* HTML: whose table is open, from 1; UINT32_MAX: what no block holds */
    gboolean in_table;
};

struct report_writer {
    void (*begin)(struct report_page *page);
    void (*entry)(struct report_page *page, const struct ledger_entry *entry);
    void (*end)(struct report_page *page);
};

extern const struct report_writer report_json;
extern const struct report_writer report_html;

#endif
