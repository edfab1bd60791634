/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/changes.h"

#include "core/base/error.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <xxhash.h>

/* Of a sentence in a message: enough to find it. */
#define SHOWN      60u
/* Of a ledger: brackets in brackets, and bytes, a week of speech. */
#define DEPTH_MOST 16u
#define SIZE_MOST  ((gsize)1 << 30)

struct changes {
    gboolean other_voice;
    GHashTable *heard; /* hash, as digits, to how many sentences of the old ledger have it */
    GHashTable *texts; /* the same of their texts */
    guint64 old, met;  /* sentences of the old ledger; those found again */
    struct changes_totals totals;
    GPtrArray *lines;
};

uint64_t changes_heard(const char *engine_text)
{
    return XXH3_64bits(engine_text, strlen(engine_text));
}

void changes_print(uint64_t heard, char out[CHANGES_HASH])
{
    g_snprintf(out, CHANGES_HASH, "%016" G_GINT64_MODIFIER "x", (guint64)heard);
}

/* ---- The old ledger ---- */

static void count(GHashTable *table, const char *key)
{
    guint had = GPOINTER_TO_UINT(g_hash_table_lookup(table, key));

    g_hash_table_insert(table, g_strdup(key), GUINT_TO_POINTER(had + 1));
}

/* One fewer; FALSE when there was none. */
static gboolean take(GHashTable *table, const char *key)
{
    guint had = GPOINTER_TO_UINT(g_hash_table_lookup(table, key));

    if (had == 0)
        return FALSE;
    g_hash_table_insert(table, g_strdup(key), GUINT_TO_POINTER(had - 1));
    return TRUE;
}

static const char *text_of(JsonObject *object, const char *key)
{
    JsonNode *node = object ? json_object_get_member(object, key) : NULL;

    return node && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;
}

static gboolean take_sentence(struct changes *changes, JsonNode *node)
{
    JsonObject *object = node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    const char *heard = text_of(object, "heard"), *text = text_of(object, "text");

    if (!heard || !text)
        return FALSE;
    count(changes->heard, heard);
    count(changes->texts, text);
    changes->old++;
    return TRUE;
}

static gboolean take_ledger(struct changes *changes, JsonNode *root, const char *voice)
{
    JsonObject *object = root && JSON_NODE_HOLDS_OBJECT(root) ? json_node_get_object(root) : NULL;
    JsonNode *list = object ? json_object_get_member(object, "sentences") : NULL;
    JsonArray *sentences = list && JSON_NODE_HOLDS_ARRAY(list) ? json_node_get_array(list) : NULL;

    if (!sentences)
        return FALSE;
    for (guint i = 0; i < json_array_get_length(sentences); i++)
        if (!take_sentence(changes, json_array_get_element(sentences, i)))
            return FALSE;
    changes->other_voice = g_strcmp0(text_of(object, "voice"), voice) != 0;
    return TRUE;
}

/* A parser that calls itself for each bracket needs a limit to how deep they stand. */
static gboolean is_shallow(const char *text, gsize size)
{
    guint depth = 0;
    gboolean quoted = FALSE;

    for (gsize i = 0; i < size; i++) {
        if (quoted) {
            if (text[i] == '\\')
                i++;
            else
                quoted = text[i] != '"';
        } else if (text[i] == '"') {
            quoted = TRUE;
        } else if (text[i] == '[' || text[i] == '{') {
            if (++depth > DEPTH_MOST)
                return FALSE;
        } else if ((text[i] == ']' || text[i] == '}') && depth > 0) {
            depth--;
        }
    }
    return TRUE;
}

/* All of a regular file that is no larger than a ledger can be; NULL otherwise. */
static char *read_ledger(const char *path, gsize *size)
{
    char *text = NULL;
    GStatBuf st;

    if (g_stat(path, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > (goffset)SIZE_MOST ||
        !g_file_get_contents(path, &text, size, NULL))
        return NULL;
    return text;
}

struct changes *changes_load(const char *path, const char *voice, GError **error)
{
    struct changes *changes = g_new0(struct changes, 1);
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autofree char *shown = error_printable(path, -1), *text = NULL;
    gsize size = 0;

    changes->heard = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    changes->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    changes->lines = g_ptr_array_new_with_free_func(g_free);
    text = read_ledger(path, &size);
    if (text && is_shallow(text, size) &&
        json_parser_load_from_data(parser, text, (gssize)size, NULL) &&
        take_ledger(changes, json_parser_get_root(parser), voice))
        return changes;
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot compare with %s: %s", shown,
                text ? "it is no ledger in JSON; `-o NAME.ledger.json` makes one"
                     : "it cannot be read");
    changes_free(changes);
    return NULL;
}

void changes_free(struct changes *changes)
{
    if (!changes)
        return;
    g_hash_table_unref(changes->heard);
    g_hash_table_unref(changes->texts);
    g_ptr_array_unref(changes->lines);
    g_free(changes);
}

/* ---- This run ---- */

static void add_line(struct changes *changes, const struct spoken_sentence *sentence,
                     const char *how)
{
    gsize size = sentence->size;
    g_autofree char *text = NULL;

    if (size > SHOWN)
        size = (gsize)(g_utf8_find_prev_char(sentence->text, sentence->text + SHOWN + 1) -
                       sentence->text);
    text = error_printable(sentence->text, (gssize)size);
    g_ptr_array_add(changes->lines,
                    g_strdup_printf("sentence %" G_GUINT64_FORMAT " %s: %s%s", sentence->number,
                                    how, text, size < sentence->size ? "…" : ""));
}

gboolean changes_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct changes *changes = data;
    g_autofree char *text = g_strndup(sentence->text, sentence->size);
    char heard[CHANGES_HASH];
    gboolean known_text;

    (void)error;
    changes_print(changes_heard(sentence->engine_text), heard);
    changes->totals.all++;
    known_text = take(changes->texts, text);
    changes->met += known_text;
    if (!changes->other_voice && take(changes->heard, heard)) {
        changes->totals.same++;
        changes->met += !known_text;
    } else if (known_text) {
        changes->totals.altered++;
        add_line(changes, sentence, "sounds different");
    } else {
        changes->totals.added++;
        add_line(changes, sentence, "is new");
    }
    return TRUE;
}

static void shorten(GString *text)
{
    if (text->len <= SHOWN)
        return;
    g_string_truncate(text,
                      (gsize)(g_utf8_find_prev_char(text->str, text->str + SHOWN + 1) - text->str));
    g_string_append(text, "…");
}

struct changes_totals changes_end(struct changes *changes)
{
    struct changes_totals totals = changes->totals;
    GHashTableIter iter;
    gpointer text, left;

    g_hash_table_iter_init(&iter, changes->texts);
    while (g_hash_table_iter_next(&iter, &text, &left)) {
        g_autoptr(GString) line = g_string_new(NULL);
        g_autofree char *shown = NULL;

        if (GPOINTER_TO_UINT(left) == 0)
            continue;
        g_string_append(line, text);
        shorten(line);
        shown = error_printable(line->str, -1);
        g_ptr_array_add(changes->lines, g_strdup_printf("gone: %s", shown));
    }
    totals.gone = changes->old > changes->met ? changes->old - changes->met : 0;
    totals.other_voice = changes->other_voice;
    return totals;
}

const GPtrArray *changes_lines(const struct changes *changes)
{
    return changes->lines;
}
