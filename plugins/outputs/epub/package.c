/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "epub.h"
#include "words.h"

#include "shared/date.h"
#include "shared/glyph.h"

#include <crier/role.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

const char *const medium_suffixes[MEDIUM_COUNT] = { "", "mp3", "opus" };
const char *const medium_types[MEDIUM_COUNT] = { "", "audio/mpeg", "audio/ogg; codecs=opus" };

/* ---- What the book is ---- */

static int is_there(const char *value)
{
    return value && glyph_any(value, strlen(value));
}

/* <dc:NAME …>value</dc:NAME> */
static void put_dc(struct zip_text *out, const char *name, const char *attributes,
                   const char *value)
{
    if (!is_there(value))
        return;
    sheet_put(out, "<dc:", name, attributes);
    if (strcmp(name, "identifier") != 0 && strcmp(name, "source") != 0)
        put_direction(out, text_direction(value, strlen(value)) > 0 ? 1 : -1, -1);
    sheet_put(out, ">");
    sheet_string(out, value);
    sheet_put(out, "</dc:", name, ">\n");
}

static void put_meta(struct zip_text *out, const char *property, const char *value)
{
    sheet_put(out, "<meta property=\"", property, "\">");
    sheet_string(out, value);
    sheet_put(out, "</meta>\n");
}

/* The MARC relator of a person: aut wrote it, nrt reads it. */
static void put_role(struct zip_text *out, const char *id, const char *role)
{
    sheet_put(out, "<meta refines=\"#", id, "\" property=\"role\" scheme=\"marc:relators\">", role,
              "</meta>\n");
}

static void put_people(struct book *book, struct zip_text *out)
{
    const char *narrator = edition_meta(book, CRIER_META_NARRATOR);

    for (size_t i = 0; i < book->creator_count; i++) {
        char id[32];
        char attribute[48];

        snprintf(id, sizeof(id), "author-%zu", i + 1);
        snprintf(attribute, sizeof(attribute), " id=\"%s\"", id);
        put_dc(out, "creator", attribute, book->creators[i]);
        put_role(out, id, "aut");
    }
    if (!is_there(narrator))
        return;
    put_dc(out, "contributor", " id=\"narrator\"", narrator);
    put_role(out, "narrator", "nrt");
}

static void put_date(struct book *book, struct zip_text *out)
{
    const char *value = edition_meta(book, CRIER_META_DATE);
    char text[DATE_SIZE];
    struct date date;

    if (!value || !date_read(value, &date))
        return;
    date_print(&date, text);
    put_dc(out, "date", "", text);
}

/* To the second, at Greenwich. */
static void put_modified(struct book *book, struct zip_text *out)
{
    static const uint32_t keys[] = { CRIER_META_MODIFIED, CRIER_META_DATE };
    time_t seconds = 0;
    struct tm parts;
    struct date date;
    char text[40];

    for (size_t i = 0; i < 2; i++) {
        const char *value = edition_meta(book, keys[i]);

        if (!value || !date_read(value, &date))
            continue;
        seconds = (time_t)date_seconds(&date);
        break;
    }
    if (!gmtime_r(&seconds, &parts) || parts.tm_year < -1900 || parts.tm_year > 8099)
        seconds = 0;
    if (!gmtime_r(&seconds, &parts))
        return;
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    put_meta(out, "dcterms:modified", text);
}

static const char *either(const char *first, const char *second)
{
    return is_there(first) ? first : second;
}

static void put_description(struct book *book, struct zip_text *out)
{
    const char *identifier = edition_meta(book, CRIER_META_IDENTIFIER);

    put_dc(out, "identifier", " id=\"book-id\"",
           is_there(identifier) ? identifier : "urn:crier:unknown");
    put_dc(out, "title", " id=\"title\"", edition_title(book));
    put_dc(out, "language", "", book->language);
    put_people(book, out);
    put_dc(out, "publisher", "", edition_meta(book, CRIER_META_PUBLISHER));
    put_date(book, out);
    put_dc(out, "source", "", either(edition_meta(book, CRIER_META_URL), book->source));
    put_dc(out, "rights", "", either(edition_meta(book, CRIER_META_LICENCE), book->rights));
    put_dc(out, "description", "",
           either(edition_meta(book, CRIER_META_DESCRIPTION), book->description));
    put_modified(book, out);
}

/* ---- What it offers ---- */

static const char *const spoken_facts[][2] = {
    { "schema:accessMode", "textual" },
    { "schema:accessMode", "auditory" },
    { "schema:accessModeSufficient", "textual" },
    { "schema:accessModeSufficient", "auditory" },
    { "schema:accessModeSufficient", "textual,auditory" },
    { "schema:accessibilityFeature", "synchronizedAudioText" },
    { "media:active-class", "-epub-media-overlay-active" },
    { "media:playback-active-class", "-epub-media-overlay-playing" },
};

static const char *const silent_facts[][2] = {
    { "schema:accessMode", "textual" },
    { "schema:accessModeSufficient", "textual" },
};

static const char *const common_facts[][2] = {
    { "schema:accessibilityFeature", "tableOfContents" },
    { "schema:accessibilityFeature", "structuralNavigation" },
    { "schema:accessibilityFeature", "readingOrder" },
    { "schema:accessibilityFeature", "displayTransformability" },
    { "schema:accessibilityHazard", "none" },
};

