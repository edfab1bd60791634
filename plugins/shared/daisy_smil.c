/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: daisy_text writer */
#include "shared/daisy_smil.h"

#include "shared/daisy_text.h"

static void write_seconds(struct writer *writer, int64_t milliseconds)
{
    writer_number(writer, milliseconds / 1000, 1);
    writer_text(writer, ".");
    writer_number(writer, milliseconds % 1000, 3);
    writer_text(writer, "s");
}

void daisy_smil_layout(struct writer *writer)
{
    writer_text(writer, "<layout><region id=\"txtView\" /></layout>\n</head>\n<body>\n");
}

void daisy_smil_begin(struct daisy_smil *smil, const struct daisy_smil_head *head)
{
    struct writer *writer = &smil->writer;
    char clock[32];

    smil->end = writer_units(head->frames, smil->rate, 1000);
    smil->at = 0;
    writer_text(writer, DAISY_SMIL_TOP);
    daisy_meta(writer, "dc:identifier", head->identifier);
    daisy_meta(writer, "dc:title", head->book_title);
    daisy_meta(writer, "title", head->title);
    daisy_meta(writer, "ncc:generator", head->software);
    daisy_clock(head->before, smil->rate, clock, sizeof(clock));
    daisy_meta(writer, "ncc:totalElapsedTime", clock);
    daisy_clock(head->frames, smil->rate, clock, sizeof(clock));
    daisy_meta(writer, "ncc:timeInThisSmil", clock);
    daisy_smil_layout(writer);
    writer_text(writer, "<seq dur=\"");
    write_seconds(writer, smil->end);
    writer_text(writer, "\">\n");
}

static void write_id(struct writer *writer, const char *kind, const char *id)
{
    writer_text(writer, "\" id=\"");
    writer_text(writer, kind);
    writer_text(writer, id);
}

void daisy_smil_par(struct daisy_smil *smil, const char *id, int64_t to, enum daisy_skip skip)
{
    static const char *const required[DAISY_SKIPS] = {
        [DAISY_FOOTNOTE] = "\" system-required=\"footnote-on",
        [DAISY_SIDEBAR] = "\" system-required=\"sidebar-on",
        [DAISY_PRODNOTE] = "\" system-required=\"prodnote-on",
    };
    struct writer *writer = &smil->writer;
    int64_t from = smil->at;

    to = writer_units(to, smil->rate, 1000);
    to = to > smil->end ? smil->end : to;
    smil->at = to > from ? to : from + 1;
    writer_text(writer, "<par endsync=\"last");
    write_id(writer, "", id);
    if (required[skip])
        writer_text(writer, required[skip]);
    writer_text(writer, "\"><text src=\"");
    writer_text(writer, smil->text);
    writer_text(writer, "#");
    writer_text(writer, id);
    write_id(writer, "text-", id);
    writer_text(writer, "\" /><audio src=\"");
    writer_text(writer, smil->audio);
    writer_text(writer, "\" clip-begin=\"npt=");
    write_seconds(writer, from);
    writer_text(writer, "\" clip-end=\"npt=");
    write_seconds(writer, smil->at);
    write_id(writer, "audio-", id);
    writer_text(writer, "\" /></par>\n");
}

void daisy_smil_end(struct daisy_smil *smil)
{
    writer_text(&smil->writer, "</seq>\n</body>\n</smil>\n");
}
