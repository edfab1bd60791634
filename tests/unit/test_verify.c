/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small publications without fault, and each broken in one place: the rule must say so. */
#include "core/verify/verify.h"
#include "tests/support/cmocka.h"
#include "tests/support/pack.h"
#include "tests/support/scratch.h"
#include "tests/support/sound_file.h"

#include <string.h>
#include <unistd.h>

struct file {
    const char *name, *text; /* without a text it is a sound */
};

#define META(name, content) "<meta name=\"" name "\" content=\"" content "\"/>\n"

static const struct file vtt[] = {
    { "a.vtt", "WEBVTT\n\nc1\n00:00:00.000 --> 00:00:02.000\n<v Ann>Rise &amp; go\n\nc2\n"
               "00:00:02.000 --> 00:00:03.500\nGood night\n" },
    { NULL, NULL }
};
static const struct file vtt_bare[] = { { "a.vtt", "WEBVTT\n" }, { NULL, NULL } };
static const struct file srt[] = { { "a.srt",
                                     "1\n00:00:00,000 --> 00:00:02,000\nRise\n\n2\n00:00:02,000 "
                                     "--> 00:00:03,500\nGood night\n" },
                                   { NULL, NULL } };
static const struct file chapters[] = {
    { "a.chapters.json",
      "{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":0,\"title\":\"One\",\"url\":\"https://"
      "news.example/1\"},{\"startTime\":9.5,\"title\":\"Two\"}]}" },
    { NULL, NULL }
};
static const struct file no_chapters[] = {
    { "a.chapters.json", "{\"version\":\"1.2.0\",\"chapters\":[]}" }, { NULL, NULL }
};
#define DEEP8 "[[[[[[[["
#define DEEP  DEEP8 DEEP8 DEEP8 DEEP8 DEEP8 DEEP8 DEEP8 DEEP8
static const struct file web[] = {
    { "a.html", "<!DOCTYPE html>\n<html lang=\"en\"><head><title>News</title><script "
                "src=\"s.js\"></script></head>\n"
                "<body><h1 id=\"top\">News</h1><img src=\"s.js\" alt=\"\"><a "
                "href=\"#top\">Up</a></body></html>" },
    { "s.js", "1" },
    { NULL, NULL }
};
static const struct file feed[] = {
    { "feed.xml",
      "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
      "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
      "xmlns:atom=\"http://www.w3.org/2005/Atom\">\n"
      "<channel><title>T</title><link>https://n.example/</link><description>D</description>"
      "<language>en</language><atom:link rel=\"self\" href=\"https://n.example/p/feed.xml\"/>"
      "<itunes:explicit>false</itunes:explicit><itunes:category text=\"News\"/>"
      "<itunes:author>A</itunes:author><podcast:guid>g</podcast:guid>\n"
      "<item><title>One</title><guid>one</guid><pubDate>Sat, 31 Jan 2026 12:00:00 +0000</pubDate>"
      "<enclosure url=\"https://n.example/p/s.mp3\" length=\"41700\" type=\"audio/mpeg\"/>"
      "<itunes:duration>3</itunes:duration></item>\n"
      "<item><title>Two</title><guid>two</guid><enclosure url=\"https://other.example/t.mp3\" "
      "length=\"9\" "
      "type=\"audio/mpeg\"/><itunes:duration>4</itunes:duration></item></channel></rss>" },
    { "s.mp3", NULL },
    { NULL, NULL }
};
static const struct file daisy[] = {
    { "ncc.html",
      "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title>\n" META(
          "dc:date", "2026-01-31") META("dc:format", "Daisy 2.02") META("dc:identifier", "x")
          META("dc:publisher", "p") META("dc:title", "t") META("ncc:charset", "utf-8")
              META("ncc:pageFront", "0") META("ncc:pageNormal", "0") META("ncc:pageSpecial", "0")
                  META("ncc:tocItems", "2") META("ncc:totalTime", "0:00:02") META("dc:creator", "c")
                      META("dc:language",
                           "en") "</head><body>"
                                 "<h1 class=\"title\" id=\"i1\"><a href=\"s1.smil#p1\">T</a></h1>\n"
                                 "<h2 id=\"i2\"><a href=\"s1.smil#p2\">U</a></h2></body></html>" },
    { "s1.smil",
      "<smil><head>" META(
          "ncc:timeInThisSmil",
          "0:00:02") "<layout><region id=\"txtView\"/></layout></head><body>"
                     "<seq dur=\"2.000s\"><par endsync=\"last\" id=\"p1\"><text src=\"c.html#w1\"/>"
                     "<audio src=\"a.mp3\" clip-begin=\"npt=0.000s\" "
                     "clip-end=\"npt=1.000s\"/></par>\n"
                     "<par endsync=\"last\" id=\"p2\"><text src=\"c.html#w2\"/>"
                     "<audio src=\"a.mp3\" clip-begin=\"npt=1.000s\" "
                     "clip-end=\"npt=2.000s\"/></par></seq></body></smil>" },
    { "c.html", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p id=\"w1\">T</p><p "
                "id=\"w2\">U</p></body></html>" },
    { "a.mp3", NULL },
    { NULL, NULL }
};
#define XHTML(body)                                                                                \
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" "    \
    "lang=\"en\"><head>"                                                                           \
    "<title>T</title></head><body>" body "</body></html>"
