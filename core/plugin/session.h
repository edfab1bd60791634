/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plugin files run in a child process that may die of any of them. A session is
 * the list of files and what became of each; when the child dies of one, that one
 * is rejected with the reason and a new child goes on with the rest.
 */
#ifndef CORE_PLUGIN_SESSION_H
#define CORE_PLUGIN_SESSION_H

#include "core/plugin/frames.h"

#include <crier/abi.h>
#include <glib.h>

struct plugin_file {
    char *path;
    char *rejected;   /* the reason, NULL while it is good */
    gboolean passing; /* for the source at hand alone, which broke it */
    /* What an accepted plugin says of itself; name is NULL until it was accepted. */
    char *name;
    char *version;
    char *summary;
    char *licence;
    char **suffixes;
    gboolean has_parts; /* this reader has handed inner parts to others */
};

enum session_stage { STAGE_LOADING = 1, STAGE_PROBING = 2, STAGE_READING = 3 };

struct session {
    uint32_t kind;    /* CRIER_KIND_… */
    GPtrArray *files; /* of struct plugin_file */
    /* Where the child was when it last said so. */
    uint32_t stage;
    uint32_t file;
};

struct session *session_new(char *const *folders, uint32_t kind);
void session_free(struct session *session);
struct plugin_file *session_file(const struct session *session, uint32_t index);

/* ---- In the child ---- */

/*
 * Load every file that was not rejected, telling the parent of each. Returns the
 * heads, one for each file, NULL where it was refused: array of
 * const struct crier_head *.
 */
GPtrArray *session_load(const struct session *session, struct frame_writer *writer);
/* The same for one file, or for those not loaded yet; `heads` has a place for each file. */
void session_load_one(const struct session *session, GPtrArray *heads, struct frame_writer *writer,
                      uint32_t index);
void session_load_rest(const struct session *session, GPtrArray *heads,
                       struct frame_writer *writer);
/* Say what comes next, at once: should it kill us, the parent knows of what. */
void session_stage(struct frame_writer *writer, enum session_stage stage, uint32_t file);

/* ---- In the parent ---- */

/* Take a frame that belongs to the session. FALSE when it is another's. */
gboolean session_take(struct session *session, const struct frame *frame, const char *bytes);
/*
 * The child ended badly (`how`, NULL: by its own exit code). When it died while loading or probing,
 * its file is rejected, in the latter case until session_forgive(), and TRUE says that it is
 * worth going on without it.
 */
gboolean session_blame(struct session *session, const char *how);
void session_forgive(struct session *session);

/* Would one expect this file's reader for a source of this name or media type (may be NULL)? */
gboolean session_answers(const struct session *session, uint32_t index, const char *name,
                         const char *media_type);

/*
 * The file whose reader is probably the one for a source, by the suffix of its name or by
 * its media type (may be NULL), going by what is known of each: -1 when none is, or when it
 * needs the others for parts inside.
 */
int session_likely(const struct session *session, const char *name, const char *media_type);

/* Load all files in a child, only to see which are good. FALSE with an error
 * when no child can be made. */
gboolean session_scan(struct session *session, GError **error);

#endif
