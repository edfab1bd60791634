/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: encode target ogg_layer tag_comments tag_values chapter_list timeline glyph writer option
 */
/* shared: date */
/* shared: buffer */
#include "shared/ogg_audio.h"

#include "shared/ogg_layer.h"
#include "shared/tag.h"

#include <stdlib.h>
#include <string.h>

struct ogg_audio {
    struct encoder encoder;
    struct ogg_layer layer;
    const struct ogg_form *form;
    const struct crier_output_host *host;
    struct chapter_list chapters;
    struct tag tag;
    struct buffer packet;
    char *software;
    uint32_t rate;
};

static void release(struct ogg_audio *audio)
{
    if (audio->layer.encoder)
        ogg_layer_clear(&audio->layer);
    chapter_list_clear(&audio->chapters);
    tag_clear(&audio->tag);
    buffer_clear(&audio->packet);
    free(audio->software);
    free(audio);
}

crier_status ogg_audio_begin(const struct ogg_form *form, const struct crier_output_host *host,
                             const struct crier_job *job, void **context)
{
    struct ogg_audio *audio = calloc(1, sizeof(*audio));

    if (!audio)
        return CRIER_FAILED;
    audio->form = form;
    audio->host = host;
    audio->rate = job->rate;
    audio->software = strdup(job->software);
    if (!audio->software) {
        release(audio);
        return CRIER_FAILED;
    }
    *context = audio;
    return CRIER_OK;
}

static void make_packet(struct ogg_audio *audio)
{
    buffer_reset(&audio->packet);
    buffer_add(&audio->packet, audio->form->before, audio->form->before_size);
    buffer_add(&audio->packet, audio->tag.bytes.data, audio->tag.bytes.size);
    buffer_add(&audio->packet, audio->form->behind, audio->form->behind_size);
}

static crier_status start(struct ogg_audio *audio, const struct crier_article *article)
{
    struct encoder_layer layer;
    double level = audio->form->level;
    crier_status status;

    if (audio->encoder.file) /* a further article of the same file: its chapters have no room */
        return CRIER_OK;
    status = chapter_list_start(&audio->chapters, audio->host, article);
    if (status == CRIER_OK)
        status = tag_comments(&audio->tag, audio->software, article, &audio->chapters);
    make_packet(audio);
    if (status != CRIER_OK || audio->packet.failed)
        return CRIER_FAILED;
    audio->layer.encoder = &audio->encoder;
    audio->layer.comment = &audio->packet;
    audio->layer.headers = audio->form->headers;
    layer = ogg_layer_start(&audio->layer);
    status = encoder_open(&audio->encoder, audio->host, &audio->form->form, audio->rate, &layer, 0);
    if (status == CRIER_OK)
        sf_command(audio->encoder.file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof(level));
    return status;
}

crier_status ogg_audio_event(void *context, const struct crier_event *event)
{
    struct ogg_audio *audio = context;
    crier_status status = CRIER_OK;

    if (event->type == CRIER_EVENT_AUDIO)
        return encoder_write(&audio->encoder, event->audio);
    if (event->type == CRIER_EVENT_ARTICLE_START)
        status = start(audio, event->article);
    return status == CRIER_OK ? chapter_list_event(&audio->chapters, event) : status;
}

void ogg_audio_abort(void *context)
{
    struct ogg_audio *audio = context;

    encoder_drop(&audio->encoder);
    release(audio);
}

crier_status ogg_audio_finish(void *context)
{
    struct ogg_audio *audio = context;
    crier_status status = encoder_close(&audio->encoder);

    if (status == CRIER_OK) {
        tag_comments_time(&audio->tag, &audio->chapters, audio->rate);
        make_packet(audio);
        if (!ogg_layer_finish(&audio->layer))
            status = target_fail(&audio->encoder.target, "the tags could not be written");
    }
    release(audio);
    return status;
}
