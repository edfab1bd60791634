/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a PBX, whole and byte by byte, right and hostile. */
#include "core/phone/agi_wire.h"

#include "tests/support/cmocka.h"

#include <string.h>

static const char letters[] = { 'n', 'v', 'r', 'a', 'h', 'w' };

/* What is found, a letter each; `step` bytes at once. */
static char *walk(struct agi_wire *wire, const char *bytes, gsize size, gsize step)
{
    GString *found = g_string_new(NULL);

    for (gsize at = 0; at < size;) {
        gsize used = 0;
        enum agi_found item = agi_wire_feed(wire, bytes + at, MIN(step, size - at), &used);

        at += used;
        if (item != AGI_NOTHING)
            g_string_append_c(found, letters[item]);
        if (item == AGI_WRONG)
            break;
        assert_true(used > 0);
    }
    return g_string_free(found, FALSE);
}

#define HEAD "agi_network: yes\nagi_callerid: 5551234\n\n"

static const struct {
    int line;
    const char *bytes, *found;
    guint code;
    gint64 result, endpos;
    const char *text;
} checks[] = {
    { __LINE__, HEAD, "vvr", 0, 0, 0, "" },
    { __LINE__, "\n200 result=0\n", "ra", 200, 0, -1, "" },
    { __LINE__, "\n200 result=-1 endpos=0\n", "ra", 200, -1, 0, "" },
    { __LINE__, "\n200 result=35 endpos=12345\n", "ra", 200, 35, 12345, "" },
    { __LINE__, "\r\n200 result=49 endpos=9\r\n", "ra", 200, 49, 9, "" },
    { __LINE__, "\n200 result=1 (timeout) endpos=77\n", "ra", 200, 1, 77, "timeout" },
    { __LINE__, "\n200 result=1 (a) b endpos=4)\n", "ra", 200, 1, -1, "a) b endpos=4" },
    { __LINE__, "\n200 result=1 ()\n", "ra", 200, 1, -1, "" },
    { __LINE__, "\n200 result=1 endpos=-9\n", "ra", 200, 1, -1, "" },
    { __LINE__, "\n200 result=1 endpos=x\n", "ra", 200, 1, -1, "" },
    { __LINE__, "\n510 Invalid or unknown command\n", "ra", 510, 0, -1, "" },
    { __LINE__, "\n511 Command Not Permitted on a dead channel\n", "ra", 511, 0, -1, "" },
    { __LINE__, "\n520-Invalid\nUsage: X\n200 result=1\n520 End\n", "ra", 520, 0, -1, "" },
    { __LINE__, "\n520 Invalid command syntax.\n", "ra", 520, 0, -1, "" },
    { __LINE__, "\n520-Invalid\nHANGUP\n520 End\nHANGUP\n", "rah", 520, 0, -1, "" },
    { __LINE__, "\n100 Trying\n200 result=5\n", "ra", 200, 5, -1, "" },
    { __LINE__, "\nHANGUP\n200 result=-1\n", "rha", 200, -1, -1, "" },
    { __LINE__, "\n200 result=-1\nHANGUP\n511 no\n", "raha", 511, 0, -1, "" },
    { __LINE__, "GET / HTTP/1.1\n", "w", 0, 0, 0, "" },
    { __LINE__, "agi_nocolon\n", "w", 0, 0, 0, "" },
    { __LINE__, "agi: 5\n", "w", 0, 0, 0, "" },
    { __LINE__, "\nhello\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n20\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n2000 result=1\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n200\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n200 result=\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n200 result=5x\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n200-result=5\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\nHANGUP now\n", "rw", 0, 0, 0, "" },
    { __LINE__, "\n200 result=1", "r", 0, 0, 0, "" },
};

static void test_lines(void **state)
{
    static const gsize steps[] = { 1, 2, 3, 7, 8192 };

    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(checks); i++)
        for (gsize s = 0; s < G_N_ELEMENTS(steps); s++) {
            struct agi_wire *wire = agi_wire_new();
            g_autofree char *found = walk(wire, checks[i].bytes, strlen(checks[i].bytes), steps[s]);
            const struct agi_answer *answer = agi_wire_answer(wire);

            if (strcmp(found, checks[i].found) != 0)
                fail_msg("line %d, %u bytes at once: %s", checks[i].line, (guint)steps[s], found);
            if (checks[i].code &&
                (answer->code != checks[i].code || answer->result != checks[i].result ||
                 answer->endpos != checks[i].endpos || strcmp(answer->text, checks[i].text) != 0))
                fail_msg("line %d: another answer", checks[i].line);
            agi_wire_free(wire);
        }
}

