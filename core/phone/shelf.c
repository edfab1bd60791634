/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/shelf.h"

#include "core/base/beneath.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct clip_shelf {
    GHashTable *clips; /* path → clip */
    GQueue unused;     /* the one unused for longest first */
    gsize most, bytes; /* of those unused */
};

static int open_clip(const char *folder, const char *file, gsize *size)
{
    int root = beneath_is_safe(file) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    int fd = root >= 0 ? beneath_open(root, file) : -1;
    struct stat st;

    if (root >= 0)
        close(root);
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0) {
        *size = (gsize)st.st_size;
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

static struct clip *map_clip(const char *folder, const char *file)
{
    gsize size = 0;
    int fd = open_clip(folder, file, &size);
    struct clip *clip;
    void *bytes;

    if (fd < 0)
        return NULL;
    bytes = mmap(NULL, size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED)
        return NULL;
    /* Kept in memory where that is allowed; a packet must not wait for a disk. */
    (void)mlock(bytes, size);
    clip = g_new0(struct clip, 1);
    clip->bytes = bytes;
    clip->size = size;
    clip->link.data = clip;
    return clip;
}

static void drop_clip(gpointer data)
{
    struct clip *clip = data;

    munmap((void *)(gsize)clip->bytes, clip->size);
    g_free(clip->path);
    g_free(clip);
}

struct clip_shelf *clip_shelf_new(gsize most)
{
    struct clip_shelf *shelf = g_new0(struct clip_shelf, 1);

    shelf->clips = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, drop_clip);
    shelf->most = most;
    return shelf;
}

void clip_shelf_free(struct clip_shelf *shelf)
{
    if (!shelf)
        return;
    g_hash_table_unref(shelf->clips);
    g_free(shelf);
}

guint clip_shelf_count(const struct clip_shelf *shelf)
{
    return g_hash_table_size(shelf->clips);
}

struct clip *clip_shelf_take(struct clip_shelf *shelf, const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    struct clip *clip = g_hash_table_lookup(shelf->clips, path);

    if (clip && !clip->users) {
        g_queue_unlink(&shelf->unused, &clip->link);
        shelf->bytes -= clip->size;
    }
    if (!clip && (clip = map_clip(folder, file))) {
        clip->path = g_steal_pointer(&path);
        g_hash_table_insert(shelf->clips, clip->path, clip);
    }
    if (clip)
        clip->users++;
    return clip;
}

void clip_shelf_return(struct clip_shelf *shelf, struct clip *clip)
{
    if (!clip || --clip->users)
        return;
    g_queue_push_tail_link(&shelf->unused, &clip->link);
    shelf->bytes += clip->size;
    while (shelf->bytes > shelf->most) {
        struct clip *oldest = g_queue_pop_head_link(&shelf->unused)->data;

        shelf->bytes -= oldest->size;
        g_hash_table_remove(shelf->clips, oldest->path);
    }
}

guint clip_shelf_warm(const struct board *board)
{
    guint missing = 0;

    for (uint32_t i = 0; i < board->clip_count; i++) {
        gsize size = 0;
        int fd = open_clip(board->folder, board->clips[i].file, &size);

        if (fd < 0) {
            missing++;
            continue;
        }
        (void)readahead(fd, 0, size);
        close(fd);
    }
    return missing;
}
