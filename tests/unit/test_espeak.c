/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real engine, in its own processes. */
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/synthesis/espeak.h"
#include "core/synthesis/sayable.h"

#include "tests/support/cmocka.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKER TEST_BUILD "/libexec/crier/crier-voice"

static const char *const sentences[] = {
    "The ferry to Harbor Island will run every twenty minutes from Monday.",
    "Drivers voted for the contract by two to one.",
    "Who pays for the bus that never comes?",
    "Shift change is at six, said Maria Ortega, who has worked here for thirty years.",
    "No.",
    "Rents rose again; wages, in the same year, did not.",
    "Москва and 東京 and a café in the head of the union.",
};
#define SENTENCES G_N_ELEMENTS(sentences)

static struct espeak_options options(const char *voice, uint32_t jobs)
{
    struct espeak_options made = {
        .voice = { .words_per_minute = 175, .pitch = 50, .pitch_range = 50 },
        .jobs = jobs,
        .worker_path = WORKER,
    };

    g_strlcpy(made.voice.name, voice, sizeof made.voice.name);
    return made;
}

static struct engine *engine_of(const struct espeak_options *wanted)
{
    g_autoptr(GError) error = NULL;
    struct engine *engine = espeak_new(wanted, &error);

    if (!engine)
        fail_msg("%s", error->message);
    return engine;
}

static struct engine *engine_with(uint32_t jobs)
{
    struct espeak_options wanted = options("en-us", jobs);

    return engine_of(&wanted);
}

/* Raw: the words of the text are its tokens, nothing is made sayable. */
static void submit_raw(struct engine *engine, uint64_t number, const char *text)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    g_autoptr(GError) error = NULL;
    struct utterance utterance;

    for (const char *at = text; *at;) {
        struct token token = { .from = (uint32_t)(at - text) };

        at += strcspn(at, " ");
        token.to = (uint32_t)(at - text);
        g_array_append_val(tokens, token);
        at += strspn(at, " ");
    }
    utterance = (struct utterance){ text, (uint32_t)strlen(text), (void *)tokens->data, tokens->len,
                                    FALSE };
    if (!engine_submit(engine, number, &utterance, &error))
        fail_msg("%s", error->message);
}

static struct speech collect(struct engine *engine, uint64_t number)
{
    g_autoptr(GError) error = NULL;
    struct speech speech;
    int got;

    do
        got = engine_collect(engine, number, -1, &speech, &error);
    while (got == 0);
    if (got < 0)
        fail_msg("%s", error->message);
    return speech;
}

static enum speech_outcome outcome_of(struct engine *engine, const char *text)
{
    struct speech speech;
    enum speech_outcome outcome;

    submit_raw(engine, 99, text);
    speech = collect(engine, 99);
    outcome = speech.outcome;
    engine_release(engine, &speech);
    return outcome;
}

/* Everything that came back, as one hash. */
static char *digest(const struct speech *speech)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    assert_int_equal(speech->outcome, SPEECH_DONE);
    g_checksum_update(sum, (const guchar *)speech->pcm, speech->frames * 2);
    g_checksum_update(sum, (const guchar *)speech->tokens, speech->token_count * 8);
    g_checksum_update(sum, (const guchar *)speech->phonemes,
                      (gssize)(speech->phoneme_count * sizeof *speech->phonemes));
    return g_strdup(g_checksum_get_string(sum));
}

/* ---- Samples ---- */

static void say_all(struct engine *engine, gboolean backwards, char *digests[SENTENCES])
{
    size_t submitted = 0;

    for (size_t n = 0; n < SENTENCES; n++) {
        size_t i = backwards ? SENTENCES - 1 - n : n;
        struct speech speech;

        while (submitted < SENTENCES && submitted - n < engine->slots) {
            size_t j = backwards ? SENTENCES - 1 - submitted : submitted;

            submit_raw(engine, j, sentences[j]);
            submitted++;
        }
        speech = collect(engine, i);
        g_free(digests[i]);
        digests[i] = digest(&speech);
        engine_release(engine, &speech);
    }
}

