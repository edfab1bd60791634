/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/document/builder.h"
#include "core/document/print.h"

#include "tests/support/cmocka.h"
#include <stdio.h>

#define SOURCE_SIZE 1000

static uint32_t role_number(const char *name, size_t size)
{
    for (uint32_t role = 1; role < CRIER_ROLE_COUNT; role++)
        if (strlen(role_name(role)) == size && strncmp(role_name(role), name, size) == 0)
            return role;
    fail_msg("no role is named %.*s", (int)size, name);
    return 0;
}

static void open_by_name(struct builder *builder, const char *name)
{
    size_t size = strcspn(name, "/#");
    struct crier_block block = { .size = sizeof(block), .role = role_number(name, size) };

    if (name[size] == '/')
        block.level = (uint32_t)strtoul(name + size + 1, NULL, 10);
    if (name[size] == '#')
        block.ordinal = (uint32_t)strtoul(name + size + 1, NULL, 10);
    builder_open(builder, &block);
}

static void place_and_text(struct builder *builder, const char *words)
{
    char *text;
    uint64_t from = strtoul(words, &text, 10);
    uint64_t to = *text == '-' ? strtoul(text + 1, &text, 10) : from + strlen(text + 1);

    builder_text(builder, text + 1, strlen(text + 1), from, to);
}

/*
 * One call a line: "+heading/2" opens, "-" closes, "'words" is text from nowhere,
 * "@5 words" text at byte 5, "@5-9 words" text of that range, "!" a cut,
 * "title=words" metadata.
 */
static void call(struct builder *builder, const char *line)
{
    const char *equals = strchr(line, '=');

    if (line[0] == '+') {
        open_by_name(builder, line + 1);
    } else if (line[0] == '-') {
        builder_close(builder);
    } else if (line[0] == '\'') {
        builder_text(builder, line + 1, strlen(line + 1), CRIER_NOWHERE, CRIER_NOWHERE);
    } else if (line[0] == '@') {
        place_and_text(builder, line + 1);
    } else if (line[0] == '!') {
        builder_cut(builder);
    } else if (equals) {
        for (uint32_t key = 1; key < CRIER_META_COUNT; key++)
            if (strncmp(meta_name(key), line, (size_t)(equals - line)) == 0)
                builder_meta(builder, key, equals + 1, strlen(equals + 1), CRIER_NOWHERE,
                             CRIER_NOWHERE);
    }
}

static crier_status run(struct document *document, const char *script, char **message)
{
    struct builder *builder = builder_new(document, SOURCE_SIZE);
    g_auto(GStrv) lines = g_strsplit(script, "\n", -1);
    const char *why = NULL;
    crier_status status;

    for (char **line = lines; *line; line++)
        call(builder, *line);
    status = builder_finish(builder, &why);
    *message = g_strdup(why);
    builder_free(builder);
    return status;
}

