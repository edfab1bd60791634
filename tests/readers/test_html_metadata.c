/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says of its article, wherever it says it. */
#include "core/document/plain_text.h"

#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"

#include <string.h>

#define PRINTED(day) "<body><h1>Millers walk out</h1><p>Valley Post, " day "</p>" STORY
#define STORY                                                                                      \
    "<p>The millers of Port Ellery walked out at noon on Monday, and the whole of the valley "     \
    "could hear the whistle, said those who had waited for it.</p><p>Nobody went back before "     \
    "the week was over, and then only with a contract in their hands, they said.</p>"

/* `wanted`: lines of the metadata that must be there, parted by line breaks. */
struct page {
    int line;
    const char *html;
    const char *wanted;
};

static const struct page pages[] = {
    /* linked data before all else, its headline with the h1 */
    { __LINE__,
      "<html lang=en-GB><head><title>Millers walk out | Valley Post</title>"
      "<meta property=og:site_name content='Valley Post'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Millers walk "
      "out\",\"datePublished\":\"2026-11-20T08:00:00+01:00\",\"dateModified\":\"2026-11-21\","
      "\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Lee\"},{\"name\":\"Roy Dale\"}],"
      "\"articleSection\":\"Labor\",\"keywords\":[\"mills\",\"wages\"],\"url\":\"https://v.example/"
      "m\"}</script></head><body><h1>Millers walk out</h1>" STORY,
      "\"title\": \"Millers walk out\"\n\"Ann Lee\"\n\"Roy Dale\"\n\"date\": "
      "\"2026-11-20T08:00:00+01:00\"\n\"modified\": \"2026-11-21\"\n\"language\": \"en-GB\"\n"
      "\"section\": \"Labor\"\n\"mills\"\n\"url\": \"https://v.example/m\"" },
    /* a graph with references; comments around; a teaser of another story is not ours */
    { __LINE__,
      "<head><title>Millers walk out</title><script type='application/ld+json'><!-- "
      "{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Ferry sinks\",\"author\":{\"name\":"
      "\"Wrong Person\"}},{\"@type\":[\"Article\"],\"headline\":\"Millers walk out\",\"author\":"
      "{\"@id\":\"#ann\"}},{\"@type\":\"Person\",\"@id\":\"#ann\",\"name\":\"Ann Lee\"}]} -->"
      "</script></head><body><h1>Millers walk out</h1>" STORY,
      "\"title\": \"Millers walk out\"\n\"Ann Lee\"" },
    /* control characters in strings, a comma too many, entities twice escaped */
    { __LINE__,
      "<head><title>Millers &amp; bakers</title><script type='application/ld+json'>{\"@type\":"
      "\"Article\",\"headline\":\"Millers &amp;amp; bakers\n\",\"author\":\"Ann L\\u00e9e\",}"
      "</script></head><body><h1>Millers &amp; bakers</h1>" STORY,
      "\"title\": \"Millers & bakers\"\n\"Ann Lée\"" },
    /* meta elements; the site cut off the title */
    { __LINE__,
      "<head><meta property=og:title content='Millers walk out at noon - Valley Post'>"
      "<meta property=og:site_name content='Valley Post'><meta name=author content='By Ann Lee, "
      "Staff Writer'><meta property=article:published_time content='2026-11-20T08:00:00Z'>"
      "<meta name=keywords content='mills, wages'><meta property=og:image content='https://v."
      "example/a.jpg'><meta property=og:image:alt content='A mill'></head><body>" STORY,
      "\"title\": \"Millers walk out at noon\"\n\"Ann Lee\"\n\"date\": \"2026-11-20T08:00:00Z\"\n"
      "\"wages\"\n\"image\": \"https://v.example/a.jpg\"" },
    /* print: a byline and a date by the headline */
    { __LINE__,
      "<body><h1>Millers walk out</h1><div>By <a>Ann Lee</a> and <a>Roy Dale</a></div>"
      "<span>Nov. 20, 2026</span>" STORY,
      "\"title\": \"Millers walk out\"\n\"Ann Lee\"\n\"Roy Dale\"\n\"date\": \"2026-11-20\"" },
    { __LINE__,
      "<body><h1>Millers walk out</h1><p class=author-name>Ann Lee</p><p>20.11.2026</p>" STORY,
      "\"Ann Lee\"\n\"date\": \"2026-11-20\"" },
    { __LINE__,
      "<body itemscope><h1 itemprop=headline>Millers walk out</h1><span itemprop=author><b "
      "itemprop=name>Ann Lee</b>, reporter</span><time itemprop=datePublished "
      "datetime='2026-11-20'>Friday</time>" STORY,
      "\"Ann Lee\"\n\"date\": \"2026-11-20\"" },
    /* cards of other stories are marked too: the plain date of the page is its own */
    { __LINE__,
      "<head><meta name=date content='November 20, 2026'></head><body><h1>Millers walk "
      "out</h1>" STORY
      "<div>Ferry sails <span itemprop=datePublished content='2026-11-22T09:00:00Z'>Sunday</span>"
      "</div><div>Fair opens <span itemprop=datePublished content='2026-11-21'>Saturday</span>"
      "</div>",
      "\"date\": \"2026-11-20\"" },
    /* one mark alone is that of the page, whatever the plain date says */
    { __LINE__,
      "<head><meta name=date content='November 23, 2026'></head><body><h1>Millers walk out</h1>"
      "<span itemprop=datePublished content='2026-11-20'>Friday</span>" STORY,
      "\"date\": \"2026-11-20\"" },
    /* months by three letters between hyphens; one that no tongue has is no month */
    { __LINE__, "<body><h1>Millers walk out</h1><p>Valley Post, 04-ago-2021 5:11</p>" STORY,
      "\"date\": \"2021-08-04\"" },
    { __LINE__, "<body><h1>Millers walk out</h1><p>3-Dez-2026</p>" STORY,
      "\"date\": \"2026-12-03\"" },
    { __LINE__, "<body><h1>Millers walk out</h1><p>3-xyz-2026</p><p>32-may-2026</p>" STORY,
      "\"date\": null" },
    /* days in numbers: a point or a number above twelve tells day from month */
    { __LINE__, PRINTED("17.05.2021"), "\"date\": \"2021-05-17\"" },
    { __LINE__, PRINTED("3.4.2026"), "\"date\": \"2026-04-03\"" },
    { __LINE__, PRINTED("24/2/2026"), "\"date\": \"2026-02-24\"" },
    { __LINE__, PRINTED("2026.02.24"), "\"date\": \"2026-02-24\"" },
    { __LINE__, PRINTED("24/24/2026"), "\"date\": null" },
    { __LINE__, PRINTED("0/24/2026"), "\"date\": null" },
    { __LINE__, PRINTED("2/24/1776"), "\"date\": null" },
    { __LINE__, PRINTED("2026.13.24"), "\"date\": null" },
    /* "Updated" and its day side by side: the day of the class is the first one */
    { __LINE__,
      "<body><h1>Millers walk out</h1><p><b>Updated on</b> <i>Nov. 22, 2026</i></p>"
      "<p class=post-date>Nov. 20, 2026</p>" STORY,
      "\"date\": \"2026-11-20\"" },
    /* "By" and the name in elements of their own, and who went over it is no author */
    { __LINE__,
      "<body><h1>Millers walk out</h1><div class=byline><span>By</span><a>Ann Lee</a>"
      "<span>December 3, 2026</span></div>" STORY,
      "\"Ann Lee\"\n\"date\": \"2026-12-03\"" },
    { __LINE__,
      "<body><h1>Millers walk out</h1><p class=author-name><b>Ann Lee</b><i>Reviewed by Wrong "
      "Person</i></p>" STORY,
      "\"Ann Lee\"" },
    /* the day in the address, when nothing else says it */
    { __LINE__,
      "<head><link rel=canonical "
      "href='https://v.example/2026/11/20/mills'></head><body><h1>Millers "
      "walk out</h1>" STORY,
      "\"date\": \"2026-11-20\"\n\"url\": \"https://v.example/2026/11/20/mills\"" },
    /* a page that lives for days is called by the story of today */
    { __LINE__,
      "<head><meta property=og:title content='Third mill joins the walkout'></head><body><h1>Mill "
      "strike LIVE: third mill joins in</h1>" STORY,
      "\"title\": \"Third mill joins the walkout\"" },
    /* offices are no authors; where there is nobody else an agency is */
    { __LINE__, "<head><meta name=author content='Valley Wire'></head><body><h1>Millers</h1>" STORY,
      "\"Valley Wire\"" },
    { __LINE__, "<body><h1>Millers walk out</h1>" STORY, "\"authors\": []\n\"date\": null" },
};

