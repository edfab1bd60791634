/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/reading.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/confine/refuse.h"
#include "core/plugin/child.h"
#include "core/plugin/intake.h"
#include "core/plugin/reader_child.h"

#include <string.h>

/* How long one wait may be before the caller's wish to stop is looked at. */
#define TICK_MS 100

/* One article and the children that try to read it, one after the other. */
struct attempt {
    struct session *session;
    const struct source *source;
    const struct reading_options *options;
    struct document *document;
    struct intake intake; /* of the child at work */
    gboolean all;         /* readers must be loaded, not the likely one alone */
};

static gboolean stopped(const struct attempt *try)
{
    return try->options->stop && *try->options->stop;
}

/* Take frames until the child is done, silent for too long, or not honest. */
static enum frame_result receive(struct attempt *try, struct frame_reader *reader)
{
    uint32_t seconds =
        try->options->silent_seconds ? try->options->silent_seconds : LIMIT_READER_SILENT_SECONDS;
    gint64 deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    enum frame_result result = FRAME_GOT;
    struct frame frame;
    const char *bytes;

    while (!stopped(try) && !try->intake.broken) {
        result = frame_next(reader, TICK_MS, &frame, &bytes);
        if (result == FRAME_TIMEOUT && g_get_monotonic_time() < deadline)
            continue;
        if (result != FRAME_GOT)
            break;
        deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
        if (!session_take(try->session, &frame, bytes))
            intake_take(&try->intake, &frame, bytes);
        if (reader->total > LIMIT_STREAM)
            try->intake.broken = TRUE;
    }
    return try->intake.broken ? FRAME_BROKEN : result;
}

/* ---- What to tell people ---- */

static gboolean fail(const struct attempt *try, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean fail(const struct attempt *try, GError **error, const char *format, ...)
{
    g_autofree char *why = NULL;
    va_list args;

    va_start(args, format);
    why = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: %s", try->source->display, why);
    return FALSE;
}

static const char *reader_name(const struct attempt *try)
{
    return *try->document->reader ? try->document->reader : "unknown";
}

/* The reader's own last warning says best why it could not read. */
static const char *last_warning(const struct document *document)
{
    for (guint i = document->notes->len; i-- > 0;) {
        const struct note *note = &g_array_index(document->notes, struct note, i);

        if (note->severity == CRIER_NOTE_WARNING)
            return document_string(document, note->message);
    }
    return "it is damaged";
}

/* It is told when another reader than the best one may have read it. */
static void note_broken(const struct attempt *try)
{
    for (guint i = 0; i < try->session->files->len; i++) {
        const struct plugin_file *file = session_file(try->session, i);
        g_autofree char *base = g_path_get_basename(file->path);
        g_autofree char *line = NULL;

        if (!file->passing)
            continue;
        line = g_strdup_printf("the reader %.*s was passed over: %s", (int)strcspn(base, "."), base,
                               file->rejected);
        builder_note(try->intake.builder, CRIER_NOTE_WARNING, CRIER_NOWHERE, line);
    }
}

static gboolean judge_status(struct attempt *try, GError **error)
{
    const char *message = NULL;
    crier_status built;

    note_broken(try);
    built = builder_finish(try->intake.builder, &message);

    if (built != CRIER_OK)
        return fail(try, error, "the reader %s gave a bad document: %s", reader_name(try), message);
    if (try->intake.status == CRIER_UNREADABLE)
        return fail(try, error, "%s", last_warning(try->document));
    if (try->intake.status != CRIER_OK)
        return fail(try, error, "the reader %s failed with status %d", reader_name(try),
                    try->intake.status);
    return TRUE;
}

static gboolean no_such_reader(const struct attempt *try, GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "no reader is named %s; `crier plugins` lists them", try->options->reader);
    return FALSE;
}

