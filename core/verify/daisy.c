/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/checks.h"
#include "core/verify/daisy_parts.h"

#include <string.h>

/* What stands in the head exactly once, or (the last two) at least once. */
static const struct {
    const char *name;
    gboolean many;
} metas[] = {
    { "dc:date", FALSE },       { "dc:format", FALSE },      { "dc:identifier", FALSE },
    { "dc:publisher", FALSE },  { "dc:title", FALSE },       { "ncc:charset", FALSE },
    { "ncc:pageFront", FALSE }, { "ncc:pageNormal", FALSE }, { "ncc:pageSpecial", FALSE },
    { "ncc:tocItems", FALSE },  { "ncc:totalTime", FALSE },  { "dc:creator", TRUE },
    { "dc:language", TRUE },
};

static const struct {
    const char *meta, *of_class; /* NULL: all items */
    gboolean required;
} counts[] = {
    { "ncc:tocItems", NULL, TRUE },
    { "ncc:pageFront", "page-front", TRUE },
    { "ncc:pageNormal", "page-normal", TRUE },
    { "ncc:pageSpecial", "page-special", TRUE },
    { "ncc:footnotes", "noteref", FALSE },
    { "ncc:sidebars", "sidebar", FALSE },
    { "ncc:prodNotes", "optional-prodnote", FALSE },
};

const char *daisy_meta(struct markup *page, const char *name, guint *count)
{
    xmlNode *head = node_child(markup_root(page), "head");
    const char *value = NULL;
    guint found = 0;

    for (xmlNode *meta = head ? xmlFirstElementChild(head) : NULL; meta;
         meta = xmlNextElementSibling(meta)) {
        const char *own = node_is(meta, "meta") ? node_get(page, meta, "name") : NULL;

        if (own && strcmp(own, name) == 0 && found++ == 0)
            value = node_get(page, meta, "content");
    }
    if (count)
        *count = found;
    return value;
}

static void check_metas(struct markup *ncc)
{
    const char *format = daisy_meta(ncc, "dc:format", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(metas); i++) {
        guint count;
        const char *value = daisy_meta(ncc, metas[i].name, &count);

        if (count == 0 || !value || !*value)
            markup_add(ncc, NULL, RULE_DAISY_META, "there is no %s", metas[i].name);
        else if (count > 1 && !metas[i].many)
            markup_add(ncc, NULL, RULE_DAISY_META, "%s stands there %u times", metas[i].name,
                       count);
    }
    if (format && strcmp(format, "Daisy 2.02") != 0)
        markup_add(ncc, NULL, RULE_DAISY_META, "dc:format is not Daisy 2.02");
}

static void check_counts(struct markup *ncc, xmlNode *body)
{
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
        const char *said = daisy_meta(ncc, counts[i].meta, NULL);
        guint count = 0;

        for (xmlNode *item = xmlFirstElementChild(body); item; item = xmlNextElementSibling(item)) {
            const char *kind = node_get(ncc, item, "class");

            count += !counts[i].of_class || (kind && strcmp(kind, counts[i].of_class) == 0);
        }
        if (said && g_ascii_strtoull(said, NULL, 10) != count)
            markup_add(ncc, NULL, RULE_DAISY_COUNT, "%s says %s, there are %u", counts[i].meta,
                       said, count);
    }
}

struct book {
    struct markup *ncc;
    GHashTable *smils; /* name to struct daisy_smil, in the order of `order` */
    GPtrArray *order;
    gint64 sum;
    struct daisy_audio audio;
};

static void smil_free(gpointer data)
{
    struct daisy_smil *smil = data;

    markup_clear(&smil->page);
    g_free(smil->name);
    g_free(smil);
}

static struct daisy_smil *smil_of(struct book *book, const char *name)
{
    struct daisy_smil *smil = g_hash_table_lookup(book->smils, name);

    if (smil)
        return smil;
    smil = g_new0(struct daisy_smil, 1);
    smil->name = g_strdup(name);
    smil->number = book->order->len;
    smil->read = markup_read(&smil->page, book->ncc->store, smil->name, RULE_XML_ID);
    g_hash_table_insert(book->smils, smil->name, smil);
    g_ptr_array_add(book->order, smil);
    if (smil->read)
        daisy_check_smil(smil, &book->audio, &book->sum);
    return smil;
}

