/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: zip zip_names tree draft xml buffer */
/* EPUB 2 and 3: chapters in the order of the spine. */
#include "epub.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define IDPF "http://www.idpf.org/"

const struct tree_space epub_spaces[] = {
    { "http://www.w3.org/1999/xhtml", "" },
    { IDPF "2007/ops", "epub" },
    { IDPF "2007/opf", "opf" },
    { "http://purl.org/dc/elements/1.1/", "dc" },
    { "http://www.daisy.org/z3986/2005/ncx/", "ncx" },
    { "urn:oasis:names:tc:opendocument:xmlns:container", "c" },
    { "http://www.w3.org/2001/04/xmlenc#", "enc" },
    { "http://www.w3.org/1998/Math/MathML", "m" },
    { "http://www.w3.org/2000/svg", "svg" },
    { XML_NAMESPACE, "xml" },
    { NULL, NULL },
};

/* ---- Names ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* "../" takes off the last folder; 0: there is none. */
static int go_up(char *path, size_t *size)
{
    if (*size == 0)
        return 0;
    (*size)--;
    while (*size > 0 && path[*size - 1] != '/')
        (*size)--;
    return 1;
}

int epub_path(const char *folder, const char *address, char *out, size_t room)
{
    size_t size = *address == '/' ? 0 : strlen(folder);

    if (size >= room || strstr(address, "://"))
        return 0;
    memcpy(out, folder, size);
    address += *address == '/';
    while (*address && *address != '#' && *address != '?') {
        char c = *address;

        if (strncmp(address, "../", 3) == 0 && (size == 0 || out[size - 1] == '/')) {
            if (!go_up(out, &size))
                return 0;
            address += 3;
            continue;
        }
        if (c == '%' && hex(address[1]) >= 0 && hex(address[2]) >= 0) {
            c = (char)(hex(address[1]) * 16 + hex(address[2]));
            address += 2;
        }
        if (size + 1 >= room)
            return 0;
        out[size++] = c;
        address++;
    }
    out[size] = '\0';
    return size > 0;
}

void epub_folder(const char *path, char *out, size_t room)
{
    const char *slash = strrchr(path, '/');

    snprintf(out, room, "%.*s", slash ? (int)(slash + 1 - path) : 0, path);
}

int epub_has_word(const char *words, const char *word)
{
    size_t size = strlen(word);

    while (words && *words) {
        size_t length = strcspn(words, " \t\r\n");

        if (length == size && strncmp(words, word, size) == 0)
            return 1;
        words += length;
        words += strspn(words, " \t\r\n");
    }
    return 0;
}

const struct tree_node *epub_item(const struct epub *epub, const char *id)
{
    const struct tree_node *at = epub->manifest ? epub->manifest->first : NULL;

    for (; at && id; at = at->next) {
        const char *is = tree_attribute(at, "id");

        if (is && strcmp(is, id) == 0)
            return at;
    }
    return NULL;
}

/* ---- The container ---- */

static int is_wanted(const char *name)
{
    static const char *const endings[] = { ".opf", ".ncx", ".xml", ".xhtml", ".html", ".htm" };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < sizeof(endings) / sizeof(*endings); i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return 1;
    return 0;
}

static const struct zip_entry *part_of(const struct epub *epub, const char *path)
{
    const struct zip_entry *part = zip_find(&epub->zip, path);

    return part && part->data ? part : NULL;
}

/* A book without a container still has a package. */
static const struct zip_entry *find_package(const struct epub *epub)
{
    const struct zip_entry *part = part_of(epub, "META-INF/container.xml");
    const struct zip_entry *package = NULL;
    struct tree container = { 0 };
    char path[PATH_MOST];
    const char *full = NULL;

    if (part && tree_read(&container, part->data, part->size, epub_spaces))
        full = tree_attribute(tree_find(container.root, "c:rootfile"), "full-path");
    if (full && epub_path("", full, path, sizeof(path)))
        package = part_of(epub, path);
    tree_clear(&container);
    for (size_t i = 0; !package && i < epub->zip.count; i++)
        if (crier_has_suffix(epub->zip.entries[i].name, "opf"))
            package = part_of(epub, epub->zip.entries[i].name);
    return package;
}

static int read_package(struct epub *epub)
{
    const struct zip_entry *package = find_package(epub);
    const struct zip_entry *locks = part_of(epub, "META-INF/encryption.xml");

    if (!package || !tree_read(&epub->package, package->data, package->size, epub_spaces))
        return 0;
    epub_folder(package->name, epub->folder, sizeof(epub->folder));
    epub->manifest = tree_child(epub->package.root, "opf:manifest");
    epub->spine = tree_child(epub->package.root, "opf:spine");
    if (locks)
        tree_read(&epub->locks, locks->data, locks->size, epub_spaces);
    return epub->manifest != NULL && epub->spine != NULL;
}

/* Fonts may be made unreadable without anybody's loss; chapters may not. */
static int is_locked(const struct epub *epub, const char *path)
{
    const struct tree_node *at = epub->locks.root;

    for (; at; at = tree_after(at, epub->locks.root)) {
        const char *method, *address;
        char locked[PATH_MOST];

        if (!tree_is(at, "enc:EncryptedData"))
            continue;
        method = tree_attribute(tree_find(at, "enc:EncryptionMethod"), "Algorithm");
        address = tree_attribute(tree_find(at, "enc:CipherReference"), "URI");
        if (method && (strcmp(method, IDPF "2008/embedding") == 0 ||
                       strcmp(method, "http://ns.adobe.com/pdf/enc#RC") == 0))
            continue;
        if (address && epub_path("", address, locked, sizeof(locked)) && strcmp(locked, path) == 0)
            return 1;
    }
    return 0;
}

/* ---- The spine ---- */

