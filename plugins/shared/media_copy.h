/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media that others made, taken into a folder. */
#ifndef PLUGINS_SHARED_MEDIA_COPY_H
#define PLUGINS_SHARED_MEDIA_COPY_H

#include <crier/output.h>

enum media_copy_how {
    MEDIA_WHOLE,
    MEDIA_FRAMES /* MP3 without the ID3v2 tags at its beginning; its frames as they are */
};

/* Is it the article's own MP3, and not one at another rate? */
int media_is_mp3(const struct crier_file *file);

/*
 * Copy a file that a FILE event told of to a place in the folder, or keep the one that
 * stands there. *bytes: its size there. CRIER_FAILED with the host's message when there is
 * no audio in it.
 */
crier_status media_copy(const struct crier_output_host *host, const struct crier_file *file,
                        const char *name, enum media_copy_how how, uint64_t *bytes);

#endif
