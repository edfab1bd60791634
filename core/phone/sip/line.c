/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/phone/law.h"
#include "core/phone/sip/line_private.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum {
    SHELF_BYTES = 256 << 20, /* clips that nobody hears */
    BURST = 3,               /* packets in a row at most, after a wait */
    END_MS = 1500,
    REGISTER_SECONDS = 300,
    HASH = 256,
    NAME_SERVERS = 4,
    FILES_A_CALL = 2,
    FILES_MORE = 64
};

#define ALLOWED "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO\r\n"

/* ---- Who may come in ---- */

static bool add_option(const struct sip_hdr *header, const struct sip_msg *message, void *arg)
{
    GString *options = arg;

    (void)message;
    g_string_append_printf(options, "%s%.*s", options->len ? ", " : "", (int)header->val.l,
                           header->val.p);
    return false;
}

/* There is no extension that the line has: whoever insists on one is told which. */
static gboolean refuse_extensions(struct line *line, const struct sip_msg *message)
{
    g_autoptr(GString) options = g_string_new(NULL);

    if (pl_strcmp(&message->met, "ACK") == 0 || pl_strcmp(&message->met, "CANCEL") == 0)
        return FALSE;
    sip_msg_hdr_apply(message, true, SIP_HDR_REQUIRE, add_option, options);
    if (!options->len)
        return FALSE;
    (void)sip_replyf(line->sip, message, 420, "Bad Extension",
                     "Unsupported: %s\r\nContent-Length: 0\r\n\r\n", options->str);
    return TRUE;
}

static gboolean refuse_when_full(struct line *line, const struct sip_msg *message)
{
    if (pl_strcmp(&message->met, "INVITE") != 0 || pl_isset(&message->to.tag))
        return FALSE;
    if (!line->stopping && line->leg_count < line->options->most_calls)
        return FALSE;
    (void)sip_replyf(line->sip, message, 503, "Service Unavailable",
                     "Retry-After: %d\r\nContent-Length: 0\r\n\r\n", line->stopping ? 120 : 30);
    counters_add(line->options->service->counters, COUNT_REFUSED_FULL);
    return TRUE;
}

static gboolean answer_options(struct line *line, const struct sip_msg *message)
{
    if (pl_strcmp(&message->met, "OPTIONS") != 0)
        return FALSE;
    if (line->stopping)
        (void)sip_reply(line->sip, message, 503, "Service Unavailable");
    else
        (void)sip_replyf(line->sip, message, 200, "OK",
                         ALLOWED "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n");
    return TRUE;
}

static bool on_request(const struct sip_msg *message, void *arg)
{
    struct line *line = arg;

    if (!peers_allow(line->options->peers, &message->src.u.sa)) {
        if (pl_strcmp(&message->met, "ACK") != 0)
            (void)sip_reply(line->sip, message, 403, "Forbidden");
        if (pl_strcmp(&message->met, "INVITE") == 0)
            counters_add(line->options->service->counters, COUNT_REFUSED_STRANGER);
        return true;
    }
    return refuse_extensions(line, message) || answer_options(line, message) ||
           refuse_when_full(line, message);
}

static void on_call(const struct sip_msg *message, void *arg)
{
    leg_answer(arg, message);
}

/* ---- The account at a trunk ---- */

static int on_challenge(char **user, char **password, const char *realm, void *arg)
{
    struct line *line = arg;
    struct pl account;
    struct uri uri;

    (void)realm;
    pl_set_str(&account, line->options->account);
    if (uri_decode(&uri, &account) != 0)
        return EINVAL;
    return pl_strdup(user, &uri.user) || str_dup(password, line->options->password);
}

static void on_registered(int error, const struct sip_msg *message, void *arg)
{
    struct line *line = arg;
    gboolean good = !error && message && message->scode / 100 == 2;

    if (good) /* calls come from where the registrar is */
        peers_add(line->options->peers, &message->src.u.sa);
    if (good && !line->registered)
        log_say("registered");
    else if (!good && error)
        log_say("not registered: %s", g_strerror(error));
    else if (!good && message)
        log_say("not registered: the registrar says %u", message->scode);
    line->registered = good;
}

static gboolean sign_in(struct line *line, GError **error)
{
    const char *account = line->options->account;
    g_autofree char *user = NULL, *registrar = NULL;
    struct uri uri;
    struct pl text;
    int code;

    if (!account)
        return TRUE;
    pl_set_str(&text, account);
    if (uri_decode(&uri, &text) != 0 || !uri.user.l) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "%s: no account; write it as sip:name@registrar.example", account);
        return FALSE;
    }
    user = g_strndup(uri.user.p, uri.user.l);
    /* The registrar is the account without its name. */
    registrar = g_strdup_printf("%.*s:%s", (int)uri.scheme.l, uri.scheme.p, uri.host.p);
    code = sipreg_register(&line->registration, line->sip, registrar, account, NULL, account,
                           REGISTER_SECONDS, user, NULL, 0, 0, on_challenge, line, false,
                           on_registered, line, NULL, NULL);
    if (code)
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "%s: cannot register: %s", account,
                    g_strerror(code));
    return code == 0;
}

/* ---- The clock ---- */

static void on_clock(int flags, void *arg)
{
    struct line *line = arg;
    guint64 count = 0;

    (void)flags;
    if (read(line->clock, &count, sizeof(count)) != sizeof(count))
        return;
    if (count > BURST * PHASES) {
        /* Whole rounds, so that every call keeps its phase. */
        guint64 lost = (count - BURST * PHASES + PHASES - 1) / PHASES;

        legs_skip(line, (guint)lost);
        line->ticks += lost * PHASES;
        count -= lost * PHASES;
    }
    for (; count; count--) {
        line->ticks++;
        legs_tick(line);
    }
}

