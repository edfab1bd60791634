/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/verify.h"

#include "core/base/error.h"
#include "core/verify/checks.h"

#include <string.h>

static void check_book(struct store *store, const char *name)
{
    g_autofree char *path = store_shown(store, name);
    struct store *book = store_zip(path, store_findings(store), NULL);

    findings_file(store_findings(store), path);
    if (!book)
        findings_add(store_findings(store), path, 0, RULE_EPUB_MIMETYPE, "it is no zip");
    else
        check_epub(book, path);
    store_free(book);
}

static const struct {
    const char *suffix;
    void (*check)(struct store *store, const char *name);
} checks[] = {
    { "ncc.html", check_daisy }, { "ncc.htm", check_daisy }, { ".epub", check_book },
    { ".vtt", check_vtt },       { ".srt", check_srt },      { "chapters.json", check_chapters },
    { ".mp3", check_audio },     { ".opus", check_audio },   { ".ogg", check_audio },
    { ".oga", check_audio },     { ".flac", check_audio },   { ".wav", check_audio },
    { ".xml", check_feed },      { ".rss", check_feed },     { ".html", check_web },
    { ".htm", check_web },
};

/* Pages and sounds of a talking book are looked at with the book. */
static gboolean is_in_daisy(struct store *store, const char *name)
{
    g_autofree char *folder = strchr(name, '/') ? g_path_get_dirname(name) : NULL;
    g_autofree char *ncc = folder ? g_strconcat(folder, "/ncc.html", NULL) : g_strdup("ncc.html");

    return store_has(store, ncc) && strcmp(ncc, name) != 0;
}

/* Whether there is a check for it. */
static gboolean check_one(struct store *store, const char *name)
{
    g_autofree char *small = g_ascii_strdown(name, -1);

    for (gsize i = 0; i < G_N_ELEMENTS(checks); i++) {
        if (!g_str_has_suffix(small, checks[i].suffix))
            continue;
        checks[i].check(store, name);
        return TRUE;
    }
    return FALSE;
}

static gboolean verify_folder(const char *path, struct findings *report, GError **error)
{
    struct store *store = store_folder(path, TRUE, report, error);
    const GPtrArray *names;
    guint looked = 0;

    if (!store)
        return FALSE;
    names = store_names(store);
    for (guint i = 0; i < names->len; i++)
        if (!is_in_daisy(store, names->pdata[i]))
            looked += check_one(store, names->pdata[i]) ? 1 : 0;
    store_free(store);
    if (looked == 0)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "%s holds no publication", path);
    return looked > 0;
}

static gboolean verify_file(const char *path, struct findings *report, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
    struct store *store = store_folder(folder, FALSE, report, error);
    gboolean known;

    if (!store)
        return FALSE;
    if (!store_has(store, name)) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: there is no such file", path);
        known = FALSE;
    } else {
        known = check_one(store, name);
        if (!known)
            g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                        "%s is none of epub, html, xml, rss, vtt, srt, chapters.json or audio",
                        path);
    }
    store_free(store);
    return known;
}

gboolean verify_path(const char *path, struct findings *report, GError **error)
{
    return g_file_test(path, G_FILE_TEST_IS_DIR) ? verify_folder(path, report, error)
                                                 : verify_file(path, report, error);
}
