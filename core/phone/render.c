/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/render.h"

#include "core/audio/master.h"
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/edition/chosen.h"
#include "core/edition/identity.h"
#include "core/edition/package.h"
#include "core/language/long_date.h"
#include "core/phone/cut.h"
#include "core/phone/manifest.h"
#include "core/phone/script.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Of the usual rate, in percent. */
static const uint32_t speeds[] = { 80, 100, 125, 150, 175, 200 };

enum { USUAL = 1, USUAL_WPM = 175, WPM_LEAST = 80, WPM_MOST = 449, MINUTES_MOST = 90 };

G_STATIC_ASSERT(G_N_ELEMENTS(speeds) <= BOARD_SPEEDS_MOST);

static guint rate_of(const struct edition_file *edition, guint speed)
{
    const guint usual =
        edition->words_per_minute > 0 ? (guint)edition->words_per_minute : USUAL_WPM;

    return CLAMP((usual * speeds[speed] + 50) / 100, WPM_LEAST, WPM_MOST);
}

/* 0: that of the edition. Where the voice can go no faster, several speeds have one rate. */
static guint other_rate_of(const struct edition_file *edition, guint speed)
{
    const guint rate = rate_of(edition, speed);

    return rate == rate_of(edition, USUAL) ? 0 : rate;
}

/* ---- What is asked of publishing ---- */

/* Names of loudness give way to the phone's. */
static char *phone_profile(const char *names)
{
    g_auto(GStrv) parts = g_strsplit(names ? names : "", ",", -1);
    GString *profile = g_string_new(NULL);

    for (guint i = 0; parts[i]; i++)
        if (*g_strstrip(parts[i]) && strcmp(parts[i], "none") != 0 && !loudness_named(parts[i]))
            g_string_append_printf(profile, "%s,", parts[i]);
    g_string_append(profile, "phone");
    return g_string_free(profile, FALSE);
}

void render_change(struct edition_file *edition)
{
    char *profile = phone_profile(edition->profile);

    g_free(edition->profile);
    edition->profile = profile;
    for (guint i = 0; i < edition->overrides->len; i++) {
        struct edition_override *override =
            &g_array_index(edition->overrides, struct edition_override, i);

        profile = override->profile ? phone_profile(override->profile) : NULL;
        g_free(override->profile);
        override->profile = profile;
    }
    g_strfreev(edition->outputs);
    edition->outputs = g_strsplit("ulaw", ",", -1);
    g_array_set_size(edition->options, 0);
    g_array_set_size(edition->rates, 0);
    for (guint i = 0; i < G_N_ELEMENTS(speeds); i++) {
        const guint rate = other_rate_of(edition, i);

        if (rate > 0 && (i == 0 || rate != other_rate_of(edition, i - 1)))
            g_array_append_val(edition->rates, rate);
    }
    edition->episodes = 0;
}

/* ---- What the line says ---- */

struct render {
    struct run *run;
    const struct render_job *job;
    struct script script;
    struct clip_store store;
    struct manifest manifest;
};

static struct document *document_of(const struct render *render, GError **error)
{
    const struct edition_file *edition = render->run->publish->edition;
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    const char *language = render->script.language, *why = NULL;
    gboolean ok;

