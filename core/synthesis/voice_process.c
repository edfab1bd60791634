/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/synthesis/voice_process.h"
#include "core/base/error.h"
#include "core/base/start.h"
#include "core/confine/confine.h"
#include "core/confine/refuse.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Loading a voice takes some 15 milliseconds; a busy or swapping machine is given time. */
#define START_MS   30000
#define STOP_MS    1000
/* espeak-ng has some hundred; a process that goes on and on is not ours. */
#define FILES_MOST 10000u

static void engine_file_free(void *data)
{
    struct engine_file *file = data;

    g_free(file->path);
    g_free(file);
}

void voice_facts_clear(struct voice_facts *facts)
{
    g_free(facts->version);
    g_free(facts->voice);
    g_clear_pointer(&facts->files, g_ptr_array_unref);
    memset(facts, 0, sizeof *facts);
}

static gboolean in_range(uint32_t value, uint32_t low, uint32_t high, const char *what,
                         GError **error)
{
    if (value >= low && value <= high)
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "%s %u is not possible: choose %u to %u", what,
                value, low, high);
    return FALSE;
}

gboolean voice_config(const struct espeak_options *options, struct message_config *config,
                      GError **error)
{
    const struct voice *voice = &options->voice;
    const char *data = options->data_path ? options->data_path : "";

    /* Without a name nothing is spoken: the voices are only listed. */
    if (voice->name[0] &&
        (!in_range(voice->words_per_minute, 80, 449, "a speaking rate of", error) ||
         !in_range(voice->pitch, 0, 99, "a pitch of", error) ||
         !in_range(voice->pitch_range, 0, 99, "a pitch range of", error) ||
         !in_range(options->jobs, 1, VOICE_JOBS_MAX, "a number of jobs of", error)))
        return FALSE;
    if (strlen(data) >= sizeof config->data_path) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "the path of the espeak-ng data is too long");
        return FALSE;
    }
    if (!confine_may_start(error))
        return FALSE;
    *config = (struct message_config){
        .type = MESSAGE_CONFIG,
        .protocol = VOICE_PROTOCOL,
        .mode = CONFIG_SPEAK,
        .jobs = options->jobs,
        .slots = 2 * options->jobs + 2,
        .deadline_ms = options->deadline_ms ? options->deadline_ms : LIMIT_UTTERANCE_SECONDS * 1000,
        .cpu_seconds = LIMIT_UTTERANCE_SECONDS / 2,
        .words_per_minute = voice->words_per_minute,
        .pitch = voice->pitch,
        .pitch_range = voice->pitch_range,
        .unconfined = (uint32_t)confine_is_waived(),
    };
    g_strlcpy(config->voice, voice->name, sizeof config->voice);
    g_strlcpy(config->data_path, data, sizeof config->data_path);
    return TRUE;
}

static gboolean spawn(struct voice_process *process, const struct espeak_options *options,
                      int socket, int memory, GError **error)
{
    const char *const words[] = { options->worker_path, NULL };
    const struct start_gift gifts[] = { { socket, VOICE_SOCKET }, { memory, VOICE_MEMORY } };
    int failed =
        start_program(&process->pid, options->worker_path, words, gifts, memory < 0 ? 1 : 2);

    if (!failed)
        return TRUE;
    process->pid = 0;
    g_set_error(error, CRIER_ERROR, ERROR_ENGINE,
                "the speech engine could not be started: %s: %s; install Crier again",
                options->worker_path, g_strerror(failed));
    return FALSE;
}

gboolean voice_start(struct voice_process *process, const struct espeak_options *options,
                     const struct message_config *config, int memory, GError **error)
{
    int pair[2];
    gboolean started;

    *process = (struct voice_process)VOICE_PROCESS_NONE;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "no socket for the speech engine: %s",
                    g_strerror(errno));
        return FALSE;
    }
    started = spawn(process, options, pair[1], memory, error);
    close(pair[1]);
    if (!started) {
        close(pair[0]);
        return FALSE;
    }
    process->socket = pair[0];
    /* When it is gone already, the next voice_take() says so. */
    send(process->socket, config, sizeof *config, MSG_NOSIGNAL);
    return TRUE;
}

