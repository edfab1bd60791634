/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libespeak-ng asks pcaudiolib for an audio device as soon as it starts, and
 * pcaudiolib would look for a PulseAudio server and load some 35 libraries that
 * make every fork dearer. This program only ever takes samples through the
 * callback, so these stand in for pcaudiolib, whether libespeak-ng is linked
 * statically or not: there is no device.
 *
 * libsonic speeds speech up from 450 words a minute on, which is never asked for
 * (it costs six times as much). Where libespeak-ng is linked statically, these
 * stand in for it too; one that were called would end the child.
 */
#include <stddef.h>
#include <stdlib.h>

struct audio_object;

#define STAND_IN __attribute__((visibility("default")))

STAND_IN struct audio_object *create_audio_device_object(const char *device, const char *name,
                                                         const char *description);
STAND_IN int audio_object_open(struct audio_object *object, int format, unsigned rate,
                               unsigned char channels);
STAND_IN void audio_object_close(struct audio_object *object);
STAND_IN void audio_object_destroy(struct audio_object *object);
STAND_IN int audio_object_write(struct audio_object *object, const void *data, size_t bytes);
STAND_IN int audio_object_drain(struct audio_object *object);
STAND_IN int audio_object_flush(struct audio_object *object);
STAND_IN const char *audio_object_strerror(struct audio_object *object, int error);

struct audio_object *create_audio_device_object(const char *device, const char *name,
                                                const char *description)
{
    (void)device;
    (void)name;
    (void)description;
    return NULL;
}

int audio_object_open(struct audio_object *object, int format, unsigned rate,
                      unsigned char channels)
{
    (void)object;
    (void)format;
    (void)rate;
    (void)channels;
    return -1;
}

void audio_object_close(struct audio_object *object)
{
    (void)object;
}

void audio_object_destroy(struct audio_object *object)
{
    (void)object;
}

int audio_object_write(struct audio_object *object, const void *data, size_t bytes)
{
    (void)object;
    (void)data;
    (void)bytes;
    return -1;
}

int audio_object_drain(struct audio_object *object)
{
    (void)object;
    return -1;
}

int audio_object_flush(struct audio_object *object)
{
    (void)object;
    return -1;
}

const char *audio_object_strerror(struct audio_object *object, int error)
{
    (void)object;
    (void)error;
    return "no audio device";
}

struct sonic;

struct sonic *sonicCreateStream(int rate, int channels);
void sonicDestroyStream(struct sonic *stream);
void sonicSetSpeed(struct sonic *stream, float speed);
float sonicGetSpeed(struct sonic *stream);
int sonicWriteShortToStream(struct sonic *stream, const short *samples, int count);
int sonicReadShortFromStream(struct sonic *stream, short *samples, int count);
int sonicFlushStream(struct sonic *stream);

struct sonic *sonicCreateStream(int rate, int channels)
{
    (void)rate;
    (void)channels;
    abort();
}

void sonicDestroyStream(struct sonic *stream)
{
    (void)stream;
    abort();
}

void sonicSetSpeed(struct sonic *stream, float speed)
{
    (void)stream;
    (void)speed;
    abort();
}

float sonicGetSpeed(struct sonic *stream)
{
    (void)stream;
    abort();
}

int sonicWriteShortToStream(struct sonic *stream, const short *samples, int count)
{
    (void)stream;
    (void)samples;
    (void)count;
    abort();
}

int sonicReadShortFromStream(struct sonic *stream, short *samples, int count)
{
    (void)stream;
    (void)samples;
    (void)count;
    abort();
}

int sonicFlushStream(struct sonic *stream)
{
    (void)stream;
    abort();
}
