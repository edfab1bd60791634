/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line's menu for those who run no program of ours: clips in four formats and static trees
 * of topics, headlines and stories at the usual speed.
 *   audio/NAME.ulaw .alaw .wav .sln     asterisk/extensions.conf
 *   freeswitch/ivr.xml dialplan.xml     voicexml/NODE.vxml      twiml/NODE.xml NODE-KEY.xml
 */
#ifndef CORE_PHONE_EXPORT_H
#define CORE_PHONE_EXPORT_H

#include "core/phone/board.h"

/* Into this folder, which is made. ERROR_INPUT: a clip cannot be read; ERROR_OUTPUT. */
gboolean export_tree(const struct board *board, const char *folder, GError **error);

#endif
