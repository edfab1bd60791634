/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/board.h"

#include "core/base/beneath.h"
#include "core/base/error.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    FORMAT = 2,
    SIZE_MOST = 256 << 20, /* of a manifest */
    CLIPS_MOST = 1000000,
    SAMPLES_MOST = 60 * BOARD_RATE,
    LIST_MOST = 1000000,
    SPEED_LEAST = 25,
    SPEED_MOST = 400
};

struct loaded {
    struct board board; /* first: one is the other */
    gint users;
    GPtrArray *memory;
    const char *wrong; /* the first thing in the manifest that cannot be; NULL: none yet */
};

static const char *const prompt_names[PROMPT_COUNT] = {
    [PROMPT_GREETING] = "greeting",
    [PROMPT_RESUME] = "resume",
    [PROMPT_RESUME_KEY] = "resume-key",
    [PROMPT_MENU_NEW] = "menu-new",
    [PROMPT_MENU_SEARCH] = "menu-search",
    [PROMPT_MENU_MORE] = "menu-more",
    [PROMPT_MENU_SETTINGS] = "menu-settings",
    [PROMPT_MENU_HELP] = "menu-help",
    [PROMPT_HELP_MAIN] = "help-main",
    [PROMPT_HELP_TOPIC] = "help-topic",
    [PROMPT_HELP_STORY] = "help-story",
    [PROMPT_HELP_SETTINGS] = "help-settings",
    [PROMPT_WRONG_KEY] = "wrong-key",
    [PROMPT_GOODBYE] = "goodbye",
    [PROMPT_END_OF_STORY] = "end-of-story",
    [PROMPT_END_OF_TOPIC] = "end-of-topic",
    [PROMPT_FIRST_STORY] = "first-story",
    [PROMPT_LAST_STORY] = "last-story",
    [PROMPT_START_OF_STORY] = "start-of-story",
    [PROMPT_PAUSED] = "paused",
    [PROMPT_STILL_THERE] = "still-there",
    [PROMPT_SLOWEST] = "slowest",
    [PROMPT_FASTEST] = "fastest",
    [PROMPT_SETTINGS] = "settings",
    [PROMPT_NOTHING_NEW] = "nothing-new",
    [PROMPT_NEW] = "new",
    [PROMPT_STORY_GONE] = "story-gone",
    [PROMPT_STORY_CHANGED] = "story-changed",
    [PROMPT_EXCUSE] = "excuse",
    [PROMPT_ENTER_CODE] = "enter-code",
    [PROMPT_ENTER_PIN] = "enter-pin",
    [PROMPT_CODE_WRONG] = "code-wrong",
    [PROMPT_CODE_LOCKED] = "code-locked",
    [PROMPT_MEMBER_OFFER] = "member-offer",
    [PROMPT_MEMBER_KNOWN] = "member-known",
    [PROMPT_SETTINGS_CODE] = "settings-code",
    [PROMPT_NEW_CODE] = "new-code",
    [PROMPT_NEW_CODE_AGAIN] = "new-code-again",
    [PROMPT_NEW_PIN] = "new-pin",
    [PROMPT_DIGIT_0] = "digit-0",
    [PROMPT_DIGIT_0 + 1] = "digit-1",
    [PROMPT_DIGIT_0 + 2] = "digit-2",
    [PROMPT_DIGIT_0 + 3] = "digit-3",
    [PROMPT_DIGIT_0 + 4] = "digit-4",
    [PROMPT_DIGIT_0 + 5] = "digit-5",
    [PROMPT_DIGIT_0 + 6] = "digit-6",
    [PROMPT_DIGIT_0 + 7] = "digit-7",
    [PROMPT_DIGIT_0 + 8] = "digit-8",
    [PROMPT_DIGIT_9] = "digit-9",
    [PROMPT_SEARCH] = "search",
    [PROMPT_SEARCH_NONE] = "search-none",
};

const char *board_prompt_name(enum board_prompt prompt)
{
    return prompt_names[prompt];
}

