/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/names.h"

#include <crier/role.h>
#include <stddef.h>

static const char *const roles[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_HEADLINE] = "headline",
    [CRIER_ROLE_BYLINE] = "byline",
    [CRIER_ROLE_DATELINE] = "dateline",
    [CRIER_ROLE_DATE] = "date",
    [CRIER_ROLE_SUMMARY] = "summary",
    [CRIER_ROLE_HEADING] = "heading",
    [CRIER_ROLE_PARAGRAPH] = "paragraph",
    [CRIER_ROLE_QUOTATION] = "quotation",
    [CRIER_ROLE_PULL_QUOTE] = "pull quote",
    [CRIER_ROLE_LIST] = "list",
    [CRIER_ROLE_LIST_ITEM] = "list item",
    [CRIER_ROLE_TABLE] = "table",
    [CRIER_ROLE_TABLE_ROW] = "table row",
    [CRIER_ROLE_TABLE_HEADER] = "table header",
    [CRIER_ROLE_TABLE_CELL] = "table cell",
    [CRIER_ROLE_CAPTION] = "caption",
    [CRIER_ROLE_CREDIT] = "credit",
    [CRIER_ROLE_FOOTNOTE] = "footnote",
    [CRIER_ROLE_CODE] = "code",
    [CRIER_ROLE_EMBED] = "embed",
    [CRIER_ROLE_BOILERPLATE] = "boilerplate",
    [CRIER_ROLE_NOTICE] = "notice",
};

static const char *const keys[CRIER_META_COUNT] = {
    [CRIER_META_TITLE] = "title",
    [CRIER_META_AUTHOR] = "author",
    [CRIER_META_DATE] = "date",
    [CRIER_META_MODIFIED] = "modified",
    [CRIER_META_LANGUAGE] = "language",
    [CRIER_META_SECTION] = "section",
    [CRIER_META_TAG] = "tag",
    [CRIER_META_URL] = "url",
    [CRIER_META_DESCRIPTION] = "description",
    [CRIER_META_IMAGE] = "image",
    [CRIER_META_IMAGE_ALT] = "image alt",
    [CRIER_META_LICENCE] = "licence",
    [CRIER_META_PUBLISHER] = "publisher",
    [CRIER_META_IDENTIFIER] = "identifier",
    [CRIER_META_NARRATOR] = "narrator",
    [CRIER_META_COVER] = "cover",
};

const char *role_word(uint32_t role)
{
    return role < CRIER_ROLE_COUNT && roles[role] ? roles[role] : "other";
}

const char *meta_word(uint32_t key)
{
    return key < CRIER_META_COUNT && keys[key] ? keys[key] : "other";
}
