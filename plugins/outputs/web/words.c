/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <string.h>
#include <strings.h>

const char *const web_rates[WEB_RATES] = { "0.5", "0.75", "1", "1.25", "1.5", "2", "2.5", "3" };
const char *const web_sleeps[WEB_SLEEPS] = { "0", "-1", "5", "15", "30" };

static const struct words all[] = {
    { .language = "en",
      .news = "News",
      .all_articles = "All articles",
      .all_headlines = "All headlines",
      .edition = "Edition",
      .skip = "Skip to the article",
      .listen = "Listen",
      .table = "Table",
      .files = "Files",
      .minute = " minute",
      .minutes = " minutes",
      .words_a_minute = " words a minute",
      .corrected = ", corrected",
      .corrected_since = ", corrected since it was first published",
      .withdrawn = ", withdrawn",
      .computer_voice = "Read by a computer voice.",
      .original = "The article where it was published",
      .audio = "Audio, ",
      .captions = "Captions, ",
      .back = "Previous sentence",
      .again = "This sentence again",
      .forward = "Next sentence",
      .heading_back = "Previous heading",
      .heading_forward = "Next heading",
      .speed = "Speed",
      .rates = { "half", "three quarters", "normal", "1.25 times", "1.5 times", "2 times",
                 "2.5 times", "3 times" },
      .stop = "Stop",
      .sleeps = { "at the end of the article", "after this sentence", "in 5 minutes",
                  "in 15 minutes", "in 30 minutes" },
      .end = "This is the end of the article." },
    { .language = "es",
      .news = "Noticias",
      .all_articles = "Todos los artículos",
      .all_headlines = "Todos los titulares",
      .edition = "Edición",
      .skip = "Ir al artículo",
      .listen = "Escuchar",
      .table = "Tabla",
      .files = "Archivos",
      .minute = " minuto",
      .minutes = " minutos",
      .words_a_minute = " palabras por minuto",
      .corrected = ", corregido",
      .corrected_since = ", corregido después de su publicación",
      .withdrawn = ", retirado",
      .computer_voice = "Leído por una voz de ordenador.",
      .original = "El artículo donde se publicó",
      .audio = "Audio, ",
      .captions = "Subtítulos, ",
      .back = "Frase anterior",
      .again = "Esta frase otra vez",
      .forward = "Frase siguiente",
      .heading_back = "Título anterior",
      .heading_forward = "Título siguiente",
      .speed = "Velocidad",
      .rates = { "la mitad", "tres cuartos", "normal", "1,25 veces", "1,5 veces", "2 veces",
                 "2,5 veces", "3 veces" },
      .stop = "Parar",
      .sleeps = { "al final del artículo", "después de esta frase", "en 5 minutos", "en 15 minutos",
                  "en 30 minutos" },
      .end = "Este es el final del artículo." },
};

const struct words *words_for(const char *language)
{
    const size_t size = language ? strcspn(language, "-") : 0;

    for (size_t i = 0; size > 0 && i < sizeof(all) / sizeof(all[0]); i++)
        if (strlen(all[i].language) == size && strncasecmp(all[i].language, language, size) == 0)
            return &all[i];
    return &all[0];
}
