/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the manifest of an edition's folder "phone", which board_load() reads. */
#ifndef CORE_PHONE_MANIFEST_H
#define CORE_PHONE_MANIFEST_H

#include "core/phone/cut.h"

/* Owns its strings and arrays; `story` refers to them. */
struct manifest_story {
    char *key; /* of the catalogue */
    char *id, *content, *title;
    uint32_t *paragraphs;
    struct board_mark *marks[BOARD_SPEEDS_MOST];
    struct board_story story;
};

struct manifest_topic {
    char *title;
    uint32_t choice, opening;
    GPtrArray *stories; /* of struct manifest_story */
};

struct manifest {
    const char *edition;
    struct board *before; /* what stands in the folder by now, or NULL */
    int64_t now;
    uint32_t speed_count, usual;
    uint32_t speeds[BOARD_SPEEDS_MOST], speed_clips[BOARD_SPEEDS_MOST];
    uint32_t first_minute, minute_count; /* clips, in a row */
    GPtrArray *topics;                   /* of struct manifest_topic */
};

void manifest_init(struct manifest *manifest, const char *edition, const char *folder, int64_t now);
void manifest_clear(struct manifest *manifest);

struct manifest_topic *manifest_topic_new(struct manifest *manifest, const char *title);
struct manifest_story *manifest_story_new(struct manifest_topic *topic, const char *key);

/* When the line had this story with these words first: now, unless it stood there before. */
int64_t manifest_since(const struct manifest *manifest, const char *id, const char *content);

/* Prompts are the first clips of the store. FALSE with ERROR_OUTPUT. */
gboolean manifest_write(const struct manifest *manifest, const struct clip_store *store,
                        const char *folder, GError **error);

#endif
