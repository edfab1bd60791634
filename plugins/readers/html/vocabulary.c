/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vocabulary.h"

#include "vocabulary_words.h"

#include <stddef.h>
#include <string.h>

#define LONGEST 24u

static uint32_t signs_of(const char *word)
{
    size_t low = 0;
    size_t high = sizeof(class_words) / sizeof(class_words[0]);

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(word, class_words[middle].word);

        if (order == 0)
            return class_words[middle].signs;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

static int is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static int is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Do digits touch the letters [from, to)? `from` is inside the string or at its begin. */
static int is_number(const char *begin, const char *from, const char *to)
{
    return is_digit(*to) || (from > begin && is_digit(from[-1]));
}

/* The next word of letters in small letters, "articleBody" being two; its end. A few
 * letters between digits are no word: ids are often numbers in base 16. */
static const char *next_word(const char *begin, const char *at, char *word, size_t *size)
{
    const char *from;

    do {
        *size = 0;
        while (*at && !is_small(*at) && !is_capital(*at))
            at++;
        for (from = at; is_small(*at) || is_capital(*at); at++) {
            if (*size > 0 && is_capital(*at) && is_small(at[-1]))
                break;
            if (*size < LONGEST)
                word[(*size)++] = is_capital(*at) ? (char)(*at + ('a' - 'A')) : *at;
        }
    } while (*size > 0 && *size < 5 && is_number(begin, from, at));
    word[*size] = '\0';
    return at;
}

/* "has-sidebar" is no sidebar. */
static int says_of_others(const char *word)
{
    static const char *const words[] = { "has", "with", "no", "without", "have" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(word, words[i]) == 0)
            return 1;
    return 0;
}

uint32_t vocabulary_signs(const char *words)
{
    const char *begin = words;
    char pair[2 * LONGEST + 1];
    char word[LONGEST + 1];
    size_t before = 0;
    size_t size;
    uint32_t signs = 0;
    int of_others = 0;

    if (!words)
        return 0;
    while (*words) {
        const char *from = words;

        words = next_word(begin, words, word, &size);
        if (size == 0)
            break;
        if (memchr(from, ' ', (size_t)(words - from)))
            of_others = 0; /* the next name of the list */
        of_others |= says_of_others(word);
        signs |= of_others ? 0 : signs_of(word);
        if (before > 0) {
            memcpy(pair + before, word, size + 1);
            signs |= of_others ? 0 : signs_of(pair);
        }
        memcpy(pair, word, size);
        before = size;
    }
    return signs;
}
