/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linked into the programs of VARIANT=coverage alone: what a process has run is written
 * down also when it ends by _exit(), and before it gives up the right to write. One that
 * gives up files alone may still write where this is counted. What a sealed process does is
 * not counted, unless --insecure-no-sandbox waives the seal: then its limits on files are not
 * set, so that it can write at its end.
 */
#include <sys/resource.h>
#include <unistd.h>

void __gcov_dump(void);

#pragma weak confine_is_waived
int confine_is_waived(void);

struct confine_filter;
void __real__exit(int code) __attribute__((noreturn));
void __wrap__exit(int code) __attribute__((noreturn));
int __real_setrlimit(int resource, const struct rlimit *limit);
int __wrap_setrlimit(int resource, const struct rlimit *limit);
int __wrap_confine_files(const char *const *paths);
int __real_confine_files_and(const char *const *read, const char *const *written);
int __wrap_confine_files_and(const char *const *read, const char *const *written);
int __real_confine_calls(const struct confine_filter *filter);
int __wrap_confine_calls(const struct confine_filter *filter);

#pragma weak __real_confine_files_and
#pragma weak __real_confine_calls

enum { FOLDERS_MOST = 8 };

static int sealed;

static int waived(void)
{
    return confine_is_waived && confine_is_waived();
}

/* Once: after this neither a usual end nor another call writes anything. */
static void write_down(void)
{
    if (sealed)
        return;
    __gcov_dump();
}

static void seal(void)
{
    write_down();
    sealed = 1;
}

void __wrap__exit(int code)
{
    write_down();
    __real__exit(code);
}

int __wrap_setrlimit(int resource, const struct rlimit *limit)
{
    if ((resource == RLIMIT_FSIZE || resource == RLIMIT_NOFILE) && limit->rlim_cur == 0) {
        if (waived())
            return 0;
        seal();
    }
    return __real_setrlimit(resource, limit);
}

int __wrap_confine_files_and(const char *const *read, const char *const *written)
{
    const char *folders[FOLDERS_MOST + 2] = { COUNTED_IN };

    for (int i = 0; i < FOLDERS_MOST && written && written[i]; i++)
        folders[i + 1] = written[i];
    return __real_confine_files_and(read, folders);
}

int __wrap_confine_files(const char *const *paths)
{
    return __wrap_confine_files_and(paths, NULL);
}

int __wrap_confine_calls(const struct confine_filter *filter)
{
    if (!waived())
        seal();
    return __real_confine_calls(filter);
}
