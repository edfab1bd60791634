/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: gmime-3.0 icu-uc */
/* apt: libgmime-3.0-dev libicu-dev */
/* shared: slice */
/*
 * Messages and mailboxes: newsletters and letters, each an article of its own. The subject is
 * the headline; the text is the better of the parts, without what mail adds to it.
 */
#include "parts.h"

#include <string.h>

/* ---- Probing: the fields of a header, line by line ---- */

struct fields {
    unsigned known, sure, lines;
    unsigned broken; /* a line that no header has */
};

static const struct {
    const char *name;
    int sure; /* nothing but mail and news has it */
} known_fields[] = {
    { "from", 0 },
    { "to", 0 },
    { "subject", 0 },
    { "date", 0 },
    { "cc", 0 },
    { "reply-to", 0 },
    { "message-id", 1 },
    { "received", 1 },
    { "return-path", 1 },
    { "mime-version", 1 },
    { "delivered-to", 1 },
    { "x-mailer", 1 },
    { "sender", 0 },
    { "references", 0 },
    { "list-unsubscribe", 1 },
    { "list-id", 1 },
    { "in-reply-to", 1 },
    { "content-transfer-encoding", 1 },
    { "content-type", 0 },
    { "dkim-signature", 1 },
};

static void count_field(struct fields *fields, const char *line, size_t size)
{
    size_t length = 0;

    fields->lines++;
    while (length < size && line[length] > ' ' && line[length] < 0x7f && line[length] != ':')
        length++;
    if (length == 0 || length == size || line[length] != ':') {
        fields->broken++;
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(known_fields); i++)
        if (strlen(known_fields[i].name) == length &&
            g_ascii_strncasecmp(known_fields[i].name, line, length) == 0) {
            fields->known++;
            fields->sure += known_fields[i].sure != 0;
        }
}

static struct fields look_at_header(const char *bytes, size_t size, int *mailbox)
{
    struct fields fields = { 0 };
    size_t at = 0;

    *mailbox = size > 5 && memcmp(bytes, "From ", 5) == 0;
    while (at < size && (bytes[at] == '\n' || bytes[at] == '\r'))
        at++;
    while (at < size) {
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t length = end ? (size_t)(end - bytes) - at : size - at;

        if (length > 0 && bytes[at + length - 1] == '\r')
            length--;
        if (length == 0)
            break;
        if (!(at == 0 && *mailbox) && bytes[at] != ' ' && bytes[at] != '\t')
            count_field(&fields, bytes + at, length);
        at = end ? (size_t)(end - bytes) + 1 : size;
    }
    return fields;
}

static int32_t probe(const struct crier_source *source)
{
    int mailbox;
    struct fields f = look_at_header((const char *)source->bytes, source->length, &mailbox);
    int named = crier_has_suffix(source->name, "eml") || crier_has_suffix(source->name, "mbox") ||
                strcmp(source->media_type, "message/rfc822") == 0 ||
                strcmp(source->media_type, "application/mbox") == 0;

    if (f.broken > f.known / 4 + 1 || f.known == 0)
        return named && f.known > 0 ? 35 : named ? 20 : 0;
    if (f.known >= 2 && (f.sure >= 1 || mailbox))
        return 75;
    if (f.known >= 3)
        return 60;
    return named ? 45 : 0;
}

/* ---- Reading ---- */

static GMimeParser *parser_for(const struct crier_source *source)
{
    GMimeStream *stream =
        g_mime_stream_mem_new_with_buffer((const char *)source->bytes, source->length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    gboolean mailbox = source->length > 5 && memcmp(source->bytes, "From ", 5) == 0;

    g_mime_parser_set_format(parser, mailbox ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
    g_object_unref(stream);
    return parser;
}

static crier_status read_messages(struct letter *letter, GMimeParser *parser)
{
    guint count = 0;
    gboolean mailbox = g_mime_parser_get_format(parser) == GMIME_FORMAT_MBOX;

    do {
        GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

        if (!message)
            break;
        send_message(letter, message, count++ == 0);
        g_object_unref(message);
    } while (mailbox && !g_mime_parser_eos(parser));
    return count > 0 ? CRIER_OK : CRIER_UNREADABLE;
}

static crier_status read_email(const struct crier_reader_host *host,
                               const struct crier_source *source)
{
    struct letter letter = { .host = host };
    GMimeParser *parser;
    crier_status status;

    g_mime_init();
    parser = parser_for(source);
    status = read_messages(&letter, parser);
    g_object_unref(parser);
    if (status == CRIER_UNREADABLE)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "it is no message");
    return status;
}

CRIER_READER = {
    CRIER_READER_HEAD("email", "e-mail: newsletters, letters, mailboxes"),
    .suffixes = (const char *const[]){ "eml", "mbox", NULL },
    .media_types = (const char *const[]){ "message/rfc822", "application/mbox", NULL },
    .probe = probe,
    .read = read_email,
};
