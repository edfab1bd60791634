/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The semiotic classes: what a stretch of atoms can be, and how it is said.
 * Each is one file of this folder that ends in one constant struct; classes.c
 * lists them in order of precedence. What differs by language stands in tables;
 * a class whose tables or phrases a language lacks matches nothing there.
 */
#ifndef CORE_LANGUAGE_CLASSES_CLASSES_H
#define CORE_LANGUAGE_CLASSES_CLASSES_H

#include "core/language/classes/pack.h"
#include "core/language/classes/writer.h"

/* A sentence being read. */
struct reading {
    struct pack *pack;
    const char *text;
    const struct atom *atoms;
    unsigned count;
    struct writer writer;
};

struct semiotic_class {
    const char *name;
    /*
     * Is this what begins at atom `at`? Then say it and return how many atoms it
     * took; else return 0 and say nothing. Looks a bounded number of atoms ahead.
     */
    unsigned (*match)(struct reading *reading, unsigned at);
};

/* NULL-ended, in order of precedence. */
extern const struct semiotic_class *const semiotic_classes[];

/* ---- Looking at atoms: any place may be asked for ---- */

const struct atom *atom_at(const struct reading *reading, unsigned at);
const char *atom_text(const struct reading *reading, unsigned at);
unsigned atom_size(const struct reading *reading, unsigned at);
/* Something stands there, without white space before it. */
gboolean atom_joined(const struct reading *reading, unsigned at);
gboolean atom_is_mark(const struct reading *reading, unsigned at, gunichar mark);
gboolean atom_is_joined_mark(const struct reading *reading, unsigned at, gunichar mark);
/* A joined hyphen or a dash of any length. */
gboolean atom_is_dash(const struct reading *reading, unsigned at);
gboolean atom_is_apostrophe(const struct reading *reading, unsigned at);
gboolean atom_is_word(const struct reading *reading, unsigned at, const char *word);
/* Nothing joined before it but opening marks. */
gboolean atom_starts(const struct reading *reading, unsigned at);
/* Letters or digits go on there without white space. */
gboolean atom_runs_on(const struct reading *reading, unsigned at);
/* Only closing marks follow, from `at` on. */
gboolean atom_ends_sentence(const struct reading *reading, unsigned at);

/* The entry of a word atom in a table, or NULL. */
const struct pack_entry *atom_find(const struct reading *reading, unsigned at,
                                   enum pack_table table);
/* Is the word listed in cues.tsv for this use? ("capital before a regnal number") */
gboolean atom_is_cue(const struct reading *reading, unsigned at, const char *use);

/* ---- Numbers as written ---- */

struct number {
    unsigned atoms;
    int64_t value;   /* of the whole part; -1: too long to be said as one number */
    unsigned digits; /* of the whole part */
    gboolean grouped;
    unsigned spaces;         /* groups behind a space */
    gboolean in_full;        /* 1,300 is "one thousand three hundred" */
    enum number_style style; /* gender of what is counted */
    struct span whole;       /* of the text; empty in ".5" */
    struct span fraction;    /* digits after the decimal mark; empty: none */
    gboolean stop;           /* 1.2 where the decimal mark is a comma */
};

gboolean number_read(const struct reading *reading, unsigned at, struct number *number);
/* For a number whose last atom stands before `at`; plain where there are no genders. */
enum number_style style_before(const struct reading *reading, unsigned at);
gboolean number_is_one(const struct number *number);
/* Plain digits of at most four atoms' worth: their value, or -1. */
int64_t digits_value(const struct reading *reading, unsigned at);

/* ---- Saying: into the writer, between begin and end ---- */

void say(struct reading *reading, const char *words);
void say_span(struct reading *reading, struct span span);
void say_phrase(struct reading *reading, const char *key);
gboolean has_phrase(const struct reading *reading, const char *key);
void say_spelled(struct reading *reading, enum number_style style, int64_t number);
void say_number(struct reading *reading, const struct number *number);
void say_year(struct reading *reading, int64_t year);
void say_digits(struct reading *reading, struct span digits);
/* As capitals with spaces between: read as letters. */
void say_letters(struct reading *reading, struct span letters);
/* An exhibit, room or flight number: in pairs. */
void say_pairs(struct reading *reading, struct span digits);
/* The last word again as a plural. */
void say_plural(struct reading *reading);

void take_begin(struct reading *reading);
/* Ends what take_begin began: `atoms` from `at` are written for it. */
unsigned take(struct reading *reading, unsigned at, unsigned atoms);
/* The same, where the last atom is the stop of an abbreviation: kept as a full stop
 * when the sentence ends there. */
unsigned take_stop(struct reading *reading, unsigned at, unsigned atoms);

#endif
