/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/synthesis/worker/worker.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void packet_send(const void *packet, size_t size)
{
    ssize_t sent;

    do
        sent = send(VOICE_SOCKET, packet, size, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
        _exit(0); /* the core is gone; children die with us */
}

void packet_text(char *to, size_t size, const char *from)
{
    size_t length = strnlen(from, size - 1);

    memcpy(to, from, length);
    memset(to + length, 0, size - length);
}

void packet_fail(enum failure_cause cause, const char *format, ...)
{
    struct message_failure failure = { .type = MESSAGE_FAILURE, .cause = cause };
    va_list values;

    va_start(values, format);
    vsnprintf(failure.text, sizeof failure.text, format, values);
    va_end(values);
    packet_send(&failure, sizeof failure);
    _exit(1);
}
