/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/answer.h"

#include <string.h>

gboolean answer_find_body(struct answer *answer)
{
    const char *text = answer->all->str;
    const char *end = memmem(text, MIN(answer->all->len, ANSWER_HEAD_MOST), "\n\n", 2);

    answer->body = end ? (gsize)(end - text) + 2 : 0;
    return end != NULL && memchr(text, '\0', answer->body) == NULL;
}

char *answer_value(const struct answer *answer, const char *key)
{
    const char *line = answer->all->str;
    const gsize size = strlen(key);

    while (line < answer->all->str + answer->body && *line != '\n') {
        const char *end = strchr(line, '\n');

        if (strncmp(line, key, size) == 0 && line[size] == ' ')
            return g_strndup(line + size + 1, (gsize)(end - line) - size - 1);
        line = end + 1;
    }
    return NULL;
}

void answer_clear(struct answer *answer)
{
    if (answer->all)
        g_string_free(answer->all, TRUE);
    *answer = (struct answer){ 0 };
}
