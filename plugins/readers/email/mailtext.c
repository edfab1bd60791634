/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mailtext.h"

#include <string.h>
#include <unicode/ucnv.h>

#define PEOPLE_MAX 20

/* ---- Charsets ---- */

static gboolean convert(const char *bytes, gsize size, const char *charset, GString *out)
{
    UErrorCode error = U_ZERO_ERROR;
    /* No character of any charset grows to more than three bytes for each of its own but
     * in escapes and half-width kana, which ask for four. */
    gsize room = size * 4 + 16;
    int32_t length;

    g_string_set_size(out, room);
    length = ucnv_convert("UTF-8", charset, out->str, (int32_t)room, bytes, (int32_t)size, &error);
    if (U_FAILURE(error) || length < 0 || (gsize)length > room) {
        g_string_truncate(out, 0);
        return FALSE;
    }
    g_string_truncate(out, (gsize)length);
    return TRUE;
}

static gboolean is_plain_name(const char *charset)
{
    return charset && *charset && strlen(charset) < 40 && g_ascii_strcasecmp(charset, "us-ascii") &&
           g_ascii_strncasecmp(charset, "utf-8", 5);
}

/* Single bytes for Western Europe, as which UTF-8 is often declared by mistake. */
static gboolean is_western(const char *charset)
{
    return charset && (g_ascii_strncasecmp(charset, "iso-8859-1", 10) == 0 ||
                       g_ascii_strcasecmp(charset, "windows-1252") == 0 ||
                       g_ascii_strcasecmp(charset, "latin1") == 0);
}

static void tidy(GString *text)
{
    for (gsize i = 0; i < text->len; i++)
        if (text->str[i] == '\0' || text->str[i] == '\x7f')
            text->str[i] = ' ';
    if (!g_utf8_validate(text->str, (gssize)text->len, NULL)) {
        g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);

        g_string_assign(text, valid);
    }
}

GString *mail_utf8(const char *bytes, gsize size, const char *charset)
{
    GString *out = g_string_new(NULL);

    if (size > G_MAXINT32 / 8)
        size = G_MAXINT32 / 8;
    /* What windows-1252 adds is what iso-8859-1 means in mail. */
    if (is_plain_name(charset) && is_western(charset))
        charset = g_ascii_strcasecmp(charset, "iso-8859-15") == 0 ? charset : NULL;
    if (is_plain_name(charset) && convert(bytes, size, charset, out)) {
        tidy(out);
        return out;
    }
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    if (!g_utf8_validate_len(bytes, size, NULL) && !memchr(bytes, '\0', size) &&
        convert(bytes, size, "windows-1252", out)) {
        tidy(out);
        return out;
    }
    g_string_truncate(out, 0);
    g_string_append_len(out, bytes, (gssize)size);
    tidy(out);
    return out;
}

/* ---- Encoded words ---- */

/* One "=?charset?B?text?=", or its parts empty. */
struct encoded {
    const char *charset, *text;
    gsize charset_size, text_size, size;
    char how;
};

static gboolean encoded_at(const char *s, const char *end, struct encoded *e)
{
    const char *mark;

    if (end - s < 8 || s[0] != '=' || s[1] != '?')
        return FALSE;
    e->charset = s + 2;
    mark = memchr(e->charset, '?', (gsize)MIN(end - e->charset, 60));
    if (!mark || mark == e->charset || end - mark < 5 || mark[2] != '?')
        return FALSE;
    e->charset_size = (gsize)(mark - e->charset);
    e->how = g_ascii_toupper(mark[1]);
    e->text = mark + 3;
    mark = g_strstr_len(e->text, end - e->text, "?=");
    if (!mark || (e->how != 'B' && e->how != 'Q'))
        return FALSE;
    e->text_size = (gsize)(mark - e->text);
    e->size = (gsize)(mark + 2 - s);
    return TRUE;
}

static void unpack(const struct encoded *e, GString *bytes)
{
    if (e->how == 'B') {
        g_autofree guchar *data = g_malloc(e->text_size + 3);
        gint state = 0;
        guint save = 0;
        gsize size = g_base64_decode_step(e->text, e->text_size, data, &state, &save);

        g_string_append_len(bytes, (const char *)data, (gssize)size);
        return;
    }
    for (gsize i = 0; i < e->text_size; i++) {
        char c = e->text[i];

        if (c == '=' && i + 2 < e->text_size && g_ascii_isxdigit(e->text[i + 1]) &&
            g_ascii_isxdigit(e->text[i + 2])) {
            c = (char)(g_ascii_xdigit_value(e->text[i + 1]) * 16 +
                       g_ascii_xdigit_value(e->text[i + 2]));
            i += 2;
        }
        g_string_append_c(bytes, c == '_' ? ' ' : c);
    }
}

