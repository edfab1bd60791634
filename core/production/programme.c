/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/programme.h"

#include "core/base/error.h"
#include "core/document/notices.h"

#include <math.h>
#include <string.h>

/* A bed must not hide a word. */
#define BED_LEVEL   (-20.0)
#define LEVEL_LEAST (-60.0)
#define LEVEL_MOST  20.0

enum { FADE_MOST = 60000, ITEMS_MOST = 64 };

struct line {
    char *name, *text, *language;
};

struct sound {
    char *name, *path, *label;
    struct clip_wish wish;
    struct clip *clip; /* NULL until tuned */
};

/* A step of the opening or the closing: one of the two. */
struct step {
    const struct line *line;
    const struct sound *sound;
};

struct programme {
    char *path;
    char *delivery, *loudness;
    GPtrArray *lines;          /* of struct line */
    GPtrArray *sounds;         /* of struct sound */
    GArray *opening, *closing; /* of struct step */
    struct sound *section, *bed;
};

static void line_free(void *data)
{
    struct line *line = data;

    g_free(line->name);
    g_free(line->text);
    g_free(line->language);
    g_free(line);
}

static void sound_free(void *data)
{
    struct sound *sound = data;

    clip_free(sound->clip);
    g_free(sound->name);
    g_free(sound->path);
    g_free(sound->label);
    g_free(sound);
}

void programme_free(struct programme *programme)
{
    if (!programme)
        return;
    g_free(programme->path);
    g_free(programme->delivery);
    g_free(programme->loudness);
    g_ptr_array_unref(programme->lines);
    g_ptr_array_unref(programme->sounds);
    g_array_unref(programme->opening);
    g_array_unref(programme->closing);
    g_free(programme);
}

const char *programme_delivery(const struct programme *programme)
{
    return programme->delivery;
}

const char *programme_loudness(const struct programme *programme)
{
    return programme->loudness;
}

/* ---- The file ---- */

G_GNUC_PRINTF(3, 4)
static gboolean wrong(const struct programme *programme, GError **error, const char *format, ...)
{
    g_autofree char *shown = error_printable(programme->path, -1);
    g_autofree char *what = NULL, *printable = NULL;
    va_list arguments;

    va_start(arguments, format);
    what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    printable = error_printable(what, -1);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot use the profile %s: %s", shown, printable);
    return FALSE;
}

static const char *const profile_keys[] = { "delivery", "loudness", "opening", "closing",
                                            "section",  "bed",      NULL };
static const char *const line_keys[] = { "text", "language", NULL };
static const char *const sound_keys[] = { "file", "level", "fade-in", "fade-out", "label", NULL };

static gboolean check_keys(const struct programme *programme, GKeyFile *file, const char *group,
                           const char *const *known, GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);

    for (char **key = keys; key && *key; key++) {
        g_autofree char *all = NULL;

        if (g_strv_contains(known, *key))
            continue;
        all = g_strjoinv(", ", (char **)known);
        return wrong(programme, error, "[%s] has no key %s; it has %s", group, *key, all);
    }
    return TRUE;
}

/* A trimmed value; NULL when it is missing or empty. */
static char *value_of(GKeyFile *file, const char *group, const char *key)
{
    g_autofree char *value = g_key_file_get_string(file, group, key, NULL);

    return value && *g_strstrip(value) ? g_steal_pointer(&value) : NULL;
}

static gboolean read_line(struct programme *programme, GKeyFile *file, const char *group,
                          const char *name, GError **error)
{
    struct line *line = g_new0(struct line, 1);
    g_autofree char *unknown = NULL;

    g_ptr_array_add(programme->lines, line);
    line->name = g_strdup(name);
    line->text = value_of(file, group, "text");
    line->language = value_of(file, group, "language");
    if (!check_keys(programme, file, group, line_keys, error))
        return FALSE;
    if (!line->text)
        return wrong(programme, error, "[%s] has no text", group);
    unknown = template_unknown(line->text);
    if (unknown)
        return wrong(programme, error, "[%s] asks for {%s}; there are %s", group, unknown,
                     template_names());
    return TRUE;
}

/* A number in its range; `*value` stays as it is when the key is missing. */
static gboolean number_of(struct programme *programme, GKeyFile *file, const char *group,
                          const char *key, double least, double most, double *value, GError **error)
{
    g_autofree char *text = value_of(file, group, key);
    char *end = NULL;
    double number;

    if (!text)
        return TRUE;
    number = g_ascii_strtod(text, &end);
    if (*end || end == text || !(number >= least && number <= most))
        return wrong(programme, error, "%s of [%s] is %s; it must be a number from %g to %g", key,
                     group, text, least, most);
    *value = number;
    return TRUE;
}

