/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's host: parts inside of sources, charsets, places. */
#include "core/base/limits.h"
#include "core/document/print.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"

#include <string.h>

/* A container: "BOX:" and the part inside; "END:" and plain words; "FAR:" and a place
 * that is none. */
static crier_status read_box(const struct crier_reader_host *host,
                             const struct crier_source *source)
{
    struct crier_source part = *source;
    struct crier_text text;

    if (crier_starts(source, CRIER_LIT("BOX:"))) {
        part.bytes += 4;
        part.length -= 4;
        return host->read_part(host, &part);
    }
    if (host->decode(host, source, "windows-1252", &text) != CRIER_OK || text.size < 4)
        return CRIER_UNREADABLE;
    if (crier_starts(source, CRIER_LIT("FAR:")))
        return crier_add(host, CRIER_ROLE_PARAGRAPH, "far", 3, text.size);
    host->note(host, CRIER_NOTE_INFO, 0, "end");
    return crier_add(host, CRIER_ROLE_PARAGRAPH, text.data + 4, text.size - 4, 4);
}

static int32_t probe_box(const struct crier_source *source)
{
    return crier_starts(source, CRIER_LIT("BOX:")) || crier_starts(source, CRIER_LIT("END:")) ||
                   crier_starts(source, CRIER_LIT("FAR:"))
               ? 100
               : 0;
}

static const struct crier_reader box = {
    CRIER_READER_HEAD("box", "parts in parts"),
    .probe = probe_box,
    .read = read_box,
};

static void parts_reach_the_reader_that_fits(void **state)
{
    static const struct {
        int line;
        unsigned boxes;
        const char *inside;
        crier_status status;
        const char *print; /* of the document */
    } cases[] = {
        { __LINE__, 0, "END:Caf\xe9 words", CRIER_OK, "paragraph: Caf\xc3\xa9 words" },
        { __LINE__, 1, "END:Caf\xe9 words", CRIER_OK, "paragraph: Caf\xc3\xa9 words" },
        { __LINE__, LIMIT_PART_DEPTH, "END:deep", CRIER_OK, "paragraph: deep" },
        { __LINE__, LIMIT_PART_DEPTH + 1, "END:deep", CRIER_LIMIT, "" },
        { __LINE__, 1, "Plain words of another reader.", CRIER_OK,
          "paragraph: Plain words of another reader." },
        { __LINE__, 1, "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f", CRIER_DECLINED, "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) source = g_string_new(NULL);
        g_autoptr(GString) print = g_string_new(NULL);
        struct direct direct;

        for (unsigned n = 0; n < cases[i].boxes; n++)
            g_string_append(source, "BOX:");
        g_string_append(source, cases[i].inside);
        direct = direct_read(&box, "a", source->str, source->len);
        document_print(direct.document, print);
        assert_int_at(cases[i].line, direct.status, cases[i].status);
        assert_int_at(cases[i].line, direct.built, CRIER_OK);
        if (*cases[i].print)
            assert_int_at(cases[i].line, strstr(print->str, cases[i].print) != NULL, 1);
        direct_clear(&direct);
    }
}

/* Inside of a part a place means nothing; in the source itself it is checked. */
static void a_place_beyond_the_source_is_refused(void **state)
{
    struct direct direct = direct_read(&box, "a", "FAR:", 4);

    (void)state;
    assert_int_equal(direct.built, CRIER_BAD_CALL);
    direct_clear(&direct);
    direct = direct_read(&box, "a", "BOX:FAR:", 8);
    assert_int_equal(direct.built, CRIER_OK);
    direct_clear(&direct);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_reach_the_reader_that_fits),
        cmocka_unit_test(a_place_beyond_the_source_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
