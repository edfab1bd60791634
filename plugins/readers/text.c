/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: slice looks_like_text headline printed_date byline dateline */
/*
 * Plain text as newsrooms and agencies send it: paragraphs parted by blank lines,
 * by indentation or one to a line; headline, byline, date and dateline on top.
 */
#include "shared/byline.h"
#include "shared/dateline.h"
#include "shared/headline.h"
#include "shared/looks_like_text.h"
#include "shared/printed_date.h"

#include <crier/reader.h>
#include <stdlib.h>
#include <string.h>

/* A line with more characters was not broken by hand: it is a paragraph. */
#define WRAPPED_LINE 120
/* A byline or date stands at most this many lines into the first paragraph. */
#define TOP_LINES    5
#define SUMMARY_SIZE 300
/* How many broken words are looked up in the rest of the article. */
#define LOOKUPS      100

struct line {
    size_t from, to; /* without its end and without white space at its ends */
    int indented;
    int separator; /* nothing but dashes, asterisks and the like */
    int broken;    /* a word goes on in the next line: bytes of its end to leave out, plus 1 */
};

/* Lines [first, last) that belong together. */
struct paragraph {
    size_t first, last;
};

struct article {
    const struct crier_reader_host *host;
    struct crier_text text;
    struct line *lines;
    size_t line_count;
    struct paragraph *paragraphs;
    size_t paragraph_count;
    int has_headline, has_byline, in_body;
    int lookups; /* of broken words */
};

/* ---- Lines ---- */

static size_t count_lines(const struct crier_text *text)
{
    size_t count = 1;

    for (size_t i = 0; i < text->size; i++)
        count += text->data[i] == '\n' || text->data[i] == '\r' || text->data[i] == '\f' ? 2 : 0;
    return count;
}

/* Marks that separators are made of, at the start of a slice: their bytes, or 0. */
static size_t rule_mark(struct slice s)
{
    if (strchr("-*_=#~", s.at[0]) && s.at[0])
        return 1;
    if (slice_starts(s, "\xe2\x80\x93") || slice_starts(s, "\xe2\x80\x94") ||
        slice_starts(s, "\xe2\x80\xa2"))
        return 3;
    return slice_starts(s, "\xc2\xb7") ? 2 : 0;
}

/* "* * *", "-----", "###", and "-30-", which ends a story on the wire. */
static int is_separator(struct slice s)
{
    size_t marks = 0;
    int thirty = 0;

    while (s.size > 0) {
        size_t length = rule_mark(s);

        if (length > 0)
            marks++;
        else if (byte_is_space(s.at[0]))
            length = 1;
        else if (slice_starts(s, "30") && marks > 0 && !thirty++)
            length = 2;
        else
            return 0;
        s = slice_from(s, length);
    }
    return thirty || marks > 0;
}

static void add_line(struct article *a, size_t from, size_t to)
{
    struct slice whole = { a->text.data + from, to - from };
    struct slice bare = slice_trim(whole);
    struct line *line = &a->lines[a->line_count++];

    line->from = (size_t)(bare.at - a->text.data);
    line->to = line->from + bare.size;
    line->indented = bare.size > 0 && (whole.at[0] == '\t' || bare.at - whole.at >= 2);
    line->separator = bare.size > 0 && is_separator(bare);
}

static int find_lines(struct article *a)
{
    const char *data = a->text.data;
    size_t from = 0;

    a->lines = calloc(count_lines(&a->text), sizeof(*a->lines));
    if (!a->lines)
        return 0;
    for (size_t i = 0; i < a->text.size; i++) {
        if (data[i] != '\n' && data[i] != '\r' && data[i] != '\f')
            continue;
        add_line(a, from, i);
        if (data[i] == '\f')
            add_line(a, i, i); /* a new page parts paragraphs */
        if (data[i] == '\r' && i + 1 < a->text.size && data[i + 1] == '\n')
            i++;
        from = i + 1;
    }
    add_line(a, from, a->text.size);
    return 1;
}

static int is_blank(const struct line *line)
{
    return line->from == line->to;
}

/* ---- What lines begin with ---- */

struct marker {
    size_t size; /* bytes up to the item's text; 0: no marker */
    char kind;   /* what must agree in one list */
    int32_t ordinal;
};

static const struct {
    const char *mark;
    char kind;
} bullets[] = {
    { "- ", '-' },
    { "* ", '*' },
    { "\xe2\x80\xa2", 'o' },
    { "\xc2\xb7 ", 'o' },
    { "\xe2\x80\x93 ", '=' },
};

