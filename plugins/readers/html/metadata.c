/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metadata.h"

#include "linked_data.h"
#include "printed.h"
#include "shared/date.h"
#include "tree.h"
#include "words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* Authors of one article that are marked one by one. */
#define MARKED_MOST 4

/* All that was found. */
struct finds {
    struct arena *arena;
    struct printed printed;
    struct linked_data linked;
};

/* ---- Title ---- */

static const char *const bars[] = { " | ",        " - ",        " \xe2\x80\x93 ", " \xe2\x80\x94 ",
                                    " \xc2\xbb ", " \xc2\xab ", " :: ",           " \xe2\x80\xa2 ",
                                    " \xc2\xb7 " };

/* The last bar of a title, or NULL; *size: its bytes. */
static const char *last_bar(const char *title, size_t *size)
{
    const char *last = NULL;

    for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++)
        for (const char *at = title; (at = strstr(at, bars[i])); at++)
            if (!last || at > last) {
                last = at;
                *size = strlen(bars[i]);
            }
    return last;
}

static size_t count_words(const char *text)
{
    size_t count = 0;

    for (; *text; text += strcspn(text, " "), text += strspn(text, " "))
        count++;
    return count;
}

/* Is the tail of a title the name of its site? */
static int names_site(const struct finds *finds, const char *tail, char bar)
{
    const char *site = finds->printed.slots[SLOT_SITE];

    if ((site && words_overlap(site, tail) >= 60) ||
        (finds->linked.publisher && words_overlap(finds->linked.publisher, tail) >= 60))
        return 1;
    return bar == '|' && count_words(tail) <= 4;
}

/* "Millers rally | Daily Name" without the site. */
static const char *without_site(const struct finds *finds, const char *title)
{
    size_t size = 0;
    const char *bar;

    while (title && (bar = last_bar(title, &size))) {
        if (count_words(title) - count_words(bar + size) < 3 ||
            !names_site(finds, bar + size, bar[1]))
            break;
        title = words_clean(finds->arena, title, (size_t)(bar - title));
    }
    return title;
}

/* The heading that the page's own names agree with. */
static const char *agreeing_heading(const struct finds *finds, const char *const *names)
{
    const char *best = NULL;
    unsigned most = 69;

    for (unsigned i = 0; i < finds->printed.h1_count; i++)
        for (const char *const *name = names; *name; name++) {
            unsigned overlap = words_overlap(finds->printed.h1[i], *name);

            if (overlap > most) {
                most = overlap;
                best = finds->printed.h1[i];
            }
        }
    return best;
}

/* The heading of a page that lives for days while its stories change. */
static int is_live(const char *heading)
{
    return heading && (strstr(heading, "LIVE") || strstr(heading, "Live:") ||
                       strcasestr(heading, "live updates") || strcasestr(heading, "live blog"));
}

static void choose_title(const struct finds *finds, struct metadata *out)
{
    const struct printed *printed = &finds->printed;
    const char *shared = without_site(finds, printed->slots[SLOT_SHARED_TITLE]);
    const char *title = without_site(finds, printed->title);
    const char *names[6];
    unsigned count = 0;
    const char *order[6];

    if (finds->linked.headline)
        names[count++] = finds->linked.headline;
    if (shared)
        names[count++] = shared;
    if (printed->slots[SLOT_HEADLINE])
        names[count++] = printed->slots[SLOT_HEADLINE];
    if (title)
        names[count++] = title;
    names[count] = NULL;
    order[0] = agreeing_heading(finds, names);
    if (is_live(order[0]) && shared && !is_live(shared))
        order[0] = shared; /* names the story of today */
    order[1] =
        finds->linked.headline && shared && words_overlap(finds->linked.headline, shared) < 60
            ? shared
            : finds->linked.headline;
    order[2] = shared;
    order[3] = printed->slots[SLOT_HEADLINE];
    order[4] = title ? title : printed->h1_count == 1 ? printed->h1[0] : NULL;
    order[5] = printed->h1_count > 0 ? printed->h1[0] : NULL;
    for (size_t i = 0; !out->title && i < sizeof(order) / sizeof(order[0]); i++)
        out->title = order[i];
}

/* ---- Authors ---- */

