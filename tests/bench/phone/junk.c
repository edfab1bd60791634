/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/phone/junk.h"

#include <string.h>

#define VIA(method) "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK%u" method "\r\n"
#define PARTIES     "From: <sip:x@127.0.0.1>;tag=j%u\r\nTo: <sip:line@127.0.0.1>\r\n"
#define REST(method)                                                                               \
    "Call-ID: junk%u\r\nCSeq: 7 " method "\r\nMax-Forwards: 70\r\nContact: "                       \
    "<sip:x@127.0.0.1:9>\r\n"
#define REQUEST(method) method " sip:line@127.0.0.1 SIP/2.0\r\n" VIA(method) PARTIES REST(method)

/* Each has three places for a number. */
static const char *const templates[] = {
    REQUEST("INVITE") "Content-Type: application/sdp\r\nContent-Length: 109\r\n\r\n"
                      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                      "m=audio 9 RTP/AVP 0 101\r\na=rtpmap:101 x/8000\r\n",
    REQUEST("INVITE") "Content-Length: 0\r\n\r\n",
    REQUEST("ACK") "Content-Length: 0\r\n\r\n",
    REQUEST("BYE") "Content-Length: 0\r\n\r\n",
    REQUEST("CANCEL") "Content-Length: 0\r\n\r\n",
    REQUEST("OPTIONS") "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n",
    REQUEST("INFO") "Content-Type: application/dtmf-relay\r\nContent-Length: 24\r\n\r\n"
                    "Signal=5\r\nDuration=160\r\n",
    REQUEST("REGISTER") "Expires: 60\r\nContent-Length: 0\r\n\r\n",
    REQUEST("SUBSCRIBE") "Event: presence\r\nContent-Length: 0\r\n\r\n",
    "SIP/2.0 200 OK\r\n" VIA("INVITE") PARTIES REST("INVITE") "Content-Length: 0\r\n\r\n",
    "SIP/2.0 401 Unauthorized\r\n" VIA("REGISTER") PARTIES REST(
        "REGISTER") "WWW-Authenticate: Digest realm=\"x\", nonce=\"y\", algorithm=MD5\r\n"
                    "Content-Length: 0\r\n\r\n",
};

/* What breaks readers of such messages. */
static const char *const pieces[] = {
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\n",
    ":",
    ";",
    ",",
    "<",
    ">",
    "\"",
    "%",
    "%s%n",
    "=",
    "@",
    " ",
    "\t",
    "-1",
    "0",
    "65536",
    "4294967296",
    "18446744073709551616",
    "999999999999999999999999",
    "Content-Length: 4294967295\r\n",
    "Content-Length: -1\r\n",
    "Content-Length: 70000\r\n",
    "CSeq: 4294967296 INVITE\r\n",
    "Via: \r\n",
    "To: <>\r\n",
    "Route: <sip:127.0.0.1;lr>\r\n",
    "Require: 100rel\r\n",
    "Session-Expires: 0\r\n",
    "Replaces: junk\r\n",
    "Contact: *\r\n",
    "m=audio 0 RTP/AVP\r\n",
    "m=audio 9 RTP/AVP 0 8 18 101 96 97 98 99\r\n",
    "c=IN IP6 ::1\r\n",
    "a=ptime:0\r\n",
    "a=rtpmap:0 PCMU/0\r\n",
    "a=fmtp:101 0-4294967295\r\n",
    "a=sendonly\r\n",
    "sip:",
    "tel:+1",
    "[::1]",
    "[::",
    "\xff\xfe",
    "\xc3\x28",
    "\xe2\x80\xae",
    "../../",
    "\x01",
};

static gsize below(GRand *chance, gsize end)
{
    return end ? g_rand_int(chance) % end : 0;
}

static void change_bytes(GRand *chance, GByteArray *text)
{
    for (gsize n = 1 + below(chance, 8); n && text->len; n--)
        text->data[below(chance, text->len)] = (guint8)g_rand_int(chance);
}

static void cut_short(GRand *chance, GByteArray *text)
{
    g_byte_array_set_size(text, (guint)below(chance, text->len + 1));
}

static void take_out(GRand *chance, GByteArray *text)
{
    const guint at = (guint)below(chance, text->len);

    g_byte_array_remove_range(text, at, (guint)below(chance, text->len - at + 1));
}

static void put_in(GByteArray *text, gsize at, const void *bytes, gsize size)
{
    const guint had = text->len;

    if (had + size > JUNK_MOST)
        return;
    g_byte_array_set_size(text, had + (guint)size);
    memmove(text->data + at + size, text->data + at, had - at);
    memcpy(text->data + at, bytes, size);
}

static void put_in_piece(GRand *chance, GByteArray *text)
{
    const char *piece = pieces[below(chance, G_N_ELEMENTS(pieces))];

    put_in(text, below(chance, text->len + 1), piece, strlen(piece));
}

static void put_in_zero(GRand *chance, GByteArray *text)
{
    put_in(text, below(chance, text->len + 1), "", 1);
}

static void repeat_part(GRand *chance, GByteArray *text)
{
    const gsize at = below(chance, text->len), size = below(chance, text->len - at + 1);
    g_autofree guint8 *part = g_memdup2(text->data + at, size);

    for (gsize n = 1 + below(chance, 20); n && size; n--)
        put_in(text, at, part, size);
}

static void fill_up(GRand *chance, GByteArray *text)
{
    guint8 long_word[900];

    memset(long_word, "a9 ;<\r"[below(chance, 6)], sizeof(long_word));
    put_in(text, below(chance, text->len + 1), long_word, sizeof(long_word));
}

static void (*const ways[])(GRand *, GByteArray *) = {
    change_bytes, cut_short,   take_out,    put_in_piece,
    put_in_piece, put_in_zero, repeat_part, fill_up,
};

static gsize hand_over(GByteArray *bytes, guint8 *into)
{
    const gsize size = MIN(bytes->len, JUNK_MOST);

    if (size)
        memcpy(into, bytes->data, size);
    g_byte_array_unref(bytes);
    return size;
}

gsize junk_sip(GRand *chance, guint8 *into)
{
    GByteArray *bytes = g_byte_array_new();
    const guint name = g_rand_int(chance);
    g_autofree char *text = NULL;

    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    text = g_strdup_printf(templates[below(chance, G_N_ELEMENTS(templates))], name, name, name);
    G_GNUC_END_IGNORE_DEPRECATIONS
    g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
    for (gsize n = 1 + below(chance, 4); n && bytes->len; n--)
        ways[below(chance, G_N_ELEMENTS(ways))](chance, bytes);
    return hand_over(bytes, into);
}

gsize junk_rtp(GRand *chance, guint8 *into)
{
    static const guint8 firsts[] = { 0x80, 0x80, 0x90, 0xa0, 0xb0, 0x8f, 0x81, 0x00, 0x40, 0xff };
    static const guint8 kinds[] = { 0, 8, 101, 0x80 | 101, 0x80, 13, 18, 200, 201, 127 };
    GByteArray *bytes = g_byte_array_new();
    const gsize size = 4 + below(chance, below(chance, 8) ? 200 : 1500);

    g_byte_array_set_size(bytes, (guint)size);
    for (gsize i = 0; i < size; i++)
        bytes->data[i] = (guint8)g_rand_int(chance);
    bytes->data[0] = firsts[below(chance, sizeof(firsts))];
    bytes->data[1] = kinds[below(chance, sizeof(kinds))];
    if (below(chance, 4) == 0)
        ways[below(chance, 3)](chance, bytes);
    return hand_over(bytes, into);
}
