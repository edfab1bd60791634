/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/selection.h"

#include "core/edition/duplicates.h"

#include <stdlib.h>
#include <string.h>

/* An article while the edition is planned. */
struct candidate {
    guint index, group;               /* group: the first of its duplicates */
    int64_t date;                     /* MOMENT_NONE: unknown, behind all others */
    struct edition_override override; /* of the group's first: of all duplicates together */
    enum absence why;
    char *reason; /* NULL: it is in */
    guint other;
    guint section;
};

struct planning {
    const struct edition_file *edition;
    const GPtrArray *articles;
    const struct selection_wish *wish;
    struct duplicates duplicates;
    struct candidate *candidates;
    struct selection *selection;
};

static const struct facts *facts_of(const struct planning *planning, guint article)
{
    return planning->articles->pdata[article];
}

/* `reason` is used up. The first reason stays. */
static void leave_out(struct candidate *candidate, enum absence why, char *reason)
{
    if (candidate->reason) {
        g_free(reason);
        return;
    }
    candidate->why = why;
    candidate->reason = reason;
}

/* ---- Each by itself ---- */

static void prepare(struct planning *planning)
{
    for (guint i = 0; i < planning->articles->len; i++) {
        const struct facts *facts = facts_of(planning, i);
        guint group = g_array_index(planning->duplicates.first, guint, i);
        struct moment moment;

        planning->candidates[i] = (struct candidate){
            .index = i,
            .group = group,
            .other = i,
            .date = facts->date && moment_parse(facts->date, planning->edition->zone, &moment)
                        ? moment.seconds
                        : MOMENT_NONE,
            .override = { .embargo = MOMENT_NONE, .expires = MOMENT_NONE },
        };
        edition_override_merge(&planning->candidates[group].override,
                               edition_file_override(planning->edition, facts->source, facts->url));
    }
}

static char *with_time(const char *format, int64_t seconds, GTimeZone *zone)
{
    g_autofree char *when = moment_text(seconds, zone);

    return g_strconcat(format, " ", when, NULL);
}

static void judge_times(const struct planning *planning, struct candidate *candidate)
{
    const struct edition_override *said = &planning->candidates[candidate->group].override;
    const GArray *sources = planning->edition->sources;
    guint origin = facts_of(planning, candidate->index)->origin;
    GTimeZone *zone = planning->edition->zone;
    int64_t now = planning->wish->now, since = MOMENT_NONE;

    if (origin < sources->len)
        since = g_array_index(sources, struct edition_source, origin).since;
    if (said->withdrawn)
        leave_out(candidate, ABSENT_WITHDRAWN,
                  g_strdup_printf("it is withdrawn: %s", said->withdrawn));
    if (said->embargo != MOMENT_NONE && said->embargo > now)
        leave_out(candidate, ABSENT_EMBARGO,
                  with_time("it is under embargo until", said->embargo, zone));
    if (said->expires != MOMENT_NONE && said->expires <= now)
        leave_out(candidate, ABSENT_EXPIRED, with_time("it expired at", said->expires, zone));
    if (candidate->date != MOMENT_NONE && candidate->date < since)
        leave_out(candidate, ABSENT_OLD, with_time("it is from before", since, zone));
}

/* ---- Order ---- */

static int by_source(gconstpointer a, gconstpointer b)
{
    const struct candidate *one = *(const struct candidate *const *)a;
    const struct candidate *other = *(const struct candidate *const *)b;

    return one->index < other->index ? -1 : one->index > other->index;
}

static int by_date(gconstpointer a, gconstpointer b)
{
    const struct candidate *one = *(const struct candidate *const *)a;
    const struct candidate *other = *(const struct candidate *const *)b;

    if (one->date != other->date)
        return one->date > other->date ? -1 : 1;
    return by_source(a, b);
}

/* All candidates in the order that the edition file asks for; of struct candidate *. */
static GPtrArray *in_order(const struct planning *planning)
{
    GPtrArray *order = g_ptr_array_new();

    for (guint i = 0; i < planning->articles->len; i++)
        g_ptr_array_add(order, &planning->candidates[i]);
    g_ptr_array_sort(order, planning->edition->order == ORDER_NEWEST ? by_date : by_source);
    return order;
}

/* ---- Limits and duplicates ---- */

