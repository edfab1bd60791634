/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phone line without its wires: manifests, key maps, keys, the dialogue, calls in packets. */
#include "core/base/error.h"
#include "core/phone/call.h"
#include "core/phone/keymap.h"
#include "core/phone/law.h"
#include "core/phone/peers.h"
#include "tests/support/cmocka.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <string.h>

enum { CLIP_SAMPLES = 400, STORIES = 7, SENTENCES = 4 };

/* ---- A board: two topics, the clips of which hold their own number ---- */

struct scene {
    char *folder;
    struct board *board;
    struct keymap *keymap;
    struct phone_service service;
};

static void add_clip(GString *clips, const char *folder, guint number)
{
    g_autofree char *name = g_strdup_printf("clips/%u.ulaw", number);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    guint8 bytes[CLIP_SAMPLES];

    memset(bytes, (int)(number % 250), sizeof(bytes));
    assert_true(g_file_set_contents(path, (char *)bytes, sizeof(bytes), NULL));
    g_string_append_printf(clips, "%s{\"file\":\"%s\",\"samples\":%d,\"text\":\"clip %u\"}",
                           number > 0 ? "," : "", name, CLIP_SAMPLES, number);
}

static void add_story(GString *topics, guint number, guint *clip)
{
    g_string_append_printf(topics,
                           "%s{\"id\":\"story-%u\",\"content\":\"c%u\",\"title\":\"Wages %u\","
                           "\"published\":1,\"since\":%u,\"headline\":%u,\"place\":%u,"
                           "\"paragraphs\":[0,0,1,2],\"renderings\":[",
                           topics->str[topics->len - 1] == '}' ? "," : "", number, number, number,
                           1000 + number, *clip, *clip + 1);
    *clip += 2;
    for (guint s = 0; s < 3; s++, *clip += 2)
        g_string_append_printf(topics,
                               "%s{\"first\":%u,\"count\":2,"
                               "\"marks\":[[0,0],[0,200],[1,0],[1,300]]}",
                               s > 0 ? "," : "", *clip);
    g_string_append(topics, "]}");
}

/* The text of a manifest, whose clips are written. */
static char *manifest(const char *folder)
{
    g_autoptr(GString) topics = g_string_new(NULL), clips = g_string_new(NULL);
    GString *text = g_string_new("{\"format\":2,\"edition\":\"News\",\"speeds\":[80,100,150],"
                                 "\"usual\":1,\"speed_clips\":[0,1,2],\"minutes\":[3],"
                                 "\"prompts\":{");
    guint clip = PROMPT_COUNT;

    for (guint i = 0; i < PROMPT_COUNT; i++)
        g_string_append_printf(text, "%s\"%s\":%u", i > 0 ? "," : "",
                               board_prompt_name((enum board_prompt)i), i);
    for (guint t = 0; t < 6; t++) { /* the last has no story */
        g_string_append_printf(topics,
                               "%s{\"title\":\"Topic %u\",\"choice\":%u,\"opening\":%u,"
                               "\"stories\":[",
                               t > 0 ? "," : "", t, clip, clip + 1);
        clip += 2;
        for (guint i = t; i < STORIES && t < 5; i += 5)
            add_story(topics, i, &clip);
        g_string_append(topics, "]}");
    }
    for (guint i = 0; i < clip; i++)
        add_clip(clips, folder, i);
    g_string_append_printf(text, "},\"clips\":[%s],\"topics\":[%s]}", clips->str, topics->str);
    return g_string_free(text, FALSE);
}

static void put_manifest(const char *folder, const char *text, gsize size)
{
    g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);

    assert_true(g_file_set_contents(path, text, (gssize)size, NULL));
}

static int set_up(void **state)
{
    struct scene *scene = g_new0(struct scene, 1);
    g_autofree char *clips = NULL, *text = NULL;

    scene->folder = g_dir_make_tmp("crier-phone-XXXXXX", NULL);
    clips = g_build_filename(scene->folder, "clips", NULL);
    g_mkdir(clips, 0755);
    text = manifest(scene->folder);
    put_manifest(scene->folder, text, strlen(text));
    scene->board = board_load(scene->folder, NULL);
    scene->keymap = keymap_load("standard", NULL);
    scene->service.keymap = scene->keymap;
    *state = scene;
    return scene->board && scene->keymap ? 0 : -1;
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        remove_all(below);
    }
    g_remove(path);
}