/* ---- Values of the manifest; what is wrong is noted once, and the walk goes on ---- */

static void *keep(struct loaded *loaded, void *memory)
{
    g_ptr_array_add(loaded->memory, memory);
    return memory;
}

static void complain(struct loaded *loaded, const char *name)
{
    if (!loaded->wrong)
        loaded->wrong = name;
}

static int64_t number_of(struct loaded *loaded, JsonNode *node, const char *name, int64_t most)
{
    int64_t value;

    if (!node || !JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_INT64) {
        complain(loaded, name);
        return 0;
    }
    value = json_node_get_int(node);
    if (value >= 0 && value <= most)
        return value;
    complain(loaded, name);
    return 0;
}

static uint32_t clip_of(struct loaded *loaded, JsonNode *node, const char *name)
{
    return (uint32_t)number_of(loaded, node, name, (int64_t)loaded->board.clip_count - 1);
}

static JsonNode *member(JsonObject *object, const char *name)
{
    return object ? json_object_get_member(object, name) : NULL;
}

static const char *text(struct loaded *loaded, JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name);
    const char *value =
        node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
            ? json_node_get_string(node)
            : NULL;

    if (!value)
        complain(loaded, name);
    return keep(loaded, g_strdup(value ? value : ""));
}

static JsonArray *list_of(struct loaded *loaded, JsonNode *node, const char *name, guint *count)
{
    JsonArray *list = node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;

    *count = list ? json_array_get_length(list) : 0;
    if (!list || *count > LIST_MOST) {
        complain(loaded, name);
        *count = 0;
    }
    return list;
}

static JsonArray *list(struct loaded *loaded, JsonObject *object, const char *name, guint *count)
{
    return list_of(loaded, member(object, name), name, count);
}

static JsonObject *object_at(struct loaded *loaded, JsonArray *array, guint index, const char *name)
{
    JsonNode *node = json_array_get_element(array, index);

    if (node && JSON_NODE_HOLDS_OBJECT(node))
        return json_node_get_object(node);
    complain(loaded, name);
    return NULL;
}

/* ---- Its parts ---- */

static void take_clips(struct loaded *loaded, JsonObject *root)
{
    guint count;
    JsonArray *array = list(loaded, root, "clips", &count);
    struct board_clip *clips = keep(loaded, g_new0(struct board_clip, MAX(count, 1)));

    for (guint i = 0; i < count; i++) {
        JsonObject *clip = object_at(loaded, array, i, "clips");

        clips[i].file = text(loaded, clip, "file");
        clips[i].text = text(loaded, clip, "text");
        clips[i].samples =
            (uint32_t)number_of(loaded, member(clip, "samples"), "samples", SAMPLES_MOST);
        if (!beneath_is_safe(clips[i].file))
            complain(loaded, "file");
    }
    if (count == 0 || count > CLIPS_MOST)
        complain(loaded, "clips");
    loaded->board.clips = clips;
    loaded->board.clip_count = count;
}

static void take_speeds(struct loaded *loaded, JsonObject *root)
{
    struct board *board = &loaded->board;
    guint count, clips;
    JsonArray *speeds = list(loaded, root, "speeds", &count);
    JsonArray *said = list(loaded, root, "speed_clips", &clips);

    if (count == 0 || count > BOARD_SPEEDS_MOST || clips != count) {
        complain(loaded, "speeds");
        return;
    }
    board->speed_count = count;
    for (guint i = 0; i < count; i++) {
        board->speeds[i] =
            (uint32_t)number_of(loaded, json_array_get_element(speeds, i), "speeds", SPEED_MOST);
        board->speed_clips[i] = clip_of(loaded, json_array_get_element(said, i), "speed_clips");
        if (board->speeds[i] < SPEED_LEAST || (i > 0 && board->speeds[i] <= board->speeds[i - 1]))
            complain(loaded, "speeds");
    }
    board->usual = (uint32_t)number_of(loaded, member(root, "usual"), "usual", (int64_t)count - 1);
}

