/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/cover.h"

#include "core/base/error.h"
#include "core/edition/maker.h"
#include "core/source/output_file.h"

#include <string.h>

static const struct {
    const char *begins, *suffix;
} kinds[] = { { "\xff\xd8\xff", "jpg" }, { "\x89PNG\r\n\x1a\n", "png" } };

/* NULL when it is no picture that directories of podcasts take. */
static const char *suffix_of(const char *data, gsize size)
{
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (size > strlen(kinds[i].begins) &&
            memcmp(data, kinds[i].begins, strlen(kinds[i].begins)) == 0)
            return kinds[i].suffix;
    return NULL;
}

gboolean cover_publish(const char *cover, const char *folder, char **name, GError **error)
{
    g_autoptr(GMappedFile) file = cover ? g_mapped_file_new(cover, FALSE, NULL) : NULL;
    g_autofree char *path = NULL, *hash = NULL;
    const char *suffix;

    if (!cover)
        return TRUE;
    hash = maker_hash(cover, NULL, error);
    if (!hash)
        return FALSE;
    suffix =
        file ? suffix_of(g_mapped_file_get_contents(file), g_mapped_file_get_length(file)) : NULL;
    if (!suffix) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "the cover %s is neither JPEG nor PNG", cover);
        return FALSE;
    }
    *name = g_strdup_printf("media/cover-%.16s.%s", hash, suffix);
    path = g_build_filename(folder, *name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS) ||
           output_file_put(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                           error);
}
