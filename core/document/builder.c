/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/builder.h"

#include "core/base/limits.h"
#include "core/document/fold.h"
#include "core/document/role.h"

#include <string.h>

struct builder {
    struct document *document;
    uint64_t source_size;
    crier_status status;
    char *message;              /* why it failed */
    GHashTable *strings;        /* text -> its offset in document->strings, plus 1 */
    uint32_t open[LIMIT_DEPTH]; /* indexes of the open blocks, outermost first */
    uint32_t depth;
    struct fold fold;
    gboolean has_headline;
};

struct builder *builder_new(struct document *document, uint64_t source_size)
{
    struct builder *builder = g_new0(struct builder, 1);

    g_assert(document->blocks->len == 0 && document->text->len == 0);
    builder->document = document;
    builder->source_size = source_size;
    builder->strings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return builder;
}

void builder_free(struct builder *builder)
{
    if (!builder)
        return;
    g_hash_table_unref(builder->strings);
    g_free(builder->message);
    g_free(builder);
}

static crier_status fail(struct builder *builder, crier_status status, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The first failure stays. */
static crier_status fail(struct builder *builder, crier_status status, const char *format, ...)
{
    va_list args;

    if (builder->status != CRIER_OK)
        return builder->status;
    builder->status = status;
    va_start(args, format);
    builder->message = g_strdup_vprintf(format, args);
    va_end(args);
    return status;
}

/* ---- Small checks ---- */

static gboolean intern(struct builder *builder, const char *text, uint32_t *offset)
{
    gpointer known = g_hash_table_lookup(builder->strings, text);
    GString *strings = builder->document->strings;
    size_t size = strlen(text) + 1;

    if (known) {
        *offset = GPOINTER_TO_UINT(known) - 1;
        return TRUE;
    }
    if (strings->len + size > LIMIT_STRINGS) {
        fail(builder, CRIER_LIMIT, "the document has more notes and names than may be");
        return FALSE;
    }
    *offset = (uint32_t)strings->len;
    g_string_append_len(strings, text, (gssize)size);
    g_hash_table_insert(builder->strings, g_strdup(text), GUINT_TO_POINTER(*offset + 1));
    return TRUE;
}

/* One line of well-formed UTF-8 of at most `most` bytes, whatever it was. */
static char *one_line(const char *text, gsize size, gsize most)
{
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)MIN(size, most));
    char *line = fold_line(valid, strlen(valid));

    if (strlen(line) > most)
        line[g_utf8_find_prev_char(line, line + most + 1) - line] = '\0';
    return line;
}

static gboolean check_place(struct builder *builder, uint64_t from, uint64_t to)
{
    if (from == CRIER_NOWHERE && to == CRIER_NOWHERE)
        return TRUE;
    if (from > to || to > builder->source_size || to >= NOWHERE32) {
        fail(builder, CRIER_BAD_CALL, "a place in the source lies beyond its end");
        return FALSE;
    }
    return TRUE;
}

/* "en_US" and "en-US" become "en-US"; what is no BCP 47 tag becomes NULL. */
static char *language_tag(const char *text)
{
    g_auto(GStrv) parts = NULL;

    if (strlen(text) > 35) /* the longest that RFC 5646 asks to be kept */
        return NULL;
    parts = g_strsplit_set(text, "-_", -1);
    for (guint i = 0; parts[i]; i++) {
        size_t length = strlen(parts[i]);

        if (length < (i == 0 ? 2 : 1) || length > 8)
            return NULL;
        for (const char *c = parts[i]; *c; c++)
            if (i == 0 ? !g_ascii_isalpha(*c) : !g_ascii_isalnum(*c))
                return NULL;
    }
    return parts[0] ? g_strjoinv("-", parts) : NULL;
}

/* ---- Metadata, skips, notes ---- */

