/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebVTT captions, read back by a parser that forgives nothing. */
#include "core/base/error.h"
#include "tests/support/cmocka.h"
#include "tests/support/script.h"

#include <stdio.h>

extern const struct crier_output crier_plugin_vtt;

/* ---- A strict parser ---- */

struct cue {
    char *id;
    int64_t start, end; /* milliseconds */
    char *markup;       /* its text as it stands */
    char *text;         /* without tags and entities, lines joined by a space */
    guint lines, widest;
    guint times; /* of words */
};

static void cue_free(gpointer data)
{
    struct cue *cue = data;

    g_free(cue->id);
    g_free(cue->markup);
    g_free(cue->text);
    g_free(cue);
}

static int64_t parse_time(const char *text)
{
    int64_t hours;
    int minutes, seconds, thousandths, used = 0;

    if (sscanf(text, "%" G_GINT64_FORMAT ":%2d:%2d.%3d%n", &hours, &minutes, &seconds, &thousandths,
               &used) != 4 ||
        used < 12 || strspn(text, "0123456789:.") != (size_t)used || minutes > 59 || seconds > 59)
        fail_msg("no time: <%s>", text);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
}

static void parse_timing(struct cue *cue, const char *line)
{
    g_auto(GStrv) times = g_strsplit(line, " --> ", -1);

    assert_int_equal(g_strv_length(times), 2);
    cue->start = parse_time(times[0]);
    cue->end = parse_time(times[1]);
    if (cue->end <= cue->start)
        fail_msg("cue %s ends before it starts: %s", cue->id, line);
}

/* One tag, from behind its "<"; returns what is behind its ">". */
static const char *parse_tag(struct cue *cue, const char *at, int *open, int64_t *last)
{
    const char *end = strchr(at, '>');
    g_autofree char *tag = end ? g_strndup(at, (gsize)(end - at)) : NULL;

    if (!tag)
        fail_msg("a tag without end in cue %s", cue->id);
    if (g_ascii_isdigit(*tag)) {
        int64_t time = parse_time(tag);

        if (time <= *last || time >= cue->end)
            fail_msg("the time %s is out of order in cue %s", tag, cue->id);
        *last = time;
        cue->times++;
    } else if (strcmp(tag, "/v") == 0) {
        assert_int_equal((*open)--, 1);
    } else if (g_str_has_prefix(tag, "v ") && tag[2]) {
        assert_int_equal((*open)++, 0);
    } else {
        fail_msg("a tag <%s> in cue %s", tag, cue->id);
    }
    return end + 1;
}

static const char *parse_entity(struct cue *cue, const char *at, GString *text)
{
    static const char *const names[][2] = {
        { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "\"", "\"" }
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_has_prefix(at, names[i][0])) {
            g_string_append(text, names[i][1]);
            return at + strlen(names[i][0]);
        }
    fail_msg("a bare & in cue %s", cue->id);
    return at + 1;
}

static void parse_text(struct cue *cue)
{
    g_autoptr(GString) text = g_string_new(NULL);
    int64_t last = cue->start;
    guint width = 0;
    int open = 0;

    for (const char *at = cue->markup; *at;) {
        if (*at == '<') {
            at = parse_tag(cue, at + 1, &open, &last);
            continue;
        }
        if (*at == '&') {
            at = parse_entity(cue, at, text);
        } else {
            const char *next = g_utf8_next_char(at);

            assert_true(*at != '>' && (g_ascii_isprint(*at) || *at == '\n' || (*at & 0x80)));
            g_string_append_len(text, *at == '\n' ? " " : at, next - at);
            width = *at == '\n' ? (guint)-1 : width - (g_unichar_iszerowidth(g_utf8_get_char(at)));
            at = next;
        }
        width++;
        cue->widest = MAX(cue->widest, width);
    }
    assert_int_equal(open, 0);
    cue->text = g_string_free(g_steal_pointer(&text), FALSE);
}

static struct cue *parse_cue(char **lines)
{
    struct cue *cue = g_new0(struct cue, 1);

    cue->id = g_strdup(lines[0]);
    assert_true(strspn(cue->id, "0123456789.") == strlen(cue->id) && *cue->id);
    assert_non_null(lines[1]);
    parse_timing(cue, lines[1]);
    cue->lines = g_strv_length(lines + 2);
    assert_true(cue->lines > 0);
    cue->markup = g_strjoinv("\n", lines + 2);
    parse_text(cue);
    return cue;
}

