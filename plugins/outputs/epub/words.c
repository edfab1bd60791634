/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <string.h>
#include <strings.h>

static const struct words all[] = {
    { .language = "en",
      .contents = "Contents",
      .landmarks = "Landmarks",
      .cover = "Cover",
      .start = "First article",
      .cover_of = "Cover of ",
      .untitled = "Untitled",
      .summary = "All articles are there as text and as speech. Each sentence is marked while it "
                 "is spoken, and one can go from heading to heading. The voice is synthetic. "
                 "Pictures of the articles are not in the book.",
      .silent_summary = "One can go from heading to heading. Pictures of the articles are not in "
                        "the book." },
    { .language = "es",
      .contents = "Índice",
      .landmarks = "Puntos de referencia",
      .cover = "Portada",
      .start = "Primer artículo",
      .cover_of = "Portada de ",
      .untitled = "Sin título",
      .summary = "Todos los artículos están como texto y como voz. Cada frase se marca mientras "
                 "se oye, y se puede ir de título en título. La voz es sintética. El libro no "
                 "trae las imágenes de los artículos.",
      .silent_summary = "Se puede ir de título en título. El libro no trae las imágenes de los "
                        "artículos." },
};

const struct words *words_for(const char *language)
{
    size_t size = strcspn(language, "-");

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strlen(all[i].language) == size && strncasecmp(all[i].language, language, size) == 0)
            return &all[i];
    return &all[0];
}
