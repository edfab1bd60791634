/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table to the host: people as list items, anything else as a table. */
#ifndef PLUGINS_READERS_ROSTER_LIST_H
#define PLUGINS_READERS_ROSTER_LIST_H

#include "cells.h"
#include "columns.h"

#include <crier/reader.h>

crier_status send_roster(const struct crier_reader_host *host, const struct table *table,
                         const struct columns *columns);
crier_status send_vcards(const struct crier_reader_host *host, const struct crier_text *text);

#endif
