/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: libcmark-gfm; link: -lcmark-gfm-extensions */
/* apt: libcmark-gfm-dev libcmark-gfm-extensions-dev */
/*
 * CommonMark with the extensions of GitHub. The parser gives the structure and the
 * text; where each word stands is found by walking the source beside it, because
 * the parser's columns of inline text cannot be relied upon.
 */
#include "front_matter.h"
#include "markdown_source.h"
#include "shared/newswire.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <crier/reader.h>
#include <stdlib.h>

/* Deeper quotations and lists are read as if they stood at this depth: the host
 * takes 64, and a table or a caption in the innermost one needs some. */
#define DEPTH_MAX       40
/* A table that anybody listens to has some hundred cells. */
#define TABLE_CELLS_MAX 500000

/* A run of text and its place in the source. */
struct run {
    size_t at;       /* offset in the buffer's text */
    size_t from, to; /* in the source */
    int cut;         /* no text: a chunk ends here */
};

/* The text of one block, collected before it is sent. */
struct buffer {
    char *text;
    size_t size, room;
    struct run *runs;
    size_t run_count, run_room;
};

struct markdown {
    const struct crier_reader_host *host;
    struct slice source; /* the whole text, front matter too */
    size_t *lines;       /* where each line of the body begins; [0] is line 1 */
    size_t line_count;
    size_t at;     /* how far the source has been walked */
    uint8_t *told; /* a bit for each byte of the source that is accounted for */
    int lost;      /* text and source of this block do not agree */

    struct buffer words;    /* of the block */
    struct buffer pictures; /* alternative texts, each ended by a cut */
    size_t images;          /* how deep in pictures */
    char link;              /* how the link around is written: '[', '<' or 0 */

    size_t depth;                     /* open quotations, lists, items and footnotes */
    size_t muted;                     /* of those too deep to be opened */
    uint32_t ordinals[DEPTH_MAX + 2]; /* of the next item, by depth of its list */
    uint32_t footnotes;
    int in_header; /* of a table */

    const struct front_matter *front;
    cmark_node *headline;
    int has_byline, in_body, html_noted;
};

/* ---- Memory: the process is ours alone, and lives as long as the article ---- */

static void *grow(void *array, size_t *room, size_t need, size_t size)
{
    size_t more = *room ? *room : 64;

    if (need <= *room)
        return array;
    while (more < need)
        more *= 2;
    array = reallocarray(array, more, size);
    if (!array)
        abort();
    *room = more;
    return array;
}

static void add_run(struct buffer *b, struct run run)
{
    b->runs = grow(b->runs, &b->run_room, b->run_count + 1, sizeof(*b->runs));
    run.at = b->size;
    b->runs[b->run_count++] = run;
}

static void add_text(struct buffer *b, const char *text, size_t size)
{
    b->text = grow(b->text, &b->room, b->size + size + 1, 1);
    memcpy(b->text + b->size, text, size);
    b->size += size;
}

static void clear_buffer(struct buffer *b)
{
    b->size = 0;
    b->run_count = 0;
}

/* ---- Accounts ---- */

static void tell(struct markdown *m, size_t from, size_t to)
{
    for (; from < to; from++)
        m->told[from / 8] |= (uint8_t)(1u << (from % 8));
}

static int is_told(const struct markdown *m, size_t at)
{
    return (m->told[at / 8] >> (at % 8)) & 1;
}

static void skip(struct markdown *m, size_t from, size_t to, const char *reason)
{
    if (from >= to)
        return;
    m->host->skip(m->host, from, to, reason);
    tell(m, from, to);
}

static size_t line_start(const struct markdown *m, int line)
{
    return line >= 1 && (size_t)line <= m->line_count ? m->lines[line - 1] : m->source.size;
}

static void find_lines(struct markdown *m, size_t body)
{
    size_t room = 0;

    for (size_t at = body;;) {
        m->lines = grow(m->lines, &room, m->line_count + 1, sizeof(*m->lines));
        m->lines[m->line_count++] = at;
        at = fm_next_line(m->source, at);
        if (at == m->source.size)
            return;
    }
}

/* ---- Beside the source ---- */

static struct buffer *target(struct markdown *m)
{
    return m->images > 0 ? &m->pictures : &m->words;
}

/* Text that stands at [from, to). Runs that go on join. */
static void put(struct markdown *m, const char *text, size_t size, size_t from, size_t to)
{
    struct buffer *b = target(m);
    struct run *last = b->run_count > 0 ? &b->runs[b->run_count - 1] : NULL;

    if (last && !last->cut && last->to == from && to - from == size &&
        last->to - last->from == b->size - last->at)
        last->to = to;
    else
        add_run(b, (struct run){ .from = from, .to = to });
    add_text(b, text, size);
    tell(m, from, to);
}

