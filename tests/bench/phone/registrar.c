/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A registrar for tests: wants a name and a password by digest (MD5), tells who came.
 *
 *   registrar NAME PASSWORD
 *
 * Prints "port N", then a line for each REGISTER: "challenged", "registered CONTACT", "refused".
 * Ends after a registration (exit code 0), a second refusal (1) or 20 seconds (3).
 */
#include <arpa/inet.h>
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NONCE "4f2a9c"
#define REALM "registrar.example"

enum { PATIENCE_MS = 20 * 1000, REFUSALS_MOST = 2 };

static struct {
    int socket, refusals;
    struct sockaddr_in from;
} registrar;

/* The value of a header or of a field in one, up to `until`: a new string, or NULL. */
static char *value(const char *text, const char *name, const char *until)
{
    const char *at = strstr(text, name);

    return at ? g_strndup(at + strlen(name), strcspn(at + strlen(name), until)) : NULL;
}

/* Answers repeat what says whose they are. */
static void answer(const char *request, const char *status, const char *more)
{
    static const char *const kept[] = { "Via: ", "From: ", "Call-ID: ", "CSeq: " };
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *to = value(request, "\r\nTo: ", "\r");

    g_string_append_printf(text, "SIP/2.0 %s\r\n", status);
    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
        g_autofree char *mark = g_strconcat("\r\n", kept[i], NULL);
        g_autofree char *held = value(request, mark, "\r");

        g_string_append_printf(text, "%s%s\r\n", kept[i], held ? held : "");
    }
    g_string_append_printf(text, "To: %s;tag=r1\r\n%sContent-Length: 0\r\n\r\n", to ? to : "",
                           more);
    (void)sendto(registrar.socket, text->str, text->len, 0, (struct sockaddr *)&registrar.from,
                 sizeof(registrar.from));
}

static char *md5(const char *a, const char *b, const char *c)
{
    g_autofree char *text = g_strjoin(":", a, b, c, NULL);

    return g_compute_checksum_for_string(G_CHECKSUM_MD5, text, -1);
}

static gboolean is_right(const char *request, const char *name, const char *password)
{
    g_autofree char *user = value(request, "username=\"", "\"");
    g_autofree char *uri = value(request, "uri=\"", "\"");
    g_autofree char *response = value(request, "response=\"", "\"");
    g_autofree char *who = md5(name, REALM, password);
    g_autofree char *what = uri ? md5("REGISTER", uri, NULL) : NULL;
    g_autofree char *wanted = what ? md5(who, NONCE, what) : NULL;

    return wanted && strstr(request, "nonce=\"" NONCE "\"") && g_strcmp0(user, name) == 0 &&
           g_strcmp0(response, wanted) == 0;
}

/* Exit code, or -1 to go on. */
static int take(const char *request, const char *name, const char *password)
{
    if (!g_str_has_prefix(request, "REGISTER "))
        return -1;
    if (!strstr(request, "\r\nAuthorization: ")) {
        puts("challenged");
        answer(request, "401 Unauthorized",
               "WWW-Authenticate: Digest realm=\"" REALM "\", nonce=\"" NONCE "\", "
               "algorithm=MD5\r\n");
        return -1;
    }
    if (is_right(request, name, password)) {
        g_autofree char *contact = value(request, "\r\nContact: ", "\r");
        g_autofree char *more = g_strdup_printf("Contact: %s\r\nExpires: 300\r\n", contact);

        printf("registered %s\n", contact);
        answer(request, "200 OK", more);
        return 0;
    }
    puts("refused");
    answer(request, "403 Forbidden", "");
    return ++registrar.refusals < REFUSALS_MOST ? -1 : 1;
}

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    socklen_t size = sizeof(at);
    char request[4096];
    int code = -1;

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    registrar.socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (argc != 3 || bind(registrar.socket, (struct sockaddr *)&at, size) < 0 ||
        getsockname(registrar.socket, (struct sockaddr *)&at, &size) < 0)
        return 3;
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("port %u\n", ntohs(at.sin_port));
    while (code < 0) {
        struct pollfd wait = { .fd = registrar.socket, .events = POLLIN };
        ssize_t got;

        if (poll(&wait, 1, PATIENCE_MS) <= 0)
            return 3;
        size = sizeof(registrar.from);
        got = recvfrom(registrar.socket, request, sizeof(request) - 1, 0,
                       (struct sockaddr *)&registrar.from, &size);
        request[MAX(got, 0)] = '\0';
        code = take(request, argv[1], argv[2]);
    }
    return code;
}
