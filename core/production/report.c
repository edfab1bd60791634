/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/report.h"

#include "core/base/error.h"
#include "core/production/changes.h"
#include "core/production/report_form.h"
#include "core/source/output_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { DRAIN_BYTES = 64 * 1024 };

struct report {
    struct report_page page;
    const struct report_writer *writer; /* NULL: nothing is written */
    struct ledger *ledger;
    GHashTable *by_reason;    /* borrowed from page.reasons */
    struct output_file *file; /* NULL: nothing is written */
    char *path;
    GError *error; /* the first failure to write */
};

static const struct {
    const char *suffix;
    const struct report_writer *writer;
} forms[] = {
    [REPORT_NONE] = { NULL, NULL },
    [REPORT_COUNT] = { NULL, NULL },
    [REPORT_JSON] = { "ledger.json", &report_json },
    [REPORT_HTML] = { "ledger.html", &report_html },
};

enum report_form report_form_of(const char *suffix)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (g_strcmp0(forms[i].suffix, suffix) == 0 && suffix)
            return (enum report_form)i;
    return REPORT_NONE;
}

const char *report_suffix(enum report_form form)
{
    return forms[form].suffix;
}

const char *report_suffixes(void)
{
    return "ledger.html, ledger.json";
}

/* ---- Writing ---- */

static void drain(struct report *report, gsize from)
{
    GString *out = report->page.out;
    const char *at = out->str;
    gsize left = out->len;

    if (out->len < from)
        return;
    while (report->file && !report->error && left > 0) {
        ssize_t wrote = write(output_file_descriptor(report->file), at, left);
        g_autofree char *shown = wrote < 0 ? error_printable(report->path, -1) : NULL;

        if (wrote < 0 && errno != EINTR)
            g_set_error(&report->error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s", shown,
                        g_strerror(errno));
        if (wrote > 0) {
            at += wrote;
            left -= (gsize)wrote;
        }
    }
    g_string_truncate(out, 0);
}

static void count_reason(struct report *report, const struct ledger_entry *entry)
{
    g_autofree char *key = g_strdup_printf("%d%s", entry->asked, entry->skipped);
    struct report_reason *reason = g_hash_table_lookup(report->by_reason, key);

    if (!reason) {
        reason = g_new0(struct report_reason, 1);
        reason->reason = g_strdup(entry->skipped);
        reason->asked = entry->asked;
        g_ptr_array_add(report->page.reasons, reason);
        g_hash_table_insert(report->by_reason, g_steal_pointer(&key), reason);
    }
    reason->words++;
}

static void take_entry(void *data, const struct ledger_entry *entry)
{
    struct report *report = data;

    if (entry->skipped)
        count_reason(report, entry);
    if (!report->writer)
        return;
    report->writer->entry(&report->page, entry);
    drain(report, DRAIN_BYTES);
}

static void take_totals(void *data, const struct ledger_totals *totals)
{
    struct report *report = data;

    if (totals)
        report->page.totals = *totals;
}

/* ---- Life ---- */

static void reason_free(gpointer data)
{
    struct report_reason *reason = data;

    g_free(reason->reason);
    g_free(reason);
}

static void report_free(struct report *report)
{
    output_file_abandon(report->file);
    g_hash_table_unref(report->by_reason);
    g_ptr_array_unref(report->page.reasons);
    g_array_unref(report->page.sentences);
    g_string_free(report->page.out, TRUE);
    g_clear_error(&report->error);
    g_free(report->path);
    g_free(report);
}

struct report *report_new(enum report_form form, const char *path,
                          const struct report_subject *subject, GError **error)
{
    const struct ledger_printer printer = { take_entry, take_totals, NULL };
    struct output_file *file = NULL;
    struct ledger_printer mine = printer;
    struct report *report;

    if (path && !(file = output_file_new(path, error)))
        return NULL;
    report = g_new0(struct report, 1);
    mine.data = report;
    report->file = file;
    report->path = g_strdup(path);
    report->writer = forms[form].writer;
    report->by_reason = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    report->page.subject = *subject;
    report->page.out = g_string_new(NULL);
    report->page.sentences = g_array_new(FALSE, FALSE, sizeof(struct report_sentence));
    report->page.reasons = g_ptr_array_new_with_free_func(reason_free);
    report->ledger = ledger_new_printer(subject->document, subject->delivery, subject->bytes,
                                        subject->size, &mine);
    if (report->writer)
        report->writer->begin(&report->page);
    return report;
}

gboolean report_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct report *report = data;
    const struct report_sentence kept = { .number = sentence->number,
                                          .block = sentence->planned->block,
                                          .from = sentence->planned->from,
                                          .to = sentence->planned->to,
                                          .start = sentence->start,
                                          .frames = sentence->frames,
                                          .heard = changes_heard(sentence->engine_text) };

    if (report->writer)
        g_array_append_val(report->page.sentences, kept);
    if (!ledger_sentence(report->ledger, sentence, error))
        return FALSE;
    if (!report->error)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&report->error));
    return FALSE;
}

gboolean report_write(struct report *report, int64_t length, const struct lexicon_usage *usage,
                      struct ledger_totals *totals, GError **error)
{
    report->page.length = length;
    report->page.usage = usage;
    *totals = ledger_close(g_steal_pointer(&report->ledger));
    if (report->writer) {
        report->writer->end(&report->page);
        drain(report, 0);
    }
    if (!report->error)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&report->error));
    return FALSE;
}

gboolean report_commit(struct report *report, GError **error)
{
    uint64_t size;
    gboolean ok = !report->file || output_file_commit(g_steal_pointer(&report->file), &size, error);

    report_free(report);
    return ok;
}

void report_abort(struct report *report)
{
    if (report->ledger)
        ledger_abandon(report->ledger);
    report_free(report);
}
