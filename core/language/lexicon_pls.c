/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Pronunciation Lexicon Specification 1.0 of the W3C: lexemes of graphemes
 * (words as written) with a phoneme or an alias. Alphabets: ipa and x-espeak. Every
 * grapheme gets the first alias or phoneme of its lexeme, or the one that is preferred.
 */
#include "core/base/error.h"
#include "core/language/lexicon.h"
#include "core/language/phoneme.h"

#include <string.h>

#define LIMIT_GRAPHEMES 64u /* of one lexeme */
#define LIMIT_DEPTH_PLS 16
#define LIMIT_TEXT      1024u

struct pls {
    struct lexicon *lexicon;
    const char *file;
    char *language;
    char *alphabet; /* of the document */
    int depth;
    int line; /* where the lexeme begins */

    GPtrArray *graphemes;
    GString *text; /* of the element that is open, when it counts */
    gboolean collecting;
    char *open_alphabet;
    gboolean open_preferred;

    char *phonemes;
    char *alias;
    gboolean preferred; /* the one we have was marked so */
};

static const char *attribute(const char **names, const char **values, const char *wanted)
{
    for (; *names; names++, values++)
        if (strcmp(*names, wanted) == 0)
            return *values;
    return NULL;
}

static void start_lexeme(struct pls *pls, int line)
{
    g_ptr_array_set_size(pls->graphemes, 0);
    g_clear_pointer(&pls->phonemes, g_free);
    g_clear_pointer(&pls->alias, g_free);
    pls->preferred = FALSE;
    pls->line = line;
}

static void start_element(GMarkupParseContext *context, const char *name, const char **names,
                          const char **values, gpointer data, GError **error)
{
    struct pls *pls = data;
    const char *alphabet = attribute(names, values, "alphabet");
    const char *language = attribute(names, values, "xml:lang");
    int line;

    g_markup_parse_context_get_position(context, &line, NULL);
    if (++pls->depth > LIMIT_DEPTH_PLS) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "elements stand too deep in each other");
    } else if (pls->depth == 1) {
        if (strcmp(name, "lexicon") != 0)
            g_set_error(error, CRIER_ERROR, ERROR_INPUT, "not a pronunciation lexicon but <%s>",
                        name);
        else if (pls->alphabet)
            g_set_error(error, CRIER_ERROR, ERROR_INPUT, "a second <lexicon> after the first");
        g_free(pls->alphabet);
        g_free(pls->language);
        pls->alphabet = g_strdup(alphabet ? alphabet : "ipa");
        pls->language = g_strdup(language);
    } else if (strcmp(name, "lexeme") == 0) {
        start_lexeme(pls, line);
    } else if (strcmp(name, "grapheme") == 0 || strcmp(name, "phoneme") == 0 ||
               strcmp(name, "alias") == 0) {
        g_string_truncate(pls->text, 0);
        pls->collecting = TRUE;
        g_free(pls->open_alphabet);
        pls->open_alphabet = g_strdup(alphabet ? alphabet : pls->alphabet);
        pls->open_preferred = g_strcmp0(attribute(names, values, "prefer"), "true") == 0;
    }
}

static char *phonemes_of(const struct pls *pls, const char *text, GError **error)
{
    g_autoptr(GString) phonemes = g_string_new(NULL);
    gsize bad = 0;

    if (strcmp(pls->open_alphabet, "x-espeak") == 0)
        return g_strdup(text);
    if (strcmp(pls->open_alphabet, "ipa") != 0) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "alphabet \"%s\" is neither ipa nor x-espeak",
                    pls->open_alphabet);
        return NULL;
    }
    if (!phoneme_from_ipa(text, strlen(text), phonemes, &bad)) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "no sound is known for the IPA sign %.*s",
                    (int)(g_utf8_next_char(text + bad) - (text + bad)), text + bad);
        return NULL;
    }
    return g_string_free(g_steal_pointer(&phonemes), FALSE);
}