/* All cues; the header and the notes are checked on the way. */
static GPtrArray *parse(const char *file)
{
    g_auto(GStrv) blocks = g_strsplit(file, "\n\n", -1);
    GPtrArray *cues = g_ptr_array_new_with_free_func(cue_free);

    assert_true(g_str_has_suffix(file, "\n"));
    assert_false(g_str_has_suffix(file, "\n\n"));
    assert_null(strchr(file, '\r'));
    assert_string_equal(blocks[0], "WEBVTT");
    for (guint i = 1; blocks[i]; i++) {
        g_auto(GStrv) lines = g_strsplit(g_strchomp(blocks[i]), "\n", -1);

        if (g_str_has_prefix(lines[0], "NOTE ")) {
            assert_int_equal(cues->len, 0);
            assert_int_equal(g_strv_length(lines), 1);
            assert_null(strstr(lines[0], "-->"));
        } else {
            g_ptr_array_add(cues, parse_cue(lines));
        }
    }
    return cues;
}

static struct cue *cue_at(const GPtrArray *cues, guint index)
{
    assert_true(index < cues->len);
    return cues->pdata[index];
}

/* From 0 to the end of the audio without gaps, each name once. */
static void assert_contiguous(const GPtrArray *cues, int64_t length, uint32_t rate)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    int64_t at = 0;

    for (guint i = 0; i < cues->len; i++) {
        assert_int_equal(cue_at(cues, i)->start, at);
        at = cue_at(cues, i)->end;
        assert_true(g_hash_table_add(names, cue_at(cues, i)->id));
    }
    assert_int_equal(at, length * 1000 / rate);
}

/* ---- Tests ---- */

static const struct script_line lines[] = {
    { CRIER_ROLE_HEADLINE, "Bakers vote to join the union", FALSE, FALSE },
    { CRIER_ROLE_PARAGRAPH,
      "The count took all night, because every ballot was read out and held up, "
      "before it went into the box that the oldest baker of the town had made.",
      FALSE, FALSE },
    { CRIER_ROLE_PARAGRAPH, "—", TRUE, FALSE },
    { CRIER_ROLE_PARAGRAPH, "“We are glad,” Ada Marsh said.", FALSE, FALSE },
    { 0, NULL, FALSE, FALSE },
};

static GPtrArray *run(const struct script *script)
{
    int64_t length = 0;
    g_autoptr(GError) error = NULL;
    g_autofree char *file = script_run(&crier_plugin_vtt, "a.vtt", script, &length, &error);
    GPtrArray *cues;

    if (!file)
        fail_msg("%s", error->message);
    cues = parse(file);
    assert_contiguous(cues, length, script->rate ? script->rate : 22050);
    return cues;
}

static void cues_are_sentences_without_gaps(void **state)
{
    static const uint32_t rates[] = { 8000, 11025, 16000, 22050, 44100, 48000 };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rates); i++) {
        const struct script script = { .rate = rates[i], .title = "Bakers", .lines = lines };
        g_autoptr(GPtrArray) cues = run(&script);

        assert_int_equal(cues->len, 4);
        assert_string_equal(cue_at(cues, 0)->id, "1");
        assert_string_equal(cue_at(cues, 0)->markup, "Bakers vote to join the union");
        assert_string_equal(cue_at(cues, 1)->id, "2.1");
        assert_string_equal(cue_at(cues, 2)->id, "2.2");
        assert_string_equal(cue_at(cues, 3)->id, "4");
        for (guint c = 0; c < cues->len; c++)
            assert_true(cue_at(cues, c)->lines <= 2 && cue_at(cues, c)->widest <= 42);
    }
}

/* The place of the cut is the pause between its two words. */
static void a_long_sentence_parts_at_a_clause_by_its_words(void **state)
{
    const struct script script = { .title = "Bakers", .lines = lines };
    g_autoptr(GPtrArray) cues = run(&script);
    const char *second;
    int64_t start = 2 * FRAMES_BEFORE + (int64_t)strlen(lines[0].text) * FRAMES_A_BYTE;
    int64_t cut;

    (void)state;
    assert_true(g_str_has_suffix(cue_at(cues, 1)->text, ","));
    second = strstr(lines[1].text, cue_at(cues, 2)->text);
    assert_non_null(second);
    cut = start + (second - lines[1].text) * FRAMES_A_BYTE - FRAMES_A_BYTE / 2;
    assert_in_range(cue_at(cues, 1)->end, cut * 1000 / 22050 - 1, cut * 1000 / 22050 + 1);
}

