/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader that does what its source tells it to: crash, hang, flood, lie. */
#include <crier/reader.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int32_t probe(const struct crier_source *source)
{
    return crier_starts(source, CRIER_LIT("misbehave: ")) ? 100 : 0;
}

static crier_status crash(const struct crier_reader_host *host)
{
    crier_add(host, CRIER_ROLE_PARAGRAPH, "Half an article.", 16, 0);
    abort();
}

static crier_status hang(const struct crier_reader_host *host)
{
    (void)host;
    for (;;)
        pause();
    return CRIER_OK;
}

static crier_status flood(const struct crier_reader_host *host)
{
    for (;;)
        crier_add(host, CRIER_ROLE_PARAGRAPH, "Again and again.", 16, CRIER_NOWHERE);
    return CRIER_OK;
}

/* Blocks that are opened and closed without text leave no trace in a document. */
static crier_status flood_of_nothing(const struct crier_reader_host *host)
{
    for (;;) {
        crier_open(host, CRIER_ROLE_PARAGRAPH);
        host->close(host);
    }
    return CRIER_OK;
}

static crier_status bad_utf8(const struct crier_reader_host *host)
{
    crier_add(host, CRIER_ROLE_PARAGRAPH, "broken \xff text", 13, 0);
    return CRIER_OK;
}

static crier_status beyond(const struct crier_reader_host *host)
{
    crier_add(host, CRIER_ROLE_PARAGRAPH, "far away", 8, 1000000);
    return CRIER_OK;
}

static crier_status bad_role(const struct crier_reader_host *host)
{
    crier_add(host, 999, "what am I", 9, 0);
    return CRIER_OK;
}

static crier_status leave(const struct crier_reader_host *host)
{
    (void)host;
    _exit(0);
}

/* The pipe belongs to the host; whatever else is written to it must not be believed. */
static crier_status scribble(const struct crier_reader_host *host)
{
    static const char noise[100] = "not a frame at all, not a frame at all, not a frame at all";

    (void)host;
    for (int fd = 0; fd < 16; fd++)
        if (write(fd, noise, sizeof(noise)) < 0)
            continue;
    return CRIER_OK;
}

/* Says so in its document when it could open a file. */
static crier_status open_file(const struct crier_reader_host *host)
{
    if (open("/etc/passwd", O_RDONLY) >= 0)
        return CRIER_FAILED;
    return crier_add(host, CRIER_ROLE_PARAGRAPH, "No file could be opened.", 24, CRIER_NOWHERE);
}

/* Tries to call home; a plugin that gets so far would be believed. */
static crier_status talk(const struct crier_reader_host *host)
{
    (void)socket(AF_INET, SOCK_STREAM, 0);
    return crier_add(host, CRIER_ROLE_PARAGRAPH, "A socket was opened.", 20, CRIER_NOWHERE);
}

static crier_status run_program(const struct crier_reader_host *host)
{
    char *const words[] = { (char *)"true", NULL };

    (void)execv("/bin/true", words);
    return crier_add(host, CRIER_ROLE_PARAGRAPH, "A program was run.", 18, CRIER_NOWHERE);
}

static const struct {
    char letter;
    crier_status (*act)(const struct crier_reader_host *host);
} acts[] = {
    { 'c', crash },    { 'h', hang },      { 'f', flood },    { 'n', flood_of_nothing },
    { 'u', bad_utf8 }, { 'b', beyond },    { 'r', bad_role }, { 'l', leave },
    { 's', scribble }, { 'o', open_file }, { 't', talk },     { 'e', run_program },
};

static crier_status misbehave(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
        if (source->length > 11 && source->bytes[11] == (uint8_t)acts[i].letter)
            return acts[i].act(host);
    return CRIER_UNREADABLE;
}

CRIER_READER = {
    CRIER_READER_HEAD("misbehaving", "Does harm on demand, for tests"),
    .probe = probe,
    .read = misbehave,
};
