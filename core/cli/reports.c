/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/reports.h"

#include "core/cli/targets.h"
#include "core/cli/terminal.h"

#include <crier/reader.h>

gboolean reports_wanted(const GPtrArray *targets, gboolean strict)
{
    for (guint i = 0; i < targets->len; i++)
        if (((const struct target *)targets->pdata[i])->report != REPORT_NONE)
            return TRUE;
    return strict;
}

static gboolean add(struct reports *reports, enum report_form form, const char *path,
                    const struct report_subject *subject, GError **error)
{
    struct report *report = report_new(form, path, subject, error);

    if (report)
        g_ptr_array_add(reports->all, report);
    return report != NULL;
}

gboolean reports_open(struct reports *reports, const GPtrArray *targets, gboolean strict,
                      const struct article *article, const struct engine *engine, GError **error)
{
    const struct report_subject subject = { .document = article->document,
                                            .delivery = article->plan->delivery,
                                            .source = article->source.name,
                                            .bytes = article->source.bytes,
                                            .size = article->source.size,
                                            .rate = engine->rate,
                                            .voice = engine->identity };

    *reports = (struct reports){ .all = g_ptr_array_new(), .strict = strict };
    for (guint i = 0; i < targets->len; i++) {
        const struct target *target = targets->pdata[i];

        if (target->report != REPORT_NONE &&
            !add(reports, target->report, target->path, &subject, error))
            return FALSE;
    }
    return !strict || add(reports, REPORT_COUNT, NULL, &subject, error);
}

gboolean reports_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct reports *reports = data;

    for (guint i = 0; i < reports->all->len; i++)
        if (!report_sentence(reports->all->pdata[i], sentence, error))
            return FALSE;
    return TRUE;
}

gboolean reports_write(struct reports *reports, int64_t length, const struct lexicon_usage *usage,
                       GError **error)
{
    for (guint i = 0; i < reports->all->len; i++)
        if (!report_write(reports->all->pdata[i], length, usage, &reports->totals, error))
            return FALSE;
    return TRUE;
}

gboolean reports_commit(struct reports *reports, GError **error)
{
    while (reports->all->len > 0)
        if (!report_commit(g_ptr_array_steal_index(reports->all, 0), error))
            return FALSE;
    return TRUE;
}

void reports_abort(struct reports *reports)
{
    if (!reports->all)
        return;
    for (guint i = 0; i < reports->all->len; i++)
        report_abort(reports->all->pdata[i]);
    g_clear_pointer(&reports->all, g_ptr_array_unref);
}

static guint warnings(const struct document *document)
{
    guint count = 0;

    for (guint i = 0; i < document->notes->len; i++)
        count += g_array_index(document->notes, struct note, i).severity == CRIER_NOTE_WARNING;
    return count;
}

int reports_judge(const struct reports *reports, const struct article *article)
{
    guint unreadable = warnings(article->document);

    if (!reports->strict || (reports->totals.unasked == 0 && unreadable == 0))
        return 0;
    terminal_say(VERBOSITY_QUIET,
                 "strict: %s lost %" G_GUINT64_FORMAT
                 " words that nobody asked to skip, and the reader had %u warnings; "
                 "`-o NAME.ledger.html` shows each word",
                 article->source.display, reports->totals.unasked, unreadable);
    return 1;
}
