/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of calls, and how they become a filter. */
#include "core/confine/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define CALL(name) SCMP_SYS(name)
#define END        (-1) /* calls that an architecture lacks have other numbers below zero */

/* What any computation needs, and what tells it nothing but of itself. */
static const int harmless[] = {
    CALL(read),
    CALL(readv),
    CALL(write),
    CALL(writev),
    CALL(close),
    CALL(lseek),
    CALL(fstat),
    CALL(brk),
    CALL(munmap),
    CALL(madvise),
    CALL(futex),
    CALL(getrandom),
    CALL(clock_gettime),
    CALL(gettimeofday),
    CALL(clock_getres),
    CALL(time),
    CALL(restart_syscall),
    CALL(rt_sigreturn),
    CALL(rt_sigprocmask),
    CALL(rt_sigaction),
    CALL(sigaltstack),
    CALL(sched_yield),
    CALL(nanosleep),
    CALL(clock_nanosleep),
    CALL(pause),
    CALL(getpid),
    CALL(gettid),
    CALL(getuid),
    CALL(geteuid),
    CALL(getgid),
    CALL(getegid),
    CALL(exit),
    CALL(exit_group),
    END,
};

/* What libraries ask for in passing and do without: a refusal keeps them going, where an end
 * would lose an article. */
static const struct refused {
    int call;
    int with;
} refused[] = {
    { CALL(open), EACCES },
    { CALL(openat), EACCES },
    { CALL(openat2), EACCES },
    { CALL(creat), EACCES },
    { CALL(stat), EACCES },
    { CALL(lstat), EACCES },
    { CALL(newfstatat), EACCES },
    { CALL(statx), EACCES },
    { CALL(access), EACCES },
    { CALL(faccessat), EACCES },
    { CALL(faccessat2), EACCES },
    { CALL(readlink), EACCES },
    { CALL(readlinkat), EACCES },
    { CALL(getcwd), EACCES },
    { CALL(fcntl), EPERM },
    { CALL(ioctl), ENOTTY },
    { CALL(prctl), EPERM },
    { CALL(prlimit64), EPERM },
    { CALL(getrlimit), EPERM },
    { CALL(sysinfo), EPERM },
    { CALL(uname), EPERM },
    { CALL(getrusage), EPERM },
    { CALL(kill), EPERM },
    { CALL(tkill), EPERM },
    { CALL(sched_getaffinity), EPERM },
    { END, 0 },
};

/* The engine opens dictionaries while it speaks, and dies when it cannot. */
static const int files_by_name[] = { CALL(newfstatat), CALL(stat),       CALL(access),
                                     CALL(faccessat),  CALL(faccessat2), END };

/* Who looks at a folder lists it and opens what is in it; Landlock says what that is. */
static const int folders[] = { CALL(getdents64), CALL(openat2),   CALL(dup),  CALL(fcntl),
                               CALL(fstatfs),    CALL(fadvise64), CALL(poll), END };

/* A file without a name asks for a folder too, which may be opened. */
#define WRITES (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (__O_TMPFILE & ~O_DIRECTORY))

static int is_among(const int *calls, int call)
{
    while (*calls != END && *calls != call)
        calls++;
    return *calls == call;
}

/* A process may end itself with a signal of its choice, as abort() does, and no other one. */
static int signal_rules(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, CONFINE_SELF)) |
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), CALL(tgkill), 1,
                            SCMP_A0(SCMP_CMP_NE, CONFINE_SELF));
}

/* Memory: never code, and no more of a file than what is there. */
static int memory_rules(scmp_filter_ctx filter, enum confine_list list)
{
    const uint32_t no = SCMP_ACT_ERRNO(EACCES);
    int failed = 0;

    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(mmap), 2,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                               SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    failed |= seccomp_rule_add(filter, no, CALL(mmap), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(mprotect), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    failed |= seccomp_rule_add(filter, no, CALL(mprotect), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    /* A voice shares one slot of a file with the core; grown, it would show the next ones. */
    failed |= seccomp_rule_add(
        filter, list == CONFINE_VOICE ? SCMP_ACT_ERRNO(ENOMEM) : SCMP_ACT_ALLOW, CALL(mremap), 0);
    return failed;
}

static int file_rules(scmp_filter_ctx filter)
{
    int failed = 0;

    for (const int *call = files_by_name; *call != END; call++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, *call, 0);
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(openat), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, WRITES, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, CALL(open), 1,
                               SCMP_A1(SCMP_CMP_MASKED_EQ, WRITES, 0));
    return failed;
}

static int allow(scmp_filter_ctx filter, const int *calls)
{
    int failed = 0;

    for (; *calls != END; calls++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, *calls, 0);
    return failed;
}

/* Has the list a rule of its own for this call? */
static int is_ruled(enum confine_list list, int call)
{
    const int opens[] = { CALL(open), CALL(openat), END };

    return (list != CONFINE_READER && (is_among(files_by_name, call) || is_among(opens, call))) ||
           (list == CONFINE_LOOKER && is_among(folders, call));
}

static int add_rules(scmp_filter_ctx filter, enum confine_list list)
{
    int failed = memory_rules(filter, list) | signal_rules(filter) | allow(filter, harmless);

    if (list != CONFINE_READER)
        failed |= file_rules(filter);
    if (list == CONFINE_LOOKER)
        failed |= allow(filter, folders);
    for (const struct refused *no = refused; no->call != END; no++)
        if (!is_ruled(list, no->call))
            failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint16_t)no->with), no->call, 0);
    return failed;
}

/* What libseccomp writes into a file, as memory. */
static int take_rules(struct confine_filter *out, int fd)
{
    const off_t size = lseek(fd, 0, SEEK_END);

    if (size <= 0 || (size_t)size / sizeof(*out->rules) > USHRT_MAX)
        return EINVAL;
    out->rules = malloc((size_t)size);
    if (!out->rules)
        return ENOMEM;
    if (pread(fd, out->rules, (size_t)size, 0) != size) {
        confine_clear(out);
        return EIO;
    }
    out->count = (unsigned short)((size_t)size / sizeof(*out->rules));
    return 0;
}

int confine_compile(struct confine_filter *out, enum confine_list list)
{
    scmp_filter_ctx filter;
    int failed, fd;

    if (confine_is_waived())
        return 0;
    filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    fd = memfd_create("calls", MFD_CLOEXEC);
    failed = !filter || fd < 0 ? ENOMEM : 0;
    if (!failed)
        seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (!failed && (add_rules(filter, list) || seccomp_export_bpf(filter, fd)))
        failed = EINVAL;
    if (!failed)
        failed = take_rules(out, fd);
    if (fd >= 0)
        close(fd);
    if (filter)
        seccomp_release(filter);
    return failed;
}
