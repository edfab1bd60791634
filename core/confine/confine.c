/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/confine/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int waived;

void confine_waive(void)
{
    waived = 1;
}

int confine_is_waived(void)
{
    return waived;
}

/* ---- What the kernel has ---- */

void confine_look(struct confine_offer *offer)
{
    const uint32_t action = SECCOMP_RET_KILL_PROCESS;
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

    offer->landlock = abi > 0 ? (int)abi : 0;
    offer->seccomp = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

const char *confine_lacks(void)
{
    struct confine_offer offer;

    if (waived)
        return NULL;
    confine_look(&offer);
    if (offer.landlock && offer.seccomp)
        return NULL;
    return offer.landlock ? "seccomp" : offer.seccomp ? "Landlock" : "Landlock and no seccomp";
}

/* ---- Files ---- */

/* Whatever the kernel knows of files, by ABI: 13 rights, renaming across folders, truncation,
 * control of devices. What a set does not name stays allowed. */
static uint64_t all_rights(int abi)
{
    static const uint64_t rights[] = {
        0, (1u << 13) - 1, (1u << 14) - 1, (1u << 15) - 1, (1u << 15) - 1, (1u << 16) - 1
    };
    const int known = (int)(sizeof(rights) / sizeof(*rights)) - 1;

    return rights[abi < known ? abi : known];
}

enum {
    MAY_READ = LANDLOCK_ACCESS_FS_READ_FILE,
    MAY_LIST = LANDLOCK_ACCESS_FS_READ_DIR,
    MAY_WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE,
    MAY_KEEP = LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE,
    MAY_CUT_BIT = 14, /* LANDLOCK_ACCESS_FS_TRUNCATE, from ABI 3 on: not in the headers of 2022 */
};

/* A path with all of its rights that the set handles; a file can have fewer than a folder.
 * Returns 0 or an errno. */
static int give(int rules, uint64_t handled, const char *path, uint64_t rights)
{
    const uint64_t of_files = MAY_READ | MAY_WRITE | 1u << MAY_CUT_BIT;
    struct landlock_path_beneath_attr beneath = { .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    struct stat st;
    int failed = 0;

    if (beneath.parent_fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    beneath.allowed_access = rights & handled;
    if (fstat(beneath.parent_fd, &st) != 0 || !S_ISDIR(st.st_mode))
        beneath.allowed_access &= of_files;
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0))
        failed = errno;
    close(beneath.parent_fd);
    return failed;
}

static int give_all(int rules, uint64_t handled, const char *const *paths, uint64_t rights)
{
    int failed = 0;

    for (; !failed && paths && *paths; paths++)
        failed = give(rules, handled, *paths, rights);
    return failed;
}

int confine_files_and(const char *const *read, const char *const *written)
{
    const uint64_t reading = MAY_READ | MAY_LIST;
    struct landlock_ruleset_attr attributes = { 0 };
    struct confine_offer offer;
    int rules, failed;

    if (waived)
        return 0;
    confine_look(&offer);
    if (!offer.landlock)
        return ENOSYS;
    attributes.handled_access_fs = all_rights(offer.landlock);
    rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
    if (rules < 0)
        return errno;
    failed = give_all(rules, attributes.handled_access_fs, read, reading);
    if (!failed)
        failed = give_all(rules, attributes.handled_access_fs, written,
                          reading | MAY_WRITE | MAY_KEEP | 1u << MAY_CUT_BIT);
    if (!failed &&
        (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_landlock_restrict_self, rules, 0)))
        failed = errno;
    close(rules);
    return failed;
}

int confine_files(const char *const *paths)
{
    return confine_files_and(paths, NULL);
}

/* ---- Calls ---- */

enum { RULES_MOST = 1024 };

int confine_calls(const struct confine_filter *filter)
{
    struct sock_filter rules[RULES_MOST];
    const struct sock_fprog program = { .len = filter->count, .filter = rules };

    if (waived)
        return 0;
    if (!filter->count || filter->count > RULES_MOST)
        return EINVAL;
    for (int i = 0; i < filter->count; i++) {
        rules[i] = filter->rules[i];
        if (BPF_CLASS(rules[i].code) == BPF_JMP && rules[i].k == CONFINE_SELF)
            rules[i].k = (uint32_t)getpid();
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program))
        return errno;
    return 0;
}

void confine_clear(struct confine_filter *filter)
{
    free(filter->rules);
    *filter = (struct confine_filter){ 0 };
}
