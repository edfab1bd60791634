/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/track.h"

#include "core/audio/pauses.h"

void track_init(struct track *track, uint32_t rate)
{
    *track = (struct track){ .rate = rate, .pause = pause_lead() };
}

void track_pause(struct track *track, uint32_t milliseconds)
{
    if (milliseconds > track->pause)
        track->pause = milliseconds;
}

int64_t track_place(struct track *track, int64_t frames)
{
    int64_t start = track->end + pause_frames(track->pause, track->rate);

    track->end = start + frames;
    track->pause = 0;
    return start;
}

int64_t track_length(const struct track *track)
{
    return track->end + pause_frames(pause_tail(), track->rate);
}
