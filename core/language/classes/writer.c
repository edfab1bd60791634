/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/classes/writer.h"

#include <string.h>

#define EM_DASH  0x2014
#define BAR_DASH 0x2015
#define EN_DASH  0x2013

void writer_init(struct writer *writer, const char *text, struct spoken_form *form)
{
    *writer = (struct writer){ .form = form, .text = text };
    g_string_truncate(form->text, 0);
    g_array_set_size(form->words, 0);
    g_array_set_size(form->silent, 0);
    g_string_truncate(form->phonemes, 0);
}

static struct spoken_word *word_at(struct writer *writer, guint index)
{
    return &g_array_index(writer->form->words, struct spoken_word, index);
}

static struct spoken_word *last_word(struct writer *writer)
{
    return writer->form->words->len > 0 ? word_at(writer, writer->form->words->len - 1) : NULL;
}

static void new_word(struct writer *writer, struct span written)
{
    struct spoken_word word = { .written = written };

    if (writer->form->text->len > 0)
        g_string_append_c(writer->form->text, ' ');
    word.spoken.from = word.spoken.to = (uint32_t)writer->form->text->len;
    g_array_append_val(writer->form->words, word);
}

static void append(struct writer *writer, const char *text, gsize size)
{
    g_string_append_len(writer->form->text, text, (gssize)size);
    last_word(writer)->spoken.to = (uint32_t)writer->form->text->len;
}

static void drop_last(struct writer *writer)
{
    uint32_t from = last_word(writer)->spoken.from;

    g_array_set_size(writer->form->words, writer->form->words->len - 1);
    g_string_truncate(writer->form->text, from > 0 ? from - 1 : 0);
}

static gboolean ends_in(struct writer *writer, const char *marks)
{
    const GString *text = writer->form->text;

    return text->len > 0 && strchr(marks, text->str[text->len - 1]);
}

static gboolean is_dash(const char *text, struct span span)
{
    gunichar c = g_utf8_get_char(text + span.from);

    return c == EM_DASH || c == EN_DASH || c == BAR_DASH || c == '-';
}

/* A dash that stands alone is a pause: a comma says the same to the engine. */
void writer_pause(struct writer *writer)
{
    if (last_word(writer) && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(
                                 writer->form->text->str + writer->form->text->len))))
        append(writer, ",", 1);
}

static void silence(struct writer *writer, struct span written, const char *reason, gboolean lost)
{
    struct silent_word word = { written, reason, lost };

    g_array_append_val(writer->form->silent, word);
}

void writer_break(struct writer *writer)
{
    if (writer->open && !writer->sound) {
        struct span written = last_word(writer)->written;

        drop_last(writer);
        silence(writer, written, "punctuation", FALSE);
        if (is_dash(writer->text, written))
            writer_pause(writer);
    }
    writer->open = writer->taken = FALSE;
}

static gboolean has_sound(const struct atom *atom)
{
    GUnicodeType type;

    if (atom->kind != ATOM_MARK)
        return TRUE;
    type = g_unichar_type(atom->mark);
    return g_unichar_isalnum(atom->mark) || type == G_UNICODE_CURRENCY_SYMBOL ||
           type == G_UNICODE_MATH_SYMBOL || type == G_UNICODE_OTHER_SYMBOL ||
           strchr("%&@#", (int)(atom->mark < 128 ? atom->mark : '"')) || atom->mark == '%';
}

static gboolean closes(gunichar mark)
{
    GUnicodeType type = g_unichar_type(mark);

    return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION ||
           (mark < 128 && strchr(".,;:?!\"'", (int)mark)) || mark == 0x2026;
}

static gboolean is_apostrophe(gunichar mark)
{
    return mark == '\'' || mark == 0x2019;
}

/* All words of the group were written as far as `to`. */
static void extend(struct writer *writer, uint32_t to)
{
    for (guint i = writer->group; i < writer->form->words->len; i++)
        word_at(writer, i)->written.to = to;
}

