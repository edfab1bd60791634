/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: names glyph writer */
/*
 * All that is known of the times, for programs:
 *   {"software", "rate": Hz, "articles": [
 *      {"source": name, "meta": [{"key", "value"}…], "start": frame,
 *       "sentences": [
 *          {"sentence": n, "block": n, "role": name, "text": as written, "bytes": [from, to]?,
 *           "start": frame, "end": frame, "seconds": [from, to],
 *           "words": [{"text", "written": [from, to], "bytes": [from, to]?,
 *                      "start", "end", "seconds"}…]}…],
 *       "end": frame}…],
 *    "length": frames, "duration": seconds}
 * Frames are those of the track at `rate`, half open, exact; seconds are cut down to
 * microseconds. `written` are bytes of the sentence's text, `bytes` those of the source
 * as it was given, absent where the words do not stand there. A sentence that could not
 * be said ends where it starts.
 */
#include "shared/glyph.h"
#include "shared/names.h"

#include <stdlib.h>
#include <string.h>

struct timing {
    struct writer writer;
    const struct crier_output_host *host;
    uint32_t rate;
    int64_t length;
    uint64_t articles, sentences; /* so far; sentences of this article */
};

static void write_text(struct timing *timing, const char *text)
{
    writer_text(&timing->writer, text);
}

static void write_string(struct timing *timing, const char *key, const char *text, size_t size)
{
    write_text(timing, key);
    glyph_write_json(&timing->writer, text, size);
}

static void write_number(struct timing *timing, const char *key, int64_t number)
{
    write_text(timing, key);
    writer_number(&timing->writer, number, 1);
}

static void write_range(struct timing *timing, const char *key, uint64_t from, uint64_t to)
{
    write_number(timing, key, (int64_t)from);
    write_number(timing, ", ", (int64_t)to);
    write_text(timing, "]");
}

/* Where bytes [from, to) of a sentence stand in the source. */
static void write_source(struct timing *timing, const struct crier_utterance *utterance,
                         uint64_t from, uint64_t to)
{
    uint64_t places[2];

    if (utterance->size < offsetof(struct crier_utterance, offset) + sizeof(utterance->offset))
        return;
    if (crier_source_range(timing->host, utterance->block, utterance->offset + from,
                           utterance->offset + to, &places[0], &places[1]))
        write_range(timing, ", \"bytes\": [", places[0], places[1]);
}

static void write_times(struct timing *timing, int64_t start, int64_t end)
{
    write_number(timing, ", \"start\": ", start);
    write_number(timing, ", \"end\": ", end);
    write_text(timing, ", \"seconds\": [");
    writer_seconds(&timing->writer, start, timing->rate, 6);
    write_text(timing, ", ");
    writer_seconds(&timing->writer, end, timing->rate, 6);
    write_text(timing, "]");
}

static void write_word(struct timing *timing, const struct crier_utterance *utterance,
                       const struct crier_mark *mark)
{
    write_string(timing, "\n        {\"text\": ", utterance->text + mark->from,
                 mark->to - mark->from);
    write_range(timing, ", \"written\": [", mark->from, mark->to);
    write_source(timing, utterance, mark->from, mark->to);
    write_times(timing, mark->start, mark->end);
    write_text(timing, "}");
}

static void write_sentence(struct timing *timing, const struct crier_utterance *utterance)
{
    const char *role = role_word(utterance->block_role);

    write_text(timing, timing->sentences++ > 0 ? "," : "");
    write_number(timing, "\n      {\"sentence\": ", (int64_t)utterance->sentence);
    write_number(timing, ", \"block\": ", (int64_t)utterance->block);
    write_string(timing, ", \"role\": ", role, strlen(role));
    write_string(timing, ", \"text\": ", utterance->text, utterance->text_size);
    write_source(timing, utterance, 0, utterance->text_size);
    write_times(timing, utterance->start, utterance->start + (int64_t)utterance->frames);
    write_text(timing, ", \"words\": [");
    for (uint64_t i = 0; i < utterance->word_count; i++) {
        write_text(timing, i > 0 ? "," : "");
        write_word(timing, utterance, &utterance->words[i]);
    }
    write_text(timing, "]}");
}

static void start_article(struct timing *timing, const struct crier_event *event)
{
    const struct crier_article *article = event->article;

    write_text(timing, timing->articles++ > 0 ? "," : "");
    write_string(timing, "\n    {\"source\": ", article->source, strlen(article->source));
    write_text(timing, ", \"meta\": [");
    for (uint64_t i = 0; i < article->meta_count; i++) {
        const char *key = meta_word(article->meta[i].key);
        const char *value = article->meta[i].value;

        write_text(timing, i > 0 ? "," : "");
        write_string(timing, "\n      {\"key\": ", key, strlen(key));
        write_string(timing, ", \"value\": ", value, strlen(value));
        write_text(timing, "}");
    }
    write_text(timing, "]");
    write_number(timing, ",\n     \"start\": ", event->frame);
    write_text(timing, ", \"sentences\": [");
    timing->sentences = 0;
}

static void end_article(struct timing *timing, const struct crier_event *event)
{
    write_number(timing, "],\n     \"end\": ", event->frame);
    write_text(timing, "}");
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct timing *timing = calloc(1, sizeof(*timing));
    crier_status status;

    if (!timing)
        return CRIER_FAILED;
    timing->host = host;
    timing->rate = job->rate;
    status = writer_open(&timing->writer, host);
    if (status != CRIER_OK) {
        free(timing);
        return status;
    }
    write_string(timing, "{\n  \"software\": ", job->software, strlen(job->software));
    write_number(timing, ",\n  \"rate\": ", job->rate);
    write_text(timing, ",\n  \"articles\": [");
    *context = timing;
    return CRIER_OK;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct timing *timing = context;

    timing->length = event->frame;
    switch (event->type) {
    case CRIER_EVENT_ARTICLE_START:
        start_article(timing, event);
        break;
    case CRIER_EVENT_UTTERANCE:
        write_sentence(timing, event->utterance);
        break;
    case CRIER_EVENT_ARTICLE_END:
        end_article(timing, event);
        break;
    default:
        break;
    }
    return writer_status(&timing->writer);
}

static crier_status finish(void *context)
{
    struct timing *timing = context;
    crier_status status;

    write_number(timing, "],\n  \"length\": ", timing->length);
    write_text(timing, ",\n  \"duration\": ");
    writer_seconds(&timing->writer, timing->length, timing->rate, 6);
    write_text(timing, "\n}\n");
    status = writer_flush(&timing->writer);
    free(timing);
    return status;
}

static void abort_job(void *context)
{
    free(context);
}

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("json", "times of all sentences and words, for programs"),
    .suffixes = (const char *const[]){ "json", NULL },
    .media_type = "application/json",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
};
