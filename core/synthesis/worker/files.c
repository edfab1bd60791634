/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files decide the samples: they name the engine in the keys of the cache. */
#include "core/synthesis/worker/worker.h"
#include <dirent.h>
#include <dlfcn.h>
#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void send_file(const char *path)
{
    struct message_file file = { .type = MESSAGE_FILE };
    struct stat status;

    if (strlen(path) >= sizeof file.path || stat(path, &status))
        return;
    file.size = S_ISDIR(status.st_mode) ? 0 : (uint64_t)status.st_size;
    file.mtime_ns = status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec;
    packet_text(file.path, sizeof file.path, path);
    packet_send(&file, sizeof file);
}

static void send_below(const char *folder, const char *name)
{
    char path[2 * VOICE_PATH];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    send_file(path);
}

/* The library: inside this program, or the shared one that it was started with. */
static void send_code(void)
{
    char path[VOICE_PATH];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    Dl_info library, program;

    if (size > 0) {
        path[size] = '\0';
        send_file(path);
    }
    if (dladdr((const void *)(uintptr_t)espeak_Synth, &library) &&
        dladdr((const void *)(uintptr_t)files_send, &program) &&
        library.dli_fbase != program.dli_fbase)
        send_file(library.dli_fname);
}

static int is_dictionary(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);

    return size > 5 && !strcmp(entry->d_name + size - 5, "_dict");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* All of them: a foreign word opens the dictionary of its language. */
static void send_dictionaries(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_dictionary, by_name);

    for (int i = 0; i < count; i++) {
        send_below(folder, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

/* "gmw/en-US+f3" is lang/gmw/en-US (or voices/…) and voices/!v/f3. */
static void send_voice(const char *folder, const char *voice)
{
    size_t base = strcspn(voice, "+");
    char name[VOICE_TITLE + 16];

    snprintf(name, sizeof name, "lang/%.*s", (int)base, voice);
    send_below(folder, name);
    snprintf(name, sizeof name, "voices/%.*s", (int)base, voice);
    send_below(folder, name);
    if (voice[base] == '+') {
        snprintf(name, sizeof name, "voices/!v/%s", voice + base + 1);
        send_below(folder, name);
    }
}

void files_send(const char *data_path, const char *voice)
{
    static const char *const common[] = { "phontab", "phonindex", "phondata", "intonations" };
    struct message_end end = { .type = MESSAGE_END };

    send_code();
    send_file(data_path); /* a dictionary that comes or goes changes the folder's time */
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        send_below(data_path, common[i]);
    send_dictionaries(data_path);
    send_voice(data_path, voice);
    packet_send(&end, sizeof end);
}
