/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/classes/pack.h"

#include "core/language/coverage.h"
#include "core/language/table.h"

#include <string.h>

/* Longer keys stand in no table. */
#define KEY_LONGEST 63

struct pack {
    char *language;
    struct speller *speller;
    GHashTable *lines[PACK_TABLES]; /* owned key: owned struct pack_entry */
    GStringChunk *texts;
};

static const struct {
    const char *name;
    gboolean fold; /* case does not count */
} tables[PACK_TABLES] = {
    [PACK_PHRASES] = { "phrases", FALSE },   [PACK_MONTHS] = { "months", TRUE },
    [PACK_WEEKDAYS] = { "weekdays", TRUE },  [PACK_CURRENCIES] = { "currencies", FALSE },
    [PACK_UNITS] = { "units", FALSE },       [PACK_MAGNITUDES] = { "magnitudes", FALSE },
    [PACK_TITLES] = { "titles", FALSE },     [PACK_SHORTENINGS] = { "shortenings", FALSE },
    [PACK_STATES] = { "states", FALSE },     [PACK_STREETS] = { "streets", TRUE },
    [PACK_ACRONYMS] = { "acronyms", FALSE }, [PACK_SYMBOLS] = { "symbols", FALSE },
    [PACK_EMOJI] = { "emoji", FALSE },       [PACK_CUES] = { "cues", TRUE },
    [PACK_GENDERS] = { "genders", TRUE },
};

struct pack *pack_new(const char *language)
{
    struct pack *pack;

    if (!language_has_rules(language))
        return NULL;
    pack = g_new0(struct pack, 1);
    pack->language = language_primary(language);
    pack->speller = speller_new(pack->language);
    pack->texts = g_string_chunk_new(4096);
    return pack;
}

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    for (int i = 0; i < PACK_TABLES; i++)
        if (pack->lines[i])
            g_hash_table_unref(pack->lines[i]);
    g_string_chunk_free(pack->texts);
    speller_free(pack->speller);
    g_free(pack->language);
    g_free(pack);
}

static void add_line(struct pack *pack, enum pack_table table, const struct table_line *line)
{
    struct pack_entry *entry = g_new(struct pack_entry, 1);
    char *key = tables[table].fold ? g_utf8_strdown(line->field[0], (gssize)line->size[0])
                                   : table_field(line, 0);

    for (unsigned i = 0; i < PACK_FIELDS; i++)
        entry->field[i] = i < line->count ? g_string_chunk_insert_len(pack->texts, line->field[i],
                                                                      (gssize)line->size[i])
                                          : "";
    g_hash_table_replace(pack->lines[table], key, entry);
}

static GHashTable *lines_of(struct pack *pack, enum pack_table table)
{
    struct table_line line;

    if (pack->lines[table])
        return pack->lines[table];
    pack->lines[table] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (table_open(&line, pack->language, tables[table].name))
        while (table_next(&line))
            add_line(pack, table, &line);
    return pack->lines[table];
}

const struct pack_entry *pack_find(struct pack *pack, enum pack_table table, const char *key,
                                   gsize size)
{
    GHashTable *lines = lines_of(pack, table);
    char exact[KEY_LONGEST + 1];

    if (size == 0 || size > KEY_LONGEST)
        return NULL;
    memcpy(exact, key, size);
    exact[size] = '\0';
    if (tables[table].fold && !g_str_is_ascii(exact)) {
        g_autofree char *folded = g_utf8_strdown(exact, (gssize)size);

        return g_hash_table_lookup(lines, folded);
    }
    if (tables[table].fold)
        for (gsize i = 0; i < size; i++)
            exact[i] = g_ascii_tolower(exact[i]);
    return g_hash_table_lookup(lines, exact);
}

const char *pack_phrase(struct pack *pack, const char *key)
{
    const struct pack_entry *entry = pack_find(pack, PACK_PHRASES, key, strlen(key));

    return entry ? entry->field[1] : NULL;
}

struct speller *pack_speller(struct pack *pack)
{
    return pack->speller;
}
