/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/reading.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/document/builder.h"
#include "core/plugin/child.h"
#include "core/plugin/reader_child.h"

#include <string.h>

/* How long one wait may be before the caller's wish to stop is looked at. */
#define TICK_MS 100

struct intake {
    struct session *session;
    const struct source *source;
    const struct reading_options *options;
    struct document *document;
    struct builder *builder;
    gboolean ended;      /* the END frame came */
    crier_status status; /* what read() returned */
    gboolean broken;     /* a frame that no honest child sends */
};

/* What the frames say, in the builder's calls; every one checks its arguments. */

static void take_open(struct intake *in, const struct frame *f, const char *bytes)
{
    g_autofree char *language = f->d ? g_strndup(bytes, f->size) : NULL;
    const struct crier_block block = { .size = sizeof(block),
                                       .role = (uint32_t)f->a,
                                       .level = (uint32_t)f->b,
                                       .ordinal = f->c,
                                       .language = language };

    builder_open(in->builder, &block);
}

static void take_words(struct intake *in, const struct frame *f, const char *bytes)
{
    g_autofree char *words = g_strndup(bytes, f->size);

    if (f->type == FRAME_SKIP)
        builder_skip(in->builder, f->a, f->b, words);
    else
        builder_note(in->builder, f->c, f->a, words);
}

static void take_chosen(struct intake *in, const char *bytes, uint32_t size)
{
    g_free(in->document->reader);
    in->document->reader = error_printable(bytes, size);
}

static void take(struct intake *in, const struct frame *f, const char *bytes)
{
    if (session_take(in->session, f, bytes))
        return;
    switch (f->type) {
    case FRAME_CHOSEN:
        take_chosen(in, bytes, f->size);
        break;
    case FRAME_DECODED:
        g_free(in->document->charset);
        in->document->charset = g_strndup(bytes, f->size);
        break;
    case FRAME_META:
        builder_meta(in->builder, f->c, bytes, f->size, f->a, f->b);
        break;
    case FRAME_OPEN:
        take_open(in, f, bytes);
        break;
    case FRAME_TEXT:
        builder_text(in->builder, bytes, f->size, f->a, f->b);
        break;
    case FRAME_CUT:
        builder_cut(in->builder);
        break;
    case FRAME_CLOSE:
        builder_close(in->builder);
        break;
    case FRAME_SKIP:
    case FRAME_NOTE:
        take_words(in, f, bytes);
        break;
    case FRAME_END:
        in->ended = TRUE;
        in->status = (crier_status)f->c;
        break;
    default:
        in->broken = TRUE;
    }
}

static gboolean stopped(const struct intake *in)
{
    return in->options->stop && *in->options->stop;
}

/* Take frames until the child is done, silent for too long, or not honest. */
static enum frame_result receive(struct intake *in, struct frame_reader *reader)
{
    uint32_t seconds =
        in->options->silent_seconds ? in->options->silent_seconds : LIMIT_READER_SILENT_SECONDS;
    gint64 deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    enum frame_result result = FRAME_GOT;
    struct frame frame;
    const char *bytes;

    while (!stopped(in) && !in->broken) {
        result = frame_next(reader, TICK_MS, &frame, &bytes);
        if (result == FRAME_TIMEOUT && g_get_monotonic_time() < deadline)
            continue;
        if (result != FRAME_GOT)
            break;
        deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
        take(in, &frame, bytes);
        if (reader->total > LIMIT_STREAM)
            in->broken = TRUE;
    }
    return in->broken ? FRAME_BROKEN : result;
}

/* ---- What to tell people ---- */

static gboolean fail(const struct intake *in, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean fail(const struct intake *in, GError **error, const char *format, ...)
{
    g_autofree char *why = NULL;
    va_list args;

    va_start(args, format);
    why = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: %s", in->source->display, why);
    return FALSE;
}

static const char *reader_name(const struct intake *in)
{
    return *in->document->reader ? in->document->reader : "unknown";
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

static gboolean judge_status(struct intake *in, GError **error)
{
    const char *message = NULL;
    crier_status built = builder_finish(in->builder, &message);

    if (built != CRIER_OK)
        return fail(in, error, "the reader %s gave a bad document: %s", reader_name(in), message);
    if (in->status == CRIER_UNREADABLE)
        return fail(in, error, "%s", last_warning(in->document));
    if (in->status != CRIER_OK)
        return fail(in, error, "the reader %s failed with status %d", reader_name(in), in->status);
    return TRUE;
}

static gboolean no_such_reader(const struct intake *in, GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "no reader is named %s; `crier plugins` lists them", in->options->reader);
    return FALSE;
}

/* Did the child end well, and with what? `how` says what ended it when `code` is -1. */
static gboolean judge(struct intake *in, enum frame_result result, int code, const char *how,
                      GError **error)
{
    if (stopped(in)) {
        g_set_error(error, CRIER_ERROR, ERROR_STOPPED, "stopped");
        return FALSE;
    }
    if (result == FRAME_TIMEOUT)
        return fail(in, error, "the reader %s did not answer in time and was ended",
                    reader_name(in));
    if (result == FRAME_BROKEN)
        return fail(in, error, "the reader %s sent more or other data than it may",
                    reader_name(in));
    if (code == READER_CHILD_NO_SUCH_READER)
        return no_such_reader(in, error);
    if (code == READER_CHILD_NO_READER)
        return fail(in, error, "no reader knows this kind of file; `crier plugins` lists them");
    if (code > 0)
        return fail(in, error, "the reader %s broke down on it: its process ended with code %d",
                    reader_name(in), code);
    if (code != 0 || !in->ended)
        return fail(in, error, "the reader %s broke down on it: its process %s", reader_name(in),
                    how ? how : "ended early");
    return judge_status(in, error);
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
    return code != 0 && code != READER_CHILD_NO_READER && code != READER_CHILD_NO_SUCH_READER;
}

/* One child. *again: a plugin file was at fault, and another try makes sense. */
static gboolean read_once(struct intake *in, gboolean *again, GError **error)
{
    struct reader_task task = { in->session, in->source, in->options->reader,
                                in->options->options };
    struct frame_reader reader;
    struct child child;
    enum frame_result result;
    g_autofree char *how = NULL;
    gboolean ok;
    int code;

    *again = FALSE;
    in->session->stage = 0;
    if (!child_start(&child, reader_child_run, &task, error))
        return FALSE;
    in->builder = builder_new(in->document, in->source->size);
    frame_reader_init(&reader, child.fd);
    result = receive(in, &reader);
    frame_reader_clear(&reader);
    code = child_end(&child, result != FRAME_EOF, &how);
    *again = died(code) && !in->ended && !stopped(in) && session_blame(in->session, how);
    ok = !*again && judge(in, result, code, how, error);
    builder_free(in->builder);
    return ok;
}

gboolean reading_run(struct session *readers, const struct source *source,
                     const struct reading_options *options, struct document *document,
                     GError **error)
{
    struct intake in = {
        .session = readers, .source = source, .options = options, .document = document
    };
    gboolean again;

    for (;;) {
        gboolean ok = read_once(&in, &again, error);

        if (!again)
            return ok;
        document_restart(document);
    }
}
