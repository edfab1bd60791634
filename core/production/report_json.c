/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/changes.h"
#include "core/production/report_form.h"

#include <crier/reader.h>

static void write_meta(struct json *json, const struct document *document)
{
    json_key(json, "meta");
    json_open(json, '[');
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        json_open(json, '{');
        json_key_string(json, "key", meta_name(entry->key), -1);
        json_key_string(json, "value", document_string(document, entry->value), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void begin(struct report_page *page)
{
    const struct report_subject *subject = &page->subject;
    struct json *json = &page->json;

    json_init(json, page->out);
    json_open(json, '{');
    json_key_string(json, "software", "Crier " CRIER_VERSION, -1);
    json_key_string(json, "source", subject->source, -1);
    json_key_string(json, "reader", subject->document->reader, -1);
    json_key_string(json, "profile", subject->delivery->name, -1);
    write_meta(json, subject->document);
    json_key_int(json, "rate", subject->rate);
    json_key(json, "words");
    json_open(json, '[');
}

static void write_entry(struct report_page *page, const struct ledger_entry *entry)
{
    struct json *json = &page->json;

    ledger_entry_json(json, entry);
    if (entry->says_size > 0)
        json_key_string(json, "says", entry->says, entry->says_size);
    if (entry->skipped) {
        json_key(json, "asked");
        json_bool(json, entry->asked);
    }
    json_close(json, '}');
}

static void write_reasons(struct report_page *page)
{
    struct json *json = &page->json;

    json_key(json, "reasons");
    json_open(json, '[');
    for (guint i = 0; i < page->reasons->len; i++) {
        const struct report_reason *reason = page->reasons->pdata[i];

        json_open(json, '{');
        json_key_string(json, "reason", reason->reason, -1);
        json_key_int(json, "words", (int64_t)reason->words);
        json_key(json, "asked");
        json_bool(json, reason->asked);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_notes(struct json *json, const struct document *document)
{
    json_key(json, "notes");
    json_open(json, '[');
    for (guint i = 0; i < document->notes->len; i++) {
        const struct note *note = &g_array_index(document->notes, struct note, i);

        json_open(json, '{');
        json_key_string(json, "severity", note->severity == CRIER_NOTE_WARNING ? "warning" : "info",
                        -1);
        json_key_string(json, "message", document_string(document, note->message), -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_sentences(struct report_page *page)
{
    struct json *json = &page->json;

    json_key(json, "sentences");
    json_open(json, '[');
    for (guint i = 0; i < page->sentences->len; i++) {
        const struct report_sentence *sentence =
            &g_array_index(page->sentences, struct report_sentence, i);
        const struct block *block = document_block(page->subject.document, sentence->block);
        char heard[CHANGES_HASH];

        json_open(json, '{');
        json_key_int(json, "sentence", (int64_t)sentence->number);
        json_key_string(json, "text", document_text(page->subject.document, block) + sentence->from,
                        sentence->to - sentence->from);
        json_key_int(json, "start", sentence->start);
        json_key_int(json, "end", sentence->start + sentence->frames);
        changes_print(sentence->heard, heard);
        json_key_string(json, "heard", heard, -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void end(struct report_page *page)
{
    struct json *json = &page->json;

    json_close(json, ']');
    write_sentences(page);
    json_key_string(json, "voice", page->subject.voice ? page->subject.voice : "", -1);
    json_key_int(json, "length", page->length);
    json_key_int(json, "spoken", (int64_t)page->totals.spoken);
    json_key_int(json, "skipped", (int64_t)page->totals.skipped);
    json_key_int(json, "unasked", (int64_t)page->totals.unasked);
    write_reasons(page);
    json_key(json, "lexicon");
    usage_json(page->usage, json);
    write_notes(json, page->subject.document);
    json_close(json, '}');
}

const struct report_writer report_json = { begin, write_entry, end };
