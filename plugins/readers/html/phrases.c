/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

#include "phrase_lists.h"
#include "promos.h"

#include <string.h>
#include <strings.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Does the text open with this? Signs in front ("»", "▶", "-") are passed over. */
static int opens(const char *text, const char *with)
{
    while (*with && lower(*text) == *with) {
        text++;
        with++;
    }
    return *with == '\0';
}

static const char *past_signs(const char *text)
{
    for (;;) {
        if (*text && strchr(" -*>|[(:#+", *text))
            text++;
        else if ((unsigned char)text[0] == 0xe2 && (unsigned char)text[1] >= 0x86 && text[2])
            text += 3; /* arrows and pictures */
        else if ((unsigned char)text[0] == 0xc2 && (unsigned char)text[1] == 0xbb)
            text += 2;
        else if ((unsigned char)text[0] == 0xf0 && text[1] && text[2] && text[3])
            text += 4;
        else
            return text;
    }
}

static int is_label(const char *text, size_t size)
{
    while (size > 0 && strchr(" .:…>|+", text[size - 1]))
        size--;
    if (size == 0)
        return 1;
    for (size_t i = 0; i < sizeof(phrase_labels) / sizeof(phrase_labels[0]); i++)
        if (strlen(phrase_labels[i]) == size && strncasecmp(text, phrase_labels[i], size) == 0)
            return 1;
    return 0;
}

const char *phrase_of_promo(const struct block *block)
{
    const char *text = past_signs(block->text);

    if (block->chars < 24 && is_label(text, strlen(text)))
        return "label";
    if (block->chars > 400)
        return NULL;
    for (size_t i = 0; i < sizeof(promos) / sizeof(promos[0]); i++)
        if (block->chars <= promos[i].most && opens(text, promos[i].opens))
            return "promotion";
    return NULL;
}

int phrase_is_invitation(const struct block *block)
{
    if (block->chars > 200)
        return 0;
    for (size_t i = 0; i < sizeof(phrase_invitations) / sizeof(phrase_invitations[0]); i++)
        if (opens(block->text, phrase_invitations[i]))
            return 1;
    return 0;
}

int phrase_is_disclosure(const struct block *block)
{
    static const char *const words[] = { "affiliate", "commission", "compensat" };
    static const char *const more[] = { " link", "purchase", "buy ", "earn" };
    int found = 0;

    if (block->chars > 420 || block->kind == KIND_HEADING)
        return 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        found |= strcasestr(block->text, words[i]) != NULL;
    for (size_t i = 0; found && i < sizeof(more) / sizeof(more[0]); i++)
        if (strcasestr(block->text, more[i]))
            return strstr(block->text, "We ") || strstr(block->text, "we ") ||
                   strstr(block->text, " I ") || strstr(block->text, "this ");
    return 0;
}

int phrase_is_bio(const struct block *block)
{
    static const char *const words[] = { " is ",     " has been ", " covers ",
                                         " writes ", " was a ",    " has written ",
                                         " joined ", " reports ",  " has worked " };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const char *found = strstr(block->text, words[i]);

        if (found && found - block->text < 40)
            return 1;
    }
    return 0;
}

int phrase_is_byline(const struct block *block)
{
    static const char *const openings[] = { "by ",          "by: ",         "von ",
                                            "par ",         "por ",         "written by ",
                                            "author: ",     "reported by ", "story by ",
                                            "text: ",       "words by ",    "edited by ",
                                            "reviewed by ", "di " };

    if (block->chars > 120 || block->words > 14 || block->stops > 1)
        return 0;
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
        if (opens(block->text, openings[i])) {
            const char *name = block->text + strlen(openings[i]);

            return (*name >= 'A' && *name <= 'Z') || (unsigned char)*name >= 0xc3;
        }
    return 0;
}

static int is_month(const char *word, size_t size)
{
    for (size_t i = 0; i < sizeof(phrase_months) / sizeof(phrase_months[0]); i++)
        if (size >= strlen(phrase_months[i]) &&
            strncasecmp(word, phrase_months[i], strlen(phrase_months[i])) == 0)
            return 1;
    return 0;
}

