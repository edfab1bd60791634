/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/source.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/source/address.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean cannot_read(const struct source *source, const char *why, GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: %s", source->display, why);
    return FALSE;
}

/* Open without being caught by a terminal, or left waiting for somebody to open the other end of
 * a pipe: an article that is a pipe nobody writes to must not hold up those behind it. */
static int open_source(const struct source *source, GError **error)
{
    struct stat st;
    int fd;

    if (strcmp(source->name, "-") == 0)
        return STDIN_FILENO;
    fd = open(source->name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        cannot_read(source, g_strerror(errno), error);
        return -1;
    }
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        cannot_read(source, "it is a folder; name the articles in it", error);
        close(fd);
        return -1;
    }
    return fd;
}

/* How much to make room for at first: the file's size where it has one. */
static uint64_t expected_size(int fd)
{
    struct stat st;

    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < (off_t)LIMIT_SOURCE)
        return (uint64_t)st.st_size + 1;
    return 64u << 10;
}

/* Only the signals that ask us to stop are caught. */
static gboolean failed_read(const struct source *source, GError **error)
{
    if (errno != EINTR)
        return cannot_read(source, g_strerror(errno), error);
    g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
    return FALSE;
}

/* Until more comes through a pipe; one that is held open and never written to must not hold up
 * the articles behind it. */
static gboolean await_more(const struct source *source, int fd, GError **error)
{
    struct pollfd wanted = { .fd = fd, .events = POLLIN };
    int ready = poll(&wanted, 1, fd == STDIN_FILENO ? -1 : LIMIT_PIPE_SILENCE * 1000);

    if (ready < 0)
        return failed_read(source, error);
    if (ready == 0)
        return cannot_read(source,
                           "it is a pipe, and nothing came through it for " G_STRINGIFY(
                               LIMIT_PIPE_SILENCE) " seconds; use standard input for a slow one",
                           error);
    return TRUE;
}

static gboolean read_all(struct source *source, int fd, GError **error)
{
    uint64_t room = expected_size(fd);

    source->bytes = g_malloc(room);
    for (;;) {
        ssize_t n;

        if (source->size == room) {
            room *= 2;
            source->bytes = g_realloc(source->bytes, room);
        }
        n = read(fd, source->bytes + source->size, room - source->size);
        if (n < 0 && errno == EAGAIN) {
            if (!await_more(source, fd, error))
                return FALSE;
            continue;
        }
        if (n < 0)
            return failed_read(source, error);
        if (n == 0)
            return TRUE;
        source->size += (uint64_t)n;
        if (source->size > LIMIT_SOURCE) {
            g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                        "cannot read %s: it is larger than %u megabytes; split it into articles",
                        source->display, LIMIT_SOURCE >> 20);
            return FALSE;
        }
    }
}

static gboolean load_file(struct source *source, GError **error)
{
    int fd = open_source(source, error);
    gboolean ok = fd >= 0 && read_all(source, fd, error);

    if (fd > STDIN_FILENO)
        close(fd);
    return ok;
}

static gboolean load_page(struct source *source, const struct fetch_options *fetch, GError **error)
{
    GError *why = NULL;
    struct page page;

    if (!fetch_page(source->name, fetch, &page, &why)) {
        if (why->code == ERROR_STOPPED) {
            g_propagate_error(error, why);
            return FALSE;
        }
        cannot_read(source, why->message, error);
        g_error_free(why);
        return FALSE;
    }
    source->bytes = g_steal_pointer(&page.bytes);
    source->size = page.size;
    source->type = g_steal_pointer(&page.type);
    source->charset = g_steal_pointer(&page.charset);
    page_clear(&page);
    return TRUE;
}

gboolean source_load(struct source *source, const char *name, const struct fetch_options *fetch,
                     GError **error)
{
    gboolean ok;

    *source = (struct source){ .name = g_strdup(name) };
    source->display =
        strcmp(name, "-") == 0 ? g_strdup("standard input") : error_printable(name, -1);
    ok = fetch && address_is_url(name) ? load_page(source, fetch, error) : load_file(source, error);
    if (ok && source->size == 0)
        ok = cannot_read(source, "it is empty", error);
    if (!ok)
        source_clear(source);
    return ok;
}

void source_clear(struct source *source)
{
    g_clear_pointer(&source->name, g_free);
    g_clear_pointer(&source->display, g_free);
    g_clear_pointer(&source->bytes, g_free);
    g_clear_pointer(&source->type, g_free);
    g_clear_pointer(&source->charset, g_free);
    source->size = 0;
}