static int tear_down(void **state)
{
    struct scene *scene = *state;

    board_unref(scene->board);
    keymap_free(scene->keymap);
    remove_all(scene->folder);
    g_free(scene->folder);
    g_free(scene);
    return 0;
}

/* ---- Manifests ---- */

static void a_manifest_is_read(void **state)
{
    const struct board *board = ((struct scene *)*state)->board;

    assert_int_equal(board->topic_count, 6);
    assert_int_equal(board->story_count, STORIES);
    assert_int_equal(board->topics[0].count, 2);
    assert_int_equal(board->topics[5].count, 0);
    assert_int_equal(board->stories[1].sentence_count, SENTENCES);
    assert_int_equal(board->stories[1].renderings[2].marks[3].from, 300);
    assert_string_equal(board->stories[1].id, "story-5");
}

/* Cut or changed anywhere, it is read or refused, and refused with one line. */
static void damaged_manifests_are_refused(void **state)
{
    const char *folder = ((struct scene *)*state)->folder;
    g_autofree char *text = manifest(folder);
    const gsize size = strlen(text);
    GRand *chance = g_rand_new_with_seed(3);
    guint refused = 0;

    for (guint i = 0; i < 300; i++) {
        g_autofree char *bad = g_strdup(text);
        g_autoptr(GError) error = NULL;
        struct board *board;

        bad[g_rand_int_range(chance, 0, (gint32)size)] = "0-9{\"x]"[i % 7];
        put_manifest(folder, bad, i % 3 == 0 ? size * i / 300 : size);
        board = board_load(folder, &error);
        if (board) {
            board_unref(board);
        } else {
            refused++;
            assert_int_equal(error->code, ERROR_INPUT);
            assert_null(strchr(error->message, '\n'));
        }
    }
    assert_true(refused > 150);
    put_manifest(folder, text, size);
    g_rand_free(chance);
}

/* ---- Key maps and keys ---- */

static void key_maps(void **state)
{
    static const char *const bad[] = {
        "story\t1\n",
        "nowhere\t1\tpause\n",
        "story\tx\tpause\n",
        "story\t1\tflip\n",
        "story\t1\tpause\nstory\t1\tnext\n",
    };
    const struct keymap *standard = ((struct scene *)*state)->keymap;

    assert_int_equal(keymap_command(standard, PLACE_STORY, '2'), COMMAND_PAUSE);
    assert_int_equal(keymap_command(standard, PLACE_TOPIC, '1'), COMMAND_READ);
    assert_int_equal(keymap_command(standard, PLACE_SETTINGS, '2'), COMMAND_NONE);
    assert_int_equal(keymap_command(standard, PLACE_STORY, 'A'), COMMAND_NONE);
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        assert_null(keymap_parse("map", bad[i], strlen(bad[i]), &error));
        assert_int_equal(error->code, ERROR_INPUT);
    }
}

static void keys_by_packets_and_bodies(void **state)
{
    static const struct {
        const char *subtype, *body;
        char key; /* 0: none */
    } bodies[] = {
        { "dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5' },
        { "dtmf-relay", "Duration=160\nsignal = * \n", '*' },
        { "dtmf-relay", "Signal=11", '#' },
        { "dtmf-relay", "Signal=", 0 },
        { "dtmf-relay", "Signals=5", 0 },
        { "dtmf", " 7\r\n", '7' },
        { "dtmf", "77", 0 },
        { "dtmf", "", 0 },
        { "sdp", "5", 0 },
    };
    static const guint8 payload[] = { 11, 0x8A, 0x03, 0x20 };
    struct key_event event;

    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(bodies); i++) {
        char key = 0;

        assert_int_equal(
            key_info_parse(bodies[i].subtype, bodies[i].body, strlen(bodies[i].body), &key),
            bodies[i].key != 0);
        assert_int_equal(key, bodies[i].key);
    }
    assert_true(key_event_parse(payload, sizeof(payload), &event));
    assert_int_equal(event.key, '#');
    assert_true(event.end);
    assert_int_equal(event.duration, 800);
    for (gsize size = 0; size < sizeof(payload); size++)
        assert_false(key_event_parse(payload, size, &event));
    assert_false(key_event_parse((const guint8[]){ 16, 0, 0, 0 }, 4, &event));
}

