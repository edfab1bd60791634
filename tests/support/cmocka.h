/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmocka with what it needs before it, and asserts that name a table's own line. */
#ifndef TESTS_SUPPORT_CMOCKA_H
#define TESTS_SUPPORT_CMOCKA_H

/* The order that cmocka asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* As assert_string_equal, but a failure names the line of the case in its table. */
#define assert_string_at(case_line, got, wanted)                                                   \
    do {                                                                                           \
        const char *got_ = (got);                                                                  \
        const char *wanted_ = (wanted);                                                            \
        if (strcmp(got_, wanted_) != 0)                                                            \
            fail_msg("case of line %d:\n  got    <%s>\n  wanted <%s>", (case_line), got_,          \
                     wanted_);                                                                     \
    } while (0)

#define assert_int_at(case_line, got, wanted)                                                      \
    do {                                                                                           \
        long long got_ = (long long)(got);                                                         \
        long long wanted_ = (long long)(wanted);                                                   \
        if (got_ != wanted_)                                                                       \
            fail_msg("case of line %d: got %lld, wanted %lld", (case_line), got_, wanted_);        \
    } while (0)

#endif
