/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/builder.h"

#include "core/base/limits.h"

#include <string.h>

struct builder {
    struct document *document;
    uint64_t source_size;
    crier_status status; /* the first failure */
    const char *message; /* its cause, static */
    uint32_t open;       /* innermost open block, or NOWHERE32 */
    gboolean space_due;  /* white space came, and is written before the next word */
    uint64_t space_from; /* where that white space stands, or CRIER_NOWHERE */
    uint64_t calls;
    GHashTable *interned; /* string to offset + 1 */
};

/* A reader makes a few calls for each block; a flood of empty ones makes more. */
#define LIMIT_CALLS ((uint64_t)LIMIT_BLOCKS * 16)

struct builder *builder_new(struct document *document, uint64_t source_size)
{
    struct builder *builder = g_new0(struct builder, 1);

    builder->document = document;
    builder->source_size = source_size;
    builder->open = NOWHERE32;
    builder->interned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return builder;
}

void builder_free(struct builder *builder)
{
    g_hash_table_unref(builder->interned);
    g_free(builder);
}

static crier_status fail(struct builder *builder, crier_status status, const char *message)
{
    if (builder->status == CRIER_OK) {
        builder->status = status;
        builder->message = message;
    }
    return builder->status;
}

/* Every call passes here: nothing more happens after a failure. */
static gboolean ready(struct builder *builder)
{
    if (++builder->calls > LIMIT_CALLS)
        fail(builder, CRIER_LIMIT, "it has too many parts");
    return builder->status == CRIER_OK;
}

static struct block *open_block(const struct builder *builder)
{
    return &g_array_index(builder->document->blocks, struct block, builder->open);
}

/* Is [from, to) a place in the source, or nowhere at all? */
static gboolean good_place(const struct builder *builder, uint64_t from, uint64_t to)
{
    if (from == CRIER_NOWHERE || to == CRIER_NOWHERE)
        return TRUE;
    return from <= to && to <= builder->source_size && to < NOWHERE32;
}

static uint32_t intern(struct builder *builder, const char *string)
{
    GString *strings = builder->document->strings;
    gpointer known = g_hash_table_lookup(builder->interned, string);
    uint32_t offset = (uint32_t)strings->len;

    if (known)
        return GPOINTER_TO_UINT(known) - 1;
    g_string_append_len(strings, string, (gssize)strlen(string) + 1);
    g_hash_table_insert(builder->interned, g_strdup(string), GUINT_TO_POINTER(offset + 1));
    return offset;
}

