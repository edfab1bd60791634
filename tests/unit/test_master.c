/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loudness, peaks, bands and rates: on signals whose figures are known. */
#include "core/audio/band.h"
#include "core/audio/limiter.h"
#include "core/audio/master.h"
#include "core/audio/resampler.h"

#include "tests/support/cmocka.h"

#include <math.h>

enum { RATE = 22050 };

typedef GArray floats; /* of float */

static floats *floats_new(void)
{
    return g_array_new(FALSE, TRUE, sizeof(float));
}

static float at(const floats *samples, guint i)
{
    return g_array_index(samples, float, i);
}

static void add_sine(floats *samples, double hertz, double amplitude, guint frames)
{
    const guint start = samples->len;

    for (guint i = 0; i < frames; i++) {
        float sample = (float)(amplitude * sin(2 * G_PI * hertz * (start + i) / RATE));

        g_array_append_val(samples, sample);
    }
}

static void add_silence(floats *samples, guint frames)
{
    g_array_set_size(samples, samples->len + frames);
}

static const float *data(const floats *samples)
{
    return (const float *)(const void *)samples->data;
}

static void near(int line, double got, double wanted, double off)
{
    if (fabs(got - wanted) > off)
        fail_msg("case of line %d: %g, wanted %g", line, got, wanted);
}

/* ---- Meter ---- */

/* A sine of 997 Hz at 0 dBFS is -3.01 LKFS by BS.1770: the calibration of the standard. */
static void the_meter_is_calibrated(void **state)
{
    struct meter *meter = meter_new(RATE, NULL);
    floats *samples = floats_new();
    struct level level;

    (void)state;
    add_sine(samples, 997, 0.1, RATE * 5);
    meter_feed(meter, data(samples), samples->len);
    level = meter_level(meter);
    near(__LINE__, level.lufs, -23.01, 0.1);
    near(__LINE__, level.true_peak, -20, 0.1);
    near(__LINE__, level.rms, -23.01, 0.05);
    meter_free(meter);
    g_array_unref(samples);
}

static void silence_has_no_level(void **state)
{
    struct meter *meter = meter_new(RATE, NULL);
    floats *samples = floats_new();

    (void)state;
    add_silence(samples, RATE * 2);
    meter_feed(meter, data(samples), samples->len);
    assert_false(isfinite(meter_level(meter).lufs));
    assert_false(isfinite(meter_level(meter).rms));
    meter_free(meter);
    g_array_unref(samples);
}

/* ---- Limiter ---- */

static floats *limited(const floats *samples, double ceiling, gsize chunk, double *deepest)
{
    struct limiter *limiter = limiter_new(RATE, ceiling);
    floats *out = floats_new();

    for (gsize i = 0; i < samples->len; i += chunk)
        limiter_feed(limiter, data(samples) + i, MIN(chunk, samples->len - i), out);
    limiter_finish(limiter, out);
    *deepest = limiter_deepest(limiter);
    limiter_free(limiter);
    return out;
}

static void what_is_below_the_ceiling_stays_as_it_is(void **state)
{
    floats *samples = floats_new(), *out;
    double deepest;

    (void)state;
    add_sine(samples, 440, 0.5, 30000);
    out = limited(samples, 0.8, 1000, &deepest);
    assert_int_equal(out->len, samples->len);
    assert_memory_equal(out->data, samples->data, samples->len * sizeof(float));
    assert_true(deepest == 1);
    g_array_unref(samples);
    g_array_unref(out);
}

static void a_loud_part_is_turned_down_and_nothing_else(void **state)
{
    floats *samples = floats_new(), *out;
    struct meter *meter = meter_new(RATE, NULL);
    double deepest;

    (void)state;
    add_sine(samples, 440, 0.4, RATE);
    add_sine(samples, 440, 1.6, 600);
    add_sine(samples, 440, 0.4, RATE);
    out = limited(samples, 0.8, 777, &deepest);
    assert_int_equal(out->len, samples->len);
    meter_feed(meter, data(out), out->len);
    assert_true(meter_level(meter).true_peak <= 20 * log10(0.8) + 0.05);
    near(__LINE__, deepest, 0.5, 0.02);
    /* a twentieth of a second away it is untouched */
    for (guint i = 0; i < RATE - 1200; i++)
        assert_true(at(out, i) == at(samples, i));
    for (guint i = RATE + 600 + 1200; i < out->len; i++)
        assert_true(at(out, i) == at(samples, i));
    meter_free(meter);
    g_array_unref(samples);
    g_array_unref(out);
}

