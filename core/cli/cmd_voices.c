/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/synthesis/espeak.h"

#include <string.h>

static gboolean list(const char *data_path, const char *language, GError **error)
{
    g_autofree char *worker = places_worker();
    const struct espeak_options options = { .jobs = 1,
                                            .worker_path = worker,
                                            .data_path = data_path };
    g_autoptr(GPtrArray) voices = espeak_voices(&options, NULL, error);
    g_autoptr(GString) out = g_string_new(NULL);

    if (!voices)
        return FALSE;
    for (guint i = 0; i < voices->len; i++) {
        const struct voice_info *voice = voices->pdata[i];

        if (language && !g_str_has_prefix(voice->language, language))
            continue;
        g_string_append_printf(out, "%s: %s, language %s%s%s\n", voice->name, voice->title,
                               voice->language, *voice->gender ? ", " : "", voice->gender);
    }
    return terminal_print(out->str, (gssize)out->len, error) && terminal_flush(error);
}

static int run(int argc, char **argv)
{
    g_autofree char *data_path = NULL;
    g_autofree char *language = NULL;
    g_auto(GStrv) rest = NULL;
    GError *error = NULL;
    const GOptionEntry entries[] = {
        { "language", 0, 0, G_OPTION_ARG_STRING, &language, "Only voices of this language", "TAG" },
        { "voice-data", 0, 0, G_OPTION_ARG_FILENAME, &data_path, "Folder that holds espeak-ng-data",
          "DIR" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };

    if (command_parse(&command_voices, entries, argc, argv, &rest, &error))
        list(data_path, language, &error);
    return error ? terminal_fail(error) : 0;
}

const struct command command_voices = {
    .name = "voices",
    .arguments = "",
    .summary = "List the voices.",
    .more = "The first word of each line is what --voice takes.\n\n"
            "Example:\n"
            "  crier voices --language en\n",
    .run = run,
};
