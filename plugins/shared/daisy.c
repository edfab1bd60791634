/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: daisy_ncc daisy_page daisy_smil daisy_text media_copy timeline glyph writer option */
#include "shared/daisy.h"

#include "shared/daisy_ncc.h"
#include "shared/daisy_page.h"
#include "shared/daisy_smil.h"
#include "shared/glyph.h"
#include "shared/media_copy.h"
#include "shared/option.h"
#include "shared/timeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID_ROOM       32
#define NAME_ROOM     64
#define LEADS         3 /* book, section, article */
#define REVISION_MOST 1000000

/* The audio of the article in hand. */
struct track {
    char *path, *hash; /* path NULL: none yet */
    int64_t frames;
};

struct daisy {
    const struct crier_output_host *host;
    uint32_t rate, revision;
    const char *folder;
    char *software, *title;
    int digits; /* of the numbers in names */

    int open;       /* ncc.html and master.smil are */
    int in_article; /* its files are */
    int alone;      /* the book is one article: its title and the article's are one */
    int in_section; /* or in none */
    char *section;  /* the title of a section that has no article yet */
    char *headline; /* of the article */
    int printed;    /* it stands in its text */
    struct track track;
    uint64_t number; /* of the article, from 1 */
    int64_t frames;  /* of all articles before */
    uint64_t files, bytes;
    char page_name[NAME_ROOM], smil_name[NAME_ROOM], audio_name[NAME_ROOM];

    struct timeline timeline;
    enum daisy_skip held; /* of the sentence that the timeline holds */
    /* Clips that are still to come before the first sentence of the article: headings of the
     * book that nobody speaks, and a first sentence that could not be said. */
    const char *leads[LEADS];
    unsigned lead_count;
    uint64_t lead_sentence; /* 0: none */
    uint64_t first;         /* sentence */
    struct daisy_page page;
    struct daisy_smil smil;
    struct daisy_ncc ncc;
};

static crier_status fail_with(const struct daisy *daisy, const char *message)
{
    daisy->host->fail(daisy->host, message);
    return CRIER_FAILED;
}

static int replace(char **text, const char *with)
{
    free(*text);
    *text = with ? strdup(with) : NULL;
    return !with || *text;
}

/* ---- Files ---- */

static crier_status open_file(struct daisy *daisy, struct writer *writer, const char *name)
{
    char path[2 * NAME_ROOM];

    snprintf(path, sizeof(path), "%s%s", daisy->folder, name);
    writer->host = daisy->host;
    writer->failed = 0;
    writer->used = 0;
    return daisy->host->open(daisy->host, path, &writer->fd);
}

static void count_file(struct daisy *daisy, uint64_t bytes)
{
    daisy->files++;
    daisy->bytes += bytes;
}

/* How long it is, once all of it is written. */
static void count_written(struct daisy *daisy, struct writer *writer)
{
    off_t size = writer_flush(writer) == CRIER_OK ? lseek(writer->fd, 0, SEEK_CUR) : 0;

    count_file(daisy, size > 0 ? (uint64_t)size : 0);
}

static crier_status close_file(struct daisy *daisy, struct writer *writer)
{
    crier_status status = writer_flush(writer);
    crier_status closed = daisy->host->close(daisy->host, writer->fd);

    return status == CRIER_OK ? closed : status;
}

static crier_status copy_audio(struct daisy *daisy)
{
    const struct crier_file file = { .size = sizeof(file),
                                     .path = daisy->track.path,
                                     .media_type = "audio/mpeg",
                                     .hash = daisy->track.hash };
    char path[2 * NAME_ROOM];
    crier_status status;
    uint64_t bytes = 0;

    snprintf(path, sizeof(path), "%s%s", daisy->folder, daisy->audio_name);
    status = media_copy(daisy->host, &file, path, MEDIA_FRAMES, &bytes);
    count_file(daisy, bytes);
    return status;
}

/* ---- The book ---- */

static crier_status take_sentence(void *data, const struct spoken *spoken);

crier_status daisy_new(const struct crier_output_host *host, const struct crier_job *job,
                       const char *folder, struct daisy **daisy)
{
    struct daisy *made = calloc(1, sizeof(*made));
    crier_status status;

    if (!made)
        return CRIER_FAILED;
    made->host = host;
    made->rate = job->rate;
    made->smil.rate = job->rate;
    made->folder = folder;
    made->software = strdup(job->software);
    made->timeline.each = take_sentence;
    made->timeline.data = made;
    status = option_number(host, job, "revision", 1, REVISION_MOST, &made->revision);
    if (status == CRIER_OK && !made->software)
        status = CRIER_FAILED;
    if (status == CRIER_OK)
        *daisy = made;
    else
        daisy_free(made);
    return status;
}