static void samples_depend_on_the_text_alone(void **state)
{
    static const uint32_t jobs[] = { 1, 2, 4 };
    char *first[SENTENCES] = { 0 }, *again[SENTENCES] = { 0 };

    (void)state;
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(jobs); i++) {
        struct engine *engine = engine_with(jobs[i / 2]);

        say_all(engine, i % 2, i ? again : first);
        say_all(engine, !(i % 2), again);
        for (size_t n = 0; n < SENTENCES; n++)
            assert_string_equal(first[n], again[n]);
        engine_free(engine);
    }
    for (size_t n = 0; n < SENTENCES; n++) {
        g_free(first[n]);
        g_free(again[n]);
    }
}

static void every_token_has_a_time(void **state)
{
    struct engine *engine = engine_with(2);

    (void)state;
    for (size_t n = 0; n < SENTENCES; n++) {
        struct speech speech;
        int32_t last = 0;

        submit_raw(engine, n, sentences[n]);
        speech = collect(engine, n);
        assert_int_equal(speech.outcome, SPEECH_DONE);
        assert_int_equal(speech.rate, engine->rate);
        assert_true(speech.token_count > 0 && speech.phoneme_count > 0);
        for (uint32_t i = 0; i < speech.token_count; i++) {
            assert_in_range(speech.tokens[i].start, last, speech.frames);
            assert_in_range(speech.tokens[i].end, speech.tokens[i].start, speech.frames);
            assert_true(speech.tokens[i].end > speech.tokens[i].start);
            last = speech.tokens[i].start;
        }
        engine_release(engine, &speech);
    }
    engine_free(engine);
}

/* The engine's own silence is gone: no tenth of a second of zeros at either end. */
static void no_silence_at_the_ends(void **state)
{
    struct engine *engine = engine_with(1);

    (void)state;
    for (size_t n = 0; n < SENTENCES; n++) {
        struct speech speech;
        uint32_t head = 0, tail = 0;

        submit_raw(engine, n, sentences[n]);
        speech = collect(engine, n);
        while (head < speech.frames && !speech.pcm[head])
            head++;
        while (tail < speech.frames && !speech.pcm[speech.frames - 1 - tail])
            tail++;
        assert_true(head < engine->rate / 20 && tail < engine->rate / 20);
        engine_release(engine, &speech);
    }
    engine_free(engine);
}

/* ---- What goes wrong with one utterance ---- */

static char *repeat(const char *part, unsigned times)
{
    GString *text = g_string_new(NULL);

    while (times--)
        g_string_append(text, part);
    return g_string_free(text, FALSE);
}

static void a_crash_costs_one_utterance(void **state)
{
    g_autofree char *deadly = repeat("A.B.C.", 200);
    g_autofree char *before = NULL, *after = NULL;
    struct engine *engine = engine_with(2);
    struct speech speech;

    (void)state;
    submit_raw(engine, 1, sentences[0]);
    submit_raw(engine, 2, deadly);
    submit_raw(engine, 3, deadly);
    submit_raw(engine, 4, sentences[0]);
    speech = collect(engine, 4);
    after = digest(&speech);
    engine_release(engine, &speech);
    for (uint64_t n = 2; n <= 3; n++) {
        speech = collect(engine, n);
        assert_int_equal(speech.outcome, SPEECH_CRASHED);
        assert_int_equal(speech.frames, 0);
        engine_release(engine, &speech);
    }
    speech = collect(engine, 1);
    before = digest(&speech);
    engine_release(engine, &speech);
    assert_string_equal(before, after);
    engine_free(engine);
}

