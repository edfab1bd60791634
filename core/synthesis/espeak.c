/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine as production sees it. What it needs to say an utterance again is
 * kept here, never in the shared memory: a process that crashed may have written
 * anything there.
 */
#include "core/synthesis/espeak.h"
#include "core/base/error.h"
#include "core/synthesis/align.h"
#include "core/synthesis/voice_process.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* Memory that a slot may keep for its next utterance: 24 seconds of speech. */
#define KEEP_BYTES (1u << 20)

enum place_state { PLACE_FREE, PLACE_SENT, PLACE_ENDED, PLACE_LENT };

/* One utterance on its way. */
struct place {
    enum place_state state;
    uint64_t number;             /* the caller's */
    uint64_t serial;             /* ours, never used twice */
    enum speech_outcome outcome; /* SPEECH_DONE until known better */
    struct slot *slot;           /* its shared memory */
    int memory;                  /* the file that holds it */
    uint32_t frames;             /* written there */
    GString *text;
    uint32_t flags;   /* REQUEST_… */
    GArray *tokens;   /* of struct token */
    GArray *events;   /* of struct slot_event, our checked copy */
    GArray *times;    /* of struct spoken_token */
    GArray *phonemes; /* of struct crier_phoneme */
};

/* Shared memory of one start of the program. */
struct memory {
    int fd;
    struct slot *slots;
    size_t size;
};

struct espeak {
    struct engine base;
    struct espeak_options options; /* strings are ours */
    struct message_config config;
    struct voice_process process;
    struct voice_facts facts;
    char *identity;
    struct place *places; /* base.slots of them */
    GArray *memories;     /* of struct memory, the last one in use */
    uint64_t serial;
    gboolean restarted; /* since the last utterance that ended */
    gboolean gone;
};

static void memory_clear(void *data)
{
    struct memory *memory = data;

    if (memory->slots)
        munmap(memory->slots, memory->size);
    if (memory->fd >= 0)
        close(memory->fd);
}

/* Sealed, so that no child can make it shorter and the core stumble over the end. */
static gboolean add_memory(struct espeak *espeak, GError **error)
{
    struct memory memory = { .size = sizeof(struct slot) * espeak->base.slots };

    memory.fd = memfd_create("crier-voice", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory.fd < 0 || ftruncate(memory.fd, (off_t)memory.size) ||
        fcntl(memory.fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL))
        goto fail;
    memory.slots = mmap(NULL, memory.size, PROT_READ | PROT_WRITE, MAP_SHARED, memory.fd, 0);
    if (memory.slots == MAP_FAILED)
        goto fail;
    g_array_append_val(espeak->memories, memory);
    return TRUE;
fail:
    g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "no memory to share with the speech engine: %s",
                g_strerror(errno));
    memory.slots = NULL;
    memory_clear(&memory);
    return FALSE;
}

static struct memory *memory_in_use(struct espeak *espeak)
{
    return &g_array_index(espeak->memories, struct memory, espeak->memories->len - 1);
}

/* Start the program, with memory of its own: a child of one that died may still
 * be writing to the old one. */
static gboolean start(struct espeak *espeak, struct voice_facts *facts, GError **error)
{
    if (!add_memory(espeak, error) ||
        !voice_start(&espeak->process, &espeak->options, &espeak->config, memory_in_use(espeak)->fd,
                     error))
        return FALSE;
    return voice_greet(&espeak->process, &espeak->options, facts, error);
}

static gboolean send_place(struct espeak *espeak, struct place *place)
{
    uint32_t index = (uint32_t)(place - espeak->places);
    struct message_speak speak = { MESSAGE_SPEAK, index, ++espeak->serial };
    struct memory *memory = memory_in_use(espeak);
    struct slot *slot = &memory->slots[index];

    place->slot = slot;
    place->memory = memory->fd;
    place->serial = speak.serial;
    memset(&slot->result, 0, sizeof slot->result);
    slot->request.serial = speak.serial;
    slot->request.flags = place->flags;
    slot->request.size = (uint32_t)place->text->len;
    memcpy(slot->request.text, place->text->str, place->text->len + 1);
    return send(espeak->process.socket, &speak, sizeof speak, MSG_NOSIGNAL) == sizeof speak;
}

