/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/boundary_look.h"

#include <string.h>

UChar32 look_first(const struct boundary_stop *stop, struct span word)
{
    return word.from < word.to ? boundary_char(stop->text, word.from) : 0;
}

uint32_t look_size(struct span word)
{
    return word.to - word.from;
}

const char *look_start(const struct boundary_stop *stop, struct span word)
{
    return stop->text->at + word.from;
}

UChar32 look_follower_first(const struct boundary_stop *stop)
{
    return boundary_char(stop->text, stop->follower.from);
}

gboolean look_spaced(const struct boundary_stop *stop)
{
    return stop->next > stop->end;
}

UChar32 look_opener(const struct boundary_stop *stop)
{
    return stop->follower.from > stop->next ? boundary_char(stop->text, stop->next) : 0;
}

struct span look_without_stop(const struct boundary_stop *stop, struct span word)
{
    while (word.to > word.from && stop->text->at[word.to - 1] == '.')
        word.to--;
    return word;
}

gboolean look_starts(const struct boundary_stop *stop, struct span word)
{
    struct span bare = look_without_stop(stop, word);

    return boundary_words_starter(stop->words, look_start(stop, word), look_size(word)) ||
           boundary_words_starter(stop->words, look_start(stop, bare), look_size(bare));
}

gboolean look_follower_starts(const struct boundary_stop *stop)
{
    return look_starts(stop, stop->follower);
}

gboolean look_follower_is_i(const struct boundary_stop *stop)
{
    const struct span word = stop->follower;

    return look_first(stop, word) == 'I' &&
           !boundary_is_letter(boundary_char(stop->text, word.from + 1));
}

gboolean look_lower_word(const struct boundary_stop *stop, struct span word)
{
    for (uint32_t i = word.from; i < word.to; i = boundary_next(stop->text, i))
        if (!boundary_is_lower(boundary_char(stop->text, i)))
            return FALSE;
    return look_size(word) > 1;
}

gboolean look_at(const struct boundary_stop *stop, uint32_t at, const char *prefix)
{
    gsize size = strlen(prefix);

    return size <= stop->text->size - at && memcmp(stop->text->at + at, prefix, size) == 0;
}
