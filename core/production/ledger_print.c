/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger as `crier inspect` prints it: lines for people, or JSON. */
#include "core/base/error.h"
#include "core/production/ledger.h"

struct print {
    gboolean as_json;
    struct json json;
    GString *out;
    uint32_t rate;
};

void ledger_entry_json(struct json *json, const struct ledger_entry *entry)
{
    json_open(json, '{');
    json_key_string(json, "text", entry->text, entry->size);
    if (entry->block)
        json_key_int(json, "block", entry->block);
    if (entry->sentence)
        json_key_int(json, "sentence", (int64_t)entry->sentence);
    if (entry->has_source)
        json_key_range(json, "source", entry->source_from, entry->source_to);
    if (entry->skipped) {
        json_key_string(json, "skipped", entry->skipped, -1);
    } else {
        json_key_int(json, "start", entry->start);
        json_key_int(json, "end", entry->end);
    }
}

static void print_entry(void *data, const struct ledger_entry *entry)
{
    struct print *print = data;
    g_autofree char *word = NULL;

    if (print->as_json) {
        ledger_entry_json(&print->json, entry);
        json_close(&print->json, '}');
        return;
    }
    word = error_printable(entry->text, entry->size);
    if (entry->skipped)
        g_string_append_printf(print->out, "skipped %s: %s\n", word, entry->skipped);
    else
        g_string_append_printf(print->out, "%.3f to %.3f seconds: %s\n",
                               (double)entry->start / print->rate, (double)entry->end / print->rate,
                               word);
}

static void print_totals(struct print *print, const struct ledger_totals *totals)
{
    if (!print->as_json) {
        g_string_append_printf(
            print->out, "%" G_GUINT64_FORMAT " words spoken, %" G_GUINT64_FORMAT " skipped\n",
            totals->spoken, totals->skipped);
        return;
    }
    json_close(&print->json, ']');
    json_key_int(&print->json, "spoken", (int64_t)totals->spoken);
    json_key_int(&print->json, "skipped", (int64_t)totals->skipped);
    json_close(&print->json, '}');
}

static void print_end(void *data, const struct ledger_totals *totals)
{
    if (totals)
        print_totals(data, totals);
    g_free(data);
}

struct ledger_printer ledger_print_to(uint32_t rate, gboolean json, GString *out)
{
    struct print *print = g_new0(struct print, 1);

    print->as_json = json;
    print->out = out;
    print->rate = rate;
    if (json) {
        json_init(&print->json, out);
        json_open(&print->json, '{');
        json_key_int(&print->json, "rate", rate);
        json_key(&print->json, "words");
        json_open(&print->json, '[');
    }
    return (struct ledger_printer){ .entry = print_entry, .end = print_end, .data = print };
}
