/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/store.h"

#include "core/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECRET_SIZE = 32, KEY_SIZE = 65 };

static const int64_t kept_for = (int64_t)STORE_DAYS * 24 * 60 * 60;

struct row {
    char key[KEY_SIZE]; /* "" : there is no more to write */
    struct caller_place place;
};

struct store {
    struct caller_places places;
    GHashTable *rows; /* key → struct row; of the thread that asks */
    guint8 secret[SECRET_SIZE];
    sqlite3 *database; /* of the writing thread, once it runs */
    GAsyncQueue *due;  /* of struct row */
    GThread *writer;
    void (*say)(const char *line);
    gboolean complained;
};

static const char schema[] =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE IF NOT EXISTS place (caller TEXT PRIMARY KEY, story TEXT NOT NULL,"
    " content TEXT NOT NULL, sentence INTEGER NOT NULL, speed INTEGER NOT NULL,"
    " last_heard INTEGER NOT NULL) WITHOUT ROWID;";

/* ---- Who ---- */

/* Digits alone count: "+1 541 555-0142" is 15415550142. A name is taken as it is. */
static void key_of(const struct store *store, const char *caller, char key[KEY_SIZE])
{
    g_autoptr(GHmac) hash = g_hmac_new(G_CHECKSUM_SHA256, store->secret, SECRET_SIZE);
    g_autoptr(GString) digits = g_string_new(NULL);

    for (const char *at = caller; *at; at++)
        if (g_ascii_isdigit(*at))
            g_string_append_c(digits, *at);
    if (digits->len < 3)
        g_string_assign(digits, caller);
    g_hmac_update(hash, (const guchar *)digits->str, (gssize)digits->len);
    g_strlcpy(key, g_hmac_get_string(hash), KEY_SIZE);
}

static gboolean make_secret(const char *path, guint8 secret[SECRET_SIZE])
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    gboolean ok = fd >= 0 && getrandom(secret, SECRET_SIZE, 0) == SECRET_SIZE &&
                  write(fd, secret, SECRET_SIZE) == SECRET_SIZE && fsync(fd) == 0;

    if (fd >= 0 && close(fd) < 0)
        ok = FALSE;
    if (fd >= 0 && !ok)
        unlink(path);
    return ok;
}

static gboolean read_secret(const char *path, guint8 secret[SECRET_SIZE])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    gboolean ok = fd >= 0 && read(fd, secret, SECRET_SIZE) == SECRET_SIZE;

    if (fd >= 0)
        close(fd);
    return ok || (fd < 0 && errno == ENOENT && make_secret(path, secret));
}

/* ---- Asking and keeping ---- */

static gboolean find(void *data, const char *caller, struct caller_place *place)
{
    const struct store *store = data;
    char key[KEY_SIZE];
    const struct row *row;

    key_of(store, caller, key);
    row = g_hash_table_lookup(store->rows, key);
    if (row)
        *place = row->place;
    return row != NULL;
}

static void keep(void *data, const char *caller, const struct caller_place *place)
{
    struct store *store = data;
    struct row *row = g_new0(struct row, 1);

    key_of(store, caller, row->key);
    row->place = *place;
    g_hash_table_replace(store->rows, row->key, row);
    g_async_queue_push(store->due, g_memdup2(row, sizeof(*row)));
}

/* ---- Writing ---- */

static gboolean write_row(sqlite3 *database, const struct row *row)
{
    sqlite3_stmt *put = NULL;
    gboolean ok = sqlite3_prepare_v2(database, "REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)", -1,
                                     &put, NULL) == SQLITE_OK;

    if (ok) {
        sqlite3_bind_text(put, 1, row->key, -1, SQLITE_STATIC);
        sqlite3_bind_text(put, 2, row->place.story, -1, SQLITE_STATIC);
        sqlite3_bind_text(put, 3, row->place.content, -1, SQLITE_STATIC);
        sqlite3_bind_int64(put, 4, row->place.sentence);
        sqlite3_bind_int64(put, 5, row->place.speed);
        sqlite3_bind_int64(put, 6, row->place.last_heard);
        ok = sqlite3_step(put) == SQLITE_DONE;
    }
    sqlite3_finalize(put);
    return ok;
}

