/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"
#include "core/verify/clock.h"
#include "core/verify/markup.h"

#include <stdlib.h>
#include <string.h>

struct feed {
    struct markup page;
    GHashTable *guids;
    char *base; /* the address of the folder the feed is published in, or NULL */
};

/* In the channel; `values`: what it may say, with bars between; NULL: anything. */
static const struct {
    const char *space, *name, *values;
    gboolean required;
} channel_parts[] = {
    { "", "title", NULL, TRUE },
    { "", "link", NULL, TRUE },
    { "", "description", NULL, TRUE },
    { "", "language", NULL, TRUE },
    { "itunes", "explicit", "|true|false|", TRUE },
    { "itunes", "category", NULL, TRUE },
    { "itunes", "author", NULL, TRUE },
    { "itunes", "type", "|episodic|serial|", FALSE },
    { "podcast", "guid", NULL, TRUE },
    { "podcast", "locked", "|yes|no|", FALSE },
    { "podcast", "medium",
      "|podcast|audiobook|newsletter|music|video|film|blog|publisher|course|mixed|", FALSE },
};

static gboolean in_space(const xmlNode *node, const char *space)
{
    static const struct {
        const char *space, *address;
    } spaces[] = {
        { "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd" },
        { "podcast", "https://podcastindex.org/namespace/1.0" },
        { "atom", "http://www.w3.org/2005/Atom" },
    };

    for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (strcmp(space, spaces[i].space) == 0)
            return node->ns && strcmp((const char *)node->ns->href, spaces[i].address) == 0;
    return !node->ns;
}

static xmlNode *part(xmlNode *parent, const char *space, const char *name, guint *count)
{
    xmlNode *found = NULL;
    guint many = 0;

    for (xmlNode *child = xmlFirstElementChild(parent); child; child = xmlNextElementSibling(child))
        if (node_is(child, name) && in_space(child, space) && many++ == 0)
            found = child;
    if (count)
        *count = many;
    return found;
}

static void check_channel(struct feed *feed, xmlNode *channel)
{
    for (gsize i = 0; i < G_N_ELEMENTS(channel_parts); i++) {
        guint count;
        const char *space = channel_parts[i].space;
        xmlNode *node = part(channel, space, channel_parts[i].name, &count);
        const char *text = node ? node_text(&feed->page, node) : "";
        gboolean empty = !*text && strcmp(channel_parts[i].name, "category") != 0;
        g_autofree char *barred = g_strconcat("|", text, "|", NULL);

        if ((!node || empty) && channel_parts[i].required)
            markup_add(&feed->page, channel, RULE_FEED_CHANNEL, "there is no %s%s%s", space,
                       *space ? ":" : "", channel_parts[i].name);
        else if (count > 1 && strcmp(channel_parts[i].name, "category") != 0)
            markup_add(&feed->page, node, RULE_FEED_CHANNEL, "%s stands there %u times",
                       channel_parts[i].name, count);
        else if (node && channel_parts[i].values && !strstr(channel_parts[i].values, barred))
            markup_add(&feed->page, node, RULE_FEED_VALUE, "%s cannot be %s", channel_parts[i].name,
                       text);
    }
}

/* Where the feed says it lives; what lies beside it there lies beside it here. */
static void find_base(struct feed *feed, xmlNode *channel)
{
    const char *href = NULL, *slash;

    for (xmlNode *at = xmlFirstElementChild(channel); at && !href; at = xmlNextElementSibling(at))
        if (node_is(at, "link") && in_space(at, "atom") &&
            g_strcmp0(node_get(&feed->page, at, "rel"), "self") == 0)
            href = node_get(&feed->page, at, "href");
    slash = href ? strrchr(href, '/') : NULL;
    if (!slash)
        markup_add(&feed->page, channel, RULE_FEED_CHANNEL, "there is no atom:link rel=self");
    else
        feed->base = g_strndup(href, (gsize)(slash - href) + 1);
}

/* The name of a file beside the feed, or NULL; says when the address is no good. */
static char *local_name(struct feed *feed, xmlNode *node, const char *address)
{
    const char *scheme = address ? g_uri_peek_scheme(address) : NULL;

    if (!address || !*address || (scheme && strcmp(scheme, "https") != 0)) {
        markup_add(&feed->page, node, RULE_FEED_URL, "%s is no good address",
                   address ? address : "nothing");
        return NULL;
    }
    if (scheme && feed->base && g_str_has_prefix(address, feed->base))
        return store_resolve(feed->page.name, address + strlen(feed->base), NULL);
    return scheme ? NULL : store_resolve(feed->page.name, address, NULL);
}

/* ---- Dates ---- */

static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static guint which(const char *text, const char *const *names, guint count)
{
    for (guint i = 0; i < count; i++)
        if (strncmp(text, names[i], 3) == 0)
            return i + 1;
    return 0;
}

