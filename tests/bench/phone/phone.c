/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A telephone for tests: calls a line by SIP, hears it by RTP, presses keys.
 *
 *   phone ADDRESS:PORT [OPTION…] [STEP…]
 *     --calls N --seconds S   so many calls at once, for so long; then what was lost is told
 *     --codec NUMBER          payload type that is offered (0)
 *     --no-events             offer no named events
 *     --late                  no offer: the line makes it
 *     --require NAME          an extension that the line shall have
 *     --no-ack                never confirm: the call stays half open
 *   steps of one call: wait:MS  key:K  ends:K (only the ends of the press)  info:K  relay:K
 *     tone:K  hear:FILE  silent:MS  hold  resume  again (INVITE as before)  options
 *     junk (a thousand broken datagrams)  hung-up (the line must hang up within ten seconds)
 *     stranger:K (somebody else sends that key to our call)  dead (say nothing more, never end)
 *
 * One line for each answer of the line and each step that tells something. Exit code 1 when a
 * step fails; 2 when the call is refused.
 */
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

enum {
    PACKET = 160,
    CALLS_MOST = 2000,
    EVENT_PT = 101,
    STATUS_NONE = 0,
    HEAR_MS = 20000,
    GAP_MOST = 400, /* milliseconds; longer ones count as this */
};

struct call {
    int rtp;
    unsigned port, cseq, status;
    char tag[80];
    char *sent;             /* the last request, until its answer is there */
    struct sockaddr_in far; /* where sound goes */
    int talks, answered, over, bye;
    uint16_t sequence;
    uint32_t stamp, ssrc;
    /* What is heard. */
    int heard;
    uint16_t expected;
    uint32_t first_stamp, next_stamp;
    long packets, lost;
    double last;
};

static struct {
    struct sockaddr_in line;
    int sip;
    unsigned port;
    int codec, events, late, no_ack;
    const char *require;
    unsigned call_count, seconds;
    struct call calls[CALLS_MOST];
    GByteArray *record; /* of the first call, by its time stamps */
    gsize mark;         /* where the last key was pressed */
    double next_tick;
    double tone_low, tone_high; /* hertz; 0: silence is sent */
    long tone_at;
    int busy; /* a key is being pressed: no sound is sent */
    long gaps[GAP_MOST + 1];
} phone = { .events = 1, .call_count = 1, .seconds = 10 };

static int number(const char *text)
{
    return (int)CLAMP(strtol(text, NULL, 10), 0, 1 << 24);
}

static double now_ms(void)
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

static int open_socket(unsigned *port)
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

static void send_line(const char *text, gsize size)
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

static void request(unsigned index, const char *method, const char *more, const char *body)
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

static void pump(double ms);

/* Datagrams get lost: the request is sent again, up to 32 seconds as RFC 3261 has it. */
static gboolean await_answer(unsigned index)
{
    struct call *call = &phone.calls[index];

    for (int i = 0; i < 1600 && call->status < 200; i++) {
        if (i % 25 == 24 && call->status == STATUS_NONE)
            send_line(call->sent, strlen(call->sent));
        pump(20);
    }
    return call->status == 200;
}

static void invite(unsigned index, const char *direction)
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

static void send_rtp(struct call *call, int pt, gboolean marker, uint32_t stamp,
                     const guint8 *payload, gsize size)
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

/* Let time go by. */
static void pump(double ms)
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

/* ---- Steps ---- */

static void press(char key, gboolean only_ends)
{
    static const char keys[] = "0123456789*#";
    struct call *call = &phone.calls[0];
    const uint32_t stamp = call->stamp;

    phone.mark = phone.record->len;
    phone.busy = TRUE;
    for (guint i = only_ends ? 5 : 0; i < 8; i++) {
        const uint16_t duration = (uint16_t)((MIN(i, 5) + 1) * PACKET);
        const guint8 payload[] = { (guint8)(strchr(keys, key) - keys), i >= 5 ? 0x8A : 0x0A,
                                   (guint8)(duration >> 8), (guint8)duration };

        send_rtp(call, EVENT_PT, i == 0, stamp, payload, sizeof(payload));
        if (i < 5)
            pump(20);
    }
    phone.busy = FALSE;
}

static void inform(char key, gboolean relay)
{
    g_autofree char *body =
        relay ? g_strdup_printf("Signal=%c\r\nDuration=160\r\n", key) : g_strdup_printf("%c", key);

    phone.mark = phone.record->len;
    phone.calls[0].cseq++;
    request(0, "INFO",
            relay ? "Content-Type: application/dtmf-relay\r\n"
                  : "Content-Type: application/dtmf\r\n",
            body);
    pump(40);
}

