/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around an article: lines with values, sounds, and their places. */
#include "core/audio/bed.h"
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/language/long_date.h"
#include "core/language/name_list.h"
#include "core/production/plan.h"
#include "core/production/programme.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <math.h>
#include <sndfile.h>

#define RATE 22050

struct room {
    char *folder;
    struct document *document;
};

static void add(struct builder *builder, uint32_t role, const char *text)
{
    const struct crier_block block = { .size = sizeof(block),
                                       .role = role,
                                       .level = role == CRIER_ROLE_HEADING ? 2 : 0 };

    builder_open(builder, &block);
    builder_text(builder, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
    builder_close(builder);
}

static void add_meta(struct builder *builder, uint32_t key, const char *value)
{
    builder_meta(builder, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    struct builder *builder;

    room->folder = scratch_new();
    room->document = document_new();
    builder = builder_new(room->document, UINT64_MAX);
    add_meta(builder, CRIER_META_TITLE, "Ferry <vote> {date}");
    add_meta(builder, CRIER_META_AUTHOR, "Ana Ruiz");
    add_meta(builder, CRIER_META_AUTHOR, "Bo Lind");
    add_meta(builder, CRIER_META_DATE, "2026-11-23T23:30:00-08:00");
    add(builder, CRIER_ROLE_HEADLINE, "Ferry vote");
    add(builder, CRIER_ROLE_PARAGRAPH, "One.");
    add(builder, CRIER_ROLE_HEADING, "Later");
    add(builder, CRIER_ROLE_PARAGRAPH, "Two.");
    *state = room;
    if (builder_finish(builder, NULL) != CRIER_OK)
        return -1;
    builder_free(builder);
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;

    scratch_free(room->folder);
    document_free(room->document);
    g_free(room);
    return 0;
}

static char *write_file(const struct room *room, const char *name, const void *data, gssize size)
{
    char *path = g_build_filename(room->folder, name, NULL);

    assert_true(g_file_set_contents(path, data, size, NULL));
    return path;
}

/* A tone of `seconds`, in so many channels. */
static char *write_tone(const struct room *room, const char *name, int rate, int channels,
                        double seconds, double amplitude)
{
    char *path = g_build_filename(room->folder, name, NULL);
    SF_INFO info = { .samplerate = rate,
                     .channels = channels,
                     .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16 };
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);

    assert_non_null(file);
    for (int i = 0; i < (int)(seconds * rate); i++) {
        float frame[8];

        for (int c = 0; c < channels; c++)
            frame[c] = (float)(amplitude * sin(2 * G_PI * 997 * i / rate));
        sf_writef_float(file, frame, 1);
    }
    sf_close(file);
    return path;
}

/* ---- Lines ---- */

static void dates_and_names_are_written_out(void **state)
{
    static const struct {
        int line;
        const char *language, *iso, *day, *weekday;
    } cases[] = {
        { __LINE__, NULL, "2026-11-23", "November 23, 2026", "Monday, November 23, 2026" },
        { __LINE__, "en-US", "2026-11-23T23:30:00-08:00", "November 23, 2026",
          "Monday, November 23, 2026" },
        { __LINE__, "es", "2026-03-01", "1 de marzo de 2026", "domingo, 1 de marzo de 2026" },
        { __LINE__, "en", "2026-02-30", NULL, NULL },
        { __LINE__, "en", "2026-11", NULL, NULL },
        { __LINE__, "en", "soon", NULL, NULL },
        { __LINE__, "en", "", NULL, NULL },
    };
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *day = long_date(cases[i].language, cases[i].iso, FALSE);
        g_autofree char *weekday = long_date(cases[i].language, cases[i].iso, TRUE);

        assert_string_at(cases[i].line, day ? day : "none", cases[i].day ? cases[i].day : "none");
        assert_string_at(cases[i].line, weekday ? weekday : "none",
                         cases[i].weekday ? cases[i].weekday : "none");
    }
    assert_null(name_list("en", names));
    g_ptr_array_add(names, (gpointer) "Ana");
    g_ptr_array_add(names, (gpointer) "Bo");
    g_autofree char *english = name_list("en", names), *spanish = name_list("es", names);

    assert_string_equal(english, "Ana and Bo");
    assert_string_equal(spanish, "Ana y Bo");
}

