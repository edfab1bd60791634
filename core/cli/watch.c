/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/watch.h"

#include "core/edition/edition_file.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#define DEPTH_MOST 32
#define EVENTS                                                                                     \
    (IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM |              \
     IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_EXCL_UNLINK)

enum shape { SHAPE_FILE, SHAPE_GLOB, SHAPE_TREE };

struct thing {
    enum shape shape;
    char *where; /* absolute */
    char *base;  /* the folder in which it is looked for */
    guint depth; /* of folders below the base that count */
};

struct watch {
    int fd;
    GHashTable *folders; /* watch descriptor to path */
    GArray *things;
    char **without;
    int lacking; /* an errno */
};

/* ---- When ---- */

void watch_clock_round(struct watch_clock *clock, gint64 now)
{
    clock->round = now;
    clock->first = clock->latest = 0;
}

void watch_clock_change(struct watch_clock *clock, gint64 now)
{
    if (!clock->first)
        clock->first = now;
    clock->latest = now;
}

gint64 watch_clock_due(const struct watch_clock *clock)
{
    const gint64 usual = clock->round + clock->every;

    if (!clock->first)
        return usual;
    return MIN(usual, MIN(clock->latest + WATCH_QUIET, clock->first + WATCH_WAIT_MOST));
}

/* ---- Which paths count ---- */

static gboolean lies_below(const char *path, const char *folder)
{
    const size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 &&
           (path[length] == '/' || (length > 0 && folder[length - 1] == '/'));
}

static gboolean is_or_below(const char *path, const char *folder)
{
    return strcmp(path, folder) == 0 || lies_below(path, folder);
}

static gboolean is_ours(const struct watch *watch, const char *path)
{
    for (char **folder = watch->without; *folder; folder++)
        if (is_or_below(path, *folder))
            return TRUE;
    return FALSE;
}

static gboolean is_part(const struct thing *thing, const char *path, gboolean folder)
{
    /* A folder above that comes or goes takes all in it along. */
    if (strcmp(path, thing->where) == 0 || (folder && is_or_below(thing->base, path)))
        return TRUE;
    switch (thing->shape) {
    case SHAPE_TREE:
        return lies_below(path, thing->where) && !strstr(path + strlen(thing->where), "/.");
    case SHAPE_GLOB:
        return fnmatch(thing->where, path, FNM_PATHNAME | FNM_PERIOD) == 0 ||
               (folder && thing->depth > 0 && lies_below(path, thing->base));
    default:
        return FALSE;
    }
}

static gboolean counts(const struct watch *watch, const char *path, gboolean folder)
{
    if (is_ours(watch, path))
        return FALSE;
    for (guint i = 0; i < watch->things->len; i++)
        if (is_part(&g_array_index(watch->things, struct thing, i), path, folder))
            return TRUE;
    return FALSE;
}

/* ---- Watching folders ---- */

static gboolean add_folder(struct watch *watch, const char *path)
{
    const int number = inotify_add_watch(watch->fd, path, EVENTS | IN_ONLYDIR);

    if (number < 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            watch->lacking = errno;
        return FALSE;
    }
    g_hash_table_insert(watch->folders, GINT_TO_POINTER(number), g_strdup(path));
    return TRUE;
}

static void add_tree(struct watch *watch, const char *path, guint depth)
{
    g_autoptr(GDir) dir = NULL;
    const char *name;

    if (is_ours(watch, path) || !add_folder(watch, path) || depth == 0)
        return;
    dir = g_dir_open(path, 0, NULL);
    while (dir && watch->lacking != ENOSPC && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        if (name[0] != '.' && !g_file_test(below, G_FILE_TEST_IS_SYMLINK) &&
            g_file_test(below, G_FILE_TEST_IS_DIR))
            add_tree(watch, below, depth - 1);
    }
}

/* What is not there yet is seen to come in the nearest folder that is. */
static void add_nearest(struct watch *watch, const char *path)
{
    g_autofree char *folder = g_strdup(path);

    while (!add_folder(watch, folder) && strlen(folder) > 1) {
        char *above = g_path_get_dirname(folder);

        g_free(folder);
        folder = above;
    }
}

