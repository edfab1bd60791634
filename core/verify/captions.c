/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"
#include "core/verify/clock.h"

#include <string.h>

struct cues {
    struct findings *report;
    const char *shown;
    gboolean srt;
    guint line;   /* of what is looked at */
    guint count;  /* of cues so far */
    gint64 begin; /* of the cue before */
    gint64 end;
    GHashTable *names;
};

#define ARROW " --> "

static void complain(const struct cues *cues, guint line, enum rule rule, const char *what)
{
    findings_add(cues->report, cues->shown, line, rule, "%s", what);
}

static void check_times(struct cues *cues, const char *text)
{
    const char *arrow = strstr(text, ARROW);
    const char *second = arrow ? arrow + strlen(ARROW) : "";
    char point = cues->srt ? ',' : '.';
    gint64 from = arrow ? clock_cue(text, (gsize)(arrow - text), point, !cues->srt) : -1;
    gint64 to = clock_cue(second, strcspn(second, " \t"), point, !cues->srt);

    if (from < 0 || to < 0) {
        complain(cues, cues->line, RULE_CUE_TIME, "this is no pair of times");
        return;
    }
    if (to <= from)
        complain(cues, cues->line, RULE_CUE_END, "the cue ends before it begins");
    if (from < cues->begin)
        complain(cues, cues->line, RULE_CUE_ORDER, "the cue begins before the one above it");
    else if (from < cues->end)
        complain(cues, cues->line, RULE_CUE_OVERLAP, "the cue begins before the one above ended");
    cues->begin = from;
    cues->end = MAX(to, cues->end);
}

static void check_name(struct cues *cues, const char *name)
{
    g_autofree char *wanted = g_strdup_printf("%u", cues->count);

    if (cues->srt && strcmp(name, wanted) != 0)
        findings_add(cues->report, cues->shown, cues->line, RULE_CUE_NUMBER, "this is cue %s",
                     wanted);
    if (!cues->srt && *name && !g_hash_table_add(cues->names, g_strdup(name)))
        findings_add(cues->report, cues->shown, cues->line, RULE_CUE_ID,
                     "a second cue is called %s", name);
}

/* "&amp;" and its likes, "<v Ann>", "</v>", "<00:00:01.000>". */
static gboolean escape_is_known(const char *at)
{
    static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&lrm;", "&rlm;", "&nbsp;" };

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_str_has_prefix(at, known[i]))
            return TRUE;
    return g_str_has_prefix(at, "&#") && strchr(at, ';');
}

static gboolean tag_is_known(const char *at, gsize size)
{
    static const char *const known[] = { "v", "c", "i", "b", "u", "lang", "ruby", "rt" };
    gsize name = strcspn(at, " .>\t");

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (strlen(known[i]) == name && strncmp(at, known[i], name) == 0)
            return TRUE;
    return g_ascii_isdigit(*at) && clock_cue(at, size, '.', TRUE) >= 0;
}

static const char *tag_end(const char *at)
{
    const char *close = strchr(at, '>');
    gsize slash = at[1] == '/';

    return close && tag_is_known(at + 1 + slash, (gsize)(close - at) - 1 - slash) ? close : NULL;
}

static void check_text(const struct cues *cues, const char *text, guint line)
{
    for (const char *at = text; *at && !cues->srt; at++) {
        if (*at == '&' && !escape_is_known(at))
            complain(cues, line, RULE_CUE_ESCAPE, "an & stands by itself");
        if (*at == '>')
            complain(cues, line, RULE_CUE_ESCAPE, "a > stands by itself");
        if (*at == '<') {
            const char *end = tag_end(at);

            if (!end) {
                complain(cues, line, RULE_CUE_ESCAPE, "a < opens no tag of captions");
                return;
            }
            at = end;
        }
    }
}

/* A block of lines; the first is number `cues->line` of the file. */
static void check_block(struct cues *cues, char **lines)
{
    gboolean named = lines[0] && !strstr(lines[0], "-->");
    char **text;
    guint line;

    if (!cues->srt && named && !(lines[1] && strstr(lines[1], "-->"))) {
        if (!g_str_has_prefix(lines[0], "NOTE") && !g_str_has_prefix(lines[0], "STYLE") &&
            !g_str_has_prefix(lines[0], "REGION"))
            complain(cues, cues->line, RULE_CUE_TIME, "a text stands outside all cues");
        return;
    }
    cues->count++;
    check_name(cues, named ? lines[0] : "");
    if (named)
        cues->line++;
    check_times(cues, named && lines[0] ? (lines[1] ? lines[1] : "") : lines[0]);
    text = lines + (named ? (lines[1] ? 2 : 1) : 1);
    line = cues->line;
    if (!*text || !**text)
        complain(cues, cues->line, RULE_CUE_TEXT, "the cue says nothing");
    for (; *text; text++)
        check_text(cues, *text, ++line);
}

static void check_blocks(struct cues *cues, char **lines, guint first)
{
    for (guint i = first; lines[i];) {
        guint begin = i;
        char *kept;

        while (lines[i] && *lines[i])
            i++;
        kept = lines[i];
        lines[i] = NULL;
        cues->line = begin + 1;
        if (i > begin)
            check_block(cues, lines + begin);
        lines[i] = kept;
        if (kept)
            i++;
    }
}

static gboolean header_is_right(const char *line)
{
    return g_str_has_prefix(line, "WEBVTT") && strchr(" \t", line[6]);
}

static void check(struct store *store, const char *name, gboolean srt)
{
    g_autoptr(GBytes) bytes = store_text(store, name);
    g_autofree char *shown = store_shown(store, name), *text = NULL;
    g_auto(GStrv) lines = NULL;
    struct cues cues = { .report = store_findings(store), .shown = shown, .srt = srt };
    gsize size = 0;
    const char *data;

    if (!bytes)
        return;
    findings_file(cues.report, shown);
    data = g_bytes_get_data(bytes, &size);
    text = g_strndup(data ? data : "", size);
    if (!g_utf8_validate(text, -1, NULL) || strlen(text) != size) {
        complain(&cues, 0, RULE_CUE_HEADER, "it is not UTF-8");
        return;
    }
    cues.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (g_str_has_suffix(*line, "\r"))
            (*line)[strlen(*line) - 1] = '\0';
    if (!srt && (!lines[0] || !header_is_right(lines[0])))
        complain(&cues, 1, RULE_CUE_HEADER, "the first line is not WEBVTT");
    check_blocks(&cues, lines, !srt && lines[0] ? 1 : 0);
    if (cues.count == 0)
        complain(&cues, 0, RULE_CUE_TEXT, "there is no cue");
    g_hash_table_unref(cues.names);
}

void check_vtt(struct store *store, const char *name)
{
    check(store, name, FALSE);
}

void check_srt(struct store *store, const char *name)
{
    check(store, name, TRUE);
}
