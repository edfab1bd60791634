/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/wrapping.h"

#include "core/production/told.h"

struct wrapping {
    struct wrapping_job job;
    struct output *output;
    struct document *nothing; /* what the cursor walks between articles */
};

static gboolean tell(struct wrapping *wrapping, struct crier_event event, GError **error)
{
    event.size = sizeof(event);
    event.edition = wrapping->job.edition;
    return output_event(wrapping->output, &event, error);
}

static const char *cover_of(const struct crier_edition *edition)
{
    for (uint64_t i = 0; i < edition->meta_count; i++)
        if (edition->meta[i].key == CRIER_META_COVER)
            return edition->meta[i].value;
    return NULL;
}

struct wrapping *wrapping_new(const struct wrapping_job *job, GError **error)
{
    struct wrapping *wrapping = g_new0(struct wrapping, 1);
    const char *cover = cover_of(job->edition);

    wrapping->job = *job;
    wrapping->nothing = document_new();
    wrapping->output = output_new_with_options(job->plugin, job->path, job->rate, job->options,
                                               wrapping->nothing, error);
    if (wrapping->output && cover)
        output_allow(wrapping->output, cover);
    if (wrapping->output &&
        tell(wrapping, (struct crier_event){ .type = CRIER_EVENT_EDITION_START }, error))
        return wrapping;
    wrapping_abort(wrapping);
    return NULL;
}

gboolean wrapping_section(struct wrapping *wrapping, const char *title, GError **error)
{
    const struct crier_event event = { .type = title ? CRIER_EVENT_SECTION_START
                                                     : CRIER_EVENT_SECTION_END,
                                       .title = title };

    return tell(wrapping, event, error);
}

static gboolean tell_media(struct wrapping *wrapping, const struct wrapped_article *article,
                           const struct crier_article *told, GError **error)
{
    for (guint i = 0; i < article->media_count; i++) {
        output_allow(wrapping->output, article->media[i].path);
        if (!tell(wrapping,
                  (struct crier_event){
                      .type = CRIER_EVENT_FILE, .article = told, .file = &article->media[i] },
                  error))
            return FALSE;
    }
    return TRUE;
}

static gboolean tell_sentence(struct wrapping *wrapping, const struct wrapped_article *article,
                              const struct recorded_sentence *sentence,
                              const struct crier_article *told, GError **error)
{
    const struct block *block = document_block(article->document, sentence->block);
    const GArray *words = article->record->words;
    const struct crier_utterance utterance = {
        .size = sizeof(utterance),
        .block_role = block->role,
        .block = sentence->block + 1,
        .sentence = sentence->number,
        .text = document_text(article->document, block) + sentence->from,
        .text_size = sentence->to - sentence->from,
        .frames = (uint64_t)sentence->frames,
        .start = sentence->start,
        .words = (const struct crier_mark *)(void *)words->data + sentence->words,
        .word_count = sentence->word_count,
        .offset = sentence->from,
    };

    return tell(wrapping,
                (struct crier_event){ .type = CRIER_EVENT_UTTERANCE,
                                      .frame = sentence->start,
                                      .article = told,
                                      .utterance = &utterance },
                error);
}

static gboolean tell_sentences(struct wrapping *wrapping, const struct wrapped_article *article,
                               const struct crier_article *told, GError **error)
{
    const GArray *sentences = article->record->sentences;

    for (guint i = 0; i < sentences->len; i++)
        if (!tell_sentence(wrapping, article,
                           &g_array_index(sentences, struct recorded_sentence, i), told, error))
            return FALSE;
    return TRUE;
}

/* The document's metadata with what the edition knows of the article. */
static GArray *meta_of(const struct wrapped_article *article)
{
    GArray *meta = told_meta(article->document);
    const struct crier_meta guid = { .key = CRIER_META_IDENTIFIER, .value = article->guid };
    const struct crier_meta date = { .key = CRIER_META_DATE, .value = article->date };

    if (article->guid)
        g_array_prepend_val(meta, guid);
    if (article->date && !document_meta(article->document, CRIER_META_DATE))
        g_array_append_val(meta, date);
    return meta;
}

gboolean wrapping_article(struct wrapping *wrapping, const struct wrapped_article *article,
                          GError **error)
{
    g_autoptr(GArray) meta = meta_of(article);
    const struct crier_article told = { .size = sizeof(told),
                                        .flags = article->flags,
                                        .source = article->source,
                                        .meta = (const struct crier_meta *)(void *)meta->data,
                                        .meta_count = meta->len,
                                        .sentence_count = article->record->sentences->len,
                                        .id = article->id,
                                        .frames = article->record->length };
    struct crier_event event = { .type = CRIER_EVENT_ARTICLE_START, .article = &told };
    const char *cover = cover_of(wrapping->job.edition);
    gboolean ok;

    output_show(wrapping->output, article->document);
    ok = tell(wrapping, event, error) && tell_media(wrapping, article, &told, error) &&
         tell_sentences(wrapping, article, &told, error);
    event.type = CRIER_EVENT_ARTICLE_END;
    event.frame = article->record->length;
    ok = ok && tell(wrapping, event, error);
    output_show(wrapping->output, wrapping->nothing);
    output_allow(wrapping->output, NULL);
    if (cover)
        output_allow(wrapping->output, cover);
    return ok;
}

gboolean wrapping_finish(struct wrapping *wrapping, uint64_t *bytes, GError **error)
{
    gboolean ok = tell(wrapping, (struct crier_event){ .type = CRIER_EVENT_EDITION_END }, error) &&
                  output_finish(g_steal_pointer(&wrapping->output), bytes, error);

    wrapping_abort(wrapping);
    return ok;
}

void wrapping_abort(struct wrapping *wrapping)
{
    if (!wrapping)
        return;
    output_abort(wrapping->output);
    document_free(wrapping->nothing);
    g_free(wrapping);
}
