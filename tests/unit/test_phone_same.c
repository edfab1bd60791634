/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same keys give the same clips, whoever carries the call: the terminal, packets as SIP
 * sends them, and a PBX over FastAGI. */
#include "core/phone/agi_call.h"
#include "core/phone/call.h"
#include "core/phone/simulator.h"

#include "tests/support/cmocka.h"
#include "tests/support/phone_folder.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* Keys; "+" hears the clip that plays to its end, a new line all of them, "w" is five seconds of
 * silence behind them. */
static const struct script {
    int line;
    const char *keys;
    gboolean waits; /* of the clock, which a PBX has for itself */
} scripts[] = {
    { __LINE__, "", FALSE },       { __LINE__, "1", FALSE },      { __LINE__, "11", FALSE },
    { __LINE__, "1+1\n", FALSE },  { __LINE__, "11\n\n", FALSE }, { __LINE__, "111", FALSE },
    { __LINE__, "1133", FALSE },   { __LINE__, "113333", FALSE }, { __LINE__, "1146", FALSE },
    { __LINE__, "115", FALSE },    { __LINE__, "11799", FALSE },  { __LINE__, "118", FALSE },
    { __LINE__, "11#", FALSE },    { __LINE__, "11##", FALSE },   { __LINE__, "11*", FALSE },
    { __LINE__, "11**", FALSE },   { __LINE__, "110", FALSE },    { __LINE__, "1#1", FALSE },
    { __LINE__, "14", FALSE },     { __LINE__, "12", FALSE },     { __LINE__, "2\n", FALSE },
    { __LINE__, "0*#", FALSE },    { __LINE__, "5", FALSE },      { __LINE__, "6", FALSE },
    { __LINE__, "7639#1", FALSE }, { __LINE__, "7999#", FALSE },  { __LINE__, "7*", FALSE },
    { __LINE__, "9795*", FALSE },  { __LINE__, "93", FALSE },     { __LINE__, "112\n2", TRUE },
    { __LINE__, "112w2", TRUE },   { __LINE__, "w", TRUE },       { __LINE__, "wwww", TRUE },
    { __LINE__, "1ww", TRUE },
};

struct scene {
    char *folder;
    struct board *board;
    struct keymap *keymap;
    struct phone_service service;
    GString *given;   /* clips, a line each */
    gint64 list;      /* samples of the list that was given last */
    const char *keys; /* that are left */
    gboolean fresh;   /* the next clip begins a list */
};

static uint32_t number_of(const struct scene *scene, const char *file)
{
    uint32_t i = 0;

    while (i < scene->board->clip_count && strcmp(scene->board->clips[i].file, file) != 0)
        i++;
    assert_true(i < scene->board->clip_count);
    return i;
}

static void given(void *data, const char *file, uint32_t from)
{
    struct scene *scene = data;
    const uint32_t clip = number_of(scene, file);

    if (scene->fresh)
        scene->list = 0;
    scene->fresh = FALSE;
    scene->list += scene->board->clips[clip].samples - from;
    g_string_append_printf(scene->given, "%u %s\n", clip, scene->board->clips[clip].text);
}

static int set_up(void **state)
{
    struct scene *scene = g_new0(struct scene, 1);

    scene->folder = scratch_new();
    phone_folder_write(scene->folder, "News");
    scene->board = board_load(scene->folder, NULL);
    scene->keymap = keymap_load("standard", NULL);
    scene->given = g_string_new(NULL);
    scene->service =
        (struct phone_service){ .keymap = scene->keymap, .given = given, .data = scene };
    *state = scene;
    return scene->board && scene->keymap ? 0 : -1;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;

    board_unref(scene->board);
    keymap_free(scene->keymap);
    g_string_free(scene->given, TRUE);
    scratch_free(scene->folder);
    g_free(scene);
    return 0;
}

/* ---- The terminal ---- */

static gboolean hear_line(void *data, const char *line)
{
    (void)data;
    (void)line;
    return TRUE;
}

static int next_key(void *data)
{
    struct scene *scene = data;

    return *scene->keys ? *scene->keys++ : EOF;
}

static void by_terminal(struct scene *scene)
{
    const struct simulator_options options = { .service = &scene->service,
                                               .board = scene->board,
                                               .now = 5000,
                                               .say = hear_line,
                                               .next = next_key,
                                               .data = scene };

    simulator_run(&options);
}

/* ---- Packets ---- */

static gboolean pump(struct scene *scene, struct phone_call *call, gint64 samples)
{
    guint8 packet[PACKET_SAMPLES];

    for (; samples > 0; samples -= PACKET_SAMPLES) {
        scene->fresh = TRUE;
        if (!phone_call_packet(call, packet))
            return FALSE;
    }
    return TRUE;
}

