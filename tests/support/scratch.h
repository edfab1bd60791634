/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for a test, gone with all that is in it afterwards. */
#ifndef TESTS_SUPPORT_SCRATCH_H
#define TESTS_SUPPORT_SCRATCH_H

/* A new, empty folder: its path, a new string. */
char *scratch_new(void);
/* Remove it; frees the path. */
void scratch_free(char *path);

#endif
