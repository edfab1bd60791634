/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/scratch.h"

#include "tests/support/cmocka.h"

#include <ftw.h>
#include <glib.h>
#include <stdio.h>

char *scratch_new(void)
{
    char *path = g_dir_make_tmp("crier-scratch-XXXXXX", NULL);

    assert_non_null(path);
    return path;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
    (void)st;
    (void)type;
    (void)walk;
    return remove(path);
}

void scratch_free(char *path)
{
    assert_int_equal(nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    g_free(path);
}