static gboolean read_sound(struct programme *programme, GKeyFile *file, const char *group,
                           const char *name, GError **error)
{
    struct sound *sound = g_new0(struct sound, 1);
    g_autofree char *given = value_of(file, group, "file");
    g_autofree char *folder = g_path_get_dirname(programme->path);
    double level = NAN, fade_in = 0, fade_out = 0;

    g_ptr_array_add(programme->sounds, sound);
    sound->name = g_strdup(name);
    sound->label = value_of(file, group, "label");
    if (!check_keys(programme, file, group, sound_keys, error))
        return FALSE;
    if (!given)
        return wrong(programme, error, "[%s] has no file", group);
    if (!number_of(programme, file, group, "level", LEVEL_LEAST, LEVEL_MOST, &level, error) ||
        !number_of(programme, file, group, "fade-in", 0, FADE_MOST, &fade_in, error) ||
        !number_of(programme, file, group, "fade-out", 0, FADE_MOST, &fade_out, error))
        return FALSE;
    sound->path =
        g_path_is_absolute(given) ? g_strdup(given) : g_build_filename(folder, given, NULL);
    if (!sound->label)
        sound->label = g_strdup(name);
    sound->wish = (struct clip_wish){ .path = sound->path,
                                      .level = level,
                                      .fade_in = (uint32_t)fade_in,
                                      .fade_out = (uint32_t)fade_out };
    return TRUE;
}

static gboolean read_groups(struct programme *programme, GKeyFile *file, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

    for (char **group = groups; *group; group++) {
        gboolean ok;

        if (strcmp(*group, "profile") == 0)
            ok = check_keys(programme, file, *group, profile_keys, error);
        else if (g_str_has_prefix(*group, "line "))
            ok = read_line(programme, file, *group, *group + 5, error);
        else if (g_str_has_prefix(*group, "sound "))
            ok = read_sound(programme, file, *group, *group + 6, error);
        else
            ok = wrong(programme, error,
                       "there is no group [%s]; there are [profile], [line NAME] and "
                       "[sound NAME]",
                       *group);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

static struct sound *sound_named(const struct programme *programme, const char *name)
{
    for (guint i = 0; i < programme->sounds->len; i++) {
        struct sound *sound = programme->sounds->pdata[i];

        if (strcmp(sound->name, name) == 0)
            return sound;
    }
    return NULL;
}

static const struct line *line_named(const struct programme *programme, const char *name)
{
    for (guint i = 0; i < programme->lines->len; i++) {
        const struct line *line = programme->lines->pdata[i];

        if (strcmp(line->name, name) == 0)
            return line;
    }
    return NULL;
}

static gboolean read_steps(struct programme *programme, GKeyFile *file, const char *key,
                           GArray *steps, GError **error)
{
    g_auto(GStrv) names = g_key_file_get_string_list(file, "profile", key, NULL, NULL);

    for (char **name = names; name && *name; name++) {
        struct step step;

        if (!*g_strstrip(*name))
            continue;
        step = (struct step){ line_named(programme, *name), sound_named(programme, *name) };
        if (!step.line && !step.sound)
            return wrong(programme, error, "%s names %s, but there is no [line %s] or [sound %s]",
                         key, *name, *name, *name);
        if (step.line && step.sound)
            return wrong(programme, error, "%s is both a line and a sound", *name);
        if (steps->len == ITEMS_MOST)
            return wrong(programme, error, "%s has more than %d parts", key, ITEMS_MOST);
        g_array_append_val(steps, step);
    }
    return TRUE;
}

static gboolean read_one_sound(struct programme *programme, GKeyFile *file, const char *key,
                               struct sound **sound, GError **error)
{
    g_autofree char *name = value_of(file, "profile", key);

    if (!name)
        return TRUE;
    *sound = sound_named(programme, name);
    return *sound ||
           wrong(programme, error, "%s names %s, but there is no [sound %s]", key, name, name);
}

static gboolean read_file(struct programme *programme, GKeyFile *file, GError **error)
{
    if (!read_groups(programme, file, error) ||
        !read_steps(programme, file, "opening", programme->opening, error) ||
        !read_steps(programme, file, "closing", programme->closing, error) ||
        !read_one_sound(programme, file, "section", &programme->section, error) ||
        !read_one_sound(programme, file, "bed", &programme->bed, error))
        return FALSE;
    programme->delivery = value_of(file, "profile", "delivery");
    programme->loudness = value_of(file, "profile", "loudness");
    for (guint i = 0; i < programme->sounds->len; i++) {
        struct sound *sound = programme->sounds->pdata[i];

        if (isnan(sound->wish.level))
            sound->wish.level = sound == programme->bed ? BED_LEVEL : 0;
    }
    return TRUE;
}

struct programme *programme_load(const char *path, GError **error)
{
    struct programme *programme = g_new0(struct programme, 1);
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GError) why = NULL;
    gboolean ok;

    programme->path = g_strdup(path);
    programme->lines = g_ptr_array_new_with_free_func(line_free);
    programme->sounds = g_ptr_array_new_with_free_func(sound_free);
    programme->opening = g_array_new(FALSE, FALSE, sizeof(struct step));
    programme->closing = g_array_new(FALSE, FALSE, sizeof(struct step));
    if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &why))
        ok = read_file(programme, file, error);
    else
        ok = wrong(programme, error, "%s", why->message);
    if (ok)
        return programme;
    programme_free(programme);
    return NULL;
}

