/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/dialogue_parts.h"

#include <string.h>

gboolean member_is_offered(const struct dialogue *dialogue)
{
    return dialogue->members && !dialogue->known;
}

enum board_prompt member_prompt(const struct dialogue *dialogue)
{
    return dialogue->where == AT_PIN ? PROMPT_ENTER_PIN : PROMPT_ENTER_CODE;
}

static void type(struct dialogue *dialogue, enum dialogue_where where)
{
    dialogue->where = where;
    dialogue->keys[0] = '\0';
    say_prompt(dialogue, member_prompt(dialogue));
}

/* So many tries in a call, whatever the codes: they are not to be found by trying. */
static void lock(struct dialogue *dialogue)
{
    dialogue->tries = MEMBER_TRIES;
    say_prompt(dialogue, PROMPT_CODE_LOCKED);
    go_main(dialogue);
}

void member_ask(struct dialogue *dialogue)
{
    say_begin(dialogue);
    if (dialogue->tries >= MEMBER_TRIES)
        lock(dialogue);
    else
        type(dialogue, AT_CODE);
}

void member_wish(struct dialogue *dialogue)
{
    say_begin(dialogue);
    dialogue->action->wish = WISH_NEW_MEMBER;
}

/* A wrong one is told only when all is typed, so that nobody learns which half was right. */
static void typed(struct dialogue *dialogue)
{
    say_begin(dialogue);
    if (dialogue->where == AT_CODE) {
        g_strlcpy(dialogue->member.code, dialogue->keys, sizeof(dialogue->member.code));
        type(dialogue, AT_PIN);
        return;
    }
    g_strlcpy(dialogue->member.pin, dialogue->keys, sizeof(dialogue->member.pin));
    dialogue->action->wish = WISH_FIND_MEMBER;
    dialogue->action->member = dialogue->member;
}

void member_key(struct dialogue *dialogue, char key)
{
    if (key == '*')
        go_settings(dialogue);
    else if (key == '#')
        typed(dialogue);
    else
        take_typed(dialogue, key,
                   dialogue->where == AT_PIN ? MEMBER_PIN_DIGITS : MEMBER_CODE_DIGITS);
}

static void say_digits(struct dialogue *dialogue, enum board_prompt before, const char *digits)
{
    say_prompt(dialogue, before);
    for (; *digits; digits++)
        say_prompt(dialogue, (enum board_prompt)(PROMPT_DIGIT_0 + (*digits - '0')));
}

/* Twice: there is nothing to write with at hand yet. */
static void say_given(struct dialogue *dialogue, const struct member *member)
{
    for (int i = 0; i < 2; i++) {
        say_digits(dialogue, i == 0 ? PROMPT_NEW_CODE : PROMPT_NEW_CODE_AGAIN, member->code);
        say_digits(dialogue, PROMPT_NEW_PIN, member->pin);
    }
    dialogue->where = AT_SETTINGS;
    say_settings(dialogue);
}

void member_answered(struct dialogue *dialogue)
{
    const struct dialogue_event *event = dialogue->event;

    say_begin(dialogue);
    switch (event->answer) {
    case MEMBER_KNOWN:
        dialogue->known = TRUE;
        dialogue->before = dialogue->place = *event->place;
        take_speed(dialogue);
        say_prompt(dialogue, PROMPT_MEMBER_KNOWN);
        greet_known(dialogue);
        break;
    case MEMBER_GIVEN:
        dialogue->known = TRUE;
        say_given(dialogue, event->member);
        break;
    case MEMBER_WRONG:
        if (++dialogue->tries >= MEMBER_TRIES) {
            lock(dialogue);
        } else {
            say_prompt(dialogue, PROMPT_CODE_WRONG);
            type(dialogue, AT_CODE);
        }
        break;
    case MEMBER_LOCKED:
        lock(dialogue);
        break;
    case MEMBER_NONE:
        say_prompt(dialogue, PROMPT_EXCUSE);
        go_main(dialogue);
        break;
    }
}
