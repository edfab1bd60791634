/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was published is remembered, whatever is done to the file. */
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/edition/catalogue.h"
#include "core/edition/package.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <sqlite3.h>
#include <stdlib.h>

struct room {
    char *root, *path;
    struct catalogue *catalogue;
};

static struct catalogue *reopen(struct room *room, const char *edition,
                                enum catalogue_trouble *trouble, GError **error)
{
    catalogue_close(room->catalogue);
    room->catalogue = catalogue_open(room->path, edition, trouble, error);
    return room->catalogue;
}

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);
    enum catalogue_trouble trouble;

    room->root = scratch_new();
    room->path = g_build_filename(room->root, "catalogue.sqlite", NULL);
    *state = room;
    return reopen(room, "urn:uuid:1", &trouble, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct room *room = *state;

    catalogue_close(room->catalogue);
    scratch_free(room->root);
    g_free(room->path);
    g_free(room);
    return 0;
}

static const struct catalogue_file files[] = {
    { "mp3", "media/a.mp3", "audio/mpeg", "ff00", 1000, 22050, 0 },
    { "mp3", "media/a-220.mp3", "audio/mpeg", "ff01", 800, 18000, 220 },
    { "vtt", "media/a.vtt", "text/vtt", "ff02", 90, 22050, 0 },
};

static struct catalogue_article sample(void)
{
    return (struct catalogue_article){ .key = "https://example.org/'a\";--",
                                       .id = "ferry-1",
                                       .guid = "g1",
                                       .title = "Ferry <vote>",
                                       .source = "a.txt",
                                       .input = "i1",
                                       .content = "c1",
                                       .package = "p1",
                                       .state = STATE_PUBLISHED,
                                       .published = 100,
                                       .modified = 100,
                                       .version = 1,
                                       .files = files,
                                       .file_count = 3,
                                       .sentences = "0123456789abcdef" };
}

static void what_is_put_is_found(void **state)
{
    struct room *room = *state;
    const struct catalogue_article article = sample();
    const struct catalogue_article *found;
    enum catalogue_trouble trouble;

    assert_null(catalogue_find(room->catalogue, "nothing"));
    assert_true(catalogue_put(room->catalogue, &article, NULL));
    assert_non_null(reopen(room, "urn:uuid:1", &trouble, NULL));
    found = catalogue_find(room->catalogue, article.key);
    assert_non_null(found);
    assert_string_equal(found->title, "Ferry <vote>");
    assert_string_equal(found->sentences, "0123456789abcdef");
    assert_int_equal(found->state, STATE_PUBLISHED);
    assert_int_equal(found->file_count, 3);
    assert_string_equal(found->files[1].name, "media/a-220.mp3");
    assert_int_equal(found->files[1].words_per_minute, 220);
    assert_int_equal(found->files[0].bytes, 1000);
}

static void ids_and_guids_never_change(void **state)
{
    struct room *room = *state;
    struct catalogue_article article = sample();
    const struct catalogue_article *found;

    assert_true(catalogue_put(room->catalogue, &article, NULL));
    article.id = "other";
    article.guid = "other";
    article.published = 999;
    article.title = "New";
    article.modified = 200;
    article.version = 2;
    article.content = "c2";
    article.file_count = 1;
    assert_true(catalogue_put(room->catalogue, &article, NULL));
    found = catalogue_find(room->catalogue, article.key);
    assert_string_equal(found->id, "ferry-1");
    assert_string_equal(found->guid, "g1");
    assert_int_equal(found->published, 100);
    assert_int_equal(found->modified, 200);
    assert_string_equal(found->title, "New");
    assert_int_equal(found->file_count, 1);
}

