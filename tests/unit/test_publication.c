/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several outputs of one article at once: what each is told, and what its failure costs. */
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/production/publication.h"

#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RATE = 22050 };

/* ---- An output that writes down what it is told ---- */

struct log {
    const struct crier_output_host *host;
    FILE *file;
    int64_t frames; /* of audio */
    double squares;
    int fail_at; /* type of the event that it fails on */
};

static crier_status begin_log(const struct crier_output_host *host, const struct crier_job *job,
                              void **context)
{
    struct log *log = calloc(1, sizeof(*log));
    int32_t fd;

    log->host = host;
    if (strstr(job->target, "never")) {
        (host->fail)(host, "it never begins");
        free(log);
        return CRIER_IO;
    }
    log->fail_at = strstr(job->target, "broken") ? CRIER_EVENT_UTTERANCE : 0;
    if (host->open(host, NULL, &fd) != CRIER_OK) {
        free(log);
        return CRIER_IO;
    }
    log->file = fdopen(dup(fd), "w");
    fprintf(log->file, "rate %u\n", job->rate);
    *context = log;
    return CRIER_OK;
}

static void take_audio(struct log *log, const struct crier_audio *audio)
{
    assert_int_equal(audio->start, log->frames);
    log->frames += (int64_t)audio->frames;
    for (uint64_t i = 0; i < audio->frames; i++)
        log->squares += (double)audio->samples[i] * audio->samples[i];
}

static crier_status log_event(void *context, const struct crier_event *event)
{
    struct log *log = context;

    if ((int)event->type == log->fail_at) {
        (log->host->fail)(log->host, "it broke");
        return CRIER_IO;
    }
    switch (event->type) {
    case CRIER_EVENT_AUDIO:
        take_audio(log, event->audio);
        break;
    case CRIER_EVENT_UTTERANCE:
        fprintf(log->file, "%d %.*s from %d to %d, words %d, pcm %s\n",
                (int)event->utterance->sentence, (int)event->utterance->text_size,
                event->utterance->text, (int)event->utterance->start,
                (int)(event->utterance->start + (int64_t)event->utterance->frames),
                (int)event->utterance->word_count, event->utterance->pcm ? "yes" : "no");
        break;
    case CRIER_EVENT_FILE:
        fprintf(log->file, "file %s of %d frames\n", strrchr(event->file->path, '/') + 1,
                (int)event->file->frames);
        break;
    case CRIER_EVENT_ARTICLE_END:
        fprintf(log->file, "end at %d, audio %d\n", (int)event->frame, (int)log->frames);
        break;
    default:
        break;
    }
    return CRIER_OK;
}

static crier_status finish_log(void *context)
{
    struct log *log = context;

    fclose(log->file);
    free(log);
    return CRIER_OK;
}

static void abort_log(void *context)
{
    finish_log(context);
}

static const uint32_t rates[] = { 8000, 48000, 0 };
static const struct crier_sound any = { .size = sizeof(any) };
static const struct crier_sound some = { .size = sizeof(some), .preferred = 48000, .rates = rates };

#define LOG(name, wants)                                                                           \
    {                                                                                              \
        CRIER_OUTPUT_HEAD(name, "writes down what it is told"),                                    \
            .media_type = "text/plain", .begin = begin_log, .event = log_event,                    \
            .finish = finish_log, .abort = abort_log, .sound = wants                               \
    }

static const struct crier_output text_log = LOG("text", NULL);
static const struct crier_output sound_log = LOG("sound", &any);
static const struct crier_output other_log = LOG("other", &some);

/* ---- An article of two sentences, a tone each ---- */

struct fixture {
    char *folder;
    struct document *document;
    GArray *words, *phonemes;
    struct publication_job job;
    struct publication *publication;
    int16_t tone[RATE];
};

static int set_up(void **state)
{
    const struct crier_block block = { .size = sizeof(block), .role = CRIER_ROLE_PARAGRAPH };
    struct fixture *fixture = g_new0(struct fixture, 1);
    struct builder *builder;

    fixture->folder = g_dir_make_tmp("crier-publication-XXXXXX", NULL);
    fixture->document = document_new();
    builder = builder_new(fixture->document, 0);
    builder_open(builder, &block);
    builder_text(builder, "One. Two.", 9, CRIER_NOWHERE, CRIER_NOWHERE);
    builder_close(builder);
    builder_finish(builder, NULL);
    builder_free(builder);
    fixture->words = g_array_new(FALSE, FALSE, sizeof(struct crier_mark));
    fixture->phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme));
    for (int i = 0; i < RATE; i++)
        fixture->tone[i] = (int16_t)(3277 * sin(2 * G_PI * 997 * i / RATE));
    fixture->job = (struct publication_job){
        .document = fixture->document, .source = "test", .sentences = 2, .rate = RATE
    };
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    int left;

    publication_abort(fixture->publication);
    left = g_rmdir(fixture->folder);
    g_array_unref(fixture->words);
    g_array_unref(fixture->phonemes);
    document_free(fixture->document);
    g_free(fixture->folder);
    g_free(fixture);
    return left;
}

static gboolean add(struct fixture *fixture, const struct crier_output *plugin, const char *name,
                    uint32_t *rate, GError **error)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    uint32_t unused;

    if (!fixture->publication)
        fixture->publication = publication_new(&fixture->job);
    return publication_add(fixture->publication, plugin, path, NULL, rate ? rate : &unused, error);
}