static char *meta_of(const char *html, size_t size)
{
    struct direct direct = direct_read(&crier_plugin_html, "page.html", html, size);
    GString *out = g_string_new(NULL);

    document_print_meta(direct.document, out);
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

static void each_source_is_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *got = meta_of(pages[i].html, strlen(pages[i].html));
        g_auto(GStrv) wanted = g_strsplit(pages[i].wanted, "\n", -1);

        for (char **line = wanted; *line; line++)
            if (!strstr(got, *line))
                fail_msg("case of line %d: no %s in\n%s", pages[i].line, *line, got);
        assert_null(strstr(got, "Wrong Person"));
        assert_null(strstr(got, "Staff Writer"));
    }
}

static void a_closed_page_is_told(void **state)
{
    static const char html[] =
        "<head><title>Millers walk out</title><script type='application/ld+json'>{\"@type\":"
        "\"NewsArticle\",\"headline\":\"Millers walk out\",\"isAccessibleForFree\":\"False\"}"
        "</script></head><body><h1>Millers walk out</h1>" STORY;
    struct direct direct = direct_read(&crier_plugin_html, "page.html", html, sizeof(html) - 1);
    gboolean told = FALSE;

    (void)state;
    for (guint i = 0; i < direct.document->notes->len; i++)
        told =
            told ||
            strstr(document_string(direct.document,
                                   g_array_index(direct.document->notes, struct note, i).message),
                   "for subscribers");
    assert_true(told);
    direct_clear(&direct);
}

