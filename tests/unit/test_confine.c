/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a confined process can still do: it tries, in a child of its own. */
#include "core/confine/confine.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SUCCEEDED = 100, REFUSED, NOT_CONFINED };

static const char *inside; /* a file that a voice may read */

/* ---- Attempts: not 0 when they got what they wanted ---- */

static int reads_a_password_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static int reads_proc(void)
{
    return open("/proc/self/environ", O_RDONLY) >= 0;
}

static int reads_by_another_call(void)
{
    return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", NULL, 0) >= 0;
}

static int makes_a_file(void)
{
    return open("/tmp/crier-escaped", O_WRONLY | O_CREAT, 0600) >= 0;
}

static int writes_where_it_reads(void)
{
    return open(inside, O_WRONLY) >= 0 || open(inside, O_RDWR | O_TRUNC) >= 0;
}

static int removes(void)
{
    return unlink(inside) == 0;
}

static int makes_a_folder(void)
{
    return mkdir("/tmp/crier-escaped.d", 0700) == 0;
}

static int changes_rights(void)
{
    return chmod(inside, 0777) == 0;
}

static int opens_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int opens_a_local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static int becomes_a_program(void)
{
    char *const arguments[] = { (char *)"true", NULL };

    (void)execve("/bin/true", arguments, NULL);
    return 0; /* had it worked, the exit code would be 0, which is none of ours */
}

static int forks(void)
{
    const pid_t child = fork();

    if (child == 0)
        _exit(0);
    return child > 0;
}

static void *nothing(void *data)
{
    return data;
}

static int starts_a_thread(void)
{
    pthread_t thread;

    return pthread_create(&thread, NULL, nothing, NULL) == 0;
}

static int looks_into_its_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static int reads_its_parents_memory(void)
{
    char byte;
    struct iovec here = { &byte, 1 }, there = { &byte, 1 };

    return syscall(SYS_process_vm_readv, getppid(), &here, 1, &there, 1, 0) == 1;
}

static int signals_its_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static int signals_a_thread_of_its_parent(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}

static int aborts_its_parent(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), SIGCONT) == 0;
}

static int has_executable_memory(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED;
}

