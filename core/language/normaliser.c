/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Atoms from left to right: the first class that knows what begins here says it;
 * what none knows is said as it is written.
 */
#include "core/language/normaliser.h"

#include "core/language/classes/classes.h"

struct normaliser {
    struct pack *pack; /* NULL: a language without tables of ours */
    GArray *atoms;
};

void spoken_form_init(struct spoken_form *form)
{
    form->text = g_string_new(NULL);
    form->words = g_array_new(FALSE, FALSE, sizeof(struct spoken_word));
    form->silent = g_array_new(FALSE, FALSE, sizeof(struct silent_word));
    form->phonemes = g_string_new(NULL);
}

void spoken_form_clear(struct spoken_form *form)
{
    g_string_free(form->text, TRUE);
    g_array_unref(form->words);
    g_array_unref(form->silent);
    g_string_free(form->phonemes, TRUE);
}

struct normaliser *normaliser_new(const char *language)
{
    struct normaliser *normaliser = g_new0(struct normaliser, 1);

    normaliser->pack = pack_new(language);
    normaliser->atoms = g_array_new(FALSE, FALSE, sizeof(struct atom));
    return normaliser;
}

void normaliser_free(struct normaliser *normaliser)
{
    if (!normaliser)
        return;
    pack_free(normaliser->pack);
    g_array_unref(normaliser->atoms);
    g_free(normaliser);
}

/* Punctuation begins nothing, save the few marks that the classes know. */
static unsigned match(struct reading *reading, unsigned at)
{
    if (!reading->pack)
        return 0;
    for (unsigned i = 0; semiotic_classes[i]; i++) {
        unsigned taken = semiotic_classes[i]->match(reading, at);

        if (taken > 0)
            return taken;
    }
    return 0;
}

static unsigned speak_one(struct reading *reading, unsigned at)
{
    const struct atom *atom = atom_at(reading, at);
    unsigned taken;

    if (atom->kind == ATOM_LONG) {
        writer_silence(&reading->writer, atom, "too long for a word", TRUE);
        return 1;
    }
    if (atom->space)
        writer_break(&reading->writer);
    taken = match(reading, at);
    if (taken > 0)
        return taken;
    writer_raw(&reading->writer, atom);
    return 1;
}

void normaliser_speak(struct normaliser *normaliser, const char *text, uint32_t size,
                      struct spoken_form *form)
{
    struct reading reading = { .pack = normaliser->pack, .text = text };

    token_cut(text, size, normaliser->atoms);
    reading.atoms = (const struct atom *)(void *)normaliser->atoms->data;
    reading.count = normaliser->atoms->len;
    writer_init(&reading.writer, text, form);
    for (unsigned at = 0; at < reading.count;)
        at += speak_one(&reading, at);
    writer_break(&reading.writer);
}