/* A tone at a quarter of the rate, sampled beside its peaks, is higher in between. */
static void peaks_between_samples_count(void **state)
{
    floats *samples = floats_new(), *out;
    struct meter *meter = meter_new(RATE, NULL);
    double deepest;

    (void)state;
    for (guint i = 0; i < 20000; i++) {
        float sample = (float)sin(G_PI / 2 * i + G_PI / 4);

        g_array_append_val(samples, sample);
    }
    out = limited(samples, 0.75, 4096, &deepest);
    meter_feed(meter, data(out) + 1000, out->len - 2000);
    assert_true(meter_level(meter).true_peak <= 20 * log10(0.75) + 0.15);
    meter_free(meter);
    g_array_unref(samples);
    g_array_unref(out);
}

static void the_size_of_pieces_makes_no_difference(void **state)
{
    static const gsize chunks[] = { 1, 100, 8192, 50000 };
    floats *samples = floats_new(), *first;
    double deepest;

    (void)state;
    add_sine(samples, 300, 0.9, 9000);
    add_sine(samples, 300, 1.4, 3000);
    add_sine(samples, 300, 0.2, 20000);
    first = limited(samples, 0.8, samples->len, &deepest);
    for (size_t i = 0; i < G_N_ELEMENTS(chunks); i++) {
        floats *out = limited(samples, 0.8, chunks[i], &deepest);

        assert_int_equal(out->len, first->len);
        assert_memory_equal(out->data, first->data, first->len * sizeof(float));
        g_array_unref(out);
    }
    g_array_unref(first);
    g_array_unref(samples);
}

/* ---- Band ---- */

static double passed(double hertz)
{
    struct band *band = band_new(RATE, 300, 3400);
    floats *samples = floats_new();
    double sum = 0;

    add_sine(samples, hertz, 1, RATE);
    band_filter(band, (float *)(void *)samples->data, samples->len);
    for (guint i = RATE / 2; i < RATE; i++)
        sum += (double)at(samples, i) * at(samples, i);
    band_free(band);
    g_array_unref(samples);
    return 10 * log10(sum / (RATE / 2) * 2);
}

static void the_telephone_band_passes_speech_only(void **state)
{
    (void)state;
    near(__LINE__, passed(1000), 0, 0.2);
    near(__LINE__, passed(2000), 0, 0.5);
    near(__LINE__, passed(300), -3, 0.3);
    near(__LINE__, passed(3400), -3, 0.3);
    assert_true(passed(75) < -40);
    assert_true(passed(8000) < -30);
}

/* ---- Rates ---- */

static void every_rate_has_its_exact_length(void **state)
{
    static const uint32_t rates[] = { 8000, 16000, 22050, 24000, 44100, 48000 };
    static const guint lengths[] = { 0, 1, 2, 999, 22050, 100003 };

    (void)state;
    for (size_t r = 0; r < G_N_ELEMENTS(rates); r++)
        for (size_t l = 0; l < G_N_ELEMENTS(lengths); l++) {
            struct resampler *resampler = resampler_new(RATE, rates[r], NULL);
            floats *samples = floats_new(), *out = floats_new();

            add_sine(samples, 1000, 0.5, lengths[l]);
            for (guint i = 0; i < samples->len; i += 700)
                resampler_feed(resampler, data(samples) + i, MIN(700, samples->len - i), out);
            resampler_finish(resampler, out);
            assert_int_equal(out->len, resampler_place(lengths[l], RATE, rates[r]));
            resampler_free(resampler);
            g_array_unref(samples);
            g_array_unref(out);
        }
}