static void one_press_counts_once(void **state)
{
    struct key_filter filter = { 0 };

    (void)state;
    assert_true(key_filter_event(&filter, 1000, '1', 0));
    assert_false(key_filter_event(&filter, 1000, '1', 20));
    assert_false(key_filter_press(&filter, KEY_BY_INFO, '1', 60));
    assert_true(key_filter_press(&filter, KEY_BY_INFO, '1', 500));
    assert_true(key_filter_event(&filter, 9000, '1', 1000));
    assert_true(key_filter_event(&filter, 9800, '1', 1100));
    assert_false(key_filter_event(&filter, 1000, '1', 1200));
}

static void who_may_call(void **state)
{
    static const struct {
        const char *address;
        gboolean may;
    } cases[] = {
        { "127.0.0.1", TRUE },  { "10.200.3.4", TRUE }, { "11.0.0.1", FALSE },
        { "192.0.2.7", FALSE }, { "192.0.2.8", TRUE },
    };
    static const char *const bad[] = { "", "x", "10.0.0.0/33", "10.0.0.0/", "::1/129", "1.2.3" };
    struct peers *peers = peers_parse("127.0.0.0/8,10.0.0.0/8,192.0.2.8", NULL);

    (void)state;
    assert_non_null(peers);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sockaddr_in address = { .sin_family = AF_INET };

        inet_pton(AF_INET, cases[i].address, &address.sin_addr);
        assert_int_equal(peers_allow(peers, (struct sockaddr *)&address), cases[i].may);
    }
    peers_free(peers);
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;

        assert_null(peers_parse(bad[i], &error));
        assert_int_equal(error->code, ERROR_USAGE);
    }
}

static void both_laws_agree(void **state)
{
    guint8 table[256];

    (void)state;
    law_a_table(table);
    for (guint i = 0; i < 256; i++) {
        const int u = law_linear_of_u((guint8)i), a = law_linear_of_a(table[i]);

        assert_true(ABS(u - a) <= MAX(ABS(u) / 16, 16));
        if (i != 0x7F) /* the negative zero */
            assert_int_equal(law_u_of_linear(law_linear_of_u((guint8)i)), i);
    }
    assert_int_equal(table[LAW_SILENCE_U] & 0x7F, LAW_SILENCE_A & 0x7F);
}

/* ---- Places ---- */

struct drive {
    struct dialogue *dialogue;
    struct dialogue_action action;
    int64_t time;
};

static void drive(struct drive *drive, enum dialogue_kind kind, char key, uint32_t clip,
                  uint32_t sample)
{
    const struct dialogue_event event = {
        .kind = kind, .key = key, .time = drive->time, .clip = clip, .sample = sample
    };

    dialogue_event(drive->dialogue, &event, &drive->action);
}

static void a_caller_goes_on_where_the_call_ended(void **state)
{
    struct scene *scene = *state;
    struct caller_place place = { .speed = 150, .last_heard = 1002 };
    struct drive first = { .dialogue =
                               dialogue_new(scene->board, scene->keymap, &place, FALSE, 5000) },
                 second;

    drive(&first, DIALOGUE_STARTED, 0, 0, 0);
    drive(&first, DIALOGUE_KEY, '1', 0, 0);
    drive(&first, DIALOGUE_KEY, '1', 1, 0); /* story-0, at the speed that was kept */
    assert_int_equal(first.action.clips[0].clip, scene->board->stories[0].renderings[2].first);
    drive(&first, DIALOGUE_HUNG_UP, 0, 1, 10);
    assert_true(first.action.save);
    assert_true(dialogue_place(first.dialogue, &place));
    assert_string_equal(place.story, "story-0");
    assert_int_equal(place.sentence, 2);
    dialogue_free(first.dialogue);

    second = (struct drive){ .dialogue =
                                 dialogue_new(scene->board, scene->keymap, &place, FALSE, 6000) };
    drive(&second, DIALOGUE_STARTED, 0, 0, 0);
    assert_int_equal(second.action.clips[1].clip, scene->board->prompts[PROMPT_RESUME]);
    drive(&second, DIALOGUE_KEY, '1', 1, 0);
    assert_int_equal(second.action.clips[0].clip, scene->board->stories[0].renderings[2].first + 1);
    dialogue_free(second.dialogue);
}

