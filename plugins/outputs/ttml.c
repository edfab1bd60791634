/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: captions cues timeline glyph writer option */
/* TTML captions (the text profile of IMSC 1): one paragraph a cue, at the foot of the picture. */
#include "shared/captions.h"
#include "shared/option.h"

#include <string.h>

static void write_text(struct captions *captions, const char *text)
{
    writer_text(&captions->writer, text);
}

static void write_head(struct captions *captions)
{
    write_text(
        captions,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<tt xmlns=\"http://www.w3.org/ns/ttml\" "
        "xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\"\n"
        "    xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" "
        "xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"\n"
        "    ttp:profile=\"http://www.w3.org/ns/ttml/profile/imsc1/text\" ttp:timeBase=\"media\" "
        "xml:lang=\"\">\n"
        "<head><layout><region xml:id=\"foot\" tts:origin=\"10% 70%\" tts:extent=\"80% 25%\"\n"
        "  tts:displayAlign=\"after\" tts:textAlign=\"center\"/></layout></head>\n"
        "<body region=\"foot\">\n");
}

static void write_article(struct captions *captions, const struct crier_article *article)
{
    const char *language = article_meta(article, CRIER_META_LANGUAGE);
    const char *title = article_meta(article, CRIER_META_TITLE);

    write_text(captions, "<div");
    if (language) {
        write_text(captions, " xml:lang=\"");
        glyph_write_line(&captions->writer, language, strlen(language), GLYPH_ENTITIES);
        write_text(captions, "\"");
    }
    write_text(captions, ">\n");
    if (!title)
        return;
    write_text(captions, "<metadata><ttm:title>");
    glyph_write_line(&captions->writer, title, strlen(title), GLYPH_ENTITIES);
    write_text(captions, "</ttm:title></metadata>\n");
}

static void write_article_end(struct captions *captions)
{
    write_text(captions, "</div>\n");
}

static void write_tail(struct captions *captions)
{
    write_text(captions, "</body>\n</tt>\n");
}

static void write_cue(struct captions *captions, const struct spoken *spoken, const struct cue *cue)
{
    write_text(captions, "<p xml:id=\"s");
    captions_name(captions, spoken, cue, "-");
    write_text(captions, "\" begin=\"");
    writer_clock(&captions->writer, cue->start, '.');
    write_text(captions, "\" end=\"");
    writer_clock(&captions->writer, cue->end, '.');
    write_text(captions, "\">");
    captions_text(captions, spoken, cue);
    write_text(captions, "</p>\n");
}

static const struct caption_form form = { .columns = 42,
                                          .text = GLYPH_ENTITIES,
                                          .line_break = "<br/>",
                                          .head = write_head,
                                          .article = write_article,
                                          .article_end = write_article_end,
                                          .tail = write_tail,
                                          .cue = write_cue };

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    return captions_begin(&form, host, job, context);
}

static const struct crier_option_help options[] = {
    { "width", "columns in a line, 16 to 200 (42)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("ttml", "TTML captions, text profile of IMSC 1"),
    .suffixes = (const char *const[]){ "ttml", NULL },
    .media_type = "application/ttml+xml",
    .begin = begin,
    .event = captions_event,
    .finish = captions_finish,
    .abort = captions_abort,
    .options = options,
};
