/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file an entry: <folder>/utterances/xx/<key in hex>, a header and then token
 * times, phonemes and samples as they lie in memory. The checksum covers the
 * header too, so a file of another byte order, another version or half a file is
 * simply no entry. Nothing is locked: files appear by rename and are never changed.
 */
#include "core/synthesis/cache.h"
#include "core/base/limits.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#define ENTRY_MAGIC      "crieru1"
#define KEY_VERSION      1u
#define DAY              (24 * 60 * 60)
/* What a run that died left half written. */
#define LEFTOVER_SECONDS (60 * 60)

struct entry_header {
    char magic[8];
    uint32_t header_size;
    uint32_t outcome;
    uint8_t key[CACHE_KEY_SIZE];
    uint32_t rate;
    uint32_t frames;
    uint32_t token_count;
    uint32_t phoneme_count;
    uint64_t checksum; /* of all the rest */
};

struct cache {
    char *folder; /* NULL: find nothing, keep nothing */
    uint64_t size_cap;
    _Atomic uint64_t kept; /* bytes written in this run */
    _Atomic uint64_t serial;
};

struct cache *cache_new(const char *folder, uint64_t size_cap, char **why)
{
    struct cache *cache = g_new0(struct cache, 1);

    *why = NULL;
    cache->size_cap = size_cap;
    cache->folder = g_build_filename(folder, "utterances", NULL);
    if (g_mkdir_with_parents(cache->folder, 0700) || access(cache->folder, R_OK | W_OK | X_OK)) {
        *why = g_strdup_printf("the cache folder %s cannot be used (%s); speech will not be kept",
                               cache->folder, g_strerror(errno));
        g_clear_pointer(&cache->folder, g_free);
    }
    return cache;
}

/* Lengths before the bytes: no two different utterances make the same row. */
static void add_field(GChecksum *sum, const void *bytes, uint64_t size)
{
    g_checksum_update(sum, (const guchar *)&size, sizeof size);
    g_checksum_update(sum, bytes, (gssize)size);
}

void cache_key(const char *identity, const struct utterance *utterance, uint8_t key[CACHE_KEY_SIZE])
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    const uint32_t version = KEY_VERSION;
    gsize size = CACHE_KEY_SIZE;

    add_field(sum, &version, sizeof version);
    add_field(sum, identity, strlen(identity));
    add_field(sum, utterance->tokens, utterance->token_count * sizeof *utterance->tokens);
    add_field(sum, utterance->text, utterance->size);
    g_checksum_get_digest(sum, key, &size);
}

static char *entry_path(const struct cache *cache, const uint8_t key[CACHE_KEY_SIZE])
{
    char hex[2 * CACHE_KEY_SIZE + 1];

    for (int i = 0; i < CACHE_KEY_SIZE; i++)
        g_snprintf(hex + 2 * i, 3, "%02x", key[i]);
    return g_strdup_printf("%s/%.2s/%s", cache->folder, hex, hex);
}

static uint64_t body_size(const struct entry_header *header)
{
    return (uint64_t)header->token_count * sizeof(struct spoken_token) +
           (uint64_t)header->phoneme_count * sizeof(struct crier_phoneme) +
           (uint64_t)header->frames * sizeof(int16_t);
}

static uint64_t checksum(const struct entry_header *header, const struct iovec *parts, int count)
{
    struct entry_header bare = *header;
    XXH3_state_t *state = XXH3_createState();
    uint64_t sum;

    if (!state)
        g_error("out of memory");
    bare.checksum = 0;
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, &bare, sizeof bare);
    for (int i = 0; i < count; i++)
        if (parts[i].iov_len)
            XXH3_64bits_update(state, parts[i].iov_base, parts[i].iov_len);
    sum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return sum;
}