#define PROPERTY(name, value) "<meta property=\"" name "\">" value "</meta>"
static const struct file epub[] = {
    { "mimetype", "application/epub+zip" },
    { "META-INF/container.xml",
      "<container><rootfiles><rootfile full-path=\"E/p.opf\"/></rootfiles></container>" },
    { "E/p.opf",
      "<package version=\"3.0\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:identifier>i</dc:identifier>"
      "<dc:title>t</dc:title><dc:language>en</dc:language>" PROPERTY(
          "dcterms:modified", "2026-01-31T12:00:00Z") PROPERTY("schema:accessMode", "textual")
          PROPERTY("schema:accessModeSufficient", "textual") PROPERTY(
              "schema:accessibilityFeature", "f") PROPERTY("schema:accessibilityHazard", "none")
              PROPERTY("schema:accessibilitySummary", "s") PROPERTY("media:duration", "2.000s")
                  PROPERTY("media:active-class", "a") PROPERTY(
                      "media:narrator",
                      "n") "<meta property=\"media:duration\" "
                           "refines=\"#o\">2.000s</meta></metadata><manifest>\n"
                           "<item id=\"nav\" href=\"nav.xhtml\" "
                           "media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n"
                           "<item id=\"c\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\" "
                           "media-overlay=\"o\"/>\n"
                           "<item id=\"o\" href=\"c.smil\" media-type=\"application/smil+xml\"/>\n"
                           "<item id=\"m\" href=\"a.mp3\" media-type=\"audio/mpeg\"/></manifest>\n"
                           "<spine><itemref idref=\"c\"/></spine></package>" },
    { "E/nav.xhtml", XHTML("<nav epub:type=\"toc\"><h1>C</h1><ol><li><a "
                           "href=\"c.xhtml#w1\">T</a></li></ol></nav>") },
    { "E/c.xhtml", XHTML("<section id=\"x\"><h1 id=\"w1\">T</h1><p id=\"w2\">U</p><img "
                         "src=\"a.mp3\" alt=\"\"/></section>") },
    { "E/c.smil", "<smil version=\"3.0\" xmlns:epub=\"http://www.idpf.org/2007/ops\"><body><seq "
                  "epub:textref=\"c.xhtml#x\">\n"
                  "<par><text src=\"c.xhtml#w1\"/><audio src=\"a.mp3\" clipBegin=\"0s\" "
                  "clipEnd=\"1s\"/></par>\n"
                  "<par><text src=\"c.xhtml#w2\"/><audio src=\"a.mp3\" clipBegin=\"1s\" "
                  "clipEnd=\"2s\"/></par></seq></body></smil>" },
    { "E/a.mp3", NULL },
    { NULL, NULL }
};

