/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger as a page: headings to jump by, a table for each block, no scripts, nothing
 * from elsewhere. Words of the article are isolated, so that their direction does not
 * reach the rest, and said to be in its language.
 */
#include "core/production/report_form.h"

#include <crier/reader.h>
#include <string.h>

/* ---- Text ---- */

static const char *entity(gunichar c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Characters that no page may hold. */
static gboolean is_refused(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) ||
           (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* `size` -1: to the NUL. */
static void add_text(GString *out, const char *text, gssize size)
{
    const char *end = text + (size < 0 ? (gssize)strlen(text) : size);

    while (text < end) {
        gunichar c = g_utf8_get_char_validated(text, end - text);
        gboolean bad = c == (gunichar)-1 || c == (gunichar)-2;
        const char *next = bad ? text + 1 : g_utf8_next_char(text);
        const char *instead = bad || is_refused(c) ? "\xEF\xBF\xBD" : entity(c);

        if (instead)
            g_string_append(out, instead);
        else
            g_string_append_len(out, text, next - text);
        text = next;
    }
}

static const char *language_of(const struct report_page *page, uint32_t block)
{
    const struct document *document = page->subject.document;
    const char *language = block > 0 && block <= document_block_count(document)
                               ? document_language(document, block - 1)
                               : document_meta(document, CRIER_META_LANGUAGE);

    return language ? language : "";
}

/* Words of the article. */
static void add_words(struct report_page *page, uint32_t block, const char *text, gssize size)
{
    g_string_append(page->out, "<bdi lang=\"");
    add_text(page->out, language_of(page, block), -1);
    g_string_append(page->out, "\">");
    add_text(page->out, text, size);
    g_string_append(page->out, "</bdi>");
}

/* ---- Begin ---- */

static const char style[] =
    ":root { color-scheme: light dark }\n"
    "body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }\n"
    "table { border-collapse: collapse; width: 100% }\n"
    "caption { text-align: left; font-weight: bold; padding: .5rem 0 }\n"
    "th, td { text-align: left; vertical-align: top; border-bottom: 1px solid; "
    "padding: .2rem .6rem .2rem 0; overflow-wrap: anywhere }\n"
    ".lost { font-weight: bold }\n";

static void begin(struct report_page *page)
{
    const struct report_subject *subject = &page->subject;
    const char *title = document_meta(subject->document, CRIER_META_TITLE);
    GString *out = page->out;

    if (!title)
        title = subject->source;
    g_string_append(out,
                    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                    "'none'; style-src 'unsafe-inline'\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Ledger: ");
    add_text(out, title, -1);
    g_string_append_printf(out,
                           "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>Ledger: ", style);
    add_words(page, 0, title, -1);
    g_string_append(out, "</h1>\n<p>Every word of the article: how it was said and when, or why it "
                         "was skipped. Source: <bdi>");
    add_text(out, subject->source, -1);
    g_string_append_printf(out, "</bdi>. Profile: %s.</p>\n", subject->delivery->name);
    g_string_append(out,
                    "<nav aria-label=\"Sections\"><ul>\n<li><a href=\"#totals\">Totals</a></li>\n"
                    "<li><a href=\"#skipped\">Why words were skipped</a></li>\n"
                    "<li><a href=\"#lexicon\">Lexicon entries</a></li>\n"
                    "<li><a href=\"#notes\">Notes</a></li>\n"
                    "<li><a href=\"#words\">All words</a></li>\n</ul></nav>\n"
                    "<main>\n<h2 id=\"words\">All words</h2>\n");
}

/* ---- Words ---- */

static void close_table(struct report_page *page)
{
    if (page->in_table)
        g_string_append(page->out, "</tbody></table>\n");
    page->in_table = FALSE;
}

static void open_table(struct report_page *page, uint32_t block)
{
    const struct document *document = page->subject.document;

    close_table(page);
    page->block = block;
    page->in_table = TRUE;
    if (block == UINT32_MAX)
        g_string_append(page->out, "<h3>Outside of all blocks</h3>\n");
    else
        g_string_append_printf(page->out, "<h3>Block %u: %s</h3>\n", block,
                               role_name(document_block(document, block - 1)->role));
    g_string_append(page->out, "<table><thead><tr><th scope=\"col\">Word</th>"
                               "<th scope=\"col\">Sentence</th><th scope=\"col\">Said as</th>"
                               "<th scope=\"col\">Seconds, or why it was skipped</th></tr></thead>"
                               "<tbody>\n");
}

/* Frames as seconds with three digits, cut down as every output does. */
static void add_seconds(struct report_page *page, int64_t frame)
{
    int64_t rate = page->subject.rate;

    g_string_append_printf(page->out, "%" G_GINT64_FORMAT ".%03d", frame / rate,
                           (int)(frame % rate * 1000 / rate));
}

static void write_entry(struct report_page *page, const struct ledger_entry *entry)
{
    uint32_t block = entry->block ? entry->block : UINT32_MAX;
    GString *out = page->out;

    if (!page->in_table || page->block != block)
        open_table(page, block);
    g_string_append(out, "<tr><th scope=\"row\">");
    add_words(page, entry->block, entry->text, entry->size);
    g_string_append(out, "</th><td>");
    if (entry->sentence)
        g_string_append_printf(out, "%" G_GUINT64_FORMAT, entry->sentence);
    g_string_append(out, "</td><td>");
    if (entry->says_size > 0)
        add_words(page, entry->block, entry->says, entry->says_size);
    else if (!entry->skipped)
        g_string_append(out, "with another word");
    if (entry->skipped) {
        g_string_append(out,
                        entry->asked ? "</td><td>skipped: " : "</td><td class=\"lost\">lost: ");
        add_text(out, entry->skipped, -1);
    } else {
        g_string_append(out, "</td><td>");
        add_seconds(page, entry->start);
        g_string_append(out, " to ");
        add_seconds(page, entry->end);
    }
    g_string_append(out, "</td></tr>\n");
}

/* ---- End ---- */

static void add_total(GString *out, const char *name, uint64_t number)
{
    g_string_append_printf(out, "<dt>%s</dt><dd>%" G_GUINT64_FORMAT "</dd>\n", name, number);
}

static void write_totals(struct report_page *page)
{
    GString *out = page->out;

    g_string_append(out, "<h2 id=\"totals\">Totals</h2>\n<dl>\n");
    add_total(out, "Words spoken", page->totals.spoken);
    add_total(out, "Words skipped", page->totals.skipped);
    add_total(out, "Words lost: skipped although nobody asked", page->totals.unasked);
    g_string_append(out, "<dt>Length in seconds</dt><dd>");
    add_seconds(page, page->length);
    g_string_append(out, "</dd>\n</dl>\n");
}

static void write_reasons(struct report_page *page)
{
    GString *out = page->out;

    g_string_append(out, "<h2 id=\"skipped\">Why words were skipped</h2>\n");
    if (page->reasons->len == 0) {
        g_string_append(out, "<p>No word was skipped.</p>\n");
        return;
    }
    g_string_append(out,
                    "<table><thead><tr><th scope=\"col\">Reason</th><th scope=\"col\">Words</th>"
                    "<th scope=\"col\">Asked for</th></tr></thead><tbody>\n");
    for (guint i = 0; i < page->reasons->len; i++) {
        const struct report_reason *reason = page->reasons->pdata[i];

        g_string_append(out, "<tr><th scope=\"row\">");
        add_text(out, reason->reason, -1);
        g_string_append_printf(out, "</th><td>%" G_GUINT64_FORMAT "</td><td>%s</td></tr>\n",
                               reason->words, reason->asked ? "yes" : "no");
    }
    g_string_append(out, "</tbody></table>\n");
}

static void write_use(GString *out, const struct lexicon_use *use)
{
    g_string_append(out, "<tr><th scope=\"row\"><bdi>");
    add_text(out, use->written, -1);
    g_string_append(out, "</bdi></th><td><bdi>");
    add_text(out, use->says, -1);
    g_string_append(out, "</bdi></td><td><bdi>");
    add_text(out, use->file, -1);
    g_string_append_printf(out, "</bdi> line %u</td><td>%" G_GUINT64_FORMAT "</td></tr>\n",
                           use->line, use->applied);
}

static void write_lexicon(struct report_page *page)
{
    GString *out = page->out;

    g_string_append(out, "<h2 id=\"lexicon\">Lexicon entries</h2>\n");
    if (page->usage->entries->len == 0) {
        g_string_append(out, "<p>No lexicon was given.</p>\n");
        return;
    }
    g_string_append(out,
                    "<table><thead><tr><th scope=\"col\">Written</th><th scope=\"col\">Said</th>"
                    "<th scope=\"col\">Where</th><th scope=\"col\">Applied</th></tr></thead>"
                    "<tbody>\n");
    for (guint i = 0; i < page->usage->entries->len; i++)
        write_use(out, page->usage->entries->pdata[i]);
    g_string_append(out, "</tbody></table>\n");
}

static void write_notes(struct report_page *page)
{
    const struct document *document = page->subject.document;
    GString *out = page->out;

    g_string_append(out, "<h2 id=\"notes\">Notes</h2>\n");
    if (document->notes->len == 0) {
        g_string_append(out, "<p>The reader had nothing to say.</p>\n");
        return;
    }
    g_string_append(out, "<ul>\n");
    for (guint i = 0; i < document->notes->len; i++) {
        const struct note *note = &g_array_index(document->notes, struct note, i);

        g_string_append(out,
                        note->severity == CRIER_NOTE_WARNING ? "<li>Warning: <bdi>" : "<li><bdi>");
        add_text(out, document_string(document, note->message), -1);
        g_string_append(out, "</bdi></li>\n");
    }
    g_string_append(out, "</ul>\n");
}

static void end(struct report_page *page)
{
    close_table(page);
    write_totals(page);
    write_reasons(page);
    write_lexicon(page);
    write_notes(page);
    g_string_append(page->out, "</main>\n</body>\n</html>\n");
}

const struct report_writer report_html = { begin, write_entry, end };
