/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates that are printed on a page, or marked on it. */
#include "printed_walk.h"

#include "shared/printed_date.h"
#include "tree.h"
#include "words.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

int printed_names_date(const char *class)
{
    return class &&
           (strcasestr(class, "date") || strcasestr(class, "publish") ||
            strcasestr(class, "timestamp") || strcasestr(class, "posted-on")) &&
           !strcasestr(class, "update") && !strcasestr(class, "modif") &&
           !strcasestr(class, "related");
}

/* "17.05.2021", "2/24/2026": a number above twelve tells the day from the month, else
 * points mean the European order. Returns bytes taken, 0: none. */
static size_t numeric_day(const char *at, char iso[PRINTED_ISO_SIZE])
{
    int first, second, year, used = 0;
    char mark, again;

    if (sscanf(at, "%4d.%2d.%2d%n", &year, &first, &second, &used) == 3 && year >= 1990 &&
        year <= 2100 && first >= 1 && first <= 12 && second >= 1 && second <= 31) {
        snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, first, second);
        return (size_t)used;
    }
    if (sscanf(at, "%2d%c%2d%c%4d%n", &first, &mark, &second, &again, &year, &used) != 5 ||
        mark != again || !strchr("./", mark) || year < 1990 || year > 2100 || first < 1 ||
        second < 1)
        return 0;
    if ((mark == '.' || first > 12) && second <= 12 && first <= 31)
        snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, second, first);
    else if (first <= 12 && second <= 31)
        snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, first, second);
    else
        return 0;
    return (size_t)used;
}

/* "04-ago-2021", "3-May-2024": a month by its first letters, in the tongues of Europe that
 * shorten alike. Returns bytes taken, 0: none. */
static size_t hyphened_day(const char *at, char iso[PRINTED_ISO_SIZE])
{
    static const char *const months[] = { "jan ene gen", "feb fev",     "mar",     "apr abr avr",
                                          "may mai mag", "jun giu",     "jul lug", "aug ago",
                                          "sep set",     "oct okt out", "nov",     "dec dez dic" };
    char name[4];
    int day, year, used = 0;

    if (sscanf(at, "%2d-%3[A-Za-z]-%4d%n", &day, name, &year, &used) != 3 || strlen(name) != 3 ||
        year < 1990 || year > 2100 || day < 1 || day > 31)
        return 0;
    for (int month = 0; month < 12; month++)
        if (strcasestr(months[month], name)) {
            snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, month + 1, day);
            return (size_t)used;
        }
    return 0;
}

/* An ISO day out of a short text: "Posted on May 3, 2024 by Ann Lee". */
const char *printed_day_in(struct walk *walk, const char *text)
{
    char iso[PRINTED_ISO_SIZE];

    if (!text || strlen(text) > 100)
        return NULL;
    for (const char *at = text; at && *at; at = strchr(at, ' ')) {
        struct slice rest, date;

        at += *at == ' ';
        if (numeric_day(at, iso) || hyphened_day(at, iso))
            return words_clean(walk->arena, iso, strlen(iso));
        rest = (struct slice){ at, strlen(at) };
        for (int words = 0; words < 3 && rest.size > 0; words++)
            slice_take_word(&rest);
        date = (struct slice){ at, strlen(at) - rest.size };
        if (printed_date(date, iso))
            return words_clean(walk->arena, iso, strlen(iso));
    }
    return NULL;
}

/* Does a short text name the day of a change, not that of the article? */
static int speaks_of_change(const char *text, size_t size)
{
    char line[101];

    if (size >= sizeof(line))
        return 0;
    memcpy(line, text, size);
    line[size] = '\0';
    return strcasestr(line, "updat") || strcasestr(line, "modif") || strcasestr(line, "revis") ||
           strcasestr(line, "aktualis") || strcasestr(line, "actualiz") ||
           strcasestr(line, "aggiornat") || strcasestr(line, "mis \xc3\xa0 jour");
}

/* A date in print, near the headline: behind it, before the story has gone on for long. */
void printed_read_day(struct walk *walk, const char *text, size_t size)
{
    struct printed *printed = walk->printed;
    const char *line;

    if (printed->h1_count > 0)
        walk->chars += size > 80 ? size : 0;
    if (size == 0)
        return;
    walk->texts++;
    if (speaks_of_change(text, size))
        walk->change_at = walk->texts;
    if (printed->said_day || walk->chars > 1500 || size > 100 || size < 8 ||
        !strpbrk(text, "0123456789"))
        return;
    line = words_clean(walk->arena, text, size);
    if (printed->h1_count > 0) {
        printed->said_day = printed_day_in(walk, line);
        printed->said_update =
            printed->said_day && walk->change_at > 0 && walk->texts - walk->change_at <= 1;
    } else if (!walk->early_day || walk->texts - walk->early_at > 3) {
        const char *day = line && !strcasestr(line, "updated") ? printed_day_in(walk, line) : NULL;

        walk->early_day = day ? day : walk->early_day;
        walk->early_at = day ? walk->texts : walk->early_at;
    }
}

void printed_read_time(struct walk *walk, const GumboNode *node)
{
    struct printed *printed = walk->printed;
    const char *when = tree_attribute(node, "datetime");
    const char *item = tree_attribute(node, "itemprop");
    int marked = tree_has_word(item, "datePublished") ||
                 printed_names_date(tree_attribute(node, "class")) ||
                 tree_attribute(node, "pubdate");

    if (tree_has_word(item, "dateModified") || !when || !*when)
        return;
    if (!printed->time || (marked && !printed->time_is_marked) ||
        (printed->h1_count > 0 && !printed->time_is_behind && marked >= printed->time_is_marked)) {
        printed->time = printed_clean(walk, when);
        printed->time_is_marked = marked;
        printed->time_is_behind = printed->h1_count > 0;
    }
}

/* Cards of other articles carry their days too: two that differ are a list. */
void printed_count_published(struct walk *walk, const char *day)
{
    struct printed *printed = walk->printed;

    if (!day)
        return;
    if (!printed->item_day)
        printed->item_day = day;
    else if (strncmp(printed->item_day, day, 10) != 0)
        printed->item_days_differ = 1;
}
