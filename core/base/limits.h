/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every maximum of Crier, with its reason. Sizes are bytes unless said. */
#ifndef CORE_BASE_LIMITS_H
#define CORE_BASE_LIMITS_H

#include <stdint.h>

/* A long book has 1 MB of text; a saved web page with inline pictures has 10 MB. */
#define LIMIT_SOURCE (32u << 20)

/* Seconds that a pipe named as an article may say nothing; the shell's <(curl …) needs some.
 * Standard input may take as long as it likes. */
#define LIMIT_PIPE_SILENCE 30

/* Text of one document: 5 million words, a week of speech. */
#define LIMIT_DOCUMENT_TEXT (32u << 20)
#define LIMIT_BLOCKS        (1u << 20)
#define LIMIT_PIECES        (4u << 20) /* runs of text with a place in the source */
#define LIMIT_DEPTH         64u        /* of blocks in blocks: no reader needs more than 20 */
#define LIMIT_META          256u       /* entries: tags of a real article stay below 50 */
#define LIMIT_META_VALUE    4096u
#define LIMIT_NOTES         1000u
#define LIMIT_NOTE_TEXT     1024u
#define LIMIT_SKIPS         (1u << 20)
#define LIMIT_PART_DEPTH    8u /* containers in containers */

/* A frame between a reader's process and ours: one piece of text or a note. */
#define LIMIT_FRAME (64u << 10)

/* A reader's process. Reading 10 MB of HTML takes under 2 seconds of CPU time. */
#define LIMIT_READER_CPU_SECONDS    60u
#define LIMIT_READER_SILENT_SECONDS 30u /* without a frame while we wait for one */
#define LIMIT_READER_MEMORY         (UINT64_C(2) << 30)

/* One utterance. espeak-ng cuts a clause at 800 bytes by itself. */
#define LIMIT_UTTERANCE_TEXT    4096u /* bytes handed to the engine */
#define LIMIT_UTTERANCE_TOKENS  1024u
#define LIMIT_UTTERANCE_EVENTS  32768u
#define LIMIT_UTTERANCE_FRAMES  (8u << 20) /* 380 seconds at 22,050 Hz */
#define LIMIT_UTTERANCE_SECONDS 60u        /* wall time of the engine on one utterance */
#define LIMIT_SENTENCE          600u       /* longer sentences are cut at a space */

/* espeak-ng 1.51 overruns its buffers on longer words and dotted chains. */
#define LIMIT_TOKEN 60u
/* A run of letters beyond this is no word: it is skipped and reported. */
#define LIMIT_WORD  1024u

/* All strings of a document together: metadata, notes, reasons and languages. */
#define LIMIT_STRINGS (8u << 20)
#define LIMIT_REASON  200u /* why something was skipped: a few words */

/* All that a reader may send: the text, its places, and room for both. */
#define LIMIT_STREAM ((uint64_t)LIMIT_DOCUMENT_TEXT * 16)

/* A newsroom's lexicon: 100,000 entries. */
#define LIMIT_LEXICON (8u << 20)

/* The utterance cache on disk. */
#define LIMIT_CACHE (UINT64_C(512) << 20)

#endif
