/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/phone_folder.h"

#include "core/phone/manifest.h"
#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <string.h>

enum { CLIP_SAMPLES = BOARD_RATE / 2, STORIES = 2, SENTENCES = 2, SPEEDS = 2 };

static uint32_t add(struct clip_store *store, const char *text)
{
    guint8 samples[CLIP_SAMPLES];

    memset(samples, 0x80, sizeof(samples));
    memcpy(samples, &store->clips->len, sizeof(store->clips->len));
    assert_true(clip_store_add(store, samples, sizeof(samples), 0, text, NULL));
    return store->clips->len - 1;
}

static void add_story(struct manifest_topic *topic, struct clip_store *store, const char *title,
                      guint number)
{
    g_autofree char *key = g_strdup_printf("story-%u", number);
    struct manifest_story *story = manifest_story_new(topic, key);

    story->id = g_strdup(key);
    story->content = g_strdup(key);
    story->title = g_strdup(title);
    story->paragraphs = g_new0(uint32_t, SENTENCES);
    story->story.id = story->id;
    story->story.content = story->content;
    story->story.title = story->title;
    story->story.headline = add(store, title);
    story->story.place = add(store, title);
    story->story.sentence_count = SENTENCES;
    story->story.paragraphs = story->paragraphs;
    for (guint s = 0; s < SPEEDS; s++) {
        story->marks[s] = g_new0(struct board_mark, SENTENCES);
        story->story.renderings[s].first = store->clips->len;
        story->story.renderings[s].count = SENTENCES;
        story->story.renderings[s].marks = story->marks[s];
        for (guint i = 0; i < SENTENCES; i++) {
            story->marks[s][i].part = i;
            (void)add(store, title);
        }
    }
}

void phone_folder_write(const char *folder, const char *title)
{
    g_autofree char *clips = g_build_filename(folder, "clips", NULL);
    struct manifest manifest;
    struct clip_store store;

    assert_int_equal(g_mkdir_with_parents(clips, 0700), 0);
    clip_store_init(&store, folder);
    manifest_init(&manifest, title, folder, 1000);
    manifest.speed_count = SPEEDS;
    manifest.speeds[0] = 100;
    manifest.speeds[1] = 150;
    for (int i = 0; i < PROMPT_COUNT; i++)
        (void)add(&store, board_prompt_name((enum board_prompt)i));
    for (guint i = 0; i < SPEEDS; i++)
        manifest.speed_clips[i] = add(&store, "speed");
    manifest.minute_count = 1;
    manifest.first_minute = add(&store, "minute");
    for (guint i = 0; i < 2; i++) {
        struct manifest_topic *topic = manifest_topic_new(&manifest, title);

        topic->choice = add(&store, "choice");
        topic->opening = add(&store, "opening");
        for (guint k = 0; i == 0 && k < STORIES; k++)
            add_story(topic, &store, title, k);
    }
    assert_true(manifest_write(&manifest, &store, folder, NULL));
    manifest_clear(&manifest);
    clip_store_clear(&store);
}
