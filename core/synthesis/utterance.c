/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/synthesis/utterance.h"

const char *speech_outcome_name(enum speech_outcome outcome)
{
    static const char *const names[] = {
        [SPEECH_DONE] = "done", [SPEECH_EMPTY] = "empty",       [SPEECH_CRASHED] = "crashed",
        [SPEECH_HUNG] = "hung", [SPEECH_TOO_LONG] = "too long",
    };

    return (unsigned)outcome < G_N_ELEMENTS(names) ? names[outcome] : "unknown";
}