/* Beside a book without contents: what else lies there is what counts. */
#define SHELF                                                                                      \
    {                                                                                              \
        "ncc.html", "<html><body/></html>"                                                         \
    }
static const struct file daisy_named[] = { SHELF, { "b c.html", "x" }, { NULL, NULL } };
static const struct file daisy_kinds[] = { SHELF, { "notes.doc", "x" }, { NULL, NULL } };
static const struct file bare[] = { { "mimetype", "application/epub+zip" }, { NULL, NULL } };
static const struct file twice[] = {
    { "mimetype", "application/epub+zip" }, { "E/p.opf", "a" }, { "E/p.opf", "b" }, { NULL, NULL }
};
static const struct file climbing[] = { { "mimetype", "application/epub+zip" },
                                        { "../p.opf", "a" },
                                        { NULL, NULL } };
static const struct file one_sound[] = { { "a.mp3", NULL }, { NULL, NULL } };

static const struct change {
    int line;
    const struct file *files;
    const char *file, *old, *now, *rule; /* rule "": nothing is found */
} cases[] = {
    { __LINE__, daisy_named, "", "", "", "daisy-name" },
    { __LINE__, daisy_kinds, "", "", "", "daisy-name" },
    { __LINE__, bare, "", "", "", "read-missing" },
    { __LINE__, twice, "", "", "", "read-unsafe" },
    { __LINE__, climbing, "", "", "", "read-unsafe" },
    { __LINE__, vtt, "a.vtt", "", "", "" },
    { __LINE__, vtt, "a.vtt", "WEBVTT", "WEBVT", "cue-header" },
    { __LINE__, vtt, "a.vtt", "00:00:02.000 --> 00:00:03.500", "00:00:02.00 --> 00:00:03.500",
      "cue-time" },
    { __LINE__, vtt, "a.vtt", "00:00:03.500", "00:00:01.500", "cue-end" },
    { __LINE__, vtt, "a.vtt", "00:00:02.000 --> 00:00:03", "00:00:01.000 --> 00:00:03",
      "cue-overlap" },
    { __LINE__, vtt, "a.vtt", "00:00:00.000 --> 00:00:02", "00:00:02.500 --> 00:00:03",
      "cue-order" },
    { __LINE__, vtt, "a.vtt", "&amp;", "&", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "<v Ann>", "<blink>", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "<v Ann>", "<v", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "c2", "c1", "cue-id" },
    { __LINE__, vtt, "a.vtt", "Good night", "", "cue-text" },
    { __LINE__, vtt, "a.vtt", "WEBVTT", "WEBVTT - all of it", "" },
    { __LINE__, vtt, "a.vtt", "WEBVTT\n\n", "WEBVTT\r\n\r\nNOTE by hand\r\n\r\n", "" },
    { __LINE__, vtt, "a.vtt", "c1", "STYLE\n::cue {}\n\nREGION\nid:a\n\nc1", "" },
    { __LINE__, vtt, "a.vtt", "c1\n", "", "" },
    { __LINE__, vtt, "a.vtt", "Rise &amp; go", "R&#105;se</v> <00:00:01.000><i>&nbsp;go</i>", "" },
    { __LINE__, vtt, "a.vtt", "c1", "Words of nobody\n\nc1", "cue-time" },
    { __LINE__, vtt, "a.vtt", "00:00:02.000 --> 00:00:03.500", "--> 00:00:03.500", "cue-time" },
    { __LINE__, vtt, "a.vtt", " --> 00:00:03.500\n", " -->\n", "cue-time" },
    { __LINE__, vtt, "a.vtt", "Rise &amp; go", "4 > 3", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "Rise &amp; go", "R&#105", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "Rise &amp; go", "<00:00:01>", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "Rise &amp; go", "<b", "cue-escape" },
    { __LINE__, vtt, "a.vtt", "Rise", "\xff", "cue-header" },
    { __LINE__, vtt_bare, "a.vtt", "", "", "cue-text" },
    { __LINE__, vtt_bare, "a.vtt", "WEBVTT\n", "", "cue-header" },
    { __LINE__, srt, "a.srt", "", "", "" },
    { __LINE__, srt, "a.srt", "Rise", "4 > 3 & 2 < 3", "" },
    { __LINE__, srt, "a.srt", "00,000 --> 00:00:02,000", "00.000 --> 00:00:02.000", "cue-time" },
    { __LINE__, srt, "a.srt", "\n00:00:00,000 --> 00:00:02,000\nRise", "", "cue-time" },
    { __LINE__, srt, "a.srt", "\n2\n", "\n3\n", "cue-number" },
    { __LINE__, chapters, "a.chapters.json", "", "", "" },
    { __LINE__, chapters, "a.chapters.json", "version", "edition", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "-1", "chapters-time" },
    { __LINE__, chapters, "a.chapters.json", "\"Two\"", "\"\"", "chapters-title" },
    { __LINE__, chapters, "a.chapters.json", "https", "ftp", "chapters-url" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "9.5,\"endTime\":12", "" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "9.5,\"endTime\":9", "chapters-time" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "9.5,\"endTime\":\"12\"", "chapters-time" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "[9.5]", "chapters-time" },
    { __LINE__, chapters, "a.chapters.json", "{\"startTime\":9.5,", "7,{\"startTime\":9.5,",
      "chapters-time" },
    { __LINE__, chapters, "a.chapters.json", "\"startTime\":0", "\"startTime\":20",
      "chapters-time" },
    { __LINE__, chapters, "a.chapters.json", ",\"title\":\"Two\"", "", "chapters-title" },
    { __LINE__, chapters, "a.chapters.json", "\"Two\"", "{}", "chapters-title" },
    { __LINE__, chapters, "a.chapters.json", "\"Two\"", "2", "chapters-title" },
    { __LINE__, chapters, "a.chapters.json", "https://news.example/1", "1.html", "" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "9.5,\"img\":7", "chapters-url" },
    { __LINE__, chapters, "a.chapters.json", "9.5", "9.5,\"img\":[]", "chapters-url" },
    { __LINE__, chapters, "a.chapters.json", "\"1.2.0\"", "[]", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "\"1.2.0\"", "1", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "\"chapters\":", "\"list\":", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "{\"version\":\"1.2.0\",", "{", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "{\"v", "[{\"v", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "One", "\xff", "chapters-form" },
    { __LINE__, chapters, "a.chapters.json", "9.5", DEEP "9.5", "chapters-form" },
    { __LINE__, no_chapters, "a.chapters.json", "", "", "chapters-form" },
    { __LINE__, web, "a.html", "", "", "" },
    { __LINE__, web, "a.html", " lang=\"en\"", "", "web-lang" },
    { __LINE__, web, "a.html", "<title>News", "<title>", "web-title" },
    { __LINE__, web, "a.html", "h1", "h2", "web-heading" },
    { __LINE__, web, "a.html", "<body>", "<body id=\"top\">", "web-id" },
    { __LINE__, web, "a.html", " alt=\"\"", "", "web-alt" },
    { __LINE__, web, "a.html", "#top", "#end", "web-link" },
    { __LINE__, web, "a.html", "#top", "#t%82p", "web-link" },
    { __LINE__, web, "a.html", "\"s.js\"", "\"s%82.js\"", "web-link" },
    { __LINE__, web, "a.html", "\"s.js\"", "\"gone.js\"", "web-link" },
    { __LINE__, web, "a.html", "\"s.js\"", "\"https://x.example/s.js\"", "web-outside" },
    { __LINE__, web, "a.html", " src=\"s.js\"><", ">go()<", "web-inline" },
    { __LINE__, feed, "feed.xml", "", "", "" },
    { __LINE__, feed, "feed.xml", "<language>en</language>", "", "feed-channel" },
    { __LINE__, feed, "feed.xml", ">false<", ">no<", "feed-value" },
    { __LINE__, feed, "feed.xml", "https://other", "http://other", "feed-url" },
    { __LINE__, feed, "feed.xml", "<guid>two", "<guid>one", "feed-guid" },
    { __LINE__, feed, "feed.xml", "Sat, 31", "Fri, 31", "feed-date" },
    { __LINE__, feed, "feed.xml", "<title>Two</title>", "", "feed-item" },
    { __LINE__, feed, "feed.xml", "length=\"9\"", "", "feed-enclosure" },
    { __LINE__, feed, "feed.xml", "41700", "41701", "feed-length" },
    { __LINE__, feed, "feed.xml", ">3<", ">9<", "feed-duration" },
    { __LINE__, feed, "feed.xml", "p/s.mp3", "p/t.mp3", "feed-file" },
    { __LINE__, feed, "feed.xml", "<title>T</title>", "<title>T</title><title>T</title>",
      "feed-channel" },
    { __LINE__, feed, "feed.xml", "rel=\"self\"", "rel=\"next\"", "feed-channel" },
    { __LINE__, feed, "feed.xml", "<guid>two</guid>", "<guid>two</guid><guid>2</guid>",
      "feed-guid" },
    { __LINE__, feed, "feed.xml", "<guid>two</guid>", "", "feed-guid" },
    { __LINE__, feed, "feed.xml", "<guid>two</guid>", "<guid/>", "feed-guid" },
    { __LINE__, feed, "feed.xml", "<title>Two</title>", "<title/>", "feed-item" },
    { __LINE__, feed, "feed.xml", "<itunes:duration>4</itunes:duration>", "", "feed-item" },
    { __LINE__, feed, "feed.xml", ">4<", ">soon<", "feed-duration" },
    { __LINE__, feed, "feed.xml", "31 Jan", "31 Foo", "feed-date" },
    { __LINE__, feed, "feed.xml", "31 Jan", "32 Jan", "feed-date" },
    { __LINE__, feed, "feed.xml", "12:00:00 +0000", "noon", "feed-date" },
    { __LINE__, feed, "feed.xml", "+0000", "GMT", "" },
    { __LINE__, feed, "feed.xml", "length=\"9\"", "length=\"0\"", "feed-enclosure" },
    { __LINE__, feed, "feed.xml", "https://other.example/t.mp3", "", "feed-url" },
    { __LINE__, feed, "feed.xml", "<guid>two",
      "<podcast:transcript url=\"https://n.example/p/two.vtt\"/><guid>two", "feed-file" },
    { __LINE__, feed, "feed.xml", "</rss>", "", "xml-form" },
    { __LINE__, feed, "feed.xml", "<rss", "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss", "xml-entity" },
    { __LINE__, daisy, "ncc.html", "", "", "" },
    { __LINE__, daisy, "ncc.html", "dc:publisher", "dc:other", "daisy-meta" },
    { __LINE__, daisy, "ncc.html", "content=\"2\"", "content=\"3\"", "daisy-count" },
    { __LINE__, daisy, "ncc.html", "class=\"title\" ", "", "daisy-title" },
    { __LINE__, daisy, "ncc.html", " id=\"i2\"", "", "daisy-item" },
    { __LINE__, daisy, "ncc.html", "<h2 id=\"i2\"><a href=\"s1.smil#p2\">U</a></h2>",
      "<h3 id=\"i2\"><a href=\"s1.smil#p2\">U</a></h3>", "daisy-level" },
    { __LINE__, daisy, "ncc.html", "#p2", "#p9", "daisy-link" },
    { __LINE__, daisy, "s1.smil", "#w2", "#w9", "daisy-link" },
    { __LINE__, daisy, "ncc.html", "#p1\">T",
      "#p2\">T</a></h1><h1 id=\"i9\"><a href=\"s1.smil#p1\">", "daisy-order" },
    { __LINE__, daisy, "s1.smil", "endsync=\"last\" id=\"p1\"", "id=\"p1\"", "daisy-smil" },
    { __LINE__, daisy, "s1.smil", "npt=2.000s", "npt=9.000s", "daisy-clip" },
    { __LINE__, daisy, "s1.smil", "2.000s", "7.000s", "daisy-time" },
    { __LINE__, daisy, "s1.smil", "id=\"p2\"", "id=\"p1\"", "xml-id" },
    { __LINE__, epub, "E/p.opf", "", "", "" },
    { __LINE__, epub, "mimetype", "epub+zip", "epub+zap", "epub-mimetype" },
    { __LINE__, epub, "META-INF/container.xml", "p.opf", "q.opf", "epub-container" },
    { __LINE__, epub, "E/p.opf", "\"3.0\"", "\"2.0\"", "epub-version" },
    { __LINE__, epub, "E/p.opf", "accessibilityHazard", "hazard", "epub-metadata" },
    { __LINE__, epub, "E/p.opf", "<dc:title>t</dc:title>", "", "epub-metadata" },
    { __LINE__, epub, "E/p.opf", "<dc:title>t<", "<dc:title><", "epub-metadata" },
    { __LINE__, epub, "E/p.opf", ">textual<", "><", "epub-metadata" },
    { __LINE__, epub, "E/p.opf", "T12:00:00Z", "", "epub-modified" },
    { __LINE__, epub, "E/p.opf", "href=\"nav.xhtml\"", "href=\"c.xhtml\"", "epub-manifest" },
    { __LINE__, epub, "E/p.opf", "media-overlay=\"o\"", "media-overlay=\"z\"", "epub-overlay" },
    { __LINE__, epub, "E/p.opf", "<itemref idref=\"c\"/>",
      "<itemref idref=\"c\"/><itemref idref=\"c\"/>", "epub-spine" },
    { __LINE__, epub, "E/nav.xhtml", "\"toc\"", "\"landmarks\"", "epub-nav" },
    { __LINE__, epub, "E/c.xhtml", "<p id=\"w2\">U", "<p id=\"w2\"><a href=\"#gone\">U</a>",
      "epub-link" },
    { __LINE__, epub, "E/c.xhtml", "<p id=\"w2\">U", "<p id=\"w2\"><a href=\"#w1\">U</a>", "" },
    { __LINE__, epub, "E/c.xhtml", "<p id=\"w2\">U",
      "<p id=\"w2\"><a href=\"https://n.example/\">U</a>", "" },
    { __LINE__, epub, "E/p.opf", "href=\"a.mp3\"", "href=\"b.mp3\"", "epub-manifest" },
    { __LINE__, epub, "E/p.opf", "<item id=\"m\" href=\"a.mp3\" media-type=\"audio/mpeg\"/>", "",
      "epub-unlisted" },
    { __LINE__, epub, "E/p.opf", "idref=\"c\"", "idref=\"d\"", "epub-spine" },
    { __LINE__, epub, "E/p.opf", " properties=\"nav\"", "", "epub-nav" },
    { __LINE__, epub, "E/nav.xhtml", "c.xhtml", "d.xhtml", "epub-link" },
    { __LINE__, epub, "E/c.xhtml", "<title>T", "<title>", "epub-document" },
    { __LINE__, epub, "E/c.xhtml", " alt=\"\"", "", "epub-alt" },
    { __LINE__, epub, "E/c.smil", "\"3.0\"", "\"2.0\"", "epub-overlay" },
    { __LINE__, epub, "E/c.smil", "#w2", "#w9", "epub-text" },
    { __LINE__, epub, "E/c.smil", "#w2", "#w1", "epub-order" },
    { __LINE__, epub, "E/c.smil", "\"a.mp3\" clipBegin=\"0s\"", "\"b.mp3\" clipBegin=\"0s\"",
      "epub-audio" },
    { __LINE__, epub, "E/c.smil", "clipEnd=\"2s\"", "clipEnd=\"0s\"", "epub-clip" },
    { __LINE__, epub, "E/c.smil", "clipBegin=\"1s\"", "clipBegin=\"1.5s\"", "epub-gap" },
    { __LINE__, epub, "E/p.opf", "#o\">2.000s", "#o\">3.000s", "epub-duration" },
    { __LINE__, epub, "E/p.opf", "</metadata>",
      PROPERTY("dcterms:conformsTo", "EPUB Accessibility 1.1") "</metadata>", "epub-claim" },
};

