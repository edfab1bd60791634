/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/publication.h"

#include <string.h>

struct target_output {
    struct output *output;
    char *path;
    const struct crier_output *plugin;
};

struct publication {
    const struct document *document;
    GArray *outputs; /* of struct target_output */
    GArray *meta;    /* of struct crier_meta, values borrowed from the document */
    struct crier_article article;
    uint32_t rate;
};

static void clear_output(gpointer data)
{
    struct target_output *target = data;

    g_free(target->path);
}

struct publication *publication_new(const struct document *document, const char *source,
                                    uint64_t sentences, uint32_t rate)
{
    struct publication *publication = g_new0(struct publication, 1);

    publication->document = document;
    publication->rate = rate;
    publication->outputs = g_array_new(FALSE, FALSE, sizeof(struct target_output));
    g_array_set_clear_func(publication->outputs, clear_output);
    publication->meta = g_array_new(FALSE, FALSE, sizeof(struct crier_meta));
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);
        struct crier_meta meta = { .key = entry->key,
                                   .value = document_string(document, entry->value) };

        g_array_append_val(publication->meta, meta);
    }
    publication->article =
        (struct crier_article){ .size = sizeof(struct crier_article),
                                .source = source,
                                .meta = (const struct crier_meta *)(void *)publication->meta->data,
                                .meta_count = publication->meta->len,
                                .sentence_count = sentences };
    return publication;
}

gboolean publication_add(struct publication *publication, const struct crier_output *plugin,
                         const char *path, const GArray *options, GError **error)
{
    struct target_output target = { .plugin = plugin };

    target.output = output_new_with_options(plugin, path, publication->rate, options,
                                            publication->document, error);
    if (!target.output)
        return FALSE;
    target.path = g_strdup(path);
    g_array_append_val(publication->outputs, target);
    return TRUE;
}

static gboolean tell_all(struct publication *publication, const struct crier_event *event,
                         GError **error)
{
    for (guint i = 0; i < publication->outputs->len; i++) {
        struct target_output *target =
            &g_array_index(publication->outputs, struct target_output, i);

        if (!output_event(target->output, event, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publication_start(struct publication *publication, GError **error)
{
    const struct crier_event event = { .size = sizeof(event),
                                       .type = CRIER_EVENT_ARTICLE_START,
                                       .article = &publication->article };

    return tell_all(publication, &event, error);
}

gboolean publication_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct publication *publication = data;
    const struct crier_utterance utterance = {
        .size = sizeof(utterance),
        .block_role = sentence->block->role,
        .block = sentence->planned->block + 1,
        .sentence = sentence->number,
        .text = sentence->text,
        .text_size = sentence->size,
        .pcm = sentence->pcm,
        .frames = sentence->frames,
        .start = sentence->start,
        .words = (const struct crier_mark *)(void *)sentence->words->data,
        .word_count = sentence->words->len,
        .phonemes = (const struct crier_phoneme *)(void *)sentence->phonemes->data,
        .phoneme_count = sentence->phonemes->len,
        .offset = sentence->planned->from,
    };
    const struct crier_event event = { .size = sizeof(event),
                                       .type = CRIER_EVENT_UTTERANCE,
                                       .frame = sentence->start,
                                       .article = &publication->article,
                                       .utterance = &utterance };

    return tell_all(publication, &event, error);
}

static void publication_free(struct publication *publication)
{
    g_array_unref(publication->outputs);
    g_array_unref(publication->meta);
    g_free(publication);
}

/* Tell the outputs that are still open of a file that is done. */
static gboolean announce_first(struct publication *publication, int64_t length, uint64_t bytes,
                               GError **error)
{
    const struct target_output done = g_array_index(publication->outputs, struct target_output, 0);
    const struct crier_file file = { .size = sizeof(file),
                                     .path = done.path,
                                     .media_type = done.plugin->media_type,
                                     .bytes = bytes,
                                     .frames = length };
    const struct crier_event event = { .size = sizeof(event),
                                       .type = CRIER_EVENT_FILE,
                                       .frame = length,
                                       .article = &publication->article,
                                       .file = &file };

    for (guint i = 1; i < publication->outputs->len; i++)
        if (!output_event(g_array_index(publication->outputs, struct target_output, i).output,
                          &event, error))
            return FALSE;
    return TRUE;
}

static gboolean finish_all(struct publication *publication, int64_t length, GError **error)
{
    while (publication->outputs->len > 0) {
        struct target_output *first = &g_array_index(publication->outputs, struct target_output, 0);
        uint64_t bytes = 0;
        gboolean ok = output_finish(g_steal_pointer(&first->output), &bytes, error) &&
                      announce_first(publication, length, bytes, error);

        g_array_remove_index(publication->outputs, 0);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

gboolean publication_finish(struct publication *publication, int64_t length, GError **error)
{
    const struct crier_event event = { .size = sizeof(event),
                                       .type = CRIER_EVENT_ARTICLE_END,
                                       .frame = length,
                                       .article = &publication->article };
    gboolean ok = tell_all(publication, &event, error) && finish_all(publication, length, error);

    if (ok)
        publication_free(publication);
    else
        publication_abort(publication);
    return ok;
}

void publication_abort(struct publication *publication)
{
    if (!publication)
        return;
    for (guint i = 0; i < publication->outputs->len; i++)
        output_abort(g_array_index(publication->outputs, struct target_output, i).output);
    publication_free(publication);
}
