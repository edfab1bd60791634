/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/record.h"

struct record *record_new(uint32_t rate)
{
    struct record *record = g_new0(struct record, 1);

    record->rate = rate;
    record->sentences = g_array_new(FALSE, FALSE, sizeof(struct recorded_sentence));
    record->words = g_array_new(FALSE, FALSE, sizeof(struct crier_mark));
    return record;
}

void record_free(struct record *record)
{
    if (!record)
        return;
    g_array_unref(record->sentences);
    g_array_unref(record->words);
    g_free(record);
}

gboolean record_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct record *record = data;
    const struct recorded_sentence kept = { .number = sentence->number,
                                            .block = sentence->planned->block,
                                            .from = sentence->planned->from,
                                            .to = sentence->planned->to,
                                            .words = record->words->len,
                                            .word_count = sentence->words->len,
                                            .start = sentence->start,
                                            .frames = sentence->frames };

    (void)error;
    g_array_append_val(record->sentences, kept);
    if (sentence->words->len > 0)
        g_array_append_vals(record->words, sentence->words->data, sentence->words->len);
    return TRUE;
}
