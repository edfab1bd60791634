/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "plain.h"

#include <string.h>

/* Where programs write the message that they reply to. */
static const char *const quoted_marks[] = {
    "<div class=\"gmail_quote",    "<div class=3d\"gmail_quote",
    "<blockquote type=\"cite\"",   "<div class=\"moz-cite-prefix\"",
    "<div id=\"divrplyfwdmsg\"",   "<div id=\"appendonsend\"",
    "<div class=\"yahoo_quoted\"", "<div id=\"mail-editor-reference-message-container\"",
};

gsize page_words(const char *html, gsize size)
{
    gsize words = 0;
    gboolean in_word = FALSE;
    gboolean in_tag = FALSE;

    for (gsize i = 0; i < size; i++) {
        if (!in_tag && html[i] == '<') {
            const char *close = NULL;

            if (size - i > 6 && g_ascii_strncasecmp(html + i, "<style", 6) == 0)
                close = g_strstr_len(html + i, (gssize)(size - i), "</");
            if (close)
                i = (gsize)(close - html);
            in_tag = TRUE;
        }
        if (!in_tag && !g_ascii_isspace(html[i])) {
            words += !in_word;
            in_word = TRUE;
        } else {
            in_word = FALSE;
        }
        if (html[i] == '>')
            in_tag = FALSE;
    }
    return words;
}

gsize page_without_reply(const struct crier_reader_host *host, const GByteArray *page)
{
    g_autofree char *lower = g_ascii_strdown((const char *)page->data, (gssize)page->len);
    gsize size = strlen(lower);

    for (gsize i = 0; i < G_N_ELEMENTS(quoted_marks) && size == page->len; i++) {
        const char *at = g_strstr_len(lower, (gssize)size, quoted_marks[i]);

        if (!at || page_words(lower, (gsize)(at - lower)) < 3)
            continue;
        host->note(host, CRIER_NOTE_INFO, CRIER_NOWHERE, "a quoted message is left out");
        return (gsize)(at - lower);
    }
    return page->len;
}

/* ---- Footers ---- */

/* Tags inside a line of text. */
static gboolean is_inline(const char *tag, gsize size)
{
    static const char *const names[] = { "a", "b",     "i",  "em",  "strong", "span", "font",
                                         "u", "small", "br", "img", "wbr",    "o:p" };
    gsize length = 0;

    if (size > 0 && *tag == '/') {
        tag++;
        size--;
    }
    while (length < size && (g_ascii_isalnum(tag[length]) || tag[length] == ':'))
        length++;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strlen(names[i]) == length && g_ascii_strncasecmp(names[i], tag, length) == 0)
            return TRUE;
    return FALSE;
}

/* The letters of one paragraph, between two tags of blocks, and whether it is a footer. */
struct run {
    gsize from;
    GString *text;
    guint blanked;
};

static void end_run(struct run *run, char *html, gsize to)
{
    if (is_footer(run->text->str, run->text->len)) {
        memset(html + run->from, ' ', to - run->from);
        run->blanked++;
    }
    g_string_truncate(run->text, 0);
}

void page_blank_footers(const struct crier_reader_host *host, char *html, gsize size)
{
    struct run run = { .text = g_string_new(NULL) };
    char message[80];

    for (gsize i = 0; i < size; i++) {
        const char *close = html[i] == '<' ? memchr(html + i, '>', size - i) : NULL;
        gsize end = close ? (gsize)(close - html) : size - 1;

        if (html[i] != '<') {
            gboolean space = g_ascii_isspace(html[i]);

            if (run.text->len < 1000 &&
                !(space && run.text->len > 0 && run.text->str[run.text->len - 1] == ' '))
                g_string_append_c(run.text, space ? ' ' : g_ascii_tolower(html[i]));
            continue;
        }
        if (!is_inline(html + i + 1, end - i - (close != NULL))) {
            end_run(&run, html, i);
            run.from = end + 1;
        }
        i = end;
    }
    end_run(&run, html, size);
    g_string_free(run.text, TRUE);
    if (run.blanked == 0)
        return;
    g_snprintf(message, sizeof(message), "left out: the footer of the mailing, %u paragraph%s",
               run.blanked, run.blanked == 1 ? "" : "s");
    host->note(host, CRIER_NOTE_INFO, CRIER_NOWHERE, message);
}
