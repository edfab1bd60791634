/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/progress.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    gint64 interval; /* microseconds between two reports */
} modes[] = {
    [PROGRESS_NONE] = { "none", 0 },
    [PROGRESS_PLAIN] = { "plain", 5 * G_USEC_PER_SEC },
    [PROGRESS_BAR] = { "bar", G_USEC_PER_SEC / 10 },
    [PROGRESS_JSON] = { "json", G_USEC_PER_SEC / 2 },
};

gboolean progress_mode_parse(const char *name, enum progress_mode *mode, GError **error)
{
    if (!name) {
        *mode = isatty(STDERR_FILENO) ? PROGRESS_BAR : PROGRESS_PLAIN;
        return TRUE;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
        if (strcmp(modes[i].name, name) == 0) {
            *mode = (enum progress_mode)i;
            return TRUE;
        }
    }
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--progress is plain, bar, json or none");
    return FALSE;
}

void progress_begin(struct progress *progress, enum progress_mode mode, const char *name,
                    guint64 total)
{
    gint64 now = g_get_monotonic_time();

    *progress = (struct progress){
        .mode = mode, .name = name, .total = total, .started = now, .shown = now
    };
}

static void show_json(const struct progress *progress, guint64 sentence, double audio, double left)
{
    g_autoptr(GString) name = g_string_new(NULL);
    struct json json;

    json_init(&json, name);
    json_string(&json, progress->name, -1);
    fprintf(stderr,
            "{\"article\": %s, \"stage\": \"speaking\", \"done\": %" G_GUINT64_FORMAT
            ", \"total\": %" G_GUINT64_FORMAT ", \"audio\": %.3f, \"eta\": %.1f}\n",
            name->str, sentence, progress->total, audio, left);
}

static void show(struct progress *progress, guint64 sentence, double audio, double left)
{
    switch (progress->mode) {
    case PROGRESS_BAR:
        fprintf(stderr,
                "\r\033[Ksentence %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                ", %.0f seconds of audio, %.0f seconds left",
                sentence, progress->total, audio, left);
        progress->bar_open = TRUE;
        break;
    case PROGRESS_PLAIN:
        fprintf(stderr,
                "crier: sentence %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                ", %.0f seconds of audio, %.0f seconds left\n",
                sentence, progress->total, audio, left);
        break;
    case PROGRESS_JSON:
        show_json(progress, sentence, audio, left);
        break;
    case PROGRESS_NONE:
        break;
    }
}

void progress_step(struct progress *progress, guint64 sentence, double audio_seconds)
{
    gint64 now = g_get_monotonic_time();
    double spent = (double)(now - progress->started) / G_USEC_PER_SEC;

    if (progress->mode == PROGRESS_NONE || now - progress->shown < modes[progress->mode].interval)
        return;
    progress->shown = now;
    show(progress, sentence, audio_seconds,
         spent / (double)sentence * (double)(progress->total - sentence));
}

void progress_end(struct progress *progress)
{
    if (progress->bar_open)
        fputs("\r\033[K", stderr);
    progress->bar_open = FALSE;
}
