/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fonts of Chinese, Japanese and Korean may name their letters by tables that stand in files
 * of their own, not in the PDF. A reader opens no file, so such letters are lost: that is
 * told. Only the library's reports to its log say that a table was wanted.
 */
#include "paper.h"

#include <string.h>

/* What the library says when it wants a table. */
static const char *const reports[] = { "CMap file for", "Unknown CMap", "cidToUnicode file",
                                       "Missing language pack", "Unknown character collection" };

static void on_report(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    struct paper *paper = data;

    (void)domain;
    (void)level;
    for (gsize i = 0; message && i < G_N_ELEMENTS(reports); i++)
        if (strstr(message, reports[i]))
            paper->tables_lack = TRUE;
}

guint watch_tables(struct paper *paper)
{
    return g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, on_report, paper);
}

void unwatch_tables(guint watch)
{
    g_log_remove_handler("Poppler", watch);
}