static void lines_are_filled_or_left_out(void **state)
{
    static const char *const given[] = { "edition", "2026-11-23", NULL };
    static const struct {
        int line;
        const char *text, *filled;
    } cases[] = {
        { __LINE__, "Nothing to fill.", "Nothing to fill." },
        { __LINE__, "{title}, by {authors}.", "Ferry <vote> {date}, by Ana Ruiz and Bo Lind." },
        { __LINE__, "{weekday}.", "Monday, November 23, 2026." },
        { __LINE__, "{section}: {title}", NULL },
        { __LINE__, "Edition: {edition}", "Edition: 2026-11-23" },
        { __LINE__, "{publication}", NULL },
    };
    const struct room *room = *state;
    g_autofree char *unknown = template_unknown("{title} {volume}");
    g_autofree char *open = template_unknown("{title");
    g_autofree char *cut = template_fill("By {title", room->document, "en", given);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *filled = template_fill(cases[i].text, room->document, "en", given);

        assert_null(template_unknown(cases[i].text));
        assert_string_at(cases[i].line, filled ? filled : "none",
                         cases[i].filled ? cases[i].filled : "none");
    }
    assert_string_equal(unknown, "volume");
    assert_string_equal(open, "title");
    assert_null(cut);
}

static struct programme *load(const struct room *room, const char *text, GError **error)
{
    g_autofree char *path = write_file(room, "news.ini", text, -1);

    return programme_load(path, error);
}

static void lines_and_sounds_stand_around_the_article(void **state)
{
    static const char file[] =
        "[profile]\nopening = hello; jingle; day; hello\n"
        "closing = missing; bye; jingle\nsection = chime\n"
        "delivery = brief\nloudness = podcast\n"
        "[line hello]\ntext=Hello.\n[line day]\ntext={date}.\n"
        "[line missing]\ntext=In {section}.\n"
        "[line bye]\ntext=Adiós.\nlanguage=es\n"
        "[sound jingle]\nfile=a.wav\nlabel=music\n[sound chime]\nfile=b.wav\n";
    static const struct {
        uint32_t block;
        const char *label;
    } places[] = { { 1, "music" }, { 5, "chime" }, { 8, "music" } };
    const struct room *room = *state;
    g_autoptr(GArray) insets = g_array_new(FALSE, FALSE, sizeof(struct inset));
    g_autoptr(GString) all = g_string_new(NULL);
    struct programme *programme = load(room, file, NULL);

    assert_non_null(programme);
    assert_string_equal(programme_delivery(programme), "brief");
    assert_string_equal(programme_loudness(programme), "podcast");
    programme_surround(programme, room->document, NULL, insets);
    for (uint32_t i = 0; i < document_block_count(room->document); i++) {
        const struct block *block = document_block(room->document, i);

        assert_int_equal(block->next, i + 1);
        g_string_append_printf(all, "%s:%.*s|", role_name(block->role), (int)block->size,
                               document_text(room->document, block));
    }
    assert_string_equal(all->str, "notice:Hello.|notice:November 23, 2026.|notice:Hello.|"
                                  "headline:Ferry vote|paragraph:One.|heading:Later|"
                                  "paragraph:Two.|notice:Adiós.|");
    assert_string_equal(document_language(room->document, 7), "es");
    assert_null(document_language(room->document, 0));
    assert_int_equal(insets->len, G_N_ELEMENTS(places));
    for (guint i = 0; i < insets->len; i++) {
        const struct inset *inset = &g_array_index(insets, struct inset, i);

        assert_int_equal(inset->block, places[i].block);
        assert_string_equal(inset->label, places[i].label);
        assert_null(*inset->clip);
    }
    programme_free(programme);
}

