/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed's entries as blocks: title, authors, day, content. */
#include "content.h"
#include "feed.h"
#include "shared/date.h"

#include <stdio.h>
#include <string.h>

/* Of tags no more is looked at. */
#define TAGS_SIZE 16384u
#define MARKUP    "markup and metadata of the feed"

static void pass(struct feed *feed, uint64_t to)
{
    if (to <= feed->told)
        return;
    feed->host->skip(feed->host, feed->told, to, MARKUP);
    feed->told = to;
}

/* Where words of a field stand: byte for byte, or somewhere in it, or behind us. */
static void find_place(const struct feed *feed, const struct field *field,
                       const struct buffer *text, uint64_t *from, uint64_t *to)
{
    const char *raw = feed->text.data + field->from;
    const char *found = memmem(raw, field->to - field->from, buffer_text(text), text->size);

    *from = field->from;
    *to = field->to;
    if (feed->is_json || field->from < feed->told ||
        (!found && text->size == field->to - field->from)) /* it would be taken literally */
        *from = *to = CRIER_NOWHERE;
    else if (found)
        *from = (uint64_t)(found - feed->text.data);
    if (found && *from != CRIER_NOWHERE)
        *to = *from + text->size;
}

static void say(struct feed *feed, uint32_t role, const char *language, const struct field *field,
                const struct buffer *text)
{
    const struct crier_block block = { .size = sizeof(block),
                                       .role = role,
                                       .level = role == CRIER_ROLE_HEADING ? 1 : 0,
                                       .language = language };
    uint64_t from;
    uint64_t to;

    if (!field || text->size == 0)
        return;
    find_place(feed, field, text, &from, &to);
    if (from != CRIER_NOWHERE)
        pass(feed, from);
    feed->host->open(feed->host, &block);
    feed->host->text(feed->host, text->data, text->size, from, to);
    feed->host->close(feed->host);
    if (from != CRIER_NOWHERE)
        feed->told = to;
}

/* ---- Metadata ---- */

static void add_meta(const struct feed *feed, uint32_t key, const struct buffer *value)
{
    feed->host->meta(feed->host, key, buffer_text(value), value->size, CRIER_NOWHERE,
                     CRIER_NOWHERE);
}

static const struct field *own_or_feeds(const struct feed *feed, const struct entry *entry,
                                        enum field_kind kind)
{
    const struct field *field = feed_field(feed, entry, kind);

    return field || !entry ? field : feed_field(feed, NULL, kind);
}

static void meta_text(const struct feed *feed, uint32_t key, const struct field *field)
{
    struct buffer text = { 0 };

    if (field)
        value_text(feed, field, &text);
    add_meta(feed, key, &text);
    buffer_clear(&text);
}

static void meta_address(const struct feed *feed, const struct entry *entry, uint32_t key,
                         const struct field *field)
{
    struct buffer text = { 0 };

    if (field)
        value_address(feed, entry, field, &text);
    add_meta(feed, key, &text);
    buffer_clear(&text);
}

/* ISO 8601 where it can be read, else as it stands. */
static void meta_date(const struct feed *feed, uint32_t key, const struct field *field)
{
    struct buffer text = { 0 };
    struct date date;
    char iso[DATE_SIZE];

    if (!field)
        return;
    value_text(feed, field, &text);
    if (date_read(buffer_text(&text), &date)) {
        date_print(&date, iso);
        buffer_reset(&text);
        buffer_add(&text, iso, strlen(iso));
    }
    add_meta(feed, key, &text);
    buffer_clear(&text);
}