static gboolean start_clock(struct line *line)
{
    struct itimerspec every = { .it_interval.tv_nsec = TICK_MS * 1000000 };

    clock_gettime(CLOCK_MONOTONIC, &every.it_value);
    line->clock = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return line->clock >= 0 && timerfd_settime(line->clock, TFD_TIMER_ABSTIME, &every, NULL) == 0 &&
           fd_listen(line->clock, FD_READ, on_clock, line) == 0;
}

/* ---- The end ---- */

static void on_patience(void *arg)
{
    (void)arg;
    re_cancel();
}

static void on_exit_of_sip(void *arg)
{
    (void)arg;
    re_cancel();
}

static void stop(struct line *line)
{
    if (line->stopping) {
        re_cancel();
        return;
    }
    line->stopping = TRUE;
    tmr_start(&line->patience, END_MS, on_patience, line);
    legs_end(line);
    line->registration = mem_deref(line->registration);
    sip_close(line->sip, false);
}

static void on_signal(int flags, void *arg)
{
    struct line *line = arg;
    struct signalfd_siginfo info;

    (void)flags;
    if (read(line->signals, &info, sizeof(info)) != sizeof(info))
        return;
    if (info.ssi_signo == SIGHUP)
        reload_now(line->reload);
    else
        stop(line);
}

static gboolean catch_signals(struct line *line)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    line->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return line->signals >= 0 && fd_listen(line->signals, FD_READ, on_signal, line) == 0;
}

/* ---- The beginning ---- */

static void allow_files(guint calls)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)calls * FILES_A_CALL + FILES_MORE;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_max = limit.rlim_max < wanted && geteuid() == 0 ? wanted : limit.rlim_max;
        limit.rlim_cur = MIN(wanted, limit.rlim_max);
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
    (void)fd_setsize((int)wanted);
}

static gboolean fail_listen(const struct line *line, int code, GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "%s: cannot listen: %s", line->options->listen,
                g_strerror(code));
    return FALSE;
}

static gboolean parse_address(struct line *line, GError **error)
{
    const char *text = line->options->listen;

    if (sa_decode(&line->address, text, strlen(text)) == 0 &&
        sa_isset(&line->address, SA_ADDR)) /* phones are told it: it cannot be "any" */
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "%s: name the address by which phones reach this machine, as 192.0.2.7:5060", text);
    return FALSE;
}

static gboolean open_sip(struct line *line, GError **error)
{
    struct sa servers[NAME_SERVERS];
    uint32_t count = NAME_SERVERS;
    int code;

    if (!parse_address(line, error))
        return FALSE;
    if (dns_srv_get(NULL, 0, servers, &count) != 0)
        count = 0;
    (void)dnsc_alloc(&line->resolver, NULL, servers, count);
    code = sip_alloc(&line->sip, line->resolver, HASH, HASH, HASH, "Crier", on_exit_of_sip, line);
    if (!code)
        code = sip_transp_add(line->sip, SIP_TRANSP_UDP, &line->address);
    /* Where a free port was asked for, TCP has the same. */
    if (!code)
        code = sip_transp_laddr(line->sip, &line->address, SIP_TRANSP_UDP, NULL);
    if (!code)
        code = sip_transp_add(line->sip, SIP_TRANSP_TCP, &line->address);
    /* Heard before the sessions, which know neither peers nor limits. */
    if (!code)
        code = sip_listen(&line->guard, line->sip, true, on_request, line);
    if (!code)
        code = sipsess_listen(&line->sessions, line->sip, HASH, on_call, line);
    return code ? fail_listen(line, code, error) : TRUE;
}

static gboolean begin(struct line *line, GError **error)
{
    guint missing;

    line->board = board_load(line->options->folder, error);
    if (!line->board)
        return FALSE;
    missing = clip_shelf_warm(line->board);
    if (missing)
        log_say("%u clips of the edition are missing", missing);
    line->shelf = clip_shelf_new(SHELF_BYTES);
    law_a_table(line->a_table);
    line->ports.first = line->ports.next = (guint16)((line->options->first_port + 1) & ~1);
    line->ports.last = line->options->last_port;
    if (!open_sip(line, error))
        return FALSE;
    if (!catch_signals(line) || !start_clock(line))
        return fail_listen(line, errno, error);
    line->reload = reload_new(line);
    return sign_in(line, error);
}

static void close_watched(int fd)
{
    if (fd < 0)
        return;
    fd_close(fd);
    close(fd);
}

static void line_close(struct line *line)
{
    legs_end(line);
    tmr_cancel(&line->patience);
    reload_free(line->reload);
    close_watched(line->clock);
    close_watched(line->signals);
    mem_deref(line->registration);
    mem_deref(line->guard);
    mem_deref(line->sessions);
    if (line->sip)
        sip_close(line->sip, true);
    mem_deref(line->sip);
    mem_deref(line->resolver);
    clip_shelf_free(line->shelf);
    if (line->board)
        board_unref(line->board);
}

gboolean line_run(const struct line_options *options, GError **error)
{
    struct line line = { .options = options, .clock = -1, .signals = -1 };
    int code = libre_init();
    gboolean good;

    if (code) {
        g_set_error(error, CRIER_ERROR, ERROR_BUG, "libre: %s", g_strerror(code));
        return FALSE;
    }
    allow_files(options->most_calls);
    tmr_init(&line.patience);
    good = begin(&line, error);
    if (good) {
        char where[64];

        (void)re_snprintf(where, sizeof(where), "%J", &line.address);
        log_say("answering calls at %s; stop with Ctrl-C", where);
        (void)re_main(NULL);
    }
    line_close(&line);
    libre_close();
    return good;
}
