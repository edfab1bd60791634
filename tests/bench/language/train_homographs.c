/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learn the model of core/language/homograph.c.
 *
 *   train_homographs HOMOGRAPHS ROWS WORDIDS EXAMPLES          five-fold cross-validation: figures
 *   … --model              the model of all rows, as a table
 *   … --model without=0    the same without the rows of one fold
 *   … --folds              the fold of each row
 *
 * HOMOGRAPHS is core/language/en/homographs.tsv; its first reading is the one that WORDIDS
 * lists first. ROWS: homograph, wordid, first byte, byte behind the last, sentence.
 *
 * A logistic regression whose facts count three times: for the word, for its kind, and for
 * all kinds that have a verb, so that a rare reading borrows what other words taught.
 */
#include "core/language/homograph_context.h"
#include "core/language/homograph_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDS 5

static double epochs = 15, rate = 0.15, decay_word = 4e-4, decay_kind = 1e-4, balance = 1,
              scale_word = 1, keep = 3, least = 2, without = -1;

struct row {
    char *word;
    const char *kind;
    int gold; /* 0 first reading, 1 second */
    int fold;
    double weight;
    GArray *facts; /* of guint, into weights */
    double score;
    char *sentence; /* for people */
};

struct weight {
    const char *name;
    float value, gradients, best;
    float decay, scale;
    guint seen;
};

static GHashTable *names;
static GArray *weights;
static GPtrArray *rows;
static GHashTable *kinds, *first_reading;

static void add_fact(const char *name, void *user)
{
    struct row *row = user;
    gpointer known;
    guint id;

    if (g_hash_table_lookup_extended(names, name, NULL, &known)) {
        id = GPOINTER_TO_UINT(known);
    } else {
        gboolean word = name[0] != '=';
        struct weight weight = { .decay = (float)(word ? decay_word : decay_kind),
                                 .scale = (float)(word ? scale_word : 1) };

        weight.name = g_strdup(name);
        id = weights->len;
        g_array_append_val(weights, weight);
        g_hash_table_insert(names, (char *)weight.name, GUINT_TO_POINTER(id));
    }
    for (guint i = 0; i < row->facts->len; i++)
        if (g_array_index(row->facts, guint, i) == id)
            return;
    g_array_index(weights, struct weight, id).seen++;
    g_array_append_val(row->facts, id);
}

static void add_row(const struct homograph_context *context, int token, const char *word, int gold,
                    int fold, const char *sentence)
{
    struct row *row = g_new0(struct row, 1);

    row->word = g_strdup(word);
    row->kind = g_hash_table_lookup(kinds, word);
    row->gold = gold;
    row->fold = fold;
    row->sentence = g_strdup(sentence);
    row->facts = g_array_new(FALSE, FALSE, sizeof(guint));
    homograph_model_facts(context, token, row->word, row->kind, add_fact, row);
    g_ptr_array_add(rows, row);
}

static char **read_lines(const char *path)
{
    g_autofree char *text = NULL;

    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    return g_strsplit(text, "\n", -1);
}

static void read_tables(const char *homographs, const char *wordids)
{
    char **lines = read_lines(homographs);

    kinds = g_hash_table_new(g_str_hash, g_str_equal);
    first_reading = g_hash_table_new(g_str_hash, g_str_equal);
    for (char **line = lines; *line; line++) {
        char **field = g_strsplit(*line, "\t", -1);

        if (**line != '#' && g_strv_length(field) >= 4)
            g_hash_table_insert(kinds, field[0], field[1]);
    }
    g_strfreev(lines);
    lines = read_lines(wordids);
    for (char **line = lines; *line; line++) {
        char **field = g_strsplit(*line, "\t", -1);

        if (g_strv_length(field) >= 4 && !g_hash_table_contains(first_reading, field[0]))
            g_hash_table_insert(first_reading, field[0], field[1]);
    }
    g_strfreev(lines);
}

/* Equal parts of the rows of each reading go to each fold. */
static void read_rows(const char *path, gboolean print_folds)
{
    g_auto(GStrv) lines = read_lines(path);
    struct homograph_context context;
    guint32 seed = 1;

    homograph_context_init(&context);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) field = g_strsplit(*line, "\t", -1);
        int token;

        if (g_strv_length(field) != 5 || !g_ascii_isdigit(field[2][0]))
            continue;
        seed = seed * 1664525u + 1013904223u;
        if (print_folds)
            printf("%d\n", (int)((seed >> 16) % FOLDS));
        homograph_context_set(&context, field[4], (uint32_t)strlen(field[4]));
        token = homograph_context_find(&context, (uint32_t)strtoul(field[2], NULL, 10));
        if (token >= 0)
            add_row(&context, token, field[0],
                    g_strcmp0(g_hash_table_lookup(first_reading, field[0]), field[1]) != 0,
                    (int)((seed >> 16) % FOLDS), field[4]);
    }
    homograph_context_clear(&context);
}

