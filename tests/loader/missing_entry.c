/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shared library that is no plugin. */
#include <crier/abi.h>

CRIER_EXPORT const char *not_a_plugin(void);

const char *not_a_plugin(void)
{
    return "nothing to see";
}
