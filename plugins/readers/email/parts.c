/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parts.h"

#include "mailtext.h"
#include "page.h"
#include "plain.h"

#include <string.h>

#define DEPTH_MAX       24
#define PARTS_MAX       500
#define ATTACHMENTS_MAX 20 /* that are named */

static void note(const struct letter *l, guint32 severity, const char *message)
{
    l->host->note(l->host, severity, CRIER_NOWHERE, message);
}

/* ---- What a part is ---- */

static gboolean is_type(GMimeObject *part, const char *type, const char *subtype)
{
    return g_mime_content_type_is_type(g_mime_object_get_content_type(part), type, subtype);
}

static gboolean is_text(GMimeObject *part, const char *subtype)
{
    return GMIME_IS_PART(part) && is_type(part, "text", subtype);
}

static gboolean is_attachment(GMimeObject *part)
{
    const char *disposition = g_mime_object_get_disposition(part);

    if (disposition && g_ascii_strcasecmp(disposition, "attachment") == 0)
        return TRUE;
    return !is_text(part, "plain") && !is_text(part, "html");
}

/* Its bytes, transfer encoding undone. */
static GByteArray *content_of(GMimeObject *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    GMimeStream *stream = g_mime_stream_mem_new();
    GByteArray *bytes = g_byte_array_new();

    if (content)
        g_mime_data_wrapper_write_to_stream(content, stream);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    g_byte_array_free(bytes, TRUE);
    bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    g_object_unref(stream);
    g_byte_array_append(bytes, (const guint8 *)"", 1); /* never NULL, and searched as a string */
    g_byte_array_set_size(bytes, bytes->len - 1);
    return bytes;
}

static const char *charset_of(GMimeObject *part)
{
    return g_mime_object_get_content_type_parameter(part, "charset");
}

static gboolean has_parameter(GMimeObject *part, const char *name, const char *value)
{
    const char *given = g_mime_object_get_content_type_parameter(part, name);

    return given && g_ascii_strcasecmp(given, value) == 0;
}

static void note_attachment(struct letter *l, GMimeObject *part)
{
    g_autofree char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
    const char *name = GMIME_IS_PART(part) ? g_mime_part_get_filename(GMIME_PART(part)) : NULL;
    g_autofree char *message = NULL;
    g_autofree char *valid = name ? g_utf8_make_valid(name, -1) : NULL;

    if (++l->attachments > ATTACHMENTS_MAX)
        return;
    if (valid)
        message = g_strdup_printf("the attachment %.200s (%.80s) is not read", valid, type);
    else
        message = g_strdup_printf("a part of the type %.80s is not read", type);
    for (char *c = message; *c; c++)
        if (g_ascii_iscntrl(*c))
            *c = ' ';
    note(l, CRIER_NOTE_INFO, message);
}

/* ---- Plain text ---- */

static GString *text_of(GMimeObject *part)
{
    GByteArray *bytes = content_of(part);
    GString *text = mail_utf8((const char *)bytes->data, bytes->len, charset_of(part));

    g_byte_array_free(bytes, TRUE);
    return text;
}

static void take_plain(struct plain *plain, const struct letter *l, GMimeObject *part,
                       const GString *text)
{
    *plain = (struct plain){ .host = l->host };
    plain_take(plain, text, has_parameter(part, "format", "flowed"),
               has_parameter(part, "delsp", "yes"));
    plain_cut(plain);
}

static void send_plain(struct letter *l, GMimeObject *part)
{
    GString *text = text_of(part);
    struct plain plain;

    if (g_strstr_len(text->str, (gssize)text->len, "-----BEGIN PGP MESSAGE-----")) {
        note(l, CRIER_NOTE_WARNING, "the message is encrypted and cannot be read");
    } else {
        take_plain(&plain, l, part, text);
        l->read += plain_words(&plain) > 0;
        plain_send(&plain);
        plain_clear(&plain);
    }
    g_string_free(text, TRUE);
}

