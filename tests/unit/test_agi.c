/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of a PBX that is simulated: what it is asked to play, key by key. */
#include "core/phone/agi.h"
#include "core/phone/agi_call.h"
#include "core/phone/agi_wire.h"

#include "tests/support/cmocka.h"
#include "tests/support/phone_folder.h"
#include "tests/support/scratch.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define HELLO "agi_network: yes\nagi_callerid: 5551234\nagi_callingpres: 0\n\n"

/* ---- The PBX ---- */

struct pbx {
    int socket;
    GString *lines; /* that were not taken yet */
};

static void put(struct pbx *pbx, const char *bytes)
{
    assert_int_equal(send(pbx->socket, bytes, strlen(bytes), MSG_NOSIGNAL), strlen(bytes));
}

/* The next command, or NULL: the line closed the connection. */
static char *take(struct pbx *pbx)
{
    char bytes[4096], *end;
    ssize_t size;

    while (!(end = strchr(pbx->lines->str, '\n'))) {
        size = recv(pbx->socket, bytes, sizeof(bytes), 0);
        if (size <= 0)
            return NULL;
        g_string_append_len(pbx->lines, bytes, size);
    }
    char *line = g_strndup(pbx->lines->str, (gsize)(end - pbx->lines->str));

    g_string_erase(pbx->lines, 0, end - pbx->lines->str + 1);
    return line;
}

/* ---- A call over a pair of sockets ---- */

struct fixture {
    char *folder;
    struct board *board;
    struct keymap *keymap;
    struct caller_places places;
    struct phone_service service;
    struct caller_place kept;
    guint keeps;
    char caller[100];
    struct agi_call_setup setup;
    struct pbx pbx;
    GThread *thread;
};

static gboolean find(void *data, const char *caller, struct caller_place *place)
{
    struct fixture *fixture = data;

    (void)place;
    g_strlcpy(fixture->caller, caller, sizeof(fixture->caller));
    return FALSE;
}

static void keep(void *data, const char *caller, const struct caller_place *place)
{
    struct fixture *fixture = data;

    (void)caller;
    fixture->kept = *place;
    fixture->keeps++;
}

static gpointer carry(gpointer data)
{
    struct agi_call_setup *setup = data;
    gboolean good = agi_call_run(setup);

    (void)shutdown(setup->socket, SHUT_RDWR);
    return GINT_TO_POINTER(good);
}

static void set_up(struct fixture *fixture)
{
    int pair[2];

    memset(fixture, 0, sizeof(*fixture));
    fixture->folder = scratch_new();
    phone_folder_write(fixture->folder, "News");
    fixture->board = board_load(fixture->folder, NULL);
    fixture->keymap = keymap_load("standard", NULL);
    assert_non_null(fixture->board);
    assert_non_null(fixture->keymap);
    fixture->places = (struct caller_places){ .data = fixture, .find = find, .keep = keep };
    fixture->service =
        (struct phone_service){ .keymap = fixture->keymap, .places = &fixture->places };
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    fixture->setup = (struct agi_call_setup){ .socket = pair[0],
                                              .service = &fixture->service,
                                              .board = fixture->board,
                                              .audio_folder = "/pbx/sees this" };
    fixture->pbx = (struct pbx){ .socket = pair[1], .lines = g_string_new(NULL) };
    fixture->thread = g_thread_new("call", carry, &fixture->setup);
}

static gboolean tear_down(struct fixture *fixture)
{
    gboolean good;

    (void)shutdown(fixture->pbx.socket, SHUT_RDWR);
    good = GPOINTER_TO_INT(g_thread_join(fixture->thread));
    (void)close(fixture->pbx.socket);
    (void)close(fixture->setup.socket);
    g_string_free(fixture->pbx.lines, TRUE);
    board_unref(fixture->board);
    keymap_free(fixture->keymap);
    scratch_free(fixture->folder);
    return good;
}

