/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Callers without a number: codes and PINs, what is kept of them, and that they cannot be
 * guessed. */
#include "core/phone/conversation.h"
#include "core/phone/store.h"

#include "tests/support/cmocka.h"
#include "tests/support/phone_folder.h"
#include "tests/support/scratch.h"

#define NOW INT64_C(1795435200)
#define DAY (INT64_C(24) * 60 * 60)

struct scene {
    char *folder, *file;
    struct store *store;
    struct board *board;
    struct keymap *keymap;
    struct phone_service service;
    GString *given; /* names of prompts, each with a blank behind it */
};

static void say(const char *line)
{
    (void)line;
}

static void open_store(struct scene *scene, int64_t now)
{
    scene->store = store_open(scene->file, now, say, NULL, NULL);
    assert_non_null(scene->store);
    scene->service.places = store_places(scene->store);
}

/* What a clip says: prompts by their names, all else by its text. */
static void given(void *data, const char *file, uint32_t from)
{
    struct scene *scene = data;

    (void)from;
    for (uint32_t i = 0; i < scene->board->clip_count; i++)
        if (strcmp(scene->board->clips[i].file, file) == 0) {
            g_string_append_printf(scene->given, "%s ", scene->board->clips[i].text);
            return;
        }
    fail_msg("there is no clip %s", file);
}

static int set_up(void **state)
{
    struct scene *scene = g_new0(struct scene, 1);

    scene->folder = scratch_new();
    phone_folder_write(scene->folder, "News");
    scene->board = board_load(scene->folder, NULL);
    scene->keymap = keymap_load("standard", NULL);
    scene->file = g_build_filename(scene->folder, "callers.sqlite", NULL);
    scene->given = g_string_new(NULL);
    scene->service =
        (struct phone_service){ .keymap = scene->keymap, .given = given, .data = scene };
    open_store(scene, NOW);
    *state = scene;
    return scene->board && scene->keymap ? 0 : -1;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;

    store_close(scene->store);
    board_unref(scene->board);
    keymap_free(scene->keymap);
    g_string_free(scene->given, TRUE);
    g_free(scene->file);
    scratch_free(scene->folder);
    g_free(scene);
    return 0;
}

/* ---- A call of keys ---- */

static struct conversation *ring(struct scene *scene, const char *caller)
{
    const struct dialogue_event start = { .kind = DIALOGUE_STARTED };
    struct conversation *call = conversation_new(&scene->service, scene->board, caller, NOW);

    g_string_truncate(scene->given, 0);
    conversation_event(call, &start);
    return call;
}

/* What is said to the last of these keys. */
static const char *press(struct scene *scene, struct conversation *call, const char *keys)
{
    for (; *keys; keys++) {
        const struct dialogue_event event = { .kind = DIALOGUE_KEY, .key = *keys, .time = 1000 };

        g_string_truncate(scene->given, 0);
        conversation_event(call, &event);
    }
    return scene->given->str;
}

static void hang_up(struct conversation *call)
{
    const struct dialogue_event event = { .kind = DIALOGUE_HUNG_UP, .time = 2000 };

    conversation_end(call, END_HUNG_UP, &event);
    conversation_free(call);
}

/* The digits that are said behind a prompt. */
static void said_digits(const char *said, const char *prompt, char *digits)
{
    const char *at = strstr(said, prompt);

    assert_non_null(at);
    at += strlen(prompt);
    while (g_str_has_prefix(at, "digit-")) {
        *digits++ = at[6];
        at += 8;
    }
    *digits = '\0';
}

static void assert_says(const char *said, const char *wanted)
{
    if (!strstr(said, wanted))
        fail_msg("it says <%s>, not <%s>", said, wanted);
}

/* A caller without a number is given a code in the middle of a story, and hangs up there. */
static struct member given_a_code(struct scene *scene)
{
    struct conversation *call = ring(scene, NULL);
    struct member member;
    const char *said;

