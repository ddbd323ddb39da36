/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/text/fw-cell-text.h"

G_BEGIN_DECLS

/** fw_call_unit_find: milliseconds of a unit of durations in any language, folded; 0: none. */
guint fw_call_unit_find (const char *word);

/** fw_call_unit_take_notation: "(m.ss)", "h:mm", "(hhmmss)" at the end of a header say how
 * durations are written. They are taken out of @words, each folded, brackets words of their own.
 * Returns: 0: nothing is said, 1000 for what can be read in one way alone, else a notation. */
guint fw_call_unit_take_notation (char **words);

/** fw_call_unit_is_alone: whether @cell is a unit or a pattern of digits and nothing else: "(s)",
 * "hh:mm:ss". */
gboolean fw_call_unit_is_alone (FwText cell);
/** fw_call_unit_join: Returns: (transfer full): "Wait" with "[min]" as "Wait (min)". */
char *fw_call_unit_join (FwText header, FwText unit);

G_END_DECLS