static gboolean read_all(int fd, void *to, size_t size)
{
    char *at = to;

    while (size) {
        ssize_t got = read(fd, at, size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return FALSE;
        at += got;
        size -= (size_t)got;
    }
    return TRUE;
}

static gboolean plausible(const struct entry_header *header, const uint8_t key[CACHE_KEY_SIZE],
                          off_t file_size)
{
    return !memcmp(header->magic, ENTRY_MAGIC, sizeof header->magic) &&
           header->header_size == sizeof *header && !memcmp(header->key, key, CACHE_KEY_SIZE) &&
           header->frames <= LIMIT_UTTERANCE_FRAMES &&
           header->token_count <= LIMIT_UTTERANCE_TOKENS &&
           header->phoneme_count <= LIMIT_UTTERANCE_EVENTS &&
           (header->outcome == SPEECH_DONE || header->outcome == SPEECH_EMPTY) &&
           (uint64_t)file_size == sizeof *header + body_size(header);
}

/* The widest parts come first, so that all of them are aligned. */
static void set_speech(struct speech *speech, const struct entry_header *header, char *body)
{
    *speech = (struct speech){
        .outcome = header->outcome,
        .rate = header->rate,
        .frames = header->frames,
        .token_count = header->token_count,
        .phoneme_count = header->phoneme_count,
        .owner = body,
    };
    speech->phonemes = (const struct crier_phoneme *)(void *)body;
    body += header->phoneme_count * sizeof *speech->phonemes;
    speech->tokens = (const struct spoken_token *)(void *)body;
    body += header->token_count * sizeof *speech->tokens;
    speech->pcm = (const int16_t *)(void *)body;
}

/* Are words and sounds inside of the speech, and has each sound a name? */
static gboolean is_sound(const struct speech *speech)
{
    for (uint32_t i = 0; i < speech->token_count; i++) {
        const struct spoken_token *token = &speech->tokens[i];

        if (token->start < 0 || token->end < token->start || (uint32_t)token->end > speech->frames)
            return FALSE;
    }
    for (uint32_t i = 0; i < speech->phoneme_count; i++) {
        const struct crier_phoneme *phoneme = &speech->phonemes[i];

        if (phoneme->start < 0 || phoneme->start > speech->frames ||
            !memchr(phoneme->name, '\0', sizeof phoneme->name))
            return FALSE;
    }
    return speech->rate > 0;
}

/* Entries are thrown away by age of last use; a day's precision spares writes. */
static void note_use(int fd, const struct stat *status)
{
    if (status->st_mtime + DAY < time(NULL))
        futimens(fd, NULL);
}

/* 1 found, 0 not there, -1 damaged. */
static int read_entry(int fd, const uint8_t key[CACHE_KEY_SIZE], struct speech *speech)
{
    struct entry_header header;
    struct stat status;
    struct iovec part;

    if (fstat(fd, &status) || !S_ISREG(status.st_mode) || !read_all(fd, &header, sizeof header) ||
        !plausible(&header, key, status.st_size))
        return -1;
    part.iov_len = body_size(&header);
    part.iov_base = g_malloc(part.iov_len + 1);
    if (!read_all(fd, part.iov_base, part.iov_len) ||
        checksum(&header, &part, 1) != header.checksum) {
        g_free(part.iov_base);
        return -1;
    }
    set_speech(speech, &header, part.iov_base);
    if (!is_sound(speech)) {
        g_free(part.iov_base);
        memset(speech, 0, sizeof *speech);
        return -1;
    }
    note_use(fd, &status);
    return 1;
}

gboolean cache_find(struct cache *cache, const uint8_t key[CACHE_KEY_SIZE], struct speech *speech)
{
    g_autofree char *path = NULL;
    int fd, found;

    if (!cache->folder)
        return FALSE;
    path = entry_path(cache, key);
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return FALSE;
    found = read_entry(fd, key, speech);
    close(fd);
    if (found < 0)
        unlink(path);
    return found > 0;
}

void cache_release(struct cache *cache, struct speech *speech)
{
    (void)cache;
    g_free(speech->owner);
    memset(speech, 0, sizeof *speech);
}

static gboolean write_all(int fd, struct iovec *parts, int count)
{
    while (count) {
        ssize_t put = writev(fd, parts, count);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return FALSE;
        while (count && (size_t)put >= parts->iov_len) {
            put -= (ssize_t)parts->iov_len;
            parts++;
            count--;
        }
        if (count) {
            parts->iov_base = (char *)parts->iov_base + put;
            parts->iov_len -= (size_t)put;
        }
    }
    return TRUE;
}

/* In the same folder, so that rename is one step; named after this process. */
static int open_temporary(struct cache *cache, const char *path, char **temporary)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd;

    *temporary = g_strdup_printf("%s/.%ld-%" G_GUINT64_FORMAT, folder, (long)getpid(),
                                 (uint64_t)++cache->serial);
    fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == ENOENT && mkdir(folder, 0700) == 0)
        fd = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd;
}

