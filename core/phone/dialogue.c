/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/dialogue.h"

#include "core/phone/dialogue_parts.h"

#include <string.h>

enum {
    SILENCE_MS = 5000,
    PAUSE_MS = 5 * 60 * 1000,
    ANSWER_MS = 30 * 1000,
    SAVE_MS = 30 * 1000,
    SILENCES_MOST = 3,
    /* Who chooses a headline a moment after its end means that one. */
    GRACE_SAMPLES = BOARD_RATE * 2 / 5
};

/* ---- A caller ---- */

/* The speed that is nearest to what the caller had. */
static uint32_t speed_of(const struct board *board, uint32_t percent)
{
    uint32_t best = board->usual;

    for (uint32_t i = 0; percent > 0 && i < board->speed_count; i++)
        if (ABS((int)board->speeds[i] - (int)percent) <
            ABS((int)board->speeds[best] - (int)percent))
            best = i;
    return best;
}

void take_speed(struct dialogue *dialogue)
{
    dialogue->speed = speed_of(dialogue->board, dialogue->place.speed);
}

struct dialogue *dialogue_new(struct board *board, const struct keymap *keymap,
                              const struct caller_place *place, gboolean members, int64_t now)
{
    struct dialogue *dialogue = g_new0(struct dialogue, 1);

    dialogue->board = board_ref(board);
    dialogue->keymap = keymap;
    dialogue->now = now;
    dialogue->known = place != NULL;
    dialogue->members = members;
    if (place)
        dialogue->before = dialogue->place = *place;
    dialogue->stories = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    dialogue->opening = BOARD_NONE;
    dialogue->quiet = -1;
    dialogue->speed = speed_of(board, dialogue->place.speed);
    return dialogue;
}

void dialogue_free(struct dialogue *dialogue)
{
    if (!dialogue)
        return;
    board_unref(dialogue->board);
    if (dialogue->offered)
        board_unref(dialogue->offered);
    g_array_unref(dialogue->stories);
    g_free(dialogue);
}

void dialogue_offer(struct dialogue *dialogue, struct board *board)
{
    if (dialogue->offered)
        board_unref(dialogue->offered);
    dialogue->offered = board_ref(board);
}

const struct board *dialogue_board(const struct dialogue *dialogue)
{
    return dialogue->board;
}

static void take_offered(struct dialogue *dialogue)
{
    if (!dialogue->offered)
        return;
    board_unref(dialogue->board);
    dialogue->board = g_steal_pointer(&dialogue->offered);
    dialogue->speed = speed_of(dialogue->board, dialogue->place.speed);
    dialogue->page = 0;
    dialogue->opening = BOARD_NONE;
    g_array_set_size(dialogue->stories, 0);
}

gboolean dialogue_place(const struct dialogue *dialogue, struct caller_place *place)
{
    if (!dialogue->known)
        return FALSE;
    *place = dialogue->place;
    return TRUE;
}

static void note_place(struct dialogue *dialogue)
{
    struct caller_place *place = &dialogue->place;

    place->last_heard = dialogue->now + dialogue->event->time / 1000;
    if (dialogue->where != AT_STORY)
        return;
    g_strlcpy(place->story, current_story(dialogue)->id, sizeof(place->story));
    g_strlcpy(place->content, current_story(dialogue)->content, sizeof(place->content));
    place->sentence = current_sentence(dialogue);
}

/* ---- Places ---- */

/* The menu, after what the caller has begun to say or to hear. */
void go_main(struct dialogue *dialogue)
{
    dialogue->where = AT_MAIN;
    dialogue->paused = FALSE;
    take_offered(dialogue);
    say_menu(dialogue);
}

void go_topic(struct dialogue *dialogue, uint32_t index)
{
    dialogue->where = AT_TOPIC;
    dialogue->story = index;
    dialogue->paused = FALSE;
    say_begin(dialogue);
    say_headlines(dialogue, FALSE);
}

void say_settings(struct dialogue *dialogue)
{
    say_prompt(dialogue, PROMPT_SETTINGS);
    if (member_is_offered(dialogue))
        say_prompt(dialogue, PROMPT_SETTINGS_CODE);
}

