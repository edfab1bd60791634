/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/phone/telephone.h"

#include "core/phone/law.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct telephone phone = { .events = 1, .call_count = 1, .seconds = 10 };

int number(const char *text)
{
    return (int)CLAMP(strtol(text, NULL, 10), 0, 1 << 24);
}

double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void die(const char *what)
{
    fprintf(stderr, "phone: %s: %s\n", what, strerror(errno));
    exit(3);
}

int open_socket(unsigned *port)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    socklen_t size = sizeof(at);
    int room = 4 << 20, fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) < 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) < 0)
        die("socket");
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
    *port = ntohs(at.sin_port);
    return fd;
}

/* ---- SIP ---- */

void send_line(const char *text, gsize size)
{
    (void)sendto(phone.sip, text, size, 0, (struct sockaddr *)&phone.line, sizeof(phone.line));
}

static char *describe(const struct call *call, const char *direction)
{
    return g_strdup_printf("v=0\r\no=- 1 %u IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\n"
                           "t=0 0\r\nm=audio %u RTP/AVP %d%s\r\n%s%s%s%s\r\n",
                           call->cseq, call->port, phone.codec, phone.events ? " 101" : "",
                           phone.events ? "a=rtpmap:101 telephone-event/8000\r\n" : "",
                           phone.codec == 18 ? "a=rtpmap:18 G729/8000\r\n" : "", "a=", direction);
}

void request(unsigned index, const char *method, const char *more, const char *body)
{
    struct call *call = &phone.calls[index];
    const gboolean ack = strcmp(method, "ACK") == 0;
    g_autofree char *text = g_strdup_printf(
        "%s sip:line@127.0.0.1 SIP/2.0\r\n"
        "Via: SIP/2.0/UDP 127.0.0.1:%u;branch=z9hG4bK%u-%u-%s;rport\r\n"
        "Max-Forwards: 70\r\nFrom: <sip:5550142@127.0.0.1>;tag=f%u\r\n"
        "To: <sip:line@127.0.0.1>%s%s\r\nCall-ID: %u-%d@127.0.0.1\r\nCSeq: %u %s\r\n"
        "Contact: <sip:5550142@127.0.0.1:%u>\r\n%sContent-Length: %zu\r\n\r\n%s",
        method, phone.port, index, call->cseq, ack ? "ack" : method, index,
        call->tag[0] ? ";tag=" : "", call->tag, index, (int)getpid(), call->cseq, method,
        phone.port, more, body ? strlen(body) : 0, body ? body : "");

    send_line(text, strlen(text));
    if (!ack) {
        g_free(call->sent);
        call->sent = g_steal_pointer(&text);
    }
}

/* Datagrams get lost: the request is sent again, up to 32 seconds as RFC 3261 has it. */
gboolean await_answer(unsigned index)
{
    struct call *call = &phone.calls[index];

    for (int i = 0; i < 1600 && call->status < 200; i++) {
        if (i % 25 == 24 && call->status == STATUS_NONE)
            send_line(call->sent, strlen(call->sent));
        pump(20);
    }
    return call->status == 200;
}

void invite(unsigned index, const char *direction)
{
    struct call *call = &phone.calls[index];
    g_autofree char *body = NULL, *more = NULL;

    call->cseq++;
    call->status = STATUS_NONE;
    body = phone.late && !call->answered ? NULL : describe(call, direction);
    more = g_strdup_printf("%s%s%s%s", phone.require ? "Require: " : "",
                           phone.require ? phone.require : "", phone.require ? "\r\n" : "",
                           body ? "Content-Type: application/sdp\r\n" : "");
    request(index, "INVITE", more, body);
}

/* The value behind a name in a message, up to one of these ends. */
static gboolean value(const char *text, const char *name, const char *ends, char *into, gsize room)
{
    const char *at = strstr(text, name);
    gsize size;

    if (!at)
        return FALSE;
    at += strlen(name);
    size = MIN(strcspn(at, ends), room - 1);
    memcpy(into, at, size);
    into[size] = '\0';
    return TRUE;
}

static void answered(unsigned index, const char *text)
{
    struct call *call = &phone.calls[index];
    g_autofree char *body = NULL;
    const char *to = strstr(text, "\r\nTo:");
    char port[16], method[16] = "";

    if (to)
        value(to + 2, ";tag=", ";\r\n ", call->tag, sizeof(call->tag));
    value(text, "CSeq: ", "\r\n", method, sizeof(method));
    if (strstr(method, "INVITE") && call->status >= 200) {
        const gboolean late = phone.late && !call->answered && call->status < 300;

        body = late ? describe(call, "sendrecv") : NULL;
        if (!phone.no_ack)
            request(index, "ACK", late ? "Content-Type: application/sdp\r\n" : "", body);
    }
    if (call->status / 100 == 2 && value(text, "m=audio ", " \r\n", port, sizeof(port))) {
        call->far = phone.line;
        call->far.sin_port = htons((uint16_t)number(port));
        call->answered = TRUE;
        call->talks = strstr(text, "a=inactive") == NULL;
    }
}

static void answer_request(const char *text)
{
    static const char *const copied[] = { "Via:", "From:", "To:", "Call-ID:", "CSeq:" };
    g_autoptr(GString) answer = g_string_new("SIP/2.0 200 OK\r\n");
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);

    for (guint i = 0; lines[i] && *lines[i]; i++)
        for (guint k = 0; k < G_N_ELEMENTS(copied); k++)
            if (g_ascii_strncasecmp(lines[i], copied[k], strlen(copied[k])) == 0)
                g_string_append_printf(answer, "%s\r\n", lines[i]);
    g_string_append(answer, "Content-Length: 0\r\n\r\n");
    send_line(answer->str, answer->len);
}

