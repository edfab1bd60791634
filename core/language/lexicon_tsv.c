/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lexicons as tables: WORD tab SAID [tab LANGUAGE]. */
#include "core/base/error.h"
#include "core/language/lexicon.h"
#include "core/language/phoneme.h"
#include "core/language/respelling.h"

#include <string.h>

struct place {
    const char *file;
    unsigned line;
};

static gboolean enclosed(const char *said, const char *before, const char *after)
{
    return g_str_has_prefix(said, before) && g_str_has_suffix(said, after) &&
           strlen(said) > strlen(before) + strlen(after);
}

/* Phonemes for what stands in [[ ]] or / / or is respelled; NULL with the error set when it
 * is wrong; "" when the column holds other words to say. */
static char *read_phonemes(const char *said, gboolean english, GError **error)
{
    g_autoptr(GString) phonemes = g_string_new(NULL);
    size_t length = strlen(said);
    gsize bad = 0;

    if (enclosed(said, "[[", "]]"))
        return g_strndup(said + 2, length - 4);
    if (strstr(said, "[[") || strstr(said, "]]")) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                    "phonemes stand between [[ and ]], and nothing beside them");
        return NULL;
    }
    if (!enclosed(said, "/", "/")) {
        if (english && !respelling_read(said, phonemes, error))
            return NULL;
        return g_string_free(g_steal_pointer(&phonemes), FALSE);
    }
    if (!phoneme_from_ipa(said + 1, length - 2, phonemes, &bad)) {
        const char *sign = said + 1 + bad;

        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "no sound is known for the IPA sign %.*s",
                    (int)(g_utf8_next_char(sign) - sign), sign);
        return NULL;
    }
    return g_string_free(g_steal_pointer(&phonemes), FALSE);
}

/* Respellings tell English readers of English sounds. */
static gboolean is_english(const struct lexicon *lexicon, const char *language)
{
    if (!language)
        language = lexicon_language(lexicon);
    return g_ascii_strncasecmp(language, "en", 2) == 0 && !g_ascii_isalpha(language[2]);
}

static gboolean add_line(struct lexicon *lexicon, const char *line, const struct place *place,
                         GError **error)
{
    g_auto(GStrv) fields = g_strsplit(line, "\t", -1);
    guint count = g_strv_length(fields);
    struct lexicon_entry entry = { .file = place->file, .line = place->line };
    g_autofree char *phonemes = NULL;

    if (count < 2 || count > 3) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                    "a line has a word, a tab, and how to say it; a third column is a language");
        return FALSE;
    }
    for (guint i = 0; i < count; i++)
        g_strstrip(fields[i]);
    entry.language = count > 2 && *fields[2] ? fields[2] : NULL;
    phonemes = read_phonemes(fields[1], is_english(lexicon, entry.language), error);
    if (!phonemes)
        return FALSE;
    entry.written = fields[0];
    entry.phonemes = *phonemes ? phonemes : NULL;
    entry.alias = *phonemes ? NULL : fields[1];
    return lexicon_add(lexicon, &entry, error);
}

gboolean lexicon_load_tsv(struct lexicon *lexicon, const char *file, const char *text, gsize size,
                          GError **error)
{
    const char *end = text + size;
    struct place place = { .file = file };

    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        g_autofree char *line = NULL;
        g_autoptr(GError) cause = NULL;

        if (!stop)
            stop = end;
        line = g_strndup(text, (gsize)(stop - text));
        text = stop < end ? stop + 1 : end;
        place.line++;
        g_strchomp(line);
        if (*line == '\0' || *line == '#')
            continue;
        if (!add_line(lexicon, line, &place, &cause)) {
            g_autofree char *why =
                error_printable(cause ? cause->message : "it cannot be used", -1);

            g_set_error(error, CRIER_ERROR, ERROR_INPUT, "%s:%u: %s",
                        file ? file : "built-in names", place.line, why);
            return FALSE;
        }
    }
    return TRUE;
}
