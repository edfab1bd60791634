/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page itself calls fit to be read aloud is read, whatever its words look like. */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#include <string.h>

#define FIRST                                                                                      \
    "<p>The keepers of the Odell lighthouse met on Monday, and they agreed that the lamp "         \
    "will burn through the winter, as it has for a century.</p>"
#define SECOND                                                                                     \
    "<p>Marta Quill, who has kept the stairs clean since she was nine, said that nobody "          \
    "had asked her, but that she would gladly stay on.</p>"
#define THIRD                                                                                      \
    "<p>The harbor board, which pays for the oil, will hear the keepers again in May, when "       \
    "the repairs of the pier are done and counted.</p>"

/* Words that would be left out. */
#define TEASER "Read more about the lamp and those who keep it."
#define PAGE(of_teaser, before, after)                                                             \
    before "<article id=a>" FIRST SECOND "<div class=box><p " of_teaser ">" TEASER                 \
           "</p></div>" THIRD "</article>" after
#define LINKED(speakable)                                                                          \
    "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"speakable\": " speakable  \
    "}</script>"
#define CSS(selectors)                                                                             \
    LINKED("{\"@type\": \"SpeakableSpecification\", \"cssSelector\": " selectors "}")
#define XPATH(selectors) LINKED("{\"@type\": \"SpeakableSpecification\", \"xpath\": " selectors "}")

enum { DROPPED, READ };

static const struct {
    int line, read;
    const char *page;
} cases[] = {
    { __LINE__, DROPPED, PAGE("class=lead", "", "") },
    /* where the selectors stand */
    { __LINE__, READ, PAGE("class=lead", CSS("[\".headline\", \".lead\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", CSS("\".lead\""), "") },
    { __LINE__, READ, PAGE("class=lead", "", CSS("\".lead\"")) },
    { __LINE__, READ, PAGE("class=lead", LINKED("[\".headline\", \".lead\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", LINKED("\".lead\""), "") },
    { __LINE__, READ, PAGE("class=lead", LINKED("[{\"cssSelector\": \".lead\"}]"), "") },
    { __LINE__, READ, PAGE("itemprop=speakable", "", "") },
    { __LINE__, READ,
      PAGE("class=lead",
           "<div itemprop=speakable itemscope itemtype=\"https://schema.org/"
           "SpeakableSpecification\"><meta itemprop=cssSelector content=\".lead\"></div>",
           "") },
    { __LINE__, READ,
      PAGE("class=lead",
           "<div itemprop=speakable itemscope><meta itemprop=xpath "
           "content=\"//p[@class='lead']\"></div>",
           "") },
    { __LINE__, DROPPED, /* what is behind a paywall */
      PAGE("class=lead",
           "<div itemprop=hasPart itemscope itemtype=\"https://schema.org/WebPageElement\">"
           "<meta itemprop=cssSelector content=\".lead\"></div>",
           "") },
    /* simple selectors */
    { __LINE__, READ, PAGE("id=top", CSS("[\"#top\"]"), "") },
    { __LINE__, DROPPED, PAGE("id=top", CSS("[\"#Top\"]"), "") },
    { __LINE__, READ, PAGE("class='x lead y'", CSS("[\"p.lead\"]"), "") },
    { __LINE__, READ, PAGE("class='x lead y'", CSS("[\"P.x.y\"]"), "") },
    { __LINE__, DROPPED, PAGE("class='x leading y'", CSS("[\"p.lead\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\"h2.lead\"]"), "") },
    { __LINE__, READ, PAGE("data-speakable", CSS("[\"[data-speakable]\"]"), "") },
    { __LINE__, READ, PAGE("data-type=lead", CSS("[\"p[data-type=lead]\"]"), "") },
    { __LINE__, READ, PAGE("data-type='a, b'", CSS("[\"h2, [data-type='a, b']\"]"), "") },
    { __LINE__, READ, PAGE("data-type=lead", CSS("[\"[ data-type = 'lead' ]\"]"), "") },
    { __LINE__, DROPPED, PAGE("data-type=leads", CSS("[\"[data-type=lead]\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", CSS("[\".box\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", CSS("[\"article .lead\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", CSS("[\"#a>.box > p\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\"article > .lead\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\".lead .box\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", CSS("[\" h1 ,.lead , h2\"]"), "") },
    { __LINE__, READ, PAGE("class=lead", CSS("[\"p:first-child\", \".lead\"]"), "") },
    /* paths */
    { __LINE__, READ, PAGE("id=top", XPATH("[\"/html/head/title\", \"//*[@id='top']\"]"), "") },
    { __LINE__, READ, PAGE("class='a b'", XPATH("\"//p[@class='a b']\""), "") },
    { __LINE__, DROPPED, PAGE("class='a b'", XPATH("\"//p[@class='b']\""), "") },
    { __LINE__, READ, PAGE("", XPATH("\"/html/body/article/div[1]/p\""), "") },
    { __LINE__, READ, PAGE("", XPATH("\"/html/body/article/div/p[1]\""), "") },
    { __LINE__, DROPPED, PAGE("", XPATH("\"/html/body/article/div[2]/p\""), "") },
    { __LINE__, DROPPED, PAGE("", XPATH("\"/html/body/div/p\""), "") },
    { __LINE__, DROPPED, PAGE("id=top", XPATH("\"//p[2]\""), "") },
    /* what says nothing */
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\"html\", \"body\", \"*\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\"p\", \"article\", \"#a\", \"#a p\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", "<main>" CSS("[\"main\"]"), "</main>") },
    { __LINE__, DROPPED, PAGE("class=lead", XPATH("[\"/html\", \"/html/body\", \"//*\"]"), "") },
    /* what is not understood */
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\".lead:first-child\", \"p + .lead\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\":not(.x, .lead, .y)\", \".lead >\"]"), "") },
    { __LINE__, DROPPED,
      PAGE("class=lead", CSS("[\".lead,\", \",.lead\", \"> .lead\", \"\"]"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\"[class=lead\", \"[class^=le]\", \".\"]"), "") },
    { __LINE__, DROPPED,
      PAGE("class=lead", CSS("[\"..lead\", \"#\", \"[]\", \"p[class='lead]\"]"), "") },
    { __LINE__, DROPPED,
      PAGE("class=lead", CSS("[[[\".lead\"]], {\"a\": \".lead\"}, 1, null]"), "") },
    { __LINE__, DROPPED,
      PAGE("class=lead", XPATH("[\"//p[@class='lead\", \"//p[\", \"//\", \"/\"]"), "") },
    { __LINE__, DROPPED,
      PAGE("class=lead", XPATH("[\"/p\", \"p\", \"//p[@class='lead']/text()\"]"), "") },
    { __LINE__, DROPPED,
      PAGE("", XPATH("[\"/html/body/article/div[0]\", \"/html/body/article/div[99999999999]\"]"),
           "") },
    { __LINE__, DROPPED, PAGE("class=lead", LINKED("{\"cssSelector\": [\".lea"), "") },
    { __LINE__, DROPPED, PAGE("class=lead", CSS("[\"a a a a a a a a a .lead\"]"), "") },
    /* other tests still hold */
    { __LINE__, DROPPED, PAGE("class=lead hidden", CSS("\".lead\""), "") },
};

static void what_is_speakable_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *page = cases[i].page;
        g_autofree char *got = printed(&crier_plugin_html, "a.html", page, strlen(page), 0);
        int read = strstr(got, "paragraph: " TEASER) != NULL;

        if (read != cases[i].read || !strstr(got, "pier are done"))
            fail_msg("line %d: got\n%s", cases[i].line, got);
    }
}

