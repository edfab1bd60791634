/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes every fallible call of a command fail, one after the other, and looks what comes of it.
 *   sweep faults|kills|times MOST FAULT.so TABLE INPUT [NAME…]
 *
 * TABLE has a command a line: NAME, TAB, what is run before it ("-" for nothing), TAB, the
 * words behind `crier`. INPUT is a folder with what they read; each run has a copy of its own.
 * MOST is how many calls of a class are tried at most, evenly chosen; 0 for all call sites.
 * CRIER names the program, SWEEP_JOBS how many runs there are at the same time; with SWEEP_KEEP
 * set it stops at the first finding and leaves its folder.
 *
 * Of a run that says that it succeeded, files and standard output must be those of a run
 * without a fault. Of one that says that it failed, no file may differ from both what was there
 * before and what an unbroken run makes; of one that was done in part (exit code 1) the next
 * run must make all as if nothing had been. Findings:
 *   CRASH    it was ended by a signal         SILENT   exit 0, and other bytes
 *   PARTIAL  an incomplete file               MUTE     it failed without a word
 *   CODE     an exit code that is not documented   HANG   it did not end
 *   LEFT     it failed in order, and left a hidden file   LOST   the next run does not mend it
 */
#include "cases.h"
#include "state.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 120000

struct subject {
    const char *name, *prepare, *command;
    struct state before, whole; /* without faults */
    int code;
    int64_t milliseconds; /* that it takes */
};

struct sweep {
    const char *crier, *fault, *input, *scratch;
    guint most;
    int jobs;
    struct subject *subject;
    GAsyncQueue *places; /* of new strings: folders that nobody is at work in */
    GMutex lock;
    guint runs, findings;
};

struct outcome {
    int status; /* of waitpid() */
    gboolean hung, mute;
    gboolean left_out; /* it says that an article is missing, so all may look otherwise */
    struct state state;
};

/* ---- Running ---- */

static void must(gboolean ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "sweep: %s\n", what);
    exit(2);
}

static void run_tool(const char *tool, const char *a, const char *b, const char *c)
{
    const char *const words[] = { tool, a, b, c, NULL };
    int status = 0;

    must(g_spawn_sync(NULL, (char **)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                      &status, NULL) &&
             status == 0,
         tool);
}

static char **environment_of(const struct sweep *sweep, const char *folder, const struct test *test)
{
    g_autofree char *cache = g_build_filename(folder, ".cache", NULL);
    char **variables = g_get_environ();

    variables = g_environ_setenv(variables, "XDG_CACHE_HOME", cache, TRUE);
    variables = g_environ_setenv(variables, "XDG_STATE_HOME", cache, TRUE);
    variables = g_environ_setenv(variables, "HOME", folder, TRUE);
    variables = g_environ_setenv(variables, "CRIER", sweep->crier, TRUE);
    variables = g_environ_setenv(variables, "SOURCE_DATE_EPOCH", "1795435200", TRUE);
    if (!test || test->after_ms >= 0)
        return variables;
    variables = g_environ_setenv(variables, "LD_PRELOAD", sweep->fault, TRUE);
    if (test->list)
        return g_environ_setenv(variables, "CRIER_FAULT_LIST", test->list, TRUE);
    return g_environ_setenv(variables, "CRIER_FAULT", test->wish, TRUE);
}

/* Wait, and kill it after so many milliseconds. TRUE: it had to be killed. */
static gboolean wait_for(pid_t pid, int64_t milliseconds, int *status)
{
    struct pollfd polled = { .fd = pidfd_open(pid, 0), .events = POLLIN };
    gboolean late = poll(&polled, 1, (int)milliseconds) == 0;

    if (late)
        kill(pid, SIGKILL);
    close(polled.fd);
    while (waitpid(pid, status, 0) < 0 && errno == EINTR)
        ;
    return late;
}

/* One run in this folder. The shell only opens the two files, then becomes the program. */
static void run(const struct sweep *sweep, const char *folder, const char *command,
                const struct test *test, struct outcome *outcome)
{
    g_autofree char *script =
        g_strdup_printf("exec >stdout 2>.stderr </dev/null; exec \"$CRIER\" %s", command);
    const char *const words[] = { "sh", "-c", script, NULL };
    g_auto(GStrv) variables = environment_of(sweep, folder, test);
    g_autofree char *said = g_build_filename(folder, ".stderr", NULL);
    const gboolean timed = test && test->after_ms >= 0;
    g_autofree char *words_said = NULL;
    pid_t pid;

    *outcome = (struct outcome){ 0 };
    must(g_spawn_async(folder, (char **)words, variables,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL),
         "no shell");
    outcome->hung = wait_for(pid, timed ? test->after_ms : PATIENCE_MS, &outcome->status) && !timed;
    outcome->mute = !g_file_get_contents(said, &words_said, NULL, NULL) || !*words_said;
    outcome->left_out = words_said && (strstr(words_said, "left out: ") ||
                                       strstr(words_said, "what it held before is kept"));
    unlink(said);
    state_read(&outcome->state, folder);
}

