/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/call.h"

#include <string.h>

/* Clips that are missing in one packet's time; more, and the packet is silent. */
enum { MISSING_MOST = 8, TICK_PACKETS = 1000 / PACKET_MS };

struct phone_call {
    struct dialogue *dialogue;
    struct player *player;
    struct key_filter filter;
    const struct caller_places *places;
    char *caller;
    gint64 packets;
    guint keys;
    gboolean ending; /* hang up when all is played */
    gboolean over;
};

static void keep_place(struct phone_call *call)
{
    struct caller_place place;

    if (call->places && call->caller && dialogue_place(call->dialogue, &place))
        call->places->keep(call->places->data, call->caller, &place);
}

static void happen(struct phone_call *call, struct dialogue_event *event)
{
    struct dialogue_action action;

    memset(&action, 0, offsetof(struct dialogue_action, clips));
    event->time = call->packets * PACKET_MS;
    dialogue_event(call->dialogue, event, &action);
    if (action.play)
        player_play(call->player, dialogue_board(call->dialogue), action.clips, action.clip_count);
    /* Who presses a key during the goodbye has something else played, and stays. */
    call->ending = action.end || (call->ending && !action.play);
    if (call->ending && action.play && !action.clip_count)
        call->over = TRUE;
    if (action.save)
        keep_place(call);
}

static void happen_here(struct phone_call *call, enum dialogue_kind kind, char key)
{
    struct dialogue_event event = { .kind = kind, .key = key };

    player_position(call->player, &event.clip, &event.sample);
    happen(call, &event);
}

struct phone_call *phone_call_new(const struct phone_call_setup *setup)
{
    struct phone_call *call = g_new0(struct phone_call, 1);
    struct caller_place place = { 0 };
    gboolean known = setup->places && setup->caller;

    call->places = setup->places;
    call->caller = g_strdup(setup->caller);
    call->player = player_new(setup->shelf);
    if (known)
        setup->places->find(setup->places->data, setup->caller, &place);
    call->dialogue = dialogue_new(setup->board, setup->keymap, known ? &place : NULL, setup->now);
    happen_here(call, DIALOGUE_STARTED, 0);
    return call;
}

void phone_call_free(struct phone_call *call)
{
    if (!call)
        return;
    happen_here(call, DIALOGUE_HUNG_UP, 0);
    dialogue_free(call->dialogue);
    player_free(call->player);
    g_free(call->caller);
    g_free(call);
}

/* A clip that cannot be played is told to the dialogue, which has an excuse for it. */
static enum player_state next_packet(struct phone_call *call, guint8 packet[PACKET_SAMPLES])
{
    enum player_state state = PLAYER_MISSING;

    for (guint i = 0; i < MISSING_MOST; i++) {
        struct dialogue_event event = { .kind = DIALOGUE_MISSING };

        player_position(call->player, &event.clip, &event.sample);
        state = player_packet(call->player, packet);
        if (state != PLAYER_MISSING)
            return state;
        happen(call, &event);
    }
    player_play(call->player, dialogue_board(call->dialogue), NULL, 0);
    return player_packet(call->player, packet);
}

gboolean phone_call_packet(struct phone_call *call, guint8 packet[PACKET_SAMPLES])
{
    enum player_state state;

    if (call->over)
        return FALSE;
    state = next_packet(call, packet);
    call->packets++;
    if (call->ending && state != PLAYER_PLAYING)
        call->over = TRUE;
    else if (state == PLAYER_ENDED)
        happen_here(call, DIALOGUE_ENDED, 0);
    if (call->packets % TICK_PACKETS == 0)
        happen_here(call, DIALOGUE_TICK, 0);
    return TRUE;
}

static void press(struct phone_call *call, char key)
{
    /* Some phones have keys A to D; the line does not. */
    if (g_ascii_isalpha(key))
        return;
    call->keys++;
    happen_here(call, DIALOGUE_KEY, key);
}

void phone_call_event(struct phone_call *call, guint32 stamp, char key, gint64 now)
{
    if (key_filter_event(&call->filter, stamp, key, now))
        press(call, key);
}

void phone_call_press(struct phone_call *call, enum key_way way, char key, gint64 now)
{
    if (key_filter_press(&call->filter, way, key, now))
        press(call, key);
}

void phone_call_offer(struct phone_call *call, struct board *board)
{
    dialogue_offer(call->dialogue, board);
}

guint phone_call_keys(const struct phone_call *call)
{
    return call->keys;
}
