/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/player.h"

#include "core/phone/law.h"
#include "core/phone/shelf.h"

#include <string.h>

struct player {
    struct clip_shelf *shelf;
    struct board *board;
    GArray *list; /* struct dialogue_clip */
    guint index;
    gsize at;          /* sample of the clip */
    struct clip *clip; /* NULL: not yet opened */
};

struct player *player_new(struct clip_shelf *shelf)
{
    struct player *player = g_new0(struct player, 1);

    player->shelf = shelf;
    player->list = g_array_new(FALSE, FALSE, sizeof(struct dialogue_clip));
    return player;
}

static void put_away(struct player *player)
{
    clip_shelf_return(player->shelf, player->clip);
    player->clip = NULL;
}

void player_free(struct player *player)
{
    if (!player)
        return;
    put_away(player);
    if (player->board)
        board_unref(player->board);
    g_array_unref(player->list);
    g_free(player);
}

static void go_to(struct player *player, guint index)
{
    put_away(player);
    player->index = index;
    player->at = index < player->list->len
                     ? g_array_index(player->list, struct dialogue_clip, index).from
                     : 0;
}

void player_play(struct player *player, const struct board *board,
                 const struct dialogue_clip *clips, guint count)
{
    /* Referred to anew before the old one is let go: it may be the same. */
    struct board *taken = board_ref((struct board *)(gsize)board);

    if (player->board)
        board_unref(player->board);
    player->board = taken;
    g_array_set_size(player->list, 0);
    if (count)
        g_array_append_vals(player->list, clips, count);
    go_to(player, 0);
}

static gboolean open_current(struct player *player)
{
    uint32_t number = g_array_index(player->list, struct dialogue_clip, player->index).clip;

    if (!player->clip && number < player->board->clip_count)
        player->clip = clip_shelf_take(player->shelf, player->board->folder,
                                       player->board->clips[number].file);
    return player->clip != NULL;
}

enum player_state player_packet(struct player *player, guint8 packet[PACKET_SAMPLES])
{
    gsize filled = 0;

    if (player->index >= player->list->len) {
        memset(packet, LAW_SILENCE_U, PACKET_SAMPLES);
        return PLAYER_SILENT;
    }
    while (filled < PACKET_SAMPLES && player->index < player->list->len) {
        gsize part;

        if (!open_current(player)) {
            /* What was good is heard first, the one that is missing is found again. */
            if (filled)
                break;
            go_to(player, player->index + 1);
            return PLAYER_MISSING;
        }
        part = player->at < player->clip->size ? player->clip->size - player->at : 0;
        part = MIN(part, PACKET_SAMPLES - filled);
        memcpy(packet + filled, player->clip->bytes + player->at, part);
        filled += part;
        player->at += part;
        if (player->at >= player->clip->size)
            go_to(player, player->index + 1);
    }
    memset(packet + filled, LAW_SILENCE_U, PACKET_SAMPLES - filled);
    return player->index < player->list->len ? PLAYER_PLAYING : PLAYER_ENDED;
}

void player_position(const struct player *player, uint32_t *clip, uint32_t *sample)
{
    *clip = player->index;
    *sample = (uint32_t)player->at;
}