    g_free(document->reader);
    document->reader = g_strdup("line");
    builder_meta(builder, CRIER_META_LANGUAGE, language, strlen(language), CRIER_NOWHERE,
                 CRIER_NOWHERE);
    builder_meta(builder, CRIER_META_DATE, edition->date, strlen(edition->date), CRIER_NOWHERE,
                 CRIER_NOWHERE);
    for (guint i = 0; i < render->script.texts->len; i++) {
        const struct crier_block block = { .size = sizeof(block), .role = CRIER_ROLE_PARAGRAPH };
        const char *text = render->script.texts->pdata[i];

        builder_open(builder, &block);
        builder_text(builder, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
        builder_close(builder);
    }
    ok = builder_finish(builder, &why) == CRIER_OK;
    builder_free(builder);
    if (ok)
        return document;
    g_set_error(error, CRIER_ERROR, ERROR_BUG, "what the line says cannot be read: %s", why);
    document_free(document);
    return NULL;
}

/* Speak the script; the key of it in the catalogue, or NULL with an error. */
static const char *speak(struct render *render, GError **error)
{
    struct run *run = render->run;
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *uuid = identity_edition(edition->base_url, edition->title, edition->date);
    g_autofree char *key = g_strconcat("line:", uuid, NULL);
    g_autoptr(GArray) articles = g_array_new(FALSE, FALSE, sizeof(struct press_article));
    struct chosen_words words = { .key = key,
                                  .title = "line",
                                  .source = "what the line says",
                                  .profile = "plain,phone",
                                  .state = STATE_PUBLISHED,
                                  .published = edition->time };
    struct chosen *chosen;

    words.document = document_of(render, error);
    chosen = words.document ? chosen_made_up(run, &words, error) : NULL;
    if (!chosen)
        return NULL;
    if (!chosen->fresh)
        g_array_append_val(articles, chosen->article);
    if (!run_make(run, articles, error))
        return NULL;
    if (catalogue_find(run->catalogue, key))
        return chosen->article.row.key;
    g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "what the line says could not be spoken");
    return NULL;
}

/* ---- Recordings ---- */

static const struct catalogue_file *audio_of(const struct catalogue_article *row, guint wpm)
{
    for (guint i = 0; i < row->file_count; i++)
        if (g_str_has_prefix(row->files[i].type, "audio/") && row->files[i].words_per_minute == wpm)
            return &row->files[i];
    return NULL;
}

static GMappedFile *open_audio(const struct render *render, const struct catalogue_article *row,
                               guint wpm, GError **error)
{
    const struct catalogue_file *file = audio_of(row, wpm);
    g_autofree char *path =
        file ? g_build_filename(render->run->publish->folder, file->name, NULL) : NULL;
    GMappedFile *audio = path ? g_mapped_file_new(path, FALSE, NULL) : NULL;

    if (!audio)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "the recording of %s is gone; render again",
                    row->source);
    return audio;
}

static int64_t sample_of(int64_t frame, uint32_t rate, int64_t most)
{
    return CLAMP(frame * BOARD_RATE / rate, 0, most);
}

/* A clip for each text: from its first sentence to the end of its last. */
static gboolean cut_script(struct render *render, const struct package *package,
                           const guint8 *samples, gsize size, GError **error)
{
    const GArray *sentences = package->record->sentences;
    const uint32_t rate = package->record->rate;
    guint at = 0;

    for (guint i = 0; i < render->script.texts->len; i++) {
        const uint32_t tail = g_array_index(render->script.tails, uint32_t, i);
        int64_t from = -1, to = 0;

        for (; at < sentences->len; at++) {
            const struct recorded_sentence *sentence =
                &g_array_index(sentences, struct recorded_sentence, at);

            if (sentence->block > i)
                break;
            from = from < 0 ? sample_of(sentence->start, rate, (int64_t)size) : from;
            to = sample_of(sentence->start + sentence->frames, rate, (int64_t)size);
        }
        from = MAX(from, 0);
        if (!clip_store_add(&render->store, samples + from, (gsize)MAX(to - from, 0),
                            (gsize)tail * BOARD_RATE / 1000, render->script.texts->pdata[i], error))
            return FALSE;
    }
    return TRUE;
}

static gboolean make_script(struct render *render, GError **error)
{
    const char *key = speak(render, error);
    const struct catalogue_article *row = key ? catalogue_find(render->run->catalogue, key) : NULL;
    g_autofree char *path =
        row ? g_build_filename(render->run->publish->folder, row->package, NULL) : NULL;
    g_autoptr(GMappedFile) audio = row ? open_audio(render, row, 0, error) : NULL;
    struct package package;
    gboolean ok;

    if (!audio)
        return FALSE;
    ok = package_load(&package, path, error) &&
         cut_script(render, &package, (const guint8 *)g_mapped_file_get_contents(audio),
                    g_mapped_file_get_length(audio), error);
    package_clear(&package);
    return ok;
}