/* What is done in a place is done in its folder "run", a copy of its folder "template": paths are
 * those of what was run before. */
static char *fresh_copy(const char *place)
{
    g_autofree char *template = g_build_filename(place, "template", NULL);
    char *folder = g_build_filename(place, "run", NULL);

    run_tool("rm", "-rf", "--", folder);
    run_tool("cp", "-a", template, folder);
    return folder;
}

/* ---- Judging ---- */

static gboolean is_documented(int code)
{
    static const int codes[] = { 0, 1, 2, 3, 4, 5, 70, 71, 130 };

    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        if (codes[i] == code)
            return TRUE;
    return FALSE;
}

/* Standard output of a run that did not end well may be of any length. */
static void forgive_output(const struct subject *subject, const struct outcome *outcome)
{
    const char *hash = g_hash_table_lookup(subject->whole.files, "stdout");

    g_hash_table_replace(outcome->state.files, g_strdup("stdout"), g_strdup(hash));
}

/* Of a run that told an exit code. "": nothing is wrong. */
static const char *judge_code(const struct subject *subject, const struct outcome *outcome,
                              const char **name)
{
    const int code = WEXITSTATUS(outcome->status);
    const gboolean well = code == subject->code;
    const gboolean partly = code == 1 && !well;

    if (!is_documented(code))
        return "CODE";
    if (!well && outcome->mute)
        return "MUTE";
    if (partly || outcome->left_out)
        return "";
    if (!well)
        forgive_output(subject, outcome);
    *name = state_stranger(&outcome->state, &subject->whole, well ? NULL : &subject->before);
    if (*name)
        return well ? "SILENT" : "PARTIAL";
    *name = code == 71 ? NULL : state_leftover(&outcome->state, &subject->whole, &subject->before);
    return *name ? "LEFT" : "";
}

/* Of a run that was killed on purpose. */
static const char *judge_files(const struct subject *subject, const struct outcome *outcome,
                               const char **name)
{
    forgive_output(subject, outcome);
    *name = state_stranger(&outcome->state, &subject->whole, &subject->before);
    return *name ? "PARTIAL" : "";
}

static const char *judge(const struct subject *subject, const struct test *test,
                         const struct outcome *outcome, const char **name)
{
    if (outcome->hung)
        return "HANG";
    if (WIFSIGNALED(outcome->status) && !(test->kills && WTERMSIG(outcome->status) == SIGKILL))
        return "CRASH";
    if (WIFSIGNALED(outcome->status))
        return judge_files(subject, outcome, name);
    return judge_code(subject, outcome, name);
}

static void report(struct sweep *sweep, const struct test *test, const char *finding,
                   const char *name, int status)
{
    g_mutex_lock(&sweep->lock);
    sweep->findings++;
    printf("%s %s %s: status %x%s%s\n", finding, sweep->subject->name, test->wish, (unsigned)status,
           name ? ", " : "", name ? name : "");
    fflush(stdout);
    if (g_getenv("SWEEP_KEEP")) {
        printf("see %s\n", sweep->scratch);
        exit(1);
    }
    g_mutex_unlock(&sweep->lock);
}

/* The same command again, without a fault: all must be as if nothing had been. Only where an
 * edition was published without an article, and said so, it has another number now. */
static void run_again(struct sweep *sweep, const struct test *test, const char *folder,
                      gboolean was_told)
{
    struct outcome outcome;
    const char *name;

    run(sweep, folder, sweep->subject->command, NULL, &outcome);
    name = was_told ? state_misses(&outcome.state, &sweep->subject->whole)
                    : state_lacks(&outcome.state, &sweep->subject->whole);
    if (!name)
        name = state_leftover(&outcome.state, &sweep->subject->whole, NULL);
    if (name || !WIFEXITED(outcome.status) || WEXITSTATUS(outcome.status) != sweep->subject->code)
        report(sweep, test, "LOST", name, outcome.status);
    state_clear(&outcome.state);
}

static void try_one(gpointer data, gpointer user_data)
{
    struct sweep *sweep = user_data;
    struct test *test = data;
    g_autofree char *place = g_async_queue_pop(sweep->places);
    g_autofree char *folder = fresh_copy(place);
    const char *name = NULL, *finding;
    struct outcome outcome;

    run(sweep, folder, sweep->subject->command, test, &outcome);
    finding = judge(sweep->subject, test, &outcome, &name);
    if (*finding)
        report(sweep, test, finding, name, outcome.status);
    if (!*finding && (test->kills || test->again || WEXITSTATUS(outcome.status) == 1))
        run_again(sweep, test, folder, outcome.left_out);
    state_clear(&outcome.state);
    g_async_queue_push(sweep->places, g_steal_pointer(&place));
    g_mutex_lock(&sweep->lock);
    sweep->runs++;
    g_mutex_unlock(&sweep->lock);
}

