/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state.h"

#include <string.h>
#include <sys/stat.h>

/* What the program keeps for itself may be there or not: the cache, and what an edition knows
 * of its articles. Not what it is working at. */
static gboolean is_kept(const char *name)
{
    return g_str_has_prefix(name, ".cache/") ||
           (strstr(name, ".crier/") && !strstr(name, ".crier/making/"));
}

static void take_file(struct state *state, const char *path, char *name)
{
    g_autofree char *content = NULL;
    gsize size = 0;

    if (strstr(name, "/.") || *name == '.') {
        if (is_kept(name))
            g_free(name);
        else
            g_hash_table_add(state->hidden, name);
        return;
    }
    if (!g_file_get_contents(path, &content, &size, NULL)) {
        g_hash_table_insert(state->files, name, g_strdup("cannot be read"));
        return;
    }
    g_hash_table_insert(
        state->files, name,
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)content, size));
}

static void walk(struct state *state, const char *folder, const char *below)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *entry;

    while (dir && (entry = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, entry, NULL);
        char *name = *below ? g_strconcat(below, "/", entry, NULL) : g_strdup(entry);
        struct stat st;

        if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
            walk(state, path, name);
            g_free(name);
        } else {
            take_file(state, path, name);
        }
    }
}

void state_read(struct state *state, const char *folder)
{
    state->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    state->hidden = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    walk(state, folder, "");
}

void state_clear(struct state *state)
{
    g_clear_pointer(&state->files, g_hash_table_unref);
    g_clear_pointer(&state->hidden, g_hash_table_unref);
}

static gboolean has(const struct state *state, const char *name, const char *hash)
{
    const char *own = state ? g_hash_table_lookup(state->files, name) : NULL;

    return own && strcmp(own, hash) == 0;
}

const char *state_stranger(const struct state *state, const struct state *a, const struct state *b)
{
    GHashTableIter iter;
    gpointer name, hash;

    g_hash_table_iter_init(&iter, state->files);
    while (g_hash_table_iter_next(&iter, &name, &hash))
        if (!has(a, name, hash) && !has(b, name, hash))
            return name;
    g_hash_table_iter_init(&iter, a->files);
    while (g_hash_table_iter_next(&iter, &name, &hash))
        if (!g_hash_table_contains(state->files, name) &&
            (!b || g_hash_table_contains(b->files, name)))
            return name;
    return NULL;
}

const char *state_lacks(const struct state *state, const struct state *whole)
{
    GHashTableIter iter;
    gpointer name, hash;

    g_hash_table_iter_init(&iter, whole->files);
    while (g_hash_table_iter_next(&iter, &name, &hash))
        if (!has(state, name, hash))
            return name;
    g_hash_table_iter_init(&iter, state->files);
    while (g_hash_table_iter_next(&iter, &name, &hash))
        if (!g_hash_table_contains(whole->files, name) && !strstr(name, "/media/"))
            return name;
    return NULL;
}

const char *state_misses(const struct state *state, const struct state *whole)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, whole->files);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!g_hash_table_contains(state->files, name))
            return name;
    return NULL;
}

const char *state_leftover(const struct state *state, const struct state *a, const struct state *b)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, state->hidden);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!g_hash_table_contains(a->hidden, name) &&
            !(b && g_hash_table_contains(b->hidden, name)))
            return name;
    return NULL;
}
