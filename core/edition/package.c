/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/package.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/source/output_file.h"
#include "core/source/output_folder.h"

#include <string.h>

/* Raised whenever what is kept, or its meaning, changes. */
#define FORMAT 3u

/* format, rate, length, text, strings, metadata, blocks, sentences, words, the catalogue's
 * row, files, cuts, rungs: the arrays lie on disk as they lie in memory. */
#define BLOCK    "(yyyyuuuuuuuuuu)"
#define META     "(uu)"
#define SENTENCE "(tuuuuuuxx)"
#define WORD     "(xxuu)"
#define ARTICLE  "(ssssssssuxxus)"
#define FILE     "(sssstxu)"
#define RUNG     "(uux)"
#define PACKAGE  "(uuxayaya" META "a" BLOCK "a" SENTENCE "a" WORD ARTICLE "a" FILE "aua" RUNG ")"

G_STATIC_ASSERT(sizeof(struct block) == 44);
G_STATIC_ASSERT(sizeof(struct meta_entry) == 8);
G_STATIC_ASSERT(sizeof(struct recorded_sentence) == 48);
G_STATIC_ASSERT(sizeof(struct crier_mark) == 24);
G_STATIC_ASSERT(sizeof(struct package_rung) == 16);

static GVariant *array(const char *type, const GArray *elements, gsize size)
{
    return g_variant_new_fixed_array(G_VARIANT_TYPE(type), elements->data, elements->len, size);
}

static GVariant *bytes(const GString *string)
{
    return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, string->str, string->len, 1);
}

static GVariant *article_row(const struct catalogue_article *article)
{
    return g_variant_new(ARTICLE, article->key, article->id, article->guid, article->title,
                         article->source, article->input, article->content, article->package,
                         (guint32)article->state, article->published, article->modified,
                         article->version, article->sentences);
}

static GVariant *file_rows(const struct catalogue_article *article)
{
    GVariantBuilder rows;

    g_variant_builder_init(&rows, G_VARIANT_TYPE("a" FILE));
    for (guint i = 0; i < article->file_count; i++) {
        const struct catalogue_file *file = &article->files[i];

        g_variant_builder_add(&rows, FILE, file->kind, file->name, file->type, file->hash,
                              file->bytes, file->frames, file->words_per_minute);
    }
    return g_variant_builder_end(&rows);
}

gboolean package_save(const char *path, const struct document *document,
                      const struct record *record, const GArray *rungs,
                      const struct catalogue_article *article, GError **error)
{
    const GArray none = { 0 };
    GVariant *parts[] = { g_variant_new_uint32(FORMAT),
                          g_variant_new_uint32(record->rate),
                          g_variant_new_int64(record->length),
                          bytes(document->text),
                          bytes(document->strings),
                          array(META, document->meta, sizeof(struct meta_entry)),
                          array(BLOCK, document->blocks, sizeof(struct block)),
                          array(SENTENCE, record->sentences, sizeof(struct recorded_sentence)),
                          array(WORD, record->words, sizeof(struct crier_mark)),
                          article_row(article),
                          file_rows(article),
                          array("u", document->cuts, sizeof(uint32_t)),
                          array(RUNG, rungs ? rungs : &none, sizeof(struct package_rung)) };
    g_autoptr(GVariant) whole = g_variant_ref_sink(g_variant_new_tuple(parts, G_N_ELEMENTS(parts)));

    return output_file_put(path, g_variant_get_data(whole), g_variant_get_size(whole), error);
}

/* ---- Loading ---- */

static void take_array(GVariant *whole, gsize index, gsize size, GArray *out)
{
    g_autoptr(GVariant) part = g_variant_get_child_value(whole, index);
    gsize count = 0;
    gconstpointer data = g_variant_get_fixed_array(part, &count, size);

    if (count > 0)
        g_array_append_vals(out, data, (guint)count);
}

static void take_bytes(GVariant *whole, gsize index, GString *out)
{
    g_autoptr(GVariant) part = g_variant_get_child_value(whole, index);
    gsize count = 0;
    gconstpointer data = g_variant_get_fixed_array(part, &count, 1);

    g_string_append_len(out, data, (gssize)count);
}

/* A string that is whole, and text. */
static gboolean is_string(const GString *strings, uint32_t offset)
{
    return offset < strings->len && g_utf8_validate(strings->str + offset, -1, NULL);
}

/* Between two characters of the text, or at one of its ends? */
static gboolean is_edge(const struct document *document, uint64_t at)
{
    return at <= document->text->len && ((uint8_t)document->text->str[at] & 0xC0) != 0x80;
}

static gboolean cuts_are_sound(const struct document *document, const struct block *block)
{
    for (uint32_t i = 0; i < block->cut_count; i++) {
        uint32_t cut = g_array_index(document->cuts, uint32_t, block->cuts + i);

        if (cut < block->text || cut > block->text + block->size || !is_edge(document, cut))
            return FALSE;
    }
    return TRUE;
}

/* Does it stand where its parent and the blocks before it have room for it? They are sound. */
static gboolean is_in_place(const struct document *document, uint32_t index)
{
    const struct block *block = &g_array_index(document->blocks, struct block, index);
    uint32_t above = index > 0 ? index - 1 : NOWHERE32;
    const struct block *parent = NULL;

    while (above != NOWHERE32) {
        parent = &g_array_index(document->blocks, struct block, above);
        if (parent->next > index)
            break;
        above = parent->parent;
        parent = NULL;
    }
    return block->parent == above && block->next > index &&
           block->next <= (parent ? parent->next : document->blocks->len) &&
           block->depth == (parent ? parent->depth + 1 : 1) && block->depth <= LIMIT_DEPTH;
}