/* A click stays where it was: no delay. */
static void a_mark_fits_at_every_rate(void **state)
{
    static const uint32_t rates[] = { 8000, 24000, 44100, 48000 };

    (void)state;
    for (size_t r = 0; r < G_N_ELEMENTS(rates); r++) {
        struct resampler *resampler = resampler_new(RATE, rates[r], NULL);
        floats *samples = floats_new(), *out = floats_new();
        guint loudest = 0;

        add_silence(samples, RATE * 2);
        g_array_index(samples, float, 30000) = 1;
        resampler_feed(resampler, data(samples), samples->len, out);
        resampler_finish(resampler, out);
        for (guint i = 0; i < out->len; i++)
            if (fabsf(at(out, i)) > fabsf(at(out, loudest)))
                loudest = i;
        near(__LINE__, loudest, (double)resampler_place(30000, RATE, rates[r]), 1);
        resampler_free(resampler);
        g_array_unref(samples);
        g_array_unref(out);
    }
}

static void places_do_not_drift(void **state)
{
    (void)state;
    /* a thousand hours */
    assert_int_equal(resampler_place(INT64_C(22050) * 3600000, 22050, 48000),
                     INT64_C(48000) * 3600000);
    assert_int_equal(resampler_place(1, 22050, 44100), 2);
    assert_int_equal(resampler_place(1, 44100, 22050), 1);
    assert_int_equal(resampler_place(3, 22050, 8000), 1);
}

/* ---- Mastering ---- */

static struct level mastered(const char *name, const floats *samples, floats *out)
{
    const struct loudness *target;
    struct master *master;
    struct meter *meter = meter_new(RATE, NULL);
    struct level level;

    target = loudness_named(name);
    assert_non_null(target);
    master = master_new(target, RATE, NULL);
    master_measure(master, data(samples), samples->len);
    for (guint i = 0; i < samples->len; i += 5000)
        master_apply(master, data(samples) + i, MIN(5000, samples->len - i), out);
    master_finish(master, out);
    meter_feed(meter, data(out), out->len);
    level = meter_level(meter);
    master_free(master);
    meter_free(meter);
    return level;
}

static void each_profile_reaches_its_target(void **state)
{
    static const struct {
        int line;
        const char *name;
        double amplitude;
    } cases[] = {
        { __LINE__, "podcast", 0.01 }, { __LINE__, "podcast", 0.9 }, { __LINE__, "broadcast", 0.3 },
        { __LINE__, "phone", 0.02 },   { __LINE__, "phone", 0.9 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        floats *samples = floats_new(), *out = floats_new();
        const struct loudness *target;
        struct level level;

        add_silence(samples, 3000);
        add_sine(samples, 997, cases[i].amplitude, RATE * 4);
        add_silence(samples, 3000);
        level = mastered(cases[i].name, samples, out);
        assert_int_at(cases[i].line, out->len, samples->len);
        target = loudness_named(cases[i].name);
        if (target->lufs < 0)
            near(cases[i].line, level.lufs, target->lufs, 0.1);
        else
            near(cases[i].line, level.rms, target->rms, 0.3);
        assert_true(level.true_peak <= target->peak + 0.05);
        g_array_unref(samples);
        g_array_unref(out);
    }
}

static void silence_stays_silence(void **state)
{
    floats *samples = floats_new(), *out = floats_new();

    (void)state;
    add_silence(samples, RATE);
    mastered("podcast", samples, out);
    assert_int_equal(out->len, samples->len);
    for (guint i = 0; i < out->len; i++)
        assert_true(at(out, i) == 0);
    g_array_unref(samples);
    g_array_unref(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_meter_is_calibrated),
        cmocka_unit_test(silence_has_no_level),
        cmocka_unit_test(what_is_below_the_ceiling_stays_as_it_is),
        cmocka_unit_test(a_loud_part_is_turned_down_and_nothing_else),
        cmocka_unit_test(peaks_between_samples_count),
        cmocka_unit_test(the_size_of_pieces_makes_no_difference),
        cmocka_unit_test(the_telephone_band_passes_speech_only),
        cmocka_unit_test(every_rate_has_its_exact_length),
        cmocka_unit_test(a_mark_fits_at_every_rate),
        cmocka_unit_test(places_do_not_drift),
        cmocka_unit_test(each_profile_reaches_its_target),
        cmocka_unit_test(silence_stays_silence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
