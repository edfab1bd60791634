/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/daisy_check.h"

#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* What is being read. */
struct reading {
    struct daisy_found *found;
    const char *file;
    GHashTable *ids;   /* of this file */
    GHashTable *meta;  /* of this file */
    GHashTable *links; /* of this page: sentence to the par it names */
    GString *text;     /* since the element of interest began, or NULL */
    char *sentence;    /* "c0001.html#s1" or NULL */
    struct daisy_par *par;
    gint64 at, duration;
    guint pars, depth, sentence_depth;
    gboolean master, page, ncc;
};

/* ---- Values ---- */

static gint64 seconds_of(const char *text, const char *prefix, const char *file)
{
    gint64 seconds = 0;
    int thousandths = 0, used = 0;

    if (!g_str_has_prefix(text, prefix) ||
        sscanf(text + strlen(prefix), "%" G_GINT64_FORMAT ".%3ds%n", &seconds, &thousandths,
               &used) != 2 ||
        text[strlen(prefix) + (gsize)used] || used < 6)
        fail_msg("%s: no time: <%s>", file, text);
    return seconds * 1000 + thousandths;
}

static gint64 clock_of(const char *text, const char *file)
{
    int hours, minutes, seconds, used = 0;

    if (!text || sscanf(text, "%2d:%2d:%2d%n", &hours, &minutes, &seconds, &used) != 3 ||
        used != 8 || text[8] || minutes > 59 || seconds > 59)
        fail_msg("%s: no clock: <%s>", file, text ? text : "nothing");
    return ((hours * 60 + minutes) * 60 + seconds) * G_GINT64_CONSTANT(1000);
}

static const char *value(const char **names, const char **values, const char *name)
{
    for (; *names; names++, values++)
        if (strcmp(*names, name) == 0)
            return *values;
    return NULL;
}

static const char *needed(const struct reading *reading, const char *element, const char **names,
                          const char **values, const char *name)
{
    const char *found = value(names, values, name);

    if (!found)
        fail_msg("%s: <%s> without %s", reading->file, element, name);
    return found;
}

/* ---- Elements ---- */

static void read_meta(struct reading *reading, const char **names, const char **values)
{
    const char *name = value(names, values, "name");
    const char *content = needed(reading, "meta", names, values, "content");

    if (!name) {
        assert_string_equal(needed(reading, "meta", names, values, "http-equiv"), "Content-type");
        return;
    }
    if (g_hash_table_contains(reading->meta, name) && strcmp(name, "dc:creator") != 0 &&
        strcmp(name, "dc:subject") != 0 && strcmp(name, "ncc:narrator") != 0)
        fail_msg("%s: %s stands there twice", reading->file, name);
    assert_true(*content);
    if (!g_hash_table_contains(reading->meta, name))
        g_hash_table_insert(reading->meta, g_strdup(name), g_strdup(content));
}

static void read_id(struct reading *reading, const char **names, const char **values)
{
    const char *id = value(names, values, "id");

    if (id && !g_hash_table_add(reading->ids, g_strdup(id)))
        fail_msg("%s: the id %s stands there twice", reading->file, id);
}

static void read_par(struct reading *reading, const char **names, const char **values)
{
    struct daisy_par *par = g_new0(struct daisy_par, 1);

    par->id = g_strdup(needed(reading, "par", names, values, "id"));
    par->required = g_strdup(value(names, values, "system-required"));
    assert_string_equal(needed(reading, "par", names, values, "endsync"), "last");
    reading->par = par;
    reading->pars++;
    g_hash_table_insert(reading->found->pars, g_strdup_printf("%s#%s", reading->file, par->id),
                        par);
}

static void read_smil(struct reading *reading, const char *element, const char **names,
                      const char **values)
{
    struct daisy_par *par = reading->par;

    if (strcmp(element, "seq") == 0) {
        reading->duration =
            seconds_of(needed(reading, element, names, values, "dur"), "", reading->file);
    } else if (strcmp(element, "par") == 0) {
        read_par(reading, names, values);
    } else if (strcmp(element, "text") == 0) {
        assert_true(par && !par->text);
        needed(reading, element, names, values, "id");
        par->text = g_strdup(needed(reading, element, names, values, "src"));
    } else if (strcmp(element, "audio") == 0) {
        assert_true(par && par->text && !par->audio);
        needed(reading, element, names, values, "id");
        par->audio = g_strdup(needed(reading, element, names, values, "src"));
        par->begin = seconds_of(needed(reading, element, names, values, "clip-begin"),
                                "npt=", reading->file);
        par->end =
            seconds_of(needed(reading, element, names, values, "clip-end"), "npt=", reading->file);
        assert_int_equal(par->begin, reading->at); /* no gaps */
        assert_true(par->end > par->begin);
        reading->at = par->end;
    } else if (strcmp(element, "ref") == 0) {
        assert_true(reading->master);
        g_ptr_array_add(reading->found->smils,
                        g_strdup(needed(reading, element, names, values, "src")));
    }
}

