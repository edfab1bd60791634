/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies on disk: written by Crier once, or by a newsroom, and changed since by anything. */
#include "tests/support/fuzz_parts.h"

#include "core/document/builder.h"
#include "core/document/cursor.h"
#include "core/document/print.h"
#include "core/edition/package.h"
#include "core/phone/store.h"
#include "core/production/profile.h"
#include "core/source/answer.h"
#include "core/synthesis/cache.h"

#include <string.h>
#include <unistd.h>
#include <xxhash.h>

/* ---- Packages ---- */

/* Every block is entered once, in order, within as many steps as there can be. */
static char *check_walk(const struct document *document)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    const uint32_t count = document_block_count(document);
    uint64_t steps = 0, entered = 0;

    while (cursor_next(document, &cursor)) {
        if (++steps > 2 * (uint64_t)count)
            return g_strdup("a walk over the blocks has no end");
        if (cursor.entered && cursor.block != ++entered)
            return g_strdup("blocks are out of order");
        if (!g_utf8_validate(cursor.text, (gssize)cursor.text_size, NULL) ||
            !g_utf8_validate(cursor.language, -1, NULL))
            return g_strdup("a block's text is none");
    }
    return entered == count ? NULL : g_strdup("a walk leaves blocks out");
}

static char *check_record(const struct package *package)
{
    const struct record *record = package->record;

    for (guint i = 0; i < record->sentences->len; i++) {
        const struct recorded_sentence *sentence =
            &g_array_index(record->sentences, struct recorded_sentence, i);
        const struct block *block = document_block(package->document, sentence->block);
        const char *text = document_text(package->document, block) + sentence->from;
        const uint32_t size = sentence->to - sentence->from;

        if (!g_utf8_validate(text, size, NULL))
            return g_strdup("a sentence is no text");
        for (uint32_t k = 0; k < sentence->word_count; k++) {
            const struct crier_mark *word =
                &g_array_index(record->words, struct crier_mark, sentence->words + k);

            if (word->from > word->to || word->to > size || word->start < 0 ||
                word->start > word->end || word->end > record->length)
                return g_strdup("a word lies outside of its sentence");
        }
    }
    return NULL;
}

static char *check_meta(const struct document *document)
{
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        if (!meta_name(entry->key) ||
            !g_utf8_validate(document_string(document, entry->value), -1, NULL))
            return g_strdup("metadata are none");
    }
    return NULL;
}

/* What was loaded can be kept, and is the same then. */
static char *check_again(const struct package *package)
{
    g_autofree char *path = g_build_filename(fuzz_folder(), "again", NULL);
    g_autoptr(GString) before = g_string_new(NULL), after = g_string_new(NULL);
    struct package again;
    char *wrong = NULL;

    document_print_json(package->document, before);
    if (!g_utf8_validate(before->str, (gssize)before->len, NULL))
        return g_strdup("its print is no text");
    if (!package_save(path, package->document, package->record, package->rungs, &package->article,
                      NULL))
        return g_strdup("it cannot be kept");
    if (!package_load(&again, path, NULL))
        wrong = g_strdup("it cannot be loaded again");
    else
        document_print_json(again.document, after);
    package_clear(&again);
    return wrong                           ? wrong
           : g_string_equal(before, after) ? NULL
                                           : g_strdup("it comes back as another");
}

char *fuzz_package(const uint8_t *bytes, size_t size)
{
    char path[32];
    const int fd = fuzz_file(bytes, size, path);
    GError *error = NULL;
    struct package package;
    const gboolean loaded = package_load(&package, path, &error);
    char *wrong = fuzz_judge(loaded, error);

    if (loaded && !wrong)
        wrong = check_walk(package.document);
    if (loaded && !wrong)
        wrong = check_record(&package);
    if (loaded && !wrong)
        wrong = check_meta(package.document);
    if (loaded && !wrong)
        wrong = check_again(&package);
    package_clear(&package);
    close(fd);
    return wrong;
}

/* ---- The cache of speech ---- */

/* Where a key and a checksum stand in an entry, see cache.c. */
enum { ENTRY_KEY = 16, ENTRY_SUM = 64, ENTRY_HEAD = 72 };

/* As if it had been written like this: only then is more looked at than the checksum. */
static void sign_entry(uint8_t *entry, size_t size)
{
    XXH64_hash_t sum;

    if (size < ENTRY_HEAD)
        return;
    memset(entry + ENTRY_KEY, 0, CACHE_KEY_SIZE);
    memset(entry + ENTRY_SUM, 0, sizeof(sum));
    sum = XXH3_64bits(entry, size);
    memcpy(entry + ENTRY_SUM, &sum, sizeof(sum));
}

