/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-voice: espeak-ng, kept in a process of its own. Started by the core with
 * a socket as descriptor 3 and a memory file as descriptor 4 (protocol.h).
 */
#include "core/synthesis/worker/worker.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* espeak-ng reads at most three files at a time; an open dictionary that fails
 * ends it, so leave room. */
#define FILES_AT_ONCE 24

/* A crash of a child says "stack smashing detected" and the like on standard
 * error; the core says in words of its own what was lost. */
static void quiet(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (nothing < 0)
        return;
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    if (nothing > VOICE_MEMORY)
        close(nothing);
}

/*
 * Ctrl-C goes to the foreground group: the core decides what it means to us.
 * SIGCHLD is blocked before the library starts a thread of its own: in a thread
 * that does not block it the signal would be dropped, and a child's end missed.
 */
static void stand_apart(void)
{
    sigset_t children;

    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, NULL);
    setpgid(0, 0);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_DFL);
}

/* Inherited by every child: no core files, no writing of files, few descriptors. */
static void limit(void)
{
    const struct rlimit none = { 0, 0 };
    const struct rlimit files = { FILES_AT_ONCE, FILES_AT_ONCE };

    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &none);
    setrlimit(RLIMIT_NOFILE, &files);
}

/* The voice must not depend on who calls: data of one's own is named explicitly.
 * The last line is for a library that brings its own pcaudiolib all the same. */
static void forget_surroundings(void)
{
    unsetenv("ESPEAK_DATA_PATH");
    unsetenv("HOME");
    setenv("PULSE_SERVER", "unix:/nonexistent", 1);
}

/* Children inherit it: of files they can read the voices alone; their calls they give up
 * themselves. Whoever never speaks, the warm parent, keeps its own. */
static void confine(const struct message_config *config, const char *path,
                    struct confine_filter *calls)
{
    const char *const voices[] = { path, NULL };
    int failed;

    if (config->unconfined)
        confine_waive();
    failed = confine_compile(calls, CONFINE_VOICE);
    if (!failed)
        failed = confine_files(voices);
    if (failed)
        packet_fail(FAILURE_SYSTEM, "it cannot be confined: %s", strerror(failed));
}

static int receive_config(struct message_config *config)
{
    ssize_t got;

    do
        got = recv(VOICE_SOCKET, config, sizeof *config, 0);
    while (got < 0 && errno == EINTR);
    if (got != sizeof *config || config->type != MESSAGE_CONFIG)
        return 0;
    config->voice[sizeof config->voice - 1] = '\0';
    config->data_path[sizeof config->data_path - 1] = '\0';
    if (config->protocol != VOICE_PROTOCOL)
        packet_fail(FAILURE_SYSTEM, "crier-voice belongs to another version of Crier");
    if (config->mode == CONFIG_SPEAK && (config->jobs < 1 || config->jobs > VOICE_JOBS_MAX ||
                                         config->slots < 1 || config->slots > VOICE_SLOTS_MAX))
        packet_fail(FAILURE_SYSTEM, "%u jobs with %u slots are not possible", config->jobs,
                    config->slots);
    return 1;
}

int main(void)
{
    static struct message_config config;
    struct message_ready ready = { .type = MESSAGE_READY };
    struct confine_filter calls = { 0 };
    const char *version, *path;
    struct stat status;

    if (fstat(VOICE_SOCKET, &status) || !S_ISSOCK(status.st_mode)) {
        fputs("crier-voice is a part of crier and is started by it: run crier instead\n", stderr);
        return 2;
    }
    stand_apart();
    quiet();
    forget_surroundings();
    if (!receive_config(&config))
        return 1;
    ready.rate = library_open(config.data_path, &version, &path);
    if (config.mode == CONFIG_LIST) {
        voices_send(version);
        _exit(0);
    }
    voice_load(&config, ready.voice);
    packet_text(ready.version, sizeof ready.version, version);
    packet_text(ready.data_path, sizeof ready.data_path, path);
    packet_send(&ready, sizeof ready);
    files_send(path, ready.voice);
    confine(&config, path, &calls);
    limit();
    pool_serve(&config, &calls);
}
