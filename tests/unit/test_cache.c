/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/synthesis/cache.h"

#include "tests/support/cmocka.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CAP (UINT64_C(1) << 20)

static const struct token two_tokens[] = { { 0, 5 }, { 6, 11 } };
static const struct utterance hello = { "hello there", 11, two_tokens, 2, FALSE };

static int set_up(void **state)
{
    *state = g_dir_make_tmp("crier-cache-XXXXXX", NULL);
    return *state ? 0 : -1;
}

static void remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        if (g_file_test(below, G_FILE_TEST_IS_DIR))
            remove_tree(below);
        else
            unlink(below);
    }
    if (dir)
        g_dir_close(dir);
    rmdir(path);
}

static int tear_down(void **state)
{
    remove_tree(*state);
    g_free(*state);
    return 0;
}

static struct cache *open_cache(const char *folder, uint64_t cap)
{
    char *why;
    struct cache *cache = cache_new(folder, cap, &why);

    assert_null(why);
    return cache;
}

/* A speech of `frames` samples that all differ from those of another `seed`. */
struct sample {
    struct speech speech;
    int16_t *pcm;
    struct spoken_token tokens[2];
    struct crier_phoneme phonemes[3];
};

static struct sample *sample_new(uint32_t frames, int seed)
{
    struct sample *sample = g_new0(struct sample, 1);

    sample->pcm = g_new(int16_t, frames + 1);
    for (uint32_t i = 0; i < frames; i++)
        sample->pcm[i] = (int16_t)(i * 31 + (uint32_t)seed * 7);
    sample->tokens[0] = (struct spoken_token){ 0, (int32_t)frames / 2 };
    sample->tokens[1] = (struct spoken_token){ (int32_t)frames / 2, (int32_t)frames };
    for (int i = 0; i < 3; i++)
        sample->phonemes[i] = (struct crier_phoneme){ MIN(i * 10, (int)frames), "a" };
    sample->speech = (struct speech){ SPEECH_DONE, 22050,          frames,           2,   3,
                                      sample->pcm, sample->tokens, sample->phonemes, NULL };
    return sample;
}

static void sample_free(struct sample *sample)
{
    g_free(sample->pcm);
    g_free(sample);
}

static void assert_same(const struct speech *got, const struct speech *kept)
{
    assert_int_equal(got->outcome, kept->outcome);
    assert_int_equal(got->rate, kept->rate);
    assert_int_equal(got->frames, kept->frames);
    assert_int_equal(got->token_count, kept->token_count);
    assert_int_equal(got->phoneme_count, kept->phoneme_count);
    if (kept->frames)
        assert_memory_equal(got->pcm, kept->pcm, kept->frames * sizeof *kept->pcm);
    if (kept->token_count)
        assert_memory_equal(got->tokens, kept->tokens, kept->token_count * sizeof *kept->tokens);
    if (kept->phoneme_count)
        assert_memory_equal(got->phonemes, kept->phonemes,
                            kept->phoneme_count * sizeof *kept->phonemes);
}

static void key_of(uint8_t key[CACHE_KEY_SIZE], unsigned number)
{
    char identity[32];

    g_snprintf(identity, sizeof identity, "engine %u", number);
    cache_key(identity, &hello, key);
}

static void keep(struct cache *cache, unsigned number, uint32_t frames)
{
    struct sample *sample = sample_new(frames, (int)number);
    uint8_t key[CACHE_KEY_SIZE];

    key_of(key, number);
    cache_keep(cache, key, &sample->speech);
    sample_free(sample);
}

static gboolean has(struct cache *cache, unsigned number)
{
    uint8_t key[CACHE_KEY_SIZE];
    struct speech speech;

    key_of(key, number);
    if (!cache_find(cache, key, &speech))
        return FALSE;
    cache_release(cache, &speech);
    return TRUE;
}

static char *file_of(const char *folder, unsigned number)
{
    uint8_t key[CACHE_KEY_SIZE];
    GString *hex = g_string_new(NULL);
    char *path;

    key_of(key, number);
    for (int i = 0; i < CACHE_KEY_SIZE; i++)
        g_string_append_printf(hex, "%02x", key[i]);
    path = g_strdup_printf("%s/utterances/%.2s/%s", folder, hex->str, hex->str);
    g_string_free(hex, TRUE);
    return path;
}

static void what_is_kept_is_found(void **state)
{
    static const uint32_t lengths[] = { 0, 1, 7, 4096, 300000 };
    struct cache *cache = open_cache(*state, CAP);
    uint8_t key[CACHE_KEY_SIZE];

    for (unsigned i = 0; i < G_N_ELEMENTS(lengths); i++) {
        struct sample *sample = sample_new(lengths[i], (int)i);
        struct speech speech;

        if (!lengths[i])
            sample->speech = (struct speech){ .outcome = SPEECH_EMPTY, .rate = 22050 };
        key_of(key, i);
        assert_false(cache_find(cache, key, &speech));
        cache_keep(cache, key, &sample->speech);
        assert_true(cache_find(cache, key, &speech));
        assert_same(&speech, &sample->speech);
        cache_release(cache, &speech);
        sample_free(sample);
    }
    cache_free(cache);
    cache = open_cache(*state, CAP);
    for (unsigned i = 0; i < G_N_ELEMENTS(lengths); i++)
        assert_true(has(cache, i));
    cache_free(cache);
}