static crier_status add_skip(struct builder *builder, uint64_t from, uint64_t to,
                             const char *reason)
{
    GArray *skips = builder->document->skips;
    struct skip skip = { (uint32_t)from, (uint32_t)to, 0 };
    struct skip *last;

    if (from == to || !intern(builder, reason, &skip.reason))
        return builder->status;
    last = skips->len > 0 ? &g_array_index(skips, struct skip, skips->len - 1) : NULL;
    if (last && last->reason == skip.reason && last->from <= skip.from && last->to >= skip.from) {
        last->to = MAX(last->to, skip.to);
        return CRIER_OK;
    }
    if (skips->len >= LIMIT_SKIPS)
        return fail(builder, CRIER_LIMIT, "more parts of the source are left out than may be");
    g_array_append_val(skips, skip);
    return CRIER_OK;
}

static crier_status add_meta(struct builder *builder, uint32_t key, const char *value)
{
    struct document *document = builder->document;
    struct meta_entry entry = { .key = key };

    if (!meta_repeats(key) && document_meta(document, key))
        return CRIER_OK;
    if (document->meta->len >= LIMIT_META)
        return CRIER_OK; /* tags without end: the first ones do */
    if (!intern(builder, value, &entry.value))
        return builder->status;
    g_array_append_val(document->meta, entry);
    return CRIER_OK;
}

crier_status builder_meta(struct builder *builder, uint32_t key, const char *value, uint64_t size,
                          uint64_t from, uint64_t to)
{
    g_autofree char *line = NULL;

    if (builder->status != CRIER_OK || !check_place(builder, from, to))
        return builder->status;
    if (!meta_name(key) || key >= CRIER_META_NARRATOR)
        return fail(builder, CRIER_BAD_CALL, "no metadata has the key %u", key);
    if (size > LIMIT_DOCUMENT_TEXT || !g_utf8_validate_len(value, size, NULL))
        return fail(builder, CRIER_BAD_CALL, "the %s is not UTF-8 text", meta_name(key));
    line = one_line(value, size, LIMIT_META_VALUE);
    if (key == CRIER_META_LANGUAGE) {
        char *tag = language_tag(line);

        g_free(line);
        line = tag;
    }
    if (from != CRIER_NOWHERE)
        add_skip(builder, from, to, "metadata");
    return line && *line ? add_meta(builder, key, line) : builder->status;
}

crier_status builder_skip(struct builder *builder, uint64_t from, uint64_t to, const char *reason)
{
    g_autofree char *line = NULL;

    if (builder->status != CRIER_OK || !check_place(builder, from, to))
        return builder->status;
    if (from == CRIER_NOWHERE)
        return fail(builder, CRIER_BAD_CALL, "a part left out has no place");
    line = one_line(reason, strlen(reason), LIMIT_REASON);
    return add_skip(builder, from, to, *line ? line : "left out");
}

crier_status builder_note(struct builder *builder, uint32_t severity, uint64_t from,
                          const char *message)
{
    GArray *notes = builder->document->notes;
    struct note note = { .severity = severity, .from = NOWHERE32 };
    g_autofree char *line = NULL;

    if (builder->status != CRIER_OK || !check_place(builder, from, from))
        return builder->status;
    if (severity != CRIER_NOTE_INFO && severity != CRIER_NOTE_WARNING)
        return fail(builder, CRIER_BAD_CALL, "no note has the severity %u", severity);
    if (notes->len >= LIMIT_NOTES)
        return CRIER_OK;
    line = notes->len + 1 < LIMIT_NOTES ? one_line(message, strlen(message), LIMIT_NOTE_TEXT)
                                        : g_strdup("there were more notes; they are left out");
    if (from != CRIER_NOWHERE)
        note.from = (uint32_t)from;
    if (!intern(builder, line, &note.message))
        return builder->status;
    g_array_append_val(notes, note);
    return CRIER_OK;
}

/* ---- Blocks ---- */

static struct block *block_at(struct builder *builder, uint32_t index)
{
    return &g_array_index(builder->document->blocks, struct block, index);
}

static uint32_t innermost(const struct builder *builder)
{
    return builder->depth > 0 ? builder->open[builder->depth - 1] : NOWHERE32;
}

static gboolean has_blocks(const struct builder *builder, uint32_t index)
{
    return builder->document->blocks->len > index + 1;
}

