/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/session.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/plugin/child.h"
#include "core/plugin/loader.h"

#include <crier/crier.h>
#include <string.h>

static void file_free(gpointer data)
{
    struct plugin_file *file = data;

    g_free(file->path);
    g_free(file->rejected);
    g_free(file->name);
    g_free(file->version);
    g_free(file->summary);
    g_free(file->licence);
    g_strfreev(file->suffixes);
    g_free(file);
}

struct session *session_new(char *const *folders, uint32_t kind)
{
    g_autoptr(GPtrArray) paths = loader_files(folders, kind);
    struct session *session = g_new0(struct session, 1);

    session->kind = kind;
    session->files = g_ptr_array_new_with_free_func(file_free);
    for (guint i = 0; i < paths->len; i++) {
        struct plugin_file *file = g_new0(struct plugin_file, 1);

        file->path = g_strdup(paths->pdata[i]);
        g_ptr_array_add(session->files, file);
    }
    return session;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    g_ptr_array_unref(session->files);
    g_free(session);
}

struct plugin_file *session_file(const struct session *session, uint32_t index)
{
    return index < session->files->len ? session->files->pdata[index] : NULL;
}

/* ---- In the child ---- */

void session_stage(struct frame_writer *writer, enum session_stage stage, uint32_t file)
{
    frame_write(writer, (struct frame){ .type = FRAME_STAGE, .c = stage, .d = file }, NULL);
    frame_flush(writer);
}

static void append_words(GString *out, const char *const *words, gsize count)
{
    for (gsize i = 0; i < count; i++)
        g_string_append_len(out, words[i], (gssize)strlen(words[i]) + 1);
}

/* What a plugin says of itself: strings, each with its NUL; the rest are suffixes. */
static void tell_of_plugin(struct frame_writer *writer, const struct crier_head *head,
                           uint32_t file)
{
    const char *const words[] = { head->name, head->version, head->summary, head->licence };
    const char *const *suffix = head->kind == CRIER_KIND_READER
                                    ? ((const struct crier_reader *)head)->suffixes
                                    : ((const struct crier_output *)head)->suffixes;
    g_autoptr(GString) out = g_string_new(NULL);

    append_words(out, words, G_N_ELEMENTS(words));
    for (; suffix && *suffix; suffix++)
        append_words(out, suffix, 1);
    frame_write(writer,
                (struct frame){ .type = FRAME_PLUGIN,
                                .size = (uint32_t)MIN(out->len, LIMIT_FRAME),
                                .c = head->kind,
                                .d = file },
                out->str);
}

static void tell_of_rejection(struct frame_writer *writer, uint32_t file, const char *reason)
{
    frame_write(writer,
                (struct frame){ .type = FRAME_REJECTED,
                                .size = (uint32_t)MIN(strlen(reason), LIMIT_NOTE_TEXT),
                                .d = file },
                reason);
}

/* The first plugin of a name wins. */
static char *name_is_taken(const struct session *session, const GPtrArray *heads, const char *name)
{
    for (guint i = 0; i < heads->len; i++) {
        const struct crier_head *other = heads->pdata[i];

        if (other && strcmp(other->name, name) == 0)
            return g_strdup_printf("a plugin named %s was found first: %s", name,
                                   session_file(session, i)->path);
    }
    return NULL;
}

static const struct crier_head *load_one(const struct session *session, const GPtrArray *heads,
                                         struct frame_writer *writer, uint32_t index)
{
    g_autofree char *reason = NULL;
    const struct crier_head *head;

    session_stage(writer, STAGE_LOADING, index);
    head = loader_open(session_file(session, index)->path, session->kind, &reason);
    if (head)
        reason = name_is_taken(session, heads, head->name);
    if (!head || reason) {
        tell_of_rejection(writer, index, reason ? reason : "it cannot be loaded");
        return NULL;
    }
    tell_of_plugin(writer, head, index);
    return head;
}

void session_load_one(const struct session *session, GPtrArray *heads, struct frame_writer *writer,
                      uint32_t index)
{
    if (!heads->pdata[index] && !session_file(session, index)->rejected)
        heads->pdata[index] = (gpointer)load_one(session, heads, writer, index);
}

void session_load_rest(const struct session *session, GPtrArray *heads, struct frame_writer *writer)
{
    for (uint32_t i = 0; i < session->files->len; i++)
        session_load_one(session, heads, writer, i);
}

GPtrArray *session_load(const struct session *session, struct frame_writer *writer)
{
    GPtrArray *heads = g_ptr_array_new();

    g_ptr_array_set_size(heads, (gint)session->files->len);
    session_load_rest(session, heads, writer);
    return heads;
}

/* ---- In the parent ---- */

/* The next string of a frame, NULL when there is none. */
static char *take_string(const char **bytes, const char *end)
{
    const char *nul = *bytes < end ? memchr(*bytes, '\0', (size_t)(end - *bytes)) : NULL;
    char *text;

    if (!nul)
        return NULL;
    text = g_utf8_validate(*bytes, nul - *bytes, NULL) ? g_strdup(*bytes) : g_strdup("?");
    *bytes = nul + 1;
    return text;
}

