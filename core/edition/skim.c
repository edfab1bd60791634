/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/skim.h"

#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/edition/skim_words.h"
#include "core/language/coverage.h"
#include "core/language/long_date.h"

#include <string.h>

/* Nobody's headline is longer; a text that is all headline would drown the page. */
enum { HEADLINE_MOST = 300 };

enum { WEEK = 7, MONTH = 30, YEAR = 365, WEEKS_UP_TO = 30 };

struct page {
    const struct edition_file *edition;
    const struct selection *selection;
    const GPtrArray *articles;
    struct builder *builder;
    struct skim *skim;
    guint number; /* of the article before */
};

static void open_block(const struct page *page, uint32_t role, uint32_t level, uint32_t ordinal,
                       const char *language)
{
    const struct crier_block block = { .size = sizeof(block),
                                       .role = role,
                                       .level = level,
                                       .ordinal = ordinal,
                                       .language = language };

    builder_open(page->builder, &block);
}

static void add_text(const struct page *page, const char *text)
{
    builder_text(page->builder, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
}

static void add_block(const struct page *page, uint32_t role, uint32_t level, const char *language,
                      const char *text)
{
    open_block(page, role, level, 0, language);
    add_text(page, text);
    builder_close(page->builder);
}

/* ---- An article ---- */

/* As a sentence: so that a voice stops behind it. */
static char *headline_of(const struct facts *facts)
{
    static const char *const ends[] = { ".", "!", "?", "…", "。", "؟", ":", NULL };
    static const char *const closers[] = { "\"", "'", "”", "’", "»", ")", NULL };
    g_autofree char *name = g_path_get_basename(facts->source);
    g_autofree char *whole =
        g_utf8_make_valid(facts->title && *facts->title ? facts->title : name, -1);
    g_autofree char *title = NULL, *bare = NULL;
    gboolean cut = g_utf8_strlen(whole, -1) > HEADLINE_MOST;

    title = g_utf8_substring(whole, 0, cut ? HEADLINE_MOST : -1);
    g_strstrip(title);
    bare = g_strdup(title);
    for (const char *const *closer = closers; *closer; closer++)
        if (g_str_has_suffix(bare, *closer))
            bare[strlen(bare) - strlen(*closer)] = '\0';
    for (const char *const *end = ends; *end; end++)
        if (g_str_has_suffix(bare, *end))
            return g_steal_pointer(&title);
    return g_strconcat(title, cut ? "…" : ".", NULL);
}

/* "Yesterday"; NULL when it has no date, or a later one than the edition. */
static char *age_of(const struct page *page, const struct facts *facts)
{
    const char *language = page->edition->language;
    struct moment moment;
    int64_t days;

    if (!facts->date || !moment_parse(facts->date, page->edition->zone, &moment))
        return NULL;
    days = page->edition->day - moment_day(&moment, page->edition->zone);
    if (days < 0)
        return NULL;
    if (days < WEEK)
        return skim_count(language, "days", days);
    if (days < WEEKS_UP_TO)
        return skim_count(language, "weeks", days / WEEK);
    if (days < YEAR)
        return skim_count(language, "months", days / MONTH);
    return skim_count(language, "years", days / YEAR);
}

static char *minutes_of(const struct page *page, int64_t seconds)
{
    int64_t minutes = (seconds + MOMENT_MINUTE / 2) / MOMENT_MINUTE;

    return skim_count(page->edition->language, "minutes", MAX(minutes, 1));
}

/* "Yesterday, 3 minutes." NULL where the language has no words for it. */
static char *details_of(const struct page *page, const struct facts *facts)
{
    g_autofree char *age = age_of(page, facts);
    g_autofree char *minutes = minutes_of(page, facts->seconds);
    const char *const values[] = { "age", age, "minutes", minutes, NULL };

    return skim_words(page->edition->language, age ? "item" : "item undated", values);
}

static gboolean same_language(const char *one, const char *other)
{
    g_autofree char *a = language_primary(one), *b = language_primary(other);

    return g_strcmp0(a, b) == 0;
}

static void add_article(struct page *page, guint article)
{
    const struct facts *facts = page->articles->pdata[article];
    g_autofree char *headline = headline_of(facts);
    g_autofree char *details = details_of(page, facts);

    g_array_index(page->skim->blocks, uint32_t, article) =
        document_block_count(page->skim->document);
    open_block(page, CRIER_ROLE_LIST_ITEM, 0, ++page->number, NULL);
    if (facts->language && !same_language(facts->language, page->edition->language)) {
        add_block(page, CRIER_ROLE_PARAGRAPH, 0, facts->language, headline);
        if (details)
            add_block(page, CRIER_ROLE_PARAGRAPH, 0, NULL, details);
    } else {
        add_text(page, headline);
        builder_cut(page->builder);
        if (details) {
            add_text(page, " ");
            add_text(page, details);
        }
    }
    builder_close(page->builder);
}

/* ---- The page ---- */

char *skim_section_title(const struct edition_file *edition, const struct edition_section *section)
{
    static const char *const none[] = { NULL };
    const char *key = strcmp(section->id, "news") == 0 ? "section news" : "section other";
    char *words;

    if (section->title)
        return g_strdup(section->title);
    words = skim_words(edition->language, key, none);
    return words ? words : g_strdup(edition->title);
}

static void add_section(struct page *page, const struct selected_section *section)
{
    g_autofree char *title = skim_section_title(page->edition, section->section);

    if (section->articles->len == 0)
        return;
    add_block(page, CRIER_ROLE_HEADING, 2, NULL, title);
    open_block(page, CRIER_ROLE_LIST, 0, 0, NULL);
    for (guint i = 0; i < section->articles->len; i++)
        add_article(page, g_array_index(section->articles, guint, i));
    builder_close(page->builder);
}

static guint filled_sections(const struct page *page)
{
    const GArray *sections = page->selection->sections;
    guint filled = 0;

    for (guint i = 0; i < sections->len; i++)
        filled += g_array_index(sections, struct selected_section, i).articles->len > 0;
    return filled;
}

static int64_t seconds_of_all(const struct page *page)
{
    const GArray *sections = page->selection->sections;
    int64_t seconds = 0;

    for (guint i = 0; i < sections->len; i++) {
        const GArray *articles = g_array_index(sections, struct selected_section, i).articles;

        for (guint k = 0; k < articles->len; k++)
            seconds +=
                ((struct facts *)page->articles->pdata[g_array_index(articles, guint, k)])->seconds;
    }
    return seconds;
}

static void add_overview(const struct page *page)
{
    const char *language = page->edition->language;
    guint filled = filled_sections(page);
    g_autofree char *articles = skim_count(language, "articles", page->selection->count);
    g_autofree char *sections = skim_count(language, "sections", filled);
    g_autofree char *minutes = minutes_of(page, seconds_of_all(page));
    const char *const values[] = { "title",    page->edition->title,
                                   "articles", articles,
                                   "sections", sections,
                                   "minutes",  minutes,
                                   NULL };
    const char *key = filled == 0 ? "empty" : filled == 1 ? "overview one" : "overview";
    g_autofree char *words = skim_words(language, key, values);

    add_block(page, CRIER_ROLE_PARAGRAPH, 0, NULL, words ? words : page->edition->title);
}

static void add_meta(const struct page *page, uint32_t key, const char *value)
{
    if (value)
        builder_meta(page->builder, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

static void add_head(const struct page *page)
{
    const struct edition_file *edition = page->edition;
    g_autofree char *date = long_date(edition->language, edition->date, TRUE);
    const char *const values[] = { "date", date ? date : edition->date, NULL };
    g_autofree char *words = skim_words(edition->language, "headline", values);
    g_autofree char *headline =
        words ? g_steal_pointer(&words) : g_strdup_printf("%s, %s", edition->title, values[1]);

    add_meta(page, CRIER_META_TITLE, headline);
    add_meta(page, CRIER_META_LANGUAGE, edition->language);
    add_meta(page, CRIER_META_DATE, edition->date);
    add_meta(page, CRIER_META_PUBLISHER, edition->publisher);
    add_meta(page, CRIER_META_AUTHOR, edition->author);
    add_block(page, CRIER_ROLE_HEADLINE, 0, NULL, headline);
}

struct skim *skim_new(const struct edition_file *edition, const struct selection *selection,
                      const GPtrArray *articles, GError **error)
{
    struct skim *skim = g_new0(struct skim, 1);
    struct page page = { edition, selection, articles, NULL, skim, 0 };
    const uint32_t nowhere = NOWHERE32;
    const char *why = NULL;

    skim->document = document_new();
    g_free(skim->document->reader);
    skim->document->reader = g_strdup("front page");
    skim->blocks = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < articles->len; i++)
        g_array_append_val(skim->blocks, nowhere);
    page.builder = builder_new(skim->document, UINT64_MAX);
    add_head(&page);
    add_overview(&page);
    for (guint i = 0; i < selection->sections->len; i++)
        add_section(&page, &g_array_index(selection->sections, struct selected_section, i));
    if (builder_finish(page.builder, &why) != CRIER_OK) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot make the front page: %s", why);
        g_clear_pointer(&skim, skim_free);
    }
    builder_free(page.builder);
    return skim;
}

void skim_free(struct skim *skim)
{
    if (!skim)
        return;
    document_free(skim->document);
    g_array_unref(skim->blocks);
    g_free(skim);
}
