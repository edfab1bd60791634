/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline: integer frames, no rounding that adds up. */
#include "core/audio/pauses.h"
#include "core/audio/track.h"

#include "tests/support/cmocka.h"

#include <crier/role.h>

static void utterances_follow_each_other_with_their_pauses(void **state)
{
    struct track track;

    (void)state;
    track_init(&track, 1000);
    assert_int_equal(track_place(&track, 500), pause_lead());
    track_pause(&track, 350);
    assert_int_equal(track_place(&track, 10), pause_lead() + 500 + 350);
    assert_int_equal(track_place(&track, 10), pause_lead() + 500 + 350 + 10);
    assert_int_equal(track_length(&track), pause_lead() + 500 + 350 + 20 + pause_tail());
}

static void of_several_pauses_the_longest_counts(void **state)
{
    struct track track;

    (void)state;
    track_init(&track, 1000);
    track_place(&track, 100);
    track_pause(&track, 900);
    track_pause(&track, 350);
    assert_int_equal(track_place(&track, 1), pause_lead() + 100 + 900);
}

static void no_frame_is_lost_to_rounding(void **state)
{
    struct track track;
    int64_t expected = pause_frames(pause_lead(), 22050);

    (void)state;
    track_init(&track, 22050);
    for (int i = 0; i < 100000; i++) {
        assert_int_equal(track_place(&track, 12345), expected);
        track_pause(&track, 333);
        expected += 12345 + 7342; /* 333 ms are 7342.65 frames */
    }
}

static void structure_is_heard(void **state)
{
    (void)state;
    assert_true(pause_after_block(CRIER_ROLE_HEADLINE) > pause_after_block(CRIER_ROLE_PARAGRAPH));
    assert_true(pause_after_block(CRIER_ROLE_PARAGRAPH) > pause_between_sentences());
    assert_true(pause_after_block(CRIER_ROLE_LIST_ITEM) > pause_between_sentences());
    assert_true(pause_after_block(CRIER_ROLE_LIST_ITEM) < pause_after_block(CRIER_ROLE_PARAGRAPH));
    for (uint32_t role = 0; role < CRIER_ROLE_COUNT + 5; role++)
        assert_in_range(pause_after_block(role), 100, 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utterances_follow_each_other_with_their_pauses),
        cmocka_unit_test(of_several_pauses_the_longest_counts),
        cmocka_unit_test(no_frame_is_lost_to_rounding),
        cmocka_unit_test(structure_is_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
