/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DAISY 2.02 from events told by hand: music, other rates, broken promises. */
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/plugin/output.h"
#include "tests/support/book.h"
#include "tests/support/cmocka.h"
#include "tests/support/daisy_check.h"
#include "tests/support/gazette.h"

#include <glib/gstdio.h>
#include <stdio.h>

extern const struct crier_output crier_plugin_daisy202;

struct telling {
    struct output *output;
    struct crier_edition edition;
    struct crier_article article;
    struct crier_file file;
    struct document *document;
    char *path;
};

static const char said[] = "One. Two. Three.";

static void begin_telling(struct telling *telling, const struct book_made *made)
{
    struct builder *builder;
    const struct crier_block block = { .size = sizeof(block), .role = CRIER_ROLE_PARAGRAPH };

    telling->document = document_new();
    builder = builder_new(telling->document, UINT64_MAX);
    builder_open(builder, &block);
    builder_text(builder, said, strlen(said), UINT64_MAX, UINT64_MAX);
    builder_close(builder);
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    builder_free(builder);
    telling->path = g_build_filename(made->media, "hand.mp3", NULL);
    telling->edition = (struct crier_edition){ .size = sizeof(telling->edition),
                                               .meta = gazette_meta,
                                               .meta_count = GAZETTE_META,
                                               .article_count = 1 };
    telling->article = (struct crier_article){ .size = sizeof(telling->article), .id = "hand" };
    telling->file = (struct crier_file){ .size = sizeof(telling->file),
                                         .path = telling->path,
                                         .name = "hand.mp3",
                                         .media_type = "audio/mpeg",
                                         .frames = 100 * BOOK_MP3_FRAME };
    telling->output =
        output_new(&crier_plugin_daisy202, made->folder, BOOK_RATE, telling->document, NULL);
    assert_non_null(telling->output);
    output_allow(telling->output, telling->path);
    book_mp3(telling->path, telling->file.frames, 0);
}

static gboolean tell(const struct telling *telling, uint32_t type, int64_t frame)
{
    const struct crier_event event = { .size = sizeof(event),
                                       .type = type,
                                       .frame = frame,
                                       .title = "Chime",
                                       .edition = &telling->edition,
                                       .article = &telling->article,
                                       .file = &telling->file };

    return output_event(telling->output, &event, NULL);
}

/* Sentence 1 to 3 of the text above; each is ten MP3 frames long. */
static gboolean tell_sentence(const struct telling *telling, guint number, int64_t start)
{
    const struct crier_utterance utterance = { .size = sizeof(utterance),
                                               .block_role = CRIER_ROLE_PARAGRAPH,
                                               .block = 1,
                                               .sentence = number,
                                               .text = said + 5 * (number - 1),
                                               .text_size = number < 3 ? 4 : 6,
                                               .frames = 10 * BOOK_MP3_FRAME,
                                               .start = start,
                                               .offset = 5 * (number - 1) };
    const struct crier_event event = { .size = sizeof(event),
                                       .type = CRIER_EVENT_UTTERANCE,
                                       .frame = start,
                                       .edition = &telling->edition,
                                       .article = &telling->article,
                                       .utterance = &utterance };

    return output_event(telling->output, &event, NULL);
}

static void begin_article(const struct telling *telling, gboolean has_file)
{
    assert_true(tell(telling, CRIER_EVENT_EDITION_START, 0));
    assert_true(tell(telling, CRIER_EVENT_ARTICLE_START, 0));
    if (has_file)
        assert_true(tell(telling, CRIER_EVENT_FILE, 0));
}

static void end_telling(struct telling *telling, gboolean good)
{
    g_autoptr(GError) error = NULL;

    if (!good) {
        output_abort(telling->output);
    } else if (!output_finish(telling->output, NULL, &error)) {
        fail_msg("%s", error->message);
    }
    document_free(telling->document);
    g_free(telling->path);
}

/* Music between two sentences is heard behind the first of them, and all of it. */
static void music_is_part_of_the_sentence_before_it(void **state)
{
    const struct book_made *made = *state;
    struct telling telling;
    struct daisy_found *found;

    begin_telling(&telling, made);
    begin_article(&telling, TRUE);
    assert_true(tell(&telling, CRIER_EVENT_SOUND_START, 0));
    assert_true(tell(&telling, CRIER_EVENT_SOUND_END, 5 * BOOK_MP3_FRAME));
    assert_true(tell_sentence(&telling, 1, 10 * BOOK_MP3_FRAME));
    assert_true(tell(&telling, CRIER_EVENT_SOUND_START, 22 * BOOK_MP3_FRAME));
    assert_true(tell(&telling, CRIER_EVENT_SOUND_END, 60 * BOOK_MP3_FRAME));
    assert_true(tell_sentence(&telling, 2, 70 * BOOK_MP3_FRAME));
    assert_true(tell_sentence(&telling, 3, 82 * BOOK_MP3_FRAME));
    assert_true(tell(&telling, CRIER_EVENT_ARTICLE_END, 95 * BOOK_MP3_FRAME));
    end_telling(&telling, TRUE);
    found = daisy_check(made->folder, book_audio_ms);
    assert_int_equal(daisy_par_at(found, "s0001.smil#s1")->begin, 50);
    assert_int_equal(daisy_par_at(found, "s0001.smil#s1")->end,
                     60 * BOOK_MP3_FRAME * G_GINT64_CONSTANT(1000) / BOOK_RATE);
    assert_int_equal(daisy_par_at(found, "s0001.smil#s3")->end,
                     100 * BOOK_MP3_FRAME * G_GINT64_CONSTANT(1000) / BOOK_RATE);
    assert_string_equal(daisy_item_at(found, 0)->href, "s0001.smil#article");
    daisy_found_free(found);
}