static void what_is_built(void **state)
{
    static const struct {
        int line;
        const char *script, *printed;
    } cases[] = {
        { __LINE__, "+paragraph\n'one\n-", "paragraph: one\n" },
        { __LINE__, "+paragraph\n' \t one  two \n'\r\v three \n-", "paragraph: one two three\n" },
        { __LINE__, "+paragraph\n'one\n'two\n-", "paragraph: onetwo\n" },
        { __LINE__, "+paragraph\n'one\n' \n' \n'two\n-", "paragraph: one two\n" },
        { __LINE__, "+paragraph\n'  \n-\n+headline\n-", "" },
        { __LINE__,
          "+paragraph\n'a\xc2\xa0"
          "b\n-",
          "paragraph: a\xc2\xa0"
          "b\n" },
        { __LINE__, "+paragraph\n'a \xc2\xa0 b\xc2\xa0\n-", "paragraph: a b\n" },
        { __LINE__,
          "+paragraph\n'a\xe2\x80\xa8"
          "b\x01"
          "c\x7f"
          "d\n-",
          "paragraph: a b c d\n" },
        { __LINE__, "+paragraph\n'open at the end", "paragraph: open at the end\n" },
        { __LINE__, "+headline\n'One\n-\n+headline\n'Two\n-", "headline: One\nheading 1: Two\n" },
        { __LINE__, "+headline\n' \n-\n+headline\n'Two\n-", "headline: Two\n" },
        { __LINE__, "+heading/3\n'Sub\n-", "heading 3: Sub\n" },
        { __LINE__, "+list\n+list item#3\n'c\n-\n+list item\n-\n+list item\n'd\n-\n-",
          "list\n  list item 3: c\n  list item: d\n" },
        { __LINE__, "+list\n+list item\n' \n-\n-", "" },
        { __LINE__,
          "+quotation\n'words\n-\n+quotation\n+paragraph\n'p\n-\n' \n+paragraph\n'q\n-\n-",
          "quotation: words\nquotation\n  paragraph: p\n  paragraph: q\n" },
        { __LINE__, "+quotation\n+paragraph\n-\n'text after all\n-",
          "quotation: text after all\n" },
        { __LINE__,
          "+table\n+table row\n+table header\n'h\n-\n+table header\n-\n-\n"
          "+table row\n+table cell\n-\n+table cell\n-\n-\n-",
          "table\n  table row\n    table header: h\n    table header\n" },
        { __LINE__, "+code\n'\n'\n'  a\n'\tb  c\n'\n' \n-", "code:   a\\x09b  c\n" },
        { __LINE__, "+paragraph\n'One.\n!\n!\n' Two.\n!\n-", "paragraph: One. | Two.\n" },
        { __LINE__, "+paragraph\n!\n'One\n!\n'two\n-", "paragraph: One | two\n" },
        { __LINE__, "title= A  b \ntitle=other\nauthor=X\nauthor=Y\ntag= \n+paragraph\n'p\n-",
          "title: A b\nauthor: X\nauthor: Y\n\nparagraph: p\n" },
        { __LINE__, "language=en_US\n+paragraph\n'p\n-", "language: en-US\n\nparagraph: p\n" },
        { __LINE__, "language=e/../x\n+paragraph\n'p\n-", "paragraph: p\n" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct document *document = document_new();
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *message = NULL;

        assert_int_at(cases[i].line, run(document, cases[i].script, &message), CRIER_OK);
        document_print(document, out);
        assert_string_at(cases[i].line, out->str, cases[i].printed);
        document_free(document);
    }
}

static void what_is_refused(void **state)
{
    static const struct {
        int line;
        const char *script;
        crier_status status;
        const char *message;
    } cases[] = {
        { __LINE__, "-", CRIER_BAD_CALL, "a block is closed and none is open" },
        { __LINE__, "!", CRIER_BAD_CALL, "a chunk ends where no block is open" },
        { __LINE__, "'text", CRIER_BAD_CALL, "text stands where only blocks can: in a document" },
        { __LINE__, "+list\n'text", CRIER_BAD_CALL,
          "text stands where only blocks can: in a list" },
        { __LINE__, "+quotation\n+paragraph\n'a\n-\n'b", CRIER_BAD_CALL,
          "text stands where only blocks can: in a quotation" },
        { __LINE__, "+quotation\n'a\n+paragraph", CRIER_BAD_CALL,
          "a quotation with text of its own cannot hold blocks" },
        { __LINE__, "+list item", CRIER_BAD_CALL, "a list item cannot stand in a document" },
        { __LINE__, "+list\n+paragraph", CRIER_BAD_CALL, "a paragraph cannot stand in a list" },
        { __LINE__, "+paragraph\n+paragraph", CRIER_BAD_CALL,
          "a paragraph cannot stand in a paragraph" },
        { __LINE__, "+heading", CRIER_BAD_CALL, "a heading has level 0" },
        { __LINE__, "+heading/7", CRIER_BAD_CALL, "a heading has level 7" },
        { __LINE__, "+paragraph\n'\xff", CRIER_BAD_CALL, "a text is not well-formed UTF-8" },
        { __LINE__, "title=\xc3", CRIER_BAD_CALL, "the title is not UTF-8 text" },
        { __LINE__, "+paragraph\n@998 abc", CRIER_BAD_CALL,
          "a place in the source lies beyond its end" },
        { __LINE__, "+paragraph\n@9-5 abc", CRIER_BAD_CALL,
          "a place in the source lies beyond its end" },
        { __LINE__, "-\n+list\n'text", CRIER_BAD_CALL, "a block is closed and none is open" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct document *document = document_new();
        g_autofree char *message = NULL;

        assert_int_at(cases[i].line, run(document, cases[i].script, &message), cases[i].status);
        assert_string_at(cases[i].line, message, cases[i].message);
        document_free(document);
    }
}

static void unknown_numbers_are_refused(void **state)
{
    static const uint32_t roles[] = { CRIER_ROLE_NONE, CRIER_ROLE_COUNT, UINT32_MAX };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        struct document *document = document_new();
        struct builder *builder = builder_new(document, UINT64_MAX);
        const struct crier_block block = { .size = sizeof(block), .role = roles[i] };

        assert_int_equal(builder_open(builder, &block), CRIER_BAD_CALL);
        assert_int_equal(builder_meta(builder, 1, "x", 1, 0, 1), CRIER_BAD_CALL);
        assert_int_equal(builder_finish(builder, NULL), CRIER_BAD_CALL);
        assert_int_equal(document->meta->len, 0);
        builder_free(builder);
        document_free(document);
    }
}

static void nesting_has_an_end(void **state)
{
    const struct crier_block block = { .size = sizeof(block), .role = CRIER_ROLE_QUOTATION };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 0);

    (void)state;
    for (unsigned i = 0; i < LIMIT_DEPTH; i++)
        assert_int_equal(builder_open(builder, &block), CRIER_OK);
    assert_int_equal(builder_open(builder, &block), CRIER_LIMIT);
    assert_int_equal(builder_finish(builder, NULL), CRIER_LIMIT);
    builder_free(builder);
    document_free(document);
}

