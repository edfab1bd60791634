/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/speakers.h"

#include "shared/glyph.h"

#include <crier/role.h>
#include <string.h>

enum { NAME_WORDS_MOST = 4, NAME_WORD_BYTES = 40, ABBREVIATION_MOST = 6 };

/* ---- Tables ---- */

/* Verbs of saying; `inverted`: "said Ada" means that Ada said it, "told Ada" does not. */
static const struct {
    const char *word;
    int inverted;
} verbs[] = {
    { "said", 1 },      { "says", 1 },      { "asked", 1 },     { "asks", 1 },
    { "added", 1 },     { "adds", 1 },      { "wrote", 1 },     { "writes", 1 },
    { "told", 0 },      { "tells", 0 },     { "replied", 1 },   { "answered", 1 },
    { "explained", 1 }, { "explains", 1 },  { "continued", 1 }, { "recalled", 1 },
    { "insisted", 1 },  { "argued", 1 },    { "warned", 1 },    { "noted", 1 },
    { "declared", 1 },  { "announced", 1 }, { "concluded", 1 }, { "joked", 1 },
    { "shouted", 1 },   { "testified", 1 }, { "tweeted", 1 },   { "dijo", 1 },
    { "afirmó", 1 },    { "añadió", 1 },    { "explicó", 1 },   { "declaró", 1 },
    { "señaló", 1 },    { "preguntó", 1 },
};

/* Words that may begin with a capital and are no name. */
static const char *const no_names[] = {
    "The",    "A",         "An",      "He",        "She",      "They",     "It",
    "We",     "I",         "You",     "This",      "That",     "These",    "Those",
    "Both",   "Many",      "Some",    "One",       "All",      "Each",     "No",
    "Then",   "When",      "While",   "After",     "Before",   "As",       "At",
    "In",     "On",        "But",     "And",       "Or",       "So",       "Later",
    "Today",  "Yesterday", "Still",   "Even",      "If",       "His",      "Her",
    "Their",  "Our",       "Its",     "My",        "Who",      "What",     "Why",
    "How",    "Where",     "Here",    "There",     "Also",     "Yet",      "For",
    "From",   "With",      "Last",    "Next",      "Most",     "Another",  "Other",
    "Others", "Monday",    "Tuesday", "Wednesday", "Thursday", "Friday",   "Saturday",
    "Sunday", "January",   "March",   "April",     "May",      "June",     "July",
    "August", "February",  "October", "September", "November", "December", "El",
    "La",     "Los",       "Las",     "Un",        "Una",      "Ella",     "Ellos",
    "Pero",   "Cuando",
};

/* Small words inside of names. */
static const char *const particles[] = { "de",  "del", "la", "los", "van", "von", "der",
                                         "den", "di",  "da", "dos", "al",  "bin", "el" };

static int is_in(const char *const *words, size_t count, const char *text, size_t size)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == size && memcmp(words[i], text, size) == 0)
            return 1;
    return 0;
}

#define IN(words, text, size) is_in(words, sizeof(words) / sizeof((words)[0]), text, size)

/* ---- Reading a sentence ---- */

/* A place in the sentence. */
struct look {
    const char *text;
    size_t size;
    size_t at;
};

static uint32_t peek(const struct look *look)
{
    size_t at = look->at;

    return at < look->size ? glyph_next(look->text, look->size, &at) : 0;
}

static void step(struct look *look)
{
    glyph_next(look->text, look->size, &look->at);
}

static int skip_spaces(struct look *look)
{
    size_t from = look->at;

    while (look->at < look->size && (glyph_is_space(peek(look)) || peek(look) == 0xA0))
        step(look);
    return look->at > from;
}

static int is_upper(uint32_t glyph)
{
    if (glyph >= 0x100 && glyph < 0x180) /* Latin with the letters in pairs, the great one first */
        return glyph % 2 == (glyph >= 0x139 && glyph < 0x149) || glyph == 0x179 || glyph == 0x17B;
    return (glyph >= 'A' && glyph <= 'Z') || (glyph >= 0xC0 && glyph <= 0xDE && glyph != 0xD7) ||
           (glyph >= 0x391 && glyph <= 0x3A9) || (glyph >= 0x400 && glyph <= 0x42F);
}

