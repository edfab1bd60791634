/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which entries are read: by --entry, --since, --limit, and what an export says of them. */
#include "feed.h"

#include "shared/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static crier_status refuse(const struct feed *feed, const char *message)
{
    feed->host->note(feed->host, CRIER_NOTE_WARNING, CRIER_NOWHERE, message);
    return CRIER_UNREADABLE;
}

static void note_count(const struct feed *feed, uint32_t severity, size_t count, const char *what)
{
    char message[160];

    if (count == 0)
        return;
    snprintf(message, sizeof(message), "%zu %s %s", count, count == 1 ? "entry" : "entries", what);
    feed->host->note(feed->host, severity, CRIER_NOWHERE, message);
}

static int says(const struct feed *feed, const struct entry *entry, enum field_kind kind,
                const char *wanted)
{
    const struct field *field = feed_field(feed, entry, kind);
    struct buffer text = { 0 };
    int same;

    if (!field)
        return 0;
    if (kind == FIELD_LINK)
        value_address(feed, entry, field, &text);
    else
        value_text(feed, field, &text);
    same = strcmp(buffer_text(&text), wanted) == 0;
    buffer_clear(&text);
    return same;
}

static crier_status choose_one(const struct feed *feed, const char *wanted, uint8_t *chosen)
{
    char message[160];
    int is_number = *wanted && wanted[strspn(wanted, "0123456789")] == '\0';
    unsigned long number = is_number ? strtoul(wanted, NULL, 10) : 0;

    for (size_t i = 0; i < feed->entry_count; i++)
        if (says(feed, &feed->entries[i], FIELD_ID, wanted) ||
            says(feed, &feed->entries[i], FIELD_LINK, wanted)) {
            chosen[i] = 1;
            return CRIER_OK;
        }
    if (number >= 1 && number <= feed->entry_count) {
        chosen[number - 1] = 1;
        return CRIER_OK;
    }
    snprintf(message, sizeof(message), "no entry is number %.60s or has this id; the feed has %zu",
             wanted, feed->entry_count);
    return refuse(feed, message);
}

/* An export holds pictures, menus and drafts too. */
static int is_article(const struct feed *feed, const struct entry *entry)
{
    if (!feed->is_export || !feed_field(feed, entry, FIELD_POST_TYPE))
        return 1;
    return says(feed, entry, FIELD_POST_TYPE, "post") || says(feed, entry, FIELD_POST_TYPE, "page");
}

static int is_public(const struct feed *feed, const struct entry *entry)
{
    return !feed->is_export || !feed_field(feed, entry, FIELD_STATUS) ||
           says(feed, entry, FIELD_STATUS, "publish");
}

/* 1: of that day or later, 0: older, -1: it has no date. */
static int is_recent(const struct feed *feed, const struct entry *entry, int64_t since)
{
    static const enum field_kind kinds[] = { FIELD_PUBLISHED, FIELD_CREATED, FIELD_UPDATED };
    struct buffer text = { 0 };
    struct date date;
    int recent = -1;

    for (size_t i = 0; i < 3 && recent < 0; i++) {
        const struct field *field = feed_field(feed, entry, kinds[i]);

        if (!field)
            continue;
        buffer_reset(&text);
        value_text(feed, field, &text);
        if (date_read(buffer_text(&text), &date))
            recent = date_seconds(&date) >= since;
    }
    buffer_clear(&text);
    return recent;
}

static crier_status choose_many(const struct feed *feed, const char *since, size_t limit,
                                uint8_t *chosen)
{
    size_t others = 0;
    size_t hidden = 0;
    size_t undated = 0;
    size_t count = 0;
    struct date date;

    if (since && !date_read(since, &date))
        return refuse(feed, "--since is no date; write it as 2026-11-22");
    for (size_t i = 0; i < feed->entry_count; i++) {
        const struct entry *entry = &feed->entries[i];
        int recent = since ? is_recent(feed, entry, date_seconds(&date)) : 1;

        if (!is_article(feed, entry)) {
            others++;
        } else if (!is_public(feed, entry)) {
            hidden++;
        } else if (recent != 0 && count < limit) {
            undated += recent < 0;
            chosen[i] = 1;
            count++;
        }
    }
    note_count(feed, CRIER_NOTE_INFO, others,
               "left out: no article, but a picture, a menu or the like");
    note_count(feed, CRIER_NOTE_INFO, hidden, "left out: not public");
    note_count(feed, CRIER_NOTE_INFO, undated, "read without a date");
    return CRIER_OK;
}

crier_status choose_entries(const struct feed *feed, uint8_t *chosen, size_t *count, int *single)
{
    const char *entry = crier_option(feed->host, "entry");
    const char *since = crier_option(feed->host, "since");
    const char *limit = crier_option(feed->host, "limit");
    crier_status status;

    *single = entry != NULL;
    *count = 0;
    if (limit && (!*limit || limit[strspn(limit, "0123456789")]))
        return refuse(feed, "--limit is no number");
    status = entry ? choose_one(feed, entry, chosen)
                   : choose_many(feed, since, limit ? strtoul(limit, NULL, 10) : SIZE_MAX, chosen);
    for (size_t i = 0; i < feed->entry_count; i++)
        *count += chosen[i];
    return status;
}
