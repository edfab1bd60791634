/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: waveform timeline glyph writer option */
/*
 * A picture of the audio: its waveform, a tick for each sentence, a flag for the
 * headline and each heading, and a scale in minutes and seconds. For light and dark
 * screens; a title and a description for those who do not see it.
 */
#include "shared/glyph.h"
#include "shared/option.h"
#include "shared/timeline.h"
#include "shared/waveform.h"

#include <crier/role.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 1200,
    FLAG_ROWS = 4,
    FLAG_HEIGHT = 18,
    TOP = FLAG_ROWS * FLAG_HEIGHT + 8, /* of the waveform */
    WAVE = 160,
    TICK = 10,
    HEIGHT = TOP + WAVE + TICK + 24,
    LETTER = 7, /* pixels, about */
    FLAG_LETTERS = 40,
    FLAGS_MOST = 1000
};

struct flag {
    int64_t frame;
    char *text;
    size_t size;
};

struct svg {
    struct writer writer;
    struct timeline timeline;
    struct waveform wave;
    const struct crier_output_host *host;
    struct crier_cursor cursor;
    uint32_t rate;
    int64_t length;
    char *title, *language;
    int64_t *ticks; /* first frame of each sentence */
    size_t tick_count, tick_room;
    struct flag flags[FLAGS_MOST];
    size_t flag_count;
    uint64_t flag_block; /* of the last flag */
};

/* ---- Collecting ---- */

static char *copy(const char *text, size_t size)
{
    char *made = malloc(size + 1);

    if (made) {
        memcpy(made, text, size);
        made[size] = '\0';
    }
    return made;
}

static int find_block(struct svg *svg, uint64_t block)
{
    while (!svg->cursor.entered || svg->cursor.block < block)
        if (!svg->host->next(svg->host, &svg->cursor))
            return 0;
    return svg->cursor.block == block;
}

static void take_flag(struct svg *svg, const struct spoken *spoken)
{
    int whole = find_block(svg, spoken->block);
    struct flag flag = { .frame = spoken->start,
                         .size = whole ? svg->cursor.text_size : spoken->size };

    flag.text = copy(whole ? svg->cursor.text : spoken->text, flag.size);
    if (flag.text && svg->flag_count < FLAGS_MOST)
        svg->flags[svg->flag_count++] = flag;
    else
        free(flag.text);
    svg->flag_block = spoken->block;
}

static crier_status take_sentence(void *data, const struct spoken *spoken)
{
    struct svg *svg = data;

    if (svg->tick_count == svg->tick_room) {
        size_t room = svg->tick_room * 2 + 256;
        int64_t *more = reallocarray(svg->ticks, room, sizeof(*more));

        if (!more)
            return CRIER_FAILED;
        svg->ticks = more;
        svg->tick_room = room;
    }
    svg->ticks[svg->tick_count++] = spoken->start;
    if ((spoken->role == CRIER_ROLE_HEADLINE || spoken->role == CRIER_ROLE_HEADING) &&
        spoken->block != svg->flag_block)
        take_flag(svg, spoken);
    return CRIER_OK;
}

static void start_article(struct svg *svg, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);
    const char *language = article_meta(article, CRIER_META_LANGUAGE);

    svg->cursor = (struct crier_cursor){ .size = sizeof(svg->cursor) };
    svg->flag_block = 0;
    if (!title || !glyph_any(title, strlen(title)))
        title = article->source;
    if (!svg->title)
        svg->title = strdup(title);
    if (!svg->language && language)
        svg->language = strdup(language);
}

/* ---- Writing ---- */

static void write_text(struct svg *svg, const char *text)
{
    writer_text(&svg->writer, text);
}

static void write_number(struct svg *svg, int64_t number)
{
    writer_number(&svg->writer, number, 1);
}

/* A place on the scale, in tenths of a pixel. */
static int64_t place(const struct svg *svg, int64_t frame)
{
    return svg->length > 0 ? (int64_t)((__int128)frame * WIDTH * 10 / svg->length) : 0;
}

static void write_tenths(struct svg *svg, int64_t tenths)
{
    write_number(svg, tenths / 10);
    if (tenths % 10 > 0) {
        write_text(svg, ".");
        write_number(svg, tenths % 10);
    }
}

/* 1:02:03, or 2:03 */
static void write_time(struct svg *svg, int64_t seconds)
{
    if (seconds >= 3600) {
        write_number(svg, seconds / 3600);
        write_text(svg, ":");
    }
    writer_number(&svg->writer, seconds / 60 % 60, seconds >= 3600 ? 2 : 1);
    write_text(svg, ":");
    writer_number(&svg->writer, seconds % 60, 2);
}

