/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article on its way through the commands: read, and planned. */
#ifndef CORE_CLI_ARTICLE_H
#define CORE_CLI_ARTICLE_H

#include "core/document/document.h"
#include "core/plugin/session.h"
#include "core/production/plan.h"
#include "core/source/source.h"

struct article {
    struct source source;
    struct document *document;
    struct plan *plan;
};

/* The reader plugins of this installation. */
struct session *article_readers(void);

/*
 * Load, read and plan for a delivery; `reader` names the plugin to use or is NULL. What the
 * reader had to say goes to people. FALSE with ERROR_INPUT, also when there is
 * nothing to speak in it.
 */
gboolean article_read(struct article *article, struct session *readers, const char *name,
                      const char *reader, const struct delivery *delivery, GError **error);
void article_clear(struct article *article);

#endif