void voice_set_failure(const struct message_failure *failure, GError **error)
{
    g_autofree char *text =
        error_printable(failure->text, (gssize)strnlen(failure->text, sizeof failure->text));

    if (failure->cause == FAILURE_VOICE)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "%s; `crier voices` lists them", text);
    else if (failure->cause == FAILURE_DATA)
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "%s; install the package espeak-ng-data",
                    text);
    else
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "the speech engine failed: %s", text);
}

/* Every packet has one exact size, and its texts end inside it. */
static gboolean well_formed(union message *message, ssize_t size)
{
    switch (message->type) {
    case MESSAGE_READY:
        message->ready.version[sizeof message->ready.version - 1] = '\0';
        message->ready.data_path[sizeof message->ready.data_path - 1] = '\0';
        message->ready.voice[sizeof message->ready.voice - 1] = '\0';
        return size == sizeof message->ready;
    case MESSAGE_FILE:
        message->file.path[sizeof message->file.path - 1] = '\0';
        return size == sizeof message->file;
    case MESSAGE_VOICE:
        message->voice.name[sizeof message->voice.name - 1] = '\0';
        message->voice.language[sizeof message->voice.language - 1] = '\0';
        message->voice.title[sizeof message->voice.title - 1] = '\0';
        return size == sizeof message->voice;
    case MESSAGE_END:
        message->end.version[sizeof message->end.version - 1] = '\0';
        return size == sizeof message->end;
    case MESSAGE_FAILURE:
        return size == sizeof message->failure;
    default:
        return FALSE;
    }
}

gboolean voice_take(struct voice_process *process, const struct espeak_options *options,
                    union message *message, GError **error)
{
    struct pollfd polled = { .fd = process->socket, .events = POLLIN };
    int ready;
    ssize_t size;

    do
        ready = poll(&polled, 1, START_MS);
    while (ready < 0 && errno == EINTR);
    memset(message, 0, sizeof *message);
    size = ready > 0 ? recv(process->socket, message, sizeof *message, 0) : -1;
    if (size <= 0 || !well_formed(message, size)) {
        g_set_error(error, CRIER_ERROR, ERROR_ENGINE,
                    ready == 0 ? "%s does not answer; run `crier doctor`"
                               : "%s ended before it was ready; run `crier doctor`",
                    options->worker_path);
        return FALSE;
    }
    if (message->type == MESSAGE_FAILURE) {
        voice_set_failure(&message->failure, error);
        return FALSE;
    }
    return TRUE;
}

static void add_file(struct voice_facts *facts, const struct message_file *message)
{
    struct engine_file *file = g_new(struct engine_file, 1);

    file->path = g_strdup(message->path);
    file->size = message->size;
    file->mtime_ns = message->mtime_ns;
    g_ptr_array_add(facts->files, file);
}

static gboolean unexpected(const struct espeak_options *options, GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_ENGINE, "%s does not belong to this version of Crier",
                options->worker_path);
    return FALSE;
}

gboolean voice_greet(struct voice_process *process, const struct espeak_options *options,
                     struct voice_facts *facts, GError **error)
{
    union message message;

    memset(facts, 0, sizeof *facts);
    if (!voice_take(process, options, &message, error))
        return FALSE;
    if (message.type != MESSAGE_READY || !message.ready.rate)
        return unexpected(options, error);
    facts->rate = message.ready.rate;
    facts->version = error_printable(message.ready.version, -1);
    facts->voice = error_printable(message.ready.voice, -1);
    facts->files = g_ptr_array_new_with_free_func(engine_file_free);
    while (voice_take(process, options, &message, error)) {
        if (message.type == MESSAGE_END)
            return TRUE;
        if (message.type != MESSAGE_FILE || facts->files->len >= FILES_MOST) {
            unexpected(options, error);
            break;
        }
        add_file(facts, &message.file);
    }
    voice_facts_clear(facts);
    return FALSE;
}

/* It ends when its socket closes. Should it hang, its death ends its children too. */
void voice_stop(struct voice_process *process)
{
    struct pollfd polled = { .events = POLLIN };

    if (process->socket >= 0)
        close(process->socket);
    if (process->pid) {
        polled.fd = pidfd_open(process->pid, 0);
        if (polled.fd < 0 || poll(&polled, 1, STOP_MS) <= 0)
            kill(process->pid, SIGKILL);
        if (polled.fd >= 0)
            close(polled.fd);
        while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    *process = (struct voice_process)VOICE_PROCESS_NONE;
}
