/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrases.h"

#include <string.h>
#include <strings.h>

struct phrase {
    const char *opens;
    uint16_t most; /* characters of a block that this condemns; 0: the whole block is this */
};

/* Openings of promotion, navigation and small print. */
static const struct phrase promos[] = {
    /* English */
    { "read more", 250 },
    { "read also", 250 },
    { "read next", 250 },
    { "read the full", 160 },
    { "read our", 160 },
    { "also read", 250 },
    { "also see", 200 },
    { "see also", 250 },
    { "see more", 120 },
    { "more:", 200 },
    { "more on", 90 },
    { "more from", 120 },
    { "more about", 90 },
    { "more news", 90 },
    { "more stories", 120 },
    { "more in ", 60 },
    { "related:", 250 },
    { "related stor", 120 },
    { "related article", 160 },
    { "related link", 120 },
    { "related topic", 120 },
    { "related post", 120 },
    { "related content", 120 },
    { "related coverage", 120 },
    { "related ", 40 },
    { "recommended", 80 },
    { "you may also", 160 },
    { "you might also", 160 },
    { "don't miss", 160 },
    { "don’t miss", 160 },
    { "up next", 120 },
    { "next up", 100 },
    { "next article", 120 },
    { "previous article", 120 },
    { "next post", 120 },
    { "previous post", 120 },
    { "watch:", 160 },
    { "watch |", 200 },
    { "watch now", 40 },
    { "watch the video", 120 },
    { "watch more", 120 },
    { "watch live", 120 },
    { "listen:", 160 },
    { "listen to this", 120 },
    { "listen to article", 60 },
    { "click here", 200 },
    { "click to", 120 },
    { "tap here", 120 },
    { "sign up", 260 },
    { "signup", 200 },
    { "sign in", 120 },
    { "log in", 120 },
    { "subscribe", 260 },
    { "get the latest", 260 },
    { "get our", 260 },
    { "get breaking", 200 },
    { "get more", 120 },
    { "get the app", 120 },
    { "join our", 260 },
    { "join the conversation", 200 },
    { "join the discussion", 200 },
    { "follow us", 260 },
    { "follow me", 160 },
    { "follow @", 160 },
    { "follow our", 200 },
    { "follow on", 160 },
    { "follow her", 200 },
    { "follow him", 200 },
    { "follow the ", 90 },
    { "find us on", 160 },
    { "like us on", 200 },
    { "share this", 160 },
    { "share on", 120 },
    { "share:", 120 },
    { "share your", 160 },
    { "share article", 80 },
    { "tweet this", 80 },
    { "email this", 80 },
    { "print this", 80 },
    { "send us", 160 },
    { "have a tip", 250 },
    { "got a tip", 250 },
    { "have a story", 250 },
    { "contact us", 160 },
    { "download the", 160 },
    { "download our", 160 },
    { "story continues", 120 },
    { "article continues", 120 },
    { "continue reading", 120 },
    { "advertisement", 80 },
    { "advertising", 40 },
    { "sponsored", 80 },
    { "promoted", 60 },
    { "filed under", 250 },
    { "filed in", 120 },
    { "posted in", 160 },
    { "posted by", 160 },
    { "posted on", 160 },
    { "published in", 90 },
    { "tagged", 250 },
    { "tags:", 400 },
    { "tags ", 400 },
    { "topics:", 300 },
    { "categories:", 300 },
    { "category:", 200 },
    { "keywords:", 300 },
    { "leave a comment", 120 },
    { "leave a reply", 120 },
    { "view comments", 80 },
    { "view all", 100 },
    { "view more", 100 },
    { "view gallery", 100 },
    { "show more", 60 },
    { "load more", 60 },
    { "show comments", 60 },
    { "comments (", 60 },
    { "post a comment", 120 },
    { "add a comment", 120 },
    { "copyright ©", 400 },
    { "copyright 2", 400 },
    { "© ", 300 },
    { "©", 200 },
    { "all rights reserved", 300 },
    { "our standards:", 200 },
    { "license this content", 60 },
    { "this article was originally published", 250 },
    { "this article originally appeared", 250 },
    { "this story originally appeared", 250 },
    { "this post was originally published", 250 },
    { "this article contains affiliate", 400 },
    { "this post may contain affiliate", 400 },
    { "this post contains affiliate", 400 },
    { "if you buy something", 300 },
    { "when you purchase through links", 300 },
    { "we may earn", 300 },
    { "support our", 160 },
    { "support independent", 200 },
    { "donate", 120 },
    { "become a member", 200 },
    { "already a subscriber", 160 },
    { "skip to", 60 },
    { "back to top", 60 },
    { "return to", 60 },
    { "jump to", 60 },
    { "table of contents", 60 },
    { "in this article", 40 },
    { "photo gallery", 60 },
    { "photos:", 120 },
    { "video:", 160 },
    { "enable javascript", 160 },
    { "please enable", 160 },
    { "your browser does not", 160 },
    { "loading", 20 },
    { "reading time", 60 },
    { "estimated reading", 60 },
    { "last updated", 90 },
    { "updated:", 90 },
    { "published:", 90 },
    { "publish date", 90 },
    { "make us preferred", 120 },
    { "add us as", 160 },
    { "editor's picks", 60 },
    { "trending", 60 },
    { "most read", 80 },
    { "most popular", 80 },
    { "latest news", 80 },
    { "top stories", 80 },
    { "breaking news", 60 },
    { "thanks for reading", 160 },
    { "about the author", 60 },
    { "key event", 20 },
    /* Spanish */
    { "lea también", 250 },
    { "lee también", 250 },
    { "leer más", 160 },
    { "leer también", 250 },
    { "le puede interesar", 200 },
    { "te puede interesar", 200 },
    { "ver más", 120 },
    { "más información", 120 },
    { "más noticias", 120 },
    { "suscríbete", 250 },
    { "suscríbase", 250 },
    { "síguenos", 250 },
    { "sigue toda la información", 250 },
    { "compartir", 80 },
    { "noticias relacionadas", 100 },
    { "publicidad", 40 },
    /* German */
    { "lesen sie auch", 250 },
    { "lesen sie mehr", 250 },
    { "lesen sie hier", 250 },
    { "mehr zum thema", 160 },
    { "mehr dazu", 160 },
    { "mehr zu ", 120 },
    { "auch interessant", 200 },
    { "das könnte sie auch", 160 },
    { "jetzt abonnieren", 160 },
    { "anzeige", 30 },
    { "zur startseite", 60 },
    { "newsletter", 120 },
    { "hier geht es", 160 },
    /* French */
    { "à lire aussi", 250 },
    { "lire aussi", 250 },
    { "lire la suite", 120 },
    { "à lire également", 250 },
    { "lire également", 250 },
    { "voir aussi", 250 },
    { "abonnez-vous", 250 },
    { "inscrivez-vous", 250 },
    { "suivez-nous", 200 },
    { "partager", 60 },
    { "publicité", 40 },
    /* Portuguese */
    { "leia também", 250 },
    { "leia mais", 250 },
    { "saiba mais", 160 },
    { "veja também", 250 },
    { "compartilhe", 100 },
    { "siga-nos", 200 },
    { "continua depois da publicidade", 80 },
    /* Italian */
    { "leggi anche", 250 },
    { "leggi tutto", 120 },
    { "iscriviti", 200 },
    { "condividi", 60 },
    { "pubblicità", 40 },
    /* Others */
    { "lees ook", 250 },
    { "lees meer", 160 },
    { "läs mer", 160 },
    { "läs också", 250 },
    { "les også", 250 },
    { "læs også", 250 },
    { "czytaj też", 250 },
    { "czytaj także", 250 },
    { "czytaj więcej", 160 },
    { "zobacz też", 200 },
    { "zobacz także", 200 },
    { "читайте также", 250 },
    { "читать далее", 160 },
};

