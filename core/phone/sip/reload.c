/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder is watched; a new manifest is read, and its clips are read ahead, in a thread of its
 * own, while calls go on. */
#include "core/phone/sip/line_private.h"

#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { SETTLE_MS = 200 };

struct reload {
    struct line *line;
    struct tmr settle;
    GThread *thread; /* NULL: nothing is read now */
    gboolean again;  /* something changed meanwhile */
    int changes, done;
    /* The thread's own until it is joined. */
    struct board *board;
    GError *error;
    guint missing;
};

static gpointer read_board(gpointer data)
{
    struct reload *reload = data;

    reload->missing = 0;
    reload->board = board_load(reload->line->options->folder, &reload->error);
    if (reload->board)
        reload->missing = clip_shelf_warm(reload->board);
    (void)eventfd_write(reload->done, 1);
    return NULL;
}

/* The folder may have been exchanged for another of its name; the same one again is no harm. */
static void watch(struct reload *reload)
{
    (void)inotify_add_watch(reload->changes, reload->line->options->folder,
                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVE_SELF | IN_ONLYDIR);
}

void reload_now(struct reload *reload)
{
    watch(reload);
    reload->again = reload->thread != NULL;
    if (!reload->thread)
        reload->thread = g_thread_new("board", read_board, reload);
}

static void on_settled(void *arg)
{
    reload_now(arg);
}

static void on_change(int flags, void *arg)
{
    struct reload *reload = arg;
    _Alignas(struct inotify_event) char bytes[4096];
    ssize_t size = read(reload->changes, bytes, sizeof(bytes));

    (void)flags;
    for (ssize_t at = 0; at < size;) {
        const struct inotify_event *event = (const void *)(bytes + at);

        if (!event->len || strcmp(event->name, "manifest.json") == 0)
            tmr_start(&reload->settle, SETTLE_MS, on_settled, reload);
        at += (ssize_t)(sizeof(*event) + event->len);
    }
}

static void take(struct reload *reload)
{
    struct line *line = reload->line;
    struct board *board = g_steal_pointer(&reload->board);

    if (!board) {
        log_say("the edition cannot be read, callers hear the one before: %s",
                reload->error->message);
        g_clear_error(&reload->error);
        return;
    }
    if (reload->missing)
        log_say("%u clips of the edition are missing", reload->missing);
    board_unref(line->board);
    line->board = board;
    legs_offer(line, board);
    log_say("a newer edition is taken up");
}

static void on_done(int flags, void *arg)
{
    struct reload *reload = arg;
    eventfd_t count;

    (void)flags;
    (void)eventfd_read(reload->done, &count);
    if (!reload->thread)
        return;
    g_thread_join(g_steal_pointer(&reload->thread));
    take(reload);
    if (reload->again)
        reload_now(reload);
}

struct reload *reload_new(struct line *line)
{
    struct reload *reload = g_new0(struct reload, 1);

    reload->line = line;
    tmr_init(&reload->settle);
    reload->changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    reload->done = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    watch(reload);
    (void)fd_listen(reload->changes, FD_READ, on_change, reload);
    (void)fd_listen(reload->done, FD_READ, on_done, reload);
    return reload;
}

void reload_free(struct reload *reload)
{
    if (!reload)
        return;
    tmr_cancel(&reload->settle);
    if (reload->thread)
        g_thread_join(reload->thread);
    if (reload->board)
        board_unref(reload->board);
    g_clear_error(&reload->error);
    fd_close(reload->changes);
    fd_close(reload->done);
    close(reload->changes);
    close(reload->done);
    g_free(reload);
}
