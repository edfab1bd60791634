/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: glyph writer option date */
/*
 * A podcast feed: RSS 2.0 with the iTunes and Podcasting 2.0 namespaces, one episode for
 * each article of the edition that has an MP3. Lengths and durations are those of the files
 * that it was told of; nothing in it depends on when it is made.
 */
#include "podcast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct crier_option_help options[] = {
    { "base", "address of the edition's folder on the web (the edition's own)" },
    { "feed", "address of the feed itself (feed.xml there)" },
    { "page", "folder of the articles' pages below it, such as web/article/ (none)" },
    { "category", "one of Apple's categories, A or A/B (News)" },
    { "author", "who publishes it (the edition's publisher)" },
    { "email", "of the owner (none)" },
    { "image", "cover below the base, square, 1400 to 3000 pixels (none)" },
    { "guid", "the podcast's UUID (none)" },
    { "medium", "podcast, audiobook or newsletter (podcast)" },
    { "explicit", "true or false (false)" },
    { "locked", "yes or no (yes)" },
    { "type", "episodic or serial (episodic)" },
    { 0 },
};

/* Where an option is kept, and what it is when nobody says. */
static const struct {
    const char *key;
    size_t place;
    const char *usual;
} places[] = {
    { "base", offsetof(struct show, base), NULL },
    { "feed", offsetof(struct show, feed), NULL },
    { "page", offsetof(struct show, page), "" },
    { "category", offsetof(struct show, category), "News" },
    { "author", offsetof(struct show, author), NULL },
    { "email", offsetof(struct show, email), NULL },
    { "image", offsetof(struct show, image), NULL },
    { "guid", offsetof(struct show, guid), NULL },
    { "medium", offsetof(struct show, medium), "podcast" },
    { "explicit", offsetof(struct show, explicit_), "false" },
    { "locked", offsetof(struct show, locked), "yes" },
    { "type", offsetof(struct show, type), "episodic" },
};

static char **place_of(struct show *show, size_t index)
{
    return (char **)(void *)((char *)show + places[index].place);
}

static void take_options(struct show *show, const struct crier_job *job)
{
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        const char *value = places[i].usual;

        for (uint64_t k = 0; k < job->option_count; k++)
            if (strcmp(job->options[k].key, places[i].key) == 0)
                value = job->options[k].value;
        if (value)
            *place_of(show, i) = strdup(value);
    }
}

static char *join(const char *before, const char *behind)
{
    const size_t size = strlen(before) + strlen(behind) + 1;
    char *joined = malloc(size);

    if (joined)
        (void)snprintf(joined, size, "%s%s", before, behind);
    return joined;
}

/* What follows from the edition where no option says it. */
static int complete(struct podcast *podcast)
{
    struct show *show = &podcast->show;
    const char *url = edition_meta(podcast->edition, CRIER_META_URL);
    const char *publisher = edition_meta(podcast->edition, CRIER_META_PUBLISHER);
    const char *title = edition_meta(podcast->edition, CRIER_META_TITLE);
    char *given = show->base;

    if (!given && !url)
        return 0;
    if (!given)
        given = strdup(url);
    show->base = given && *given && given[strlen(given) - 1] != '/' ? join(given, "/")
                                                                    : strdup(given ? given : "");
    free(given);
    if (show->base && !show->feed)
        show->feed = join(show->base, "feed.xml");
    if (!show->author)
        show->author = strdup(publisher ? publisher : title ? title : "");
    return show->base && show->feed && show->author;
}

static void release(struct podcast *podcast)
{
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        free(*place_of(&podcast->show, i));
    for (size_t i = 0; i < podcast->file_count; i++) {
        free(podcast->files[i].name);
        free(podcast->files[i].type);
        free(podcast->files[i].hash);
    }
    free(podcast);
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct podcast *podcast = calloc(1, sizeof(*podcast));
    crier_status status;

    if (!podcast)
        return CRIER_FAILED;
    podcast->host = host;
    podcast->rate = job->rate;
    take_options(&podcast->show, job);
    status = writer_open(&podcast->writer, host);
    if (status == CRIER_OK)
        *context = podcast;
    else
        release(podcast);
    return status;
}

static crier_status start(struct podcast *podcast, const struct crier_edition *edition)
{
    podcast->edition = edition;
    if (!complete(podcast)) {
        podcast->host->fail(podcast->host,
                            "a podcast needs the address where it will be: base-url of the "
                            "edition, or podcast.base");
        return CRIER_FAILED;
    }
    channel_write(podcast);
    podcast->headed = 1;
    return writer_status(&podcast->writer);
}

static void forget_files(struct podcast *podcast)
{
    while (podcast->file_count > 0) {
        struct media *media = &podcast->files[--podcast->file_count];

        free(media->name);
        free(media->type);
        free(media->hash);
    }
}

static crier_status take_file(struct podcast *podcast, const struct crier_file *file)
{
    struct media *media = &podcast->files[podcast->file_count];

    if (podcast->file_count == FILES_MOST || !file->name)
        return CRIER_OK;
    *media = (struct media){ .name = strdup(file->name),
                             .type = strdup(file->media_type),
                             .hash = file->hash ? strdup(file->hash) : NULL,
                             .bytes = file->bytes,
                             .frames = file->frames,
                             .words_per_minute = file->words_per_minute };
    podcast->file_count++;
    return media->name && media->type ? CRIER_OK : CRIER_FAILED;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct podcast *podcast = context;

    switch (event->type) {
    case CRIER_EVENT_EDITION_START:
        return start(podcast, event->edition);
    case CRIER_EVENT_ARTICLE_START:
        forget_files(podcast);
        return CRIER_OK;
    case CRIER_EVENT_FILE:
        return take_file(podcast, event->file);
    case CRIER_EVENT_ARTICLE_END:
        item_write(podcast, event->article);
        return writer_status(&podcast->writer);
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
    struct podcast *podcast = context;
    crier_status status;

    writer_text(&podcast->writer, "</channel>\n</rss>\n");
    status = writer_flush(&podcast->writer);
    release(podcast);
    return status;
}

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("podcast", "podcast feed: RSS 2.0 with iTunes and Podcasting 2.0"),
    .suffixes = (const char *const[]){ "rss", NULL },
    .media_type = "application/rss+xml",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = options,
    .media = (const char *const[]){ "mp3", NULL },
};
