/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/dialogue_parts.h"

static void go_on(struct dialogue *dialogue)
{
    dialogue->paused = dialogue->asked = FALSE;
    say_story(dialogue);
}

/* A word of the line, then the story from the sentence that it was in. */
static void interject(struct dialogue *dialogue, enum board_prompt prompt)
{
    dialogue->sentence = current_sentence(dialogue);
    say_begin(dialogue);
    say_prompt(dialogue, prompt);
    go_on(dialogue);
}

static void go_to(struct dialogue *dialogue, uint32_t sentence)
{
    dialogue->sentence = sentence;
    say_begin(dialogue);
    go_on(dialogue);
}

void story_open(struct dialogue *dialogue, uint32_t index, uint32_t sentence)
{
    dialogue->where = AT_STORY;
    dialogue->story = index;
    dialogue->sentence = MIN(sentence, current_story(dialogue)->sentence_count - 1);
    dialogue->excused = FALSE;
    dialogue->action->story_begun = TRUE;
    go_on(dialogue);
}

void story_ended(struct dialogue *dialogue)
{
    dialogue->action->story_heard = TRUE;
    dialogue->place.story[0] = '\0';
    dialogue->where = AT_TOPIC;
    say_begin(dialogue);
    if (dialogue->story + 1 < dialogue->stories->len) {
        dialogue->story++;
        say_headlines(dialogue, FALSE);
    } else {
        dialogue->first = dialogue->story;
        say_prompt(dialogue, PROMPT_END_OF_TOPIC);
        dialogue->lead = 1;
    }
}

/* What is missing is passed over; that is said once. */
void story_missing(struct dialogue *dialogue)
{
    const uint32_t part = dialogue->first + dialogue->event->clip - dialogue->lead + 1;

    if (dialogue->event->clip < dialogue->lead || dialogue->excused ||
        dialogue->event->clip - dialogue->lead >=
            current_story(dialogue)->renderings[dialogue->speed].count - dialogue->first)
        return;
    dialogue->sentence = current_sentence(dialogue);
    dialogue->excused = TRUE;
    say_begin(dialogue);
    say_prompt(dialogue, PROMPT_EXCUSE);
    say_story_from(dialogue, part, 0);
}

/* ---- Keys ---- */

static void back(struct dialogue *dialogue)
{
    const uint32_t sentence = current_sentence(dialogue);

    if (sentence > 0) {
        go_to(dialogue, sentence - 1);
    } else {
        dialogue->paused = TRUE; /* its beginning, whatever is heard now */
        dialogue->sentence = 0;
        interject(dialogue, PROMPT_START_OF_STORY);
    }
}

static void end_story(struct dialogue *dialogue)
{
    const struct board_story *story = current_story(dialogue);

    dialogue->sentence = story->sentence_count - 1;
    dialogue->paused = FALSE;
    say_begin(dialogue);
    say_story_from(dialogue, story->renderings[dialogue->speed].count, 0);
}

static void forward(struct dialogue *dialogue)
{
    const uint32_t sentence = current_sentence(dialogue) + 1;

    if (sentence < current_story(dialogue)->sentence_count)
        go_to(dialogue, sentence);
    else
        end_story(dialogue);
}

static uint32_t paragraph_start(const struct board_story *story, uint32_t sentence)
{
    while (sentence > 0 && story->paragraphs[sentence - 1] == story->paragraphs[sentence])
        sentence--;
    return sentence;
}

static void paragraph_back(struct dialogue *dialogue)
{
    const struct board_story *story = current_story(dialogue);
    const uint32_t start = paragraph_start(story, current_sentence(dialogue));

    if (start > 0) {
        go_to(dialogue, paragraph_start(story, start - 1));
    } else {
        dialogue->paused = TRUE;
        dialogue->sentence = 0;
        interject(dialogue, PROMPT_START_OF_STORY);
    }
}

static void paragraph_forward(struct dialogue *dialogue)
{
    const struct board_story *story = current_story(dialogue);
    const uint32_t from = current_sentence(dialogue);
    uint32_t sentence = from;

    while (sentence < story->sentence_count &&
           story->paragraphs[sentence] == story->paragraphs[from])
        sentence++;
    if (sentence < story->sentence_count)
        go_to(dialogue, sentence);
    else
        end_story(dialogue);
}

