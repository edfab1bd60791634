/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/catalogue.h"

#include "core/base/error.h"

#include <sqlite3.h>
#include <string.h>

/* A publisher waits for readers of the file (a phone line, say) so long, in milliseconds. */
#define BUSY_MS 10000

struct catalogue {
    sqlite3 *db;
    char *path;
    /* What catalogue_find() gave last. */
    struct catalogue_article found;
    GArray *files;
    GPtrArray *strings;
};

static const char tables[] =
    "CREATE TABLE edition(name TEXT NOT NULL);"
    "CREATE TABLE article(key TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, guid TEXT NOT NULL UNIQUE,"
    " title TEXT NOT NULL, source TEXT NOT NULL, input TEXT NOT NULL, content TEXT NOT NULL,"
    " package TEXT NOT NULL, state INTEGER NOT NULL, published INTEGER NOT NULL,"
    " modified INTEGER NOT NULL, version INTEGER NOT NULL, sentences TEXT NOT NULL) WITHOUT ROWID;"
    /* Keys stand first: SQLite 3.40 takes them for missing where they do not. */
    "CREATE TABLE file(key TEXT NOT NULL REFERENCES article(key), kind TEXT NOT NULL,"
    " rate INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, hash TEXT NOT NULL,"
    " bytes INTEGER NOT NULL, frames INTEGER NOT NULL, PRIMARY KEY(key, kind, rate)) WITHOUT ROWID;"
    "CREATE TABLE version(key TEXT NOT NULL REFERENCES article(key), version INTEGER NOT NULL,"
    " content TEXT NOT NULL, sentences TEXT NOT NULL, modified INTEGER NOT NULL,"
    " PRIMARY KEY(key, version)) WITHOUT ROWID;"
    "CREATE TABLE source(name TEXT PRIMARY KEY, input TEXT NOT NULL, keys TEXT NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE TABLE output(name TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;";

static const char *const state_names[] = { "draft", "approved", "published", "corrected",
                                           "withdrawn" };

const char *article_state_name(enum article_state state)
{
    return state_names[state];
}

static gboolean failed(struct catalogue *catalogue, GError **error)
{
    g_autofree char *shown = error_printable(catalogue->path, -1);
    g_autofree char *why = error_printable(sqlite3_errmsg(catalogue->db), -1);

    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "the catalogue %s: %s", shown, why);
    return FALSE;
}

/* ---- Statements ---- */

