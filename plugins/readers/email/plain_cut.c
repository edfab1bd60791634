/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines of a plain message are not its own words. */
#include "plain.h"

#include <string.h>

#define FOOTER_LINE   400 /* a longer line is no footer */
#define WEAK_LINE     120
#define FOOTER_LINES  40 /* what follows a footer, at most */
#define SIGNATURE_MAX 25

/* Small letters throughout. */
static const char *const footers[] = {
    "unsubscribe",
    "manage your preferences",
    "manage your subscription",
    "update your preferences",
    "update your profile",
    "subscription preferences",
    "view this email in your browser",
    "view this email online",
    "view it in your browser",
    "view in your browser",
    "read this email online",
    "having trouble viewing",
    "you are receiving this",
    "you're receiving this",
    "you received this email",
    "you received this message because",
    "you have received this",
    "this email was sent to",
    "this e-mail was sent to",
    "this message was sent to",
    "this newsletter was sent to",
    "add us to your address book",
    "to your safe sender",
    "forward to a friend",
    "powered by mailchimp",
    "darse de baja",
    "se désabonner",
    "vom newsletter abmelden",
    NULL,
};

/* In articles as well: only a short line of them is a footer. */
static const char *const weak_footers[] = {
    "opt out of",
    "opt-out",
    "sent via",
    "all rights reserved",
    "privacy policy",
    "forward this email",
    "forwarded this email?",
    "was sent by:",
    "mailing list post",
    "mailing list info",
    "to change your email",
    "manage preferences",
    "email preferences",
    "read online:",
    "view in browser",
    "can't read this email",
    "click here to view",
    NULL,
};

/* These alone end a message: what comes behind them is a footer too. */
static const char *const closing_footers[] = {
    "unsubscribe",           "opt out of",        "you are receiving this",
    "you're receiving this", "you received this", "was sent to",
    "darse de baja",         "mailing list",      NULL,
};

static const char *const replies[] = {
    "-----original message-----",        "----- original message -----",
    "----original message----",          "-------- original message --------",
    "-----ursprüngliche nachricht-----", NULL,
};

static const char *const forwards[] = {
    "---------- forwarded message", "-------- forwarded message",
    "----- forwarded message",      "-----forwarded message",
    "begin forwarded message:",     "---- forwarded message",
    "---forwarded message",         NULL,
};

static const char *const wrote[] = {
    "wrote:",    "writes:",  "wrote on",  "said:",       "schrieb:",
    "a écrit :", "a écrit:", "escribió:", "ha scritto:", NULL,
};

static const char *const header_names[] = {
    "from:", "to:", "cc:", "bcc:", "sent:", "date:", "subject:", "reply-to:", "importance:", NULL,
};

static struct mail_line *line_of(struct plain *plain, guint i)
{
    return &g_array_index(plain->lines, struct mail_line, i);
}

static char *lower(const struct mail_line *line)
{
    return g_ascii_strdown(line->at, (gssize)MIN(line->size, FOOTER_LINE));
}

static gboolean has_one_of(const char *text, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (strstr(text, *phrases))
            return TRUE;
    return FALSE;
}

gboolean is_footer(const char *lower, gsize size)
{
    if (size == 0 || size > FOOTER_LINE)
        return FALSE;
    return has_one_of(lower, footers) || (size < WEAK_LINE && has_one_of(lower, weak_footers));
}

static gboolean holds(const struct mail_line *line, const char *const *phrases)
{
    g_autofree char *text = NULL;

    if (line->size == 0 || line->size > FOOTER_LINE)
        return FALSE;
    text = lower(line);
    return has_one_of(text, phrases);
}

static gboolean starts(const struct mail_line *line, const char *const *phrases)
{
    for (; *phrases; phrases++) {
        gsize size = strlen(*phrases);

        if (line->size >= size && g_ascii_strncasecmp(line->at, *phrases, size) == 0)
            return TRUE;
    }
    return FALSE;
}

static void set(struct plain *plain, guint from, guint to, enum fate fate)
{
    for (guint i = from; i < to; i++)
        if (line_of(plain, i)->fate == FATE_READ)
            line_of(plain, i)->fate = fate;
}

/* ---- Quotations ---- */