static void a_wrong_file_says_what_is_wrong(void **state)
{
    static const struct {
        int line;
        const char *text, *error;
    } cases[] = {
        { __LINE__, "[profile]\nvolume=3\n",
          "[profile] has no key volume; it has delivery, loudness, opening, closing, section, "
          "bed" },
        { __LINE__, "[music]\n",
          "there is no group [music]; there are [profile], [line NAME] and [sound NAME]" },
        { __LINE__, "[profile]\nopening=a\n",
          "opening names a, but there is no [line a] or [sound a]" },
        { __LINE__, "[profile]\nopening=a\n[line a]\ntext=x\n[sound a]\nfile=x\n",
          "a is both a line and a sound" },
        { __LINE__, "[profile]\nbed=a\n[line a]\ntext=x\n",
          "bed names a, but there is no [sound a]" },
        { __LINE__, "[line a]\n", "[line a] has no text" },
        { __LINE__, "[line a]\ntext={tilte}\n",
          "[line a] asks for {tilte}; there are {title}, {authors}, {section}, {url}, {date}, "
          "{weekday}, {publication}, {edition}" },
        { __LINE__, "[sound a]\nlevel=1\n", "[sound a] has no file" },
        { __LINE__, "[sound a]\nfile=x\nlevel=loud\n",
          "level of [sound a] is loud; it must be a number from -60 to 20" },
        { __LINE__, "[sound a]\nfile=x\nfade-in=-1\n",
          "fade-in of [sound a] is -1; it must be a number from 0 to 60000" },
        { __LINE__, "[sound a]\nfile=x\nlevel=nan\n",
          "level of [sound a] is nan; it must be a number from -60 to 20" },
    };
    const struct room *room = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *wanted =
            g_strdup_printf("cannot use the profile %s/news.ini: %s", room->folder, cases[i].error);

        assert_null(load(room, cases[i].text, &error));
        assert_int_at(cases[i].line, error->code, ERROR_INPUT);
        assert_string_at(cases[i].line, error->message, wanted);
    }
}

/* ---- Sounds ---- */

static double loudest(const struct clip *clip)
{
    int most = 0;

    for (int64_t i = 0; i < clip->frames; i++)
        most = MAX(most, abs(clip->samples[i]));
    return most / 32768.0;
}

static void sounds_of_any_shape_become_as_loud_as_speech(void **state)
{
    static const struct {
        int line;
        int rate, channels;
        double amplitude, level, wanted; /* amplitude of the tone that comes out */
    } cases[] = {
        /* A sine at -21 LUFS has an amplitude of 0.126: -18 dBFS, less 3 dB for its
         * effective value, and less 0.7 of the meter's own constant. */
        { __LINE__, 22050, 1, 0.5, 0, 0.136 },   { __LINE__, 44100, 2, 0.5, 0, 0.136 },
        { __LINE__, 48000, 2, 0.001, 0, 0.136 }, { __LINE__, 8000, 1, 0.5, -20, 0.0136 },
        { __LINE__, 192000, 6, 0.2, 0, 0.136 },  { __LINE__, 22050, 1, 0.5, 20, 0.891 },
    };
    const struct room *room = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path =
            write_tone(room, "tone.wav", cases[i].rate, cases[i].channels, 1.0, cases[i].amplitude);
        const struct clip_wish wish = { .path = path, .level = cases[i].level };
        struct clip *clip = clip_load(&wish, RATE, NULL);

        assert_non_null(clip);
        assert_int_at(cases[i].line, clip->frames, RATE);
        if (fabs(loudest(clip) - cases[i].wanted) > 0.08 * cases[i].wanted)
            fail_msg("case of line %d: %.4f, wanted %.4f", cases[i].line, loudest(clip),
                     cases[i].wanted);
        clip_free(clip);
    }
}

