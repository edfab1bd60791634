/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/pronouncer.h"

#include "core/language/cmudict.h"
#include "core/language/coverage.h"
#include "core/language/homograph.h"
#include "core/language/phoneme.h"
#include "core/language/table.h"
#include "core/language/word_core.h"

#include <string.h>

struct pronouncer {
    gboolean english;
    struct lexicon *newsroom;
    struct lexicon *names; /* built in; NULL: none for this language */
    struct homographs *homographs;
    GArray *cores; /* of struct lexicon_word: the words without their punctuation */
    GString *text; /* the spoken form that is being made, in place of the old one */
    GArray *words;
};

static struct lexicon *built_in_names(const char *language)
{
    struct lexicon *names;
    gsize size = 0;
    const char *table = table_text(language, "names", &size);
    GError *error = NULL;

    if (!table)
        return NULL;
    names = lexicon_new(language);
    if (!lexicon_load_tsv(names, NULL, table, size, &error))
        g_error("%s", error->message);
    return names;
}

struct pronouncer *pronouncer_new(const char *language)
{
    struct pronouncer *pronouncer = g_new0(struct pronouncer, 1);
    const char *tag = language ? language : "en";
    g_autofree char *primary = language_primary(tag);

    pronouncer->newsroom = lexicon_new(tag);
    pronouncer->english = g_ascii_strcasecmp(primary, "en") == 0;
    pronouncer->names = built_in_names(primary);
    pronouncer->homographs = homographs_new(primary);
    pronouncer->cores = g_array_new(FALSE, FALSE, sizeof(struct lexicon_word));
    pronouncer->text = g_string_new(NULL);
    pronouncer->words = g_array_new(FALSE, FALSE, sizeof(struct spoken_word));
    return pronouncer;
}

void pronouncer_free(struct pronouncer *pronouncer)
{
    if (!pronouncer)
        return;
    lexicon_free(pronouncer->newsroom);
    lexicon_free(pronouncer->names);
    homographs_free(pronouncer->homographs);
    g_array_unref(pronouncer->cores);
    g_string_free(pronouncer->text, TRUE);
    g_array_unref(pronouncer->words);
    g_free(pronouncer);
}

gboolean pronouncer_add_lexicon(struct pronouncer *pronouncer, const char *path, GError **error)
{
    return lexicon_load(pronouncer->newsroom, path, error);
}

void pronouncer_at(struct pronouncer *pronouncer, uint64_t sentence)
{
    lexicon_at(pronouncer->newsroom, sentence);
}

const struct lexicon *pronouncer_lexicon(const struct pronouncer *pronouncer)
{
    return pronouncer->newsroom;
}

/* ---- One sentence ---- */

struct sentence {
    struct pronouncer *pronouncer;
    struct spoken_form *form;
    const char *written;
    guint at;      /* the word that is next */
    guint run_end; /* behind the last word before punctuation, once known */
};

static const struct spoken_word *word_at(const struct sentence *sentence, guint i)
{
    return &g_array_index(sentence->form->words, struct spoken_word, i);
}

static const struct lexicon_word *core_at(const struct sentence *sentence, guint i)
{
    return &g_array_index(sentence->pronouncer->cores, struct lexicon_word, i);
}

static void find_cores(struct sentence *sentence)
{
    GArray *cores = sentence->pronouncer->cores;
    const char *text = sentence->form->text->str;

    g_array_set_size(cores, 0);
    for (guint i = 0; i < sentence->form->words->len; i++) {
        struct span span = word_core(text, word_at(sentence, i)->spoken);
        struct lexicon_word core = { text + span.from, span.to - span.from };

        g_array_append_val(cores, core);
    }
}

/* How many words from here on could be one entry: punctuation between words ends it. */
static unsigned run_length(struct sentence *sentence)
{
    const char *text = sentence->form->text->str;
    guint i = sentence->at;

    if (i < sentence->run_end)
        return sentence->run_end - i;
    while (i + 1 < sentence->form->words->len) {
        const struct lexicon_word *here = core_at(sentence, i), *next = core_at(sentence, i + 1);

        if (here->text + here->size != text + word_at(sentence, i)->spoken.to ||
            next->text != text + word_at(sentence, i + 1)->spoken.from)
            break;
        i++;
    }
    sentence->run_end = i + 1;
    return sentence->run_end - sentence->at;
}

/* Add a word to the new form. */
static void emit(struct sentence *sentence, const char *text, gsize size, struct span written,
                 struct span phonemes)
{
    GString *out = sentence->pronouncer->text;
    struct spoken_word word = { .written = written, .phonemes = phonemes };