/* Two articles may not share an id: nothing of the second is stored. */
static void a_clash_stores_nothing(void **state)
{
    struct room *room = *state;
    struct catalogue_article article = sample();
    GError *error = NULL;

    assert_true(catalogue_put(room->catalogue, &article, NULL));
    article.key = "another";
    assert_false(catalogue_put(room->catalogue, &article, &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    g_error_free(error);
    assert_null(catalogue_find(room->catalogue, "another"));
    assert_true(catalogue_set_output(room->catalogue, "epub", "k1", NULL));
    assert_true(catalogue_set_output(room->catalogue, "epub", "k2", NULL));
    g_autofree char *key = catalogue_output(room->catalogue, "epub");
    g_autofree char *none = catalogue_output(room->catalogue, "web");

    assert_string_equal(key, "k2");
    assert_null(none);
}

static void names_of_all_files_are_known(void **state)
{
    struct room *room = *state;
    const struct catalogue_article article = sample();
    g_autoptr(GPtrArray) names = NULL;

    assert_true(catalogue_put(room->catalogue, &article, NULL));
    names = catalogue_names(room->catalogue);
    assert_int_equal(names->len, 4);
    assert_string_equal(names->pdata[3], "p1");
}

static void foreign_newer_and_damaged_ones_are_told_apart(void **state)
{
    struct room *room = *state;
    enum catalogue_trouble trouble;
    GError *error = NULL;
    sqlite3 *db;

    assert_null(reopen(room, "urn:uuid:2", &trouble, &error));
    assert_int_equal(trouble, CATALOGUE_FOREIGN);
    assert_non_null(strstr(error->message, "belongs to another edition (urn:uuid:1)"));
    g_clear_error(&error);

    assert_int_equal(sqlite3_open(room->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_null(reopen(room, "urn:uuid:1", &trouble, &error));
    assert_int_equal(trouble, CATALOGUE_NEWER);
    g_clear_error(&error);

    assert_true(g_file_set_contents(room->path, "this is no catalogue, it is a poem", -1, NULL));
    assert_null(reopen(room, "urn:uuid:1", &trouble, &error));
    assert_int_equal(trouble, CATALOGUE_DAMAGED);
    assert_int_equal(error->code, ERROR_OUTPUT);
    g_clear_error(&error);
}

/* ---- Packages ---- */

static struct document *make_document(void)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    const struct crier_block list = { .size = sizeof(list), .role = CRIER_ROLE_LIST };
    const struct crier_block item = {
        .size = sizeof(item), .role = CRIER_ROLE_LIST_ITEM, .ordinal = 3, .language = "es"
    };

    builder_meta(builder, CRIER_META_TITLE, "Voto", 4, CRIER_NOWHERE, CRIER_NOWHERE);
    builder_open(builder, &list);
    builder_open(builder, &item);
    builder_text(builder, "Uno dos.", 8, 3, 11);
    builder_close(builder);
    builder_close(builder);
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    builder_free(builder);
    return document;
}

static struct record *make_record(void)
{
    struct record *record = record_new(22050);
    const struct recorded_sentence sentence = {
        .number = 1, .block = 1, .to = 8, .word_count = 2, .start = 100, .frames = 900
    };
    const struct crier_mark words[] = { { 100, 500, 0, 3 }, { 500, 1000, 4, 8 } };

    record->length = 2000;
    g_array_append_val(record->sentences, sentence);
    g_array_append_vals(record->words, words, 2);
    return record;
}

static void packages_come_back(void **state)
{
    struct room *room = *state;
    g_autofree char *path = g_build_filename(room->root, "p", NULL);
    struct document *document = make_document();
    struct record *record = make_record();
    const struct catalogue_article article = sample();
    struct package package;

    assert_true(package_save(path, document, record, NULL, &article, NULL));
    assert_true(package_load(&package, path, NULL));
    assert_string_equal(document_meta(package.document, CRIER_META_TITLE), "Voto");
    assert_int_equal(document_block_count(package.document), 2);
    assert_string_equal(document_language(package.document, 1), "es");
    assert_int_equal(document_block(package.document, 1)->ordinal, 3);
    assert_memory_equal(document_text(package.document, document_block(package.document, 1)),
                        "Uno dos.", 8);
    assert_string_equal(package.article.key, article.key);
    assert_string_equal(package.article.files[2].name, "media/a.vtt");
    assert_int_equal(package.article.files[1].words_per_minute, 220);
    assert_int_equal(package.record->length, 2000);
    assert_int_equal(package.record->rate, 22050);
    assert_int_equal(g_array_index(package.record->words, struct crier_mark, 1).end, 1000);
    package_clear(&package);
    document_free(document);
    record_free(record);
}

/* Cut at every byte, and with every byte changed: refused or sound, never a crash. */
static void damaged_packages_are_refused(void **state)
{
    struct room *room = *state;
    g_autofree char *path = g_build_filename(room->root, "p", NULL);
    g_autofree char *bytes = NULL;
    struct document *document = make_document();
    struct record *record = make_record();
    const struct catalogue_article article = sample();
    struct package package;
    gsize size;

    assert_true(package_save(path, document, record, NULL, &article, NULL));
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    for (gsize i = 0; i < size; i++) {
        g_autoptr(GError) error = NULL;

        assert_true(g_file_set_contents(path, bytes, (gssize)i, NULL));
        assert_false(package_load(&package, path, &error));
        assert_int_equal(error->code, ERROR_INPUT);
        package_clear(&package);
    }
    for (gsize i = 0; i < size; i++) {
        bytes[i] = (char)(bytes[i] ^ 0xff);
        assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
        package_load(&package, path, NULL);
        package_clear(&package);
        bytes[i] = (char)(bytes[i] ^ 0xff);
    }
    document_free(document);
    record_free(record);
}

/* All of them are what somebody could have written: none is told by its form. */
enum flaw { CIRCLE, DEPTH, KEY, WORD, TIME, AMID, FLAWS };

static void spoil(enum flaw flaw, struct document *document, struct record *record)
{
    struct recorded_sentence *sentence =
        &g_array_index(record->sentences, struct recorded_sentence, 0);
    struct crier_mark *word = &g_array_index(record->words, struct crier_mark, 1);

    if (flaw == CIRCLE) /* the item is in the list, and the list ends before it */
        g_array_index(document->blocks, struct block, 0).next = 1;
    if (flaw == DEPTH)
        g_array_index(document->blocks, struct block, 1).depth = 9;
    if (flaw == KEY)
        g_array_index(document->meta, struct meta_entry, 0).key = 999;
    if (flaw == WORD)
        word->to = sentence->to + 1;
    if (flaw == TIME)
        word->end = record->length + 1;
    if (flaw == AMID) { /* the sentence ends in the last character */
        document->text->str[7] = '\303';
        g_string_append_c(document->text, '\251');
    }
}

static void packages_that_mislead_are_refused(void **state)
{
    struct room *room = *state;
    g_autofree char *path = g_build_filename(room->root, "p", NULL);
    const struct catalogue_article article = sample();

    for (enum flaw flaw = CIRCLE; flaw < FLAWS; flaw++) {
        struct document *document = make_document();
        struct record *record = make_record();
        struct package package;

        spoil(flaw, document, record);
        assert_true(package_save(path, document, record, NULL, &article, NULL));
        assert_false(package_load(&package, path, NULL));
        package_clear(&package);
        document_free(document);
        record_free(record);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_put_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ids_and_guids_never_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_clash_stores_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_of_all_files_are_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(foreign_newer_and_damaged_ones_are_told_apart, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(packages_come_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_packages_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(packages_that_mislead_are_refused, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
