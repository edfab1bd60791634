/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: daisy daisy_ncc daisy_page daisy_smil daisy_text media_copy timeline glyph writer option
 */
/*
 * What is copied onto a stick for listeners: the DAISY book for talking-book players, the
 * same articles as plain MP3s for everything else, and a page of plain words.
 */
#include "fat_name.h"
#include "shared/daisy.h"
#include "shared/daisy_text.h"
#include "shared/glyph.h"
#include "shared/media_copy.h"
#include "shared/option.h"

#include <stdlib.h>
#include <string.h>

#define BOOK     "DAISY/"
#define MUSIC    "MP3/"
#define PLAYLIST MUSIC "000 Playlist.m3u8"
#define LINE     "\r\n" /* as every editor of texts understands it */

struct stick {
    const struct crier_output_host *host;
    struct daisy *daisy;
    uint32_t rate;
    int digits;
    uint64_t number; /* of the last MP3 */
    int64_t frames;  /* of all MP3s */
    int has_audio;   /* the article in hand */
    char *headline;  /* of it */
    char *title, *day, *publisher;
    struct writer playlist;
    struct writer readme;
};

static crier_status open_file(struct stick *stick, struct writer *writer, const char *name)
{
    writer->host = stick->host;
    writer->failed = 0;
    writer->used = 0;
    return stick->host->open(stick->host, name, &writer->fd);
}

static crier_status close_file(struct stick *stick, struct writer *writer)
{
    crier_status status = writer_flush(writer);
    crier_status closed = stick->host->close(stick->host, writer->fd);

    return status == CRIER_OK ? closed : status;
}

static void write_line(struct writer *writer, const char *text)
{
    glyph_write_line(writer, text, strlen(text), GLYPH_PLAIN);
}

/* ---- The job ---- */

static void abort_job(void *context)
{
    struct stick *stick = context;

    daisy_free(stick->daisy);
    free(stick->headline);
    free(stick->title);
    free(stick->day);
    free(stick->publisher);
    free(stick);
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct stick *stick = calloc(1, sizeof(*stick));
    crier_status status;

    if (!stick)
        return CRIER_FAILED;
    stick->host = host;
    stick->rate = job->rate;
    status = daisy_new(host, job, BOOK, &stick->daisy);
    if (status != CRIER_OK)
        abort_job(stick);
    else
        *context = stick;
    return status;
}

static char *copy_meta(const struct crier_edition *edition, uint32_t key)
{
    const char *value = edition_value(edition, key);

    return value && glyph_any(value, strlen(value)) ? strdup(value) : NULL;
}

static crier_status begin_edition(struct stick *stick, const struct crier_edition *edition)
{
    const char *date = edition_value(edition, CRIER_META_DATE);
    char day[11];
    crier_status status;

    stick->digits = 3;
    for (uint64_t most = 999; edition->article_count > most && stick->digits < 18; most *= 10)
        stick->digits++;
    daisy_day(date ? date : edition_value(edition, CRIER_META_MODIFIED), day);
    stick->title = copy_meta(edition, CRIER_META_TITLE);
    stick->publisher = copy_meta(edition, CRIER_META_PUBLISHER);
    stick->day = *day ? strdup(day) : NULL;
    status = open_file(stick, &stick->playlist, PLAYLIST);
    if (status != CRIER_OK)
        return status;
    writer_text(&stick->playlist, "#EXTM3U" LINE);
    if (stick->title) {
        writer_text(&stick->playlist, "#PLAYLIST:");
        write_line(&stick->playlist, stick->title);
        writer_text(&stick->playlist, LINE);
    }
    return CRIER_OK;
}

/* ---- The MP3s ---- */

static crier_status begin_article(struct stick *stick, const struct crier_article *article)
{
    free(stick->headline);
    stick->has_audio = 0;
    stick->headline = daisy_headline(stick->host, article, NULL);
    return stick->headline ? CRIER_OK : CRIER_FAILED;
}

