/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/clock.h"
#include "core/verify/daisy_parts.h"

#include <string.h>

/* Players that round to tenths are served as well. */
#define CLIP_SLACK 100

void daisy_check_time(struct markup *page, const char *what, const char *said, gint64 is,
                      gint64 between)
{
    gint64 time = clock_smil(said);

    if (time < 0 || time - is > between || is - time > between)
        markup_add(page, NULL, RULE_DAISY_TIME, "%s says %s, the clips last %.3f seconds", what,
                   said ? said : "nothing", (double)is / 1000);
}

guint daisy_place(struct daisy_smil *smil, const xmlNode *element)
{
    guint place = 1;

    for (xmlNode *node = markup_root(&smil->page); node && node != element;
         node = node_next(node, markup_root(&smil->page)))
        place++;
    return place;
}

static void check_form(struct markup *page, xmlNode *clip, const struct media *media,
                       struct daisy_audio *audio)
{
    if (media->kind != MEDIA_MP3)
        return;
    if (!audio->bitrate) {
        audio->bitrate = media->bitrate;
        audio->rate = media->rate;
    }
    if (media->id3 || media->varying || media->channels != 1 || media->bitrate != audio->bitrate ||
        media->rate != audio->rate)
        markup_add(page, clip, RULE_DAISY_AUDIO, "%s has another form than talking books need",
                   node_get(page, clip, "src"));
}

static gint64 check_clip(struct markup *page, xmlNode *clip, struct daisy_audio *audio)
{
    const char *src = node_get(page, clip, "src");
    g_autofree char *name = src ? store_resolve(page->name, src, NULL) : NULL;
    const struct media *media = name ? store_media(page->store, name) : NULL;
    gint64 begin = clock_smil(node_get(page, clip, "clip-begin"));
    gint64 end = clock_smil(node_get(page, clip, "clip-end"));

    if (!media)
        markup_add(page, clip, RULE_DAISY_LINK, "there is no sound %s", src ? src : "named");
    else
        check_form(page, clip, media, audio);
    if (begin < 0 || end <= begin || (media && end > media->milliseconds + CLIP_SLACK)) {
        markup_add(page, clip, RULE_DAISY_CLIP, "the clip of %s has no right times",
                   src ? src : "nothing");
        return 0;
    }
    return end - begin;
}

/* Sentences of a page follow each other: it is read once. */
static struct markup *page_of(struct markup *page, struct daisy_audio *audio, const char *name)
{
    if (g_strcmp0(audio->page_name, name) == 0)
        return &audio->page;
    if (audio->read)
        markup_clear(&audio->page);
    g_free(audio->page_name);
    audio->page_name = g_strdup(name);
    audio->read = TRUE;
    markup_read(&audio->page, page->store, audio->page_name, RULE_XML_ID);
    return &audio->page;
}

static void check_text(struct markup *page, xmlNode *text, struct daisy_audio *audio)
{
    const char *src = node_get(page, text, "src");
    g_autofree char *id = NULL;
    g_autofree char *name = src ? store_resolve(page->name, src, &id) : NULL;
    struct markup *target;

    if (!name || !id || !store_has(page->store, name)) {
        markup_add(page, text, RULE_DAISY_LINK, "%s leads nowhere", src ? src : "a text");
        return;
    }
    target = page_of(page, audio, name);
    if (target->doc && !markup_by_id(target, id))
        markup_add(page, text, RULE_DAISY_LINK, "%s leads nowhere", src);
}

static void check_par(struct markup *page, xmlNode *par)
{
    const char *sync = node_get(page, par, "endsync");

    if (!sync || strcmp(sync, "last") != 0 || !node_find(par, "text"))
        markup_add(page, par, RULE_DAISY_SMIL, "a par lacks endsync=last or its text");
}

void daisy_check_smil(struct daisy_smil *smil, struct daisy_audio *audio, gint64 *sum)
{
    struct markup *page = &smil->page;
    xmlNode *root = markup_root(page), *body = node_child(root, "body");
    xmlNode *seq = node_child(body, "seq");
    const char *elapsed = daisy_meta(page, "ncc:totalElapsedTime", NULL);
    gint64 length = 0;

    if (!node_find(root, "region") || !seq || xmlNextElementSibling(seq)) {
        markup_add(page, body, RULE_DAISY_SMIL, "it holds no region, or not one seq");
        return;
    }
    for (xmlNode *node = seq; node; node = node_next(node, seq)) {
        if (node_is(node, "audio"))
            length += check_clip(page, node, audio);
        else if (node_is(node, "text"))
            check_text(page, node, audio);
        else if (node_is(node, "par"))
            check_par(page, node);
    }
    daisy_check_time(page, "dur", node_get(page, seq, "dur"), length, 500);
    daisy_check_time(page, "ncc:timeInThisSmil", daisy_meta(page, "ncc:timeInThisSmil", NULL),
                     length, 500);
    if (elapsed)
        daisy_check_time(page, "ncc:totalElapsedTime", elapsed, *sum, 1000);
    *sum += length;
}
