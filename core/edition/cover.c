/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/cover.h"

#include "core/base/error.h"
#include "core/edition/maker.h"
#include "core/edition/picture.h"
#include "core/source/output_file.h"

/* What directories of podcasts take: Apple's rules, which the others follow. */
#define SIDE_LEAST 1400u
#define SIDE_MOST  3000u

static gboolean fits_podcasts(const char *shown, const struct picture *picture, GError **error)
{
    if (picture->for_print) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                    "the cover %s has the four colours of print; save it as RGB", shown);
        return FALSE;
    }
    if (picture->width == picture->height && picture->width >= SIDE_LEAST &&
        picture->width <= SIDE_MOST)
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "the cover %s is %u by %u pixels; podcasts need a square of %u to %u: scale it, or "
                "take the line cover out",
                shown, picture->width, picture->height, SIDE_LEAST, SIDE_MOST);
    return FALSE;
}

static GMappedFile *open_cover(const char *cover, struct picture *picture, GError **error)
{
    g_autofree char *shown = error_printable(cover, -1);
    g_autoptr(GError) why = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(cover, FALSE, &why);

    if (!file)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read the cover %s: %s", shown,
                    why->message);
    else if (!picture_measure((const guint8 *)g_mapped_file_get_contents(file),
                              g_mapped_file_get_length(file), picture))
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "the cover %s is neither JPEG nor PNG", shown);
    else
        return g_steal_pointer(&file);
    return NULL;
}

gboolean cover_check(const char *cover, gboolean podcast, GError **error)
{
    struct picture picture;
    g_autoptr(GMappedFile) file = cover ? open_cover(cover, &picture, error) : NULL;
    g_autofree char *shown = cover ? error_printable(cover, -1) : NULL;

    return !cover || (file && (!podcast || fits_podcasts(shown, &picture, error)));
}

gboolean cover_publish(const char *cover, const char *folder, char **name, GError **error)
{
    struct picture picture;
    g_autoptr(GMappedFile) file = cover ? open_cover(cover, &picture, error) : NULL;
    g_autofree char *path = NULL, *hash = NULL;

    if (!cover)
        return TRUE;
    hash = file ? maker_hash(cover, NULL, error) : NULL;
    if (!hash)
        return FALSE;
    *name = g_strdup_printf("media/cover-%.16s.%s", hash, picture.suffix);
    path = g_build_filename(folder, *name, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS) ||
           output_file_put(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                           error);
}
