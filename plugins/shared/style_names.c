/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/style_names.h"

#include <string.h>

/* Names without spaces, small. Word keeps the English names whatever its language;
 * other programs do not. */
static const struct {
    const char *name;
    uint32_t role;
} names[] = {
    { "title", CRIER_ROLE_HEADLINE },
    { "titel", CRIER_ROLE_HEADLINE },
    { "headline", CRIER_ROLE_HEADLINE },
    { "subtitle", CRIER_ROLE_SUMMARY },
    { "untertitel", CRIER_ROLE_SUMMARY },
    { "abstract", CRIER_ROLE_SUMMARY },
    { "standfirst", CRIER_ROLE_SUMMARY },
    { "deck", CRIER_ROLE_SUMMARY },
    { "author", CRIER_ROLE_BYLINE },
    { "byline", CRIER_ROLE_BYLINE },
    { "dateline", CRIER_ROLE_PARAGRAPH },
    { "date", CRIER_ROLE_DATE },
    { "quote", CRIER_ROLE_QUOTATION },
    { "quotations", CRIER_ROLE_QUOTATION },
    { "intensequote", CRIER_ROLE_QUOTATION },
    { "blockquote", CRIER_ROLE_QUOTATION },
    { "blockquotation", CRIER_ROLE_QUOTATION },
    { "blocktext", CRIER_ROLE_QUOTATION },
    { "zitat", CRIER_ROLE_QUOTATION },
    { "citation", CRIER_ROLE_QUOTATION },
    { "cita", CRIER_ROLE_QUOTATION },
    { "citazione", CRIER_ROLE_QUOTATION },
    { "pullquote", CRIER_ROLE_PULL_QUOTE },
    { "caption", CRIER_ROLE_CAPTION },
    { "imagecaption", CRIER_ROLE_CAPTION },
    { "tablecaption", CRIER_ROLE_CAPTION },
    { "beschriftung", CRIER_ROLE_CAPTION },
    { "photocredit", CRIER_ROLE_CREDIT },
    { "credit", CRIER_ROLE_CREDIT },
    { "sourcecode", CRIER_ROLE_CODE },
    { "code", CRIER_ROLE_CODE },
    { "htmlpreformatted", CRIER_ROLE_CODE },
    { "preformattedtext", CRIER_ROLE_CODE },
};

/* "Heading 2" in the languages of programs that translate it. */
static const char *const headings[] = {
    "heading",
    "\xc3\xbc"
    "berschrift",
    "berschrift",
    "titre",
    "t\xc3\xadtulo",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nag\xc5\x82\xc3\xb3wek",
    "nadpis",
    "\xd0\xb7\xd0\xb0\xd0\xb3\xd0\xbe\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe\xd0\xba"
};

/* Small letters of ASCII, without spaces and hyphens ("_20_" is a space, too). */
static void fold(const char *name, char *out, size_t room)
{
    size_t size = 0;

    for (; *name && size + 1 < room; name++)
        if (strncmp(name, "_20_", 4) == 0)
            name += 3;
        else if (!strchr(" -_", *name))
            out[size++] = *name >= 'A' && *name <= 'Z' ? (char)(*name + ('a' - 'A')) : *name;
    out[size] = '\0';
}

uint32_t style_level(const char *name)
{
    char folded[64];

    fold(name, folded, sizeof(folded));
    for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
        size_t size = strlen(headings[i]);
        const char *rest = folded + size;

        /* A capital letter beyond ASCII was not made small. */
        if (strncmp(folded, "\xc3\x9c", 2) == 0 && strncmp(folded + 2, "berschrift", 10) == 0)
            rest = folded + 12;
        else if (strncmp(folded, headings[i], size) != 0)
            continue;
        if (rest[0] >= '1' && rest[0] <= '9' && rest[1] == '\0')
            return (uint32_t)(rest[0] - '0');
    }
    return 0;
}

uint32_t style_role(const char *name)
{
    char folded[64];

    fold(name, folded, sizeof(folded));
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(folded, names[i].name) == 0)
            return names[i].role;
    return CRIER_ROLE_NONE;
}

int style_is_contents(const char *name)
{
    char folded[64];

    fold(name, folded, sizeof(folded));
    return strncmp(folded, "toc", 3) == 0 &&
           (strcmp(folded + 3, "heading") == 0 || (folded[3] >= '1' && folded[3] <= '9'));
}
