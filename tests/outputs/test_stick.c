/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is copied onto a stick: the book, the tracks, the playlist, the page of plain words. */
#include "core/base/error.h"
#include "tests/support/book.h"
#include "tests/support/cmocka.h"
#include "tests/support/daisy_check.h"
#include "tests/support/gazette.h"

#include <glib/gstdio.h>
#include <stdio.h>

extern const struct crier_output crier_plugin_stick;

static char *page_of(const struct book_made *made, const char *name)
{
    g_autofree char *path = g_build_filename(made->folder, name, NULL);
    char *bytes = NULL;

    assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    return bytes;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *names_in(const char *top, const char *folder)
{
    g_autofree char *path = g_build_filename(top, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    return names;
}

static void assert_fat_name(const char *name)
{
    assert_true(g_utf8_validate(name, -1, NULL));
    assert_true(g_utf8_strlen(name, -1) <= 64);
    assert_null(strpbrk(name, "<>:\"/\\|?*"));
    for (const char *at = name; *at; at++)
        assert_true((unsigned char)*at >= 0x20 && *at != 0x7F);
    assert_true(g_str_has_suffix(name, ".mp3"));
    assert_null(strchr(" .", name[strlen(name) - 5]));
}

static void a_stick_has_a_book_tracks_and_a_playlist(void **state)
{
    const struct book_made *made = *state;
    g_autoptr(GError) error = NULL;
    g_autofree char *book = g_build_filename(made->folder, "DAISY", NULL);
    g_autofree char *list = NULL, *readme = NULL;
    g_autoptr(GPtrArray) names = NULL;

    if (!book_run(&crier_plugin_stick, made->folder, made->media, &gazette, &error))
        fail_msg("%s", error->message);
    daisy_found_free(daisy_check(book, book_audio_ms));
    names = names_in(made->folder, "MP3");
    assert_int_equal(names->len, 5);
    list = page_of(made, "MP3/000 Playlist.m3u8");
    assert_true(g_str_has_prefix(list, "#EXTM3U\r\n#PLAYLIST:The Lockport Gazette, aloud\r\n"));
    for (guint i = 1; i < names->len; i++) {
        assert_fat_name(names->pdata[i]);
        assert_non_null(strstr(list, names->pdata[i]));
        assert_true(i == 1 || strstr(list, names->pdata[i - 1]) < strstr(list, names->pdata[i]));
    }
    assert_string_equal(names->pdata[2], "002 Lock keepers win a raise.mp3");
    assert_non_null(strstr(list, ",Lock keepers win a raise\r\n002 Lock keepers"));
    readme = page_of(made, "README.txt");
    assert_non_null(strstr(readme, "The Lockport Gazette, aloud, 2026-11-20\r\n"));
    assert_non_null(strstr(readme, "Articles: 4\r\n"));
}

static void names_of_tracks_fit_every_stick(void **state)
{
    static const struct {
        int line;
        const char *title, *name;
    } cases[] = {
        { __LINE__, "CON", "001 CON.mp3" },
        { __LINE__, "Wages: up, or down?", "001 Wages- up, or down.mp3" },
        { __LINE__, "And so on...", "001 And so on.mp3" },
        { __LINE__, "../../etc/passwd", "001 .. .. etc passwd.mp3" },
        { __LINE__, "a\\b|c<d>e*f\"g\"", "001 a b-c d ef'g'.mp3" },
        { __LINE__, "Zuñiga’s café – 5 €", "001 Zuñiga’s café – 5 €.mp3" },
        { __LINE__, "\xF0\x9F\x9A\xA2 Ahoy \xF0\x9F\x9A\xA2", "001 Ahoy.mp3" },
        { __LINE__, "\xF0\x9F\x9A\xA2", "001.mp3" },
        { __LINE__,
          "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
          "漢字漢字漢字漢字漢字漢字漢字漢字漢字",
          "001 "
          "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
          "漢字漢字漢字漢字漢字漢字.mp3" },
        { __LINE__, "The council of the four towns votes on the ferry timetable, again and again",
          "001 The council of the four towns votes on the ferry.mp3" },
        { __LINE__,
          "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
          "001 Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau.mp3" },
    };
    const struct book_made *made = *state;

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct book_line lines[] = { { 1, CRIER_ROLE_HEADLINE, 0, cases[i].title, NULL },
                                           { 0, 0, 0, NULL, NULL } };
        g_autofree char *id = g_strdup_printf("a%zu", i);
        const struct book_article article = { .id = id, .lines = lines };
        const struct book book = { gazette_meta, GAZETTE_META, &article, 1, NULL, 0 };
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) names = NULL;

        if (!book_run(&crier_plugin_stick, made->folder, made->media, &book, &error))
            fail_msg("%s", error->message);
        names = names_in(made->folder, "MP3");
        assert_fat_name(names->pdata[1]);
        assert_string_at(cases[i].line, names->pdata[1], cases[i].name);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_set_up, book_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stick_has_a_book_tracks_and_a_playlist),
        TEST(names_of_tracks_fit_every_stick),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
