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

enum {
    SECRET_SIZE = 32,
    KEY_SIZE = 65,
    CODE_ATTEMPTS = 64,    /* to find one that nobody has */
    MEMBERS_MOST = 100000, /* of the million codes: a guess must be a bad one */
    TRIED_MOST = 20000,    /* codes that nobody has, and that were tried */
    TRIED_SECONDS = MEMBER_LOCK_MINUTES * 60,
    DAY_SECONDS = 24 * 60 * 60
};

static const int64_t kept_for = (int64_t)STORE_DAYS * DAY_SECONDS;

struct place_row {
    char key[KEY_SIZE];
    struct caller_place place;
};

struct member_row {
    char key[KEY_SIZE];   /* of the code; its place has the same */
    char pin[KEY_SIZE];   /* "": nobody has this code; it was tried */
    uint32_t tries;       /* wrong ones, one after the other */
    int64_t locked_until; /* seconds since 1970 */
    int64_t used;
};

enum task_kind { TASK_PLACE, TASK_MEMBER, TASK_DROP, TASK_DROP_TRIED, TASK_END };

/* What the writing thread is to do. */
struct task {
    enum task_kind kind;
    union {
        struct place_row place;
        struct member_row member;
        int64_t before; /* seconds since 1970: what is older is dropped */
    };
};

struct store {
    struct caller_places places;
    GMutex lock;         /* of what is held in memory */
    GHashTable *rows;    /* key → struct place_row */
    GHashTable *members; /* key → struct member_row */
    guint tried;         /* of them: codes that nobody has */
    int64_t dropped;     /* when the old ones were dropped last */
    guint8 secret[SECRET_SIZE];
    sqlite3 *database; /* of the writing thread, once it runs */
    GAsyncQueue *due;  /* of struct task */
    GThread *writer;
    void (*say)(const char *line);
    struct counters *counters;
    gboolean complained;
};

static const char schema[] =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE IF NOT EXISTS place (caller TEXT PRIMARY KEY, story TEXT NOT NULL,"
    " content TEXT NOT NULL, sentence INTEGER NOT NULL, speed INTEGER NOT NULL,"
    " last_heard INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS member (code TEXT PRIMARY KEY, pin TEXT NOT NULL,"
    " tries INTEGER NOT NULL, locked_until INTEGER NOT NULL, used INTEGER NOT NULL)"
    " WITHOUT ROWID;";

/* ---- Who ---- */

static void hash(const struct store *store, const char *text, char key[KEY_SIZE])
{
    g_autoptr(GHmac) hash = g_hmac_new(G_CHECKSUM_SHA256, store->secret, SECRET_SIZE);

    g_hmac_update(hash, (const guchar *)text, (gssize)strlen(text));
    g_strlcpy(key, g_hmac_get_string(hash), KEY_SIZE);
}

/* Digits alone count: "+1 541 555-0142" is 15415550142. A name is taken as it is. */
static void key_of(const struct store *store, const char *caller, char key[KEY_SIZE])
{
    g_autoptr(GString) digits = g_string_new(NULL);

    for (const char *at = caller; *at; at++)
        if (g_ascii_isdigit(*at))
            g_string_append_c(digits, *at);
    hash(store, digits->len < 3 ? caller : digits->str, key);
}

/* No number and no name of a caller can be this text: it holds digits and more. */
static void key_of_code(const struct store *store, const char *code, char key[KEY_SIZE])
{
    g_autofree char *text = g_strconcat("member:", code, NULL);

    hash(store, text, key);
}

static void key_of_pin(const struct store *store, const struct member *member, char key[KEY_SIZE])
{
    g_autofree char *text = g_strconcat("pin:", member->code, ":", member->pin, NULL);

    hash(store, text, key);
}

static gboolean take_secret(const char *path, guint8 secret[SECRET_SIZE])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    gboolean ok = fd >= 0 && read(fd, secret, SECRET_SIZE) == SECRET_SIZE;

    if (fd >= 0)
        close(fd);
    return ok;
}

/* Whole or not at all: a line that is killed here must find it or make it anew. Of two that
 * start at once the first one's counts. */
static gboolean make_secret(const char *path, guint8 secret[SECRET_SIZE])
{
    g_autofree char *fresh = g_strdup_printf("%s.%d", path, (int)getpid());
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    gboolean ok = fd >= 0 && getrandom(secret, SECRET_SIZE, 0) == SECRET_SIZE &&
                  write(fd, secret, SECRET_SIZE) == SECRET_SIZE && fsync(fd) == 0;

    if (fd >= 0 && close(fd) < 0)
        ok = FALSE;
    ok = ok && (link(fresh, path) == 0 || errno == EEXIST);
    unlink(fresh);
    return ok && take_secret(path, secret);
}

