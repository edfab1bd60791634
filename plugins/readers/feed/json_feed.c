/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a JSON Feed. */
#include "feed.h"

#include "shared/json.h"

#include <string.h>

static const struct {
    const char *name;
    enum field_kind kind;
    uint8_t rank;
    enum field_form form;
} members[] = {
    { "id", FIELD_ID, 0, FORM_JSON },
    { "url", FIELD_LINK, 0, FORM_JSON },
    { "external_url", FIELD_LINK, 1, FORM_JSON },
    { "home_page_url", FIELD_LINK, 0, FORM_JSON },
    { "title", FIELD_TITLE, 0, FORM_JSON },
    { "content_html", FIELD_CONTENT, 0, FORM_JSON_HTML },
    { "content_text", FIELD_CONTENT, 1, FORM_JSON },
    { "summary", FIELD_SUMMARY, 0, FORM_JSON },
    { "description", FIELD_SUMMARY, 0, FORM_JSON },
    { "image", FIELD_IMAGE, 0, FORM_JSON },
    { "banner_image", FIELD_IMAGE, 1, FORM_JSON },
    { "icon", FIELD_IMAGE, 2, FORM_JSON },
    { "date_published", FIELD_PUBLISHED, 0, FORM_JSON },
    { "date_modified", FIELD_UPDATED, 0, FORM_JSON },
    { "language", FIELD_LANGUAGE, 0, FORM_JSON },
};

static void add(struct feed *feed, const struct json_value *value, struct field field)
{
    if (!value || (value->type != JSON_STRING && value->type != JSON_OTHER) ||
        (value->type == JSON_OTHER && field.kind != FIELD_ID))
        return;
    field.from = value->from;
    field.to = value->to;
    feed_add(feed, field);
}

static void add_each(struct feed *feed, const struct json *json, const struct json_value *list,
                     const char *member, enum field_kind kind)
{
    const struct json_value *value = NULL;
    const struct field field = { .kind = (uint8_t)kind, .form = FORM_JSON };

    while ((value = json_next(json, list, value)))
        add(feed, member ? json_member(json, value, member) : value, field);
}

/* What a feed and an item have in common. */
static void add_members(struct feed *feed, const struct json *json, const struct json_value *object)
{
    const struct json_value *authors = json_member(json, object, "authors");
    const struct json_value *author = json_member(json, object, "author");

    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        add(feed, json_member(json, object, members[i].name),
            (struct field){ .kind = (uint8_t)members[i].kind,
                            .rank = members[i].rank,
                            .form = (uint8_t)members[i].form });
    if (authors)
        add_each(feed, json, authors, "name", FIELD_AUTHOR);
    else
        add(feed, json_member(json, author, "name"),
            (struct field){ .kind = FIELD_AUTHOR, .form = FORM_JSON });
    add_each(feed, json, json_member(json, object, "tags"), NULL, FIELD_TAG);
    if (json_member(json, object, "attachments"))
        feed_add(feed, (struct field){ .kind = FIELD_MEDIA, .form = FORM_JSON });
}

int collect_json(struct feed *feed)
{
    const struct json_value *item = NULL;
    const struct json_value *items;
    struct json json;
    int found = json_read(feed->text.data, feed->text.size, &json);

    if (found) {
        feed->defects += (uint32_t)json.broken;
        add_members(feed, &json, &json.values[0]);
        items = json_member(&json, &json.values[0], "items");
        while ((item = json_next(&json, items, item))) {
            feed_begin_entry(feed, item->from);
            add_members(feed, &json, item);
            feed_end_entry(feed, item->to);
        }
    }
    json_clear(&json);
    return found;
}
