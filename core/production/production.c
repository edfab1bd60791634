/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/production.h"

#include "core/audio/track.h"
#include "core/base/error.h"
#include "core/production/request.h"
#include "core/production/salvage.h"

/* How long one wait for the engine may be before the wish to stop is looked at. */
#define TICK_MS      100
/* Milliseconds of silence on both sides of a sound. */
#define INSET_PAUSE  300u
/* Languages kept ready at once; an article has one or two. */
#define TONGUES_MOST 8

/* A sentence in flight. */
struct flight {
    struct request request;
    gboolean submitted; /* FALSE: nothing in it can be said */
};

/* A language that the article has used, with its tables and lexicons. */
struct known_tongue {
    const char *language; /* borrowed from the document, may be NULL */
    struct tongue tongue;
};

struct run {
    struct production *production;
    struct track track;
    struct flight *flights; /* a ring, one for each slot of the engine */
    uint32_t width;
    uint64_t sent;      /* sentences prepared so far */
    uint64_t salvaged;  /* counted down: the numbers of pieces of broken ones */
    guint inset;        /* the next one */
    int64_t spoken;     /* frame behind the last sentence */
    GPtrArray *tongues; /* of struct known_tongue */
    GArray *quotations; /* scratch: of struct quotation */
    GArray *words;
    GArray *phonemes;
};

static const char *sentence_text(const struct run *run, const struct planned_sentence *sentence)
{
    const struct document *document = run->production->document;

    return document_text(document, document_block(document, sentence->block)) + sentence->from;
}

static void known_tongue_free(void *data)
{
    struct known_tongue *known = data;

    tongue_clear(&known->tongue);
    g_free(known);
}

/* The tongue for a block, made when its language is met first; NULL with an error. */
static const struct tongue *tongue_for(struct run *run, uint32_t block, GError **error)
{
    const char *language = document_language(run->production->document, block);
    struct known_tongue *known;

    for (guint i = 0; i < run->tongues->len; i++) {
        known = run->tongues->pdata[i];
        if (g_strcmp0(language, known->language) == 0)
            return &known->tongue;
    }
    if (run->tongues->len == TONGUES_MOST)
        g_ptr_array_remove_index(run->tongues, TONGUES_MOST - 1);
    known = g_new0(struct known_tongue, 1);
    known->language = language;
    g_ptr_array_add(run->tongues, known);
    return tongue_init(&known->tongue, language, run->production->lexicons, error) ? &known->tongue
                                                                                   : NULL;
}

static struct saying saying_of(struct run *run, const struct planned_sentence *sentence)
{
    const struct plan *plan = run->production->plan;

    plan_quotations(plan, sentence, run->quotations);
    return (struct saying){
        .text = sentence_text(run, sentence),
        .size = sentence->to - sentence->from,
        .number = run->sent + 1,
        .before = plan_words(plan, sentence->before),
        .behind = plan_words(plan, sentence->behind),
        .quotes = plan->delivery->quotes,
        .quotations = (const struct quotation *)(void *)run->quotations->data,
        .quotation_count = run->quotations->len,
        .pitch = run->production->pitch,
    };
}

static gboolean send_next(struct run *run, GError **error)
{
    const struct planned_sentence *sentence = plan_sentence(run->production->plan, run->sent);
    const struct saying saying = saying_of(run, sentence);
    const struct tongue *tongue = tongue_for(run, sentence->block, error);
    struct flight *flight = &run->flights[run->sent % run->width];
    struct utterance utterance;

    if (!tongue)
        return FALSE;
    flight->submitted = request_prepare(&flight->request, tongue, &saying);
    run->sent++;
    if (!run->production->engine)
        flight->submitted = FALSE;
    if (!flight->submitted)
        return TRUE;
    utterance = request_utterance(&flight->request);
    return engine_submit(run->production->engine, run->sent, &utterance, error);
}

/* Wait for one speech, looking up now and then. */
static gboolean await(struct run *run, uint64_t number, struct speech *speech, GError **error)
{
    const struct production *production = run->production;

    for (;;) {
        int got;

        if (production->stop && *production->stop) {
            g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
            return FALSE;
        }
        got = engine_collect(production->engine, number, TICK_MS, speech, error);
        if (got != 0)
            return got > 0;
    }
}

static void place_phonemes(struct run *run, const struct speech *speech, int64_t start)
{
    g_array_set_size(run->phonemes, 0);
    if (speech->phoneme_count == 0)
        return;
    g_array_append_vals(run->phonemes, speech->phonemes, speech->phoneme_count);
    for (guint i = 0; i < run->phonemes->len; i++)
        g_array_index(run->phonemes, struct crier_phoneme, i).start += start;
}

/* The sounds that are due before a block. */
static gboolean show_insets(struct run *run, uint32_t block, GError **error)
{
    const GArray *insets = run->production->insets;

    for (; insets && run->inset < insets->len; run->inset++) {
        const struct inset *inset = &g_array_index(insets, struct inset, run->inset);
        int64_t start;

        if (inset->block > block)
            break;
        if (!*inset->clip)
            continue;
        track_pause(&run->track, INSET_PAUSE);
        start = track_place(&run->track, (*inset->clip)->frames);
        track_pause(&run->track, INSET_PAUSE);
        for (size_t i = 0; i < run->production->sink_count; i++) {
            const struct sink *sink = &run->production->sinks[i];

            if (sink->sound && !sink->sound(sink->data, inset, start, error))
                return FALSE;
        }
    }
    return TRUE;
}

