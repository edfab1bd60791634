/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The WAV output, through the real output host, read back byte by byte. */
#include "core/base/error.h"
#include "core/plugin/output.h"

#include "tests/support/cmocka.h"

#include <crier/output.h>
#include <glib/gstdio.h>
#include <unistd.h>

extern const struct crier_output crier_plugin_wav;

struct fixture {
    char *folder;
    char *path;
    struct document *document;
};

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);

    fixture->folder = g_dir_make_tmp("crier-wav-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, "out.wav", NULL);
    fixture->document = document_new();
    *state = fixture;
    return fixture->folder ? 0 : -1;
}

/* Fails when something else than the file itself was left in the folder. */
static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    int left;

    g_unlink(fixture->path);
    left = g_rmdir(fixture->folder);
    document_free(fixture->document);
    g_free(fixture->folder);
    g_free(fixture->path);
    g_free(fixture);
    return left;
}

static const struct crier_meta meta[] = {
    { .key = CRIER_META_TITLE, .value = "Café workers win" },
    { .key = CRIER_META_AUTHOR, .value = "Ada Marsh" },
    { .key = CRIER_META_DATE, .value = "2026-11-22" },
};
static const struct crier_article article = {
    .size = sizeof(article), .source = "cafe.txt", .meta = meta, .meta_count = G_N_ELEMENTS(meta)
};
/* Twenty frames, ten of them silence; louder than full scale is cut, not turned round. */
static const int16_t wanted[20] = {
    [10] = 1, [11] = -2, [12] = 3, [13] = INT16_MIN, [14] = INT16_MAX
};

static void send(struct output *output, uint32_t type, const struct crier_audio *audio)
{
    const struct crier_event event = { .size = sizeof(event),
                                       .type = type,
                                       .frame = audio ? audio->start : 0,
                                       .article = &article,
                                       .audio = audio };

    assert_true(output_event(output, &event, NULL));
}

/* In two pieces. */
static void send_audio(struct output *output)
{
    float samples[G_N_ELEMENTS(wanted)];

    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        samples[i] = (float)wanted[i] / 32768;
    samples[13] = -1.5f;
    samples[14] = 1.5f;
    for (int i = 0; i < 2; i++) {
        const struct crier_audio piece = { .size = sizeof(piece),
                                           .samples = samples + (i ? 7 : 0),
                                           .frames = i ? G_N_ELEMENTS(wanted) - 7 : 7,
                                           .start = i ? 7 : 0 };

        send(output, CRIER_EVENT_AUDIO, &piece);
    }
}

static struct output *write_article(const struct fixture *fixture)
{
    struct output *output =
        output_new(&crier_plugin_wav, fixture->path, 22050, fixture->document, NULL);

    assert_non_null(output);
    send(output, CRIER_EVENT_ARTICLE_START, NULL);
    send_audio(output);
    send(output, CRIER_EVENT_ARTICLE_END, NULL);
    return output;
}

static uint32_t number(const char *bytes, unsigned size)
{
    uint32_t value = 0;

    for (unsigned i = size; i-- > 0;)
        value = value << 8 | (uint8_t)bytes[i];
    return value;
}

/* The body of a chunk of a RIFF file, NULL when there is none of this name. */
static const char *find_chunk(const char *bytes, gsize size, const char *name, uint32_t *length)
{
    for (gsize at = 12; at + 8 <= size; at += 8 + ((number(bytes + at + 4, 4) + 1) & ~1u)) {
        if (memcmp(bytes + at, name, 4) == 0) {
            *length = number(bytes + at + 4, 4);
            return bytes + at + 8;
        }
    }
    return NULL;
}

static void assert_tag(const char *list, uint32_t size, const char *name, const char *value)
{
    uint32_t length = 0;
    /* A LIST chunk is laid out as a RIFF file is, eight bytes further on. */
    const char *tag = find_chunk(list - 8, size + 8, name, &length);

    assert_non_null(tag);
    assert_true(length >= strlen(value));
    assert_memory_equal(tag, value, strlen(value));
}

