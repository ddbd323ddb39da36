/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** FwExact: a decimal in millionths. Marks and weights are compared as they were written: 79.995 is
 * below 80, and 60 + 40 are 100, whatever a binary fraction makes of them. */
typedef gint64 FwExact;

#define FW_EXACT_ONE G_GINT64_CONSTANT (1000000)
/** The largest value that may be written, to either side. */
#define FW_EXACT_MOST (G_GINT64_CONSTANT (1000000) * FW_EXACT_ONE)

/** fw_exact_parse: digits, with at most six behind a point. Returns: FALSE for anything else. */
gboolean fw_exact_parse (FwText text, FwExact *value);

/** fw_exact_format: all digits there are and no more. Returns: (transfer full). */
char *fw_exact_format (FwExact value);

/** fw_exact_show: rounded to @decimals (at most 6), but never to the other side of @limit: 79.995
 * with one decimal beside a limit of 80 is "79.995". Returns: (transfer full). */
char *fw_exact_show (FwExact value, guint decimals, FwExact limit);

G_END_DECLS