static void options_change_width_and_add_times(void **state)
{
    static const struct crier_option options[] = { { "width", "20" }, { "words", "1" } };
    const struct script script = {
        .title = "Bakers", .lines = lines, .options = options, .option_count = 2
    };
    g_autoptr(GPtrArray) cues = run(&script);
    guint times = 0;

    (void)state;
    assert_true(cues->len >= 6);
    for (guint i = 0; i < cues->len; i++) {
        assert_true(cue_at(cues, i)->widest <= 20 && cue_at(cues, i)->lines <= 2);
        times += cue_at(cues, i)->times;
    }
    assert_true(times >= 25);
    assert_string_equal(cue_at(cues, 0)->markup,
                        "<00:00:00.149>Bakers <00:00:00.466>vote\n<00:00:00.692>to "
                        "<00:00:00.828>join <00:00:01.054>the <00:00:01.235>union");
}

static void wrong_options_are_said(void **state)
{
    static const char *const wrong[][2] = {
        { "width", "15" },  { "width", "201" },
        { "width", "4e1" }, { "width", "" },
        { "width", "-42" }, { "words", "yes" },
        { "width", " 42" }, { "width", "99999999999999999999" }
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        const struct crier_option option = { wrong[i][0], wrong[i][1] };
        const struct script script = {
            .title = "Bakers", .lines = lines, .options = &option, .option_count = 1
        };
        g_autoptr(GError) error = NULL;

        assert_null(script_run(&crier_plugin_vtt, "a.vtt", &script, NULL, &error));
        assert_int_equal(error->code, ERROR_USAGE);
        assert_non_null(strstr(error->message, "must be a number from"));
    }
}

#define LONG "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"

/* Whatever stands in an article: all of it is shown, none of it is markup. */
static const char *const hostile[] = {
    "a --> b",
    "WEBVTT",
    "NOTE this",
    "00:00:01.000 --> 00:00:02.000",
    "<v Mallory>I said nothing</v> & </c> <00:00:09.000>",
    "&lt;script&gt; ]]> <!-- --> <?x?>",
    "one\r\n\r\ntwo\n\nthree\n\n7\n00:00:00.000 --> 99:00:00.000\nfour",
    "tab\tand\vform\ffeed and \x01 \x02 \x7F \xC2\x80 controls",
    "\xE2\x80\xAE"
    "backwards"
    "\xE2\x80\xAC and \xE2\x81\xA6isolated\xE2\x81\xA9",
    "\xEF\xBB\xBF"
    "mark in \xEF\xBB\xBF front",
    "👩‍👩‍👧‍👦 🇺🇸 👍🏽 family",
    "line\xE2\x80\xA8"
    "separator\xE2\x80\xA9"
    "paragraph",
    LONG LONG LONG,
    "https://example.org/" LONG "?" LONG " is long",
    "' \" “ ” ‘ ’ « »",
    "“Unclosed, Ada Marsh said",
    "x",
    "...",
    "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢"
    "字漢字漢字漢字漢字漢字漢字",
};

static void hostile_text_is_shown_and_harmless(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(hostile); i++) {
        const char *text = hostile[i / 2];
        const struct script_line line[] = { { CRIER_ROLE_PARAGRAPH, text, FALSE, i % 2 == 1 },
                                            { 0, NULL, FALSE, FALSE } };
        const struct script script = { .title = text, .lines = line };
        g_autoptr(GPtrArray) cues = run(&script);
        g_autoptr(GString) got = g_string_new(NULL);
        g_autoptr(GString) plain = g_string_new(NULL);
        g_autofree char *wanted = script_shown(text);

        for (guint c = 0; c < cues->len; c++) {
            assert_true(cue_at(cues, c)->lines <= 2);
            g_string_append_printf(got, "%s ", cue_at(cues, c)->text);
        }
        /* Words longer than a line are parted, so spaces do not count. */
        g_string_replace(got, " ", "", 0);
        g_string_append(plain, wanted);
        g_string_replace(plain, " ", "", 0);
        assert_string_at((int)i, got->str, plain->str);
    }
}

/* More text than there is time: nothing may be lost or take no time. */
static void text_without_time_is_shared_out(void **state)
{
    g_autoptr(GString) text = g_string_new("one");
    struct script_line line[] = { { CRIER_ROLE_PARAGRAPH, NULL, FALSE, FALSE },
                                  { 0, NULL, FALSE, FALSE } };
    const struct script script = { .rate = 192000000, .title = "t", .lines = line };
    g_autoptr(GPtrArray) cues = NULL;

    (void)state;
    for (int i = 0; i < 3000; i++)
        g_string_append(text, " word");
    line[0].text = text->str;
    cues = run(&script);
    assert_true(cues->len > 0 && cues->len < 100);
}