void daisy_free(struct daisy *daisy)
{
    if (!daisy)
        return;
    timeline_clear(&daisy->timeline);
    free(daisy->software);
    free(daisy->title);
    free(daisy->section);
    free(daisy->headline);
    free(daisy->track.path);
    free(daisy->track.hash);
    free(daisy);
}

static crier_status begin_edition(struct daisy *daisy, const struct crier_edition *edition)
{
    const char *title = edition_value(edition, CRIER_META_TITLE);

    if (daisy->revision == 0 && edition_value(edition, CRIER_META_REVISION))
        daisy->revision = (uint32_t)strtoul(edition_value(edition, CRIER_META_REVISION), NULL, 10);
    daisy->alone = edition->article_count == 1;
    daisy->digits = 4;
    for (uint64_t most = 9999; edition->article_count > most && daisy->digits < 18; most *= 10)
        daisy->digits++;
    if (!title || !glyph_any(title, strlen(title)))
        title = edition_value(edition, CRIER_META_IDENTIFIER);
    if (!title || !glyph_any(title, strlen(title)))
        title = daisy->software;
    return replace(&daisy->title, title) ? CRIER_OK : CRIER_FAILED;
}

/* With the first article, as it may be the only one. */
static crier_status open_book(struct daisy *daisy, const struct crier_edition *edition,
                              const struct crier_article *article)
{
    const struct daisy_ncc_head head = { .edition = edition,
                                         .article = edition->article_count == 1 ? article : NULL,
                                         .software = daisy->software,
                                         .title = daisy->title,
                                         .revision = daisy->revision };
    crier_status status = open_file(daisy, &daisy->ncc.ncc, "ncc.html");

    if (status == CRIER_OK)
        status = open_file(daisy, &daisy->ncc.master, "master.smil");
    if (status != CRIER_OK)
        return status;
    daisy_ncc_begin(&daisy->ncc, &head);
    daisy->open = 1;
    return CRIER_OK;
}

crier_status daisy_finish(struct daisy *daisy)
{
    crier_status status, closed;
    char clock[32];

    if (!daisy->open)
        return fail_with(daisy, "nothing in it is spoken, so it has no place to begin at");
    daisy_ncc_end(&daisy->ncc);
    count_written(daisy, &daisy->ncc.ncc);
    count_written(daisy, &daisy->ncc.master);
    daisy_clock(daisy->frames, daisy->rate, clock, sizeof(clock));
    daisy_ncc_fill(&daisy->ncc, clock, daisy->files, daisy->bytes);
    status = close_file(daisy, &daisy->ncc.ncc);
    closed = close_file(daisy, &daisy->ncc.master);
    return status == CRIER_OK ? closed : status;
}

/* ---- An article ---- */

char *daisy_headline(const struct crier_output_host *host, const struct crier_article *article,
                     int *printed)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    const char *title = article_meta(article, CRIER_META_TITLE);
    int found = 0;

    while (!found && host->next(host, &cursor))
        found = cursor.role == CRIER_ROLE_HEADLINE && glyph_any(cursor.text, cursor.text_size);
    if (printed)
        *printed = found;
    if (found)
        return strndup(cursor.text, cursor.text_size);
    if (title && glyph_any(title, strlen(title)))
        return strdup(title);
    return strdup(article->id && *article->id ? article->id : "-");
}

static crier_status begin_article(struct daisy *daisy, const struct crier_article *article)
{
    daisy->in_article = 0;
    daisy->track.frames = 0;
    replace(&daisy->track.path, NULL);
    replace(&daisy->track.hash, NULL);
    free(daisy->headline);
    daisy->headline = daisy_headline(daisy->host, article, &daisy->printed);
    return daisy->headline ? CRIER_OK : CRIER_FAILED;
}

static crier_status take_file(struct daisy *daisy, const struct crier_event *event)
{
    const struct crier_file *file = event->file;

    if (daisy->track.path || !media_is_mp3(file))
        return CRIER_OK;
    daisy->track.frames = file->frames > 0 ? file->frames : event->article->frames;
    return replace(&daisy->track.path, file->path) && replace(&daisy->track.hash, file->hash)
               ? CRIER_OK
               : CRIER_FAILED;
}

