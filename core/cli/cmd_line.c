/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/publishing.h"
#include "core/cli/terminal.h"
#include "core/cli/unit.h"
#include "core/phone/card.h"
#include "core/phone/dialplan.h"
#include "core/phone/export.h"
#include "core/phone/metrics.h"
#include "core/phone/render.h"
#include "core/phone/simulator.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct line_wishes {
    gboolean render, simulate, files, card, agi, no_places, status, unit, page, quiet;
    char *export, *dialplan, *audio_folder;
    char *keymap, *listen, *ports, *allow, *places, *account, *password_file;
    char *metrics, *language;
    int most_calls, longest;
    char **rest;
    struct publishing publishing;
};

static const char *keymap_of(const struct line_wishes *wishes)
{
    return wishes->keymap ? wishes->keymap : "standard";
}

/* ---- What callers will hear ---- */

/* The line's own folder: "phone" in the edition's. */
static char *folder_of(const struct line_wishes *wishes, const char *edition)
{
    g_autofree char *beside = g_path_get_dirname(edition);

    return wishes->publishing.out ? g_build_filename(wishes->publishing.out, "phone", NULL)
                                  : g_build_filename(beside, "published", "phone", NULL);
}

static int render(struct line_wishes *wishes, GError **error)
{
    struct keymap *keymap = keymap_load(keymap_of(wishes), error);
    struct render_job job = { keymap };
    g_autofree char *parent = NULL;
    char *folder;
    int code;

    if (!keymap)
        return -1;
    folder = folder_of(wishes, wishes->rest[0]);
    parent = g_path_get_dirname(folder);
    (void)g_mkdir_with_parents(parent, 0755); /* what fails is said of the folder itself */
    g_free(wishes->publishing.out);
    wishes->publishing.out = folder;
    wishes->publishing.change = render_change;
    wishes->publishing.finish = render_finish;
    wishes->publishing.finish_data = &job;
    code = publishing_run(&wishes->publishing, wishes->rest[0], error);
    keymap_free(keymap);
    return code;
}

/* ---- A call in the terminal ---- */

static gboolean say(void *data, const char *line)
{
    GError **error = data;

    return terminal_print(line, -1, error) && terminal_print("\n", 1, error) &&
           terminal_flush(error);
}

static int next(void *data)
{
    (void)data;
    return command_stopped ? EOF : getc(stdin);
}

/* Of an edition's folder, or of its folder "phone" itself. */
static struct board *load_board(const struct line_wishes *wishes, GError **error)
{
    g_autofree char *folder = g_build_filename(wishes->rest[0], "phone", NULL);

    return board_load(g_file_test(folder, G_FILE_TEST_IS_DIR) ? folder : wishes->rest[0], error);
}

static int simulate(const struct line_wishes *wishes, GError **error)
{
    struct keymap *keymap = keymap_load(keymap_of(wishes), error);
    struct board *board = keymap ? load_board(wishes, error) : NULL;
    const struct phone_service service = { .keymap = keymap };
    const struct simulator_options options = { .service = &service,
                                               .board = board,
                                               .files = wishes->files,
                                               .now = (int64_t)time(NULL),
                                               .say = say,
                                               .next = next,
                                               .data = error };

    if (board) {
        simulator_run(&options);
        board_unref(board);
    }
    keymap_free(keymap);
    return *error ? -1 : 0;
}

static int print_card(const struct line_wishes *wishes, GError **error)
{
    struct keymap *keymap = keymap_load(keymap_of(wishes), error);
    const char *language = wishes->language ? wishes->language : "en";
    g_autofree char *text = !keymap        ? NULL
                            : wishes->page ? card_page(keymap, language)
                                           : card_text(keymap, language);

    keymap_free(keymap);
    return text && terminal_print(text, -1, error) && terminal_flush(error) ? 0 : -1;
}

/* ---- For other telephone systems ---- */

static int export(const struct line_wishes *wishes, GError **error)
{
    struct board *board = load_board(wishes, error);
    gboolean ok;

    if (!board)
        return -1;
    ok = export_tree(board, wishes->export, error);
    board_unref(board);
    if (ok)
        terminal_say(VERBOSITY_NORMAL, "wrote %s: audio, asterisk, freeswitch, voicexml, twiml",
                     wishes->export);
    return ok ? 0 : -1;
}

static int print_dialplan(const struct line_wishes *wishes, GError **error)
{
    g_autofree char *text = dialplan_agi(wishes->dialplan);

    if (!text)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--dialplan takes the address of the line, as 127.0.0.1:4573");
    return text && terminal_print(text, -1, error) && terminal_flush(error) ? 0 : -1;
}

/* ---- For the operator ---- */

