/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: poppler-glib */
/* apt: libpoppler-glib-dev */
/*
 * PDF: print, of which nothing but the place of letters is sure. A document that is tagged is
 * read by its structure; any other by sizes, gaps and indents. Running heads and page numbers
 * are left out, and words broken at the end of a line made whole.
 */
#include "paper.h"

#include <iconv.h>
#include <string.h>

#define OUTLINE_MAX 2000

/* ---- Blocks ---- */

/* `text`: NULL for a block that holds blocks. Valid until the next one is added. */
struct block *add_block(struct paper *paper, guint32 role, const char *text)
{
    struct block block = { .role = role, .text = text ? g_string_new(text) : NULL };

    g_array_append_val(paper->blocks, block);
    return &g_array_index(paper->blocks, struct block, paper->blocks->len - 1);
}

void end_block(struct paper *paper)
{
    struct block block = { .end = TRUE };

    g_array_append_val(paper->blocks, block);
}

static void send_block(struct paper *paper, const struct block *block)
{
    const struct crier_block open = {
        .size = sizeof(open), .role = block->role, .level = block->level, .ordinal = block->ordinal
    };

    if (block->end) {
        paper->host->close(paper->host);
        return;
    }
    paper->host->open(paper->host, &open);
    if (!block->text)
        return;
    mend_words(paper, block->text);
    paper->host->text(paper->host, block->text->str, block->text->len, CRIER_NOWHERE,
                      CRIER_NOWHERE);
    paper->host->close(paper->host);
}

/* ---- Metadata ---- */

static void send_meta(struct paper *paper, guint32 key, char *value)
{
    if (value && g_utf8_validate(value, -1, NULL) && strlen(value) < 2000)
        paper->host->meta(paper->host, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

static void send_date(struct paper *paper, guint32 key, GDateTime *date)
{
    g_autofree char *iso = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z") : NULL;

    if (iso)
        send_meta(paper, key, iso);
    g_clear_pointer(&date, g_date_time_unref);
}

/* What programs write for want of a title. */
static gboolean is_title(const char *title)
{
    static const char *const junk[] = {
        ".indd", ".doc", ".docx", ".qxd", ".qxp",   ".pdf", ".ai",
        ".tex",  ".dvi", ".odt",  ".rtf", ".pages", ".fm",  ".pub"
    };

    if (!title || !*title || g_ascii_strncasecmp(title, "untitled", 8) == 0 ||
        g_ascii_strncasecmp(title, "microsoft ", 10) == 0 || !strpbrk(title, " -"))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(junk); i++)
        if (g_str_has_suffix(title, junk[i]))
            return FALSE;
    return TRUE;
}

static void send_list(struct paper *paper, guint32 key, char *text, const char *marks)
{
    g_auto(GStrv) parts = text ? g_strsplit_set(text, marks, 40) : NULL;

    for (char **part = parts; part && *part; part++)
        if (*g_strstrip(*part))
            send_meta(paper, key, *part);
}

/* The language of the catalogue, which poppler does not tell: "/Lang (en-US)". */
static void send_language(struct paper *paper, const struct crier_source *source)
{
    const uint8_t *at = source->bytes;
    const uint8_t *end = at + source->length;
    char language[16];
    gsize size = 0;

    while ((at = memmem(at, (size_t)(end - at), "/Lang", 5)) != NULL) {
        at += 5;
        while (at < end && *at == ' ')
            at++;
        if (at == end || *at != '(')
            continue;
        for (at++; at < end && size + 1 < sizeof(language) && (g_ascii_isalnum(*at) || *at == '-');
             at++)
            language[size++] = (char)*at;
        language[size] = '\0';
        if (size >= 2 && at < end && *at == ')')
            send_meta(paper, CRIER_META_LANGUAGE, language);
        return;
    }
}

/* The headline is what is printed; a title that is only declared comes for want of one. */
static void send_metadata(struct paper *paper, const struct crier_source *source)
{
    PopplerDocument *document = paper->document;
    g_autofree char *title = poppler_document_get_title(document);
    g_autofree char *author = poppler_document_get_author(document);
    g_autofree char *subject = poppler_document_get_subject(document);
    g_autofree char *keywords = poppler_document_get_keywords(document);

    if (is_title(title)) {
        send_meta(paper, CRIER_META_TITLE, title);
    } else {
        for (guint i = 0; i < paper->blocks->len; i++) {
            struct block *block = &g_array_index(paper->blocks, struct block, i);

            if (block->role != CRIER_ROLE_HEADLINE || block->end)
                continue;
            mend_words(paper, block->text);
            send_meta(paper, CRIER_META_TITLE, block->text->str);
        }
    }
    if (is_title(title) && !paper->has_headline && g_utf8_validate(title, -1, NULL))
        crier_add(paper->host, CRIER_ROLE_HEADLINE, title, strlen(title), CRIER_NOWHERE);
    send_list(paper, CRIER_META_AUTHOR, author, ";");
    send_meta(paper, CRIER_META_DESCRIPTION, subject);
    send_list(paper, CRIER_META_TAG, keywords, ",;");
    send_date(paper, CRIER_META_DATE, poppler_document_get_creation_date_time(document));
    send_date(paper, CRIER_META_MODIFIED, poppler_document_get_modification_date_time(document));
    send_language(paper, source);
}

/* ---- The outline ---- */

static void take_outline(struct paper *paper, PopplerIndexIter *iter, guint depth)
{
    do {
        PopplerAction *action = poppler_index_iter_get_action(iter);
        PopplerIndexIter *child;

        if (action && action->any.title && g_hash_table_size(paper->outline) < OUTLINE_MAX)
            g_hash_table_add(paper->outline, plain_form(action->any.title));
        if (action)
            poppler_action_free(action);
        child = depth < 8 ? poppler_index_iter_get_child(iter) : NULL;
        if (child) {
            take_outline(paper, child, depth + 1);
            poppler_index_iter_free(child);
        }
    } while (g_hash_table_size(paper->outline) < OUTLINE_MAX && poppler_index_iter_next(iter));
}

/* ---- Reading ---- */

/* The library turns titles into UTF-8 by iconv, which opens a file for that. A reader has
 * no files, but while a plugin is loaded there are: what is opened here stays open until
 * the plugin goes, and is never changed between. */
static iconv_t conversions[2];

__attribute__((constructor)) static void load_conversions(void)
{
    conversions[0] = iconv_open("UTF-8", "UTF-16BE");
    conversions[1] = iconv_open("UTF-16BE", "UTF-8");
}

__attribute__((destructor)) static void unload_conversions(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(conversions); i++)
        if (conversions[i] != (iconv_t)-1)
            iconv_close(conversions[i]);
}