/* A mark right behind the words of a class: closing ones shape the melody. */
static gboolean raw_after_class(struct writer *writer, const struct atom *atom)
{
    if (atom->kind != ATOM_MARK)
        return FALSE;
    if (closes(atom->mark)) {
        append(writer, writer->text + atom->span.from, atom->span.to - atom->span.from);
        if (is_apostrophe(atom->mark)) {
            writer->open = writer->sound = TRUE; /* 's belongs to the same word */
            writer->taken = FALSE;
        }
    } else if (is_dash(writer->text, atom->span)) {
        if (atom->mark != '-')
            writer_pause(writer);
    } else if (atom->mark != '/') {
        return FALSE;
    }
    extend(writer, atom->span.to);
    return TRUE;
}

static void begin_raw(struct writer *writer, struct span written)
{
    new_word(writer, written);
    writer->group = writer->form->words->len - 1;
    writer->open = TRUE;
    writer->sound = FALSE;
    writer->taken = FALSE;
}

void writer_raw(struct writer *writer, const struct atom *atom)
{
    if (writer->taken && raw_after_class(writer, atom))
        return;
    if (writer->open && writer->sound && atom->mark == EM_DASH) {
        extend(writer, atom->span.to);
        writer_pause(writer);
        writer->open = FALSE;
        return;
    }
    if (!writer->open)
        begin_raw(writer, atom->span);
    if (atom->kind != ATOM_MARK || g_unichar_type(atom->mark) != G_UNICODE_FORMAT)
        append(writer, writer->text + atom->span.from, atom->span.to - atom->span.from);
    writer->sound = writer->sound || has_sound(atom);
    extend(writer, atom->span.to);
}

void writer_silence(struct writer *writer, const struct atom *atom, const char *reason,
                    gboolean lost)
{
    writer_break(writer);
    silence(writer, atom->span, reason, lost);
}

/* Opening quotes and brackets stay with the first word said. */
void writer_begin(struct writer *writer)
{
    writer->from = UINT32_MAX;
    if (writer->open && !writer->sound) {
        writer->group = writer->form->words->len - 1;
        writer->from = last_word(writer)->written.from;
        return;
    }
    if (writer->open && ends_in(writer, "-")) {
        g_string_truncate(writer->form->text, writer->form->text->len - 1);
        last_word(writer)->spoken.to--;
    }
    writer->open = FALSE;
    writer->group = writer->form->words->len;
}

void writer_say(struct writer *writer, const char *words, gsize size)
{
    const char *end = words + size;

    while (words < end) {
        const char *space = memchr(words, ' ', (gsize)(end - words));
        const char *to = space ? space : end;

        if (to > words) {
            if (!writer->open)
                new_word(writer, (struct span){ 0 });
            append(writer, words, (gsize)(to - words));
            writer->open = FALSE;
        }
        words = to + 1;
    }
}

void writer_phonemes(struct writer *writer, const char *phonemes)
{
    GString *all = writer->form->phonemes;
    uint32_t from = (uint32_t)all->len;

    if (writer->form->words->len <= writer->group)
        return;
    g_string_append(all, phonemes);
    last_word(writer)->phonemes = (struct span){ from, (uint32_t)all->len };
}

void writer_append(struct writer *writer, const char *ending, gsize size)
{
    if (writer->form->words->len > writer->group && !writer->open)
        append(writer, ending, size);
}

void writer_end(struct writer *writer, struct span written)
{
    /* A class that found no words for its own: the ledger still tells. */
    if (writer->open) {
        extend(writer, written.to);
        return;
    }
    if (writer->group >= writer->form->words->len) {
        silence(writer, written, "no words for it", TRUE);
        return;
    }
    for (guint i = writer->group; i < writer->form->words->len; i++) {
        struct spoken_word *word = word_at(writer, i);

        word->written.from = MIN(written.from, writer->from);
        word->written.to = written.to;
    }
    writer->open = FALSE;
    writer->taken = TRUE;
}
