/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all classes share: looking at atoms and numbers, and saying words. */
#include "core/language/classes/classes.h"

#include <string.h>

/* Longer runs of digits are said one by one. */
#define DIGITS_LONGEST 15

const struct atom *atom_at(const struct reading *reading, unsigned at)
{
    static const struct atom none = { .kind = ATOM_NONE, .space = TRUE };

    return at < reading->count ? &reading->atoms[at] : &none;
}

const char *atom_text(const struct reading *reading, unsigned at)
{
    return reading->text + atom_at(reading, at)->span.from;
}

unsigned atom_size(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->span.to - atom_at(reading, at)->span.from;
}

gboolean atom_joined(const struct reading *reading, unsigned at)
{
    return !atom_at(reading, at)->space;
}

gboolean atom_is_mark(const struct reading *reading, unsigned at, gunichar mark)
{
    return atom_at(reading, at)->mark == mark;
}

gboolean atom_is_joined_mark(const struct reading *reading, unsigned at, gunichar mark)
{
    return atom_is_mark(reading, at, mark) && atom_joined(reading, at);
}

gboolean atom_is_dash(const struct reading *reading, unsigned at)
{
    gunichar c = atom_at(reading, at)->mark;

    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

gboolean atom_is_apostrophe(const struct reading *reading, unsigned at)
{
    gunichar c = atom_at(reading, at)->mark;

    return c == '\'' || c == 0x2019 || c == 0x2018;
}

gboolean atom_is_word(const struct reading *reading, unsigned at, const char *word)
{
    return atom_at(reading, at)->kind == ATOM_WORD && atom_size(reading, at) == strlen(word) &&
           g_ascii_strncasecmp(atom_text(reading, at), word, strlen(word)) == 0;
}

static gboolean opens(gunichar mark)
{
    GUnicodeType type = g_unichar_type(mark);

    return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION ||
           mark == '"' || mark == '\'' || mark == 0x2014;
}

gboolean atom_starts(const struct reading *reading, unsigned at)
{
    return !atom_joined(reading, at) ||
           (atom_at(reading, at - 1)->kind == ATOM_MARK && opens(atom_at(reading, at - 1)->mark));
}

gboolean atom_runs_on(const struct reading *reading, unsigned at)
{
    return atom_joined(reading, at) && atom_at(reading, at)->kind != ATOM_MARK;
}

gboolean atom_ends_sentence(const struct reading *reading, unsigned at)
{
    /* More than a few closing marks are no end of a sentence. */
    for (unsigned i = at; i < at + 4; i++) {
        const struct atom *atom = atom_at(reading, i);

        if (atom->kind == ATOM_NONE)
            return TRUE;
        if (atom->kind != ATOM_MARK || (opens(atom->mark) && atom->space))
            return FALSE;
        if (strchr(".,;:!?", (int)(atom->mark < 128 ? atom->mark : 'x')))
            return FALSE;
    }
    return FALSE;
}

const struct pack_entry *atom_find(const struct reading *reading, unsigned at,
                                   enum pack_table table)
{
    if (atom_at(reading, at)->kind == ATOM_NONE)
        return NULL;
    return pack_find(reading->pack, table, atom_text(reading, at), atom_size(reading, at));
}

gboolean atom_is_cue(const struct reading *reading, unsigned at, const char *use)
{
    const struct pack_entry *entry = atom_find(reading, at, PACK_CUES);

    for (int i = 1; entry && i < PACK_FIELDS; i++)
        if (strcmp(entry->field[i], use) == 0)
            return TRUE;
    return FALSE;
}

/* ---- Numbers as written ---- */

static gunichar separator(const struct reading *reading, const char *key)
{
    const char *mark = pack_phrase(reading->pack, key);

    return mark ? g_utf8_get_char(mark) : 0;
}

static gboolean joined_digits(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->kind == ATOM_DIGITS && atom_joined(reading, at);
}

/* 5 000 with a space that does not break the line, where a comma is the decimal mark. */
static gboolean spaced_group(const struct reading *reading, unsigned at, unsigned next)
{
    static const char *const spaces[] = { "\u00a0", "\u202f", "\u2009" };
    uint32_t from = atom_at(reading, next - 1)->span.to, to = atom_at(reading, next)->span.from;

    if (separator(reading, "decimal mark") != ',' || atom_size(reading, at) > 3 ||
        atom_at(reading, next)->kind != ATOM_DIGITS || atom_size(reading, next) != 3)
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (to - from == strlen(spaces[i]) &&
            memcmp(reading->text + from, spaces[i], to - from) == 0)
            return TRUE;
    return FALSE;
}

static unsigned read_groups(const struct reading *reading, unsigned at, struct number *number)
{
    gunichar group = separator(reading, "group mark");
    unsigned i = at + 1;

    while (atom_size(reading, at) <= 3 && atom_is_joined_mark(reading, i, group) &&
           joined_digits(reading, i + 1) && atom_size(reading, i + 1) == 3) {
        number->grouped = TRUE;
        i += 2;
    }
    while (i == at + 1 + number->spaces && spaced_group(reading, at, i)) {
        number->spaces++;
        i++;
    }
    return i;
}

static void read_whole(const struct reading *reading, struct number *number)
{
    number->digits = 0;
    number->value = 0;
    for (uint32_t i = number->whole.from; i < number->whole.to; i++) {
        if (!g_ascii_isdigit(reading->text[i]))
            continue;
        if (++number->digits > DIGITS_LONGEST) {
            number->value = -1;
            continue;
        }
        number->value = number->value * 10 + (reading->text[i] - '0');
    }
}

/* Spanish of America writes 1.2 and 1,2: one or two digits are no group of thousands. */
static gboolean is_other_point(const struct reading *reading, unsigned at, gunichar point)
{
    return point == ',' && atom_is_joined_mark(reading, at, '.') &&
           joined_digits(reading, at + 1) && atom_size(reading, at + 1) < 3 &&
           !(atom_is_joined_mark(reading, at + 2, '.') && joined_digits(reading, at + 3));
}

gboolean number_read(const struct reading *reading, unsigned at, struct number *number)
{
    gunichar point = separator(reading, "decimal mark");
    unsigned i = at;

    *number = (struct number){ 0 };
    if (atom_at(reading, at)->kind == ATOM_DIGITS) {
        i = read_groups(reading, at, number);
        number->whole =
            (struct span){ atom_at(reading, at)->span.from, atom_at(reading, i - 1)->span.to };
        read_whole(reading, number);
    } else if (!atom_is_mark(reading, at, point) || atom_runs_on(reading, at)) {
        return FALSE;
    }
    number->stop = is_other_point(reading, i, point);
    if ((i == at || number->stop || atom_is_joined_mark(reading, i, point)) &&
        joined_digits(reading, i + 1)) {
        number->fraction = atom_at(reading, i + 1)->span;
        i += 2;
    }
    number->atoms = i - at;
    return i > at;
}

gboolean number_is_one(const struct number *number)
{
    return number->value == 1 && number->fraction.to == 0;
}

int64_t digits_value(const struct reading *reading, unsigned at)
{
    int64_t value = 0;

    if (atom_at(reading, at)->kind != ATOM_DIGITS || atom_size(reading, at) > DIGITS_LONGEST)
        return -1;
    for (unsigned i = 0; i < atom_size(reading, at); i++)
        value = value * 10 + (atom_text(reading, at)[i] - '0');
    return value;
}

/* ---- Saying ---- */

void say(struct reading *reading, const char *words)
{
    writer_say(&reading->writer, words, strlen(words));
}

void say_span(struct reading *reading, struct span span)
{
    writer_say(&reading->writer, reading->text + span.from, span.to - span.from);
}

void say_phrase(struct reading *reading, const char *key)
{
    const struct pack_entry *entry = pack_find(reading->pack, PACK_PHRASES, key, strlen(key));

    if (!entry)
        return;
    say(reading, entry->field[1]);
    if (*entry->field[2])
        writer_phonemes(&reading->writer, entry->field[2]);
}

gboolean has_phrase(const struct reading *reading, const char *key)
{
    return pack_phrase(reading->pack, key) != NULL;
}

void say_spelled(struct reading *reading, enum number_style style, int64_t number)
{
    say(reading, speller_spell(pack_speller(reading->pack), style, number));
}

void say_digits(struct reading *reading, struct span digits)
{
    for (uint32_t i = digits.from; i < digits.to; i++)
        if (g_ascii_isdigit(reading->text[i]))
            say_spelled(reading, NUMBER_CARDINAL, reading->text[i] - '0');
}

static void say_whole(struct reading *reading, const struct number *number)
{
    gboolean hundreds = number->value > 1000 && number->value < 10000 && number->value % 100 == 0 &&
                        number->value % 1000 != 0;

    if (number->value < 0) {
        say_digits(reading, number->whole);
    } else if (hundreds && !number->in_full && has_phrase(reading, "hundred")) {
        say_spelled(reading, NUMBER_CARDINAL, number->value / 100);
        say_phrase(reading, "hundred");
    } else {
        say_spelled(reading, number->fraction.to > 0 ? NUMBER_CARDINAL : number->style,
                    number->value);
    }
}

void say_number(struct reading *reading, const struct number *number)
{
    if (number->whole.to > 0)
        say_whole(reading, number);
    if (number->fraction.to == 0)
        return;
    say_phrase(reading, number->stop ? "dot" : "point");
    say_digits(reading, number->fraction);
}

void say_year(struct reading *reading, int64_t year)
{
    say_spelled(reading, NUMBER_YEAR, year);
}

/* Runs of letters, each as a word of its own. */
void say_letters(struct reading *reading, struct span letters)
{
    const char *at = reading->text + letters.from;
    const char *end = reading->text + letters.to;

    for (; at < end; at = g_utf8_next_char(at)) {
        char upper[8];

        if (!g_unichar_isalpha(g_utf8_get_char(at)))
            continue;
        /* "A" alone would be read as the article. */
        if ((*at == 'A' || *at == 'a') && has_phrase(reading, "letter A")) {
            say_phrase(reading, "letter A");
            continue;
        }
        writer_say(&reading->writer, upper,
                   (gsize)g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(at)), upper));
    }
}