/* The first ones of each source; a copy in the same source does not count. */
static void keep_limits(const struct planning *planning, const GPtrArray *order)
{
    const GArray *sources = planning->edition->sources;
    g_autofree guint *taken = g_new0(guint, sources->len + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

    for (guint i = 0; i < order->len; i++) {
        struct candidate *candidate = order->pdata[i];
        guint origin = facts_of(planning, candidate->index)->origin;
        gint64 pair = (gint64)origin << 32 | candidate->group;
        guint limit;

        if (candidate->reason || origin >= sources->len)
            continue;
        limit = g_array_index(sources, struct edition_source, origin).limit;
        if (limit == 0 || !g_hash_table_add(seen, g_memdup2(&pair, sizeof(pair))))
            continue;
        if (++taken[origin] > limit)
            leave_out(candidate, ABSENT_LIMIT,
                      g_strdup_printf("its source has a limit of %u", limit));
    }
}

static void drop_duplicates(const struct planning *planning)
{
    g_autofree struct candidate **kept = g_new0(struct candidate *, planning->articles->len + 1);

    for (guint i = 0; i < planning->articles->len; i++) {
        struct candidate *candidate = &planning->candidates[i];
        struct candidate **first = &kept[candidate->group];

        if (candidate->reason)
            continue;
        if (*first) {
            candidate->other = (*first)->index;
            leave_out(candidate, ABSENT_DUPLICATE,
                      g_strdup_printf("it is the same as %s",
                                      facts_of(planning, candidate->other)->source));
        } else {
            *first = candidate;
        }
    }
}

/* ---- Sections and budget ---- */

static struct selected_section *section_at(const struct selection *selection, guint index)
{
    return &g_array_index(selection->sections, struct selected_section, index);
}

static void fill_sections(const struct planning *planning, const GPtrArray *order)
{
    struct selection *selection = planning->selection;

    for (guint i = 0; i < order->len; i++) {
        struct candidate *candidate = order->pdata[i];
        const struct facts *facts = facts_of(planning, candidate->index);

        if (candidate->reason)
            continue;
        if (selection->count == EDITION_ARTICLES_MOST) {
            leave_out(candidate, ABSENT_TOO_MANY,
                      g_strdup_printf("an edition has at most %d articles", EDITION_ARTICLES_MOST));
            continue;
        }
        candidate->section = selection_section(planning->edition, facts,
                                               &planning->candidates[candidate->group].override);
        g_array_append_val(section_at(selection, candidate->section)->articles, candidate->index);
        selection->count++;
    }
}

static char *minutes_text(int64_t seconds)
{
    return g_strdup_printf("%" G_GINT64_FORMAT ":%02d", seconds / MOMENT_MINUTE,
                           (int)(seconds % MOMENT_MINUTE));
}

static void no_room(const struct planning *planning, struct candidate *candidate, int64_t left)
{
    g_autofree char *plays = minutes_text(facts_of(planning, candidate->index)->seconds);
    g_autofree char *all = minutes_text(planning->edition->budget);
    g_autofree char *rest = minutes_text(MAX(left, 0));

    leave_out(candidate, ABSENT_BUDGET,
              g_strdup_printf("it plays %s (minutes:seconds), and %s of the budget of %s are left",
                              plays, rest, all));
}

/* The next article of a section that fits; what does not fit now never will. */
static gboolean take_next(const struct planning *planning, const GArray *queue, guint *at,
                          int64_t *left)
{
    while (*at < queue->len) {
        guint article = g_array_index(queue, guint, (*at)++);
        int64_t seconds = MAX(facts_of(planning, article)->seconds, 0);

        if (seconds <= *left) {
            *left -= seconds;
            return TRUE;
        }
        no_room(planning, &planning->candidates[article], *left);
    }
    return FALSE;
}

/* Round by round, each section gives one article: so that a short edition has all of them. */
static void keep_budget(const struct planning *planning)
{
    const GArray *sections = planning->selection->sections;
    g_autofree guint *at = g_new0(guint, sections->len + 1);
    int64_t left = planning->edition->budget - MAX(planning->wish->reserved, 0);
    gboolean more = planning->edition->budget > 0;

    while (more) {
        more = FALSE;
        for (guint i = 0; i < sections->len; i++)
            more |=
                take_next(planning, section_at(planning->selection, i)->articles, &at[i], &left);
    }
}

/* What the budget left out leaves its section. */
static void sum_up(const struct planning *planning)
{
    struct selection *selection = planning->selection;

    selection->count = 0;
    for (guint i = 0; i < selection->sections->len; i++) {
        struct selected_section *section = section_at(selection, i);
        guint kept = 0;

        for (guint k = 0; k < section->articles->len; k++) {
            guint article = g_array_index(section->articles, guint, k);

            if (planning->candidates[article].reason)
                continue;
            g_array_index(section->articles, guint, kept++) = article;
            section->seconds += facts_of(planning, article)->seconds;
        }
        g_array_set_size(section->articles, kept);
        selection->count += kept;
        selection->seconds += section->seconds;
    }
    for (guint i = 0; i < planning->articles->len; i++) {
        struct candidate *candidate = &planning->candidates[i];
        const struct edition_override *said = &planning->candidates[candidate->group].override;
        struct absent absent = { i, candidate->why, candidate->other, candidate->reason };

        if (candidate->reason)
            g_array_append_val(selection->absent, absent);
        g_array_append_vals(selection->overrides, said, 1);
    }
}

/* ---- Names ---- */

/* A guid is kept by those who publish longer than an address, and that longer than a path. */
static int key_rank(const char *key)
{
    return g_str_has_prefix(key, "guid:") ? 0 : g_str_has_prefix(key, "url:") ? 1 : 2;
}

static gboolean is_better(const char *key, const char *than)
{
    int one = key_rank(key), other = than ? key_rank(than) : INT_MAX;

    return one != other ? one < other : strcmp(key, than) < 0;
}

static void name_all(struct planning *planning)
{
    struct selection *selection = planning->selection;
    g_autofree const char **best = g_new0(const char *, planning->articles->len + 1);

    selection->keys = g_steal_pointer(&planning->duplicates.keys);
    selection->known_as = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < planning->articles->len; i++) {
        const char *key = selection->keys->pdata[i];
        const char **so_far = &best[planning->candidates[i].group];

        if (is_better(key, *so_far))
            *so_far = key;
    }
    for (guint i = 0; i < planning->articles->len; i++)
        g_ptr_array_add(selection->known_as, g_strdup(best[planning->candidates[i].group]));
}