static gpointer write_all(gpointer data)
{
    struct store *store = data;

    for (;;) {
        g_autofree struct row *row = g_async_queue_pop(store->due);
        gboolean ok;

        if (!row->key[0])
            return NULL;
        ok = write_row(store->database, row);
        if (!ok && !store->complained)
            store->say("places of callers cannot be written: is the disk full? They are kept in "
                       "memory");
        store->complained = !ok;
    }
}

/* ---- Opening ---- */

static void take_row(struct store *store, sqlite3_stmt *rows)
{
    struct row *row = g_new0(struct row, 1);

    g_strlcpy(row->key, (const char *)sqlite3_column_text(rows, 0), sizeof(row->key));
    g_strlcpy(row->place.story, (const char *)sqlite3_column_text(rows, 1),
              sizeof(row->place.story));
    g_strlcpy(row->place.content, (const char *)sqlite3_column_text(rows, 2),
              sizeof(row->place.content));
    row->place.sentence = (uint32_t)sqlite3_column_int64(rows, 3);
    row->place.speed = (uint32_t)sqlite3_column_int64(rows, 4);
    row->place.last_heard = sqlite3_column_int64(rows, 5);
    g_hash_table_replace(store->rows, row->key, row);
}

static gboolean read_rows(struct store *store, int64_t now)
{
    g_autofree char *drop =
        g_strdup_printf("DELETE FROM place WHERE last_heard < %" G_GINT64_FORMAT, now - kept_for);
    sqlite3_stmt *rows = NULL;
    gboolean ok = sqlite3_exec(store->database, drop, NULL, NULL, NULL) == SQLITE_OK &&
                  sqlite3_prepare_v2(store->database,
                                     "SELECT caller, story, content, sentence, speed, last_heard "
                                     "FROM place",
                                     -1, &rows, NULL) == SQLITE_OK;
    int step = SQLITE_DONE;

    while (ok && (step = sqlite3_step(rows)) == SQLITE_ROW)
        take_row(store, rows);
    sqlite3_finalize(rows);
    return ok && step == SQLITE_DONE;
}

static gboolean open_database(struct store *store, const char *path)
{
    const mode_t mask = umask(0077);
    const gboolean ok =
        sqlite3_open_v2(path, &store->database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW,
                        NULL) == SQLITE_OK &&
        sqlite3_busy_timeout(store->database, 2000) == SQLITE_OK &&
        sqlite3_exec(store->database, schema, NULL, NULL, NULL) == SQLITE_OK;

    umask(mask);
    return ok;
}

/* Signals are for the thread that waits for them. */
static void start_writer(struct store *store)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    store->writer = g_thread_new("places", write_all, store);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct store *store_open(const char *path, int64_t now, void (*say)(const char *line),
                         GError **error)
{
    struct store *store = g_new0(struct store, 1);
    g_autofree char *shown = error_printable(path, -1), *folder = g_path_get_dirname(path);
    g_autofree char *secret = g_strconcat(path, ".secret", NULL);

    store->places = (struct caller_places){ store, find, keep };
    store->say = say;
    store->rows = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    store->due = g_async_queue_new_full(g_free);
    (void)g_mkdir_with_parents(folder, 0700); /* what fails is said of the file */
    if (!read_secret(secret, store->secret))
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                    "%s.secret cannot be read or made; --no-places keeps nothing of callers",
                    shown);
    else if (!open_database(store, path) || !read_rows(store, now))
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                    "%s cannot be used: %s; --no-places keeps nothing of callers", shown,
                    sqlite3_errmsg(store->database));
    else {
        start_writer(store);
        return store;
    }
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->writer) {
        g_async_queue_push(store->due, g_new0(struct row, 1));
        g_thread_join(store->writer);
    }
    sqlite3_close(store->database);
    g_async_queue_unref(store->due);
    g_hash_table_unref(store->rows);
    g_free(store);
}

const struct caller_places *store_places(const struct store *store)
{
    return &store->places;
}