static void pause_or_go_on(struct dialogue *dialogue)
{
    const struct dialogue_event *event = dialogue->event;
    const uint32_t parts = current_story(dialogue)->renderings[dialogue->speed].count;

    if (dialogue->paused) {
        dialogue->paused = dialogue->asked = FALSE;
        say_begin(dialogue);
        say_story_from(dialogue, dialogue->part, dialogue->from);
        return;
    }
    dialogue->sentence = current_sentence(dialogue);
    if (event->clip < dialogue->lead) {
        const struct board_mark mark =
            current_story(dialogue)->renderings[dialogue->speed].marks[dialogue->sentence];

        dialogue->part = mark.part;
        dialogue->from = mark.from;
    } else {
        dialogue->part = MIN(dialogue->first + event->clip - dialogue->lead, parts);
        dialogue->from = dialogue->part < parts ? event->sample : 0;
    }
    dialogue->paused = TRUE;
    say_begin(dialogue);
    say_prompt(dialogue, PROMPT_PAUSED);
}

static void tell_where(struct dialogue *dialogue)
{
    dialogue->sentence = current_sentence(dialogue);
    say_begin(dialogue);
    say_clip(dialogue, current_story(dialogue)->place, 0);
    say_clip(dialogue, dialogue->board->minutes[minutes_left(dialogue) - 1], 0);
    go_on(dialogue);
}

gboolean change_speed(struct dialogue *dialogue, int by)
{
    if ((by < 0 && dialogue->speed == 0) ||
        (by > 0 && dialogue->speed + 1 >= dialogue->board->speed_count))
        return FALSE;
    dialogue->speed = (uint32_t)((int)dialogue->speed + by);
    dialogue->place.speed = dialogue->board->speeds[dialogue->speed];
    return TRUE;
}

static void story_speed(struct dialogue *dialogue, int by)
{
    const uint32_t sentence = current_sentence(dialogue);

    if (change_speed(dialogue, by))
        go_to(dialogue, sentence);
    else
        interject(dialogue, by < 0 ? PROMPT_SLOWEST : PROMPT_FASTEST);
}

static void next_story(struct dialogue *dialogue)
{
    if (dialogue->story + 1 >= dialogue->stories->len) {
        interject(dialogue, PROMPT_LAST_STORY);
        return;
    }
    say_begin(dialogue);
    story_open(dialogue, dialogue->story + 1, 0);
}

gboolean story_command(struct dialogue *dialogue, enum line_command command)
{
    switch (command) {
    case COMMAND_SENTENCE_BACK:
        back(dialogue);
        return TRUE;
    case COMMAND_SENTENCE_FORWARD:
        forward(dialogue);
        return TRUE;
    case COMMAND_PARAGRAPH_BACK:
        paragraph_back(dialogue);
        return TRUE;
    case COMMAND_PARAGRAPH_FORWARD:
        paragraph_forward(dialogue);
        return TRUE;
    case COMMAND_PAUSE:
        pause_or_go_on(dialogue);
        return TRUE;
    case COMMAND_WHERE:
        tell_where(dialogue);
        return TRUE;
    case COMMAND_SLOWER:
        story_speed(dialogue, -1);
        return TRUE;
    case COMMAND_FASTER:
        story_speed(dialogue, 1);
        return TRUE;
    case COMMAND_START:
    case COMMAND_REPEAT:
        go_to(dialogue, 0);
        return TRUE;
    case COMMAND_NEXT:
        next_story(dialogue);
        return TRUE;
    case COMMAND_HELP:
        interject(dialogue, PROMPT_HELP_STORY);
        return TRUE;
    case COMMAND_UP:
        go_topic(dialogue, dialogue->story);
        return TRUE;
    case COMMAND_BEFORE:
        if (dialogue->story == 0) {
            interject(dialogue, PROMPT_FIRST_STORY);
        } else {
            say_begin(dialogue);
            story_open(dialogue, dialogue->story - 1, 0);
        }
        return TRUE;
    default:
        return FALSE;
    }
}
