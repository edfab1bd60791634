/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that never change: of articles, editions and feeds. They are made of what an article
 * is (guid of its feed, canonical address, path), never of its place among others.
 */
#ifndef CORE_EDITION_IDENTITY_H
#define CORE_EDITION_IDENTITY_H

#include <glib.h>

enum { IDENTITY_ID_MOST = 40 };

/* An address in its one form: small letters in the host, no default port, no fragment, no
 * counters of visits (utm_…), no "/" at the end, http and https alike. A new string; NULL when
 * it is no address of the web. */
char *identity_address(const char *url);

/* A file as seen from a folder, both absolute: "news/a.txt", "../a.txt"; an address stays as it
 * is. A new string. */
char *identity_path(const char *folder, const char *path);

/* What an article is known by for ever. Each may be NULL, but not all. `feed`: where the guid
 * comes from: short guids are only unique in their own feed. `path`: relative to the edition
 * file. A new string: "guid:…", "url:…" or "path:…". */
char *identity_key(const char *guid, const char *feed, const char *url, const char *path);

/* What others may see of where an article comes from: an address whole; of a file its name, as
 * the folder is nobody's business. Part of `source`; NULL for NULL. */
const char *identity_public(const char *source);

/* For names of files and addresses: [a-z0-9-], 1 to 40 characters. A new string. */
char *identity_slug(const char *text);
/* The same with a short hash of the key behind it. `title`, `source`: what the words are taken
 * from, the first that has letters. */
char *identity_id(const char *key, const char *title, const char *source);
/* Of an article in feeds: its own guid where that is a URI or UUID, else a URN of its key. */
char *identity_guid(const char *key, const char *guid);

/* UUID of version 5 (RFC 9562): `space` is a UUID too. A new string; NULL when it is none. */
char *identity_uuid(const char *space, const char *name);
/* Of a podcast: `feed` is its address. */
char *identity_podcast(const char *feed);
/* Of an edition: "urn:uuid:…". Base address and date may be NULL: of all its dates. */
char *identity_edition(const char *base_url, const char *title, const char *date);

#endif
