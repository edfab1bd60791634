/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/stages.h"

#include "core/base/error.h"

void stage_begin(struct stage_printer *printer, enum stage stage, const struct document *document,
                 const struct plan *plan, uint32_t rate, gboolean as_json, GString *out)
{
    *printer = (struct stage_printer){ .stage = stage,
                                       .document = document,
                                       .plan = plan,
                                       .rate = rate,
                                       .as_json = as_json,
                                       .out = out };
    if (!as_json)
        return;
    json_init(&printer->json, out);
    json_open(&printer->json, '{');
    if (rate > 0) {
        json_key(&printer->json, "rate");
        json_int(&printer->json, rate);
    }
    json_key(&printer->json, "sentences");
    json_open(&printer->json, '[');
}

/* ---- Sentences ---- */

static void announced_text(GString *out, const char *name, const char *words)
{
    g_autofree char *shown = words ? error_printable(words, -1) : NULL;

    if (shown)
        g_string_append_printf(out, "   %s: %s\n", name, shown);
}

static void planned_text(struct stage_printer *printer, const struct planned_sentence *sentence,
                         const GArray *quoted, uint64_t number)
{
    const struct block *block = document_block(printer->document, sentence->block);
    const char *text = document_text(printer->document, block) + sentence->from;
    g_autofree char *line = error_printable(text, sentence->to - sentence->from);

    g_string_append_printf(printer->out, "%" G_GUINT64_FORMAT " %s: %s\n", number,
                           role_name(block->role), line);
    announced_text(printer->out, "announced before", plan_words(printer->plan, sentence->before));
    for (guint i = 0; i < quoted->len; i++) {
        const struct quotation *quotation = &g_array_index(quoted, struct quotation, i);
        g_autofree char *words =
            error_printable(text + quotation->from, quotation->to - quotation->from);

        if (quotation->depth > 0)
            g_string_append_printf(printer->out, "   quoted: %s\n", words);
    }
    announced_text(printer->out, "announced behind", plan_words(printer->plan, sentence->behind));
}

static void announced_json(struct json *json, const char *key, const char *words)
{
    if (words)
        json_key_string(json, key, words, -1);
}

