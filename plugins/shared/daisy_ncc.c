/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: daisy_text daisy_smil writer glyph option */
#include "shared/daisy_ncc.h"

#include "shared/daisy_smil.h"
#include "shared/glyph.h"
#include "shared/option.h"

#include <string.h>

#define LABEL_MOST 80 /* bytes of a text that stands for something to be left out */

/* ---- The head ---- */

static const struct {
    uint32_t key;
    const char *name;
} plain[] = {

    { CRIER_META_IDENTIFIER, "dc:identifier" }, { CRIER_META_DESCRIPTION, "dc:description" },
    { CRIER_META_LICENCE, "dc:rights" },        { CRIER_META_URL, "dc:source" },
    { CRIER_META_TAG, "dc:subject" },           { CRIER_META_NARRATOR, "ncc:narrator" },
    { CRIER_META_PUBLISHER, "ncc:producer" },
};

/* May it stand but once? */
static int is_single(uint32_t key)
{
    return key != CRIER_META_NARRATOR && key != CRIER_META_TAG && key != CRIER_META_DESCRIPTION;
}

static void write_plain(struct writer *writer, const struct crier_edition *edition)
{
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
        for (uint64_t m = 0; m < edition->meta_count; m++) {
            if (edition->meta[m].key != plain[i].key)
                continue;
            daisy_meta(writer, plain[i].name, edition->meta[m].value);
            if (is_single(plain[i].key))
                break;
        }
}

static int write_authors(struct writer *writer, const struct crier_meta *meta, uint64_t count)
{
    int any = 0;

    for (uint64_t i = 0; i < count; i++)
        if (meta[i].key == CRIER_META_AUTHOR && glyph_any(meta[i].value, strlen(meta[i].value))) {
            daisy_meta(writer, "dc:creator", meta[i].value);
            any = 1;
        }
    return any;
}

/* The first that says something. */
static const char *first_of(const char *a, const char *b)
{
    return a && glyph_any(a, strlen(a)) ? a : b;
}

static void write_makers(struct writer *writer, const struct daisy_ncc_head *head)
{
    const struct crier_edition *edition = head->edition;
    const char *publisher = first_of(edition_value(edition, CRIER_META_PUBLISHER), head->software);

    if (!write_authors(writer, edition->meta, edition->meta_count) &&
        !(head->article && write_authors(writer, head->article->meta, head->article->meta_count)))
        daisy_meta(writer, "dc:creator", publisher);
    daisy_meta(writer, "dc:publisher", publisher);
}

static void write_dates(struct writer *writer, const struct daisy_ncc_head *head)
{
    char first[11], last[11];
    const char *day;

    daisy_day(edition_value(head->edition, CRIER_META_DATE), first);
    daisy_day(edition_value(head->edition, CRIER_META_MODIFIED), last);
    day = *first ? first : *last ? last : "1970";
    daisy_meta(writer, "dc:date", day);
    daisy_meta(writer, "ncc:producedDate", day);
    if (*first && *last && strcmp(first, last) != 0)
        daisy_meta(writer, "ncc:revisionDate", last);
}

/* Where the words were published first. */
static void write_source(struct writer *writer, const struct crier_edition *edition)
{
    char day[11];

    if (!edition_value(edition, CRIER_META_URL))
        return;
    daisy_day(edition_value(edition, CRIER_META_DATE), day);
    daisy_meta(writer, "ncc:sourceTitle", edition_value(edition, CRIER_META_TITLE));
    daisy_meta(writer, "ncc:sourcePublisher", edition_value(edition, CRIER_META_PUBLISHER));
    daisy_meta(writer, "ncc:sourceRights", edition_value(edition, CRIER_META_LICENCE));
    daisy_meta(writer, "ncc:sourceDate", day);
}

static const char *language_of(const struct crier_edition *edition)
{
    const char *language = edition_value(edition, CRIER_META_LANGUAGE);

    return language && daisy_is_language(language) ? language : "und";
}

