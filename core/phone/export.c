/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/export.h"

#include "core/base/beneath.h"
#include "core/base/error.h"
#include "core/phone/export_parts.h"
#include "core/phone/law.h"
#include "core/source/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { CLIP_MOST = 60 * BOARD_RATE, WAV_HEAD = 44 };

struct place {
    const char *folder;
    GError **error;
};

static gboolean write_file(void *data, const char *path, const GString *bytes)
{
    const struct place *place = data;
    g_autofree char *whole = g_build_filename(place->folder, path, NULL);

    return output_file_put(whole, bytes->str, bytes->len, place->error);
}

static gboolean make_folders(const struct place *place)
{
    static const char *const names[] = { "audio", "asterisk", "freeswitch", "voicexml", "twiml" };

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(place->folder, names[i], NULL);

        if (g_mkdir_with_parents(path, 0755) < 0) {
            g_autofree char *shown = error_printable(path, -1);

            g_set_error(place->error, CRIER_ERROR, ERROR_OUTPUT, "%s: cannot be made: %s", shown,
                        g_strerror(errno));
            return FALSE;
        }
    }
    return TRUE;
}

/* ---- Clips ---- */

/* The name that the clip has, if it means nothing anywhere; else its number. */
static char *name_of(const struct board_clip *clip, uint32_t number)
{
    g_autofree char *base = g_path_get_basename(clip->file);
    char *dot = strrchr(base, '.');

    if (dot)
        *dot = '\0';
    if (*base && strlen(base) <= 64 &&
        strspn(base, "0123456789abcdefghijklmnopqrstuvwxyz") == strlen(base))
        return g_steal_pointer(&base);
    return g_strdup_printf("clip-%u", number);
}

static gboolean read_clip(const struct board *board, int root, uint32_t number, GString *bytes,
                          GError **error)
{
    const struct board_clip *clip = &board->clips[number];
    const gsize size = MIN(clip->samples, CLIP_MOST);
    const int fd = beneath_open(root, clip->file);
    g_autofree char *shown = NULL;
    gsize have = 0;
    ssize_t got = 1;

    g_string_set_size(bytes, size);
    while (fd >= 0 && have < size && got > 0) {
        got = read(fd, bytes->str + have, size - have);
        if (got > 0)
            have += (gsize)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
    }
    if (fd >= 0)
        (void)close(fd);
    if (fd >= 0 && have == size)
        return TRUE;
    shown = error_printable(clip->file, -1);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "%s: the clip is missing or too short; render the edition again", shown);
    return FALSE;
}

static void put_16(GString *out, guint value)
{
    g_string_append_c(out, (char)(value & 0xFF));
    g_string_append_c(out, (char)(value >> 8 & 0xFF));
}

static void put_32(GString *out, guint32 value)
{
    put_16(out, value & 0xFFFF);
    put_16(out, value >> 16);
}

/* RIFF, PCM, one channel of 16 bits. */
static void put_wav_head(GString *out, guint32 size)
{
    g_string_append(out, "RIFF");
    put_32(out, size + WAV_HEAD - 8);
    g_string_append(out, "WAVEfmt ");
    put_32(out, 16);
    put_16(out, 1);
    put_16(out, 1);
    put_32(out, BOARD_RATE);
    put_32(out, BOARD_RATE * 2);
    put_16(out, 2);
    put_16(out, 16);
    g_string_append(out, "data");
    put_32(out, size);
}

static gboolean put_as(struct place *place, const char *name, const char *ending,
                       const GString *bytes)
{
    g_autofree char *path = g_strdup_printf("audio/%s.%s", name, ending);

    return write_file(place, path, bytes);
}

static gboolean export_clip(struct place *place, const char *name, GString *bytes)
{
    g_autoptr(GString) linear = g_string_sized_new(bytes->len * 2);
    g_autoptr(GString) wav = g_string_sized_new(bytes->len * 2 + WAV_HEAD);
    guint8 a_law[256];

    for (gsize i = 0; i < bytes->len; i++)
        put_16(linear, (guint16)law_linear_of_u((guint8)bytes->str[i]));
    put_wav_head(wav, (guint32)linear->len);
    g_string_append_len(wav, linear->str, (gssize)linear->len);
    if (!put_as(place, name, "ulaw", bytes) || !put_as(place, name, "sln", linear) ||
        !put_as(place, name, "wav", wav))
        return FALSE;
    law_a_table(a_law);
    for (gsize i = 0; i < bytes->len; i++)
        bytes->str[i] = (char)a_law[(guint8)bytes->str[i]];
    return put_as(place, name, "alaw", bytes);
}

static gboolean export_clips(const struct export_tree *tree, struct place *place)
{
    const int root = open(tree->board->folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
    g_autoptr(GString) bytes = g_string_new(NULL);
    gboolean good = TRUE;

    for (uint32_t i = 0; good && i < tree->board->clip_count; i++)
        if (tree->names[i])
            good = read_clip(tree->board, root, i, bytes, place->error) &&
                   export_clip(place, tree->names[i], bytes);
    if (root >= 0)
        (void)close(root);
    return good;
}

/* ---- All ---- */

static void name_clip(const struct export_tree *tree, uint32_t clip)
{
    if (!tree->names[clip])
        tree->names[clip] = name_of(&tree->board->clips[clip], clip);
}

static void name_clips(const struct export_tree *tree)
{
    name_clip(tree, tree->board->prompts[PROMPT_WRONG_KEY]);
    for (guint i = 0; i < tree->nodes->len; i++) {
        const GArray *clips = g_array_index(tree->nodes, struct export_node, i).clips;

        for (guint k = 0; k < clips->len; k++)
            name_clip(tree, g_array_index(clips, uint32_t, k));
    }
}

gboolean export_tree(const struct board *board, const char *folder, GError **error)
{
    struct place place = { .folder = folder, .error = error };
    struct export_tree tree = { .board = board,
                                .nodes = g_array_new(FALSE, FALSE, sizeof(struct export_node)),
                                .names = g_new0(char *, board->clip_count) };
    gboolean good;

    export_nodes(&tree);
    name_clips(&tree);
    good = make_folders(&place) && export_clips(&tree, &place) &&
           export_asterisk(&tree, write_file, &place) &&
           export_freeswitch(&tree, write_file, &place) &&
           export_voicexml(&tree, write_file, &place) && export_twiml(&tree, write_file, &place);
    for (guint i = 0; i < tree.nodes->len; i++)
        g_array_unref(g_array_index(tree.nodes, struct export_node, i).clips);
    for (uint32_t i = 0; i < board->clip_count; i++)
        g_free(tree.names[i]);
    g_free(tree.names);
    g_array_unref(tree.nodes);
    return good;
}