static void speakers_are_named_when_certain(void **state)
{
    static const struct {
        int line;
        const char *text;
        const char *wanted;
    } cases[] = {
        { __LINE__, "“We won,” Ada Marsh said.", "<v Ada Marsh>“We won,”</v> Ada Marsh said." },
        { __LINE__, "“We won,” said Ada Marsh.", "<v Ada Marsh>“We won,”</v> said Ada Marsh." },
        { __LINE__, "\"We won,\" said Ada Marsh, a baker.",
          "<v Ada Marsh>\"We won,\"</v> said Ada Marsh, a baker." },
        { __LINE__, "“Did we?” asked O’Brien.", "<v O’Brien>“Did we?”</v> asked O’Brien." },
        { __LINE__, "Ada Marsh said, “We won.”", "Ada Marsh said, <v Ada Marsh>“We won.”</v>" },
        { __LINE__, "“Yes,” Ada said, “we won.”",
          "<v Ada>“Yes,”</v> Ada said, <v Ada>“we won.”</v>" },
        { __LINE__, "We won,” said Dr. J. Marsh.",
          "<v Dr. J. Marsh>We won,”</v> said Dr. J. Marsh." },
        { __LINE__, "“Ja,” said Jan van der Berg.",
          "<v Jan van der Berg>“Ja,”</v> said Jan van der Berg." },
        { __LINE__, "«Ganamos», dijo Inés Quiroga.",
          "<v Inés Quiroga>«Ganamos»</v>, dijo Inés Quiroga." },
        { __LINE__, "“We won,” Marsh told reporters.",
          "<v Marsh>“We won,”</v> Marsh told reporters." },
        /* Not certain. */
        { __LINE__, "“We won,” she said.", NULL },
        { __LINE__, "“We won,” the mayor said.", NULL },
        { __LINE__, "“We won,” They said.", NULL },
        { __LINE__, "“We won,” said the mayor.", NULL },
        { __LINE__, "“We won,” said Ada and Ben.", NULL },
        { __LINE__, "“We won,” said Local 88.", NULL },
        { __LINE__, "“We won,” said Ada’s boss.", NULL },
        { __LINE__, "“We won,” told Ada Marsh.", NULL },
        { __LINE__, "“We won,” said Monday’s paper.", NULL },
        { __LINE__, "“We won,” said Monday.", NULL },
        { __LINE__, "The “right to work” Marsh said no to.", NULL },
        { __LINE__, "Officials said, “We won.”", NULL },
        { __LINE__, "Yesterday Ada said, “We won.”", NULL },
        { __LINE__, "Ada Marsh left. “We won.”", NULL },
        { __LINE__, "“We won,” Ada Marsh, a baker, said.", NULL },
        { __LINE__, "Ada Marsh said she won.", NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        static const struct crier_option option = { "width", "100" };
        const struct script_line line[] = { { CRIER_ROLE_PARAGRAPH, cases[i].text, FALSE, FALSE },
                                            { 0, NULL, FALSE, FALSE } };
        const struct script script = {
            .title = "t", .lines = line, .options = &option, .option_count = 1
        };
        g_autoptr(GPtrArray) cues = run(&script);

        assert_string_at(cases[i].line, cue_at(cues, 0)->markup,
                         cases[i].wanted ? cases[i].wanted : cases[i].text);
    }
}

static void headlines_name_no_speaker(void **state)
{
    static const struct script_line line[] = { { CRIER_ROLE_HEADLINE, "“We Won,” Bakers Union Says",
                                                 FALSE, FALSE },
                                               { 0, NULL, FALSE, FALSE } };
    const struct script script = { .title = "t", .lines = line };
    g_autoptr(GPtrArray) cues = run(&script);

    (void)state;
    assert_string_equal(cue_at(cues, 0)->markup, line[0].text);
}

static void an_article_of_silence_has_no_cues(void **state)
{
    static const struct script_line line[] = { { CRIER_ROLE_PARAGRAPH, "—", TRUE, FALSE },
                                               { 0, NULL, FALSE, FALSE } };
    const struct script script = { .title = "A & B --> C", .lines = line };
    g_autofree char *file = script_run(&crier_plugin_vtt, "a.vtt", &script, NULL, NULL);

    (void)state;
    assert_string_equal(file, "WEBVTT\n\nNOTE Title: A &amp; B --&gt; C\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_are_sentences_without_gaps),
        cmocka_unit_test(a_long_sentence_parts_at_a_clause_by_its_words),
        cmocka_unit_test(options_change_width_and_add_times),
        cmocka_unit_test(wrong_options_are_said),
        cmocka_unit_test(hostile_text_is_shown_and_harmless),
        cmocka_unit_test(text_without_time_is_shared_out),
        cmocka_unit_test(speakers_are_named_when_certain),
        cmocka_unit_test(headlines_name_no_speaker),
        cmocka_unit_test(an_article_of_silence_has_no_cues),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