static void write_counts(struct daisy_ncc *ncc, const struct daisy_ncc_head *head)
{
    static const char *const names[DAISY_GAPS] = {
        [DAISY_TOC_ITEMS] = "ncc:tocItems", [DAISY_TOTAL_TIME] = "ncc:totalTime",
        [DAISY_FILES] = "ncc:files",        [DAISY_KILOBYTES] = "ncc:kByteSize",
        [DAISY_DEEPEST] = "ncc:depth",      [DAISY_FOOTNOTES] = "ncc:footnotes",
        [DAISY_SIDEBARS] = "ncc:sidebars",  [DAISY_PRODNOTES] = "ncc:prodNotes",
    };
    struct writer *writer = &ncc->ncc;

    writer_text(writer, "<meta name=\"dc:format\" content=\"Daisy 2.02\" />\n"
                        "<meta name=\"ncc:charset\" content=\"utf-8\" />\n"
                        "<meta name=\"ncc:multimediaType\" content=\"audioFullText\" />\n"
                        "<meta name=\"ncc:setInfo\" content=\"1 of 1\" />\n"
                        "<meta name=\"ncc:pageFront\" content=\"0\" />\n"
                        "<meta name=\"ncc:pageNormal\" content=\"0\" />\n"
                        "<meta name=\"ncc:pageSpecial\" content=\"0\" />\n"
                        "<meta name=\"ncc:maxPageNormal\" content=\"0\" />\n");
    for (int i = 0; i < DAISY_GAPS; i++)
        daisy_gap(writer, names[i], &ncc->gaps[i]);
    if (head->revision > 0) {
        writer_text(writer, "<meta name=\"ncc:revision\" content=\"");
        writer_number(writer, head->revision, 1);
        writer_text(writer, "\" />\n");
    }
}

static void begin_master(struct daisy_ncc *ncc, const struct daisy_ncc_head *head)
{
    struct writer *writer = &ncc->master;

    writer_text(writer, DAISY_SMIL_TOP);
    daisy_meta(writer, "dc:title", head->title);
    daisy_meta(writer, "dc:identifier", edition_value(head->edition, CRIER_META_IDENTIFIER));
    daisy_meta(writer, "ncc:generator", head->software);
    daisy_gap(writer, "ncc:timeInThisSmil", &ncc->master_time);
    daisy_smil_layout(writer);
}

void daisy_ncc_begin(struct daisy_ncc *ncc, const struct daisy_ncc_head *head)
{
    struct writer *writer = &ncc->ncc;
    const char *language = language_of(head->edition);

    writer_text(writer, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
                        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
                        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"");
    writer_text(writer, language);
    writer_text(writer, "\" xml:lang=\"");
    writer_text(writer, language);
    writer_text(writer, "\">\n<head>\n<meta http-equiv=\"Content-type\" "
                        "content=\"text/html; charset=utf-8\" />\n<title>");
    daisy_line(writer, head->title);
    writer_text(writer, "</title>\n");
    daisy_meta(writer, "dc:title", head->title);
    write_plain(writer, head->edition);
    write_source(writer, head->edition);
    write_makers(writer, head);
    daisy_meta(writer, "dc:language", language);
    write_dates(writer, head);
    daisy_meta(writer, "ncc:generator", head->software);
    write_counts(ncc, head);
    writer_text(writer, "</head>\n<body>\n");
    begin_master(ncc, head);
}

/* ---- The body ---- */

static void write_item(struct daisy_ncc *ncc, const char *tag, const char *name, const char *text,
                       size_t size, const char *smil, const char *id)
{
    struct writer *writer = &ncc->ncc;

    writer_text(writer, "<");
    writer_text(writer, tag);
    if (name) {
        writer_text(writer, " class=\"");
        writer_text(writer, name);
        writer_text(writer, "\"");
    }
    writer_text(writer, " id=\"n");
    writer_number(writer, (int64_t)++ncc->items, 1);
    writer_text(writer, "\"><a href=\"");
    writer_text(writer, smil);
    writer_text(writer, "#");
    writer_text(writer, id);
    writer_text(writer, "\">");
    glyph_write_line(writer, text, size, GLYPH_ENTITIES);
    writer_text(writer, "</a></");
    writer_text(writer, tag);
    writer_text(writer, ">\n");
}

