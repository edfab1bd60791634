/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ready configurations of web servers for a published edition. */
#ifndef CORE_SERVE_CONFIGURATION_H
#define CORE_SERVE_CONFIGURATION_H

/* `kind`: "nginx" or "caddy", else NULL. A new string. */
char *configuration_text(const char *kind, const char *folder);

#endif
