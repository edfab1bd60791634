/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the values of an edition file are read: tables of keys. Private to edition_*.c. */
#ifndef CORE_EDITION_EDITION_READING_H
#define CORE_EDITION_EDITION_READING_H

#include "core/edition/edition_file.h"
#include "core/edition/ini.h"

struct reading;

/* A key that a group may have. */
struct field {
    const char *key;
    gboolean (*read)(struct reading *reading, void *value, GError **error);
    gsize offset; /* of the value in the group's struct */
    int kind;     /* for readers of several kinds */
};

/* Where we are. */
struct reading {
    struct ini *ini;
    struct edition_file *edition;
    const struct edition_context *context;
    const char *group, *key;
    const struct field *field;
};

/* Every key of the group; `fields` ends with a NULL key. `open`: reads keys that are in no
 * field (NAME.KEY), or NULL. */
gboolean read_group(struct reading *reading, const char *group, const struct field *fields,
                    void *target, gboolean (*open)(struct reading *, void *, GError **),
                    GError **error);

/* ERROR_INPUT at the key being read: "KEY of [GROUP] …". Always FALSE. */
gboolean read_wrong(const struct reading *reading, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Readers. Each takes the value's place: */
gboolean read_text(struct reading *reading, void *value, GError **error);     /* char * */
gboolean read_path(struct reading *reading, void *value, GError **error);     /* char * */
gboolean read_language(struct reading *reading, void *value, GError **error); /* char * */
gboolean read_base_url(struct reading *reading, void *value, GError **error); /* char * */
gboolean read_email(struct reading *reading, void *value, GError **error);    /* char * */
gboolean read_boolean(struct reading *reading, void *value, GError **error);  /* gboolean */
gboolean read_number(struct reading *reading, void *value, GError **error);   /* int, `kind` */
gboolean read_moment(struct reading *reading, void *value, GError **error);   /* int64_t */
gboolean read_span(struct reading *reading, void *value, GError **error);     /* int64_t */
gboolean read_paths(struct reading *reading, void *value, GError **error);    /* char ** */
gboolean read_names(struct reading *reading, void *value, GError **error);    /* char ** */
gboolean read_profile(struct reading *reading, void *value, GError **error);  /* char * */

/* What numbers may be: the kinds of read_number. */
enum { NUMBER_RATE, NUMBER_PITCH, NUMBER_LIMIT };
gboolean number_in_range(struct reading *reading, const char *text, int kind, int *number,
                         GError **error);

/* Does it name a page of the web? Then it stays as it is. */
char *path_or_url(const struct edition_file *edition, const char *text);

/* The groups. */
gboolean read_edition_group(struct reading *reading, GError **error);
gboolean read_sources_group(struct reading *reading, const char *group, const char *name,
                            GError **error);
gboolean read_section_group(struct reading *reading, const char *group, const char *name,
                            GError **error);
gboolean read_article_group(struct reading *reading, const char *group, const char *name,
                            GError **error);
gboolean read_voice_group(struct reading *reading, const char *group, const char *name,
                          GError **error);
gboolean read_outputs_group(struct reading *reading, const char *group, const char *name,
                            GError **error);
gboolean read_episodes_group(struct reading *reading, const char *group, const char *name,
                             GError **error);
gboolean read_programme_group(struct reading *reading, const char *group, const char *name,
                              GError **error);
/* When all groups are read: so that articles find what is said of them; a section for the rest. */
void index_overrides(struct edition_file *edition);
gboolean complete_sections(struct reading *reading, GError **error);

#endif
