/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editions and articles for tests, made of a few words. */
#ifndef TESTS_SUPPORT_EDITION_H
#define TESTS_SUPPORT_EDITION_H

#include "core/edition/facts.h"

/* 2026-11-23 12:00 UTC. */
#define EDITION_NOON INT64_C(1795435200)

/* An edition file "/…/e.ini" with this text, in a new folder that is gone again. It must be
 * right. */
struct edition_file *edition_of(const char *text);

/* What a test says of an article; all but the title may be missing. */
struct test_article {
    const char *title, *source, *url, *guid, *date, *section, *tag, *author, *description;
    const char *category, *language, *body;
    int seconds;
    unsigned origin;
};

/* `folder`: that a relative source counts from. */
struct facts *facts_of_test(const char *folder, const struct test_article *article);

#endif