static int is_letter(uint32_t glyph)
{
    return (glyph >= 'a' && glyph <= 'z') || (glyph >= 'A' && glyph <= 'Z') ||
           (glyph >= 0xC0 && glyph < 0x2000 && glyph != 0xD7 && glyph != 0xF7);
}

static int is_apostrophe(uint32_t glyph)
{
    return glyph == '\'' || glyph == 0x2019;
}

/* A word of letters with hyphens and apostrophes inside; no more of it than tells that it
 * is too long, so that many looks at one are cheap. */
static size_t read_word(struct look *look)
{
    size_t from = look->at;

    while (look->at - from <= NAME_WORD_BYTES) {
        uint32_t glyph = peek(look);

        if (!is_letter(glyph) && (look->at == from || (glyph != '-' && !is_apostrophe(glyph))))
            break;
        step(look);
    }
    return look->at - from;
}

/* "Lindqvist's": what she has, not she. */
static int is_possessive(const char *word, size_t size)
{
    static const char *const ends[] = { "'s", "’s", "'", "’", "-" };

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        size_t length = strlen(ends[i]);

        if (size >= length && memcmp(word + size - length, ends[i], length) == 0)
            return 1;
    }
    return 0;
}

/* A stop that belongs to the word before: "J." "Capt." with a name behind it. */
static int is_abbreviated(const struct look *look, size_t word)
{
    struct look behind = *look;

    if (peek(&behind) != '.' || word >= ABBREVIATION_MOST)
        return 0;
    step(&behind);
    return skip_spaces(&behind) && is_upper(peek(&behind));
}

/* "van der" before the rest of a name. 0: what follows is none. */
static int skip_particles(struct look *look)
{
    while (!is_upper(peek(look))) {
        size_t from = look->at;
        size_t size = read_word(look);

        if (!IN(particles, look->text + from, size) || !skip_spaces(look))
            return 0;
    }
    return 1;
}

/* One word of a name: 1, or 0 with `look` unchanged. *bad: it cannot be a name at all. */
static int read_name_word(struct look *look, int first, int *bad)
{
    struct look ahead = *look;
    size_t from;
    size_t size;

    if (first ? !is_upper(peek(&ahead)) : !skip_spaces(&ahead) || !skip_particles(&ahead))
        return 0;
    from = ahead.at;
    size = read_word(&ahead);
    *bad = size > NAME_WORD_BYTES || IN(no_names, ahead.text + from, size) ||
           is_possessive(ahead.text + from, size);
    if (is_abbreviated(&ahead, size))
        step(&ahead);
    *look = ahead;
    return 1;
}

/* The number of words of a name; 0 with `look` unchanged when there is none. */
static int read_name(struct look *look, struct speech *speech)
{
    struct look ahead = *look;
    int words = 0;
    int bad = 0;

    while (!bad && words <= NAME_WORDS_MOST && read_name_word(&ahead, words == 0, &bad))
        words++;
    if (bad || words == 0 || words > NAME_WORDS_MOST)
        return 0;
    speech->name_from = (uint32_t)look->at;
    speech->name_to = (uint32_t)ahead.at;
    *look = ahead;
    return words;
}

static int read_verb(struct look *look, int inverted)
{
    size_t from = look->at;
    size_t size = read_word(look);

    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
        if (strlen(verbs[i].word) == size && memcmp(verbs[i].word, look->text + from, size) == 0)
            return !inverted || verbs[i].inverted;
    look->at = from;
    return 0;
}

/* "said Ada and Ben": not one speaker. A digit: not a person ("Local 88"). */
static int goes_on(struct look look)
{
    static const char *const joined[] = { "and", "or", "y", "e" };
    size_t from;

    if (!skip_spaces(&look))
        return is_letter(peek(&look)) || peek(&look) == '&';
    if ((peek(&look) >= '0' && peek(&look) <= '9') || peek(&look) == '&')
        return 1;
    from = look.at;
    return IN(joined, look.text + from, read_word(&look));
}

/* ---- Quotations and who said them ---- */

static int opens(uint32_t glyph)
{
    return glyph == 0x201C || glyph == 0xAB || glyph == 0x201E || glyph == '"';
}