static struct marker numbered(struct slice s)
{
    size_t open = s.at[0] == '(';
    struct marker marker = { open, open ? '(' : 0, 0 };

    while (marker.size < s.size && marker.size < open + 3 && byte_is_digit(s.at[marker.size]))
        marker.ordinal = marker.ordinal * 10 + (s.at[marker.size++] - '0');
    if (marker.size == open || marker.size + 1 >= s.size || !byte_is_space(s.at[marker.size + 1]))
        return (struct marker){ 0 };
    if (s.at[marker.size] != ')' && (open || s.at[marker.size] != '.'))
        return (struct marker){ 0 };
    if (!open)
        marker.kind = s.at[marker.size];
    marker.size++;
    return marker;
}

static struct marker marker_of(const struct article *a, const struct line *line)
{
    struct slice s = { a->text.data + line->from, line->to - line->from };
    struct marker marker = { 0 };

    if (s.size < 2)
        return marker;
    for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets) && marker.size == 0; i++)
        if (slice_starts(s, bullets[i].mark))
            marker = (struct marker){ strlen(bullets[i].mark), bullets[i].kind, 0 };
    if (marker.size == 0)
        marker = numbered(s);
    while (marker.size > 0 && marker.size < s.size && byte_is_space(s.at[marker.size]))
        marker.size++;
    return marker.size < s.size ? marker : (struct marker){ 0 };
}

/* ---- Paragraphs ---- */

static void add_paragraph(struct article *a, size_t first, size_t last)
{
    if (first < last)
        a->paragraphs[a->paragraph_count++] = (struct paragraph){ first, last };
}

static int is_wide(const struct article *a, const struct line *line)
{
    size_t characters = 0;

    for (size_t i = line->from; i < line->to && characters <= WRAPPED_LINE; i++)
        characters += ((unsigned char)a->text.data[i] & 0xc0) != 0x80;
    return characters > WRAPPED_LINE;
}

/* An indented line before one that is not, or at the end, starts a paragraph. */
static int starts_indented(const struct article *a, size_t at, size_t last)
{
    return a->lines[at].indented && (at + 1 == last || !a->lines[at + 1].indented);
}

/* Does the line begin a paragraph, among lines [first, last) that blank lines part
 * from the rest? `flush`: some of them are not indented. */
static int begins(const struct article *a, size_t at, size_t last, int flush)
{
    if (marker_of(a, &a->lines[at]).size > 0)
        return 0; /* lists are made of their lines later */
    return flush && starts_indented(a, at, last);
}

static void divide(struct article *a, size_t first, size_t last)
{
    int list = marker_of(a, &a->lines[first]).size > 0;
    size_t from = first;
    int wide = 0;
    int flush = 0;

    for (size_t i = first; i < last; i++) {
        wide |= is_wide(a, &a->lines[i]);
        flush |= !a->lines[i].indented;
    }
    for (size_t i = first + 1; i < last; i++)
        if (wide || begins(a, i, last, flush && !list)) {
            add_paragraph(a, from, i);
            from = i;
        }
    add_paragraph(a, from, last);
}

static int find_paragraphs(struct article *a)
{
    size_t i = 0;

    a->paragraphs = calloc(a->line_count + 1, sizeof(*a->paragraphs));
    if (!a->paragraphs)
        return 0;
    while (i < a->line_count) {
        size_t first = i;

        if (is_blank(&a->lines[i]) || a->lines[i].separator) {
            if (a->lines[i].separator)
                add_paragraph(a, i, i + 1);
            i++;
            continue;
        }
        while (i < a->line_count && !is_blank(&a->lines[i]) && !a->lines[i].separator)
            i++;
        divide(a, first, i);
    }
    return 1;
}

static int is_rule(const struct article *a, size_t paragraph)
{
    return a->lines[a->paragraphs[paragraph].first].separator;
}

static struct slice words_of(const struct article *a, struct paragraph p)
{
    size_t from = a->lines[p.first].from;

    return (struct slice){ a->text.data + from, a->lines[p.last - 1].to - from };
}

static struct slice line_words(const struct article *a, size_t line)
{
    return words_of(a, (struct paragraph){ line, line + 1 });
}

/* ---- Words broken over lines ---- */

