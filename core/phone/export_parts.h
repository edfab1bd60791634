/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the export share; for them alone. */
#ifndef CORE_PHONE_EXPORT_PARTS_H
#define CORE_PHONE_EXPORT_PARTS_H

#include "core/phone/board.h"

enum { EXPORT_KEYS = 12, EXPORT_NOWHERE = -1 };

/* A place of the menu: it says its clips, waits for a key, and goes on without one. */
struct export_node {
    char name[32];         /* letters, digits, "-" */
    GArray *clips;         /* of uint32_t */
    int keys[EXPORT_KEYS]; /* nodes, or EXPORT_NOWHERE */
    int next;              /* likewise: hang up */
    guint wait;            /* seconds */
};

struct export_tree {
    const struct board *board;
    GArray *nodes; /* of struct export_node; the first is the start */
    char **names;  /* of each clip, without ending; NULL: not used */
};

extern const char export_keys[EXPORT_KEYS + 1];

/* A key in names of files: "1", "star", "pound". */
const char *export_key_name(char key);

void export_nodes(struct export_tree *tree);

/* Called for every file, by its path below the folder. FALSE: stop. */
typedef gboolean (*export_file)(void *data, const char *path, const GString *text);

gboolean export_asterisk(const struct export_tree *tree, export_file put, void *data);
gboolean export_freeswitch(const struct export_tree *tree, export_file put, void *data);
gboolean export_voicexml(const struct export_tree *tree, export_file put, void *data);
gboolean export_twiml(const struct export_tree *tree, export_file put, void *data);

#endif
