/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command of the program: one file, one entry in the table of main.c. */
#ifndef CORE_CLI_COMMAND_H
#define CORE_CLI_COMMAND_H

#include <glib.h>
#include <signal.h>

struct command {
    const char *name;
    const char *arguments;             /* "ARTICLE…": for the usage line */
    const char *summary;               /* one line */
    const char *more;                  /* what --help says below the options: examples */
    int (*run)(int argc, char **argv); /* argv[0] is the command; returns the exit code */
};

extern const struct command command_speak;
extern const struct command command_inspect;
extern const struct command command_filter;
extern const struct command command_plugins;
extern const struct command command_voices;
extern const struct command command_doctor;
extern const struct command command_publish;
extern const struct command command_verify;
extern const struct command command_serve;
extern const struct command command_line;

/*
 * Parse options; what is left goes to *rest (NULL-ended, owned by the caller,
 * never NULL). FALSE with ERROR_USAGE. `--help` prints and ends the program.
 */
gboolean command_parse(const struct command *command, const GOptionEntry *entries, int argc,
                       char **argv, char ***rest, GError **error);

/* Become another program of ours, with these words (NULL-ended, without its name). Returns only
 * when that fails: the exit code, and it is said. */
int command_become(const char *name, char **words);

/* Set by Ctrl-C and SIGTERM once command_catch_signals() was called. */
extern volatile sig_atomic_t command_stopped;
void command_catch_signals(void);

#endif
