/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/option.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_number(const char *text, uint32_t least, uint32_t most, uint32_t *value)
{
    char *end;
    unsigned long number;

    if (*text < '0' || *text > '9')
        return 0;
    errno = 0;
    number = strtoul(text, &end, 10);
    if (errno || *end || number < least || number > most)
        return 0;
    *value = (uint32_t)number;
    return 1;
}

crier_status option_number(const struct crier_output_host *host, const struct crier_job *job,
                           const char *key, uint32_t least, uint32_t most, uint32_t *value)
{
    char message[160];

    for (uint64_t i = 0; i < job->option_count; i++) {
        const struct crier_option *option = &job->options[i];

        if (strcmp(option->key, key) != 0 || is_number(option->value, least, most, value))
            continue;
        snprintf(message, sizeof(message), "%s is %.40s; it must be a number from %u to %u", key,
                 option->value, least, most);
        host->fail(host, message);
        return CRIER_BAD_CALL;
    }
    return CRIER_OK;
}

static const char *find(const struct crier_meta *meta, uint64_t count, uint32_t key)
{
    for (uint64_t i = 0; i < count; i++)
        if (meta[i].key == key)
            return meta[i].value;
    return NULL;
}

const char *article_meta(const struct crier_article *article, uint32_t key)
{
    return find(article->meta, article->meta_count, key);
}

const char *edition_value(const struct crier_edition *edition, uint32_t key)
{
    return find(edition->meta, edition->meta_count, key);
}
