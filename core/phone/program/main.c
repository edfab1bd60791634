/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crier-line: the phone line that answers SIP calls by itself. A program of its own: it alone
 * needs the libraries of telephony, and it holds nothing but an edition's folder "phone".
 *
 *   crier-line [OPTION…] FOLDER
 */
#include "core/base/error.h"
#include "core/base/sanitized.h"
#include "core/confine/confine.h"
#include "core/phone/agi.h"
#include "core/phone/law.h"
#include "core/phone/log.h"
#include "core/phone/metrics.h"
#include "core/phone/sip/line.h"
#include "core/phone/store.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CALLS = 100, MINUTES = 60 };

static char *listen_at, *ports, *allow, *keymap_name, *account, *password_file;
static char *places_file, *audio_folder;
static char *metrics_at;
static gboolean no_places, by_agi;
static int most_calls = CALLS, longest = MINUTES;

static const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_at,
      "Where to answer, by UDP and TCP (127.0.0.1:5060); port 0: a free one", "ADDRESS:PORT" },
    { "rtp-ports", 0, 0, G_OPTION_ARG_STRING, &ports, "Ports for sound (16384-18383)",
      "FIRST-LAST" },
    { "allow", 0, 0, G_OPTION_ARG_STRING, &allow,
      "Who may call: addresses and networks (127.0.0.0/8,::1)", "NETWORK,…" },
    { "most-calls", 0, 0, G_OPTION_ARG_INT, &most_calls, "Calls at once (100)", "NUMBER" },
    { "longest", 0, 0, G_OPTION_ARG_INT, &longest, "Longest call (60)", "MINUTES" },
    { "keymap", 0, 0, G_OPTION_ARG_STRING, &keymap_name, "Which key does what (standard)",
      "NAME|FILE" },
    { "agi", 0, 0, G_OPTION_ARG_NONE, &by_agi,
      "Answer FastAGI instead, for Asterisk (at 127.0.0.1:4573)", NULL },
    { "audio-folder", 0, 0, G_OPTION_ARG_FILENAME, &audio_folder,
      "With --agi: FOLDER as the telephone system sees it", "DIR" },
    { "places", 0, 0, G_OPTION_ARG_FILENAME, &places_file,
      "Where callers stopped is kept here (callers.sqlite, in the user's state)", "FILE" },
    { "no-places", 0, 0, G_OPTION_ARG_NONE, &no_places, "Keep nothing of callers", NULL },
    { "metrics", 0, 0, G_OPTION_ARG_STRING, &metrics_at,
      "Answer there, to this machine alone, what is counted", "ADDRESS:PORT" },
    { "register", 0, 0, G_OPTION_ARG_STRING, &account, "Take calls of this account",
      "sip:NAME@REGISTRAR" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
      "Its password: the first line of FILE", "FILE" },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* A clip that is cut short while it is mapped is heard as silence from there on; all calls would
 * end otherwise. Nothing else of ours is mapped from files that may change. */
static void on_bus_error(int number, siginfo_t *info, void *context)
{
    gsize size = (gsize)sysconf(_SC_PAGESIZE);
    char *page = (char *)((gsize)info->si_addr & ~(size - 1));

    (void)number;
    (void)context;
    if (info->si_code != BUS_ADRERR ||
        mmap(page, size, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
            MAP_FAILED)
        abort();
    memset(page, LAW_SILENCE_U, size);
}

static int fail(GError *error)
{
    int code = error->domain == CRIER_ERROR ? error->code : ERROR_USAGE;

    log_say("crier: %s", error->message);
    g_error_free(error);
    return code;
}

static gboolean parse_ports(const char *text, struct line_options *options, GError **error)
{
    const char *dash = strchr(text, '-');
    g_autofree char *first = dash ? g_strndup(text, (gsize)(dash - text)) : NULL;
    guint64 from, to;

    if (!dash || !g_ascii_string_to_unsigned(first, 10, 1024, 65533, &from, NULL) ||
        !g_ascii_string_to_unsigned(dash + 1, 10, from + 2, 65535, &to, NULL)) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--rtp-ports: write the first and the last as 16384-18383");
        return FALSE;
    }
    options->first_port = (guint16)from;
    options->last_port = (guint16)to;
    return TRUE;
}

static gboolean parse_numbers(struct line_options *options, GError **error)
{
    if (most_calls < 1 || most_calls > 20000 || longest < 1 || longest > 24 * 60) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--most-calls takes 1 to 20000, --longest 1 to 1440 minutes");
        return FALSE;
    }
    options->most_calls = (guint)most_calls;
    options->longest = (guint)longest;
    return parse_ports(ports ? ports : "16384-18383", options, error);
}

static gboolean read_password(char **password, GError **error)
{
    g_autofree char *text = NULL;

    if (!account)
        return TRUE;
    if (!password_file) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--register wants --password-file as well");
        return FALSE;
    }
    if (!g_file_get_contents(password_file, &text, NULL, error))
        return FALSE;
    text[strcspn(text, "\r\n")] = '\0';
    *password = g_steal_pointer(&text);
    return TRUE;
}

static void say_line(const char *line)
{
    log_say("%s", line);
}

static void say_of_agi(void *data, const char *line)
{
    (void)data;
    say_line(line);
}