static void write_heads(struct daisy *daisy, const struct crier_event *event)
{
    const struct crier_edition *edition = event->edition;
    const char *language = article_meta(event->article, CRIER_META_LANGUAGE);
    const struct daisy_smil_head head = { .software = daisy->software,
                                          .identifier =
                                              edition_value(edition, CRIER_META_IDENTIFIER),
                                          .book_title = daisy->title,
                                          .title = daisy->headline,
                                          .before = daisy->frames,
                                          .frames = daisy->track.frames };

    if (!language || !daisy_is_language(language))
        language = edition_value(edition, CRIER_META_LANGUAGE);
    daisy->smil.text = daisy->page_name;
    daisy->smil.audio = daisy->audio_name;
    daisy_smil_begin(&daisy->smil, &head);
    daisy_page_begin(&daisy->page, event->article, daisy->headline, language, daisy->smil_name,
                     daisy->in_section ? 2 : 1);
}

static void make_name(const struct daisy *daisy, char *name, char letter, const char *suffix)
{
    snprintf(name, NAME_ROOM, "%c%0*" PRIu64 ".%s", letter, daisy->digits, daisy->number, suffix);
}

static void name_sentence(char id[ID_ROOM], uint64_t sentence)
{
    snprintf(id, ID_ROOM, "s%" PRIu64, sentence);
}

/* A heading that nobody speaks gets a moment of its own before the first sentence: players
 * find it by that, and add up lengths. */
static void add_lead(struct daisy *daisy, const char *id)
{
    daisy->leads[daisy->lead_count++] = id;
}

/* What stands above the article's own text, in contents and page. */
static void begin_contents(struct daisy *daisy, uint64_t first)
{
    struct daisy_ncc *ncc = &daisy->ncc;
    int level = daisy->in_section ? 2 : 1;
    int alone = daisy->alone && !daisy->in_section && daisy->number == 1;
    char id[ID_ROOM];

    daisy->lead_count = 0;
    name_sentence(id, first);
    if (alone) {
        daisy_ncc_title(ncc, daisy->title, daisy->smil_name, daisy->printed ? id : "article");
    } else if (ncc->items == 0) {
        add_lead(daisy, "title");
        daisy_ncc_title(ncc, daisy->title, daisy->smil_name, "title");
        daisy_page_heading(&daisy->page, 1, "title", "title", daisy->title);
    }
    if (daisy->section) {
        add_lead(daisy, "section");
        daisy_ncc_heading(ncc, 1, daisy->section, strlen(daisy->section), daisy->smil_name,
                          "section");
        daisy_page_heading(&daisy->page, 1, "section", "section", daisy->section);
    }
    replace(&daisy->section, NULL);
    if (!daisy->printed) {
        add_lead(daisy, "article");
        daisy_page_heading(&daisy->page, level, NULL, "article", daisy->headline);
    }
    if (!alone)
        daisy_ncc_heading(ncc, level, daisy->headline, strlen(daisy->headline), daisy->smil_name,
                          daisy->printed ? id : "article");
    daisy_ncc_article(ncc, daisy->headline, daisy->smil_name);
}

/* With its first sentence: an article without any is not in the book. */
static crier_status open_article(struct daisy *daisy, const struct crier_event *event)
{
    crier_status status = CRIER_OK;

    if (!daisy->title || !daisy->headline)
        return CRIER_BAD_CALL;
    if (!daisy->track.path || daisy->track.frames <= 0)
        return fail_with(daisy, "an article has come without its MP3");
    daisy->number++;
    daisy->first = event->utterance->sentence;
    daisy->lead_sentence = event->utterance->frames > 0 ? 0 : daisy->first;
    make_name(daisy, daisy->page_name, 'c', "html");
    make_name(daisy, daisy->smil_name, 's', "smil");
    make_name(daisy, daisy->audio_name, 'a', "mp3");
    if (!daisy->open)
        status = open_book(daisy, event->edition, event->article);
    if (status == CRIER_OK)
        status = open_file(daisy, &daisy->page.writer, daisy->page_name);
    if (status == CRIER_OK)
        status = open_file(daisy, &daisy->smil.writer, daisy->smil_name);
    if (status != CRIER_OK)
        return status;
    write_heads(daisy, event);
    begin_contents(daisy, daisy->first);
    daisy->in_article = 1;
    return copy_audio(daisy);
}

/* ---- Sentences ---- */

/* They share the silence before the first sentence; one that could not be said has the rest
 * of it. */