static void sound_tone(char key)
{
    static const char keys[] = "123A456B789C*0#D";
    static const double low[] = { 697, 770, 852, 941 }, high[] = { 1209, 1336, 1477, 1633 };
    const long at = strchr(keys, key) - keys;

    phone.mark = phone.record->len;
    phone.tone_at = 0;
    phone.tone_high = high[at % 4];
    phone.tone_low = low[at / 4];
    pump(100);
    phone.tone_low = 0;
    pump(60);
}

/*
 * All of the file, sample by sample, behind the last key. How soon it begins is for the bench:
 * a machine that has other work to do may take its time.
 */
static gboolean hear(const char *path)
{
    g_autofree char *bytes = NULL, *name = g_path_get_basename(path);
    gsize size = 0;
    double until;

    if (!g_file_get_contents(path, &bytes, &size, NULL)) {
        printf("no such clip: %s\n", name);
        return FALSE;
    }
    until = now_ms() + HEAR_MS + (double)size / 8;
    while (now_ms() < until) {
        const guint8 *from = phone.record->data + phone.mark;
        const guint8 *at = memmem(from, phone.record->len - phone.mark, bytes, size);

        if (at) {
            printf("heard %s after %zu ms\n", name, (gsize)(at - from) / 8);
            phone.mark += (gsize)(at - from) + size;
            return TRUE;
        }
        pump(20);
    }
    printf("not heard: %s; %ld packets came, %ld are lost\n", name, phone.calls[0].packets,
           phone.calls[0].lost);
    return FALSE;
}

static gboolean invite_again(const char *direction)
{
    gboolean good;

    invite(0, direction);
    good = await_answer(0);
    printf("%s: %u\n", direction, phone.calls[0].status);
    return good;
}

/* No packet comes for so long. */
static gboolean stay_silent(double ms)
{
    long before;

    pump(60);
    before = phone.calls[0].packets;
    pump(ms);
    return phone.calls[0].packets == before;
}

static gboolean ask_options(void)
{
    gboolean good;

    phone.calls[0].cseq++;
    phone.calls[0].status = STATUS_NONE;
    request(0, "OPTIONS", "", NULL);
    good = await_answer(0);
    printf("options: %u\n", phone.calls[0].status);
    return good;
}

/* What strangers send: to the line and to the call's own port. */
static gboolean send_junk(void)
{
    GRand *chance = g_rand_new_with_seed(7);

    for (guint i = 0; i < 1000; i++) {
        guint8 bytes[300];
        const gsize size = (gsize)g_rand_int_range(chance, 1, sizeof(bytes));

        for (gsize k = 0; k < size; k++)
            bytes[k] = (guint8)g_rand_int(chance);
        if (i % 3 == 0)
            memcpy(bytes, "INVITE ", MIN(size, 7));
        if (i % 2)
            send_line((char *)bytes, size);
        else
            (void)sendto(phone.sip, bytes, size, 0, (struct sockaddr *)&phone.calls[0].far,
                         sizeof(phone.calls[0].far));
    }
    g_rand_free(chance);
    pump(200);
    return ask_options(); /* the line has read it all */
}

/* A press as ours would be, from another socket. */
static gboolean send_as_stranger(char key)
{
    unsigned port;
    const int fd = open_socket(&port);
    const char *keys = "0123456789*#";
    guint8 packet[16] = { 0x80, 0x80 | EVENT_PT };

    for (guint8 i = 0; i < 10; i++) {
        packet[3] = i;
        packet[12] = (guint8)(strchr(keys, key) - keys);
        packet[13] = i < 7 ? 10 : 0x8a;
        packet[15] = (guint8)(i * 16);
        (void)sendto(fd, packet, sizeof(packet), 0, (struct sockaddr *)&phone.calls[0].far,
                     sizeof(phone.calls[0].far));
        pump(20);
    }
    (void)close(fd);
    return TRUE;
}

static gboolean is_hung_up(void)
{
    for (int i = 0; i < 500 && !phone.calls[0].over; i++)
        pump(20);
    return phone.calls[0].over;
}

static gboolean step(const char *name, const char *what)
{
    if (strcmp(name, "wait") == 0)
        pump(number(what));
    else if (strcmp(name, "key") == 0)
        press(*what, FALSE);
    else if (strcmp(name, "ends") == 0)
        press(*what, TRUE);
    else if (strcmp(name, "info") == 0)
        inform(*what, FALSE);
    else if (strcmp(name, "relay") == 0)
        inform(*what, TRUE);
    else if (strcmp(name, "tone") == 0)
        sound_tone(*what);
    else if (strcmp(name, "hear") == 0)
        return hear(what);
    else if (strcmp(name, "silent") == 0)
        return stay_silent(number(what));
    else if (strcmp(name, "hold") == 0)
        return invite_again("sendonly");
    else if (strcmp(name, "resume") == 0 || strcmp(name, "again") == 0)
        return invite_again("sendrecv");
    else if (strcmp(name, "options") == 0)
        return ask_options();
    else if (strcmp(name, "junk") == 0)
        return send_junk();
    else if (strcmp(name, "hung-up") == 0)
        return is_hung_up();
    else if (strcmp(name, "stranger") == 0)
        return send_as_stranger(*what);
    else if (strcmp(name, "dead") == 0)
        exit(0);
    else
        return FALSE;
    return TRUE;
}

