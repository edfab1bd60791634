/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/identity.h"

#include "core/language/latin.h"
#include "core/source/address.h"

#include <stdio.h>
#include <string.h>

/* Of RFC 9562, and of the podcast namespace. */
#define SPACE_URL     "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
#define SPACE_PODCAST "ead4c236-bf58-58c6-a2c6-a6b28d128cb6"

enum { HASH_DIGITS = 8, UUID_BYTES = 16, SHA1_BYTES = 20 };

/* ---- Addresses ---- */

/* Counters of visits: they say whence a reader came, not which article it is. */
static gboolean is_counter(const char *parameter)
{
    static const char *const names[] = { "fbclid=", "gclid=", "mc_cid=", "mc_eid=", NULL };

    for (const char *const *name = names; *name; name++)
        if (g_str_has_prefix(parameter, *name))
            return TRUE;
    return g_str_has_prefix(parameter, "utm_");
}

static void append_query(GString *out, const char *query)
{
    g_auto(GStrv) parameters = g_strsplit(query, "&", -1);
    const char *before = "?";

    for (char **parameter = parameters; *parameter; parameter++) {
        if (!**parameter || is_counter(*parameter))
            continue;
        g_string_append_printf(out, "%s%s", before, *parameter);
        before = "&";
    }
}

static gboolean is_one_line(const char *url)
{
    for (const char *at = url; *at; at++)
        if (g_ascii_iscntrl(*at))
            return FALSE;
    return TRUE;
}

/* As it stands in an address; what GLib decoded may be anything. NULL when it is none. */
static char *host_of(GUri *uri)
{
    const char *host = g_uri_get_host(uri);
    g_autofree char *small = host ? g_ascii_strdown(host, -1) : NULL;

    if (!small || !*small)
        return NULL;
    if (strchr(small, ':'))
        return g_hostname_is_ip_address(small) ? g_strconcat("[", small, "]", NULL) : NULL;
    return strpbrk(small, " /?#@[]%\\\"<>") ? NULL : g_steal_pointer(&small);
}

char *identity_address(const char *url)
{
    g_autoptr(GUri) uri = address_is_url(url) && is_one_line(url)
                              ? g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL)
                              : NULL;
    g_autofree char *host = uri ? host_of(uri) : NULL;
    int port = uri ? g_uri_get_port(uri) : -1;
    const char *path;
    gsize size;
    GString *out;

    if (!host)
        return NULL;
    out = g_string_new("https://");
    g_string_append(out, host);
    if (port > 0 && port != 80 && port != 443)
        g_string_append_printf(out, ":%d", port);
    path = g_uri_get_path(uri);
    for (size = strlen(path); size > 0 && path[size - 1] == '/';)
        size--;
    g_string_append_len(out, path, (gssize)size);
    if (g_uri_get_query(uri))
        append_query(out, g_uri_get_query(uri));
    return g_string_free(out, FALSE);
}

/* ---- Keys ---- */

char *identity_path(const char *folder, const char *path)
{
    g_auto(GStrv) from = g_strsplit(folder, "/", -1), to = g_strsplit(path, "/", -1);
    GString *out = g_string_new(NULL);
    guint same = 0;

    if (address_is_url(path)) {
        g_string_append(out, path);
        return g_string_free(out, FALSE);
    }
    while (from[same] && to[same] && strcmp(from[same], to[same]) == 0)
        same++;
    for (guint i = same; from[i]; i++)
        if (*from[i])
            g_string_append(out, "../");
    for (guint i = same; to[i]; i++)
        g_string_append_printf(out, "%s%s", i > same ? "/" : "", to[i]);
    return g_string_free(out, FALSE);
}

/* Nobody else uses it: a URI, a tag, a UUID. */
static gboolean is_global(const char *guid)
{
    return g_regex_match_simple("^([A-Za-z][A-Za-z0-9+.-]*:\\S+|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-"
                                "[0-9A-Fa-f]{12})$",
                                guid, 0, 0);
}

static char *key_of_guid(const char *guid, const char *feed)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(guid));
    g_autofree char *address = NULL;

    if (!*trimmed)
        return NULL;
    if (is_global(trimmed) || !feed)
        return g_strconcat("guid:", trimmed, NULL);
    address = identity_address(feed);
    return g_strconcat("guid:", address ? address : feed, " ", trimmed, NULL);
}

