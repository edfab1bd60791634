/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/gazette.h"

#define HOSTILE                                                                                    \
    "\"<b>Tariffs</b>\" & 'tolls' ]]> --> <!-- <?php ?> \xE2\x80\xAE"                              \
    "gnol\xE2\x80\xAC \xF0\x9F\x9A\xA2 \xEF\xBF\xBE"

const struct crier_meta gazette_meta[GAZETTE_META] = {
    { CRIER_META_TITLE, 0, "The Lockport Gazette, aloud" },
    { CRIER_META_LANGUAGE, 0, "en" },
    { CRIER_META_DATE, 0, "2026-11-20T05:00:00Z" },
    { CRIER_META_MODIFIED, 0, "2026-11-21T06:30:00Z" },
    { CRIER_META_IDENTIFIER, 0, "urn:uuid:5a1f6d1e-3a53-5f0e-9d6a-1c2b7f9a0e11" },
    { CRIER_META_PUBLISHER, 0, "Lockport Gazette" },
    { CRIER_META_NARRATOR, 0, "espeak en-us" },
    { CRIER_META_URL, 0, "https://gazette.example/today?a=1&b=2" },
};

const struct book_line gazette_skim[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, "Today in brief", NULL },
    { 1, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 1, "Jobs. Lock keepers win a raise.", NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 2, "Jobs. The yard hires again.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line keepers[] = {
    { 1, CRIER_ROLE_NOTICE, 0, "This article was corrected on Friday.", NULL },
    { 1, CRIER_ROLE_HEADLINE, 0, "Lock keepers win a raise", NULL },
    { 1, CRIER_ROLE_BYLINE, 0, "By Noor Abbas", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "The vote was close. Nobody left early! Why would they?", NULL },
    { 1, CRIER_ROLE_PULL_QUOTE, 0, "Nobody left early, and the coffee ran out before the count.",
      NULL },
    { 1, CRIER_ROLE_HEADING, 3, "What it costs", NULL },
    { 1, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 0, "Two cents a ton.", NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 0, NULL, NULL },
    { 3, CRIER_ROLE_PARAGRAPH, 0, "Nothing for rowing boats.", NULL },
    { 1, CRIER_ROLE_HEADING, 5, "For whom", NULL },
    { 1, CRIER_ROLE_TABLE, 0, NULL, NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Boat", NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Cents", NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_CELL, 0, "—", NULL },
    { 3, CRIER_ROLE_TABLE_CELL, 0, "2", NULL },
    { 1, CRIER_ROLE_HEADING, 3, "Reaction", NULL },
    { 1, CRIER_ROLE_QUOTATION, 0, "Ça suffit.", "fr" },
    { 1, CRIER_ROLE_EMBED, 0, "A post that nobody reads out.", NULL },
    { 1, CRIER_ROLE_FOOTNOTE, 3, "Tons are long tons. So says the act.", NULL },
    { 1, CRIER_ROLE_BOILERPLATE, 0, "Sign up for the letter.", NULL },
    { 1, CRIER_ROLE_NOTICE, 0, "Read by a computer voice.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line hostile[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, HOSTILE, NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "— ", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, HOSTILE " once. &amp; <p id=\"s1\">twice</p>. ]]> thrice.",
      NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "שלום לכולם. מה נשמע?", "he" },
    { 1, CRIER_ROLE_CODE, 0, "if (a < b) {\n    lock();\n}", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line gone[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, "The yard hires again", NULL },
    { 1, CRIER_ROLE_NOTICE, 0, "This article was withdrawn.", NULL },
    { 0, 0, 0, NULL, NULL },
};

const struct book_article gazette_articles[GAZETTE_ARTICLES] = {
    { .id = "front",
      .title = "Today in brief",
      .flags = CRIER_ARTICLE_FRONT,
      .lines = gazette_skim },
    { .id = "keepers",
      .title = "Keepers",
      .section = "Jobs & pay",
      .author = "Noor Abbas",
      .flags = CRIER_ARTICLE_CORRECTED,
      .lines = keepers,
      .tags = 300 },
    { .id = "hostile", .title = HOSTILE, .section = "Jobs & pay", .lines = hostile, .tags = 1 },
    { .id = "yard",
      .title = "Yard",
      .section = HOSTILE,
      .flags = CRIER_ARTICLE_WITHDRAWN,
      .lines = gone },
};

const struct book gazette = {
    .meta = gazette_meta,
    .meta_count = G_N_ELEMENTS(gazette_meta),
    .articles = gazette_articles,
    .article_count = G_N_ELEMENTS(gazette_articles),
};