/* Expect this clip to be played from a sample on, and give an answer. */
static void expect(struct fixture *fixture, uint32_t clip, guint from, const char *answer)
{
    const char *file = fixture->board->clips[clip].file;
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".ulaw"));
    g_autofree char *wanted =
        g_strdup_printf("STREAM FILE \"/pbx/sees this/%s\" \"0123456789*#\" \"%u\"", name, from);
    g_autofree char *line = take(&fixture->pbx);

    assert_non_null(line);
    assert_string_equal(line, wanted);
    put(&fixture->pbx, answer);
}

static void expect_line(struct fixture *fixture, const char *wanted, const char *answer)
{
    g_autofree char *line = take(&fixture->pbx);

    assert_non_null(line);
    assert_string_equal(line, wanted);
    put(&fixture->pbx, answer);
}

#define PLAYED "200 result=0 endpos=4000\n"

/* Greeting, topic 1, headline 1 read, a sentence on, hang-up in the second one. */
static void test_walk(void **state)
{
    struct fixture f;
    const struct board_story *story;

    (void)state;
    set_up(&f);
    story = &f.board->stories[0];
    put(&f.pbx, HELLO);
    expect(&f, f.board->prompts[PROMPT_GREETING], 0, PLAYED);
    expect(&f, f.board->topics[0].choice, 0, "200 result=49 endpos=800\n");
    expect(&f, f.board->topics[0].opening, 0, PLAYED);
    expect(&f, story->headline, 0, "200 result=49 endpos=3900\n");
    expect(&f, story->renderings[0].first, 0, "200 result=50 endpos=1234\n"); /* pause */
    expect(&f, f.board->prompts[PROMPT_PAUSED], 0, PLAYED);
    expect_line(&f, "WAIT FOR DIGIT 1000", "200 result=0\n");
    expect_line(&f, "WAIT FOR DIGIT 1000", "200 result=50\n");
    expect(&f, story->renderings[0].first, 1234, PLAYED);
    expect(&f, story->renderings[0].first + 1, 0, "200 result=-1 endpos=100\nHANGUP\n");
    /* The line of the hang-up may come before the next question is asked, or after. */
    g_free(take(&f.pbx));
    assert_true(tear_down(&f));
    assert_string_equal(f.caller, "5551234");
    assert_true(f.keeps > 0);
    assert_string_equal(f.kept.story, "story-0");
    assert_int_equal(f.kept.sentence, 1);
}

static void test_missing(void **state)
{
    struct fixture f;

    (void)state;
    set_up(&f);
    put(&f.pbx, HELLO);
    expect(&f, f.board->prompts[PROMPT_GREETING], 0, "200 result=-1 endpos=0\n");
    expect_line(&f, "CHANNEL STATUS", "200 result=6\n");
    expect(&f, f.board->topics[0].choice, 0, "520-Usage\nmore\n520 End\n");
    expect_line(&f, "CHANNEL STATUS", "200 result=6\n");
    expect(&f, f.board->topics[1].choice, 0, "200 result=-1 endpos=0\n");
    expect_line(&f, "CHANNEL STATUS", "511 Command Not Permitted on a dead channel\n");
    assert_null(take(&f.pbx));
    assert_true(tear_down(&f));
}

/* A PBX without any of the files: it is told, and goes on by itself. */
static void test_all_missing(void **state)
{
    struct fixture f;
    guint rounds = 0;

    (void)state;
    set_up(&f);
    put(&f.pbx, HELLO);
    for (char *line; (line = take(&f.pbx)); g_free(line), rounds++) {
        assert_true(rounds < 40);
        if (g_str_has_prefix(line, "STREAM"))
            put(&f.pbx, "200 result=-1 endpos=0\n");
        else if (g_str_has_prefix(line, "CHANNEL"))
            put(&f.pbx, "200 result=6\n");
        else
            put(&f.pbx, "200 result=1\n");
    }
    assert_true(rounds > 4);
    assert_true(tear_down(&f));
}

/* Nobody is known by these. */
static void test_unknown(void **state)
{
    static const char *const hellos[] = { "agi_callerid: unknown\n\n", "agi_callerid: \n\n", "\n",
                                          "agi_callerid: 5\nagi_callingpres: 32\n\n",
                                          "agi_callerid: ANONYMOUS\n\n" };

    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(hellos); i++) {
        struct fixture f;

        set_up(&f);
        put(&f.pbx, hellos[i]);
        expect(&f, f.board->prompts[PROMPT_GREETING], 0, "HANGUP\n");
        assert_null(take(&f.pbx));
        assert_true(tear_down(&f));
        assert_string_equal(f.caller, "");
        assert_int_equal(f.keeps, 0);
    }
}

