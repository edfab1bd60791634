/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/agi_wire.h"

#include <string.h>

/* Lines of one answer of many lines; the usage text of a command has some twenty. */
enum { USAGE_LINES_MOST = 200, CODE_DIGITS = 3, CODE_USAGE = 520 };

enum agi_state { IN_VARIABLES, IN_ANSWERS, IN_USAGE, AT_WRONG };

struct agi_wire {
    enum agi_state state;
    GString *line;
    GHashTable *variables;
    guint variable_lines, usage_lines;
    struct agi_answer answer;
    char *text;
};

struct agi_wire *agi_wire_new(void)
{
    struct agi_wire *wire = g_new0(struct agi_wire, 1);

    wire->line = g_string_new(NULL);
    wire->variables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    wire->answer.text = "";
    return wire;
}

void agi_wire_free(struct agi_wire *wire)
{
    if (!wire)
        return;
    g_string_free(wire->line, TRUE);
    g_hash_table_unref(wire->variables);
    g_free(wire->text);
    g_free(wire);
}

const char *agi_wire_variable(const struct agi_wire *wire, const char *name)
{
    return g_hash_table_lookup(wire->variables, name);
}

const struct agi_answer *agi_wire_answer(const struct agi_wire *wire)
{
    return &wire->answer;
}

static enum agi_found read_variable(struct agi_wire *wire, const char *line)
{
    const char *colon = strchr(line, ':');
    const char *value;

    if (!*line) {
        wire->state = IN_ANSWERS;
        return AGI_READY;
    }
    if (++wire->variable_lines > AGI_VARIABLES_MOST || !g_str_has_prefix(line, "agi_") || !colon)
        return AGI_WRONG;
    value = colon[1] == ' ' ? colon + 2 : colon + 1;
    line += strlen("agi_");
    if (colon < line)
        return AGI_WRONG;
    g_autofree char *name = g_strndup(line, (gsize)(colon - line));

    if (!g_hash_table_contains(wire->variables, name))
        g_hash_table_insert(wire->variables, g_steal_pointer(&name), g_strdup(value));
    return AGI_VARIABLE;
}

/* A whole number, then a blank or the end. */
static gboolean number_after(const char *at, const char *name, gint64 *number)
{
    char *end = NULL;
    gint64 value;

    if (!at || !g_str_has_prefix(at, name))
        return FALSE;
    at += strlen(name);
    if (*at != '-' && !g_ascii_isdigit(*at))
        return FALSE;
    value = g_ascii_strtoll(at, &end, 10);
    if (end == at || (*end && *end != ' '))
        return FALSE;
    *number = value;
    return TRUE;
}

/* result=N [(text)] [endpos=N]. A text may have brackets of its own, and anything else. */
static gboolean read_result(struct agi_wire *wire, const char *rest)
{
    const char *open = strchr(rest, '('), *close = strrchr(rest, ')');
    const char *after = rest;
    gint64 endpos;

    if (!number_after(rest, "result=", &wire->answer.result))
        return FALSE;
    wire->answer.answered = TRUE;
    if (open && close && close > open) {
        wire->text = g_strndup(open + 1, (gsize)(close - open - 1));
        wire->answer.text = wire->text;
        after = close;
    }
    after = strstr(after, " endpos=");
    if (after && number_after(after + 1, "endpos=", &endpos) && endpos >= 0)
        wire->answer.endpos = endpos;
    return TRUE;
}

static void forget_answer(struct agi_wire *wire)
{
    g_clear_pointer(&wire->text, g_free);
    wire->answer = (struct agi_answer){ .endpos = -1, .text = "" };
}

static enum agi_found read_answer(struct agi_wire *wire, const char *line)
{
    const char *rest = line + CODE_DIGITS;

    if (strcmp(line, "HANGUP") == 0)
        return AGI_HANGUP;
    for (guint i = 0; i < CODE_DIGITS; i++)
        if (!g_ascii_isdigit(line[i]))
            return AGI_WRONG;
    if (*rest && *rest != ' ' && *rest != '-')
        return AGI_WRONG;
    forget_answer(wire);
    wire->answer.code = (guint)g_ascii_strtoull(line, NULL, 10);
    if (wire->answer.code < 200)
        return AGI_NOTHING; /* "100 Trying": the answer is yet to come */
    if (*rest == '-') {
        wire->state = IN_USAGE;
        wire->usage_lines = 0;
        return wire->answer.code == CODE_USAGE ? AGI_NOTHING : AGI_WRONG;
    }
    rest = *rest ? rest + 1 : rest;
    if (wire->answer.code == 200 && !read_result(wire, rest))
        return AGI_WRONG;
    return AGI_ANSWER;
}

static enum agi_found read_usage(struct agi_wire *wire, const char *line)
{
    if (g_str_has_prefix(line, "520 ") || strcmp(line, "520") == 0) {
        wire->state = IN_ANSWERS;
        return AGI_ANSWER;
    }
    return ++wire->usage_lines > USAGE_LINES_MOST ? AGI_WRONG : AGI_NOTHING;
}

static enum agi_found read_line(struct agi_wire *wire)
{
    GString *line = wire->line;

    if (line->len > 0 && line->str[line->len - 1] == '\r')
        g_string_truncate(line, line->len - 1);
    switch (wire->state) {
    case IN_VARIABLES:
        return read_variable(wire, line->str);
    case IN_ANSWERS:
        return read_answer(wire, line->str);
    case IN_USAGE:
        return read_usage(wire, line->str);
    default:
        return AGI_WRONG;
    }
}

enum agi_found agi_wire_feed(struct agi_wire *wire, const char *bytes, gsize size, gsize *used)
{
    enum agi_found found = AGI_NOTHING;

    *used = 0;
    while (wire->state != AT_WRONG && *used < size) {
        const char *from = bytes + *used;
        const char *end = memchr(from, '\n', size - *used);
        gsize count = end ? (gsize)(end - from) : size - *used;

        if (wire->line->len + count > AGI_LINE_MOST || memchr(from, '\0', count)) {
            wire->state = AT_WRONG;
            break;
        }
        g_string_append_len(wire->line, from, (gssize)count);
        *used += count + (end ? 1 : 0);
        if (!end)
            return AGI_NOTHING;
        found = read_line(wire);
        g_string_truncate(wire->line, 0);
        if (found == AGI_WRONG)
            wire->state = AT_WRONG;
        else if (found != AGI_NOTHING)
            return found;
    }
    return wire->state == AT_WRONG ? AGI_WRONG : AGI_NOTHING;
}

/* ---- Commands ---- */

static gboolean plain(const char *text)
{
    for (; *text; text++)
        if (g_ascii_iscntrl(*text))
            return FALSE;
    return TRUE;
}

gboolean agi_command(GString *out, const char *verb, const char *const *arguments)
{
    const gsize before = out->len;
    gboolean good = plain(verb);

    g_string_append(out, verb);
    for (; good && arguments && *arguments; arguments++) {
        good = plain(*arguments);
        g_string_append(out, " \"");
        for (const char *at = *arguments; *at; at++) {
            if (*at == '"' || *at == '\\')
                g_string_append_c(out, '\\');
            g_string_append_c(out, *at);
        }
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '\n');
    if (good && out->len - before <= AGI_COMMAND_MOST)
        return TRUE;
    g_string_truncate(out, before);
    return FALSE;
}
