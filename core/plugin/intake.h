/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reader's frames say, in the builder's calls. The frames may be corrupt: the
 * builder checks every argument.
 */
#ifndef CORE_PLUGIN_INTAKE_H
#define CORE_PLUGIN_INTAKE_H

#include "core/document/builder.h"
#include "core/plugin/frames.h"

struct intake {
    struct document *document;
    struct builder *builder;
    gboolean ended;      /* the END frame came */
    crier_status status; /* what read() returned, once ended */
    gboolean broken;     /* a frame that no honest child sends */
};

/* `document` is empty. */
void intake_start(struct intake *in, struct document *document, uint64_t source_size);
void intake_clear(struct intake *in);
/* Take a frame; those of the session are not for it. `bytes` are not NUL-terminated. */
void intake_take(struct intake *in, const struct frame *frame, const char *bytes);

#endif
