/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens when memory runs out: the program ends with one line and exit code 71.
 *
 * Outputs appear whole or not at all, and a run that was ended at any moment is taken up by the
 * next one, so ending loses nothing that going on would have saved. GLib ends too, but with a
 * trap, or by its own stack when the message of that finds no memory either; other libraries do
 * what nobody has tried. So memory.c stands in front of the C library's allocator, for the
 * program and all its libraries. Not with sanitizers, which have an allocator of their own.
 */
#ifndef CORE_BASE_MEMORY_H
#define CORE_BASE_MEMORY_H

#define EXIT_MEMORY 71

/* From now on this process is given NULL, as usual: of a process whose memory is limited
 * because of what it reads, and whose end somebody else explains. */
void memory_may_fail(void);

#endif
