/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/confine/refuse.h"

#include "core/base/error.h"
#include "core/confine/confine.h"

gboolean confine_may_start(GError **error)
{
    const char *lacks = confine_lacks();

    if (!lacks)
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "this kernel has no %s, so readers and voices cannot be confined; use another "
                "kernel, or say --insecure-no-sandbox if you trust every article",
                lacks);
    return FALSE;
}