static void failures_are_not_kept(void **state)
{
    static const enum speech_outcome failures[] = { SPEECH_CRASHED, SPEECH_HUNG, SPEECH_TOO_LONG };
    struct cache *cache = open_cache(*state, CAP);

    for (unsigned i = 0; i < G_N_ELEMENTS(failures); i++) {
        struct sample *sample = sample_new(10, 0);
        uint8_t key[CACHE_KEY_SIZE];

        sample->speech.outcome = failures[i];
        key_of(key, i);
        cache_keep(cache, key, &sample->speech);
        assert_false(has(cache, i));
        sample_free(sample);
    }
    cache_free(cache);
}

/* Fields cannot run into each other: every one of these is another utterance. */
static void keys_tell_all_apart(void **state)
{
    static const struct token one[] = { { 0, 11 } }, other[] = { { 0, 5 }, { 5, 11 } };
    static const struct {
        const char *identity;
        struct utterance utterance;
    } ways[] = {
        { "engine 1", { "hello there", 11, two_tokens, 2, FALSE } },
        { "engine 2", { "hello there", 11, two_tokens, 2, FALSE } },
        { "engine 1", { "hello There", 11, two_tokens, 2, FALSE } },
        { "engine 1", { "hello ther", 10, two_tokens, 2, FALSE } },
        { "engine 1", { "hello there", 11, one, 1, FALSE } },
        { "engine 1", { "hello there", 11, other, 2, FALSE } },
        { "engine 1", { "hello there", 11, NULL, 0, FALSE } },
        { "engine 1h", { "ello there", 10, NULL, 0, FALSE } },
        { "", { "", 0, NULL, 0, FALSE } },
    };
    uint8_t keys[G_N_ELEMENTS(ways)][CACHE_KEY_SIZE], again[CACHE_KEY_SIZE];

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        cache_key(ways[i].identity, &ways[i].utterance, keys[i]);
        cache_key(ways[i].identity, &ways[i].utterance, again);
        assert_memory_equal(keys[i], again, CACHE_KEY_SIZE);
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(keys[i], keys[j], CACHE_KEY_SIZE);
    }
}

/* Cut off at any byte, or with any byte changed, an entry is none, and goes. */
static void damage_is_noticed(void **state)
{
    struct cache *cache = open_cache(*state, CAP);
    g_autofree char *path = file_of(*state, 1);
    g_autofree char *whole = NULL;
    gsize size;

    keep(cache, 1, 20);
    assert_true(g_file_get_contents(path, &whole, &size, NULL));
    for (gsize i = 0; i < size; i++) {
        g_autofree char *changed = g_memdup2(whole, size);

        changed[i] ^= 1 << (i % 8);
        assert_true(g_file_set_contents(path, changed, (gssize)size, NULL));
        assert_false(has(cache, 1));
        assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
        assert_true(g_file_set_contents(path, whole, (gssize)i, NULL));
        assert_false(has(cache, 1));
    }
    keep(cache, 1, 20);
    assert_true(has(cache, 1));
    cache_free(cache);
}

/* One entry under the name of another is not taken for it. */
/* Written with a right checksum, by whoever: words outside of the speech are none. */
static void nonsense_is_not_found(void **state)
{
    struct cache *cache = open_cache(*state, CAP);

    for (unsigned i = 0; i < 4; i++) {
        struct sample *sample = sample_new(100, (int)i);
        struct speech speech;
        uint8_t key[CACHE_KEY_SIZE];

        if (i == 0)
            sample->tokens[1].end = 101;
        if (i == 1)
            sample->tokens[0].start = -1;
        if (i == 2)
            sample->phonemes[2].start = 101;
        if (i == 3)
            memset(sample->phonemes[0].name, 'a', sizeof sample->phonemes[0].name);
        key_of(key, i);
        cache_keep(cache, key, &sample->speech);
        assert_false(cache_find(cache, key, &speech));
        sample_free(sample);
    }
    cache_free(cache);
}

static void an_entry_knows_its_key(void **state)
{
    struct cache *cache = open_cache(*state, CAP);
    g_autofree char *first = file_of(*state, 1), *second = file_of(*state, 2);

    keep(cache, 1, 20);
    keep(cache, 2, 20);
    assert_int_equal(rename(first, second), 0);
    assert_false(has(cache, 2));
    cache_free(cache);
}

