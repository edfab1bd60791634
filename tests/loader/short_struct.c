/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin whose structure ends too early: nothing behind its head. */
#include <crier/abi.h>

CRIER_EXPORT const struct crier_head crier_plugin = { .magic = CRIER_MAGIC,
                                                      .abi_major = CRIER_ABI_MAJOR,
                                                      .abi_minor = CRIER_ABI_MINOR,
                                                      .size = sizeof(struct crier_head),
                                                      .kind = CRIER_KIND_READER,
                                                      .name = "short",
                                                      .version = "1",
                                                      .summary = "Too short",
                                                      .licence = "GPL-3.0-or-later" };