static void a_deadline_ends_an_utterance(void **state)
{
    g_autofree char *endless = repeat("seven thousand ", 270);
    struct espeak_options wanted = options("en-us", 1);
    struct engine *engine;

    (void)state;
    wanted.deadline_ms = 1;
    engine = engine_of(&wanted);
    assert_int_equal(outcome_of(engine, endless), SPEECH_HUNG);
    assert_int_equal(outcome_of(engine, endless), SPEECH_HUNG);
    engine_free(engine);
}

static void too_much_is_refused(void **state)
{
    g_autofree char *fits = repeat("seven thousand ", 270);
    g_autofree char *large = repeat("x ", LIMIT_UTTERANCE_TEXT);
    struct espeak_options wanted = options("en-us", 1);
    struct engine *engine;

    (void)state;
    wanted.voice.words_per_minute = 80;
    engine = engine_of(&wanted);
    assert_int_equal(outcome_of(engine, fits), SPEECH_TOO_LONG);  /* frames */
    assert_int_equal(outcome_of(engine, large), SPEECH_TOO_LONG); /* bytes */
    assert_int_equal(outcome_of(engine, "Short again."), SPEECH_DONE);
    engine_free(engine);
}

static void no_sound_is_empty(void **state)
{
    static const char *const silent[] = { "", "...", "—", " ", "\"" };
    struct engine *engine = engine_with(1);

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(silent); i++)
        assert_int_equal(outcome_of(engine, silent[i]), SPEECH_EMPTY);
    engine_free(engine);
}

/* ---- Hostile text, through the guard ---- */

static char *mutate(GRand *chance, const char *text)
{
    static const char *const odd[] = {
        "A.B.C.",
        "ness",
        "s'",
        "’s",
        "a.a.a.",
        "[[h@l'oU]]",
        "\x01"
        "50s",
        "<audio src=\"x\"/>",
        "&amp;",
        "'",
        "’",
        ".",
        "-",
        "n't",
        "ing",
        "ed",
        "1,",
        "0",
        "é",
        "東",
        "\u200b",
        "\u202e",
        "😀",
        "ß",
        "\u0301",
        "@",
        "#",
        "%",
        "//",
        "www.",
        ".com",
        "\xff",
        "ж",
        "ا",
        "हि",
        "_",
        "I",
    };
    GString *made = g_string_new(text);

    for (int i = g_rand_int_range(chance, 1, 4); i > 0; i--) {
        const char *part = odd[g_rand_int_range(chance, 0, G_N_ELEMENTS(odd))];
        g_autofree char *run = repeat(part, (unsigned)g_rand_int_range(chance, 1, 200));
        gssize at = g_rand_int_range(chance, 0, (gint32)strlen(text) + 1);

        g_string_insert(made, at, run);
    }
    return g_string_free(made, FALSE);
}