void go_settings(struct dialogue *dialogue)
{
    dialogue->where = AT_SETTINGS;
    say_begin(dialogue);
    say_settings(dialogue);
}

static void go_search(struct dialogue *dialogue)
{
    dialogue->where = AT_SEARCH;
    dialogue->keys[0] = '\0';
    say_begin(dialogue);
    say_prompt(dialogue, PROMPT_SEARCH);
}

/* Through the stories that were chosen; none: `otherwise`, and the menu. */
static void go_through(struct dialogue *dialogue, uint32_t opening, uint32_t otherwise)
{
    say_begin(dialogue);
    dialogue->opening = opening;
    dialogue->story = 0;
    if (dialogue->stories->len == 0) {
        say_clip(dialogue, otherwise, 0);
        go_main(dialogue);
        return;
    }
    dialogue->where = AT_TOPIC;
    say_headlines(dialogue, TRUE);
}

static gboolean open_topic(struct dialogue *dialogue, uint32_t number)
{
    const uint32_t index = dialogue->page * BOARD_CHOICES + number;
    const struct board_topic *topic;

    if (index >= dialogue->board->topic_count)
        return FALSE;
    topic = &dialogue->board->topics[index];
    g_array_set_size(dialogue->stories, 0);
    for (uint32_t i = topic->first; i < topic->first + topic->count; i++)
        g_array_append_val(dialogue->stories, i);
    go_through(dialogue, topic->opening, topic->opening);
    return TRUE;
}

static void open_new(struct dialogue *dialogue)
{
    const struct board *board = dialogue->board;

    g_array_set_size(dialogue->stories, 0);
    for (uint32_t i = 0; i < board->story_count; i++)
        if (board->stories[i].since > dialogue->before.last_heard)
            g_array_append_val(dialogue->stories, i);
    go_through(dialogue, board->prompts[PROMPT_NEW], board->prompts[PROMPT_NOTHING_NEW]);
}

static void open_found(struct dialogue *dialogue)
{
    g_array_set_size(dialogue->stories, 0);
    search_titles(dialogue->board, dialogue->keys, dialogue->stories);
    go_through(dialogue, BOARD_NONE, dialogue->board->prompts[PROMPT_SEARCH_NONE]);
}

/* The stories of its topic, for going on from one of them. FALSE: it is not there any more. */
static gboolean find_story(struct dialogue *dialogue, const char *id, uint32_t *index)
{
    const struct board *board = dialogue->board;

    for (uint32_t t = 0; t < board->topic_count; t++)
        for (uint32_t i = 0; i < board->topics[t].count; i++) {
            const uint32_t first = board->topics[t].first;

            if (strcmp(board->stories[first + i].id, id) != 0)
                continue;
            g_array_set_size(dialogue->stories, 0);
            for (uint32_t k = first; k < first + board->topics[t].count; k++)
                g_array_append_val(dialogue->stories, k);
            dialogue->opening = board->topics[t].opening;
            *index = i;
            return TRUE;
        }
    return FALSE;
}

static void resume(struct dialogue *dialogue)
{
    const struct board_story *story;
    uint32_t index = 0;

    say_begin(dialogue);
    if (!find_story(dialogue, dialogue->before.story, &index)) {
        say_prompt(dialogue, PROMPT_STORY_GONE);
        go_main(dialogue);
        return;
    }
    dialogue->story = index;
    story = current_story(dialogue);
    if (strcmp(story->content, dialogue->before.content) != 0)
        say_prompt(dialogue, PROMPT_STORY_CHANGED);
    story_open(dialogue, index, dialogue->before.sentence);
}

static void start(struct dialogue *dialogue)
{
    say_begin(dialogue);
    say_prompt(dialogue, PROMPT_GREETING);
    if (member_is_offered(dialogue))
        say_prompt(dialogue, PROMPT_MEMBER_OFFER);
    greet_known(dialogue);
}

