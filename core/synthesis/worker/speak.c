/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a child: a copy of the pristine parent, it says one utterance and
 * ends. It may crash at any point; nothing it leaves is trusted.
 */
#include "core/synthesis/worker/worker.h"
#include <espeak-ng/speak_lib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* A page of the slot costs a fault when it is touched first; asked for in runs
 * they are cheaper. A quarter second of speech or so. */
#define RUN_BYTES (64u << 10)

static struct slot *slot;
static uint32_t frame_count;
static uint32_t event_count;
static size_t mapped; /* bytes of pcm whose pages are there */
static int overflow;

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static void prepare_pages(size_t bytes)
{
    while (mapped < bytes) {
        /* An older kernel refuses; then every page faults by itself. */
        madvise((char *)slot->pcm + mapped, RUN_BYTES, MADV_POPULATE_WRITE);
        mapped += RUN_BYTES;
    }
}

static int take_samples(const short *samples, uint32_t count)
{
    if (count > LIMIT_UTTERANCE_FRAMES - frame_count)
        return -1;
    prepare_pages(((size_t)frame_count + count) * sizeof *samples);
    memcpy(slot->pcm + frame_count, samples, count * sizeof *samples);
    frame_count += count;
    return 0;
}

static int take_event(const espeak_EVENT *event)
{
    struct slot_event *to = &slot->events[event_count];

    if (event->type != espeakEVENT_WORD && event->type != espeakEVENT_PHONEME)
        return 0;
    if (event_count == LIMIT_UTTERANCE_EVENTS)
        return -1;
    to->type = event->type == espeakEVENT_WORD ? SLOT_WORD : SLOT_PHONEME;
    to->position = (uint32_t)event->text_position;
    to->length = (uint32_t)event->length;
    to->frame = (uint32_t)event->sample;
    memset(to->name, 0, sizeof to->name);
    if (event->type == espeakEVENT_PHONEME)
        memcpy(to->name, event->id.string, sizeof to->name);
    event_count++;
    return 0;
}

/* Returns 1 to stop the engine. */
static int take(short *samples, int count, espeak_EVENT *events)
{
    if (samples && count > 0 && take_samples(samples, (uint32_t)count))
        overflow = 1;
    for (; !overflow && events->type != espeakEVENT_LIST_TERMINATED; events++)
        if (take_event(events))
            overflow = 1;
    return overflow;
}

static struct slot *map_slot(uint32_t number)
{
    void *memory = mmap(NULL, sizeof *slot, PROT_READ | PROT_WRITE, MAP_SHARED, VOICE_MEMORY,
                        (off_t)number * (off_t)sizeof *slot);

    if (memory == MAP_FAILED)
        _exit(1);
    return memory;
}

void speak_slot(const struct message_config *config, const struct confine_filter *calls,
                uint32_t number, uint64_t serial)
{
    const struct rlimit cpu = { config->cpu_seconds, config->cpu_seconds + 1 };
    unsigned flags = espeakCHARS_UTF8;
    struct slot_request *request;

    close(VOICE_SOCKET);
    slot = map_slot(number);
    close(VOICE_MEMORY);
    setrlimit(RLIMIT_CPU, &cpu);
    if (confine_calls(calls))
        _exit(1);

    request = &slot->request;
    if (request->serial != serial || request->size > LIMIT_UTTERANCE_TEXT)
        _exit(1);
    request->text[request->size] = '\0';
    if (request->flags & REQUEST_PHONEMES)
        flags |= espeakPHONEMES;

    espeak_SetSynthCallback(take);
    if (espeak_Synth(request->text, request->size + 1, 0, POS_CHARACTER, 0, flags, NULL, NULL))
        _exit(1);

    slot->result.serial = serial;
    slot->result.event_count = event_count;
    slot->result.frame_count = frame_count;
    __atomic_store_n(&slot->result.state, overflow ? SLOT_TOO_LONG : SLOT_COMPLETE,
                     __ATOMIC_RELEASE);
    _exit(0);
}
