/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-verify: look at publications. A program of its own: what it reads may be hostile,
 * and only those who verify pay for the libraries of zip and XML.
 *
 *   crier-verify [--json] PATH…
 *
 * Exit code: 0 nothing found, 1 something found, 3 a path could not be read.
 */
#include "core/base/error.h"
#include "core/verify/verify.h"

#include <libxml/parser.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* A damaged file must not take the machine's memory. */
#define MOST_MEMORY (UINT64_C(2) << 30)

static int tell(const struct findings *report, gboolean json)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (json)
        findings_json(report, out);
    else
        findings_print(report, out);
    if (fwrite(out->str, 1, out->len, stdout) == out->len && fflush(stdout) == 0)
        return report->list->len > 0 ? 1 : 0;
    fprintf(stderr, "crier: standard output cannot be written\n");
    return ERROR_OUTPUT;
}

int main(int argc, char **argv)
{
    const struct rlimit memory = { MOST_MEMORY, MOST_MEMORY };
    gboolean json = argc > 1 && strcmp(argv[1], "--json") == 0;
    struct findings report;
    int code = 0, told;

    setlocale(LC_CTYPE, "");
#ifndef __SANITIZE_ADDRESS__
    setrlimit(RLIMIT_AS, &memory);
#else
    (void)memory;
#endif
    findings_init(&report);
    for (int i = json ? 2 : 1; i < argc; i++) {
        g_autoptr(GError) error = NULL;

        if (verify_path(argv[i], &report, &error))
            continue;
        {
            g_autofree char *shown = error_printable(error->message, -1);

            fprintf(stderr, "crier: %s\n", shown);
        }
        code = error->code;
    }
    told = tell(&report, json);
    findings_clear(&report);
    xmlCleanupParser();
    return code ? code : told;
}
