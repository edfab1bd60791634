/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/script.h"

#include "core/document/builder.h"
#include "core/plugin/output.h"
#include "tests/support/cmocka.h"

#include <glib/gstdio.h>

/* ---- The article ---- */

static struct document *make_document(const struct script *script)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    uint64_t at = 0;

    for (const struct script_line *line = script->lines; line->text; line++) {
        const struct crier_block block = { .size = sizeof(block),
                                           .role = line->role,
                                           .level = line->role == CRIER_ROLE_HEADING ? 2 : 0 };
        size_t size = strlen(line->text);

        assert_int_equal(builder_open(builder, &block), CRIER_OK);
        builder_text(builder, line->text, size, at, at + size);
        builder_close(builder);
        at += size + 1;
    }
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    builder_free(builder);
    return document;
}

static void make_words(const struct script_line *line, int64_t start, GArray *words)
{
    uint32_t from = 0;

    g_array_set_size(words, 0);
    for (uint32_t i = 0; !line->bare; i++) {
        gboolean ends = line->text[i] == '\0' || g_ascii_isspace(line->text[i]);
        struct crier_mark mark = { start + (int64_t)from * FRAMES_A_BYTE,
                                   start + (int64_t)i * FRAMES_A_BYTE, from, i };

        if (ends && i > from)
            g_array_append_val(words, mark);
        if (ends)
            from = i + 1;
        if (line->text[i] == '\0')
            return;
    }
}

/* ---- Telling it ---- */

struct telling {
    struct output *output;
    const struct crier_article *article;
    GArray *words;
    int64_t frame;
    gboolean takes_sound;
    int64_t heard; /* frames of audio told of */
};

static gboolean tell(const struct telling *telling, uint32_t type,
                     const struct crier_utterance *utterance, GError **error)
{
    const struct crier_event event = { .size = sizeof(event),
                                       .type = type,
                                       .frame = telling->frame,
                                       .article = telling->article,
                                       .utterance = utterance };

    return output_event(telling->output, &event, error);
}

/* For outputs that take audio: the same sound in pieces, silence included. */
static gboolean tell_audio(struct telling *telling, int64_t until, float level, GError **error)
{
    float samples[1000];
    gboolean ok = TRUE;

    for (guint i = 0; i < G_N_ELEMENTS(samples); i++)
        samples[i] = i % 200 < 100 ? level : -level;
    while (ok && telling->takes_sound && telling->heard < until) {
        const struct crier_audio audio = { .size = sizeof(audio),
                                           .samples = samples,
                                           .frames = (uint64_t)MIN(until - telling->heard,
                                                                   (int64_t)G_N_ELEMENTS(samples)),
                                           .start = telling->heard };
        const struct crier_event event = { .size = sizeof(event),
                                           .type = CRIER_EVENT_AUDIO,
                                           .frame = telling->heard,
                                           .article = telling->article,
                                           .audio = &audio };

        ok = output_event(telling->output, &event, error);
        telling->heard += (int64_t)audio.frames;
    }
    return ok;
}

static gboolean tell_line(struct telling *telling, const struct script *script, guint index,
                          GError **error)
{
    const struct script_line *line = &script->lines[index];
    uint64_t size = strlen(line->text);
    struct crier_utterance utterance = { .size = sizeof(utterance),
                                         .block_role = line->role,
                                         .block = index + 1,
                                         .sentence = index + 1,
                                         .text = line->text,
                                         .text_size = size };
    g_autofree int16_t *pcm = g_new0(int16_t, size * FRAMES_A_BYTE + 1);

    telling->frame += FRAMES_BEFORE;
    utterance.start = telling->frame;
    if (!line->silent) {
        for (uint64_t i = 0; i < size * FRAMES_A_BYTE; i++)
            pcm[i] = (int16_t)(i % 200 < 100 ? 9000 : -9000);
        make_words(line, telling->frame, telling->words);
        utterance.pcm = telling->takes_sound ? NULL : pcm;
        utterance.frames = size * FRAMES_A_BYTE;
        utterance.words = (const struct crier_mark *)(void *)telling->words->data;
        utterance.word_count = telling->words->len;
    }
    if (!tell(telling, CRIER_EVENT_UTTERANCE, &utterance, error))
        return FALSE;
    if (!tell_audio(telling, telling->frame, 0, error))
        return FALSE;
    telling->frame += (int64_t)utterance.frames;
    return tell_audio(telling, telling->frame, 0.3F, error);
}

static gboolean tell_all(struct telling *telling, const struct script *script, GError **error)
{
    if (!tell(telling, CRIER_EVENT_ARTICLE_START, NULL, error))
        return FALSE;
    for (guint i = 0; script->lines[i].text; i++)
        if (!tell_line(telling, script, i, error))
            return FALSE;
    telling->frame += FRAMES_BEFORE;
    return tell_audio(telling, telling->frame, 0, error) &&
           tell(telling, CRIER_EVENT_ARTICLE_END, NULL, error);
}

static gboolean run(const struct crier_output *plugin, const char *path,
                    const struct script *script, const struct document *document, int64_t *length,
                    GError **error)
{
    const struct crier_meta meta[] = { { .key = CRIER_META_TITLE, .value = script->title },
                                       { .key = CRIER_META_LANGUAGE,
                                         .value = script->language ? script->language : "en" } };
    const struct crier_article article = { .size = sizeof(article),
                                           .source = "article.txt",
                                           .meta = script->title ? meta : NULL,
                                           .meta_count = script->title ? 2 : 0 };
    g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(struct crier_option));
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(struct crier_mark));
    struct telling telling = { .article = &article,
                               .words = words,
                               .takes_sound = output_sound(plugin) != NULL };

    if (script->option_count > 0)
        g_array_append_vals(options, script->options, script->option_count);
    telling.output = output_new_with_options(plugin, path, script->rate ? script->rate : 22050,
                                             options, document, error);
    if (!telling.output)
        return FALSE;
    if (!tell_all(&telling, script, error)) {
        output_abort(telling.output);
        return FALSE;
    }
    if (length)
        *length = telling.frame;
    return output_finish(telling.output, NULL, error);
}

char *script_run(const struct crier_output *plugin, const char *name, const struct script *script,
                 int64_t *length, GError **error)
{
    struct document *document = make_document(script);
    g_autofree char *folder = g_dir_make_tmp("crier-script-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *bytes = NULL;
    gsize size;

    if (run(plugin, path, script, document, length, error)) {
        assert_true(g_file_get_contents(path, &bytes, &size, NULL));
        assert_int_equal(strlen(bytes), size);
        assert_true(g_utf8_validate(bytes, -1, NULL));
    }
    g_unlink(path);
    assert_int_equal(g_rmdir(folder), 0); /* nothing else is left there */
    document_free(document);
    return bytes;
}

char *script_shown(const char *text)
{
    GString *shown = g_string_new(NULL);
    gboolean space = FALSE;

    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x2028 || c == 0x2029 || c == 0x85) {
            space = shown->len > 0;
            continue;
        }
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
            (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE)
            continue;
        if (space)
            g_string_append_c(shown, ' ');
        space = FALSE;
        g_string_append_unichar(shown, c);
    }
    return g_string_free(shown, FALSE);
}
