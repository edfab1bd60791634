/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/start.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

/* Our descriptors are moved above all numbers that a program is given, so that none of them is
 * overwritten by another one. */
#define GIFTS_MOST 8
#define ABOVE_ALL  16

extern char **environ;

static int set_signals(posix_spawnattr_t *how)
{
    sigset_t none, usual;
    int failed;

    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    failed = posix_spawnattr_setsigmask(how, &none);
    if (!failed)
        failed = posix_spawnattr_setsigdefault(how, &usual);
    return failed ? failed
                  : posix_spawnattr_setflags(how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int place_gifts(posix_spawn_file_actions_t *actions, const int moved[],
                       const struct start_gift *gifts, unsigned count)
{
    int last = STDERR_FILENO, failed;

    failed = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (unsigned i = 0; !failed && i < count; i++) {
        failed = posix_spawn_file_actions_adddup2(actions, moved[i], gifts[i].theirs);
        last = gifts[i].theirs > last ? gifts[i].theirs : last;
    }
    return failed ? failed : posix_spawn_file_actions_addclosefrom_np(actions, last + 1);
}

static int spawn(pid_t *pid, const char *path, const char *const words[],
                 const posix_spawn_file_actions_t *actions)
{
    posix_spawnattr_t how;
    int failed = posix_spawnattr_init(&how);

    if (failed)
        return failed;
    failed = set_signals(&how);
    if (!failed)
        failed = posix_spawn(pid, path, actions, &how, (char *const *)words, environ);
    posix_spawnattr_destroy(&how);
    return failed;
}

int start_program(pid_t *pid, const char *path, const char *const words[],
                  const struct start_gift *gifts, unsigned count)
{
    posix_spawn_file_actions_t actions;
    int moved[GIFTS_MOST] = { 0 };
    unsigned ready = 0;
    int failed = count > GIFTS_MOST ? E2BIG : 0;

    for (; !failed && ready < count; ready++) {
        moved[ready] = fcntl(gifts[ready].ours, F_DUPFD_CLOEXEC, ABOVE_ALL);
        if (moved[ready] < 0) {
            failed = errno;
            break;
        }
    }
    if (!failed)
        failed = posix_spawn_file_actions_init(&actions);
    if (!failed) {
        failed = place_gifts(&actions, moved, gifts, count);
        if (!failed)
            failed = spawn(pid, path, words, &actions);
        posix_spawn_file_actions_destroy(&actions);
    }
    while (ready > 0)
        close(moved[--ready]);
    return failed;
}
