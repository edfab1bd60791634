/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Containers written from front to back: small, without end, beyond 4 GiB, onto a full disk. */
#include "shared/zip.h"
#include "shared/zip_writer.h"
#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct place {
    char *folder, *path;
    char message[100];
    struct crier_output_host host;
    struct zip_writer zip;
    int fd;
};

static void take_message(const struct crier_output_host *host, const char *message)
{
    struct place *place = host->context;

    g_strlcpy(place->message, message, sizeof(place->message));
}

static int set_up(void **state)
{
    struct place *place = g_new0(struct place, 1);

    place->folder = scratch_new();
    place->path = g_build_filename(place->folder, "a.zip", NULL);
    place->fd = open(place->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    place->host = (struct crier_output_host){ .size = sizeof(place->host),
                                              .context = place,
                                              .fail = take_message };
    zip_writer_init(&place->zip, &place->host, place->fd);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;

    zip_writer_clear(&place->zip);
    close(place->fd);
    scratch_free(place->folder);
    g_free(place->path);
    g_free(place);
    return 0;
}

static int all(const char *name)
{
    (void)name;
    return 1;
}

static void add(struct place *place, const char *name, const char *bytes, gsize size)
{
    struct zip_text text = { 0 };

    zip_text_add(&text, bytes, size);
    zip_writer_add(&place->zip, name, &text);
    zip_text_clear(&text);
}

static void what_goes_in_comes_out(void **state)
{
    struct place *place = *state;
    g_autofree char *source = g_build_filename(place->folder, "source", NULL);
    g_autofree char *bytes = NULL;
    GString *long_text = g_string_new(NULL);
    struct zip zip = { 0 };
    gsize size;
    int fd;

    for (guint i = 0; i < 100000; i++)
        g_string_append_printf(long_text, "%u ", i * 2654435761u);
    assert_true(g_file_set_contents(source, long_text->str, (gssize)long_text->len, NULL));
    fd = open(source, O_RDONLY | O_CLOEXEC);
    zip_writer_store(&place->zip, "stored", "as it is", 8);
    add(place, "empty", "", 0);
    add(place, "long", long_text->str, long_text->len);
    zip_writer_copy(&place->zip, "copied", fd, 0);
    close(fd);
    assert_int_equal(zip_writer_finish(&place->zip), CRIER_OK);
    assert_true(g_file_get_contents(place->path, &bytes, &size, NULL));
    assert_true(size < long_text->len * 2);
    assert_int_equal(zip_read(&zip, (const uint8_t *)bytes, size, all), 1);
    assert_false(zip.broken);
    assert_int_equal(zip.count, 4);
    assert_string_equal(zip_find(&zip, "stored")->data, "as it is");
    assert_int_equal(zip_find(&zip, "empty")->size, 0);
    assert_string_equal(zip_find(&zip, "long")->data, long_text->str);
    assert_string_equal(zip_find(&zip, "copied")->data, long_text->str);
    zip_clear(&zip);
    g_string_free(long_text, TRUE);
}

static void a_text_is_empty_again(void **state)
{
    struct place *place = *state;
    struct zip_text text = { 0 };
    struct zip zip = { 0 };
    g_autofree char *bytes = NULL;
    gsize size;

    zip_text_add(&text, "one", 3);
    zip_writer_add(&place->zip, "one", &text);
    zip_text_add(&text, "nobody sees this", 16);
    zip_text_reset(&text);
    zip_text_add(&text, "two", 3);
    zip_writer_add(&place->zip, "two", &text);
    zip_text_clear(&text);
    assert_int_equal(zip_writer_finish(&place->zip), CRIER_OK);
    assert_true(g_file_get_contents(place->path, &bytes, &size, NULL));
    assert_int_equal(zip_read(&zip, (const uint8_t *)bytes, size, all), 1);
    assert_string_equal(zip_find(&zip, "one")->data, "one");
    assert_string_equal(zip_find(&zip, "two")->data, "two");
    zip_clear(&zip);
}

/* ---- Beyond 4 GiB: by hand, for nobody reads five of them into memory ---- */

static guint64 field(int fd, off_t at, guint count)
{
    guint8 bytes[8] = { 0 };
    guint64 value = 0;

    assert_int_equal(pread(fd, bytes, count, at), count);
    for (guint i = 0; i < count; i++)
        value |= (guint64)bytes[i] << 8 * i;
    return value;
}

static void places_beyond_4_gib_take_64_bits(void **state)
{
    const guint64 far = G_GUINT64_CONSTANT(5) << 30;
    struct place *place = *state;
    off_t end, directory, extra;

    zip_writer_store(&place->zip, "a", "near", 4);
    place->zip.at = far; /* a hole, as if gigabytes of audio had come */
    zip_writer_store(&place->zip, "b", "far", 3);
    assert_int_equal(zip_writer_finish(&place->zip), CRIER_OK);
    end = lseek(place->fd, 0, SEEK_END) - 22;
    assert_int_equal(field(place->fd, end, 4), 0x06054B50);
    assert_int_equal(field(place->fd, end + 16, 4), 0xFFFFFFFF);
    assert_int_equal(field(place->fd, end - 20, 4), 0x07064B50);
    end = (off_t)field(place->fd, end - 20 + 8, 8);
    assert_int_equal(field(place->fd, end, 4), 0x06064B50);
    assert_int_equal(field(place->fd, end + 32, 8), 2);
    directory = (off_t)field(place->fd, end + 48, 8);
    assert_int_equal(field(place->fd, directory, 4), 0x02014B50);
    assert_int_equal(field(place->fd, directory + 30, 2), 0); /* the near one has no extra */
    directory += 46 + 1;
    assert_int_equal(field(place->fd, directory, 4), 0x02014B50);
    assert_int_equal(field(place->fd, directory + 42, 4), 0xFFFFFFFF);
    extra = directory + 46 + 1;
    assert_int_equal(field(place->fd, extra, 2), 1);
    assert_int_equal(field(place->fd, extra + 2, 2), 8);
    assert_int_equal(field(place->fd, extra + 4, 8), far);
}

static void more_than_65535_parts_take_64_bits(void **state)
{
    struct place *place = *state;
    off_t end;

    for (guint i = 0; i < 70000; i++) {
        char name[16];

        snprintf(name, sizeof(name), "%u", i);
        zip_writer_store(&place->zip, name, "", 0);
    }
    assert_int_equal(zip_writer_finish(&place->zip), CRIER_OK);
    end = lseek(place->fd, 0, SEEK_END) - 22;
    assert_int_equal(field(place->fd, end + 10, 2), 0xFFFF);
    assert_int_equal(field(place->fd, end - 20, 4), 0x07064B50);
    assert_int_equal(field(place->fd, (off_t)field(place->fd, end - 12, 8) + 32, 8), 70000);
}

static void a_full_disk_is_told(void **state)
{
    struct place *place = *state;
    int full = open("/dev/full", O_RDWR | O_CLOEXEC);

    assert_true(full >= 0);
    zip_writer_clear(&place->zip);
    zip_writer_init(&place->zip, &place->host, full);
    add(place, "a", "b", 1);
    assert_int_equal(zip_writer_finish(&place->zip), CRIER_IO);
    assert_string_equal(place->message, "No space left on device");
    close(full);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_goes_in_comes_out),
        TEST(a_text_is_empty_again),
        TEST(places_beyond_4_gib_take_64_bits),
        TEST(more_than_65535_parts_take_64_bits),
        TEST(a_full_disk_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
