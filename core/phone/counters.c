/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/counters.h"

#include <string.h>

static const char keys[] = "0123456789*#";
enum { KEYS = sizeof(keys) - 1 };

struct counters {
    GMutex lock;
    uint64_t now, begun, ended[END_COUNT], counts[COUNT_COUNT], pressed[KEYS];
    GHashTable *topics; /* title → struct heard */
    GPtrArray *titles;  /* in the order in which they were heard first */
};

struct heard {
    int64_t milliseconds;
};

/* More topics than any line has: titles of many editions do not pile up for ever. */
enum { TOPICS_MOST = 200 };

struct counters *counters_new(void)
{
    struct counters *counters = g_new0(struct counters, 1);

    g_mutex_init(&counters->lock);
    counters->topics = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    counters->titles = g_ptr_array_new_with_free_func(g_free);
    return counters;
}

void counters_free(struct counters *counters)
{
    if (!counters)
        return;
    g_hash_table_unref(counters->topics);
    g_ptr_array_unref(counters->titles);
    g_mutex_clear(&counters->lock);
    g_free(counters);
}

/* ---- Counting ---- */

static void count(struct counters *counters, uint64_t *what)
{
    g_mutex_lock(&counters->lock);
    ++*what;
    g_mutex_unlock(&counters->lock);
}

void counters_began(struct counters *counters)
{
    if (!counters)
        return;
    g_mutex_lock(&counters->lock);
    counters->begun++;
    counters->now++;
    g_mutex_unlock(&counters->lock);
}

void counters_ended(struct counters *counters, enum call_end why)
{
    if (!counters)
        return;
    g_mutex_lock(&counters->lock);
    counters->ended[why]++;
    counters->now--;
    g_mutex_unlock(&counters->lock);
}

void counters_add(struct counters *counters, enum counter counter)
{
    if (counters)
        count(counters, &counters->counts[counter]);
}

void counters_key(struct counters *counters, char key)
{
    const char *at = key ? strchr(keys, key) : NULL;

    if (counters && at)
        count(counters, &counters->pressed[at - keys]);
}

void counters_heard(struct counters *counters, const char *topic, int64_t milliseconds)
{
    struct heard *heard;

    if (!counters || milliseconds <= 0)
        return;
    g_mutex_lock(&counters->lock);
    heard = g_hash_table_lookup(counters->topics, topic);
    if (!heard && counters->titles->len < TOPICS_MOST) {
        char *title = g_strdup(topic);

        heard = g_new0(struct heard, 1);
        g_ptr_array_add(counters->titles, title);
        g_hash_table_insert(counters->topics, title, heard);
    }
    if (heard)
        heard->milliseconds += milliseconds;
    g_mutex_unlock(&counters->lock);
}

/* ---- Printing ---- */

/* One family of numbers: its name, what it is, and how a line of it is said to people ("%s" is the
 * label's value; the number stands in front). */
struct family {
    const char *name, *type, *help, *label;
};

static const struct family calls_now = { "crier_line_calls", "gauge", "Calls at this moment.",
                                         NULL };
static const struct family begun = { "crier_line_calls_begun_total", "counter", "Calls answered.",
                                     NULL };
static const struct family ended = { "crier_line_calls_ended_total", "counter",
                                     "Calls that are over, by why.", "why" };
static const struct family refused = { "crier_line_calls_refused_total", "counter",
                                       "Calls not answered, by why.", "why" };
static const struct family pressed = { "crier_line_keys_total", "counter", "Keys pressed.", "key" };
static const struct family stories = { "crier_line_stories_total", "counter",
                                       "Stories begun, and heard to their end.", "what" };
static const struct family missing = { "crier_line_clips_missing_total", "counter",
                                       "Clips that could not be played.", NULL };
static const struct family unsaved = { "crier_line_places_unsaved_total", "counter",
                                       "Places of callers that could not be written.", NULL };
static const struct family topics = { "crier_line_topic_seconds_total", "counter",
                                      "Seconds that callers were in a topic.", "topic" };

static const char *const ends[END_COUNT] = { "hung up", "goodbye", "vanished", "too long",
                                             "stopped" };

static void put_head(GString *out, const struct family *family)
{
    g_string_append_printf(out, "# HELP %s %s\n# TYPE %s %s\n", family->name, family->help,
                           family->name, family->type);
}

/* Backslash, quote and line feed are all that a label must not hold as they are. */
static void put_label(GString *out, const char *value)
{
    for (; *value; value++) {
        if (*value == '\n') {
            g_string_append(out, "\\n");
            continue;
        }
        if (*value == '\\' || *value == '"')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *value);
    }
}

static void put(GString *out, const struct family *family, const char *value, uint64_t number)
{
    g_string_append(out, family->name);
    if (family->label) {
        g_string_append_printf(out, "{%s=\"", family->label);
        put_label(out, value);
        g_string_append(out, "\"}");
    }
    g_string_append_printf(out, " %" G_GUINT64_FORMAT "\n", number);
}

