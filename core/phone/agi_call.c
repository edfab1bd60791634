/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/agi_call.h"

#include "core/phone/agi_wire.h"
#include "core/phone/caller.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

enum {
    GREETING_MS = 10 * 1000, /* for all the variables */
    ANSWER_MS = 120 * 1000,  /* a clip has 60 seconds */
    STATUS_MS = 5 * 1000,
    PARTING_MS = 500, /* for an answer after the line of a hang-up */
    MISSING_MOST = 4, /* one after the other */
    KEYS_COUNT = 12
};

static const char keys[] = "0123456789*#";

struct agi_call {
    const struct agi_call_setup *setup;
    struct agi_wire *wire;
    struct conversation *conversation;
    struct dialogue_clip clips[DIALOGUE_CLIPS_MOST]; /* that play */
    uint32_t count, at;
    gint64 began; /* milliseconds of the machine's clock */
    guint missing, seen;
    gboolean over;
    gboolean gone; /* the caller, or the PBX */
    char bytes[4096];
    gsize from, have; /* of the bytes, that were not read yet */
};

static gint64 now_ms(void)
{
    return g_get_monotonic_time() / 1000;
}

/* ---- The wire ---- */

/* FALSE: the time is over, or the connection is. */
static gboolean receive(struct agi_call *call, gint64 until)
{
    struct pollfd wait = { .fd = call->setup->socket, .events = POLLIN };
    ssize_t size;
    int ready;

    do {
        ready = poll(&wait, 1, (int)MAX(until - now_ms(), 0));
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0)
        return FALSE;
    size = recv(call->setup->socket, call->bytes, sizeof(call->bytes), 0);
    call->from = 0;
    call->have = size > 0 ? (gsize)size : 0;
    return size > 0;
}

/* AGI_NOTHING: nothing came in that time, or there is no connection any more. */
static enum agi_found next_item(struct agi_call *call, gint64 until)
{
    for (;;) {
        gsize used = 0;
        enum agi_found found =
            agi_wire_feed(call->wire, call->bytes + call->from, call->have, &used);

        call->from += used;
        call->have -= used;
        if (found != AGI_NOTHING)
            return found;
        if (!receive(call, until))
            return AGI_NOTHING;
    }
}

