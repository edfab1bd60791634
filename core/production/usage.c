/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/usage.h"

#include "core/base/error.h"

/* Sentences named on one line for people. */
enum { NAMED_MOST = 12 };

static void use_free(void *data)
{
    struct lexicon_use *use = data;

    g_free(use->written);
    g_free(use->says);
    g_free(use->file);
    g_array_unref(use->sentences);
    g_free(use);
}

struct lexicon_usage *usage_new(void)
{
    struct lexicon_usage *usage = g_new0(struct lexicon_usage, 1);

    usage->entries = g_ptr_array_new_with_free_func(use_free);
    return usage;
}

void usage_free(struct lexicon_usage *usage)
{
    if (!usage)
        return;
    g_ptr_array_unref(usage->entries);
    g_free(usage);
}

/* ---- Counting ---- */

struct adding {
    struct lexicon_usage *usage;
    guint next; /* index of the entry that comes now */
};

static struct lexicon_use *use_for(struct adding *adding, const struct lexicon_entry *entry)
{
    struct lexicon_use *use;

    if (adding->next < adding->usage->entries->len)
        return adding->usage->entries->pdata[adding->next++];
    use = g_new0(struct lexicon_use, 1);
    use->written = g_strdup(entry->written);
    use->says =
        entry->phonemes ? g_strdup_printf("[[%s]]", entry->phonemes) : g_strdup(entry->alias);
    use->file = g_strdup(entry->file);
    use->line = entry->line;
    use->sentences = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    g_ptr_array_add(adding->usage->entries, use);
    adding->next++;
    return use;
}

static gint by_number(gconstpointer a, gconstpointer b)
{
    const uint64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static void add_entry(const struct lexicon_entry *entry, void *context)
{
    struct lexicon_use *use = use_for(context, entry);

    use->applied += entry->applied;
    if (!entry->sentences)
        return;
    g_array_append_vals(use->sentences, entry->sentences->data, entry->sentences->len);
    g_array_sort(use->sentences, by_number);
}

void usage_add(struct lexicon_usage *usage, const struct lexicon *lexicon)
{
    struct adding adding = { .usage = usage };

    lexicon_report(lexicon, add_entry, &adding);
}

guint usage_unused(const struct lexicon_usage *usage)
{
    guint unused = 0;

    for (guint i = 0; i < usage->entries->len; i++)
        unused += ((const struct lexicon_use *)usage->entries->pdata[i])->applied == 0;
    return unused;
}

/* ---- Printing ---- */

static uint64_t sentence_at(const struct lexicon_use *use, guint i)
{
    return g_array_index(use->sentences, uint64_t, i);
}

static void print_line(const struct lexicon_use *use, GString *out)
{
    g_autofree char *written = error_printable(use->written, -1);
    g_autofree char *says = error_printable(use->says, -1);

    g_string_append_printf(out, "%s line %u: %s, said %s: ", use->file, use->line, written, says);
    if (use->applied == 0) {
        g_string_append(out, "never applied\n");
        return;
    }
    g_string_append_printf(out, "applied %" G_GUINT64_FORMAT " time%s, in sentence", use->applied,
                           use->applied == 1 ? "" : "s");
    for (guint i = 0; i < use->sentences->len && i < NAMED_MOST; i++)
        g_string_append_printf(out, "%s %" G_GUINT64_FORMAT, i > 0 ? "," : "", sentence_at(use, i));
    g_string_append(out, use->sentences->len > NAMED_MOST ? " and more\n" : "\n");
}

static void print_object(const struct lexicon_use *use, struct json *json)
{
    json_open(json, '{');
    json_key_string(json, "written", use->written, -1);
    json_key_string(json, "says", use->says, -1);
    json_key_string(json, "file", use->file, -1);
    json_key_int(json, "line", use->line);
    json_key_int(json, "applied", (int64_t)use->applied);
    json_key(json, "sentences");
    json_open(json, '[');
    for (guint i = 0; i < use->sentences->len; i++)
        json_int(json, (int64_t)sentence_at(use, i));
    json_close(json, ']');
    json_close(json, '}');
}

void usage_json(const struct lexicon_usage *usage, struct json *json)
{
    guint unused = usage_unused(usage);

    json_open(json, '{');
    json_key(json, "entries");
    json_open(json, '[');
    for (guint i = 0; i < usage->entries->len; i++)
        print_object(usage->entries->pdata[i], json);
    json_close(json, ']');
    json_key_int(json, "used", usage->entries->len - unused);
    json_key_int(json, "unused", unused);
    json_close(json, '}');
}

void usage_print(const struct lexicon_usage *usage, gboolean json, GString *out)
{
    guint unused = usage_unused(usage);

    if (json) {
        struct json writer;

        json_init(&writer, out);
        usage_json(usage, &writer);
        return;
    }
    for (guint i = 0; i < usage->entries->len; i++)
        print_line(usage->entries->pdata[i], out);
    g_string_append_printf(out, "%u of %u entries applied\n", usage->entries->len - unused,
                           usage->entries->len);
}