static void test_variables(void **state)
{
    static const char bytes[] = "agi_network_script: news?line=1\nagi_callerid: \"A\" <5: 5>\n"
                                "agi_callerid: second\nagi_arg_1:none\nagi_dnid: \n\n";
    struct agi_wire *wire = agi_wire_new();
    g_autofree char *found = walk(wire, bytes, strlen(bytes), 5);

    (void)state;
    assert_string_equal(found, "vvvvvr");
    assert_string_equal(agi_wire_variable(wire, "network_script"), "news?line=1");
    assert_string_equal(agi_wire_variable(wire, "callerid"), "\"A\" <5: 5>");
    assert_string_equal(agi_wire_variable(wire, "arg_1"), "none");
    assert_string_equal(agi_wire_variable(wire, "dnid"), "");
    assert_null(agi_wire_variable(wire, "rdnis"));
    agi_wire_free(wire);
}

/* `count` times `unit` after `head`: whether the wire goes on. */
static gboolean bears(const char *head, const char *unit, guint count, const char *tail)
{
    g_autoptr(GString) bytes = g_string_new(head);
    struct agi_wire *wire = agi_wire_new();
    g_autofree char *found = NULL;

    for (guint i = 0; i < count; i++)
        g_string_append(bytes, unit);
    g_string_append(bytes, tail);
    found = walk(wire, bytes->str, bytes->len, 1000);
    agi_wire_free(wire);
    return strchr(found, 'w') == NULL;
}

static void test_limits(void **state)
{
    struct agi_wire *wire = agi_wire_new();
    gsize used;

    (void)state;
    assert_true(bears("agi_a: ", "x", AGI_LINE_MOST - 7, "\n\n"));
    assert_false(bears("agi_a: ", "x", AGI_LINE_MOST - 6, "\n\n"));
    assert_false(bears("agi_a: ", "x", 100000, ""));
    assert_true(bears("", "agi_a: 1\n", AGI_VARIABLES_MOST, "\n"));
    assert_false(bears("", "agi_a: 1\n", AGI_VARIABLES_MOST + 1, "\n"));
    assert_true(bears("\n520-Usage\n", "x\n", 200, "520 End\n"));
    assert_false(bears("\n520-Usage\n", "x\n", 201, "520 End\n"));

    assert_int_equal(agi_wire_feed(wire, "agi_a: \0\n", 9, &used), AGI_WRONG);
    assert_int_equal(agi_wire_feed(wire, "\n", 1, &used), AGI_WRONG);
    agi_wire_free(wire);
}

static void test_commands(void **state)
{
    const char *const stream[] = { "a b/\"c\"\\d", "", "0", NULL };
    const char *const broken[] = { "a", "b\nHANGUP", NULL };
    const char *const returned[] = { "b\r", NULL };
    g_autofree char *much = g_strnfill(AGI_COMMAND_MOST, '"');
    const char *const huge[] = { much, NULL };
    g_autoptr(GString) out = g_string_new("");

    (void)state;
    assert_true(agi_command(out, "CHANNEL STATUS", NULL));
    assert_true(agi_command(out, "STREAM FILE", stream));
    assert_false(agi_command(out, "STREAM FILE", broken));
    assert_false(agi_command(out, "STREAM FILE", returned));
    assert_false(agi_command(out, "STREAM FILE", huge));
    assert_false(agi_command(out, "A\nB", NULL));
    assert_string_equal(out->str,
                        "CHANNEL STATUS\nSTREAM FILE \"a b/\\\"c\\\"\\\\d\" \"\" \"0\"\n");
}

/* Any byte anywhere: nothing but an end. */
static void test_noise(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    static const char common[] = "agi_:\n\n 200 result=-(1)520-HANGUP\r\n";

    (void)state;
    for (guint round = 0; round < 20000; round++) {
        char bytes[120];
        const gsize size = (gsize)g_rand_int_range(rand, 1, sizeof(bytes));
        struct agi_wire *wire = agi_wire_new();

        for (gsize i = 0; i < size; i++)
            bytes[i] = g_rand_int_range(rand, 0, 50) == 0
                           ? (char)g_rand_int_range(rand, 0, 256)
                           : common[g_rand_int_range(rand, 0, sizeof(common) - 1)];
        g_free(walk(wire, bytes, size, (gsize)g_rand_int_range(rand, 1, 9)));
        agi_wire_free(wire);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),  cmocka_unit_test(test_variables),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_commands),
        cmocka_unit_test(test_noise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
