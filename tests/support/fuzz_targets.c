/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/fuzz_parts.h"

#include "core/base/beneath.h"
#include "core/edition/edition_file.h"
#include "core/edition/picture.h"
#include "core/language/lexicon.h"
#include "core/language/normaliser.h"
#include "core/phone/agi_wire.h"
#include "core/phone/board.h"
#include "core/phone/counters.h"
#include "core/phone/keymap.h"
#include "core/phone/keys.h"
#include "core/phone/peers.h"
#include "core/production/changes.h"
#include "core/serve/range.h"
#include "core/serve/wanted.h"
#include "core/verify/media.h"
#include "tests/support/direct_host.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- The telephone ---- */

static char *fuzz_agi(const uint8_t *bytes, size_t size)
{
    struct agi_wire *wire = agi_wire_new();
    const size_t step = size > 0 ? bytes[0] % 32 + 1u : 1;
    enum agi_found found = AGI_NOTHING;
    char *wrong = NULL;

    for (size_t at = 0; at < size && found != AGI_WRONG && !wrong;) {
        const size_t part = MIN(step, size - at);
        g_autofree char *alone = g_memdup2(bytes + at, part);
        gsize used = 0;

        found = agi_wire_feed(wire, alone, part, &used);
        if (used > part || (found == AGI_NOTHING && used != part))
            wrong = g_strdup_printf("of %zu bytes it used %zu", part, used);
        if (found == AGI_ANSWER && !agi_wire_answer(wire)->text)
            wrong = g_strdup("an answer has no text");
        at += used;
        if (used == 0 && found == AGI_NOTHING)
            break;
    }
    agi_wire_free(wire);
    return wrong;
}

static gboolean is_key(char key)
{
    return key && strchr("0123456789*#ABCD", key);
}

static char *fuzz_keys(const uint8_t *bytes, size_t size)
{
    static const char *const types[] = { "dtmf", "dtmf-relay", "plain" };
    g_autofree uint8_t *alone = g_memdup2(bytes, size);
    struct key_event event = { 0 };
    char key = 0;

    if (key_event_parse(alone, size, &event) && !is_key(event.key))
        return g_strdup("an event is no key");
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (key_info_parse(types[i], (const char *)alone, size, &key) && !is_key(key))
            return g_strdup_printf("%s is no key", types[i]);
    return NULL;
}

static char *fuzz_keymap(const uint8_t *bytes, size_t size)
{
    g_autofree char *alone = g_memdup2(bytes, size);
    GError *error = NULL;
    struct keymap *keymap = keymap_parse("fuzz", alone ? alone : "", size, &error);
    char *wrong = fuzz_judge(keymap != NULL, error);

    for (int place = 0; keymap && !wrong && place < PLACE_COUNT; place++)
        for (const char *key = "0123456789*#"; *key; key++)
            if (keymap_command(keymap, (enum line_place)place, *key) >= COMMAND_COUNT)
                wrong = g_strdup("a command is none");
    keymap_free(keymap);
    return wrong;
}

/* Whatever a manifest says: what callers can be led to is there. */
static char *check_board(const struct board *board)
{
    for (uint32_t i = 0; i < PROMPT_COUNT; i++)
        if (board->prompts[i] >= board->clip_count)
            return g_strdup("a prompt has no clip");
    for (uint32_t t = 0; t < board->topic_count; t++)
        if (board->topics[t].first > board->story_count ||
            board->topics[t].count > board->story_count - board->topics[t].first)
            return g_strdup("a topic has stories that are not there");
    for (uint32_t i = 0; i < board->story_count; i++)
        for (uint32_t s = 0; s < board->speed_count; s++) {
            const struct board_rendering *rendering = &board->stories[i].renderings[s];

            if (rendering->first > board->clip_count ||
                rendering->count > board->clip_count - rendering->first)
                return g_strdup("a story has clips that are not there");
            for (uint32_t k = 0; k < board->stories[i].sentence_count; k++)
                if (rendering->marks[k].part >= rendering->count)
                    return g_strdup("a sentence is in no clip");
        }
    return NULL;
}

static char *fuzz_manifest(const uint8_t *bytes, size_t size)
{
    g_autofree char *alone = g_memdup2(bytes, size);
    GError *error = NULL;
    struct board *board = board_parse("fuzz", alone ? alone : "", size, &error);
    char *wrong = fuzz_judge(board != NULL, error);

    if (board && !wrong)
        wrong = check_board(board);
    if (board)
        board_unref(board);
    return wrong;
}

static char *fuzz_peers(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size);
    GError *error = NULL;
    struct peers *peers = peers_parse(text, &error);
    char *wrong = fuzz_judge(peers != NULL, error);

    peers_free(peers);
    return wrong;
}

static char *fuzz_metrics(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size), *told = counters_tell(text);

    return told && !g_str_has_suffix(told, "\n") ? g_strdup("a line has no end") : NULL;
}