static gboolean has_text(struct builder *builder, uint32_t index)
{
    return !has_blocks(builder, index) &&
           builder->document->text->len > block_at(builder, index)->text;
}

/* What the plugin knew of the structure; what it did not know is zero. */
static struct crier_block known_part(const struct crier_block *given)
{
    struct crier_block block = { .size = sizeof(block) };

    memcpy(&block, given, MIN(given->size, sizeof(block)));
    return block;
}

static gboolean check_open(struct builder *builder, const struct crier_block *block)
{
    uint32_t index = innermost(builder);
    uint32_t outer = index == NOWHERE32 ? CRIER_ROLE_NONE : block_at(builder, index)->role;

    if (!role_name(block->role)) {
        fail(builder, CRIER_BAD_CALL, "no block has the role %u", block->role);
    } else if (!role_holds(outer, block->role)) {
        const char *name = outer == CRIER_ROLE_NONE ? "document" : role_name(outer);

        fail(builder, CRIER_BAD_CALL, "a %s cannot stand in a %s", role_name(block->role), name);
    } else if (index != NOWHERE32 && has_text(builder, index)) {
        fail(builder, CRIER_BAD_CALL, "a %s with text of its own cannot hold blocks",
             role_name(outer));
    } else if (block->role == CRIER_ROLE_HEADING && (block->level < 1 || block->level > 6)) {
        fail(builder, CRIER_BAD_CALL, "a heading has level %u", block->level);
    } else if (builder->depth >= LIMIT_DEPTH) {
        fail(builder, CRIER_LIMIT, "blocks are nested deeper than %u", LIMIT_DEPTH);
    } else if (builder->document->blocks->len >= LIMIT_BLOCKS) {
        fail(builder, CRIER_LIMIT, "the document has more than %u blocks", LIMIT_BLOCKS);
    }
    return builder->status == CRIER_OK;
}

static gboolean is_numbered(uint32_t role)
{
    return role == CRIER_ROLE_LIST_ITEM || role == CRIER_ROLE_FOOTNOTE;
}

static uint32_t intern_language(struct builder *builder, const char *language)
{
    g_autofree char *tag = language ? language_tag(language) : NULL;
    uint32_t offset = NOWHERE32;

    if (tag)
        intern(builder, tag, &offset);
    return offset;
}

crier_status builder_open(struct builder *builder, const struct crier_block *given)
{
    struct document *document = builder->document;
    struct crier_block block = known_part(given);
    struct block added;

    if (builder->status != CRIER_OK || !check_open(builder, &block))
        return builder->status;
    if (block.role == CRIER_ROLE_HEADLINE && builder->has_headline) {
        block.role = CRIER_ROLE_HEADING; /* an article has one headline */
        block.level = 1;
    }
    added = (struct block){
        .role = (uint8_t)block.role,
        .level = block.role == CRIER_ROLE_HEADING ? (uint8_t)block.level : 0,
        .depth = (uint8_t)(builder->depth + 1),
        .preformatted = block.role == CRIER_ROLE_CODE,
        .ordinal = is_numbered(block.role) ? block.ordinal : 0,
        .parent = innermost(builder),
        .text = (uint32_t)document->text->len,
        .pieces = document->pieces->len,
        .cuts = document->cuts->len,
        .language = intern_language(builder, block.language),
    };
    builder->open[builder->depth++] = document->blocks->len;
    added.next = document->blocks->len + 1;
    g_array_append_val(document->blocks, added);
    builder->fold = (struct fold){ 0 };
    return builder->status;
}

/* May text be appended to the innermost block? Blank text between blocks is none. */
static gboolean check_text(struct builder *builder, const char *text, uint64_t size)
{
    uint32_t index = innermost(builder);
    uint32_t role = index == NOWHERE32 ? CRIER_ROLE_NONE : block_at(builder, index)->role;

    if (size > LIMIT_DOCUMENT_TEXT) {
        fail(builder, CRIER_LIMIT, "the document has more text than may be");
        return FALSE;
    }
    if (!g_utf8_validate_len(text, size, NULL)) {
        fail(builder, CRIER_BAD_CALL, "a text is not well-formed UTF-8");
        return FALSE;
    }
    if (role_content(role) != ROLE_BLOCKS && !has_blocks(builder, index))
        return TRUE;
    if (!fold_is_blank(text, size))
        fail(builder, CRIER_BAD_CALL, "text stands where only blocks can: in a %s",
             role == CRIER_ROLE_NONE ? "document" : role_name(role));
    return FALSE;
}