/* One statement with its values, in order: "t" text, "i" number. */
static sqlite3_stmt *prepare(struct catalogue *catalogue, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = NULL;
    va_list values;

    if (sqlite3_prepare_v2(catalogue->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return NULL;
    va_start(values, types);
    for (int i = 0; types[i]; i++)
        if (types[i] == 't')
            sqlite3_bind_text(statement, i + 1, va_arg(values, const char *), -1, SQLITE_STATIC);
        else
            sqlite3_bind_int64(statement, i + 1, va_arg(values, int64_t));
    va_end(values);
    return statement;
}

/* Run a statement that gives nothing; it is used up, NULL has failed already. */
static gboolean run(struct catalogue *catalogue, sqlite3_stmt *statement, GError **error)
{
    int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;

    sqlite3_finalize(statement);
    return code == SQLITE_DONE || failed(catalogue, error);
}

static gboolean command(struct catalogue *catalogue, const char *sql, GError **error)
{
    return sqlite3_exec(catalogue->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           failed(catalogue, error);
}

/* The first column of its first row, a new string; NULL when there is none. */
static char *one_text(sqlite3_stmt *statement)
{
    char *text = NULL;

    if (statement && sqlite3_step(statement) == SQLITE_ROW)
        text = g_strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

/* ---- Opening ---- */

static gboolean make_tables(struct catalogue *catalogue, const char *edition, GError **error)
{
    g_autofree char *format = g_strdup_printf("PRAGMA user_version = %d", CATALOGUE_FORMAT);

    return command(catalogue, "BEGIN IMMEDIATE", error) && command(catalogue, tables, error) &&
           run(catalogue, prepare(catalogue, "INSERT INTO edition VALUES(?)", "t", edition),
               error) &&
           command(catalogue, format, error) && command(catalogue, "COMMIT", error);
}

/* A full disk or a file that may not be read is no damage: then it stays as it is. */
static gboolean cannot_be_read(struct catalogue *catalogue, enum catalogue_trouble *trouble,
                               GError **error)
{
    const int code = sqlite3_errcode(catalogue->db);
    g_autofree char *path = error_printable(catalogue->path, -1);
    g_autofree char *why = error_printable(sqlite3_errmsg(catalogue->db), -1);

    *trouble =
        code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? CATALOGUE_DAMAGED : CATALOGUE_UNREADABLE;
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "the catalogue %s %s: %s", path,
                *trouble == CATALOGUE_DAMAGED ? "is damaged" : "cannot be used", why);
    return FALSE;
}

static gboolean check(struct catalogue *catalogue, const char *edition,
                      enum catalogue_trouble *trouble, GError **error)
{
    g_autofree char *version = one_text(prepare(catalogue, "PRAGMA user_version", ""));
    g_autofree char *sound = one_text(prepare(catalogue, "PRAGMA quick_check(1)", ""));
    g_autofree char *path = error_printable(catalogue->path, -1);
    g_autofree char *name = NULL, *shown = NULL;

    if (!version || !sound)
        return cannot_be_read(catalogue, trouble, error);
    *trouble = CATALOGUE_DAMAGED;
    if (strcmp(sound, "ok") != 0) {
        shown = error_printable(sound, -1);
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "the catalogue %s is damaged: %s", path,
                    shown);
        return FALSE;
    }
    *trouble = CATALOGUE_UNREADABLE;
    if (strcmp(version, "0") == 0)
        return make_tables(catalogue, edition, error);
    if (g_ascii_strtoll(version, NULL, 10) != CATALOGUE_FORMAT) {
        *trouble = CATALOGUE_NEWER;
        g_set_error(
            error, CRIER_ERROR, ERROR_OUTPUT,
            "the catalogue %s is of format %s, this Crier knows %d; use the Crier that made "
            "it, or publish into another folder",
            path, version, CATALOGUE_FORMAT);
        return FALSE;
    }
    name = one_text(prepare(catalogue, "SELECT name FROM edition", ""));
    if (g_strcmp0(name, edition) == 0)
        return TRUE;
    if (!name && sqlite3_errcode(catalogue->db) != SQLITE_DONE)
        return cannot_be_read(catalogue, trouble, error);
    *trouble = name ? CATALOGUE_FOREIGN : CATALOGUE_DAMAGED;
    shown = error_printable(name ? name : "unknown", -1);
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                "the folder of the catalogue %s belongs to another edition (%s); publish into "
                "another folder",
                path, shown);
    return FALSE;
}

struct catalogue *catalogue_open(const char *path, const char *edition,
                                 enum catalogue_trouble *trouble, GError **error)
{
    struct catalogue *catalogue = g_new0(struct catalogue, 1);

    catalogue->path = g_strdup(path);
    catalogue->files = g_array_new(FALSE, FALSE, sizeof(struct catalogue_file));
    catalogue->strings = g_ptr_array_new_with_free_func(g_free);
    *trouble = CATALOGUE_FINE;
    if (sqlite3_open_v2(path, &catalogue->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
        SQLITE_OK) {
        failed(catalogue, error);
    } else {
        sqlite3_busy_timeout(catalogue->db, BUSY_MS);
        sqlite3_exec(catalogue->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL,
                     NULL, NULL);
        if (check(catalogue, edition, trouble, error)) {
            *trouble = CATALOGUE_FINE;
            return catalogue;
        }
    }
    catalogue_close(catalogue);
    return NULL;
}

void catalogue_close(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    sqlite3_close(catalogue->db);
    g_array_unref(catalogue->files);
    g_ptr_array_unref(catalogue->strings);
    g_free(catalogue->path);
    g_free(catalogue);
}

/* ---- Articles ---- */

/* A new string. A file that is damaged may hold nothing where something must be. */
static char *text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return g_utf8_make_valid(text ? text : "", -1);
}

static const char *keep(struct catalogue *catalogue, sqlite3_stmt *row, int column)
{
    char *text = text_of(row, column);

    g_ptr_array_add(catalogue->strings, text);
    return text;
}

static void find_files(struct catalogue *catalogue, const char *key)
{
    sqlite3_stmt *row = prepare(catalogue,
                                "SELECT kind, name, type, hash, bytes, frames, rate FROM file "
                                "WHERE key = ? ORDER BY kind, rate",
                                "t", key);

    while (row && sqlite3_step(row) == SQLITE_ROW) {
        const struct catalogue_file file = {
            .kind = keep(catalogue, row, 0),
            .name = keep(catalogue, row, 1),
            .type = keep(catalogue, row, 2),
            .hash = keep(catalogue, row, 3),
            .bytes = (uint64_t)sqlite3_column_int64(row, 4),
            .frames = sqlite3_column_int64(row, 5),
            .words_per_minute = (uint32_t)sqlite3_column_int64(row, 6),
        };

        g_array_append_val(catalogue->files, file);
    }
    sqlite3_finalize(row);
}

const struct catalogue_article *catalogue_find(struct catalogue *catalogue, const char *key)
{
    sqlite3_stmt *row = prepare(catalogue,
                                "SELECT key, id, guid, title, source, input, content, package, "
                                "sentences, state, published, modified, version FROM article "
                                "WHERE key = ?",
                                "t", key);
    gboolean there = row && sqlite3_step(row) == SQLITE_ROW;

    g_ptr_array_set_size(catalogue->strings, 0);
    g_array_set_size(catalogue->files, 0);
    if (there)
        catalogue->found = (struct catalogue_article){
            .key = keep(catalogue, row, 0),
            .id = keep(catalogue, row, 1),
            .guid = keep(catalogue, row, 2),
            .title = keep(catalogue, row, 3),
            .source = keep(catalogue, row, 4),
            .input = keep(catalogue, row, 5),
            .content = keep(catalogue, row, 6),
            .package = keep(catalogue, row, 7),
            .sentences = keep(catalogue, row, 8),
            .state = (enum article_state)CLAMP(sqlite3_column_int(row, 9), 0, STATE_WITHDRAWN),
            .published = sqlite3_column_int64(row, 10),
            .modified = sqlite3_column_int64(row, 11),
            .version = (uint32_t)sqlite3_column_int64(row, 12),
        };
    sqlite3_finalize(row);
    if (!there)
        return NULL;
    find_files(catalogue, key);
    catalogue->found.files = (const struct catalogue_file *)(void *)catalogue->files->data;
    catalogue->found.file_count = catalogue->files->len;
    return &catalogue->found;
}

static gboolean put_article(struct catalogue *catalogue, const struct catalogue_article *article,
                            GError **error)
{
    return run(catalogue,
               prepare(catalogue,
                       "INSERT INTO article(key, id, guid, title, source, input, content, package,"
                       " sentences, state, published, modified, version)"
                       " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"
                       " ON CONFLICT(key) DO UPDATE SET title = excluded.title,"
                       " source = excluded.source, input = excluded.input,"
                       " content = excluded.content, package = excluded.package,"
                       " sentences = excluded.sentences, state = excluded.state,"
                       " modified = excluded.modified, version = excluded.version",
                       "tttttttttiiii", article->key, article->id, article->guid, article->title,
                       article->source, article->input, article->content, article->package,
                       article->sentences, (int64_t)article->state, article->published,
                       article->modified, (int64_t)article->version),
               error) &&
           run(catalogue,
               prepare(catalogue,
                       "INSERT OR REPLACE INTO version(key, version, content, sentences, modified)"
                       " VALUES(?,?,?,?,?)",
                       "titti", article->key, (int64_t)article->version, article->content,
                       article->sentences, article->modified),
               error) &&
           run(catalogue, prepare(catalogue, "DELETE FROM file WHERE key = ?", "t", article->key),
               error);
}

static gboolean put_files(struct catalogue *catalogue, const struct catalogue_article *article,
                          GError **error)
{
    for (guint i = 0; i < article->file_count; i++) {
        const struct catalogue_file *file = &article->files[i];

        if (!run(catalogue,
                 prepare(catalogue, "INSERT INTO file VALUES(?,?,?,?,?,?,?,?)", "ttitttii",
                         article->key, file->kind, (int64_t)file->words_per_minute, file->name,
                         file->type, file->hash, (int64_t)file->bytes, file->frames),
                 error))
            return FALSE;
    }
    return TRUE;
}

gboolean catalogue_put(struct catalogue *catalogue, const struct catalogue_article *article,
                       GError **error)
{
    if (!command(catalogue, "BEGIN IMMEDIATE", error))
        return FALSE;
    if (put_article(catalogue, article, error) && put_files(catalogue, article, error) &&
        command(catalogue, "COMMIT", error))
        return TRUE;
    sqlite3_exec(catalogue->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

gboolean catalogue_set_state(struct catalogue *catalogue, const char *key, enum article_state state,
                             GError **error)
{
    return run(
        catalogue,
        prepare(catalogue, "UPDATE article SET state = ? WHERE key = ?", "it", (int64_t)state, key),
        error);
}

/* The first column of all rows; NULL when they could not all be read. */
static GPtrArray *take_column(sqlite3_stmt *row, GPtrArray *strings)
{
    int result = SQLITE_ERROR;

    while (row && (result = sqlite3_step(row)) == SQLITE_ROW)
        g_ptr_array_add(strings, text_of(row, 0));
    sqlite3_finalize(row);
    if (result == SQLITE_DONE)
        return strings;
    g_ptr_array_unref(strings);
    return NULL;
}

GPtrArray *catalogue_names(struct catalogue *catalogue)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *row =
        prepare(catalogue, "SELECT name FROM file UNION SELECT package FROM article", "");

    return take_column(row, names);
}

GPtrArray *catalogue_withdrawn(struct catalogue *catalogue)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *row =
        prepare(catalogue, "SELECT id FROM article WHERE state = ?", "i", (int64_t)STATE_WITHDRAWN);

    return take_column(row, ids);
}

/* ---- Sources and outputs ---- */

gboolean catalogue_source(struct catalogue *catalogue, const char *source, char **input,
                          char **keys)
{
    sqlite3_stmt *row =
        prepare(catalogue, "SELECT input, keys FROM source WHERE name = ?", "t", source);
    gboolean there = row && sqlite3_step(row) == SQLITE_ROW;

    if (there) {
        *input = text_of(row, 0);
        *keys = text_of(row, 1);
    }
    sqlite3_finalize(row);
    return there;
}

GPtrArray *catalogue_sources(struct catalogue *catalogue, const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *begin = g_strconcat(folder, "/", NULL);
    sqlite3_stmt *row = prepare(catalogue,
                                "SELECT name FROM source WHERE substr(name, 1, length(?1)) = ?1 "
                                "ORDER BY name",
                                "t", begin);

    return take_column(row, names);
}

gboolean catalogue_set_source(struct catalogue *catalogue, const char *source, const char *input,
                              const char *keys, GError **error)
{
    return run(catalogue,
               prepare(catalogue, "INSERT OR REPLACE INTO source VALUES(?,?,?)", "ttt", source,
                       input, keys),
               error);
}

char *catalogue_output(struct catalogue *catalogue, const char *output)
{
    return one_text(prepare(catalogue, "SELECT key FROM output WHERE name = ?", "t", output));
}

gboolean catalogue_set_output(struct catalogue *catalogue, const char *output, const char *key,
                              GError **error)
{
    return run(catalogue,
               prepare(catalogue, "INSERT OR REPLACE INTO output VALUES(?,?)", "tt", output, key),
               error);
}