/* Whole blocks, without the stop or colon at their end. */
static const char *const labels[] = {
    "share",
    "tweet",
    "email",
    "e-mail",
    "print",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "pinterest",
    "reddit",
    "copy link",
    "save",
    "comments",
    "comment",
    "reply",
    "like",
    "follow",
    "next",
    "previous",
    "prev",
    "close",
    "menu",
    "search",
    "home",
    "related",
    "caption",
    "tags",
    "topics",
    "advertisement",
    "ad",
    "sponsored",
    "watch",
    "listen",
    "play",
    "more",
    "by",
    "image",
    "photo",
    "photos",
    "video",
    "gallery",
    "download",
    "bookmark",
    "live",
    "new",
    "x",
    "newsletter",
    "subscribe",
    "login",
    "edit",
    "link",
    "read",
    "get",
    "instagram",
    "youtube",
    "telegram",
    "flipboard",
    "news",
    "opinion",
    "published",
    "updated",
    "toggle caption",
    "image caption",
    "media caption",
    "enlarge",
    "view larger",
    "open image in gallery",
    "explore",
    "hide caption",
    "share this",
    "share this:",
    "sharing",
    "copied",
    "link copied",
    "resize",
    "text size",
    "click here",
    "learn more",
    "find out more",
    "read more",
    "buy now",
    "shop now",
    "see more",
    "see also",
    "continue",
    "references",
    "anzeige",
    "teilen",
    "drucken",
    "kommentare",
    "partager",
    "imprimer",
    "compartir",
    "imprimir",
    "compartilhar",
    "condividi",
    "voltar",
    "source",
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Does the text open with this? Signs in front ("»", "▶", "-") are passed over. */
static int opens(const char *text, const char *with)
{
    while (*with && lower(*text) == *with) {
        text++;
        with++;
    }
    return *with == '\0';
}

static const char *past_signs(const char *text)
{
    for (;;) {
        if (*text && strchr(" -*>|[(:#+", *text))
            text++;
        else if ((unsigned char)text[0] == 0xe2 && (unsigned char)text[1] >= 0x86 && text[2])
            text += 3; /* arrows and pictures */
        else if ((unsigned char)text[0] == 0xc2 && (unsigned char)text[1] == 0xbb)
            text += 2;
        else if ((unsigned char)text[0] == 0xf0 && text[1] && text[2] && text[3])
            text += 4;
        else
            return text;
    }
}

static int is_label(const char *text, size_t size)
{
    while (size > 0 && strchr(" .:…>|+", text[size - 1]))
        size--;
    if (size == 0)
        return 1;
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
        if (strlen(labels[i]) == size && strncasecmp(text, labels[i], size) == 0)
            return 1;
    return 0;
}

const char *phrase_of_promo(const struct block *block)
{
    const char *text = past_signs(block->text);

    if (block->chars < 24 && is_label(text, strlen(text)))
        return "label";
    if (block->chars > 400)
        return NULL;
    for (size_t i = 0; i < sizeof(promos) / sizeof(promos[0]); i++)
        if (block->chars <= promos[i].most && opens(text, promos[i].opens))
            return "promotion";
    return NULL;
}

int phrase_is_invitation(const struct block *block)
{
    static const char *const openings[] = {
        "subscribe",
        "sign up",
        "sign in",
        "register",
        "create an account",
        "log in",
        "already have an",
        "already a sub",
        "this content is reserved",
        "get unlimited",
        "unlimited access",
        "get full access",
        "this article is exclusive",
        "this article is for",
        "unlock this",
        "to continue reading",
        "become a member",
        "become a subscriber",
        "newsletter",
        "join our newsletter",
        "start your free",
        "choose your plan",
        "subscribers only",
        "don't have an account",
        "forgot password",
        "your email",
        "enter your email",
        "email address",
        "by signing up",
        "by submitting",
        "by subscribing",
        "by clicking",
        "jetzt abonnieren",
        "suscríbete",
        "abonnez-vous",
    };

    if (block->chars > 200)
        return 0;
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
        if (opens(block->text, openings[i]))
            return 1;
    return 0;
}

int phrase_is_disclosure(const struct block *block)
{
    static const char *const words[] = { "affiliate", "commission", "compensat" };
    static const char *const more[] = { " link", "purchase", "buy ", "earn" };
    int found = 0;

    if (block->chars > 420 || block->kind == KIND_HEADING)
        return 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        found |= strcasestr(block->text, words[i]) != NULL;
    for (size_t i = 0; found && i < sizeof(more) / sizeof(more[0]); i++)
        if (strcasestr(block->text, more[i]))
            return strstr(block->text, "We ") || strstr(block->text, "we ") ||
                   strstr(block->text, " I ") || strstr(block->text, "this ");
    return 0;
}

int phrase_is_bio(const struct block *block)
{
    static const char *const words[] = { " is a ",   " is an ",   " is the ",     " has been ",
                                         " covers ", " writes ",  " was a ",      " has written ",
                                         " joined ", " reports ", " has worked ", " is our " };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const char *found = strstr(block->text, words[i]);

        if (found && found - block->text < 60)
            return 1;
    }
    return 0;
}

