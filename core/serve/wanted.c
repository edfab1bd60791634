/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/serve/wanted.h"

#include "core/base/beneath.h"

#include <string.h>

char *wanted_name(const char *path)
{
    g_autofree char *plain = g_uri_unescape_string(path, "/");
    char *name;

    if (!plain || *plain != '/' || strstr(plain, "/."))
        return NULL;
    name = g_strconcat(plain + 1, g_str_has_suffix(plain, "/") ? "index.html" : "", NULL);
    if (beneath_is_safe(name))
        return name;
    g_free(name);
    return NULL;
}
