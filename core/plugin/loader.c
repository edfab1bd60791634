/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/loader.h"

#include <crier/crier.h>
#include <dlfcn.h>
#include <string.h>

/* What a kind of plugin must have had in the first minor version of its major. */
static const struct kind {
    uint32_t kind;
    const char *name;
    const char *folder;
    uint32_t least_size;
} kinds[] = {
    { CRIER_KIND_READER, "reader", "readers", sizeof(struct crier_reader) },
    { CRIER_KIND_OUTPUT, "output", "outputs", offsetof(struct crier_output, sound) },
};

static const struct kind *find_kind(uint32_t kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i].kind == kind)
            return &kinds[i];
    return NULL;
}

const char *loader_kind_folder(uint32_t kind)
{
    return find_kind(kind)->folder;
}

char **loader_folders(const char *installed)
{
    const char *path = g_getenv("CRIER_PLUGIN_PATH");
    g_auto(GStrv) given = g_strsplit(path ? path : "", ":", -1);
    GPtrArray *folders = g_ptr_array_new();

    for (char **folder = given; *folder; folder++)
        if (**folder)
            g_ptr_array_add(folders, g_strdup(*folder));
    g_ptr_array_add(folders, g_strdup(installed));
    g_ptr_array_add(folders, NULL);
    return (char **)g_ptr_array_free(folders, FALSE);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_folder(GPtrArray *files, const char *folder)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    if (!dir)
        return;
    while ((name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".so") && name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(files, g_build_filename(folder, names->pdata[i], NULL));
}

GPtrArray *loader_files(char *const *folders, uint32_t kind)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

    for (; *folders; folders++) {
        g_autofree char *own = g_build_filename(*folders, loader_kind_folder(kind), NULL);

        list_folder(files, own);
        list_folder(files, *folders);
    }
    return files;
}

/* ---- Checks, one a function, in the order in which the fields can be trusted ---- */

static char *wrong_version(const struct crier_head *head)
{
    if (head->magic != CRIER_MAGIC)
        return g_strdup("crier_plugin is not a Crier plugin structure");
    if (head->abi_major != CRIER_ABI_MAJOR || head->abi_minor > CRIER_ABI_MINOR)
        return g_strdup_printf("made for plugin interface %u.%u; this Crier has %u.%u",
                               head->abi_major, head->abi_minor, CRIER_ABI_MAJOR, CRIER_ABI_MINOR);
    return NULL;
}

static char *wrong_size(const struct crier_head *head)
{
    const struct kind *kind = find_kind(head->kind);

    if (!kind)
        return g_strdup_printf("unknown kind of plugin, number %u", head->kind);
    if (head->size < kind->least_size)
        return g_strdup_printf("its structure has %u bytes; a %s needs %u", head->size, kind->name,
                               kind->least_size);
    return NULL;
}

static gboolean good_name(const char *name)
{
    if (!g_ascii_islower(name[0]))
        return FALSE;
    for (; *name; name++)
        if (!g_ascii_islower(*name) && !g_ascii_isdigit(*name) && *name != '-')
            return FALSE;
    return TRUE;
}

static char *wrong_words(const struct crier_head *head)
{
    const char *const words[] = { head->version, head->summary, head->licence };

    if (!head->name || !*head->name)
        return g_strdup("its name is empty");
    if (!good_name(head->name))
        return g_strdup("its name has other characters than a to z, 0 to 9 and the hyphen");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (!words[i] || !g_utf8_validate(words[i], -1, NULL))
            return g_strdup("its version, summary or licence is missing");
    return NULL;
}

static char *wrong_callbacks(const struct crier_head *head)
{
    if (head->kind == CRIER_KIND_READER) {
        const struct crier_reader *reader = (const struct crier_reader *)head;

        if (!reader->probe || !reader->read)
            return g_strdup("it lacks its probe or read function");
    } else {
        const struct crier_output *output = (const struct crier_output *)head;

        if (!output->begin || !output->event || !output->finish || !output->abort)
            return g_strdup("it lacks its begin, event, finish or abort function");
        if (!output->suffixes || !output->media_type)
            return g_strdup("it names no file suffix or media type");
    }
    return NULL;
}

char *loader_complaint(const struct crier_head *head, uint32_t kind)
{
    static char *(*const checks[])(const struct crier_head *) = { wrong_version, wrong_size,
                                                                  wrong_words, wrong_callbacks };

    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
        char *reason = checks[i](head);

        if (reason)
            return reason;
    }
    if (head->kind != kind)
        return g_strdup_printf(LOADER_OTHER_KIND ": %s", find_kind(head->kind)->name);
    return NULL;
}

/* dlerror() starts with the path, which the caller names already. */
static char *loading_error(const char *path)
{
    const char *message = dlerror();

    if (!message)
        return g_strdup("it cannot be loaded");
    if (g_str_has_prefix(message, path) && message[strlen(path)] == ':')
        message += strlen(path) + 1;
    while (*message == ' ')
        message++;
    if (strstr(message, "invalid ELF header") || strstr(message, "file too short"))
        return g_strdup_printf("it is not a shared library: %s", message);
    return g_strdup_printf("it cannot be loaded: %s", message);
}

const struct crier_head *loader_open(const char *path, uint32_t kind, char **reason)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const struct crier_head *head;

    if (!library) {
        *reason = loading_error(path);
        return NULL;
    }
    head = dlsym(library, CRIER_PLUGIN_SYMBOL_NAME);
    *reason = head ? loader_complaint(head, kind)
                   : g_strdup("it has no entry named " CRIER_PLUGIN_SYMBOL_NAME);
    if (!*reason)
        return head;
    dlclose(library);
    return NULL;
}
