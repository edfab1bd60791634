/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/told.h"

GArray *told_meta(const struct document *document)
{
    GArray *told = g_array_new(FALSE, FALSE, sizeof(struct crier_meta));

    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);
        struct crier_meta meta = { .key = entry->key,
                                   .value = document_string(document, entry->value) };

        g_array_append_val(told, meta);
    }
    return told;
}
