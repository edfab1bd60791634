/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/store.h"

#include "core/base/beneath.h"
#include "core/base/error.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_FILES   65536u
#define DEEPEST      12u
/* The text of a 300-article edition is 3 MB; one article that is larger was read by nobody. */
#define LARGEST_TEXT (16u << 20)
#define LARGEST_SUM  (128u << 20)

struct entry {
    gint64 size;
    GBytes *text;        /* of a zip */
    struct media *media; /* once asked for */
};

struct store {
    int root; /* of a folder, or -1 */
    char *path;
    struct findings *report;
    GPtrArray *names;
    GHashTable *entries;
    gsize kept;
    gboolean lazy;
};

static void entry_free(gpointer data)
{
    struct entry *entry = data;

    g_clear_pointer(&entry->text, g_bytes_unref);
    if (entry->media)
        media_clear(entry->media);
    g_free(entry->media);
    g_free(entry);
}

static struct store *store_new(const char *path, struct findings *report)
{
    struct store *store = g_new0(struct store, 1);

    store->root = -1;
    store->path = g_strdup(path);
    /* "./book/" and "book" are told alike. */
    while (strlen(store->path) > 1 && g_str_has_suffix(store->path, "/"))
        store->path[strlen(store->path) - 1] = '\0';
    store->report = report;
    store->names = g_ptr_array_new();
    store->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    return store;
}

void store_free(struct store *store)
{
    if (!store)
        return;
    if (store->root >= 0)
        close(store->root);
    g_ptr_array_unref(store->names);
    g_hash_table_unref(store->entries);
    g_free(store->path);
    g_free(store);
}

const GPtrArray *store_names(const struct store *store)
{
    return store->names;
}

struct findings *store_findings(const struct store *store)
{
    return store->report;
}

char *store_shown(const struct store *store, const char *name)
{
    return strcmp(store->path, ".") == 0 ? g_strdup(name)
                                         : g_build_filename(store->path, name, NULL);
}

static void complain(const struct store *store, const char *name, enum rule rule, const char *what)
{
    g_autofree char *shown = store_shown(store, name);

    findings_add(store->report, shown, 0, rule, "%s", what);
}

/* It is there, and cannot be read: by errno. */
static void complain_failed(const struct store *store, const char *name)
{
    g_autofree char *what = g_strdup_printf("it cannot be read: %s", g_strerror(errno));

    complain(store, name, RULE_READ_FAILED, what);
}

/* NULL when there are too many, or when there is one of this name. */
static struct entry *add(struct store *store, const char *name, gint64 size)
{
    struct entry *entry;
    char *own;

    if (store->names->len >= MOST_FILES || g_hash_table_contains(store->entries, name))
        return NULL;
    entry = g_new0(struct entry, 1);
    own = g_strdup(name);
    entry->size = size;
    g_ptr_array_add(store->names, own);
    g_hash_table_insert(store->entries, own, entry);
    return entry;
}

/* Of a folder that was not walked, files are found when they are asked for. */
static struct entry *find(struct store *store, const char *name)
{
    struct entry *entry = g_hash_table_lookup(store->entries, name);
    struct stat st;
    int fd;

    if (entry || !store->lazy)
        return entry;
    fd = beneath_open(store->root, name);
    if (fd < 0)
        return NULL;
    entry = fstat(fd, &st) == 0 ? add(store, name, st.st_size) : NULL;
    close(fd);
    return entry;
}

gboolean store_has(struct store *store, const char *name)
{
    return find(store, name) != NULL;
}

gint64 store_size(struct store *store, const char *name)
{
    const struct entry *entry = find(store, name);

    return entry ? entry->size : -1;
}

/* ---- A folder ---- */

static void walk(struct store *store, int fd, const char *below, guint depth);