/* Where sentences start at a rate, in samples, and the end: `count` + 1. */
static int64_t *starts_of(const struct package *package, guint wpm, int64_t size)
{
    const GArray *sentences = package->record->sentences;
    int64_t *starts = g_new0(int64_t, sentences->len + 1);
    guint found = 0;

    for (guint i = 0; wpm == 0 && i < sentences->len; i++)
        starts[found++] = g_array_index(sentences, struct recorded_sentence, i).start;
    for (guint i = 0; wpm > 0 && i < package->rungs->len && found < sentences->len; i++)
        if (g_array_index(package->rungs, struct package_rung, i).words_per_minute == wpm)
            starts[found++] = g_array_index(package->rungs, struct package_rung, i).start;
    if (found < sentences->len) {
        g_free(starts);
        return NULL;
    }
    for (guint i = 0; i < found; i++) {
        starts[i] = sample_of(starts[i], package->record->rate, size);
        if (i > 0)
            starts[i] = MAX(starts[i], starts[i - 1]);
    }
    starts[found] = size;
    return starts;
}

/* The words of each sentence, on one line. */
static GPtrArray *sentences_of(const struct package *package)
{
    const GArray *sentences = package->record->sentences;
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < sentences->len; i++) {
        const struct recorded_sentence *sentence =
            &g_array_index(sentences, struct recorded_sentence, i);
        const struct block *block = document_block(package->document, sentence->block);
        const char *text = document_text(package->document, block);

        g_ptr_array_add(
            words, g_strdelimit(g_strndup(text + sentence->from, sentence->to - sentence->from),
                                "\n\r\t", ' '));
    }
    return words;
}

static gboolean cut_at(struct render *render, const struct catalogue_article *row,
                       const struct package *package, guint speed, struct manifest_story *story,
                       GError **error)
{
    const guint wpm = other_rate_of(render->run->publish->edition, speed);
    struct board_rendering *rendering = &story->story.renderings[speed];
    g_autoptr(GMappedFile) audio = open_audio(render, row, wpm, error);
    g_autoptr(GPtrArray) sentences = sentences_of(package);
    g_autofree int64_t *starts = NULL;

    if (!audio)
        return FALSE;
    starts = starts_of(package, wpm, (int64_t)g_mapped_file_get_length(audio));
    if (!starts) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                    "%s was spoken by an older version; remove the folder and render again",
                    row->source);
        return FALSE;
    }
    story->marks[speed] = g_new0(struct board_mark, story->story.sentence_count);
    rendering->marks = story->marks[speed];
    rendering->first = render->store.clips->len;
    if (!clip_store_cut(&render->store, (const guint8 *)g_mapped_file_get_contents(audio), starts,
                        story->story.sentence_count, sentences, story->marks[speed], error))
        return FALSE;
    rendering->count = render->store.clips->len - rendering->first;
    return TRUE;
}

static void number_paragraphs(const struct package *package, struct manifest_story *story)
{
    const GArray *sentences = package->record->sentences;
    uint32_t number = 0;

    story->paragraphs = g_new0(uint32_t, MAX(sentences->len, 1));
    for (guint i = 1; i < sentences->len; i++) {
        if (g_array_index(sentences, struct recorded_sentence, i).block !=
            g_array_index(sentences, struct recorded_sentence, i - 1).block)
            number++;
        story->paragraphs[i] = number;
    }
    story->story.paragraphs = story->paragraphs;
    story->story.sentence_count = sentences->len;
}

static gboolean cut_story(struct render *render, struct manifest_story *story, GError **error)
{
    const struct catalogue_article *row = catalogue_find(render->run->catalogue, story->key);
    g_autofree char *path = g_build_filename(render->run->publish->folder, row->package, NULL);
    struct package package;
    gboolean ok = package_load(&package, path, error);

    if (ok) {
        number_paragraphs(&package, story);
        for (guint i = 0; ok && i < G_N_ELEMENTS(speeds); i++)
            ok = cut_at(render, row, &package, i, story, error);
    }
    package_clear(&package);
    return ok;
}

/* ---- All of it ---- */

