/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The warm parent at work: it never speaks itself, it forks. What waits, waits
 * here and not in the core, so that a free place is filled at once.
 */
#include "core/synthesis/worker/worker.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NANOSECONDS   INT64_C(1000000000)
/* How often, at ten a second, a refused fork is tried again when nothing runs. */
#define FORK_PATIENCE 50

struct child {
    pid_t pid; /* 0: free place */
    uint32_t slot;
    uint64_t serial;
    int64_t deadline;
    int killed;
};

struct pool {
    const struct message_config *config;
    const struct confine_filter *calls;
    pid_t self;
    struct child children[VOICE_JOBS_MAX];
    uint32_t running;
    struct message_speak queue[VOICE_SLOTS_MAX]; /* a ring */
    uint32_t first, waiting;
    int refused;
};

static int64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * NANOSECONDS + t.tv_nsec;
}

/* The core is gone, or we must go: nobody may go on speaking. */
static _Noreturn void leave(struct pool *pool)
{
    for (uint32_t i = 0; i < pool->config->jobs; i++)
        if (pool->children[i].pid)
            kill(pool->children[i].pid, SIGKILL);
    for (uint32_t i = 0; i < pool->config->jobs; i++)
        if (pool->children[i].pid)
            while (waitpid(pool->children[i].pid, NULL, 0) < 0 && errno == EINTR)
                ;
    _exit(0);
}

static _Noreturn void be_child(const struct pool *pool, const struct message_speak *speak)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != pool->self)
        _exit(1); /* the parent died before the line above */
    speak_slot(pool->config, pool->calls, speak->slot, speak->serial);
}

static struct child *free_place(struct pool *pool)
{
    for (uint32_t i = 0; i < pool->config->jobs; i++)
        if (!pool->children[i].pid)
            return &pool->children[i];
    return NULL;
}

static int start_next(struct pool *pool)
{
    struct message_speak *speak = &pool->queue[pool->first];
    struct child *child = free_place(pool);
    pid_t pid;

    if (!pool->waiting || !child)
        return 0;
    pid = fork();
    if (pid == 0)
        be_child(pool, speak);
    if (pid < 0) {
        if (!pool->running && ++pool->refused > FORK_PATIENCE)
            packet_fail(FAILURE_SYSTEM, "no process can be started: %s", strerror(errno));
        return 0;
    }
    *child = (struct child){ pid, speak->slot, speak->serial,
                             now() + pool->config->deadline_ms * (NANOSECONDS / 1000), 0 };
    pool->refused = 0;
    pool->running++;
    pool->first = (pool->first + 1) % VOICE_SLOTS_MAX;
    pool->waiting--;
    return 1;
}

static void report(const struct child *child, int status)
{
    struct message_done done = { MESSAGE_DONE, child->slot, child->serial, DONE_CRASHED, 0 };

    if (WIFSIGNALED(status))
        done.signal = (uint32_t)WTERMSIG(status);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        done.outcome = DONE_WELL;
    else if (child->killed || done.signal == SIGXCPU)
        done.outcome = DONE_HUNG;
    packet_send(&done, sizeof done);
}

/* The place is filled again before the core hears of it: it is the engine that
 * must not wait. */
static void reap(struct pool *pool)
{
    for (uint32_t i = 0; i < pool->config->jobs; i++) {
        struct child ended = pool->children[i];
        int status;

        if (!ended.pid || waitpid(ended.pid, &status, WNOHANG) != ended.pid)
            continue;
        pool->children[i].pid = 0;
        pool->running--;
        start_next(pool);
        report(&ended, status);
    }
}

/* Milliseconds to the next deadline, -1 without any. Kills what is past its own. */
static int mind_deadlines(struct pool *pool)
{
    int64_t time = now(), next = INT64_MAX;

    for (uint32_t i = 0; i < pool->config->jobs; i++) {
        struct child *child = &pool->children[i];

        if (!child->pid || child->killed)
            continue;
        if (child->deadline <= time) {
            kill(child->pid, SIGKILL);
            child->killed = 1;
        } else if (child->deadline < next) {
            next = child->deadline;
        }
    }
    if (pool->waiting && pool->running < pool->config->jobs)
        return 100; /* a fork was refused */
    return next == INT64_MAX ? -1 : (int)((next - time) / (NANOSECONDS / 1000)) + 1;
}

/* Take every packet that is there. */
static void take_requests(struct pool *pool)
{
    struct message_speak speak;

    for (;;) {
        ssize_t got = recv(VOICE_SOCKET, &speak, sizeof speak, MSG_DONTWAIT);

        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got != sizeof speak || speak.type != MESSAGE_SPEAK ||
            speak.slot >= pool->config->slots || pool->waiting == VOICE_SLOTS_MAX)
            leave(pool);
        pool->queue[(pool->first + pool->waiting++) % VOICE_SLOTS_MAX] = speak;
        start_next(pool);
    }
}

static int watch_children(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

void pool_serve(const struct message_config *config, const struct confine_filter *calls)
{
    struct pool pool = { .config = config, .calls = calls, .self = getpid() };
    struct pollfd polled[2] = { { .fd = VOICE_SOCKET, .events = POLLIN },
                                { .fd = watch_children(), .events = POLLIN } };
    struct signalfd_siginfo info;

    if (polled[1].fd < 0)
        packet_fail(FAILURE_SYSTEM, "no signal descriptor: %s", strerror(errno));
    for (;;) {
        if (poll(polled, 2, mind_deadlines(&pool)) < 0 && errno != EINTR)
            leave(&pool);
        if (polled[1].revents && read(polled[1].fd, &info, sizeof info) > 0)
            reap(&pool);
        if (polled[0].revents)
            take_requests(&pool);
        start_next(&pool);
    }
}
