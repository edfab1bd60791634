/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/terminal.h"
#include "core/serve/configuration.h"

static int print_configuration(const char *kind, const char *folder)
{
    g_autofree char *text = configuration_text(kind, folder);
    GError *error = NULL;

    if (!text)
        return terminal_fail(
            g_error_new(CRIER_ERROR, ERROR_USAGE, "--config takes nginx or caddy"));
    if (!terminal_print(text, -1, &error) || !terminal_flush(&error))
        return terminal_fail(error);
    return 0;
}

static int run(int argc, char **argv)
{
    g_autofree char *listen = NULL, *kind = NULL, *folder = NULL;
    g_auto(GStrv) rest = NULL;
    GError *error = NULL;
    const GOptionEntry entries[] = {
        { "listen", 0, 0, G_OPTION_ARG_STRING, &listen,
          "Where to listen (127.0.0.1:8080); port 0: a free one", "ADDRESS:PORT" },
        { "config", 0, 0, G_OPTION_ARG_STRING, &kind,
          "Print a configuration for a web server instead", "nginx|caddy" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };

    if (!command_parse(&command_serve, entries, argc, argv, &rest, &error))
        return terminal_fail(error);
    if (kind)
        return print_configuration(kind, rest[0] ? rest[0] : "/var/www/audio");
    if (!rest[0] || rest[1])
        return terminal_fail(g_error_new(CRIER_ERROR, ERROR_USAGE,
                                         "name one folder; `crier serve --help` shows how"));
    folder = *rest[0] == '-' ? g_strconcat("./", rest[0], NULL) : g_strdup(rest[0]);
    return command_become("crier-serve",
                          (char *[]){ listen ? listen : (char *)"127.0.0.1:8080", folder, NULL });
}

const struct command command_serve = {
    .name = "serve",
    .arguments = "FOLDER",
    .summary = "Show a published edition to players and browsers on this machine.",
    .more = "Serves the files below FOLDER, to be read only; hidden files and links are not\n"
            "served. Stops with Ctrl-C.\n\n"
            "Examples:\n"
            "  crier serve published\n"
            "  crier serve --listen 0.0.0.0:8000 published\n"
            "  crier serve --config nginx /var/www/audio\n",
    .run = run,
};