char *identity_key(const char *guid, const char *feed, const char *url, const char *path)
{
    char *key = guid ? key_of_guid(guid, feed) : NULL;
    g_autofree char *address = url ? identity_address(url) : NULL;

    if (key)
        return key;
    return address ? g_strconcat("url:", address, NULL)
                   : g_strconcat("path:", path ? path : "", NULL);
}

/* ---- Names of files ---- */

/* Words of letters and digits with one "-" between them, whole words where they fit. "" when
 * there are none. */
static char *words_of(const char *text, gsize most)
{
    g_autofree char *latin = latin_text(text);
    GString *out = g_string_new(NULL);
    gsize whole = 0; /* up to here, words are complete */

    for (const char *c = latin; *c && out->len <= most; c++) {
        if (g_ascii_isalnum(*c)) {
            g_string_append_c(out, g_ascii_tolower(*c));
        } else if (*c != '\'' && out->len > 0 && out->str[out->len - 1] != '-') {
            whole = out->len;
            g_string_append_c(out, '-');
        }
    }
    if (out->len > most)
        g_string_truncate(out, whole > most / 2 ? whole : most);
    while (out->len > 0 && out->str[out->len - 1] == '-')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static char *short_hash(const char *key)
{
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);

    return g_strndup(hash, HASH_DIGITS);
}

char *identity_slug(const char *text)
{
    char *words = words_of(text, IDENTITY_ID_MOST);

    if (*words)
        return words;
    g_free(words);
    return short_hash(text);
}

const char *identity_public(const char *source)
{
    const char *slash = source && !address_is_url(source) ? strrchr(source, '/') : NULL;

    return slash ? slash + 1 : source;
}

char *identity_id(const char *key, const char *title, const char *source)
{
    const char *const names[] = { title, identity_public(source), "article" };
    g_autofree char *hash = short_hash(key);
    g_autofree char *words = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(names) && (!words || !*words); i++) {
        g_free(words);
        words = words_of(names[i] ? names[i] : "", IDENTITY_ID_MOST - HASH_DIGITS - 1);
    }
    return g_strdup_printf("%s-%s", words, hash);
}

/* ---- UUIDs ---- */

static gboolean parse_uuid(const char *text, guint8 *bytes)
{
    if (!g_uuid_string_is_valid(text))
        return FALSE;
    for (int i = 0; i < UUID_BYTES; i++) {
        if (*text == '-')
            text++;
        bytes[i] = (guint8)(g_ascii_xdigit_value(text[0]) << 4 | g_ascii_xdigit_value(text[1]));
        text += 2;
    }
    return TRUE;
}

char *identity_uuid(const char *space, const char *name)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
    guint8 bytes[UUID_BYTES], hash[SHA1_BYTES];
    gsize size = sizeof(hash);
    GString *out;

    if (!parse_uuid(space, bytes))
        return NULL;
    g_checksum_update(sum, bytes, sizeof(bytes));
    g_checksum_update(sum, (const guchar *)name, -1);
    g_checksum_get_digest(sum, hash, &size);
    hash[6] = (guint8)((hash[6] & 0x0F) | 0x50); /* version 5 */
    hash[8] = (guint8)((hash[8] & 0x3F) | 0x80); /* the variant of the RFC */
    out = g_string_new(NULL);
    for (int i = 0; i < UUID_BYTES; i++)
        g_string_append_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                               hash[i]);
    return g_string_free(out, FALSE);
}

static char *urn(const char *name)
{
    g_autofree char *uuid = identity_uuid(SPACE_URL, name);

    return g_strconcat("urn:uuid:", uuid, NULL);
}

char *identity_guid(const char *key, const char *guid)
{
    g_autofree char *trimmed = guid ? g_strstrip(g_strdup(guid)) : NULL;

    return trimmed && is_global(trimmed) ? g_steal_pointer(&trimmed) : urn(key);
}

char *identity_podcast(const char *feed)
{
    const char *scheme = strstr(feed, "://");
    g_autofree char *name = g_strdup(scheme ? scheme + 3 : feed);

    for (gsize size = strlen(name); size > 0 && name[size - 1] == '/';)
        name[--size] = '\0';
    return identity_uuid(SPACE_PODCAST, name);
}

char *identity_edition(const char *base_url, const char *title, const char *date)
{
    /* A line break separates: it can be in none of them. */
    g_autofree char *name =
        g_strjoin("\n", base_url ? base_url : "", title, date ? date : "", NULL);

    return urn(name);
}