static void write_description(struct svg *svg)
{
    write_text(svg, "<title id=\"t\">Waveform of ");
    glyph_write_line(&svg->writer, svg->title, strlen(svg->title), GLYPH_ENTITIES);
    write_text(svg, "</title>\n<desc id=\"d\">The audio plays ");
    write_time(svg, svg->length / svg->rate);
    write_text(svg, " and has ");
    write_number(svg, (int64_t)svg->tick_count);
    write_text(svg, svg->tick_count == 1 ? " sentence." : " sentences.");
    for (size_t i = 0; i < svg->flag_count; i++) {
        write_text(svg, i > 0 ? "; " : " Headings: ");
        write_time(svg, svg->flags[i].frame / svg->rate);
        write_text(svg, " ");
        glyph_write_line(&svg->writer, svg->flags[i].text, svg->flags[i].size, GLYPH_ENTITIES);
    }
    write_text(svg, svg->flag_count > 0 ? ".</desc>\n" : "</desc>\n");
}

static void write_head(struct svg *svg)
{
    write_text(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    write_number(svg, WIDTH);
    write_text(svg, " ");
    write_number(svg, HEIGHT);
    write_text(svg, "\" role=\"img\" aria-labelledby=\"t d\" xml:lang=\"en\">\n");
    write_description(svg);
    write_text(svg, "<style>\n"
                    ".page { fill: #fff } .wave { fill: #1d4f91 } .tick { stroke: #5c5c5c }\n"
                    ".flag { stroke: #8f1d1d; stroke-width: 2 }\n"
                    "text { font: 12px sans-serif; fill: #1a1a1a }\n"
                    "@media (prefers-color-scheme: dark) {\n"
                    ".page { fill: #15171a } .wave { fill: #8cb8f2 } .tick { stroke: #a8a8a8 }\n"
                    ".flag { stroke: #f2a08c } text { fill: #ececec } }\n"
                    "</style>\n<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
}

/* Along the crests and back along the troughs. */
static void write_wave(struct svg *svg)
{
    size_t count = svg->wave.count;
    int64_t middle = (TOP + WAVE / 2) * 10;

    if (count == 0)
        return;
    write_text(svg, "<path class=\"wave\" d=\"M");
    for (size_t i = 0; i < 2 * count; i++) {
        size_t bar = i < count ? i : 2 * count - 1 - i;
        int64_t level = i < count ? svg->wave.bars[bar].most : svg->wave.bars[bar].least;
        int64_t frame = waveform_frame(&svg->wave, bar);

        write_text(svg, i > 0 ? "L" : "");
        write_tenths(svg, place(svg, frame < svg->length ? frame : svg->length));
        write_text(svg, " ");
        write_tenths(svg, middle - level * (WAVE * 5) / 32768);
    }
    write_text(svg, "z\"/>\n");
}

static void write_ticks(struct svg *svg)
{
    int64_t last = -1;

    write_text(svg, "<path class=\"tick\" d=\"");
    for (size_t i = 0; i < svg->tick_count; i++) {
        int64_t x = place(svg, svg->ticks[i]) / 5 * 5; /* no more than two a pixel */

        if (x == last)
            continue;
        last = x;
        write_text(svg, "M");
        write_tenths(svg, x);
        write_text(svg, " ");
        write_number(svg, TOP + WAVE);
        write_text(svg, "v");
        write_number(svg, TICK);
    }
    write_text(svg, "\"/>\n");
}

/* So much of a text as a flag holds; the ellipsis says that there is more. */
static size_t shorten(const struct flag *flag, uint32_t *width)
{
    size_t at = 0;

    *width = 0;
    while (at < flag->size && *width < FLAG_LETTERS)
        *width += glyph_width(glyph_next(flag->text, flag->size, &at));
    return at;
}

static void write_flag(struct svg *svg, const struct flag *flag, size_t row, int64_t x)
{
    uint32_t width;
    size_t size = shorten(flag, &width);
    int turned = x / 10 + (int64_t)width * LETTER > WIDTH; /* no room to the right */

    write_text(svg, "<path class=\"flag\" d=\"M");
    write_tenths(svg, x);
    write_text(svg, " ");
    write_number(svg, (int64_t)row * FLAG_HEIGHT + 4);
    write_text(svg, "V");
    write_number(svg, TOP + WAVE + TICK);
    write_text(svg, "\"/><text x=\"");
    write_tenths(svg, turned ? x - 40 : x + 40);
    write_text(svg, turned ? "\" text-anchor=\"end\" y=\"" : "\" y=\"");
    write_number(svg, (int64_t)row * FLAG_HEIGHT + 14);
    write_text(svg, "\">");
    glyph_write_line(&svg->writer, flag->text, size, GLYPH_ENTITIES);
    write_text(svg, size < flag->size ? "…</text>\n" : "</text>\n");
}

/* Each flag in the first row with room for it; where there is none it has no text, but
 * the description has it. */
static void write_flags(struct svg *svg)
{
    int64_t taken[FLAG_ROWS];

    for (size_t row = 0; row < FLAG_ROWS; row++)
        taken[row] = -1;
    write_text(svg, "<g xml:lang=\"");
    if (svg->language)
        glyph_write_line(&svg->writer, svg->language, strlen(svg->language), GLYPH_ENTITIES);
    write_text(svg, "\">\n");
    for (size_t i = 0; i < svg->flag_count; i++) {
        int64_t x = place(svg, svg->flags[i].frame);
        uint32_t width;
        int64_t from;
        int64_t to;

        shorten(&svg->flags[i], &width);
        width = (width + 3) * LETTER * 10;
        from = x / 10 + width / 10 > WIDTH ? x - width : x;
        to = from == x ? x + width : x;
        for (size_t row = 0; row < FLAG_ROWS; row++) {
            if (from <= taken[row])
                continue;
            taken[row] = to;
            write_flag(svg, &svg->flags[i], row, x);
            break;
        }
    }
    write_text(svg, "</g>\n");
}

/* Steps of the scale, so that about ten fit. */
static int64_t scale_step(int64_t seconds)
{
    static const int64_t steps[] = { 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 18000, 36000 };

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
        if (seconds / steps[i] <= 12)
            return steps[i];
    return seconds / 10;
}

static void write_scale(struct svg *svg)
{
    int64_t seconds = svg->length / svg->rate;
    int64_t step = scale_step(seconds);

    for (int64_t at = 0; at <= seconds; at += step) {
        int64_t x = place(svg, at * svg->rate);

        write_text(svg, "<text x=\"");
        write_tenths(svg, x);
        write_text(svg, at == 0                 ? "\" y=\""
                        : x > (WIDTH - 30) * 10 ? "\" text-anchor=\"end\" y=\""
                                                : "\" text-anchor=\"middle\" y=\"");
        write_number(svg, HEIGHT - 6);
        write_text(svg, "\">");
        write_time(svg, at);
        write_text(svg, "</text>\n");
    }
}

/* ---- The job ---- */

static void abort_job(void *context)
{
    struct svg *svg = context;

    timeline_clear(&svg->timeline);
    for (size_t i = 0; i < svg->flag_count; i++)
        free(svg->flags[i].text);
    free(svg->title);
    free(svg->language);
    free(svg->ticks);
    free(svg);
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct svg *svg = calloc(1, sizeof(*svg));
    crier_status status;

    if (!svg)
        return CRIER_FAILED;
    svg->host = host;
    svg->rate = job->rate;
    svg->timeline.each = take_sentence;
    svg->timeline.data = svg;
    waveform_init(&svg->wave);
    status = writer_open(&svg->writer, host);
    if (status != CRIER_OK)
        free(svg);
    else
        *context = svg;
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct svg *svg = context;

    if (event->frame > svg->length)
        svg->length = event->frame;
    if (event->type == CRIER_EVENT_ARTICLE_START)
        start_article(svg, event->article);
    if (event->type == CRIER_EVENT_AUDIO)
        waveform_add(&svg->wave, event->audio->start, event->audio->samples, event->audio->frames);
    return timeline_event(&svg->timeline, event);
}

static crier_status finish(void *context)
{
    struct svg *svg = context;
    crier_status status;

    if (!svg->title)
        svg->title = strdup("");
    waveform_end(&svg->wave, svg->length);
    write_head(svg);
    write_wave(svg);
    write_ticks(svg);
    write_flags(svg);
    write_scale(svg);
    write_text(svg, "</svg>\n");
    status = writer_flush(&svg->writer);
    abort_job(svg);
    return status;
}

/* The finished audio, at any rate, in small pieces. */
static const struct crier_sound sound = { .size = sizeof(sound) };

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("svg", "waveform with sentences and headings, as a picture"),
    .suffixes = (const char *const[]){ "svg", NULL },
    .media_type = "image/svg+xml",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .sound = &sound,
};
