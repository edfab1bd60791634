/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: captions cues timeline glyph writer option speakers */
/*
 * WebVTT captions: the written text, sentence by sentence, each cue named by the number
 * of its sentence ("7", or "7.1" and "7.2" when it needs several). Who is quoted is
 * named where the sentence says so beyond doubt.
 */
#include "shared/captions.h"
#include "shared/option.h"
#include "shared/speakers.h"

#include <stdlib.h>
#include <string.h>

/* While a sentence is written. */
struct state {
    struct speeches speeches;
    size_t word;             /* the next word that may begin */
    int64_t written;         /* the last time written */
    const struct speech *in; /* whose words are being written */
};

static void write_clock(struct captions *captions, int64_t milliseconds)
{
    writer_clock(&captions->writer, milliseconds, '.');
}

/* The time of the word that begins in a piece, where it adds anything. */
static void write_time(struct captions *captions, const struct spoken *spoken,
                       const struct cue *cue, const struct piece *piece)
{
    struct state *state = captions->own;
    int64_t at;

    while (state->word < spoken->word_count && spoken->words[state->word].from < piece->from)
        state->word++;
    if (state->word == spoken->word_count || spoken->words[state->word].from >= piece->to)
        return;
    at = writer_units(spoken->words[state->word].start, captions->rate, 1000);
    if (at <= state->written || at >= cue->end)
        return;
    writer_text(&captions->writer, "<");
    write_clock(captions, at);
    writer_text(&captions->writer, ">");
    state->written = at;
}

static void open_speech(struct captions *captions, const struct spoken *spoken,
                        const struct speech *speech)
{
    struct state *state = captions->own;

    writer_text(&captions->writer, "<v ");
    glyph_write_line(&captions->writer, spoken->text + speech->name_from,
                     speech->name_to - speech->name_from, GLYPH_MARKUP);
    writer_text(&captions->writer, ">");
    state->in = speech;
}

static void close_speech(struct captions *captions)
{
    struct state *state = captions->own;

    if (state->in)
        writer_text(&captions->writer, "</v>");
    state->in = NULL;
}

/* The text of a piece, parted where somebody's words begin or end. */
static void write_words(struct captions *captions, const struct spoken *spoken,
                        const struct piece *piece)
{
    struct state *state = captions->own;
    uint32_t at = piece->from;

    while (at < piece->to) {
        const struct speech *speech = speeches_at(&state->speeches, at);
        uint32_t until = speeches_next(&state->speeches, at);

        if (until > piece->to)
            until = piece->to;
        if (speech && !state->in)
            open_speech(captions, spoken, speech);
        glyph_write_line(&captions->writer, spoken->text + at, until - at, GLYPH_MARKUP);
        if (speech && until == speech->to)
            close_speech(captions);
        at = until;
    }
}

static void write_piece(struct captions *captions, const struct spoken *spoken,
                        const struct cue *cue, const struct piece *piece)
{
    if (captions->words)
        write_time(captions, spoken, cue, piece);
    write_words(captions, spoken, piece);
}

static void find_speakers(struct captions *captions, const struct spoken *spoken)
{
    struct state *state = captions->own;

    state->word = 0;
    state->in = NULL;
    speeches_find(&state->speeches, spoken);
}

static void write_cue(struct captions *captions, const struct spoken *spoken, const struct cue *cue)
{
    struct state *state = captions->own;

    state->written = cue->start;
    writer_text(&captions->writer, "\n");
    captions_name(captions, spoken, cue, ".");
    writer_text(&captions->writer, "\n");
    write_clock(captions, cue->start);
    writer_text(&captions->writer, " --> ");
    write_clock(captions, cue->end);
    writer_text(&captions->writer, "\n");
    captions_text(captions, spoken, cue);
    close_speech(captions);
    writer_text(&captions->writer, "\n");
}

/* Entities keep an arrow out of a note. */
static void write_note(struct captions *captions, const struct crier_article *article)
{
    static const struct {
        uint32_t key;
        const char *name;
    } keys[] = { { CRIER_META_TITLE, "Title: " },
                 { CRIER_META_AUTHOR, "Author: " },
                 { CRIER_META_DATE, "Date: " } };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *value = article_meta(article, keys[i].key);

        if (!value || !glyph_any(value, strlen(value)))
            continue;
        writer_text(&captions->writer, "\nNOTE ");
        writer_text(&captions->writer, keys[i].name);
        glyph_write_line(&captions->writer, value, strlen(value), GLYPH_MARKUP);
        writer_text(&captions->writer, "\n");
    }
}

static void write_head(struct captions *captions)
{
    writer_text(&captions->writer, "WEBVTT\n");
}

static const struct caption_form form = { .columns = 42,
                                          .word_times = "words",
                                          .text = GLYPH_MARKUP,
                                          .line_break = "\n",
                                          .head = write_head,
                                          .article = write_note,
                                          .sentence = find_speakers,
                                          .cue = write_cue,
                                          .piece = write_piece };

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct state *state = calloc(1, sizeof(*state));
    crier_status status = state ? captions_begin(&form, host, job, context) : CRIER_FAILED;

    if (status == CRIER_OK)
        ((struct captions *)*context)->own = state;
    else
        free(state);
    return status;
}

static const struct crier_option_help options[] = {
    { "width", "columns in a line, 16 to 200 (42)" },
    { "words", "1 to write when each word is said (0)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("vtt", "WebVTT captions, with the times of words if wanted"),
    .suffixes = (const char *const[]){ "vtt", NULL },
    .media_type = "text/vtt",
    .begin = begin,
    .event = captions_event,
    .finish = captions_finish,
    .abort = captions_abort,
    .options = options,
};