/* Each tag once, however often the feed has it. */
static void add_tag(const struct feed *feed, const char *tag, size_t size, struct buffer *seen)
{
    size_t start = seen->size;
    const char *found;

    while (size > 0 && strchr(" \t\r\n", *tag)) {
        tag++;
        size--;
    }
    while (size > 0 && strchr(" \t\r\n", tag[size - 1]))
        size--;
    if (size == 0 || seen->size > TAGS_SIZE)
        return;
    buffer_add(seen, "\n", 1);
    buffer_add(seen, tag, size);
    buffer_add(seen, "\n", 1);
    found = memmem(buffer_text(seen), seen->size, buffer_text(seen) + start, size + 2);
    if (found && found < buffer_text(seen) + start)
        return;
    feed->host->meta(feed->host, CRIER_META_TAG, tag, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static void add_tags(const struct feed *feed, const struct field *field, struct buffer *seen)
{
    struct buffer text = { 0 };
    const char *at;

    value_text(feed, field, &text);
    at = buffer_text(&text);
    if (field->kind == FIELD_TAG)
        add_tag(feed, at, text.size, seen);
    while (field->kind == FIELD_TAGS && *at) {
        size_t size = strcspn(at, ",");

        add_tag(feed, at, size, seen);
        at += size + (at[size] == ',');
    }
    buffer_clear(&text);
}

static void meta_tags(const struct feed *feed, const struct entry *entry)
{
    const struct field *field = NULL;
    const struct field *first = feed_next(feed, entry, FIELD_TAG, NULL);
    const struct field *list = feed_next(feed, entry, FIELD_TAGS, NULL);
    struct buffer seen = { 0 };

    while ((field = feed_next(feed, entry, FIELD_SECTION, field)))
        meta_text(feed, CRIER_META_SECTION, field);
    while (first || list) { /* as they stand, of either kind */
        int is_list = !first || (list && list < first);

        add_tags(feed, is_list ? list : first, &seen);
        if (is_list)
            list = feed_next(feed, entry, FIELD_TAGS, list);
        else
            first = feed_next(feed, entry, FIELD_TAG, first);
    }
    buffer_clear(&seen);
}

/* WordPress names authors by their login; their names stand on top of the export. */
static void full_name(const struct feed *feed, struct buffer *name)
{
    const struct field *login = NULL;
    struct buffer text = { 0 };

    while (feed->is_export && (login = feed_next(feed, NULL, FIELD_LOGIN, login))) {
        const struct field *known = feed_next(feed, NULL, FIELD_FULL_NAME, login);

        buffer_reset(&text);
        value_text(feed, login, &text);
        if (!known || strcmp(buffer_text(&text), buffer_text(name)) != 0)
            continue;
        buffer_reset(name);
        value_text(feed, known, name);
        break;
    }
    buffer_clear(&text);
}

/* The next author of the rank of `best`, NULL to begin; *name is empty at their end. */
static const struct field *next_author(const struct feed *feed, const struct entry *entry,
                                       const struct field *best, const struct field *after,
                                       struct buffer *name)
{
    buffer_reset(name);
    while (best && name->size == 0 && (after = feed_next(feed, entry, FIELD_AUTHOR, after)))
        if (after->rank == best->rank)
            value_person(feed, after, name);
    if (name->size > 0)
        full_name(feed, name);
    return after;
}

static void meta_authors(const struct feed *feed, const struct entry *entry)
{
    const struct field *best = feed_field(feed, entry, FIELD_AUTHOR);
    const struct field *author = NULL;
    struct buffer name = { 0 };

    while ((author = next_author(feed, entry, best, author, &name)) && name.size > 0)
        add_meta(feed, CRIER_META_AUTHOR, &name);
    buffer_clear(&name);
}

static const struct field *first_published(const struct feed *feed, const struct entry *entry)
{
    const struct field *field = feed_field(feed, entry, FIELD_PUBLISHED);

    return field ? field : feed_field(feed, entry, FIELD_CREATED);
}

static const struct field *address_field(const struct feed *feed, const struct entry *entry)
{
    const struct field *link = feed_field(feed, entry, FIELD_LINK);
    const struct field *id = feed_field(feed, entry, FIELD_ID);

    return link ? link : (id && id->is_link ? id : NULL);
}

static void tell_metadata(const struct feed *feed, const struct entry *entry)
{
    const struct field *author = feed_field(feed, entry, FIELD_AUTHOR);

    meta_text(feed, CRIER_META_TITLE, feed_field(feed, entry, FIELD_TITLE));
    meta_text(feed, CRIER_META_IDENTIFIER, feed_field(feed, entry, FIELD_ID));
    meta_authors(feed, author ? entry : NULL);
    meta_date(feed, CRIER_META_DATE, first_published(feed, entry));
    meta_date(feed, CRIER_META_MODIFIED, feed_field(feed, entry, FIELD_UPDATED));
    meta_text(feed, CRIER_META_LANGUAGE, own_or_feeds(feed, entry, FIELD_LANGUAGE));
    meta_tags(feed, entry);
    meta_address(feed, entry, CRIER_META_URL, address_field(feed, entry));
    meta_text(feed, CRIER_META_DESCRIPTION, feed_field(feed, entry, FIELD_SUMMARY));
    meta_address(feed, entry, CRIER_META_IMAGE, feed_field(feed, entry, FIELD_IMAGE));
    meta_text(feed, CRIER_META_LICENCE, own_or_feeds(feed, entry, FIELD_RIGHTS));
}

/* ---- Entries ---- */

static void say_title(struct feed *feed, const struct entry *entry, uint32_t role,
                      const char *language)
{
    const struct field *title = feed_field(feed, entry, FIELD_TITLE);
    struct buffer text = { 0 };

    if (title)
        value_text(feed, title, &text);
    say(feed, role, language, title, &text);
    buffer_clear(&text);
}

static void say_authors(struct feed *feed, const struct entry *entry)
{
    const struct field *best = feed_field(feed, entry, FIELD_AUTHOR);
    const struct field *first = NULL;
    const struct field *author = NULL;
    struct buffer name = { 0 };
    struct buffer all = { 0 };

    while ((author = next_author(feed, entry, best, author, &name)) && name.size > 0) {
        if (all.size > 0)
            buffer_add(&all, ", ", 2);
        first = first ? first : author;
        buffer_add(&all, name.data, name.size);
    }
    say(feed, CRIER_ROLE_BYLINE, NULL, first, &all);
    buffer_clear(&name);
    buffer_clear(&all);
}

/* The day; the hour is of no interest to listeners. */
static void say_day(struct feed *feed, const struct entry *entry)
{
    const struct field *field = first_published(feed, entry);
    struct buffer text = { 0 };
    struct date date;
    char iso[DATE_SIZE];

    field = field ? field : feed_field(feed, entry, FIELD_UPDATED);
    if (!field)
        return;
    value_text(feed, field, &text);
    if (date_read(buffer_text(&text), &date)) {
        date.has_time = 0;
        date_print(&date, iso);
        buffer_reset(&text);
        buffer_add(&text, iso, strlen(iso));
        say(feed, CRIER_ROLE_DATE, NULL, field, &text);
    }
    buffer_clear(&text);
}

static crier_status say_entry(struct feed *feed, const struct entry *entry, uint32_t role)
{
    const struct field *language = feed_field(feed, entry, FIELD_LANGUAGE);
    struct buffer tag = { 0 };
    crier_status status;

    if (language)
        value_text(feed, language, &tag);
    say_title(feed, entry, role, tag.size > 0 ? tag.data : NULL);
    say_authors(feed, entry);
    say_day(feed, entry);
    status = tell_content(feed, entry, buffer_text(&tag));
    buffer_clear(&tag);
    return status;
}

static void note_recordings(const struct feed *feed, const uint8_t *chosen)
{
    char message[120];
    size_t count = 0;

    for (size_t i = 0; i < feed->entry_count; i++)
        count += chosen[i] && feed_next(feed, &feed->entries[i], FIELD_MEDIA, NULL);
    if (count == 0)
        return;
    snprintf(message, sizeof(message),
             count == 1 ? "1 entry comes with a recording, which is left out"
                        : "%zu entries come with recordings, which are left out",
             count);
    feed->host->note(feed->host, CRIER_NOTE_INFO, CRIER_NOWHERE, message);
}

crier_status tell_feed(struct feed *feed, const uint8_t *chosen, size_t count)
{
    crier_status status = CRIER_OK;

    tell_metadata(feed, NULL);
    say_title(feed, NULL, CRIER_ROLE_HEADLINE, NULL);
    for (size_t i = 0; i < feed->entry_count && status == CRIER_OK; i++)
        if (chosen[i])
            status = say_entry(feed, &feed->entries[i], CRIER_ROLE_HEADING);
    pass(feed, feed->text.size);
    note_recordings(feed, chosen);
    if (count == 0)
        feed->host->note(feed->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                         feed->entry_count == 0 ? "the feed has no entries"
                                                : "no entry of the feed was asked for");
    return status;
}

crier_status tell_article(struct feed *feed, const struct entry *entry)
{
    crier_status status;

    tell_metadata(feed, entry);
    status = say_entry(feed, entry, CRIER_ROLE_HEADLINE);
    pass(feed, feed->text.size);
    return status;
}
