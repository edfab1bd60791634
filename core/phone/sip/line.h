/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line that answers SIP calls. All that is said to libre stands in this folder. */
#ifndef CORE_PHONE_SIP_LINE_H
#define CORE_PHONE_SIP_LINE_H

#include "core/phone/call.h"
#include "core/phone/peers.h"

struct line_options {
    const char *folder; /* "phone" in an edition's */
    const char *listen; /* "127.0.0.1:5060"; port 0: a free one */
    guint16 first_port, last_port;
    guint most_calls;
    guint longest; /* minutes */
    struct peers *peers;
    const struct phone_service *service;
    const char *account; /* "sip:news@registrar.example" or NULL */
    const char *password;
};

/* Answers until it is told to stop. FALSE: it could not begin. */
gboolean line_run(const struct line_options *options, GError **error);

#endif
