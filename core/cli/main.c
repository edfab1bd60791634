/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/terminal.h"

#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = {
    &command_speak,  &command_publish, &command_inspect, &command_filter, &command_plugins,
    &command_voices, &command_doctor,  &command_verify,  &command_serve,  &command_line,
};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static char *help_text(void)
{
    GString *out = g_string_new("Usage: crier COMMAND [OPTION…] [ARTICLE…]\n"
                                "Reads campaign news aloud, into files.\n\nCommands:\n");

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        g_string_append_printf(out, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
    g_string_append(out, "\n`crier COMMAND --help` explains one of them with examples.\n"
                         "`crier --version` says which Crier this is.\n\n"
                         "Example:\n  crier speak article.txt -o article.wav\n\n"
                         "Exit codes: 0 done; 1 partly done, something was skipped and reported;\n"
                         "2 wrong usage; 3 an article could not be read; 4 something could not be\n"
                         "written; 5 the speech engine failed; 70 a bug; 71 memory ran out;\n"
                         "130 stopped by Ctrl-C.\n");
    return g_string_free(out, FALSE);
}

static int print_and_end(const char *text)
{
    GError *error = NULL;

    if (!terminal_print(text, -1, &error) || !terminal_flush(&error))
        return terminal_fail(error);
    return 0;
}

static int unknown_command(const char *name)
{
    g_autofree char *shown = error_printable(name, -1);

    return terminal_fail(g_error_new(CRIER_ERROR, ERROR_USAGE,
                                     "there is no command %s; `crier --help` lists them", shown));
}

/*
 * A standard stream that the caller closed would be the number of the next file
 * that we open, and data meant for people would end up in it. Each gets a stand-in
 * that refuses what the stream is for.
 */
static void occupy_closed_streams(void)
{
    static const int modes[] = { O_WRONLY, O_RDONLY, O_RDWR };

    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) < 0)
            _exit(ERROR_BUG);
}

int main(int argc, char **argv)
{
    const struct command *command;

    occupy_closed_streams();
    /* Words in messages are ours; only the character set of the terminal counts. */
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        g_autofree char *help = help_text();

        if (argc >= 2)
            return print_and_end(help);
        return terminal_fail(
            g_error_new(CRIER_ERROR, ERROR_USAGE, "name a command; `crier --help` lists them"));
    }
    if (strcmp(argv[1], "--version") == 0)
        return print_and_end("crier " CRIER_VERSION "\n");
    command = find_command(argv[1]);
    return command ? command->run(argc - 1, argv + 1) : unknown_command(argv[1]);
}
