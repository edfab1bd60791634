/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/agi.h"

#include "core/base/error.h"
#include "core/phone/agi_call.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { MOST_CALLS = 200, LONGEST_MINUTES = 60, LOOK_MS = 2000, SEND_SECONDS = 10 };

/* Which file the manifest was. */
struct manifest_mark {
    dev_t device;
    ino_t file;
    struct timespec changed;
};

struct server {
    const struct agi_options *options;
    struct peers *own_peers;
    int listener, signals;
    gint stopping;
    struct manifest_mark mark;

    GMutex lock; /* of what follows */
    GCond less;  /* a call ended */
    struct board *board;
    guint number;    /* of the board, from 1 */
    GArray *sockets; /* of running calls */

    GMutex outer; /* of words */
};

struct thread_call {
    struct server *server;
    int socket;
};

static void say(struct server *server, const char *line)
{
    if (!server->options->say)
        return;
    g_mutex_lock(&server->outer);
    server->options->say(server->options->data, line);
    g_mutex_unlock(&server->outer);
}

/* ---- The board ---- */

static struct manifest_mark look(const struct server *server)
{
    g_autofree char *path = g_build_filename(server->options->folder, "manifest.json", NULL);
    struct manifest_mark mark = { 0 };
    struct stat status;

    if (stat(path, &status) == 0) {
        mark.device = status.st_dev;
        mark.file = status.st_ino;
        mark.changed = status.st_mtim;
    }
    return mark;
}

static gboolean same(const struct manifest_mark *a, const struct manifest_mark *b)
{
    return a->device == b->device && a->file == b->file && a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

static gboolean load(struct server *server, GError **error)
{
    struct board *board, *before;

    server->mark = look(server);
    board = board_load(server->options->folder, error);
    if (!board)
        return FALSE;
    g_mutex_lock(&server->lock);
    before = server->board;
    server->board = board;
    server->number++;
    g_mutex_unlock(&server->lock);
    if (before)
        board_unref(before);
    return TRUE;
}

static void load_changed(struct server *server)
{
    g_autoptr(GError) error = NULL;
    const struct manifest_mark mark = look(server);

    if (same(&mark, &server->mark))
        return;
    if (load(server, &error)) {
        say(server, "a newer edition is taken up");
    } else {
        g_autofree char *line = g_strdup_printf(
            "the edition cannot be read, callers hear the one before: %s", error->message);

        say(server, line);
    }
}

static struct board *newer(void *data, guint *seen)
{
    struct server *server = data;
    struct board *board = NULL;

    g_mutex_lock(&server->lock);
    if (server->number != *seen) {
        board = board_ref(server->board);
        *seen = server->number;
    }
    g_mutex_unlock(&server->lock);
    return board;
}

/* ---- Calls ---- */

static void forget_socket(struct server *server, int fd)
{
    g_mutex_lock(&server->lock);
    for (guint i = 0; i < server->sockets->len; i++)
        if (g_array_index(server->sockets, int, i) == fd) {
            g_array_remove_index_fast(server->sockets, i);
            break;
        }
    (void)close(fd);
    g_cond_signal(&server->less);
    g_mutex_unlock(&server->lock);
}

static gpointer carry(gpointer data)
{
    g_autofree struct thread_call *thread = data;
    struct server *server = thread->server;
    const struct agi_options *options = server->options;
    struct agi_call_setup setup = {
        .socket = thread->socket,
        .service = options->service,
        .audio_folder = options->audio_folder ? options->audio_folder : options->folder,
        .longest = options->longest ? options->longest : LONGEST_MINUTES,
        .newer = newer,
        .stopping = &server->stopping,
        .data = server,
    };

    setup.board = newer(server, &setup.seen);
    if (!agi_call_run(&setup))
        say(server, "somebody connected who does not speak AGI");
    board_unref(setup.board);
    forget_socket(server, thread->socket);
    return NULL;
}

/* FALSE: there are as many calls as there may be, or no thread. */
static gboolean begin(struct server *server, int fd)
{
    const guint most = server->options->most_calls ? server->options->most_calls : MOST_CALLS;
    const struct timeval patience = { .tv_sec = SEND_SECONDS };
    struct thread_call *call;
    GThread *thread;
    gboolean room;

    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    g_mutex_lock(&server->lock);
    room = server->sockets->len < most;
    if (room)
        g_array_append_val(server->sockets, fd);
    g_mutex_unlock(&server->lock);
    if (!room) {
        (void)close(fd);
        return FALSE;
    }
    call = g_new(struct thread_call, 1);
    *call = (struct thread_call){ .server = server, .socket = fd };
    thread = g_thread_try_new("agi-call", carry, call, NULL);
    if (!thread) {
        g_free(call);
        forget_socket(server, fd);
        return FALSE;
    }
    g_thread_unref(thread);
    return TRUE;
}

static void answer(struct server *server)
{
    const struct peers *peers = server->options->peers ? server->options->peers : server->own_peers;
    struct sockaddr_storage address = { 0 };
    socklen_t size = sizeof(address);
    int fd = accept4(server->listener, (struct sockaddr *)&address, &size, SOCK_CLOEXEC);

    if (fd < 0) {
        /* No descriptor is left: some call will end. */
        if (errno == EMFILE || errno == ENFILE)
            g_usleep(100 * 1000);
        return;
    }
    if (!peers_allow(peers, (const struct sockaddr *)&address)) {
        (void)close(fd);
        counters_add(server->options->service->counters, COUNT_REFUSED_STRANGER);
        say(server, "a connection from an address that is not allowed");
        return;
    }
    load_changed(server);
    if (begin(server, fd))
        return;
    counters_add(server->options->service->counters, COUNT_REFUSED_FULL);
    say(server, "a call is turned away: there are too many");
}

static void end_all(struct server *server)
{
    g_atomic_int_set(&server->stopping, 1);
    g_mutex_lock(&server->lock);
    for (guint i = 0; i < server->sockets->len; i++)
        (void)shutdown(g_array_index(server->sockets, int, i), SHUT_RDWR);
    while (server->sockets->len > 0)
        g_cond_wait(&server->less, &server->lock);
    g_mutex_unlock(&server->lock);
}

/* ---- The server ---- */

/* "127.0.0.1:4573" or "[::1]:4573". */
static gboolean split(const char *listen, char **host, char **port)
{
    const char *colon = strrchr(listen, ':');
    guint64 number;

    if (!colon || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &number, NULL))
        return FALSE;
    if (*listen == '[' && colon > listen + 1 && colon[-1] == ']')
        *host = g_strndup(listen + 1, (gsize)(colon - listen - 2));
    else
        *host = g_strndup(listen, (gsize)(colon - listen));
    *port = g_strdup(colon + 1);
    return **host != '\0';
}

