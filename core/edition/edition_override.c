/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of some articles apart. Most patterns name one article: those are looked up,
 * so that ten thousand of them cost no more than ten. */
#include "core/edition/edition_reading.h"
#include "core/edition/identity.h"
#include "core/source/address.h"

#include <string.h>

/* "*": any characters, "?": one. After a mismatch only the last star is tried again. */
static gboolean matches(const char *pattern, const char *text)
{
    const char *star = NULL, *again = NULL;

    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            again = text;
        } else if (*pattern == '?') {
            pattern++;
            text = g_utf8_next_char(text);
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            text = ++again;
        } else {
            return FALSE;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

/* In an address "?" is a question mark. */
static gboolean is_glob(const char *pattern)
{
    return strpbrk(pattern, address_is_url(pattern) ? "*" : "*?") != NULL;
}

/* In its one form when it is an address. */
static char *exact_form(const char *text)
{
    char *address = identity_address(text);

    return address ? address : g_strdup(text);
}

void index_overrides(struct edition_file *edition)
{
    for (guint i = 0; i < edition->overrides->len; i++) {
        const char *pattern = g_array_index(edition->overrides, struct edition_override, i).pattern;
        char *form = exact_form(pattern);
        GArray *same = g_hash_table_lookup(edition->exact, form);

        if (is_glob(pattern)) {
            g_array_append_val(edition->globs, i);
            g_free(form);
        } else if (same) {
            g_array_append_val(same, i);
            g_free(form);
        } else {
            same = g_array_new(FALSE, FALSE, sizeof(guint));
            g_array_append_val(same, i);
            g_hash_table_insert(edition->exact, form, same);
        }
    }
}

static gboolean is_meant(const char *pattern, const char *source, const char *url)
{
    if (address_is_url(pattern) && url && matches(pattern, url))
        return TRUE;
    return address_is_url(pattern) == address_is_url(source) && matches(pattern, source);
}

static void add_exact(const struct edition_file *edition, const char *name, GArray *found)
{
    g_autofree char *form = exact_form(name);
    const GArray *same = g_hash_table_lookup(edition->exact, form);

    if (same)
        g_array_append_vals(found, same->data, same->len);
}

static int by_number(gconstpointer a, gconstpointer b)
{
    const guint *one = a, *other = b;

    return *one < *other ? -1 : *one > *other;
}

#define FIRST(member, none)                                                                        \
    do {                                                                                           \
        if (all->member == (none))                                                                 \
            all->member = one.member;                                                              \
    } while (0)

void edition_override_merge(struct edition_override *all, struct edition_override one)
{
    FIRST(pattern, NULL);
    FIRST(embargo, MOMENT_NONE);
    FIRST(expires, MOMENT_NONE);
    FIRST(voice, NULL);
    FIRST(profile, NULL);
    FIRST(correction, NULL);
    FIRST(withdrawn, NULL);
    FIRST(section, 0);
}

struct edition_override edition_file_override(const struct edition_file *edition,
                                              const char *source, const char *url)
{
    struct edition_override all = { .embargo = MOMENT_NONE, .expires = MOMENT_NONE };
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));

    add_exact(edition, source, found);
    if (url)
        add_exact(edition, url, found);
    for (guint i = 0; i < edition->globs->len; i++) {
        guint index = g_array_index(edition->globs, guint, i);

        if (is_meant(g_array_index(edition->overrides, struct edition_override, index).pattern,
                     source, url))
            g_array_append_val(found, index);
    }
    g_array_sort(found, by_number);
    for (guint i = 0; i < found->len; i++)
        edition_override_merge(&all, g_array_index(edition->overrides, struct edition_override,
                                                   g_array_index(found, guint, i)));
    return all;
}
