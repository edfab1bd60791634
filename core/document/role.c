/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/document.h"

static const struct {
    const char *name;
    enum role_content content;
} roles[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_HEADLINE] = { "headline", ROLE_TEXT },
    [CRIER_ROLE_BYLINE] = { "byline", ROLE_TEXT },
    [CRIER_ROLE_DATELINE] = { "dateline", ROLE_TEXT },
    [CRIER_ROLE_DATE] = { "date", ROLE_TEXT },
    [CRIER_ROLE_SUMMARY] = { "summary", ROLE_TEXT },
    [CRIER_ROLE_HEADING] = { "heading", ROLE_TEXT },
    [CRIER_ROLE_PARAGRAPH] = { "paragraph", ROLE_TEXT },
    [CRIER_ROLE_QUOTATION] = { "quotation", ROLE_EITHER },
    [CRIER_ROLE_PULL_QUOTE] = { "pull quote", ROLE_TEXT },
    [CRIER_ROLE_LIST] = { "list", ROLE_BLOCKS },
    [CRIER_ROLE_LIST_ITEM] = { "list item", ROLE_EITHER },
    [CRIER_ROLE_TABLE] = { "table", ROLE_BLOCKS },
    [CRIER_ROLE_TABLE_ROW] = { "table row", ROLE_BLOCKS },
    [CRIER_ROLE_TABLE_HEADER] = { "table header", ROLE_TEXT },
    [CRIER_ROLE_TABLE_CELL] = { "table cell", ROLE_TEXT },
    [CRIER_ROLE_CAPTION] = { "caption", ROLE_TEXT },
    [CRIER_ROLE_CREDIT] = { "credit", ROLE_TEXT },
    [CRIER_ROLE_FOOTNOTE] = { "footnote", ROLE_EITHER },
    [CRIER_ROLE_CODE] = { "code", ROLE_TEXT },
    [CRIER_ROLE_EMBED] = { "embed", ROLE_EITHER },
    [CRIER_ROLE_BOILERPLATE] = { "boilerplate", ROLE_EITHER },
};

static const struct {
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
    [CRIER_META_IMAGE_ALT] = { "image description", FALSE },
    [CRIER_META_LICENCE] = { "licence", FALSE },
};

const char *role_name(uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? roles[role].name : NULL;
}

enum role_content role_content(uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? roles[role].content : ROLE_EITHER;
}

const char *meta_name(uint32_t key)
{
    return key < CRIER_META_COUNT ? keys[key].name : NULL;
}

gboolean meta_repeats(uint32_t key)
{
    return key < CRIER_META_COUNT && keys[key].repeats;
}