/* ---- Use ---- */

gboolean programme_tune(struct programme *programme, uint32_t rate, GError **error)
{
    for (guint i = 0; i < programme->sounds->len; i++) {
        struct sound *sound = programme->sounds->pdata[i];

        clip_free(sound->clip);
        sound->clip = clip_load(&sound->wish, rate, error);
        if (!sound->clip)
            return FALSE;
    }
    return TRUE;
}

static void add_inset(GArray *insets, uint32_t block, const struct sound *sound)
{
    const struct inset inset = { block, (const struct clip *const *)&sound->clip, sound->label };

    g_array_append_val(insets, inset);
}

/* The lines of some steps, and their sounds at the blocks that the lines become. */
static void take_steps(const GArray *steps, const struct document *document, template_values values,
                       GArray *notices, uint32_t first, GArray *insets)
{
    const char *own = document_meta(document, CRIER_META_LANGUAGE);

    for (guint i = 0; i < steps->len; i++) {
        const struct step *step = &g_array_index(steps, struct step, i);
        struct notice notice = { 0 };

        if (step->sound) {
            add_inset(insets, first + notices->len, step->sound);
            continue;
        }
        notice.language = step->line->language;
        notice.text = template_fill(step->line->text, document,
                                    notice.language ? notice.language : own, values);
        if (notice.text)
            g_array_append_val(notices, notice);
    }
}

static void clear_notice(void *data)
{
    g_free((char *)((struct notice *)data)->text);
}

static GArray *notices_new(void)
{
    GArray *notices = g_array_new(FALSE, FALSE, sizeof(struct notice));

    g_array_set_clear_func(notices, clear_notice);
    return notices;
}

static void mark_sections(const struct programme *programme, const struct document *document,
                          uint32_t moved, GArray *insets)
{
    for (uint32_t i = 0; programme->section && i < document_block_count(document); i++)
        if (document_block(document, i)->role == CRIER_ROLE_HEADING)
            add_inset(insets, i + moved, programme->section);
}

void programme_surround(const struct programme *programme, struct document *document,
                        template_values values, GArray *insets)
{
    g_autoptr(GArray) before = notices_new(), behind = notices_new();

    take_steps(programme->opening, document, values, before, 0, insets);
    mark_sections(programme, document, before->len, insets);
    take_steps(programme->closing, document, values, behind,
               before->len + document_block_count(document), insets);
    document_add_notices(document, (const struct notice *)(void *)before->data, before->len,
                         (const struct notice *)(void *)behind->data, behind->len);
}

void programme_files(const struct programme *programme, void (*each)(void *data, const char *path),
                     void *data)
{
    each(data, programme->path);
    for (guint i = 0; i < programme->sounds->len; i++)
        each(data, ((const struct sound *)programme->sounds->pdata[i])->path);
}

const struct clip *programme_bed(const struct programme *programme)
{
    return programme && programme->bed ? programme->bed->clip : NULL;
}

int64_t programme_tail(const struct programme *programme)
{
    const struct clip *bed = programme_bed(programme);

    return bed ? bed->fade_out : 0;
}