static void test_stranger(void **state)
{
    static const char *const strange[] = { "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01", "agi_x" };

    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(strange); i++) {
        struct fixture f;

        set_up(&f);
        put(&f.pbx, strange[i]);
        (void)shutdown(f.pbx.socket, SHUT_WR);
        assert_null(take(&f.pbx));
        assert_false(tear_down(&f));
    }
}

/* ---- The server ---- */

struct running {
    struct agi_options options;
    GAsyncQueue *ports;
    guint lines;
};

static void listening(void *data, guint16 port)
{
    struct running *running = data;

    g_async_queue_push(running->ports, GINT_TO_POINTER((int)port));
}

static void count_line(void *data, const char *line)
{
    struct running *running = data;

    (void)line;
    running->lines++;
}

static gpointer serve(gpointer data)
{
    struct running *running = data;

    return GINT_TO_POINTER(agi_run(&running->options, NULL));
}

static struct pbx call_up(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((guint16)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct pbx pbx = { .socket = socket(AF_INET, SOCK_STREAM, 0), .lines = g_string_new(NULL) };

    assert_int_equal(connect(pbx.socket, (struct sockaddr *)&address, sizeof(address)), 0);
    return pbx;
}

static void ring_off(struct pbx *pbx)
{
    (void)close(pbx->socket);
    g_string_free(pbx->lines, TRUE);
}

static void test_server(void **state)
{
    enum { CALLS = 20 };
    char *folder = scratch_new();
    struct keymap *keymap = keymap_load("standard", NULL);
    struct phone_service service = { .keymap = keymap };
    struct running running = { .ports = g_async_queue_new() };
    struct pbx pbx[CALLS], more;
    GThread *thread;
    int port;

    (void)state;
    phone_folder_write(folder, "News");
    running.options = (struct agi_options){ .folder = folder,
                                            .listen = "127.0.0.1:0",
                                            .service = &service,
                                            .most_calls = CALLS,
                                            .stop = eventfd(0, EFD_CLOEXEC),
                                            .say = count_line,
                                            .listening = listening,
                                            .data = &running };
    thread = g_thread_new("server", serve, &running);
    port = GPOINTER_TO_INT(g_async_queue_pop(running.ports));
    for (int i = 0; i < CALLS; i++) {
        pbx[i] = call_up(port);
        put(&pbx[i], HELLO);
    }
    for (int i = 0; i < CALLS; i++) {
        g_autofree char *line = take(&pbx[i]);

        assert_non_null(line);
        assert_true(g_str_has_prefix(line, "STREAM FILE"));
    }
    more = call_up(port); /* too many */
    assert_null(take(&more));
    ring_off(&more);
    assert_int_equal(eventfd_write(running.options.stop, 1), 0);
    assert_true(GPOINTER_TO_INT(g_thread_join(thread)));
    for (int i = 0; i < CALLS; i++) {
        assert_null(take(&pbx[i]));
        ring_off(&pbx[i]);
    }
    assert_int_equal(running.lines, 1);
    (void)close(running.options.stop);
    g_async_queue_unref(running.ports);
    keymap_free(keymap);
    scratch_free(folder);
}

static void test_cannot_begin(void **state)
{
    char *folder = scratch_new();
    g_autoptr(GError) error = NULL, where = NULL;
    struct agi_options options = { .folder = folder, .stop = -1 };

    (void)state;
    assert_false(agi_run(&options, &error));
    assert_non_null(error);
    phone_folder_write(folder, "News");
    options.listen = "here";
    assert_false(agi_run(&options, &where));
    assert_non_null(where);
    scratch_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk),         cmocka_unit_test(test_missing),
        cmocka_unit_test(test_unknown),      cmocka_unit_test(test_all_missing),
        cmocka_unit_test(test_server),       cmocka_unit_test(test_stranger),
        cmocka_unit_test(test_cannot_begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