static void set_age(const char *folder, unsigned number, int days)
{
    g_autofree char *path = file_of(folder, number);
    struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
                                 { .tv_sec = time(NULL) - days * 86400 } };

    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void the_least_recently_used_go_first(void **state)
{
    const uint32_t frames = 50000; /* 100 kB */
    struct cache *cache = open_cache(*state, 10 * CAP);

    for (unsigned i = 0; i < 8; i++)
        keep(cache, i, frames);
    cache_free(cache);
    for (unsigned i = 0; i < 8; i++)
        set_age(*state, i, 10 + (int)i);
    cache = open_cache(*state, 350000); /* room for three */
    assert_true(has(cache, 7));         /* the oldest is used again */
    keep(cache, 8, frames);
    cache_free(cache);
    cache = open_cache(*state, CAP);
    for (unsigned i = 0; i < 9; i++)
        assert_int_equal(has(cache, i), i == 0 || i == 7 || i == 8);
    cache_free(cache);
}

/* A run longer than the whole cache does not fill the disk before it is cut back. */
static void a_run_keeps_no_more_than_the_cap(void **state)
{
    struct cache *cache = open_cache(*state, 250000);
    unsigned found = 0;

    for (unsigned i = 0; i < 20; i++)
        keep(cache, i, 50000);
    for (unsigned i = 0; i < 20; i++)
        found += has(cache, i);
    assert_int_equal(found, 2);
    cache_free(cache);
}

static void leftovers_of_dead_runs_go(void **state)
{
    g_autofree char *path = file_of(*state, 1), *folder = g_path_get_dirname(path);
    g_autofree char *old = g_build_filename(folder, ".1-1", NULL);
    g_autofree char *fresh = g_build_filename(folder, ".2-1", NULL);
    const struct timespec times[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };
    struct cache *cache = open_cache(*state, CAP);

    keep(cache, 1, 10);
    assert_true(g_file_set_contents(old, "x", 1, NULL));
    assert_true(g_file_set_contents(fresh, "x", 1, NULL));
    assert_int_equal(utimensat(AT_FDCWD, old, times, 0), 0);
    cache_free(cache);
    assert_false(g_file_test(old, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(fresh, G_FILE_TEST_EXISTS));
}

static void only_we_may_look(void **state)
{
    g_autofree char *folder = g_build_filename(*state, "deep", "below", NULL);
    g_autofree char *utterances = g_build_filename(folder, "utterances", NULL);
    struct cache *cache = open_cache(folder, CAP);
    struct stat status;

    assert_int_equal(stat(utterances, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    cache_free(cache);
}

static void an_unusable_folder_is_said_once(void **state)
{
    g_autofree char *file = g_build_filename(*state, "file", NULL);
    struct cache *cache;
    char *why;

    assert_true(g_file_set_contents(file, "x", 1, NULL));
    cache = cache_new(file, CAP, &why);
    assert_non_null(cache);
    assert_non_null(strstr(why, file));
    keep(cache, 1, 10);
    assert_false(has(cache, 1));
    cache_free(cache);
    g_free(why);
}

/* Several processes keep and find the same entries: each finds all or nothing. */
static void processes_share_it(void **state)
{
    pid_t children[4];

    for (unsigned c = 0; c < G_N_ELEMENTS(children); c++) {
        children[c] = fork();
        if (children[c])
            continue;
        for (unsigned round = 0; round < 20; round++) {
            struct cache *cache = open_cache(*state, 60000);

            for (unsigned i = 0; i < 10; i++) {
                struct sample *sample = sample_new(5000, (int)i);
                uint8_t key[CACHE_KEY_SIZE];
                struct speech speech;

                key_of(key, i);
                if (cache_find(cache, key, &speech)) {
                    if (memcmp(speech.pcm, sample->pcm, 10000) != 0)
                        _exit(1);
                    cache_release(cache, &speech);
                } else {
                    cache_keep(cache, key, &sample->speech);
                }
                sample_free(sample);
            }
            cache_free(cache);
        }
        _exit(0);
    }
    for (unsigned c = 0; c < G_N_ELEMENTS(children); c++) {
        int status;

        assert_int_equal(waitpid(children[c], &status, 0), children[c]);
        assert_int_equal(status, 0);
    }
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(what_is_kept_is_found),
        WITH_FOLDER(failures_are_not_kept),
        cmocka_unit_test(keys_tell_all_apart),
        WITH_FOLDER(damage_is_noticed),
        WITH_FOLDER(nonsense_is_not_found),
        WITH_FOLDER(an_entry_knows_its_key),
        WITH_FOLDER(the_least_recently_used_go_first),
        WITH_FOLDER(a_run_keeps_no_more_than_the_cap),
        WITH_FOLDER(leftovers_of_dead_runs_go),
        WITH_FOLDER(only_we_may_look),
        WITH_FOLDER(an_unusable_folder_is_said_once),
        WITH_FOLDER(processes_share_it),
    };

    return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
