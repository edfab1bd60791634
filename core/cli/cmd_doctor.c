/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/confine/confine.h"
#include "core/plugin/loader.h"
#include "core/plugin/session.h"
#include "core/synthesis/espeak.h"

#include <crier/abi.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Findings, one a line: "ok: …" or "problem: …; what to do". */
struct findings {
    GString *out;
    guint problems;
};

static void good(struct findings *findings, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void problem(struct findings *findings, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void good(struct findings *findings, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_string_append(findings->out, "ok: ");
    g_string_append_vprintf(findings->out, format, args);
    g_string_append_c(findings->out, '\n');
    va_end(args);
}

static void problem(struct findings *findings, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_string_append(findings->out, "problem: ");
    g_string_append_vprintf(findings->out, format, args);
    g_string_append_c(findings->out, '\n');
    va_end(args);
    findings->problems++;
}

static void check_plugins(struct findings *findings, uint32_t kind, const char *kind_name)
{
    g_autofree char *installed = places_plugins();
    g_auto(GStrv) folders = loader_folders(installed);
    struct session *session = session_new(folders, kind);
    g_autoptr(GString) names = g_string_new(NULL);

    session_scan(session, NULL);
    for (guint i = 0; i < session->files->len; i++) {
        const struct plugin_file *file = session_file(session, i);

        if (file->rejected && !g_str_has_prefix(file->rejected, LOADER_OTHER_KIND))
            problem(findings, "plugin %s is not used: %s; rebuild it or take it away", file->path,
                    file->rejected);
        else if (!file->rejected && file->name)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", file->name);
    }
    if (names->len > 0)
        good(findings, "%s plugins: %s", kind_name, names->str);
    else
        problem(findings, "there is no %s plugin in %s; build or install Crier again", kind_name,
                installed);
    session_free(session);
}

/* What the kernel offers to confine what strangers wrote. */
static void check_confinement(struct findings *findings)
{
    struct confine_offer offer;

    confine_look(&offer);
    if (offer.landlock && offer.seccomp)
        good(findings, "readers and voices are confined: seccomp, Landlock %d", offer.landlock);
    else
        problem(findings,
                "this kernel has no %s, so nothing is read or spoken; use another kernel, or say "
                "--insecure-no-sandbox",
                offer.landlock  ? "seccomp"
                : offer.seccomp ? "Landlock"
                                : "Landlock and no seccomp");
}

static void check_engine(struct findings *findings)
{
    g_autofree char *worker = places_worker();
    g_autofree char *version = NULL;
    g_autoptr(GError) error = NULL;
    const struct espeak_options options = { .jobs = 1, .worker_path = worker };
    g_autoptr(GPtrArray) voices = espeak_voices(&options, &version, &error);

    if (!voices)
        problem(findings, "%s", error->message);
    else if (voices->len == 0)
        problem(findings, "espeak-ng has no voices; install the package espeak-ng-data");
    else
        good(findings, "espeak-ng %s with %u voices", version, voices->len);
}

static void check_cache(struct findings *findings)
{
    g_autofree char *folder = places_cache();

    if (g_mkdir_with_parents(folder, 0700) == 0 && access(folder, W_OK) == 0)
        good(findings, "the cache is in %s", folder);
    else
        problem(findings,
                "the cache folder %s cannot be written, so every run speaks all anew; "
                "mend its rights or set XDG_CACHE_HOME",
                folder);
}

static int run(int argc, char **argv)
{
    struct findings findings = { .out = g_string_new(NULL) };
    g_auto(GStrv) rest = NULL;
    GError *error = NULL;

    if (command_parse(&command_doctor, NULL, argc, argv, &rest, &error)) {
        good(&findings, "this is Crier " CRIER_VERSION);
        check_plugins(&findings, CRIER_KIND_READER, "reader");
        check_plugins(&findings, CRIER_KIND_OUTPUT, "output");
        check_confinement(&findings);
        check_engine(&findings);
        check_cache(&findings);
        if (terminal_print(findings.out->str, (gssize)findings.out->len, &error))
            terminal_flush(&error);
    }
    g_string_free(findings.out, TRUE);
    if (error)
        return terminal_fail(error);
    return findings.problems > 0 ? 1 : 0;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "Check this installation and say how to mend it.",
    .more = "One line a finding, `ok` or `problem`. Exit code 1 when there is a problem.\n\n"
            "Example:\n"
            "  crier doctor\n",
    .run = run,
};
