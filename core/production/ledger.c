/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/ledger.h"

#include "core/source/decode.h"

struct ledger {
    const struct document *document;
    const struct delivery *delivery;
    const uint8_t *bytes;
    uint64_t size;
    struct ledger_printer printer;
    uint32_t next_block; /* the first block whose words are still to come */
    GArray *covered;     /* of struct span: places in the source of all block words */
    GArray *order;       /* scratch, of uint32_t: words of a spoken form by their place */
    GString *says;       /* scratch */
    struct ledger_totals totals;
};

static gboolean has_letter_or_digit(const char *text, uint32_t size)
{
    for (const char *end = text + size; text < end; text = g_utf8_next_char(text))
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

static void write_entry(struct ledger *ledger, struct ledger_entry *entry)
{
    struct ledger_totals *totals = &ledger->totals;

    if (!entry->skipped) {
        totals->spoken++;
    } else {
        gboolean heard_of = has_letter_or_digit(entry->text, entry->size);

        totals->skipped++;
        totals->missed += heard_of;
        entry->asked = entry->asked || !heard_of;
        totals->unasked += !entry->asked;
    }
    ledger->printer.entry(ledger->printer.data, entry);
}

/* ---- Words ---- */

/* The next run without white space in text[*at, size). */
static gboolean next_word(const char *text, uint64_t size, uint64_t *at, struct span *word)
{
    const char *end = text + size;
    const char *p = text + *at;

    while (p < end && g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    word->from = (uint32_t)(p - text);
    while (p < end && !g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    word->to = (uint32_t)(p - text);
    *at = word->to;
    return word->to > word->from;
}

static void cover(struct ledger *ledger, const struct block *block, struct span word,
                  struct ledger_entry *entry)
{
    entry->has_source = document_source_range(ledger->document, block, word.from, word.to,
                                              &entry->source_from, &entry->source_to);
    if (entry->has_source) {
        struct span span = { entry->source_from, entry->source_to };

        g_array_append_val(ledger->covered, span);
    }
}

/* Words of bytes [from, to) of a block, all skipped for its reason. */
static void skip_words(struct ledger *ledger, uint32_t index, struct span range)
{
    const char *silence = plan_silence(ledger->document, ledger->delivery, index);
    const struct block *block = document_block(ledger->document, index);
    const char *text = document_text(ledger->document, block);
    uint64_t at = range.from;
    struct span word;

    while (next_word(text, range.to, &at, &word)) {
        struct ledger_entry entry = { .text = text + word.from,
                                      .size = word.to - word.from,
                                      .block = index + 1,
                                      .skipped = silence ? silence : "not planned",
                                      .asked = silence != NULL };

        cover(ledger, block, word, &entry);
        write_entry(ledger, &entry);
    }
}

/* Blocks before `until` that had no sentence were left silent. */
static void skip_blocks(struct ledger *ledger, uint32_t until)
{
    for (; ledger->next_block < until; ledger->next_block++) {
        const struct block *block = document_block(ledger->document, ledger->next_block);

        if (block->size > 0)
            skip_words(ledger, ledger->next_block, (struct span){ 0, block->size });
    }
}

/* ---- Sentences ---- */

static const char *const lost_reasons[] = {
    [SPEECH_DONE] = "no sound",
    [SPEECH_EMPTY] = "no sound",
    [SPEECH_CRASHED] = "the engine crashed on its sentence",
    [SPEECH_HUNG] = "the engine hung on its sentence",
    [SPEECH_TOO_LONG] = "its sentence is too long to speak",
};

static void explain_silence(const struct spoken_sentence *sentence, struct span word,
                            struct ledger_entry *entry)
{
    const GArray *silent = sentence->form->silent;

    entry->skipped = lost_reasons[sentence->outcome];
    for (guint i = 0; i < silent->len; i++) {
        const struct silent_word *s = &g_array_index(silent, struct silent_word, i);

        if (s->written.from >= word.to || s->written.to <= word.from)
            continue;
        entry->skipped = s->reason;
        entry->asked = !s->lost;
        return;
    }
}

/* ---- Spoken form ---- */

static const struct spoken_word *word_of(const struct spoken_form *form, uint32_t index)
{
    return &g_array_index(form->words, struct spoken_word, index);
}

static gint by_place(gconstpointer a, gconstpointer b, gpointer data)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    const struct spoken_word *one = word_of(data, x), *other = word_of(data, y);

    if (one->written.from != other->written.from)
        return one->written.from < other->written.from ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Words are said in another order than they are written: "$5" is "five dollars". */
static void order_words(struct ledger *ledger, const struct spoken_form *form)
{
    g_array_set_size(ledger->order, 0);
    for (uint32_t i = 0; i < form->words->len; i++)
        g_array_append_val(ledger->order, i);
    g_array_sort_with_data(ledger->order, by_place, (gpointer)form);
}

/* What is said for a written word: all that begins in it. *at moves on. */
static void find_saying(struct ledger *ledger, const struct spoken_form *form, struct span word,
                        guint *at, struct ledger_entry *entry)
{
    g_string_truncate(ledger->says, 0);
    for (; *at < ledger->order->len; (*at)++) {
        const struct spoken_word *said = word_of(form, g_array_index(ledger->order, uint32_t, *at));

        if (said->written.from >= word.to)
            break;
        if (ledger->says->len > 0)
            g_string_append_c(ledger->says, ' ');
        g_string_append_len(ledger->says, form->text->str + said->spoken.from,
                            said->spoken.to - said->spoken.from);
    }
    entry->says = ledger->says->str;
    entry->says_size = (uint32_t)ledger->says->len;
}

/* Marks are in written order; *at is the first that can still matter. */
static gboolean find_time(const struct spoken_sentence *sentence, struct span word, guint *at,
                          struct ledger_entry *entry)
{
    gboolean found = FALSE;

    for (; *at < sentence->words->len; (*at)++) {
        const struct crier_mark *mark = &g_array_index(sentence->words, struct crier_mark, *at);

        if (mark->to <= word.from)
            continue;
        if (mark->from >= word.to)
            break;
        entry->start = found ? MIN(entry->start, mark->start) : mark->start;
        entry->end = found ? MAX(entry->end, mark->end) : mark->end;
        found = TRUE;
        if (mark->to > word.to)
            break; /* the next word shares it */
    }
    return found;
}

gboolean ledger_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct ledger *ledger = data;
    uint64_t at = 0;
    guint mark = 0;
    guint said = 0;
    struct span word;

    (void)error;
    order_words(ledger, sentence->form);
    skip_blocks(ledger, sentence->planned->block);
    ledger->next_block = sentence->planned->block + 1;
    while (next_word(sentence->text, sentence->size, &at, &word)) {
        struct ledger_entry entry = { .text = sentence->text + word.from,
                                      .size = word.to - word.from,
                                      .block = sentence->planned->block + 1,
                                      .sentence = sentence->number };
        struct span in_block = { sentence->planned->from + word.from,
                                 sentence->planned->from + word.to };

        find_saying(ledger, sentence->form, word, &said, &entry);
        if (!find_time(sentence, word, &mark, &entry))
            explain_silence(sentence, word, &entry);
        cover(ledger, sentence->block, in_block, &entry);
        write_entry(ledger, &entry);
    }
    return TRUE;
}

/* ---- What no block holds ---- */

static gint by_from(gconstpointer a, gconstpointer b)
{
    const struct span *x = a;
    const struct span *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

static gint skip_by_from(gconstpointer a, gconstpointer b)
{
    const struct skip *x = a;
    const struct skip *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

/* Does any of the sorted, possibly nested spans overlap [from, to)? *at moves on. */
static gboolean overlaps(const GArray *spans, guint *at, uint32_t from, uint32_t to)
{
    while (*at < spans->len && g_array_index(spans, struct span, *at).to <= from)
        (*at)++;
    for (guint i = *at; i < spans->len; i++) {
        const struct span *span = &g_array_index(spans, struct span, i);

        if (span->from >= to)
            return FALSE;
        if (span->to > from)
            return TRUE;
    }
    return FALSE;
}

static const char *outside_reason(const struct document *document, const GArray *skips, guint *at,
                                  struct ledger_entry *entry)
{
    while (*at < skips->len && g_array_index(skips, struct skip, *at).to <= entry->source_from)
        (*at)++;
    for (guint i = *at; i < skips->len; i++) {
        const struct skip *skip = &g_array_index(skips, struct skip, i);

        if (skip->from >= entry->source_to)
            break;
        if (skip->to > entry->source_from) {
            entry->asked = TRUE;
            return document_string(document, skip->reason);
        }
    }
    return has_letter_or_digit(entry->text, entry->size) ? "not read by the reader plugin"
                                                         : "punctuation or markup";
}

/* A walk over the decoded source beside what is covered and what was skipped. */
struct outside {
    const struct decoded *decoded;
    GArray *skips; /* sorted */
    guint covered_at, skip_at;
};

static void write_outside(struct ledger *ledger, struct outside *outside, struct span run)
{
    const struct decoded *decoded = outside->decoded;
    struct ledger_entry entry = { .text = decoded->text + run.from,
                                  .size = run.to - run.from,
                                  .has_source = TRUE,
                                  .source_from = (uint32_t)decoded_source(decoded, run.from),
                                  .source_to = (uint32_t)decoded_source(decoded, run.to) };

    entry.skipped = outside_reason(ledger->document, outside->skips, &outside->skip_at, &entry);
    write_entry(ledger, &entry);
}

/* The parts of a word that no block holds, such as the address behind a link's text;
 * what has no letter or digit is its punctuation and goes with it. */
static void partly_covered(struct ledger *ledger, struct outside *outside, struct span word)
{
    const struct decoded *decoded = outside->decoded;
    struct span run = { word.from, word.from };
    uint32_t at = word.from;

    while (at < word.to) {
        uint32_t next = at + (uint32_t)(g_utf8_next_char(decoded->text + at) - decoded->text - at);
        gboolean covered =
            overlaps(ledger->covered, &outside->covered_at, (uint32_t)decoded_source(decoded, at),
                     (uint32_t)decoded_source(decoded, next));

        if (!covered)
            run.to = next;
        if ((covered || next == word.to) && run.to > run.from &&
            has_letter_or_digit(decoded->text + run.from, run.to - run.from))
            write_outside(ledger, outside, run);
        if (covered)
            run.from = run.to = next;
        at = next;
    }
}

/* Every word of the decoded source that no word of a block covers, wholly or partly. */
static void outside_words(struct ledger *ledger, const struct decoded *decoded)
{
    struct outside outside = { .decoded = decoded, .skips = g_array_copy(ledger->document->skips) };
    uint64_t at = 0;
    struct span word;

    g_array_sort(outside.skips, skip_by_from);
    g_array_sort(ledger->covered, by_from);
    while (next_word(decoded->text, decoded->size, &at, &word)) {
        if (overlaps(ledger->covered, &outside.covered_at,
                     (uint32_t)decoded_source(decoded, word.from),
                     (uint32_t)decoded_source(decoded, word.to)))
            partly_covered(ledger, &outside, word);
        else
            write_outside(ledger, &outside, word);
    }
    g_array_unref(outside.skips);
}

/* ---- Life ---- */

struct ledger *ledger_new_printer(const struct document *document, const struct delivery *delivery,
                                  const uint8_t *bytes, uint64_t size,
                                  const struct ledger_printer *printer)
{
    struct ledger *ledger = g_new0(struct ledger, 1);

    ledger->document = document;
    ledger->delivery = delivery;
    ledger->bytes = bytes;
    ledger->size = size;
    ledger->printer = *printer;
    ledger->covered = g_array_new(FALSE, FALSE, sizeof(struct span));
    ledger->order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    ledger->says = g_string_new(NULL);
    return ledger;
}

struct ledger *ledger_new(const struct document *document, const struct delivery *delivery,
                          const uint8_t *bytes, uint64_t size, uint32_t rate, gboolean json,
                          GString *out)
{
    const struct ledger_printer printer = ledger_print_to(rate, json, out);

    return ledger_new_printer(document, delivery, bytes, size, &printer);
}

static void ledger_free(struct ledger *ledger)
{
    g_array_unref(ledger->covered);
    g_array_unref(ledger->order);
    g_string_free(ledger->says, TRUE);
    g_free(ledger);
}

void ledger_abandon(struct ledger *ledger)
{
    ledger->printer.end(ledger->printer.data, NULL);
    ledger_free(ledger);
}

struct ledger_totals ledger_close(struct ledger *ledger)
{
    struct ledger_totals totals;
    struct decoded decoded;

    skip_blocks(ledger, document_block_count(ledger->document));
    if (ledger->document->charset &&
        decode_text(ledger->bytes, ledger->size, ledger->document->charset, &decoded)) {
        outside_words(ledger, &decoded);
        decoded_clear(&decoded);
    }
    totals = ledger->totals;
    ledger->printer.end(ledger->printer.data, &totals);
    ledger_free(ledger);
    return totals;
}

uint64_t ledger_finish(struct ledger *ledger)
{
    return ledger_close(ledger).missed;
}
