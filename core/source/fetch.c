/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/fetch.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/start.h"
#include "core/source/answer.h"
#include "core/source/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static gboolean refuse(GError **error, const char *why)
{
    g_set_error_literal(error, CRIER_ERROR, ERROR_INPUT, why);
    return FALSE;
}

/* ---- The cache ---- */

static char *cache_path(const char *url, const struct fetch_options *options)
{
    g_autofree char *sum = NULL;

    if (!options->cache_folder)
        return NULL;
    sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, url, -1);
    return g_strdup_printf("%s/pages/%s.page", options->cache_folder, sum);
}

/* What was kept of a page; nothing when it was not, or is broken. */
static struct answer read_cached(const char *path)
{
    struct answer cached = { 0 };
    g_autofree char *text = NULL;
    gsize size = 0;

    if (!path || !g_file_get_contents(path, &text, &size, NULL))
        return cached;
    cached.all = g_string_new_len(text, (gssize)size);
    if (!answer_find_body(&cached))
        answer_clear(&cached);
    return cached;
}

/* A page that cannot be kept is fetched again next time: no reason to complain. */
static void keep(const char *path, const struct answer *answer)
{
    g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;

    if (folder && g_mkdir_with_parents(folder, 0700) == 0)
        (void)output_file_put(path, answer->all->str, answer->all->len, NULL);
}

/* ---- The program ---- */

static char **words_for(const char *url, const struct fetch_options *options,
                        const struct answer *cached)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autofree char *etag = cached->all ? answer_value(cached, "etag") : NULL;
    g_autofree char *modified = cached->all ? answer_value(cached, "modified") : NULL;

    g_strv_builder_add(builder, options->program);
    if (etag)
        g_strv_builder_add_many(builder, "--etag", etag, NULL);
    if (modified)
        g_strv_builder_add_many(builder, "--modified", modified, NULL);
    if (options->allow_private)
        g_strv_builder_add(builder, "--allow-private");
    g_strv_builder_add_many(builder, "--", url, NULL);
    return g_strv_builder_end(builder);
}

/* What it says comes through a pipe; its standard error has nothing that we do not say. */
static gboolean spawn(const char *program, char *const *words, pid_t *child, int *out,
                      GError **error)
{
    int ends[2], nothing = open("/dev/null", O_WRONLY | O_CLOEXEC), failed = errno;

    if (nothing >= 0 && pipe2(ends, O_CLOEXEC) == 0) {
        const struct start_gift gifts[] = { { ends[1], STDOUT_FILENO },
                                            { nothing, STDERR_FILENO } };

        failed = start_program(child, program, (const char *const *)words, gifts, 2);
        close(ends[1]);
        *out = ends[0];
        if (failed)
            close(ends[0]);
    } else if (nothing >= 0) {
        failed = errno;
    }
    if (nothing >= 0)
        close(nothing);
    if (failed)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "crier-fetch cannot be started: %s",
                    g_strerror(failed));
    return failed == 0;
}

/* FALSE when a signal came, or more than there may be. */
static gboolean read_answer(int fd, struct answer *answer, GError **error)
{
    char block[64 << 10];

    for (;;) {
        ssize_t n = read(fd, block, sizeof(block));

        if (n < 0) {
            g_set_error(error, CRIER_ERROR, errno == EINTR ? ERROR_STOPPED : ERROR_INPUT, "%s",
                        errno == EINTR ? "stopped" : g_strerror(errno));
            return FALSE;
        }
        if (n == 0)
            return TRUE;
        g_string_append_len(answer->all, block, n);
        if (answer->all->len > LIMIT_SOURCE + ANSWER_HEAD_MOST)
            return TRUE; /* judged by its size later */
    }
}

static gboolean judge(struct answer *answer, int status, GError **error)
{
    g_autofree char *why = NULL;

    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return refuse(error, "it took too long");
    if (!answer_find_body(answer))
        return refuse(error, "crier-fetch ended without an answer");
    why = answer_value(answer, "error");
    if (why) {
        g_autofree char *shown = error_printable(why, -1);

        return refuse(error, shown);
    }
    if (answer->all->len - answer->body > LIMIT_SOURCE) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "it is larger than %u megabytes",
                    LIMIT_SOURCE >> 20);
        return FALSE;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return refuse(error, "the connection broke off");
    return TRUE;
}

static gboolean run(const char *url, const struct fetch_options *options,
                    const struct answer *cached, struct answer *answer, GError **error)
{
    g_auto(GStrv) words = words_for(url, options, cached);
    gboolean ok;
    pid_t child = 0;
    int out = -1, status = 0;

    if (!spawn(options->program, words, &child, &out, error))
        return FALSE;
    ok = read_answer(out, answer, error);
    close(out);
    if (!ok)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return ok && judge(answer, status, error);
}

/* ---- A page ---- */

static void take_page(struct page *page, const struct answer *answer, gboolean unchanged)
{
    page->size = answer->all->len - answer->body;
    page->bytes = g_memdup2(answer->all->str + answer->body, page->size + 1);
    page->url = answer_value(answer, "url");
    page->type = answer_value(answer, "type");
    page->charset = answer_value(answer, "charset");
    page->unchanged = unchanged;
}

gboolean fetch_page(const char *url, const struct fetch_options *options, struct page *page,
                    GError **error)
{
    g_autofree char *path = cache_path(url, options);
    struct answer answer = { .all = g_string_new(NULL) };
    struct answer cached = read_cached(path);
    gboolean ok;

    *page = (struct page){ 0 };
    ok = run(url, options, &cached, &answer, error);
    if (ok) {
        g_autofree char *status = answer_value(&answer, "status");
        gboolean unchanged = cached.all && g_strcmp0(status, "304") == 0;

        take_page(page, unchanged ? &cached : &answer, unchanged);
        if (!unchanged)
            keep(path, &answer);
    }
    answer_clear(&answer);
    answer_clear(&cached);
    return ok;
}

void page_clear(struct page *page)
{
    g_clear_pointer(&page->bytes, g_free);
    g_clear_pointer(&page->url, g_free);
    g_clear_pointer(&page->type, g_free);
    g_clear_pointer(&page->charset, g_free);
}