/* What talking books and the cases above have. */
#define FRAMES_ALONE (SOUND_NO_TAG | SOUND_NO_INFO)

static const struct {
    int line;
    const struct file *files;
    guint flaws;
    const char *rule;
} sounds[] = {
    { __LINE__, one_sound, 0, "" },
    { __LINE__, one_sound, SOUND_NOISE, "audio-form" },
    { __LINE__, one_sound, SOUND_CUT, "audio-cut" },
    { __LINE__, one_sound, SOUND_MISCOUNTED, "audio-cut" },
    { __LINE__, one_sound, SOUND_TAG_TOO_LONG, "audio-cut" },
    { __LINE__, one_sound, SOUND_NO_ARTIST, "audio-tag" },
    { __LINE__, one_sound, SOUND_NO_TAG, "audio-tag" },
    { __LINE__, one_sound, SOUND_NO_INFO, "audio-gapless" },
    { __LINE__, one_sound, SOUND_TWO_TOPS, "audio-chapter" },
    { __LINE__, one_sound, SOUND_LATE, "audio-chapter" },
    { __LINE__, one_sound, SOUND_UNSORTED, "audio-chapter" },
    { __LINE__, daisy, FRAMES_ALONE, "" },
    { __LINE__, daisy, FRAMES_ALONE | SOUND_VARYING, "daisy-audio" },
    { __LINE__, daisy, FRAMES_ALONE | SOUND_STEREO, "daisy-audio" },
    { __LINE__, daisy, SOUND_NO_INFO, "daisy-audio" },
};

