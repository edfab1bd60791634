/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/caller.h"
#include "core/phone/sip/line_private.h"

#include <string.h>

enum { SILENT_SECONDS = 60, SECOND_TICKS = 1000 / TICK_MS };

struct leg {
    struct le le;
    struct line *line;
    struct sipsess *session;
    struct media *media;
    struct phone_call *call; /* NULL until the caller has confirmed */
    char *caller;
    guint number;
    guint64 began, heard; /* ticks */
};

static gint64 now_ms(const struct line *line)
{
    return (gint64)(line->ticks * TICK_MS);
}

static void on_event(void *arg, guint32 stamp, char key)
{
    struct leg *leg = arg;

    if (leg->call)
        phone_call_event(leg->call, stamp, key, now_ms(leg->line));
}

static void on_tone(void *arg, char key)
{
    struct leg *leg = arg;

    if (leg->call)
        phone_call_press(leg->call, KEY_BY_TONE, key, now_ms(leg->line));
}

static void on_heard(void *arg)
{
    struct leg *leg = arg;

    leg->heard = leg->line->ticks;
}

static const struct media_handlers media_handlers = { on_event, on_tone, on_heard };

static void say_end(const struct leg *leg)
{
    guint64 seconds = (leg->line->ticks - leg->began) / SECOND_TICKS;
    guint keys = phone_call_keys(leg->call);
    guint minutes = (guint)(seconds / 60), rest = (guint)(seconds % 60);

    log_say("call %u ended after %u minute%s %u second%s, %u key%s", leg->number, minutes,
            minutes == 1 ? "" : "s", rest, rest == 1 ? "" : "s", keys, keys == 1 ? "" : "s");
}

/* Lets go of the call; a BYE is sent unless the caller hung up. */
static void leg_free(struct leg *leg, enum call_end why)
{
    if (leg->call)
        say_end(leg);
    list_unlink(&leg->le);
    leg->line->leg_count--;
    mem_deref(leg->session);
    phone_call_free(leg->call, why);
    media_free(leg->media);
    g_free(leg->caller);
    g_free(leg);
}

static int on_offer(struct mbuf **description, const struct sip_msg *message, void *arg)
{
    struct leg *leg = arg;
    gboolean offered = mbuf_get_left(message->mb) > 0;

    if (offered && !media_take(leg->media, message->mb, TRUE))
        return EPROTO;
    *description = media_describe(leg->media, !offered);
    return *description ? 0 : ENOMEM;
}

static int on_answer(const struct sip_msg *message, void *arg)
{
    struct leg *leg = arg;

    return media_take(leg->media, message->mb, FALSE) ? 0 : EPROTO;
}

static void on_established(const struct sip_msg *message, void *arg)
{
    struct leg *leg = arg;
    struct phone_call_setup setup = {
        .service = leg->line->options->service,
        .board = leg->line->board,
        .shelf = leg->line->shelf,
        .caller = leg->caller,
        .now = g_get_real_time() / G_USEC_PER_SEC,
    };

    (void)message;
    if (leg->call)
        return;
    leg->call = phone_call_new(&setup);
    leg->began = leg->heard = leg->line->ticks;
    leg->number = ++leg->line->number;
    log_say("call %u began", leg->number);
}

static void on_info(struct sip *sip, const struct sip_msg *message, void *arg)
{
    struct leg *leg = arg;
    g_autofree char *subtype = g_strndup(message->ctyp.subtype.p, message->ctyp.subtype.l);
    char key;

    if (pl_strcasecmp(&message->ctyp.type, "application") != 0 ||
        !key_info_parse(subtype, (const char *)mbuf_buf(message->mb), mbuf_get_left(message->mb),
                        &key)) {
        (void)sip_reply(sip, message, 415, "Unsupported Media Type");
        return;
    }
    (void)sip_reply(sip, message, 200, "OK");
    if (leg->call)
        phone_call_press(leg->call, KEY_BY_INFO, key, now_ms(leg->line));
}

static void on_close(int error, const struct sip_msg *message, void *arg)
{
    (void)error;
    (void)message;
    leg_free(arg, END_HUNG_UP);
}

/* ---- Who calls ---- */

static gboolean is_nobody(const struct uri *uri)
{
    return !uri->user.l || caller_is_nobody(uri->user.p, uri->user.l) ||
           pl_strcasecmp(&uri->host, "anonymous.invalid") == 0;
}