void greet_known(struct dialogue *dialogue)
{
    uint32_t index;

    if (!dialogue->before.story[0]) {
        go_main(dialogue);
    } else if (!find_story(dialogue, dialogue->before.story, &index)) {
        dialogue->place.story[0] = '\0';
        say_prompt(dialogue, PROMPT_STORY_GONE);
        go_main(dialogue);
    } else {
        dialogue->where = AT_RESUME;
        dialogue->story = index;
        say_prompt(dialogue, PROMPT_RESUME);
        say_clip(dialogue, current_story(dialogue)->place, 0);
        say_prompt(dialogue, PROMPT_RESUME_KEY);
    }
}

/* ---- Keys ---- */

static void again(struct dialogue *dialogue, enum board_prompt prompt);

static gboolean main_command(struct dialogue *dialogue, enum line_command command)
{
    const uint32_t pages = (dialogue->board->topic_count + BOARD_CHOICES - 1) / BOARD_CHOICES;

    switch (command) {
    case COMMAND_CHOOSE_1:
    case COMMAND_CHOOSE_2:
    case COMMAND_CHOOSE_3:
    case COMMAND_CHOOSE_4:
    case COMMAND_CHOOSE_5:
        return open_topic(dialogue, command - COMMAND_CHOOSE_1);
    case COMMAND_NEW:
        open_new(dialogue);
        return TRUE;
    case COMMAND_SEARCH:
        go_search(dialogue);
        return TRUE;
    case COMMAND_SETTINGS:
        go_settings(dialogue);
        return TRUE;
    case COMMAND_HELP:
        again(dialogue, PROMPT_HELP_MAIN);
        return TRUE;
    case COMMAND_MORE:
        if (pages < 2)
            return FALSE;
        dialogue->page = (dialogue->page + 1) % pages;
        break;
    case COMMAND_REPEAT:
    case COMMAND_NEXT:
    case COMMAND_UP:
        break;
    default:
        return FALSE;
    }
    say_begin(dialogue);
    go_main(dialogue);
    return TRUE;
}

/* Which headline is heard. */
static uint32_t current_headline(const struct dialogue *dialogue)
{
    const struct dialogue_event *event = dialogue->event;
    uint32_t at = event->clip < dialogue->lead ? 0 : event->clip - dialogue->lead;

    if (at > 0 && event->sample < GRACE_SAMPLES)
        at--;
    return MIN(dialogue->first + at, dialogue->stories->len - 1);
}

static gboolean topic_command(struct dialogue *dialogue, enum line_command command)
{
    const uint32_t at = current_headline(dialogue);

    switch (command) {
    case COMMAND_READ:
        say_begin(dialogue);
        story_open(dialogue, at, 0);
        return TRUE;
    case COMMAND_NEXT:
        dialogue->story = at;
        if (at + 1 < dialogue->stories->len)
            go_topic(dialogue, at + 1);
        else
            again(dialogue, PROMPT_LAST_STORY);
        return TRUE;
    case COMMAND_BEFORE:
        dialogue->story = at;
        if (at > 0)
            go_topic(dialogue, at - 1);
        else
            again(dialogue, PROMPT_FIRST_STORY);
        return TRUE;
    case COMMAND_WHERE:
        dialogue->story = at;
        say_begin(dialogue);
        say_clip(dialogue, current_story(dialogue)->place, 0);
        say_headlines(dialogue, FALSE);
        return TRUE;
    case COMMAND_REPEAT:
        go_topic(dialogue, 0);
        return TRUE;
    case COMMAND_NEW:
        open_new(dialogue);
        return TRUE;
    case COMMAND_SETTINGS:
        go_settings(dialogue);
        return TRUE;
    case COMMAND_HELP:
        dialogue->story = at;
        again(dialogue, PROMPT_HELP_TOPIC);
        return TRUE;
    case COMMAND_UP:
        say_begin(dialogue);
        go_main(dialogue);
        return TRUE;
    default:
        dialogue->story = at;
        return FALSE;
    }
}

