/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain.h"

#include "shared/slice.h"

#include <string.h>

/* With a wider line than this, each line is a paragraph. */
#define WRAPPED_LINE 120
/* An address in brackets, or a bare one longer than this, is not said. */
#define SAID_LINK    50

static struct mail_line *line_of(const struct plain *plain, guint i)
{
    return &g_array_index(plain->lines, struct mail_line, i);
}

/* ---- Lines ---- */

static void add_line(struct plain *plain, const char *at, gsize size)
{
    struct mail_line line = { 0 };
    gboolean quoted = FALSE;

    while (size > 0 && *at == '>') {
        line.depth++;
        quoted = TRUE;
        at++;
        size--;
        if (!plain->flowed && size > 1 && *at == ' ' && at[1] == '>') {
            at++;
            size--;
        }
    }
    if (plain->flowed && size > 0 && *at == ' ') { /* stuffed */
        at++;
        size--;
    }
    line.flows = plain->flowed && size > 0 && at[size - 1] == ' ' &&
                 !(size == 3 && memcmp(at, "-- ", 3) == 0);
    line.indented = size > 2 && (*at == '\t' || (*at == ' ' && at[1] == ' ')) && !quoted;
    while (size > 0 && byte_is_space(at[size - 1]))
        size--;
    while (size > 0 && byte_is_space(*at)) {
        at++;
        size--;
    }
    line.at = at;
    line.size = size;
    g_array_append_val(plain->lines, line);
    if (!line.flows && !plain->flowed)
        plain->widest = MAX(plain->widest, size);
}

void plain_take(struct plain *plain, const GString *text, gboolean flowed, gboolean delete_space)
{
    const char *at = text->str;
    const char *end = at + text->len;

    plain->lines = g_array_new(FALSE, FALSE, sizeof(struct mail_line));
    plain->flowed = flowed;
    plain->delete_space = delete_space;
    while (at < end) {
        const char *stop = at;

        while (stop < end && *stop != '\n' && *stop != '\r')
            stop++;
        add_line(plain, at, (gsize)(stop - at));
        at = stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? stop + 2 : stop + 1;
    }
}

void plain_clear(struct plain *plain)
{
    g_array_free(plain->lines, TRUE);
}

gsize plain_words(const struct plain *plain)
{
    gsize words = 0;

    for (guint i = 0; i < plain->lines->len; i++) {
        const struct mail_line *line = line_of(plain, i);

        if (line->fate == FATE_READ)
            words += slice_count((struct slice){ line->at, line->size }).words;
    }
    return words;
}

/* ---- Text without addresses ---- */

/* Bytes of the address that begins here, 0: none. */
static gsize link_size(const char *at, gsize size)
{
    gsize length = 0;

    if (size < 9 || (memcmp(at, "http://", 7) != 0 && memcmp(at, "https://", 8) != 0))
        return 0;
    while (length < size && !byte_is_space(at[length]) && !strchr("<>()[]\"", at[length]))
        length++;
    return length;
}

/* "<https://…>", "(https://…)" and long bare ones: how much is left out at `i`. */
static gsize unsaid(const char *at, gsize size)
{
    gsize open = strchr("<([", *at) && *at ? 1 : 0;
    gsize length;

    if (open && size > 7 && memcmp(at + 1, "mailto:", 7) == 0) {
        const char *close = memchr(at, '>', size);

        return close ? (gsize)(close - at) + 1 : 0;
    }
    if (open && size > 7 && (memcmp(at, "[image:", 7) == 0 || memcmp(at, "[cid:", 5) == 0)) {
        const char *close = memchr(at, ']', size);

        return close ? (gsize)(close - at) + 1 : 0;
    }
    while (open && open < size && at[open] == ' ')
        open++;
    length = link_size(at + open, size - open);
    if (length == 0 || (!open && length <= SAID_LINK))
        return 0;
    if (!open)
        return length;
    while (open + length < size && at[open + length] == ' ')
        length++;
    return open + length < size && strchr(">)]", at[open + length]) ? open + length + 1 : 0;
}

