/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose words are these: marks in pairs, nested, unclosed, and apostrophes. */
#include "core/language/quotations.h"

#include "tests/support/cmocka.h"

#include <string.h>

struct check {
    int line;
    const char *text;
    /* The text again: ( ) around a quotation, { } around one inside it, < > around an
     * editor's words, [ ] never; a quotation that goes on behind ends in an ellipsis sign +. */
    const char *marked;
};

static const struct check checks[] = {
    { __LINE__, "“We won,” she said.", "(“We won,”) she said." },
    { __LINE__, "\"We won,\" she said.", "(\"We won,\") she said." },
    { __LINE__, "She said, \"We won.\"", "She said, (\"We won.\")" },
    { __LINE__, "“One,” “two.”", "(“One,”) (“two.”)" },
    { __LINE__, "\"One\"—\"two\"", "(\"One\")—(\"two\")" },
    { __LINE__, "“She told us ‘no deal,’ and left,” he said.",
      "(“She told us {‘no deal,’} and left,”) he said." },
    { __LINE__, "“She told us ‘no deal’”", "(“She told us {‘no deal’}”)" },
    { __LINE__, "\"It was 'no deal' again\"", "(\"It was {'no deal'} again\")" },
    { __LINE__, "‘We won,’ she said.", "(‘We won,’) she said." },
    { __LINE__, "‘The workers’ hall is open,’ she said.",
      "(‘The workers’ hall is open,’) she said." },
    /* goes on in the next paragraph */
    { __LINE__, "“We won. We will again.", "(“We won. We will again.+" },
    { __LINE__, "She said: “We won.", "She said: (“We won.+" },
    { __LINE__, "\"We won. We will again.", "(\"We won. We will again.+" },
    /* an editor's words, and the same without a quotation */
    { __LINE__, "“They [the company] lost,” he said.", "(“They <[the company]> lost,”) he said." },
    { __LINE__, "A vote [see below] passed.", "A vote <[see below]> passed." },
    { __LINE__, "A bracket [ alone", "A bracket [ alone" },
    /* other languages */
    { __LINE__, "Er sagte: „Wir haben gewonnen.“", "Er sagte: („Wir haben gewonnen.“)" },
    { __LINE__, "Dijo: «Ganamos».", "Dijo: («Ganamos»)." },
    { __LINE__, "彼は「はい」と言った", "彼は(「はい」)と言った" },
    /* no quotations */
    { __LINE__, "The workers’ hall and the ’90s", "The workers’ hall and the ’90s" },
    { __LINE__, "The '90s weren't the workers' best", "The '90s weren't the workers' best" },
    { __LINE__, "a 12\" pipe, 6'2\" tall", "a 12\" pipe, 6'2\" tall" },
    { __LINE__, "rock 'n' roll", "rock 'n' roll" },
    { __LINE__, "‘tis the season", "‘tis the season" },
    { __LINE__, "He left a \" behind", "He left a \" behind" },
    { __LINE__, "", "" },
    { __LINE__, "”", "”" },
};

static void mark(GString *out, const GArray *found, uint32_t at)
{
    static const char *const signs = "<>(){}";

    for (guint i = found->len; i-- > 0;) {
        const struct quotation *q = &g_array_index(found, struct quotation, i);

        if (q->to == at && q->to > q->from)
            g_string_append_c(out, q->ends ? signs[2 * q->depth + 1] : '+');
    }
    for (guint i = 0; i < found->len; i++) {
        const struct quotation *q = &g_array_index(found, struct quotation, i);

        if (q->from == at)
            g_string_append_c(out, signs[2 * q->depth]);
    }
}

static void every_pair_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct quotation));
        g_autoptr(GString) out = g_string_new(NULL);
        uint32_t size = (uint32_t)strlen(checks[i].text);

        quotations_find(checks[i].text, size, found);
        for (uint32_t at = 0; at < size; at++) {
            mark(out, found, at);
            g_string_append_c(out, checks[i].text[at]);
        }
        mark(out, found, size);
        assert_string_at(checks[i].line, out->str, checks[i].marked);
    }
}

static void depth_is_that_of_the_innermost(void **state)
{
    static const char text[] = "a “b ‘c,’ [d] e” f";
    static const struct {
        int line;
        char letter;
        unsigned depth;
    } letters[] = {
        { __LINE__, 'a', 0 }, { __LINE__, 'b', 1 }, { __LINE__, 'c', 2 },
        { __LINE__, 'd', 0 }, { __LINE__, 'e', 1 }, { __LINE__, 'f', 0 },
    };
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct quotation));

    (void)state;
    quotations_find(text, sizeof(text) - 1, found);
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
        assert_int_at(letters[i].line,
                      quotations_depth((const struct quotation *)(void *)found->data, found->len,
                                       (uint32_t)(strchr(text, letters[i].letter) - text)),
                      letters[i].depth);
}

/* However many marks there are, what is found stays within the text and in order. */
static void floods_of_marks_are_harmless(void **state)
{
    static const char *const marks[] = { "“", "”", "\"", "‘", "’ ", " '", "[", "“‘", "a\" \"b" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct quotation));
        uint32_t last = 0;

        for (int k = 0; k < 5000; k++)
            g_string_append(text, marks[i]);
        quotations_find(text->str, (uint32_t)text->len, found);
        for (guint k = 0; k < found->len; k++) {
            const struct quotation *q = &g_array_index(found, struct quotation, k);

            assert_true(q->from >= last && q->from < q->to && q->to <= text->len);
            assert_true(q->depth <= QUOTATION_DEPTH);
            last = q->from;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_is_found),
        cmocka_unit_test(depth_is_that_of_the_innermost),
        cmocka_unit_test(floods_of_marks_are_harmless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