    if (out->len > 0)
        g_string_append_c(out, ' ');
    word.spoken.from = (uint32_t)out->len;
    g_string_append_len(out, text, (gssize)size);
    word.spoken.to = (uint32_t)out->len;
    g_array_append_val(sentence->pronouncer->words, word);
}

/* The next word, as it is. */
static void keep_word(struct sentence *sentence, struct span phonemes)
{
    const struct spoken_word *word = word_at(sentence, sentence->at++);

    emit(sentence, sentence->form->text->str + word->spoken.from,
         word->spoken.to - word->spoken.from, word->written, phonemes);
}

static struct span add_phonemes(struct sentence *sentence, const char *phonemes, gsize size,
                                gboolean ending)
{
    GString *all = sentence->form->phonemes;
    struct span span = { .from = (uint32_t)all->len };

    g_string_append_len(all, phonemes, (gssize)size);
    if (ending)
        phoneme_add_s(all);
    span.to = (uint32_t)all->len;
    return span;
}

/* ---- Lexicons ---- */

/* Say `count` words with the phonemes of their entry: part by part when there are as many
 * parts as words, else together as one. */
static void say_phonemes(struct sentence *sentence, const char *phonemes, unsigned count,
                         gboolean ending)
{
    g_auto(GStrv) parts = g_strsplit(phonemes, " ", -1);
    const struct spoken_word *first = word_at(sentence, sentence->at);
    const struct spoken_word *last = word_at(sentence, sentence->at + count - 1);
    g_autofree char *joined = g_strjoinv("||", parts); /* the engine's break between words */

    if (g_strv_length(parts) == count) {
        for (unsigned i = 0; i < count; i++)
            keep_word(sentence,
                      add_phonemes(sentence, parts[i], strlen(parts[i]), ending && i + 1 == count));
        return;
    }
    emit(sentence, sentence->form->text->str + first->spoken.from,
         last->spoken.to - first->spoken.from,
         (struct span){ first->written.from, last->written.to },
         add_phonemes(sentence, joined, strlen(joined), ending));
    sentence->at += count;
}

/* Say other words instead, with the punctuation of those they stand for. */
static void say_alias(struct sentence *sentence, const char *alias, unsigned count, gboolean ending)
{
    const char *text = sentence->form->text->str;
    const struct spoken_word *first = word_at(sentence, sentence->at);
    const struct spoken_word *last = word_at(sentence, sentence->at + count - 1);
    const struct lexicon_word *start = core_at(sentence, sentence->at);
    const struct lexicon_word *stop = core_at(sentence, sentence->at + count - 1);
    const char *behind = stop->text + stop->size;
    g_autoptr(GString) said =
        g_string_new_len(text + first->spoken.from, start->text - (text + first->spoken.from));
    g_auto(GStrv) words = NULL;

    g_string_append(said, alias);
    if (ending)
        g_string_append(said, memchr(stop->text, '\'', stop->size) ||
                                      memmem(stop->text, stop->size, "’", 3)
                                  ? "'s"
                                  : "s");
    g_string_append_len(said, behind, text + last->spoken.to - behind);
    words = g_strsplit(said->str, " ", -1);
    for (char **word = words; *word; word++)
        if (**word)
            emit(sentence, *word, strlen(*word),
                 (struct span){ first->written.from, last->written.to }, (struct span){ 0, 0 });
    sentence->at += count;
}

static gboolean try_lexicon(struct sentence *sentence, struct lexicon *lexicon)
{
    struct lexicon_entry *entry = NULL;
    gboolean ending = FALSE;
    unsigned count;

    if (!lexicon)
        return FALSE;
    count = lexicon_find(lexicon, core_at(sentence, sentence->at), run_length(sentence), &entry,
                         &ending);
    if (count == 0)
        return FALSE;
    if (entry->phonemes)
        say_phonemes(sentence, entry->phonemes, count, ending);
    else
        say_alias(sentence, entry->alias, count, ending);
    return TRUE;
}

/* ---- Homographs and names: words, and the parts of compounds with a hyphen ---- */

/* A word, or one part of one. */
struct part {
    struct span spoken;  /* of the form's text */
    struct span written; /* of the sentence as written; empty: it is written in another way */
    gboolean first;      /* begins a sentence */
    gboolean alone;      /* is all of it */
};

static gboolean add_homograph(struct sentence *sentence, const struct part *part,
                              struct span *phonemes)
{
    struct homographs *homographs = sentence->pronouncer->homographs;
    const char *said = NULL;

    if (homographs && part->written.to > part->written.from)
        said = homographs_choose(homographs, part->written.from,
                                 part->written.to - part->written.from);
    if (said)
        *phonemes = add_phonemes(sentence, said, strlen(said), FALSE);
    return said != NULL;
}

