/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of this installation are, found from the program itself, so
 * that a build folder and any prefix work alike. */
#ifndef CORE_CLI_PLACES_H
#define CORE_CLI_PLACES_H

/* PREFIX/lib/crier/plugins, PREFIX/libexec/crier/crier-voice and …/crier-fetch; new
 * strings. */
char *places_plugins(void);
char *places_worker(void);
char *places_fetcher(void);
/* Another program of ours: PREFIX/libexec/crier/NAME. A new string. */
char *places_helper(const char *name);
/* $XDG_CACHE_HOME/crier; a new string. */
char *places_cache(void);
/* The sample articles: PREFIX/share/crier/samples, or those of the source that a build folder
 * is in. A new string. */
char *places_samples(void);

#endif
