/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small edition for the phone: two topics, one of them empty; two stories of two clips each, at
 * two speeds. Clips last half a second. */
#ifndef TESTS_SUPPORT_PHONE_FOLDER_H
#define TESTS_SUPPORT_PHONE_FOLDER_H

/* Into this folder. `title`: of the edition, of its topics and stories. */
void phone_folder_write(const char *folder, const char *title);

#endif