/* A number that the caller withholds is not looked at, even where the network knows it. */
static char *caller_of(const struct sip_msg *message)
{
    const struct sip_hdr *asserted = sip_msg_hdr(message, SIP_HDR_P_ASSERTED_IDENTITY);
    const struct sip_hdr *privacy = sip_msg_hdr(message, SIP_HDR_PRIVACY);
    struct uri uri = message->from.uri;
    struct sip_addr address;

    if (is_nobody(&uri) || (privacy && pl_strcasecmp(&privacy->val, "none") != 0))
        return NULL;
    if (asserted && sip_addr_decode(&address, &asserted->val) == 0 && !is_nobody(&address.uri))
        uri = address.uri;
    return g_strndup(uri.user.p, uri.user.l);
}

/* ---- Answering ---- */

static void refuse(struct line *line, struct leg *leg, const struct sip_msg *message, guint16 code,
                   const char *reason)
{
    if (code == 503)
        (void)sip_replyf(line->sip, message, code, reason,
                         "Retry-After: 30\r\nContent-Length: 0\r\n\r\n");
    else
        (void)sip_reply(line->sip, message, code, reason);
    if (code == 503)
        counters_add(line->options->service->counters, COUNT_REFUSED_FULL);
    if (code == 488)
        counters_add(line->options->service->counters, COUNT_REFUSED_CODEC);
    leg_free(leg, END_HUNG_UP);
}

void leg_answer(struct line *line, const struct sip_msg *message)
{
    struct leg *leg = g_new0(struct leg, 1);
    gboolean offered = mbuf_get_left(message->mb) > 0;
    struct mbuf *description;
    int error;

    leg->line = line;
    leg->heard = line->ticks;
    leg->caller = caller_of(message);
    list_append(&line->legs[line->phase], &leg->le, leg);
    line->phase = (line->phase + 1) % PHASES;
    line->leg_count++;
    leg->media = media_new(&line->address, &line->ports, line->a_table, &media_handlers, leg);
    if (!leg->media) {
        refuse(line, leg, message, 503, "No Free Port");
        return;
    }
    if (offered && !media_take(leg->media, message->mb, TRUE)) {
        refuse(line, leg, message, 488, "Not Acceptable Here");
        return;
    }
    (void)sip_reply(line->sip, message, 100, "Trying");
    description = media_describe(leg->media, !offered);
    error = sipsess_accept(&leg->session, line->sessions, message, 200, "OK", "line",
                           "application/sdp", description, NULL, NULL, false, on_offer, on_answer,
                           on_established, on_info, NULL, on_close, leg, NULL);
    mem_deref(description);
    if (error)
        refuse(line, leg, message, 500, "Server Error");
}

/* ---- Time ---- */

static gboolean is_too_long(const struct leg *leg)
{
    const struct line *line = leg->line;

    return line->ticks - leg->began >= (guint64)line->options->longest * 60 * SECOND_TICKS;
}

/* Who holds a call may say nothing for long. */
static gboolean has_vanished(const struct leg *leg)
{
    return media_sends(leg->media) &&
           leg->line->ticks - leg->heard >= (guint64)SILENT_SECONDS * SECOND_TICKS;
}

static void leg_tick(struct leg *leg)
{
    guint8 packet[PACKET_SAMPLES];

    if (!leg->call)
        return;
    if (is_too_long(leg))
        leg_free(leg, END_TOO_LONG);
    else if (has_vanished(leg))
        leg_free(leg, END_VANISHED);
    else if (!media_sends(leg->media))
        media_skip(leg->media, 1);
    else if (phone_call_packet(leg->call, packet))
        media_send(leg->media, packet);
    else
        leg_free(leg, END_GOODBYE);
}

void legs_tick(struct line *line)
{
    struct le *le = list_head(&line->legs[line->ticks % PHASES]);

    while (le) {
        struct leg *leg = le->data;

        le = le->next;
        leg_tick(leg);
    }
}

void legs_skip(struct line *line, guint packets)
{
    for (guint phase = 0; phase < PHASES; phase++)
        for (struct le *le = list_head(&line->legs[phase]); le; le = le->next)
            media_skip(((struct leg *)le->data)->media, packets);
}

void legs_offer(struct line *line, struct board *board)
{
    for (guint phase = 0; phase < PHASES; phase++)
        for (struct le *le = list_head(&line->legs[phase]); le; le = le->next) {
            struct leg *leg = le->data;

            if (leg->call)
                phone_call_offer(leg->call, board);
        }
}

void legs_end(struct line *line)
{
    for (guint phase = 0; phase < PHASES; phase++)
        while (list_head(&line->legs[phase]))
            leg_free(list_head(&line->legs[phase])->data, END_STOPPED);
}