static gboolean write_entry(struct cache *cache, const char *path, struct iovec *parts, int count)
{
    g_autofree char *temporary = NULL;
    int fd = open_temporary(cache, path, &temporary);
    gboolean written;

    if (fd < 0)
        return FALSE;
    written = write_all(fd, parts, count);
    if (close(fd) || !written || rename(temporary, path)) {
        unlink(temporary);
        return FALSE;
    }
    return TRUE;
}

void cache_keep(struct cache *cache, const uint8_t key[CACHE_KEY_SIZE], const struct speech *speech)
{
    struct entry_header header = {
        .magic = ENTRY_MAGIC,
        .header_size = sizeof header,
        .outcome = speech->outcome,
        .rate = speech->rate,
        .frames = speech->frames,
        .token_count = speech->token_count,
        .phoneme_count = speech->phoneme_count,
    };
    struct iovec parts[] = {
        { &header, sizeof header },
        { (void *)(uintptr_t)speech->phonemes, speech->phoneme_count * sizeof *speech->phonemes },
        { (void *)(uintptr_t)speech->tokens, speech->token_count * sizeof *speech->tokens },
        { (void *)(uintptr_t)speech->pcm, speech->frames * sizeof *speech->pcm },
    };
    uint64_t size = sizeof header + body_size(&header);
    g_autofree char *path = NULL;

    if (!cache->folder || (speech->outcome != SPEECH_DONE && speech->outcome != SPEECH_EMPTY))
        return;
    /* A run longer than the cache would only push out its own beginning. */
    if (cache->kept + size > cache->size_cap)
        return;
    memcpy(header.key, key, CACHE_KEY_SIZE);
    header.checksum = checksum(&header, parts + 1, G_N_ELEMENTS(parts) - 1);
    path = entry_path(cache, key);
    if (write_entry(cache, path, parts, G_N_ELEMENTS(parts)))
        cache->kept += size;
}

/* ---- Keeping it small ---- */

struct old_entry {
    int64_t used;
    uint64_t size;
    char *path;
};

static void old_entry_clear(void *data)
{
    g_free(((struct old_entry *)data)->path);
}

static int oldest_first(const void *a, const void *b)
{
    const struct old_entry *left = a, *right = b;

    if (left->used != right->used)
        return left->used < right->used ? -1 : 1;
    return strcmp(left->path, right->path); /* all processes agree */
}

static void list_folder(const char *folder, GArray *entries)
{
    DIR *dir = opendir(folder);
    const struct dirent *item;

    while (dir && (item = readdir(dir))) {
        struct old_entry entry;
        struct stat status;

        if (fstatat(dirfd(dir), item->d_name, &status, AT_SYMLINK_NOFOLLOW) ||
            !S_ISREG(status.st_mode))
            continue;
        entry.path = g_build_filename(folder, item->d_name, NULL);
        if (item->d_name[0] == '.') {
            if (status.st_mtime + LEFTOVER_SECONDS < time(NULL))
                unlink(entry.path);
            g_free(entry.path);
            continue;
        }
        entry.used = status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec;
        entry.size = (uint64_t)status.st_size;
        g_array_append_val(entries, entry);
    }
    if (dir)
        closedir(dir);
}

static void drop_oldest(const struct cache *cache)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(struct old_entry));
    uint64_t total = 0;

    g_array_set_clear_func(entries, old_entry_clear);
    for (unsigned i = 0; i < 256; i++) {
        g_autofree char *folder = g_strdup_printf("%s/%02x", cache->folder, i);

        list_folder(folder, entries);
    }
    g_array_sort(entries, oldest_first);
    for (guint i = 0; i < entries->len; i++)
        total += g_array_index(entries, struct old_entry, i).size;
    for (guint i = 0; i < entries->len && total > cache->size_cap; i++) {
        const struct old_entry *entry = &g_array_index(entries, struct old_entry, i);

        unlink(entry->path); /* another process may have been first */
        total -= entry->size;
    }
}

void cache_free(struct cache *cache)
{
    if (!cache)
        return;
    if (cache->folder && cache->kept) /* what only reads does not grow */
        drop_oldest(cache);
    g_free(cache->folder);
    g_free(cache);
}
