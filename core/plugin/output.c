/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/output.h"

#include "core/base/error.h"
#include "core/document/cursor.h"
#include "core/plugin/loader.h"
#include "core/source/output_file.h"
#include "core/source/output_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

struct output {
    const struct crier_output *plugin;
    void *context; /* the plugin's; NULL before begin() and after its end */
    struct crier_output_host host;
    const struct document *document;
    char *target;
    GPtrArray *files;             /* of struct output_file *, the target first */
    struct output_folder *folder; /* or all files are in this one */
    GHashTable *readable;         /* set of paths that read() may open */
    int reading;                  /* what read() opened last, or -1 */
    char *message;                /* the plugin's own words on its failure */
    GError *error;                /* a service's failure, better than any words of the plugin */
};

/* ---- Finding ---- */

static gboolean answers_to(const struct plugin_file *file, const char *name)
{
    if (!file->name || file->rejected)
        return FALSE;
    return strcmp(file->name, name) == 0 ||
           g_strv_contains((const char *const *)file->suffixes, name);
}

static char *list_suffixes(const struct session *outputs)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < outputs->files->len; i++) {
        const struct plugin_file *file = session_file(outputs, i);

        for (char **s = file->suffixes; !file->rejected && s && *s; s++)
            g_string_append_printf(out, "%s%s", out->len ? ", " : "", *s);
    }
    return g_string_free(out, FALSE);
}

const struct crier_output *output_find(struct session *outputs, const char *name, GError **error)
{
    g_autofree char *known = NULL;
    g_autofree char *shown = error_printable(name, -1);

    for (guint i = 0; i < outputs->files->len; i++) {
        struct plugin_file *file = session_file(outputs, i);
        const struct crier_head *head;

        if (!answers_to(file, name))
            continue;
        head = loader_open(file->path, CRIER_KIND_OUTPUT, &file->rejected);
        if (head)
            return (const struct crier_output *)head;
    }
    known = list_suffixes(outputs);
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "no output plugin makes %s files; there is: %s",
                shown, *known ? known : "none");
    return NULL;
}

/* The options of a plugin, which may be older than they are. */
static const struct crier_option_help *options_of(const struct crier_output *plugin)
{
    static const struct crier_option_help none[] = { { 0 } };

    if (plugin->head.size < offsetof(struct crier_output, options) + sizeof(plugin->options))
        return none;
    return plugin->options ? plugin->options : none;
}

gboolean output_knows_option(const struct crier_output *plugin, const char *key, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    g_autofree char *shown = error_printable(key, -1);

    for (const struct crier_option_help *option = options_of(plugin); option->key; option++) {
        if (strcmp(option->key, key) == 0)
            return TRUE;
        g_string_append_printf(known, "%s%s, %s", known->len > 0 ? "; " : "", option->key,
                               option->summary);
    }
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "the output %s has no option %s; it has: %s",
                plugin->head.name, shown, known->len > 0 ? known->str : "none");
    return FALSE;
}

/* ---- Audio ---- */

const struct crier_sound *output_sound(const struct crier_output *plugin)
{
    if (plugin->head.size < offsetof(struct crier_output, sound) + sizeof(plugin->sound))
        return NULL;
    return plugin->sound;
}

uint32_t output_rate(const struct crier_sound *sound, uint32_t asked, uint32_t engine)
{
    uint32_t wanted = asked > 0 ? asked : sound->preferred > 0 ? sound->preferred : engine;
    uint32_t best = wanted;

    for (const uint32_t *rate = sound->rates; rate && *rate; rate++) {
        best = *rate;
        if (best >= wanted)
            break;
    }
    return best;
}

/* ---- Wrappers ---- */

const char *const *output_media(const struct crier_output *plugin)
{
    if (plugin->head.size < offsetof(struct crier_output, media) + sizeof(plugin->media))
        return NULL;
    return plugin->media;
}

gboolean output_is_folder(const struct crier_output *plugin)
{
    return plugin->head.size >= offsetof(struct crier_output, folder) + sizeof(plugin->folder) &&
           plugin->folder == 1;
}

void output_show(struct output *output, const struct document *document)
{
    output->document = document;
}

void output_allow(struct output *output, const char *path)
{
    if (path)
        g_hash_table_add(output->readable, g_strdup(path));
    else
        g_hash_table_remove_all(output->readable);
}

/* ---- Services ---- */

static crier_status open_inside(struct output *output, const char *name, int32_t *fd)
{
    if (!name || !output_folder_name_is_safe(name))
        return CRIER_BAD_CALL;
    return output_folder_open(output->folder, name, fd, output->error ? NULL : &output->error)
               ? CRIER_OK
               : CRIER_IO;
}

static crier_status host_close(const struct crier_output_host *host, int32_t fd)
{
    struct output *output = host->context;

    /* Files beside a target are few: they stay open to the end. */
    return !output->folder || output_folder_close(output->folder, fd) ? CRIER_OK : CRIER_IO;
}

static int32_t host_keep(const struct crier_output_host *host, const char *name, const char *key)
{
    struct output *output = host->context;

    return output->folder && output_folder_keep(output->folder, name, key);
}

static void end_reading(struct output *output)
{
    if (output->reading >= 0)
        close(output->reading);
    output->reading = -1;
}

static crier_status host_read(const struct crier_output_host *host, const char *path, int32_t *fd)
{
    struct output *output = host->context;
    g_autofree char *shown = NULL;

    end_reading(output);
    if (!g_hash_table_contains(output->readable, path))
        return CRIER_BAD_CALL;
    output->reading = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    *fd = output->reading;
    if (*fd >= 0)
        return CRIER_OK;
    shown = error_printable(path, -1);
    if (!output->error)
        g_set_error(&output->error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s: %s",
                    output->target, shown, g_strerror(errno));
    return CRIER_IO;
}

