/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libespeak-ng asks pcaudiolib for an audio device as soon as it starts, and
 * pcaudiolib would look for a PulseAudio server and load some 35 libraries that
 * make every fork dearer. This program only ever takes samples through the
 * callback, so these stand in for pcaudiolib: there is no device.
 */
#include <stddef.h>

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