/* The place of an item's link among all pars, to see that the order is kept; 0: none. */
static guint64 check_link(struct book *book, xmlNode *item, xmlNode *link)
{
    const char *href = link ? node_get(book->ncc, link, "href") : NULL;
    g_autofree char *id = NULL;
    g_autofree char *name = href ? store_resolve(book->ncc->name, href, &id) : NULL;
    struct daisy_smil *smil;
    xmlNode *target;

    if (!href || !node_get(book->ncc, item, "id")) {
        markup_add(book->ncc, item, RULE_DAISY_ITEM, "an item has no id or no link");
        return 0;
    }
    if (!name || !store_has(book->ncc->store, name)) {
        markup_add(book->ncc, item, RULE_DAISY_LINK, "%s leads nowhere", href);
        return 0;
    }
    smil = smil_of(book, name);
    if (!smil->read)
        return 0;
    target = id ? markup_by_id(&smil->page, id) : NULL;
    if (!target) {
        markup_add(book->ncc, item, RULE_DAISY_LINK, "%s leads nowhere", href);
        return 0;
    }
    return (guint64)smil->number << 32 | daisy_place(smil, target);
}

static void check_items(struct book *book, xmlNode *body)
{
    xmlNode *first = xmlFirstElementChild(body);
    const char *kind = first ? node_get(book->ncc, first, "class") : NULL;
    int level = 0;
    guint64 last = 0;

    if (!node_is(first, "h1") || !kind || strcmp(kind, "title") != 0)
        markup_add(book->ncc, first, RULE_DAISY_TITLE, "the first item is not the title");
    for (xmlNode *item = first; item; item = xmlNextElementSibling(item)) {
        const char *name = (const char *)item->name;
        gboolean heading = name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2];
        guint64 place;

        if (!heading && strcmp(name, "span") != 0 && strcmp(name, "div") != 0)
            markup_add(book->ncc, item, RULE_DAISY_ITEM, "%s is no item of ncc.html", name);
        if (heading && name[1] - '0' > level + 1)
            markup_add(book->ncc, item, RULE_DAISY_LEVEL, "%s follows level %d", name, level);
        level = heading ? name[1] - '0' : level;
        place = check_link(book, item, node_find(item, "a"));
        if (place > 0 && place < last)
            markup_add(book->ncc, item, RULE_DAISY_ORDER, "this item comes before the one above");
        last = MAX(place, last);
    }
}

static void check_total(const struct book *book)
{
    const char *said = daisy_meta(book->ncc, "ncc:totalTime", NULL);

    daisy_check_time(book->ncc, "ncc:totalTime", said, book->sum, 1000);
}

/* Players of 1998 and USB sticks: plain names, few kinds. */
static void check_names(struct store *store, const char *ncc)
{
    static const char *const kinds[] = { ".html", ".htm", ".smil", ".mp3", ".wav",
                                         ".jpg",  ".gif", ".png",  ".css" };
    const GPtrArray *names = store_names(store);
    gsize below = strrchr(ncc, '/') ? (gsize)(strrchr(ncc, '/') - ncc) + 1 : 0;

    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        g_autofree char *shown = NULL;
        gboolean good = FALSE;

        if (strncmp(name, ncc, below) != 0)
            continue;
        for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
            good = good || g_str_has_suffix(name, kinds[k]);
        for (const char *at = name + below; *at; at++)
            good = good && (g_ascii_isalnum(*at) || strchr("._-/", *at));
        shown = store_shown(store, name);
        if (!good)
            findings_add(store_findings(store), shown, 0, RULE_DAISY_NAME,
                         "players may not find or not know this file");
    }
}

void check_daisy(struct store *store, const char *name)
{
    struct markup ncc;
    struct book book = { .ncc = &ncc };
    xmlNode *body;

    if (markup_read(&ncc, store, name, RULE_XML_ID)) {
        book.smils = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, smil_free);
        book.order = g_ptr_array_new();
        body = node_child(markup_root(&ncc), "body");
        check_metas(&ncc);
        if (body) {
            check_counts(&ncc, body);
            check_items(&book, body);
            check_total(&book);
        } else {
            markup_add(&ncc, NULL, RULE_DAISY_TITLE, "there is no body");
        }
        check_names(store, name);
        g_ptr_array_unref(book.order);
        g_hash_table_unref(book.smils);
        g_free(book.audio.page_name);
        if (book.audio.read)
            markup_clear(&book.audio.page);
    }
    markup_clear(&ncc);
}