static gboolean date_is_right(const char *text)
{
    g_autoptr(GRegex) form = g_regex_new("^(\\w{3}), (\\d{1,2}) (\\w{3}) (\\d{4}) (\\d\\d):(\\d\\d)"
                                         ":(\\d\\d) ([+-]\\d{4}|GMT|UT)$",
                                         0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autoptr(GDateTime) date = NULL;
    g_auto(GStrv) word = NULL;

    if (!g_regex_match(form, text, 0, &match))
        return FALSE;
    word = g_match_info_fetch_all(match);
    date = g_date_time_new_utc((int)strtol(word[4], NULL, 10), (int)which(word[3], months, 12),
                               (int)strtol(word[2], NULL, 10), (int)strtol(word[5], NULL, 10),
                               (int)strtol(word[6], NULL, 10), strtod(word[7], NULL));
    return date && g_date_time_get_day_of_week(date) == (int)which(word[1], days, 7);
}

static void check_dates(struct feed *feed, xmlNode *parent)
{
    static const char *const names[] = { "pubDate", "lastBuildDate" };

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        xmlNode *node = part(parent, "", names[i], NULL);

        if (node && !date_is_right(node_text(&feed->page, node)))
            markup_add(&feed->page, node, RULE_FEED_DATE, "%s is no date, or has a wrong weekday",
                       node_text(&feed->page, node));
    }
}

/* ---- Items ---- */

static void check_duration(struct feed *feed, xmlNode *item, const struct media *media)
{
    xmlNode *node = part(item, "itunes", "duration", NULL);
    gint64 said = node ? clock_smil(node_text(&feed->page, node)) : -1;

    if (!node)
        markup_add(&feed->page, item, RULE_FEED_ITEM, "there is no itunes:duration");
    else if (said < 0 || (media && ABS(said - media->milliseconds) > 1000))
        markup_add(&feed->page, node, RULE_FEED_DURATION, "it says %s, the sound lasts %.1f s",
                   node_text(&feed->page, node), media ? (double)media->milliseconds / 1000 : 0.0);
}

static void check_enclosure(struct feed *feed, xmlNode *item)
{
    xmlNode *node = part(item, "", "enclosure", NULL);
    const char *length = node ? node_get(&feed->page, node, "length") : NULL;
    const char *type = node ? node_get(&feed->page, node, "type") : NULL;
    g_autofree char *name = NULL;
    guint64 bytes;
    gint64 size;

    if (!length || !type || !g_ascii_string_to_unsigned(length, 10, 1, G_MAXINT64, &bytes, NULL)) {
        markup_add(&feed->page, node ? node : item, RULE_FEED_ENCLOSURE,
                   "there is no whole enclosure");
        return;
    }
    name = local_name(feed, node, node_get(&feed->page, node, "url"));
    size = name ? store_size(feed->page.store, name) : -1;
    if (name && size < 0)
        markup_add(&feed->page, node, RULE_FEED_FILE, "there is no %s", name);
    if (size >= 0 && (guint64)size != bytes)
        markup_add(&feed->page, node, RULE_FEED_LENGTH,
                   "it says %s bytes, the file has %" G_GINT64_FORMAT, length, size);
    check_duration(feed, item, size >= 0 ? store_media(feed->page.store, name) : NULL);
}

static void check_files(struct feed *feed, xmlNode *item)
{
    for (xmlNode *node = item; node; node = node_next(node, item)) {
        gboolean source = node_is(node, "source") && in_space(node, "podcast");
        g_autofree char *name = NULL;

        if (!source && !node_is(node, "transcript") && !node_is(node, "chapters"))
            continue;
        name = local_name(feed, node, node_get(&feed->page, node, source ? "uri" : "url"));
        if (name && !store_has(feed->page.store, name))
            markup_add(&feed->page, node, RULE_FEED_FILE, "there is no %s", name);
    }
}

static void check_item(struct feed *feed, xmlNode *item)
{
    guint count;
    xmlNode *guid = part(item, "", "guid", &count);
    xmlNode *title = part(item, "", "title", NULL);
    const char *text = guid ? node_text(&feed->page, guid) : "";

    if (count != 1 || !*text)
        markup_add(&feed->page, item, RULE_FEED_GUID, "an item has not one guid");
    else if (!g_hash_table_add(feed->guids, (char *)text))
        markup_add(&feed->page, guid, RULE_FEED_GUID, "%s is the guid of another item", text);
    if (!title || !*node_text(&feed->page, title))
        markup_add(&feed->page, item, RULE_FEED_ITEM, "there is no title");
    check_dates(feed, item);
    check_enclosure(feed, item);
    check_files(feed, item);
}

void check_feed(struct store *store, const char *name)
{
    struct feed feed = { 0 };
    xmlNode *channel;

    if (markup_read(&feed.page, store, name, RULE_XML_ID) &&
        node_is(markup_root(&feed.page), "rss")) {
        feed.guids = g_hash_table_new(g_str_hash, g_str_equal);
        channel = node_child(markup_root(&feed.page), "channel");
        if (!channel) {
            markup_add(&feed.page, NULL, RULE_FEED_CHANNEL, "there is no channel");
        } else {
            check_channel(&feed, channel);
            find_base(&feed, channel);
            check_dates(&feed, channel);
            for (xmlNode *item = node_child(channel, "item"); item;
                 item = xmlNextElementSibling(item))
                if (node_is(item, "item"))
                    check_item(&feed, item);
        }
        g_hash_table_unref(feed.guids);
        g_free(feed.base);
    }
    markup_clear(&feed.page);
}