static gboolean give_up(struct espeak *espeak, GError **error)
{
    espeak->gone = TRUE;
    voice_stop(&espeak->process);
    if (error && !*error)
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE,
                    "the speech engine ended unexpectedly, and again after a new start; "
                    "run `crier doctor`");
    return FALSE;
}

static gboolean same_engine(struct espeak *espeak, const struct voice_facts *facts, GError **error)
{
    g_autofree char *identity = voice_identity(facts, &espeak->options.voice);

    if (facts->rate == espeak->base.rate && !strcmp(identity, espeak->identity))
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_ENGINE,
                "the speech engine was replaced while it was in use; run the command again");
    return FALSE;
}

/* The program died. Once it is started again and told all that was under way. */
static gboolean revive(struct espeak *espeak, GError **error)
{
    struct voice_facts facts = { 0 };
    gboolean same;

    if (espeak->restarted)
        return give_up(espeak, error);
    espeak->restarted = TRUE;
    voice_stop(&espeak->process);
    if (!start(espeak, &facts, error))
        return give_up(espeak, error);
    same = same_engine(espeak, &facts, error);
    voice_facts_clear(&facts);
    if (!same)
        return give_up(espeak, error);
    for (uint32_t i = 0; i < espeak->base.slots; i++)
        if (espeak->places[i].state == PLACE_SENT && !send_place(espeak, &espeak->places[i]))
            return give_up(espeak, error);
    return TRUE;
}

static struct place *find_place(struct espeak *espeak, enum place_state state, uint64_t number)
{
    for (uint32_t i = 0; i < espeak->base.slots; i++)
        if (espeak->places[i].state == state &&
            (state == PLACE_FREE || espeak->places[i].number == number))
            return &espeak->places[i];
    return NULL;
}

static gboolean is_gone(struct espeak *espeak, GError **error)
{
    if (espeak->gone)
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "the speech engine is gone");
    return espeak->gone;
}

static gboolean submit(struct engine *engine, uint64_t number, const struct utterance *utterance,
                       GError **error)
{
    struct espeak *espeak = (struct espeak *)engine;
    struct place *place = find_place(espeak, PLACE_FREE, 0);

    if (is_gone(espeak, error))
        return FALSE;
    if (!place) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "more utterances under way than slots");
        return FALSE;
    }
    place->number = number;
    place->frames = 0;
    place->outcome = SPEECH_DONE;
    place->flags = utterance->phonemes ? REQUEST_PHONEMES : 0;
    g_string_truncate(place->text, 0);
    g_array_set_size(place->tokens, 0);
    if (utterance->size > LIMIT_UTTERANCE_TEXT || utterance->token_count > LIMIT_UTTERANCE_TOKENS) {
        place->state = PLACE_ENDED;
        place->outcome = SPEECH_TOO_LONG;
        return TRUE;
    }
    g_string_append_len(place->text, utterance->text, utterance->size);
    g_array_append_vals(place->tokens, utterance->tokens, utterance->token_count);
    place->state = PLACE_SENT;
    return send_place(espeak, place) || revive(espeak, error);
}

static void note_end(struct espeak *espeak, const struct message_done *done)
{
    struct place *place;

    if (done->slot >= espeak->base.slots)
        return;
    place = &espeak->places[done->slot];
    if (place->state != PLACE_SENT || place->serial != done->serial)
        return;
    place->state = PLACE_ENDED;
    place->outcome = done->outcome == DONE_WELL   ? SPEECH_DONE
                     : done->outcome == DONE_HUNG ? SPEECH_HUNG
                                                  : SPEECH_CRASHED;
    espeak->restarted = FALSE;
}