static void fades_are_exact(void **state)
{
    const struct room *room = *state;
    g_autofree char *path = write_tone(room, "tone.wav", RATE, 1, 1.0, 0.5);
    const struct clip_wish plain = { .path = path };
    const struct clip_wish faded = { .path = path, .fade_in = 100, .fade_out = 200 };
    struct clip *whole = clip_load(&plain, RATE, NULL), *clip = clip_load(&faded, RATE, NULL);

    assert_int_equal(clip->frames, whole->frames);
    assert_int_equal(clip->fade_out, RATE / 5);
    assert_int_equal(clip->samples[0], 0);
    assert_int_equal(clip->samples[clip->frames - 1], 0);
    for (int64_t i = RATE / 10; i < clip->frames - RATE / 5; i++)
        assert_int_equal(clip->samples[i], whole->samples[i]);
    for (int64_t i = 0; i < RATE / 20; i++)
        assert_true(abs(clip->samples[i]) <= abs(whole->samples[i]) / 2 + 1);
    clip_free(whole);
    clip_free(clip);
}

static void what_is_no_sound_is_refused(void **state)
{
    const struct room *room = *state;
    g_autofree char *text = write_file(room, "text.wav", "not a sound", -1);
    g_autofree char *silent = write_tone(room, "silent.wav", RATE, 1, 1.0, 0);
    g_autofree char *empty = write_tone(room, "empty.wav", RATE, 1, 0, 0);
    g_autofree char *slow = write_tone(room, "slow.wav", 1000, 1, 1, 0.5);
    g_autofree char *whole = write_tone(room, "whole.wav", RATE, 1, 1, 0.5);
    g_autofree char *bytes = NULL;
    gsize size;

    assert_true(g_file_get_contents(whole, &bytes, &size, NULL));
    g_autofree char *flac = write_file(room, "broken.flac", "fLaC\0\0\0\x22trunc", 13);
    const struct {
        int line;
        const char *path, *why;
    } cases[] = {
        { __LINE__, "/nonexistent/a.wav", "No such file or directory" },
        { __LINE__, room->folder, "it is no audio file that Crier knows" },
        { __LINE__, text, "it is no audio file that Crier knows" },
        { __LINE__, flac, "it is no audio file that Crier knows" },
        { __LINE__, silent, "it is silent" },
        { __LINE__, empty, "there is no sound in it" },
        { __LINE__, slow, "its rate is not between 4000 and 192000 Hz" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct clip_wish wish = { .path = cases[i].path };
        g_autoptr(GError) error = NULL;
        g_autofree char *wanted =
            g_strdup_printf("cannot use %s as a sound: %s", cases[i].path, cases[i].why);

        assert_null(clip_load(&wish, RATE, &error));
        assert_int_at(cases[i].line, error->code, ERROR_INPUT);
        assert_string_at(cases[i].line, error->message, wanted);
    }
}

static void a_bed_lies_under_the_words_and_fades(void **state)
{
    int16_t tone[4] = { 1000, 1000, 1000, 1000 };
    const struct clip clip = { .samples = tone, .frames = 4, .fade_out = 10 };
    int16_t out[40] = { 0 }, whole[40] = { 0 };
    struct bed bed;

    (void)state;
    bed_init(&bed, &clip);
    bed_mix(&bed, 0, out, 5);
    bed_start(&bed, 5);
    bed_start(&bed, 2); /* too late */
    out[10] = INT16_MAX;
    bed_mix(&bed, 0, out, 20);
    bed_end(&bed, 20);
    bed_mix(&bed, 20, out + 20, 20);
    for (int i = 0; i < 40; i++) {
        if (i < 5 || i >= 30)
            assert_int_equal(out[i], 0);
        else if (i < 20)
            assert_int_equal(out[i], i == 10 ? INT16_MAX : 1000);
        else
            assert_true(out[i] <= out[i - 1] && out[i] > 0);
    }
    bed_init(&bed, NULL);
    bed_start(&bed, 0);
    bed_mix(&bed, 0, whole, 40);
    assert_int_equal(whole[20], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_names_are_written_out),
        cmocka_unit_test_setup_teardown(lines_are_filled_or_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_and_sounds_stand_around_the_article, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_wrong_file_says_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sounds_of_any_shape_become_as_loud_as_speech, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(fades_are_exact, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_sound_is_refused, set_up, tear_down),
        cmocka_unit_test(a_bed_lies_under_the_words_and_fades),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
