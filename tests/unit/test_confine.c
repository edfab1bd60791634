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
#include <stdio.h>
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

/* ---- One folder to write in, another to read ---- */

static int read_it(const char *path)
{
    return open(path, O_RDONLY) >= 0;
}

static int list_it(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY) >= 0;
}

static int make_it(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0;
}

static int write_it(const char *path)
{
    return open(path, O_WRONLY) >= 0;
}

static int cut_it(const char *path)
{
    return open(path, O_WRONLY | O_TRUNC) >= 0;
}

static int rename_it(const char *path)
{
    g_autofree char *other = g_strconcat(path, "2", NULL);

    return rename(path, other) == 0 && rename(other, path) == 0;
}

static int remove_it(const char *path)
{
    return unlink(path) == 0;
}

static int make_folder_of_it(const char *path)
{
    return mkdir(path, 0700) == 0;
}

static int link_it(const char *path)
{
    return symlink("/etc/passwd", path) == 0;
}

static int start_it(const char *path)
{
    char *const words[] = { (char *)path, NULL };

    execv(path, words);
    return errno != EACCES;
}

static void one_folder_may_be_written(void **state)
{
    static const struct {
        int line;
        int (*try)(const char *path);
        const char *path;
        int works;
    } tries[] = {
        { __LINE__, read_it, "read/file", 1 },
        { __LINE__, list_it, "read", 1 },
        { __LINE__, make_it, "read/new", 0 },
        { __LINE__, write_it, "read/file", 0 },
        { __LINE__, cut_it, "read/file", 0 },
        { __LINE__, rename_it, "read/file", 0 },
        { __LINE__, remove_it, "read/file", 0 },
        { __LINE__, read_it, "kept/file", 1 },
        { __LINE__, list_it, "kept", 1 },
        { __LINE__, make_it, "kept/new", 1 },
        { __LINE__, write_it, "kept/file", 1 },
        { __LINE__, cut_it, "kept/file", 1 },
        { __LINE__, rename_it, "kept/file", 1 },
        { __LINE__, remove_it, "kept/file", 1 },
        { __LINE__, make_folder_of_it, "kept/a", 0 },
        { __LINE__, link_it, "kept/link", 0 },
        { __LINE__, read_it, "other/file", 0 },
        { __LINE__, write_it, "other/file", 0 },
        { __LINE__, make_it, "new", 0 },
        { __LINE__, start_it, "read/file", 0 },
        { __LINE__, start_it, "/bin/true", 0 },
    };
    static const char *const folders[] = { "read", "kept", "other" };
    const char *top = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(tries); i++) {
        g_autofree char *read = g_build_filename(top, "read", NULL);
        g_autofree char *kept = g_build_filename(top, "kept", NULL);
        g_autofree char *path = *tries[i].path == '/' ? g_strdup(tries[i].path)
                                                      : g_build_filename(top, tries[i].path, NULL);
        const char *const reads[] = { read, NULL }, *const writes[] = { kept, NULL };
        pid_t child;
        int status;

        for (size_t k = 0; k < G_N_ELEMENTS(folders); k++) {
            g_autofree char *file = g_build_filename(top, folders[k], "file", NULL);
            g_autofree char *folder = g_path_get_dirname(file);

            assert_int_equal(g_mkdir_with_parents(folder, 0755), 0);
            assert_true(g_file_set_contents(file, "data", -1, NULL));
            assert_int_equal(chmod(file, 0755), 0);
        }
        child = fork();
        assert_true(child >= 0);
        if (child == 0)
            _exit(confine_files_and(reads, writes) ? NOT_CONFINED
                  : tries[i].try(path)             ? SUCCEEDED
                                                   : REFUSED);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_at(tries[i].line, WEXITSTATUS(status), tries[i].works ? SUCCEEDED : REFUSED);
    }
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
        cmocka_unit_test(attempts_work_outside),  cmocka_unit_test(one_folder_may_be_written),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