static void read_item(struct reading *reading, const char *element, const char **names,
                      const char **values)
{
    struct daisy_item *item;

    if (strcmp(element, "a") == 0) {
        item = reading->found->items->pdata[reading->found->items->len - 1];
        assert_null(item->href);
        item->href = g_strdup(needed(reading, element, names, values, "href"));
        reading->text = g_string_new(NULL);
        return;
    }
    item = g_new0(struct daisy_item, 1);
    item->tag = g_strdup(element);
    item->name = g_strdup(value(names, values, "class"));
    needed(reading, element, names, values, "id");
    g_ptr_array_add(reading->found->items, item);
}

static void read_page(struct reading *reading, const char *element, const char **names,
                      const char **values)
{
    const char *name = value(names, values, "class");

    if (strcmp(element, "span") == 0) {
        assert_string_equal(name, "sentence");
        assert_null(reading->sentence);
        reading->sentence =
            g_strdup_printf("%s#%s", reading->file, needed(reading, element, names, values, "id"));
        reading->text = g_string_new(NULL);
        reading->sentence_depth = reading->depth;
    } else if (strcmp(element, "a") == 0) {
        assert_non_null(reading->sentence);
        g_hash_table_insert(reading->links, g_strdup(reading->sentence),
                            g_strdup(needed(reading, element, names, values, "href")));
    }
}

static void on_start(GMarkupParseContext *context, const char *element, const char **names,
                     const char **values, gpointer data, GError **error)
{
    struct reading *reading = data;
    const GSList *around = g_markup_parse_context_get_element_stack(context)->next;
    gboolean in_body =
        around && (strcmp(around->data, "body") == 0 || reading->page || strcmp(element, "a") == 0);

    (void)error;
    reading->depth++;
    read_id(reading, names, values);
    if (strcmp(element, "meta") == 0)
        read_meta(reading, names, values);
    else if (reading->ncc && in_body && strcmp(element, "body") != 0)
        read_item(reading, element, names, values);
    else if (reading->page)
        read_page(reading, element, names, values);
    else if (!reading->ncc)
        read_smil(reading, element, names, values);
}

static void on_end(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    struct reading *reading = data;

    (void)context;
    (void)error;
    if (strcmp(element, "par") == 0) {
        assert_non_null(reading->par->audio);
        reading->par = NULL;
    } else if (reading->ncc && strcmp(element, "a") == 0) {
        struct daisy_item *item = reading->found->items->pdata[reading->found->items->len - 1];

        item->text = g_string_free(g_steal_pointer(&reading->text), FALSE);
        assert_true(*g_strstrip(item->text));
    } else if (reading->sentence && reading->depth == reading->sentence_depth) {
        g_hash_table_insert(reading->found->words, g_steal_pointer(&reading->sentence),
                            g_string_free(g_steal_pointer(&reading->text), FALSE));
    }
    reading->depth--;
}

static void on_text(GMarkupParseContext *context, const char *text, gsize size, gpointer data,
                    GError **error)
{
    struct reading *reading = data;
    const GSList *around = g_markup_parse_context_get_element_stack(context);

    (void)error;
    if (reading->text)
        g_string_append_len(reading->text, text, (gssize)size);
    if (reading->page && strcmp(around->data, "title") != 0)
        g_string_append_len(reading->found->shown, text, (gssize)size);
}

