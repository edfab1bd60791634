/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/sip/media.h"

#include "core/phone/keys.h"
#include "core/phone/law.h"

#include <rem.h>
#include <string.h>

enum { PT_PCMU = 0, PT_PCMA = 8, PT_EVENT = 101, TONE_SAMPLES_MOST = 960, NO_PT = -1 };

struct media {
    const struct media_handlers *handlers;
    void *arg;
    const guint8 *a_table;
    struct sdp_session *sdp;
    struct sdp_media *audio;
    struct rtp_sock *rtp;
    struct dtmf_dec *tones; /* NULL: named events were agreed on */
    struct mbuf *buffer;
    struct sa reports; /* where RTCP goes */
    guint32 stamp;
    gint8 event_pt; /* NO_PT: none */
    gboolean a_law, agreed;
    gboolean talks; /* the packet before was sent */
};

static void on_tone(char key, void *arg)
{
    struct media *media = arg;

    if (key)
        media->handlers->tone(media->arg, key);
}

/* Tones between other sound; the same bytes for both laws. */
static void listen_for_tones(struct media *media, guint8 pt, struct mbuf *payload)
{
    gint16 samples[TONE_SAMPLES_MOST];
    gsize count = MIN(mbuf_get_left(payload), TONE_SAMPLES_MOST);
    const guint8 *bytes = mbuf_buf(payload);

    if (!media->tones || (pt != PT_PCMU && pt != PT_PCMA))
        return;
    for (gsize i = 0; i < count; i++)
        samples[i] = pt == PT_PCMA ? law_linear_of_a(bytes[i]) : law_linear_of_u(bytes[i]);
    dtmf_dec_probe(media->tones, samples, count);
}

static void on_rtp(const struct sa *source, const struct rtp_header *header, struct mbuf *payload,
                   void *arg)
{
    struct media *media = arg;
    struct key_event event;

    if (!media->agreed || !sa_cmp(source, sdp_media_raddr(media->audio), SA_ALL))
        return;
    media->handlers->heard(media->arg);
    if (header->pt != media->event_pt)
        listen_for_tones(media, header->pt, payload);
    else if (key_event_parse(mbuf_buf(payload), mbuf_get_left(payload), &event))
        media->handlers->event(media->arg, header->ts, event.key);
}

static void on_rtcp(const struct sa *source, struct rtcp_msg *message, void *arg)
{
    struct media *media = arg;

    (void)message;
    if (media->agreed && sa_cmp(source, &media->reports, SA_ADDR))
        media->handlers->heard(media->arg);
}

/* libre looks for a port by chance; a range that is nearly full wants a search in order. */
static gboolean open_ports(struct media *media, const struct sa *local, struct media_ports *ports)
{
    guint pairs = (ports->last - ports->first + 1u) / 2;

    for (guint i = 0; i < pairs; i++) {
        guint16 port = ports->next;

        ports->next = (guint16)(port + 3 > ports->last ? ports->first : port + 2);
        if (rtp_listen(&media->rtp, IPPROTO_UDP, local, port, (guint16)(port + 1), true, on_rtp,
                       on_rtcp, media) == 0)
            return TRUE;
    }
    return FALSE;
}

static int add_formats(struct media *media)
{
    int error = sdp_format_add(NULL, media->audio, false, "0", "PCMU", BOARD_RATE, 1, NULL, NULL,
                               NULL, false, NULL);

    error |= sdp_format_add(NULL, media->audio, false, "8", "PCMA", BOARD_RATE, 1, NULL, NULL, NULL,
                            false, NULL);
    error |= sdp_format_add(NULL, media->audio, false, "101", "telephone-event", BOARD_RATE, 1,
                            NULL, NULL, NULL, false, "0-15");
    error |= sdp_media_set_lattr(media->audio, true, "ptime", "%d", PACKET_MS);
    return error;
}

static gboolean set_up(struct media *media, const struct sa *local, struct media_ports *ports)
{
    if (!open_ports(media, local, ports))
        return FALSE;
    media->buffer = mbuf_alloc(RTP_HEADER_SIZE + PACKET_SAMPLES);
    return media->buffer && sdp_session_alloc(&media->sdp, local) == 0 &&
           sdp_media_add(&media->audio, media->sdp, sdp_media_audio, sa_port(rtp_local(media->rtp)),
                         sdp_proto_rtpavp) == 0 &&
           add_formats(media) == 0;
}