static enum speech_outcome say_sayable(struct engine *engine, const char *words)
{
    g_auto(GStrv) all = g_strsplit_set(words, " ", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    g_autoptr(GError) error = NULL;
    struct utterance utterance;
    struct speech speech;
    enum speech_outcome outcome;

    for (char **word = all; *word; word++)
        sayable_append(text, tokens, *word, (uint32_t)strlen(*word));
    utterance = (struct utterance){ text->str, (uint32_t)text->len, (void *)tokens->data,
                                    tokens->len, FALSE };
    if (!engine_submit(engine, 7, &utterance, &error))
        fail_msg("%s", error->message);
    speech = collect(engine, 7);
    outcome = speech.outcome;
    engine_release(engine, &speech);
    if (outcome == SPEECH_CRASHED || outcome == SPEECH_HUNG)
        print_message("%s: %s\n", speech_outcome_name(outcome), text->str);
    return outcome;
}

static void sayable_text_never_crashes_the_engine(void **state)
{
    static const struct {
        int line;
        const char *part;
        unsigned times;
    } known[] = {
        { __LINE__, "A.B.C.", 200 },  { __LINE__, "ness", 120 },   { __LINE__, "s'", 100 },
        { __LINE__, "’s", 80 },       { __LINE__, "s's ", 400 },   { __LINE__, "a.", 1000 },
        { __LINE__, "lessness", 90 }, { __LINE__, "n't", 200 },    { __LINE__, "I.", 600 },
        { __LINE__, "'", 500 },       { __LINE__, "x", 3000 },     { __LINE__, "9", 3000 },
        { __LINE__, "[[", 500 },      { __LINE__, "-a", 1000 },    { __LINE__, "’ve", 300 },
        { __LINE__, ".5 ", 300 },     { __LINE__, "’s ", 300 },    { __LINE__, "a .b ", 200 },
        { __LINE__, "A. ", 300 },     { __LINE__, "'.", 300 },     { __LINE__, "5.", 300 },
        { __LINE__, "a. ", 300 },     { __LINE__, "a.b.c. ", 99 }, { __LINE__, "ж. ", 300 },
        { __LINE__, "東.", 300 },     { __LINE__, "a.b. c ", 99 }, { __LINE__, "1. ", 300 },
    };
    GRand *chance = g_rand_new_with_seed(20260801);
    struct engine *engine = engine_with(2);

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autofree char *words = repeat(known[i].part, known[i].times);
        enum speech_outcome outcome = say_sayable(engine, words);

        assert_int_at(known[i].line, outcome == SPEECH_DONE || outcome == SPEECH_EMPTY, TRUE);
    }
    for (int i = 0; i < 300; i++) {
        g_autofree char *words = mutate(chance, sentences[(size_t)i % SENTENCES]);
        enum speech_outcome outcome = say_sayable(engine, words);

        /* too long for one utterance is refused before the engine hears it */
        assert_true(outcome != SPEECH_CRASHED && outcome != SPEECH_HUNG);
    }
    engine_free(engine);
    g_rand_free(chance);
}

/* ---- The process ---- */

/* The only child of this process: the program that it started. */
static pid_t child_of(pid_t parent)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/task/%d/children", parent, parent);
    g_autofree char *list = NULL;

    if (!g_file_get_contents(path, &list, NULL, NULL) || !list[0])
        return 0;
    return (pid_t)g_ascii_strtoll(list, NULL, 10);
}

static void a_killed_engine_starts_again_once(void **state)
{
    g_autofree char *first = NULL, *second = NULL;
    struct engine *engine = engine_with(2);
    struct speech speech, other;

    (void)state;
    submit_raw(engine, 1, sentences[3]);
    speech = collect(engine, 1);
    first = digest(&speech);
    kill(child_of(getpid()), SIGKILL);
    submit_raw(engine, 2, sentences[3]);
    submit_raw(engine, 3, sentences[1]);
    other = collect(engine, 2);
    second = digest(&other);
    assert_string_equal(first, second);
    engine_release(engine, &other);
    g_free(g_steal_pointer(&second));
    second = digest(&speech); /* what was lent before the death is still whole */
    assert_string_equal(first, second);
    engine_release(engine, &speech);
    speech = collect(engine, 3);
    engine_release(engine, &speech);
    engine_free(engine);
    assert_int_equal(child_of(getpid()), 0);
}

static char *copy_worker(const char *folder)
{
    char *to = g_build_filename(folder, "voice", NULL);
    g_autofree char *program = NULL;
    gsize size;

    assert_true(g_file_get_contents(WORKER, &program, &size, NULL));
    assert_true(
        g_file_set_contents_full(to, program, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
    return to;
}

static void remove_tree(const char *folder)
{
    const char *const arguments[] = { "rm", "-rf", folder, NULL };

    g_spawn_sync(NULL, (char **)(uintptr_t)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                 NULL, NULL, NULL);
}

/* Killed, and its program removed: the start of a new one fails for good. */
static void an_engine_that_cannot_start_again_is_gone(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("crier-gone-XXXXXX", NULL);
    g_autofree char *worker = copy_worker(folder);
    struct espeak_options wanted = options("en-us", 1);
    struct utterance utterance = { "a", 1, NULL, 0, FALSE };
    g_autoptr(GError) error = NULL;
    struct engine *engine;
    struct speech speech;
    int got = 0;

    (void)state;
    wanted.worker_path = worker;
    engine = engine_of(&wanted);
    submit_raw(engine, 1, sentences[0]);
    unlink(worker);
    kill(child_of(getpid()), SIGKILL);
    /* its death is noticed when sending or when waiting */
    if (!engine_submit(engine, 2, &utterance, &error))
        got = -1;
    while (got == 0)
        got = engine_collect(engine, 2, -1, &speech, &error);
    assert_int_equal(got, -1);
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_ENGINE));
    g_clear_error(&error);
    assert_false(engine_submit(engine, 3, &utterance, &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_ENGINE));
    engine_free(engine);
    remove_tree(folder);
}