static void put_one(GString *out, const struct family *family, uint64_t number)
{
    put_head(out, family);
    put(out, family, NULL, number);
}

static void put_calls(GString *out, const struct counters *counters)
{
    put_one(out, &calls_now, counters->now);
    put_one(out, &begun, counters->begun);
    put_head(out, &ended);
    for (int i = 0; i < END_COUNT; i++)
        put(out, &ended, ends[i], counters->ended[i]);
    put_head(out, &refused);
    put(out, &refused, "full", counters->counts[COUNT_REFUSED_FULL]);
    put(out, &refused, "stranger", counters->counts[COUNT_REFUSED_STRANGER]);
    put(out, &refused, "codec", counters->counts[COUNT_REFUSED_CODEC]);
}

static void put_listening(GString *out, struct counters *counters)
{
    put_head(out, &pressed);
    for (int i = 0; i < KEYS; i++)
        put(out, &pressed, (const char[]){ keys[i], '\0' }, counters->pressed[i]);
    put_head(out, &stories);
    put(out, &stories, "begun", counters->counts[COUNT_STORIES_BEGUN]);
    put(out, &stories, "heard to the end", counters->counts[COUNT_STORIES_HEARD]);
    put_one(out, &missing, counters->counts[COUNT_CLIPS_MISSING]);
    put_one(out, &unsaved, counters->counts[COUNT_PLACES_UNSAVED]);
    put_head(out, &topics);
    for (guint i = 0; i < counters->titles->len; i++) {
        const char *title = counters->titles->pdata[i];
        const struct heard *heard = g_hash_table_lookup(counters->topics, title);

        put(out, &topics, title, (uint64_t)heard->milliseconds / 1000);
    }
}

char *counters_print(struct counters *counters)
{
    GString *out = g_string_new(NULL);

    g_mutex_lock(&counters->lock);
    put_calls(out, counters);
    put_listening(out, counters);
    g_mutex_unlock(&counters->lock);
    return g_string_free(out, FALSE);
}

/* ---- For people ---- */

/* How a family is said: "ended calls, " and the label's value, then a colon and the number. */
static const struct {
    const struct family *family;
    const char *words;
    gboolean minutes; /* of seconds */
    gboolean always;  /* also when it is 0 */
} said[] = {
    { &calls_now, "calls now", FALSE, TRUE },
    { &begun, "calls answered", FALSE, TRUE },
    { &ended, "calls that ended: ", FALSE, FALSE },
    { &refused, "calls refused: ", FALSE, FALSE },
    { &stories, "stories ", FALSE, TRUE },
    { &topics, "minutes in ", TRUE, TRUE },
    { &pressed, "presses of key ", FALSE, FALSE },
    { &missing, "clips that could not be played", FALSE, FALSE },
    { &unsaved, "places of callers that could not be written", FALSE, FALSE },
};

/* The value of the label, and the number behind it; FALSE: the line is of another form. */
static gboolean take_line(const char *line, const struct family *family, GString *value,
                          uint64_t *number)
{
    line += strlen(family->name);
    g_string_truncate(value, 0);
    if (family->label) {
        const gsize size = strlen(family->label);

        if (*line != '{' || strncmp(line + 1, family->label, size) != 0 ||
            strncmp(line + 1 + size, "=\"", 2) != 0)
            return FALSE;
        for (line += 3 + size; *line && *line != '"'; line++) {
            if (*line == '\\' && line[1])
                line++;
            g_string_append_c(value, *line);
        }
        if (strncmp(line, "\"} ", 3) != 0)
            return FALSE;
        line += 3;
    } else if (*line++ != ' ') {
        return FALSE;
    }
    return g_ascii_string_to_unsigned(line, 10, 0, G_MAXUINT64, number, NULL);
}

static gboolean is_of(const char *line, const struct family *family)
{
    const gsize size = strlen(family->name);

    return strncmp(line, family->name, size) == 0 && (line[size] == '{' || line[size] == ' ');
}

char *counters_tell(const char *printed)
{
    g_auto(GStrv) lines = g_strsplit(printed, "\n", -1);
    g_autoptr(GString) value = g_string_new(NULL), out = g_string_new(NULL);
    uint64_t number;

    for (size_t s = 0; s < G_N_ELEMENTS(said); s++)
        for (guint i = 0; lines[i]; i++) {
            if (!is_of(lines[i], said[s].family) ||
                !take_line(lines[i], said[s].family, value, &number))
                continue;
            if (said[s].minutes)
                number = (number + 30) / 60;
            if (number > 0 || said[s].always)
                g_string_append_printf(out, "%s%s: %" G_GUINT64_FORMAT "\n", said[s].words,
                                       value->str, number);
        }
    return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