/* Did the child end well, and with what? `how` says what ended it when `code` is -1. */
static gboolean judge_end(struct attempt *try, const struct frame_reader *reader,
                          enum frame_result result, int code, const char *how, GError **error)
{
    if (result == FRAME_FAILED)
        return fail(try, error, "what its reader says cannot be heard: %s",
                    g_strerror(reader->failed));
    if (result == FRAME_TIMEOUT)
        return fail(try, error, "the reader %s did not answer in time and was ended",
                    reader_name(try));
    if (result == FRAME_BROKEN)
        return fail(try, error, "the reader %s sent more or other data than it may",
                    reader_name(try));
    if (code == READER_CHILD_UNCONFINED)
        return fail(try, error, "the kernel does not confine its reader; run `crier doctor`");
    if (code > 0)
        return fail(try, error, "the reader %s broke down on it: its process ended with code %d",
                    reader_name(try), code);
    if (code != 0 || !try->intake.ended)
        return fail(try, error, "the reader %s broke down on it: its process %s", reader_name(try),
                    how ? how : "ended early");
    return TRUE;
}

static gboolean judge(struct attempt *try, const struct frame_reader *reader,
                      enum frame_result result, int code, const char *how, GError **error)
{
    if (stopped(try)) {
        g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
        return FALSE;
    }
    if (result == FRAME_EOF && code == READER_CHILD_NO_SUCH_READER)
        return no_such_reader(try, error);
    if (result == FRAME_EOF && code == READER_CHILD_NO_READER)
        return fail(try, error, "no reader knows this kind of file; `crier plugins` lists them");
    if (judge_end(try, reader, result, code, how, error))
        return judge_status(try, error);
    if (try->options->broke)
        *try->options->broke = TRUE;
    return FALSE;
}

/* Start anew with an empty document. */
static void document_restart(struct document *document)
{
    struct document *fresh = document_new();
    struct document old = *document;

    *document = *fresh;
    *fresh = old;
    document_free(fresh);
}

/* Some end that the child did not choose itself: a signal, or a plugin's exit(). */
static gboolean died(int code)
{
    return code != 0 && code != READER_CHILD_NO_READER && code != READER_CHILD_NO_SUCH_READER &&
           code != READER_CHILD_WANTS_ALL;
}

/* The reader chosen hands parts to others: from now on they are loaded with it. */
static void want_all(struct attempt *try)
{
    struct plugin_file *file = session_file(try->session, try->session->file);

    try->all = TRUE;
    if (file)
        file->has_parts = TRUE;
}

/* One child. *again: a plugin file was at fault, and another try makes sense. */
static gboolean read_once(struct attempt *try, gboolean *again, GError **error)
{
    struct reader_task task = { try->session, try->source, try->options->reader,
                                try->options->options, try->all };
    struct frame_reader reader;
    struct child child;
    enum frame_result result;
    g_autofree char *how = NULL;
    gboolean ok;
    int code;

    *again = FALSE;
    try->session->stage = 0;
    if (!child_start(&child, reader_child_run, &task, error))
        return FALSE;
    intake_start(&try->intake, try->document, try->source->size);
    frame_reader_init(&reader, child.fd);
    result = receive(try, &reader);
    frame_reader_clear(&reader);
    code = child_end(&child, result != FRAME_EOF, &how);
    *again = code == READER_CHILD_WANTS_ALL ||
             (died(code) && result != FRAME_FAILED && !try->intake.ended && !stopped(try) &&
              session_blame(try->session, how));
    if (code == READER_CHILD_WANTS_ALL)
        want_all(try);
    ok = !*again && judge(try, &reader, result, code, how, error);
    intake_clear(&try->intake);
    return ok;
}

/* A page is no plain text because the reader of pages broke down on it. */
static gboolean is_irreplaceable(const struct attempt *try)
{
    const struct plugin_file *file = session_file(try->session, try->session->file);

    return file && file->passing &&
           session_answers(try->session, try->session->file, try->source->name, try->source->type);
}

static gboolean read_with_somebody(struct attempt *try, GError **error)
{
    gboolean again;

    for (;;) {
        gboolean ok = read_once(try, &again, error);

        if (!again)
            return ok;
        if (is_irreplaceable(try)) {
            if (try->options->broke)
                *try->options->broke = TRUE;
            return fail(try, error, "the reader for it broke down: %s",
                        session_file(try->session, try->session->file)->rejected);
        }
        document_restart(try->document);
    }
}

gboolean reading_run(struct session *readers, const struct source *source,
                     const struct reading_options *options, struct document *document,
                     GError **error)
{
    struct attempt try = {
        .session = readers, .source = source, .options = options, .document = document
    };
    gboolean ok;

    if (!confine_may_start(error))
        return FALSE;
    ok = read_with_somebody(&try, error);
    session_forgive(readers);
    return ok;
}
