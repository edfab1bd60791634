/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/terminal.h"
#include "core/confine/confine.h"
#include "core/confine/refuse.h"

/* A name that begins with a dash is still a name. */
static void add_path(GPtrArray *words, const char *path)
{
    g_ptr_array_add(words, *path == '-' ? g_strconcat("./", path, NULL) : g_strdup(path));
}

static int run(int argc, char **argv)
{
    gboolean json = FALSE;
    g_auto(GStrv) rest = NULL;
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    GError *error = NULL;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Findings as JSON, for programs", NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };

    if (!command_parse(&command_verify, entries, argc, argv, &rest, &error))
        return terminal_fail(error);
    if (!rest[0])
        return terminal_fail(g_error_new(
            CRIER_ERROR, ERROR_USAGE, "name a folder or a file; `crier verify --help` shows how"));
    if (json)
        g_ptr_array_add(words, g_strdup("--json"));
    if (confine_is_waived())
        g_ptr_array_add(words, g_strdup("--unconfined"));
    else if (!confine_may_start(&error))
        return terminal_fail(error);
    for (char **path = rest; *path; path++)
        add_path(words, *path);
    g_ptr_array_add(words, NULL);
    return command_become("crier-verify", (char **)words->pdata);
}

const struct command command_verify = {
    .name = "verify",
    .arguments = "FOLDER|FILE…",
    .summary = "Look whether publications are as players want them.",
    .more =
        "Knows EPUB, DAISY 2.02 (its folder or ncc.html), podcast feeds, VTT and SRT captions,\n"
        "chapters.json, MP3, Opus, FLAC and WAV, and folders of pages. One line a finding:\n"
        "file, line, rule, what is wrong, what to do. Nothing is fetched or changed.\n\n"
        "Exit codes: 0 nothing found; 1 something found; 3 a file could not be read.\n\n"
        "Examples:\n"
        "  crier verify published\n"
        "  crier verify --json edition.epub\n",
    .run = run,
};