/* Corrected since: that is said, and the story goes on at a sentence that it has. */
static void a_story_that_changed_is_told(void **state)
{
    struct scene *scene = *state;
    const struct caller_place place = { .story = "story-1", .content = "old", .sentence = 99 };
    struct drive call = { .dialogue =
                              dialogue_new(scene->board, scene->keymap, &place, FALSE, 5000) };
    const struct board_story *story = &scene->board->stories[scene->board->topics[1].first];
    const struct board_mark last =
        story->renderings[scene->board->usual].marks[story->sentence_count - 1];

    drive(&call, DIALOGUE_STARTED, 0, 0, 0);
    drive(&call, DIALOGUE_KEY, '1', 0, 0);
    assert_int_equal(call.action.clips[0].clip, PROMPT_STORY_CHANGED);
    assert_int_equal(call.action.clips[1].clip,
                     story->renderings[scene->board->usual].first + last.part);
    assert_int_equal(call.action.clips[1].from, last.from);
    dialogue_free(call.dialogue);
}

static void stories_that_are_gone_or_new(void **state)
{
    struct scene *scene = *state;
    const struct caller_place place = { .story = "gone", .content = "x", .last_heard = 1004 };
    struct drive call = { .dialogue =
                              dialogue_new(scene->board, scene->keymap, &place, FALSE, 5000) };

    drive(&call, DIALOGUE_STARTED, 0, 0, 0);
    assert_int_equal(call.action.clips[1].clip, scene->board->prompts[PROMPT_STORY_GONE]);
    drive(&call, DIALOGUE_KEY, '6', 0, 0); /* 1005 and 1006 are newer than 1004 */
    assert_int_equal(call.action.clip_count, 4);
    assert_int_equal(call.action.clips[0].clip, scene->board->prompts[PROMPT_NEW]);
    dialogue_free(call.dialogue);
}

static void a_newer_edition_waits_for_the_menu(void **state)
{
    struct scene *scene = *state;
    struct board *newer = board_load(scene->folder, NULL);
    struct drive call = { .dialogue =
                              dialogue_new(scene->board, scene->keymap, NULL, FALSE, 5000) };

    drive(&call, DIALOGUE_STARTED, 0, 0, 0);
    drive(&call, DIALOGUE_KEY, '1', 0, 0);
    dialogue_offer(call.dialogue, newer);
    drive(&call, DIALOGUE_KEY, '1', 0, 0);
    assert_ptr_equal(dialogue_board(call.dialogue), scene->board);
    drive(&call, DIALOGUE_KEY, '*', 0, 0);
    drive(&call, DIALOGUE_KEY, '*', 0, 0);
    assert_ptr_equal(dialogue_board(call.dialogue), newer);
    dialogue_free(call.dialogue);
    board_unref(newer);
}

/* Whatever happens, every clip that is to be played is one of the board's. */
static void any_row_of_events_is_survived(void **state)
{
    struct scene *scene = *state;
    GRand *chance = g_rand_new_with_seed(11);

    for (guint calls = 0; calls < 40; calls++) {
        const struct caller_place place = { .story = "story-3", .content = "old", .sentence = 99 };
        struct drive call = { .dialogue = dialogue_new(scene->board, scene->keymap,
                                                       calls % 2 ? &place : NULL, FALSE, 5000) };

        drive(&call, DIALOGUE_STARTED, 0, 0, 0);
        for (guint i = 0; i < 500; i++) {
            const guint kind = (guint)g_rand_int_range(chance, 0, 10);
            uint32_t topic;

            call.time += g_rand_int_range(chance, 0, 3000);
            drive(&call,
                  kind < 7   ? DIALOGUE_KEY
                  : kind < 8 ? DIALOGUE_ENDED
                  : kind < 9 ? DIALOGUE_TICK
                             : DIALOGUE_MISSING,
                  "0123456789*#"[g_rand_int_range(chance, 0, 12)],
                  (uint32_t)g_rand_int_range(chance, 0, 8),
                  (uint32_t)g_rand_int_range(chance, 0, CLIP_SAMPLES));
            for (uint32_t k = 0; k < call.action.clip_count; k++)
                assert_true(call.action.clips[k].clip < scene->board->clip_count);
            assert_non_null(dialogue_state(call.dialogue, &topic));
        }
        drive(&call, DIALOGUE_HUNG_UP, 0, 0, 0);
        dialogue_free(call.dialogue);
    }
    g_rand_free(chance);
}

