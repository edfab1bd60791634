/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/keys.h"

#include <string.h>

static const char key_names[] = "0123456789*#ABCD";

enum { EVENT_SIZE = 4, EVENT_END = 0x80, INFO_MOST = 1024, SEGMENT = 0xFFFF };

gboolean key_event_parse(const guint8 *payload, gsize size, struct key_event *event)
{
    if (size < EVENT_SIZE || payload[0] >= sizeof(key_names) - 1)
        return FALSE;
    event->key = key_names[payload[0]];
    event->end = (payload[1] & EVENT_END) != 0;
    event->duration = (guint16)(payload[2] << 8 | payload[3]);
    return TRUE;
}

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void strip(const char **text, gsize *size)
{
    while (*size && is_blank(**text)) {
        (*text)++;
        (*size)--;
    }
    while (*size && is_blank((*text)[*size - 1]))
        (*size)--;
}

/* "5", "*", or a number of RFC 4733 in two digits: "10" is the star. */
static gboolean parse_signal(const char *text, gsize size, char *key)
{
    const char *name;

    strip(&text, &size);
    if (size == 2 && text[0] == '1' && text[1] >= '0' && text[1] <= '5') {
        *key = key_names[10 + text[1] - '0'];
        return TRUE;
    }
    if (size != 1)
        return FALSE;
    name = memchr(key_names, g_ascii_toupper(*text), sizeof(key_names) - 1);
    if (name)
        *key = *name;
    return name != NULL;
}

static gboolean parse_relay(const char *body, gsize size, char *key)
{
    static const char name[] = "signal";

    while (size) {
        const char *end = memchr(body, '\n', size);
        const char *equals;
        gsize line = end ? (gsize)(end - body) : size, left = line;
        const char *text = body;

        strip(&text, &left);
        equals = memchr(text, '=', left);
        if (equals && left > sizeof(name) - 1 &&
            g_ascii_strncasecmp(text, name, sizeof(name) - 1) == 0) {
            gsize before = (gsize)(equals - text);

            strip(&text, &before);
            if (before == sizeof(name) - 1)
                return parse_signal(equals + 1, (gsize)(text + left - equals - 1), key);
        }
        body += end ? line + 1 : line;
        size -= end ? line + 1 : line;
    }
    return FALSE;
}

gboolean key_info_parse(const char *subtype, const char *body, gsize size, char *key)
{
    if (!body || size > INFO_MOST)
        return FALSE;
    if (g_ascii_strcasecmp(subtype, "dtmf-relay") == 0)
        return parse_relay(body, size, key);
    return g_ascii_strcasecmp(subtype, "dtmf") == 0 && parse_signal(body, size, key);
}

gboolean key_filter_press(struct key_filter *filter, enum key_way way, char key, gint64 now)
{
    if (filter->key == key && filter->way != way && now - filter->time < KEY_SAME_MS)
        return FALSE;
    filter->key = key;
    filter->way = way;
    filter->time = now;
    return TRUE;
}

gboolean key_filter_event(struct key_filter *filter, guint32 stamp, char key, gint64 now)
{
    gboolean known = FALSE, longer = FALSE;

    for (guint i = 0; i < KEY_EVENTS_KNOWN; i++) {
        if (filter->events[i].key != key)
            continue;
        known |= filter->events[i].stamp == stamp;
        /* A press of more than eight seconds goes on under a new timestamp. */
        longer |= filter->events[i].stamp + SEGMENT == stamp;
    }
    if (known)
        return FALSE;
    filter->events[filter->next].stamp = stamp;
    filter->events[filter->next].key = key;
    filter->next = (filter->next + 1) % KEY_EVENTS_KNOWN;
    return !longer && key_filter_press(filter, KEY_BY_EVENT, key, now);
}
