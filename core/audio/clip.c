/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/clip.h"

#include "core/audio/meter.h"
#include "core/audio/resampler.h"
#include "core/base/error.h"

#include <fcntl.h>
#include <math.h>
#include <sndfile.h>
#include <string.h>
#include <unistd.h>

/* What espeak-ng speaks at, measured over an article: -21 LUFS, the same within 1 LU for
 * all its voices. Sounds below 0.4 seconds have no loudness in LUFS and go by their level. */
#define SPEECH_LUFS (-21.0)
#define SPEECH_RMS  (-20.0)
/* dBTP; what lies above it is turned down as a whole. */
#define PEAK_MOST   (-1.0)

enum { CHANNELS_MOST = 8, RATE_LEAST = 4000, RATE_MOST = 192000, PIECE = 4096 };

static gboolean refuse(const struct clip_wish *wish, const char *why, GError **error)
{
    g_autofree char *shown = error_printable(wish->path, -1);

    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot use %s as a sound: %s", shown, why);
    return FALSE;
}

static gboolean check(const struct clip_wish *wish, const SF_INFO *info, GError **error)
{
    if (info->channels < 1 || info->channels > CHANNELS_MOST)
        return refuse(wish, "it has more than 8 channels", error);
    if (info->samplerate < RATE_LEAST || info->samplerate > RATE_MOST)
        return refuse(wish, "its rate is not between 4000 and 192000 Hz", error);
    if (info->frames > (sf_count_t)CLIP_SECONDS_MOST * info->samplerate)
        return refuse(wish, "it is longer than five minutes", error);
    return TRUE;
}

/* ---- Reading ---- */

static void mix_down(const float *frames, sf_count_t count, int channels, float *mono)
{
    for (sf_count_t i = 0; i < count; i++) {
        float sum = 0;

        for (int c = 0; c < channels; c++)
            sum += frames[i * channels + c];
        mono[i] = isfinite(sum) ? sum / (float)channels : 0;
    }
}

static gboolean read_all(SNDFILE *file, const struct clip_wish *wish, const SF_INFO *info,
                         struct resampler *resampler, GArray *samples, GError **error)
{
    g_autofree float *frames = g_new(float, (gsize)PIECE * info->channels);
    float mono[PIECE];
    const int64_t most = (int64_t)CLIP_SECONDS_MOST * info->samplerate;
    int64_t total = 0;
    sf_count_t got;

    while ((got = sf_readf_float(file, frames, PIECE)) > 0) {
        total += got;
        if (total > most)
            return refuse(wish, "it is longer than five minutes", error);
        mix_down(frames, got, info->channels, mono);
        resampler_feed(resampler, mono, (gsize)got, samples);
    }
    if (sf_error(file) != SF_ERR_NO_ERROR || total < info->frames)
        return refuse(wish, "it is damaged: its end is missing", error);
    if (total == 0)
        return refuse(wish, "there is no sound in it", error);
    resampler_finish(resampler, samples);
    return TRUE;
}

static gboolean read_file(const struct clip_wish *wish, uint32_t rate, GArray *samples,
                          GError **error)
{
    SF_INFO info = { 0 };
    int fd = open(wish->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct resampler *resampler = NULL;
    SNDFILE *file;
    gboolean ok;

    if (fd < 0)
        return refuse(wish, g_strerror(errno), error);
    file = sf_open_fd(fd, SFM_READ, &info, SF_TRUE);
    if (!file) {
        close(fd);
        return refuse(wish, "it is no audio file that Crier knows", error);
    }
    ok = check(wish, &info, error) &&
         (resampler = resampler_new((uint32_t)info.samplerate, rate, error)) &&
         read_all(file, wish, &info, resampler, samples, error);
    resampler_free(resampler);
    sf_close(file);
    return ok;
}

/* ---- Level and fades ---- */

double clip_fade(int64_t at, int64_t length)
{
    if (at <= 0 && length > 0)
        return 0;
    return at >= length ? 1 : 0.5 - 0.5 * cos(G_PI * (double)at / (double)length);
}

static gboolean find_gain(const struct clip_wish *wish, const GArray *samples, uint32_t rate,
                          double *gain, GError **error)
{
    struct meter *meter = meter_new(rate, error);
    struct level level;
    double decibels;

    if (!meter)
        return FALSE;
    meter_feed(meter, (const float *)(const void *)samples->data, samples->len);
    level = meter_level(meter);
    meter_free(meter);
    decibels = isfinite(level.lufs) ? SPEECH_LUFS - level.lufs : SPEECH_RMS - level.rms;
    if (!isfinite(decibels))
        return refuse(wish, "it is silent", error);
    *gain = pow(10, MIN(decibels + wish->level, PEAK_MOST - level.true_peak) / 20);
    return TRUE;
}

static int64_t fade_frames(uint32_t milliseconds, uint32_t rate, int64_t most)
{
    return MIN((int64_t)milliseconds * rate / 1000, most);
}

static struct clip *finish(const struct clip_wish *wish, const GArray *samples, uint32_t rate,
                           double gain)
{
    struct clip *clip = g_new0(struct clip, 1);
    int64_t fade_in;

    clip->frames = samples->len;
    clip->samples = g_new(int16_t, samples->len);
    fade_in = fade_frames(wish->fade_in, rate, clip->frames);
    clip->fade_out = fade_frames(wish->fade_out, rate, clip->frames);
    for (int64_t i = 0; i < clip->frames; i++) {
        double value = (double)g_array_index(samples, float, i) * gain * INT16_MAX;

        value *= clip_fade(i, fade_in) * clip_fade(clip->frames - 1 - i, clip->fade_out);
        clip->samples[i] = (int16_t)lrint(CLAMP(value, INT16_MIN, INT16_MAX));
    }
    return clip;
}

struct clip *clip_load(const struct clip_wish *wish, uint32_t rate, GError **error)
{
    g_autoptr(GArray) samples = g_array_new(FALSE, FALSE, sizeof(float));
    double gain;

    if (!read_file(wish, rate, samples, error) || !find_gain(wish, samples, rate, &gain, error))
        return NULL;
    return finish(wish, samples, rate, gain);
}

void clip_free(struct clip *clip)
{
    if (!clip)
        return;
    g_free(clip->samples);
    g_free(clip);
}
