/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/cut.h"

#include "core/phone/law.h"
#include "core/source/output_file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <xxhash.h>

enum { PART_MOST = 60 * BOARD_RATE, DAY = 24 * 60 * 60 };

void clip_store_init(struct clip_store *store, const char *folder)
{
    store->folder = folder;
    store->clips = g_array_new(FALSE, FALSE, sizeof(struct board_clip));
    store->strings = g_ptr_array_new_with_free_func(g_free);
}

void clip_store_clear(struct clip_store *store)
{
    g_array_unref(store->clips);
    g_ptr_array_unref(store->strings);
}

static gboolean stands(const char *path, gsize size)
{
    GStatBuf st;

    return g_lstat(path, &st) == 0 && S_ISREG(st.st_mode) && (gsize)st.st_size == size;
}

static gboolean keep_clip(struct clip_store *store, const guint8 *bytes, gsize size,
                          const char *text, GError **error)
{
    const XXH128_hash_t hash = XXH3_128bits(bytes, size);
    char *name = g_strdup_printf("clips/%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x.ulaw",
                                 (guint64)hash.high64, (guint64)hash.low64);
    g_autofree char *path = g_build_filename(store->folder, name, NULL);
    const struct board_clip clip = { name, (uint32_t)size, g_strdup(text) };

    g_ptr_array_add(store->strings, name);
    g_ptr_array_add(store->strings, (gpointer)clip.text);
    g_array_append_val(store->clips, clip);
    return stands(path, size) || output_file_put(path, bytes, size, error);
}

gboolean clip_store_add(struct clip_store *store, const guint8 *samples, gsize count, gsize silence,
                        const char *text, GError **error)
{
    const gsize sound = MIN(count, PART_MOST), size = MIN(sound + silence, PART_MOST);
    g_autofree guint8 *bytes = g_malloc(MAX(size, 1));

    memcpy(bytes, samples, sound);
    memset(bytes + sound, LAW_SILENCE_U, size - sound);
    return keep_clip(store, bytes, size, text, error);
}

/* Where the part that begins at `from` ends: at the last start of a sentence that is near enough,
 * or amid a sentence that is too long. `next`: index of the first start behind `from`. */
static int64_t part_end(const int64_t *starts, guint count, guint next, int64_t from)
{
    int64_t end = from + PART_MOST;

    if (starts[count] <= end)
        return starts[count];
    for (guint i = next; i <= count && starts[i] <= from + PART_MOST; i++)
        if (starts[i] > from)
            end = starts[i];
    return end;
}

gboolean clip_store_cut(struct clip_store *store, const guint8 *samples, const int64_t *starts,
                        guint count, const GPtrArray *sentences, struct board_mark *marks,
                        GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    int64_t from = 0; /* what stands before the first sentence is heard too */
    uint32_t part = 0;
    guint next = 0;

    while (from < starts[count]) {
        const int64_t end = part_end(starts, count, next, from);

        g_string_truncate(text, 0);
        for (; next < count && starts[next] < end; next++) {
            marks[next] = (struct board_mark){ part, (uint32_t)(starts[next] - from) };
            g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "",
                                   (const char *)sentences->pdata[next]);
        }
        if (!keep_clip(store, samples + from, (gsize)(end - from), text->str, error))
            return FALSE;
        from = end;
        part++;
    }
    for (; next < count; next++) /* that were not spoken, at the very end */
        marks[next] = next > 0 ? marks[next - 1] : (struct board_mark){ 0, 0 };
    return TRUE;
}

void clip_store_prune(const struct clip_store *store, int64_t now)
{
    g_autofree char *path = g_build_filename(store->folder, "clips", NULL);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    for (guint i = 0; i < store->clips->len; i++)
        g_hash_table_add(
            known,
            (gpointer)(strrchr(g_array_index(store->clips, struct board_clip, i).file, '/') + 1));
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        GStatBuf st;

        if (name[0] != '.' && !g_hash_table_contains(known, name) && g_lstat(file, &st) == 0 &&
            (int64_t)st.st_mtime + DAY < now)
            g_unlink(file);
    }
}
