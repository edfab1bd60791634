/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/ladder.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/cli/targets.h"
#include "core/source/output_file.h"

#include <string.h>
#include <unistd.h>

enum { RATE_LEAST = 80, RATE_MOST = 449, RUNGS_MOST = 16 };

static gboolean wrong(const char *rates, const char *why, GError **error)
{
    g_autofree char *shown = error_printable(rates, -1);

    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "--rates %s: %s; say rates from %d to %d, as in --rates 140,175,220", shown, why,
                RATE_LEAST, RATE_MOST);
    return FALSE;
}

static gboolean add_rate(GArray *rates, const char *text, const char *all, GError **error)
{
    guint64 number;
    uint32_t rate;

    if (!g_ascii_string_to_unsigned(text, 10, RATE_LEAST, RATE_MOST, &number, NULL))
        return wrong(all, "that is no list of words a minute", error);
    rate = (uint32_t)number;
    for (guint i = 0; i < rates->len; i++)
        if (g_array_index(rates, uint32_t, i) == rate)
            return wrong(all, "one of them stands there twice", error);
    if (rates->len == RUNGS_MOST)
        return wrong(all, "there are more than 16", error);
    g_array_append_val(rates, rate);
    return TRUE;
}

GArray *ladder_parse(const char *rates, GError **error)
{
    g_autoptr(GArray) parsed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_auto(GStrv) parts = rates ? g_strsplit(rates, ",", -1) : NULL;

    if (rates && !*rates && !wrong(rates, "there is none", error))
        return NULL;
    for (char **part = parts; part && *part; part++)
        if (!add_rate(parsed, *part, rates, error))
            return NULL;
    return g_steal_pointer(&parsed);
}

/* ---- The index ---- */

static void write_rate(struct json *json, uint32_t rate, const GPtrArray *targets,
                       const struct record *record)
{
    json_open(json, '{');
    json_key_int(json, "words_a_minute", rate);
    json_key(json, "files");
    json_open(json, '[');
    for (guint i = 0; i < targets->len; i++) {
        g_autofree char *name =
            g_path_get_basename(((const struct target *)targets->pdata[i])->path);
        g_autofree char *shown = g_utf8_make_valid(name, -1);

        json_string(json, shown, -1);
    }
    json_close(json, ']');
    json_key_int(json, "length", record->length);
    json_close(json, '}');
}

static void write_sentence(struct json *json, const struct document *document,
                           const GPtrArray *records, guint index)
{
    const struct record *first = records->pdata[0];
    const struct recorded_sentence *sentence =
        &g_array_index(first->sentences, struct recorded_sentence, index);
    const struct block *block = document_block(document, sentence->block);

    json_open(json, '{');
    json_key_int(json, "sentence", (int64_t)sentence->number);
    json_key_int(json, "block", (int64_t)sentence->block + 1);
    json_key_string(json, "role", role_name(block->role), -1);
    json_key_string(json, "text", document_text(document, block) + sentence->from,
                    sentence->to - sentence->from);
    json_key(json, "at");
    json_open(json, '[');
    for (guint i = 0; i < records->len; i++) {
        const struct record *record = records->pdata[i];
        const struct recorded_sentence *there =
            &g_array_index(record->sentences, struct recorded_sentence, index);

        json_open(json, '[');
        json_int(json, there->start);
        json_int(json, there->start + there->frames);
        json_close(json, ']');
    }
    json_close(json, ']');
    json_key(json, "ms");
    json_open(json, '[');
    for (guint i = 0; i < records->len; i++) {
        const struct record *record = records->pdata[i];
        const struct recorded_sentence *there =
            &g_array_index(record->sentences, struct recorded_sentence, index);

        json_open(json, '[');
        json_int(json, there->start * 1000 / record->rate);
        json_int(json, (there->start + there->frames) * 1000 / record->rate);
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static GString *make_index(const struct article *article, const GArray *rates,
                           GPtrArray *const *rungs, const GPtrArray *records)
{
    const struct record *first = records->pdata[0];
    GString *text = g_string_new(NULL);
    struct json json;

    json_init(&json, text);
    json_open(&json, '{');
    json_key_string(&json, "software", "Crier " CRIER_VERSION, -1);
    json_key_string(&json, "source", article->source.display, -1);
    json_key_int(&json, "rate", first->rate);
    json_key(&json, "rates");
    json_open(&json, '[');
    for (guint i = 0; i < rates->len; i++)
        write_rate(&json, g_array_index(rates, uint32_t, i), rungs[i], records->pdata[i]);
    json_close(&json, ']');
    json_key(&json, "sentences");
    json_open(&json, '[');
    for (guint i = 0; i < first->sentences->len; i++)
        write_sentence(&json, article->document, records, i);
    json_close(&json, ']');
    json_close(&json, '}');
    g_string_append_c(text, '\n');
    return text;
}

gboolean ladder_write(const char *path, const struct article *article, const GArray *rates,
                      GPtrArray *const *rungs, const GPtrArray *records, GError **error)
{
    GString *text = make_index(article, rates, rungs, records);
    const gboolean ok = output_file_put(path, text->str, text->len, error);

    g_string_free(text, TRUE);
    return ok;
}