static void nothing_to_collect_is_an_error(void **state)
{
    g_autoptr(GError) error = NULL;
    struct engine *engine = engine_with(1);
    struct speech speech;

    (void)state;
    assert_int_equal(engine_collect(engine, 1, 0, &speech, &error), -1);
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_BUG));
    engine_free(engine);
}

static void the_slots_are_a_limit(void **state)
{
    g_autoptr(GError) error = NULL;
    struct engine *engine = engine_with(1);
    struct utterance utterance = { "a", 1, NULL, 0, FALSE };

    (void)state;
    for (uint32_t i = 0; i < engine->slots; i++)
        assert_true(engine_submit(engine, i, &utterance, NULL));
    assert_false(engine_submit(engine, 1000, &utterance, &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_BUG));
    engine_free(engine); /* with all of them under way */
    assert_int_equal(child_of(getpid()), 0);
}

static gboolean alive(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
    g_autofree char *text = NULL;

    /* "pid (name) state": a zombie that nobody waited for is dead too */
    return g_file_get_contents(path, &text, NULL, NULL) && !strstr(text, ") Z ");
}

/* Ctrl-C reaches the foreground group; the engine is not in it. And when the core
 * is killed outright, the engine and its children go. */
static void the_engine_stands_apart_and_dies_with_the_core(void **state)
{
    g_autofree char *endless = repeat("seven thousand ", 270);
    pid_t core, voice;
    int tries;

    (void)state;
    core = fork();
    if (core == 0) {
        struct engine *engine = engine_with(2);

        submit_raw(engine, 1, endless);
        submit_raw(engine, 2, endless);
        for (;;)
            pause();
    }
    for (tries = 0; !child_of(core) && tries < 1000; tries++)
        g_usleep(10000);
    voice = child_of(core);
    assert_true(voice > 0);
    for (tries = 0; !child_of(voice) && tries < 1000; tries++)
        g_usleep(1000);
    assert_int_equal(getpgid(voice), voice);
    kill(voice, SIGINT);
    assert_true(alive(voice));
    kill(core, SIGKILL);
    waitpid(core, NULL, 0);
    for (tries = 0; alive(voice) && tries < 1000; tries++)
        g_usleep(10000);
    assert_false(alive(voice));
}

/* ---- Starting ---- */

