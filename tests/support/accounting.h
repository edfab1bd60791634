/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every word is accounted for: each letter and digit of a text source stands in a
 * block's piece or in a part that was skipped for a reason.
 */
#ifndef TESTS_SUPPORT_ACCOUNTING_H
#define TESTS_SUPPORT_ACCOUNTING_H

#include "core/document/document.h"

/*
 * Returns NULL when all is accounted for and every word of a block stands where
 * the document says; else a message with the first fault. Owned by the caller.
 */
char *accounting_check(const struct document *document, const void *source, uint64_t size);

#endif
