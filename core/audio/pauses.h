/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pause plan: how long Crier is silent, by the structure of the text. All
 * milliseconds stand in one table (pauses.c).
 */
#ifndef CORE_AUDIO_PAUSES_H
#define CORE_AUDIO_PAUSES_H

#include <stdint.h>

/* Milliseconds after the last sentence of a block of this role (CRIER_ROLE_…). */
uint32_t pause_after_block(uint32_t role);
/* Milliseconds between two sentences of one block. */
uint32_t pause_between_sentences(void);
/* Milliseconds before the first and after the last utterance of a track. */
uint32_t pause_lead(void);
uint32_t pause_tail(void);
/* Milliseconds as frames, rounded down. */
int64_t pause_frames(uint32_t milliseconds, uint32_t rate);

#endif