static void quoted_json(struct json *json, const GArray *quoted)
{
    if (quoted->len == 0)
        return;
    json_key(json, "quoted");
    json_open(json, '[');
    for (guint i = 0; i < quoted->len; i++) {
        const struct quotation *quotation = &g_array_index(quoted, struct quotation, i);

        if (quotation->depth == 0)
            continue;
        json_open(json, '[');
        json_int(json, quotation->from);
        json_int(json, quotation->to);
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void planned_json(struct stage_printer *printer, const struct planned_sentence *sentence,
                         const GArray *quoted, uint64_t number)
{
    const struct block *block = document_block(printer->document, sentence->block);
    struct json *json = &printer->json;
    uint32_t from, to;

    json_open(json, '{');
    json_key_int(json, "sentence", (int64_t)number);
    json_key_int(json, "block", sentence->block + 1);
    json_key_string(json, "role", role_name(block->role), -1);
    json_key_string(json, "text", document_text(printer->document, block) + sentence->from,
                    sentence->to - sentence->from);
    if (document_source_range(printer->document, block, sentence->from, sentence->to, &from, &to))
        json_key_range(json, "source", from, to);
    announced_json(json, "before", plan_words(printer->plan, sentence->before));
    announced_json(json, "behind", plan_words(printer->plan, sentence->behind));
    quoted_json(json, quoted);
    json_key_int(json, "pause", sentence->pause);
    json_close(json, '}');
}

void stage_planned(struct stage_printer *printer, uint64_t number)
{
    const struct planned_sentence *sentence = plan_sentence(printer->plan, number - 1);
    g_autoptr(GArray) quoted = g_array_new(FALSE, FALSE, sizeof(struct quotation));

    plan_quotations(printer->plan, sentence, quoted);
    (printer->as_json ? planned_json : planned_text)(printer, sentence, quoted, number);
}

/* ---- Spoken form ---- */

static void spoken_text(struct stage_printer *printer, const struct spoken_sentence *s)
{
    g_autofree char *line = error_printable(s->form->text->str, -1);

    g_string_append_printf(printer->out, "%" G_GUINT64_FORMAT ": %s\n", s->number, line);
    for (guint i = 0; i < s->form->silent->len; i++) {
        const struct silent_word *word = &g_array_index(s->form->silent, struct silent_word, i);
        g_autofree char *shown =
            error_printable(s->text + word->written.from, word->written.to - word->written.from);

        g_string_append_printf(printer->out, "   silent %s: %s\n", shown, word->reason);
    }
}

static void spoken_words_json(struct json *json, const struct spoken_sentence *s)
{
    json_key(json, "spoken");
    json_open(json, '[');
    for (guint i = 0; i < s->form->words->len; i++) {
        const struct spoken_word *word = &g_array_index(s->form->words, struct spoken_word, i);

        json_open(json, '{');
        json_key_string(json, "text", s->form->text->str + word->spoken.from,
                        word->spoken.to - word->spoken.from);
        json_key_range(json, "written", word->written.from, word->written.to);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void silent_words_json(struct json *json, const struct spoken_sentence *s)
{
    json_key(json, "skipped");
    json_open(json, '[');
    for (guint i = 0; i < s->form->silent->len; i++) {
        const struct silent_word *word = &g_array_index(s->form->silent, struct silent_word, i);

        json_open(json, '{');
        json_key_string(json, "text", s->text + word->written.from,
                        word->written.to - word->written.from);
        json_key_range(json, "written", word->written.from, word->written.to);
        json_key_string(json, "reason", word->reason, -1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void spoken_json(struct stage_printer *printer, const struct spoken_sentence *s)
{
    json_key_string(&printer->json, "text", s->text, s->size);
    spoken_words_json(&printer->json, s);
    silent_words_json(&printer->json, s);
}

/* ---- Phonemes ---- */

static void phonemes_text(struct stage_printer *printer, const struct spoken_sentence *s)
{
    g_string_append_printf(printer->out, "%" G_GUINT64_FORMAT ":", s->number);
    for (guint i = 0; i < s->phonemes->len; i++)
        g_string_append_printf(printer->out, " %s",
                               g_array_index(s->phonemes, struct crier_phoneme, i).name);
    g_string_append_c(printer->out, '\n');
}

static void phonemes_json(struct stage_printer *printer, const struct spoken_sentence *s)
{
    struct json *json = &printer->json;

    json_key_string(json, "engine", s->engine_text, -1);
    json_key(json, "phonemes");
    json_open(json, '[');
    for (guint i = 0; i < s->phonemes->len; i++) {
        const struct crier_phoneme *phoneme = &g_array_index(s->phonemes, struct crier_phoneme, i);

        json_open(json, '{');
        json_key_string(json, "name", phoneme->name, -1);
        json_key_int(json, "start", phoneme->start);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* ---- Marks ---- */

static double seconds(const struct stage_printer *printer, int64_t frame)
{
    return (double)frame / printer->rate;
}

static void marks_text(struct stage_printer *printer, const struct spoken_sentence *s)
{
    g_string_append_printf(printer->out, "%" G_GUINT64_FORMAT " from %.3f to %.3f: %s\n", s->number,
                           seconds(printer, s->start), seconds(printer, s->start + s->frames),
                           speech_outcome_name(s->outcome));
    for (guint i = 0; i < s->words->len; i++) {
        const struct crier_mark *mark = &g_array_index(s->words, struct crier_mark, i);
        g_autofree char *word = error_printable(s->text + mark->from, mark->to - mark->from);

        g_string_append_printf(printer->out, "   %.3f to %.3f %s\n", seconds(printer, mark->start),
                               seconds(printer, mark->end), word);
    }
}

static void marks_json(struct stage_printer *printer, const struct spoken_sentence *s)
{
    struct json *json = &printer->json;

    json_key_string(json, "text", s->text, s->size);
    json_key_int(json, "start", s->start);
    json_key_int(json, "end", s->start + s->frames);
    json_key_string(json, "outcome", speech_outcome_name(s->outcome), -1);
    json_key(json, "words");
    json_open(json, '[');
    for (guint i = 0; i < s->words->len; i++) {
        const struct crier_mark *mark = &g_array_index(s->words, struct crier_mark, i);

        json_open(json, '{');
        json_key_string(json, "text", s->text + mark->from, mark->to - mark->from);
        json_key_range(json, "written", mark->from, mark->to);
        json_key_int(json, "start", mark->start);
        json_key_int(json, "end", mark->end);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* ---- All ---- */

static const struct {
    void (*text)(struct stage_printer *printer, const struct spoken_sentence *sentence);
    void (*json)(struct stage_printer *printer, const struct spoken_sentence *sentence);
} printers[] = {
    [STAGE_SPOKEN] = { spoken_text, spoken_json },
    [STAGE_PHONEMES] = { phonemes_text, phonemes_json },
    [STAGE_MARKS] = { marks_text, marks_json },
};

void stage_spoken(struct stage_printer *printer, const struct spoken_sentence *sentence)
{
    if (!printer->as_json) {
        printers[printer->stage].text(printer, sentence);
        return;
    }
    json_open(&printer->json, '{');
    json_key_int(&printer->json, "sentence", (int64_t)sentence->number);
    json_key_int(&printer->json, "block", sentence->planned->block + 1);
    printers[printer->stage].json(printer, sentence);
    json_close(&printer->json, '}');
}

void stage_end(struct stage_printer *printer, int64_t length)
{
    if (!printer->as_json)
        return;
    json_close(&printer->json, ']');
    if (printer->stage == STAGE_MARKS)
        json_key_int(&printer->json, "length", length);
    json_close(&printer->json, '}');
}
