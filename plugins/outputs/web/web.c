/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: glyph writer option media_copy */
/*
 * A site: a page for the edition and one for each article, with the audio's own controls,
 * and with a script sentences that follow the audio. Nothing comes from elsewhere; it works
 * from a folder as well as from a server.
 */
#include "web.h"

#include "shared/media_copy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct crier_option_help options[] = {
    { "base", "from the site's folder to the edition's, or its address (none: the same)" },
    { "feed", "the podcast feed there, such as feed.xml (none)" },
    { 0 },
};

static void forget(struct web *web)
{
    while (web->file_count > 0) {
        web->file_count--;
        free(web->files[web->file_count].name);
        free(web->files[web->file_count].type);
    }
    web->sentence_count = 0;
}

static void release(struct web *web)
{
    forget(web);
    free(web->sentences);
    free(web->base);
    free(web->feed);
    free(web);
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct web *web = calloc(1, sizeof(*web));

    if (!web)
        return CRIER_FAILED;
    web->host = host;
    web->rate = job->rate;
    for (uint64_t i = 0; i < job->option_count; i++) {
        const struct crier_option *option = &job->options[i];

        if (strcmp(option->key, "base") == 0 && !web->base)
            web->base = strdup(option->value);
        if (strcmp(option->key, "feed") == 0 && !web->feed)
            web->feed = strdup(option->value);
    }
    if (!web->base)
        web->base = strdup("");
    if (!web->base) {
        release(web);
        return CRIER_FAILED;
    }
    *context = web;
    return CRIER_OK;
}

/* A file that is the same in every site. */
static crier_status write_asset(struct web *web, const char *name, const char *from, const char *to)
{
    struct writer file;
    crier_status status = writer_open_at(&file, web->host, name);

    if (status != CRIER_OK)
        return status;
    writer_bytes(&file, from, (size_t)(to - from));
    status = writer_flush(&file);
    return status == CRIER_OK ? web->host->close(web->host, file.fd) : status;
}

static crier_status start(struct web *web, const struct crier_edition *edition)
{
    crier_status status;

    web->edition = edition;
    status = write_asset(web, "player.js", web_player, web_player_end);
    if (status == CRIER_OK)
        status = write_asset(web, "style.css", web_style, web_style_end);
    if (status == CRIER_OK)
        status = write_asset(web, "icon.svg", web_icon, web_icon_end);
    return status == CRIER_OK ? index_begin(web) : status;
}

/* Audio that was made for this site alone goes away again: it is taken into the site. */
static crier_status take_in(struct web *web, const struct crier_article *article,
                            const struct crier_file *file, struct media *media)
{
    const char *suffix = strrchr(file->name, '.');
    uint64_t bytes;
    char name[160];

    snprintf(name, sizeof(name), "audio/%.120s%s", article->id, suffix);
    free(media->name);
    media->name = strdup(name);
    media->inside = 1;
    return media->name ? media_copy(web->host, file, name, MEDIA_WHOLE, &bytes) : CRIER_FAILED;
}

static crier_status take_file(struct web *web, const struct crier_article *article,
                              const struct crier_file *file)
{
    struct media *media = &web->files[web->file_count];

    if (web->file_count == FILES_MOST || !file->name)
        return CRIER_OK;
    *media = (struct media){ .name = strdup(file->name),
                             .type = strdup(file->media_type),
                             .words_per_minute = file->words_per_minute };
    web->file_count++;
    if (!media->name || !media->type)
        return CRIER_FAILED;
    return file->name[0] == '.' ? take_in(web, article, file, media) : CRIER_OK;
}

static crier_status take_sentence(struct web *web, const struct crier_utterance *utterance)
{
    if (web->sentence_count == web->sentence_room) {
        const size_t room = web->sentence_room ? web->sentence_room * 2 : 64;
        struct sentence *more = reallocarray(web->sentences, room, sizeof(*more));

        if (!more)
            return CRIER_FAILED;
        web->sentences = more;
        web->sentence_room = room;
    }
    web->sentences[web->sentence_count++] =
        (struct sentence){ .number = utterance->sentence,
                           .block = utterance->block,
                           .from = utterance->offset,
                           .to = utterance->offset + utterance->text_size,
                           .start = utterance->start,
                           .frames = (int64_t)utterance->frames };
    return CRIER_OK;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct web *web = context;

    switch (event->type) {
    case CRIER_EVENT_EDITION_START:
        return start(web, event->edition);
    case CRIER_EVENT_SECTION_START:
        index_section(web, event->title);
        return writer_status(&web->index);
    case CRIER_EVENT_ARTICLE_START:
        forget(web);
        index_article(web, event->article);
        return writer_status(&web->index);
    case CRIER_EVENT_FILE:
        return take_file(web, event->article, event->file);
    case CRIER_EVENT_UTTERANCE:
        return take_sentence(web, event->utterance);
    case CRIER_EVENT_ARTICLE_END:
        return page_write(web, event->article);
    case CRIER_EVENT_SECTION_END:
        index_section(web, NULL);
        return writer_status(&web->index);
    default:
        return CRIER_OK;
    }
}

static void abort_job(void *context)
{
    release(context);
}

static crier_status finish(void *context)
{
    struct web *web = context;
    crier_status status = web->edition ? index_end(web) : CRIER_FAILED;

    release(web);
    return status;
}

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("web", "a site to listen and read along, accessible, without scripts too"),
    .suffixes = (const char *const[]){ "site", NULL },
    .media_type = "text/html",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = options,
    .media = (const char *const[]){ "mp3", "opus", NULL },
    .folder = 1,
};