/* `what` so many times, between two texts, in a list of selectors; `then` is the last. */
static const struct {
    int line, read;
    const char *what;
    unsigned times;
    const char *then;
} floods[] = {
    { __LINE__, READ, "\"h6\",", 20, "\".lead\"" },
    { __LINE__, DROPPED, "\"h6\",", 5000, "\".lead\"" },
    { __LINE__, DROPPED, "\"p,p,p,p,p,p,p,p,p,p,p\",", 5000, "\".lead\"" },
    { __LINE__, READ, "\"* * * * * * * *\",", 20, "\".lead\"" },
    { __LINE__, READ, "[", 5000, "\".lead\"" },
    { __LINE__, READ, "\"h6:x\",", 50, "\".lead\"" },
};

static void floods_of_selectors_are_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        GString *page = g_string_new("<script type=\"application/ld+json\">{\"speakable\": [");
        g_autofree char *got = NULL;

        for (unsigned n = 0; n < floods[i].times; n++)
            g_string_append(page, floods[i].what);
        g_string_append_printf(page, "%s]}</script>%s", floods[i].then, PAGE("class=lead", "", ""));
        got = printed(&crier_plugin_html, "a.html", page->str, page->len, 1);
        if ((strstr(got, "paragraph: " TEASER) != NULL) != floods[i].read &&
            strcmp(floods[i].what, "[") != 0)
            fail_msg("line %d: got\n%.3000s", floods[i].line, got);
        g_string_free(page, TRUE);
    }
}

/* Deep and wide pages, with the dearest selectors. */
static const struct {
    int line;
    const char *what;
    unsigned times;
} pages[] = {
    { __LINE__, "<div>", 5000 },
    { __LINE__, "<li>", 60000 },
    { __LINE__, "<p class=\"a b c d e\">x", 60000 },
    { __LINE__, "<meta itemprop=cssSelector content=\".lead\">", 60000 },
};

static void large_pages_are_survived(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        GString *page =
            g_string_new(CSS("[\"* * * * * * * *\", \"[class] [class] [class]\"]")
                             XPATH("[\"/html/body/p[59999]\", \"/html/body/div/div[2]\"]"));
        g_autofree char *got = NULL;

        g_string_append(page, FIRST SECOND);
        for (unsigned n = 0; n < pages[i].times; n++)
            g_string_append(page, pages[i].what);
        g_string_append(page, THIRD);
        got = printed(&crier_plugin_html, "a.html", page->str, page->len, 1);
        if (!strstr(got, "pier are done"))
            fail_msg("line %d: got\n%.2000s", pages[i].line, got);
        g_string_free(page, TRUE);
    }
}

static void a_lead_above_the_article_is_its_summary(void **state)
{
    static const char page[] = "<title>Lamp of Odell to burn on</title>" CSS(
        "\".intro\"") "<header><h1>Lamp of Odell to burn on</h1><div><span>A</span></div><p "
                      "class=intro>Sign up "
                      "they did, and the lamp stays.</p></header><article>" FIRST SECOND THIRD
                      "</article>";
    g_autofree char *got = printed(&crier_plugin_html, "a.html", page, sizeof(page) - 1, 0);

    (void)state;
    if (!strstr(got, "summary: Sign up they did, and the lamp stays.\n"))
        fail_msg("got\n%s", got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_speakable_is_read),
        cmocka_unit_test(floods_of_selectors_are_bounded),
        cmocka_unit_test(large_pages_are_survived),
        cmocka_unit_test(a_lead_above_the_article_is_its_summary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
