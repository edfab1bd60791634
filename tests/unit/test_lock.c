/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lock that another process holds for a moment, and one that is held on. */
#include "core/base/lock.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_it(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "lock", NULL);
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    return fd;
}

/* A process that has the lock when this returns, and ends after so long. */
static pid_t holder(const char *folder, unsigned milliseconds)
{
    int ready[2];
    char byte;
    pid_t pid;

    assert_int_equal(pipe(ready), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const int failed = lock_take(open_it(folder));

        if (failed || write(ready[1], "x", 1) != 1)
            _exit(1);
        g_usleep(milliseconds * 1000ul);
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return pid;
}

static void a_free_one_is_taken(void **state)
{
    const int fd = open_it(*state);

    assert_int_equal(lock_take(fd), 0);
    close(fd);
}

static void who_ends_in_a_moment_is_waited_for(void **state)
{
    const pid_t other = holder(*state, 300);
    const int fd = open_it(*state);

    assert_int_equal(lock_take(fd), 0);
    close(fd);
    assert_int_equal(waitpid(other, NULL, 0), other);
}

static void who_holds_it_on_is_another_run(void **state)
{
    const pid_t other = holder(*state, 600000);
    const int fd = open_it(*state);

    assert_int_equal(lock_take(fd), EWOULDBLOCK);
    kill(other, SIGKILL);
    assert_int_equal(waitpid(other, NULL, 0), other);
    assert_int_equal(lock_take(fd), 0);
    close(fd);
}

static void what_is_no_file_is_told(void **state)
{
    (void)state;
    assert_int_equal(lock_take(-1), EBADF);
}

static int set_up(void **state)
{
    *state = scratch_new();
    return 0;
}

static int tear_down(void **state)
{
    scratch_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_free_one_is_taken),
        cmocka_unit_test(who_ends_in_a_moment_is_waited_for),
        cmocka_unit_test(who_holds_it_on_is_another_run),
        cmocka_unit_test(what_is_no_file_is_told),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