static char *check_speech(const struct speech *speech, size_t size)
{
    const uint64_t body = (uint64_t)speech->token_count * sizeof(*speech->tokens) +
                          (uint64_t)speech->phoneme_count * sizeof(*speech->phonemes) +
                          (uint64_t)speech->frames * sizeof(*speech->pcm);
    int64_t sum = 0;

    if (body + ENTRY_HEAD != size)
        return g_strdup_printf("an entry of %zu bytes holds %" G_GUINT64_FORMAT, size, body);
    for (uint32_t i = 0; i < speech->frames; i++)
        sum += speech->pcm[i];
    for (uint32_t i = 0; i < speech->token_count; i++)
        if (speech->tokens[i].start < 0 || speech->tokens[i].end < speech->tokens[i].start ||
            (uint32_t)speech->tokens[i].end > speech->frames)
            return g_strdup("a token was spoken outside of the speech");
    for (uint32_t i = 0; i < speech->phoneme_count; i++)
        if (!memchr(speech->phonemes[i].name, '\0', sizeof(speech->phonemes[i].name)) ||
            speech->phonemes[i].start < 0 || speech->phonemes[i].start > speech->frames)
            return g_strdup("a phoneme has no name, or is outside of the speech");
    return sum == INT64_MAX || speech->rate == 0 ? g_strdup("a speech has no rate") : NULL;
}

char *fuzz_cache(const uint8_t *bytes, size_t size)
{
    static const uint8_t key[CACHE_KEY_SIZE];
    static const char name[] =
        "utterances/00/0000000000000000000000000000000000000000000000000000000000000000";
    g_autofree uint8_t *entry = g_memdup2(bytes, size);
    g_autofree char *why = NULL;
    struct cache *cache = cache_new(fuzz_folder(), UINT64_MAX, &why);
    struct speech speech = { 0 };
    char *wrong = NULL;

    if (size > 0 && bytes[size - 1] % 16 != 15)
        sign_entry(entry, size);
    fuzz_put(name, entry ? entry : (const uint8_t *)"", size);
    if (cache_find(cache, key, &speech)) {
        wrong = check_speech(&speech, size);
        cache_release(cache, &speech);
    } else if (cache_find(cache, key, &speech)) {
        wrong = g_strdup("it was damaged, and then it was not");
        cache_release(cache, &speech);
    }
    cache_free(cache);
    return wrong;
}

/* ---- The catalogue ---- */

static char *check_catalogue(struct catalogue *catalogue)
{
    g_autoptr(GPtrArray) names = catalogue_names(catalogue);
    g_autoptr(GPtrArray) withdrawn = catalogue_withdrawn(catalogue);
    g_autoptr(GPtrArray) sources = catalogue_sources(catalogue, "/n");
    g_autofree char *input = NULL, *keys = NULL, *output = catalogue_output(catalogue, "feed");
    const struct catalogue_article *article;

    if (catalogue_source(catalogue, "/n/one.txt", &input, &keys) && (!input || !keys))
        return g_strdup("a source lacks something");
    for (guint i = 0; sources && i < sources->len; i++)
        if (!sources->pdata[i])
            return g_strdup("a source has no name");
    if (output && strlen(output) > G_MAXINT)
        return g_strdup("an output has no end");
    for (guint i = 0; names && i < names->len; i++)
        if (!names->pdata[i])
            return g_strdup("a file has no name");
    for (guint i = 0; withdrawn && i < withdrawn->len; i++)
        if (!withdrawn->pdata[i])
            return g_strdup("an article has no id");
    article = catalogue_find(catalogue, "url:one");
    if (article &&
        (!article->key || !article->id || !article->guid || !article->title || !article->source ||
         !article->input || !article->content || !article->package || !article->sentences))
        return g_strdup("an article lacks something");
    for (guint i = 0; article && i < article->file_count; i++)
        if (!article->files[i].kind || !article->files[i].name || !article->files[i].type ||
            !article->files[i].hash)
            return g_strdup("a file of an article lacks something");
    return NULL;
}

