/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages say themselves, in the language of each page where that is known here. */
#ifndef PLUGINS_OUTPUTS_WEB_WORDS_H
#define PLUGINS_OUTPUTS_WEB_WORDS_H

#define WEB_RATES  8
#define WEB_SLEEPS 5

struct words {
    const char *language;
    const char *news, *all_articles, *all_headlines, *edition;
    const char *skip, *listen, *table, *files;
    const char *minute, *minutes, *words_a_minute;
    const char *corrected, *corrected_since, *withdrawn;
    const char *computer_voice, *original;
    const char *audio, *captions;
    const char *back, *again, *forward, *heading_back, *heading_forward;
    const char *speed, *rates[WEB_RATES];  /* as web_rates[] */
    const char *stop, *sleeps[WEB_SLEEPS]; /* as web_sleeps[] */
    const char *end;
};

/* English for all other languages. */
const struct words *words_for(const char *language);

/* Values for the player: times the usual speed; minutes, 0 the end of the article, -1 the end of
 * the sentence. */
extern const char *const web_rates[WEB_RATES], *const web_sleeps[WEB_SLEEPS];

#endif