/* "On Monday, … wrote:", over three lines at most, just above line `end`. */
static void cut_attribution(struct plain *plain, guint end)
{
    guint from = end;

    while (from > 0 && line_of(plain, from - 1)->size == 0)
        from--;
    end = from;
    if (from == 0 || !holds(line_of(plain, from - 1), wrote))
        return;
    from--;
    for (guint more = 0; more < 2 && from > 0; more++) {
        const struct mail_line *line = line_of(plain, from);

        if (line->size > 3 && (g_ascii_strncasecmp(line->at, "On ", 3) == 0 ||
                               g_ascii_strncasecmp(line->at, "Am ", 3) == 0 ||
                               g_ascii_strncasecmp(line->at, "Le ", 3) == 0 ||
                               g_ascii_strncasecmp(line->at, "El ", 3) == 0))
            break;
        if (line_of(plain, from - 1)->size == 0 || line_of(plain, from - 1)->depth > 0)
            break;
        from--;
    }
    set(plain, from, end, FATE_QUOTED);
}

static void cut_quotations(struct plain *plain)
{
    for (guint i = 0; i < plain->lines->len; i++) {
        if (line_of(plain, i)->depth == 0)
            continue;
        if (i == 0 || line_of(plain, i - 1)->depth == 0)
            cut_attribution(plain, i);
        line_of(plain, i)->fate = FATE_QUOTED;
    }
}

/* Three or more lines "From: …", "Sent: …" in a row: a message pasted below. */
static guint header_block(struct plain *plain, guint at)
{
    guint end = at;
    guint found = 0;

    while (end < plain->lines->len && found < 12) {
        const struct mail_line *line = line_of(plain, end);

        if (starts(line, header_names))
            found++;
        else if (line->size == 0 || found == 0)
            break;
        end++;
        if (end - at > 20)
            return 0;
    }
    return found >= 3 ? end : 0;
}

static gboolean is_blank_before(struct plain *plain, guint at)
{
    for (guint i = 0; i < at; i++)
        if (line_of(plain, i)->size > 0 && line_of(plain, i)->fate == FATE_READ)
            return FALSE;
    return TRUE;
}

/* A forwarded message is what there is to read; a reply's original is not. */
static void cut_messages(struct plain *plain)
{
    for (guint i = 0; i < plain->lines->len; i++) {
        const struct mail_line *line = line_of(plain, i);
        guint end;

        if (line->fate != FATE_READ || line->size == 0)
            continue;
        if (starts(line, replies)) {
            set(plain, i, plain->lines->len, FATE_QUOTED);
        } else if (starts(line, forwards)) {
            guint next = i + 1;

            while (next < plain->lines->len && line_of(plain, next)->size == 0)
                next++;
            end = header_block(plain, next);
            set(plain, i, end ? end : i + 1, FATE_HEADERS);
        } else if (starts(line, header_names) && (end = header_block(plain, i)) > 0) {
            gboolean reply = !is_blank_before(plain, i);

            set(plain, i, reply ? plain->lines->len : end, reply ? FATE_QUOTED : FATE_HEADERS);
        }
    }
}

/* ---- Signatures ---- */

static gboolean is_line(const struct mail_line *line, const char *text)
{
    return line->size == strlen(text) && memcmp(line->at, text, line->size) == 0;
}

static void cut_signatures(struct plain *plain)
{
    for (guint i = 0; i < plain->lines->len; i++) {
        const struct mail_line *line = line_of(plain, i);
        guint end = i;

        if (line->depth > 0 || !is_line(line, "--"))
            continue;
        while (end < plain->lines->len && end - i < SIGNATURE_MAX &&
               line_of(plain, end)->depth == 0)
            end++;
        if (end - i < SIGNATURE_MAX || end == plain->lines->len)
            set(plain, i, end, FATE_SIGNATURE);
    }
}

/* A text signed by PGP: a head of its own and a block at its end. */
static void cut_keys(struct plain *plain)
{
    static const char *const heads[] = { "-----begin pgp signed message", NULL };
    static const char *const tails[] = { "-----begin pgp signature", "-----begin pgp public",
                                         NULL };
    guint count = plain->lines->len;

    for (guint i = 0; i < count; i++) {
        guint end = i;

        if (starts(line_of(plain, i), heads)) {
            while (end < count && line_of(plain, end)->size > 0)
                end++;
            set(plain, i, end, FATE_SIGNATURE);
        } else if (starts(line_of(plain, i), tails)) {
            static const char *const ends[] = { "-----end pgp", NULL };

            while (end < count && !starts(line_of(plain, end), ends))
                end++;
            set(plain, i, MIN(end + 1, count), FATE_SIGNATURE);
        }
    }
}