/* Take every packet that is there. FALSE when the engine is gone for good. */
static gboolean take_packets(struct espeak *espeak, GError **error)
{
    union message message;

    for (;;) {
        ssize_t size = recv(espeak->process.socket, &message, sizeof message, MSG_DONTWAIT);

        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return TRUE;
        if (size == sizeof message.done && message.type == MESSAGE_DONE) {
            note_end(espeak, &message.done);
        } else if (size == sizeof message.failure && message.type == MESSAGE_FAILURE) {
            voice_set_failure(&message.failure, error);
            return give_up(espeak, error);
        } else {
            return revive(espeak, error);
        }
    }
}

/* 1: look again; 0: time is up or a signal came; -1: gone. */
static int wait_packets(struct espeak *espeak, int timeout_ms, GError **error)
{
    struct pollfd polled = { .fd = espeak->process.socket, .events = POLLIN };
    int ready = poll(&polled, 1, timeout_ms);

    if (ready <= 0)
        return 0;
    return take_packets(espeak, error) ? 1 : -1;
}

/* Read what the child left, each field once, and believe nothing unchecked. */
static enum speech_outcome read_result(struct place *place, struct recording *recording)
{
    struct slot_result result;

    memcpy(&result, &place->slot->result, sizeof result);
    if (result.serial != place->serial || result.event_count > LIMIT_UTTERANCE_EVENTS ||
        result.frame_count > LIMIT_UTTERANCE_FRAMES)
        return SPEECH_CRASHED;
    place->frames = result.frame_count;
    if (result.state != SLOT_COMPLETE)
        return result.state == SLOT_TOO_LONG ? SPEECH_TOO_LONG : SPEECH_CRASHED;
    g_array_set_size(place->events, 0);
    g_array_append_vals(place->events, place->slot->events, result.event_count);
    recording->events = (const struct slot_event *)(void *)place->events->data;
    recording->event_count = result.event_count;
    recording->frames = result.frame_count;
    return align_valid(recording) ? SPEECH_DONE : SPEECH_CRASHED;
}

static void fill_speech(struct place *place, const struct recording *recording,
                        struct speech *speech)
{
    struct utterance utterance = {
        .text = place->text->str,
        .size = (uint32_t)place->text->len,
        .tokens = (const struct token *)(void *)place->tokens->data,
        .token_count = place->tokens->len,
    };
    uint32_t from, to;

    if (!align_trim(recording, &from, &to)) {
        speech->outcome = SPEECH_EMPTY;
        return;
    }
    g_array_set_size(place->times, utterance.token_count);
    align_tokens(recording, &utterance, from, to,
                 (struct spoken_token *)(void *)place->times->data);
    g_array_set_size(place->phonemes, 0);
    align_phonemes(recording, from, to, place->phonemes);
    speech->frames = to - from;
    speech->pcm = place->slot->pcm + from;
    speech->token_count = utterance.token_count;
    speech->tokens = (const struct spoken_token *)(void *)place->times->data;
    speech->phoneme_count = place->phonemes->len;
    speech->phonemes = (const struct crier_phoneme *)(void *)place->phonemes->data;
}

static void lend(struct espeak *espeak, struct place *place, struct speech *speech)
{
    struct recording recording;

    memset(speech, 0, sizeof *speech);
    speech->rate = espeak->base.rate;
    speech->owner = place;
    speech->outcome = place->outcome;
    if (speech->outcome == SPEECH_DONE)
        speech->outcome = read_result(place, &recording);
    if (speech->outcome == SPEECH_DONE)
        fill_speech(place, &recording, speech);
    place->state = PLACE_LENT;
}

static int collect(struct engine *engine, uint64_t number, int timeout_ms, struct speech *speech,
                   GError **error)
{
    struct espeak *espeak = (struct espeak *)engine;
    int64_t end = g_get_monotonic_time() + timeout_ms * INT64_C(1000);
    struct place *place;

    while (!(place = find_place(espeak, PLACE_ENDED, number))) {
        int64_t left = (end - g_get_monotonic_time() + 999) / 1000;
        int got;

        if (is_gone(espeak, error))
            return -1;
        if (!find_place(espeak, PLACE_SENT, number)) {
            g_set_error(error, CRIER_ERROR, ERROR_BUG, "no utterance of this number under way");
            return -1;
        }
        got = wait_packets(espeak, timeout_ms < 0 ? -1 : (int)CLAMP(left, 0, timeout_ms), error);
        if (got <= 0)
            return got;
    }
    lend(espeak, place, speech);
    return 1;
}