/* One line of words: white space folded, ends trimmed. */
static char *fold(const char *text, uint64_t size)
{
    g_autofree char *copy = g_strndup(text, size);
    GString *out = g_string_new(NULL);

    for (const char *p = copy; *p; p = g_utf8_next_char(p)) {
        if (!g_unichar_isspace(g_utf8_get_char(p)))
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
        else if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    if (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

crier_status builder_skip(struct builder *builder, uint64_t from, uint64_t to, const char *reason)
{
    struct skip skip;

    if (!ready(builder))
        return builder->status;
    if (!good_place(builder, from, to) || !g_utf8_validate(reason, -1, NULL))
        return fail(builder, CRIER_BAD_CALL, "it skips a place that is not in the source");
    if (from == CRIER_NOWHERE || to == CRIER_NOWHERE || from == to)
        return CRIER_OK;
    if (builder->document->skips->len >= LIMIT_SKIPS)
        return fail(builder, CRIER_LIMIT, "it skips too many places");
    skip = (struct skip){ (uint32_t)from, (uint32_t)to, intern(builder, reason) };
    g_array_append_val(builder->document->skips, skip);
    return CRIER_OK;
}

crier_status builder_meta(struct builder *builder, uint32_t key, const char *value, uint64_t size,
                          uint64_t from, uint64_t to)
{
    struct document *document = builder->document;
    g_autofree char *folded = NULL;
    struct meta_entry entry = { .key = key };

    if (!ready(builder))
        return builder->status;
    if (!meta_name(key) || !g_utf8_validate(value, (gssize)size, NULL))
        return fail(builder, CRIER_BAD_CALL, "its metadata has an unknown key or is not UTF-8");
    if (size > LIMIT_META_VALUE || document->meta->len >= LIMIT_META)
        return fail(builder, CRIER_LIMIT, "it has too much metadata");
    folded = fold(value, size);
    if (*folded && (meta_repeats(key) || !document_meta(document, key))) {
        entry.value = intern(builder, folded);
        g_array_append_val(document->meta, entry);
    }
    return builder_skip(builder, from, to, "metadata");
}

crier_status builder_note(struct builder *builder, uint32_t severity, uint64_t from,
                          const char *message)
{
    g_autofree char *folded = NULL;
    struct note note = { .severity = severity, .from = NOWHERE32 };

    if (!ready(builder))
        return builder->status;
    if (severity != CRIER_NOTE_INFO && severity != CRIER_NOTE_WARNING)
        return fail(builder, CRIER_BAD_CALL, "a note has an unknown severity");
    if (!g_utf8_validate(message, -1, NULL) || strlen(message) > LIMIT_NOTE_TEXT)
        return fail(builder, CRIER_BAD_CALL, "a note is not UTF-8 or too long");
    if (builder->document->notes->len >= LIMIT_NOTES)
        return CRIER_OK; /* enough said */
    folded = fold(message, strlen(message));
    note.message = intern(builder, folded);
    if (from < builder->source_size && from < NOWHERE32)
        note.from = (uint32_t)from;
    g_array_append_val(builder->document->notes, note);
    return CRIER_OK;
}

/* ---- Blocks ---- */

static const char *cannot_open(const struct builder *builder, const struct crier_block *block)
{
    const struct block *parent = builder->open == NOWHERE32 ? NULL : open_block(builder);

    if (!role_name(block->role))
        return "a block has an unknown role";
    if (block->level > 6)
        return "a heading has a level above 6";
    if (parent && (role_content(parent->role) == ROLE_TEXT || parent->size > 0))
        return "a block stands inside a block of text";
    if (block->language && !g_utf8_validate(block->language, -1, NULL))
        return "a language is not UTF-8";
    return NULL;
}

crier_status builder_open(struct builder *builder, const struct crier_block *block)
{
    struct document *document = builder->document;
    struct block made = { .parent = builder->open };
    const char *wrong;

    if (!ready(builder))
        return builder->status;
    wrong = cannot_open(builder, block);
    if (wrong)
        return fail(builder, CRIER_BAD_CALL, wrong);
    made.depth = builder->open == NOWHERE32 ? 1 : (uint8_t)(open_block(builder)->depth + 1);
    if (document->blocks->len >= LIMIT_BLOCKS || made.depth > LIMIT_DEPTH)
        return fail(builder, CRIER_LIMIT, "it has too many blocks, or too deep ones");
    made.role = (uint8_t)block->role;
    made.level = (uint8_t)block->level;
    made.ordinal = block->ordinal;
    made.preformatted = block->role == CRIER_ROLE_CODE;
    made.text = (uint32_t)document->text->len;
    made.pieces = document->pieces->len;
    made.cuts = document->cuts->len;
    made.language =
        block->language && *block->language ? intern(builder, block->language) : NOWHERE32;
    builder->open = document->blocks->len;
    builder->space_due = FALSE;
    g_array_append_val(document->blocks, made);
    return CRIER_OK;
}

/* Append bytes that stand at [from, to), joining them to the last piece when both
 * go on without a step between them. */
static void append(struct builder *builder, const char *bytes, uint32_t size, uint64_t from,
                   uint64_t to)
{
    struct document *document = builder->document;
    struct block *block = open_block(builder);
    struct piece piece = { .text = (uint32_t)document->text->len,
                           .from = from == CRIER_NOWHERE ? NOWHERE32 : (uint32_t)from,
                           .to = to == CRIER_NOWHERE ? NOWHERE32 : (uint32_t)to };
    struct piece *last = NULL;

    if (block->piece_count > 0)
        last = &g_array_index(document->pieces, struct piece, document->pieces->len - 1);
    if (last && piece.from != NOWHERE32 && last->to == piece.from && to - from == size &&
        last->to - last->from == piece.text - last->text) {
        last->to = piece.to;
    } else {
        g_array_append_val(document->pieces, piece);
        block->piece_count++;
    }
    g_string_append_len(document->text, bytes, size);
    block->size += size;
}

/* A run of characters of one kind: white space or not. */
struct run {
    const char *bytes;
    uint32_t size;
    uint64_t from, to;
};

static void append_word(struct builder *builder, const struct run *run)
{
    if (builder->space_due && open_block(builder)->size > 0)
        append(builder, " ", 1, builder->space_from,
               builder->space_from == CRIER_NOWHERE ? CRIER_NOWHERE : builder->space_from + 1);
    builder->space_due = FALSE;
    append(builder, run->bytes, run->size, run->from, run->to);
}

/* A single space stands in the source byte for byte; of a longer run only its last
 * byte is taken, so that what follows goes on without a step. */
static void note_space(struct builder *builder, const struct run *run)
{
    if (builder->space_due)
        return;
    builder->space_due = TRUE;
    builder->space_from =
        run->from == CRIER_NOWHERE || run->from == run->to ? CRIER_NOWHERE : run->to - 1;
}

static gboolean is_space_at(const char *p)
{
    return g_unichar_isspace(g_utf8_get_char(p));
}

static void append_folded(struct builder *builder, const char *text, uint64_t size, uint64_t from,
                          uint64_t to)
{
    gboolean same = from != CRIER_NOWHERE && to != CRIER_NOWHERE && to - from == size;
    const char *end = text + size;

    for (const char *p = text; p < end;) {
        const char *start = p;
        gboolean space = is_space_at(p);
        struct run run = { .bytes = start };

        while (p < end && is_space_at(p) == space)
            p = g_utf8_next_char(p);
        run.size = (uint32_t)(p - start);
        run.from = same ? from + (uint64_t)(start - text) : from;
        run.to = same ? run.from + run.size : to;
        if (space)
            note_space(builder, &run);
        else
            append_word(builder, &run);
    }
}

crier_status builder_text(struct builder *builder, const char *text, uint64_t size, uint64_t from,
                          uint64_t to)
{
    struct document *document = builder->document;
    const struct block *block;

    if (!ready(builder))
        return builder->status;
    if (builder->open == NOWHERE32)
        return fail(builder, CRIER_BAD_CALL, "text stands outside of a block");
    block = open_block(builder);
    if (role_content(block->role) == ROLE_BLOCKS || document->blocks->len > builder->open + 1)
        return fail(builder, CRIER_BAD_CALL, "text stands in a block that holds blocks");
    if (!good_place(builder, from, to))
        return fail(builder, CRIER_BAD_CALL, "text is said to stand outside of the source");
    if (document->text->len + size > LIMIT_DOCUMENT_TEXT ||
        document->pieces->len + size / 2 > (uint64_t)LIMIT_PIECES * 4 ||
        document->pieces->len >= LIMIT_PIECES)
        return fail(builder, CRIER_LIMIT, "it has too much text");
    if (!g_utf8_validate(text, (gssize)size, NULL))
        return fail(builder, CRIER_BAD_CALL, "its text is not UTF-8");
    if (block->preformatted)
        append(builder, text, (uint32_t)size, from, to);
    else
        append_folded(builder, text, size, from, to);
    return CRIER_OK;
}

crier_status builder_cut(struct builder *builder)
{
    struct block *block;

    if (!ready(builder))
        return builder->status;
    if (builder->open == NOWHERE32)
        return fail(builder, CRIER_BAD_CALL, "a chunk is cut outside of a block");
    block = open_block(builder);
    if (block->size > 0) {
        uint32_t at = block->text + block->size;

        g_array_append_val(builder->document->cuts, at);
        block->cut_count++;
    }
    return CRIER_OK;
}

/* Take back the innermost block: it holds nothing. */
static void remove_block(struct builder *builder)
{
    struct document *document = builder->document;
    const struct block *block = open_block(builder);
    uint32_t index = builder->open;

    builder->open = block->parent;
    g_array_set_size(document->blocks, index);
}

crier_status builder_close(struct builder *builder)
{
    struct block *block;

    if (!ready(builder))
        return builder->status;
    if (builder->open == NOWHERE32)
        return fail(builder, CRIER_BAD_CALL, "a block is closed that is not open");
    builder->space_due = FALSE;
    block = open_block(builder);
    if (block->size == 0 && builder->document->blocks->len == builder->open + 1) {
        remove_block(builder);
        return CRIER_OK;
    }
    block->next = builder->document->blocks->len;
    builder->open = block->parent;
    return CRIER_OK;
}

crier_status builder_finish(struct builder *builder, const char **message)
{
    while (builder->status == CRIER_OK && builder->open != NOWHERE32)
        builder_close(builder);
    if (message)
        *message = builder->message;
    return builder->status;
}