int phrase_is_byline(const struct block *block)
{
    static const char *const openings[] = { "by ",          "by: ",         "von ",
                                            "par ",         "por ",         "written by ",
                                            "author: ",     "reported by ", "story by ",
                                            "text: ",       "words by ",    "edited by ",
                                            "reviewed by ", "di " };

    if (block->chars > 120 || block->words > 14 || block->stops > 1)
        return 0;
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
        if (opens(block->text, openings[i])) {
            const char *name = block->text + strlen(openings[i]);

            return (*name >= 'A' && *name <= 'Z') || (unsigned char)*name >= 0xc3;
        }
    return 0;
}

static int is_month(const char *word, size_t size)
{
    static const char *const months[] = {
        "jan",  "feb",  "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
        "dec",  "ene",  "abr", "ago", "dic", "mai", "okt", "dez", "mär", "fév", "avr",
        "juin", "juil", "aoû", "déc", "set", "out", "gen", "mag", "giu", "lug", "ott",
    };

    for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++)
        if (size >= strlen(months[i]) && strncasecmp(word, months[i], strlen(months[i])) == 0)
            return 1;
    return 0;
}

static int is_time_word(const char *word, size_t size)
{
    static const char *const words[] = {
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "est",
        "edt",
        "et",
        "gmt",
        "utc",
        "cst",
        "pst",
        "pdt",
        "cet",
        "ist",
        "bst",
        "at",
        "on",
        "updated",
        "update",
        "published",
        "posted",
        "last",
        "first",
        "modified",
        "ago",
        "hours",
        "hour",
        "minutes",
        "minute",
        "mins",
        "min",
        "days",
        "day",
        "weeks",
        "months",
        "years",
        "read",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "uhr",
        "le",
        "à",
        "el",
        "de",
        "às",
        "of",
        "the",
        "date",
        "created",
        "publié",
        "publicado",
        "stand",
        "vor",
        "stunden",
        "hace",
        "horas",
        "il",
        "y",
        "a",
        "heures",
        "reviewed",
        "amt",
        "jst",
        "hrs",
        "h",
        "time",
        "originally",
        "today",
        "yesterday",
        "reading",
        "gmt+1",
        "edited",
        "t",
        "issued",
        "since",
        "mis",
        "jour",
        "actualizado",
        "aktualisiert",
        "pt",
        "ct",
        "cdt",
        "mdt",
        "mst",
    };

    while (size > 0 && strchr(".,:;", word[size - 1]) && size > 2)
        size--;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strlen(words[i]) == size && strncasecmp(word, words[i], size) == 0)
            return 1;
    return 0;
}

