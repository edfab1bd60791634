/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/book.h"

#include "core/document/builder.h"
#include "core/document/notices.h"
#include "core/production/wrapping.h"
#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* ---- The article ---- */

static void add_lines(struct builder *builder, const struct book_line *lines)
{
    guint depth = 0;

    for (const struct book_line *line = lines; line->depth > 0; line++) {
        const gboolean numbered =
            line->role == CRIER_ROLE_LIST_ITEM || line->role == CRIER_ROLE_FOOTNOTE;
        const struct crier_block block = { .size = sizeof(block),
                                           .role = line->role,
                                           .level =
                                               line->role == CRIER_ROLE_HEADING ? line->number : 0,
                                           .ordinal = numbered ? line->number : 0,
                                           .language = line->language };

        if (line->role == CRIER_ROLE_NOTICE)
            continue;
        for (; depth >= line->depth; depth--)
            builder_close(builder);
        assert_int_equal(builder_open(builder, &block), CRIER_OK);
        depth = line->depth;
        if (line->text)
            builder_text(builder, line->text, strlen(line->text), UINT64_MAX, UINT64_MAX);
    }
}

static void add_notices(struct document *document, const struct book_line *lines)
{
    struct notice before[4] = { 0 }, behind[4] = { 0 };
    guint count[2] = { 0, 0 };
    gboolean begun = FALSE;

    for (; lines->depth > 0; lines++) {
        const struct notice notice = { .text = lines->text };

        if (lines->role != CRIER_ROLE_NOTICE)
            begun = TRUE;
        else if (begun)
            behind[count[1]++] = notice;
        else
            before[count[0]++] = notice;
    }
    document_add_notices(document, before, count[0], behind, count[1]);
}

static struct document *make_document(const struct book_article *article)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    const char *message = NULL;

    if (article->title)
        builder_meta(builder, CRIER_META_TITLE, article->title, strlen(article->title), UINT64_MAX,
                     UINT64_MAX);
    if (article->author)
        builder_meta(builder, CRIER_META_AUTHOR, article->author, strlen(article->author),
                     UINT64_MAX, UINT64_MAX);
    add_lines(builder, article->lines);
    if (builder_finish(builder, &message) != CRIER_OK)
        fail_msg("%s: %s", article->id, message);
    builder_free(builder);
    add_notices(document, article->lines);
    return document;
}

/* ---- When it is spoken ---- */

static gboolean is_left_out(const struct document *document, uint32_t index)
{
    for (; index != NOWHERE32; index = document_block(document, index)->parent) {
        uint32_t role = document_block(document, index)->role;

        if (role == CRIER_ROLE_EMBED || role == CRIER_ROLE_BOILERPLATE)
            return TRUE;
    }
    return FALSE;
}

static gboolean can_be_said(const char *text, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if (g_ascii_isalnum(text[i]) || (text[i] & 0xC0) == 0xC0)
            return strncmp(text, "—", 3) != 0;
    return FALSE;
}

static void add_sentence(struct record *record, const char *text, uint32_t block, uint32_t from,
                         uint32_t to)
{
    struct recorded_sentence sentence = { .number = record->sentences->len + 1,
                                          .block = block,
                                          .from = from,
                                          .to = to,
                                          .start = record->length + BOOK_PAUSE };

    if (can_be_said(text + from, to - from))
        sentence.frames = (int64_t)(to - from) * BOOK_FRAMES_A_BYTE;
    record->length = sentence.start + sentence.frames;
    g_array_append_val(record->sentences, sentence);
}

static void speak_block(struct record *record, const struct document *document, uint32_t index)
{
    const struct block *block = document_block(document, index);
    const char *text = document_text(document, block);
    uint32_t from = 0;

    for (uint32_t i = 0; i < block->size; i++)
        if (i + 1 < block->size && strchr(".?!", text[i]) && text[i + 1] == ' ') {
            add_sentence(record, text, index, from, i + 1);
            from = i + 2;
        }
    add_sentence(record, text, index, from, block->size);
}

static struct record *speak(const struct document *document)
{
    struct record *record = record_new(BOOK_RATE);

    for (uint32_t i = 0; i < document_block_count(document); i++)
        if (document_block(document, i)->size > 0 && !is_left_out(document, i))
            speak_block(record, document, i);
    record->length =
        (record->length + BOOK_PAUSE + BOOK_MP3_FRAME - 1) / BOOK_MP3_FRAME * BOOK_MP3_FRAME;
    return record;
}

/* ---- Its audio ---- */

