/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-verify: look at publications. A program of its own: what it reads may be hostile,
 * and only those who verify pay for the libraries of zip and XML.
 *
 *   crier-verify [--json] [--unconfined] PATH…
 *
 * Exit code: 0 nothing found, 1 something found, 3 a path could not be read.
 */
#include "core/base/error.h"
#include "core/base/sanitized.h"
#include "core/confine/confine.h"
#include "core/verify/verify.h"

#include <libxml/parser.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

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

/* Folders as they are; of a file its folder, as a page names what lies beside it. */
static char **places_of(char *const *paths)
{
    GStrvBuilder *places = g_strv_builder_new();
    char **list;

    for (; *paths; paths++) {
        g_autofree char *above = g_path_get_dirname(*paths);

        g_strv_builder_add(places, g_file_test(*paths, G_FILE_TEST_IS_DIR) ? *paths : above);
    }
    list = g_strv_builder_end(places);
    g_strv_builder_unref(places);
    return list;
}

/* It reads what it was given, and can do nothing else. 0, or an errno. */
static int confine(char *const *paths)
{
    struct confine_filter calls = { 0 };
    g_auto(GStrv) places = places_of(paths);
    int failed = confine_compile(&calls, CONFINE_LOOKER);

    if (!failed)
        failed = confine_files((const char *const *)places);
    if (!failed)
        failed = confine_calls(&calls);
    confine_clear(&calls);
    return failed;
}

/* What the words before the paths say. */
static char **take_options(char **words, gboolean *json)
{
    for (; *words && g_str_has_prefix(*words, "--"); words++) {
        if (strcmp(*words, "--json") == 0)
            *json = TRUE;
        else if (strcmp(*words, "--unconfined") == 0)
            confine_waive();
    }
    return words;
}

static void limit_memory(void)
{
    const struct rlimit memory = { MOST_MEMORY, MOST_MEMORY };

    if (!SANITIZED)
        setrlimit(RLIMIT_AS, &memory);
}

int main(int argc, char **argv)
{
    gboolean json = FALSE;
    char **paths = take_options(argv + (argc > 0 ? 1 : 0), &json);
    struct findings report;
    int code = 0, told, failed;

    setlocale(LC_CTYPE, "");
    limit_memory();
    xmlInitParser();
    failed = confine(paths);
    if (failed) {
        fprintf(stderr, "crier: what is looked at cannot be confined: %s; run `crier doctor`\n",
                g_strerror(failed));
        return ERROR_BUG;
    }
    findings_init(&report);
    for (; *paths; paths++) {
        g_autoptr(GError) error = NULL;

        if (verify_path(*paths, &report, &error))
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
    /* All is told, and whatever a library or a sanitizer does at the end is not on the list. */
    _exit(code ? code : told);
}
