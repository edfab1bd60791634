/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct chapters {
    struct findings *report;
    const char *shown;
    guint count;
    double last;
};

static void check_address(const struct chapters *list, JsonObject *object, const char *member)
{
    JsonNode *node = json_object_get_member(object, member);
    const char *text = node && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;
    const char *scheme = text ? g_uri_peek_scheme(text) : NULL;

    if (node && (!text || (scheme && strcmp(scheme, "https") != 0)))
        findings_add(list->report, list->shown, 0, RULE_CHAPTERS_URL, "chapter %u has a bad %s",
                     list->count, member);
}

static gboolean number(JsonObject *object, const char *member, double *value)
{
    JsonNode *node = json_object_get_member(object, member);
    GType type = node && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_value_type(node) : G_TYPE_NONE;

    *value = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double(node) : -1;
    return *value >= 0;
}

static void check_one(JsonArray *array, guint index, JsonNode *node, gpointer data)
{
    struct chapters *list = data;
    JsonObject *object = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    JsonNode *title = object ? json_object_get_member(object, "title") : NULL;
    double begin, end;

    (void)array;
    list->count = index + 1;
    if (!object || !number(object, "startTime", &begin) || begin < list->last) {
        findings_add(list->report, list->shown, 0, RULE_CHAPTERS_TIME,
                     "chapter %u has no startTime, or one before the chapter above", list->count);
        begin = list->last;
    }
    list->last = begin;
    if (!object)
        return;
    if (json_object_has_member(object, "endTime") &&
        (!number(object, "endTime", &end) || end <= begin))
        findings_add(list->report, list->shown, 0, RULE_CHAPTERS_TIME,
                     "chapter %u ends before it begins", list->count);
    if (!title || !JSON_NODE_HOLDS_VALUE(title) || !json_node_get_string(title) ||
        !*json_node_get_string(title))
        findings_add(list->report, list->shown, 0, RULE_CHAPTERS_TITLE, "chapter %u has no title",
                     list->count);
    check_address(list, object, "url");
    check_address(list, object, "img");
}

/* The reader of JSON calls itself for each bracket: text with too many is refused. */
static gboolean is_shallow(const char *data, gsize size)
{
    guint depth = 0;

    for (gsize i = 0; i < size; i++) {
        if (data[i] == '{' || data[i] == '[')
            depth++;
        else if ((data[i] == '}' || data[i] == ']') && depth > 0)
            depth--;
        if (depth > 64)
            return FALSE;
    }
    return TRUE;
}

void check_chapters(struct store *store, const char *name)
{
    g_autoptr(GBytes) bytes = store_text(store, name);
    g_autofree char *shown = store_shown(store, name);
    g_autoptr(JsonParser) parser = json_parser_new();
    struct chapters list = { .report = store_findings(store), .shown = shown };
    gsize size = 0;
    const char *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
    JsonNode *root = NULL, *version, *chapters;
    JsonObject *object;

    if (!bytes)
        return;
    findings_file(list.report, shown);
    if (data && g_utf8_validate(data, (gssize)size, NULL) && is_shallow(data, size) &&
        json_parser_load_from_data(parser, data, (gssize)size, NULL))
        root = json_parser_get_root(parser);
    object = root && JSON_NODE_HOLDS_OBJECT(root) ? json_node_get_object(root) : NULL;
    version = object ? json_object_get_member(object, "version") : NULL;
    chapters = object ? json_object_get_member(object, "chapters") : NULL;
    if (!version || !JSON_NODE_HOLDS_VALUE(version) || !json_node_get_string(version) ||
        !chapters || !JSON_NODE_HOLDS_ARRAY(chapters)) {
        findings_add(list.report, shown, 0, RULE_CHAPTERS_FORM,
                     "it holds no version and no list of chapters");
        return;
    }
    json_array_foreach_element(json_node_get_array(chapters), check_one, &list);
    if (list.count == 0)
        findings_add(list.report, shown, 0, RULE_CHAPTERS_FORM, "there is no chapter");
}