static void choose_authors(struct finds *finds, struct metadata *out)
{
    const struct printed *printed = &finds->printed;
    const char *site = printed->slots[SLOT_SITE];
    struct people meta = { .count = 0 };
    const struct people *order[] = {
        &finds->linked.authors, &meta,          &printed->marked,
        &printed->classed,      &printed->said, &finds->linked.authors
    };
    size_t first = finds->linked.by_organisation ? 1 : 0;

    people_add(&meta, finds->arena, printed->slots[SLOT_AUTHOR], site);
    if (finds->printed.marked.count > MARKED_MOST)
        finds->printed.marked.count = 1; /* those of other articles too; its own comes first */
    for (size_t i = first; out->authors.count == 0 && i < sizeof(order) / sizeof(order[0]); i++)
        out->authors = *order[i];
}

/* ---- Dates ---- */

/* A date by ISO 8601 with its day, or NULL. */
static const char *iso_date(struct arena *arena, const char *text)
{
    char out[DATE_SIZE];
    struct date date;
    char *end;

    if (!text)
        return NULL;
    if (strlen(text) >= 10 &&
        strspn(text, "0123456789") == strlen(text)) { /* seconds or milliseconds */
        long long seconds = strtoll(text, &end, 10) / (strlen(text) >= 13 ? 1000 : 1);
        time_t when = (time_t)seconds;
        struct tm tm;

        if (strlen(text) > 13 || !gmtime_r(&when, &tm))
            return NULL;
        strftime(out, sizeof(out), "%Y-%m-%dT%H:%M:%SZ", &tm);
        return words_clean(arena, out, strlen(out));
    }
    if (!date_read(text, &date) || date.day == 0 || date.year < 1900 || date.year > 2200)
        return NULL;
    date_print(&date, out);
    return words_clean(arena, out, strlen(out));
}

