/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plugins/shared/byline.h"
#include "plugins/shared/dateline.h"
#include "plugins/shared/headline.h"
#include "plugins/shared/looks_like_text.h"
#include "plugins/shared/printed_date.h"

#include "tests/support/cmocka.h"
#include <glib.h>

static struct slice slice(const char *text)
{
    return (struct slice){ text, strlen(text) };
}

static void headlines(void **state)
{
    static const struct {
        int line;
        const char *text;
        int is;
    } cases[] = {
        { __LINE__, "Grain handlers win first contract", 1 },
        { __LINE__, "GRAIN HANDLERS WIN", 1 },
        { __LINE__, "Who pays for the bridge?", 1 },
        { __LINE__, "‘We will not wait,’ say nurses of Port Almira", 1 },
        { __LINE__, "Ferry crews vote to strike across the U.S.", 1 },
        { __LINE__, "The vote was held on Monday.", 0 },
        { __LINE__, "She said, “We will be back.”", 0 },
        { __LINE__, "Dear friends,", 0 },
        { __LINE__, "What they won:", 0 },
        { __LINE__, "", 0 },
        { __LINE__, "7", 0 },
        { __LINE__,
          "A first paragraph that goes on and on without any full stop because whoever pasted it "
          "here cut off its end and with it the mark that would have told us what it is meant to "
          "be",
          0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_at(cases[i].line, printed_headline(slice(cases[i].text)), cases[i].is);
}

static void dates(void **state)
{
    static const struct {
        int line;
        const char *text;
        int kind;
        const char *iso;
    } cases[] = {
        { __LINE__, "Nov. 22, 2026", 1, "2026-11-22" },
        { __LINE__, "November 22, 2026", 1, "2026-11-22" },
        { __LINE__, "Sept. 1, 2025", 1, "2025-09-01" },
        { __LINE__, "May 3rd, 2026", 1, "2026-05-03" },
        { __LINE__, "22 November 2026", 1, "2026-11-22" },
        { __LINE__, "3. May 2026", 1, "2026-05-03" },
        { __LINE__, "2026-11-22", 1, "2026-11-22" },
        { __LINE__, "2026-11-22T10:30:00Z", 1, "2026-11-22" },
        { __LINE__, "Sunday, November 22, 2026", 1, "2026-11-22" },
        { __LINE__, "Published: Nov. 22, 2026 at 10:30 a.m. EST", 1, "2026-11-22" },
        { __LINE__, "Posted on Nov. 22, 2026", 1, "2026-11-22" },
        { __LINE__, "Updated Nov. 23, 2026, 9:05 p.m.", 2, "2026-11-23" },
        { __LINE__, "  Feb. 29, 2028\n", 1, "2028-02-29" },
        { __LINE__, "Feb. 29, 2026", 0, "" },
        { __LINE__, "Nov. 31, 2026", 0, "" },
        { __LINE__, "2026-13-01", 0, "" },
        { __LINE__, "Nov. 22", 0, "" },
        { __LINE__, "November", 0, "" },
        { __LINE__, "Nov. 22, 2026 was a Sunday", 0, "" },
        { __LINE__, "No. 22, 2026", 0, "" },
        { __LINE__, "Dates and figs", 0, "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char iso[PRINTED_ISO_SIZE] = "";

        assert_int_at(cases[i].line, printed_date(slice(cases[i].text), iso), cases[i].kind);
        if (cases[i].kind)
            assert_string_at(cases[i].line, iso, cases[i].iso);
    }
}

static void bylines(void **state)
{
    static const struct {
        int line;
        const char *text;
        const char *names; /* joined by bars; NULL: no byline */
    } cases[] = {
        { __LINE__, "By Jane Doe", "Jane Doe" },
        { __LINE__, "BY JANE DOE", "JANE DOE" },
        { __LINE__, "By: Jane Doe", "Jane Doe" },
        { __LINE__, "By JANE DOE and John Roe, Staff Writer", "JANE DOE|John Roe" },
        { __LINE__, "By Jane Doe, John Roe and Ana de la Cruz",
          "Jane Doe|John Roe|Ana de la Cruz" },
        { __LINE__, "By Jane Doe | Daily Name", "Jane Doe" },
        { __LINE__, "By Jane Doe — The Harrow Falls Courier", "Jane Doe" },
        { __LINE__, "By Jane Doe for the Courier", "Jane Doe" },
        { __LINE__, "By Jane Doe in Port Almira", "Jane Doe" },
        { __LINE__, "By Jane Doe\nStaff Writer", "Jane Doe" },
        { __LINE__, "By Jane Doe and\nJohn Roe", "Jane Doe|John Roe" },
        { __LINE__, "By John Roe, Jr.", "John Roe, Jr." },
        { __LINE__, "By John Roe Jr. and Jane D.", "John Roe Jr.|Jane D." },
        { __LINE__, "By R. T. O’Hara & Zoë Vañek", "R. T. O’Hara|Zoë Vañek" },
        { __LINE__, "Story by Jane Doe", "Jane Doe" },
        { __LINE__, "By Reuters", "Reuters" },
        { __LINE__, "By Staff Reporter", "" },
        { __LINE__, "By Monday, workers had voted", NULL },
        { __LINE__, "By Monday the workers had voted.", NULL },
        { __LINE__, "By the time they met", NULL },
        { __LINE__, "Bypass Road Closed", NULL },
        { __LINE__, "By", NULL },
        { __LINE__, "By 1938 Storm", NULL },
        { __LINE__, "Jane Doe", NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) names = g_string_new(NULL);
        struct printed_byline byline;

        assert_int_at(cases[i].line, printed_byline(slice(cases[i].text), &byline),
                      cases[i].names != NULL);
        for (size_t n = 0; cases[i].names && n < byline.count; n++)
            g_string_append_printf(names, "%s%.*s", n ? "|" : "", (int)byline.names[n].size,
                                   byline.names[n].at);
        assert_string_at(cases[i].line, names->str, cases[i].names ? cases[i].names : "");
    }
}

static void datelines(void **state)
{
    static const struct {
        int line;
        const char *text;
        const char *place; /* NULL: no dateline */
    } cases[] = {
        { __LINE__, "EAST HARTFORD, Conn. — “This campaign", "EAST HARTFORD, Conn." },
        { __LINE__, "WASHINGTON (AP) — Nurses", "WASHINGTON (AP)" },
        { __LINE__, "LONDON, May 3 — Ferry crews", "LONDON, May 3" },
        { __LINE__, "LONDON, 3 May (CWS) – Ferry", "LONDON, 3 May (CWS)" },
        { __LINE__, "HARROW FALLS, Minn.—The", "HARROW FALLS, Minn." },
        { __LINE__, "PORT ALMIRA -- The", "PORT ALMIRA" },
        { __LINE__, "PORT ALMIRA - The", "PORT ALMIRA" },
        { __LINE__, "ST. BRIDE, N.M., Nov. 22, 2026 — 300 nurses",
          "ST. BRIDE, N.M., Nov. 22, 2026" },
        { __LINE__, "McALLEN, Texas — Teachers", "McALLEN, Texas" },
        { __LINE__, "SÃO PAULO — Os trabalhadores", "SÃO PAULO" },
        { __LINE__, "МОСКВА — Рабочие", "МОСКВА" },
        { __LINE__, "WINSTON-SALEM, N.C. — Bakers", "WINSTON-SALEM, N.C." },
        { __LINE__, "Port Almira (CWS) — Crews", "Port Almira (CWS)" },
        { __LINE__, "Port Almira, May 3 — Crews", "Port Almira, May 3" },
        { __LINE__, "ROME —\nCrews", "ROME" },
        { __LINE__, "Port Almira — a town of 300 — voted", NULL },
        { __LINE__, "Workers — and their families — won", NULL },
        { __LINE__, "NATO — the alliance of", NULL },
        { __LINE__, "IAM — The union", NULL },
        { __LINE__, "BREAKING — The union", NULL },
        { __LINE__, "UNITED WE STAND, and we — Bakers", NULL },
        { __LINE__, "ROUTE 66 — The road", NULL },
        { __LINE__, "AFL-CIO leaders spoke — Then", NULL },
        { __LINE__, "WASHINGTON —", NULL },
        { __LINE__, "— “Yes,” she said", NULL },
        { __LINE__, "WASHINGTON (AP — Nurses", NULL },
        { __LINE__, "COSTS ROSE IN 2020–21, HE SAID", NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct printed_dateline found = { 0 };
        int is = printed_dateline(slice(cases[i].text), &found);
        g_autofree char *place = g_strndup(cases[i].text, found.place);

        assert_int_at(cases[i].line, is, cases[i].place != NULL);
        if (is)
            assert_string_at(cases[i].line, place, cases[i].place);
    }
}

static void letter_cases(void **state)
{
    static const struct {
        int line;
        const char *capitals, *smalls;
    } cases[] = {
        { __LINE__, "AZ", "az" },   { __LINE__, "ÀÞÑ", "àþñß" },  { __LINE__, "ĀŁŐŸŻ", "āłőÿż" },
        { __LINE__, "ΑΩΆ", "αωά" }, { __LINE__, "АЯЁЖ", "аяёж" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct slice_counts capitals = slice_count(slice(cases[i].capitals));
        struct slice_counts smalls = slice_count(slice(cases[i].smalls));

        assert_int_at(cases[i].line, capitals.capitals, g_utf8_strlen(cases[i].capitals, -1));
        assert_int_at(cases[i].line, capitals.smalls, 0);
        assert_int_at(cases[i].line, smalls.smalls, g_utf8_strlen(cases[i].smalls, -1));
        assert_int_at(cases[i].line, smalls.capitals, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headlines), cmocka_unit_test(dates),        cmocka_unit_test(bylines),
        cmocka_unit_test(datelines), cmocka_unit_test(letter_cases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