static gsize words_of_plain(const struct letter *l, GMimeObject *part)
{
    GString *text = text_of(part);
    struct plain plain;
    gsize words;

    take_plain(&plain, l, part, text);
    words = plain_words(&plain);
    plain_clear(&plain);
    g_string_free(text, TRUE);
    return words;
}

/* ---- HTML ---- */

/* Behind the tag that opens at `open`, or behind all of an element without text. */
static const char *after_tag(const char *open)
{
    static const char *const silent[] = { "style", "script", "title" };
    const char *close = strchr(open, '>');

    for (gsize i = 0; i < G_N_ELEMENTS(silent) && close; i++)
        if (g_ascii_strncasecmp(open + 1, silent[i], strlen(silent[i])) == 0 &&
            (close = strstr(close, "</")) != NULL)
            close = strchr(close, '>');
    return close ? close + 1 : NULL;
}

static gboolean ends_paragraph(const char *open)
{
    static const char *const tags[] = {
        "<p>", "<p ", "</p", "<br", "</div", "</h", "</li", "</td"
    };

    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
        if (g_ascii_strncasecmp(open, tags[i], strlen(tags[i])) == 0)
            return TRUE;
    return FALSE;
}

/* The text of a page without its tags, for want of a reader. */
static void send_stripped(const struct letter *l, const GString *html)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *at = html->str;
    struct plain plain = { .host = l->host };

    while (at && *at) {
        const char *open = strchr(at, '<');

        g_string_append_len(text, at, open ? open - at : (gssize)strlen(at));
        if (open && ends_paragraph(open))
            g_string_append(text, "\n\n");
        at = open ? after_tag(open) : NULL;
    }
    plain_take(&plain, text, FALSE, FALSE);
    plain_cut(&plain);
    plain_send(&plain);
    plain_clear(&plain);
}

/* FALSE: no reader takes it, and `other` can be read in its place. */
static gboolean send_html(struct letter *l, GMimeObject *part, gboolean has_other)
{
    GByteArray *bytes = content_of(part);
    gsize length = page_without_reply(l->host, bytes);
    const struct crier_source source = { .size = sizeof(source),
                                         .name = "",
                                         .media_type = "text/html",
                                         .bytes = bytes->data,
                                         .length = length,
                                         .charset = charset_of(part) };
    crier_status status;
    gboolean taken;

    page_blank_footers(l->host, (char *)bytes->data, length);
    status = l->host->read_part(l->host, &source);
    taken = status == CRIER_OK;

    if (status == CRIER_DECLINED && !has_other) {
        GString *text = mail_utf8((const char *)bytes->data, source.length, charset_of(part));

        note(l, CRIER_NOTE_WARNING, "no reader takes its HTML: its text is read without structure");
        send_stripped(l, text);
        g_string_free(text, TRUE);
        taken = TRUE;
    }
    l->read += taken;
    g_byte_array_free(bytes, TRUE);
    return taken || !has_other;
}

/* ---- Which part of an alternative ---- */

/* Newsletters are made in HTML, and their plain part is often a stub; of a letter the
 * plain part has all words and shows better what is quoted. */
static gboolean html_is_better(const struct letter *l, GMimeObject *plain, GMimeObject *html)
{
    GByteArray *bytes = content_of(html);
    gsize marked = page_words((const char *)bytes->data, bytes->len);
    gsize words = words_of_plain(l, plain);
    g_autofree char *lower = g_ascii_strdown((const char *)bytes->data, (gssize)bytes->len);
    gboolean structured = strstr(lower, "<h1") || strstr(lower, "<h2") || strstr(lower, "<li");

    g_byte_array_free(bytes, TRUE);
    if (marked < 3)
        return FALSE;
    return words * 2 < marked ? words < 12 || l->bulk : l->bulk || structured;
}

static void send_part(struct letter *l, GMimeObject *part);

