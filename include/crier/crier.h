/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a plugin may include of Crier. */
#ifndef CRIER_CRIER_H
#define CRIER_CRIER_H

#include <crier/abi.h>
#include <crier/output.h>
#include <crier/reader.h>
#include <crier/role.h>

#endif