/* Rows to learn from that are never asked. */
static void read_examples(const char *path)
{
    g_auto(GStrv) lines = read_lines(path);
    struct homograph_context context;

    homograph_context_init(&context);
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) field = g_strsplit(*line, "\t", -1);
        int token = -1;

        if (**line == '#' || g_strv_length(field) != 3)
            continue;
        homograph_context_set(&context, field[2], (uint32_t)strlen(field[2]));
        for (uint32_t at = 0; token < 0 && field[2][at]; at++)
            if (g_ascii_strncasecmp(field[2] + at, field[0], strlen(field[0])) == 0 &&
                !g_ascii_isalpha(field[2][at + strlen(field[0])]))
                token = homograph_context_find(&context, at);
        if (token >= 0 && g_hash_table_contains(kinds, field[0]))
            add_row(&context, token, field[0], field[1][0] == '2', FOLDS, field[2]);
        else
            fprintf(stderr, "no such word: %s\n", *line);
    }
    homograph_context_clear(&context);
}

/* What was seen once teaches nothing. */
static void drop_rare_facts(void)
{
    for (guint i = 0; i < rows->len; i++) {
        GArray *facts = ((struct row *)g_ptr_array_index(rows, i))->facts;
        guint kept = 0;

        for (guint j = 0; j < facts->len; j++) {
            guint id = g_array_index(facts, guint, j);

            if (g_array_index(weights, struct weight, id).seen >= least)
                g_array_index(facts, guint, kept++) = id;
        }
        g_array_set_size(facts, kept);
    }
}

/* Rare readings weigh more, by a power of how rare they are among the word's rows. */
static void weigh(int left_out)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

    for (guint i = 0; i < rows->len; i++) {
        struct row *row = g_ptr_array_index(rows, i);
        double *count = g_hash_table_lookup(counts, row->word);

        if (!count) {
            count = g_new0(double, 2);
            g_hash_table_insert(counts, row->word, count);
        }
        if (row->fold != left_out)
            count[row->gold]++;
    }
    for (guint i = 0; i < rows->len; i++) {
        struct row *row = g_ptr_array_index(rows, i);
        double *count = g_hash_table_lookup(counts, row->word);

        row->weight =
            row->fold == left_out ? 0 : pow((count[0] + count[1]) / 2 / count[row->gold], balance);
    }
}

static double score(const struct row *row)
{
    double sum = 0;

    for (guint i = 0; i < row->facts->len; i++) {
        const struct weight *weight =
            &g_array_index(weights, struct weight, g_array_index(row->facts, guint, i));

        sum += weight->value * weight->scale;
    }
    return sum;
}

static void learn_row(struct row *row)
{
    double chance = 1 / (1 + exp(-score(row)));
    double error = (row->gold - chance) * row->weight;

    for (guint i = 0; i < row->facts->len; i++) {
        struct weight *weight =
            &g_array_index(weights, struct weight, g_array_index(row->facts, guint, i));
        double gradient = error * weight->scale - weight->decay * weight->value;

        weight->gradients += (float)(gradient * gradient);
        weight->value += (float)(rate * gradient / sqrt(1e-3 + weight->gradients));
    }
}

static void learn(int left_out)
{
    guint *order = g_new(guint, rows->len);
    guint32 seed = 7;

    weigh(left_out);
    for (guint i = 0; i < weights->len; i++) {
        struct weight *weight = &g_array_index(weights, struct weight, i);

        weight->value = weight->gradients = 0;
    }
    for (guint i = 0; i < rows->len; i++)
        order[i] = i;
    for (int epoch = 0; epoch < epochs; epoch++) {
        for (guint i = rows->len - 1; i > 0; i--) {
            guint j, swap = order[i];

            seed = seed * 1664525u + 1013904223u;
            j = (guint)((seed >> 8) % (i + 1));
            order[i] = order[j];
            order[j] = swap;
        }
        for (guint i = 0; i < rows->len; i++) {
            struct row *row = g_ptr_array_index(rows, order[i]);

            if (row->weight > 0)
                learn_row(row);
        }
    }
    g_free(order);
}

struct tally {
    double right[2], all[2];
};