/* All that is given to hear, and the packet that finds its end. */
static gboolean hear_all(struct scene *scene, struct phone_call *call)
{
    const gint64 samples = scene->list + PACKET_SAMPLES;

    return pump(scene, call, samples - samples % PACKET_SAMPLES);
}

static gboolean take(struct scene *scene, struct phone_call *call, char c, gint64 now)
{
    if (c == '+')
        return pump(scene, call, BOARD_RATE / 2 + PACKET_SAMPLES); /* every clip lasts as long */
    if (c == '\n')
        return hear_all(scene, call);
    if (c == 'w')
        /* The clock ticks every second, so five of them may take nearly six. */
        return hear_all(scene, call) && pump(scene, call, 6 * BOARD_RATE);
    scene->fresh = TRUE;
    phone_call_press(call, KEY_BY_INFO, c, now);
    return TRUE;
}

static void by_packets(struct scene *scene)
{
    struct clip_shelf *shelf = clip_shelf_new(1 << 20);
    const struct phone_call_setup setup = {
        .service = &scene->service, .board = scene->board, .shelf = shelf, .now = 5000
    };
    struct phone_call *call;
    gint64 now = 0;

    scene->fresh = TRUE;
    call = phone_call_new(&setup);
    while (*scene->keys && take(scene, call, *scene->keys++, now += 1000))
        continue;
    phone_call_free(call, END_HUNG_UP);
    clip_shelf_free(shelf);
}

/* ---- A PBX ---- */

static gpointer carry(gpointer data)
{
    struct agi_call_setup *setup = data;

    (void)agi_call_run(setup);
    (void)shutdown(setup->socket, SHUT_RDWR);
    return NULL;
}

/* What it says to a command: a file is heard, or a key cuts it off. `all`: the caller hears all
 * that comes, until the dialogue begins anew. */
static const char *answer(struct scene *scene, gboolean *hears, guint *lists)
{
    static char line[64];

    if (*hears && *lists > 0) /* a new list has begun: it was heard */
        *hears = FALSE;
    if (*hears)
        return "200 result=0 endpos=1\n";
    if (*scene->keys == '\n' || *scene->keys == '+') {
        *hears = *scene->keys++ == '\n';
        *lists = 0;
        return "200 result=0 endpos=1\n";
    }
    if (!*scene->keys)
        return NULL;
    g_snprintf(line, sizeof(line), "200 result=%d endpos=0\n", *scene->keys++);
    return line;
}

static void by_pbx(struct scene *scene)
{
    static const char hello[] = "agi_network: yes\nagi_callerid: unknown\n\n";
    struct agi_call_setup setup = { .service = &scene->service,
                                    .board = scene->board,
                                    .audio_folder = "/clips" };
    char command[2048], *end;
    GThread *thread;
    const char *said;
    gboolean hears = FALSE;
    guint lists = 0, commands = 0;
    gsize begun = 0;
    int pair[2];
    FILE *pbx;

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    setup.socket = pair[0];
    thread = g_thread_new("call", carry, &setup);
    pbx = fdopen(pair[1], "r+");
    fputs(hello, pbx);
    fflush(pbx);
    while (commands++ < 1000 && fgets(command, sizeof(command), pbx)) {
        /* The dialogue's thread waits for us: what it gave so far stands still. */
        if (hears && scene->given->len > begun)
            lists++;
        said =
            g_str_has_prefix(command, "STREAM FILE") || g_str_has_prefix(command, "WAIT FOR DIGIT")
                ? answer(scene, &hears, &lists)
                : "200 result=1\n";
        begun = scene->given->len;
        end = said ? NULL : command;
        fputs(said ? said : "200 result=-1 endpos=0\nHANGUP\n", pbx);
        fflush(pbx);
        if (end)
            break;
    }
    fclose(pbx);
    (void)g_thread_join(thread);
    (void)close(pair[0]);
}

/* ---- The same ---- */

static char *heard(struct scene *scene, const char *keys, void (*carrier)(struct scene *))
{
    scene->keys = keys;
    scene->list = 0;
    g_string_truncate(scene->given, 0);
    carrier(scene);
    return g_strdup(scene->given->str);
}

static void the_same_clips_everywhere(void **state)
{
    struct scene *scene = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        const struct script *script = &scripts[i];
        g_autofree char *terminal = heard(scene, script->keys, by_terminal);
        g_autofree char *packets = heard(scene, script->keys, by_packets);

        assert_true(*terminal);
        assert_string_at(script->line, packets, terminal);
        if (!script->waits) {
            g_autofree char *pbx = heard(scene, script->keys, by_pbx);

            assert_string_at(script->line, pbx, terminal);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_clips_everywhere, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
