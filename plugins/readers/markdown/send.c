/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "send.h"

/* Bytes [low, high) of a run. */
static void send_run(const struct markdown *m, const struct buffer *b, size_t index, size_t low,
                     size_t high)
{
    const struct run *run = &b->runs[index];
    size_t end = buffer_run_end(b, index);
    int exact = run->to - run->from == end - run->at;

    m->host->text(m->host, b->text + low, high - low,
                  exact ? run->from + (low - run->at) : run->from,
                  exact ? run->to - (end - high) : run->to);
}

void md_send(const struct markdown *m, const struct buffer *b, size_t from, size_t to)
{
    size_t i = from < to ? buffer_find(b, from) : b->run_count;

    for (; i < b->run_count && b->runs[i].at < to; i++) {
        size_t low = b->runs[i].at > from ? b->runs[i].at : from;
        size_t high = buffer_run_end(b, i) < to ? buffer_run_end(b, i) : to;

        if (b->runs[i].cut)
            m->host->cut(m->host);
        else if (low < high)
            send_run(m, b, i, low, high);
    }
}

void md_open(const struct markdown *m, uint32_t role, uint32_t level, uint32_t ordinal)
{
    const struct crier_block block = {
        .size = sizeof(block), .role = role, .level = level, .ordinal = ordinal
    };

    m->host->open(m->host, &block);
}

void md_send_block(const struct markdown *m, uint32_t role, uint32_t level, size_t from)
{
    md_open(m, role, level, 0);
    md_send(m, &m->words, from, m->words.size);
    m->host->close(m->host);
}

void md_send_pictures(struct markdown *m)
{
    size_t from = 0;

    for (size_t i = 0; i < m->pictures.run_count; i++) {
        const struct run *run = &m->pictures.runs[i];

        if (!run->cut)
            continue;
        if (run->at > from) {
            md_open(m, CRIER_ROLE_CAPTION, 0, 0);
            md_send(m, &m->pictures, from, run->at);
            m->host->close(m->host);
        }
        from = run->at;
    }
    buffer_clear(&m->pictures);
}
