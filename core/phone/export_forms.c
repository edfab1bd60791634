/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places of the menu in the languages of four platforms. */
#include "core/phone/export_parts.h"

static const struct export_node *node_at(const struct export_tree *tree, int index)
{
    return &g_array_index(tree->nodes, struct export_node, index);
}

static const char *clip_name(const struct export_tree *tree, const struct export_node *node,
                             guint i)
{
    return tree->names[g_array_index(node->clips, uint32_t, i)];
}

static const char *wrong_key(const struct export_tree *tree)
{
    return tree->names[tree->board->prompts[PROMPT_WRONG_KEY]];
}

/* ---- Asterisk: no words of an edition stand in it ---- */

static void put_context(const struct export_tree *tree, int index, GString *out)
{
    const struct export_node *node = node_at(tree, index);

    g_string_append_printf(out, "\n[crier-%s]\nexten => s,1,%s\n", node->name,
                           index == 0 ? "Answer()" : "NoOp()");
    for (guint i = 0; i < node->clips->len; i++)
        g_string_append_printf(out, " same => n,Background(crier/%s)\n", clip_name(tree, node, i));
    if (node->wait > 0)
        g_string_append_printf(out, " same => n,WaitExten(%u)\n", node->wait);
    if (node->next >= 0)
        g_string_append_printf(out,
                               " same => n,Goto(crier-%s,s,1)\n"
                               "exten => t,1,Goto(crier-%s,s,1)\n",
                               node_at(tree, node->next)->name, node_at(tree, node->next)->name);
    else
        g_string_append(out, " same => n,Hangup()\nexten => t,1,Hangup()\n");
    for (int i = 0; i < EXPORT_KEYS; i++)
        if (node->keys[i] >= 0)
            g_string_append_printf(out, "exten => %c,1,Goto(crier-%s,s,1)\n", export_keys[i],
                                   node_at(tree, node->keys[i])->name);
    g_string_append_printf(out, "exten => i,1,Playback(crier/%s)\n same => n,Goto(crier-%s,s,1)\n",
                           wrong_key(tree), node->name);
}

gboolean export_asterisk(const struct export_tree *tree, export_file put, void *data)
{
    g_autoptr(GString) out =
        g_string_new("; Copy the folder audio to the folder of sounds as \"crier\"; send calls to "
                     "crier-start-0,s,1.\n");

    for (guint i = 0; i < tree->nodes->len; i++)
        put_context(tree, (int)i, out);
    return put(data, "asterisk/extensions.conf", out);
}

/* ---- FreeSWITCH: a menu each, reached by a transfer, so that they do not pile up ---- */

static void put_fs_menu(const struct export_tree *tree, int index, GString *out)
{
    const struct export_node *node = node_at(tree, index);

    g_string_append_printf(out, "<menu name=\"crier-%s\" greet-long=\"", node->name);
    for (guint i = 0; i < node->clips->len; i++)
        g_string_append_printf(out, "%scrier/%s.wav",
                               i == 0 ? (node->clips->len > 1 ? "file_string://" : "") : "!",
                               clip_name(tree, node, i));
    g_string_append_printf(out,
                           "\" invalid-sound=\"crier/%s.wav\" timeout=\"%u\" digit-len=\"1\" "
                           "max-failures=\"9\" max-timeouts=\"1\" exec-on-max-timeouts=\"",
                           wrong_key(tree), MAX(node->wait * 1000, 100));
    if (node->next >= 0)
        g_string_append_printf(out, "transfer crier-%s XML crier\">\n",
                               node_at(tree, node->next)->name);
    else
        g_string_append(out, "hangup\">\n");
    for (int i = 0; i < EXPORT_KEYS; i++)
        if (node->keys[i] >= 0)
            g_string_append_printf(out,
                                   "<entry action=\"menu-exec-app\" digits=\"%c\" "
                                   "param=\"transfer crier-%s XML crier\"/>\n",
                                   export_keys[i], node_at(tree, node->keys[i])->name);
    g_string_append(out, "</menu>\n");
}

gboolean export_freeswitch(const struct export_tree *tree, export_file put, void *data)
{
    g_autoptr(GString) out = g_string_new("<include>\n");
    g_autoptr(GString) plan = g_string_new(
        "<include>\n<context name=\"crier\">\n<extension name=\"crier\">\n"
        "<condition field=\"destination_number\" expression=\"^(crier-[a-z0-9-]+)$\">\n"
        "<action application=\"answer\"/>\n<action application=\"ivr\" data=\"$1\"/>\n"
        "</condition>\n</extension>\n</context>\n</include>\n");

    for (guint i = 0; i < tree->nodes->len; i++)
        put_fs_menu(tree, (int)i, out);
    g_string_append(out, "</include>\n");
    return put(data, "freeswitch/ivr.xml", out) && put(data, "freeswitch/dialplan.xml", plan);
}

/* ---- VoiceXML: what a clip says stands in it, for browsers that lack the file ---- */

static void put_text(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);

        if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')
            g_string_append_printf(out, "&#%u;", c);
        else if (c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
            g_string_append_c(out, ' ');
        else
            g_string_append_unichar(out, c);
    }
}