static void list_track(struct stick *stick, int64_t frames, const char *name)
{
    struct writer *writer = &stick->playlist;

    writer_text(writer, "#EXTINF:");
    writer_number(writer, (frames + stick->rate / 2) / stick->rate, 1);
    writer_text(writer, ",");
    write_line(writer, stick->headline);
    writer_text(writer, LINE);
    writer_text(writer, name);
    writer_text(writer, LINE);
}

static crier_status take_file(struct stick *stick, const struct crier_file *file)
{
    char path[sizeof(MUSIC) + FAT_NAME_ROOM] = MUSIC;
    char *name = path + strlen(MUSIC);
    uint64_t bytes;

    if (stick->has_audio || !media_is_mp3(file))
        return CRIER_OK;
    stick->has_audio = 1;
    stick->number++;
    stick->frames += file->frames;
    fat_name(name, stick->number, stick->digits, stick->headline, "mp3");
    list_track(stick, file->frames, name);
    return media_copy(stick->host, file, path, MEDIA_WHOLE, &bytes);
}

/* ---- The page of plain words ---- */

static void write_what(struct stick *stick)
{
    struct writer *writer = &stick->readme;
    char clock[32];

    if (stick->title)
        write_line(writer, stick->title);
    else
        writer_text(writer, "Spoken articles");
    if (stick->day) {
        writer_text(writer, ", ");
        writer_text(writer, stick->day);
    }
    writer_text(writer, LINE);
    if (stick->publisher) {
        writer_text(writer, "From: ");
        write_line(writer, stick->publisher);
        writer_text(writer, LINE);
    }
    daisy_clock(stick->frames, stick->rate, clock, sizeof(clock));
    writer_text(writer, "Articles: ");
    writer_number(writer, (int64_t)stick->number, 1);
    writer_text(writer, LINE "Time to listen (hours:minutes:seconds): ");
    writer_text(writer, clock);
    writer_text(writer, LINE LINE);
}

static const char how_to_listen[] =
    "Everything is here twice. You need only one of the two folders." LINE LINE
    "1. A talking-book player (DAISY player): put the stick in. The player finds" LINE
    "   the book in the folder DAISY by itself. Jump by section, article, heading" LINE
    "   or sentence, and read along where the player has a screen." LINE LINE
    "2. Anything else that plays MP3 - a radio, a car, a phone, a computer: play the" LINE
    "   folder MP3. The articles are numbered in reading order. On a computer you can" LINE
    "   open the playlist, the file 000 Playlist.m3u8 in that folder." LINE LINE
    "To put this on a stick of your own: copy the folders DAISY and MP3 and this file to" LINE
    "it, one after the other. If a player does not find the book, copy what is inside of" LINE
    "the folder DAISY to the top of the stick instead." LINE;

static crier_status finish(void *context)
{
    struct stick *stick = context;
    crier_status status = daisy_finish(stick->daisy);
    crier_status closed = stick->playlist.host ? close_file(stick, &stick->playlist) : CRIER_OK;

    status = status == CRIER_OK ? closed : status;
    if (status == CRIER_OK)
        status = open_file(stick, &stick->readme, "README.txt");
    if (status == CRIER_OK) {
        write_what(stick);
        writer_text(&stick->readme, how_to_listen);
        status = close_file(stick, &stick->readme);
    }
    abort_job(stick);
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct stick *stick = context;
    crier_status status = CRIER_OK;

    if (event->type == CRIER_EVENT_EDITION_START)
        status = begin_edition(stick, event->edition);
    else if (event->type == CRIER_EVENT_ARTICLE_START)
        status = begin_article(stick, event->article);
    else if (event->type == CRIER_EVENT_FILE)
        status = take_file(stick, event->file);
    return status == CRIER_OK ? daisy_event(stick->daisy, event) : status;
}

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("stick", "USB stick: a DAISY book, plain MP3s, a playlist"),
    .suffixes = (const char *const[]){ "stick", NULL },
    .media_type = "text/plain",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = (const struct crier_option_help[]){ DAISY_OPTION, { 0 } },
    .media = (const char *const[]){ "mp3", NULL },
    .folder = 1,
};
