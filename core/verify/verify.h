/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look at a publication, or at all of an edition. */
#ifndef CORE_VERIFY_VERIFY_H
#define CORE_VERIFY_VERIFY_H

#include "core/verify/findings.h"

/* FALSE with ERROR_INPUT when it cannot be read at all; what is wrong with it is in the
 * report. A folder is walked. */
gboolean verify_path(const char *path, struct findings *report, GError **error);

#endif
