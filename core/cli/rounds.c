/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/rounds.h"

#include "core/base/error.h"
#include "core/cli/notify.h"
#include "core/cli/terminal.h"
#include "core/cli/watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct state {
    const struct rounds *rounds;
    struct watch *watch;
    struct watch_clock clock;
    sigset_t before; /* the signals that were blocked */
    int signals;     /* a signalfd */
    gboolean stopped, again;
    gboolean told; /* that not everything can be watched */
};

/* Take in the signals that came; those to stop go to the round, too. */
static void read_signals(struct state *state, pid_t child)
{
    struct signalfd_siginfo info;

    while (read(state->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
        if (info.ssi_signo == SIGHUP)
            state->again = TRUE;
        else if (info.ssi_signo != SIGCHLD)
            state->stopped = TRUE;
    }
    if (state->stopped && child > 0)
        kill(child, SIGTERM);
}

static G_GNUC_NORETURN void be_round(const struct state *state, pid_t parent)
{
    /* Whoever kills the watch means the round as well. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        exit(ERROR_STOPPED);
    signal(SIGHUP, SIG_IGN); /* asks for a round, and that is what we are */
    sigprocmask(SIG_SETMASK, &state->before, NULL);
    exit(state->rounds->round(state->rounds->data));
}

static int wait_for_round(struct state *state, pid_t child)
{
    struct pollfd wait = { .fd = state->signals, .events = POLLIN };
    int status = 0;
    pid_t ended;

    while ((ended = waitpid(child, &status, WNOHANG)) == 0) {
        poll(&wait, 1, -1);
        read_signals(state, child);
    }
    if (ended == child && WIFEXITED(status))
        return WEXITSTATUS(status);
    if (state->stopped)
        return ERROR_STOPPED;
    terminal_say(VERBOSITY_QUIET, "the round was ended by signal %d; the next one goes on with it",
                 WIFSIGNALED(status) ? WTERMSIG(status) : 0);
    return ERROR_BUG;
}

static int publish_once(struct state *state)
{
    const pid_t parent = getpid();
    pid_t child;

    state->again = FALSE;
    child = fork();
    if (child == 0)
        be_round(state, parent);
    if (child < 0) {
        terminal_say(VERBOSITY_QUIET, "no round can be started: %s", g_strerror(errno));
        return ERROR_BUG;
    }
    return wait_for_round(state, child);
}

/* Before the round reads anything: what changes while it reads calls for another round. */
static void watch_anew(struct state *state)
{
    const char *lacking;

    watch_free(state->watch);
    state->watch = watch_new(state->rounds->edition, state->rounds->without);
    lacking = watch_lacking(state->watch);
    if (lacking && !state->told)
        terminal_say(VERBOSITY_QUIET,
                     "not every folder can be watched (%s); changes there are noticed by the "
                     "round every %d minutes",
                     lacking, state->rounds->minutes);
    state->told = lacking != NULL;
}

static void notice_change(struct state *state)
{
    g_autofree char *path = watch_read(state->watch);
    g_autofree char *shown = path ? error_printable(path, -1) : NULL;

    if (!path)
        return;
    if (!state->clock.first)
        terminal_say(VERBOSITY_NORMAL, "changed: %s", shown);
    watch_clock_change(&state->clock, g_get_monotonic_time());
}

/* Until the next round is due, or all is over. */
static void wait_for_reason(struct state *state)
{
    struct pollfd wait[] = { { .fd = state->signals, .events = POLLIN },
                             { .fd = watch_fd(state->watch), .events = POLLIN } };

    watch_clock_round(&state->clock, g_get_monotonic_time());
    for (;;) {
        gint64 left;

        read_signals(state, 0);
        notice_change(state);
        left = watch_clock_due(&state->clock) - g_get_monotonic_time();
        if (state->stopped || state->again || left <= 0)
            return;
        poll(wait, G_N_ELEMENTS(wait), (int)(left / 1000 + 1));
    }
}

static int run(struct state *state)
{
    gboolean first = TRUE;

    for (;; first = FALSE) {
        int code;

        watch_anew(state);
        code = publish_once(state);
        if (state->stopped)
            return code;
        if (first) {
            terminal_say(VERBOSITY_NORMAL,
                         "watching: the next round is at a change, or in %d minutes",
                         state->rounds->minutes);
            notify_send("READY=1");
        }
        wait_for_reason(state);
        if (state->stopped)
            return 0;
    }
}

int rounds_run(const struct rounds *rounds)
{
    struct state state = { .rounds = rounds,
                           .clock = { .every = rounds->minutes * G_TIME_SPAN_MINUTE } };
    sigset_t wanted;
    int code;

    sigemptyset(&wanted);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGHUP);
    sigaddset(&wanted, SIGCHLD);
    sigprocmask(SIG_BLOCK, &wanted, &state.before);
    state.signals = signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
    if (state.signals < 0)
        return terminal_fail(g_error_new(CRIER_ERROR, ERROR_BUG, "no signals can be received: %s",
                                         g_strerror(errno)));
    code = run(&state);
    notify_send("STOPPING=1");
    watch_free(state.watch);
    close(state.signals);
    return code;
}