/* A long utterance must not keep its memory for the rest of the run. */
static void shrink(struct place *place, uint32_t slot)
{
    off_t start = (off_t)(slot * sizeof(struct slot) + G_STRUCT_OFFSET(struct slot, pcm));
    off_t used = (off_t)(place->frames * sizeof(int16_t));

    if (used > KEEP_BYTES)
        fallocate(place->memory, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, start + KEEP_BYTES,
                  (off_t)(sizeof place->slot->pcm) - KEEP_BYTES);
}

static void release(struct engine *engine, struct speech *speech)
{
    struct espeak *espeak = (struct espeak *)engine;
    struct place *place = speech->owner;

    g_return_if_fail(place && place->state == PLACE_LENT);
    shrink(place, (uint32_t)(place - espeak->places));
    place->state = PLACE_FREE;
    memset(speech, 0, sizeof *speech);
}

static void place_clear(struct place *place)
{
    g_string_free(place->text, TRUE);
    g_array_unref(place->tokens);
    g_array_unref(place->events);
    g_array_unref(place->times);
    g_array_unref(place->phonemes);
}

static void espeak_free(struct engine *engine)
{
    struct espeak *espeak = (struct espeak *)engine;

    voice_stop(&espeak->process);
    for (uint32_t i = 0; i < espeak->base.slots; i++)
        place_clear(&espeak->places[i]);
    g_free(espeak->places);
    g_array_unref(espeak->memories);
    voice_facts_clear(&espeak->facts);
    g_free((char *)espeak->options.worker_path);
    g_free((char *)espeak->options.data_path);
    g_free(espeak->identity);
    g_free(espeak);
}

static const struct engine_class espeak_class = { submit, collect, release, espeak_free };

static struct espeak *allocate(const struct espeak_options *options,
                               const struct message_config *config)
{
    struct espeak *espeak = g_new0(struct espeak, 1);

    espeak->base.class = &espeak_class;
    espeak->base.slots = config->slots;
    espeak->config = *config;
    espeak->options = *options;
    espeak->options.worker_path = g_strdup(options->worker_path);
    espeak->options.data_path = g_strdup(options->data_path);
    espeak->process = (struct voice_process)VOICE_PROCESS_NONE;
    espeak->memories = g_array_new(FALSE, FALSE, sizeof(struct memory));
    g_array_set_clear_func(espeak->memories, memory_clear);
    espeak->places = g_new0(struct place, config->slots);
    for (uint32_t i = 0; i < config->slots; i++) {
        espeak->places[i].text = g_string_new(NULL);
        espeak->places[i].tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
        espeak->places[i].events = g_array_new(FALSE, FALSE, sizeof(struct slot_event));
        espeak->places[i].times = g_array_new(FALSE, FALSE, sizeof(struct spoken_token));
        espeak->places[i].phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme));
    }
    return espeak;
}

struct engine *espeak_new(const struct espeak_options *options, GError **error)
{
    struct message_config config;
    struct espeak *espeak;

    if (!voice_config(options, &config, error))
        return NULL;
    espeak = allocate(options, &config);
    if (!start(espeak, &espeak->facts, error)) {
        espeak_free(&espeak->base);
        return NULL;
    }
    espeak->identity = voice_identity(&espeak->facts, &options->voice);
    espeak->base.identity = espeak->identity;
    espeak->base.rate = espeak->facts.rate;
    return &espeak->base;
}

const struct voice_facts *espeak_facts(const struct engine *engine)
{
    return &((const struct espeak *)(const void *)engine)->facts;
}