void book_mp3(const char *path, int64_t frames, guint tags)
{
    static const char head[] = "\xFF\xFB\x50\xC0";
    g_autoptr(GString) bytes = g_string_new(NULL);

    if (tags > 0) {
        g_string_append_len(bytes, "ID3\x04\x00\x00\x00\x00", 8);
        g_string_append_c(bytes, (char)(tags >> 7 & 0x7F));
        g_string_append_c(bytes, (char)(tags & 0x7F));
        for (guint i = 0; i < tags; i++)
            g_string_append_c(bytes, i == tags / 2 ? '\xFF' : 'x');
    }
    for (int64_t i = 0; i < frames / BOOK_MP3_FRAME; i++) {
        gsize at = bytes->len;

        g_string_set_size(bytes, at + BOOK_MP3_BYTES);
        memset(bytes->str + at, 0, BOOK_MP3_BYTES);
        memcpy(bytes->str + at, head, 4);
    }
    assert_true(g_file_set_contents(path, bytes->str, (gssize)bytes->len, NULL));
}

static gboolean wrap(struct wrapping *wrapping, const struct book_article *article,
                     const char *media, GError **error)
{
    struct document *document = make_document(article);
    struct record *record = speak(document);
    g_autofree char *name = g_strdup_printf("%s.mp3", article->id);
    g_autofree char *path = g_build_filename(media, name, NULL);
    g_autofree char *hash = NULL, *bytes = NULL;
    gsize size = 0;
    struct crier_file file = { .size = sizeof(file),
                               .path = path,
                               .name = name,
                               .media_type = "audio/mpeg",
                               .frames = record->length };
    const struct wrapped_article wrapped = { .document = document,
                                             .record = record,
                                             .source = "article.txt",
                                             .id = article->id,
                                             .flags = article->flags,
                                             .media = &file,
                                             .media_count = 1 };
    gboolean ok;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        book_mp3(path, record->length, article->tags);
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
    file.hash = hash;
    file.bytes = size;
    ok = wrapping_article(wrapping, &wrapped, error);
    record_free(record);
    document_free(document);
    return ok;
}

/* ---- The edition ---- */

static uint64_t count_sections(const struct book *book)
{
    const char *section = NULL;
    uint64_t count = 0;

    for (guint i = 0; i < book->article_count; i++) {
        count += book->articles[i].section && g_strcmp0(section, book->articles[i].section) != 0;
        section = book->articles[i].section;
    }
    return count;
}

static gboolean wrap_all(struct wrapping *wrapping, const struct book *book, const char *media,
                         GError **error)
{
    const char *section = NULL;
    gboolean ok = TRUE;

    for (guint i = 0; ok && i < book->article_count; i++) {
        const struct book_article *article = &book->articles[i];

        if (g_strcmp0(section, article->section) != 0) {
            ok = (!section || wrapping_section(wrapping, NULL, error)) &&
                 (!article->section || wrapping_section(wrapping, article->section, error));
            section = article->section;
        }
        ok = ok && wrap(wrapping, article, media, error);
    }
    return ok && (!section || wrapping_section(wrapping, NULL, error));
}

gboolean book_run(const struct crier_output *plugin, const char *path, const char *media,
                  const struct book *book, GError **error)
{
    g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(struct crier_option));
    const struct crier_edition edition = { .size = sizeof(edition),
                                           .meta = book->meta,
                                           .meta_count = book->meta_count,
                                           .section_count = count_sections(book),
                                           .article_count = book->article_count };
    const struct wrapping_job job = {
        .plugin = plugin, .path = path, .options = options, .rate = BOOK_RATE, .edition = &edition
    };
    struct wrapping *wrapping;

    if (book->option_count > 0)
        g_array_append_vals(options, book->options, book->option_count);
    wrapping = wrapping_new(&job, error);
    if (!wrapping)
        return FALSE;
    if (wrap_all(wrapping, book, media, error))
        return wrapping_finish(wrapping, NULL, error);
    wrapping_abort(wrapping);
    return FALSE;
}

/* ---- A place for it ---- */

int book_set_up(void **state)
{
    struct book_made *made = g_new0(struct book_made, 1);

    made->top = scratch_new();
    made->media = g_build_filename(made->top, "media", NULL);
    made->folder = g_build_filename(made->top, "book", NULL);
    assert_int_equal(g_mkdir(made->media, 0700), 0);
    *state = made;
    return 0;
}

int book_tear_down(void **state)
{
    struct book_made *made = *state;

    scratch_free(made->top);
    g_free(made->media);
    g_free(made->folder);
    g_free(made);
    return 0;
}

gint64 book_audio_ms(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (!g_file_get_contents(path, &bytes, &size, NULL) || size == 0 || size % BOOK_MP3_BYTES != 0)
        return 0;
    for (gsize at = 0; at < size; at += BOOK_MP3_BYTES)
        if (memcmp(bytes + at, "\xFF\xFB\x50\xC0", 4) != 0)
            return 0;
    return (gint64)(size / BOOK_MP3_BYTES) * BOOK_MP3_FRAME * 1000 / BOOK_RATE;
}
