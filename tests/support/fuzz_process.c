/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes that lie: a reader's, the engine's, a PBX. What they send must never be believed. */
#include "tests/support/fuzz_parts.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/phone/agi_call.h"
#include "core/plugin/intake.h"
#include "core/plugin/session.h"
#include "core/synthesis/align.h"
#include "core/synthesis/voice_process.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- A reader's process ---- */

char *fuzz_frames(const uint8_t *bytes, size_t size)
{
    struct fuzz_rest rest = { bytes, size };
    struct document *document = document_new();
    struct intake intake;
    struct frame frame;
    const char *message = NULL;

    intake_start(&intake, document, 1000);
    while (rest.size >= sizeof(frame) && !intake.ended && !intake.broken) {
        g_autofree char *alone = NULL;

        fuzz_take(&rest, &frame, sizeof(frame));
        frame.type = frame.type % (FRAME_END + 2);
        frame.size = (uint32_t)MIN(frame.size, MIN(rest.size, LIMIT_FRAME));
        alone = g_malloc(MAX(frame.size, 1));
        fuzz_take(&rest, alone, frame.size);
        intake_take(&intake, &frame, alone);
    }
    (void)builder_finish(intake.builder, &message);
    intake_clear(&intake);
    document_free(document);
    return NULL;
}

/* ---- What plugin files say of themselves ---- */

static struct session *three_files(void)
{
    char *none[] = { NULL };
    struct session *session = session_new(none, CRIER_KIND_READER);

    for (guint i = 0; i < 3; i++) {
        struct plugin_file *file = g_new0(struct plugin_file, 1);

        file->path = g_strdup_printf("/plugins/file-%u.so", i);
        g_ptr_array_add(session->files, file);
    }
    return session;
}

static gboolean is_text(const char *text)
{
    return !text || g_utf8_validate(text, -1, NULL);
}

static char *check_session(const struct session *session)
{
    for (uint32_t i = 0; session_file(session, i); i++) {
        const struct plugin_file *file = session_file(session, i);

        if (!is_text(file->name) || !is_text(file->version) || !is_text(file->summary) ||
            !is_text(file->licence) || !is_text(file->rejected))
            return g_strdup("what a plugin says is no text");
        if (file->rejected && strchr(file->rejected, '\n'))
            return g_strdup("a reason is not one line");
        for (guint k = 0; file->suffixes && file->suffixes[k]; k++)
            if (!is_text(file->suffixes[k]))
                return g_strdup("a suffix is no text");
    }
    return session_likely(session, "a.html", "text/html") < (int)session->files->len
               ? NULL
               : g_strdup("a file is likely that is none");
}

char *fuzz_plugins(const uint8_t *bytes, size_t size)
{
    char path[32];
    const int fd = fuzz_file(bytes, size, path);
    struct session *session = three_files();
    struct frame_reader reader;
    struct frame frame;
    const char *words;
    char *wrong;

    (void)lseek(fd, 0, SEEK_SET);
    frame_reader_init(&reader, fd);
    while (frame_next(&reader, 0, &frame, &words) == FRAME_GOT) {
        g_autofree char *alone = g_malloc(MAX(frame.size, 1));

        memcpy(alone, words, frame.size);
        (void)session_take(session, &frame, alone);
    }
    frame_reader_clear(&reader);
    (void)session_blame(session, "died");
    wrong = check_session(session);
    session_free(session);
    close(fd);
    return wrong;
}

/* ---- The engine's process ---- */

/* All packets are there at once: two bytes of size, then so many. */
static void send_packets(struct fuzz_rest *rest, int fd)
{
    for (guint i = 0; i < 64 && rest->size > 2; i++) {
        union message message;
        uint16_t size;

        fuzz_take(rest, &size, sizeof(size));
        size = (uint16_t)(size % (sizeof(message) + 8));
        if (size < rest->size) {
            g_autofree uint8_t *packet = g_malloc0(MAX(size, 1));

            fuzz_take(rest, packet, size);
            (void)send(fd, packet, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        }
    }
}

char *fuzz_voice(const uint8_t *bytes, size_t size)
{
    const struct espeak_options options = { .worker_path = "/libexec/crier-voice" };
    const struct voice voice = { .name = "en-us", .words_per_minute = 175 };
    struct fuzz_rest rest = { bytes, size };
    struct voice_process process = VOICE_PROCESS_NONE;
    struct voice_facts facts = { 0 };
    GError *error = NULL;
    char *wrong = NULL;
    gboolean greeted;
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        g_error("no socket");
    send_packets(&rest, pair[1]);
    close(pair[1]);
    process.socket = pair[0];
    greeted = voice_greet(&process, &options, &facts, &error);
    wrong = fuzz_judge(greeted, error);
    if (greeted && !wrong) {
        g_autofree char *identity = voice_identity(&facts, &voice);

        if (facts.rate == 0 || !facts.version || !facts.voice || !facts.files)
            wrong = g_strdup("who answered is not known");
        else if (!g_utf8_validate(identity, -1, NULL) || strchr(identity, '\n'))
            wrong = g_strdup("an identity is not one line of text");
    }
    voice_facts_clear(&facts);
    close(pair[0]);
    return wrong;
}

/* A text, and the words of it. */
static GArray *tokens_of(const char *text)
{
    GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct token));

    for (uint32_t at = 0; text[at] && tokens->len < LIMIT_UTTERANCE_TOKENS;) {
        struct token token = { at, at + (uint32_t)strcspn(text + at, " ") };

        if (token.to > token.from)
            g_array_append_val(tokens, token);
        at = token.to + (text[token.to] == ' ');
    }
    return tokens;
}