/* How long the longest story is at the slowest rate, in minutes. */
static uint32_t longest(const struct render *render)
{
    const struct run *run = render->run;
    uint64_t bytes = 0;

    for (guint i = 0; i < run->sections->len; i++) {
        const GPtrArray *keys = g_array_index(run->sections, struct bound_section, i).keys;

        for (guint k = 0; k < keys->len; k++) {
            const struct catalogue_file *file = audio_of(
                catalogue_find(run->catalogue, keys->pdata[k]), rate_of(run->publish->edition, 0));

            bytes = file && file->bytes > bytes ? file->bytes : bytes;
        }
    }
    return (uint32_t)CLAMP(bytes / (60 * BOARD_RATE) + 1, 1, MINUTES_MOST);
}

static void describe_story(struct render *render, struct manifest_topic *topic, const char *key,
                           guint number, guint of)
{
    const struct catalogue_article *row = catalogue_find(render->run->catalogue, key);
    struct manifest_story *story = manifest_story_new(topic, key);

    story->story.id = story->id = g_strdup(row->id);
    story->story.content = story->content = g_strndup(row->content, 32);
    story->story.title = story->title = g_strdup(row->title);
    story->story.published = row->published;
    story->story.since = manifest_since(&render->manifest, row->id, story->content);
    story->story.headline = script_headline(&render->script, row->title);
    story->story.place = script_place(&render->script, topic->title, number, of);
}

static void describe(struct render *render)
{
    struct run *run = render->run;
    struct manifest *manifest = &render->manifest;
    struct script *script = &render->script;
    const guint sections = run->sections->len - MIN(run->buried, run->sections->len);

    manifest->speed_count = G_N_ELEMENTS(speeds);
    manifest->usual = USUAL;
    for (guint i = 0; i < G_N_ELEMENTS(speeds); i++) {
        manifest->speeds[i] = speeds[i];
        manifest->speed_clips[i] = script_count(script, "speed", speeds[i]);
    }
    manifest->first_minute = script->texts->len;
    manifest->minute_count = longest(render);
    for (uint32_t i = 1; i <= manifest->minute_count; i++)
        script_count(script, "minutes", i);
    for (guint i = 0; i < sections; i++) {
        const struct bound_section *section =
            &g_array_index(run->sections, struct bound_section, i);
        struct manifest_topic *topic = manifest_topic_new(
            manifest, section->title ? section->title : run->publish->edition->title);

        topic->choice = script_choice(script, topic->title, i % BOARD_CHOICES + 1);
        topic->opening = script_opening(script, topic->title, section->keys->len);
        for (guint k = 0; k < section->keys->len; k++)
            describe_story(render, topic, section->keys->pdata[k], k + 1, section->keys->len);
    }
}

static gboolean cut_stories(struct render *render, GError **error)
{
    for (guint i = 0; i < render->manifest.topics->len; i++) {
        const struct manifest_topic *topic = render->manifest.topics->pdata[i];

        for (guint k = 0; k < topic->stories->len; k++) {
            if (*render->run->publish->stop) {
                g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
                return FALSE;
            }
            if (!cut_story(render, topic->stories->pdata[k], error))
                return FALSE;
        }
    }
    return TRUE;
}

static gboolean make(struct render *render, GError **error)
{
    const struct publish *publish = render->run->publish;
    g_autofree char *clips = g_build_filename(publish->folder, "clips", NULL);

    if (g_mkdir_with_parents(clips, 0755) != 0) {
        const char *why = g_strerror(errno);
        g_autofree char *shown = error_printable(clips, -1);

        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot make %s: %s", shown, why);
        return FALSE;
    }
    describe(render);
    if (!make_script(render, error) || !cut_stories(render, error) ||
        !manifest_write(&render->manifest, &render->store, publish->folder, error))
        return FALSE;
    clip_store_prune(&render->store, publish->now);
    run_say(render->run, "wrote %s/manifest.json", publish->folder);
    return TRUE;
}

gboolean render_finish(void *data, struct run *run, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *date = long_date(edition->language, edition->date, TRUE);
    struct render render = { .run = run, .job = data };
    gboolean ok;

    clip_store_init(&render.store, run->publish->folder);
    manifest_init(&render.manifest, edition->title, run->publish->folder, run->publish->now);
    ok = script_init(&render.script, edition->language, render.job->keymap, edition->title,
                     date ? date : edition->date, edition->authority, error) &&
         make(&render, error);
    script_clear(&render.script);
    manifest_clear(&render.manifest);
    clip_store_clear(&render.store);
    return ok;
}