static gboolean read_secret(const char *path, guint8 secret[SECRET_SIZE])
{
    struct stat st;

    return take_secret(path, secret) ||
           (lstat(path, &st) < 0 && errno == ENOENT && make_secret(path, secret));
}

/* ---- Asking and keeping ---- */

static void put(struct store *store, struct task task)
{
    g_async_queue_push(store->due, g_memdup2(&task, sizeof(task)));
}

static gboolean find_row(struct store *store, const char *key, struct caller_place *place)
{
    const struct place_row *row = g_hash_table_lookup(store->rows, key);

    if (row)
        *place = row->place;
    return row != NULL;
}

static gboolean find(void *data, const char *caller, struct caller_place *place)
{
    struct store *store = data;
    char key[KEY_SIZE];
    gboolean found;

    key_of(store, caller, key);
    g_mutex_lock(&store->lock);
    found = find_row(store, key, place);
    g_mutex_unlock(&store->lock);
    return found;
}

static gboolean is_old_place(gpointer key, gpointer row, gpointer before)
{
    (void)key;
    return ((const struct place_row *)row)->place.last_heard < *(const int64_t *)before;
}

static gboolean is_old_member(gpointer key, gpointer row, gpointer before)
{
    (void)key;
    return ((const struct member_row *)row)->used < *(const int64_t *)before;
}

/* Nobody has it, and its lock is over. */
static gboolean is_done_with(gpointer key, gpointer row, gpointer now)
{
    const struct member_row *member = row;

    (void)key;
    return !*member->pin &&
           MAX(member->locked_until, member->used + TRIED_SECONDS) <= *(const int64_t *)now;
}

static void drop_tried(struct store *store, int64_t now)
{
    store->tried -= g_hash_table_foreach_remove(store->members, is_done_with, &now);
    put(store, (struct task){ .kind = TASK_DROP_TRIED, .before = now });
}

/* Once a day, also of a line that runs for months. */
static void drop_old(struct store *store, int64_t now)
{
    int64_t before = now - kept_for;

    if (now - store->dropped < DAY_SECONDS)
        return;
    store->dropped = now;
    g_hash_table_foreach_remove(store->rows, is_old_place, &before);
    drop_tried(store, now);
    g_hash_table_foreach_remove(store->members, is_old_member, &before);
    put(store, (struct task){ .kind = TASK_DROP, .before = before });
}

static void keep_row(struct store *store, const char *key, const struct caller_place *place)
{
    struct place_row *row = g_new0(struct place_row, 1);

    g_strlcpy(row->key, key, sizeof(row->key));
    row->place = *place;
    g_mutex_lock(&store->lock);
    drop_old(store, place->last_heard);
    put(store, (struct task){ .kind = TASK_PLACE, .place = *row });
    g_hash_table_replace(store->rows, row->key, row);
    g_mutex_unlock(&store->lock);
}

static void keep(void *data, const char *caller, const struct caller_place *place)
{
    char key[KEY_SIZE];

    key_of(data, caller, key);
    keep_row(data, key, place);
}

static void keep_member(void *data, const char *code, const struct caller_place *place)
{
    char key[KEY_SIZE];

    key_of_code(data, code, key);
    keep_row(data, key, place);
}

/* ---- Members ---- */

/* Equal texts, in a time that does not tell how far they are equal. */
static gboolean is_same(const char a[KEY_SIZE], const char b[KEY_SIZE])
{
    guint different = 0;

    for (int i = 0; i < KEY_SIZE; i++)
        different |= (guint)(a[i] ^ b[i]);
    return different == 0;
}

static enum member_answer judge(struct member_row *row, const char pin[KEY_SIZE], int64_t now)
{
    if (row->locked_until > now)
        return MEMBER_LOCKED;
    if (is_same(row->pin, pin)) {
        row->tries = 0;
        row->used = now;
        return MEMBER_KNOWN;
    }
    if (++row->tries < MEMBER_TRIES)
        return MEMBER_WRONG;
    row->tries = 0;
    row->locked_until = now + MEMBER_LOCK_MINUTES * 60;
    return MEMBER_LOCKED;
}

/* A code that nobody has is counted and locked as any other: who tries does not learn which
 * there are. NULL: so many were tried of late that no more are taken. */
static struct member_row *tried_row(struct store *store, const char *key, int64_t now)
{
    struct member_row *row;

    if (store->tried >= TRIED_MOST)
        drop_tried(store, now);
    if (store->tried >= TRIED_MOST)
        return NULL;
    store->tried++;
    row = g_new0(struct member_row, 1);
    g_strlcpy(row->key, key, sizeof(row->key));
    g_hash_table_replace(store->members, row->key, row);
    return row;
}

