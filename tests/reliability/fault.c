/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded before the C library (LD_PRELOAD): makes the N-th call of a class fail, or kills the
 * process there. What it does is said in the environment:
 *
 *   CRIER_FAULT=CLASS:N:MODE   the class and number of the call (from 1), and what happens:
 *                              once       this call fails
 *                              sticky     this call and all later ones of the class fail
 *                              short      this read or write takes half of what was asked
 *                              kill       the process is killed instead of the call
 *                              killafter  the process is killed right behind the call
 *   CRIER_FAULT_LIST=FILE      count instead: FILE gets "CLASS N" for the first call of each
 *                              call site (a site is the stack of callers), in order, and
 *                              "CLASS total N" at the end
 *   CRIER_FAULT_IN=children    in forked children instead of the program itself
 *
 * Standard error is spared, as nothing can be said about it. Only crier is meant, and crier-verify
 * that it becomes; what they start runs without faults.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define EXPORT      __attribute__((visibility("default")))
#define SITES_MOST  (1u << 16) /* a power of two */
#define LISTED_MOST 20000u
#define STACK_DEPTH 24

enum fault_class { MALLOC, OPEN, READ, WRITE, FSYNC, RENAME, CLOSE, CLASSES };
enum mode { ONCE, STICKY, SHORT, KILL, KILL_AFTER, MODES };
enum verdict { PASS, FAIL, HALF, DIE_AFTER };

static const char *const class_names[CLASSES] = { "malloc", "open",   "read", "write",
                                                  "fsync",  "rename", "close" };
static const char *const mode_names[MODES] = { "once", "sticky", "short", "kill", "killafter" };
static const int class_errors[CLASSES] = { ENOMEM, EMFILE, EIO, ENOSPC, EIO, EIO, EIO };

static _Atomic int active;
static int listing;
static enum fault_class wanted;
static uint64_t wanted_number;
static enum mode mode;
static _Atomic uint64_t counts[CLASSES];
static _Atomic uint64_t sites[SITES_MOST]; /* hashes of stacks */
static struct {
    uint64_t number;
    enum fault_class class;
} listed[LISTED_MOST];
static _Atomic uint32_t listed_count;
static __thread int busy;

/* ---- Deciding ---- */

static uint64_t hash_stack(enum fault_class class)
{
    void *stack[STACK_DEPTH];
    int depth = backtrace(stack, STACK_DEPTH);
    uint64_t hash = UINT64_C(14695981039346656037) + class;

    for (int i = 2; i < depth; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)stack[i]) * UINT64_C(1099511628211);
    return hash ? hash : 1;
}

/* Is this the first call of its site? */
static int is_new_site(enum fault_class class)
{
    uint64_t hash = hash_stack(class);

    for (uint64_t i = hash, tries = 0; tries < SITES_MOST; i++, tries++) {
        uint64_t none = 0;
        _Atomic uint64_t *place = &sites[i % SITES_MOST];

        if (atomic_compare_exchange_strong(place, &none, hash))
            return 1;
        if (none == hash)
            return 0;
    }
    return 0;
}

static void note(enum fault_class class, uint64_t number)
{
    uint32_t place;

    busy = 1;
    if (is_new_site(class) && (place = atomic_fetch_add(&listed_count, 1)) < LISTED_MOST) {
        listed[place].number = number;
        listed[place].class = class;
    }
    busy = 0;
}

static void die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

static enum verdict judge(enum fault_class class)
{
    uint64_t number;

    if (!active || busy)
        return PASS;
    number = atomic_fetch_add(&counts[class], 1) + 1;
    if (listing) {
        note(class, number);
        return PASS;
    }
    if (class != wanted || number < wanted_number || (number > wanted_number && mode != STICKY))
        return PASS;
    if (mode == KILL)
        die();
    if (mode == KILL_AFTER)
        return DIE_AFTER;
    if (mode == SHORT)
        return HALF;
    errno = class_errors[class];
    return FAIL;
}

/* ---- Beginning and end ---- */

static void say(int fd, const char *text)
{
    syscall(SYS_write, fd, text, strlen(text));
}

static void __attribute__((destructor)) write_list(void)
{
    char line[64];
    int fd;

    if (!active || !listing)
        return;
    active = 0;
    fd = (int)syscall(SYS_openat, AT_FDCWD, getenv("CRIER_FAULT_LIST"),
                      O_WRONLY | O_CREAT | O_TRUNC, 0644);
    for (uint32_t i = 0; i < listed_count && i < LISTED_MOST; i++) {
        snprintf(line, sizeof(line), "%s %llu\n", class_names[listed[i].class],
                 (unsigned long long)listed[i].number);
        say(fd, line);
    }
    for (int i = 0; i < CLASSES; i++) {
        snprintf(line, sizeof(line), "%s total %llu\n", class_names[i],
                 (unsigned long long)counts[i]);
        say(fd, line);
    }
    syscall(SYS_close, fd);
}