static int is_time_word(const char *word, size_t size)
{
    while (size > 0 && strchr(".,:;", word[size - 1]) && size > 2)
        size--;
    for (size_t i = 0; i < sizeof(phrase_time_words) / sizeof(phrase_time_words[0]); i++)
        if (strlen(phrase_time_words[i]) == size &&
            strncasecmp(word, phrase_time_words[i], size) == 0)
            return 1;
    return 0;
}

/* "21:05", "9:05PM", perhaps with a name behind it. */
static int opens_with_time(const char *text)
{
    size_t hour = strspn(text, "0123456789");
    size_t minute = strspn(text + hour + (text[hour] == ':'), "0123456789");

    return hour >= 1 && hour <= 2 && text[hour] == ':' && minute == 2;
}

/* "5 hours ago". */
static int opens_with_age(const char *text)
{
    static const char *const units[] = { " min", " hour", " hrs", " day", " week", " month" };
    size_t digits = strspn(text, "0123456789");

    for (size_t i = 0; digits > 0 && i < sizeof(units) / sizeof(units[0]); i++)
        if (opens(text + digits, units[i]))
            return strstr(text, " ago") != NULL;
    return 0;
}

int phrase_is_date(const struct block *block)
{
    const char *at = block->text;
    unsigned digits = 0;
    unsigned known = 0;
    unsigned other = 0;

    if (block->chars > 110)
        return 0;
    if (block->chars < 45 && block->stops == 0 && block->words < 8 &&
        (opens_with_time(at) || opens_with_age(at)))
        return 1;
    while (*at) {
        size_t size = strcspn(at, " ");

        if (strpbrk(at, "0123456789") && strcspn(at, "0123456789") < size)
            digits++;
        else if (is_month(at, size) || is_time_word(at, size))
            known++;
        else if (size > 1 || ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z')))
            other++;
        at += size;
        at += *at == ' ';
    }
    return digits > 0 && digits <= 8 && other <= 1 && known + digits >= 2 * other + 1 &&
           (known > 0 || strpbrk(block->text, "/:.-") != NULL);
}

int phrase_is_credit(const struct block *block)
{
    if (block->chars > 160)
        return 0;
    for (size_t i = 0; i < sizeof(phrase_credits) / sizeof(phrase_credits[0]); i++)
        if (opens(block->text, phrase_credits[i]))
            return 1;
    return 0;
}

int phrase_is_caption(const struct block *block)
{
    static const char *const marks[] = { "(Image",   "(Photo",  "[Image",    "Getty Images",
                                         "AP Photo", "Image: ", "Photo: ",   "Picture: ",
                                         "(Foto",    "Foto: ",  "via Getty", "/AFP",
                                         "/Reuters", "/Getty",  "/AP)" };
    const char *end = block->text + (block->size > 60 ? block->size - 60 : 0);

    if (block->chars > 400)
        return 0;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (strstr(end, marks[i]))
            return 1;
    return 0;
}

/* "More great stories from …". */
static int opens_more_stories(const struct block *block)
{
    static const char *const words[] = { " stories", " news", " articles", " reading",
                                         " coverage" };

    if (!opens(block->text, "more "))
        return 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcasestr(block->text, words[i]))
            return 1;
    return 0;
}

int phrase_is_contact(const struct block *block)
{
    const char *at = strchr(block->text, '@');

    if (!at || block->chars > 220 || at == block->text || at[-1] == ' ' || !strchr(at, '.'))
        return 0;
    return block->words <= 2 || (strchr(block->text, '?') && strchr(block->text, '?') < at);
}

int phrase_is_foreign_heading(const struct block *block)
{
    if (block->chars > 60)
        return 0;
    if (opens_more_stories(block))
        return 1;
    for (size_t i = 0; i < sizeof(phrase_foreign_headings) / sizeof(phrase_foreign_headings[0]);
         i++)
        if (opens(block->text, phrase_foreign_headings[i]))
            return 1;
    return 0;
}
