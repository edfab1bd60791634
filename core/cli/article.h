/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article on its way through the commands: read, and planned. */
#ifndef CORE_CLI_ARTICLE_H
#define CORE_CLI_ARTICLE_H

#include "core/document/document.h"
#include "core/plugin/session.h"
#include "core/source/source.h"

struct article {
    struct source source;
    struct document *document;
    GArray *plan; /* of struct planned_sentence */
};

/* The reader plugins of this installation. */
struct session *article_readers(void);

/*
 * Load, read and plan; `reader` names the plugin to use or is NULL. What the
 * reader had to say goes to people. FALSE with ERROR_INPUT, also when there is
 * nothing to speak in it.
 */
gboolean article_read(struct article *article, struct session *readers, const char *name,
                      const char *reader, GError **error);
void article_clear(struct article *article);

#endif
