/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An engine without sound or processes, for tests. Its samples are a function of
 * the text alone: 100 a byte, at 8000 a second. A text that holds one of these
 * words ends otherwise:
 *   "crashword" crashed, "hangword" hung, "longword" too long, "emptyword" empty, "onceword"
 * crashed the first time, "goneword"  the engine is gone: collect() fails, and everything after it
 * Everything is ready at once, in whatever order it is asked for; misuse (a slot
 * too many, a number twice, a release twice) ends the test.
 */
#ifndef TESTS_SUPPORT_FAKE_ENGINE_H
#define TESTS_SUPPORT_FAKE_ENGINE_H

#include "core/synthesis/engine.h"

#define FAKE_RATE            8000u
#define FAKE_FRAMES_PER_BYTE 100u

struct engine *fake_engine_new(uint32_t slots);

/* Counted over the engine's life. */
uint64_t fake_engine_submitted(const struct engine *engine);
uint64_t fake_engine_released(const struct engine *engine);
/* Most utterances that it held at a time. */
uint32_t fake_engine_peak(const struct engine *engine);
/* The next `count` calls of collect() return 0, as when a signal comes. */
void fake_engine_interrupt(struct engine *engine, unsigned count);

#endif
