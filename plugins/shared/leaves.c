/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/leaves.h"

#include <string.h>

static int is_blank(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n", text[i]) || !text[i])
            return 0;
    return 1;
}

void leaves_skip(struct leaves *leaves, uint64_t to)
{
    if (to <= leaves->told)
        return;
    leaves->host->skip(leaves->host, leaves->told, to, leaves->reason);
    leaves->told = to;
}

void leaves_end(struct leaves *leaves)
{
    if (leaves->role != CRIER_ROLE_NONE)
        leaves->host->close(leaves->host);
    leaves->role = CRIER_ROLE_NONE;
}

void leaves_end_row(struct leaves *leaves)
{
    leaves_end(leaves);
    if (leaves->row)
        leaves->host->close(leaves->host);
    leaves->row = 0;
}

void leaves_end_all(struct leaves *leaves)
{
    leaves_end_row(leaves);
    if (leaves->table)
        leaves->host->close(leaves->host);
    if (leaves->list)
        leaves->host->close(leaves->host);
    leaves->table = leaves->list = 0;
}

static void open_around(struct leaves *leaves, uint32_t role)
{
    int is_item = role == CRIER_ROLE_LIST_ITEM;
    int is_cell = role == CRIER_ROLE_TABLE_CELL || role == CRIER_ROLE_TABLE_HEADER;

    if ((leaves->list && !is_item) || (leaves->table && !is_cell))
        leaves_end_all(leaves);
    if (is_item && !leaves->list) {
        crier_open(leaves->host, CRIER_ROLE_LIST);
        leaves->list = 1;
    }
    if (is_cell && !leaves->table) {
        crier_open(leaves->host, CRIER_ROLE_TABLE);
        leaves->table = 1;
    }
    if (is_cell && !leaves->row) {
        crier_open(leaves->host, CRIER_ROLE_TABLE_ROW);
        leaves->row = 1;
    }
}

void leaves_text(struct leaves *leaves, const struct leaf *leaf, const char *text, size_t size,
                 uint64_t from, uint64_t to)
{
    const struct crier_block block = { .size = sizeof(block),
                                       .role = leaf->role,
                                       .level = leaf->level,
                                       .ordinal = leaf->ordinal,
                                       .language = leaf->language };

    if (leaves->role == CRIER_ROLE_NONE) {
        if (is_blank(text, size))
            return;
        open_around(leaves, leaf->role);
        leaves->host->open(leaves->host, &block);
        leaves->role = leaf->role;
    }
    if (from != CRIER_NOWHERE && from >= leaves->told)
        leaves_skip(leaves, from);
    else
        from = to = CRIER_NOWHERE;
    leaves->host->text(leaves->host, text, size, from, to);
    leaves->spoken |= !is_blank(text, size);
    if (to != CRIER_NOWHERE)
        leaves->told = to;
}