/* ---- Publishing ---- */

static char *fuzz_edition(const uint8_t *bytes, size_t size)
{
    const struct edition_context context = { .now = 1795435200 };
    char path[32];
    const int fd = fuzz_file(bytes, size, path);
    GError *error = NULL;
    struct edition_file *edition = edition_file_load(path, &context, &error);
    char *wrong = fuzz_judge(edition != NULL, error);

    if (edition && !wrong && (!edition->title || edition->sections->len == 0))
        wrong = g_strdup("an edition has no title or no section");
    edition_file_free(edition);
    close(fd);
    return wrong;
}

static char *fuzz_ledger(const uint8_t *bytes, size_t size)
{
    char path[32];
    const int fd = fuzz_file(bytes, size, path);
    GError *error = NULL;
    struct changes *changes = changes_load(path, "en-us", &error);
    char *wrong = fuzz_judge(changes != NULL, error);

    if (changes)
        (void)changes_end(changes);
    changes_free(changes);
    close(fd);
    return wrong;
}

static char *fuzz_picture(const uint8_t *bytes, size_t size)
{
    g_autofree uint8_t *alone = g_memdup2(bytes, size);
    struct picture picture;

    return picture_measure(alone, size, &picture) && !picture.suffix
               ? g_strdup("a picture has no suffix")
               : NULL;
}

static char *fuzz_range(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size);
    const uint64_t sizes[] = { 0, 1, 10, UINT64_MAX };
    struct range range;

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (range_parse(text, sizes[i], &range) == RANGE_PART &&
            (range.count == 0 || range.first >= sizes[i] || range.count > sizes[i] - range.first))
            return g_strdup_printf("a part of %" G_GUINT64_FORMAT " bytes lies beyond", sizes[i]);
    return NULL;
}

/* A folder's own page is no other than that. */
static char *fuzz_serve_path(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size), *name = wanted_name(text);

    if (!name)
        return NULL;
    if (!beneath_is_safe(name) || *name == '.' || strstr(name, "/."))
        return g_strdup_printf("%s is hidden, or lies outside", name);
    return strlen(name) > strlen(text) + strlen("index.html") ? g_strdup("a name grows") : NULL;
}

struct rest {
    const uint8_t *bytes;
    size_t size;
};

static gssize next_bytes(gpointer source, void *buffer, gsize size)
{
    struct rest *rest = source;
    const size_t part = MIN(MIN(size, rest->size), 1 + rest->size % 700);

    memcpy(buffer, rest->bytes, part);
    rest->bytes += part;
    rest->size -= part;
    return (gssize)part;
}

static char *fuzz_media(const uint8_t *bytes, size_t size)
{
    struct rest rest = { bytes, size };
    struct media media = { 0 };
    char *wrong = NULL;

    media_scan(&media, next_bytes, &rest);
    if (media.kind != MEDIA_NONE && media.milliseconds < 0)
        wrong = g_strdup("a sound lasts less than nothing");
    media_clear(&media);
    return wrong;
}

/* ---- Language ---- */

static char *fuzz_lexicon(gboolean (*load)(struct lexicon *, const char *, const char *, gsize,
                                           GError **),
                          const uint8_t *bytes, size_t size)
{
    g_autofree char *alone = g_memdup2(bytes, size);
    struct lexicon *lexicon = lexicon_new("en");
    GError *error = NULL;
    const gboolean good = load(lexicon, "fuzz", alone ? alone : "", size, &error);
    char *wrong = fuzz_judge(good, error);

    lexicon_free(lexicon);
    return wrong;
}

static char *fuzz_lexicon_tsv(const uint8_t *bytes, size_t size)
{
    return fuzz_lexicon(lexicon_load_tsv, bytes, size);
}

static char *fuzz_lexicon_pls(const uint8_t *bytes, size_t size)
{
    return fuzz_lexicon(lexicon_load_pls, bytes, size);
}

static char *check_spoken(const struct spoken_form *form, uint32_t size)
{
    for (guint i = 0; i < form->words->len; i++) {
        const struct spoken_word *word = &g_array_index(form->words, struct spoken_word, i);

        if (word->spoken.from > word->spoken.to || word->spoken.to > form->text->len ||
            word->written.from > word->written.to || word->written.to > size)
            return g_strdup("a word lies outside of its text");
    }
    for (guint i = 0; i < form->silent->len; i++) {
        const struct silent_word *word = &g_array_index(form->silent, struct silent_word, i);

        if (word->written.from > word->written.to || word->written.to > size || !word->reason)
            return g_strdup("a silent word lies outside of its text, or has no reason");
    }
    return g_utf8_validate(form->text->str, (gssize)form->text->len, NULL)
               ? NULL
               : g_strdup("what is said is no text");
}

/* What knows a language; made once, as for an edition. */
struct speaker {
    struct segmenter *segmenter;
    struct normaliser *normaliser;
};

