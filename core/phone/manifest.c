/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/manifest.h"

#include "core/base/json.h"
#include "core/source/output_file.h"

#include <string.h>

static void story_free(void *data)
{
    struct manifest_story *story = data;

    g_free(story->key);
    g_free(story->id);
    g_free(story->content);
    g_free(story->title);
    g_free(story->paragraphs);
    for (guint i = 0; i < BOARD_SPEEDS_MOST; i++)
        g_free(story->marks[i]);
    g_free(story);
}

static void topic_free(void *data)
{
    struct manifest_topic *topic = data;

    g_free(topic->title);
    g_ptr_array_unref(topic->stories);
    g_free(topic);
}

void manifest_init(struct manifest *manifest, const char *edition, const char *folder, int64_t now)
{
    *manifest = (struct manifest){ .edition = edition,
                                   .before = board_load(folder, NULL),
                                   .now = now,
                                   .topics = g_ptr_array_new_with_free_func(topic_free) };
}

void manifest_clear(struct manifest *manifest)
{
    if (manifest->before)
        board_unref(manifest->before);
    g_ptr_array_unref(manifest->topics);
}

struct manifest_topic *manifest_topic_new(struct manifest *manifest, const char *title)
{
    struct manifest_topic *topic = g_new0(struct manifest_topic, 1);

    topic->title = g_strdup(title);
    topic->stories = g_ptr_array_new_with_free_func(story_free);
    g_ptr_array_add(manifest->topics, topic);
    return topic;
}

struct manifest_story *manifest_story_new(struct manifest_topic *topic, const char *key)
{
    struct manifest_story *story = g_new0(struct manifest_story, 1);

    story->key = g_strdup(key);
    g_ptr_array_add(topic->stories, story);
    return story;
}

int64_t manifest_since(const struct manifest *manifest, const char *id, const char *content)
{
    const struct board *before = manifest->before;

    for (uint32_t i = 0; before && i < before->story_count; i++)
        if (strcmp(before->stories[i].id, id) == 0 &&
            strcmp(before->stories[i].content, content) == 0)
            return before->stories[i].since;
    return manifest->now;
}

/* ---- Writing ---- */

static void put_clips(struct json *json, const struct clip_store *store)
{
    json_key(json, "clips");
    json_open(json, '[');
    for (guint i = 0; i < store->clips->len; i++) {
        const struct board_clip *clip = &g_array_index(store->clips, struct board_clip, i);

        json_open(json, '{');
        json_key_string(json, "file", clip->file, -1);
        json_key_int(json, "samples", clip->samples);
        json_key_string(json, "text", clip->text, -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_numbers(struct json *json, const char *key, const uint32_t *numbers, guint count)
{
    json_key(json, key);
    json_open(json, '[');
    for (guint i = 0; i < count; i++)
        json_int(json, numbers[i]);
    json_close(json, ']');
}

static void put_prompts(struct json *json, const struct manifest *manifest)
{
    json_key(json, "prompts");
    json_open(json, '{');
    for (int i = 0; i < PROMPT_COUNT; i++)
        json_key_int(json, board_prompt_name((enum board_prompt)i), i);
    json_close(json, '}');
    json_key(json, "minutes");
    json_open(json, '[');
    for (uint32_t i = 0; i < manifest->minute_count; i++)
        json_int(json, manifest->first_minute + i);
    json_close(json, ']');
}

static void put_rendering(struct json *json, const struct board_rendering *rendering,
                          uint32_t sentences)
{
    json_open(json, '{');
    json_key_int(json, "first", rendering->first);
    json_key_int(json, "count", rendering->count);
    json_key(json, "marks");
    json_open(json, '[');
    for (uint32_t i = 0; i < sentences; i++) {
        json_open(json, '[');
        json_int(json, rendering->marks[i].part);
        json_int(json, rendering->marks[i].from);
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_story(struct json *json, const struct manifest *manifest,
                      const struct board_story *story)
{
    json_open(json, '{');
    json_key_string(json, "id", story->id, -1);
    json_key_string(json, "content", story->content, -1);
    json_key_string(json, "title", story->title, -1);
    json_key_int(json, "published", story->published);
    json_key_int(json, "since", story->since);
    json_key_int(json, "headline", story->headline);
    json_key_int(json, "place", story->place);
    put_numbers(json, "paragraphs", story->paragraphs, story->sentence_count);
    json_key(json, "renderings");
    json_open(json, '[');
    for (guint i = 0; i < manifest->speed_count; i++)
        put_rendering(json, &story->renderings[i], story->sentence_count);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_topics(struct json *json, const struct manifest *manifest)
{
    json_key(json, "topics");
    json_open(json, '[');
    for (guint i = 0; i < manifest->topics->len; i++) {
        const struct manifest_topic *topic = manifest->topics->pdata[i];

        json_open(json, '{');
        json_key_string(json, "title", topic->title, -1);
        json_key_int(json, "choice", topic->choice);
        json_key_int(json, "opening", topic->opening);
        json_key(json, "stories");
        json_open(json, '[');
        for (guint k = 0; k < topic->stories->len; k++)
            put_story(json, manifest,
                      &((const struct manifest_story *)topic->stories->pdata[k])->story);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

gboolean manifest_write(const struct manifest *manifest, const struct clip_store *store,
                        const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    struct json json;

    json_init(&json, text);
    json_open(&json, '{');
    json_key_int(&json, "format", 2);
    json_key_string(&json, "edition", manifest->edition, -1);
    put_numbers(&json, "speeds", manifest->speeds, manifest->speed_count);
    json_key_int(&json, "usual", manifest->usual);
    put_numbers(&json, "speed_clips", manifest->speed_clips, manifest->speed_count);
    put_prompts(&json, manifest);
    put_clips(&json, store);
    put_topics(&json, manifest);
    json_close(&json, '}');
    g_string_append_c(text, '\n');
    return output_file_put(path, text->str, text->len, error);
}
