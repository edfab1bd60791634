/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Zip containers (EPUB, DOCX, ODT), read in memory from front to back in one pass:
 * nothing is unpacked to disk, and what is unpacked has limits.
 */
#ifndef PLUGINS_SHARED_ZIP_H
#define PLUGINS_SHARED_ZIP_H

#include <crier/reader.h>

#define ZIP_ENTRIES_MOST 10000u
#define ZIP_BYTES_MOST   (UINT64_C(64) << 20) /* unpacked, all parts together */
#define ZIP_RATIO_MOST   300u /* unpacked to packed, looked at once above ZIP_RATIO_FROM */
#define ZIP_RATIO_FROM   (UINT64_C(4) << 20)

struct zip_entry {
    char *name; /* as in the container, UTF-8 or at least no control characters */
    char *data; /* NUL-terminated behind `size`; NULL when it was not wanted or not readable */
    size_t size;
    int encrypted;
    int broken; /* ends too early */
};

struct zip {
    struct zip_entry *entries;
    size_t count, room;
    uint64_t unpacked;
    int bomb;      /* a limit on unpacked bytes stopped it */
    int crowded;   /* more than ZIP_ENTRIES_MOST */
    int refused;   /* names that lead out of the container */
    int encrypted; /* wanted parts that need a password */
    int broken;    /* cut short or damaged */
};

/*
 * Unpack every entry that `wanted` says yes to. Returns 0 when it is no zip at all or
 * there is no memory; whatever was read before a fault is there. zip_clear() in any case.
 */
int zip_read(struct zip *zip, const uint8_t *bytes, uint64_t size, int (*wanted)(const char *name));
void zip_clear(struct zip *zip);

/* By its name, else by its name in any case of ASCII letters; NULL: not there. */
const struct zip_entry *zip_find(const struct zip *zip, const char *name);

/* Tell the newsroom about limits, damage and passwords. */
void zip_tell(const struct zip *zip, const struct crier_reader_host *host);

/* Begins like a zip? */
int zip_is(const struct crier_source *source);
/* In the bytes a probe sees: does an entry of this name stand there? */
int zip_shows(const struct crier_source *source, const char *name);

#endif