static int is_letter(char c)
{
    return (byte_lower(c) >= 'a' && byte_lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

/* Is the word that these two halves make written in one elsewhere? Then its hyphen is
 * the line's, not its own. Looks at the first 64 KiB, and not for ever. */
static int is_one_word(struct article *a, struct slice half, struct slice rest)
{
    char word[64];
    struct slice text = { a->text.data, a->text.size < 65536 ? a->text.size : 65536 };
    size_t size = 0;
    const char *found;

    while (half.size > 0 && size < half.size && is_letter(half.at[half.size - size - 1]))
        size++;
    half = slice_from(half, half.size - size);
    for (size = 0; size < rest.size && is_letter(rest.at[size]); size++)
        ;
    if (half.size + size > sizeof(word) || half.size < 2 || a->lookups++ >= LOOKUPS)
        return 0;
    memcpy(word, half.at, half.size);
    memcpy(word + half.size, rest.at, size);
    size += half.size;
    while ((found = memmem(text.at, text.size, word, size)) != NULL) {
        text = slice_from(text, (size_t)(found - text.at) + size);
        if ((found == a->text.data || !is_letter(found[-1])) &&
            (text.size == 0 || !is_letter(text.at[0])))
            return 1;
    }
    return 0;
}

/* Is a word broken at the end of this line? Behind a soft hyphen it is, and the two
 * bytes of that are left out; behind a hyphen it may be, and one byte or none. */
static int broken_word(struct article *a, const struct line *line, const struct line *next)
{
    const char *end = a->text.data + line->to;
    struct slice half = { a->text.data + line->from, line->to - line->from };
    struct slice rest = { a->text.data + next->from, next->to - next->from };
    size_t length;

    if (half.size >= 3 && end[-2] == '\xc2' && end[-1] == '\xad')
        return 2 + 1;
    if (half.size < 2 || end[-1] != '-' || !is_letter(end[-2]) || rest.size == 0 ||
        case_of(slice_char(rest, &length)) >= 0)
        return 0;
    return is_one_word(a, slice_upto(half, half.size - 1), rest) + 1;
}

static void find_broken_words(struct article *a)
{
    for (size_t i = 0; i < a->paragraph_count; i++)
        for (size_t n = a->paragraphs[i].first; n + 1 < a->paragraphs[i].last; n++)
            a->lines[n].broken = broken_word(a, &a->lines[n], &a->lines[n + 1]);
}

/* ---- Text to the host ---- */

/* Lines [first, last) from the given byte on, joined again where they were wrapped. */
static void send_lines(const struct article *a, struct paragraph p, size_t from)
{
    for (size_t i = p.first; i < p.last; i++) {
        const struct line *line = &a->lines[i];
        int is_last = i + 1 == p.last;
        size_t to = line->to;

        if (!is_last && line->broken == 0)
            continue; /* one call for all lines that flow on */
        if (!is_last)
            to -= (size_t)line->broken - 1;
        a->host->text(a->host, a->text.data + from, to - from, from, to);
        if (!is_last)
            from = a->lines[i + 1].from;
    }
}

static void send_block(const struct article *a, uint32_t role, struct paragraph p)
{
    crier_open(a->host, role);
    send_lines(a, p, a->lines[p.first].from);
    a->host->close(a->host);
}

static void send_meta(const struct article *a, uint32_t key, struct slice value)
{
    a->host->meta(a->host, key, value.at, value.size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static void send_rule(const struct article *a, size_t paragraph)
{
    const struct line *line = &a->lines[a->paragraphs[paragraph].first];
    int digits = slice_count(line_words(a, a->paragraphs[paragraph].first)).digits > 0;

    a->host->skip(a->host, line->from, line->to, digits ? "end mark" : "separator line");
}

/* ---- Lists ---- */

/* How many items of one list the lines are, each begun by a marker; 0: not a list.
 * *last is the marker before, and then the last one. */
static size_t count_items(const struct article *a, struct paragraph p, struct marker *last)
{
    size_t items = 0;

    for (size_t i = p.first; i < p.last; i++) {
        struct marker marker = marker_of(a, &a->lines[i]);

        if (marker.size == 0 && i > p.first && a->lines[i].indented)
            continue;
        if (marker.size == 0 || (last->size > 0 && marker.kind != last->kind))
            return 0;
        if (last->size > 0 && marker.ordinal != 0 && marker.ordinal != last->ordinal + 1)
            return 0;
        *last = marker;
        items++;
    }
    return items;
}

/* How many paragraphs from this one on are one list; 0: none. */
static size_t list_length(const struct article *a, size_t at)
{
    struct marker last = { 0 };
    size_t items = 0;
    size_t length = 0;

    while (at + length < a->paragraph_count && !is_rule(a, at + length)) {
        size_t more = count_items(a, a->paragraphs[at + length], &last);

        if (more == 0)
            break;
        items += more;
        length++;
    }
    return items > 1 || last.kind == 'o' ? length : 0;
}

/* The item that begins at line p->first; moves p->first behind it. */
static void send_item(const struct article *a, struct paragraph *p)
{
    const struct line *line = &a->lines[p->first];
    struct marker marker = marker_of(a, line);
    struct paragraph item = { p->first, p->first + 1 };
    const struct crier_block block = { .size = sizeof(block),
                                       .role = CRIER_ROLE_LIST_ITEM,
                                       .ordinal = (uint32_t)marker.ordinal };

    while (item.last < p->last && marker_of(a, &a->lines[item.last]).size == 0)
        item.last++;
    a->host->open(a->host, &block);
    a->host->skip(a->host, line->from, line->from + marker.size, "list marker");
    send_lines(a, item, line->from + marker.size);
    a->host->close(a->host);
    p->first = item.last;
}

static void send_list(const struct article *a, size_t at, size_t length)
{
    crier_open(a->host, CRIER_ROLE_LIST);
    for (size_t i = at; i < at + length; i++) {
        struct paragraph p = a->paragraphs[i];

        while (p.first < p.last)
            send_item(a, &p);
    }
    a->host->close(a->host);
}

/* ---- The top of the article ---- */

static int try_byline(struct article *a, struct paragraph p)
{
    struct printed_byline byline;
    char iso[PRINTED_ISO_SIZE];

    for (size_t i = p.first + 1; i < p.last; i++)
        if (printed_date(line_words(a, i), iso))
            return 0; /* a block of its own */
    if (a->has_byline || !printed_byline(words_of(a, p), &byline))
        return 0;
    for (size_t i = 0; i < byline.count; i++)
        send_meta(a, CRIER_META_AUTHOR, byline.names[i]);
    if (printed_date(byline.outlet, iso) == 1)
        send_meta(a, CRIER_META_DATE, (struct slice){ iso, strlen(iso) });
    send_block(a, CRIER_ROLE_BYLINE, p);
    a->has_byline = 1;
    return 1;
}

static int try_date(struct article *a, struct paragraph p)
{
    char iso[PRINTED_ISO_SIZE];
    int kind = printed_date(words_of(a, p), iso);

    if (kind == 0)
        return 0;
    send_meta(a, kind == 2 ? CRIER_META_MODIFIED : CRIER_META_DATE,
              (struct slice){ iso, strlen(iso) });
    send_block(a, CRIER_ROLE_DATE, p);
    return 1;
}

/* Would it be a byline or a date? */
static int is_credit(const struct article *a, struct paragraph p)
{
    struct printed_byline byline;
    char iso[PRINTED_ISO_SIZE];

    return printed_date(words_of(a, p), iso) ||
           (!a->has_byline && printed_byline(words_of(a, p), &byline));
}

/* The first line that is a byline or a date of its own, or p.last. */
static size_t credit_line(const struct article *a, struct paragraph p)
{
    for (size_t i = p.first; i < p.last && i < p.first + TOP_LINES; i++)
        if (is_credit(a, (struct paragraph){ i, i + 1 }))
            return i;
    return p.last;
}

static int try_headline(struct article *a, struct paragraph p, int more_follows)
{
    struct slice words = words_of(a, p);
    struct printed_dateline dateline;

    if (a->has_headline || !more_follows || p.last - p.first > 3 || !printed_headline(words) ||
        printed_dateline(words, &dateline) || marker_of(a, &a->lines[p.first]).size > 0)
        return 0;
    send_meta(a, CRIER_META_TITLE, words);
    send_block(a, CRIER_ROLE_HEADLINE, p);
    a->has_headline = 1;
    return 1;
}

/* Between headline and byline stands the summary. */
static int try_summary(const struct article *a, struct paragraph p, int credit_follows)
{
    struct printed_dateline dateline;

    if (!a->has_headline || a->has_byline || !credit_follows ||
        words_of(a, p).size > SUMMARY_SIZE || printed_dateline(words_of(a, p), &dateline))
        return 0;
    send_block(a, CRIER_ROLE_SUMMARY, p);
    return 1;
}

static void send_paragraph(struct article *a, struct paragraph p)
{
    struct slice words = words_of(a, p);
    size_t from = a->lines[p.first].from;
    struct printed_dateline dateline;

    if (a->in_body || !printed_dateline(words, &dateline)) {
        a->in_body = 1;
        send_block(a, CRIER_ROLE_PARAGRAPH, p);
        return;
    }
    a->in_body = 1;
    crier_add(a->host, CRIER_ROLE_DATELINE, words.at, dateline.place, from);
    a->host->skip(a->host, from + dateline.place, from + dateline.body, "dateline dash");
    while (p.last - p.first > 1 && a->lines[p.first + 1].from <= from + dateline.body)
        p.first++; /* the dash stood at the end of a line */
    crier_open(a->host, CRIER_ROLE_PARAGRAPH);
    send_lines(a, p, from + dateline.body);
    a->host->close(a->host);
}

/* Lines in capitals on top of lines that are not: the headline and its summary. */
static size_t shouted_end(const struct article *a, struct paragraph p)
{
    size_t end = p.first;

    while (end < p.last && slice_count(line_words(a, end)).smalls == 0 &&
           slice_count(line_words(a, end)).capitals > 1)
        end++;
    return end > p.first ? end : p.last;
}

/* Is a byline or a date next, behind lines [first, credit) of paragraph `at`? */
static int credit_follows(const struct article *a, size_t at, size_t credit)
{
    struct paragraph next;

    if (credit < a->paragraphs[at].last)
        return 1;
    if (at + 1 == a->paragraph_count)
        return 0;
    next = a->paragraphs[at + 1];
    return is_credit(a, next) || credit_line(a, next) == next.first;
}

/* Take one part off the top of a paragraph. 0: the body begins here. */
static int take_top(struct article *a, size_t at, struct paragraph *p)
{
    size_t credit = credit_line(a, *p);
    struct paragraph head = { p->first, credit };
    int taken;

    if (credit == p->first) {
        head.last = p->first + 1;
        taken = try_byline(a, head) || try_date(a, head);
    } else {
        if (!a->has_headline)
            head.last = shouted_end(a, head);
        taken = try_headline(a, head, at + 1 < a->paragraph_count || head.last < p->last) ||
                try_summary(a, head, credit_follows(a, at, credit));
    }
    p->first = taken ? head.last : p->first;
    return taken;
}

static void send_top(struct article *a, size_t at)
{
    struct paragraph p = a->paragraphs[at];

    while (p.first < p.last) {
        if (try_byline(a, p) || try_date(a, p))
            return;
        if (!take_top(a, at, &p))
            break;
    }
    if (p.first < p.last)
        send_paragraph(a, p);
}

static void send_article(struct article *a)
{
    size_t at = 0;

    find_broken_words(a);
    while (at < a->paragraph_count) {
        size_t length = is_rule(a, at) ? 0 : list_length(a, at);

        if (is_rule(a, at)) {
            send_rule(a, at);
        } else if (length > 0) {
            a->in_body = 1;
            send_list(a, at, length);
        } else if (a->in_body) {
            send_paragraph(a, a->paragraphs[at]);
        } else {
            send_top(a, at);
        }
        at += length > 0 ? length : 1;
    }
}

/* ---- The plugin ---- */

static crier_status unreadable(const struct crier_reader_host *host, const char *why)
{
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, why);
    return CRIER_UNREADABLE;
}

static crier_status read_text(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct article a = { .host = host };
    crier_status status = host->decode(host, source, NULL, &a.text);

    if (status == CRIER_UNREADABLE)
        return unreadable(host, "it is not text");
    if (status != CRIER_OK)
        return status;
    if (!find_lines(&a) || !find_paragraphs(&a))
        status = CRIER_FAILED;
    else if (a.paragraph_count == 0)
        status = unreadable(host, "there is no text in it");
    else
        send_article(&a);
    free(a.lines);
    free(a.paragraphs);
    return status;
}

static int32_t probe(const struct crier_source *source)
{
    if (!looks_like_text(source->bytes, source->length))
        return 0;
    if (strcmp(source->media_type, "text/plain") == 0)
        return 30;
    if (crier_has_suffix(source->name, "txt") || crier_has_suffix(source->name, "text"))
        return 25;
    return 5;
}

CRIER_READER = {
    CRIER_READER_HEAD("text", "plain-text news articles"),
    .suffixes = (const char *const[]){ "txt", "text", NULL },
    .media_types = (const char *const[]){ "text/plain", NULL },
    .probe = probe,
    .read = read_text,
};
