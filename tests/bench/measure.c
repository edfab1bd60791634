/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measure commands: time them in turn, or follow their memory.
 *
 *   measure time RUNS -- COMMAND… [-- COMMAND…]
 *       One warm-up of each, then RUNS rounds of A B A B …, so that a busy moment
 *       of the machine meets both. Prints a line for each command:
 *           WALL CPU        medians, in seconds; CPU of the whole process tree
 *   measure memory -- COMMAND…
 *       Prints the highest sum of the proportional set sizes (PSS) of the command
 *       and all its descendants, in KiB, looked at every two milliseconds. This
 *       slows the command down, hence a pass of its own. Ends with its exit code.
 *
 * Standard output of the commands is dropped. A command that is timed and fails ends
 * the measurement with exit code 1.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_COMMANDS = 4, MAX_RUNS = 101, MAX_PROCESSES = 8192, POLL_MS = 2 };

struct sample {
    double wall;
    double cpu;
};

struct process {
    pid_t pid;
    pid_t parent;
    int ours;
};

static void die(const char *what)
{
    fprintf(stderr, "measure: %s\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double seconds(struct timeval tv)
{
    return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

static pid_t start(char **command)
{
    pid_t pid = fork();

    if (pid < 0)
        die("fork failed");
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);

        if (null >= 0)
            dup2(null, STDOUT_FILENO);
        execvp(command[0], command);
        fprintf(stderr, "measure: cannot run %s\n", command[0]);
        _exit(127);
    }
    return pid;
}

static void check_end(int status, char **command)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    fprintf(stderr, "measure: %s failed with %s %d\n", command[0],
            WIFEXITED(status) ? "exit code" : "signal",
            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    exit(1);
}

/*
 * rusage of a waited child includes the descendants that were waited for;
 * orphans come to us, because we are their subreaper.
 */
static struct sample run_timed(char **command)
{
    struct sample sample = { .cpu = 0 };
    double begin = now();
    pid_t pid = start(command);
    struct rusage usage;
    int status;
    pid_t ended;

    while ((ended = wait4(-1, &status, 0, &usage)) > 0) {
        sample.cpu += seconds(usage.ru_utime) + seconds(usage.ru_stime);
        if (ended == pid) {
            sample.wall = now() - begin;
            check_end(status, command);
        }
    }
    return sample;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(const struct sample *samples, int count, int cpu)
{
    double values[MAX_RUNS];

    for (int i = 0; i < count; i++)
        values[i] = cpu ? samples[i].cpu : samples[i].wall;
    qsort(values, (size_t)count, sizeof(values[0]), by_value);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void measure_time(char **commands[], int count, int runs)
{
    static struct sample samples[MAX_COMMANDS][MAX_RUNS];

    for (int c = 0; c < count; c++)
        run_timed(commands[c]);
    for (int run = 0; run < runs; run++)
        for (int c = 0; c < count; c++)
            samples[c][run] = run_timed(commands[c]);
    for (int c = 0; c < count; c++)
        printf("%.4f %.4f\n", median(samples[c], runs, 0), median(samples[c], runs, 1));
}

/* ---- Memory ---- */

/* Read a small file of /proc; 0 bytes when the process has gone. */
static size_t read_proc(pid_t pid, const char *name, char *buffer, size_t size)
{
    char path[64];
    ssize_t got;
    int fd;

    snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    got = read(fd, buffer, size - 1);
    close(fd);
    buffer[got > 0 ? got : 0] = '\0';
    return got > 0 ? (size_t)got : 0;
}

static pid_t parent_of(pid_t pid)
{
    char stat[512], state;
    const char *end;
    int parent = 0;

    /* The name in brackets may hold anything, brackets too: take the last one. */
    if (!read_proc(pid, "stat", stat, sizeof(stat)))
        return 0;
    end = strrchr(stat, ')');
    if (!end || sscanf(end + 1, " %c %d", &state, &parent) != 2)
        return 0;
    return parent;
}

static size_t list_processes(struct process *list)
{
    DIR *proc = opendir("/proc");
    const struct dirent *entry;
    size_t count = 0;

    if (!proc)
        die("there is no /proc");
    while ((entry = readdir(proc)) && count < MAX_PROCESSES) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

        if (pid > 0)
            list[count++] = (struct process){ pid, parent_of(pid), 0 };
    }
    closedir(proc);
    return count;
}

/* Mark the descendants of this process: repeated until nothing is added, for
 * numbers of processes wrap around and a parent may stand after its child. */
static void mark_ours(struct process *list, size_t count)
{
    pid_t self = getpid();

    for (int added = 1; added;) {
        added = 0;
        for (size_t i = 0; i < count; i++) {
            int ours = list[i].parent == self;

            for (size_t j = 0; j < count && !ours; j++)
                ours = list[j].ours && list[j].pid == list[i].parent;
            if (ours && !list[i].ours)
                list[i].ours = added = 1;
        }
    }
}

static long pss_of(pid_t pid)
{
    char text[4096];
    const char *line;

    if (!read_proc(pid, "smaps_rollup", text, sizeof(text)))
        return 0;
    line = strstr(text, "\nPss:");
    return line ? strtol(line + 5, NULL, 10) : 0;
}

static long pss_of_tree(void)
{
    static struct process list[MAX_PROCESSES];
    size_t count = list_processes(list);
    long sum = 0;

    mark_ours(list, count);
    for (size_t i = 0; i < count; i++)
        if (list[i].ours)
            sum += pss_of(list[i].pid);
    return sum;
}

/* Returns the command's exit code. */
static int measure_memory(char **command)
{
    const struct timespec pause = { 0, POLL_MS * 1000000L };
    pid_t pid = start(command);
    long peak = 0;
    int status = 0, last = 0;
    pid_t ended;

    while ((ended = waitpid(-1, &status, WNOHANG)) >= 0) {
        long sum;

        if (ended == pid)
            last = status;
        if (ended > 0)
            continue;
        sum = pss_of_tree();
        peak = sum > peak ? sum : peak;
        nanosleep(&pause, NULL);
    }
    printf("%ld\n", peak);
    return WIFEXITED(last) ? WEXITSTATUS(last) : 1;
}

/* ---- Command line ---- */

/* Cut the arguments at "--" into commands; each is ended with NULL in place. */
static int split(char **argv, int from, int argc, char **commands[])
{
    int count = 0;

    for (int i = from; i < argc; i++) {
        if (strcmp(argv[i], "--") != 0)
            continue;
        argv[i] = NULL;
        if (count == MAX_COMMANDS || i + 1 == argc)
            die("wrong number of commands");
        commands[count++] = &argv[i + 1];
    }
    return count;
}

int main(int argc, char **argv)
{
    char **commands[MAX_COMMANDS];
    int count;

    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (argc > 4 && !strcmp(argv[1], "time")) {
        int runs = (int)strtol(argv[2], NULL, 10);

        count = split(argv, 3, argc, commands);
        if (count < 1 || runs < 1 || runs > MAX_RUNS)
            die("time RUNS -- COMMAND… [-- COMMAND…]");
        measure_time(commands, count, runs);
        return 0;
    }
    if (argc > 3 && !strcmp(argv[1], "memory") && split(argv, 2, argc, commands) == 1)
        return measure_memory(commands[0]);
    die("time RUNS -- COMMAND… [-- COMMAND…] | memory -- COMMAND…");
}