static gboolean blocks_are_sound(const struct document *document)
{
    for (uint32_t i = 0; i < document->blocks->len; i++) {
        struct block *block = &g_array_index(document->blocks, struct block, i);

        if (!role_name(block->role) || !is_in_place(document, i) ||
            !is_edge(document, block->text) ||
            !is_edge(document, (uint64_t)block->text + block->size) ||
            (block->language != NOWHERE32 && !is_string(document->strings, block->language)))
            return FALSE;
        if ((uint64_t)block->cuts + block->cut_count > document->cuts->len ||
            !cuts_are_sound(document, block))
            return FALSE;
        /* Their places in the source were not kept. */
        block->pieces = block->piece_count = 0;
    }
    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        if (!meta_name(entry->key) || !is_string(document->strings, entry->value))
            return FALSE;
    }
    return TRUE;
}

static gboolean words_are_sound(const struct record *record,
                                const struct recorded_sentence *sentence)
{
    if ((uint64_t)sentence->words + sentence->word_count > record->words->len)
        return FALSE;
    for (uint32_t i = 0; i < sentence->word_count; i++) {
        const struct crier_mark *word =
            &g_array_index(record->words, struct crier_mark, sentence->words + i);

        if (word->from > word->to || word->to > sentence->to - sentence->from || word->start < 0 ||
            word->start > word->end || word->end > record->length)
            return FALSE;
    }
    return TRUE;
}

static gboolean sentences_are_sound(const struct package *package)
{
    const struct document *document = package->document;
    const struct record *record = package->record;

    for (guint i = 0; i < record->sentences->len; i++) {
        const struct recorded_sentence *sentence =
            &g_array_index(record->sentences, struct recorded_sentence, i);
        const struct block *block;

        if (sentence->block >= document->blocks->len)
            return FALSE;
        block = document_block(document, sentence->block);
        if (sentence->from > sentence->to || sentence->to > block->size ||
            !is_edge(document, block->text + sentence->from) ||
            !is_edge(document, block->text + sentence->to) || sentence->start < 0 ||
            sentence->frames < 0 || sentence->start > record->length ||
            sentence->frames > record->length - sentence->start ||
            !words_are_sound(record, sentence))
            return FALSE;
    }
    return record->rate > 0 && record->length >= 0 &&
           package->rungs->len % (record->sentences->len + 1) == 0;
}

/* Strings are borrowed from the whole, in order: "&s". */
static gboolean take_article(struct package *package, GVariant *whole)
{
    struct catalogue_article *article = &package->article;
    g_autoptr(GVariant) files = g_variant_get_child_value(whole, 10);
    struct catalogue_file file;
    GVariantIter iter;
    guint32 state;

    g_variant_get_child(whole, 9, "(&s&s&s&s&s&s&s&suxxu&s)", &article->key, &article->id,
                        &article->guid, &article->title, &article->source, &article->input,
                        &article->content, &article->package, &state, &article->published,
                        &article->modified, &article->version, &article->sentences);
    article->state = (enum article_state)MIN(state, STATE_WITHDRAWN);
    g_variant_iter_init(&iter, files);
    while (g_variant_iter_next(&iter, "(&s&s&s&stxu)", &file.kind, &file.name, &file.type,
                               &file.hash, &file.bytes, &file.frames, &file.words_per_minute)) {
        if (!output_folder_name_is_safe(file.name))
            return FALSE;
        g_array_append_val(package->files, file);
    }
    article->files = (const struct catalogue_file *)(void *)package->files->data;
    article->file_count = package->files->len;
    return TRUE;
}

static gboolean take(struct package *package, GVariant *whole)
{
    struct document *document = package->document;
    struct record *record = package->record;
    uint32_t format;

    g_variant_get_child(whole, 0, "u", &format);
    if (format != FORMAT)
        return FALSE;
    g_variant_get_child(whole, 1, "u", &record->rate);
    g_variant_get_child(whole, 2, "x", &record->length);
    take_bytes(whole, 3, document->text);
    take_bytes(whole, 4, document->strings);
    take_array(whole, 5, sizeof(struct meta_entry), document->meta);
    take_array(whole, 6, sizeof(struct block), document->blocks);
    take_array(whole, 11, sizeof(uint32_t), document->cuts);
    take_array(whole, 12, sizeof(struct package_rung), package->rungs);
    take_array(whole, 7, sizeof(struct recorded_sentence), record->sentences);
    take_array(whole, 8, sizeof(struct crier_mark), record->words);
    return (document->strings->len == 0 ||
            document->strings->str[document->strings->len - 1] == '\0') &&
           g_utf8_validate(document->text->str, (gssize)document->text->len, NULL) &&
           blocks_are_sound(document) && sentences_are_sound(package) &&
           take_article(package, whole);
}

gboolean package_load(struct package *package, const char *path, GError **error)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
    g_autoptr(GBytes) data = file ? g_mapped_file_get_bytes(file) : NULL;

    *package =
        (struct package){ .document = document_new(),
                          .record = record_new(0),
                          .rungs = g_array_new(FALSE, FALSE, sizeof(struct package_rung)),
                          .files = g_array_new(FALSE, FALSE, sizeof(struct catalogue_file)) };
    if (data)
        package->whole =
            g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(PACKAGE), data, FALSE));
    if (package->whole && g_variant_is_normal_form(package->whole) && take(package, package->whole))
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "%s is missing or damaged", path);
    return FALSE;
}

void package_clear(struct package *package)
{
    g_clear_pointer(&package->document, document_free);
    g_clear_pointer(&package->record, record_free);
    g_clear_pointer(&package->rungs, g_array_unref);
    g_clear_pointer(&package->files, g_array_unref);
    g_clear_pointer(&package->whole, g_variant_unref);
}