static char *changed(const char *text, const char *old, const char *now)
{
    g_autoptr(GString) out = g_string_new(text);

    if (*old)
        assert_true(g_string_replace(out, old, now, 1) == 1);
    return g_strdup(out->str);
}

static void write_file(const char *folder, const char *name, const char *text, gsize size)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    assert_true(g_file_set_contents(path, text, (gssize)size, NULL));
}

static gboolean is_book(const struct file *files)
{
    return strcmp(files->name, "mimetype") == 0;
}

static void write_book(const char *folder, const struct change *change)
{
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GByteArray) zip = NULL;
    struct pack_part parts[16] = { 0 };
    guint count = 0;

    for (const struct file *file = change->files; file->name; file++) {
        const gboolean here = strcmp(file->name, change->file) == 0;
        char *text = file->text ? changed(file->text, here ? change->old : "", change->now) : NULL;

        g_ptr_array_add(kept, text);
        parts[count++] = (struct pack_part){ .name = file->name, .text = text ? text : "sound" };
    }
    zip = pack(parts);
    write_file(folder, "a.epub", (const char *)zip->data, zip->len);
}

static void write_files(const char *folder, const struct change *change, guint flaws)
{
    g_autoptr(GBytes) sound = sound_file(flaws);

    for (const struct file *file = change->files; file->name; file++) {
        const gboolean here = strcmp(file->name, change->file) == 0;
        g_autofree char *text =
            file->text ? changed(file->text, here ? change->old : "", change->now) : NULL;

        if (text)
            write_file(folder, file->name, text, strlen(text));
        else
            write_file(folder, file->name, g_bytes_get_data(sound, NULL), g_bytes_get_size(sound));
    }
}

