/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/dialogue_parts.h"

void say_begin(struct dialogue *dialogue)
{
    dialogue->action->play = TRUE;
    dialogue->action->clip_count = 0;
    dialogue->lead = 0;
    dialogue->quiet = -1;
}

void say_clip(struct dialogue *dialogue, uint32_t clip, uint32_t from)
{
    struct dialogue_action *action = dialogue->action;

    if (action->clip_count < DIALOGUE_CLIPS_MOST)
        action->clips[action->clip_count++] = (struct dialogue_clip){ clip, from };
}

void say_prompt(struct dialogue *dialogue, enum board_prompt prompt)
{
    say_clip(dialogue, dialogue->board->prompts[prompt], 0);
}

void say_menu(struct dialogue *dialogue)
{
    const struct board *board = dialogue->board;
    const uint32_t first = dialogue->page * BOARD_CHOICES;

    for (uint32_t i = first; i < MIN(first + BOARD_CHOICES, board->topic_count); i++)
        say_clip(dialogue, board->topics[i].choice, 0);
    if (board->topic_count > BOARD_CHOICES)
        say_prompt(dialogue, PROMPT_MENU_MORE);
    if (dialogue->before.last_heard > 0)
        say_prompt(dialogue, PROMPT_MENU_NEW);
    say_prompt(dialogue, PROMPT_MENU_SEARCH);
    say_prompt(dialogue, PROMPT_MENU_SETTINGS);
    say_prompt(dialogue, PROMPT_MENU_HELP);
}

void say_headlines(struct dialogue *dialogue, gboolean opening)
{
    if (opening && dialogue->opening != BOARD_NONE)
        say_clip(dialogue, dialogue->opening, 0);
    dialogue->lead = dialogue->action->clip_count;
    dialogue->first = dialogue->story;
    for (uint32_t i = dialogue->story; i < dialogue->stories->len; i++)
        say_clip(dialogue,
                 dialogue->board->stories[g_array_index(dialogue->stories, uint32_t, i)].headline,
                 0);
    say_prompt(dialogue, PROMPT_END_OF_TOPIC);
}

const struct board_story *current_story(const struct dialogue *dialogue)
{
    return &dialogue->board->stories[g_array_index(dialogue->stories, uint32_t, dialogue->story)];
}

static const struct board_rendering *current_rendering(const struct dialogue *dialogue)
{
    return &current_story(dialogue)->renderings[dialogue->speed];
}

void say_story_from(struct dialogue *dialogue, uint32_t part, uint32_t from)
{
    const struct board_rendering *rendering = current_rendering(dialogue);

    dialogue->lead = dialogue->action->clip_count;
    dialogue->first = part;
    for (uint32_t i = part; i < rendering->count; i++)
        say_clip(dialogue, rendering->first + i, i == part ? from : 0);
    say_prompt(dialogue, PROMPT_END_OF_STORY);
}

void say_story(struct dialogue *dialogue)
{
    const struct board_mark mark = current_rendering(dialogue)->marks[dialogue->sentence];

    /* What stands before the first sentence belongs to it. */
    say_story_from(dialogue, mark.part, dialogue->sentence > 0 ? mark.from : 0);
}

uint32_t current_sentence(const struct dialogue *dialogue)
{
    const struct dialogue_event *event = dialogue->event;
    const struct board_mark *marks = current_rendering(dialogue)->marks;
    uint32_t low = 0, high = current_story(dialogue)->sentence_count, part;

    if (dialogue->paused || event->clip < dialogue->lead)
        return dialogue->sentence;
    part = dialogue->first + event->clip - dialogue->lead;
    while (high - low > 1) { /* the last that begins no later */
        const uint32_t middle = low + (high - low) / 2;

        if (marks[middle].part < part ||
            (marks[middle].part == part && marks[middle].from <= event->sample))
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t minutes_left(const struct dialogue *dialogue)
{
    const struct board_rendering *rendering = current_rendering(dialogue);
    const struct board_mark mark = rendering->marks[dialogue->sentence];
    uint64_t samples = 0;
    uint32_t minutes;

    for (uint32_t i = mark.part; i < rendering->count; i++)
        samples += dialogue->board->clips[rendering->first + i].samples;
    samples -= MIN(samples, mark.from);
    minutes = (uint32_t)((samples + 60 * BOARD_RATE / 2) / (60 * BOARD_RATE));
    return CLAMP(minutes, 1, dialogue->board->minute_count);
}
