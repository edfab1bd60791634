/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted of a line, as programs and as people read it, and who may ask. */
#include "core/base/error.h"
#include "core/phone/metrics.h"

#include "tests/support/cmocka.h"

#include <gio/gio.h>

static struct counters *some(void)
{
    struct counters *counters = counters_new();

    for (int i = 0; i < 3; i++)
        counters_began(counters);
    counters_ended(counters, END_GOODBYE);
    counters_ended(counters, END_VANISHED);
    counters_add(counters, COUNT_REFUSED_FULL);
    counters_add(counters, COUNT_STORIES_BEGUN);
    counters_key(counters, '1');
    counters_key(counters, '1');
    counters_key(counters, '#');
    counters_key(counters, 'A'); /* no key of the line */
    counters_heard(counters, "Jobs \"and\" \\ wages\n", 90 * 1000);
    counters_heard(counters, "Jobs \"and\" \\ wages\n", 30 * 1000);
    counters_heard(counters, "Rates", -5);
    return counters;
}

static void programs_read_them(void **state)
{
    static const char *const lines[] = {
        "# TYPE crier_line_calls gauge\ncrier_line_calls 1\n",
        "# TYPE crier_line_calls_begun_total counter\ncrier_line_calls_begun_total 3\n",
        "crier_line_calls_ended_total{why=\"goodbye\"} 1\n",
        "crier_line_calls_ended_total{why=\"hung up\"} 0\n",
        "crier_line_calls_refused_total{why=\"full\"} 1\n",
        "crier_line_keys_total{key=\"1\"} 2\n",
        "crier_line_keys_total{key=\"#\"} 1\n",
        "crier_line_stories_total{what=\"begun\"} 1\n",
        "crier_line_topic_seconds_total{topic=\"Jobs \\\"and\\\" \\\\ wages\\n\"} 120\n",
    };
    struct counters *counters = some();
    g_autofree char *printed = counters_print(counters);

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (!strstr(printed, lines[i]))
            fail_msg("there is no <%s> in\n%s", lines[i], printed);
    assert_null(strstr(printed, "Rates"));
    counters_free(counters);
}

static void people_read_them(void **state)
{
    struct counters *counters = counters_new();
    g_autofree char *printed = NULL, *told = NULL;

    (void)state;
    counters_began(counters);
    counters_key(counters, '5');
    counters_heard(counters, "Jobs", 100 * 1000);
    printed = counters_print(counters);
    told = counters_tell(printed);
    assert_string_equal(told, "calls now: 1\ncalls answered: 1\nstories begun: 0\n"
                              "stories heard to the end: 0\nminutes in Jobs: 2\n"
                              "presses of key 5: 1\n");
    counters_free(counters);
}

static void other_texts_are_none(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "hello",
        "crier_line_calls",
        "crier_line_calls x\n",
        "crier_line_calls_other 1\n",
        "crier_line_calls_ended_total{why=\"a\n",
        "crier_line_calls_ended_total{who=\"a\"} 1\n",
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *told = counters_tell(texts[i]);

        if (told)
            fail_msg("<%s> is told as <%s>", texts[i], told);
    }
}

/* No counters count nothing, and nothing breaks. */
static void none_is_allowed(void **state)
{
    (void)state;
    counters_began(NULL);
    counters_ended(NULL, END_HUNG_UP);
    counters_add(NULL, COUNT_CLIPS_MISSING);
    counters_key(NULL, '1');
    counters_heard(NULL, "Jobs", 5);
    counters_free(NULL);
}

/* ---- Over HTTP ---- */

static char *ask(const char *where, const char *request)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketConnection) connection =
        g_socket_client_connect_to_host(client, where, 0, NULL, NULL);
    char bytes[256] = "";
    gsize got = 0;

    assert_non_null(connection);
    (void)g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection)), request,
                                    strlen(request), NULL, NULL, NULL);
    (void)g_socket_shutdown(g_socket_connection_get_socket(connection), FALSE, TRUE, NULL);
    (void)g_input_stream_read_all(g_io_stream_get_input_stream(G_IO_STREAM(connection)), bytes,
                                  sizeof(bytes) - 1, &got, NULL, NULL);
    return g_strndup(bytes, got);
}

static void it_answers_one_thing(void **state)
{
    g_autofree char *much = g_strnfill(10000, 'a');
    const struct {
        const char *request, *begins;
    } asked[] = {
        { "GET /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n" },
        { "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 404 " },
        { "GET /metrics/../../etc HTTP/1.1\r\n\r\n", "HTTP/1.1 404 " },
        { "POST /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 405 " },
        { "\r\n\r\n", "HTTP/1.1 405 " },
        { "GET /metrics", "HTTP/1.1 400 " }, /* and no more comes */
        { much, "" },                        /* too much of it is left unread */
        { "GET /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n" },
    };
    struct counters *counters = some();
    struct metrics *metrics = metrics_start(counters, "127.0.0.1:0", NULL);
    g_autofree char *told = NULL;

    (void)state;
    assert_non_null(metrics);
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
        g_autofree char *answer = ask(metrics_where(metrics), asked[i].request);

        if (!g_str_has_prefix(answer, asked[i].begins))
            fail_msg("to request %zu it says <%s>", i, answer);
    }
    told = metrics_ask(metrics_where(metrics), NULL);
    assert_non_null(strstr(told, "crier_line_calls 1\n"));
    metrics_stop(metrics);
    counters_free(counters);
}

/* Who sends a byte now and then keeps nobody: neither the next one nor the end. */
static void who_is_slow_keeps_nobody(void **state)
{
    struct counters *counters = some();
    struct metrics *metrics = metrics_start(counters, "127.0.0.1:0", NULL);
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketConnection) slow =
        g_socket_client_connect_to_host(client, metrics_where(metrics), 0, NULL, NULL);
    g_autoptr(GSocketConnection) slower = NULL;
    g_autofree char *told = NULL;

    (void)state;
    assert_non_null(slow);
    (void)g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(slow)), "G", 1, NULL,
                                    NULL, NULL);
    told = metrics_ask(metrics_where(metrics), NULL);
    assert_non_null(told);
    slower = g_socket_client_connect_to_host(client, metrics_where(metrics), 0, NULL, NULL);
    assert_non_null(slower);
    metrics_stop(metrics);
    counters_free(counters);
}

static void only_this_machine_asks(void **state)
{
    static const char *const wrong[] = { "0.0.0.0:9574", "192.0.2.1:9574", "x",     "",
                                         "127.0.0.1:x",  "localhost:9574", "[::]:1" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;

        assert_null(metrics_start(NULL, wrong[i], &error));
        assert_int_equal(error->code, ERROR_USAGE);
    }
}

static void nobody_there_is_said(void **state)
{
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_null(metrics_ask("127.0.0.1:1", &error));
    assert_int_equal(error->code, ERROR_INPUT);
    assert_non_null(strstr(error->message, "no line counts at 127.0.0.1:1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_read_them),     cmocka_unit_test(people_read_them),
        cmocka_unit_test(other_texts_are_none),   cmocka_unit_test(none_is_allowed),
        cmocka_unit_test(it_answers_one_thing),   cmocka_unit_test(who_is_slow_keeps_nobody),
        cmocka_unit_test(only_this_machine_asks), cmocka_unit_test(nobody_there_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