/* 133 is "one thirty-three", 105 "one oh five", 1428 "fourteen twenty-eight". */
void say_pairs(struct reading *reading, struct span digits)
{
    unsigned size = digits.to - digits.from;
    int64_t value = g_ascii_strtoll(reading->text + digits.from, NULL, 10);
    int64_t high = value / 100, low = value % 100;

    if (size < 3 || (size <= 4 && value % 1000 == 0) || size > 4 ||
        reading->text[digits.from] == '0') {
        if (size < 5 && reading->text[digits.from] != '0')
            say_spelled(reading, NUMBER_CARDINAL, value);
        else
            say_digits(reading, digits);
        return;
    }
    say_spelled(reading, NUMBER_CARDINAL, high);
    if (low == 0)
        say_phrase(reading, "hundred");
    else if (low < 10)
        say_phrase(reading, "oh");
    if (low > 0)
        say_spelled(reading, NUMBER_CARDINAL, low);
}

/* English; other languages change nothing. */
void say_plural(struct reading *reading)
{
    GString *text = reading->writer.form->text;
    GArray *words = reading->writer.form->words;

    if (!has_phrase(reading, "plural") || text->len == 0)
        return;
    if (text->str[text->len - 1] == 'y') {
        g_string_truncate(text, text->len - 1);
        g_array_index(words, struct spoken_word, words->len - 1).spoken.to--;
        writer_append(&reading->writer, "ies", 3);
    } else if (text->str[text->len - 1] == 'x') {
        writer_append(&reading->writer, "es", 2);
    } else {
        writer_append(&reading->writer, "s", 1);
    }
}

void take_begin(struct reading *reading)
{
    writer_begin(&reading->writer);
}

unsigned take(struct reading *reading, unsigned at, unsigned atoms)
{
    writer_end(&reading->writer, (struct span){ atom_at(reading, at)->span.from,
                                                atom_at(reading, at + atoms - 1)->span.to });
    return atoms;
}

unsigned take_stop(struct reading *reading, unsigned at, unsigned atoms)
{
    if (atom_ends_sentence(reading, at + atoms))
        writer_append(&reading->writer, ".", 1);
    return take(reading, at, atoms);
}