static enum member_answer find_member(void *data, const struct member *member, int64_t now,
                                      struct caller_place *place)
{
    struct store *store = data;
    enum member_answer answer = MEMBER_LOCKED;
    char key[KEY_SIZE], pin[KEY_SIZE] = { 0 };
    struct member_row *row;

    key_of_code(store, member->code, key);
    key_of_pin(store, member, pin);
    g_mutex_lock(&store->lock);
    row = g_hash_table_lookup(store->members, key);
    if (!row)
        row = tried_row(store, key, now);
    if (row) {
        answer = judge(row, pin, now);
        row->used = *row->pin ? row->used : now;
        put(store, (struct task){ .kind = TASK_MEMBER, .member = *row });
    }
    if (answer == MEMBER_KNOWN)
        (void)find_row(store, key, place);
    g_mutex_unlock(&store->lock);
    return answer;
}

/* Digits by chance; FALSE when the kernel has none to give. */
static gboolean draw(char *digits, guint count)
{
    guint64 number;

    if (getrandom(&number, sizeof(number), 0) != sizeof(number))
        return FALSE;
    for (guint i = 0; i < count; i++, number /= 10)
        digits[i] = (char)('0' + number % 10);
    digits[count] = '\0';
    return TRUE;
}

/* A code that nobody has, its row with it; NULL: there is none. */
static struct member_row *draw_member(struct store *store, struct member *member)
{
    struct member_row *row;
    char key[KEY_SIZE];

    if (g_hash_table_size(store->members) - store->tried >= MEMBERS_MOST)
        return NULL;
    for (int i = 0; i < CODE_ATTEMPTS; i++) {
        if (!draw(member->code, MEMBER_CODE_DIGITS) || !draw(member->pin, MEMBER_PIN_DIGITS))
            return NULL;
        key_of_code(store, member->code, key);
        if (g_hash_table_contains(store->members, key))
            continue;
        row = g_new0(struct member_row, 1);
        g_strlcpy(row->key, key, sizeof(row->key));
        key_of_pin(store, member, row->pin);
        return row;
    }
    return NULL;
}

static enum member_answer new_member(void *data, int64_t now, struct member *member)
{
    struct store *store = data;
    struct member_row *row;

    g_mutex_lock(&store->lock);
    row = draw_member(store, member);
    if (row) {
        row->used = now;
        put(store, (struct task){ .kind = TASK_MEMBER, .member = *row });
        g_hash_table_replace(store->members, row->key, row);
    }
    g_mutex_unlock(&store->lock);
    return row ? MEMBER_GIVEN : MEMBER_NONE;
}

/* ---- Writing ---- */

/* Values by letter: "t" a text, "i" a number. */
static gboolean execute(sqlite3 *database, const char *sql, const char *types, ...)
{
    sqlite3_stmt *put = NULL;
    gboolean ok = sqlite3_prepare_v2(database, sql, -1, &put, NULL) == SQLITE_OK;
    va_list values;

    va_start(values, types);
    for (int i = 1; ok && *types; types++, i++)
        ok = (*types == 't'
                  ? sqlite3_bind_text(put, i, va_arg(values, const char *), -1, SQLITE_STATIC)
                  : sqlite3_bind_int64(put, i, va_arg(values, int64_t))) == SQLITE_OK;
    va_end(values);
    ok = ok && sqlite3_step(put) == SQLITE_DONE;
    sqlite3_finalize(put);
    return ok;
}

static gboolean drop(sqlite3 *database, int64_t before)
{
    return execute(database, "DELETE FROM place WHERE last_heard < ?", "i", before) &&
           execute(database, "DELETE FROM member WHERE used < ?", "i", before);
}

static gboolean do_task(sqlite3 *database, const struct task *task)
{
    const struct caller_place *place = &task->place.place;
    const struct member_row *member = &task->member;

    switch (task->kind) {
    case TASK_PLACE:
        return execute(database, "REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)", "tttiii",
                       task->place.key, place->story, place->content, (int64_t)place->sentence,
                       (int64_t)place->speed, place->last_heard);
    case TASK_MEMBER:
        return execute(database, "REPLACE INTO member VALUES (?, ?, ?, ?, ?)", "ttiii", member->key,
                       member->pin, (int64_t)member->tries, member->locked_until, member->used);
    case TASK_DROP:
        return drop(database, task->before);
    case TASK_DROP_TRIED:
        return execute(database,
                       "DELETE FROM member WHERE pin = '' AND "
                       "MAX(locked_until, used + ?) <= ?",
                       "ii", (int64_t)TRIED_SECONDS, task->before);
    default:
        return TRUE;
    }
}