/* A word in capitals only is an acronym as a rule, unless it is long. */
static gboolean is_capitalised(const char *word, gsize size)
{
    gunichar first = size > 0 ? g_utf8_get_char(word) : 0;
    gboolean small = FALSE;

    for (gsize i = 0; i < size; i++)
        small = small || g_ascii_islower(word[i]);
    return g_unichar_isupper(first) && (small || size > 5);
}

/* "state's": behind a silent e the engine gets the ending wrong, in any word. */
static gboolean is_possessive(const char *word, gsize size)
{
    return (size > 3 && memcmp(word + size - 2, "'s", 2) == 0) ||
           (size > 5 && memcmp(word + size - 4, "’s", 4) == 0);
}

static gboolean add_name(struct sentence *sentence, const struct part *part, struct span *phonemes)
{
    const char *word = sentence->form->text->str + part->spoken.from;
    gsize size = part->spoken.to - part->spoken.from;
    GString *all = sentence->form->phonemes;
    uint32_t from = (uint32_t)all->len;
    enum cmudict_kind kind;

    gboolean possessive = is_possessive(word, size);

    if (!sentence->pronouncer->english || (!possessive && !is_capitalised(word, size)))
        return FALSE;
    kind = cmudict_find(word, size, all);
    /* The first word of a sentence has its capital from there; and where the engine differs
     * only a little, its own stress in the sentence is worth more. */
    if (!part->alone && !possessive &&
        (kind == CMUDICT_ORDINARY || (kind == CMUDICT_WRONG && part->first)))
        kind = CMUDICT_NONE;
    if (kind == CMUDICT_NONE)
        g_string_truncate(all, from);
    *phonemes = (struct span){ from, (uint32_t)all->len };
    return kind != CMUDICT_NONE;
}

static gboolean begins_sentence(const struct sentence *sentence, guint i)
{
    const char *text = sentence->form->text->str;

    return i == 0 || strchr(".!?:\"", text[word_at(sentence, i - 1)->spoken.to - 1]) != NULL ||
           core_at(sentence, i)->text != text + word_at(sentence, i)->spoken.from;
}

/* The next word without its punctuation. */
static struct part whole_part(const struct sentence *sentence)
{
    const struct spoken_word *word = word_at(sentence, sentence->at);
    const struct lexicon_word *core = core_at(sentence, sentence->at);
    struct span written = word_core(sentence->written, word->written);
    struct part part = { .alone = sentence->form->words->len == 1 };

    part.first = begins_sentence(sentence, sentence->at);
    part.spoken.from = (uint32_t)(core->text - sentence->form->text->str);
    part.spoken.to = part.spoken.from + (uint32_t)core->size;
    if (written.to - written.from == core->size &&
        memcmp(sentence->written + written.from, core->text, core->size) == 0)
        part.written = written;
    return part;
}

/* The part of a compound that begins `skip` bytes into it; the hyphen behind it is left out. */
static struct part compound_part(const struct sentence *sentence, const struct part *whole,
                                 uint32_t skip)
{
    const char *from = sentence->form->text->str + whole->spoken.from + skip;
    uint32_t left = whole->spoken.to - whole->spoken.from - skip;
    const char *hyphen = memchr(from, '-', left);
    struct part part = { .first = whole->first && skip == 0 };

    part.spoken.from = whole->spoken.from + skip;
    part.spoken.to = part.spoken.from + (hyphen ? (uint32_t)(hyphen - from) : left);
    if (whole->written.to > whole->written.from) {
        part.written.from = whole->written.from + skip;
        part.written.to = part.written.from + (part.spoken.to - part.spoken.from);
    }
    return part;
}

static gboolean add_known(struct sentence *sentence, const struct part *part, struct span *phonemes)
{
    return add_homograph(sentence, part, phonemes) || add_name(sentence, part, phonemes);
}

#define LIMIT_PARTS 6

/*
 * A compound becomes several spoken words, since phonemes and letters cannot stand in
 * one. Its parts keep the punctuation around the whole.
 */
