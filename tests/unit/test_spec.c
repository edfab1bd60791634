/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The specifications of spoken forms: in each file of tests/spec/LANGUAGE prose says why,
 * and every line with a bar is an example that must hold: written | spoken. Where the sound
 * is chosen by the word's neighbours or a lexicon, the phonemes stand in brackets.
 */
#include "core/language/normaliser.h"
#include "core/language/pronouncer.h"

#include "tests/support/cmocka.h"

#define FOLDER "tests/spec"

struct spec {
    struct normaliser *normaliser;
    struct pronouncer *pronouncer; /* used where `pronounced` */
    gboolean pronounced;
    struct spoken_form form;
    unsigned examples, failures;
};

static char *spoken(struct spec *spec, const char *written)
{
    g_autoptr(GString) said = g_string_new(NULL);
    uint32_t size = (uint32_t)strlen(written);

    normaliser_speak(spec->normaliser, written, size, &spec->form);
    if (!spec->pronounced)
        return g_strdup(spec->form.text->str);
    pronouncer_apply(spec->pronouncer, written, size, &spec->form);
    for (guint i = 0; i < spec->form.words->len; i++) {
        const struct spoken_word *word = &g_array_index(spec->form.words, struct spoken_word, i);
        gboolean own = word->phonemes.to > word->phonemes.from;
        struct span span = own ? word->phonemes : word->spoken;

        g_string_append_printf(
            said, "%s%s%.*s%s", i > 0 ? " " : "", own ? "[[" : "", (int)(span.to - span.from),
            (own ? spec->form.phonemes : spec->form.text)->str + span.from, own ? "]]" : "");
    }
    return g_string_free(g_steal_pointer(&said), FALSE);
}

static void check(struct spec *spec, const char *file, unsigned line, const char *text)
{
    g_auto(GStrv) pair = g_strsplit(text, " | ", 2);
    g_autofree char *got = NULL;

    if (g_strv_length(pair) != 2)
        return;
    g_strstrip(pair[0]);
    g_strstrip(pair[1]);
    got = spoken(spec, pair[0]);
    spec->examples++;
    if (strcmp(got, pair[1]) == 0)
        return;
    spec->failures++;
    print_error("%s:%u: %s\n  wanted: %s\n  spoken: %s\n", file, line, pair[0], pair[1], got);
}

static void check_file(struct spec *spec, const char *path)
{
    g_autofree char *content = NULL;
    g_auto(GStrv) lines = NULL;

    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    lines = g_strsplit(content, "\n", -1);
    for (unsigned i = 0; lines[i]; i++)
        check(spec, path, i + 1, lines[i]);
}

static void check_language(const char *language, unsigned least)
{
    g_autofree char *folder = g_build_filename(FOLDER, language, NULL);
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    struct spec spec = { .normaliser = normaliser_new(language),
                         .pronouncer = pronouncer_new(language) };
    const char *name;

    assert_non_null(files);
    spoken_form_init(&spec.form);
    while ((name = g_dir_read_name(files))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        spec.pronounced = strcmp(name, "homographs.txt") == 0 || strcmp(name, "names.txt") == 0;
        check_file(&spec, path);
    }
    spoken_form_clear(&spec.form);
    normaliser_free(spec.normaliser);
    pronouncer_free(spec.pronouncer);
    /* A folder that lost its examples must not pass. */
    assert_true(spec.examples >= least);
    assert_int_equal(spec.failures, 0);
}

static void english_is_spoken_as_specified(void **state)
{
    (void)state;
    check_language("en", 300);
}

static void spanish_is_spoken_as_specified(void **state)
{
    (void)state;
    check_language("es", 90);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_spoken_as_specified),
        cmocka_unit_test(spanish_is_spoken_as_specified),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