static gpointer write_all(gpointer data)
{
    struct store *store = data;

    for (;;) {
        g_autofree struct task *task = g_async_queue_pop(store->due);
        gboolean ok;

        if (task->kind == TASK_END)
            return NULL;
        ok = do_task(store->database, task);
        if (!ok)
            counters_add(store->counters, COUNT_PLACES_UNSAVED);
        if (!ok && !store->complained)
            store->say("places of callers cannot be written: is the disk full? They are kept in "
                       "memory");
        store->complained = !ok;
    }
}

/* ---- Opening ---- */

/* A file that is damaged may hold nothing where something must be. */
static void take_text(sqlite3_stmt *from, int column, char *text, gsize room)
{
    const char *there = (const char *)sqlite3_column_text(from, column);

    (void)g_strlcpy(text, there ? there : "", room);
}

static void take_place(struct store *store, sqlite3_stmt *from)
{
    struct place_row *row = g_new0(struct place_row, 1);

    take_text(from, 0, row->key, sizeof(row->key));
    take_text(from, 1, row->place.story, sizeof(row->place.story));
    take_text(from, 2, row->place.content, sizeof(row->place.content));
    row->place.sentence = (uint32_t)sqlite3_column_int64(from, 3);
    row->place.speed = (uint32_t)sqlite3_column_int64(from, 4);
    row->place.last_heard = sqlite3_column_int64(from, 5);
    g_hash_table_replace(store->rows, row->key, row);
}

static void take_member(struct store *store, sqlite3_stmt *from)
{
    struct member_row *row = g_new0(struct member_row, 1);

    take_text(from, 0, row->key, sizeof(row->key));
    take_text(from, 1, row->pin, sizeof(row->pin));
    row->tries = (uint32_t)sqlite3_column_int64(from, 2);
    row->locked_until = sqlite3_column_int64(from, 3);
    row->used = sqlite3_column_int64(from, 4);
    store->tried += !*row->pin;
    g_hash_table_replace(store->members, row->key, row);
}

static gboolean read_all(struct store *store, const char *sql,
                         void (*take)(struct store *store, sqlite3_stmt *from))
{
    sqlite3_stmt *rows = NULL;
    int step = sqlite3_prepare_v2(store->database, sql, -1, &rows, NULL) == SQLITE_OK
                   ? SQLITE_ROW
                   : SQLITE_ERROR;

    while (step == SQLITE_ROW)
        if ((step = sqlite3_step(rows)) == SQLITE_ROW)
            take(store, rows);
    sqlite3_finalize(rows);
    return step == SQLITE_DONE;
}

static gboolean read_rows(struct store *store, int64_t now)
{
    store->dropped = now;
    return drop(store->database, now - kept_for) &&
           read_all(store, "SELECT caller, story, content, sentence, speed, last_heard FROM place",
                    take_place) &&
           read_all(store, "SELECT code, pin, tries, locked_until, used FROM member", take_member);
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

void store_make_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);

    (void)g_mkdir_with_parents(folder, 0700);
}

struct store *store_open(const char *path, int64_t now, void (*say)(const char *line),
                         struct counters *counters, GError **error)
{
    struct store *store = g_new0(struct store, 1);
    g_autofree char *shown = error_printable(path, -1);
    g_autofree char *secret = g_strconcat(path, ".secret", NULL);

    store->places = (struct caller_places){ .data = store,
                                            .find = find,
                                            .keep = keep,
                                            .find_member = find_member,
                                            .new_member = new_member,
                                            .keep_member = keep_member };
    store->say = say;
    store->counters = counters;
    g_mutex_init(&store->lock);
    store->rows = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    store->members = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    store->due = g_async_queue_new_full(g_free);
    if (!read_secret(secret, store->secret))
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                    "%s.secret cannot be read or made; --no-places keeps nothing of callers",
                    shown);
    else if (!open_database(store, path) || !read_rows(store, now)) {
        g_autofree char *why = error_printable(sqlite3_errmsg(store->database), -1);

        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                    "%s cannot be used: %s; --no-places keeps nothing of callers", shown, why);
    } else {
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
        put(store, (struct task){ .kind = TASK_END });
        g_thread_join(store->writer);
    }
    sqlite3_close(store->database);
    g_async_queue_unref(store->due);
    g_hash_table_unref(store->rows);
    g_hash_table_unref(store->members);
    g_mutex_clear(&store->lock);
    g_free(store);
}

const struct caller_places *store_places(const struct store *store)
{
    return &store->places;
}