    assert_says(scene->given->str, "member-offer ");
    said = press(scene, call, "93");
    said_digits(said, "new-code ", member.code);
    said_digits(said, "new-pin ", member.pin);
    assert_int_equal(strlen(member.code), MEMBER_CODE_DIGITS);
    assert_int_equal(strlen(member.pin), MEMBER_PIN_DIGITS);
    assert_says(said, "new-code-again ");
    press(scene, call, "*113");
    hang_up(call);
    return member;
}

/* ---- Cases ---- */

static void a_code_brings_the_place_back(void **state)
{
    struct scene *scene = *state;
    const struct member member = given_a_code(scene);
    g_autofree char *keys = g_strdup_printf("91%s#%s#", member.code, member.pin);
    struct conversation *call;

    store_close(scene->store); /* and after a restart */
    open_store(scene, NOW + DAY);
    call = ring(scene, NULL);
    assert_says(press(scene, call, keys), "member-known resume ");
    hang_up(call);
}

static void a_known_caller_is_offered_none(void **state)
{
    struct scene *scene = *state;
    struct conversation *call = ring(scene, "+1 541 555 0142");

    assert_null(strstr(scene->given->str, "member-offer"));
    assert_null(strstr(press(scene, call, "9"), "settings-code"));
    assert_says(press(scene, call, "1"), "wrong-key ");
    hang_up(call);
}

static void nothing_is_offered_where_nothing_is_kept(void **state)
{
    struct scene *scene = *state;
    struct conversation *call;

    scene->service.places = NULL;
    call = ring(scene, NULL);
    assert_null(strstr(scene->given->str, "member-offer"));
    assert_says(press(scene, call, "93"), "wrong-key ");
    hang_up(call);
}

/* Wrong code and wrong PIN are told alike, and the third one ends all tries of a call. */
static void three_tries_a_call(void **state)
{
    struct scene *scene = *state;
    struct conversation *call = ring(scene, NULL);
    g_autofree char *first = g_strdup(press(scene, call, "91000000#0000#"));
    const struct member member = given_a_code(scene);
    g_autofree char *keys =
        g_strdup_printf("%s#%c###", member.code, member.pin[0] == '9' ? '8' : '9');

    assert_says(first, "code-wrong enter-code ");
    keys[strlen(keys) - 2] = '\0'; /* one # ends the PIN */
    assert_string_equal(press(scene, call, keys), first);
    assert_says(press(scene, call, "123456#1234#"), "code-locked ");
    assert_says(press(scene, call, "91"), "code-locked ");
    hang_up(call);
}

static enum member_answer try(struct scene *scene, const struct member *member, const char *pin,
                              int64_t now)
{
    const struct caller_places *places = scene->service.places;
    struct member tried = *member;
    struct caller_place place;

    g_strlcpy(tried.pin, pin, sizeof(tried.pin));
    return places->find_member(places->data, &tried, now, &place);
}

/* Whoever calls again and again locks the code, for ten minutes, also over a restart. */
static void a_code_is_locked(void **state)
{
    struct scene *scene = *state;
    const struct member member = given_a_code(scene);
    const char *wrong = strcmp(member.pin, "1234") == 0 ? "4321" : "1234";

    assert_int_equal(try(scene, &member, wrong, NOW), MEMBER_WRONG);
    assert_int_equal(try(scene, &member, wrong, NOW), MEMBER_WRONG);
    assert_int_equal(try(scene, &member, wrong, NOW), MEMBER_LOCKED);
    assert_int_equal(try(scene, &member, member.pin, NOW + 599), MEMBER_LOCKED);
    store_close(scene->store);
    open_store(scene, NOW + 599);
    assert_int_equal(try(scene, &member, member.pin, NOW + 599), MEMBER_LOCKED);
    assert_int_equal(try(scene, &member, member.pin, NOW + 600), MEMBER_KNOWN);
    assert_int_equal(try(scene, &member, wrong, NOW + 600), MEMBER_WRONG);
}

/* Who tries codes learns nothing of which there are: one that nobody has answers alike, also after
 * a restart, and a lock that is over is forgotten. */