static gboolean try_compound(struct sentence *sentence, const struct part *whole)
{
    const struct spoken_word *word = word_at(sentence, sentence->at);
    struct span phonemes[LIMIT_PARTS] = { 0 };
    struct part parts[LIMIT_PARTS];
    gboolean known = FALSE;
    uint32_t skip = 0, size = whole->spoken.to - whole->spoken.from;
    guint count = 0;

    for (; skip < size; count++) {
        if (count == LIMIT_PARTS)
            return FALSE;
        parts[count] = compound_part(sentence, whole, skip);
        if (parts[count].spoken.to == parts[count].spoken.from)
            return FALSE;
        if (parts[count].spoken.to - parts[count].spoken.from > 2)
            known = add_known(sentence, &parts[count], &phonemes[count]) || known;
        skip = parts[count].spoken.to - whole->spoken.from + 1;
    }
    if (!known)
        return FALSE;
    parts[0].spoken.from = word->spoken.from;
    parts[count - 1].spoken.to = word->spoken.to;
    parts[0].written.from = word->written.from;
    parts[count - 1].written.to = word->written.to;
    for (guint i = 0; i < count; i++)
        emit(sentence, sentence->form->text->str + parts[i].spoken.from,
             parts[i].spoken.to - parts[i].spoken.from,
             whole->written.to > 0 ? parts[i].written : word->written, phonemes[i]);
    sentence->at++;
    return TRUE;
}

static gboolean begins_large(const struct lexicon_word *core)
{
    return core->size > 1 && g_unichar_isupper(g_utf8_get_char(core->text));
}

/*
 * Small words that the engine gives the wrong weight beside a name. Before every "and"
 * that it knows for one it pauses, and tears "Pratt and Whitney" apart; its "One" is
 * weak even in "Day One".
 */
static const struct {
    const char *word, *phonemes;
    gboolean joins; /* a name must follow too */
} beside_names[] = {
    { "and", "and", TRUE },
    { "One", "w'Vn", FALSE },
};

/* Only a space stands between word `i` and the one before it. */
static gboolean is_bare_between(const struct sentence *sentence, guint i)
{
    const struct lexicon_word *before = core_at(sentence, i - 1);

    return before->text + before->size + 1 == core_at(sentence, i)->text;
}

static gboolean try_beside_name(struct sentence *sentence)
{
    const struct lexicon_word *core = core_at(sentence, sentence->at);
    guint at = sentence->at;
    gboolean behind = at > 0 && is_bare_between(sentence, at) && begins_large(core - 1);
    gboolean before = at + 1 < sentence->form->words->len && is_bare_between(sentence, at + 1) &&
                      begins_large(core + 1);

    if (!sentence->pronouncer->english || !behind)
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(beside_names); i++) {
        const char *word = beside_names[i].word, *phonemes = beside_names[i].phonemes;

        if (core->size != strlen(word) || memcmp(core->text, word, core->size) != 0 ||
            (beside_names[i].joins && !before))
            continue;
        keep_word(sentence, add_phonemes(sentence, phonemes, strlen(phonemes), FALSE));
        return TRUE;
    }
    return FALSE;
}

static gboolean try_word(struct sentence *sentence)
{
    const struct part part = whole_part(sentence);
    const char *word = sentence->form->text->str + part.spoken.from;
    struct span phonemes = { 0, 0 };

    if (part.spoken.from == part.spoken.to)
        return FALSE;
    if (memchr(word, '-', part.spoken.to - part.spoken.from))
        return try_compound(sentence, &part);
    if (!add_known(sentence, &part, &phonemes))
        return FALSE;
    keep_word(sentence, phonemes);
    return TRUE;
}

/* Two words in phonemes one behind the other have the engine lose the place of the
 * second: there "and" is left to it, pause and all. */
static void spare_places(struct sentence *sentence)
{
    const GString *phonemes = sentence->form->phonemes;
    GArray *words = sentence->pronouncer->words;

    for (guint i = 0; i + 1 < words->len; i++) {
        struct span *said = &g_array_index(words, struct spoken_word, i).phonemes;
        const struct span *next = &g_array_index(words, struct spoken_word, i + 1).phonemes;

        if (said->to - said->from == 3 && next->to > next->from &&
            memcmp(phonemes->str + said->from, "and", 3) == 0)
            *said = (struct span){ 0, 0 };
    }
}

void pronouncer_apply(struct pronouncer *pronouncer, const char *text, uint32_t size,
                      struct spoken_form *form)
{
    struct sentence sentence = { .pronouncer = pronouncer, .form = form, .written = text };

    g_string_truncate(form->phonemes, 0);
    g_string_truncate(pronouncer->text, 0);
    g_array_set_size(pronouncer->words, 0);
    find_cores(&sentence);
    if (pronouncer->homographs)
        homographs_sentence(pronouncer->homographs, text, size);
    while (sentence.at < form->words->len)
        if (!try_lexicon(&sentence, pronouncer->newsroom) &&
            !try_lexicon(&sentence, pronouncer->names) && !try_beside_name(&sentence) &&
            !try_word(&sentence))
            keep_word(&sentence, (struct span){ 0, 0 });
    spare_places(&sentence);
    g_string_assign(form->text, pronouncer->text->str);
    g_array_set_size(form->words, 0);
    g_array_append_vals(form->words, pronouncer->words->data, pronouncer->words->len);
}