char *fuzz_catalogue(const uint8_t *bytes, size_t size)
{
    g_autofree char *path = g_build_filename(fuzz_folder(), "catalogue.sqlite", NULL);
    enum catalogue_trouble trouble = CATALOGUE_FINE;
    GError *error = NULL;
    struct catalogue *catalogue;
    char *wrong;

    fuzz_put("catalogue.sqlite-wal", NULL, 0);
    fuzz_put("catalogue.sqlite-shm", NULL, 0);
    fuzz_put("catalogue.sqlite", bytes ? bytes : (const uint8_t *)"", size);
    catalogue = catalogue_open(path, "fuzz", &trouble, &error);
    wrong = fuzz_judge(catalogue != NULL, error);
    if (catalogue && !wrong)
        wrong = check_catalogue(catalogue);
    catalogue_close(catalogue);
    return wrong;
}

/* ---- Places of callers ---- */

static void say_nothing(const char *line)
{
    (void)line;
}

char *fuzz_phone_store(const uint8_t *bytes, size_t size)
{
    static const struct member member = { "123456", "1234" };
    g_autofree char *path = g_build_filename(fuzz_folder(), "places.sqlite", NULL);
    struct caller_place place = { 0 };
    GError *error = NULL;
    struct store *store;
    char *wrong;

    fuzz_put("places.sqlite-wal", NULL, 0);
    fuzz_put("places.sqlite-shm", NULL, 0);
    fuzz_put("places.sqlite", bytes ? bytes : (const uint8_t *)"", size);
    store = store_open(path, 1000, say_nothing, NULL, &error);
    wrong = fuzz_judge(store != NULL, error);
    if (store && !wrong) {
        const struct caller_places *places = store_places(store);

        if (places->find(places->data, "+15551234", &place) &&
            (!memchr(place.story, '\0', sizeof(place.story)) ||
             !memchr(place.content, '\0', sizeof(place.content))))
            wrong = g_strdup("a place has no end");
        if (places->find_member(places->data, &member, 1000, &place) > MEMBER_NONE)
            wrong = g_strdup("there is no such answer");
    }
    store_close(store);
    return wrong;
}

/* ---- Pages of the web ---- */

char *fuzz_fetched(const uint8_t *bytes, size_t size)
{
    static const char *const keys[] = { "status", "url",   "type",     "charset",
                                        "etag",   "error", "modified", "" };
    struct answer answer = { .all = g_string_new_len((const char *)bytes, (gssize)size) };
    char *wrong = NULL;

    if (answer_find_body(&answer)) {
        if (answer.body < 2 || answer.body > answer.all->len)
            wrong = g_strdup("the body lies outside");
        for (size_t i = 0; !wrong && i < G_N_ELEMENTS(keys); i++) {
            g_autofree char *value = answer_value(&answer, keys[i]);

            if (value && strchr(value, '\n'))
                wrong = g_strdup("a value is not one line");
        }
    }
    answer_clear(&answer);
    return wrong;
}

/* ---- Profiles ---- */

static struct document *article(void)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 100);
    const struct crier_block heading = { .size = sizeof(heading),
                                         .role = CRIER_ROLE_HEADING,
                                         .level = 1 };
    const char *message = NULL;

    (void)builder_meta(builder, CRIER_META_TITLE, "A strike", 8, 0, 8);
    (void)builder_meta(builder, CRIER_META_AUTHOR, "Ann Lee", 7, 0, 8);
    (void)builder_meta(builder, CRIER_META_DATE, "2026-11-23", 10, 0, 8);
    (void)builder_open(builder, &heading);
    (void)builder_text(builder, "More pay", 8, 0, 8);
    (void)builder_close(builder);
    (void)builder_finish(builder, &message);
    builder_free(builder);
    return document;
}

char *fuzz_profile(const uint8_t *bytes, size_t size)
{
    static const char *const values[] = { "publication", "The News", NULL };
    char path[32];
    const int fd = fuzz_file(bytes, size, path);
    GError *error = NULL;
    struct programme *programme = programme_load(path, &error);
    char *wrong = fuzz_judge(programme != NULL, error);

    if (programme && !wrong) {
        g_autoptr(GArray) insets = g_array_new(FALSE, FALSE, sizeof(struct inset));
        struct document *document = article();

        programme_surround(programme, document, values, insets);
        for (guint i = 0; i < insets->len; i++)
            if (g_array_index(insets, struct inset, i).block > document_block_count(document))
                wrong = g_strdup("a sound stands behind the end");
        if (!wrong)
            wrong = check_walk(document);
        document_free(document);
    }
    programme_free(programme);
    close(fd);
    return wrong;
}
