/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void log_say(const char *format, ...)
{
    g_autofree char *line = NULL;
    va_list list;

    va_start(list, format);
    line = g_strdup_vprintf(format, list);
    va_end(list);
    (void)dprintf(STDERR_FILENO, "%s\n", line);
}

static ssize_t forget(void *cookie, const char *bytes, size_t size)
{
    (void)cookie;
    (void)bytes;
    return (ssize_t)size;
}

void log_hush_libraries(void)
{
    static const cookie_io_functions_t nowhere = { .write = forget };
    FILE *stream = fopencookie(NULL, "w", nowhere);

    if (stream)
        stderr = stream; /* which the C library's manual allows */
}