static void say_port(void *data, guint16 port)
{
    (void)data;
    log_say("answering FastAGI at port %u; stop with Ctrl-C", port);
}

static gboolean run_agi(const struct line_options *options, GError **error)
{
    const struct agi_options agi = { .folder = options->folder,
                                     .audio_folder = audio_folder,
                                     .listen = listen_at,
                                     .peers = options->peers,
                                     .service = options->service,
                                     .most_calls = options->most_calls,
                                     .longest = options->longest,
                                     .stop = -1,
                                     .say = say_of_agi,
                                     .listening = say_port };

    return agi_run(&agi, error);
}

/* NULL: nothing is kept of callers. A new string. */
static char *places_path(void)
{
    if (no_places)
        return NULL;
    return places_file ? g_strdup(places_file)
                       : g_build_filename(g_get_user_state_dir(), "crier", "callers.sqlite", NULL);
}

static gboolean open_places(struct phone_service *service, const char *path, struct store **store,
                            GError **error)
{
    if (!path)
        return TRUE;
    *store =
        store_open(path, g_get_real_time() / G_USEC_PER_SEC, say_line, service->counters, error);
    if (*store)
        service->places = store_places(*store);
    return *store != NULL;
}

static gboolean open_metrics(const struct phone_service *service, struct metrics **metrics,
                             GError **error)
{
    if (!metrics_at)
        return TRUE;
    *metrics = metrics_start(service->counters, metrics_at, error);
    if (*metrics)
        log_say("counting at http://%s/metrics", metrics_where(*metrics));
    return *metrics != NULL;
}

/* ---- What it may reach ---- */

/* The folder that this one stands in, as it may be exchanged for another of its name. */
static void add_above(GPtrArray *read, const char *path)
{
    char *real = realpath(path, NULL);

    if (real)
        g_ptr_array_add(read, g_path_get_dirname(real));
    free(real);
}

/* A link on the way may be turned to a newer folder beside the one that it leads to now. */
static void add_links(GPtrArray *read, const char *path)
{
    g_autofree char *prefix = g_canonicalize_filename(path, NULL);

    for (; *prefix; *strrchr(prefix, '/') = '\0')
        if (g_file_test(prefix, G_FILE_TEST_IS_SYMLINK))
            add_above(read, prefix);
}

/*
 * Strangers talk to this process. It reads the edition and what its libraries want, it writes
 * where places are kept, it starts nothing. Where the kernel has no Landlock it runs without.
 */
static void confine(const char *folder, const char *places)
{
    static const char *const needed[] = { "/etc", "/usr", "/lib", "/lib64", "/run", "/dev" };
    g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *kept = places ? g_path_get_dirname(places) : NULL;
    const char *const written[] = { kept, NULL };

    for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
        g_ptr_array_add(read, g_strdup(needed[i]));
    if (SANITIZED)
        g_ptr_array_add(read, g_strdup("/proc/self")); /* looking for leaks at the end */
    add_above(read, folder);
    add_links(read, folder);
    g_ptr_array_add(read, NULL);
    (void)confine_files_and((const char *const *)read->pdata, written);
}

/* With all that calls share. */
static gboolean answer(struct line_options *options, struct phone_service *service, GError **error)
{
    g_autofree char *places = places_path();
    struct store *store = NULL;
    struct metrics *metrics = NULL;
    gboolean good = FALSE;

    if (places)
        store_make_folder(places);
    confine(options->folder, places); /* before there is any thread */
    service->counters = counters_new();
    if (open_places(service, places, &store, error) && open_metrics(service, &metrics, error))
        good = by_agi ? run_agi(options, error) : line_run(options, error);
    metrics_stop(metrics);
    store_close(store);
    counters_free(service->counters);
    return good;
}

static gboolean run(struct line_options *options, struct phone_service *service, GError **error)
{
    g_autofree char *password = NULL;
    struct keymap *keymap = NULL;
    gboolean good = FALSE;

    options->listen = listen_at ? listen_at : "127.0.0.1:5060";
    options->account = account;
    options->peers = peers_parse(allow ? allow : "127.0.0.0/8,::1", error);
    if (options->peers && parse_numbers(options, error) && read_password(&password, error))
        keymap = keymap_load(keymap_name ? keymap_name : "standard", error);
    if (keymap) {
        options->password = password;
        service->keymap = keymap;
        good = answer(options, service, error);
        keymap_free(keymap);
    }
    peers_free(options->peers);
    return good;
}

int main(int argc, char **argv)
{
    g_autoptr(GOptionContext) context = g_option_context_new("FOLDER");
    struct sigaction on_bus = { .sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO };
    struct phone_service service = { 0 };
    struct line_options options = { .service = &service };
    GError *error = NULL;

    log_hush_libraries();
    sigaction(SIGBUS, &on_bus, NULL);
    signal(SIGPIPE, SIG_IGN);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(context, "Answers SIP calls with an edition's folder \"phone\".");
    if (!g_option_context_parse(context, &argc, &argv, &error))
        return fail(error);
    if (argc != 2)
        return fail(
            g_error_new(CRIER_ERROR, ERROR_USAGE, "name one folder; crier-line --help shows how"));
    options.folder = argv[1];
    return run(&options, &service, &error) ? 0 : fail(error);
}
