/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may talk to the line: addresses and networks. */
#ifndef CORE_PHONE_PEERS_H
#define CORE_PHONE_PEERS_H

#include <glib.h>
#include <sys/socket.h>

struct peers;

/* "127.0.0.1,10.0.0.0/8,2001:db8::/32". NULL with ERROR_USAGE. */
struct peers *peers_parse(const char *list, GError **error);
void peers_free(struct peers *peers);
/* One more, by its address alone. */
void peers_add(struct peers *peers, const struct sockaddr *address);
gboolean peers_allow(const struct peers *peers, const struct sockaddr *address);

#endif
