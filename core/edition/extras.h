/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the edition has besides its articles, each a document that is made up, spoken and
 * entered into the catalogue like them: the front page that reads the headlines; tombstones of
 * articles that are withdrawn; episodes that hold several articles.
 */
#ifndef CORE_EDITION_EXTRAS_H
#define CORE_EDITION_EXTRAS_H

#include "core/edition/run.h"

/* The front page becomes the first section. FALSE with an error. */
gboolean extras_front(struct run *run, GError **error);

/* For each article that is withdrawn and was published before, what stands in its place: the
 * same id and guid, its headline, that it is withdrawn, and why. They become the last section,
 * chosen but not spoken yet. */
gboolean extras_tombstones(struct run *run, GError **error);

/* run->episodes: the sections of the feed, as the edition file asks for them. */
gboolean extras_episodes(struct run *run, GError **error);

#endif
