/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/call.h"

/* Clips that are missing in one packet's time; more, and the packet is silent. */
enum { MISSING_MOST = 8, TICK_PACKETS = 1000 / PACKET_MS };

struct phone_call {
    struct conversation *conversation;
    struct player *player;
    struct key_filter filter;
    gint64 packets;
    guint keys;
    gboolean over;
};

static gint64 time_of(const struct phone_call *call)
{
    return call->packets * PACKET_MS;
}

static void happen(struct phone_call *call, struct dialogue_event *event)
{
    const struct dialogue_clip *clips;
    uint32_t count;

    event->time = time_of(call);
    if (!conversation_event(call->conversation, event))
        return;
    clips = conversation_clips(call->conversation, &count);
    player_play(call->player, conversation_board(call->conversation), clips, count);
    if (count == 0 && conversation_is_ending(call->conversation))
        call->over = TRUE;
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

    call->player = player_new(setup->shelf);
    call->conversation = conversation_new(setup->service, setup->board, setup->caller, setup->now);
    happen_here(call, DIALOGUE_STARTED, 0);
    return call;
}

void phone_call_free(struct phone_call *call, enum call_end why)
{
    struct dialogue_event event = { .kind = DIALOGUE_HUNG_UP };

    if (!call)
        return;
    event.time = time_of(call);
    player_position(call->player, &event.clip, &event.sample);
    conversation_end(call->conversation, why, &event);
    conversation_free(call->conversation);
    player_free(call->player);
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
    player_play(call->player, conversation_board(call->conversation), NULL, 0);
    return player_packet(call->player, packet);
}

gboolean phone_call_packet(struct phone_call *call, guint8 packet[PACKET_SAMPLES])
{
    enum player_state state;

    if (call->over)
        return FALSE;
    state = next_packet(call, packet);
    call->packets++;
    if (conversation_is_ending(call->conversation) && state != PLAYER_PLAYING)
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
    conversation_offer(call->conversation, board);
}

guint phone_call_keys(const struct phone_call *call)
{
    return call->keys;
}