static gboolean settings_command(struct dialogue *dialogue, enum line_command command)
{
    const int by = command == COMMAND_SLOWER ? -1 : command == COMMAND_FASTER ? 1 : 0;

    if (command == COMMAND_HELP) {
        again(dialogue, PROMPT_HELP_SETTINGS);
        return TRUE;
    }
    if (member_is_offered(dialogue) && command == COMMAND_ENTER_CODE) {
        member_ask(dialogue);
        return TRUE;
    }
    if (member_is_offered(dialogue) && command == COMMAND_NEW_CODE) {
        member_wish(dialogue);
        return TRUE;
    }
    if (by == 0 && command != COMMAND_UP && command != COMMAND_WHERE)
        return FALSE;
    say_begin(dialogue);
    if (command == COMMAND_UP) {
        go_main(dialogue);
        return TRUE;
    }
    if (by == 0 || change_speed(dialogue, by))
        say_clip(dialogue, dialogue->board->speed_clips[dialogue->speed], 0);
    else
        say_prompt(dialogue, by < 0 ? PROMPT_SLOWEST : PROMPT_FASTEST);
    say_settings(dialogue);
    return TRUE;
}

void take_typed(struct dialogue *dialogue, char key, size_t most)
{
    const size_t count = strlen(dialogue->keys);

    if (count < most) {
        dialogue->keys[count] = key;
        dialogue->keys[count + 1] = '\0';
    }
    say_begin(dialogue); /* the words end, what is typed is not read back */
    dialogue->quiet = dialogue->event->time;
}

static void search_key(struct dialogue *dialogue, char key)
{
    if (key == '#') {
        open_found(dialogue);
    } else if (key == '*') {
        say_begin(dialogue);
        go_main(dialogue);
    } else {
        take_typed(dialogue, key, SEARCH_KEYS_MOST);
    }
}

/* The same place again, after a word of the line. */
static void again(struct dialogue *dialogue, enum board_prompt prompt)
{
    if (dialogue->where == AT_STORY)
        dialogue->sentence = current_sentence(dialogue);
    say_begin(dialogue);
    if (prompt < PROMPT_COUNT)
        say_prompt(dialogue, prompt);
    switch (dialogue->where) {
    case AT_TOPIC:
        say_headlines(dialogue, FALSE);
        break;
    case AT_STORY:
        dialogue->paused = FALSE;
        say_story(dialogue);
        break;
    case AT_SETTINGS:
        say_settings(dialogue);
        break;
    case AT_SEARCH:
        say_prompt(dialogue, PROMPT_SEARCH);
        break;
    case AT_CODE:
    case AT_PIN:
        say_prompt(dialogue, member_prompt(dialogue));
        break;
    default:
        go_main(dialogue);
    }
}

static void on_key(struct dialogue *dialogue, char key)
{
    static gboolean (*const commands[])(struct dialogue *, enum line_command) = {
        [AT_MAIN] = main_command,
        [AT_TOPIC] = topic_command,
        [AT_STORY] = story_command,
        [AT_SETTINGS] = settings_command,
    };
    static const enum line_place places[] = {
        [AT_MAIN] = PLACE_MAIN,
        [AT_TOPIC] = PLACE_TOPIC,
        [AT_STORY] = PLACE_STORY,
        [AT_SETTINGS] = PLACE_SETTINGS,
    };

    dialogue->silences = 0;
    if (dialogue->where == AT_RESUME && key == '1') {
        resume(dialogue);
        return;
    }
    if (dialogue->where == AT_RESUME || dialogue->where == AT_END)
        dialogue->where = AT_MAIN;
    if (dialogue->where == AT_SEARCH) {
        search_key(dialogue, key);
        return;
    }
    if (dialogue->where == AT_CODE || dialogue->where == AT_PIN) {
        member_key(dialogue, key);
        return;
    }
    if (!commands[dialogue->where](dialogue,
                                   keymap_command(dialogue->keymap, places[dialogue->where], key)))
        again(dialogue, PROMPT_WRONG_KEY);
}

/* ---- Time ---- */

static void say_goodbye(struct dialogue *dialogue)
{
    note_place(dialogue);
    dialogue->action->save = dialogue->known;
    dialogue->where = AT_END;
    say_begin(dialogue);
    say_prompt(dialogue, PROMPT_GOODBYE);
    dialogue->action->end = TRUE;
}