static void accept(struct plugin_file *file, const char *bytes, uint32_t size)
{
    const char *end = bytes + size;
    char **const words[] = { &file->name, &file->version, &file->summary, &file->licence };
    GPtrArray *suffixes;
    char *suffix;

    if (file->name)
        return; /* told before, by a child that died later */
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        char *word = take_string(&bytes, end);

        *words[i] = word ? word : g_strdup("");
    }
    suffixes = g_ptr_array_new();
    while ((suffix = take_string(&bytes, end)))
        g_ptr_array_add(suffixes, suffix);
    g_ptr_array_add(suffixes, NULL);
    file->suffixes = (char **)g_ptr_array_free(suffixes, FALSE);
}

gboolean session_take(struct session *session, const struct frame *frame, const char *bytes)
{
    struct plugin_file *file = session_file(session, frame->d);

    switch (frame->type) {
    case FRAME_STAGE:
        session->stage = frame->c;
        session->file = frame->d;
        return TRUE;
    case FRAME_PLUGIN:
        if (file)
            accept(file, bytes, frame->size);
        return TRUE;
    case FRAME_REJECTED:
        if (file && !file->rejected)
            file->rejected = error_printable(bytes, frame->size);
        return TRUE;
    default:
        return FALSE;
    }
}

gboolean session_blame(struct session *session, const char *how)
{
    struct plugin_file *file = session_file(session, session->file);
    gboolean loading = session->stage == STAGE_LOADING;

    if (!file || file->rejected || (!loading && session->stage != STAGE_PROBING))
        return FALSE;
    file->rejected =
        g_strdup_printf("its %s crashed or hung: the process %s",
                        loading ? "initialiser" : "probe function", how ? how : "ended itself");
    file->passing = !loading;
    return TRUE;
}

void session_forgive(struct session *session)
{
    for (guint i = 0; i < session->files->len; i++) {
        struct plugin_file *file = session_file(session, i);

        if (file->passing)
            g_clear_pointer(&file->rejected, g_free);
        file->passing = FALSE;
    }
}

/* By what it said of itself, or by the name of its file: html.so. */
static gboolean answers_to(const struct plugin_file *file, const char *suffix)
{
    g_autofree char *base = g_path_get_basename(file->path);

    if (!suffix || !*suffix)
        return FALSE;
    if (file->suffixes && g_strv_contains((const char *const *)file->suffixes, suffix))
        return TRUE;
    return g_str_has_suffix(base, ".so") && strlen(base) == strlen(suffix) + 3 &&
           g_ascii_strncasecmp(base, suffix, strlen(suffix)) == 0;
}

gboolean session_answers(const struct session *session, uint32_t index, const char *name,
                         const char *media_type)
{
    const struct plugin_file *file = session_file(session, index);
    const char *dot = strrchr(name, '.');
    const char *slash = media_type ? strrchr(media_type, '/') : NULL;
    g_autofree char *suffix = dot ? g_ascii_strdown(dot + 1, -1) : NULL;

    return answers_to(file, suffix) || answers_to(file, slash ? slash + 1 : NULL);
}

int session_likely(const struct session *session, const char *name, const char *media_type)
{
    for (uint32_t i = 0; i < session->files->len; i++) {
        const struct plugin_file *file = session_file(session, i);

        if (!file->rejected && session_answers(session, i, name, media_type))
            return file->has_parts ? -1 : (int)i;
    }
    return -1;
}

static int scan_in_child(void *data, int fd)
{
    struct frame_writer writer;

    frame_writer_init(&writer, fd);
    g_ptr_array_unref(session_load(data, &writer));
    return frame_flush(&writer) ? 0 : 1;
}

/* One child's worth. TRUE when another one has to go on without a bad file. */
static gboolean scan_once(struct session *session, GError **error)
{
    struct frame_reader reader;
    struct child child;
    struct frame frame;
    const char *bytes;
    enum frame_result result;
    g_autofree char *how = NULL;

    session->stage = 0;
    if (!child_start(&child, scan_in_child, session, error))
        return FALSE;
    frame_reader_init(&reader, child.fd);
    while ((result = frame_next(&reader, LIMIT_READER_SILENT_SECONDS * 1000, &frame, &bytes)) ==
           FRAME_GOT)
        session_take(session, &frame, bytes);
    frame_reader_clear(&reader);
    if (child_end(&child, result != FRAME_EOF, &how) == 0)
        return FALSE;
    if (result == FRAME_FAILED) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "cannot look at the plugins: %s",
                    g_strerror(reader.failed));
        return FALSE;
    }
    return session_blame(session, how);
}

gboolean session_scan(struct session *session, GError **error)
{
    GError *failed = NULL;

    while (scan_once(session, &failed))
        ;
    if (failed)
        g_propagate_error(error, failed);
    return !failed;
}