static void print_figures(gboolean each)
{
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    GHashTableIter iter;
    gpointer word, value;
    double asked = 0, right = 0, balanced = 0, minor = 0, minor_all = 0;

    for (guint i = 0; i < rows->len; i++) {
        struct row *row = g_ptr_array_index(rows, i);
        struct tally *tally = g_hash_table_lookup(words, row->word);
        if (row->fold == FOLDS)
            continue;
        gboolean ok = (row->score > 0) == row->gold;

        if (!tally) {
            tally = g_new0(struct tally, 1);
            g_hash_table_insert(words, row->word, tally);
        }
        tally->all[row->gold]++;
        tally->right[row->gold] += ok;
        right += ok;
        asked++;
    }
    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, &value)) {
        struct tally *tally = value;
        double sum = 0, n = 0;

        for (int i = 0; i < 2; i++)
            if (tally->all[i] > 0) {
                sum += tally->right[i] / tally->all[i];
                n++;
            }
        balanced += sum / n;
        int m = tally->all[0] > tally->all[1];
        minor += tally->right[m];
        minor_all += tally->all[m];
        if (each)
            printf("%5.1f %-12s %-10s %g/%g %g/%g\n", 100 * sum / n, (char *)word,
                   (char *)g_hash_table_lookup(kinds, word), tally->right[0], tally->all[0],
                   tally->right[1], tally->all[1]);
    }
    printf("rows %g  micro %.2f  balanced %.2f  rarer reading %.2f of %g\n", asked,
           100 * right / asked, 100 * balanced / g_hash_table_size(words), 100 * minor / minor_all,
           minor_all);
}

static void print_errors(void)
{
    for (guint i = 0; i < rows->len; i++) {
        const struct row *row = g_ptr_array_index(rows, i);

        if (row->fold < FOLDS && (row->score > 0) != row->gold)
            printf("%s %d %.1f %s\n", row->word, row->gold + 1, row->score, row->sentence);
    }
}

static int by_name(const void *a, const void *b)
{
    const struct weight *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static void print_model(int left_out)
{
    learn(left_out);
    g_array_sort(weights, by_name);
    puts("# Made by tests/bench/language/train_homographs.c: what speaks for which reading of a "
         "word of\n"
         "# homographs.tsv. SCOPE|FACT, and its weight in parts of 32: above 0 for the second "
         "reading.\n"
         "# Scopes are words, or = and a kind of words; facts are made in homograph_context.c. "
         "Sorted.");
    for (guint i = 0; i < weights->len; i++) {
        const struct weight *weight = &g_array_index(weights, struct weight, i);
        long value = lrint(weight->value * weight->scale * HOMOGRAPH_MODEL_UNIT);

        if (labs(value) >= keep)
            printf("%s\t%ld\n", weight->name, value);
    }
}

static void option(const char *text)
{
    static const struct {
        const char *name;
        double *value;
    } options[] = { { "epochs=", &epochs },
                    { "rate=", &rate },
                    { "decay_word=", &decay_word },
                    { "decay_kind=", &decay_kind },
                    { "balance=", &balance },
                    { "scale_word=", &scale_word },
                    { "keep=", &keep },
                    { "least=", &least },
                    { "without=", &without } };

    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (g_str_has_prefix(text, options[i].name))
            *options[i].value = g_ascii_strtod(text + strlen(options[i].name), NULL);
}

static void prune(void)
{
    for (guint i = 0; i < weights->len; i++) {
        struct weight *weight = &g_array_index(weights, struct weight, i);

        if (labs(lrint(weight->value * weight->scale * HOMOGRAPH_MODEL_UNIT)) < keep)
            weight->value = 0;
    }
}

int main(int argc, char **argv)
{
    gboolean folds = FALSE, model = FALSE, each = FALSE, errors = FALSE;

    if (argc < 5)
        return 2;
    for (int i = 5; i < argc; i++) {
        option(argv[i]);
        folds = folds || strcmp(argv[i], "--folds") == 0;
        model = model || strcmp(argv[i], "--model") == 0;
        errors = errors || strcmp(argv[i], "--errors") == 0;
        each = each || strcmp(argv[i], "--each") == 0;
    }
    names = g_hash_table_new(g_str_hash, g_str_equal);
    weights = g_array_new(FALSE, FALSE, sizeof(struct weight));
    rows = g_ptr_array_new();
    read_tables(argv[1], argv[3]);
    read_rows(argv[2], folds);
    if (folds)
        return 0;
    read_examples(argv[4]);
    drop_rare_facts();
    if (model) {
        print_model((int)without);
        return 0;
    }
    for (int fold = 0; fold < FOLDS; fold++) {
        learn(fold);
        prune();
        for (guint i = 0; i < rows->len; i++) {
            struct row *row = g_ptr_array_index(rows, i);

            if (row->fold == fold)
                row->score = score(row);
        }
    }
    if (errors)
        print_errors();
    print_figures(each);
    return 0;
}