/* Bytes of neighbouring words of one charset are joined first: characters may be split. */
static void flush(GString *out, GString *bytes, char *charset)
{
    GString *text;

    if (bytes->len == 0)
        return;
    charset[strcspn(charset, "*")] = '\0'; /* "utf-8*en" names a language */
    text = mail_utf8(bytes->str, bytes->len, charset);
    g_string_append_len(out, text->str, (gssize)text->len);
    g_string_free(text, TRUE);
    g_string_truncate(bytes, 0);
}

static void decode_words(const char *s, const char *end, GString *out)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    char charset[64] = "";

    while (s < end) {
        struct encoded e;
        const char *next = s;

        while (bytes->len > 0 && next < end && g_ascii_isspace(*next))
            next++;
        if (!encoded_at(next, end, &e)) {
            flush(out, bytes, charset);
            g_string_append_c(out, *s++);
            continue;
        }
        if (g_ascii_strncasecmp(charset, e.charset, e.charset_size) != 0)
            flush(out, bytes, charset);
        g_snprintf(charset, sizeof(charset), "%.*s", (int)e.charset_size, e.charset);
        unpack(&e, bytes);
        s = next + e.size;
    }
    flush(out, bytes, charset);
}

char *mail_header(GMimeObject *part, const char *name)
{
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(part), name);
    const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
    GString *utf8, *out;
    char *text;

    if (!raw)
        return NULL;
    utf8 = mail_utf8(raw, strlen(raw), NULL);
    out = g_string_new(NULL);
    decode_words(utf8->str, utf8->str + utf8->len, out);
    g_string_free(utf8, TRUE);
    tidy(out);
    text = g_string_free(out, FALSE);
    for (char *c = text, *to = text;; c++) { /* runs of white space become one space */
        gboolean space = *c && g_ascii_isspace(*c);

        if (space && (to == text || to[-1] == ' '))
            continue;
        *to++ = space ? ' ' : *c;
        if (!*c)
            break;
    }
    return g_strchomp(text);
}

/* ---- People ---- */

static void add_person(GPtrArray *people, GString *name, const char *address)
{
    char *text = g_strstrip(name->str);
    const char *via = strstr(text, " via ");
    const char *comma = strchr(text, ',');
    char *person;

    if (*text == '\0')
        person = g_strstrip(g_strdup(address));
    else if (comma && !strchr(comma + 1, ',') && comma[1] == ' ' && comma[2])
        person = g_strdup_printf("%s %.*s", comma + 2, (int)(comma - text), text);
    else
        person = g_strndup(text, via ? (gsize)(via - text) : strlen(text));
    if (*person && people->len < PEOPLE_MAX)
        g_ptr_array_add(people, person);
    else
        g_free(person);
    g_string_truncate(name, 0);
}

/* A comment is a name behind an address alone; elsewhere nothing of it is kept, so that what
 * is quoted in it leaves no part of a character. */
static void take(char inside, char c, GString *name, GString *address)
{
    if (inside == '(' && address->len == 0)
        return;
    g_string_append_c(inside == '<' ? address : name, c);
}

/* "Name" <address>, address (Name), address */
GPtrArray *mail_people(const char *header)
{
    GPtrArray *people = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) name = g_string_new(NULL);
    g_autoptr(GString) address = g_string_new(NULL);
    char inside = 0; /* '"', '<' or '(' */

    for (const char *c = header;; c++) {
        gboolean ends = !*c || (!inside && (*c == ',' || *c == ';'));

        if (ends && address->len == 0 && strchr(name->str, '@')) {
            g_string_assign(address, name->str);
            g_string_truncate(name, 0);
        }
        if (ends) {
            add_person(people, name, address->str);
            g_string_truncate(address, 0);
        } else if (*c == '\\' && c[1]) {
            take(inside, *++c, name, address);
        } else if (*c == '"' && (!inside || inside == '"')) {
            inside = inside ? 0 : '"';
        } else if (!inside && (*c == '<' || *c == '(')) {
            if (*c == '(' && strchr(name->str, '@')) { /* the name stands behind */
                g_string_assign(address, name->str);
                g_string_truncate(name, 0);
            }
            inside = *c;
        } else if ((inside == '<' && *c == '>') || (inside == '(' && *c == ')')) {
            inside = 0;
        } else {
            take(inside, *c, name, address);
        }
        if (!*c)
            return people;
    }
}