static void take_prompts(struct loaded *loaded, JsonObject *root)
{
    JsonNode *node = member(root, "prompts");
    JsonObject *prompts = node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    guint count;
    JsonArray *array = list(loaded, root, "minutes", &count);
    uint32_t *minutes = keep(loaded, g_new0(uint32_t, MAX(count, 1)));

    for (guint i = 0; i < PROMPT_COUNT; i++)
        loaded->board.prompts[i] =
            clip_of(loaded, member(prompts, prompt_names[i]), prompt_names[i]);
    for (guint i = 0; i < count; i++)
        minutes[i] = clip_of(loaded, json_array_get_element(array, i), "minutes");
    if (count == 0)
        complain(loaded, "minutes");
    loaded->board.minutes = minutes;
    loaded->board.minute_count = count;
}

/* ---- Stories ---- */

static void take_mark(struct loaded *loaded, const struct board_rendering *rendering,
                      JsonNode *node, struct board_mark *mark)
{
    guint count;
    JsonArray *pair = list_of(loaded, node, "marks", &count);

    if (count != 2) {
        complain(loaded, "marks");
        return;
    }
    mark->part = (uint32_t)number_of(loaded, json_array_get_element(pair, 0), "marks",
                                     (int64_t)rendering->count - 1);
    if (rendering->first + mark->part < loaded->board.clip_count)
        mark->from =
            (uint32_t)number_of(loaded, json_array_get_element(pair, 1), "marks",
                                loaded->board.clips[rendering->first + mark->part].samples);
}

static void take_rendering(struct loaded *loaded, const struct board_story *story,
                           JsonObject *object, struct board_rendering *rendering)
{
    const uint32_t clips = loaded->board.clip_count;
    guint count;
    JsonArray *array = list(loaded, object, "marks", &count);
    struct board_mark *marks = keep(loaded, g_new0(struct board_mark, MAX(count, 1)));

    rendering->first = clip_of(loaded, member(object, "first"), "first");
    rendering->count = (uint32_t)number_of(loaded, member(object, "count"), "count",
                                           (int64_t)clips - rendering->first);
    rendering->marks = marks;
    if (count != story->sentence_count || rendering->count == 0) {
        complain(loaded, "marks");
        return;
    }
    for (guint i = 0; i < count; i++) {
        take_mark(loaded, rendering, json_array_get_element(array, i), &marks[i]);
        if (i > 0 && (marks[i].part < marks[i - 1].part ||
                      (marks[i].part == marks[i - 1].part && marks[i].from < marks[i - 1].from)))
            complain(loaded, "marks");
    }
}

static void take_paragraphs(struct loaded *loaded, JsonObject *object, struct board_story *story)
{
    guint count;
    JsonArray *array = list(loaded, object, "paragraphs", &count);
    uint32_t *paragraphs = keep(loaded, g_new0(uint32_t, MAX(count, 1)));

    for (guint i = 0; i < count; i++) {
        paragraphs[i] =
            (uint32_t)number_of(loaded, json_array_get_element(array, i), "paragraphs", LIST_MOST);
        if (i > 0 && paragraphs[i] < paragraphs[i - 1])
            complain(loaded, "paragraphs");
    }
    if (count == 0)
        complain(loaded, "paragraphs");
    story->paragraphs = paragraphs;
    story->sentence_count = count;
}

static void take_story(struct loaded *loaded, JsonObject *object, struct board_story *story)
{
    guint count;
    JsonArray *renderings = list(loaded, object, "renderings", &count);

    story->id = text(loaded, object, "id");
    story->content = text(loaded, object, "content");
    story->title = text(loaded, object, "title");
    story->published = number_of(loaded, member(object, "published"), "published", G_MAXINT64);
    story->since = number_of(loaded, member(object, "since"), "since", G_MAXINT64);
    story->headline = clip_of(loaded, member(object, "headline"), "headline");
    story->place = clip_of(loaded, member(object, "place"), "place");
    take_paragraphs(loaded, object, story);
    if (count != loaded->board.speed_count || !*story->id) {
        complain(loaded, "renderings");
        return;
    }
    for (guint i = 0; i < count; i++)
        take_rendering(loaded, story, object_at(loaded, renderings, i, "renderings"),
                       &story->renderings[i]);
}