/* How a line that runs is doing. */
static int print_status(const struct line_wishes *wishes, GError **error)
{
    const char *where = wishes->metrics ? wishes->metrics : METRICS_USUAL;
    g_autofree char *printed = metrics_ask(where, error);
    g_autofree char *told = printed ? counters_tell(printed) : NULL;

    if (printed && !told)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "what answers at %s is no line of Crier",
                    where);
    return told && terminal_print(told, -1, error) && terminal_flush(error) ? 0 : -1;
}

/* ---- Answering ---- */

static void add(GPtrArray *words, const char *option, const char *value)
{
    if (!value)
        return;
    g_ptr_array_add(words, g_strdup(option));
    g_ptr_array_add(words, g_strdup(value));
}

/* A path counts from here, also where somebody else reads it later. */
static void add_path(GPtrArray *words, const char *option, const char *path)
{
    g_autofree char *whole = path ? g_canonicalize_filename(path, NULL) : NULL;

    add(words, option, whole);
}

/* What was asked for, as options of the program that answers. */
static GPtrArray *options_of(const struct line_wishes *wishes)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *most = g_strdup_printf("%d", wishes->most_calls);
    g_autofree char *longest = g_strdup_printf("%d", wishes->longest);

    add(words, "--listen", wishes->listen);
    add(words, "--rtp-ports", wishes->ports);
    add(words, "--allow", wishes->allow);
    if (wishes->keymap && strchr(wishes->keymap, '/'))
        add_path(words, "--keymap", wishes->keymap);
    else
        add(words, "--keymap", wishes->keymap);
    add(words, "--register", wishes->account);
    add_path(words, "--password-file", wishes->password_file);
    add_path(words, "--places", wishes->places);
    add(words, "--metrics", wishes->metrics);
    add(words, "--audio-folder", wishes->audio_folder);
    if (wishes->agi)
        g_ptr_array_add(words, g_strdup("--agi"));
    if (wishes->no_places)
        g_ptr_array_add(words, g_strdup("--no-places"));
    add(words, "--most-calls", most);
    add(words, "--longest", longest);
    return words;
}

/* The program that answers becomes this process. */
static int answer(const struct line_wishes *wishes)
{
    GPtrArray *words = options_of(wishes);
    char *folder = g_build_filename(wishes->rest[0], "phone", NULL);

    g_ptr_array_add(words, g_strdup("--"));
    g_ptr_array_add(words,
                    g_file_test(folder, G_FILE_TEST_IS_DIR) ? folder : g_strdup(wishes->rest[0]));
    g_ptr_array_add(words, NULL);
    return command_become("crier-line", (char **)words->pdata);
}

static int print_unit(const struct line_wishes *wishes, GError **error)
{
    g_autoptr(GPtrArray) words = options_of(wishes);
    g_autofree char *program = g_find_program_in_path("crier");
    g_autofree char *folder = g_canonicalize_filename(wishes->rest[0], NULL);
    g_autofree char *text = NULL;

    g_ptr_array_add(words, NULL);
    text = unit_line_text(program ? program : "/usr/local/bin/crier", folder,
                          (const char *const *)words->pdata, error);
    return text && terminal_print(text, -1, error) && terminal_flush(error) ? 0 : -1;
}

static int act(struct line_wishes *wishes, GError **error)
{
    if (wishes->render + wishes->simulate + wishes->card + (wishes->export != NULL) +
            (wishes->dialplan != NULL) + wishes->agi + wishes->status >
        1)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--render, --simulate, --card, --export, --dialplan, --status and --agi "
                    "exclude each other");
    else if (wishes->status)
        return print_status(wishes, error);
    else if (wishes->dialplan)
        return print_dialplan(wishes, error);
    else if (wishes->card)
        return print_card(wishes, error);
    else if (!wishes->rest[0] || wishes->rest[1])
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "name one %s; `crier line --help` shows how",
                    wishes->render ? "edition file" : "published folder");
    else if (wishes->render)
        return render(wishes, error);
    else if (wishes->simulate)
        return simulate(wishes, error);
    else if (wishes->export)
        return export(wishes, error);
    else if (wishes->unit)
        return print_unit(wishes, error);
    else
        return answer(wishes);
    return -1;
}

