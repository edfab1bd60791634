/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold in a book with media overlays, looked at without any other program:
 * container, package, references, clips, coverage of the text, contents.
 */
#ifndef TESTS_SUPPORT_EPUB_CHECK_H
#define TESTS_SUPPORT_EPUB_CHECK_H

#include <glib.h>

struct zip; /* shared/zip.h */

/* What is wrong with it, a line each; "" when nothing is. g_free(). */
char *epub_check_parts(const struct zip *zip);
char *epub_check_container(const guint8 *bytes, gsize size);

/* Text of a part; fails the test when it is not there. */
const char *epub_part(const struct zip *zip, const char *name);

#endif
