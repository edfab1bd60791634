/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/cues.h"

#include "shared/glyph.h"

#include <stdlib.h>
#include <string.h>

/* What a cut costs. A cue more is dearer than any place to part, and lengths that
 * differ cost less than a bad place. */
enum {
    COST_CUE = 2000,
    COST_LENGTH = 600,
    PART_SENTENCE = 0,
    PART_CLAUSE = 80,
    PART_WORDS = 400,
    PART_SMALL_WORD = 540,
    PART_ABBREVIATION = 600,
    PART_INSIDE_A_MARK = 700, /* the time could only be guessed */
    PART_INSIDE_A_WORD = 900
};

/* Columns of a word that is bound to the next one: "to", "the". */
#define SMALL_WORD 3

static int grow(struct cues *cues, size_t pieces)
{
    size_t room = pieces + pieces / 2 + 64;
    struct piece *more;

    if (pieces <= cues->piece_room)
        return 1;
    more = reallocarray(cues->pieces, room, sizeof(*more));
    if (!more)
        return 0;
    cues->pieces = more;
    cues->piece_room = room;
    return 1;
}

/* ---- Pieces ---- */

static uint16_t parting_of(uint32_t last)
{
    switch (last) {
    case '.': /* inside of a sentence: an abbreviation, bound to what follows */
        return PART_ABBREVIATION;
    case '?':
    case '!':
    case ';':
    case ':':
    case 0x2026: /* an ellipsis */
    case 0x2013: /* dashes */
    case 0x2014:
    case 0x3002: /* ideographic full stop */
        return PART_SENTENCE;
    case ',':
    case ')':
    case 0x3001: /* ideographic comma */
    case 0xFF0C:
        return PART_CLAUSE;
    default:
        return PART_WORDS;
    }
}

static int is_closing(uint32_t glyph)
{
    return glyph == '"' || glyph == '\'' || glyph == 0x201D || glyph == 0x2019 || glyph == 0xBB;
}

/* Take what fits into a line, up to white space. *last: its last mark or letter. */
static struct piece next_piece(const struct spoken *spoken, size_t *at, uint32_t columns,
                               uint32_t *last)
{
    struct piece piece = { .from = (uint32_t)*at };

    *last = 0;
    while (*at < spoken->size) {
        size_t from = *at;
        uint32_t glyph = glyph_next(spoken->text, spoken->size, at);
        uint32_t width = glyph_is_hidden(glyph) ? 0 : glyph_width(glyph);

        if (glyph_is_space(glyph) || piece.width + width > columns) {
            *at = from;
            break;
        }
        piece.width += width;
        if (!is_closing(glyph))
            *last = glyph;
    }
    piece.to = (uint32_t)*at;
    return piece;
}

static void skip_space(const struct spoken *spoken, size_t *at)
{
    while (*at < spoken->size) {
        size_t from = *at;

        if (!glyph_is_space(glyph_next(spoken->text, spoken->size, at))) {
            *at = from;
            return;
        }
    }
}

static int find_pieces(struct cues *cues, const struct spoken *spoken, uint32_t columns)
{
    size_t at = 0;
    size_t behind = SIZE_MAX; /* the end of the last piece */

    cues->piece_count = 0;
    for (;;) {
        struct piece piece;
        uint32_t last;

        skip_space(spoken, &at);
        if (at >= spoken->size)
            return 1;
        piece = next_piece(spoken, &at, columns, &last);
        piece.glued = piece.from == behind;
        piece.parting = parting_of(last);
        if (piece.parting == PART_WORDS && piece.width <= SMALL_WORD)
            piece.parting = PART_SMALL_WORD;
        if (piece.width == 0)
            continue;
        behind = piece.to;
        if (!grow(cues, cues->piece_count + 1))
            return 0;
        if (piece.glued)
            cues->pieces[cues->piece_count - 1].parting = PART_INSIDE_A_WORD;
        cues->pieces[cues->piece_count++] = piece;
    }
}

/* Words of the text that were said as one are better not parted. */
static void keep_marks_whole(struct cues *cues, const struct spoken *spoken)
{
    size_t word = 0;

    for (size_t i = 0; i + 1 < cues->piece_count; i++) {
        struct piece *piece = &cues->pieces[i];

        while (word < spoken->word_count && spoken->words[word].to <= piece->to)
            word++;
        if (word == spoken->word_count)
            return;
        if (spoken->words[word].from < piece->to && piece->parting < PART_INSIDE_A_MARK)
            piece->parting = PART_INSIDE_A_MARK;
    }
}

/* ---- Cutting ---- */

static uint32_t width_behind(const struct piece *piece, uint32_t before)
{
    return before + piece->width + (before > 0 && !piece->glued ? 1 : 0);
}

static uint64_t length_cost(uint64_t width, uint64_t columns)
{
    return COST_LENGTH * width * width / (4 * columns * columns);
}

/* All cues that begin with piece `first`: better ways to where they end are kept. */
static void try_from(struct cues *cues, size_t first, uint32_t columns)
{
    uint32_t line = 0;
    uint32_t total = 0;
    int lines = 1;

    for (size_t i = first; i < cues->piece_count; i++) {
        uint32_t longer = width_behind(&cues->pieces[i], line);
        uint64_t cost;

        if (longer > columns) {
            if (++lines > 2)
                return;
            longer = cues->pieces[i].width;
        }
        line = longer;
        total = width_behind(&cues->pieces[i], total);
        cost = cues->best[first] + COST_CUE + length_cost(total, columns);
        if (i + 1 < cues->piece_count)
            cost += cues->pieces[i].parting;
        if (cost < cues->best[i + 1]) {
            cues->best[i + 1] = cost;
            cues->back[i + 1] = (uint32_t)first;
        }
    }
}

