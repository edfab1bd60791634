/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/plugin/frames.h"

#include "tests/support/cmocka.h"

#include <unistd.h>

static void frames_come_out_as_they_went_in(void **state)
{
    g_autofree char *large = g_malloc(LIMIT_FRAME);
    struct frame_writer writer;
    struct frame_reader reader;
    struct frame frame;
    const char *bytes;
    int ends[2];

    (void)state;
    memset(large, 'x', LIMIT_FRAME);
    assert_int_equal(pipe(ends), 0);
    frame_writer_init(&writer, ends[1]);
    frame_reader_init(&reader, ends[0]);
    frame_write(&writer, (struct frame){ .type = FRAME_CUT }, NULL);
    frame_write(&writer, (struct frame){ .type = FRAME_TEXT, .size = 3, .a = 7, .b = 10 }, "abc");
    frame_flush(&writer);
    assert_int_equal(frame_next(&reader, 1000, &frame, &bytes), FRAME_GOT);
    assert_int_equal(frame.type, FRAME_CUT);
    assert_int_equal(frame_next(&reader, 1000, &frame, &bytes), FRAME_GOT);
    assert_int_equal(frame.size, 3);
    assert_int_equal(frame.a, 7);
    assert_int_equal(frame.b, 10);
    assert_memory_equal(bytes, "abc", 3);
    assert_int_equal(frame_next(&reader, 0, &frame, &bytes), FRAME_TIMEOUT);
    close(ends[1]);
    assert_int_equal(frame_next(&reader, 1000, &frame, &bytes), FRAME_EOF);
    frame_reader_clear(&reader);
    close(ends[0]);
}

/* Feed raw bytes and expect one result. */
static void expect(const void *raw, size_t size, enum frame_result wanted, int line)
{
    struct frame_reader reader;
    struct frame frame;
    const char *bytes;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], raw, size), size);
    close(ends[1]);
    frame_reader_init(&reader, ends[0]);
    assert_int_at(line, frame_next(&reader, 1000, &frame, &bytes), wanted);
    frame_reader_clear(&reader);
    close(ends[0]);
}

static void a_corrupt_sender_is_noticed(void **state)
{
    struct frame huge = { .type = FRAME_TEXT, .size = LIMIT_FRAME + 1 };
    struct frame cut = { .type = FRAME_TEXT, .size = 100 };
    struct frame empty = { .type = FRAME_CLOSE };

    (void)state;
    expect(&huge, sizeof(huge), FRAME_BROKEN, __LINE__);
    expect(&cut, sizeof(cut), FRAME_BROKEN, __LINE__);
    expect(&cut, 3, FRAME_BROKEN, __LINE__);
    expect(&empty, sizeof(empty), FRAME_GOT, __LINE__);
    expect(&empty, 0, FRAME_EOF, __LINE__);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_out_as_they_went_in),
        cmocka_unit_test(a_corrupt_sender_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
