/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/unit.h"

#include "core/base/error.h"

#include <string.h>

static const char head[] = "# Look it over, then: put it into /etc/systemd/system, and\n"
                           "# systemctl daemon-reload && systemctl enable --now NAME.service\n"
                           "[Unit]\n";

static const char publishing[] =
    "ExecReload=/bin/kill -HUP $MAINPID\n"
    "Restart=on-failure\n"
    "RestartSec=30\n"
    "# The first round may speak a whole edition, and a round that is stopped ends with 130.\n"
    "TimeoutStartSec=infinity\n"
    "SuccessExitStatus=130\n"
    "\n"
    "# Who publishes: somebody who may read the articles and write the folder below.\n"
    "#User=crier\n"
    "#DynamicUser=yes\n"
    "\n"
    "# Sentences already spoken are kept in /var/cache/crier.\n"
    "CacheDirectory=crier\n"
    "Environment=XDG_CACHE_HOME=%C\n";

static const char answering[] =
    "ExecReload=/bin/kill -HUP $MAINPID\n"
    "Restart=on-failure\n"
    "RestartSec=5\n"
    "# Two descriptors a call, and some for itself.\n"
    "LimitNOFILE=8192\n"
    "DynamicUser=yes\n"
    "\n"
    "# Where callers stopped is kept in /var/lib/crier, for this service alone.\n"
    "StateDirectory=crier\n"
    "StateDirectoryMode=0700\n"
    "Environment=XDG_STATE_HOME=%S\n"
    "UMask=0077\n"
    "MemoryDenyWriteExecute=yes\n"
    "RestrictNamespaces=yes\n"
    "CapabilityBoundingSet=\n";

static const char hardening[] = "NoNewPrivileges=yes\n"
                                "PrivateTmp=yes\n"
                                "PrivateDevices=yes\n"
                                "ProtectSystem=strict\n"
                                "ProtectHome=read-only\n"
                                "ProtectClock=yes\n"
                                "ProtectControlGroups=yes\n"
                                "ProtectHostname=yes\n"
                                "ProtectKernelLogs=yes\n"
                                "ProtectKernelModules=yes\n"
                                "ProtectKernelTunables=yes\n"
                                "LockPersonality=yes\n"
                                "RestrictRealtime=yes\n"
                                "RestrictSUIDSGID=yes\n"
                                "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n"
                                "SystemCallArchitectures=native\n";

static const char tail[] = "\n[Install]\nWantedBy=multi-user.target\n";

/* A word of a command line: quoted, escaped as in C, and no specifiers or variables in it. */
static void add_word(GString *unit, const char *word, gboolean variables)
{
    g_string_append_c(unit, '"');
    for (; *word; word++) {
        if (*word == '"' || *word == '\\')
            g_string_append_c(unit, '\\');
        else if (*word == '%' || (*word == '$' && variables))
            g_string_append_c(unit, *word);
        g_string_append_c(unit, *word);
    }
    g_string_append_c(unit, '"');
}

/* A path in a list of paths: quotes as there, but a backslash is one there. */
static void add_path(GString *unit, const char *path)
{
    char quote = 0;

    for (; *path; path++) {
        const char wanted = *path == '"' ? '\'' : '"';

        if (quote && (*path == '"' || *path == '\'') && quote != wanted) {
            g_string_append_c(unit, quote);
            quote = 0;
        }
        if (!quote) {
            quote = wanted;
            g_string_append_c(unit, quote);
        }
        if (*path == '%')
            g_string_append_c(unit, '%');
        g_string_append_c(unit, *path);
    }
    g_string_append_c(unit, quote);
}

static gboolean can_be_held(const char *path, GError **error)
{
    g_autofree char *shown = NULL;

    if (g_utf8_validate(path, -1, NULL)) {
        const char *at = path;

        while ((guchar)*at >= ' ' && *at != 127)
            at++;
        if (!*at)
            return TRUE;
    }
    shown = error_printable(path, -1);
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "%s: a unit cannot hold this name; rename it without control characters", shown);
    return FALSE;
}

/* Down to the command. */
static GString *begin(const char *what, const char *of, const char *type, const char *program)
{
    g_autofree char *name = g_path_get_basename(of);
    GString *unit = g_string_new(head);

    g_string_append_printf(unit, "Description=%s ", what);
    for (const char *at = name; *at; at++)
        g_string_append_printf(unit, *at == '%' ? "%%%%" : *at == '\\' ? "\\\\" : "%c", *at);
    g_string_append_printf(unit,
                           "\nWants=network-online.target\nAfter=network-online.target\n"
                           "\n[Service]\nType=%s\nExecStart=",
                           type);
    add_word(unit, program, FALSE);
    return unit;
}

char *unit_text(const char *program, const char *edition, const char *folder, int minutes,
                GError **error)
{
    GString *unit;

    if (!can_be_held(program, error) || !can_be_held(edition, error) || !can_be_held(folder, error))
        return NULL;
    unit = begin("Audio edition", edition, "notify", program);
    g_string_append(unit, " publish --watch --quiet");
    g_string_append_printf(unit, " --every %d --out ", minutes);
    add_word(unit, folder, TRUE);
    g_string_append(unit, " -- ");
    add_word(unit, edition, TRUE);
    g_string_append_c(unit, '\n');
    g_string_append(unit, publishing);
    g_string_append(unit, hardening);
    g_string_append(unit,
                    "# This folder must be there before the service starts.\nReadWritePaths=");
    add_path(unit, folder);
    g_string_append_c(unit, '\n');
    g_string_append(unit, tail);
    return g_string_free(unit, FALSE);
}

char *unit_line_text(const char *program, const char *folder, const char *const *words,
                     GError **error)
{
    GString *unit;

    for (const char *const *word = words; *word; word++)
        if (!can_be_held(*word, error))
            return NULL;
    if (!can_be_held(program, error) || !can_be_held(folder, error))
        return NULL;
    unit = begin("Phone line of", folder, "exec", program);
    g_string_append(unit, " line");
    for (; *words; words++) {
        g_string_append_c(unit, ' ');
        add_word(unit, *words, TRUE);
    }
    g_string_append(unit, " -- ");
    add_word(unit, folder, TRUE);
    g_string_append_c(unit, '\n');
    g_string_append(unit, answering);
    g_string_append(unit, hardening);
    g_string_append(unit, tail);
    return g_string_free(unit, FALSE);
}