static void read_file(struct reading *reading, const char *folder, const char *name)
{
    static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = NULL;
    g_autoptr(GMarkupParseContext) context = NULL;
    g_autoptr(GError) error = NULL;
    gsize size;

    if (!g_file_get_contents(path, &bytes, &size, &error))
        fail_msg("%s", error->message);
    assert_true(g_utf8_validate(bytes, (gssize)size, NULL));
    for (gsize i = 0; i < size; i++)
        if ((unsigned char)bytes[i] < 0x20 && bytes[i] != '\n')
            fail_msg("%s: a control character at %zu", name, i);
    reading->file = name;
    g_hash_table_remove_all(reading->ids);
    context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reading, NULL);
    if (!g_markup_parse_context_parse(context, bytes, (gssize)size, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        fail_msg("%s: %s", name, error->message);
}

/* ---- The rules ---- */

static const char *meta_of(GHashTable *meta, const char *name)
{
    const char *content = g_hash_table_lookup(meta, name);

    if (!content)
        fail_msg("no %s", name);
    return content;
}

static gint64 number_of(const struct daisy_found *found, const char *name)
{
    const char *content = meta_of(found->meta, name);

    if (strspn(content, "0123456789") != strlen(content))
        fail_msg("%s is no number: %s", name, content);
    return g_ascii_strtoll(content, NULL, 10);
}

static void check_meta(const struct daisy_found *found)
{
    static const char *const wanted[] = {
        "dc:title",     "dc:creator",    "dc:date",         "dc:format",     "dc:identifier",
        "dc:language",  "dc:publisher",  "ncc:charset",     "ncc:pageFront", "ncc:pageNormal",
        "ncc:tocItems", "ncc:totalTime", "ncc:pageSpecial", "ncc:setInfo",   "ncc:generator",
    };
    const char *day = meta_of(found->meta, "dc:date");

    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        meta_of(found->meta, wanted[i]);
    assert_string_equal(meta_of(found->meta, "dc:format"), "Daisy 2.02");
    assert_string_equal(meta_of(found->meta, "ncc:charset"), "utf-8");
    assert_string_equal(meta_of(found->meta, "ncc:multimediaType"), "audioFullText");
    assert_true(strlen(day) == 4 || strlen(day) == 7 || strlen(day) == 10);
    assert_int_equal(strspn(day, "0123456789-"), strlen(day));
    assert_int_equal(number_of(found, "ncc:pageNormal"), 0);
    assert_int_equal(number_of(found, "ncc:pageFront"), 0);
    assert_int_equal(number_of(found, "ncc:pageSpecial"), 0);
}

const struct daisy_item *daisy_item_at(const struct daisy_found *found, guint index)
{
    if (index >= found->items->len)
        fail_msg("there are only %u items", found->items->len);
    return found->items->pdata[index];
}

static gint64 count_named(const struct daisy_found *found, const char *name)
{
    gint64 count = 0;

    for (guint i = 0; i < found->items->len; i++)
        count += g_strcmp0(daisy_item_at(found, i)->name, name) == 0;
    return count;
}

const struct daisy_par *daisy_par_at(const struct daisy_found *found, const char *href)
{
    const struct daisy_par *par = g_hash_table_lookup(found->pars, href);

    if (!par)
        fail_msg("there is no %s", href);
    return par;
}

/* Where a link leads, as a number that rises in reading order: the clips of an article do. */
static gint64 place_of(const struct daisy_found *found, const char *href)
{
    const char *hash = strchr(href, '#');
    gint64 place = 0;

    if (!hash || !g_hash_table_contains(found->pars, href))
        fail_msg("%s leads nowhere", href);
    for (guint i = 0; i < found->smils->len; i++)
        if (strncmp(found->smils->pdata[i], href, (gsize)(hash - href)) == 0)
            place = i + 1;
    assert_true(place > 0);
    return place * 1000000000 + daisy_par_at(found, href)->begin;
}

static void check_items(const struct daisy_found *found)
{
    gint64 last = -1, deepest = 0, level = 0;

    assert_string_equal(daisy_item_at(found, 0)->tag, "h1");
    assert_string_equal(daisy_item_at(found, 0)->name, "title");
    for (guint i = 0; i < found->items->len; i++) {
        const struct daisy_item *item = daisy_item_at(found, i);
        gint64 place = place_of(found, item->href);

        assert_true(place > last); /* players jump by it: none stands where another does */
        last = place;
        if (item->tag[0] == 'h') {
            assert_true(item->tag[1] <= '1' + level && item->tag[1] <= '6');
            level = item->tag[1] - '0';
            deepest = MAX(deepest, level);
        } else {
            assert_string_equal(item->tag, "span");
            assert_non_null(item->name);
        }
    }
    assert_int_equal(number_of(found, "ncc:tocItems"), found->items->len);
    assert_int_equal(number_of(found, "ncc:depth"), deepest);
    assert_int_equal(number_of(found, "ncc:footnotes"), count_named(found, "noteref"));
    assert_int_equal(number_of(found, "ncc:sidebars"), count_named(found, "sidebar"));
    assert_int_equal(number_of(found, "ncc:prodNotes"), count_named(found, "optional-prodnote"));
}

static gboolean near(gint64 a, gint64 b)
{
    return ABS(a - b) <= 501;
}

/* One article: its clips, and that page and clips name each other. */
static void read_article(struct reading *reading, const char *folder, const char *name,
                         gint64 (*audio_ms)(const char *path))
{
    struct daisy_found *found = reading->found;
    g_autofree char *page = g_strdup_printf("c%.*s.html", (int)strlen(name) - 6, name + 1);
    g_autofree char *audio = g_strdup_printf("a%.*s.mp3", (int)strlen(name) - 6, name + 1);
    g_autofree char *path = g_build_filename(folder, audio, NULL);
    gint64 length = audio_ms(path);

    reading->at = 0;
    reading->pars = 0;
    reading->page = FALSE;
    g_hash_table_remove_all(reading->meta);
    read_file(reading, folder, name);
    assert_true(reading->pars > 0);
    assert_int_equal(reading->duration, reading->at);
    if (reading->at > length || reading->at + 2 < length)
        fail_msg("%s ends at %d, its audio at %d", name, (int)reading->at, (int)length);
    assert_string_equal(meta_of(reading->meta, "dc:format"), "Daisy 2.02");
    assert_true(
        near(clock_of(meta_of(reading->meta, "ncc:totalElapsedTime"), name), found->milliseconds));
    assert_true(
        near(clock_of(meta_of(reading->meta, "ncc:timeInThisSmil"), name), reading->duration));
    found->milliseconds += reading->at;
    reading->page = TRUE;
    read_file(reading, folder, page);
    g_string_append_c(found->shown, '\n');
}

static void check_links(const struct reading *reading)
{
    GHashTableIter iter;
    gpointer key, data;

    g_hash_table_iter_init(&iter, reading->found->pars);
    while (g_hash_table_iter_next(&iter, &key, &data)) {
        const struct daisy_par *par = data;
        const char *back = g_hash_table_lookup(reading->links, par->text);

        if (!back || strcmp(back, key) != 0)
            fail_msg("%s shows %s, which leads to %s", (char *)key, par->text,
                     back ? back : "nothing");
    }
    g_hash_table_iter_init(&iter, reading->links);
    while (g_hash_table_iter_next(&iter, &key, &data))
        if (!g_hash_table_contains(reading->found->pars, data))
            fail_msg("%s leads to %s, which is not there", (char *)key, (char *)data);
}

static void check_files(const struct daisy_found *found, const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint64 bytes = 0;
    gint64 files = 0;
    const char *name;

    assert_non_null(dir);
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        GStatBuf st;

        assert_int_equal(g_stat(path, &st), 0);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789."), strlen(name));
        bytes += (guint64)st.st_size;
        files++;
    }
    assert_int_equal(number_of(found, "ncc:files"), files);
    assert_int_equal(files, 2 + 3 * found->smils->len);
    assert_int_equal(number_of(found, "ncc:kByteSize"), (bytes + 1023) / 1024);
}