static gboolean speak(struct fixture *fixture, uint64_t number, int64_t start, GError **error)
{
    const struct planned_sentence planned = { .block = 0 };
    const struct crier_mark mark = { start, start + 100, 0, 3 };
    const struct spoken_sentence sentence = { .number = number,
                                              .planned = &planned,
                                              .block = document_block(fixture->document, 0),
                                              .text = number == 1 ? "One." : "Two.",
                                              .size = 4,
                                              .pcm = fixture->tone,
                                              .frames = RATE,
                                              .start = start,
                                              .words = fixture->words,
                                              .phonemes = fixture->phonemes };

    g_array_set_size(fixture->words, 0);
    g_array_append_val(fixture->words, mark);
    return publication_sentence(fixture->publication, &sentence, error);
}

static gboolean publish(struct fixture *fixture, char **mastering, GError **error)
{
    if (!publication_start(fixture->publication, error) || !speak(fixture, 1, 1000, error) ||
        !speak(fixture, 2, RATE * 2, error) ||
        !publication_settle(fixture->publication, RATE * 4, error))
        return FALSE;
    return publication_finish(g_steal_pointer(&fixture->publication), mastering, error);
}

/* What an output wrote; its file is removed. NULL when there is none. */
static char *written(const struct fixture *fixture, const char *name)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    g_unlink(path);
    return text;
}

static void assert_written(const struct fixture *fixture, int line, const char *name,
                           const char *wanted)
{
    g_autofree char *text = written(fixture, name);

    assert_string_at(line, text ? text : "no file", wanted);
}

static void each_is_told_in_its_own_rate(void **state)
{
    struct fixture *fixture = *state;
    g_autofree char *mastering = NULL;
    uint32_t rate;

    assert_true(add(fixture, &text_log, "text", &rate, NULL));
    assert_int_equal(rate, 0);
    assert_true(add(fixture, &sound_log, "sound", &rate, NULL));
    assert_int_equal(rate, RATE);
    assert_true(add(fixture, &other_log, "other", &rate, NULL));
    assert_int_equal(rate, 48000);
    assert_true(publish(fixture, &mastering, NULL));
    assert_null(mastering);
    assert_written(fixture, __LINE__, "text",
                   "rate 22050\n1 One. from 1000 to 23050, words 1, pcm yes\n"
                   "2 Two. from 44100 to 66150, words 1, pcm yes\nend at 88200, audio 0\n"
                   "file sound of 88200 frames\nfile other of 88200 frames\n");
    assert_written(fixture, __LINE__, "sound",
                   "rate 22050\n1 One. from 1000 to 23050, words 1, pcm no\n"
                   "2 Two. from 44100 to 66150, words 1, pcm no\nend at 88200, audio 88200\n");
    assert_written(fixture, __LINE__, "other",
                   "rate 48000\n1 One. from 2177 to 50177, words 1, pcm no\n"
                   "2 Two. from 96000 to 144000, words 1, pcm no\nend at 192000, audio 192000\n");
}

static void the_rate_asked_for_is_met_or_the_next_above(void **state)
{
    static const struct {
        int line;
        uint32_t asked, rate;
    } cases[] = {
        { __LINE__, 0, 48000 },     { __LINE__, 8000, 8000 },   { __LINE__, 7000, 8000 },
        { __LINE__, 44100, 48000 }, { __LINE__, 96000, 48000 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_at(cases[i].line, output_rate(&some, cases[i].asked, RATE), cases[i].rate);
    assert_int_equal(output_rate(&any, 0, RATE), RATE);
    assert_int_equal(output_rate(&any, 44100, RATE), 44100);
}

static void mastering_goes_through_all_of_it_twice(void **state)
{
    struct fixture *fixture = *state;
    g_autofree char *mastering = NULL;

    fixture->job.loudness = loudness_named("podcast");
    assert_true(add(fixture, &sound_log, "sound", NULL, NULL));
    assert_true(publish(fixture, &mastering, NULL));
    assert_non_null(mastering);
    assert_true(g_str_has_prefix(mastering, "measured -24.0 LUFS and a true peak of -20.0 dBTP, "
                                            "changed by +5.0 dB"));
    assert_written(fixture, __LINE__, "sound",
                   "rate 22050\n1 One. from 1000 to 23050, words 1, pcm no\n"
                   "2 Two. from 44100 to 66150, words 1, pcm no\nend at 88200, audio 88200\n");
}

static void an_output_that_never_begins_is_said_at_once(void **state)
{
    struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;

    assert_true(add(fixture, &sound_log, "sound", NULL, NULL));
    assert_false(add(fixture, &text_log, "never", NULL, &error));
    assert_true(g_str_has_suffix(error->message, "never: it never begins"));
    assert_int_equal(error->code, ERROR_OUTPUT);
}

/* The others are dropped with it: nothing partial stays. */
static void an_output_that_breaks_ends_all(void **state)
{
    struct fixture *fixture = *state;
    g_autofree char *mastering = NULL;
    g_autoptr(GError) error = NULL;

    assert_true(add(fixture, &sound_log, "sound", NULL, NULL));
    assert_true(add(fixture, &text_log, "broken", NULL, NULL));
    assert_false(publish(fixture, &mastering, &error));
    assert_true(g_str_has_suffix(error->message, "broken: it broke"));
    publication_abort(g_steal_pointer(&fixture->publication));
    assert_null(written(fixture, "broken"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_is_told_in_its_own_rate, set_up, tear_down),
        cmocka_unit_test(the_rate_asked_for_is_met_or_the_next_above),
        cmocka_unit_test_setup_teardown(mastering_goes_through_all_of_it_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_output_that_never_begins_is_said_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_output_that_breaks_ends_all, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