static void names_sort_in_editions_of_any_size(void **state)
{
    const struct book_made *made = *state;
    struct telling telling;
    struct daisy_found *found;

    begin_telling(&telling, made);
    telling.edition.article_count = 10000;
    begin_article(&telling, TRUE);
    assert_true(tell_sentence(&telling, 1, 0));
    assert_true(tell(&telling, CRIER_EVENT_ARTICLE_END, 95 * BOOK_MP3_FRAME));
    end_telling(&telling, TRUE);
    found = daisy_check(made->folder, book_audio_ms);
    assert_string_equal(found->smils->pdata[0], "s00001.smil");
    assert_non_null(strstr(found->shown->str, "One. Two. Three."));
    daisy_found_free(found);
}

static void broken_promises_end_the_job(void **state)
{
    const struct book_made *made = *state;
    struct telling telling;

    begin_telling(&telling, made);
    begin_article(&telling, FALSE);
    assert_false(tell_sentence(&telling, 1, 0));
    end_telling(&telling, FALSE);
    begin_telling(&telling, made);
    begin_article(&telling, TRUE);
    assert_true(tell_sentence(&telling, 2, 0));
    assert_false(tell_sentence(&telling, 1, 20 * BOOK_MP3_FRAME));
    end_telling(&telling, FALSE);
    assert_false(g_file_test(made->folder, G_FILE_TEST_EXISTS));
}

/* Another rate is another file: the book is of the article's own. */
static void other_rates_are_not_mistaken_for_the_article(void **state)
{
    const struct book_made *made = *state;
    struct telling telling;

    begin_telling(&telling, made);
    assert_true(tell(&telling, CRIER_EVENT_EDITION_START, 0));
    assert_true(tell(&telling, CRIER_EVENT_ARTICLE_START, 0));
    telling.file.path = "/nowhere/fast.mp3";
    telling.file.words_per_minute = 300;
    assert_true(tell(&telling, CRIER_EVENT_FILE, 0));
    telling.file.path = telling.path;
    telling.file.words_per_minute = 0;
    assert_true(tell(&telling, CRIER_EVENT_FILE, 0));
    assert_true(tell_sentence(&telling, 1, 0));
    assert_true(tell(&telling, CRIER_EVENT_ARTICLE_END, 95 * BOOK_MP3_FRAME));
    end_telling(&telling, TRUE);
    daisy_found_free(daisy_check(made->folder, book_audio_ms));
}

#define BYTES(literal) (literal), sizeof(literal) - 1
#define SIXTEEN        "0123456789abcdef"
#define A_HUNDRED_44   SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN

/* Whatever stands before the first frame goes, and nothing else. */
static void tags_before_the_audio_are_left_behind(void **state)
{
    static const struct {
        int line;
        const char *tags;
        gsize size;
        gsize stays; /* bytes of it that are no tag */
    } cases[] = {
        { __LINE__, BYTES(""), 0 },
        { __LINE__, BYTES("ID3\x03\0\0\0\0\0\x05xyzzy"), 0 },
        { __LINE__, BYTES("ID3\x04\0\0\0\0\0\x01xID3\x03\0\0\0\0\0\0"), 0 },
        { __LINE__, BYTES("ID3\x04\0\x10\0\0\0\x02xy3DI\x04\0\x10\0\0\0\x02"), 0 },
        { __LINE__, BYTES("ID3\x04\0\0\0\0\x01\0" A_HUNDRED_44), 16 },
        { __LINE__, BYTES("ID3\x04\0\0\0\0\0\x80"), 10 }, /* no size of a tag */
        { __LINE__, BYTES("ID4\x04\0\0\0\0\0\0"), 10 },
        { __LINE__, BYTES("ID3"), 3 },
    };
    const struct book_made *made = *state;
    g_autofree char *copy = g_build_filename(made->folder, "a0001.mp3", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *bytes = NULL, *got = NULL;
        g_autoptr(GString) tagged = g_string_new_len(cases[i].tags, (gssize)cases[i].size);
        gsize size = 0, got_size = 0;
        struct telling telling;

        begin_telling(&telling, made);
        assert_true(g_file_get_contents(telling.path, &bytes, &size, NULL));
        g_string_append_len(tagged, bytes, (gssize)size);
        assert_true(g_file_set_contents(telling.path, tagged->str, (gssize)tagged->len, NULL));
        begin_article(&telling, TRUE);
        assert_true(tell_sentence(&telling, 1, 0));
        assert_true(tell(&telling, CRIER_EVENT_ARTICLE_END, 0));
        end_telling(&telling, TRUE);
        assert_true(g_file_get_contents(copy, &got, &got_size, NULL));
        assert_int_at(cases[i].line, got_size, size + cases[i].stays);
        assert_memory_equal(got, tagged->str + cases[i].size - cases[i].stays, got_size);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_set_up, book_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(music_is_part_of_the_sentence_before_it),
        TEST(names_sort_in_editions_of_any_size),
        TEST(broken_promises_end_the_job),
        TEST(tags_before_the_audio_are_left_behind),
        TEST(other_rates_are_not_mistaken_for_the_article),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