static void add_thing(struct watch *watch, enum shape shape, const char *where)
{
    const size_t plain = strcspn(where, "*?[\\");
    struct thing thing = { .shape = shape, .where = g_strdup(where) };

    if (!where[plain] && shape == SHAPE_GLOB)
        thing.shape = SHAPE_FILE;
    if (thing.shape == SHAPE_GLOB) {
        g_autofree char *before = g_strndup(where, plain);

        thing.base = strchr(before, '/') ? g_path_get_dirname(before) : g_strdup("/");
        for (const char *at = where + plain; *at; at++)
            thing.depth += *at == '/';
        thing.depth = MIN(thing.depth, DEPTH_MOST);
    } else if (thing.shape == SHAPE_TREE) {
        thing.base = g_strdup(where);
        thing.depth = DEPTH_MOST;
    } else {
        thing.base = g_path_get_dirname(where);
    }
    g_array_append_val(watch->things, thing);
    add_nearest(watch, thing.base);
    if (thing.depth > 0)
        add_tree(watch, thing.base, thing.depth);
}

/* ---- What an edition names ---- */

static void add_source(struct watch *watch, const struct edition_source *source)
{
    static const enum shape shapes[] = { [SOURCE_FILES] = SHAPE_GLOB,
                                         [SOURCE_FOLDER] = SHAPE_TREE,
                                         [SOURCE_FEED] = SHAPE_FILE,
                                         [SOURCE_PAGE] = SHAPE_FILE };

    if (g_path_is_absolute(source->where))
        add_thing(watch, shapes[source->kind], source->where);
}

static void add_files(struct watch *watch, char **paths)
{
    for (; paths && *paths; paths++)
        if (g_path_is_absolute(*paths))
            add_thing(watch, SHAPE_FILE, *paths);
}

static void add_edition(struct watch *watch, const char *path)
{
    const struct edition_context context = { .now = (int64_t)time(NULL) };
    struct edition_file *edition = edition_file_load(path, &context, NULL);
    g_auto(GStrv) profiles = NULL;

    if (!edition)
        return; /* the round says what is wrong with it */
    for (guint i = 0; i < edition->sources->len; i++)
        add_source(watch, &g_array_index(edition->sources, struct edition_source, i));
    profiles = g_strsplit(edition->profile ? edition->profile : "", ",", -1);
    add_files(watch, profiles);
    add_files(watch, edition->lexicons);
    add_files(watch, (char *[]){ edition->cover, NULL });
    edition_file_free(edition);
}

static void thing_clear(void *data)
{
    struct thing *thing = data;

    g_free(thing->where);
    g_free(thing->base);
}

struct watch *watch_new(const char *path, const char *const *without)
{
    struct watch *watch = g_new0(struct watch, 1);

    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch->lacking = watch->fd < 0 ? errno : 0;
    watch->folders = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    watch->things = g_array_new(FALSE, FALSE, sizeof(struct thing));
    g_array_set_clear_func(watch->things, thing_clear);
    watch->without = g_strdupv((char **)without);
    if (watch->fd >= 0) {
        add_thing(watch, SHAPE_FILE, path);
        add_edition(watch, path);
    }
    return watch;
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    if (watch->fd >= 0)
        close(watch->fd);
    g_hash_table_destroy(watch->folders);
    g_array_free(watch->things, TRUE);
    g_strfreev(watch->without);
    g_free(watch);
}

int watch_fd(const struct watch *watch)
{
    return watch->fd;
}

const char *watch_lacking(const struct watch *watch)
{
    return watch->lacking ? g_strerror(watch->lacking) : NULL;
}

/* ---- What happened ---- */

static char *changed(const struct watch *watch, const struct inotify_event *event)
{
    const char *folder = g_hash_table_lookup(watch->folders, GINT_TO_POINTER(event->wd));
    const gboolean itself = (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0;
    char *path;

    if (event->mask & IN_Q_OVERFLOW)
        return g_strdup("more than could be followed");
    if (!folder || (event->len == 0 && !itself))
        return NULL;
    path = event->len ? g_build_filename(folder, event->name, NULL) : g_strdup(folder);
    if (counts(watch, path, itself || (event->mask & IN_ISDIR)))
        return path;
    g_free(path);
    return NULL;
}

char *watch_read(struct watch *watch)
{
    union {
        char bytes[64 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
        struct inotify_event first;
    } events;
    char *path = NULL;
    ssize_t size;

    while (watch->fd >= 0 && (size = read(watch->fd, events.bytes, sizeof(events.bytes))) > 0) {
        for (const char *at = events.bytes; at < events.bytes + size;) {
            const struct inotify_event *event = (const void *)at;

            if (!path)
                path = changed(watch, event);
            at += sizeof(*event) + event->len;
        }
    }
    return path;
}
