/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader without fault: the whole source is one paragraph. */
#include <crier/reader.h>

static int32_t probe(const struct crier_source *source)
{
    return source->length > 0 ? 1 : 0;
}

static crier_status read_paragraph(const struct crier_reader_host *host,
                                   const struct crier_source *source)
{
    struct crier_text text;
    crier_status status = host->decode(host, source, NULL, &text);

    if (status != CRIER_OK)
        return status;
    return crier_add(host, CRIER_ROLE_PARAGRAPH, text.data, text.size, 0);
}

CRIER_READER = {
    CRIER_READER_HEAD("decent", "One paragraph"),
    .probe = probe,
    .read = read_paragraph,
};
