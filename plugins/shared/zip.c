/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: libarchive */
/* apt: libarchive-dev */
/* shared: zip_names */
#include "shared/zip.h"

#include "shared/zip_names.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PIECE 65536u

/* A name that stays in the container, and prints on a line. */
static int is_tame(const char *name)
{
    const char *at = name;

    if (!*name || *name == '/' || *name == '\\' || (name[1] == ':' && name[2] == '\\'))
        return 0;
    for (const char *c = name; *c; c++)
        if ((unsigned char)*c < ' ')
            return 0;
    while (at) {
        if (strncmp(at, "..", 2) == 0 && (at[2] == '\0' || at[2] == '/' || at[2] == '\\'))
            return 0;
        at = strpbrk(at, "/\\");
        at = at ? at + 1 : NULL;
    }
    return 1;
}

static struct zip_entry *add_entry(struct zip *zip, const char *name)
{
    if (zip->count == zip->room) {
        size_t room = zip->room ? zip->room * 2 : 64;
        struct zip_entry *more = reallocarray(zip->entries, room, sizeof(*more));

        if (!more)
            return NULL;
        zip->entries = more;
        zip->room = room;
    }
    zip->entries[zip->count] = (struct zip_entry){ .name = strdup(name) };
    if (!zip->entries[zip->count].name)
        return NULL;
    return &zip->entries[zip->count++];
}

/* Is this much from a container of `packed` bytes still believable? */
static int is_bomb(struct zip *zip, uint64_t packed)
{
    if (zip->unpacked > ZIP_BYTES_MOST ||
        (zip->unpacked > ZIP_RATIO_FROM && zip->unpacked / ZIP_RATIO_MOST > packed))
        zip->bomb = 1;
    return zip->bomb;
}

/* 0: no memory. */
static int make_room(struct zip_entry *entry, size_t *room)
{
    char *more;

    if (*room > entry->size + PIECE)
        return 1;
    *room = *room ? *room * 2 : 2 * (size_t)PIECE;
    more = realloc(entry->data, *room);
    if (more)
        entry->data = more;
    return more != NULL;
}

/* 0: no memory, or too much of it. */
static int unpack(struct zip *zip, struct archive *archive, struct zip_entry *entry,
                  uint64_t packed)
{
    size_t room = 0;
    la_ssize_t got = 1;

    while (got > 0) {
        if (!make_room(entry, &room))
            return 0;
        got = archive_read_data(archive, entry->data + entry->size, PIECE);
        if (got > 0) {
            entry->size += (size_t)got;
            zip->unpacked += (uint64_t)got;
        }
        if (is_bomb(zip, packed))
            break;
    }
    entry->broken = got < 0;
    zip->broken |= entry->broken;
    entry->data[entry->size] = '\0';
    return !zip->bomb;
}

static const char *name_of(struct archive_entry *header)
{
    const char *name = archive_entry_pathname(header);

    return name ? name : archive_entry_pathname_utf8(header);
}

/* 0: stop here. */
static int take(struct zip *zip, struct archive *archive, struct archive_entry *header,
                uint64_t packed, int (*wanted)(const char *name))
{
    const char *name = name_of(header);
    struct zip_entry *entry;

    if (!name || !is_tame(name)) {
        zip->refused = 1;
        return 1;
    }
    if (archive_entry_filetype(header) == AE_IFDIR)
        return 1;
    if (zip->count == ZIP_ENTRIES_MOST) {
        zip->crowded = 1;
        return 0;
    }
    entry = add_entry(zip, name);
    if (!entry)
        return 0;
    entry->encrypted = archive_entry_is_encrypted(header);
    if (!wanted(name))
        return 1;
    if (entry->encrypted) {
        zip->encrypted = 1;
        return 1;
    }
    return unpack(zip, archive, entry, packed);
}

static void read_parts(struct zip *zip, const uint8_t *bytes, uint64_t size,
                       int (*wanted)(const char *name))
{
    struct archive *archive = archive_read_new();
    struct archive_entry *header;
    int status = ARCHIVE_FATAL;

    if (!archive)
        return;
    archive_read_support_format_zip(archive);
    if (archive_read_open_memory(archive, bytes, size) == ARCHIVE_OK)
        while ((status = archive_read_next_header(archive, &header)) == ARCHIVE_OK ||
               status == ARCHIVE_WARN)
            if (!take(zip, archive, header, size, wanted))
                break;
    zip->broken |= status < ARCHIVE_WARN;
    archive_read_free(archive);
}

int zip_read(struct zip *zip, const uint8_t *bytes, uint64_t size, int (*wanted)(const char *name))
{
    uint8_t *copy = malloc(size + 1);

    *zip = (struct zip){ 0 };
    if (!copy)
        return 0;
    if (size > 0)
        memcpy(copy, bytes, size);
    zip_unmark_names(copy, size);
    zip->broken = !zip_has_end(copy, size);
    read_parts(zip, copy, size, wanted);
    free(copy);
    return zip->count > 0;
}

void zip_clear(struct zip *zip)
{
    for (size_t i = 0; i < zip->count; i++) {
        free(zip->entries[i].name);
        free(zip->entries[i].data);
    }
    free(zip->entries);
    *zip = (struct zip){ 0 };
}

const struct zip_entry *zip_find(const struct zip *zip, const char *name)
{
    const struct zip_entry *alike = NULL;

    for (size_t i = 0; i < zip->count; i++) {
        if (strcmp(zip->entries[i].name, name) == 0)
            return &zip->entries[i];
        if (!alike && strcasecmp(zip->entries[i].name, name) == 0)
            alike = &zip->entries[i];
    }
    return alike;
}

void zip_tell(const struct zip *zip, const struct crier_reader_host *host)
{
    const struct {
        int is;
        const char *message;
    } faults[] = {
        { zip->bomb, "it unpacks to far more than an article; the rest of it is not read" },
        { zip->crowded, "it holds more than 10,000 parts; the rest of them is not read" },
        { zip->refused, "parts whose names lead out of the file are not read" },
        { zip->encrypted, "parts of it are protected by a password and are not read" },
        { zip->broken, "the file is damaged or cut short; what could be unpacked is read" },
    };

    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
        if (faults[i].is)
            host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, faults[i].message);
}

int zip_is(const struct crier_source *source)
{
    return crier_starts(source, CRIER_LIT("PK\x03\x04"));
}

int zip_shows(const struct crier_source *source, const char *name)
{
    return memmem(source->bytes, source->length, name, strlen(name)) != NULL;
}