/* A chapter that is no XML: whoever knows its kind may try. */
static void hand_over(struct epub *epub, const struct zip_entry *part, const char *type)
{
    const struct crier_source source = { .size = sizeof(source),
                                         .name = part->name,
                                         .media_type = type ? type : "",
                                         .bytes = (const uint8_t *)part->data,
                                         .length = part->size };

    if (epub->host->read_part(epub->host, &source) == CRIER_DECLINED)
        epub->declined++;
    else
        epub->chapters++;
}

/* Names that XHTML knows without declaring them are taken; anything else is broken. */
static int is_whole(const struct tree *tree)
{
    return tree_find(tree->root, "body") && !tree->full && tree->fault.count == 0 &&
           !tree->fault.depth && !tree->fault.entities;
}

static void read_chapter(struct epub *epub, const struct zip_entry *part, const char *type)
{
    struct tree tree;
    int is_xml = tree_read(&tree, part->data, part->size, epub_spaces);
    int is_chapter = is_xml && tree_find(tree.root, "body");

    if (is_chapter) {
        epub->broken += !is_whole(&tree);
        epub_read_chapter(epub, &tree, epub_label(epub, part->name));
        draft_send(&epub->draft, epub->host);
        epub->chapters += epub->draft.count > 0;
        draft_reset(&epub->draft);
    } else {
        hand_over(epub, part, type);
    }
    tree_clear(&tree);
}

static void read_item(struct epub *epub, const struct tree_node *reference)
{
    const struct tree_node *item = epub_item(epub, tree_attribute(reference, "idref"));
    const char *address = tree_attribute(item, "href");
    const char *type = tree_attribute(item, "media-type");
    const struct zip_entry *part = NULL;
    char path[PATH_MOST];

    if (address && epub_path(epub->folder, address, path, sizeof(path)))
        part = zip_find(&epub->zip, path);
    if (type && strncmp(type, "image/", 6) == 0)
        return;
    if (!part) {
        epub->missing++;
    } else if (epub->done[part - epub->zip.entries]++) {
        epub->done[part - epub->zip.entries] = 1;
        epub->repeated++;
    } else if (epub_has_word(tree_attribute(item, "properties"), "nav")) {
        epub->contents++;
    } else if (part->encrypted || is_locked(epub, part->name)) {
        epub->locked++;
    } else if (part->data) {
        read_chapter(epub, part, type);
    } else {
        epub->missing++;
    }
}

static void read_spine(struct epub *epub, int linear)
{
    for (const struct tree_node *at = epub->spine->first; at; at = at->next) {
        const char *value = tree_attribute(at, "linear");

        if (tree_is(at, "opf:itemref") && (!value || strcmp(value, "no") != 0) == linear)
            read_item(epub, at);
    }
}

/* ---- Reading ---- */

static void tell_left_out(const struct epub *epub)
{
    const struct {
        uint32_t count;
        uint32_t severity;
        const char *message;
    } left_out[] = {
        { epub->locked, CRIER_NOTE_WARNING,
          "chapters are locked by copy protection (DRM) and are not read" },
        { epub->missing, CRIER_NOTE_WARNING, "chapters that the book lists are not in it" },
        { epub->repeated, CRIER_NOTE_WARNING,
          "chapters that the book lists more than once are read once" },
        { epub->declined, CRIER_NOTE_WARNING, "chapters of an unknown kind are not read" },
        { epub->broken, CRIER_NOTE_WARNING,
          "chapters are not well-formed; what could be read of them is read" },
        { epub->formulas, CRIER_NOTE_WARNING, "formulas are read sign by sign" },
        { epub->contents, CRIER_NOTE_INFO, "tables of contents are not read" },
        { epub->pages, CRIER_NOTE_INFO, "page numbers and lists of pages are not read" },
    };

    for (size_t i = 0; i < sizeof(left_out) / sizeof(*left_out); i++)
        if (left_out[i].count > 0)
            epub->host->note(epub->host, left_out[i].severity, CRIER_NOWHERE, left_out[i].message);
}

static void clear(struct epub *epub)
{
    for (size_t i = 0; i < epub->label_count; i++) {
        free(epub->labels[i].path);
        free(epub->labels[i].text);
    }
    free(epub->labels);
    free(epub->done);
    zip_clear(&epub->zip);
    tree_clear(&epub->package);
    tree_clear(&epub->locks);
    draft_clear(&epub->draft);
}

static crier_status read_epub(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct epub epub = { .host = host };
    crier_status status = CRIER_UNREADABLE;

    zip_read(&epub.zip, source->bytes, source->length, is_wanted);
    epub.done = calloc(epub.zip.count + 1, 1);
    if (epub.done && read_package(&epub)) {
        epub_tell_metadata(&epub);
        epub_read_labels(&epub);
        read_spine(&epub, 1);
        read_spine(&epub, 0);
        status = epub.chapters > 0 ? CRIER_OK : CRIER_UNREADABLE;
    }
    if (status == CRIER_UNREADABLE)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                   "the book holds no chapter that could be read");
    tell_left_out(&epub);
    zip_tell(&epub.zip, host);
    clear(&epub);
    return status;
}

static int32_t probe(const struct crier_source *source)
{
    int named = crier_has_suffix(source->name, "epub") ||
                strcmp(source->media_type, "application/epub+zip") == 0;

    if (!zip_is(source))
        return 0;
    if (zip_shows(source, "mimetypeapplication/epub+zip"))
        return 95;
    return named ? 70 : zip_shows(source, "META-INF/container.xml") ? 60 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("epub", "EPUB books"),
    .suffixes = (const char *const[]){ "epub", NULL },
    .media_types = (const char *const[]){ "application/epub+zip", NULL },
    .probe = probe,
    .read = read_epub,
};