/* The rules that are broken in a file or folder, each with a blank behind it: a new string. */
static char *broken_in(const char *path)
{
    g_autoptr(GString) rules = g_string_new(NULL);
    struct findings findings;

    findings_init(&findings);
    assert_true(verify_path(path, &findings, NULL));
    for (guint i = 0; i < findings.list->len; i++)
        g_string_append_printf(rules, "%s ",
                               rule_id(((struct finding *)findings.list->pdata[i])->rule));
    findings_clear(&findings);
    return g_strdup(rules->str);
}

/* A book is looked at as a file, a folder of DAISY as such, of others the file itself. */
static char *broken_by(const struct change *change, guint flaws)
{
    char *folder = scratch_new();
    const char *leaf = is_book(change->files)                         ? "a.epub"
                       : strcmp(change->files->name, "ncc.html") == 0 ? NULL
                                                                      : change->file;
    g_autofree char *path = g_build_filename(folder, leaf, NULL);
    char *rules;

    if (is_book(change->files))
        write_book(folder, change);
    else
        write_files(folder, change, flaws);
    rules = broken_in(path);
    scratch_free(folder);
    return rules;
}

static void expect(int line, const char *rules, const char *wanted)
{
    g_autofree char *with_blank = g_strconcat(wanted, " ", NULL);

    if (*wanted ? !strstr(rules, with_blank) : *rules != '\0')
        fail_msg("case of line %d: wanted <%s>, broken: <%s>", line, wanted, rules);
}

