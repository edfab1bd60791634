/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/plugin/loader.h"
#include "core/plugin/session.h"

static const struct {
    uint32_t kind;
    const char *name;
} kinds[] = {
    { CRIER_KIND_READER, "reader" },
    { CRIER_KIND_OUTPUT, "output" },
};

static void list_good(const struct session *session, const char *kind, GString *out)
{
    for (guint i = 0; i < session->files->len; i++) {
        const struct plugin_file *file = session_file(session, i);
        g_autofree char *suffixes = NULL;

        if (file->rejected || !file->name)
            continue;
        suffixes = g_strjoinv(", ", file->suffixes);
        g_string_append_printf(out, "%s %s, version %s: %s. Suffixes: %s. Licence: %s. File: %s\n",
                               kind, file->name, file->version, file->summary,
                               *suffixes ? suffixes : "none", file->licence, file->path);
    }
}

static gboolean list_rejected(const struct session *session, GString *out)
{
    gboolean any = FALSE;

    for (guint i = 0; i < session->files->len; i++) {
        const struct plugin_file *file = session_file(session, i);
        g_autofree char *path = error_printable(file->path, -1);

        if (!file->rejected)
            continue;
        g_string_append_printf(out, "rejected %s: %s\n", path, file->rejected);
        any = TRUE;
    }
    return any;
}

/* A folder of CRIER_PLUGIN_PATH may hold both kinds: a file of the other kind is
 * no news there. */
static void forgive_other_kind(struct session *session)
{
    for (guint i = session->files->len; i-- > 0;) {
        const struct plugin_file *file = session_file(session, i);

        if (file->rejected && g_str_has_prefix(file->rejected, LOADER_OTHER_KIND))
            g_ptr_array_remove_index(session->files, i);
    }
}

static gboolean list_all(GString *out, gboolean *any_rejected, GError **error)
{
    g_autofree char *installed = places_plugins();
    g_auto(GStrv) folders = loader_folders(installed);
    gboolean ok = TRUE;

    for (size_t i = 0; ok && i < G_N_ELEMENTS(kinds); i++) {
        struct session *session = session_new(folders, kinds[i].kind);

        ok = session_scan(session, error);
        forgive_other_kind(session);
        list_good(session, kinds[i].name, out);
        if (list_rejected(session, out))
            *any_rejected = TRUE;
        session_free(session);
    }
    return ok && terminal_print(out->str, (gssize)out->len, error) && terminal_flush(error);
}

static int run(int argc, char **argv)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) rest = NULL;
    gboolean any_rejected = FALSE;
    GError *error = NULL;

    if (command_parse(&command_plugins, NULL, argc, argv, &rest, &error))
        list_all(out, &any_rejected, &error);
    if (error)
        return terminal_fail(error);
    return any_rejected ? 1 : 0;
}

const struct command command_plugins = {
    .name = "plugins",
    .arguments = "",
    .summary = "List the plugins, and the rejected ones with the reason.",
    .more = "Plugins are looked for in the folders of CRIER_PLUGIN_PATH (separated by colons),\n"
            "then beside the program. Exit code 1 when one was rejected.\n\n"
            "Example:\n"
            "  CRIER_PLUGIN_PATH=$HOME/plugins crier plugins\n",
    .run = run,
};