/* The last part of the wanted kind: alternatives stand in rising order of likeness. */
static GMimeObject *find_alternative(GMimeMultipart *multipart, const char *subtype)
{
    int count = g_mime_multipart_get_count(multipart);

    for (int i = MIN(count, PARTS_MAX) - 1; i >= 0; i--) {
        GMimeObject *part = g_mime_multipart_get_part(multipart, i);

        if (GMIME_IS_MULTIPART(part) && is_type(part, "multipart", "related") &&
            g_mime_multipart_get_count(GMIME_MULTIPART(part)) > 0)
            part = g_mime_multipart_get_part(GMIME_MULTIPART(part), 0);
        if (is_text(part, subtype))
            return part;
    }
    return NULL;
}

static void send_alternative(struct letter *l, GMimeMultipart *multipart)
{
    GMimeObject *plain = find_alternative(multipart, "plain");
    GMimeObject *html = find_alternative(multipart, "html");
    int count = g_mime_multipart_get_count(multipart);

    if (plain && html) {
        if (!html_is_better(l, plain, html) || !send_html(l, html, TRUE))
            send_plain(l, plain);
        return;
    }
    if (html) {
        send_html(l, html, FALSE);
    } else if (plain) {
        send_plain(l, plain);
    } else {
        for (int i = 0; i < MIN(count, PARTS_MAX); i++)
            send_part(l, g_mime_multipart_get_part(multipart, i));
    }
}

/* ---- Any part ---- */

static void send_multipart(struct letter *l, GMimeMultipart *multipart)
{
    GMimeObject *part = GMIME_OBJECT(multipart);
    int count = MIN(g_mime_multipart_get_count(multipart), PARTS_MAX);

    if (is_type(part, "multipart", "alternative")) {
        send_alternative(l, multipart);
        return;
    }
    if (is_type(part, "multipart", "encrypted")) {
        note(l, CRIER_NOTE_WARNING, "the message is encrypted and cannot be read");
        return;
    }
    if (is_type(part, "multipart", "related") || is_type(part, "multipart", "signed"))
        count = MIN(count, 1); /* pictures and keys follow */
    for (int i = 0; i < count; i++)
        send_part(l, g_mime_multipart_get_part(multipart, i));
}

static void send_inner(struct letter *l, GMimeObject *part)
{
    GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    const char *disposition = g_mime_object_get_disposition(part);

    if (inner && l->read == 0 && !(disposition && g_ascii_strcasecmp(disposition, "inline")))
        send_message(l, inner, FALSE);
    else
        note_attachment(l, part);
}

static void send_part(struct letter *l, GMimeObject *part)
{
    if (!part)
        return;
    if (l->depth >= DEPTH_MAX) {
        note(l, CRIER_NOTE_WARNING, "parts nested more deeply than any mail needs are not read");
        return;
    }
    l->depth++;
    if (GMIME_IS_MULTIPART(part))
        send_multipart(l, GMIME_MULTIPART(part));
    else if (GMIME_IS_MESSAGE_PART(part))
        send_inner(l, part);
    else if (!GMIME_IS_PART(part) || is_attachment(part))
        note_attachment(l, part);
    else if (is_text(part, "html"))
        send_html(l, part, FALSE);
    else
        send_plain(l, part);
    l->depth--;
}

/* ---- The head of a message ---- */

static void add_text(const struct letter *l, guint32 role, const char *text)
{
    crier_add(l->host, role, text, strlen(text), CRIER_NOWHERE);
}

static void add_meta(const struct letter *l, guint32 key, const char *value)
{
    l->host->meta(l->host, key, value, strlen(value), CRIER_NOWHERE, CRIER_NOWHERE);
}

/* "Fwd: Re: [bakers] The vote" as "The vote". */
static const char *bare_subject(const char *subject, gboolean list)
{
    static const char *const marks[] = { "re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:", "sv:" };
    const char *at = subject;

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_ascii_strncasecmp(at, marks[i], strlen(marks[i])) == 0) {
            at += strlen(marks[i]);
            while (*at == ' ')
                at++;
            i = (gsize)-1;
        }
    if (list && *at == '[') {
        const char *close = strchr(at, ']');

        if (close && close - at < 40 && close[1])
            return bare_subject(close + 1 + (close[1] == ' '), FALSE);
    }
    return *at ? at : subject;
}