static void take_leads(struct daisy *daisy, int64_t to)
{
    int64_t most = daisy->rate / 20, piece = to / (daisy->lead_count + 1), at = 0;
    char id[ID_ROOM];

    piece = piece > most ? most : piece;
    for (unsigned i = 0; i < daisy->lead_count; i++) {
        at += piece;
        daisy_smil_par(&daisy->smil, daisy->leads[i], at, DAISY_ALWAYS);
    }
    name_sentence(id, daisy->lead_sentence);
    if (daisy->lead_sentence > 0)
        daisy_smil_par(&daisy->smil, id, to, DAISY_ALWAYS);
    daisy->lead_count = 0;
    daisy->lead_sentence = 0;
}

static crier_status take_sentence(void *data, const struct spoken *spoken)
{
    struct daisy *daisy = data;
    char id[ID_ROOM];

    take_leads(daisy, spoken->start);
    name_sentence(id, spoken->sentence);
    daisy_smil_par(&daisy->smil, id, spoken->to, daisy->held);
    return CRIER_OK;
}

/* A heading in an article that begins with it is the article's already. */
static void list_sentence(struct daisy *daisy, const struct daisy_place *place, uint64_t sentence)
{
    char id[ID_ROOM];

    if (daisy->printed && sentence == daisy->first)
        return;
    name_sentence(id, sentence);
    if (place->heading > 0)
        daisy_ncc_heading(&daisy->ncc, place->heading, place->text, place->text_size,
                          daisy->smil_name, id);
    if (place->item != DAISY_ALWAYS)
        daisy_ncc_skip(&daisy->ncc, place, daisy->smil_name, id);
}

static crier_status take_utterance(struct daisy *daisy, const struct crier_event *event)
{
    const struct crier_utterance *utterance = event->utterance;
    struct daisy_place place;
    crier_status status;
    int has_clip;

    if (!glyph_any(utterance->text, utterance->text_size))
        return CRIER_OK;
    status = daisy->in_article ? CRIER_OK : open_article(daisy, event);
    if (status != CRIER_OK)
        return status;
    has_clip = utterance->frames > 0 || utterance->sentence == daisy->lead_sentence;
    if (daisy_page_sentence(&daisy->page, utterance, has_clip, &place) != CRIER_OK)
        return fail_with(daisy, "the sentences of an article are out of order");
    if (has_clip)
        list_sentence(daisy, &place, utterance->sentence);
    status = timeline_event(&daisy->timeline, event);
    if (utterance->frames > 0)
        daisy->held = place.skip;
    return status;
}

/* What sounds behind a sentence is heard with it: a book has no other place for it. */
static crier_status take_sound(struct daisy *daisy, const struct crier_event *event)
{
    return daisy->timeline.holds ? timeline_event(&daisy->timeline, event) : CRIER_OK;
}

/* The last clip goes on to the end of the audio. */
static crier_status end_article(struct daisy *daisy, const struct crier_event *event)
{
    struct crier_event end = *event;
    crier_status status, closed;

    if (!daisy->in_article)
        return CRIER_OK;
    end.frame = daisy->track.frames;
    status = timeline_event(&daisy->timeline, &end);
    take_leads(daisy, end.frame);
    daisy_page_end(&daisy->page);
    daisy_smil_end(&daisy->smil);
    daisy->frames += daisy->track.frames;
    daisy->in_article = 0;
    count_written(daisy, &daisy->page.writer);
    count_written(daisy, &daisy->smil.writer);
    closed = close_file(daisy, &daisy->page.writer);
    status = status == CRIER_OK ? closed : status;
    closed = close_file(daisy, &daisy->smil.writer);
    return status == CRIER_OK ? closed : status;
}

static crier_status begin_section(struct daisy *daisy, const char *title)
{
    int shows = title && glyph_any(title, strlen(title));

    daisy->in_section = shows;
    return replace(&daisy->section, shows ? title : NULL) ? CRIER_OK : CRIER_FAILED;
}

crier_status daisy_event(struct daisy *daisy, const struct crier_event *event)
{
    switch (event->type) {
    case CRIER_EVENT_EDITION_START:
        return begin_edition(daisy, event->edition);
    case CRIER_EVENT_SECTION_START:
        return begin_section(daisy, event->title);
    case CRIER_EVENT_SECTION_END:
        return begin_section(daisy, NULL);
    case CRIER_EVENT_ARTICLE_START:
        timeline_event(&daisy->timeline, event);
        return begin_article(daisy, event->article);
    case CRIER_EVENT_FILE:
        return take_file(daisy, event);
    case CRIER_EVENT_UTTERANCE:
        return take_utterance(daisy, event);
    case CRIER_EVENT_SOUND_END:
        return take_sound(daisy, event);
    case CRIER_EVENT_ARTICLE_END:
        return end_article(daisy, event);
    default:
        return CRIER_OK;
    }
}
