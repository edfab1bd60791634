/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One output plugin at work on one target: its host, its files, its life cycle. */
#ifndef CORE_PLUGIN_OUTPUT_H
#define CORE_PLUGIN_OUTPUT_H

#include "core/document/document.h"
#include "core/plugin/session.h"

#include <crier/output.h>

struct output;

/*
 * Find the output plugin for a name ("wav": its own name or a suffix) among the
 * scanned files of a session of CRIER_KIND_OUTPUT, and load it. NULL with
 * ERROR_USAGE that lists what there is.
 */
const struct crier_output *output_find(struct session *outputs, const char *name, GError **error);

/* FALSE with ERROR_USAGE that lists what there is when the output does not know an option
 * of this name. */
gboolean output_knows_option(const struct crier_output *plugin, const char *key, GError **error);
/* What a plugin wants of audio, NULL when it takes none. */
const struct crier_sound *output_sound(const struct crier_output *plugin);
/* The rate to make audio at: the one asked for (0: none was) or the next one above that the
 * plugin can write, else its highest. `engine`: what the voice speaks at. */
uint32_t output_rate(const struct crier_sound *sound, uint32_t asked, uint32_t engine);

/* The suffixes of media that a wrapper puts into what it makes, NULL-ended; NULL when it is no
 * wrapper. */
const char *const *output_media(const struct crier_output *plugin);
/* Is what it makes a folder? */
gboolean output_is_folder(const struct crier_output *plugin);

/*
 * Begin a job. `document` is what the cursor walks; borrowed to the end, as is
 * the plugin. `options`: of struct crier_option, borrowed during the call, or NULL.
 * NULL with ERROR_OUTPUT, or ERROR_USAGE when the plugin refuses an option's value.
 */
struct output *output_new_with_options(const struct crier_output *plugin, const char *target,
                                       uint32_t rate, const GArray *options,
                                       const struct document *document, GError **error);
/* The same without options. */
struct output *output_new(const struct crier_output *plugin, const char *target, uint32_t rate,
                          const struct document *document, GError **error);
/* For wrappers: what the cursor walks from now on; and a file that may be read from now on,
 * NULL to take all of them back. */
void output_show(struct output *output, const struct document *document);
void output_allow(struct output *output, const char *path);
gboolean output_event(struct output *output, const struct crier_event *event, GError **error);
/* Finish and make the files appear; frees. *bytes: size of the target. FALSE with
 * ERROR_OUTPUT. */
gboolean output_finish(struct output *output, uint64_t *bytes, GError **error);
/* Drop everything without trace; frees. NULL is allowed. */
void output_abort(struct output *output);

#endif
