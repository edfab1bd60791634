/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/printed.h"

#include "core/document/print.h"
#include "tests/support/accounting.h"
#include "tests/support/direct_host.h"

#include <string.h>

/* Reasons that no honest Markdown needs: the reader lost its way. */
static gboolean lost_its_way(const char *print)
{
    return strstr(print, ": unused markup") != NULL;
}

static char *without_skips(const char *print)
{
    g_auto(GStrv) lines = g_strsplit(print, "\n", -1);
    GString *out = g_string_new(NULL);

    for (char **line = lines; *line; line++)
        if (!g_str_has_prefix(*line, "skipped bytes ") && (**line || line[1]))
            g_string_append_printf(out, "%s\n", *line);
    while (g_str_has_suffix(out->str, "\n\n"))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

char *printed(const struct crier_reader *reader, const char *name, const void *bytes, uint64_t size,
              int skips)
{
    struct direct direct = direct_read(reader, name, bytes, size);
    GString *out = g_string_new(NULL);
    g_autofree char *fault = NULL;
    char *print;

    document_print(direct.document, out);
    if (direct.status != CRIER_OK)
        g_string_append_printf(out, "FAULT: status %d\n", direct.status);
    else
        fault = accounting_check(direct.document, bytes, size);
    if (direct.built != CRIER_OK)
        g_string_append_printf(out, "FAULT: %s\n", direct.message);
    if (fault)
        g_string_append_printf(out, "FAULT: %s\n", fault);
    if (lost_its_way(out->str))
        g_string_append(out, "FAULT: some words are neither text nor markup\n");
    direct_clear(&direct);
    print = g_string_free(out, FALSE);
    if (!skips) {
        char *all = print;

        print = without_skips(all);
        g_free(all);
    }
    return print;
}