static crier_status unreadable(const struct crier_reader_host *host, const char *why)
{
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, why);
    return CRIER_UNREADABLE;
}

static const char *why_not(const GError *error)
{
    if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        return "the PDF is protected by a password: save it without one";
    return "the PDF is damaged: it cannot be opened";
}

static void note_empty_pages(struct paper *paper)
{
    char message[120];

    if (paper->empty_pages == 0)
        return;
    g_snprintf(message, sizeof(message), "%u of %u pages have no text: pictures perhaps",
               paper->empty_pages, paper->pages);
    paper->host->note(paper->host, CRIER_NOTE_INFO, CRIER_NOWHERE, message);
}

static crier_status without_text(const struct paper *paper)
{
    if (paper->tables_lack)
        return unreadable(paper->host,
                          "the letters of the PDF are named by tables (of Chinese, Japanese or "
                          "Korean) that are not in it: use the document it was made from");
    return unreadable(paper->host, "there is no text in the PDF: run text recognition over it, if "
                                   "it is a scan; or its fonts do not tell their letters");
}

static void note_lost_letters(const struct paper *paper)
{
    if (paper->tables_lack)
        paper->host->note(paper->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                          "letters of some fonts are named by tables (of Chinese, Japanese or "
                          "Korean) that are not in the PDF: words are missing");
}

static crier_status read_paper(struct paper *paper, const struct crier_source *source)
{
    PopplerIndexIter *index = poppler_index_iter_new(paper->document);

    if (index) {
        take_outline(paper, index, 0);
        poppler_index_iter_free(index);
    }
    take_lines(paper);
    if (paper->lines->len == 0)
        return without_text(paper);
    learn_words(paper);
    if (!blocks_by_structure(paper)) {
        find_margins(paper);
        blocks_by_print(paper);
    }
    send_metadata(paper, source);
    for (guint i = 0; i < paper->blocks->len; i++)
        send_block(paper, &g_array_index(paper->blocks, struct block, i));
    note_empty_pages(paper);
    note_lost_letters(paper);
    return CRIER_OK;
}

static void clear(struct paper *paper)
{
    for (guint i = 0; i < paper->lines->len; i++)
        g_free(g_array_index(paper->lines, struct print_line, i).text);
    for (guint i = 0; i < paper->blocks->len; i++)
        if (g_array_index(paper->blocks, struct block, i).text)
            g_string_free(g_array_index(paper->blocks, struct block, i).text, TRUE);
    g_array_free(paper->lines, TRUE);
    g_array_free(paper->blocks, TRUE);
    if (paper->print) {
        g_string_free(paper->print, TRUE);
        g_string_free(paper->gaps, TRUE);
    }
    g_hash_table_destroy(paper->outline);
    g_hash_table_destroy(paper->words);
    g_object_unref(paper->document);
}

static crier_status read_pdf(const struct crier_reader_host *host,
                             const struct crier_source *source)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(source->bytes, source->length);
    g_autoptr(GError) error = NULL;
    struct paper paper = { .host = host };
    crier_status status;
    guint watch;

    paper.document = poppler_document_new_from_bytes(bytes, NULL, &error);
    if (!paper.document)
        return unreadable(host, why_not(error));
    paper.pages = (guint)MAX(poppler_document_get_n_pages(paper.document), 0);
    paper.lines = g_array_new(FALSE, FALSE, sizeof(struct print_line));
    paper.blocks = g_array_new(FALSE, FALSE, sizeof(struct block));
    paper.outline = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    paper.words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    watch = watch_tables(&paper);
    status = read_paper(&paper, source);
    unwatch_tables(watch);
    clear(&paper);
    return status;
}

/* "%PDF-" stands first, or behind some bytes that a mail program or a printer put there. */
static int32_t probe(const struct crier_source *source)
{
    if (crier_starts(source, CRIER_LIT("%PDF-")))
        return 95;
    if (source->length > 0 &&
        memmem(source->bytes, source->length < 1024 ? source->length : 1024, "%PDF-", 5))
        return crier_has_suffix(source->name, "pdf") ? 80 : 50;
    return crier_has_suffix(source->name, "pdf") ? 20 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("pdf", "PDF documents, tagged or not"),
    .suffixes = (const char *const[]){ "pdf", NULL },
    .media_types = (const char *const[]){ "application/pdf", NULL },
    .probe = probe,
    .read = read_pdf,
};
