/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first bytes of an XML document say of it: for probes and for decoding. */
#ifndef PLUGINS_SHARED_SNIFF_H
#define PLUGINS_SHARED_SNIFF_H

#include <stddef.h>
#include <stdint.h>

struct sniffed {
    char name[64];     /* local name of the root element */
    char uri[128];     /* its namespace, or "" */
    char version[16];  /* its attribute of that name, or "" */
    char encoding[40]; /* what <?xml … encoding="…"?> says, or "" */
    int declared;      /* "<?xml" stands there */
};

/* Looks through white space, a byte order mark, comments and a doctype, in encodings
 * that show ASCII letters (UTF-16 too). Allocates nothing. 0: no element was found;
 * `encoding` is filled all the same. */
int sniff_xml(const uint8_t *bytes, uint64_t size, struct sniffed *sniffed);

/*
 * The charset to hand to host->decode(): `declared`, unless the bytes prove it wrong.
 * UTF-8 under the name of a Western charset is "utf-8"; what claims to be UTF-8 and
 * mostly is not is NULL, so that the host looks for itself. NULL or "": nothing was declared.
 */
const char *sniff_charset(const uint8_t *bytes, uint64_t size, const char *declared);

#endif