static void failures_to_start(void **state)
{
    static const struct {
        int line;
        const char *voice, *data, *worker;
        int code;
        const char *says;
    } cases[] = {
        { __LINE__, "zz-none", NULL, WORKER, ERROR_USAGE,
          "no voice named zz-none; `crier voices`" },
        { __LINE__, "", NULL, WORKER, ERROR_USAGE, "no voice named" },
        { __LINE__, "en-zz", NULL, WORKER, ERROR_USAGE, "no voice named en-zz" },
        { __LINE__, "en-us+nobody", NULL, WORKER, ERROR_USAGE, "no voice named en-us+nobody" },
        { __LINE__, "en-us+f3+f4", NULL, WORKER, ERROR_USAGE, "no voice named" },
        { __LINE__, "../../../etc/passwd", NULL, WORKER, ERROR_USAGE, "no voice named" },
        { __LINE__, "en-us\nx", NULL, WORKER, ERROR_USAGE, "no voice named en-us" },
        { __LINE__, "mb-us1", NULL, WORKER, ERROR_USAGE, "MBROLA" },
        { __LINE__, "en-us+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL, WORKER,
          ERROR_USAGE, "no voice named" },
        { __LINE__, "en-us", "/nonexistent", WORKER, ERROR_ENGINE, "install the package" },
        { __LINE__, "en-us", "/tmp", WORKER, ERROR_ENGINE, "install the package" },
        { __LINE__, "en-us", NULL, "/nonexistent/crier-voice", ERROR_ENGINE, "crier-voice" },
        { __LINE__, "en-us", NULL, "/bin/false", ERROR_ENGINE, "crier doctor" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct espeak_options wanted = options(cases[i].voice, 1);
        g_autoptr(GError) error = NULL;

        wanted.data_path = cases[i].data;
        wanted.worker_path = cases[i].worker;
        assert_int_at(cases[i].line, espeak_new(&wanted, &error) == NULL, TRUE);
        assert_int_at(cases[i].line, error->code, cases[i].code);
        if (!strstr(error->message, cases[i].says) || strchr(error->message, '\n'))
            fail_msg("case of line %d: <%s>", cases[i].line, error->message);
    }
    assert_int_equal(child_of(getpid()), 0);
}

static void ranges_are_checked(void **state)
{
    static const struct voice voices[] = {
        { "en-us", 79, 50, 50 },
        { "en-us", 450, 50, 50 },
        { "en-us", 175, 100, 50 },
        { "en-us", 175, 50, 100 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(voices); i++) {
        struct espeak_options wanted = options("en-us", 1);
        g_autoptr(GError) error = NULL;

        wanted.voice = voices[i];
        assert_null(espeak_new(&wanted, &error));
        assert_true(g_error_matches(error, CRIER_ERROR, ERROR_USAGE));
    }
}

static char *said_by(const char *voice, uint32_t rate, uint32_t pitch, uint32_t range)
{
    struct espeak_options wanted = options(voice, 1);
    struct engine *engine;
    struct speech speech;
    char *made;

    wanted.voice.words_per_minute = rate;
    wanted.voice.pitch = pitch;
    wanted.voice.pitch_range = range;
    engine = engine_of(&wanted);
    submit_raw(engine, 1, sentences[0]);
    speech = collect(engine, 1);
    made = digest(&speech);
    engine_release(engine, &speech);
    engine_free(engine);
    return made;
}

/* Each of them is heard: none silently falls back to another. */
static void voices_and_parameters_are_heard(void **state)
{
    static const struct {
        const char *voice;
        uint32_t rate, pitch, range;
    } ways[] = {
        { "en-us", 175, 50, 50 },    { "en-gb", 175, 50, 50 },      { "en-us+f3", 175, 50, 50 },
        { "en-gb+f3", 175, 50, 50 }, { "en-gb-x-rp", 175, 50, 50 }, { "en-us+klatt4", 175, 50, 50 },
        { "de", 175, 50, 50 },       { "en-us", 300, 50, 50 },      { "en-us", 175, 80, 50 },
        { "en-us", 175, 50, 90 },    { "en-us", 80, 50, 50 },       { "en-us", 449, 50, 50 },
    };
    char *made[G_N_ELEMENTS(ways)];

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        made[i] = said_by(ways[i].voice, ways[i].rate, ways[i].pitch, ways[i].range);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(made[i], made[j]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        g_free(made[i]);
}

static void every_listed_voice_loads(void **state)
{
    struct espeak_options wanted = options("en-us", 1);
    g_autofree char *version = NULL;
    g_autoptr(GPtrArray) voices = espeak_voices(&wanted, &version, NULL);
    gboolean american = FALSE;

    (void)state;
    assert_non_null(voices);
    assert_true(voices->len > 50);
    assert_string_equal(version, "1.51");
    for (guint i = 0; i < voices->len; i++) {
        const struct voice_info *info = g_ptr_array_index(voices, i);
        struct espeak_options one = options(info->name, 1);

        engine_free(engine_of(&one));
        american |= !strcmp(info->name, "en-us") && !strcmp(info->language, "en-us") &&
                    !strcmp(info->gender, "male") && info->title[0];
        if (i) {
            const struct voice_info *before = g_ptr_array_index(voices, i - 1);

            assert_true(strcmp(before->language, info->language) <= 0);
        }
    }
    assert_true(american);
}

/* ---- Identity ---- */

static void damage_record(const char *folder)
{
    g_autofree char *records = g_build_filename(folder, "engines", NULL);
    GDir *dir = g_dir_open(records, 0, NULL);
    g_autofree char *path = g_build_filename(records, g_dir_read_name(dir), NULL);
    g_autofree char *record = NULL;
    gsize size;

    assert_true(g_file_get_contents(path, &record, &size, NULL));
    assert_true(g_file_set_contents(path, record, (gssize)size / 2, NULL));
    g_dir_close(dir);
}

static void identity_is_remembered_until_a_file_changes(void **state)
{
    g_autofree char *folder = g_dir_make_tmp("crier-identity-XXXXXX", NULL);
    g_autofree char *worker = copy_worker(folder);
    g_autofree char *known = NULL, *identity = NULL;
    struct espeak_options wanted = options("en-us+f3", 1), other = options("en-us", 1);
    const struct timespec past[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
    struct engine *engine;
    uint32_t rate = 0, known_rate = 0;

    (void)state;
    wanted.worker_path = other.worker_path = worker;
    assert_null(espeak_known_identity(&wanted, folder, &rate));
    engine = engine_of(&wanted);
    identity = g_strdup(engine->identity);
    rate = engine->rate;
    espeak_remember_identity(engine, &wanted, folder);
    engine_free(engine);

    known = espeak_known_identity(&wanted, folder, &known_rate);
    assert_non_null(known);
    assert_string_equal(known, identity);
    assert_int_equal(known_rate, rate);
    assert_null(espeak_known_identity(&other, folder, &rate));
    wanted.voice.pitch++;
    assert_null(espeak_known_identity(&wanted, folder, &rate));
    wanted.voice.pitch--;

    assert_int_equal(utimensat(AT_FDCWD, worker, past, 0), 0);
    assert_null(espeak_known_identity(&wanted, folder, &rate));
    engine = engine_of(&wanted);
    assert_string_not_equal(engine->identity, identity);
    espeak_remember_identity(engine, &wanted, folder);
    engine_free(engine);
    damage_record(folder);
    assert_null(espeak_known_identity(&wanted, folder, &rate));
    remove_tree(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_depend_on_the_text_alone),
        cmocka_unit_test(every_token_has_a_time),
        cmocka_unit_test(no_silence_at_the_ends),
        cmocka_unit_test(a_crash_costs_one_utterance),
        cmocka_unit_test(a_deadline_ends_an_utterance),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(no_sound_is_empty),
        cmocka_unit_test(sayable_text_never_crashes_the_engine),
        cmocka_unit_test(a_killed_engine_starts_again_once),
        cmocka_unit_test(an_engine_that_cannot_start_again_is_gone),
        cmocka_unit_test(nothing_to_collect_is_an_error),
        cmocka_unit_test(the_slots_are_a_limit),
        cmocka_unit_test(the_engine_stands_apart_and_dies_with_the_core),
        cmocka_unit_test(failures_to_start),
        cmocka_unit_test(ranges_are_checked),
        cmocka_unit_test(voices_and_parameters_are_heard),
        cmocka_unit_test(every_listed_voice_loads),
        cmocka_unit_test(identity_is_remembered_until_a_file_changes),
    };

    return cmocka_run_group_tests_name("espeak", tests, NULL, NULL);
}
