/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_call_ending_tells_giving_up: whether words for how a call ended, folded, say that the caller
 * gave up, whatever stands beside it: "abandonada en ivr". */
gboolean fw_call_ending_tells_giving_up (const char *folded);
/** fw_call_ending_before_place: Returns: (transfer full) (nullable): of "hung up in the menu" what
 * stands before the place; NULL: no place, or a conversation, which is no end before an answer. */
char *fw_call_ending_before_place (const char *folded);

G_END_DECLS