static void speaker_init(struct speaker *speaker, const char *language)
{
    if (speaker->segmenter)
        return;
    speaker->segmenter = segmenter_new(language);
    speaker->normaliser = normaliser_new(language);
}

/* All sentences of a text, and each as it is spoken. */
static char *fuzz_speech(struct speaker *speaker, const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, MIN(size, 4096));
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    struct spoken_form form;
    char *wrong = NULL;
    uint32_t last = 0;

    spoken_form_init(&form);
    segmenter_split(speaker->segmenter, text, (uint32_t)strlen(text), spans);
    for (guint i = 0; i < spans->len && !wrong; i++) {
        const struct span span = g_array_index(spans, struct span, i);

        if (span.from < last || span.from >= span.to || span.to > strlen(text)) {
            wrong = g_strdup("sentences are out of order");
            break;
        }
        last = span.to;
        normaliser_speak(speaker->normaliser, text + span.from, span.to - span.from, &form);
        wrong = check_spoken(&form, span.to - span.from);
    }
    spoken_form_clear(&form);
    return wrong;
}

static char *fuzz_speech_en(const uint8_t *bytes, size_t size)
{
    static struct speaker speaker;

    speaker_init(&speaker, "en-US");
    return fuzz_speech(&speaker, bytes, size);
}

static char *fuzz_speech_es(const uint8_t *bytes, size_t size)
{
    static struct speaker speaker;

    speaker_init(&speaker, "es");
    return fuzz_speech(&speaker, bytes, size);
}

/* ---- Readers ---- */

/*
 * Ask the reader about the bytes and have it read them: a score from 0 to 100, and blocks as the
 * builder wants them.
 */
static char *fuzz_reading(const struct crier_reader *reader, const uint8_t *bytes, size_t size)
{
    const int32_t score = direct_probe(reader, "article", "", bytes, size);
    struct direct direct;
    char *wrong = NULL;

    if (score < 0 || score > 100)
        return g_strdup_printf("it bids %d", (int)score);
    direct = direct_read(reader, "article", bytes, size);
    if (direct.built != CRIER_OK && direct.built != CRIER_LIMIT)
        wrong = g_strdup_printf("the builder says %d: %s", (int)direct.built,
                                direct.message ? direct.message : "no reason");
    direct_clear(&direct);
    return wrong;
}

/* ---- All ---- */

const struct fuzz_target fuzz_parsers[] = {
    { "agi", fuzz_agi },
    { "agi-call", fuzz_agi_call },
    { "cache", fuzz_cache },
    { "call", fuzz_call },
    { "catalogue", fuzz_catalogue },
    { "clock", fuzz_clock },
    { "decode", fuzz_decode },
    { "edition-file", fuzz_edition },
    { "fetched", fuzz_fetched },
    { "frames", fuzz_frames },
    { "identity", fuzz_identity },
    { "json", fuzz_json },
    { "keymap", fuzz_keymap },
    { "keys", fuzz_keys },
    { "ledger", fuzz_ledger },
    { "lexicon-pls", fuzz_lexicon_pls },
    { "lexicon-tsv", fuzz_lexicon_tsv },
    { "media", fuzz_media },
    { "metrics", fuzz_metrics },
    { "package", fuzz_package },
    { "peers", fuzz_peers },
    { "phone-manifest", fuzz_manifest },
    { "phone-store", fuzz_phone_store },
    { "picture", fuzz_picture },
    { "plugins", fuzz_plugins },
    { "profile", fuzz_profile },
    { "quotations", fuzz_quotations },
    { "range", fuzz_range },
    { "request", fuzz_request },
    { "resolve", fuzz_resolve },
    { "serve-path", fuzz_serve_path },
    { "slot", fuzz_slot },
    { "speech-en", fuzz_speech_en },
    { "speech-es", fuzz_speech_es },
    { "template", fuzz_template },
    { "verify-chapters", fuzz_verify_chapters },
    { "verify-daisy", fuzz_verify_daisy },
    { "verify-epub", fuzz_verify_epub },
    { "verify-feed", fuzz_verify_feed },
    { "verify-srt", fuzz_verify_srt },
    { "verify-vtt", fuzz_verify_vtt },
    { "verify-web", fuzz_verify_web },
    { "verify-zip", fuzz_verify_zip },
    { "voice", fuzz_voice },
    { NULL, NULL },
};

static const struct fuzz_target *parser_of(const char *name)
{
    const struct fuzz_target *target = fuzz_parsers;

    while (target->name && strcmp(target->name, name) != 0)
        target++;
    return target->name ? target : NULL;
}

gboolean fuzz_knows(const char *name)
{
    return parser_of(name) || direct_reader(name);
}

char *fuzz(const char *name, const uint8_t *bytes, size_t size)
{
    const struct fuzz_target *parser = parser_of(name);

    return parser ? parser->run(bytes, size) : fuzz_reading(direct_reader(name), bytes, size);
}