static int prepare_scratch(struct cues *cues)
{
    size_t count = cues->piece_count + 1;

    if (count > cues->scratch_room) {
        free(cues->best);
        free(cues->back);
        free(cues->cues);
        cues->scratch_room = count + count / 2;
        cues->best = calloc(cues->scratch_room, sizeof(*cues->best));
        cues->back = calloc(cues->scratch_room, sizeof(*cues->back));
        cues->cues = calloc(cues->scratch_room, sizeof(*cues->cues));
        if (!cues->best || !cues->back || !cues->cues) {
            cues->scratch_room = 0;
            return 0;
        }
    }
    memset(cues->best, 0xFF, count * sizeof(*cues->best));
    cues->best[0] = 0;
    return 1;
}

static void choose(struct cues *cues, uint32_t columns)
{
    size_t count = 0;
    size_t at;

    for (size_t i = 0; i < cues->piece_count; i++)
        try_from(cues, i, columns);
    for (at = cues->piece_count; at > 0; at = cues->back[at])
        count++;
    cues->cue_count = count;
    for (at = cues->piece_count; at > 0; at = cues->back[at])
        cues->cues[--count] = (struct cue){ .first = cues->back[at], .behind = (uint32_t)at };
}

/* ---- Lines ---- */

/* Where the second line of a cue begins; its end when one line is enough. */
static uint32_t second_line(const struct cues *cues, const struct cue *cue, uint32_t columns)
{
    uint32_t total = 0;
    uint32_t first = 0;
    uint32_t found = cue->behind;
    uint64_t least = UINT64_MAX;

    for (uint32_t i = cue->first; i < cue->behind; i++)
        total = width_behind(&cues->pieces[i], total);
    if (total <= columns)
        return found;
    for (uint32_t i = cue->first; i + 1 < cue->behind; i++) {
        uint32_t second;
        uint64_t cost;

        first = width_behind(&cues->pieces[i], first);
        second = total - first - (cues->pieces[i + 1].glued ? 0 : 1);
        if (first > columns)
            break;
        if (second > columns)
            continue;
        cost = (first > second ? first - second : second - first) + cues->pieces[i].parting / 20;
        if (cost < least) {
            least = cost;
            found = i + 1;
        }
    }
    return found;
}

static void break_lines(struct cues *cues, uint32_t columns)
{
    for (size_t i = 0; i < cues->cue_count; i++) {
        uint32_t at = second_line(cues, &cues->cues[i], columns);

        if (at < cues->cues[i].behind)
            cues->pieces[at].new_line = 1;
    }
}

/* ---- Times ---- */

static int64_t part_time(const struct cues *cues, const struct spoken *spoken, size_t index,
                         size_t *word)
{
    uint32_t behind = cues->cues[index].behind;

    return spoken_time(spoken, (uint64_t)cues->pieces[behind - 1].to + cues->pieces[behind].from,
                       word);
}

/* FALSE when two of them begin in the same millisecond. */
static int time_by_words(struct cues *cues, const struct spoken *spoken, uint32_t rate)
{
    int64_t start = writer_units(spoken->from, rate, 1000);
    size_t word = 0;

    for (size_t i = 0; i < cues->cue_count; i++) {
        struct cue *cue = &cues->cues[i];
        int64_t frame = i + 1 < cues->cue_count ? part_time(cues, spoken, i, &word) : spoken->to;

        cue->start = start;
        cue->end = start = writer_units(frame, rate, 1000);
        if (cue->end <= cue->start)
            return 0;
    }
    return 1;
}

/* One cue of all that were too many for the time there is. */
static void join(struct cues *cues, size_t first, size_t behind, size_t to)
{
    for (size_t i = first + 1; i < behind; i++)
        cues->pieces[cues->cues[i].first].new_line = 1;
    cues->cues[to].first = cues->cues[first].first;
    cues->cues[to].behind = cues->cues[behind - 1].behind;
}

/* The span in equal parts, for text that takes no time to say. */
static void time_evenly(struct cues *cues, const struct spoken *spoken, uint32_t rate)
{
    int64_t start = writer_units(spoken->from, rate, 1000);
    int64_t span = writer_units(spoken->to, rate, 1000) - start;
    size_t count = cues->cue_count;
    size_t parts = (int64_t)count <= span ? count : span > 0 ? (size_t)span : 1;

    if (span < 1)
        span = 1;
    for (size_t i = 0; i < parts; i++) {
        join(cues, count * i / parts, count * (i + 1) / parts, i);
        cues->cues[i].start = start + span * (int64_t)i / (int64_t)parts;
        cues->cues[i].end = start + span * (int64_t)(i + 1) / (int64_t)parts;
    }
    cues->cue_count = parts;
}

crier_status cues_cut(struct cues *cues, const struct spoken *spoken, uint32_t rate,
                      uint32_t columns)
{
    cues->cue_count = 0;
    if (!find_pieces(cues, spoken, columns) || !prepare_scratch(cues))
        return CRIER_FAILED;
    if (cues->piece_count == 0)
        return CRIER_OK;
    keep_marks_whole(cues, spoken);
    choose(cues, columns);
    break_lines(cues, columns);
    if (!time_by_words(cues, spoken, rate))
        time_evenly(cues, spoken, rate);
    return CRIER_OK;
}

void cues_clear(struct cues *cues)
{
    free(cues->pieces);
    free(cues->cues);
    free(cues->best);
    free(cues->back);
}
