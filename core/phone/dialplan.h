/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an operator of Asterisk puts into extensions.conf to have calls answered by FastAGI. */
#ifndef CORE_PHONE_DIALPLAN_H
#define CORE_PHONE_DIALPLAN_H

#include <glib.h>

/* "127.0.0.1:4573". A new string; NULL: no such address can be. */
char *dialplan_agi(const char *host_port);

#endif