static void text_has_an_end(void **state)
{
    const struct crier_block block = { .size = sizeof(block), .role = CRIER_ROLE_PARAGRAPH };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);
    g_autofree char *text = g_malloc(LIMIT_DOCUMENT_TEXT);

    (void)state;
    memset(text, 'a', LIMIT_DOCUMENT_TEXT);
    assert_int_equal(builder_open(builder, &block), CRIER_OK);
    assert_int_equal(builder_text(builder, text, LIMIT_DOCUMENT_TEXT, 0, LIMIT_DOCUMENT_TEXT),
                     CRIER_OK);
    assert_int_equal(builder_text(builder, "b", 1, 1, 2), CRIER_LIMIT);
    assert_int_equal(document->pieces->len, 1);
    builder_free(builder);
    document_free(document);
}

/* A plugin of an older minor knows less of the structure. */
static void a_shorter_block_is_understood(void **state)
{
    struct crier_block block = { .size = offsetof(struct crier_block, level),
                                 .role = CRIER_ROLE_PARAGRAPH,
                                 .level = 99,
                                 .language = (const char *)1 };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 0);

    (void)state;
    assert_int_equal(builder_open(builder, &block), CRIER_OK);
    assert_int_equal(builder_text(builder, "x", 1, CRIER_NOWHERE, CRIER_NOWHERE), CRIER_OK);
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    assert_int_equal(document_block(document, 0)->language, NOWHERE32);
    builder_free(builder);
    document_free(document);
}

/* Where parts of the first block's text stand, as "FROM-TO", or "nowhere". */
static void places(void **state)
{
    static const struct {
        int line;
        const char *script, *part, *place;
        unsigned pieces;
    } cases[] = {
        { __LINE__, "+paragraph\n@10 one two", "one", "10-13", 1 },
        { __LINE__, "+paragraph\n@10 one two", "two", "14-17", 1 },
        { __LINE__, "+paragraph\n@10 one two", "e t", "12-15", 1 },
        { __LINE__, "+paragraph\n@10 one   two", "two", "16-19", 2 },
        { __LINE__, "+paragraph\n@10 one   two", "one two", "10-19", 2 },
        { __LINE__, "+paragraph\n@10 one\n@13  two", "two", "14-17", 1 },
        { __LINE__, "+paragraph\n@10 one\n@20 two", "two", "20-23", 2 },
        { __LINE__, "+paragraph\n@10 one \n' \n@20  two", "two", "21-24", 2 },
        { __LINE__, "+paragraph\n@10-40 one two", "two", "10-40", 1 },
        { __LINE__, "+paragraph\n@10 fish \n@15-20 &\n@20  chips", "&", "15-20", 3 },
        { __LINE__, "+paragraph\n@10 fish \n@15-20 &\n@20  chips", "chips", "21-26", 3 },
        { __LINE__, "+paragraph\n'made up\n@10 one", "made", "nowhere", 2 },
        { __LINE__, "+paragraph\n'made up\n@10  one", "up one", "10-14", 2 },
        { __LINE__, "+paragraph\n@10 caf\n@13-14 \xc3\xa9\n@14 s", "caf\xc3\xa9s", "10-15", 3 },
        { __LINE__, "+code\n@10 a\n@20 b\n@30 \t\n", "b", "20-21", 2 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct document *document = document_new();
        g_autofree char *message = NULL;
        g_autofree char *found = NULL;
        const struct block *block;
        uint32_t at, from, to;

        assert_int_at(cases[i].line, run(document, cases[i].script, &message), CRIER_OK);
        block = document_block(document, 0);
        at = (uint32_t)(strstr(document_text(document, block), cases[i].part) -
                        document_text(document, block));
        found = document_source_range(document, block, at, at + (uint32_t)strlen(cases[i].part),
                                      &from, &to)
                    ? g_strdup_printf("%u-%u", from, to)
                    : g_strdup("nowhere");
        assert_string_at(cases[i].line, found, cases[i].place);
        assert_int_at(cases[i].line, document->pieces->len, cases[i].pieces);
        document_free(document);
    }
}

static void skips_join_and_strings_are_kept_once(void **state)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 100);
    gsize before;

    (void)state;
    builder_skip(builder, 0, 10, "front matter");
    before = document->strings->len;
    builder_skip(builder, 10, 20, "front matter");
    builder_skip(builder, 30, 40, "front matter");
    builder_skip(builder, 50, 50, "front matter");
    builder_meta(builder, CRIER_META_TITLE, "T", 1, 40, 42);
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    assert_int_equal(document->skips->len, 3);
    assert_int_equal(g_array_index(document->skips, struct skip, 0).to, 20);
    assert_string_equal(
        document_string(document, g_array_index(document->skips, struct skip, 2).reason),
        "metadata");
    assert_int_equal(document->strings->len, before + sizeof("metadata") + sizeof("T"));
    builder_free(builder);
    document_free(document);
}