/* ---- One command ---- */

/* Prepared where it will be run, then put aside. */
static void prepare(struct sweep *sweep, struct subject *subject, const char *place)
{
    g_autofree char *template = g_build_filename(place, "template", NULL);
    g_autofree char *folder = g_build_filename(place, "run", NULL);
    struct outcome outcome;

    run_tool("rm", "-rf", "--", place);
    run_tool("mkdir", "-p", "--", place);
    run_tool("cp", "-a", sweep->input, folder);
    if (strcmp(subject->prepare, "-") != 0) {
        run(sweep, folder, subject->prepare, NULL, &outcome);
        must(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) < 2, subject->prepare);
        state_clear(&outcome.state);
    }
    run_tool("mv", "--", folder, template);
}

static void rehearse(struct sweep *sweep, struct subject *subject, const char *place)
{
    g_autofree char *folder = fresh_copy(place);
    struct outcome outcome;
    gint64 start;

    state_read(&subject->before, folder);
    start = g_get_monotonic_time();
    run(sweep, folder, subject->command, NULL, &outcome);
    subject->milliseconds = (g_get_monotonic_time() - start) / 1000 + 1;
    must(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) < 2, subject->command);
    subject->code = WEXITSTATUS(outcome.status);
    subject->whole = outcome.state;
}

static char *list_calls(struct sweep *sweep, const char *place)
{
    g_autofree char *folder = fresh_copy(place);
    g_autofree char *path = g_build_filename(sweep->scratch, "list", NULL);
    struct test test = { .list = path, .after_ms = -1 };
    struct outcome outcome;
    char *text = NULL;

    run(sweep, folder, sweep->subject->command, &test, &outcome);
    must(g_file_get_contents(path, &text, NULL, NULL), "the calls were not counted");
    state_clear(&outcome.state);
    return text;
}

static void sweep_subject(struct sweep *sweep, struct subject *subject, const char *how)
{
    g_autoptr(GPtrArray) tests = NULL;
    g_autofree char *calls = NULL;
    const guint had = sweep->findings;
    GThreadPool *pool;

    sweep->subject = subject;
    sweep->runs = 0;
    sweep->places = g_async_queue_new_full(g_free);
    for (int i = 0; i < sweep->jobs; i++) {
        char *place = g_strdup_printf("%s/%d", sweep->scratch, i);

        prepare(sweep, subject, place);
        if (i == 0) {
            rehearse(sweep, subject, place);
            calls = list_calls(sweep, place);
        }
        g_async_queue_push(sweep->places, place);
    }
    tests = cases_choose(how, calls, sweep->most, subject->milliseconds);
    pool = g_thread_pool_new(try_one, sweep, sweep->jobs, TRUE, NULL);
    for (guint i = 0; i < tests->len; i++)
        g_thread_pool_push(pool, tests->pdata[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    printf("%s %s: %u runs, %u findings\n", how, subject->name, sweep->runs, sweep->findings - had);
    fflush(stdout);
    g_async_queue_unref(sweep->places);
    state_clear(&subject->before);
    state_clear(&subject->whole);
}

static gboolean is_wanted(const char *name, char **names)
{
    return !names[0] || g_strv_contains((const char *const *)names, name);
}

/* SWEEP_JOBS, or all processors. */
static int jobs_wanted(void)
{
    const char *jobs = g_getenv("SWEEP_JOBS");

    return jobs ? CLAMP((int)strtol(jobs, NULL, 10), 1, 64) : (int)g_get_num_processors();
}

int main(int argc, char **argv)
{
    g_autofree char *scratch = g_dir_make_tmp("crier-sweep-XXXXXX", NULL);
    g_autofree char *table = NULL;
    g_auto(GStrv) lines = NULL;
    struct sweep sweep = { .crier = g_getenv("CRIER"), .scratch = scratch };
    guint runs = 0;

    must(argc >= 6 && sweep.crier && scratch, "see the head of sweep.c for its arguments");
    sweep.most = (guint)strtoul(argv[2], NULL, 10);
    sweep.jobs = jobs_wanted();
    sweep.fault = argv[3];
    sweep.input = argv[5];
    must(g_file_get_contents(argv[4], &table, NULL, NULL), argv[4]);
    lines = g_strsplit(table, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) fields = g_strsplit(*line, "\t", 3);
        struct subject subject = { 0 };

        if (**line == '#' || g_strv_length(fields) < 3 || !is_wanted(fields[0], argv + 6))
            continue;
        subject.name = fields[0];
        subject.prepare = fields[1];
        subject.command = fields[2];
        sweep_subject(&sweep, &subject, argv[1]);
        runs += sweep.runs;
    }
    run_tool("rm", "-rf", "--", scratch);
    printf("%s: %u runs, %u findings\n", argv[1], runs, sweep.findings);
    return runs == 0 || sweep.findings > 0;
}
