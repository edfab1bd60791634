/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/chosen.h"
#include "core/edition/extras.h"
#include "core/edition/identity.h"
#include "core/edition/skim.h"

/* How long each article plays by now. */
static void measure(struct run *run)
{
    for (guint i = 0; i < run->gather.facts->len; i++) {
        const struct catalogue_article *row =
            catalogue_find(run->catalogue, run->selection->known_as->pdata[i]);

        for (guint k = 0; row && k < row->file_count; k++)
            if (g_str_has_prefix(row->files[k].type, "audio/") &&
                row->files[k].words_per_minute == 0)
                ((struct facts *)run->gather.facts->pdata[i])->seconds =
                    row->files[k].frames / run->rate;
    }
}

static struct chosen *choose(struct run *run, const char *key, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    struct skim *skim = skim_new(edition, run->selection, run->gather.facts, error);
    struct chosen_words words = { .key = key,
                                  .title = edition->title,
                                  .source = "front page",
                                  .profile = "plain",
                                  .state = STATE_PUBLISHED,
                                  .published = edition->time };

    if (!skim)
        return NULL;
    words.document = g_steal_pointer(&skim->document);
    skim_free(skim);
    return chosen_made_up(run, &words, error);
}

gboolean extras_front(struct run *run, GError **error)
{
    const struct edition_file *edition = run->publish->edition;
    g_autofree char *uuid = identity_edition(edition->base_url, edition->title, edition->date);
    g_autofree char *key = g_strconcat("front:", uuid, NULL);
    g_autoptr(GArray) articles = g_array_new(FALSE, FALSE, sizeof(struct press_article));
    struct bound_section section = { 0 };
    struct chosen *chosen;
    GPtrArray *keys;

    measure(run);
    chosen = choose(run, key, error);
    if (!chosen)
        return FALSE;
    if (!chosen->fresh)
        g_array_append_val(articles, chosen->article);
    if (!run_make(run, articles, error))
        return FALSE;
    if (!catalogue_find(run->catalogue, key))
        return TRUE; /* it could not be spoken, and that was said */
    run->front = chosen->article.row.key;
    keys = g_ptr_array_new();
    g_ptr_array_add(keys, (gpointer)run->front);
    section.keys = keys;
    g_array_prepend_val(run->sections, section);
    return TRUE;
}
