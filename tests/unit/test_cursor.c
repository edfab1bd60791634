/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/builder.h"
#include "core/document/cursor.h"

#include "tests/support/cmocka.h"

/* A document of one-letter calls: a role's letter opens, "." closes, "t" is text. */
static struct document *make(const char *calls)
{
    static const char letters[] = "pqlis"; /* paragraph, quotation, list, item, summary */
    static const uint32_t roles[] = { CRIER_ROLE_PARAGRAPH, CRIER_ROLE_QUOTATION, CRIER_ROLE_LIST,
                                      CRIER_ROLE_LIST_ITEM, CRIER_ROLE_SUMMARY };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 0);

    for (; *calls; calls++) {
        const char *letter = strchr(letters, *calls);

        if (*calls == '.') {
            builder_close(builder);
        } else if (*calls == 't') {
            builder_text(builder, "t", 1, CRIER_NOWHERE, CRIER_NOWHERE);
        } else {
            const struct crier_block block = { .size = sizeof(block),
                                               .role = roles[letter - letters],
                                               .ordinal = 7,
                                               .language = "nl" };

            builder_open(builder, &block);
        }
    }
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    builder_free(builder);
    return document;
}

static void walks(void **state)
{
    static const struct {
        int line;
        const char *calls, *walk;
    } cases[] = {
        { __LINE__, "", "" },
        { __LINE__, "pt.", "+1 -1 " },
        { __LINE__, "pt.st.", "+1 -1 +2 -2 " },
        { __LINE__, "qpt.pt..pt.", "+1 +2 -2 +3 -3 -1 +4 -4 " },
        { __LINE__, "lit.iqpt..lit....pt.", "+1 +2 -2 +3 +4 +5 -5 -4 +6 +7 -7 -6 -3 -1 +8 -8 " },
        { __LINE__, "qqqpt.", "+1 +2 +3 +4 -4 -3 -2 -1 " },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct document *document = make(cases[i].calls);
        struct crier_cursor cursor = { .size = sizeof(cursor) };
        g_autoptr(GString) walk = g_string_new(NULL);

        while (cursor_next(document, &cursor))
            g_string_append_printf(walk, "%c%u ", cursor.entered ? '+' : '-',
                                   (unsigned)cursor.block);
        assert_string_at(cases[i].line, walk->str, cases[i].walk);
        assert_int_at(cases[i].line, cursor_next(document, &cursor), FALSE);
        document_free(document);
    }
}

static void what_a_cursor_shows(void **state)
{
    struct document *document = make("lit");
    struct crier_cursor cursor = { .size = sizeof(cursor) };

    (void)state;
    assert_true(cursor_next(document, &cursor));
    assert_int_equal(cursor.role, CRIER_ROLE_LIST);
    assert_int_equal(cursor.depth, 1);
    assert_int_equal(cursor.text_size, 0);
    assert_string_equal(cursor.text, "");
    assert_true(cursor_next(document, &cursor));
    assert_int_equal(cursor.role, CRIER_ROLE_LIST_ITEM);
    assert_int_equal(cursor.depth, 2);
    assert_int_equal(cursor.ordinal, 7);
    assert_int_equal(cursor.text_size, 1);
    assert_memory_equal(cursor.text, "t", 1);
    assert_string_equal(cursor.language, "nl");
    document_free(document);
}

static void a_cursor_of_another_size_is_left_alone(void **state)
{
    struct document *document = make("pt.");
    struct crier_cursor cursor = { .size = sizeof(cursor) - 8 };

    (void)state;
    assert_false(cursor_next(document, &cursor));
    assert_int_equal(cursor.block, 0);
    document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks),
        cmocka_unit_test(what_a_cursor_shows),
        cmocka_unit_test(a_cursor_of_another_size_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
