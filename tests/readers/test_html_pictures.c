/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text in place of a picture is its caption when nobody wrote one. */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#include <string.h>

#define FIRST                                                                                      \
    "The keepers of the Odell lighthouse met on Monday, and they agreed that the lamp will burn "  \
    "through the winter, as it has for a century."
#define SECOND                                                                                     \
    "Marta Quill, who has kept the stairs clean since she was nine, said that nobody had asked "   \
    "her, but that she would gladly stay on."
#define ALT "Two keepers oil the lamp"
#define IMG "<img src=a.jpg alt=\"" ALT "\">"
#define PAGE(inner)                                                                                \
    "<title>Lamp of Odell to burn on</title><p>" FIRST "</p>" inner "<p>" SECOND "</p>"
#define TITLE       "title: Lamp of Odell to burn on\n\n"
#define BARE        TITLE "paragraph: " FIRST "\nparagraph: " SECOND "\n"
#define WITH(text)  TITLE "paragraph: " FIRST "\ncaption: " text "\nparagraph: " SECOND "\n"
#define FIGURE(alt) PAGE("<figure><img src=a.jpg alt=\"" alt "\"></figure>")

static const struct {
    int line;
    const char *page, *printed;
} cases[] = {
    { __LINE__, PAGE("<figure>" IMG "</figure>"), WITH(ALT) },
    { __LINE__, PAGE("<figure><a href=x><picture>" IMG "</picture></a></figure>"), WITH(ALT) },
    { __LINE__, PAGE("<div><figure><img src=b.jpg alt=\"\">" IMG "</figure></div>"), WITH(ALT) },
    { __LINE__, PAGE("<figure>" IMG "</figure><figure>" IMG "</figure>"), WITH(ALT) },
    { __LINE__, FIGURE("Two &amp; two make four"), WITH("Two & two make four") },
    { __LINE__, PAGE("<figure><img alt='Keepers of Odell, all \"three\" of them'></figure>"),
      WITH("Keepers of Odell, all \"three\" of them") },
    { __LINE__, PAGE("<figure><img width=800 height=600 alt=\"" ALT "\"></figure>"), WITH(ALT) },
    { __LINE__, PAGE("<figure>" IMG "<span class=credit>Photo: Lee Ortiz</span></figure>"),
      TITLE "paragraph: " FIRST "\ncaption: " ALT "\ncredit: Photo: Lee Ortiz\nparagraph: " SECOND
            "\n" },
    /* a caption is there */
    { __LINE__, PAGE("<figure>" IMG "<figcaption>At the lamp.</figcaption></figure>"),
      WITH("At the lamp.") },
    { __LINE__, PAGE("<figure>" IMG "<div>At the lamp.</div></figure>"), WITH("At the lamp.") },
    { __LINE__, PAGE("<figure>" IMG "<figcaption></figcaption></figure>"), BARE },
    /* the text says nothing */
    { __LINE__, PAGE("<figure><img src=a.jpg></figure>"), BARE },
    { __LINE__, FIGURE(""), BARE },
    { __LINE__, FIGURE("The lamp"), BARE },
    { __LINE__, FIGURE("two keepers lamp.JPG"), BARE },
    { __LINE__, FIGURE("IMG_2031 copy 2"), BARE },
    { __LINE__, FIGURE("Lamp of Odell to burn on"), BARE },
    { __LINE__, FIGURE("lamp of ODELL to burn on!"), BARE },
    { __LINE__, FIGURE(SECOND), BARE },
    /* no picture of the story */
    { __LINE__, PAGE(IMG), BARE },
    { __LINE__, PAGE("<figure class=site-logo>" IMG "</figure>"), BARE },
    { __LINE__, PAGE("<figure><span class=Avatar>" IMG "</span></figure>"), BARE },
    { __LINE__, PAGE("<figure><img width=24 alt=\"" ALT "\"></figure>"), BARE },
    { __LINE__, PAGE("<figure><img width=96 height=96 alt=\"" ALT "\"></figure>"), BARE },
    { __LINE__, PAGE("<figure hidden>" IMG "</figure>"), BARE },
    { __LINE__, PAGE("<div class=related><figure>" IMG "</figure></div>"), BARE },
    { __LINE__, PAGE("<a href=x><figure>" IMG "</figure></a>"), BARE },
    { __LINE__, PAGE("<ul><li><figure>" IMG "</figure>One of the three<li>two of them</ul>"),
      TITLE "paragraph: " FIRST "\nlist\n  list item: One of the three\n  list item: two of them\n"
            "paragraph: " SECOND "\n" },
};

static void texts_of_pictures_are_captions(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *page = cases[i].page;
        g_autofree char *got = printed(&crier_plugin_html, "a.html", page, strlen(page), 0);

        if (strcmp(got, cases[i].printed) != 0)
            fail_msg("line %d: got\n%s\nwanted\n%s", cases[i].line, got, cases[i].printed);
    }
}

/* `head` and `what` so many times within an article: what must be read, and no fault. */
static const struct {
    int line;
    const char *head, *what;
    unsigned times;
} floods[] = {
    { __LINE__, "", "<figure>" IMG, 2000 },
    { __LINE__, "", "<figure>" IMG "</figure>", 20000 },
    { __LINE__, "<figure>", "<img alt='one two three'>", 50000 },
    { __LINE__, "", "<figure><img alt='a b c\xff&#0;&nosuch;&amp", 1 },
    { __LINE__, "", "<figure><img alt=a&nbsp;b&nbsp;c>", 3 },
    {
        __LINE__,
        "<figure><img alt=\"",
        "word ",
        300,
    },
};

static void floods_of_pictures_are_survived(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        GString *page = g_string_new("<p>" FIRST "</p><p>" SECOND "</p>");
        g_autofree char *got = NULL;

        g_string_append(page, floods[i].head);
        for (unsigned n = 0; n < floods[i].times; n++)
            g_string_append(page, floods[i].what);
        got = printed(&crier_plugin_html, "a.html", page->str, page->len, 1);
        if (!strstr(got, FIRST) || strstr(got, "FAULT:"))
            fail_msg("line %d: got\n%.2000s", floods[i].line, got);
        g_string_free(page, TRUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_pictures_are_captions),
        cmocka_unit_test(floods_of_pictures_are_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