static void the_file_is_plain_riff_with_tags(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *bytes = NULL;
    const char *chunk;
    uint32_t length = 0;
    uint64_t told = 0;
    gsize size;

    assert_true(output_finish(write_article(fixture), &told, NULL));
    assert_true(g_file_get_contents(fixture->path, &bytes, &size, NULL));
    assert_int_equal(told, size);
    assert_memory_equal(bytes, "RIFF", 4);
    assert_memory_equal(bytes + 8, "WAVE", 4);
    assert_int_equal(number(bytes + 4, 4), size - 8);
    chunk = find_chunk(bytes, size, "fmt ", &length);
    assert_non_null(chunk);
    assert_int_equal(number(chunk, 2), 1);     /* PCM */
    assert_int_equal(number(chunk + 2, 2), 1); /* mono */
    assert_int_equal(number(chunk + 4, 4), 22050);
    assert_int_equal(number(chunk + 14, 2), 16);
    chunk = find_chunk(bytes, size, "LIST", &length);
    assert_non_null(chunk);
    assert_tag(chunk, length, "INAM", "Café workers win");
    assert_tag(chunk, length, "IART", "Ada Marsh");
    assert_tag(chunk, length, "ICRD", "2026-11-22");
    assert_tag(chunk, length, "ISFT", "Crier " CRIER_VERSION);
}

static void the_samples_are_those_that_were_sent(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *bytes = NULL;
    const char *chunk;
    uint32_t length = 0;
    gsize size;

    assert_true(output_finish(write_article(fixture), NULL, NULL));
    assert_true(g_file_get_contents(fixture->path, &bytes, &size, NULL));
    chunk = find_chunk(bytes, size, "data", &length);
    assert_non_null(chunk);
    assert_int_equal(length, sizeof(wanted));
    assert_memory_equal(chunk, wanted, sizeof(wanted));
}

static void an_aborted_job_leaves_nothing(void **state)
{
    const struct fixture *fixture = *state;

    output_abort(write_article(fixture));
    assert_int_not_equal(access(fixture->path, F_OK), 0);
}

static void two_runs_give_the_same_bytes(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    gsize first_size;
    gsize second_size;

    assert_true(output_finish(write_article(fixture), NULL, NULL));
    assert_true(g_file_get_contents(fixture->path, &first, &first_size, NULL));
    assert_true(output_finish(write_article(fixture), NULL, NULL));
    assert_true(g_file_get_contents(fixture->path, &second, &second_size, NULL));
    assert_int_equal(first_size, second_size);
    assert_memory_equal(first, second, first_size);
}

static void what_no_wav_can_hold_is_refused(void **state)
{
    const struct fixture *fixture = *state;
    struct output *output =
        output_new(&crier_plugin_wav, fixture->path, 22050, fixture->document, NULL);
    const float sample = 0;
    const struct crier_audio audio = {
        .size = sizeof(audio), .samples = &sample, .frames = 1, .start = INT64_C(1) << 31
    };
    const struct crier_event event = {
        .size = sizeof(event), .type = CRIER_EVENT_AUDIO, .frame = audio.start, .audio = &audio
    };
    g_autoptr(GError) error = NULL;

    assert_false(output_event(output, &event, &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    assert_true(g_str_has_suffix(error->message, ": WAV: a file of this form cannot be so long; "
                                                 "split the text into articles, or choose flac"));
    output_abort(output);
}

static void a_folder_that_is_missing_is_said(void **state)
{
    const struct fixture *fixture = *state;
    g_autoptr(GError) error = NULL;

    assert_null(
        output_new(&crier_plugin_wav, "/no/such/out.wav", 22050, fixture->document, &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    assert_string_equal(error->message, "cannot write /no/such/out.wav: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_file_is_plain_riff_with_tags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_samples_are_those_that_were_sent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_aborted_job_leaves_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_runs_give_the_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_no_wav_can_hold_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_missing_is_said, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
