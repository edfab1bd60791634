/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/pauses.h"

#include <crier/role.h>

/* A listener hears structure as silence: the longer, the larger the step. */
enum { PAUSE_LEAD = 150, PAUSE_TAIL = 400, PAUSE_SENTENCE = 350, PAUSE_OTHER = 600 };

static const uint16_t after_block[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_HEADLINE] = 900,  [CRIER_ROLE_BYLINE] = 700,       [CRIER_ROLE_DATELINE] = 400,
    [CRIER_ROLE_DATE] = 700,      [CRIER_ROLE_SUMMARY] = 900,      [CRIER_ROLE_HEADING] = 800,
    [CRIER_ROLE_PARAGRAPH] = 650, [CRIER_ROLE_QUOTATION] = 650,    [CRIER_ROLE_PULL_QUOTE] = 650,
    [CRIER_ROLE_LIST_ITEM] = 450, [CRIER_ROLE_TABLE_HEADER] = 300, [CRIER_ROLE_TABLE_CELL] = 300,
    [CRIER_ROLE_CAPTION] = 650,   [CRIER_ROLE_CREDIT] = 650,       [CRIER_ROLE_FOOTNOTE] = 650,
    [CRIER_ROLE_CODE] = 650,      [CRIER_ROLE_NOTICE] = 700,
};

uint32_t pause_after_block(uint32_t role)
{
    return role < CRIER_ROLE_COUNT && after_block[role] > 0 ? after_block[role] : PAUSE_OTHER;
}

uint32_t pause_between_sentences(void)
{
    return PAUSE_SENTENCE;
}

uint32_t pause_lead(void)
{
    return PAUSE_LEAD;
}

uint32_t pause_tail(void)
{
    return PAUSE_TAIL;
}

int64_t pause_frames(uint32_t milliseconds, uint32_t rate)
{
    return (int64_t)milliseconds * rate / 1000;
}