static gboolean show(struct run *run, uint64_t index, const struct speech *speech, GError **error)
{
    const struct planned_sentence *sentence = plan_sentence(run->production->plan, index);
    const struct flight *flight = &run->flights[index % run->width];
    struct spoken_sentence spoken = { .number = index + 1,
                                      .planned = sentence,
                                      .block = document_block(run->production->document,
                                                              sentence->block),
                                      .text = sentence_text(run, sentence),
                                      .size = sentence->to - sentence->from,
                                      .form = &flight->request.form,
                                      .engine_text = flight->request.text->str,
                                      .outcome = speech->outcome,
                                      .pcm = speech->pcm,
                                      .frames = speech->frames,
                                      .words = run->words,
                                      .phonemes = run->phonemes };

    if (!show_insets(run, sentence->block, error))
        return FALSE;
    spoken.start = run->track.end;
    if (speech->frames > 0)
        spoken.start = track_place(&run->track, speech->frames);
    track_pause(&run->track, sentence->pause);
    g_array_set_size(run->words, 0);
    request_marks(&flight->request, speech, spoken.start, run->words);
    place_phonemes(run, speech, spoken.start);
    for (size_t i = 0; i < run->production->sink_count; i++) {
        const struct sink *sink = &run->production->sinks[i];

        if (!sink->sentence(sink->data, &spoken, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean is_broken(const struct speech *speech)
{
    return speech->outcome != SPEECH_DONE && speech->outcome != SPEECH_EMPTY;
}

/* Sentence `index` broke the engine: what can be said of it is shown. */
static gboolean show_salvaged(struct run *run, uint64_t index, enum speech_outcome broken,
                              GError **error)
{
    struct production *production = run->production;
    struct request *request = &run->flights[index % run->width].request;
    const struct utterance utterance = request_utterance(request);
    const struct salvage_with with = { .engine = production->engine,
                                       .number = &run->salvaged,
                                       .stop = production->stop,
                                       .tick_ms = TICK_MS };
    struct salvage salvage;
    struct speech speech;
    gboolean ok = salvage_run(&salvage, &with, &utterance, broken, error);

    if (ok) {
        speech = salvage_speech(&salvage, production->engine->rate);
        production->lost += is_broken(&speech) ? 1 : 0;
        if (!is_broken(&speech))
            request_lose(request, salvage.lost, salvage.cause);
        ok = show(run, index, &speech, error);
    }
    salvage_clear(&salvage);
    return ok;
}

/* Take back sentence `index` and show it. */
static gboolean finish_one(struct run *run, uint64_t index, GError **error)
{
    struct production *production = run->production;
    struct speech speech = { .outcome = SPEECH_EMPTY };
    gboolean submitted = run->flights[index % run->width].submitted;
    enum speech_outcome outcome;
    gboolean ok;

    if (submitted && !await(run, index + 1, &speech, error))
        return FALSE;
    outcome = speech.outcome;
    if (is_broken(&speech)) {
        engine_release(production->engine, &speech);
        return show_salvaged(run, index, outcome, error);
    }
    ok = show(run, index, &speech, error);
    if (submitted)
        engine_release(production->engine, &speech);
    return ok;
}

static gboolean run_all(struct run *run, GError **error)
{
    uint64_t count = plan_count(run->production->plan);

    for (uint64_t done = 0; done < count; done++) {
        while (run->sent < count && run->sent - done < run->width)
            if (!send_next(run, error))
                return FALSE;
        if (!finish_one(run, done, error))
            return FALSE;
    }
    run->spoken = run->track.end;
    return show_insets(run, UINT32_MAX, error);
}

static gboolean run_with(struct production *production, uint32_t width, uint32_t rate,
                         GError **error)
{
    struct run run = { .production = production,
                       .width = width,
                       .salvaged = UINT64_MAX,
                       .tongues = g_ptr_array_new_with_free_func(known_tongue_free),
                       .quotations = g_array_new(FALSE, FALSE, sizeof(struct quotation)),
                       .words = g_array_new(FALSE, FALSE, sizeof(struct crier_mark)),
                       .phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme)) };
    gboolean ok;

    track_init(&run.track, rate);
    run.flights = g_new0(struct flight, run.width);
    for (uint32_t i = 0; i < run.width; i++)
        request_init(&run.flights[i].request);
    production->lost = 0;
    ok = run_all(&run, error);
    production->length = MAX(track_length(&run.track), run.spoken + production->tail);
    for (uint32_t i = 0; i < run.width; i++)
        request_clear(&run.flights[i].request);
    g_free(run.flights);
    for (guint i = 0; ok && production->usage && i < run.tongues->len; i++)
        usage_add(production->usage,
                  pronouncer_lexicon(
                      ((const struct known_tongue *)run.tongues->pdata[i])->tongue.pronouncer));
    g_ptr_array_unref(run.tongues);
    g_array_unref(run.quotations);
    g_array_unref(run.words);
    g_array_unref(run.phonemes);
    return ok;
}

gboolean production_rehearse(struct production *production, GError **error)
{
    production->engine = NULL;
    return run_with(production, 1, 0, error);
}

gboolean production_run(struct production *production, GError **error)
{
    return run_with(production, production->engine->slots, production->engine->rate, error);
}