static GArray *events_of(struct fuzz_rest *rest)
{
    GArray *events = g_array_new(FALSE, FALSE, sizeof(struct slot_event));
    uint32_t frame = 0;

    while (rest->size >= 8 && events->len < 4096) {
        struct slot_event event = { .type = fuzz_byte(rest) };
        uint16_t step = 0;

        event.length = event.type >> 4;
        event.position = fuzz_byte(rest);
        fuzz_take(rest, &step, sizeof(step));
        fuzz_take(rest, event.name, 4);
        frame += step;
        event.frame = event.type == 0xff ? UINT32_MAX : frame;
        event.type %= 4;
        g_array_append_val(events, event);
    }
    return events;
}

static char *check_times(const struct spoken_token *times, uint32_t count, uint32_t frames)
{
    int32_t last = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (times[i].start < last || times[i].end < times[i].start ||
            (uint32_t)times[i].end > frames)
            return g_strdup_printf("word %u is spoken from %d to %d of %u", i, times[i].start,
                                   times[i].end, frames);
        last = times[i].end;
    }
    return NULL;
}

static char *check_phonemes(const GArray *phonemes, uint32_t frames)
{
    for (guint i = 0; i < phonemes->len; i++) {
        const struct crier_phoneme *phoneme = &g_array_index(phonemes, struct crier_phoneme, i);

        if (phoneme->start < 0 || phoneme->start >= frames || phoneme->name[7] != '\0' ||
            !g_str_is_ascii(phoneme->name))
            return g_strdup("a phoneme lies outside, or has no name");
    }
    return NULL;
}

/* What a child left in its slot: the text first, its events behind it. */
char *fuzz_slot(const uint8_t *bytes, size_t size)
{
    struct fuzz_rest rest = { bytes, size }, words = fuzz_part(&rest);
    g_autofree char *text = fuzz_text(words.bytes, MIN(words.size, LIMIT_UTTERANCE_TEXT / 3));
    g_autoptr(GArray) tokens = tokens_of(text), events = NULL;
    g_autoptr(GArray) phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme));
    g_autofree struct spoken_token *times = g_new0(struct spoken_token, tokens->len + 1);
    const struct utterance utterance = {
        .text = text,
        .size = (uint32_t)strlen(text),
        .tokens = (const struct token *)(void *)tokens->data,
        .token_count = tokens->len,
    };
    struct recording recording = { 0 };
    uint32_t from = 0, to = 0;
    char *wrong;

    fuzz_take(&rest, &recording.frames, 3);
    events = events_of(&rest);
    recording.events = (const struct slot_event *)(void *)events->data;
    recording.event_count = events->len;
    if (!align_valid(&recording) || !align_trim(&recording, &from, &to))
        return NULL;
    if (from >= to || to > recording.frames)
        return g_strdup("what sounds lies outside");
    align_tokens(&recording, &utterance, from, to, times);
    align_phonemes(&recording, from, to, phonemes);
    wrong = check_times(times, tokens->len, to - from);
    return wrong ? wrong : check_phonemes(phonemes, to - from);
}

/* ---- A PBX ---- */

/* All that it says in a call; its end is the call's. */
char *fuzz_agi_call(const uint8_t *bytes, size_t size)
{
    const struct phone_service service = { .keymap = fuzz_keys_usual() };
    struct agi_call_setup setup = {
        .service = &service, .board = fuzz_board(), .audio_folder = "/phone", .longest = 1
    };
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        g_error("no socket");
    (void)send(pair[1], bytes, MIN(size, 8192), MSG_NOSIGNAL);
    (void)shutdown(pair[1], SHUT_WR);
    setup.socket = pair[0];
    (void)agi_call_run(&setup);
    close(pair[0]);
    close(pair[1]);
    return NULL;
}