static int closes(uint32_t glyph)
{
    return glyph == 0x201D || glyph == 0xBB || glyph == '"';
}

/* Speech ends with a comma where the sentence goes on, or as a question or cry. */
static int ends_speech(uint32_t last)
{
    return last == ',' || last == '?' || last == '!' || last == 0x2014 || last == 0x2026;
}

/* `look` stands behind a quotation. 1 with the name, and `look` behind the verb. */
static int read_attribution(struct look *look, uint32_t last, struct speech *speech)
{
    int speaks = ends_speech(last);
    struct look ahead = *look;
    struct look inverted;

    if (peek(&ahead) == ',') {
        step(&ahead);
        speaks = 1;
    }
    if (!speaks || !skip_spaces(&ahead))
        return 0;
    inverted = ahead;
    if (read_name(&ahead, speech) && skip_spaces(&ahead) && read_verb(&ahead, 0)) {
        *look = ahead;
        return 1;
    }
    if (!read_verb(&inverted, 1) || !skip_spaces(&inverted) || !read_name(&inverted, speech) ||
        goes_on(inverted))
        return 0;
    *look = inverted;
    return 1;
}

/* Is `to` where "Ada Marsh said," leads, read from `look`? */
static int leads_to(struct look look, size_t to)
{
    if (peek(&look) != ',' && peek(&look) != ':')
        return 0;
    step(&look);
    return skip_spaces(&look) && look.at == to;
}

/* At the start of a sentence every word has a capital: only two or more are a name. */
static int read_lead(struct look look, size_t to, struct speech *speech)
{
    look.at = 0;
    return read_name(&look, speech) >= 2 && skip_spaces(&look) && read_verb(&look, 0) &&
           leads_to(look, to);
}

/* Move behind the next quotation. 0: there is none. *last: what stands before its end. */
static int next_quotation(struct look *look, struct speech *speech, uint32_t *last)
{
    int open = 0;
    int first = look->at == 0;

    *last = 0;
    while (look->at < look->size) {
        size_t from = look->at;
        uint32_t glyph = peek(look);

        step(look);
        if (!open && opens(glyph)) {
            speech->from = (uint32_t)from;
            open = 1;
        } else if (closes(glyph) && (open || first)) {
            if (!open)
                speech->from = 0; /* it goes on from the sentence before */
            speech->to = (uint32_t)look->at;
            return 1;
        } else if (!glyph_is_space(glyph)) {
            *last = glyph;
        }
    }
    speech->to = (uint32_t)look->size;
    *last = 0; /* it goes on in the next sentence */
    return open;
}

void speeches_find(struct speeches *speeches, const struct spoken *spoken)
{
    struct look look = { .text = spoken->text, .size = spoken->size };
    struct speech speech = { 0 };
    struct look said = look; /* behind the last verb */
    int known = 0;           /* the last quotation had a speaker */
    uint32_t last;

    speeches->count = 0;
    if (spoken->role == CRIER_ROLE_HEADLINE || spoken->role == CRIER_ROLE_HEADING)
        return;
    while (speeches->count < SPEECHES_MOST && next_quotation(&look, &speech, &last)) {
        struct look behind = look;

        if (!(known && leads_to(said, speech.from)) && !read_lead(look, speech.from, &speech) &&
            !read_attribution(&behind, last, &speech)) {
            known = 0;
            continue;
        }
        known = 1;
        said = look = behind;
        speeches->all[speeches->count++] = speech;
    }
}

const struct speech *speeches_at(const struct speeches *speeches, uint32_t at)
{
    for (size_t i = 0; i < speeches->count; i++)
        if (at >= speeches->all[i].from && at < speeches->all[i].to)
            return &speeches->all[i];
    return NULL;
}

uint32_t speeches_next(const struct speeches *speeches, uint32_t at)
{
    uint32_t next = UINT32_MAX;

    for (size_t i = 0; i < speeches->count; i++) {
        if (speeches->all[i].from > at && speeches->all[i].from < next)
            next = speeches->all[i].from;
        if (speeches->all[i].to > at && speeches->all[i].to < next)
            next = speeches->all[i].to;
    }
    return next;
}
