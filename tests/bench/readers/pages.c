/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast web pages are read in one process: decoded, parsed, judged, built into a
 * document. Reads the files into memory first, runs once to warm up, then ROUNDS times.
 *   pages ROUNDS FILE…
 */
#include "tests/support/direct_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static guint read_all(char *const *names, char *const *pages, const gsize *sizes, int count)
{
    guint blocks = 0;

    for (int i = 0; i < count; i++) {
        struct direct direct = direct_read(&crier_plugin_html, names[i], pages[i], sizes[i]);

        blocks += document_block_count(direct.document);
        direct_clear(&direct);
    }
    return blocks;
}

int main(int argc, char **argv)
{
    int count = argc - 2;
    int rounds = argc > 2 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 0;
    char **pages = g_new0(char *, MAX(count, 1));
    gsize *sizes = g_new0(gsize, MAX(count, 1));
    gsize total = 0;
    struct rusage usage;
    double from;
    double took;
    guint blocks;

    if (rounds < 1) {
        fprintf(stderr, "usage: pages ROUNDS FILE…\n");
        return 2;
    }
    for (int i = 0; i < count; i++) {
        if (!g_file_get_contents(argv[i + 2], &pages[i], &sizes[i], NULL)) {
            fprintf(stderr, "pages: cannot read %s\n", argv[i + 2]);
            return 1;
        }
        total += sizes[i];
    }
    blocks = read_all(argv + 2, pages, sizes, count);
    from = seconds();
    for (int i = 0; i < rounds; i++)
        read_all(argv + 2, pages, sizes, count);
    took = (seconds() - from) / rounds;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.1f pages/s, %.1f MB/s, %u blocks, %ld MB at most\n", count / took,
           (double)total / 1e6 / took, blocks, usage.ru_maxrss / 1024);
    return 0;
}
