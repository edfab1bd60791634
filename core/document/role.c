/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/role.h"

#include "core/document/document.h"

#define BIT(role) (UINT32_C(1) << (role))
#define ANY       UINT32_MAX

/* Roles that stand only inside the one that is made for them. */
#define BOUND                                                                                      \
    (BIT(CRIER_ROLE_LIST_ITEM) | BIT(CRIER_ROLE_TABLE_ROW) | BIT(CRIER_ROLE_TABLE_HEADER) |        \
     BIT(CRIER_ROLE_TABLE_CELL))
/* Anywhere, in the hands of a reader: notices are put there by others. */
#define FREE (ANY & ~BOUND & ~BIT(CRIER_ROLE_NOTICE))

static const struct role {
    const char *name;
    enum role_content content;
    uint32_t holds; /* bits of the roles that may stand directly inside */
} roles[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_NONE] = { NULL, ROLE_BLOCKS, FREE }, /* the document itself */
    [CRIER_ROLE_HEADLINE] = { "headline", ROLE_TEXT, 0 },
    [CRIER_ROLE_BYLINE] = { "byline", ROLE_TEXT, 0 },
    [CRIER_ROLE_DATELINE] = { "dateline", ROLE_TEXT, 0 },
    [CRIER_ROLE_DATE] = { "date", ROLE_TEXT, 0 },
    [CRIER_ROLE_SUMMARY] = { "summary", ROLE_TEXT, 0 },
    [CRIER_ROLE_HEADING] = { "heading", ROLE_TEXT, 0 },
    [CRIER_ROLE_PARAGRAPH] = { "paragraph", ROLE_TEXT, 0 },
    [CRIER_ROLE_QUOTATION] = { "quotation", ROLE_EITHER, FREE },
    [CRIER_ROLE_PULL_QUOTE] = { "pull quote", ROLE_TEXT, 0 },
    [CRIER_ROLE_LIST] = { "list", ROLE_BLOCKS, BIT(CRIER_ROLE_LIST_ITEM) },
    [CRIER_ROLE_LIST_ITEM] = { "list item", ROLE_EITHER, FREE },
    [CRIER_ROLE_TABLE] = { "table", ROLE_BLOCKS,
                           BIT(CRIER_ROLE_TABLE_ROW) | BIT(CRIER_ROLE_CAPTION) },
    [CRIER_ROLE_TABLE_ROW] = { "table row", ROLE_BLOCKS,
                               BIT(CRIER_ROLE_TABLE_HEADER) | BIT(CRIER_ROLE_TABLE_CELL) },
    [CRIER_ROLE_TABLE_HEADER] = { "table header", ROLE_TEXT, 0 },
    [CRIER_ROLE_TABLE_CELL] = { "table cell", ROLE_TEXT, 0 },
    [CRIER_ROLE_CAPTION] = { "caption", ROLE_TEXT, 0 },
    [CRIER_ROLE_CREDIT] = { "credit", ROLE_TEXT, 0 },
    [CRIER_ROLE_FOOTNOTE] = { "footnote", ROLE_EITHER, FREE },
    [CRIER_ROLE_CODE] = { "code", ROLE_TEXT, 0 },
    [CRIER_ROLE_EMBED] = { "embed", ROLE_EITHER, FREE },
    [CRIER_ROLE_BOILERPLATE] = { "boilerplate", ROLE_EITHER, FREE },
    [CRIER_ROLE_NOTICE] = { "notice", ROLE_TEXT, 0 },
};

static const struct key {
    const char *name;
    gboolean repeats;
} keys[CRIER_META_COUNT] = {
    [CRIER_META_TITLE] = { "title", FALSE },
    [CRIER_META_AUTHOR] = { "author", TRUE },
    [CRIER_META_DATE] = { "date", FALSE },
    [CRIER_META_MODIFIED] = { "modified", FALSE },
    [CRIER_META_LANGUAGE] = { "language", FALSE },
    [CRIER_META_SECTION] = { "section", FALSE },
    [CRIER_META_TAG] = { "tag", TRUE },
    [CRIER_META_URL] = { "url", FALSE },
    [CRIER_META_DESCRIPTION] = { "description", FALSE },
    [CRIER_META_IMAGE] = { "image", FALSE },
    [CRIER_META_IMAGE_ALT] = { "image alt", FALSE },
    [CRIER_META_LICENCE] = { "licence", FALSE },
    [CRIER_META_PUBLISHER] = { "publisher", FALSE },
    [CRIER_META_IDENTIFIER] = { "identifier", FALSE },
    [CRIER_META_NARRATOR] = { "narrator", FALSE },
    [CRIER_META_COVER] = { "cover", FALSE },
    [CRIER_META_REVISION] = { "revision", FALSE },
};

const char *role_name(uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? roles[role].name : NULL;
}

enum role_content role_content(uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? roles[role].content : ROLE_BLOCKS;
}

gboolean role_holds(uint32_t outer, uint32_t inner)
{
    if (outer >= CRIER_ROLE_COUNT || inner >= CRIER_ROLE_COUNT || !roles[inner].name)
        return FALSE;
    return (roles[outer].holds & BIT(inner)) != 0;
}

gboolean role_is_cell(uint32_t role)
{
    return role == CRIER_ROLE_TABLE_HEADER || role == CRIER_ROLE_TABLE_CELL;
}

const char *meta_name(uint32_t key)
{
    return key < CRIER_META_COUNT ? keys[key].name : NULL;
}

gboolean meta_repeats(uint32_t key)
{
    return key < CRIER_META_COUNT && keys[key].repeats;
}