static gboolean send_all(struct agi_call *call, const char *bytes, gsize size)
{
    while (size > 0) {
        ssize_t sent = send(call->setup->socket, bytes, size, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return FALSE;
        bytes += sent;
        size -= (gsize)sent;
    }
    return TRUE;
}

/* The answer, or NULL: the PBX is gone. After a hang-up both may be true: an answer and `gone`. */
static const struct agi_answer *ask(struct agi_call *call, const char *line, gint64 patience)
{
    gint64 until = now_ms() + patience;

    if (!send_all(call, line, strlen(line))) {
        call->gone = TRUE;
        return NULL;
    }
    for (;;) {
        switch (next_item(call, until)) {
        case AGI_ANSWER:
            if (agi_wire_answer(call->wire)->code == 511)
                call->gone = TRUE;
            return agi_wire_answer(call->wire);
        case AGI_HANGUP:
            call->gone = TRUE;
            until = MIN(until, now_ms() + PARTING_MS);
            break;
        default:
            call->gone = TRUE;
            return NULL;
        }
    }
}

/* ---- The dialogue ---- */

static void take_newer(struct agi_call *call)
{
    struct board *board =
        call->setup->newer ? call->setup->newer(call->setup->data, &call->seen) : NULL;

    if (!board)
        return;
    conversation_offer(call->conversation, board);
    board_unref(board);
}

static struct dialogue_event event_of(const struct agi_call *call, enum dialogue_kind kind,
                                      char key, uint32_t sample)
{
    return (struct dialogue_event){
        .kind = kind, .key = key, .time = now_ms() - call->began, .clip = call->at, .sample = sample
    };
}

/* TRUE: something else is to be played now. */
static gboolean happen(struct agi_call *call, enum dialogue_kind kind, char key, uint32_t sample)
{
    const struct dialogue_event event = event_of(call, kind, key, sample);
    const struct dialogue_clip *clips;

    if (!conversation_event(call->conversation, &event))
        return FALSE;
    clips = conversation_clips(call->conversation, &call->count);
    memcpy(call->clips, clips, call->count * sizeof(*clips));
    call->at = 0;
    return TRUE;
}

static gboolean is_ending(const struct agi_call *call)
{
    return conversation_is_ending(call->conversation);
}

static void end(struct agi_call *call, enum call_end why, uint32_t sample)
{
    const struct dialogue_event event = event_of(call, DIALOGUE_HUNG_UP, 0, sample);

    conversation_end(call->conversation, why, &event);
    call->over = TRUE;
}

static void hang_up(struct agi_call *call, uint32_t sample)
{
    const gint *stopping = call->setup->stopping;

    end(call, stopping && g_atomic_int_get(stopping) ? END_STOPPED : END_HUNG_UP, sample);
}

static void heard_to_end(struct agi_call *call)
{
    call->at++;
    call->missing = 0;
    if (call->at >= call->count && !is_ending(call))
        (void)happen(call, DIALOGUE_ENDED, 0, 0);
}

/* The file is not there, or the caller is gone: the PBX says -1 to both. */
static void not_played(struct agi_call *call, uint32_t sample)
{
    if (!call->gone) {
        const struct agi_answer *status = ask(call, "CHANNEL STATUS\n", STATUS_MS);

        if (!status || !status->answered || status->result <= 0)
            call->gone = TRUE;
    }
    if (call->gone) {
        hang_up(call, sample);
        return;
    }
    if (++call->missing > MISSING_MOST) {
        /* The PBX has an excuse of its own. */
        (void)ask(call, "SET VARIABLE \"CRIERSTATUS\" \"MISSING\"\n", STATUS_MS);
        hang_up(call, sample);
        return;
    }
    if (happen(call, DIALOGUE_MISSING, 0, sample))
        return;
    if (++call->at >= call->count && !is_ending(call))
        (void)happen(call, DIALOGUE_ENDED, 0, 0);
}

static char *file_of(const struct agi_call *call, const char *file)
{
    const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');
    g_autofree char *name =
        dot && (!slash || dot > slash) ? g_strndup(file, (gsize)(dot - file)) : g_strdup(file);

    return g_build_filename(call->setup->audio_folder, name, NULL);
}

/* What was played of a clip by now, where the PBX does not say it. */
static uint32_t position(const struct dialogue_clip *clip, const struct board_clip *file,
                         const struct agi_answer *answer, gint64 began)
{
    gint64 sample = answer && answer->endpos >= 0
                        ? answer->endpos
                        : clip->from + (now_ms() - began) * BOARD_RATE / 1000;

    return (uint32_t)CLAMP(sample, (gint64)clip->from, (gint64)MAX(file->samples, clip->from));
}

static gboolean is_key(gint64 result)
{
    return result > 0 && result < 128 && memchr(keys, (int)result, KEYS_COUNT);
}

static void play_clip(struct agi_call *call)
{
    struct dialogue_clip *clip = &call->clips[call->at];
    const struct board_clip *file = &conversation_board(call->conversation)->clips[clip->clip];
    g_autofree char *path = file_of(call, file->file);
    g_autofree char *offset = g_strdup_printf("%u", clip->from);
    const char *const arguments[] = { path, keys, offset, NULL };
    g_autoptr(GString) line = g_string_new(NULL);
    const gint64 began = now_ms();
    const struct agi_answer *answer;
    uint32_t sample;

    if (!agi_command(line, "STREAM FILE", arguments)) {
        not_played(call, clip->from);
        return;
    }
    answer = ask(call, line->str, ANSWER_MS);
    sample = position(clip, file, answer, began);
    if (call->gone) {
        hang_up(call, sample);
    } else if (!answer->answered || answer->result < 0) {
        not_played(call, sample);
    } else if (answer->result == 0) {
        heard_to_end(call);
    } else {
        call->missing = 0;
        clip->from = sample; /* it goes on here, if the key has nothing played */
        if (is_key(answer->result))
            (void)happen(call, DIALOGUE_KEY, (char)answer->result, sample);
    }
}

static void wait_for_key(struct agi_call *call)
{
    const struct agi_answer *answer = ask(call, "WAIT FOR DIGIT 1000\n", ANSWER_MS);

    if (call->gone || !answer->answered || answer->result < 0)
        hang_up(call, 0);
    else if (is_key(answer->result))
        (void)happen(call, DIALOGUE_KEY, (char)answer->result, 0);
    else
        (void)happen(call, DIALOGUE_TICK, 0, 0);
}

/* ---- A call ---- */

/* Bits of callingpres that say that the number is not to be shown. */
enum { PRESENTATION_HIDDEN = 0x60 };

/* NULL: unknown, withheld, or no name of anybody. */
static char *caller_of(const struct agi_wire *wire)
{
    const char *number = agi_wire_variable(wire, "callerid");
    const char *shown = agi_wire_variable(wire, "callingpres");

    if (!number || caller_is_nobody(number, strlen(number)) ||
        (shown && g_ascii_strtoull(shown, NULL, 10) & PRESENTATION_HIDDEN))
        return NULL;
    return g_strdup(number);
}

static gboolean greet(struct agi_call *call)
{
    const gint64 until = now_ms() + GREETING_MS;
    enum agi_found found;

    do {
        found = next_item(call, until);
    } while (found == AGI_VARIABLE);
    return found == AGI_READY;
}

static void talk(struct agi_call *call)
{
    const gint64 longest = (gint64)call->setup->longest * 60 * 1000;
    gint64 ticked = 0;

    (void)happen(call, DIALOGUE_STARTED, 0, 0);
    while (!call->over) {
        const gint64 time = now_ms() - call->began;

        if (call->at >= call->count && is_ending(call))
            break;
        take_newer(call);
        if (longest > 0 && time > longest) {
            end(call, END_TOO_LONG, 0);
            break;
        }
        /* Between clips too, so that a place is kept during a long story. */
        if (call->at < call->count && time - ticked >= 1000) {
            ticked = time;
            (void)happen(call, DIALOGUE_TICK, 0, call->clips[call->at].from);
        }
        if (call->at < call->count)
            play_clip(call);
        else if (!is_ending(call))
            wait_for_key(call);
    }
    if (!call->over) {
        end(call, END_GOODBYE, 0);
        (void)ask(call, "HANGUP\n", STATUS_MS);
    }
}

gboolean agi_call_run(const struct agi_call_setup *setup)
{
    struct agi_call *call = g_new0(struct agi_call, 1);
    gboolean good;

    call->setup = setup;
    call->seen = setup->seen;
    call->began = now_ms();
    call->wire = agi_wire_new();
    good = greet(call);
    if (good) {
        g_autofree char *caller = caller_of(call->wire);

        call->conversation = conversation_new(setup->service, setup->board, caller,
                                              g_get_real_time() / G_USEC_PER_SEC);
        talk(call);
        conversation_free(call->conversation);
    }
    agi_wire_free(call->wire);
    g_free(call);
    return good;
}
