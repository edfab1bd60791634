/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "epub.h"

#include <crier/role.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 64

int block_is(const struct article *article, uint64_t block, enum block_facts fact)
{
    return block < article->block_room && (article->blocks[block] & fact) != 0;
}

static void mark(struct book *book, uint64_t block, enum block_facts fact)
{
    struct article *article = &book->article;

    if (block >= article->block_room) {
        size_t room = (size_t)block * 2 + 64;
        unsigned char *more = realloc(article->blocks, room);

        if (!more) {
            book->failed = 1;
            return;
        }
        memset(more + article->block_room, 0, room - article->block_room);
        article->blocks = more;
        article->block_room = room;
    }
    article->blocks[block] |= (unsigned char)fact;
}

static int is_spoken(const struct article *article, size_t *at, uint64_t block)
{
    while (*at < article->count && article->sentences[*at].block < block)
        (*at)++;
    return *at < article->count && article->sentences[*at].block == block;
}

static void take_block(struct book *book, const struct crier_cursor *cursor,
                       const uint64_t *parents, struct survey *survey)
{
    for (uint32_t depth = 1; depth <= cursor->depth && depth < DEPTH_MOST; depth++)
        mark(book, parents[depth], BLOCK_SPOKEN);
    if (cursor->role == CRIER_ROLE_HEADLINE && survey->headline == 0) {
        survey->headline = cursor->block;
        survey->title = cursor->text;
        survey->title_size = cursor->text_size;
        survey->title_language = cursor->language;
    }
}

void survey_article(struct book *book, struct survey *survey)
{
    struct article *article = &book->article;
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    uint64_t parents[DEPTH_MOST] = { 0 };
    size_t at = 0;

    *survey = (struct survey){ 0 };
    if (article->block_room > 0)
        memset(article->blocks, 0, article->block_room);
    while (book->host->next(book->host, &cursor)) {
        if (!cursor.entered || cursor.depth == 0 || cursor.depth >= DEPTH_MOST)
            continue;
        parents[cursor.depth] = cursor.block;
        survey->headed |= cursor.role == CRIER_ROLE_HEADLINE;
        if (cursor.role == CRIER_ROLE_LIST_ITEM && cursor.ordinal > 0)
            mark(book, parents[cursor.depth - 1], BLOCK_ORDERED);
        if (is_spoken(article, &at, cursor.block))
            take_block(book, &cursor, parents, survey);
    }
}