/* Linked data without end, without bounds, in circles: read or not, never harmful. */
static void hostile_linked_data_is_harmless(void **state)
{
    static const struct {
        const char *begin, *again, *end;
        int times;
    } floods[] = {
        { "{\"@type\":\"Article\",\"headline\":\"", "x", "", 3000000 },
        { "", "[", "", 200000 },
        { "", "{\"a\":", "", 200000 },
        { "[", "{\"@type\":\"Article\",\"@id\":\"#a\",\"author\":{\"@id\":\"#a\"}},", "]", 3000 },
        { "{\"@type\":\"Article\",\"author\":[", "{\"name\":\"Ann Lee\"},", "]}", 20000 },
        { "{\"@type\":\"Article\",\"headline\":\"", "\\ud800\\u0000&amp;<b>\x01", "\"}", 2000 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        GString *page = g_string_new("<head><title>Millers</title><script "
                                     "type='application/ld+json'>");
        g_autofree char *got = NULL;

        g_string_append(page, floods[i].begin);
        for (int k = 0; k < floods[i].times; k++)
            g_string_append(page, floods[i].again);
        g_string_append(page, floods[i].end);
        g_string_append(page, "</script></head><body><h1>Millers</h1>" STORY);
        got = meta_of(page->str, page->len);
        assert_non_null(strstr(got, "\"title\": \""));
        for (const char *at = got; *at; at++)
            assert_true((unsigned char)*at >= ' ' || *at == '\n');
        g_string_free(page, TRUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_is_understood),
        cmocka_unit_test(a_closed_page_is_told),
        cmocka_unit_test(hostile_linked_data_is_harmless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
