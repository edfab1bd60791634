/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publications that anybody may have made: whatever they are, what is told of them is text. */
#include "tests/support/fuzz_parts.h"

#include "core/verify/checks.h"
#include "core/verify/clock.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

/* ---- What is told ---- */

static char *check_findings(const struct findings *report)
{
    g_autoptr(GString) lines = g_string_new(NULL), json = g_string_new(NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    guint count = 0;

    for (guint i = 0; i < report->list->len; i++)
        if (((const struct finding *)report->list->pdata[i])->rule >= RULE_COUNT)
            return g_strdup("a finding has no rule");
    findings_print(report, lines);
    findings_json(report, json);
    for (gsize i = 0; i < lines->len; i++)
        count += lines->str[i] == '\n';
    if (count != report->list->len + 1 + (report->more > 0))
        return g_strdup("a finding is not one line");
    if (!g_utf8_validate(lines->str, (gssize)lines->len, NULL))
        return g_strdup("what is told is no text");
    return json_parser_load_from_data(parser, json->str, (gssize)json->len, NULL)
               ? NULL
               : g_strdup("what is told is no JSON");
}

/* ---- Folders ---- */

typedef void check(struct store *store, const char *name);

/* The parts of the input are these files, in order; the names end with NULL. */
static char *check_folder(check *run, const char *folder, const char *const *names,
                          const uint8_t *bytes, size_t size)
{
    g_autofree char *path = g_build_filename(fuzz_folder(), folder, NULL);
    struct fuzz_rest rest = { bytes, size };
    struct findings report;
    struct store *store;
    char *wrong;

    for (const char *const *name = names; *name; name++) {
        g_autofree char *below = g_build_filename(folder, *name, NULL);
        const struct fuzz_rest part = names[1] ? fuzz_part(&rest) : rest;

        fuzz_put(below, part.size > 0 ? part.bytes : (const uint8_t *)"", part.size);
    }
    findings_init(&report);
    store = store_folder(path, TRUE, &report, NULL);
    if (!store)
        g_error("there is no folder %s", path);
    run(store, names[0]);
    store_free(store);
    wrong = check_findings(&report);
    findings_clear(&report);
    return wrong;
}

static char *check_alone(check *run, const char *name, const uint8_t *bytes, size_t size)
{
    const char *const names[] = { name, NULL };

    return check_folder(run, name, names, bytes, size);
}

char *fuzz_verify_vtt(const uint8_t *bytes, size_t size)
{
    return check_alone(check_vtt, "a.vtt", bytes, size);
}

char *fuzz_verify_srt(const uint8_t *bytes, size_t size)
{
    return check_alone(check_srt, "a.srt", bytes, size);
}

char *fuzz_verify_chapters(const uint8_t *bytes, size_t size)
{
    return check_alone(check_chapters, "a.chapters.json", bytes, size);
}

char *fuzz_verify_web(const uint8_t *bytes, size_t size)
{
    return check_alone(check_web, "a.html", bytes, size);
}

char *fuzz_verify_feed(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = { "feed.xml", "s.mp3", NULL };

    return check_folder(check_feed, "feed", names, bytes, size);
}

char *fuzz_verify_daisy(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = { "ncc.html", "s1.smil", "c.html", "a.mp3", NULL };

    return check_folder(check_daisy, "daisy", names, bytes, size);
}

static void check_book(struct store *store, const char *name)
{
    g_autofree char *path = store_shown(store, name);

    check_epub(store, path);
}

char *fuzz_verify_epub(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = {
        "META-INF/container.xml", "E/p.opf", "E/nav.xhtml", "E/c.xhtml", "E/c.smil", "E/a.mp3", NULL
    };

    return check_folder(check_book, "epub", names, bytes, size);
}

/* ---- A zip ---- */

char *fuzz_verify_zip(const uint8_t *bytes, size_t size)
{
    char path[32];
    const int fd = fuzz_file(bytes, size, path);
    struct findings report;
    struct store *store;
    GError *error = NULL;
    char *wrong;

    findings_init(&report);
    store = store_zip(path, &report, &error);
    wrong = fuzz_judge(store != NULL, error);
    if (store && !wrong) {
        check_epub(store, "a.epub");
        wrong = check_findings(&report);
    }
    store_free(store);
    findings_clear(&report);
    close(fd);
    return wrong;
}

/* ---- Times and references ---- */

char *fuzz_clock(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size), *alone = g_memdup2(bytes, size);
    gint64 cue, smil = clock_smil(text);

    if (smil < -1)
        return g_strdup("a time is before all times");
    for (int form = 0; alone && form < 4; form++) {
        cue = clock_cue(alone, size, form & 1 ? ',' : '.', (form & 2) != 0);
        if (cue < -1)
            return g_strdup("a cue is before all times");
        if (cue >= 0 && !(form & 1) && smil >= 0 && size > 9 && cue != smil)
            return g_strdup("one time is two");
    }
    return NULL;
}

/* The first line is where the second one stands. */
char *fuzz_resolve(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size), *id = NULL, *name = NULL, *same = NULL;
    char *reference = strchr(text, '\n');
    g_auto(GStrv) parts = NULL;

    if (!reference)
        return NULL;
    *reference++ = '\0';
    name = store_resolve(text, reference, &id);
    same = store_resolve(text, reference, NULL);
    if (g_strcmp0(name, same) != 0)
        return g_strdup("one reference is two");
    if (id && !g_utf8_validate(id, -1, NULL))
        return g_strdup("a fragment is no text");
    if (!name || strcmp(name, text) == 0)
        return NULL;
    parts = g_strsplit(name, "/", -1);
    for (guint i = 0; parts[i]; i++)
        if (strcmp(parts[i], "..") == 0 || strcmp(parts[i], ".") == 0 || (!*parts[i] && parts[1]))
            return g_strdup_printf("%s leaves its folder", name);
    return g_utf8_validate(name, -1, NULL) ? NULL : g_strdup("a name is no text");
}