static gboolean parse(struct line_wishes *wishes, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        { "render", 0, 0, G_OPTION_ARG_NONE, &wishes->render,
          "Make what callers hear of an edition file, into its folder \"phone\"", NULL },
        { "out", 0, 0, G_OPTION_ARG_FILENAME, &wishes->publishing.out,
          "With --render: the edition's folder (published, beside the edition file)", "DIR" },
        { "simulate", 0, 0, G_OPTION_ARG_NONE, &wishes->simulate,
          "A call in the terminal: type keys, read what is said", NULL },
        { "files", 0, 0, G_OPTION_ARG_NONE, &wishes->files,
          "With --simulate: names of clips instead of words", NULL },
        { "card", 0, 0, G_OPTION_ARG_NONE, &wishes->card, "Print a card of the keys", NULL },
        { "page", 0, 0, G_OPTION_ARG_NONE, &wishes->page,
          "With --card: a web page in large print, to be shown or printed", NULL },
        { "language", 0, 0, G_OPTION_ARG_STRING, &wishes->language,
          "With --card: its language (en)", "TAG" },
        { "export", 0, 0, G_OPTION_ARG_FILENAME, &wishes->export,
          "Write clips and menus for other telephone systems into DIR", "DIR" },
        { "dialplan", 0, 0, G_OPTION_ARG_STRING, &wishes->dialplan,
          "Print what Asterisk needs to ask a line with --agi", "ADDRESS:PORT" },
        { "agi", 0, 0, G_OPTION_ARG_NONE, &wishes->agi,
          "Answer FastAGI instead, for Asterisk (at 127.0.0.1:4573)", NULL },
        { "audio-folder", 0, 0, G_OPTION_ARG_FILENAME, &wishes->audio_folder,
          "With --agi: the folder \"phone\" as the telephone system sees it", "DIR" },
        { "keymap", 0, 0, G_OPTION_ARG_STRING, &wishes->keymap,
          "Which key does what: standard, access, or a file (standard)", "NAME|FILE" },
        { "listen", 0, 0, G_OPTION_ARG_STRING, &wishes->listen,
          "Where to answer SIP, by UDP and TCP (127.0.0.1:5060); port 0: a free one",
          "ADDRESS:PORT" },
        { "rtp-ports", 0, 0, G_OPTION_ARG_STRING, &wishes->ports, "Ports for sound (16384-18383)",
          "FIRST-LAST" },
        { "allow", 0, 0, G_OPTION_ARG_STRING, &wishes->allow,
          "Who may call: addresses and networks (127.0.0.0/8,::1)", "NETWORK,…" },
        { "most-calls", 0, 0, G_OPTION_ARG_INT, &wishes->most_calls, "Calls at once (100)",
          "NUMBER" },
        { "longest", 0, 0, G_OPTION_ARG_INT, &wishes->longest, "Longest call (60)", "MINUTES" },
        { "places", 0, 0, G_OPTION_ARG_FILENAME, &wishes->places,
          "Where callers stopped is kept here (callers.sqlite, in the user's state)", "FILE" },
        { "no-places", 0, 0, G_OPTION_ARG_NONE, &wishes->no_places, "Keep nothing of callers",
          NULL },
        { "metrics", 0, 0, G_OPTION_ARG_STRING, &wishes->metrics,
          "Answer there, to this machine alone, what is counted; with --status: ask there "
          "(" METRICS_USUAL ")",
          "ADDRESS:PORT" },
        { "status", 0, 0, G_OPTION_ARG_NONE, &wishes->status,
          "Say how a line that runs with --metrics is doing", NULL },
        { "unit", 0, 0, G_OPTION_ARG_NONE, &wishes->unit,
          "Print a service of systemd that answers, with the options given here", NULL },
        { "register", 0, 0, G_OPTION_ARG_STRING, &wishes->account, "Take calls of this account",
          "sip:NAME@REGISTRAR" },
        { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &wishes->password_file,
          "Its password: the first line of FILE", "FILE" },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &wishes->quiet, "Say nothing but errors", NULL },
        { 0 },
    };

    return command_parse(&command_line, entries, argc, argv, &wishes->rest, error);
}

static void wishes_clear(struct line_wishes *wishes)
{
    publishing_clear(&wishes->publishing);
    g_strfreev(wishes->rest);
    g_free(wishes->keymap);
    g_free(wishes->listen);
    g_free(wishes->ports);
    g_free(wishes->allow);
    g_free(wishes->export);
    g_free(wishes->dialplan);
    g_free(wishes->audio_folder);
    g_free(wishes->places);
    g_free(wishes->metrics);
    g_free(wishes->language);
    g_free(wishes->account);
    g_free(wishes->password_file);
}

static int run(int argc, char **argv)
{
    struct line_wishes wishes = { .most_calls = 100, .longest = 60 };
    GError *error = NULL;
    int code = -1;

    publishing_init(&wishes.publishing);
    if (parse(&wishes, argc, argv, &error)) {
        if (wishes.quiet)
            terminal_set_verbosity(VERBOSITY_QUIET);
        if (wishes.render || wishes.simulate)
            command_catch_signals();
        code = act(&wishes, &error);
    }
    wishes_clear(&wishes);
    return error ? terminal_fail(error) : code;
}

const struct command command_line = {
    .name = "line",
    .arguments = "FOLDER|EDITION.ini",
    .summary = "Answer the telephone: callers hear the news by keypad.",
    .more = "Examples:\n"
            "  crier line --render edition.ini\n"
            "  crier line --simulate published\n"
            "  crier line published --listen 192.0.2.7:5060 --allow 192.0.2.0/24\n"
            "  crier line --card --page >keys.html\n"
            "  crier line --card | crier speak - -o keys.mp3\n"
            "  crier line --status\n",
    .run = run,
};