static const char *const picture_facts[][2] = {
    { "schema:accessMode", "visual" },
    { "schema:accessibilityFeature", "alternativeText" },
};

#define PUT_FACTS(out, facts) put_facts(out, facts, sizeof(facts) / sizeof((facts)[0]))

static void put_facts(struct zip_text *out, const char *const (*facts)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_meta(out, facts[i][0], facts[i][1]);
}

static void put_accessibility(struct book *book, struct zip_text *out, int64_t total)
{
    if (total > 0)
        PUT_FACTS(out, spoken_facts);
    else
        PUT_FACTS(out, silent_facts);
    if (book->cover != COVER_DRAWN)
        PUT_FACTS(out, picture_facts);
    PUT_FACTS(out, common_facts);
    sheet_put(out, "<meta property=\"schema:accessibilitySummary\" xml:lang=\"",
              book->words->language, "\">",
              total > 0 ? book->words->summary : book->words->silent_summary, "</meta>\n");
    if (!book->certified_by)
        return;
    sheet_put(out, "<meta property=\"dcterms:conformsTo\" id=\"conformance\">"
                   "EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n"
                   "<meta property=\"a11y:certifiedBy\" refines=\"#conformance\">");
    sheet_string(out, book->certified_by);
    sheet_put(out, "</meta>\n");
}

static void put_duration(struct zip_text *out, const char *start, const char *id,
                         int64_t milliseconds)
{
    sheet_put(out, "<meta property=\"media:duration\"");
    if (id)
        sheet_put(out, " refines=\"#", start, id, "\"");
    sheet_put(out, ">");
    sheet_clock(out, milliseconds);
    sheet_put(out, "</meta>\n");
}

static void put_durations(struct book *book, struct zip_text *out, int64_t total)
{
    const char *narrator = edition_meta(book, CRIER_META_NARRATOR);

    if (total == 0)
        return;
    put_duration(out, "", NULL, total);
    if (book->contents.overlay_count > 0)
        put_duration(out, "nav-overlay", "", book->contents.length);
    for (size_t i = 0; i < book->count; i++)
        if (book->chapters[i].length > 0)
            put_duration(out, "o-", book->chapters[i].id, book->chapters[i].length);
    if (is_there(narrator))
        put_meta(out, "media:narrator", narrator);
}

/* ---- What is in it ---- */

static void put_own_items(struct book *book, struct zip_text *out)
{
    int spoken = book->contents.overlay_count > 0;

    sheet_put(out,
              "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" "
              "properties=\"nav\"",
              spoken ? " media-overlay=\"nav-overlay\"/>\n" : "/>\n");
    if (spoken)
        sheet_put(out, "<item id=\"nav-overlay\" href=\"nav.smil\" "
                       "media-type=\"application/smil+xml\"/>\n");
    sheet_put(out,
              "<item id=\"cover\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n"
              "<item id=\"cover-image\" href=\"",
              cover_names[book->cover], "\" media-type=\"", cover_types[book->cover],
              "\" properties=\"cover-image\"/>\n"
              "<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n");
}

static void put_chapter(struct zip_text *out, const struct chapter *chapter)
{
    sheet_put(out, "<item id=\"t-", chapter->id, "\" href=\"text/", chapter->id,
              ".xhtml\" media-type=\"application/xhtml+xml\"");
    if (chapter->length == 0) {
        sheet_put(out, "/>\n");
        return;
    }
    sheet_put(out, " media-overlay=\"o-", chapter->id, "\"/>\n<item id=\"o-", chapter->id,
              "\" href=\"text/", chapter->id,
              ".smil\" media-type=\"application/smil+xml\"/>\n<item id=\"a-", chapter->id,
              "\" href=\"audio/", chapter->id, ".", medium_suffixes[chapter->medium],
              "\" media-type=\"", medium_types[chapter->medium], "\"/>\n");
}

/* The contents come last, and out of the line: who hears the book from its start would have to
 * hear all headlines first. */
static void put_order(struct book *book, struct zip_text *out)
{
    sheet_put(out, "<spine",
              language_direction(book->language) > 0 ? " page-progression-direction=\"rtl\"" : "",
              ">\n<itemref idref=\"cover\"/>\n");
    for (size_t i = 0; i < book->count; i++)
        sheet_put(out, "<itemref idref=\"t-", book->chapters[i].id, "\"/>\n");
    sheet_put(out, "<itemref idref=\"nav\" linear=\"no\"/>\n</spine>\n");
}

void package_write(struct book *book)
{
    struct zip_text *out = &book->text; /* no article needs it any more */
    int64_t total = book->contents.length;

    for (size_t i = 0; i < book->count; i++)
        total += book->chapters[i].length;
    sheet_put(out,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
              "unique-identifier=\"book-id\" xml:lang=\"",
              book->language, "\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_description(book, out);
    put_accessibility(book, out, total);
    put_durations(book, out, total);
    sheet_put(out, "</metadata>\n<manifest>\n");
    put_own_items(book, out);
    for (size_t i = 0; i < book->count; i++)
        put_chapter(out, &book->chapters[i]);
    sheet_put(out, "</manifest>\n");
    put_order(book, out);
    sheet_put(out, "</package>\n");
    zip_writer_add(&book->zip, "EPUB/package.opf", out);
}