static int open_listener(const struct addrinfo *address)
{
    const int yes = 1;
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0)
        return fd;
    const int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

static gboolean start_listening(struct server *server, GError **error)
{
    const char *where = server->options->listen ? server->options->listen : "127.0.0.1:4573";
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE };
    g_autofree char *shown = error_printable(where, -1), *host = NULL, *port = NULL;
    struct addrinfo *found = NULL;

    if (!split(where, &host, &port) || getaddrinfo(host, port, &hints, &found) != 0) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "%s: no address and port; write it as 127.0.0.1:4573", shown);
        return FALSE;
    }
    server->listener = open_listener(found);
    if (server->listener < 0)
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "%s: cannot listen there: %s", shown,
                    g_strerror(errno));
    freeaddrinfo(found);
    return server->listener >= 0;
}

static void tell_port(struct server *server)
{
    struct sockaddr_storage address = { 0 };
    socklen_t size = sizeof(address);
    char port[NI_MAXSERV];

    if (server->options->listening &&
        getsockname(server->listener, (struct sockaddr *)&address, &size) == 0 &&
        getnameinfo((struct sockaddr *)&address, size, NULL, 0, port, sizeof(port),
                    NI_NUMERICSERV) == 0)
        server->options->listening(server->options->data,
                                   (guint16)g_ascii_strtoull(port, NULL, 10));
}

static void answer_until_told(struct server *server)
{
    struct pollfd wait[] = { { .fd = server->listener, .events = POLLIN },
                             { .fd = server->signals, .events = POLLIN },
                             { .fd = server->options->stop, .events = POLLIN } };

    for (;;) {
        int ready = poll(wait, G_N_ELEMENTS(wait), LOOK_MS);

        if (ready < 0 && errno != EINTR)
            return;
        if (ready == 0)
            load_changed(server);
        if (ready <= 0)
            continue;
        if (wait[1].revents || wait[2].revents)
            return;
        answer(server);
    }
}

/* What told us to end is done with: it must not end the process too. */
static void take_signals(struct server *server)
{
    struct signalfd_siginfo signal;

    while (read(server->signals, &signal, sizeof(signal)) == sizeof(signal))
        continue;
}

static void server_clear(struct server *server)
{
    if (server->board)
        board_unref(server->board);
    if (server->listener >= 0)
        (void)close(server->listener);
    if (server->signals >= 0)
        (void)close(server->signals);
    peers_free(server->own_peers);
    g_array_unref(server->sockets);
    g_mutex_clear(&server->lock);
    g_mutex_clear(&server->outer);
    g_cond_clear(&server->less);
}

gboolean agi_run(const struct agi_options *options, GError **error)
{
    struct server server = { .options = options, .listener = -1, .signals = -1 };
    sigset_t signals, before;
    gboolean good;

    g_mutex_init(&server.lock);
    g_mutex_init(&server.outer);
    g_cond_init(&server.less);
    server.sockets = g_array_new(FALSE, FALSE, sizeof(int));
    server.own_peers = peers_parse("127.0.0.0/8,::1", NULL);
    good = load(&server, error) && start_listening(&server, error);
    if (good) {
        /* Calls' threads do not get them either. */
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        (void)pthread_sigmask(SIG_BLOCK, &signals, &before);
        server.signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
        tell_port(&server);
        answer_until_told(&server);
        end_all(&server);
        take_signals(&server);
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    server_clear(&server);
    return good;
}