static void in_child(void)
{
    const char *where = getenv("CRIER_FAULT_IN");

    active = where && !strcmp(where, "children");
}

static int index_of(const char *const names[], int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(names[i], name))
            return i;
    say(2, "CRIER_FAULT makes no sense\n");
    _exit(99);
}

static void read_wish(const char *wish)
{
    char class[16], how[16];
    unsigned long long number;

    if (sscanf(wish, "%15[a-z]:%llu:%15[a-z]", class, &number, how) != 3)
        class[0] = how[0] = '\0';
    wanted = (enum fault_class)index_of(class_names, CLASSES, class);
    mode = (enum mode)index_of(mode_names, MODES, how);
    wanted_number = number;
}

static int is_meant(const char *name)
{
    return !strcmp(name, "crier") || !strcmp(name, "crier-verify");
}

static void __attribute__((constructor)) begin(void)
{
    const char *wish = getenv("CRIER_FAULT");
    const char *where = getenv("CRIER_FAULT_IN");
    void *stack[2];

    if (!is_meant(program_invocation_short_name))
        return;
    listing = getenv("CRIER_FAULT_LIST") != NULL;
    if (!listing && !wish)
        return;
    if (wish && !listing)
        read_wish(wish);
    backtrace(stack, 2); /* loads what it needs now */
    pthread_atfork(NULL, NULL, in_child);
    active = !(where && !strcmp(where, "children"));
}

/* ---- The calls ---- */

/* The C library's own; the looking up may allocate. */
static void *look_up(const char *name)
{
    int was = busy;
    void *found;

    busy = 1;
    found = dlsym(RTLD_NEXT, name);
    busy = was;
    return found;
}

