/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/dialplan.h"

#include <string.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:[]-";

char *dialplan_agi(const char *host_port)
{
    if (!*host_port || strspn(host_port, letters) != strlen(host_port))
        return NULL;
    return g_strdup_printf("[crier-news]\n"
                           "exten => s,1,Answer()\n"
                           " same => n,Set(CRIERSTATUS=)\n"
                           " same => n,AGI(agi://%s/news)\n"
                           " same => n,GotoIf($[\"${AGISTATUS}\" = \"HANGUP\"]?done)\n"
                           " same => n,GotoIf($[\"${AGISTATUS}\" != \"SUCCESS\"]?excuse)\n"
                           " same => n,GotoIf($[\"${CRIERSTATUS}\" != \"MISSING\"]?done)\n"
                           " same => n(excuse),Playback(an-error-has-occurred&vm-goodbye)\n"
                           " same => n(done),Hangup()\n",
                           host_port);
}
