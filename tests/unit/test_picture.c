/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes of pictures from their first bytes. */
#include "core/edition/picture.h"

#include "tests/support/cmocka.h"

#define BYTES(text) text, sizeof(text) - 1
#define PNG         "\x89PNG\r\n\x1a\n\0\0\0\15IHDR"
#define APP0        "\xff\xe0\0\6abcd"
#define SOF(kind)   "\xff" kind "\0\13\10\5\170\5\170"

static const struct {
    int line;
    const char *bytes;
    size_t size;
    const char *suffix; /* NULL: no picture */
    guint width, height;
    gboolean for_print;
} cases[] = {
    { __LINE__, BYTES(PNG "\0\0\5\170\0\0\13\270"), "png", 1400, 3000, FALSE },
    { __LINE__, BYTES(PNG "\377\377\377\377\0\0\0\0"), "png", G_MAXUINT32, 0, FALSE },
    { __LINE__, BYTES(PNG "\0\0\5\170\0\0\13"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\x89PNG\r\n\x1a\n\0\0\0\15IDAT\0\0\5\170\0\0\13\270"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\xff\xd8" SOF("\xc0") "\3"), "jpg", 1400, 1400, FALSE },
    { __LINE__, BYTES("\xff\xd8" APP0 SOF("\xc2") "\3"), "jpg", 1400, 1400, FALSE },
    { __LINE__, BYTES("\xff\xd8" APP0 "\xff\xff" SOF("\xc0") "\1"), "jpg", 1400, 1400, FALSE },
    { __LINE__, BYTES("\xff\xd8" SOF("\xc0") "\4"), "jpg", 1400, 1400, TRUE },
    { __LINE__, BYTES("\xff\xd8" SOF("\xc4") "\3 more than this"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\xff\xd8" SOF("\xc0")), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\xff\xd8\xff\xe0\0\1abcdefghijkl"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\xff\xd8\xff\xe0\377\377abcdefghijkl"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\xff\xd8\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), NULL, 0, 0,
      FALSE },
    { __LINE__, BYTES("GIF89a and so on, longer"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES("\xff\xd8\xff"), NULL, 0, 0, FALSE },
    { __LINE__, BYTES(""), NULL, 0, 0, FALSE },
};

static void measures(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        /* Of its own, so that a step beyond it is seen. */
        g_autofree guint8 *bytes = g_memdup2(cases[i].bytes, cases[i].size);
        struct picture picture;
        const gboolean ok = picture_measure(bytes, cases[i].size, &picture);

        assert_int_at(cases[i].line, ok, cases[i].suffix != NULL);
        if (!ok)
            continue;
        assert_string_at(cases[i].line, picture.suffix, cases[i].suffix);
        assert_int_at(cases[i].line, picture.width, cases[i].width);
        assert_int_at(cases[i].line, picture.height, cases[i].height);
        assert_int_at(cases[i].line, picture.for_print, cases[i].for_print);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(measures) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
