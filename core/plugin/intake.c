/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/intake.h"

#include "core/base/error.h"

void intake_start(struct intake *in, struct document *document, uint64_t source_size)
{
    *in = (struct intake){ .document = document };
    in->builder = builder_new(document, source_size);
}

void intake_clear(struct intake *in)
{
    builder_free(in->builder);
    in->builder = NULL;
}

static void take_open(struct intake *in, const struct frame *f, const char *bytes)
{
    g_autofree char *language = f->d ? g_strndup(bytes, f->size) : NULL;
    const struct crier_block block = { .size = sizeof(block),
                                       .role = (uint32_t)f->a,
                                       .level = (uint32_t)f->b,
                                       .ordinal = f->c,
                                       .language = language };

    builder_open(in->builder, &block);
}

static void take_words(struct intake *in, const struct frame *f, const char *bytes)
{
    g_autofree char *words = g_strndup(f->size > 0 ? bytes : "", f->size);

    if (f->type == FRAME_SKIP)
        builder_skip(in->builder, f->a, f->b, words);
    else
        builder_note(in->builder, f->c, f->a, words);
}

static void take_chosen(struct intake *in, const char *bytes, uint32_t size)
{
    g_free(in->document->reader);
    in->document->reader = error_printable(bytes, size);
}

void intake_take(struct intake *in, const struct frame *f, const char *bytes)
{
    switch (f->type) {
    case FRAME_CHOSEN:
        take_chosen(in, bytes, f->size);
        break;
    case FRAME_DECODED:
        g_free(in->document->charset);
        in->document->charset = g_strndup(bytes, f->size);
        break;
    case FRAME_META:
        builder_meta(in->builder, f->c, bytes, f->size, f->a, f->b);
        break;
    case FRAME_OPEN:
        take_open(in, f, bytes);
        break;
    case FRAME_TEXT:
        builder_text(in->builder, bytes, f->size, f->a, f->b);
        break;
    case FRAME_CUT:
        builder_cut(in->builder);
        break;
    case FRAME_CLOSE:
        builder_close(in->builder);
        break;
    case FRAME_SKIP:
    case FRAME_NOTE:
        take_words(in, f, bytes);
        break;
    case FRAME_END:
        in->ended = TRUE;
        in->status = (crier_status)f->c;
        break;
    default:
        in->broken = TRUE;
    }
}
