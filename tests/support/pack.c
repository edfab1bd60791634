/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/pack.h"

#include "core/document/print.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"

#include <archive.h>
#include <archive_entry.h>

static void add16(GByteArray *out, uint32_t value)
{
    const guint8 bytes[] = { (guint8)value, (guint8)(value >> 8) };

    g_byte_array_append(out, bytes, sizeof(bytes));
}

static void add32(GByteArray *out, uint32_t value)
{
    add16(out, value);
    add16(out, value >> 16);
}

static uint32_t checksum(const char *text, size_t size)
{
    uint32_t sum = UINT32_MAX;

    for (size_t i = 0; i < size; i++) {
        sum ^= (guint8)text[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum & 1 ? sum >> 1 ^ 0xedb88320u : sum >> 1;
    }
    return ~sum;
}

/* What the header before a part and its line in the directory have in common. */
static void add_header(GByteArray *out, const struct pack_part *part)
{
    size_t size = strlen(part->text);

    add16(out, 20);
    add16(out, 0x800 | (part->locked ? 1 : 0));
    add16(out, 0); /* stored */
    add32(out, 0x5c210000);
    add32(out, checksum(part->text, size));
    add32(out, (uint32_t)size);
    add32(out, (uint32_t)size);
    add16(out, (uint32_t)strlen(part->name));
    add16(out, 0);
}

static void add_directory(GByteArray *out, const struct pack_part *part, uint32_t at)
{
    add32(out, 0x02014b50);
    add16(out, 20);
    add_header(out, part);
    add16(out, 0);
    add16(out, 0);
    add16(out, 0);
    add32(out, 0);
    add32(out, at);
    g_byte_array_append(out, (const guint8 *)part->name, (guint)strlen(part->name));
}

GByteArray *pack(const struct pack_part *parts)
{
    GByteArray *out = g_byte_array_new();
    g_autoptr(GByteArray) directory = g_byte_array_new();
    uint32_t count = 0;
    uint32_t at;

    for (; parts[count].name; count++) {
        add_directory(directory, &parts[count], out->len);
        add32(out, 0x04034b50);
        add_header(out, &parts[count]);
        g_byte_array_append(out, (const guint8 *)parts[count].name,
                            (guint)strlen(parts[count].name));
        g_byte_array_append(out, (const guint8 *)parts[count].text,
                            (guint)strlen(parts[count].text));
    }
    at = out->len;
    g_byte_array_append(out, directory->data, directory->len);
    add32(out, 0x06054b50);
    add32(out, 0);
    add16(out, count);
    add16(out, count);
    add32(out, directory->len);
    add32(out, at);
    add16(out, 0);
    return out;
}

char *pack_read(const struct crier_reader *reader, const char *name, const GByteArray *zip)
{
    struct direct direct = direct_read(reader, name, zip->data, zip->len);
    GString *out = g_string_new(NULL);

    document_print(direct.document, out);
    if (direct.status != CRIER_OK)
        g_string_append_printf(out, "FAULT: status %d\n", direct.status);
    if (direct.built != CRIER_OK)
        g_string_append_printf(out, "FAULT: %s\n", direct.message);
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

char *pack_printed(const struct crier_reader *reader, const struct pack_part *parts)
{
    g_autoptr(GByteArray) zip = pack(parts);

    return pack_read(reader, "a", zip);
}

/* A status is fine, a broken contract is not. */
static void assert_holds(const struct crier_reader *reader, const GByteArray *zip)
{
    struct direct direct = direct_read(reader, "a", zip->data, zip->len);

    if (direct.built != CRIER_OK)
        fail_msg("%u bytes: %s", zip->len, direct.message);
    if (direct.status != CRIER_OK && direct.status != CRIER_UNREADABLE)
        fail_msg("%u bytes: status %d", zip->len, direct.status);
    direct_clear(&direct);
}

void pack_damage(const struct crier_reader *reader, const struct pack_part *parts)
{
    g_autoptr(GByteArray) whole = pack(parts);

    for (guint percent = 0; percent < 100; percent++) {
        g_autoptr(GByteArray) cut = g_byte_array_new();

        g_byte_array_append(cut, whole->data, whole->len * percent / 100);
        assert_holds(reader, cut);
    }
    for (guint at = 0; at < whole->len; at += 1 + whole->len / 400) {
        g_autoptr(GByteArray) changed = g_byte_array_new();

        g_byte_array_append(changed, whole->data, whole->len);
        changed->data[at] ^= (guint8)(1u << (at % 8));
        assert_holds(reader, changed);
    }
}

static void write_part(struct archive *archive, const char *name, const char *text, size_t spaces)
{
    static const char blank[1 << 16] = { ' ' };
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)(strlen(text) + spaces));
    archive_write_header(archive, entry);
    archive_write_data(archive, text, strlen(text));
    for (; spaces > 0; spaces -= sizeof(blank))
        archive_write_data(archive, blank, sizeof(blank));
    archive_entry_free(entry);
}

GByteArray *pack_bomb(const struct pack_part *parts, const char *name, size_t megabytes)
{
    GByteArray *out = g_byte_array_new();
    struct archive *archive = archive_write_new();
    size_t used = 0;

    g_byte_array_set_size(out, 1u << 20);
    archive_write_set_format_zip(archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_open_memory(archive, out->data, out->len, &used);
    for (; parts->name; parts++)
        write_part(archive, parts->name, parts->text,
                   strcmp(parts->name, name) == 0 ? megabytes << 20 : 0);
    archive_write_free(archive);
    g_byte_array_set_size(out, (guint)used);
    return out;
}
