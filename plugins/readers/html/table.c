/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"
#include "tree.h"

#include <string.h>

#define LONG_CELL 300u

enum { TABLE_UNKNOWN, TABLE_DATA, TABLE_LAYOUT };

struct counts {
    unsigned rows;
    unsigned cells;
    unsigned heads;
    unsigned long_cells;
    unsigned inner_tables;
};

static struct counts count(const struct page *page, uint32_t table)
{
    struct counts counts = { 0 };

    for (uint32_t i = table + 1; i < element_of(page, table)->end; i++) {
        const struct element *element = element_of(page, i);

        counts.rows += element->tag == GUMBO_TAG_TR;
        counts.heads += element->tag == GUMBO_TAG_TH;
        counts.inner_tables += element->tag == GUMBO_TAG_TABLE;
        if (element->tag == GUMBO_TAG_TD || element->tag == GUMBO_TAG_TH) {
            counts.cells++;
            counts.long_cells += element->chars > LONG_CELL;
        }
    }
    return counts;
}

static int holds_data(const struct page *page, uint32_t table)
{
    struct counts counts = count(page, table);
    const char *role = tree_attribute(element_of(page, table)->node, "role");

    if (role && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
        return 0;
    if (counts.inner_tables > 0 || counts.rows < 2 || counts.cells < 4 ||
        counts.cells < 2 * counts.rows)
        return 0;
    return counts.long_cells * 5 <= counts.cells;
}

int table_is_data(const struct page *page, uint32_t table)
{
    struct element *element = element_of(page, table);

    if (element->table == TABLE_UNKNOWN)
        element->table = holds_data(page, table) ? TABLE_DATA : TABLE_LAYOUT;
    return element->table == TABLE_DATA;
}
