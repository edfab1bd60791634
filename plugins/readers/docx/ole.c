/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of older programs, and files with a password: containers that are no zips. */
#include "docx.h"

#include <string.h>

int docx_is_ole(const struct crier_source *source)
{
    return crier_starts(source, CRIER_LIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

/* Names of streams stand in UTF-16. */
static int has_stream(const struct crier_source *source, const char *name)
{
    char wide[64];
    size_t size = 0;

    for (; *name && size + 2 <= sizeof(wide); name++) {
        wide[size++] = *name;
        wide[size++] = '\0';
    }
    return memmem(source->bytes, source->length, wide, size) != NULL;
}

crier_status docx_tell_ole(const struct crier_reader_host *host, const struct crier_source *source)
{
    static const struct {
        const char *stream;
        const char *message;
    } kinds[] = {
        { "EncryptedPackage", "the document is protected by a password; save it without one" },
        { "WordDocument", "this is a document of Word before 2007; save it as .docx" },
        { "Workbook", "this is a spreadsheet, not an article" },
        { "PowerPoint Document", "these are slides of PowerPoint, not an article" },
    };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (has_stream(source, kinds[i].stream)) {
            host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, kinds[i].message);
            return CRIER_UNREADABLE;
        }
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
               "this is a file of an older Office program; save it as .docx");
    return CRIER_UNREADABLE;
}
