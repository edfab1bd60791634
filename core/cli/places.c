/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/places.h"

#include <glib.h>

/* The folder above the one that holds the running program. */
static char *prefix(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = program ? g_path_get_dirname(program) : g_strdup("/usr/local/bin");

    return g_path_get_dirname(bin);
}

char *places_plugins(void)
{
    g_autofree char *root = prefix();

    return g_build_filename(root, "lib", "crier", "plugins", NULL);
}

char *places_worker(void)
{
    g_autofree char *root = prefix();

    return g_build_filename(root, "libexec", "crier", "crier-voice", NULL);
}

char *places_fetcher(void)
{
    g_autofree char *root = prefix();

    return g_build_filename(root, "libexec", "crier", "crier-fetch", NULL);
}

char *places_helper(const char *name)
{
    g_autofree char *root = prefix();

    return g_build_filename(root, "libexec", "crier", name, NULL);
}

char *places_cache(void)
{
    return g_build_filename(g_get_user_cache_dir(), "crier", NULL);
}

char *places_samples(void)
{
    g_autofree char *root = prefix();
    char *installed = g_build_filename(root, "share", "crier", "samples", NULL);

    if (g_file_test(installed, G_FILE_TEST_IS_DIR))
        return installed;
    g_free(installed);
    return g_build_filename(root, "..", "..", "audio-samples", NULL);
}