/* ---- Calls ---- */

static void ring(unsigned index)
{
    struct call *call = &phone.calls[index];

    call->rtp = open_socket(&call->port);
    call->ssrc = index + 1;
    invite(index, "sendrecv");
}

static void hang_up(unsigned index)
{
    struct call *call = &phone.calls[index];

    if (!call->answered || call->over)
        return;
    call->cseq++;
    call->status = STATUS_NONE;
    request(index, "BYE", "", NULL);
}

static int one_call(char **steps)
{
    gboolean good = TRUE;

    ring(0);
    (void)await_answer(0);
    printf("answer: %u\n", phone.calls[0].status);
    if (phone.calls[0].status != 200)
        return 2;
    for (; good && *steps; steps++) {
        g_auto(GStrv) parts = g_strsplit(*steps, ":", 2);

        good = step(parts[0], parts[0] && parts[1] ? parts[1] : "");
        if (!good)
            printf("failed: %s\n", parts[0]);
    }
    hang_up(0);
    if (phone.calls[0].answered && !phone.calls[0].over)
        (void)await_answer(0);
    return good ? 0 : 1;
}

static long gap_at(double part)
{
    long all = 0, seen = 0;

    for (int i = 0; i <= GAP_MOST; i++)
        all += phone.gaps[i];
    for (int i = 0; i <= GAP_MOST; i++) {
        seen += phone.gaps[i];
        if ((double)seen >= part * (double)all)
            return i;
    }
    return GAP_MOST;
}

static int many_calls(void)
{
    const unsigned wanted = phone.call_count;
    long packets = 0, lost = 0;
    unsigned failed = 0;

    for (phone.call_count = 0; phone.call_count < wanted;) {
        phone.call_count++; /* pump() looks at those there are */
        ring(phone.call_count - 1);
        pump(4);
    }
    pump(500);
    for (unsigned i = 0; i < wanted; i++)
        (void)await_answer(i);
    printf("all calls have their answers\n");
    memset(phone.gaps, 0, sizeof(phone.gaps));
    pump(phone.seconds * 1e3);
    for (unsigned i = 0; i < wanted; i++) {
        const struct call *call = &phone.calls[i];

        failed += !call->answered || call->over || call->packets < (long)phone.seconds * 25;
        packets += call->packets;
        lost += call->lost;
        hang_up(i);
        if (i % 20 == 0)
            pump(4);
    }
    pump(1000);
    printf("calls %u failed %u packets %ld lost %ld gap p50 %ld p95 %ld p99 %ld ms\n", wanted,
           failed, packets, lost, gap_at(0.5), gap_at(0.95), gap_at(0.99));
    return failed || lost ? 1 : 0;
}

int main(int argc, char **argv)
{
    g_auto(GStrv) address = argc > 1 ? g_strsplit(argv[1], ":", 2) : NULL;
    gboolean many = FALSE;
    int at = 2;

    if (!address || !address[1])
        return 3;
    phone.line = (struct sockaddr_in){ .sin_family = AF_INET,
                                       .sin_port = htons((uint16_t)number(address[1])) };
    inet_pton(AF_INET, address[0], &phone.line.sin_addr);
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
        if (strcmp(argv[at], "--no-events") == 0)
            phone.events = FALSE;
        else if (strcmp(argv[at], "--late") == 0)
            phone.late = TRUE;
        else if (strcmp(argv[at], "--no-ack") == 0)
            phone.no_ack = TRUE;
        else if (strcmp(argv[at], "--codec") == 0 && at + 1 < argc)
            phone.codec = number(argv[++at]);
        else if (strcmp(argv[at], "--require") == 0 && at + 1 < argc)
            phone.require = argv[++at];
        else if (strcmp(argv[at], "--seconds") == 0 && at + 1 < argc)
            phone.seconds = (unsigned)number(argv[++at]);
        else if (strcmp(argv[at], "--calls") == 0 && at + 1 < argc) {
            const int count = number(argv[++at]);

            phone.call_count = (unsigned)CLAMP(count, 1, CALLS_MOST);
            many = TRUE;
        }
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    phone.sip = open_socket(&phone.port);
    phone.record = g_byte_array_new();
    phone.next_tick = now_ms();
    return many ? many_calls() : one_call(argv + at);
}