/* ---- All of it ---- */

static void item_free(gpointer data)
{
    struct daisy_item *item = data;

    g_free(item->tag);
    g_free(item->name);
    g_free(item->href);
    g_free(item->text);
    g_free(item);
}

static void par_free(gpointer data)
{
    struct daisy_par *par = data;

    g_free(par->id);
    g_free(par->required);
    g_free(par->text);
    g_free(par->audio);
    g_free(par);
}

static GHashTable *new_table(GDestroyNotify free_value)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
}

struct daisy_found *daisy_check(const char *folder, gint64 (*audio_ms)(const char *path))
{
    struct daisy_found *found = g_new0(struct daisy_found, 1);
    g_autoptr(GHashTable) meta = new_table(g_free), ids = new_table(NULL);
    g_autoptr(GHashTable) links = new_table(g_free);
    struct reading reading = { .found = found, .ids = ids, .meta = meta, .links = links };
    gint64 total;

    found->meta = new_table(g_free);
    found->items = g_ptr_array_new_with_free_func(item_free);
    found->smils = g_ptr_array_new_with_free_func(g_free);
    found->pars = new_table(par_free);
    found->words = new_table(g_free);
    found->shown = g_string_new(NULL);
    reading.master = TRUE;
    read_file(&reading, folder, "master.smil");
    reading.master = FALSE;
    total = clock_of(meta_of(meta, "ncc:timeInThisSmil"), "master.smil");
    for (guint i = 0; i < found->smils->len; i++) {
        assert_true(i == 0 || strcmp(found->smils->pdata[i - 1], found->smils->pdata[i]) < 0);
        read_article(&reading, folder, found->smils->pdata[i], audio_ms);
    }
    reading.page = FALSE;
    reading.ncc = TRUE;
    reading.meta = found->meta;
    read_file(&reading, folder, "ncc.html");
    check_meta(found);
    check_items(found);
    check_links(&reading);
    assert_true(
        near(clock_of(meta_of(found->meta, "ncc:totalTime"), "ncc.html"), found->milliseconds));
    assert_true(near(total, found->milliseconds));
    check_files(found, folder);
    return found;
}

void daisy_found_free(struct daisy_found *found)
{
    g_hash_table_unref(found->meta);
    g_ptr_array_unref(found->items);
    g_ptr_array_unref(found->smils);
    g_hash_table_unref(found->pars);
    g_hash_table_unref(found->words);
    g_string_free(found->shown, TRUE);
    g_free(found);
}