static void put_keys_vxml(const struct export_tree *tree, const struct export_node *node,
                          GString *out)
{
    gboolean first = TRUE;

    g_string_append(out, "<grammar xmlns=\"http://www.w3.org/2001/06/grammar\" version=\"1.0\" "
                         "mode=\"dtmf\" root=\"keys\"><rule id=\"keys\"><one-of>");
    for (int i = 0; i < EXPORT_KEYS; i++)
        if (node->keys[i] >= 0)
            g_string_append_printf(out, "<item>%c</item>", export_keys[i]);
    g_string_append(out, "</one-of></rule></grammar>\n<filled>");
    for (int i = 0; i < EXPORT_KEYS; i++) {
        if (node->keys[i] < 0)
            continue;
        g_string_append_printf(out, "<%s cond=\"key == '%c'\"%s><goto next=\"%s.vxml\"/>",
                               first ? "if" : "elseif", export_keys[i], first ? "" : "/",
                               node_at(tree, node->keys[i])->name);
        first = FALSE;
    }
    g_string_append_printf(out,
                           "</if></filled>\n<nomatch><audio src=\"../audio/%s.wav\"/>"
                           "<reprompt/></nomatch>\n<noinput>",
                           wrong_key(tree));
}

static void put_vxml(const struct export_tree *tree, const struct export_node *node, GString *out)
{
    gboolean keys = FALSE;

    for (int i = 0; i < EXPORT_KEYS; i++)
        keys = keys || node->keys[i] >= 0;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<vxml version=\"2.1\" "
                         "xmlns=\"http://www.w3.org/2001/vxml\">\n<form>\n");
    g_string_append_printf(out, "<%s>\n<prompt%s>\n", keys ? "field name=\"key\"" : "block",
                           keys ? " bargein=\"true\"" : "");
    if (keys)
        g_string_insert(out, (gssize)out->len - 2,
                        node->wait > 1 ? " timeout=\"5s\"" : " timeout=\"1s\"");
    for (guint i = 0; i < node->clips->len; i++) {
        g_string_append_printf(out, "<audio src=\"../audio/%s.wav\">", clip_name(tree, node, i));
        put_text(out, tree->board->clips[g_array_index(node->clips, uint32_t, i)].text);
        g_string_append(out, "</audio>\n");
    }
    g_string_append(out, "</prompt>\n");
    if (keys)
        put_keys_vxml(tree, node, out);
    if (node->next >= 0)
        g_string_append_printf(out, "<goto next=\"%s.vxml\"/>", node_at(tree, node->next)->name);
    else
        g_string_append(out, "<exit/>");
    g_string_append(out, keys ? "</noinput>\n</field>" : "\n</block>");
    g_string_append(out, "\n</form>\n</vxml>\n");
}

gboolean export_voicexml(const struct export_tree *tree, export_file put, void *data)
{
    for (guint i = 0; i < tree->nodes->len; i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *path = g_strdup_printf("voicexml/%s.vxml", node_at(tree, (int)i)->name);

        put_vxml(tree, node_at(tree, (int)i), out);
        if (!put(data, path, out))
            return FALSE;
    }
    return TRUE;
}

/* ---- TwiML: it has no choice by key, so the web server maps NODE.xml?Digits=K to NODE-K ---- */

static gboolean put_twiml_key(const struct export_tree *tree, const struct export_node *node,
                              int key, export_file put, void *data)
{
    g_autofree char *path =
        g_strdup_printf("twiml/%s-%s.xml", node->name, export_key_name(export_keys[key]));
    g_autoptr(GString) out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>");

    if (node->keys[key] < 0)
        g_string_append_printf(out, "<Play>../audio/%s.wav</Play>", wrong_key(tree));
    g_string_append_printf(out, "<Redirect method=\"GET\">%s.xml</Redirect></Response>\n",
                           node->keys[key] < 0 ? node->name : node_at(tree, node->keys[key])->name);
    return put(data, path, out);
}

static gboolean put_twiml(const struct export_tree *tree, const struct export_node *node,
                          export_file put, void *data)
{
    g_autofree char *path = g_strdup_printf("twiml/%s.xml", node->name);
    g_autoptr(GString) out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>");

    g_string_append_printf(out,
                           "<Gather input=\"dtmf\" numDigits=\"1\" finishOnKey=\"\" method=\"GET\" "
                           "timeout=\"%u\" action=\"%s.xml\">\n",
                           MAX(node->wait, 1), node->name);
    for (guint i = 0; i < node->clips->len; i++)
        g_string_append_printf(out, "<Play>../audio/%s.wav</Play>\n", clip_name(tree, node, i));
    g_string_append(out, "</Gather>");
    if (node->next >= 0)
        g_string_append_printf(out, "<Redirect method=\"GET\">%s.xml</Redirect>",
                               node_at(tree, node->next)->name);
    else
        g_string_append(out, "<Hangup/>");
    g_string_append(out, "</Response>\n");
    for (int i = 0; i < EXPORT_KEYS; i++)
        if (!put_twiml_key(tree, node, i, put, data))
            return FALSE;
    return put(data, path, out);
}

gboolean export_twiml(const struct export_tree *tree, export_file put, void *data)
{
    for (guint i = 0; i < tree->nodes->len; i++)
        if (!put_twiml(tree, node_at(tree, (int)i), put, data))
            return FALSE;
    return TRUE;
}
