/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Confinement of a process that handles what strangers wrote: by Landlock it reaches no files
 * but those it is given, by seccomp the kernel ends it at the first call that is not on its
 * list. Neither can be taken back, and both are inherited by its children.
 *
 * Three steps, as their costs differ: a list of calls is compiled once, files are given up
 * once, and each child then closes the door behind itself with one call.
 */
#ifndef CORE_CONFINE_CONFINE_H
#define CORE_CONFINE_CONFINE_H

#include <stddef.h>

enum confine_list {
    CONFINE_READER, /* memory, and the descriptors it has */
    CONFINE_VOICE,  /* the same, and opening files to read them */
    CONFINE_LOOKER, /* the same, and the names in folders */
};

/* What this kernel has. */
struct confine_offer {
    int landlock; /* its ABI, 0 for none */
    int seccomp;  /* not 0 when a filter can end a process */
};
void confine_look(struct confine_offer *offer);

/* What is missing for confinement, in words that complete "this kernel has no …"; NULL when
 * nothing is. */
const char *confine_lacks(void);

/* Somebody has said that processes shall run without it: from then on nothing below does
 * anything, and all succeeds. Before any other thread is started. */
void confine_waive(void);
int confine_is_waived(void);

/* A compiled list of calls. Zero it at first. */
struct confine_filter {
    struct sock_filter *rules;
    unsigned short count;
};

/* 0, or an errno. */
int confine_compile(struct confine_filter *filter, enum confine_list list);
void confine_clear(struct confine_filter *filter);

/* From now on nothing of the file system can be reached but reading these files and below these
 * folders (NULL behind the last; what does not exist is passed over); with NULL nothing at all.
 * What is open stays open. Of this thread and what it starts. 0, or an errno. */
int confine_files(const char *const *paths);
/* The same, but that files below the folders of the second list may be made, written and removed
 * as well. Either list may be NULL. */
int confine_files_and(const char *const *read, const char *const *written);

/* The list does not know yet for which process it is: this number stands for its own. */
#define CONFINE_SELF 0x5E1F5E1Fu

/* From now on only calls of the list. 0, or an errno. */
int confine_calls(const struct confine_filter *filter);

#endif