static void notes_have_an_end(void **state)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 100);
    const struct note *last;

    (void)state;
    for (unsigned i = 0; i < LIMIT_NOTES + 10; i++) {
        char message[32];

        g_snprintf(message, sizeof(message), "note\n%u", i);
        assert_int_equal(builder_note(builder, CRIER_NOTE_INFO, i % 100, message), CRIER_OK);
    }
    assert_int_equal(document->notes->len, LIMIT_NOTES);
    last = &g_array_index(document->notes, struct note, LIMIT_NOTES - 1);
    assert_string_equal(
        document_string(document, g_array_index(document->notes, struct note, 1).message),
        "note 1");
    assert_string_equal(document_string(document, last->message),
                        "there were more notes; they are left out");
    builder_free(builder);
    document_free(document);
}

static void a_value_too_long_is_cut_at_a_character(void **state)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 0);
    g_autoptr(GString) value = g_string_new("x");
    const char *kept;

    (void)state;
    while (value->len < LIMIT_META_VALUE * 2)
        g_string_append(value, "\xe2\x82\xac");
    builder_meta(builder, CRIER_META_DESCRIPTION, value->str, value->len, CRIER_NOWHERE,
                 CRIER_NOWHERE);
    kept = document_meta(document, CRIER_META_DESCRIPTION);
    assert_true(g_utf8_validate(kept, -1, NULL));
    assert_int_equal(strlen(kept), 1 + (LIMIT_META_VALUE - 1) / 3 * 3);
    builder_free(builder);
    document_free(document);
}

static void language_in_force(void **state)
{
    const struct crier_block spanish = { .size = sizeof(spanish),
                                         .role = CRIER_ROLE_QUOTATION,
                                         .language = "es-MX" };
    const struct crier_block plain = { .size = sizeof(plain), .role = CRIER_ROLE_PARAGRAPH };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 0);

    (void)state;
    builder_meta(builder, CRIER_META_LANGUAGE, "en", 2, CRIER_NOWHERE, CRIER_NOWHERE);
    builder_open(builder, &spanish);
    builder_open(builder, &plain);
    builder_text(builder, "hola", 4, CRIER_NOWHERE, CRIER_NOWHERE);
    builder_close(builder);
    builder_close(builder);
    builder_open(builder, &plain);
    builder_text(builder, "hello", 5, CRIER_NOWHERE, CRIER_NOWHERE);
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    assert_string_equal(document_language(document, 1), "es-MX");
    assert_string_equal(document_language(document, 2), "en");
    builder_free(builder);
    document_free(document);
}

static void json_of_a_document(void **state)
{
    struct document *document = document_new();
    g_autofree char *message = NULL;
    g_autoptr(GString) out = g_string_new(NULL);

    (void)state;
    run(document, "title=T\n+list\n+list item#2\n@5 a\n!\n@6  \"b\"\n-\n-", &message);
    document_print_json(document, out);
    assert_string_equal(
        out->str, "{\n\"reader\": \"\",\n\"meta\": [\n{\"key\": \"title\", \"value\": \"T\"}\n],\n"
                  "\"blocks\": [\n{\"block\": 1, \"role\": \"list\", \"depth\": 1},\n"
                  "{\"block\": 2, \"role\": \"list item\", \"depth\": 2, \"ordinal\": 2, "
                  "\"text\": \"a \\\"b\\\"\", \"source\": [5, 10], \"cuts\": [1]}\n],\n"
                  "\"skipped\": [],\n\"notes\": []\n}\n");
    document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_built),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(unknown_numbers_are_refused),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(text_has_an_end),
        cmocka_unit_test(a_shorter_block_is_understood),
        cmocka_unit_test(places),
        cmocka_unit_test(skips_join_and_strings_are_kept_once),
        cmocka_unit_test(notes_have_an_end),
        cmocka_unit_test(a_value_too_long_is_cut_at_a_character),
        cmocka_unit_test(language_in_force),
        cmocka_unit_test(json_of_a_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
