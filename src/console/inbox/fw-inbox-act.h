/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_inbox_act_snooze: puts a record that waits off for @minutes, for whoever is signed in; a
 * toast says so, and Ctrl+Z takes it back. */
void fw_inbox_act_snooze (FwPage *page, const char *kind, const char *id, guint minutes);
/** fw_inbox_act_give: asks to whom it is handed on: whoever may move it along. */
void fw_inbox_act_give (FwPage *page, const char *kind, const char *id);
/** fw_inbox_act_release: neither put off nor handed on any more. */
void fw_inbox_act_release (FwPage *page, const char *kind, const char *id);

G_END_DECLS