static void say(const struct crier_reader_host *host, const char *at, gsize size)
{
    host->text(host, at, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static void say_line(const struct plain *plain, const char *at, gsize size)
{
    gsize from = 0;

    for (gsize i = 0; i < size;) {
        gsize out = unsaid(at + i, size - i);

        if (out > 0) {
            gsize to = i;

            while (to > from && at[to - 1] == ' ')
                to--;
            say(plain->host, at + from, to - from);
            from = i + out;
            i = from;
        } else {
            i++;
        }
    }
    say(plain->host, at + from, size - from);
}

/* Lines [from, to), joined where they were broken; `skip` bytes of the first are left out. */
static void say_lines(const struct plain *plain, guint from, guint to, gsize skip)
{
    for (guint i = from; i < to; i++) {
        const struct mail_line *line = line_of(plain, i);

        say_line(plain, line->at + skip, line->size - skip);
        if (!(plain->delete_space && line->flows) && i + 1 < to)
            say(plain->host, " ", 1);
        skip = 0;
    }
}

/* ---- Items, headings, paragraphs ---- */

struct marker {
    gsize size;
    guint ordinal;
};

static struct marker marker_of(const struct mail_line *line)
{
    static const char *const bullets[] = { "* ",           "- ",        "+ ",
                                           "\xe2\x80\xa2", "\xc2\xb7 ", "\xe2\x97\xa6",
                                           "\xe2\x96\xaa" };
    struct marker marker = { 0, 0 };

    for (gsize i = 0; i < G_N_ELEMENTS(bullets); i++)
        if (line->size > strlen(bullets[i]) + 1 &&
            memcmp(line->at, bullets[i], strlen(bullets[i])) == 0)
            marker.size = strlen(bullets[i]);
    if (marker.size == 0) {
        while (marker.size < 2 && marker.size < line->size && byte_is_digit(line->at[marker.size]))
            marker.ordinal = marker.ordinal * 10 + (guint)(line->at[marker.size++] - '0');
        if (marker.size == 0 || marker.size + 2 >= line->size ||
            !strchr(".)", line->at[marker.size]) || line->at[marker.size + 1] != ' ')
            return (struct marker){ 0, 0 };
        marker.size += 2;
    }
    while (marker.size < line->size && line->at[marker.size] == ' ')
        marker.size++;
    return marker;
}

/* "*** THE VOTE ***", "## The vote", "== The vote ==": without what decorates it. */
static struct slice undecorated(const struct mail_line *line)
{
    struct slice s = { line->at, line->size };

    while (s.size > 0 && strchr("*=#~_-+| ", s.at[0]))
        s = slice_from(s, 1);
    while (s.size > 0 && strchr("*=#~_-+| ", s.at[s.size - 1]))
        s.size--;
    return s;
}

static gboolean is_blank(const struct plain *plain, guint i)
{
    return i >= plain->lines->len || line_of(plain, i)->size == 0 ||
           line_of(plain, i)->fate != FATE_READ;
}

/* A line by itself, in capitals, decorated, or with a rule below it. */
static gboolean is_heading(const struct plain *plain, guint at, guint end)
{
    const struct mail_line *line = line_of(plain, at);
    struct slice s = undecorated(line);
    struct slice_counts counts = slice_count(s);
    gboolean decorated = s.size + 2 <= line->size && line->size > 3 &&
                         strchr("*=#~_", line->at[0]) && line->at[1] != ' ';

    if (end - at != 1 || s.size < 3 || s.size > 90 || counts.capitals + counts.smalls < 3)
        return FALSE;
    if (decorated || (counts.smalls == 0 && counts.capitals > 3))
        return TRUE;
    return end < plain->lines->len && line_of(plain, end)->fate == FATE_RULE &&
           !strchr(".!?,;:", s.at[s.size - 1]);
}

static void send_heading(const struct plain *plain, guint at)
{
    struct slice s = undecorated(line_of(plain, at));
    const struct crier_block block = { .size = sizeof(block),
                                       .role = CRIER_ROLE_HEADING,
                                       .level = 2 };

    plain->host->open(plain->host, &block);
    say(plain->host, s.at, s.size);
    plain->host->close(plain->host);
}

/* Where the paragraph or item that begins at `at` ends. */
static guint block_end(const struct plain *plain, guint at)
{
    const struct mail_line *first = line_of(plain, at);
    gboolean item = marker_of(first).size > 0;
    guint end = at + 1;

    while (!is_blank(plain, end) && line_of(plain, end)->depth == first->depth) {
        if (plain->flowed ? !line_of(plain, end - 1)->flows : plain->widest > WRAPPED_LINE)
            break;
        if (item && marker_of(line_of(plain, end)).size > 0)
            break;
        end++;
    }
    return end;
}

/* Lines of 70 characters that do not flow are prose all the same when format=flowed was
 * claimed and the breaks are fixed: then a paragraph ends at an empty line only. */
static void mistrust_flowed(struct plain *plain)
{
    guint flowing = 0;
    guint wide = 0;

    for (guint i = 0; i < plain->lines->len; i++) {
        flowing += line_of(plain, i)->flows;
        wide += line_of(plain, i)->size > 55;
    }
    if (flowing * 4 < wide)
        plain->flowed = FALSE;
}

static gboolean is_list_item(const struct plain *plain, guint at, guint end, gboolean in_list)
{
    const struct mail_line *line = line_of(plain, at);
    struct marker marker = marker_of(line);
    guint next = end;

    if (marker.size == 0)
        return FALSE;
    if (in_list || (guchar)line->at[0] >= 0x80)
        return TRUE;
    while (next < plain->lines->len && line_of(plain, next)->size == 0)
        next++;
    return !is_blank(plain, next) && marker_of(line_of(plain, next)).size > 0;
}

struct walk {
    gboolean in_list, in_quotation;
};

static void leave(const struct plain *plain, gboolean *open)
{
    if (*open)
        plain->host->close(plain->host);
    *open = FALSE;
}

static void enter(const struct plain *plain, gboolean *open, guint32 role)
{
    if (!*open)
        crier_open(plain->host, role);
    *open = TRUE;
}

static void send_block(const struct plain *plain, struct walk *walk, guint at, guint end)
{
    const struct mail_line *line = line_of(plain, at);
    gboolean item = is_list_item(plain, at, end, walk->in_list);

    if (!item)
        leave(plain, &walk->in_list);
    if ((line->depth > 0) != walk->in_quotation) {
        leave(plain, &walk->in_list);
        if (line->depth > 0)
            enter(plain, &walk->in_quotation, CRIER_ROLE_QUOTATION);
        else
            leave(plain, &walk->in_quotation);
    }
    if (item) {
        struct marker marker = marker_of(line);
        const struct crier_block block = { .size = sizeof(block),
                                           .role = CRIER_ROLE_LIST_ITEM,
                                           .ordinal = marker.ordinal };

        enter(plain, &walk->in_list, CRIER_ROLE_LIST);
        plain->host->open(plain->host, &block);
        say_lines(plain, at, end, marker.size);
        plain->host->close(plain->host);
    } else if (line->depth == 0 && is_heading(plain, at, end)) {
        send_heading(plain, at);
    } else {
        crier_open(plain->host, CRIER_ROLE_PARAGRAPH);
        say_lines(plain, at, end, 0);
        plain->host->close(plain->host);
    }
}

/* ---- What is left out ---- */

static void note_left_out(const struct plain *plain)
{
    static const char *const what[FATE_COUNT] = {
        [FATE_QUOTED] = "a quoted message",
        [FATE_SIGNATURE] = "a signature",
        [FATE_HEADERS] = "the header of a forwarded message",
        [FATE_FOOTER] = "the footer of the mailing",
        [FATE_LINK] = "link addresses",
    };
    char message[100];

    for (gsize i = 0; i < FATE_COUNT; i++) {
        if (!what[i] || plain->counts[i] == 0)
            continue;
        g_snprintf(message, sizeof(message), "left out: %s, %u line%s", what[i], plain->counts[i],
                   plain->counts[i] == 1 ? "" : "s");
        plain->host->note(plain->host, CRIER_NOTE_INFO, CRIER_NOWHERE, message);
    }
}

void plain_send(struct plain *plain)
{
    struct walk walk = { 0 };
    guint at = 0;

    if (plain->flowed)
        mistrust_flowed(plain);
    while (at < plain->lines->len) {
        guint end = at + 1;

        if (!is_blank(plain, at)) {
            end = block_end(plain, at);
            send_block(plain, &walk, at, end);
        }
        at = end;
    }
    leave(plain, &walk.in_list);
    leave(plain, &walk.in_quotation);
    note_left_out(plain);
}