/* "Sent from my telephone", alone on the last line of what is read. */
static void cut_sent_from(struct plain *plain)
{
    static const char *const phrases[] = { "sent from my ", "get outlook for ",
                                           "sent from mail for ", NULL };

    for (guint i = 0; i < plain->lines->len; i++)
        if (line_of(plain, i)->size < 60 && starts(line_of(plain, i), phrases))
            set(plain, i, i + 1, FATE_SIGNATURE);
}

/* ---- Rules, addresses, footers ---- */

static gboolean is_rule(const struct mail_line *line)
{
    gsize marks = 0;

    for (gsize i = 0; i < line->size; i++)
        if (strchr("-_=*~#+. ", line->at[i]) == NULL && (guchar)line->at[i] < 0x80)
            return FALSE;
        else if ((guchar)line->at[i] >= 0x80 && (guchar)line->at[i] != 0xe2 &&
                 ((guchar)line->at[i] & 0xc0) != 0x80)
            return FALSE;
        else
            marks += line->at[i] != ' ';
    return marks >= 3;
}

/* An address with nothing around it but brackets and a label: "Read more: https://…". */
static gboolean is_link(const struct mail_line *line)
{
    const char *found = g_strstr_len(line->at, (gssize)line->size, "http");
    gsize before = found ? (gsize)(found - line->at) : 0;
    const char *space;

    if (!found || before > 30 ||
        (!g_str_has_prefix(found, "http://") && !g_str_has_prefix(found, "https://")))
        return FALSE;
    space = memchr(found, ' ', line->size - before);
    if (space && line->size - (gsize)(space - line->at) > 3)
        return FALSE;
    return before <= 3 || found[-1] == '<' || found[-2] == ':' || found[-2] == '<' ||
           found[-2] == '(';
}

static void cut_footer_at(struct plain *plain, guint at)
{
    guint count = plain->lines->len;
    guint from = at;
    guint to = at + 1;
    gboolean last = count - at <= FOOTER_LINES && at > 0 && at * 2 >= count &&
                    holds(line_of(plain, at), closing_footers);

    while (from > 0 && line_of(plain, from - 1)->size > 0 &&
           line_of(plain, from - 1)->fate == FATE_READ && at - from < 4 &&
           line_of(plain, from - 1)->size <= 100 && plain->widest <= 100)
        from--;
    while (to < count && line_of(plain, to)->size > 0 && to - at < 6 && plain->widest <= 100)
        to++;
    set(plain, from, last ? count : to, FATE_FOOTER);
}

static gboolean is_footer_line(const struct mail_line *line)
{
    g_autofree char *text = lower(line);

    return line->size <= FOOTER_LINE && is_footer(text, line->size);
}

static void cut_footers(struct plain *plain)
{
    for (guint i = 0; i < plain->lines->len; i++) {
        struct mail_line *line = line_of(plain, i);

        if (line->fate != FATE_READ || line->size == 0)
            continue;
        if (is_footer_line(line))
            cut_footer_at(plain, i);
        else if (is_rule(line))
            line->fate = FATE_RULE;
        else if (is_link(line))
            line->fate = FATE_LINK;
    }
}

/* Nothing but a quotation: then it is what the message says. */
static void keep_lone_quotation(struct plain *plain)
{
    if (plain_words(plain) > 0)
        return;
    for (guint i = 0; i < plain->lines->len; i++)
        if (line_of(plain, i)->depth > 0)
            line_of(plain, i)->fate = FATE_READ;
}

void plain_cut(struct plain *plain)
{
    cut_keys(plain);
    cut_quotations(plain);
    cut_messages(plain);
    cut_signatures(plain);
    cut_sent_from(plain);
    cut_footers(plain);
    keep_lone_quotation(plain);
    for (guint i = 0; i < plain->lines->len; i++)
        if (line_of(plain, i)->size > 0)
            plain->counts[line_of(plain, i)->fate]++;
}
