/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/serve/configuration.h"

#include <glib.h>
#include <string.h>

/* @FOLDER@ is where the edition is published. */
static const char nginx[] =
    "# A published edition for nginx: put it into /etc/nginx/conf.d/ and change the name.\n"
    "server {\n"
    "    listen 80;\n"
    "    server_name audio.example.org;\n"
    "    root \"@FOLDER@\";\n"
    "    index index.html;\n"
    "    autoindex off;\n"
    "    disable_symlinks on;\n"
    "    charset utf-8;\n"
    "    types {\n"
    "        text/html                 html htm;\n"
    "        text/css                  css;\n"
    "        text/javascript           js;\n"
    "        text/plain                txt;\n"
    "        text/vtt                  vtt;\n"
    "        application/x-subrip      srt;\n"
    "        application/rss+xml       rss;\n"
    "        application/json          json;\n"
    "        application/epub+zip      epub;\n"
    "        application/smil          smil;\n"
    "        audio/mpeg                mp3;\n"
    "        audio/ogg                 opus ogg oga;\n"
    "        audio/flac                flac;\n"
    "        audio/wav                 wav;\n"
    "        audio/x-mpegurl           m3u8;\n"
    "        image/jpeg                jpg jpeg;\n"
    "        image/png                 png;\n"
    "        image/svg+xml             svg;\n"
    "    }\n"
    "    add_header X-Content-Type-Options nosniff always;\n"
    "    location ~ /\\. { deny all; }\n"
    "    location ~ /feed\\.xml$ {\n"
    "        types { }\n"
    "        default_type application/rss+xml;\n"
    "        add_header Cache-Control no-cache;\n"
    "    }\n"
    "    location ~ chapters\\.json$ {\n"
    "        types { }\n"
    "        default_type application/json+chapters;\n"
    "        add_header Access-Control-Allow-Origin *;\n"
    "    }\n"
    "    location ~ \\.(vtt|srt)$ {\n"
    "        add_header Access-Control-Allow-Origin *;\n"
    "    }\n"
    "}\n";

static const char caddy[] =
    "# A published edition for Caddy: put it into the Caddyfile and change the name.\n"
    "audio.example.org {\n"
    "\troot * \"@FOLDER@\"\n"
    "\t@hidden path */.*\n"
    "\trespond @hidden 404\n"
    "\t@feed path *.rss */feed.xml\n"
    "\theader @feed Content-Type application/rss+xml\n"
    "\theader @feed Cache-Control no-cache\n"
    "\t@chapters path *chapters.json\n"
    "\theader @chapters Content-Type application/json+chapters\n"
    "\theader @chapters Access-Control-Allow-Origin *\n"
    "\t@captions path *.vtt *.srt\n"
    "\theader @captions Access-Control-Allow-Origin *\n"
    "\t@vtt path *.vtt\n"
    "\theader @vtt Content-Type text/vtt\n"
    "\t@srt path *.srt\n"
    "\theader @srt Content-Type application/x-subrip\n"
    "\t@books path *.epub\n"
    "\theader @books Content-Type application/epub+zip\n"
    "\t@mp3 path *.mp3\n"
    "\theader @mp3 Content-Type audio/mpeg\n"
    "\t@opus path *.opus *.ogg *.oga\n"
    "\theader @opus Content-Type audio/ogg\n"
    "\theader X-Content-Type-Options nosniff\n"
    "\tfile_server\n"
    "}\n";

static const struct {
    const char *kind, *text;
} kinds[] = { { "nginx", nginx }, { "caddy", caddy } };

char *configuration_text(const char *kind, const char *folder)
{
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kind, kinds[i].kind) == 0) {
            g_auto(GStrv) parts = g_strsplit(kinds[i].text, "@FOLDER@", -1);

            return g_strjoinv(folder, parts);
        }
    return NULL;
}