struct media *media_new(const struct sa *local, struct media_ports *ports, const guint8 *a_table,
                        const struct media_handlers *handlers, void *arg)
{
    struct media *media = g_new0(struct media, 1);

    media->handlers = handlers;
    media->arg = arg;
    media->a_table = a_table;
    media->event_pt = NO_PT;
    media->stamp = g_random_int();
    if (set_up(media, local, ports))
        return media;
    media_free(media);
    return NULL;
}

void media_free(struct media *media)
{
    if (!media)
        return;
    mem_deref(media->tones);
    mem_deref(media->rtp);
    mem_deref(media->sdp);
    mem_deref(media->buffer);
    g_free(media);
}

/* The first that both have; libre might take named events for a codec. */
static int agreed_codec(const struct media *media)
{
    const struct list *formats = sdp_media_format_lst(media->audio, false);

    for (struct le *le = list_head(formats); le; le = le->next) {
        const struct sdp_format *format = le->data;

        if (!format->sup || format->srate > BOARD_RATE)
            continue;
        if (format->pt == PT_PCMU || str_casecmp(format->name, "PCMU") == 0)
            return PT_PCMU;
        if (format->pt == PT_PCMA || str_casecmp(format->name, "PCMA") == 0)
            return PT_PCMA;
    }
    return NO_PT;
}

static void set_keys(struct media *media)
{
    const struct sdp_format *event =
        sdp_media_format(media->audio, false, NULL, -1, "telephone-event", BOARD_RATE, 1);

    media->event_pt = event && event->sup ? (gint8)event->pt : NO_PT;
    /* A phone that names its keys sends their tones as well, and they would count twice. */
    if (media->event_pt != NO_PT)
        media->tones = mem_deref(media->tones);
    else if (!media->tones)
        (void)dtmf_dec_alloc(&media->tones, BOARD_RATE, 1, on_tone, media);
}

static void set_reports(struct media *media)
{
    struct sa reports;

    sdp_media_raddr_rtcp(media->audio, &reports);
    if (sa_isset(&reports, SA_ALL) && !sa_cmp(&reports, &media->reports, SA_ALL)) {
        media->reports = reports;
        rtcp_set_srate(media->rtp, BOARD_RATE, BOARD_RATE);
        rtcp_start(media->rtp, "line", &reports);
    }
}

gboolean media_take(struct media *media, struct mbuf *description, gboolean offer)
{
    int codec;

    if (sdp_decode(media->sdp, description, offer) != 0 || !sdp_media_rport(media->audio))
        return FALSE;
    codec = agreed_codec(media);
    if (codec == NO_PT)
        return FALSE;
    media->a_law = codec == PT_PCMA;
    media->agreed = TRUE;
    set_keys(media);
    set_reports(media);
    return TRUE;
}

struct mbuf *media_describe(struct media *media, gboolean offer)
{
    struct mbuf *description = NULL;

    return sdp_encode(&description, media->sdp, offer) == 0 ? description : NULL;
}

gboolean media_sends(const struct media *media)
{
    return media->agreed && (sdp_media_dir(media->audio) & SDP_SENDONLY) &&
           sa_isset(sdp_media_raddr(media->audio), SA_ALL);
}

void media_send(struct media *media, const guint8 packet[PACKET_SAMPLES])
{
    guint8 *bytes = media->buffer->buf + RTP_HEADER_SIZE;

    if (media->a_law) {
        for (guint i = 0; i < PACKET_SAMPLES; i++)
            bytes[i] = media->a_table[packet[i]];
    } else {
        memcpy(bytes, packet, PACKET_SAMPLES);
    }
    media->buffer->pos = RTP_HEADER_SIZE;
    media->buffer->end = RTP_HEADER_SIZE + PACKET_SAMPLES;
    (void)rtp_send(media->rtp, sdp_media_raddr(media->audio), false, !media->talks,
                   media->a_law ? PT_PCMA : PT_PCMU, media->stamp, media->buffer);
    media->stamp += PACKET_SAMPLES;
    media->talks = TRUE;
}

void media_skip(struct media *media, guint packets)
{
    media->stamp += packets * PACKET_SAMPLES;
    media->talks = FALSE;
}