#define NEXT(name)                                                                                 \
    static __typeof__(name) *next_##name;                                                          \
    if (!next_##name)                                                                              \
    next_##name = (__typeof__(name) *)look_up(#name)

/* One of them: result type, name, declared arguments, given arguments, class, what failure is. */
#define CALL(result, name, declared, given, class, failed)                                         \
    EXPORT result name declared                                                                    \
    {                                                                                              \
        NEXT(name);                                                                                \
        enum verdict verdict = judge(class);                                                       \
        result value;                                                                              \
        if (verdict == FAIL)                                                                       \
            return failed;                                                                         \
        value = next_##name given;                                                                 \
        if (verdict == DIE_AFTER)                                                                  \
            die();                                                                                 \
        return value;                                                                              \
    }

/* The same, of a call that can take less than it was asked to. */
#define SIZED(name, declared, whole, half, class)                                                  \
    EXPORT ssize_t name declared                                                                   \
    {                                                                                              \
        NEXT(name);                                                                                \
        enum verdict verdict = judge(class);                                                       \
        ssize_t value;                                                                             \
        if (verdict == FAIL)                                                                       \
            return -1;                                                                             \
        value = verdict == HALF && size > 1 ? next_##name half : next_##name whole;                \
        if (verdict == DIE_AFTER)                                                                  \
            die();                                                                                 \
        return value;                                                                              \
    }

/* A close that fails has closed. */
#define CLOSING(name, type)                                                                        \
    EXPORT int name(type what)                                                                     \
    {                                                                                              \
        NEXT(name);                                                                                \
        enum verdict verdict = judge(CLOSE);                                                       \
        int value = next_##name(what);                                                             \
        if (verdict == FAIL) {                                                                     \
            errno = EIO;                                                                           \
            return -1;                                                                             \
        }                                                                                          \
        if (verdict == DIE_AFTER)                                                                  \
            die();                                                                                 \
        return value;                                                                              \
    }

/* open() and its likes have a mode only with some flags. */
#define OPENING(name, declared, given)                                                             \
    EXPORT int name declared                                                                       \
    {                                                                                              \
        NEXT(name);                                                                                \
        enum verdict verdict = judge(OPEN);                                                        \
        mode_t with = 0;                                                                           \
        va_list rest;                                                                              \
        int value;                                                                                 \
        va_start(rest, flags);                                                                     \
        if (flags & (O_CREAT | O_TMPFILE))                                                         \
            with = va_arg(rest, mode_t);                                                           \
        va_end(rest);                                                                              \
        if (verdict == FAIL)                                                                       \
            return -1;                                                                             \
        value = next_##name given;                                                                 \
        if (verdict == DIE_AFTER)                                                                  \
            die();                                                                                 \
        return value;                                                                              \
    }

/* Memory: the C library's own functions under their other names, as dlsym() may allocate. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t boundary, size_t size);

EXPORT void *malloc(size_t size)
{
    return judge(MALLOC) == FAIL ? NULL : __libc_malloc(size);
}

EXPORT void *calloc(size_t count, size_t size)
{
    return judge(MALLOC) == FAIL ? NULL : __libc_calloc(count, size);
}

EXPORT void *realloc(void *old, size_t size)
{
    return judge(MALLOC) == FAIL ? NULL : __libc_realloc(old, size);
}

EXPORT void *memalign(size_t boundary, size_t size)
{
    return judge(MALLOC) == FAIL ? NULL : __libc_memalign(boundary, size);
}

EXPORT void *aligned_alloc(size_t boundary, size_t size)
{
    return judge(MALLOC) == FAIL ? NULL : __libc_memalign(boundary, size);
}

EXPORT int posix_memalign(void **out, size_t boundary, size_t size)
{
    void *got = judge(MALLOC) == FAIL ? NULL : __libc_memalign(boundary, size);

    if (!got)
        return ENOMEM;
    *out = got;
    return 0;
}

OPENING(open, (const char *path, int flags, ...), (path, flags, with))
OPENING(open64, (const char *path, int flags, ...), (path, flags, with))
OPENING(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, with))
OPENING(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, with))
EXPORT size_t fwrite(const void *from, size_t size, size_t count, FILE *to)
{
    NEXT(fwrite);
    enum verdict verdict = to == stderr ? PASS : judge(WRITE);
    size_t value;

    if (verdict == FAIL)
        return 0;
    value = next_fwrite(from, size, verdict == HALF ? count / 2 : count, to);
    if (verdict == DIE_AFTER)
        die();
    return value;
}

/* What the fortified headers call instead. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __openat_2(int at, const char *path, int flags);
int __openat64_2(int at, const char *path, int flags);
CALL(int, __open_2, (const char *path, int flags), (path, flags), OPEN, -1)
CALL(int, __open64_2, (const char *path, int flags), (path, flags), OPEN, -1)
CALL(int, __openat_2, (int at, const char *path, int flags), (at, path, flags), OPEN, -1)
CALL(int, __openat64_2, (int at, const char *path, int flags), (at, path, flags), OPEN, -1)
CALL(FILE *, fopen, (const char *path, const char *how), (path, how), OPEN, NULL)
CALL(FILE *, fopen64, (const char *path, const char *how), (path, how), OPEN, NULL)
CALL(int, memfd_create, (const char *name, unsigned flags), (name, flags), OPEN, -1)

SIZED(read, (int fd, void *to, size_t size), (fd, to, size), (fd, to, size / 2), READ)
SIZED(pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at), (fd, to, size / 2, at),
      READ)
SIZED(pread64, (int fd, void *to, size_t size, off_t at), (fd, to, size, at),
      (fd, to, size / 2, at), READ)
SIZED(write, (int fd, const void *from, size_t size), (fd, from, size), (fd, from, size / 2), WRITE)
SIZED(pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at),
      (fd, from, size / 2, at), WRITE)
SIZED(pwrite64, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at),
      (fd, from, size / 2, at), WRITE)
SIZED(writev, (int fd, const struct iovec *from, int size), (fd, from, size), (fd, from, size / 2),
      WRITE)
CALL(int, ftruncate, (int fd, off_t size), (fd, size), WRITE, -1)
CALL(int, ftruncate64, (int fd, off_t size), (fd, size), WRITE, -1)

CALL(int, fflush, (FILE * file), (file), WRITE, EOF)

CALL(int, fsync, (int fd), (fd), FSYNC, -1)
CALL(int, fdatasync, (int fd), (fd), FSYNC, -1)
CALL(int, syncfs, (int fd), (fd), FSYNC, -1)

CALL(int, rename, (const char *from, const char *to), (from, to), RENAME, -1)
CALL(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), RENAME, -1)
CALL(int, renameat2, (int a, const char *from, int b, const char *to, unsigned how),
     (a, from, b, to, how), RENAME, -1)
CALL(int, link, (const char *from, const char *to), (from, to), RENAME, -1)
CALL(int, linkat, (int a, const char *from, int b, const char *to, int how), (a, from, b, to, how),
     RENAME, -1)
CALL(int, mkdir, (const char *path, mode_t bits), (path, bits), RENAME, -1)
CALL(int, mkdirat, (int at, const char *path, mode_t bits), (at, path, bits), RENAME, -1)

CLOSING(close, int)
CLOSING(fclose, FILE *)
