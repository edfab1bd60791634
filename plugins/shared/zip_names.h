/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory at the end of a zip, as far as names of parts need it. */
#ifndef PLUGINS_SHARED_ZIP_NAMES_H
#define PLUGINS_SHARED_ZIP_NAMES_H

#include <stdint.h>

/* Does the directory's end stand where it should? Without it the file was cut short. */
int zip_has_end(const uint8_t *bytes, uint64_t size);

/* Take back the mark that names are UTF-8: libarchive would translate them into the charset
 * of the locale, which may have no such letters. Unmarked names are left as they are. */
void zip_unmark_names(uint8_t *bytes, uint64_t size);

#endif