crier_status builder_text(struct builder *builder, const char *text, uint64_t size, uint64_t from,
                          uint64_t to)
{
    struct place place = { NOWHERE32, NOWHERE32, FALSE };
    struct block *block;
    const char *limit;

    if (builder->status != CRIER_OK || size == 0)
        return builder->status;
    if (!check_place(builder, from, to) || !check_text(builder, text, size))
        return builder->status;
    if (from != CRIER_NOWHERE)
        place = (struct place){ (uint32_t)from, (uint32_t)to, to - from == size };
    block = block_at(builder, innermost(builder));
    limit = block->preformatted
                ? fold_code(builder->document, block, text, (uint32_t)size, place)
                : fold_text(&builder->fold, builder->document, block, text, (uint32_t)size, place);
    return limit ? fail(builder, CRIER_LIMIT, "%s", limit) : CRIER_OK;
}

crier_status builder_cut(struct builder *builder)
{
    struct document *document = builder->document;
    uint32_t at = (uint32_t)document->text->len;
    struct block *block;

    if (builder->status != CRIER_OK)
        return builder->status;
    if (builder->depth == 0)
        return fail(builder, CRIER_BAD_CALL, "a chunk ends where no block is open");
    block = block_at(builder, innermost(builder));
    if (!has_text(builder, innermost(builder)))
        return CRIER_OK;
    if (block->cut_count > 0 &&
        g_array_index(document->cuts, uint32_t, document->cuts->len - 1) == at)
        return CRIER_OK;
    g_array_append_val(document->cuts, at);
    block->cut_count++;
    return CRIER_OK;
}

/* A cut at the very end divides nothing. */
static void drop_last_cut(struct document *document, struct block *block)
{
    while (block->cut_count > 0 && g_array_index(document->cuts, uint32_t,
                                                 document->cuts->len - 1) >= document->text->len) {
        g_array_set_size(document->cuts, document->cuts->len - 1);
        block->cut_count--;
    }
}

/* A cell keeps its column as long as its row has text. */
static gboolean vanishes(struct builder *builder, uint32_t index)
{
    const struct block *block = block_at(builder, index);

    if (block->role == CRIER_ROLE_TABLE_ROW)
        return builder->document->text->len == block->text;
    return block->size == 0 && !has_blocks(builder, index) && !role_is_cell(block->role);
}

static void close_innermost(struct builder *builder)
{
    struct document *document = builder->document;
    uint32_t index = builder->open[--builder->depth];
    struct block *block = block_at(builder, index);

    if (!has_blocks(builder, index)) {
        if (block->preformatted)
            fold_code_end(document, block);
        drop_last_cut(document, block);
        block->size = (uint32_t)document->text->len - block->text;
    }
    block->next = document->blocks->len;
    builder->fold = (struct fold){ 0 };
    if (vanishes(builder, index))
        g_array_set_size(document->blocks, index);
    else if (block->role == CRIER_ROLE_HEADLINE)
        builder->has_headline = TRUE;
}

crier_status builder_close(struct builder *builder)
{
    if (builder->status != CRIER_OK)
        return builder->status;
    if (builder->depth == 0)
        return fail(builder, CRIER_BAD_CALL, "a block is closed and none is open");
    close_innermost(builder);
    return CRIER_OK;
}

static gint by_place(gconstpointer a, gconstpointer b)
{
    const struct skip *x = a;
    const struct skip *y = b;

    return x->from != y->from ? (x->from > y->from ? 1 : -1) : (x->to > y->to) - (x->to < y->to);
}

crier_status builder_finish(struct builder *builder, const char **message)
{
    while (builder->depth > 0)
        close_innermost(builder);
    g_array_sort(builder->document->skips, by_place);
    if (message)
        *message = builder->message;
    return builder->status;
}