/* ---- All together ---- */

static void clear_section(void *data)
{
    g_array_unref(((struct selected_section *)data)->articles);
}

static void clear_absent(void *data)
{
    g_free(((struct absent *)data)->reason);
}

static struct selection *selection_new(const struct edition_file *edition)
{
    struct selection *selection = g_new0(struct selection, 1);

    selection->sections = g_array_new(FALSE, FALSE, sizeof(struct selected_section));
    selection->absent = g_array_new(FALSE, FALSE, sizeof(struct absent));
    selection->overrides = g_array_new(FALSE, FALSE, sizeof(struct edition_override));
    g_array_set_clear_func(selection->sections, clear_section);
    g_array_set_clear_func(selection->absent, clear_absent);
    for (guint i = 0; i < edition->sections->len; i++) {
        struct selected_section section = { .section = &g_array_index(edition->sections,
                                                                      struct edition_section, i),
                                            .articles = g_array_new(FALSE, FALSE, sizeof(guint)) };

        g_array_append_val(selection->sections, section);
    }
    return selection;
}

struct selection *selection_make(const struct edition_file *edition, const GPtrArray *articles,
                                 const struct selection_wish *wish)
{
    struct planning planning = { .edition = edition,
                                 .articles = articles,
                                 .wish = wish,
                                 .candidates = g_new0(struct candidate, articles->len + 1),
                                 .selection = selection_new(edition) };
    g_autoptr(GPtrArray) order = NULL;

    duplicates_find(&planning.duplicates, edition, articles);
    prepare(&planning);
    for (guint i = 0; i < articles->len; i++)
        judge_times(&planning, &planning.candidates[i]);
    order = in_order(&planning);
    keep_limits(&planning, order);
    drop_duplicates(&planning);
    fill_sections(&planning, order);
    keep_budget(&planning);
    sum_up(&planning);
    name_all(&planning);
    duplicates_clear(&planning.duplicates);
    g_free(planning.candidates);
    return planning.selection;
}

void selection_free(struct selection *selection)
{
    if (!selection)
        return;
    g_array_unref(selection->sections);
    g_array_unref(selection->absent);
    g_array_unref(selection->overrides);
    g_ptr_array_unref(selection->keys);
    g_ptr_array_unref(selection->known_as);
    g_free(selection);
}