static void send_people(const struct letter *l, GMimeObject *object, gboolean first)
{
    g_autofree char *from = mail_header(object, "From");
    g_autofree char *sender = from && *from ? NULL : mail_header(object, "Sender");
    GPtrArray *people = mail_people(from && *from ? from : sender ? sender : "");
    g_autoptr(GString) line = g_string_new(NULL);

    for (guint i = 0; i < people->len; i++) {
        if (i > 0)
            g_string_append(line, i + 1 == people->len ? " and " : ", ");
        g_string_append(line, people->pdata[i]);
        if (first)
            add_meta(l, CRIER_META_AUTHOR, people->pdata[i]);
    }
    if (line->len > 0)
        add_text(l, CRIER_ROLE_BYLINE, line->str);
    g_ptr_array_free(people, TRUE);
}

static void send_date(const struct letter *l, GMimeObject *object, gboolean first)
{
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };
    g_autofree char *header = mail_header(object, "Date");
    GDateTime *date = header ? g_mime_utils_header_decode_date(header) : NULL;
    g_autofree char *iso = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
    char said[40];

    if (date && (g_date_time_get_year(date) < 1960 || g_date_time_get_year(date) > 2200))
        g_clear_pointer(&date, g_date_time_unref);
    if (!date && header && *header && first)
        note(l, CRIER_NOTE_WARNING, "its date cannot be understood");
    if (!date)
        return;
    if (first && iso)
        add_meta(l, CRIER_META_DATE, iso);
    g_snprintf(said, sizeof(said), "%s %d, %d", months[g_date_time_get_month(date) - 1],
               g_date_time_get_day_of_month(date), g_date_time_get_year(date));
    add_text(l, CRIER_ROLE_DATE, said);
    g_date_time_unref(date);
}

static void send_head(struct letter *l, GMimeObject *object, gboolean first)
{
    g_autofree char *subject = mail_header(object, "Subject");
    g_autofree char *list = mail_header(object, "List-Id");
    g_autofree char *unsubscribe = mail_header(object, "List-Unsubscribe");
    g_autofree char *precedence = mail_header(object, "Precedence");
    g_autofree char *language = mail_header(object, "Content-Language");
    g_autofree char *archived = mail_header(object, "Archived-At");

    l->bulk = (unsubscribe && !list) || (precedence && !g_ascii_strcasecmp(precedence, "bulk"));
    if (subject && *subject) {
        const char *bare = bare_subject(subject, list != NULL);

        if (first)
            add_meta(l, CRIER_META_TITLE, bare);
        add_text(l, CRIER_ROLE_HEADLINE, bare);
    }
    if (first && language && strlen(language) < 20)
        add_meta(l, CRIER_META_LANGUAGE, language);
    if (first && archived && *archived == '<' && strlen(archived) > 2) {
        archived[strlen(archived) - 1] = '\0';
        add_meta(l, CRIER_META_URL, archived + 1);
    }
    send_people(l, object, first);
    send_date(l, object, first);
}

void send_message(struct letter *l, GMimeMessage *message, gboolean first)
{
    guint before = l->read;
    char text[80];

    send_head(l, GMIME_OBJECT(message), first);
    l->attachments = 0;
    send_part(l, g_mime_message_get_mime_part(message));
    if (l->attachments > ATTACHMENTS_MAX) {
        g_snprintf(text, sizeof(text), "%u more attachments are not read",
                   l->attachments - ATTACHMENTS_MAX);
        note(l, CRIER_NOTE_INFO, text);
    }
    if (l->read == before)
        note(l, CRIER_NOTE_WARNING, "the message has no text of its own");
}
