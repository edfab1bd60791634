/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/conversation.h"

#include <string.h>

struct conversation {
    const struct phone_service *service;
    struct dialogue *dialogue;
    struct dialogue_action action;
    char *caller;         /* NULL: not known by a number */
    struct member member; /* code "": not known by one */
    int64_t began;        /* seconds since 1970 */
    int64_t counted;      /* milliseconds of the call that are counted */
    gboolean ending, ended;
};

struct conversation *conversation_new(const struct phone_service *service, struct board *board,
                                      const char *caller, int64_t now)
{
    struct conversation *conversation = g_new0(struct conversation, 1);
    const struct caller_places *places = service->places;
    struct caller_place place = { 0 };

    conversation->service = service;
    conversation->began = now;
    if (places && caller) {
        conversation->caller = g_strdup(caller);
        places->find(places->data, caller, &place);
    }
    conversation->dialogue = dialogue_new(
        board, service->keymap, conversation->caller ? &place : NULL, places != NULL, now);
    counters_began(service->counters);
    return conversation;
}

void conversation_free(struct conversation *conversation)
{
    if (!conversation)
        return;
    dialogue_free(conversation->dialogue);
    g_free(conversation->caller);
    g_free(conversation);
}

const struct board *conversation_board(const struct conversation *conversation)
{
    return dialogue_board(conversation->dialogue);
}

/* ---- What is remembered ---- */

static void keep_place(struct conversation *conversation)
{
    const struct caller_places *places = conversation->service->places;
    struct caller_place place;

    if (!places || !dialogue_place(conversation->dialogue, &place))
        return;
    if (conversation->member.code[0])
        places->keep_member(places->data, conversation->member.code, &place);
    else if (conversation->caller)
        places->keep(places->data, conversation->caller, &place);
}

/* Ask the store what the dialogue wants to know: the answer is an event as any other. */
static void ask_for_member(struct conversation *conversation, int64_t time)
{
    const struct caller_places *places = conversation->service->places;
    struct caller_place place = { 0 };
    struct dialogue_event answer = { .kind = DIALOGUE_MEMBER, .time = time, .place = &place };
    const int64_t now = conversation->began + time / 1000;
    struct member member = conversation->action.member;

    answer.answer = conversation->action.wish == WISH_NEW_MEMBER
                        ? places->new_member(places->data, now, &member)
                        : places->find_member(places->data, &member, now, &place);
    answer.member = &member;
    if (answer.answer == MEMBER_KNOWN || answer.answer == MEMBER_GIVEN)
        conversation->member = member;
    dialogue_event(conversation->dialogue, &answer, &conversation->action);
}

/* ---- Counting ---- */

/* The time since the last event belongs to the topic that the caller was in. */
static void count_time(struct conversation *conversation, int64_t time)
{
    uint32_t topic;

    (void)dialogue_state(conversation->dialogue, &topic);
    if (topic != BOARD_NONE)
        counters_heard(conversation->service->counters,
                       conversation_board(conversation)->topics[topic].title,
                       time - conversation->counted);
    conversation->counted = time;
}

static void count_event(struct conversation *conversation, const struct dialogue_event *event)
{
    struct counters *counters = conversation->service->counters;

    if (event->kind == DIALOGUE_KEY)
        counters_key(counters, event->key);
    if (event->kind == DIALOGUE_MISSING)
        counters_add(counters, COUNT_CLIPS_MISSING);
    if (conversation->action.story_begun)
        counters_add(counters, COUNT_STORIES_BEGUN);
    if (conversation->action.story_heard)
        counters_add(counters, COUNT_STORIES_HEARD);
}

/* ---- Events ---- */

static void tell_given(const struct conversation *conversation)
{
    const struct phone_service *service = conversation->service;
    const struct dialogue_action *action = &conversation->action;

    for (uint32_t i = 0; service->given && i < action->clip_count; i++)
        service->given(service->data,
                       conversation_board(conversation)->clips[action->clips[i].clip].file,
                       action->clips[i].from);
}

gboolean conversation_event(struct conversation *conversation, const struct dialogue_event *event)
{
    struct dialogue_action *action = &conversation->action;

    count_time(conversation, event->time);
    dialogue_event(conversation->dialogue, event, action);
    count_event(conversation, event);
    if (action->wish != WISH_NONE)
        ask_for_member(conversation, event->time);
    if (action->play)
        tell_given(conversation);
    /* Who presses a key during the goodbye has something else played, and stays. */
    conversation->ending = action->end || (conversation->ending && !action->play);
    if (action->save)
        keep_place(conversation);
    return action->play;
}

const struct dialogue_clip *conversation_clips(const struct conversation *conversation,
                                               uint32_t *count)
{
    *count = conversation->action.clip_count;
    return conversation->action.clips;
}

gboolean conversation_is_ending(const struct conversation *conversation)
{
    return conversation->ending;
}

void conversation_end(struct conversation *conversation, enum call_end why,
                      const struct dialogue_event *event)
{
    if (conversation->ended)
        return;
    conversation->ended = TRUE;
    counters_ended(conversation->service->counters,
                   conversation->ending && why == END_HUNG_UP ? END_GOODBYE : why);
    (void)conversation_event(conversation, event);
}

void conversation_offer(struct conversation *conversation, struct board *board)
{
    dialogue_offer(conversation->dialogue, board);
}
