/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/child.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/memory.h"
#include "core/base/sanitized.h"
#include "core/confine/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_FD 3

static void limit(int resource, rlim_t value)
{
    struct rlimit r = { value, value };

    setrlimit(resource, &r);
}

static void close_streams(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
}

static void enter(int fd, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    close_streams();
    if (fd != CHILD_FD)
        dup2(fd, CHILD_FD);
    close_range(CHILD_FD + 1, ~0u, 0);
    signal(SIGINT, SIG_IGN); /* the parent decides on Ctrl-C */
    signal(SIGTERM, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, LIMIT_READER_CPU_SECONDS);
    if (!SANITIZED)
        limit(RLIMIT_AS, LIMIT_READER_MEMORY);
    memory_may_fail();
}

/* Compiled once, before the first fork: the children have no files to do it with. With
 * none compiled confine_calls() fails. */
static const struct confine_filter *calls_of_readers(void)
{
    static struct confine_filter calls;
    static gsize compiled;

    if (g_once_init_enter(&compiled)) {
        (void)confine_compile(&calls, CONFINE_READER);
        g_once_init_leave(&compiled, 1);
    }
    return &calls;
}

gboolean child_seal(void)
{
    if (confine_files(NULL))
        return FALSE;
    limit(RLIMIT_NOFILE, 0);
    limit(RLIMIT_NPROC, 0);
    return confine_calls(calls_of_readers()) == 0;
}

static gboolean cannot_start(GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_BUG, "cannot start a process: %s", g_strerror(errno));
    return FALSE;
}

gboolean child_start(struct child *child, int (*run)(void *data, int fd), void *data,
                     GError **error)
{
    pid_t parent = getpid();
    int ends[2];

    (void)calls_of_readers();
    if (pipe2(ends, O_CLOEXEC) < 0)
        return cannot_start(error);
    child->pid = fork();
    if (child->pid < 0) {
        (void)cannot_start(error);
        close(ends[0]);
        close(ends[1]);
        return FALSE;
    }
    if (child->pid == 0) {
        enter(ends[1], parent);
        _exit(run(data, CHILD_FD));
    }
    close(ends[1]);
    child->fd = ends[0];
    return TRUE;
}

int child_end(struct child *child, gboolean kill_it, char **how)
{
    int status = 0;

    *how = NULL;
    close(child->fd);
    if (kill_it)
        kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    *how = g_strdup_printf("was ended by signal %d (%s)", WTERMSIG(status),
                           strsignal(WTERMSIG(status)));
    return -1;
}