/* ---- Packets ---- */

static struct phone_call *begin(const struct scene *scene, struct clip_shelf *shelf)
{
    const struct phone_call_setup setup = {
        .service = &scene->service, .board = scene->board, .shelf = shelf, .now = 5000
    };

    return phone_call_new(&setup);
}

static void a_key_is_heard_in_the_next_packet(void **state)
{
    struct scene *scene = *state;
    struct clip_shelf *shelf = clip_shelf_new(1 << 20);
    struct phone_call *call = begin(scene, shelf);
    guint8 packet[PACKET_SAMPLES];

    assert_true(phone_call_packet(call, packet));
    assert_int_equal(packet[0], PROMPT_GREETING);
    phone_call_press(call, KEY_BY_INFO, '1', 100);
    assert_true(phone_call_packet(call, packet));
    assert_int_equal(packet[0], scene->board->topics[0].opening);
    /* 400 samples are two packets and a half: the next clip begins amid a packet. */
    assert_true(phone_call_packet(call, packet));
    assert_true(phone_call_packet(call, packet));
    assert_int_equal(packet[79], scene->board->topics[0].opening);
    assert_int_equal(packet[80], scene->board->stories[0].headline);
    phone_call_free(call, END_HUNG_UP);
    clip_shelf_free(shelf);
}

static void a_missing_clip_is_excused(void **state)
{
    struct scene *scene = *state;
    const uint32_t first = scene->board->stories[0].renderings[1].first;
    g_autofree char *path = g_build_filename(scene->folder, scene->board->clips[first].file, NULL);
    struct clip_shelf *shelf = clip_shelf_new(1 << 20);
    struct phone_call *call = begin(scene, shelf);
    guint8 packet[PACKET_SAMPLES];

    g_remove(path);
    phone_call_press(call, KEY_BY_INFO, '1', 100);
    phone_call_press(call, KEY_BY_INFO, '1', 1000);
    assert_true(phone_call_packet(call, packet));
    assert_int_equal(packet[0], scene->board->prompts[PROMPT_EXCUSE]);
    assert_true(phone_call_packet(call, packet) && phone_call_packet(call, packet));
    assert_int_equal(packet[80], first + 1);
    phone_call_free(call, END_HUNG_UP);
    clip_shelf_free(shelf);
}

/* Nobody presses anything: the line says goodbye and hangs up within minutes. */
static void silence_ends_the_call(void **state)
{
    struct scene *scene = *state;
    struct clip_shelf *shelf = clip_shelf_new(1 << 20);
    struct phone_call *call = begin(scene, shelf);
    guint8 packet[PACKET_SAMPLES];
    guint packets = 0;

    while (packets < 10000 && phone_call_packet(call, packet))
        packets++;
    assert_true(packets > 15 * 50 && packets < 3000);
    phone_call_free(call, END_HUNG_UP);
    clip_shelf_free(shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_manifest_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_manifests_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(key_maps, set_up, tear_down),
        cmocka_unit_test(keys_by_packets_and_bodies),
        cmocka_unit_test(one_press_counts_once),
        cmocka_unit_test(who_may_call),
        cmocka_unit_test(both_laws_agree),
        cmocka_unit_test_setup_teardown(a_caller_goes_on_where_the_call_ended, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stories_that_are_gone_or_new, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_story_that_changed_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_newer_edition_waits_for_the_menu, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_row_of_events_is_survived, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_is_heard_in_the_next_packet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_clip_is_excused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(silence_ends_the_call, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