/* The rest of a block whose text was not found: it stands somewhere up to its end. */
static void put_lost(struct markdown *m, const char *text, size_t size)
{
    size_t end = ms_line_end(m->source, m->at);

    m->lost = 1;
    put(m, text, size, m->at, end > m->at ? end : m->source.size);
}

static char source_char(const struct markdown *m)
{
    return m->at < m->source.size ? m->source.at[m->at] : '\0';
}

/* One character of white space, as "&nbsp;" means it? */
static int is_white(struct slice text)
{
    size_t length;
    uint32_t c = nw_char(text, &length);

    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

/* One escape or entity at this place that means the start of the text. Returns
 * the bytes of text that it is. */
static size_t put_escaped(struct markdown *m, struct slice text)
{
    struct slice rest = nw_from(m->source, m->at);
    char meaning[16];
    size_t written = ms_entity(m->source, m->at);
    size_t size;

    if (source_char(m) == '\\' && rest.size > 1 && ms_is_punctuation(rest.at[1])) {
        if (rest.at[1] != text.at[0])
            return 0;
        put(m, text.at, 1, m->at, m->at + 2);
        m->at += 2;
        return 1;
    }
    if (written == 0)
        return 0;
    size = ms_decode_entity(nw_upto(rest, written), meaning, sizeof(meaning));
    if (size == 0 || size > text.size || memcmp(meaning, text.at, size) != 0)
        return 0;
    put(m, text.at, size, m->at, m->at + written);
    if (is_white(nw_upto(text, size)))
        skip(m, m->at, m->at + written, "white space"); /* its letters are no word */
    m->at += written;
    return size;
}

/* How far text and source agree from here on, up to what may be an escape. */
static size_t agreement(const struct markdown *m, struct slice text, int escapes)
{
    struct slice rest = nw_from(m->source, m->at);
    size_t n = 0;

    while (n < text.size && n < rest.size && text.at[n] == rest.at[n]) {
        if (escapes && n > 0 && (text.at[n] == '\\' || text.at[n] == '&'))
            break;
        n++;
    }
    return n;
}

static int is_behind_space(const struct markdown *m)
{
    return m->at > 0 && nw_is_space(m->source.at[m->at - 1]);
}

/* Put text as the parser gave it where it stands in the source. */
static void align(struct markdown *m, struct slice text, int escapes)
{
    while (text.size > 0 && !m->lost) {
        size_t n = escapes ? put_escaped(m, text) : 0;

        if (n == 0 && (n = agreement(m, text, escapes)) > 0) {
            put(m, text.at, n, m->at, m->at + n);
            m->at += n;
        }
        if (n == 0 && text.at[0] == ' ' && is_behind_space(m))
            n = 1; /* indentation that was passed over already */
        else if (n == 0 && (m->at == m->source.size || ms_is_word(source_char(m))))
            break;
        else if (n == 0)
            m->at++; /* markup */
        text = nw_from(text, n);
    }
    if (text.size > 0)
        put_lost(m, text.at, text.size);
}

/* Over marks of emphasis and the like to one of these; stays when there is none. */
static int go_to(struct markdown *m, char mark)
{
    size_t at = m->at;

    while (at < m->source.size && m->source.at[at] != mark && !ms_is_word(m->source.at[at]) &&
           !ms_is_newline(m->source.at[at]))
        at++;
    if (at == m->source.size || m->source.at[at] != mark)
        return 0;
    m->at = at;
    return 1;
}

/* Over a line break and indentation. A ">" may be a mark of quotation, or text of a
 * paragraph that went on without one: aligning tells. */
static void go_to_next_line(struct markdown *m)
{
    m->at = fm_next_line(m->source, m->at);
    while (source_char(m) == ' ' || source_char(m) == '\t')
        m->at++;
}

static void align_code(struct markdown *m, struct slice text)
{
    size_t ticks = 0;

    if (!go_to(m, '`'))
        m->lost = 1;
    while (source_char(m) == '`') {
        ticks++;
        m->at++;
    }
    while (text.size > 0 && !m->lost) {
        size_t n = agreement(m, text, 0);

        if (n == 0 && text.at[0] == ' ' && ms_is_newline(source_char(m))) {
            put(m, text.at, n = 1, m->at, m->at + 1);
            go_to_next_line(m);
        } else if (n > 0) {
            put(m, text.at, n, m->at, m->at + n);
            m->at += n;
        } else if (text.at[0] == ' ' && is_behind_space(m)) {
            n = 1;
        } else if (m->at < m->source.size && !ms_is_word(source_char(m))) {
            m->at++; /* a space that the parser took off, or the escape of a bar */
        } else {
            break;
        }
        text = nw_from(text, n);
    }
    if (text.size > 0)
        put_lost(m, text.at, text.size);
    while (source_char(m) && strchr(" \t\r\n>", source_char(m)) && ticks > 0)
        m->at++; /* a space or line end that the parser took off */
    for (; ticks > 0 && source_char(m) == '`'; ticks--)
        m->at++;
}

/* Inline HTML, as it stands but for what lines of quotations begin with. */
static void skip_html(struct markdown *m, struct slice html)
{
    size_t from;

    if (m->lost || !go_to(m, '<'))
        return;
    from = m->at;
    while (html.size > 0) {
        size_t n = agreement(m, html, 0);

        while (n > 0 && n < html.size && ms_is_newline(html.at[n - 1]))
            n--;
        m->at += n;
        html = nw_from(html, n);
        if (html.size == 0 || !ms_is_newline(html.at[0]) || !ms_is_newline(source_char(m)))
            break;
        m->at = ms_next_line(m->source, m->at);
        html = nw_from(html, ms_next_line(html, 0));
    }
    skip(m, from, m->at, "raw HTML");
}

static void note_html(struct markdown *m, size_t at)
{
    if (m->html_noted++ == 0)
        m->host->note(m->host, CRIER_NOTE_INFO, at, "raw HTML in it is not read");
}

/* The end of a line in a paragraph. */
static void put_break(struct markdown *m, int hard)
{
    size_t end = ms_line_end(m->source, m->at);

    if (hard)
        add_run(target(m), (struct run){ .cut = 1 });
    put(m, "\n", 1, end, end < m->source.size ? end + 1 : end);
    m->at = end;
    go_to_next_line(m);
}

/* ---- Links and pictures ---- */

static void enter_link(struct markdown *m)
{
    size_t at = m->at;

    while (at < m->source.size && strchr("*_~", m->source.at[at]) && m->source.at[at])
        at++;
    m->link = at < m->source.size ? m->source.at[at] : '\0';
    if (m->link == '[' || m->link == '<')
        m->at = at + 1;
    else
        m->link = 0; /* an address in plain text */
}

static void enter_image(struct markdown *m)
{
    if (go_to(m, '!'))
        m->at++;
    if (source_char(m) == '[')
        m->at++;
    m->images++;
}

/* Behind the text of a link or picture: what it leads to. */
static void leave_brackets(struct markdown *m, const char *reason)
{
    size_t end;

    if (m->lost || !go_to(m, ']'))
        return;
    m->at++;
    end = ms_inline_address(m->source, m->at);
    if (end == 0 && (m->at + 1 >= m->source.size || m->source.at[m->at + 1] != '^'))
        end = ms_label(m->source, m->at); /* and no footnote behind the link */
    if (end > 0) {
        skip(m, m->at, end, reason);
        m->at = end;
    }
}

static void leave_link(struct markdown *m)
{
    if (m->link == '[')
        leave_brackets(m, "link address");
    else if (m->link == '<' && go_to(m, '>'))
        m->at++;
    m->link = 0;
}

static void leave_image(struct markdown *m)
{
    char link = m->link;

    leave_brackets(m, "picture address");
    m->link = link;
    m->images--;
    if (m->images == 0) /* a picture in the words of another belongs to them */
        add_run(&m->pictures, (struct run){ .cut = 1 });
}

static void skip_footnote_mark(struct markdown *m)
{
    size_t end = !m->lost && go_to(m, '[') ? ms_label(m->source, m->at) : 0;

    if (end > 0) {
        skip(m, m->at, end, "footnote mark");
        m->at = end;
    }
}

/* ---- Blocks to the host ---- */

/* Index of the run that holds this offset. */
static size_t find_run(const struct buffer *b, size_t offset)
{
    size_t low = 0;
    size_t high = b->run_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (b->runs[middle].at <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t run_end(const struct buffer *b, size_t index)
{
    return index + 1 < b->run_count ? b->runs[index + 1].at : b->size;
}

/* Bytes [low, high) of a run. */
static void send_run(const struct markdown *m, const struct buffer *b, size_t index, size_t low,
                     size_t high)
{
    const struct run *run = &b->runs[index];
    size_t end = run_end(b, index);
    int exact = run->to - run->from == end - run->at;

    m->host->text(m->host, b->text + low, high - low,
                  exact ? run->from + (low - run->at) : run->from,
                  exact ? run->to - (end - high) : run->to);
}

/* Bytes [from, to) of a buffer as text of the open block. */
static void send(const struct markdown *m, const struct buffer *b, size_t from, size_t to)
{
    size_t i = from < to ? find_run(b, from) : b->run_count;

    for (; i < b->run_count && b->runs[i].at < to; i++) {
        size_t low = b->runs[i].at > from ? b->runs[i].at : from;
        size_t high = run_end(b, i) < to ? run_end(b, i) : to;

        if (b->runs[i].cut)
            m->host->cut(m->host);
        else if (low < high)
            send_run(m, b, i, low, high);
    }
}

static void open_block(const struct markdown *m, uint32_t role, uint32_t level, uint32_t ordinal)
{
    const struct crier_block block = {
        .size = sizeof(block), .role = role, .level = level, .ordinal = ordinal
    };

    m->host->open(m->host, &block);
}

static void send_block(const struct markdown *m, uint32_t role, uint32_t level, size_t from)
{
    open_block(m, role, level, 0);
    send(m, &m->words, from, m->words.size);
    m->host->close(m->host);
}

/* Alternative texts follow the block that held the pictures. */
static void send_pictures(struct markdown *m)
{
    size_t from = 0;

    for (size_t i = 0; i < m->pictures.run_count; i++) {
        const struct run *run = &m->pictures.runs[i];

        if (!run->cut)
            continue;
        if (run->at > from) {
            open_block(m, CRIER_ROLE_CAPTION, 0, 0);
            send(m, &m->pictures, from, run->at);
            m->host->close(m->host);
        }
        from = run->at;
    }
    clear_buffer(&m->pictures);
}

static struct slice words_of(const struct markdown *m)
{
    return nw_trim((struct slice){ m->words.text ? m->words.text : "", m->words.size });
}

static void send_meta(const struct markdown *m, uint32_t key, const char *value, size_t size)
{
    m->host->meta(m->host, key, value, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static int send_byline(struct markdown *m)
{
    struct nw_byline byline;
    char iso[NW_ISO_SIZE];

    if (m->has_byline || !nw_byline(words_of(m), &byline))
        return 0;
    for (size_t i = 0; i < byline.count && !m->front->has_author; i++)
        send_meta(m, CRIER_META_AUTHOR, byline.names[i].at, byline.names[i].size);
    if (byline.outlet.size > 0 && nw_date(byline.outlet, iso) == 1)
        send_meta(m, CRIER_META_DATE, iso, strlen(iso));
    send_block(m, CRIER_ROLE_BYLINE, 0, 0);
    m->has_byline = 1;
    return 1;
}

static int send_date(struct markdown *m)
{
    char iso[NW_ISO_SIZE];
    int kind = nw_date(words_of(m), iso);

    if (kind == 0)
        return 0;
    send_meta(m, kind == 2 ? CRIER_META_MODIFIED : CRIER_META_DATE, iso, strlen(iso));
    send_block(m, CRIER_ROLE_DATE, 0, 0);
    return 1;
}

/* The place in the source of a byte of the words of the block. */
static struct run place_of(const struct markdown *m, size_t offset)
{
    size_t index = find_run(&m->words, offset);
    struct run run = m->words.runs[index];

    if (run.to - run.from == run_end(&m->words, index) - run.at) {
        run.from += offset - run.at;
        run.to = run.from + 1;
    }
    return run;
}

/* The first paragraph of the body, perhaps behind a dateline. */
static void send_first(struct markdown *m)
{
    struct slice words = words_of(m);
    size_t start = (size_t)(words.at - m->words.text);
    struct nw_dateline dateline;

    m->in_body = 1;
    if (!nw_dateline(words, &dateline)) {
        send_block(m, CRIER_ROLE_PARAGRAPH, 0, 0);
        return;
    }
    open_block(m, CRIER_ROLE_DATELINE, 0, 0);
    send(m, &m->words, start, start + dateline.place);
    m->host->close(m->host);
    skip(m, place_of(m, start + dateline.place - 1).to, place_of(m, start + dateline.body).from,
         "dateline dash");
    send_block(m, CRIER_ROLE_PARAGRAPH, 0, start + dateline.body);
}

/* A container whose only child is this paragraph holds its text itself. */
static int is_direct(const struct markdown *m, cmark_node *paragraph)
{
    return m->depth > 0 && m->muted == 0 && m->pictures.run_count == 0 &&
           !cmark_node_previous(paragraph) && !cmark_node_next(paragraph);
}

static void leave_paragraph(struct markdown *m, cmark_node *node)
{
    if (words_of(m).size == 0)
        clear_buffer(&m->words);
    else if (is_direct(m, node))
        send(m, &m->words, 0, m->words.size);
    else if (m->depth > 0 || m->muted > 0 || m->in_body)
        send_block(m, CRIER_ROLE_PARAGRAPH, 0, 0);
    else if (!send_byline(m) && !send_date(m))
        send_first(m);
    send_pictures(m);
}

static void leave_heading(struct markdown *m, cmark_node *node)
{
    struct slice words = words_of(m);

    if (node == m->headline && !m->in_body && m->depth == 0) {
        send_meta(m, CRIER_META_TITLE, words.at, words.size);
        send_block(m, CRIER_ROLE_HEADLINE, 0, 0);
    } else {
        send_block(m, CRIER_ROLE_HEADING, (uint32_t)cmark_node_get_heading_level(node), 0);
    }
    send_pictures(m);
}

static void leave_cell(struct markdown *m)
{
    open_block(m, m->in_header ? CRIER_ROLE_TABLE_HEADER : CRIER_ROLE_TABLE_CELL, 0, 0);
    send(m, &m->words, 0, m->words.size);
    m->host->close(m->host);
}

/* ---- Where blocks begin ---- */

/* Go to a line; only forward, for the parser's lines of tables behind a paragraph are
 * too low, and those of blocks it made of others are 0. */
static void go_to_line(struct markdown *m, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);

    if (line >= 1 && line_start(m, line) > m->at)
        m->at = line_start(m, line);
}

/* Go to where the parser saw a block begin. A paragraph that it parted from the table
 * below it has no place; the table has the paragraph's. */
static void go_to_block(struct markdown *m, cmark_node *node)
{
    int column = cmark_node_get_start_column(node);
    size_t start = line_start(m, cmark_node_get_start_line(node));
    size_t end = ms_line_end(m->source, start);
    size_t at = start + (size_t)(column > 1 ? column - 1 : 0);

    if (cmark_node_get_start_line(node) < 1) {
        if (cmark_node_next(node))
            go_to_line(m, cmark_node_next(node));
        return;
    }
    at = at < end ? at : end;
    if (at > m->at)
        m->at = at;
}

/* Definitions of link addresses on top of a paragraph vanish from it. */
static void skip_definitions(struct markdown *m, cmark_node *node)
{
    int last = cmark_node_get_end_line(node);
    struct slice paragraph =
        nw_upto(m->source, last > 0 ? line_start(m, last + 1) : m->source.size);
    size_t end;

    while (m->at < paragraph.size && (end = ms_definition(paragraph, m->at)) > 0) {
        skip(m, m->at, end, "link address");
        m->at = ms_next_line(m->source, end);
    }
}

static void begin_words(struct markdown *m)
{
    m->lost = 0;
    clear_buffer(&m->words);
}

static void enter_heading(struct markdown *m, cmark_node *node)
{
    size_t end;

    begin_words(m);
    go_to_block(m, node);
    skip_definitions(m, node); /* an underlined one was a paragraph at first */
    end = m->at;
    while (end < m->source.size && m->source.at[end] == '#')
        end++;
    if (end == m->source.size || nw_is_space(m->source.at[end]))
        m->at = end; /* else they are text of an underlined one */
}

/* Enter something that can nest without end. FALSE: too deep, it is left out. */
static int enter_container(struct markdown *m, size_t levels)
{
    if (m->muted > 0 || m->depth + levels > DEPTH_MAX) {
        m->muted++;
        return 0;
    }
    m->depth++;
    return 1;
}

static void leave_container(struct markdown *m)
{
    if (m->muted > 0) {
        m->muted--;
        return;
    }
    m->depth--;
    m->host->close(m->host);
}

static void enter_list(struct markdown *m, cmark_node *node)
{
    m->in_body = 1;
    if (!enter_container(m, 2)) /* its items must fit as well */
        return;
    m->ordinals[m->depth] = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
                                ? (uint32_t)cmark_node_get_list_start(node)
                                : UINT32_MAX;
    open_block(m, CRIER_ROLE_LIST, 0, 0);
}

static void skip_marker(struct markdown *m, int is_task)
{
    size_t end = m->at;

    while (end < m->source.size && nw_is_digit(m->source.at[end]))
        end++;
    if (end < m->source.size && !ms_is_word(m->source.at[end]))
        end++;
    skip(m, m->at, end, "list marker");
    m->at = end;
    if (is_task && go_to(m, '[') && (end = ms_label(m->source, m->at)) > 0) {
        skip(m, m->at, end, "task mark");
        m->at = end;
    }
}

static void enter_item(struct markdown *m, cmark_node *node)
{
    uint32_t *ordinal = &m->ordinals[m->depth];

    go_to_block(m, node);
    skip_marker(m, strcmp(cmark_node_get_type_string(node), "tasklist") == 0);
    if (!enter_container(m, 1))
        return;
    open_block(m, CRIER_ROLE_LIST_ITEM, 0, *ordinal == UINT32_MAX ? 0 : *ordinal);
    if (*ordinal < UINT32_MAX - 1)
        ++*ordinal;
}

static void enter_quotation(struct markdown *m)
{
    m->in_body = 1;
    if (enter_container(m, 1))
        open_block(m, CRIER_ROLE_QUOTATION, 0, 0);
}

/* Footnotes come last in the tree, wherever they stand in the source. */
static void enter_footnote(struct markdown *m, cmark_node *node)
{
    size_t end;

    m->at = line_start(m, cmark_node_get_start_line(node));
    end = go_to(m, '[') ? ms_label(m->source, m->at) : 0;
    if (end > 0) {
        skip(m, m->at, end, "footnote mark");
        m->at = end;
    }
    m->in_body = 1;
    m->footnotes++;
    if (enter_container(m, 1))
        open_block(m, CRIER_ROLE_FOOTNOTE, 0, m->footnotes);
}

/* ---- Code and HTML ---- */

/* A line of code stands at the end of its line in the source, behind indentation
 * and marks of quotation. */
static void send_code_line(struct markdown *m, struct slice code, size_t start)
{
    size_t end = ms_line_end(m->source, start);
    size_t from = end - start >= code.size ? end - code.size : start;

    if (memcmp(m->source.at + from, code.at, end - from) != 0 || end - from != code.size)
        from = start; /* tabs that were cut in parts */
    m->host->text(m->host, code.at, code.size, from, end);
    tell(m, from, end);
    m->host->text(m->host, "\n", 1, end, end < m->source.size ? end + 1 : end);
}

static void skip_info(struct markdown *m)
{
    size_t end = ms_line_end(m->source, m->at);

    while (m->at < end && !ms_is_word(source_char(m)))
        m->at++;
    skip(m, m->at, end, "code language");
}

static void send_code(struct markdown *m, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    struct slice code = { literal, strlen(literal) };
    int line = cmark_node_get_start_line(node);
    int length, offset;
    char fence;

    m->in_body = 1;
    go_to_block(m, node);
    if (cmark_node_get_fenced(node, &length, &offset, &fence)) {
        skip_info(m);
        line++;
    }
    open_block(m, CRIER_ROLE_CODE, 0, 0);
    while (code.size > 0) {
        size_t end = ms_line_end(code, 0);

        send_code_line(m, nw_upto(code, end), line_start(m, line++));
        code = nw_from(code, fm_next_line(code, end));
    }
    m->host->close(m->host);
    m->at = line_start(m, line);
}

static void skip_html_block(struct markdown *m, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    struct slice html = { literal, strlen(literal) };
    int line = cmark_node_get_start_line(node);
    size_t from;

    go_to_block(m, node);
    from = m->at;
    for (size_t at = 0; at < html.size; at = fm_next_line(html, at))
        line++;
    m->at = line_start(m, line);
    skip(m, from, m->at, "raw HTML");
    note_html(m, from);
}

/* ---- The walk ---- */

static struct slice literal_of(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);

    return (struct slice){ literal ? literal : "", literal ? strlen(literal) : 0 };
}

static int is_break(struct slice html)
{
    return nw_is(html, "<br>") || nw_is(html, "<br/>") || nw_is(html, "<br />");
}

static void inline_html(struct markdown *m, struct slice html)
{
    size_t at = m->at;

    skip_html(m, html);
    if (is_break(html))
        add_run(target(m), (struct run){ .cut = 1 });
    else
        note_html(m, at);
}

/* Inline nodes. FALSE: it is none of them. */
static int walk_inline(struct markdown *m, cmark_node *node, int enter)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT)
        align(m, literal_of(node), 1);
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        put_break(m, type == CMARK_NODE_LINEBREAK);
    else if (type == CMARK_NODE_CODE)
        align_code(m, literal_of(node));
    else if (type == CMARK_NODE_HTML_INLINE)
        inline_html(m, literal_of(node));
    else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
        skip_footnote_mark(m);
    else if (type == CMARK_NODE_LINK)
        (enter ? enter_link : leave_link)(m);
    else if (type == CMARK_NODE_IMAGE)
        (enter ? enter_image : leave_image)(m);
    else
        return 0;
    return 1;
}

static void walk_table(struct markdown *m, cmark_node *node, int enter)
{
    const char *type = cmark_node_get_type_string(node);

    if (strcmp(type, "table_cell") == 0) {
        if (enter)
            begin_words(m); /* columns of cells are those of the table's first line */
        else
            leave_cell(m);
        return;
    }
    m->in_header = strcmp(type, "table_header") == 0;
    if (enter) {
        m->in_body = 1;
        go_to_line(m, node);
        open_block(m, strcmp(type, "table") == 0 ? CRIER_ROLE_TABLE : CRIER_ROLE_TABLE_ROW, 0, 0);
        return;
    }
    m->host->close(m->host);
    if (strcmp(type, "table") == 0)
        send_pictures(m);
}

static void enter_block(struct markdown *m, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        begin_words(m);
        go_to_block(m, node);
        skip_definitions(m, node);
        break;
    case CMARK_NODE_HEADING:
        enter_heading(m, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        enter_quotation(m);
        break;
    case CMARK_NODE_LIST:
        enter_list(m, node);
        break;
    case CMARK_NODE_ITEM:
        enter_item(m, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        send_code(m, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        skip_html_block(m, node);
        break;
    default:
        break;
    }
}

static void leave_block(struct markdown *m, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        leave_paragraph(m, node);
        break;
    case CMARK_NODE_HEADING:
        leave_heading(m, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        leave_container(m);
        break;
    default:
        break;
    }
}

static void walk(struct markdown *m, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        int enter = event == CMARK_EVENT_ENTER;

        if (walk_inline(m, node, enter))
            continue;
        if (strncmp(cmark_node_get_type_string(node), "table", 5) == 0)
            walk_table(m, node, enter);
        else if (enter && cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            enter_footnote(m, node);
        else if (enter)
            enter_block(m, node);
        else
            leave_block(m, node);
    }
    cmark_iter_free(iter);
}

/* ---- The headline ---- */

/* Compare by words and without case. */
static int same_words(struct slice a, struct slice b)
{
    for (;;) {
        struct slice x = nw_word(&a);
        struct slice y = nw_word(&b);

        if (x.size != y.size)
            return 0;
        if (x.size == 0)
            return 1;
        for (size_t i = 0; i < x.size; i++)
            if (nw_lower(x.at[i]) != nw_lower(y.at[i]))
                return 0;
    }
}

static int heading_says(cmark_node *heading, struct slice title)
{
    struct buffer b = { 0 };
    cmark_iter *iter = cmark_iter_new(heading);
    int same;

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        struct slice literal = literal_of(cmark_iter_get_node(iter));

        add_text(&b, literal.at, literal.size);
        if (cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_SOFTBREAK)
            add_text(&b, " ", 1);
    }
    cmark_iter_free(iter);
    same = same_words((struct slice){ b.text ? b.text : "", b.size }, title);
    free(b.text);
    return same;
}

/* The first heading of level 1 is the headline, unless the front matter has another
 * title: then that is spoken first. */
static void find_headline(struct markdown *m, cmark_node *document)
{
    const struct front_matter *front = m->front;
    struct slice title = { front->title_text, front->title_size };
    size_t from = title.size > 0 ? (size_t)(front->title.at - m->source.at) : 0;
    cmark_node *node = cmark_node_first_child(document);

    while (node && (cmark_node_get_type(node) != CMARK_NODE_HEADING ||
                    cmark_node_get_heading_level(node) != 1))
        node = cmark_node_next(node);
    if (title.size == 0 || (node && heading_says(node, title))) {
        skip(m, from, from + front->title.size, "metadata");
        m->headline = node;
        return;
    }
    open_block(m, CRIER_ROLE_HEADLINE, 0, 0);
    m->host->text(m->host, title.at, title.size, from, from + front->title.size);
    m->host->close(m->host);
}

/* ---- What the parser dropped ---- */

/* Why does the parser give no text for this line? */
static const char *reason_of(struct slice line)
{
    while (line.size > 0 && (nw_is_space(line.at[0]) || line.at[0] == '>'))
        line = nw_from(line, 1);
    if (nw_starts(line, "[^"))
        return "unused footnote";
    if (nw_starts(line, "["))
        return "link address";
    if (memchr(line.at, '|', line.size))
        return "cell without a column";
    return "unused markup";
}

/* The end of the last of the words from here on that nobody told, up to `end`. */
static size_t untold_end(const struct markdown *m, size_t at, size_t end)
{
    size_t last = at;

    for (; at < end && !is_told(m, at); at++)
        if (ms_is_word(m->source.at[at]))
            last = at + 1;
    return last;
}

/* Words that no block has and no skip has told: unused footnotes and addresses,
 * cells beyond the last column. */
static void skip_rest(struct markdown *m, size_t body)
{
    size_t at = body;

    while (at < m->source.size) {
        size_t start = at;
        size_t end = ms_line_end(m->source, at);

        while (at < end) {
            size_t last = ms_is_word(m->source.at[at]) ? untold_end(m, at, end) : at;

            if (last > at)
                skip(m, at, last, reason_of(nw_upto(nw_from(m->source, start), end - start)));
            at = last > at ? last : at + 1;
        }
        at = fm_next_line(m->source, end);
    }
}

/* ---- The plugin ---- */

/* Columns that a line like "|---|:--:|" gives a table; 0: it is another line. */
static size_t delimiter_columns(struct slice line)
{
    size_t bars = 0;
    int dashes = 0;

    for (size_t i = 0; i < line.size; i++) {
        if (!strchr("|-: \t>\r\n", line.at[i]) || !line.at[i])
            return 0;
        bars += line.at[i] == '|';
        dashes |= line.at[i] == '-';
    }
    return dashes ? bars + 1 : 0;
}

/* The parser fills each row up to all columns: 3,000 columns above 3,000 short lines
 * cost it two gigabytes. */
static int tables_are_small(struct slice body)
{
    size_t columns = 0;
    size_t cells = 0;

    for (size_t at = 0; at < body.size; at = fm_next_line(body, at)) {
        struct slice line = nw_upto(nw_from(body, at), ms_line_end(body, at) - at);
        size_t more = delimiter_columns(line);

        if (nw_trim(line).size == 0)
            columns = 0;
        columns = more > columns ? more : columns;
        cells += columns;
    }
    return cells <= TABLE_CELLS_MAX;
}

static cmark_node *parse(struct slice body, int with_tables)
{
    static const char *const extensions[] = { "strikethrough", "autolink", "tasklist", "table" };
    cmark_parser *parser;
    cmark_node *document;

    cmark_gfm_core_extensions_ensure_registered();
    parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < (with_tables ? 4 : 3); i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, body.at, body.size);
    document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

static crier_status unreadable(const struct crier_reader_host *host, const char *why)
{
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, why);
    return CRIER_UNREADABLE;
}

static void read_body(struct markdown *m, size_t body)
{
    int with_tables = tables_are_small(nw_from(m->source, body));
    cmark_node *document = parse(nw_from(m->source, body), with_tables);

    if (!with_tables)
        m->host->note(m->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                      "its tables are too large to be read as tables");
    m->at = body;
    find_lines(m, body);
    m->told = calloc(m->source.size / 8 + 1, 1);
    if (!m->told)
        abort();
    find_headline(m, document);
    walk(m, document);
    skip_rest(m, body);
    cmark_node_free(document);
    free(m->told);
    free(m->lines);
    free(m->words.text);
    free(m->words.runs);
    free(m->pictures.text);
    free(m->pictures.runs);
}

static crier_status read_markdown(const struct crier_reader_host *host,
                                  const struct crier_source *source)
{
    struct markdown m = { .host = host };
    struct front_matter fm = { .host = host };
    struct crier_text text;
    crier_status status = host->decode(host, source, NULL, &text);

    if (status == CRIER_UNREADABLE)
        return unreadable(host, "it is not text");
    if (status != CRIER_OK)
        return status;
    m.source = (struct slice){ text.data, text.size };
    if (nw_trim(m.source).size == 0)
        return unreadable(host, "there is no text in it");
    fm.data = text.data;
    fm_read(&fm, m.source);
    m.front = &fm;
    read_body(&m, fm.end);
    return CRIER_OK;
}

/* Kinds of markup in these first bytes that plain text does not have. */
static int evidence(struct slice s)
{
    int heading = 0, link = 0, fence = 0, strong = 0;

    for (size_t at = 0; at < s.size; at = fm_next_line(s, at)) {
        struct slice line = nw_upto(nw_from(s, at), ms_line_end(s, at) - at);
        const char *bracket = memmem(line.at, line.size, "](", 2);

        heading |= nw_starts(line, "# ") || nw_starts(line, "## ") || nw_starts(line, "### ");
        fence |= nw_starts(line, "```");
        link |= bracket && memchr(bracket, ')', line.size - (size_t)(bracket - line.at)) != NULL;
        strong |= nw_starts(line, "**") || nw_starts(line, "> ");
    }
    return heading + link + fence + strong;
}

static int has_front_matter(struct slice s)
{
    size_t first = fm_next_line(s, 0);

    if (!fm_is_fence(nw_upto(s, first), "---"))
        return 0;
    for (size_t at = first; at < s.size; at = fm_next_line(s, at))
        if (fm_is_fence(nw_upto(nw_from(s, at), fm_next_line(s, at) - at), "---"))
            return memchr(s.at + first, ':', at - first) != NULL;
    return 0;
}

static int32_t probe(const struct crier_source *source)
{
    static const char *const suffixes[] = { "md", "markdown", "mdown", "mkd" };
    struct slice s = { (const char *)source->bytes, source->length };
    int named = strcmp(source->media_type, "text/markdown") == 0;
    int found;

    if (!nw_looks_like_text(source->bytes, source->length))
        return 0;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        named |= crier_has_suffix(source->name, suffixes[i]);
    if (s.size >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0)
        s = nw_from(s, 3);
    found = evidence(s);
    if (named)
        return has_front_matter(s) ? 60 : found > 0 ? 50 : 35;
    if (crier_has_suffix(source->name, "txt") || crier_has_suffix(source->name, "text"))
        return found > 0 ? 8 : 4;
    return has_front_matter(s) ? 55 : found > 1 ? 45 : 4;
}

CRIER_READER = {
    CRIER_READER_HEAD("markdown", "CommonMark and GitHub Markdown"),
    .suffixes = (const char *const[]){ "md", "markdown", "mdown", "mkd", NULL },
    .media_types = (const char *const[]){ "text/markdown", NULL },
    .probe = probe,
    .read = read_markdown,
};
