/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/delivery.h"

#include <crier/role.h>
#include <string.h>

#define BIT(role) (UINT32_C(1) << (role))

/* For ears that want the news and nothing beside it. */
#define ASIDES                                                                                     \
    (BIT(CRIER_ROLE_CAPTION) | BIT(CRIER_ROLE_CREDIT) | BIT(CRIER_ROLE_FOOTNOTE) |                 \
     BIT(CRIER_ROLE_TABLE) | BIT(CRIER_ROLE_CODE))

static const struct delivery deliveries[] = {
    { "plain", "quoted words as all others", QUOTES_PLAIN, 0 },
    { "quote-voice", "quoted words in another pitch", QUOTES_VOICE, 0 },
    { "quote-words", "\"quote\" and \"end quote\" said around quoted words", QUOTES_WORDS, 0 },
    { "brief", "without captions, credits, footnotes, tables and code", QUOTES_PLAIN, ASIDES },
};

/* The policy for each role, in every delivery. What is not named here is spoken as it
 * is. A table is left out as a whole, so that its cells need no line. */
static const struct {
    const char *silent;          /* never spoken: why */
    const char *before, *behind; /* keys of announcements */
    gboolean quotation;          /* announced only where quotations are announced */
} policy[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_EMBED] = { .silent = "embedded from elsewhere" },
    [CRIER_ROLE_BOILERPLATE] = { .silent = "not part of the article" },
    [CRIER_ROLE_BYLINE] = { .before = "byline" },
    [CRIER_ROLE_QUOTATION] = { .before = "quotation",
                               .behind = "quotation end",
                               .quotation = TRUE },
    [CRIER_ROLE_LIST_ITEM] = { .before = "list item" },
    [CRIER_ROLE_TABLE_CELL] = { .before = "table cell" },
    [CRIER_ROLE_CAPTION] = { .before = "caption" },
    [CRIER_ROLE_FOOTNOTE] = { .before = "footnote" },
};

const struct delivery *delivery_default(void)
{
    return &deliveries[0];
}

const struct delivery *delivery_at(guint index)
{
    return index < G_N_ELEMENTS(deliveries) ? &deliveries[index] : NULL;
}

const struct delivery *delivery_named(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(deliveries); i++)
        if (strcmp(name, deliveries[i].name) == 0)
            return &deliveries[i];
    return NULL;
}

const char *delivery_silence(const struct delivery *delivery, uint32_t role)
{
    if (role >= CRIER_ROLE_COUNT)
        return NULL;
    return delivery->left_out & BIT(role) ? "left out by this profile" : policy[role].silent;
}

static const char *announced(const struct delivery *delivery, uint32_t role, const char *key)
{
    return policy[role].quotation && delivery->quotes != QUOTES_WORDS ? NULL : key;
}

const char *delivery_before(const struct delivery *delivery, uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? announced(delivery, role, policy[role].before) : NULL;
}

const char *delivery_behind(const struct delivery *delivery, uint32_t role)
{
    return role < CRIER_ROLE_COUNT ? announced(delivery, role, policy[role].behind) : NULL;
}