static void codes_that_nobody_has_answer_alike(void **state)
{
    struct scene *scene = *state;
    const struct member given = given_a_code(scene);
    struct member nobody = given;
    const char *wrong = strcmp(given.pin, "1234") == 0 ? "4321" : "1234";

    nobody.code[0] = nobody.code[0] == '9' ? '0' : (char)(nobody.code[0] + 1);
    for (int64_t t = 0; t < 5; t++)
        assert_int_equal(try(scene, &nobody, wrong, NOW + t), try(scene, &given, wrong, NOW + t));
    store_close(scene->store);
    open_store(scene, NOW + 10);
    assert_int_equal(try(scene, &nobody, wrong, NOW + 10), MEMBER_LOCKED);
    assert_int_equal(try(scene, &given, wrong, NOW + 10), MEMBER_LOCKED);
    assert_int_equal(try(scene, &nobody, wrong, NOW + 700), MEMBER_WRONG);
    assert_int_equal(try(scene, &given, wrong, NOW + 700), MEMBER_WRONG);
}

/* However many codes somebody tries, members keep theirs, and new ones can be had. */
static void trying_all_codes_takes_none(void **state)
{
    struct scene *scene = *state;
    const struct caller_places *places = scene->service.places;
    const struct member given = given_a_code(scene);
    struct member tried = { .pin = "0000" }, fresh;
    struct caller_place place;

    for (guint code = 0; code < 25000; code++) {
        g_snprintf(tried.code, sizeof(tried.code), "%06u", code);
        if (strcmp(tried.code, given.code) != 0)
            (void)places->find_member(places->data, &tried, NOW, &place);
    }
    assert_int_equal(places->find_member(places->data, &given, NOW, &place), MEMBER_KNOWN);
    assert_int_equal(places->new_member(places->data, NOW, &fresh), MEMBER_GIVEN);
    assert_int_equal(places->find_member(places->data, &fresh, NOW, &place), MEMBER_KNOWN);
}

static void unused_codes_are_dropped(void **state)
{
    struct scene *scene = *state;
    const struct member member = given_a_code(scene);

    store_close(scene->store);
    open_store(scene, NOW + (STORE_DAYS + 1) * DAY);
    assert_int_equal(try(scene, &member, member.pin, NOW + (STORE_DAYS + 1) * DAY), MEMBER_WRONG);
}

/* A line that runs for months drops them as well. */
static void old_places_are_dropped_while_it_runs(void **state)
{
    struct scene *scene = *state;
    const struct caller_places *places = scene->service.places;
    const struct member member = given_a_code(scene);
    struct caller_place place = { .story = "story-0", .last_heard = NOW };
    const struct caller_place later = { .last_heard = NOW + (STORE_DAYS + 1) * DAY };

    places->keep(places->data, "5550001", &place);
    places->keep(places->data, "5550002", &later);
    assert_false(places->find(places->data, "5550001", &place));
    assert_true(places->find(places->data, "5550002", &place));
    assert_int_equal(try(scene, &member, member.pin, later.last_heard), MEMBER_WRONG);
}

/* Neither numbers nor codes nor PINs stand in the file, and a number is never a member's. */
static void only_hashes_are_kept(void **state)
{
    struct scene *scene = *state;
    const struct member member = given_a_code(scene);
    g_autofree char *as_name = g_strconcat("member:", member.code, NULL);
    const struct caller_places *places = scene->service.places;
    struct caller_place place;
    g_autofree char *bytes = NULL, *log = NULL, *log_path = g_strconcat(scene->file, "-wal", NULL);
    gsize size, log_size = 0;

    assert_false(places->find(places->data, member.code, &place));
    assert_false(places->find(places->data, as_name, &place));
    store_close(g_steal_pointer(&scene->store));
    assert_true(g_file_get_contents(scene->file, &bytes, &size, NULL));
    (void)g_file_get_contents(log_path, &log, &log_size, NULL);
    assert_null(memmem(bytes, size, member.code, MEMBER_CODE_DIGITS));
    assert_true(!log || !memmem(log, log_size, member.code, MEMBER_CODE_DIGITS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_code_brings_the_place_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_known_caller_is_offered_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_offered_where_nothing_is_kept, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(three_tries_a_call, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_code_is_locked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_that_nobody_has_answer_alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(trying_all_codes_takes_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unused_codes_are_dropped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(old_places_are_dropped_while_it_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_hashes_are_kept, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
