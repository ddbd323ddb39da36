/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** fw_csv_append: one cell of a line, quoted where needed; text that begins with = + - @ TAB CR is
 * escaped with ' unless it is a number. @last: ends the line. */
void fw_csv_append (GString *out, FwText cell, gboolean last);

G_END_DECLS
