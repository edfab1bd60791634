/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web.h"

#include <string.h>

/* The assembler takes the files in as they are. */
__asm__(".section .rodata\n"
        ".hidden web_player\n.global web_player\nweb_player:\n"
        ".incbin \"plugins/outputs/web/player.js\"\n"
        ".hidden web_player_end\n.global web_player_end\nweb_player_end:\n.byte 0\n"
        ".hidden web_style\n.global web_style\nweb_style:\n"
        ".incbin \"plugins/outputs/web/style.css\"\n"
        ".hidden web_style_end\n.global web_style_end\nweb_style_end:\n.byte 0\n"
        ".hidden web_icon\n.global web_icon\nweb_icon:\n"
        ".incbin \"plugins/outputs/web/icon.svg\"\n"
        ".hidden web_icon_end\n.global web_icon_end\nweb_icon_end:\n.byte 0\n"
        ".previous\n");

void html_text(struct writer *writer, const char *text)
{
    glyph_write_line(writer, text, strlen(text), GLYPH_ENTITIES);
}

void html_attribute(struct writer *writer, const char *name, const char *value)
{
    writer_text(writer, " ");
    writer_text(writer, name);
    writer_text(writer, "=\"");
    html_text(writer, value);
    writer_text(writer, "\"");
}

void html_element(struct writer *writer, const char *name, const char *text)
{
    if (!text || !glyph_any(text, strlen(text)))
        return;
    writer_text(writer, "<");
    writer_text(writer, name);
    writer_text(writer, ">");
    html_text(writer, text);
    writer_text(writer, "</");
    writer_bytes(writer, name, strcspn(name, " "));
    writer_text(writer, ">\n");
}

/* A name of a file in an address: everything but what needs no escape is escaped. */
static void escape_address(struct writer *writer, const char *name)
{
    static const char hex[] = "0123456789ABCDEF";

    for (; *name; name++) {
        const unsigned char byte = (unsigned char)*name;
        const char escape[3] = { '%', hex[byte >> 4], hex[byte & 15] };

        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= '0' && byte <= '9') || strchr("-_./~", byte))
            writer_bytes(writer, name, 1);
        else
            writer_bytes(writer, escape, sizeof(escape));
    }
}

void html_address(struct writer *writer, const struct web *web, const char *up, const char *name)
{
    /* A base that is an address of its own does not depend on where the page is. */
    if (!strstr(web->base, "://"))
        writer_text(writer, up);
    html_text(writer, web->base);
    escape_address(writer, name);
}

void html_media(struct writer *writer, const struct web *web, const char *up,
                const struct media *media)
{
    if (!media->inside) {
        html_address(writer, web, up, media->name);
        return;
    }
    writer_text(writer, up);
    escape_address(writer, media->name);
}

void html_minutes(struct writer *writer, const struct web *web, int64_t frames)
{
    const int64_t minutes = (frames / web->rate + 30) / 60;

    writer_number(writer, minutes > 0 ? minutes : 1, 1);
    writer_text(writer, minutes > 1 ? web->words->minutes : web->words->minute);
}

void html_own_language(struct writer *writer, const struct web *web)
{
    if (web->foreign)
        html_attribute(writer, "lang", web->words->language);
}

/* Bytes of a description that search pages show. */
#define DESCRIPTION_MOST 160

static const char policy[] =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; "
    "style-src 'self'; media-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'\">\n";

void html_head(struct writer *writer, struct web *web, const char *title, const char *language,
               const char *up, const char *article)
{
    const char *name = edition_text(web->edition, CRIER_META_TITLE);

    language = language ? language : "en";
    web->words = words_for(language);
    web->foreign = strncmp(web->words->language, language, 2) != 0;
    writer_text(writer, "<!DOCTYPE html>\n<html");
    html_attribute(writer, "lang", language);
    if (article)
        html_attribute(writer, "data-article", article);
    writer_text(writer,
                ">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    writer_text(writer, policy);
    writer_text(writer, "<title>");
    html_text(writer, title);
    if (article && name && strcmp(name, title) != 0) {
        writer_text(writer, " - ");
        html_text(writer, name);
    }
    writer_text(writer, "</title>\n<link rel=\"stylesheet\" href=\"");
    writer_text(writer, up);
    writer_text(writer, "style.css\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
    writer_text(writer, up);
    writer_text(writer, "icon.svg\">\n");
    if (web->feed) {
        writer_text(writer, "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"");
        html_address(writer, web, up, web->feed);
        writer_text(writer, "\">\n");
    }
}

void html_description(struct writer *writer, const char *text, size_t size)
{
    if (!text || !glyph_any(text, size))
        return;
    writer_text(writer, "<meta name=\"description\" content=\"");
    glyph_write_line(writer, text, glyph_cut(text, size, DESCRIPTION_MOST), GLYPH_ENTITIES);
    writer_text(writer, "\">\n");
}

const char *edition_text(const struct crier_edition *edition, uint32_t key)
{
    for (uint64_t i = 0; i < edition->meta_count; i++)
        if (edition->meta[i].key == key)
            return edition->meta[i].value;
    return NULL;
}

const struct media *web_audio(const struct web *web)
{
    for (size_t i = 0; i < web->file_count; i++)
        if (web->files[i].words_per_minute == 0 && strncmp(web->files[i].type, "audio/", 6) == 0)
            return &web->files[i];
    return NULL;
}
