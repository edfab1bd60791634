/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/fuzz_parts.h"

#include "tests/support/phone_folder.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

char *fuzz_text(const uint8_t *bytes, size_t size)
{
    return g_utf8_make_valid((const char *)bytes, (gssize)size);
}

int fuzz_file(const uint8_t *bytes, size_t size, char path[32])
{
    const int fd = memfd_create("fuzz", MFD_CLOEXEC);

    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
        g_error("no memory for a file");
    g_snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

static char *folder;

static void drop_folder(void)
{
    scratch_free(folder);
}

const char *fuzz_folder(void)
{
    if (!folder) {
        folder = scratch_new();
        atexit(drop_folder);
    }
    return folder;
}

void fuzz_put(const char *name, const uint8_t *bytes, size_t size)
{
    g_autofree char *path = g_build_filename(fuzz_folder(), name, NULL);
    g_autofree char *above = g_path_get_dirname(path);
    FILE *file;

    if (!bytes) {
        (void)g_unlink(path);
        return;
    }
    file = g_fopen(path, "we");
    if (!file && g_mkdir_with_parents(above, 0700) == 0)
        file = g_fopen(path, "we");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        g_error("cannot write %s", path);
}

struct board *fuzz_board(void)
{
    static struct board *board;

    if (!board) {
        phone_folder_write(fuzz_folder(), "News");
        board = board_load(fuzz_folder(), NULL);
    }
    if (!board)
        g_error("there is no board");
    return board;
}

const struct keymap *fuzz_keys_usual(void)
{
    static struct keymap *keymap;

    if (!keymap)
        keymap = keymap_load("standard", NULL);
    return keymap;
}

char *fuzz_judge(gboolean taken, GError *error)
{
    char *wrong = NULL;

    if (taken && error)
        wrong = g_strdup_printf("it was taken, and yet: %s", error->message);
    else if (!taken && (!error || !*error->message))
        wrong = g_strdup("it was refused without a reason");
    else if (error && strchr(error->message, '\n'))
        wrong = g_strdup_printf("the reason is not one line: %s", error->message);
    else if (error && !g_utf8_validate(error->message, -1, NULL))
        wrong = g_strdup_printf("the reason is no text: %s", error->message);
    g_clear_error(&error);
    return wrong;
}

void fuzz_take(struct fuzz_rest *rest, void *to, size_t size)
{
    const size_t part = MIN(size, rest->size);

    memset(to, 0, size);
    if (part > 0)
        memcpy(to, rest->bytes, part);
    rest->bytes += part;
    rest->size -= part;
}

uint8_t fuzz_byte(struct fuzz_rest *rest)
{
    uint8_t byte;

    fuzz_take(rest, &byte, 1);
    return byte;
}

struct fuzz_rest fuzz_part(struct fuzz_rest *rest)
{
    static const char line[] = "\n=====\n";
    const uint8_t *end =
        rest->size > 0 ? memmem(rest->bytes, rest->size, line, sizeof(line) - 1) : NULL;
    struct fuzz_rest part = { rest->bytes, end ? (size_t)(end - rest->bytes) : rest->size };
    const size_t used = part.size + (end ? sizeof(line) - 1 : 0);

    rest->bytes += used;
    rest->size -= used;
    return part;
}