static int makes_memory_executable(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static int makes_a_memory_file(void)
{
    return memfd_create("escaped", 0) >= 0;
}

static int opens_a_ring(void)
{
    char parameters[256] = { 0 };

    return syscall(SYS_io_uring_setup, 1, parameters) >= 0;
}

static int makes_a_namespace(void)
{
    return unshare(CLONE_NEWUSER) == 0;
}

static int raises_a_limit(void)
{
    const struct rlimit more = { 1024, 1024 };

    return setrlimit(RLIMIT_NOFILE, &more) == 0;
}

static int becomes_somebody(void)
{
    return setuid(65534) == 0;
}

static int asks_where_it_is(void)
{
    char path[4096];

    return getcwd(path, sizeof(path)) != NULL;
}

static int reads_inside(void)
{
    const int fd = open(inside, O_RDONLY);
    char byte;

    return fd >= 0 && read(fd, &byte, 1) == 1 && close(fd) == 0;
}

static int computes(void)
{
    char *large = malloc(8 << 20);
    struct timespec now;
    int ok;

    if (!large)
        return 0;
    large[8 << 19] = 1;
    large = realloc(large, 16 << 20);
    ok = large && large[8 << 19] == 1 && clock_gettime(CLOCK_MONOTONIC, &now) == 0;
    free(large);
    return ok;
}

#define ATTEMPT(name) __LINE__, #name, name
static const struct attempt {
    int line;
    const char *name;
    int (*try)(void);
    int reader, voice; /* does it succeed there? Who looks at folders may do what voices may. */
} attempts[] = {
    { ATTEMPT(computes), 1, 1 },
    { ATTEMPT(reads_inside), 0, 1 },
    { ATTEMPT(reads_a_password_file), 0, 0 },
    { ATTEMPT(reads_proc), 0, 0 },
    { ATTEMPT(reads_by_another_call), 0, 0 },
    { ATTEMPT(makes_a_file), 0, 0 },
    { ATTEMPT(writes_where_it_reads), 0, 0 },
    { ATTEMPT(removes), 0, 0 },
    { ATTEMPT(makes_a_folder), 0, 0 },
    { ATTEMPT(changes_rights), 0, 0 },
    { ATTEMPT(opens_a_socket), 0, 0 },
    { ATTEMPT(opens_a_local_socket), 0, 0 },
    { ATTEMPT(becomes_a_program), 0, 0 },
    { ATTEMPT(forks), 0, 0 },
    { ATTEMPT(starts_a_thread), 0, 0 },
    { ATTEMPT(looks_into_its_parent), 0, 0 },
    { ATTEMPT(reads_its_parents_memory), 0, 0 },
    { ATTEMPT(signals_its_parent), 0, 0 },
    { ATTEMPT(signals_a_thread_of_its_parent), 0, 0 },
    { ATTEMPT(aborts_its_parent), 0, 0 },
    { ATTEMPT(has_executable_memory), 0, 0 },
    { ATTEMPT(makes_memory_executable), 0, 0 },
    { ATTEMPT(makes_a_memory_file), 0, 0 },
    { ATTEMPT(opens_a_ring), 0, 0 },
    { ATTEMPT(makes_a_namespace), 0, 0 },
    { ATTEMPT(raises_a_limit), 0, 0 },
    { ATTEMPT(becomes_somebody), 0, 0 },
    { ATTEMPT(asks_where_it_is), 0, 0 },
};

/* ---- Trying ---- */

/* Which of the walls are up. */
enum walls { FILES = 1, CALLS = 2 };

static int outcome(const struct attempt *attempt, enum confine_list list, unsigned walls,
                   const char *folder)
{
    const char *const below[] = { folder, NULL };
    struct confine_filter calls = { 0 };
    pid_t child;
    int status;

    assert_int_equal(confine_compile(&calls, list), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (((walls & FILES) && confine_files(list == CONFINE_READER ? NULL : below)) ||
            ((walls & CALLS) && confine_calls(&calls)))
            _exit(NOT_CONFINED);
        _exit(attempt->try() ? SUCCEEDED : REFUSED);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    confine_clear(&calls);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        return REFUSED;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* A crash looks as it does elsewhere: abort() ends it with its own signal. */
static int aborts(void)
{
    abort();
}

static void a_crash_is_told_as_one(void **state)
{
    const struct attempt attempt = { .line = __LINE__, .name = "aborts", .try = aborts };

    assert_int_equal(outcome(&attempt, CONFINE_READER, FILES | CALLS, *state), -SIGABRT);
    assert_int_equal(outcome(&attempt, CONFINE_VOICE, FILES | CALLS, *state), -SIGABRT);
}

static int set_up(void **state)
{
    char *folder = scratch_new();
    g_autofree char *file = g_build_filename(folder, "data", NULL);

    assert_true(g_file_set_contents(file, "data", -1, NULL));
    inside = g_steal_pointer(&file);
    *state = folder;
    return 0;
}

static int tear_down(void **state)
{
    g_free((char *)inside);
    scratch_free(*state);
    return 0;
}

static void nothing_gets_out(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        const struct attempt *attempt = &attempts[i];

        assert_int_at(attempt->line, outcome(attempt, CONFINE_READER, FILES | CALLS, *state),
                      attempt->reader ? SUCCEEDED : REFUSED);
        assert_int_at(attempt->line, outcome(attempt, CONFINE_VOICE, FILES | CALLS, *state),
                      attempt->voice ? SUCCEEDED : REFUSED);
        assert_int_at(attempt->line, outcome(attempt, CONFINE_LOOKER, FILES | CALLS, *state),
                      attempt->voice ? SUCCEEDED : REFUSED);
    }
}

/* Each wall holds files by itself, should the other one fall. */
static void files_have_two_walls(void **state)
{
    static const char *const names[] = { "reads_a_password_file", "makes_a_file",
                                         "writes_where_it_reads", NULL };

    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        if (!g_strv_contains(names, attempts[i].name))
            continue;
        assert_int_at(attempts[i].line, outcome(&attempts[i], CONFINE_READER, FILES, *state),
                      REFUSED);
        assert_int_at(attempts[i].line, outcome(&attempts[i], CONFINE_READER, CALLS, *state),
                      REFUSED);
        assert_int_at(attempts[i].line, outcome(&attempts[i], CONFINE_VOICE, FILES, *state),
                      REFUSED);
    }
}

/* The attempts are worth something: without walls they succeed. */
static void attempts_work_outside(void **state)
{
    static const char *const names[] = {
        "computes",         "reads_inside",        "reads_a_password_file",
        "makes_a_file",     "opens_a_socket",      "forks",
        "starts_a_thread",  "signals_its_parent",  "makes_memory_executable",
        "asks_where_it_is", "makes_a_memory_file", NULL
    };

    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++)
        if (g_strv_contains(names, attempts[i].name))
            assert_int_at(attempts[i].line, outcome(&attempts[i], CONFINE_READER, 0, *state),
                          SUCCEEDED);
    (void)unlink("/tmp/crier-escaped");
}

static void this_kernel_has_it(void **state)
{
    struct confine_offer offer;

    (void)state;
    confine_look(&offer);
    assert_true(offer.landlock > 0);
    assert_true(offer.seccomp);
    assert_null(confine_lacks());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_kernel_has_it),     cmocka_unit_test(nothing_gets_out),
        cmocka_unit_test(a_crash_is_told_as_one), cmocka_unit_test(files_have_two_walls),
        cmocka_unit_test(attempts_work_outside),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
