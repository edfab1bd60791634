/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: buffer date glyph writer option */
#include "shared/tag_values.h"

#include "shared/buffer.h"
#include "shared/date.h"
#include "shared/glyph.h"
#include "shared/option.h"

#include <string.h>

#define VALUE_MOST 1000

/* Who listens should know, wherever the file went. */
static const char disclosure[] = "Read by a computer voice.";

static void clean(struct buffer *line, const char *text)
{
    const size_t size = strlen(text);
    size_t at = 0;
    int space = 0;

    buffer_reset(line);
    while (at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(text, size, &at);

        if (glyph_is_space(glyph) || glyph_is_hidden(glyph) || glyph == 0xFFFD) {
            space = line->size > 0;
            continue;
        }
        if (line->size + 1 + (at - from) > VALUE_MOST)
            break;
        if (space)
            buffer_add(line, " ", 1);
        buffer_add(line, text + from, at - from);
        space = 0;
    }
}

static const struct {
    enum tag_value what;
    uint32_t key;
} values[] = {
    { TAG_TITLE, CRIER_META_TITLE },       { TAG_ARTIST, CRIER_META_AUTHOR },
    { TAG_ALBUM, CRIER_META_SECTION },     { TAG_DATE, CRIER_META_DATE },
    { TAG_LANGUAGE, CRIER_META_LANGUAGE }, { TAG_COPYRIGHT, CRIER_META_LICENCE },
    { TAG_URL, CRIER_META_URL },
};

/* A feed has many sections and a page only one: the publisher's name where there is none. */
static const char *album(const struct crier_article *article)
{
    const char *section = article_meta(article, CRIER_META_SECTION);

    return section ? section : article_meta(article, CRIER_META_PUBLISHER);
}

crier_status tag_values(const char *software, const struct crier_article *article,
                        void (*each)(void *data, enum tag_value what, const char *value),
                        void *data)
{
    struct buffer line = { 0 };
    struct date date;
    int failed;

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        for (uint64_t k = 0; k < article->meta_count; k++) {
            const char *value =
                values[i].what == TAG_ALBUM ? album(article) : article->meta[k].value;

            if (article->meta[k].key != values[i].key && values[i].what != TAG_ALBUM)
                continue;
            if (value && values[i].what == TAG_DATE && !date_read(value, &date))
                continue;
            if (value)
                clean(&line, value);
            if (value && line.size > 0)
                each(data, values[i].what, buffer_text(&line));
            if (values[i].what != TAG_ARTIST)
                break;
        }
    /* Players sort by artist: nobody's articles are their publisher's. */
    if (!article_meta(article, CRIER_META_AUTHOR) && article_meta(article, CRIER_META_PUBLISHER)) {
        clean(&line, article_meta(article, CRIER_META_PUBLISHER));
        if (line.size > 0)
            each(data, TAG_ARTIST, buffer_text(&line));
    }
    each(data, TAG_COMMENT, disclosure);
    each(data, TAG_ENCODER, software);
    failed = line.failed;
    buffer_clear(&line);
    return failed ? CRIER_FAILED : CRIER_OK;
}
