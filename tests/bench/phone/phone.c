/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A telephone for tests: calls a line by SIP, hears it by RTP, presses keys.
 *
 *   phone ADDRESS:PORT [OPTION…] [STEP…]
 *     --calls N --seconds S   so many calls at once, for so long; then what was lost is told
 *     --key K                 which each of them presses every eight seconds: it would be hung up
 *     --codec NUMBER          payload type that is offered (0)
 *     --no-events             offer no named events
 *     --late                  no offer: the line makes it
 *     --require NAME          an extension that the line shall have
 *     --no-ack                never confirm: the call stays half open
 *   steps of one call: wait:MS  key:K  ends:K (only the ends of the press)  info:K  relay:K
 *     tone:K  hear:FILE  silent:MS  hold  resume  again (INVITE as before)  options
 *     junk:N (so many broken datagrams; a thousand)  hung-up (the line must, within ten seconds)
 *     stranger:K (somebody else sends that key to our call)  dead (say nothing more, never end)
 *
 * One line for each answer of the line and each step that tells something. Exit code 1 when a
 * step fails; 2 when the call is refused.
 */
#include "tests/bench/phone/junk.h"
#include "tests/bench/phone/telephone.h"

#include <arpa/inet.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEAR_MS = 20000, KEY_MS = 8000 };

/* ---- Steps ---- */

static void press(struct call *call, char key, gboolean only_ends)
{
    static const char keys[] = "0123456789*#";
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

static gboolean is_there(void)
{
    phone.calls[0].cseq++;
    phone.calls[0].status = STATUS_NONE;
    request(0, "OPTIONS", "", NULL);
    return await_answer(0);
}

static gboolean ask_options(void)
{
    const gboolean good = is_there();

    printf("options: %u\n", phone.calls[0].status);
    return good;
}

/* The line ended it: it is called again. */
static gboolean call_once_more(struct call *call)
{
    call->over = call->answered = FALSE;
    call->tag[0] = '\0';
    return invite_again("sendrecv");
}

/* From strangers to the line and to the call's port; from the caller too. In time with the line. */
static gboolean send_junk(unsigned count)
{
    GRand *chance = g_rand_new_with_seed(7);
    struct call *call = &phone.calls[0];
    unsigned port;
    const int stranger = open_socket(&port);
    guint8 bytes[JUNK_MOST];
    gboolean good = TRUE;

    for (unsigned i = 1; good && i <= count; i++) {
        const gboolean sound = i % 2;
        const gsize size = sound ? junk_rtp(chance, bytes) : junk_sip(chance, bytes);
        const struct sockaddr_in *to = sound ? &call->far : &phone.line;

        (void)sendto(sound && i % 4 == 1 ? call->rtp : stranger, bytes, size, 0,
                     (const struct sockaddr *)to, sizeof(*to));
        if (i % 100 != 0 && i != count)
            continue;
        good = (!call->over || call_once_more(call)) && is_there(); /* the line has read it all */
        while (recv(stranger, bytes, sizeof(bytes), 0) >= 0)
            ;
    }
    (void)close(stranger);
    g_rand_free(chance);
    return good;
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
        press(&phone.calls[0], *what, FALSE);
    else if (strcmp(name, "ends") == 0)
        press(&phone.calls[0], *what, TRUE);
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
        return send_junk(*what ? (unsigned)number(what) : 1000);
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

static void stay(double ms)
{
    const double until = now_ms() + ms;

    while (phone.key && until - now_ms() > KEY_MS) {
        for (unsigned i = 0; i < phone.call_count; i++)
            press(&phone.calls[i], phone.key, FALSE);
        pump(KEY_MS);
    }
    pump(MAX(until - now_ms(), 0));
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
    stay(phone.seconds * 1e3);
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
        else if (strcmp(argv[at], "--key") == 0 && at + 1 < argc)
            phone.key = *argv[++at];
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
