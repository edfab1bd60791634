/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"

static const struct {
    const char *suffix;
    enum media_kind kind;
} forms[] = {
    { ".mp3", MEDIA_MP3 },  { ".wav", MEDIA_WAV }, { ".flac", MEDIA_FLAC },
    { ".opus", MEDIA_OGG }, { ".ogg", MEDIA_OGG }, { ".oga", MEDIA_OGG },
};

static const struct {
    enum media_tag tag;
    const char *name;
} tags[] = {
    { TAG_TITLE, "title" }, { TAG_ARTIST, "artist" },     { TAG_ALBUM, "album" },
    { TAG_DATE, "date" },   { TAG_LANGUAGE, "language" },
};

static void check_chapters_of(const struct media *media, struct findings *report, const char *shown)
{
    gint64 last = -1;

    for (guint i = 0; media->chapters && i < media->chapters->len; i++) {
        gint64 begin = g_array_index(media->chapters, gint64, i);

        if (begin < 0 || begin <= last || begin >= media->milliseconds)
            findings_add(report, shown, 0, RULE_AUDIO_CHAPTER,
                         "chapter %u begins out of order or beyond the end", i + 1);
        last = begin;
    }
    if (media->kind == MEDIA_MP3 && media->chapters && media->tops != 1)
        findings_add(report, shown, 0, RULE_AUDIO_CHAPTER, "%u top-level CTOC frames", media->tops);
}

void check_audio(struct store *store, const char *name)
{
    const struct media *media = store_media(store, name);
    g_autofree char *shown = store_shown(store, name);
    g_autofree char *small = g_ascii_strdown(name, -1);
    struct findings *report = store_findings(store);

    findings_file(report, shown);
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (g_str_has_suffix(small, forms[i].suffix) && media && media->kind != forms[i].kind)
            media = NULL;
    if (!media || media->milliseconds <= 0) {
        findings_add(report, shown, 0, RULE_AUDIO_FORM, "there is no sound of this form in it");
        return;
    }
    if (media->cut)
        findings_add(report, shown, 0, RULE_AUDIO_CUT, "its end does not fit its beginning");
    if (!media->gapless)
        findings_add(report, shown, 0, RULE_AUDIO_GAPLESS, "players cannot tell its true length");
    /* WAV keeps other tags, and few programs read them. */
    for (gsize i = 0; i < G_N_ELEMENTS(tags) && media->kind != MEDIA_WAV; i++)
        if (!(media->tags & tags[i].tag))
            findings_add(report, shown, 0, RULE_AUDIO_TAG, "it has no %s", tags[i].name);
    check_chapters_of(media, report, shown);
}