static void take_topics(struct loaded *loaded, JsonObject *root)
{
    guint count;
    JsonArray *array = list(loaded, root, "topics", &count);
    struct board_topic *topics = keep(loaded, g_new0(struct board_topic, MAX(count, 1)));
    GArray *stories = g_array_new(FALSE, TRUE, sizeof(struct board_story));

    for (guint i = 0; i < count; i++) {
        JsonObject *object = object_at(loaded, array, i, "topics");
        guint length;
        JsonArray *of_topic = list(loaded, object, "stories", &length);

        topics[i] = (struct board_topic){ text(loaded, object, "title"),
                                          clip_of(loaded, member(object, "choice"), "choice"),
                                          clip_of(loaded, member(object, "opening"), "opening"),
                                          stories->len, length };
        for (guint k = 0; k < length; k++) {
            struct board_story story = { 0 };

            take_story(loaded, object_at(loaded, of_topic, k, "stories"), &story);
            g_array_append_val(stories, story);
        }
    }
    if (count == 0)
        complain(loaded, "topics");
    loaded->board.topics = topics;
    loaded->board.topic_count = count;
    loaded->board.story_count = stories->len;
    loaded->board.stories = keep(loaded, g_array_free(stories, FALSE));
}

static void take_manifest(struct loaded *loaded, JsonNode *node)
{
    JsonObject *root = node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    JsonNode *format = member(root, "format");

    if (!format || number_of(loaded, format, "format", FORMAT) != FORMAT) {
        complain(loaded, "format");
        return;
    }
    loaded->board.edition = text(loaded, root, "edition");
    take_clips(loaded, root);
    take_speeds(loaded, root);
    take_prompts(loaded, root);
    if (!loaded->wrong)
        take_topics(loaded, root);
}

/* ---- The whole ---- */

static struct loaded *loaded_new(const char *folder)
{
    struct loaded *loaded = g_new0(struct loaded, 1);

    loaded->users = 1;
    loaded->memory = g_ptr_array_new_with_free_func(g_free);
    loaded->board.folder = keep(loaded, g_strdup(folder));
    return loaded;
}

struct board *board_parse(const char *folder, const char *bytes, gsize size, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autofree char *shown = error_printable(folder, -1);
    struct loaded *loaded;

    if (!json_parser_load_from_data(parser, bytes, (gssize)size, NULL)) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                    "%s/manifest.json is damaged; `crier line --render EDITION.ini` makes it anew",
                    shown);
        return NULL;
    }
    loaded = loaded_new(folder);
    take_manifest(loaded, json_parser_get_root(parser));
    if (!loaded->wrong)
        return &loaded->board;
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "%s: \"%s\" in manifest.json cannot be; `crier line --render EDITION.ini` "
                "makes it anew",
                shown, loaded->wrong);
    board_unref(&loaded->board);
    return NULL;
}

struct board *board_load(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
    g_autofree char *shown = error_printable(path, -1), *bytes = NULL;
    GStatBuf st;
    gsize size = 0;

    if (g_stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= SIZE_MOST &&
        g_file_get_contents(path, &bytes, &size, NULL))
        return board_parse(folder, bytes, size, error);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                "%s cannot be read; `crier line --render EDITION.ini` makes it", shown);
    return NULL;
}

struct board *board_ref(struct board *board)
{
    g_atomic_int_inc(&((struct loaded *)board)->users);
    return board;
}

void board_unref(struct board *board)
{
    struct loaded *loaded = (struct loaded *)board;

    if (!g_atomic_int_dec_and_test(&loaded->users))
        return;
    g_ptr_array_unref(loaded->memory);
    g_free(loaded);
}
