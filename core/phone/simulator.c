/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/simulator.h"

#include <stdio.h>
#include <string.h>

enum { WAIT_SECONDS = 5 };

struct simulator {
    const struct simulator_options *options;
    struct conversation *conversation;
    struct dialogue_clip clips[DIALOGUE_CLIPS_MOST]; /* that play */
    uint32_t count, at;
    int64_t time;
    gboolean over;
};

static void say(struct simulator *simulator, const char *line)
{
    if (!simulator->options->say(simulator->options->data, line))
        simulator->over = TRUE;
}

/* How many sentences of a story's part begin before this sample. */
static uint32_t passed(const struct board *board, const struct dialogue_clip *clip)
{
    uint32_t count = 0;

    for (uint32_t i = 0; clip->from > 0 && i < board->story_count; i++)
        for (uint32_t s = 0; s < board->speed_count; s++) {
            const struct board_rendering *rendering = &board->stories[i].renderings[s];

            if (clip->clip < rendering->first || clip->clip >= rendering->first + rendering->count)
                continue;
            for (uint32_t k = 0; k < board->stories[i].sentence_count; k++)
                count += rendering->marks[k].part == clip->clip - rendering->first &&
                         rendering->marks[k].from < clip->from;
        }
    return count;
}

static void say_clip_words(struct simulator *simulator, const struct dialogue_clip *clip)
{
    const struct board *board = conversation_board(simulator->conversation);
    g_auto(GStrv) lines = g_strsplit(board->clips[clip->clip].text, "\n", -1);
    uint32_t skip = passed(board, clip);

    for (guint i = 0; lines[i]; i++)
        if (i >= skip)
            say(simulator, lines[i]);
}

static void say_clip_file(struct simulator *simulator, const struct dialogue_clip *clip)
{
    g_autofree char *line = g_strdup_printf(
        "%s %u", conversation_board(simulator->conversation)->clips[clip->clip].file, clip->from);

    say(simulator, line);
}

static struct dialogue_event event_of(const struct simulator *simulator, enum dialogue_kind kind,
                                      char key)
{
    return (struct dialogue_event){
        .kind = kind,
        .key = key,
        .time = simulator->time,
        .clip = simulator->at,
        .sample = simulator->at < simulator->count ? simulator->clips[simulator->at].from : 0,
    };
}

static void happen(struct simulator *simulator, enum dialogue_kind kind, char key)
{
    const struct dialogue_event event = event_of(simulator, kind, key);
    const struct dialogue_clip *clips;

    if (!conversation_event(simulator->conversation, &event))
        return;
    clips = conversation_clips(simulator->conversation, &simulator->count);
    memcpy(simulator->clips, clips, simulator->count * sizeof(*clips));
    simulator->at = 0;
    for (uint32_t i = 0; i < simulator->count; i++)
        (simulator->options->files ? say_clip_file : say_clip_words)(simulator,
                                                                     &simulator->clips[i]);
}

static gboolean is_ending(const struct simulator *simulator)
{
    return conversation_is_ending(simulator->conversation);
}

/* To the end of the clip that plays, or of all. */
static void hear(struct simulator *simulator, gboolean all)
{
    const struct board *board = conversation_board(simulator->conversation);

    if (simulator->at >= simulator->count)
        return;
    do {
        const struct dialogue_clip *clip = &simulator->clips[simulator->at];

        simulator->time +=
            (int64_t)(board->clips[clip->clip].samples - clip->from) * 1000 / BOARD_RATE;
        simulator->at++;
    } while (all && simulator->at < simulator->count);
    if (simulator->at < simulator->count)
        return;
    if (is_ending(simulator))
        simulator->over = TRUE;
    else
        happen(simulator, DIALOGUE_ENDED, 0);
}

static void wait_seconds(struct simulator *simulator)
{
    hear(simulator, TRUE);
    for (int i = 0; i < WAIT_SECONDS && !simulator->over; i++) {
        simulator->time += 1000;
        happen(simulator, DIALOGUE_TICK, 0);
    }
    if (is_ending(simulator) && simulator->at < simulator->count)
        hear(simulator, TRUE);
}

static void take(struct simulator *simulator, int c)
{
    if (c != '\0' && strchr("0123456789*#", c)) {
        if (!simulator->options->files) {
            g_autofree char *line = g_strdup_printf("Key %c.", c);

            say(simulator, line);
        }
        happen(simulator, DIALOGUE_KEY, (char)c);
    } else if (c == '+') {
        hear(simulator, FALSE);
    } else if (c == '\n') {
        hear(simulator, TRUE);
    } else if (c == 'w') {
        wait_seconds(simulator);
    }
}

void simulator_run(const struct simulator_options *options)
{
    struct simulator *simulator = g_new0(struct simulator, 1);
    struct dialogue_event end;
    int c;

    simulator->options = options;
    simulator->conversation =
        conversation_new(options->service, options->board, options->caller, options->now);
    happen(simulator, DIALOGUE_STARTED, 0);
    while (!simulator->over && (c = options->next(options->data)) != EOF)
        take(simulator, c);
    end = event_of(simulator, DIALOGUE_HUNG_UP, 0);
    conversation_end(simulator->conversation, END_HUNG_UP, &end);
    say(simulator, "The call ended.");
    conversation_free(simulator->conversation);
    g_free(simulator);
}