static void on_sip(void)
{
    char text[8192], id[32];
    ssize_t size;

    while ((size = recv(phone.sip, text, sizeof(text) - 1, 0)) > 0) {
        unsigned index, status = 0;

        text[size] = '\0';
        if (!value(text, "Call-ID: ", "-", id, sizeof(id)))
            continue;
        index = (unsigned)number(id);
        if (index >= phone.call_count)
            continue;
        if (sscanf(text, "SIP/2.0 %u", &status) == 1) {
            phone.calls[index].status = status;
            answered(index, text);
        } else {
            answer_request(text);
            phone.calls[index].over |= strncmp(text, "BYE ", 4) == 0;
        }
    }
}

/* ---- RTP ---- */

void send_rtp(struct call *call, int pt, gboolean marker, uint32_t stamp, const guint8 *payload,
              gsize size)
{
    guint8 packet[12 + PACKET] = { 0x80, (guint8)(pt | (marker ? 0x80 : 0)) };
    const uint16_t sequence = htons(call->sequence++);
    const uint32_t at = htonl(stamp), ssrc = htonl(call->ssrc);

    memcpy(packet + 2, &sequence, 2);
    memcpy(packet + 4, &at, 4);
    memcpy(packet + 8, &ssrc, 4);
    memcpy(packet + 12, payload, size);
    (void)sendto(call->rtp, packet, 12 + size, 0, (struct sockaddr *)&call->far, sizeof(call->far));
}

static void note_gap(struct call *call)
{
    const double now = now_ms(), gap = now - call->last;

    if (call->heard && gap >= 0)
        phone.gaps[MIN((long)gap, GAP_MOST)]++;
    call->last = now;
}

/* By its time stamp, so that what is lost leaves a hole of silence. */
static void record(const struct call *call, uint32_t stamp, const guint8 *payload, gsize size)
{
    const gsize at = (gsize)(uint32_t)(stamp - call->first_stamp);

    if (at > 100u << 20 || call != &phone.calls[0])
        return;
    if (phone.record->len < at + size) {
        const gsize had = phone.record->len;

        g_byte_array_set_size(phone.record, (guint)(at + size));
        memset(phone.record->data + had, LAW_SILENCE_U, at + size - had);
    }
    for (gsize i = 0; i < size; i++)
        phone.record->data[at + i] =
            phone.codec == 8 ? law_u_of_linear(law_linear_of_a(payload[i])) : payload[i];
}

static void on_rtp(struct call *call)
{
    guint8 packet[2048];
    ssize_t size;

    while ((size = recv(call->rtp, packet, sizeof(packet), 0)) > 12) {
        const uint16_t sequence = (uint16_t)(packet[2] << 8 | packet[3]);
        const uint32_t stamp = (uint32_t)packet[4] << 24 | (uint32_t)packet[5] << 16 |
                               (uint32_t)packet[6] << 8 | packet[7];

        if ((packet[1] & 0x7F) != phone.codec)
            continue;
        note_gap(call);
        if (!call->heard)
            call->first_stamp = stamp;
        else if ((packet[1] & 0x80) && sequence == call->expected)
            call->first_stamp +=
                stamp - call->next_stamp; /* a pause of the line: its clock was late */
        else
            call->lost += (uint16_t)(sequence - call->expected);
        call->heard = TRUE;
        call->expected = (uint16_t)(sequence + 1);
        call->next_stamp = stamp + (uint32_t)size - 12;
        call->packets++;
        record(call, stamp, packet + 12, (gsize)size - 12);
    }
}

static guint8 next_sample(void)
{
    const double t = (double)phone.tone_at++ / 8000;
    const double both = sin(2 * G_PI * phone.tone_low * t) + sin(2 * G_PI * phone.tone_high * t);

    return law_u_of_linear((gint16)lrint(6000 * both));
}

static void tick(void)
{
    guint8 payload[PACKET];

    for (guint i = 0; i < PACKET; i++)
        payload[i] = phone.tone_low > 0 ? next_sample() : LAW_SILENCE_U;
    for (unsigned i = 0; i < phone.call_count; i++) {
        struct call *call = &phone.calls[i];

        if (!call->answered || call->over || !call->talks)
            continue;
        if (!phone.busy)
            send_rtp(call, phone.codec, FALSE, call->stamp, payload, PACKET);
        call->stamp += PACKET;
    }
}

void pump(double ms)
{
    const double until = now_ms() + ms;
    static struct pollfd wanted[CALLS_MOST + 1];

    wanted[0] = (struct pollfd){ phone.sip, POLLIN, 0 };
    for (unsigned i = 0; i < phone.call_count; i++)
        wanted[i + 1] = (struct pollfd){ phone.calls[i].rtp, POLLIN, 0 };
    for (;;) {
        const double now = now_ms();

        for (; phone.next_tick <= now; phone.next_tick += 20)
            tick();
        if (now >= until)
            return;
        if (poll(wanted, phone.call_count + 1, (int)ceil(MIN(until, phone.next_tick) - now)) <= 0)
            continue;
        if (wanted[0].revents)
            on_sip();
        for (unsigned i = 0; i < phone.call_count; i++)
            if (wanted[i + 1].revents)
                on_rtp(&phone.calls[i]);
    }
}