/* The day in an address: "/2024/05/03/", "/2024-05-03-". */
static const char *day_in_address(struct arena *arena, const char *url)
{
    for (const char *at = url ? strchr(url, '/') : NULL; at; at = strchr(at + 1, '/')) {
        int year, month, day;
        char out[DATE_SIZE];

        if (sscanf(at, "/%4d/%2d/%2d", &year, &month, &day) != 3 &&
            sscanf(at, "/%4d-%2d-%2d", &year, &month, &day) != 3)
            continue;
        if (year < 1990 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
            continue;
        snprintf(out, sizeof(out), "%04d-%02d-%02d", year, month, day);
        return words_clean(arena, out, strlen(out));
    }
    return NULL;
}

static int is_same_day(const char *one, const char *other)
{
    return one && other && strncmp(one, other, 10) == 0;
}

/* What the meta elements say; microdata of a list's cards yield to a plain date. */
static const char *told_day(const struct printed *printed)
{
    const char *told = printed->slots[SLOT_PUBLISHED];

    if (printed->item_days_differ && printed->slots[SLOT_DAY] &&
        is_same_day(told, printed->item_day))
        return printed->slots[SLOT_DAY];
    return told;
}

static void choose_dates(const struct finds *finds, struct metadata *out)
{
    const struct printed *printed = &finds->printed;
    const char *order[] = { finds->linked.published,
                            told_day(printed),
                            printed->time_is_marked ? printed->time : NULL,
                            printed->said_update ? NULL : printed->said_day,
                            printed->classed_day,
                            printed->slots[SLOT_DAY],
                            printed->time,
                            printed->said_day };

    for (size_t i = 0; !out->date && i < sizeof(order) / sizeof(order[0]); i++)
        out->date = iso_date(finds->arena, order[i]);
    if (!out->date)
        out->date = day_in_address(finds->arena, out->url);
    out->modified = iso_date(finds->arena, finds->linked.modified ? finds->linked.modified
                                                                  : printed->slots[SLOT_MODIFIED]);
    if (!out->date)
        out->date = out->modified;
}

/* ---- The rest ---- */

static void add_tag(struct metadata *out, const char *tag)
{
    if (!tag || out->tag_count == METADATA_TAGS)
        return;
    for (unsigned i = 0; i < out->tag_count; i++)
        if (strcasecmp(out->tags[i], tag) == 0)
            return;
    out->tags[out->tag_count++] = tag;
}

static void choose_tags(const struct finds *finds, struct metadata *out)
{
    const char *keywords = finds->printed.slots[SLOT_KEYWORDS];

    for (unsigned i = 0; i < finds->linked.keyword_count; i++)
        add_tag(out, finds->linked.keywords[i]);
    for (unsigned i = 0; i < finds->printed.tag_count; i++)
        add_tag(out, finds->printed.tags[i]);
    if (out->tag_count > 0 || !keywords)
        return;
    while (*keywords) {
        size_t size = strcspn(keywords, ",;");

        add_tag(out, words_clean(finds->arena, keywords, size));
        keywords += size + (keywords[size] != '\0');
    }
}

/* "en_US" of a locale as a tag. */
static const char *language_tag(struct arena *arena, const char *locale)
{
    char tag[36];
    size_t size = 0;

    for (; locale && locale[size] && size < sizeof(tag) - 1; size++) {
        if (!isalnum((unsigned char)locale[size]) && !strchr("_-", locale[size]))
            return NULL;
        tag[size] = (char)(locale[size] == '_' ? '-' : locale[size]);
    }
    tag[size] = '\0';
    return size >= 2 ? words_clean(arena, tag, size) : NULL;
}

static const char *either(const char *first, const char *second)
{
    return first ? first : second;
}

static void choose_rest(const struct finds *finds, struct metadata *out)
{
    const struct linked_data *linked = &finds->linked;
    const char *const *slots = finds->printed.slots;

    out->language = language_tag(finds->arena, finds->printed.language);
    if (!out->language)
        out->language = language_tag(finds->arena, linked->language);
    if (!out->language)
        out->language = language_tag(finds->arena, slots[SLOT_LANGUAGE]);
    out->section = either(linked->section, slots[SLOT_SECTION]);
    out->description = either(slots[SLOT_DESCRIPTION], linked->description);
    out->image = either(slots[SLOT_IMAGE], linked->image);
    out->image_alt = slots[SLOT_IMAGE_ALT];
    out->licence = either(linked->licence, slots[SLOT_LICENCE]);
    out->closed = linked->closed;
}

static void read_linked(struct finds *finds)
{
    const struct printed *printed = &finds->printed;
    const char *titles[PRINTED_H1 + 4];
    unsigned count = 0;

    if (printed->slots[SLOT_SHARED_TITLE])
        titles[count++] = printed->slots[SLOT_SHARED_TITLE];
    if (printed->title)
        titles[count++] = printed->title;
    for (unsigned i = 0; i < printed->h1_count; i++)
        titles[count++] = printed->h1[i];
    titles[count] = NULL;
    for (unsigned i = 0; i < printed->script_count; i++) {
        const GumboVector *inside = tree_children(printed->scripts[i]);

        for (unsigned k = 0; k < inside->length; k++) {
            const GumboNode *node = inside->data[k];

            if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
                linked_data_read(&finds->linked, finds->arena, node->v.text.text,
                                 strlen(node->v.text.text), titles, printed->slots[SLOT_URL]);
        }
    }
}

void metadata_read(struct arena *arena, const GumboNode *root, struct metadata *metadata)
{
    struct finds *finds = arena_zero(arena, 1, sizeof(*finds));

    *metadata = (struct metadata){ .title = NULL };
    if (!finds)
        return;
    finds->arena = arena;
    printed_read(arena, root, &finds->printed);
    read_linked(finds);
    metadata->url = either(finds->printed.slots[SLOT_URL], finds->linked.url);
    choose_title(finds, metadata);
    choose_authors(finds, metadata);
    choose_dates(finds, metadata);
    choose_tags(finds, metadata);
    choose_rest(finds, metadata);
}

static void push(const struct crier_reader_host *host, uint32_t key, const char *text)
{
    if (text)
        host->meta(host, key, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
}

void metadata_push(const struct crier_reader_host *host, const struct metadata *metadata)
{
    push(host, CRIER_META_TITLE, metadata->title);
    for (unsigned i = 0; i < metadata->authors.count; i++)
        push(host, CRIER_META_AUTHOR, metadata->authors.names[i]);
    push(host, CRIER_META_DATE, metadata->date);
    push(host, CRIER_META_MODIFIED, metadata->modified);
    push(host, CRIER_META_LANGUAGE, metadata->language);
    push(host, CRIER_META_SECTION, metadata->section);
    for (unsigned i = 0; i < metadata->tag_count; i++)
        push(host, CRIER_META_TAG, metadata->tags[i]);
    push(host, CRIER_META_URL, metadata->url);
    push(host, CRIER_META_DESCRIPTION, metadata->description);
    push(host, CRIER_META_IMAGE, metadata->image);
    push(host, CRIER_META_IMAGE_ALT, metadata->image_alt);
    push(host, CRIER_META_LICENCE, metadata->licence);
    if (metadata->closed)
        host->note(
            host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
            "the page says that it is for subscribers: perhaps only its opening could be read");
}