/* The first way of saying it counts, unless a later one is preferred. */
static void end_said(struct pls *pls, gboolean is_alias, const char *text, GError **error)
{
    char *said;

    if ((pls->phonemes || pls->alias) && (pls->preferred || !pls->open_preferred))
        return;
    said = is_alias ? g_strdup(text) : phonemes_of(pls, text, error);
    if (!said)
        return;
    g_clear_pointer(&pls->phonemes, g_free);
    g_clear_pointer(&pls->alias, g_free);
    *(is_alias ? &pls->alias : &pls->phonemes) = said;
    pls->preferred = pls->open_preferred;
}

static void end_lexeme(struct pls *pls, GError **error)
{
    struct lexicon_entry entry = {
        .phonemes = pls->phonemes,
        .alias = pls->alias,
        .language = pls->language,
        .file = pls->file,
        .line = (unsigned)pls->line,
    };

    if (pls->graphemes->len == 0)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "a lexeme without a grapheme");
    for (guint i = 0; i < pls->graphemes->len; i++) {
        entry.written = g_ptr_array_index(pls->graphemes, i);
        if (!lexicon_add(pls->lexicon, &entry, error))
            return;
    }
}

static void end_element(GMarkupParseContext *context, const char *name, gpointer data,
                        GError **error)
{
    struct pls *pls = data;

    (void)context;
    pls->depth--;
    g_strstrip(pls->text->str);
    if (strcmp(name, "lexeme") == 0)
        end_lexeme(pls, error);
    else if (!pls->collecting)
        return;
    else if (strcmp(name, "phoneme") == 0 || strcmp(name, "alias") == 0)
        end_said(pls, *name == 'a', pls->text->str, error);
    else if (strcmp(name, "grapheme") == 0 && pls->graphemes->len < LIMIT_GRAPHEMES)
        g_ptr_array_add(pls->graphemes, g_strdup(pls->text->str));
    pls->collecting = FALSE;
}

static void read_text(GMarkupParseContext *context, const char *text, gsize size, gpointer data,
                      GError **error)
{
    struct pls *pls = data;

    (void)context;
    if (!pls->collecting)
        return;
    if (pls->text->len + size > LIMIT_TEXT)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "more than %u bytes in one element",
                    LIMIT_TEXT);
    else
        g_string_append_len(pls->text, text, (gssize)size);
}

/* GLib's own messages begin with "Error on line N char M:", ours get a line here. Both quote the
 * file. */
static void place_error(const struct pls *pls, GMarkupParseContext *context, GError *cause,
                        GError **error)
{
    const gboolean ours = cause->domain == CRIER_ERROR;
    g_autofree char *why = error_printable(cause->message, -1);
    int line = 0;

    g_markup_parse_context_get_position(context, &line, NULL);
    g_set_error(error, CRIER_ERROR, ours ? cause->code : ERROR_INPUT, "%s:%d: %s%s", pls->file,
                line, ours ? "" : "not well-formed XML: ", why);
    g_error_free(cause);
}

gboolean lexicon_load_pls(struct lexicon *lexicon, const char *file, const char *text, gsize size,
                          GError **error)
{
    static const GMarkupParser parser = { start_element, end_element, read_text, NULL, NULL };
    struct pls pls = { .lexicon = lexicon, .file = file };
    GMarkupParseContext *context;
    GError *cause = NULL;
    gboolean ok;

    pls.graphemes = g_ptr_array_new_with_free_func(g_free);
    pls.text = g_string_new(NULL);
    context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &pls, NULL);
    ok = g_markup_parse_context_parse(context, text, (gssize)size, &cause) &&
         g_markup_parse_context_end_parse(context, &cause);
    if (!ok)
        place_error(&pls, context, cause, error);
    g_markup_parse_context_free(context);
    g_ptr_array_unref(pls.graphemes);
    g_string_free(pls.text, TRUE);
    g_free(pls.alphabet);
    g_free(pls.language);
    g_free(pls.open_alphabet);
    g_free(pls.phonemes);
    g_free(pls.alias);
    return ok;
}
