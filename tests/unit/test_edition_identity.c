/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that never change: what is the same gets the same, whatever came before it. */
#include "core/edition/identity.h"

#include "tests/support/cmocka.h"

static void podcast_guids_are_those_of_the_namespace(void **state)
{
    static const struct {
        int line;
        const char *feed, *guid;
    } cases[] = {
        { __LINE__, "https://mp3s.nashownotes.com/pc20rss.xml",
          "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
        { __LINE__, "http://mp3s.nashownotes.com/pc20rss.xml",
          "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
        { __LINE__, "mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
        { __LINE__, "https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c" },
        { __LINE__, "https://podnews.net/rss///", "9b024349-ccf0-5f69-a609-6b82873eab3c" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *guid = identity_podcast(cases[i].feed);

        assert_string_at(cases[i].line, guid, cases[i].guid);
    }
    /* The example of RFC 9562, and no space at all. */
    g_autofree char *dns = identity_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com");

    assert_string_equal(dns, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    assert_null(identity_uuid("no uuid", "x"));
}

static void editions_are_told_apart_by_address_title_and_date(void **state)
{
    g_autofree char *one = identity_edition("https://a.example/", "News", "2026-11-23");
    g_autofree char *same = identity_edition("https://a.example/", "News", "2026-11-23");
    g_autofree char *day = identity_edition("https://a.example/", "News", "2026-11-24");
    g_autofree char *any = identity_edition(NULL, "News", NULL);

    (void)state;
    assert_string_equal(one, same);
    assert_string_not_equal(one, day);
    assert_true(g_regex_match_simple(
        "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", any, 0,
        0));
}

static void addresses_have_one_form(void **state)
{
    static const struct {
        int line;
        const char *url, *form;
    } cases[] = {
        { __LINE__, "HTTP://News.Example.ORG:80/a/", "https://news.example.org/a" },
        { __LINE__, "https://news.example.org/a?utm_source=x&id=7&fbclid=q#top",
          "https://news.example.org/a?id=7" },
        { __LINE__, "https://news.example.org:8443/", "https://news.example.org:8443" },
        { __LINE__, "https://news.example.org/%C3%A9?q=a%26b",
          "https://news.example.org/%C3%A9?q=a%26b" },
        { __LINE__, "ftp://news.example.org/a", NULL },
        { __LINE__, "news/a.txt", NULL },
        { __LINE__, "https://", NULL },
        { __LINE__, "https:///path", NULL },
        { __LINE__, "http://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a" },
        { __LINE__, "http://\n:/", NULL },
        { __LINE__, "https://news.example.org/a\nb", NULL },
        { __LINE__, "https://a%40news.example.org/", NULL },
        { __LINE__, "", NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *form = identity_address(cases[i].url);

        assert_string_at(cases[i].line, form ? form : "none",
                         cases[i].form ? cases[i].form : "none");
    }
}

static void keys_take_what_lasts_longest(void **state)
{
    static const struct {
        int line;
        const char *guid, *feed, *url, *path, *key;
    } cases[] = {
        { __LINE__, "tag:a.example,2026:1", "https://a.example/rss", "https://a.example/1", "x",
          "guid:tag:a.example,2026:1" },
        { __LINE__, "  17 ", "https://a.example/rss/", NULL, NULL,
          "guid:https://a.example/rss 17" },
        { __LINE__, "17", "/srv/wire.xml", NULL, NULL, "guid:/srv/wire.xml 17" },
        { __LINE__, "7D444840-9DC0-11D1-B245-5FFDCE74FAD2", "https://a.example/rss", NULL, NULL,
          "guid:7D444840-9DC0-11D1-B245-5FFDCE74FAD2" },
        { __LINE__, " ", "https://a.example/rss", "http://A.example/1/", "x",
          "url:https://a.example/1" },
        { __LINE__, NULL, NULL, "no address", "news/a.txt", "path:news/a.txt" },
        { __LINE__, NULL, NULL, NULL, NULL, "path:" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *key =
            identity_key(cases[i].guid, cases[i].feed, cases[i].url, cases[i].path);

        assert_string_at(cases[i].line, key, cases[i].key);
    }
}

static void paths_count_from_the_folder(void **state)
{
    static const struct {
        int line;
        const char *folder, *path, *relative;
    } cases[] = {
        { __LINE__, "/srv/news", "/srv/news/a/b.txt", "a/b.txt" },
        { __LINE__, "/srv/news", "/srv/wire/b.txt", "../wire/b.txt" },
        { __LINE__, "/srv/news", "/srv/newsroom/b.txt", "../newsroom/b.txt" },
        { __LINE__, "/", "/b.txt", "b.txt" },
        { __LINE__, "/a/b/c", "/x", "../../../x" },
        { __LINE__, "/srv", "https://a.example/1", "https://a.example/1" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = identity_path(cases[i].folder, cases[i].path);

        assert_string_at(cases[i].line, path, cases[i].relative);
    }
}

static void slugs_are_readable(void **state)
{
    static const struct {
        int line;
        const char *text, *slug;
    } cases[] = {
        { __LINE__, "Utility rates", "utility-rates" },
        { __LINE__, "  “Every 10 minutes”: Port Ellery's riders ",
          "every-10-minutes-port-ellerys-riders" },
        { __LINE__, "Łódź, Größe & Nguyễn", "lodz-grosse-nguyen" },
        { __LINE__, "Москва", "moskva" },
        { __LINE__, "../../etc/passwd", "etc-passwd" },
        { __LINE__, "Teachers in Marrow Falls walk out after 92% vote; board meets",
          "teachers-in-marrow-falls-walk-out-after" },
        { __LINE__, "Teachers in Marrow Falls walk out over schools",
          "teachers-in-marrow-falls-walk-out-over" },
        { __LINE__, "Die Donaudampfschifffahrtsgesellschaftskapitaenswitwe",
          "die-donaudampfschifffahrtsgesellschaftsk" },
        { __LINE__, "Donaudampfschifffahrtsgesellschaftskapitaenswitwe",
          "donaudampfschifffahrtsgesellschaftskapit" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *slug = identity_slug(cases[i].text);

        assert_string_at(cases[i].line, slug, cases[i].slug);
    }
}

static void ids_fit_and_differ(void **state)
{
    static const char *const titles[] = {
        "Ferry vote",      "",           "🎉🎉",
        "\xFF\xFE broken", "東京でスト", "A headline that is much longer than any id may ever be",
        "مرحبا",           "----",       NULL
    };

    (void)state;
    for (const char *const *title = titles; *title; title++) {
        g_autofree char *one = identity_id("url:https://a.example/1", *title, "ferry.txt");
        g_autofree char *again = identity_id("url:https://a.example/1", *title, "ferry.txt");
        g_autofree char *other = identity_id("url:https://a.example/2", *title, "ferry.txt");

        assert_true(g_regex_match_simple("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])$", one, 0, 0));
        assert_string_equal(one, again);
        assert_string_not_equal(one, other);
    }
    g_autofree char *title = identity_id("k", "Ferry vote", "x");
    g_autofree char *source = identity_id("k", "!?", "news/ferry.txt");
    g_autofree char *nothing = identity_id("k", NULL, NULL);

    assert_true(g_str_has_prefix(title, "ferry-vote-"));
    assert_true(g_str_has_prefix(source, "ferry-txt-"));
    assert_true(g_str_has_prefix(nothing, "article-"));
}

static void guids_of_others_are_kept_when_they_are_unique(void **state)
{
    static const char *const kept[] = { "https://a.example/?p=1", "tag:a.example,2026:1",
                                        "urn:uuid:7d444840-9dc0-11d1-b245-5ffdce74fad2", NULL };
    static const char *const replaced[] = { "17", "", "a b:c", NULL };

    (void)state;
    for (const char *const *guid = kept; *guid; guid++) {
        g_autofree char *own = identity_guid("k", *guid);

        assert_string_equal(own, *guid);
    }
    for (const char *const *guid = replaced; *guid; guid++) {
        g_autofree char *own = identity_guid("k", *guid), *none = identity_guid("k", NULL);

        assert_true(g_str_has_prefix(own, "urn:uuid:"));
        assert_string_equal(own, none);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(podcast_guids_are_those_of_the_namespace),
        cmocka_unit_test(editions_are_told_apart_by_address_title_and_date),
        cmocka_unit_test(addresses_have_one_form),
        cmocka_unit_test(keys_take_what_lasts_longest),
        cmocka_unit_test(paths_count_from_the_folder),
        cmocka_unit_test(slugs_are_readable),
        cmocka_unit_test(ids_fit_and_differ),
        cmocka_unit_test(guids_of_others_are_kept_when_they_are_unique),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
