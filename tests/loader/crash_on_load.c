/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin whose initialiser crashes. */
#include <stdlib.h>

__attribute__((constructor)) static void crash(void)
{
    abort();
}
