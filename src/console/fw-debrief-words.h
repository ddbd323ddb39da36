/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** fw_debrief_write: what the three have written so far, for who writes next. @record: RECORD of
 * the kind debrief. Returns: (transfer full). */
char *fw_debrief_write (JsonObject *record);
/** fw_debrief_write_state: Returns: (transfer none): what a state is called; "" where there is none
 * of that name. @state: (nullable). */
const char *fw_debrief_write_state (const char *state);
/** fw_debrief_get_label: Returns: (transfer none): what one of its fields is called; translated. */
const char *fw_debrief_get_label (const char *field);

G_END_DECLS