static void walk_one(struct store *store, int folder, const char *below, const char *leaf,
                     guint depth)
{
    g_autofree char *name = *below ? g_strconcat(below, "/", leaf, NULL) : g_strdup(leaf);
    struct stat st;
    int fd;

    if (fstatat(folder, leaf, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            complain_failed(store, name);
        return;
    }
    if (S_ISREG(st.st_mode)) {
        add(store, name, st.st_size);
        return;
    }
    if (!S_ISDIR(st.st_mode) || depth >= DEEPEST) {
        complain(store, name, RULE_READ_UNSAFE, "this is neither a file nor a folder to look into");
        return;
    }
    fd = openat(folder, leaf, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        walk(store, fd, name, depth + 1);
    else
        complain_failed(store, name);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Takes the descriptor. Names with a dot first are the publisher's own. */
static void walk(struct store *store, int fd, const char *below, guint depth)
{
    g_autoptr(GPtrArray) leaves = g_ptr_array_new_with_free_func(g_free);
    DIR *folder = fdopendir(fd);
    const struct dirent *each;

    if (!folder) {
        complain_failed(store, below);
        close(fd);
        return;
    }
    while ((each = readdir(folder)) && leaves->len < MOST_FILES)
        if (each->d_name[0] != '.')
            g_ptr_array_add(leaves, g_strdup(each->d_name));
    g_ptr_array_sort(leaves, by_name);
    for (guint i = 0; i < leaves->len; i++)
        walk_one(store, dirfd(folder), below, leaves->pdata[i], depth);
    closedir(folder);
}

struct store *store_folder(const char *path, gboolean whole, struct findings *report,
                           GError **error)
{
    struct store *store = store_new(path, report);

    store->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->root < 0) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: %s", path, g_strerror(errno));
        store_free(store);
        return NULL;
    }
    store->lazy = !whole;
    if (whole)
        walk(store, dup(store->root), "", 0);
    return store;
}

/* A file that is read piece by piece. */
struct reading {
    int fd;
    int failed; /* errno */
};

static gssize from_file(gpointer source, void *buffer, gsize size)
{
    struct reading *reading = source;
    gssize got = read(reading->fd, buffer, size);

    if (got < 0)
        reading->failed = errno;
    return got;
}

/* ---- A zip ---- */

static gboolean ends_with(const char *name, const char *const *suffixes)
{
    g_autofree char *small = g_ascii_strdown(name, -1);

    for (; *suffixes; suffixes++)
        if (g_str_has_suffix(small, *suffixes))
            return TRUE;
    return FALSE;
}

static const char *const texts[] = { "mimetype", ".xml", ".opf", ".xhtml", ".html",
                                     ".smil",    ".css", ".ncx", ".svg",   NULL };
static const char *const sounds[] = { ".mp3", ".wav", ".flac", ".opus", ".ogg", ".oga", NULL };

static GBytes *read_text(struct archive *zip, gsize most)
{
    GByteArray *text = g_byte_array_new();
    guint8 buffer[16384];
    gssize got = 0;

    while (text->len <= most && (got = archive_read_data(zip, buffer, sizeof buffer)) > 0)
        g_byte_array_append(text, buffer, (guint)got);
    if (got == 0)
        return g_byte_array_free_to_bytes(text);
    g_byte_array_unref(text);
    return NULL;
}

static gssize from_zip(gpointer source, void *buffer, gsize size)
{
    return archive_read_data(source, buffer, size);
}

static void take_entry(struct store *store, struct archive *zip, const char *name, gint64 size)
{
    struct entry *entry;

    if (!beneath_is_safe(name) || !(entry = add(store, name, size))) {
        complain(store, name, RULE_READ_UNSAFE,
                 "the zip holds a name that is unsafe or there twice");
        return;
    }
    if (ends_with(name, sounds)) {
        entry->media = g_new0(struct media, 1);
        media_scan(entry->media, from_zip, zip);
    } else if (ends_with(name, texts)) {
        entry->text = read_text(zip, MIN(LARGEST_TEXT, LARGEST_SUM - store->kept));
        if (entry->text)
            store->kept += g_bytes_get_size(entry->text);
        else
            complain(store, name, RULE_READ_LARGE, "it is broken, or too large to look at");
    }
}

struct store *store_zip(const char *path, struct findings *report, GError **error)
{
    struct archive *zip = archive_read_new();
    struct archive_entry *each;
    struct store *store = NULL;
    int status = archive_read_support_format_zip(zip);

    if (status != ARCHIVE_OK || archive_read_open_filename(zip, path, 65536) != ARCHIVE_OK) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read %s: %s", path,
                    archive_error_string(zip) ? archive_error_string(zip) : "it is no zip");
        archive_read_free(zip);
        return NULL;
    }
    store = store_new(path, report);
    while ((status = archive_read_next_header(zip, &each)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        const char *name = archive_entry_pathname(each);

        if (name && archive_entry_filetype(each) != AE_IFDIR)
            take_entry(store, zip, name, archive_entry_size(each));
        if (store->names->len >= MOST_FILES)
            break;
    }
    if (status != ARCHIVE_EOF)
        complain(store, "", RULE_READ_LARGE, "the zip is broken, or holds too many files");
    archive_read_free(zip);
    return store;
}