void daisy_ncc_title(struct daisy_ncc *ncc, const char *title, const char *smil, const char *id)
{
    ncc->deepest = ncc->last = 1;
    write_item(ncc, "h1", "title", title, strlen(title), smil, id);
}

void daisy_ncc_heading(struct daisy_ncc *ncc, int level, const char *text, size_t size,
                       const char *smil, const char *id)
{
    char tag[3] = { 'h', '1', '\0' };

    if (level > ncc->last + 1)
        level = ncc->last + 1;
    ncc->last = level;
    if (level > ncc->deepest)
        ncc->deepest = level;
    tag[1] = (char)('0' + level);
    write_item(ncc, tag, NULL, text, size, smil, id);
}

/* Whole characters of a text, at a space if there is one. */
static size_t label_size(const char *text, size_t size)
{
    size_t at = 0, whole = 0, word = 0;

    if (size <= LABEL_MOST)
        return size;
    while (at < LABEL_MOST) {
        whole = at;
        if (glyph_is_space(glyph_next(text, size, &at)))
            word = whole;
    }
    return word > LABEL_MOST / 2 ? word : whole;
}

void daisy_ncc_skip(struct daisy_ncc *ncc, const struct daisy_place *place, const char *smil,
                    const char *id)
{
    static const char *const names[DAISY_SKIPS] = {
        [DAISY_FOOTNOTE] = "noteref",
        [DAISY_SIDEBAR] = "sidebar",
        [DAISY_PRODNOTE] = "optional-prodnote",
    };
    char number[16];
    const char *text = place->text;
    size_t size = label_size(place->text, place->text_size);

    if (place->item == DAISY_FOOTNOTE && place->ordinal > 0) {
        char *at = number + sizeof(number);

        for (uint32_t left = place->ordinal; left > 0; left /= 10)
            *--at = (char)('0' + left % 10);
        text = at;
        size = (size_t)(number + sizeof(number) - at);
    }
    ncc->skips[place->item]++;
    write_item(ncc, "span", names[place->item], text, size, smil, id);
}

void daisy_ncc_article(struct daisy_ncc *ncc, const char *title, const char *smil)
{
    struct writer *writer = &ncc->master;

    writer_text(writer, "<ref title=\"");
    daisy_line(writer, title);
    writer_text(writer, "\" src=\"");
    writer_text(writer, smil);
    writer_text(writer, "\" id=\"r");
    writer_number(writer, (int64_t)++ncc->articles, 1);
    writer_text(writer, "\" />\n");
}

void daisy_ncc_end(struct daisy_ncc *ncc)
{
    writer_text(&ncc->ncc, "</body>\n</html>\n");
    writer_text(&ncc->master, "</body>\n</smil>\n");
}

void daisy_ncc_fill(struct daisy_ncc *ncc, const char *time, uint64_t files, uint64_t bytes)
{
    const uint64_t numbers[DAISY_GAPS] = {
        [DAISY_TOC_ITEMS] = ncc->items,
        [DAISY_FILES] = files,
        [DAISY_KILOBYTES] = (bytes + 1023) / 1024,
        [DAISY_DEEPEST] = (uint64_t)ncc->deepest,
        [DAISY_FOOTNOTES] = ncc->skips[DAISY_FOOTNOTE],
        [DAISY_SIDEBARS] = ncc->skips[DAISY_SIDEBAR],
        [DAISY_PRODNOTES] = ncc->skips[DAISY_PRODNOTE],
    };

    for (int i = 0; i < DAISY_GAPS; i++)
        if (i != DAISY_TOTAL_TIME)
            daisy_fill_number(&ncc->ncc, &ncc->gaps[i], numbers[i]);
    daisy_fill(&ncc->ncc, &ncc->gaps[DAISY_TOTAL_TIME], time);
    daisy_fill(&ncc->master, &ncc->master_time, time);
}
