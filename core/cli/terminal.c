/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/terminal.h"

#include "core/base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DRAIN_BYTES (64u << 10)

static enum verbosity verbosity = VERBOSITY_NORMAL;

static gboolean cannot_print(GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot write standard output: %s",
                g_strerror(errno));
    return FALSE;
}

gboolean terminal_print(const char *text, gssize size, GError **error)
{
    gsize bytes = size < 0 ? strlen(text) : (gsize)size;

    if (fwrite(text, 1, bytes, stdout) != bytes)
        return cannot_print(error);
    return TRUE;
}

gboolean terminal_drain(GString *text, GError **error)
{
    gboolean ok;

    if (text->len < DRAIN_BYTES)
        return TRUE;
    ok = terminal_print(text->str, (gssize)text->len, error);
    g_string_truncate(text, 0);
    return ok;
}

gboolean terminal_flush(GError **error)
{
    return fflush(stdout) == 0 ? TRUE : cannot_print(error);
}

void terminal_set_verbosity(enum verbosity wanted)
{
    verbosity = wanted;
}

static void say_line(const char *line)
{
    fprintf(stderr, "crier: %s\n", line);
}

void terminal_say(enum verbosity from, const char *format, ...)
{
    g_autofree char *line = NULL;
    va_list args;

    if (verbosity < from)
        return;
    va_start(args, format);
    line = g_strdup_vprintf(format, args);
    va_end(args);
    say_line(line);
}

int terminal_fail(GError *error)
{
    int code = error->domain == CRIER_ERROR ? error->code : ERROR_BUG;

    say_line(error->message);
    g_error_free(error);
    return code;
}

char *terminal_duration(double seconds)
{
    unsigned whole = (unsigned)(seconds + 0.5);

    if (seconds < 10)
        return g_strdup_printf("%.1f seconds", seconds);
    if (whole < 60)
        return g_strdup_printf("%u seconds", whole);
    if (whole < 3600)
        return g_strdup_printf("%u minutes %u seconds", whole / 60, whole % 60);
    return g_strdup_printf("%u hours %u minutes", whole / 3600, whole / 60 % 60);
}
