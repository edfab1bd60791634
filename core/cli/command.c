/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/command.h"

#include "core/base/error.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/confine/confine.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

volatile sig_atomic_t command_stopped;

static void on_signal(int number)
{
    command_stopped = number;
}

void command_catch_signals(void)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    /* No SA_RESTART: a wait must end so that the wish to stop is seen. */
    struct sigaction action = { .sa_handler = on_signal };

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        sigaction(numbers[i], &action, NULL);
}

/* Help is data that somebody asked for: it goes to standard output. */
static void print_help(GOptionContext *context)
{
    char *help = g_option_context_get_help(context, TRUE, NULL);
    GError *error = NULL;
    gboolean printed = terminal_print(help, -1, &error) && terminal_flush(&error);

    g_free(help);
    exit(printed ? EXIT_SUCCESS : terminal_fail(error));
}

gboolean command_parse(const struct command *command, const GOptionEntry *entries, int argc,
                       char **argv, char ***rest, GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new(command->arguments);
    g_autoptr(GError) wrong = NULL;
    g_autofree char *name = g_strdup_printf("crier %s", command->name);
    gboolean help = FALSE, waived = FALSE;
    char **left = NULL;
    const GOptionEntry common[] = {
        { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL },
        { "insecure-no-sandbox", 0, 0, G_OPTION_ARG_NONE, &waived,
          "Let readers and voices run unconfined, where the kernel cannot confine them", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &left, NULL, NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL }
    };

    g_set_prgname(name);
    g_option_context_set_summary(context, command->summary);
    g_option_context_set_description(context, command->more);
    g_option_context_set_help_enabled(context, FALSE);
    if (entries)
        g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, common, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &wrong)) {
        g_autofree char *shown = error_printable(wrong->message, -1);

        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "%s; `%s --help` lists the options", shown,
                    name);
        return FALSE;
    }
    if (help)
        print_help(context);
    if (waived)
        confine_waive();
    *rest = left ? left : g_new0(char *, 1);
    return TRUE;
}

int command_become(const char *name, char **words)
{
    g_autofree char *path = places_helper(name);
    g_autoptr(GPtrArray) all = g_ptr_array_new();

    g_ptr_array_add(all, (char *)name);
    for (; *words; words++)
        g_ptr_array_add(all, *words);
    g_ptr_array_add(all, NULL);
    execv(path, (char **)all->pdata);
    return terminal_fail(g_error_new(CRIER_ERROR, ERROR_BUG,
                                     "%s cannot be started (%s); install Crier again", name,
                                     g_strerror(errno)));
}
