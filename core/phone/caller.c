/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/caller.h"

#include <string.h>

enum { NAME_MOST = 80 };

gboolean caller_is_nobody(const char *name, gsize size)
{
    static const char *const nobody[] = { "anonymous",   "private", "restricted",
                                          "unavailable", "unknown", "withheld" };

    for (guint i = 0; i < G_N_ELEMENTS(nobody); i++)
        if (strlen(nobody[i]) == size && g_ascii_strncasecmp(nobody[i], name, size) == 0)
            return TRUE;
    return size == 0 || size > NAME_MOST;
}
