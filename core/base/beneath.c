/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/beneath.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

gboolean beneath_is_safe(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);

    for (const char *at = name; *at; at++)
        if (g_ascii_iscntrl(*at) || *at == '\\')
            return FALSE;
    for (guint i = 0; parts[i]; i++)
        if (!*parts[i] || strcmp(parts[i], ".") == 0 || strcmp(parts[i], "..") == 0)
            return FALSE;
    return *name != '\0';
}

int beneath_open(int root, const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    struct stat st;
    int at = -1;

    if (!beneath_is_safe(name))
        return -1;
    for (guint i = 0; parts[i]; i++) {
        int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
        int next = openat(i == 0 ? root : at, parts[i], flags | (parts[i + 1] ? O_DIRECTORY : 0));

        if (at >= 0)
            close(at);
        at = next;
        if (at < 0)
            return -1;
    }
    if (fstat(at, &st) == 0 && S_ISREG(st.st_mode))
        return at;
    close(at);
    return -1;
}