/* "21:05", "9:05PM", perhaps with a name behind it. */
static int opens_with_time(const char *text)
{
    size_t hour = strspn(text, "0123456789");
    size_t minute = strspn(text + hour + (text[hour] == ':'), "0123456789");

    return hour >= 1 && hour <= 2 && text[hour] == ':' && minute == 2;
}

/* "5 hours ago". */
static int opens_with_age(const char *text)
{
    static const char *const units[] = { " min", " hour", " hrs", " day", " week", " month" };
    size_t digits = strspn(text, "0123456789");

    for (size_t i = 0; digits > 0 && i < sizeof(units) / sizeof(units[0]); i++)
        if (opens(text + digits, units[i]))
            return strstr(text, " ago") != NULL;
    return 0;
}

int phrase_is_date(const struct block *block)
{
    const char *at = block->text;
    unsigned digits = 0;
    unsigned known = 0;
    unsigned other = 0;

    if (block->chars > 110)
        return 0;
    if (block->chars < 45 && block->stops == 0 && block->words < 8 &&
        (opens_with_time(at) || opens_with_age(at)))
        return 1;
    while (*at) {
        size_t size = strcspn(at, " ");

        if (strpbrk(at, "0123456789") && strcspn(at, "0123456789") < size)
            digits++;
        else if (is_month(at, size) || is_time_word(at, size))
            known++;
        else if (size > 1 || ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z')))
            other++;
        at += size;
        at += *at == ' ';
    }
    return digits > 0 && digits <= 8 && other <= 1 && known + digits >= 2 * other + 1 &&
           (known > 0 || strpbrk(block->text, "/:.-") != NULL);
}

int phrase_is_credit(const struct block *block)
{
    static const char *const openings[] = {
        "photo:",       "photo by",  "photos by",       "photograph",   "image:",
        "image credit", "images:",   "credit:",         "picture:",     "photo credit",
        "courtesy",     "(photo",    "[photo",          "(image",       "getty",
        "foto:",        "fotos:",    "crédit",          "photo :",      "source:",
        "image via",    "photo via", "illustration by", "image source", "bild:",
        "(ap photo",    "(credit",   "photo courtesy",  "video by",     "featured image",
        "cover photo",  "(foto",
    };

    if (block->chars > 160)
        return 0;
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
        if (opens(block->text, openings[i]))
            return 1;
    return 0;
}

int phrase_is_caption(const struct block *block)
{
    static const char *const marks[] = { "(Image",   "(Photo",  "[Image",    "Getty Images",
                                         "AP Photo", "Image: ", "Photo: ",   "Picture: ",
                                         "(Foto",    "Foto: ",  "via Getty", "/AFP",
                                         "/Reuters", "/Getty",  "/AP)" };
    const char *end = block->text + (block->size > 60 ? block->size - 60 : 0);

    if (block->chars > 400)
        return 0;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (strstr(end, marks[i]))
            return 1;
    return 0;
}

int phrase_is_foreign_heading(const struct block *block)
{
    static const char *const openings[] = {
        "related",
        "more from",
        "more stories",
        "more on",
        "more news",
        "recommended",
        "you may",
        "you might",
        "read more",
        "read next",
        "also read",
        "see also",
        "top stories",
        "trending",
        "most read",
        "most popular",
        "latest",
        "popular",
        "comments",
        "leave a",
        "share this",
        "about the author",
        "newsletter",
        "subscribe",
        "sign up",
        "join the conversation",
        "editor's picks",
        "editors' picks",
        "up next",
        "what to read next",
        "tags",
        "follow us",
        "partner",
        "sponsored",
        "from our",
        "discover more",
        "keep reading",
        "next article",
        "recent posts",
        "recent articles",
        "further reading",
        "más noticias",
        "noticias relacionadas",
        "te puede",
        "le puede",
        "mehr zum thema",
        "das könnte",
        "à lire",
        "lire aussi",
        "leia também",
        "veja também",
        "leggi anche",
        "in other news",
        "our picks",
        "don't miss",
        "similar",
        "other stories",
        "more in ",
        "around the web",
        "promoted",
        "join our",
        "get the",
        "responses",
        "post navigation",
        "more like this",
        "explore more",
        "continue reading",
        "stay in touch",
        "stay connected",
    };

    if (block->chars > 60)
        return 0;
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
        if (opens(block->text, openings[i]))
            return 1;
    return 0;
}