static crier_status host_open(const struct crier_output_host *host, const char *beside, int32_t *fd)
{
    struct output *output = host->context;
    g_autofree char *folder = g_path_get_dirname(output->target);
    g_autofree char *path = NULL;
    struct output_file *file;

    if (output->folder)
        return open_inside(output, beside, fd);
    if (beside && (strchr(beside, '/') || !*beside || beside[0] == '.'))
        return CRIER_BAD_CALL;
    path = beside ? g_build_filename(folder, beside, NULL) : g_strdup(output->target);
    file = output_file_new(path, output->error ? NULL : &output->error);
    if (!file)
        return CRIER_IO;
    g_ptr_array_add(output->files, file);
    *fd = output_file_descriptor(file);
    return CRIER_OK;
}

static void host_fail(const struct crier_output_host *host, const char *message)
{
    struct output *output = host->context;

    if (!output->message)
        output->message = error_printable(message, -1);
}

static int32_t host_next(const struct crier_output_host *host, struct crier_cursor *cursor)
{
    const struct output *output = host->context;

    return cursor_next(output->document, cursor);
}

static int32_t host_source(const struct crier_output_host *host, uint64_t block, uint64_t from,
                           uint64_t to, uint64_t *source_from, uint64_t *source_to)
{
    const struct document *document = ((const struct output *)host->context)->document;
    const struct block *found;
    uint32_t places[2];

    if (block == 0 || block > document_block_count(document))
        return 0;
    found = document_block(document, (uint32_t)block - 1);
    if (from >= to || to > found->size ||
        !document_source_range(document, found, (uint32_t)from, (uint32_t)to, &places[0],
                               &places[1]))
        return 0;
    *source_from = places[0];
    *source_to = places[1];
    return 1;
}

/* ---- Life ---- */

static void output_free(struct output *output)
{
    for (guint i = 0; i < output->files->len; i++)
        output_file_abandon(output->files->pdata[i]);
    g_ptr_array_unref(output->files);
    output_folder_abandon(output->folder);
    end_reading(output);
    g_hash_table_unref(output->readable);
    g_clear_error(&output->error);
    g_free(output->message);
    g_free(output->target);
    g_free(output);
}

static gboolean failed(struct output *output, GError **error)
{
    g_autofree char *shown = error_printable(output->target, -1);

    if (output->error)
        g_propagate_error(error, g_steal_pointer(&output->error));
    else
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s", shown,
                    output->message ? output->message : "the output plugin failed");
    return FALSE;
}

/* The plugin did not begin. */
static void refused(struct output *output, crier_status status, GError **error)
{
    if (status == CRIER_BAD_CALL && output->message && !output->error)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "the output %s does not take that: %s",
                    output->plugin->head.name, output->message);
    else
        failed(output, error);
}

struct output *output_new_with_options(const struct crier_output *plugin, const char *target,
                                       uint32_t rate, const GArray *options,
                                       const struct document *document, GError **error)
{
    struct output *output = g_new0(struct output, 1);
    const struct crier_job job = {
        .size = sizeof(job),
        .rate = rate,
        .target = target,
        .software = "Crier " CRIER_VERSION,
        .options = options ? (const struct crier_option *)(void *)options->data : NULL,
        .option_count = options ? options->len : 0
    };
    crier_status status;

    output->plugin = plugin;
    output->document = document;
    output->target = g_strdup(target);
    output->files = g_ptr_array_new();
    output->readable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    output->reading = -1;
    output->host = (struct crier_output_host){ .size = sizeof(output->host),
                                               .context = output,
                                               .open = host_open,
                                               .fail = host_fail,
                                               .next = host_next,
                                               .source = host_source,
                                               .read = host_read,
                                               .keep = host_keep,
                                               .close = host_close };
    if (output_is_folder(plugin) && !(output->folder = output_folder_new(target, error))) {
        output_free(output);
        return NULL;
    }
    status = plugin->begin(&output->host, &job, &output->context);
    if (status == CRIER_OK)
        return output;
    refused(output, status, error);
    output_free(output);
    return NULL;
}

struct output *output_new(const struct crier_output *plugin, const char *target, uint32_t rate,
                          const struct document *document, GError **error)
{
    return output_new_with_options(plugin, target, rate, NULL, document, error);
}

gboolean output_event(struct output *output, const struct crier_event *event, GError **error)
{
    if (output->plugin->event(output->context, event) == CRIER_OK)
        return TRUE;
    return failed(output, error);
}

/* The target last: when it is there, all that belongs to it is. */
static gboolean commit_all(struct output *output, uint64_t *bytes, GError **error)
{
    while (output->files->len > 0) {
        struct output_file *file = g_ptr_array_steal_index(output->files, output->files->len - 1);

        if (!output_file_commit(file, bytes, error))
            return FALSE;
    }
    return TRUE;
}

gboolean output_finish(struct output *output, uint64_t *bytes, GError **error)
{
    gboolean ok = output->plugin->finish(output->context) == CRIER_OK;

    if (!ok)
        failed(output, error);
    else if (output->folder)
        ok = output_folder_commit(g_steal_pointer(&output->folder), bytes, error);
    else
        ok = commit_all(output, bytes, error);
    output_free(output);
    return ok;
}

void output_abort(struct output *output)
{
    if (!output)
        return;
    output->plugin->abort(output->context);
    output_free(output);
}
