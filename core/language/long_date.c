/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/long_date.h"

#include <stdio.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

static const UChar universal[] = { 'U', 'T', 'C', 0 };

/* Noon of a day, so that no zone moves it to another. */
static UDate noon(int year, int month, int day, UErrorCode *status)
{
    UCalendar *calendar = ucal_open(universal, -1, "en", UCAL_GREGORIAN, status);
    UDate date;

    ucal_setDateTime(calendar, year, month - 1, day, 12, 0, 0, status);
    date = ucal_getMillis(calendar, status);
    ucal_close(calendar);
    return date;
}

static char *format(const char *language, UDate date, UDateFormatStyle style)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *form = udat_open(UDAT_NONE, style, language, universal, -1, NULL, 0, &status);
    UChar made[128];
    char text[512];

    if (U_FAILURE(status))
        return NULL;
    udat_format(form, date, made, G_N_ELEMENTS(made), NULL, &status);
    udat_close(form);
    u_strToUTF8(text, sizeof(text), NULL, made, -1, &status);
    return U_SUCCESS(status) ? g_strdup(text) : NULL;
}

char *long_date(const char *language, const char *iso, gboolean weekday)
{
    UErrorCode status = U_ZERO_ERROR;
    int year, month, day;
    UDate date;

    if (!iso || sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return NULL;
    date = noon(year, month, day, &status);
    if (U_FAILURE(status))
        return NULL;
    return format(language ? language : "en-US", date, weekday ? UDAT_FULL : UDAT_LONG);
}
