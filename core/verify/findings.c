/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/findings.h"

#include "core/base/error.h"
#include "core/base/json.h"

/* A broken book of 300 articles says the same thing often enough by then. */
#define KEPT 10000u

static const struct {
    const char *id, *remedy;
} rules[] = {
#define RULE_ROW(name, id, remedy) { id, remedy },
    VERIFY_RULES(RULE_ROW)
#undef RULE_ROW
};

const char *rule_id(enum rule rule)
{
    return rules[rule].id;
}

const char *rule_remedy(enum rule rule)
{
    return rules[rule].remedy;
}

static void finding_free(gpointer data)
{
    struct finding *finding = data;

    g_free(finding->file);
    g_free(finding->what);
    g_free(finding);
}

void findings_init(struct findings *report)
{
    report->list = g_ptr_array_new_with_free_func(finding_free);
    report->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    report->more = 0;
}

void findings_clear(struct findings *report)
{
    g_ptr_array_unref(report->list);
    g_hash_table_unref(report->files);
}

void findings_file(struct findings *report, const char *file)
{
    g_hash_table_add(report->files, g_strdup(file));
}

void findings_add(struct findings *report, const char *file, guint line, enum rule rule,
                  const char *format, ...)
{
    struct finding *finding;
    g_autofree char *raw = NULL;
    va_list list;

    if (report->list->len >= KEPT) {
        report->more++;
        return;
    }
    finding = g_new0(struct finding, 1);
    va_start(list, format);
    raw = g_strdup_vprintf(format, list);
    va_end(list);
    finding->rule = rule;
    finding->line = line;
    finding->file = g_strdup(file);
    finding->what = error_printable(raw, -1);
    g_ptr_array_add(report->list, finding);
}

static void print_one(const struct finding *finding, GString *out)
{
    g_autofree char *file = error_printable(finding->file, -1);

    g_string_append_printf(out, "%s: ", file);
    if (finding->line > 0)
        g_string_append_printf(out, "line %u: ", finding->line);
    g_string_append_printf(out, "%s: %s; %s\n", rule_id(finding->rule), finding->what,
                           rule_remedy(finding->rule));
}

void findings_print(const struct findings *report, GString *out)
{
    guint64 count = report->list->len + report->more;
    guint files = g_hash_table_size(report->files);

    for (guint i = 0; i < report->list->len; i++)
        print_one(report->list->pdata[i], out);
    if (report->more > 0)
        g_string_append_printf(out, "%" G_GUINT64_FORMAT " more are not shown\n", report->more);
    g_string_append_printf(out, "%" G_GUINT64_FORMAT " finding%s in %u file%s\n", count,
                           count == 1 ? "" : "s", files, files == 1 ? "" : "s");
}

void findings_json(const struct findings *report, GString *out)
{
    struct json json;

    json_init(&json, out);
    json_open(&json, '{');
    json_key_int(&json, "files", g_hash_table_size(report->files));
    json_key_int(&json, "count", (gint64)(report->list->len + report->more));
    json_key(&json, "findings");
    json_open(&json, '[');
    for (guint i = 0; i < report->list->len; i++) {
        const struct finding *finding = report->list->pdata[i];
        g_autofree char *file = error_printable(finding->file, -1);

        json_open(&json, '{');
        json_key_string(&json, "file", file, -1);
        if (finding->line > 0)
            json_key_int(&json, "line", finding->line);
        json_key_string(&json, "rule", rule_id(finding->rule), -1);
        json_key_string(&json, "what", finding->what, -1);
        json_key_string(&json, "remedy", rule_remedy(finding->rule), -1);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    g_string_append_c(out, '\n');
}