/* ---- What is in a file ---- */

GBytes *store_text(struct store *store, const char *name)
{
    const struct entry *entry = find(store, name);
    g_autofree char *text = NULL;
    gsize filled = 0;
    gssize got = 1;
    int fd;

    if (!entry)
        return NULL;
    if (store->root < 0)
        return entry->text ? g_bytes_ref(entry->text) : NULL;
    if (entry->size > LARGEST_TEXT) {
        complain(store, name, RULE_READ_LARGE, "it is too large to look at");
        return NULL;
    }
    fd = beneath_open(store->root, name);
    if (fd < 0) {
        complain_failed(store, name);
        return NULL;
    }
    text = g_malloc((gsize)entry->size + 1);
    while (filled < (gsize)entry->size &&
           (got = read(fd, text + filled, (gsize)entry->size - filled)) > 0)
        filled += (gsize)got;
    if (got < 0)
        complain_failed(store, name);
    close(fd);
    if (got < 0)
        return NULL;
    return g_bytes_new_take(g_steal_pointer(&text), filled);
}

const struct media *store_media(struct store *store, const char *name)
{
    struct entry *entry = find(store, name);

    if (entry && !entry->media && store->root >= 0) {
        struct reading reading = { .fd = beneath_open(store->root, name) };

        entry->media = g_new0(struct media, 1);
        if (reading.fd >= 0) {
            media_scan(entry->media, from_file, &reading);
            close(reading.fd);
        } else {
            reading.failed = errno;
        }
        errno = reading.failed;
        if (reading.failed)
            complain_failed(store, name);
    }
    return entry && entry->media && entry->media->kind != MEDIA_NONE ? entry->media : NULL;
}

/* What "%41" stands for; the text itself where that is no text. */
static char *unescaped(const char *text)
{
    char *plain = g_uri_unescape_string(text, NULL);

    if (plain && g_utf8_validate(plain, -1, NULL))
        return plain;
    g_free(plain);
    return g_strdup(text);
}

char *store_resolve(const char *base, const char *reference, char **fragment)
{
    const char *hash = strchr(reference, '#');
    g_autofree char *path =
        g_strndup(reference, hash ? (gsize)(hash - reference) : strlen(reference));
    g_autofree char *plain = NULL, *folder = NULL, *joined = NULL;
    g_auto(GStrv) parts = NULL;
    g_autoptr(GPtrArray) kept = g_ptr_array_new();

    if (fragment)
        *fragment = hash && hash[1] ? unescaped(hash + 1) : NULL;
    if (!*path)
        return g_strdup(base);
    plain = g_uri_unescape_string(path, "/");
    if (!plain || !g_utf8_validate(plain, -1, NULL) || *plain == '/' || g_uri_peek_scheme(path))
        return NULL;
    folder = strrchr(base, '/') ? g_path_get_dirname(base) : g_strdup("");
    joined = g_strconcat(folder, "/", plain, NULL);
    parts = g_strsplit(joined, "/", -1);
    for (guint i = 0; parts[i]; i++) {
        if (strcmp(parts[i], "..") == 0 && kept->len == 0)
            return NULL;
        if (strcmp(parts[i], "..") == 0)
            g_ptr_array_set_size(kept, (gint)kept->len - 1);
        else if (*parts[i] && strcmp(parts[i], ".") != 0)
            g_ptr_array_add(kept, parts[i]);
    }
    g_ptr_array_add(kept, NULL);
    return g_strjoinv("/", (char **)kept->pdata);
}