static enum board_prompt help_of(const struct dialogue *dialogue)
{
    switch (dialogue->where) {
    case AT_TOPIC:
        return PROMPT_HELP_TOPIC;
    case AT_SETTINGS:
        return PROMPT_HELP_SETTINGS;
    case AT_SEARCH:
        return PROMPT_SEARCH;
    case AT_CODE:
    case AT_PIN:
        return member_prompt(dialogue);
    default:
        return PROMPT_HELP_MAIN;
    }
}

/* Nothing was pressed after all was said: once more, then with help, then goodbye. */
static void on_silence(struct dialogue *dialogue)
{
    dialogue->silences++;
    if (dialogue->where == AT_RESUME)
        dialogue->where = AT_MAIN;
    if (dialogue->silences >= SILENCES_MOST)
        say_goodbye(dialogue);
    else
        again(dialogue, dialogue->silences == 1 ? PROMPT_COUNT : help_of(dialogue));
}

static void on_long_pause(struct dialogue *dialogue)
{
    if (dialogue->asked) {
        say_goodbye(dialogue);
        return;
    }
    dialogue->asked = TRUE;
    say_begin(dialogue);
    say_prompt(dialogue, PROMPT_STILL_THERE);
}

static void on_tick(struct dialogue *dialogue)
{
    const int64_t time = dialogue->event->time;
    const int64_t quiet = dialogue->quiet >= 0 ? time - dialogue->quiet : 0;

    if (dialogue->known && time - dialogue->saved >= SAVE_MS) {
        dialogue->saved = time;
        note_place(dialogue);
        dialogue->action->save = TRUE;
    }
    if (dialogue->where == AT_END)
        return;
    if (dialogue->where == AT_STORY && dialogue->paused) {
        if (quiet >= (dialogue->asked ? ANSWER_MS : PAUSE_MS))
            on_long_pause(dialogue);
    } else if (quiet >= SILENCE_MS) {
        on_silence(dialogue);
    }
}

static void on_ended(struct dialogue *dialogue)
{
    if (dialogue->where == AT_STORY && !dialogue->paused)
        story_ended(dialogue);
    else
        dialogue->quiet = dialogue->event->time;
}

void dialogue_event(struct dialogue *dialogue, const struct dialogue_event *event,
                    struct dialogue_action *action)
{
    memset(action, 0, offsetof(struct dialogue_action, clips));
    dialogue->event = event;
    dialogue->action = action;
    switch (event->kind) {
    case DIALOGUE_STARTED:
        start(dialogue);
        break;
    case DIALOGUE_KEY:
        on_key(dialogue, event->key);
        break;
    case DIALOGUE_ENDED:
        on_ended(dialogue);
        break;
    case DIALOGUE_MISSING:
        if (dialogue->where == AT_STORY && !dialogue->paused)
            story_missing(dialogue);
        break;
    case DIALOGUE_TICK:
        on_tick(dialogue);
        break;
    case DIALOGUE_MEMBER:
        member_answered(dialogue);
        break;
    case DIALOGUE_HUNG_UP:
        if (dialogue->where != AT_END)
            note_place(dialogue);
        action->save = dialogue->known;
        break;
    }
    dialogue->event = NULL;
    dialogue->action = NULL;
}

const char *dialogue_state(const struct dialogue *dialogue, uint32_t *topic)
{
    static const char *const names[] = {
        [AT_RESUME] = "main", [AT_MAIN] = "main",         [AT_TOPIC] = "topic",
        [AT_STORY] = "story", [AT_SETTINGS] = "settings", [AT_SEARCH] = "search",
        [AT_CODE] = "code",   [AT_PIN] = "code",          [AT_END] = "main",
    };
    const struct board *board = dialogue->board;

    *topic = BOARD_NONE;
    if ((dialogue->where == AT_TOPIC || dialogue->where == AT_STORY) &&
        dialogue->stories->len > 0) {
        const uint32_t story = g_array_index(dialogue->stories, uint32_t, dialogue->story);

        for (uint32_t t = 0; t < board->topic_count; t++)
            if (story >= board->topics[t].first &&
                story < board->topics[t].first + board->topics[t].count)
                *topic = t;
    }
    return names[dialogue->where];
}
