/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a message as UTF-8. By ICU, because iconv opens files, and a reader has none:
 * for the same reason GMime is asked for raw headers only.
 */
#ifndef PLUGINS_READERS_EMAIL_MAILTEXT_H
#define PLUGINS_READERS_EMAIL_MAILTEXT_H

#include <gmime/gmime.h>

/* `charset` may be NULL or unknown: then UTF-8 if it is that, else windows-1252. Owned by
 * the caller; well-formed, without NUL. */
GString *mail_utf8(const char *bytes, gsize size, const char *charset);

/* A header unfolded, its encoded words decoded, its white space folded; NULL: not there. */
char *mail_header(GMimeObject *part, const char *name);

/* The names in a header of addresses, or the addresses where no name stands. Of char*. */
GPtrArray *mail_people(const char *header);

#endif