static void each_rule_fires(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *rules = broken_by(&cases[i], FRAMES_ALONE);

        expect(cases[i].line, rules, cases[i].rule);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sounds); i++) {
        const struct change none = { sounds[i].line, sounds[i].files, "a.mp3", "", "", "" };
        g_autofree char *rules = broken_by(&none, sounds[i].flaws);

        expect(sounds[i].line, rules, sounds[i].rule);
    }
}

static gboolean is_tested(const char *rule)
{
    /* a_cut_book_is_told(); a disk that fails is of the sweeps, tests/reliability */
    gboolean tested = strcmp(rule, "read-large") == 0 || strcmp(rule, "read-failed") == 0;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        tested = tested || strcmp(cases[i].rule, rule) == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(sounds); i++)
        tested = tested || strcmp(sounds[i].rule, rule) == 0;
    return tested;
}

static void no_rule_is_untested(void **state)
{
    (void)state;
    for (guint rule = 0; rule < RULE_COUNT; rule++)
        if (!is_tested(rule_id(rule)))
            fail_msg("nothing breaks the rule %s", rule_id(rule));
}

static void links_are_not_followed(void **state)
{
    char *folder = scratch_new();
    g_autofree char *link = g_build_filename(folder, "out.html", NULL);
    g_autofree char *rules = NULL;

    (void)state;
    write_file(folder, "a.vtt", vtt[0].text, strlen(vtt[0].text));
    assert_int_equal(symlink("/etc/hostname", link), 0);
    rules = broken_in(folder);
    assert_string_equal(rules, "read-unsafe ");
    scratch_free(folder);
}

static void a_cut_book_is_told(void **state)
{
    const struct change whole = { __LINE__, epub, "", "", "", "" };
    char *folder = scratch_new();
    g_autofree char *path = g_build_filename(folder, "a.epub", NULL);
    g_autofree char *bytes = NULL, *rules = NULL;
    gsize size;

    (void)state;
    write_book(folder, &whole);
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    write_file(folder, "a.epub", bytes, size / 2);
    rules = broken_in(path);
    assert_non_null(strstr(rules, "read-large "));
    scratch_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_fires),
        cmocka_unit_test(no_rule_is_untested),
        cmocka_unit_test(links_are_not_followed),
        cmocka_unit_test(a_cut_book_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
