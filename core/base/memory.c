/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/memory.h"

#include "core/base/sanitized.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static int may_fail;

void memory_may_fail(void)
{
    may_fail = 1;
}

#if !SANITIZED

/* A larger block is more than Crier ever asks for: it is a size that some file claims, and the
 * library that believes it is told no. */
#define CLAIM ((size_t)512 << 20)

#define OURS __attribute__((visibility("default")))

static const char line[] =
    "crier: memory ran out; close other programs, or give Crier less to do at once, and run it "
    "again\n";

/* Nothing here may allocate. */
static void *given(void *got, size_t size)
{
    if (got || size == 0 || size > CLAIM || may_fail)
        return got;
    (void)!write(STDERR_FILENO, line, sizeof(line) - 1);
    _exit(EXIT_MEMORY);
}

/* The allocator behind this one. Looking it up does not allocate in glibc 2.34 and later. */
#define NEXT(name)                                                                                 \
    static __typeof__(name) *next;                                                                 \
    if (!next)                                                                                     \
    next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

OURS void *malloc(size_t size)
{
    NEXT(malloc);
    return given(next(size), size);
}

OURS void *calloc(size_t count, size_t size)
{
    size_t whole;

    NEXT(calloc);
    if (__builtin_mul_overflow(count, size, &whole))
        whole = SIZE_MAX;
    return given(next(count, size), whole);
}

OURS void *realloc(void *old, size_t size)
{
    NEXT(realloc);
    return given(next(old, size), size);
}

OURS int posix_memalign(void **out, size_t boundary, size_t size)
{
    int code;

    NEXT(posix_memalign);
    code = next(out, boundary, size);
    if (code == ENOMEM)
        (void)given(NULL, size);
    return code;
}

OURS void *aligned_alloc(size_t boundary, size_t size)
{
    NEXT(aligned_alloc);
    return given(next(boundary, size), size);
}

#endif
