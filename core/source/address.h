/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which network addresses an article may be fetched from. An article names pages of
 * strangers; none of them may make Crier reach into the network it runs in.
 */
#ifndef CORE_SOURCE_ADDRESS_H
#define CORE_SOURCE_ADDRESS_H

#include <glib.h>
#include <stdint.h>

/*
 * Is this an address of the open Internet: not loopback, private, link-local, shared,
 * multicast or reserved (the special-purpose registries of IANA, RFC 6890 and later)?
 * `bytes` in network order, `size` 4 or 16; IPv6 forms that carry an IPv4 address are
 * judged by that. Any other size is not public.
 */
gboolean address_is_public(const uint8_t *bytes, gsize size);

/* Does a name of an article mean an address ("http://…", "https://…")? */
gboolean address_is_url(const char *name);

#endif
