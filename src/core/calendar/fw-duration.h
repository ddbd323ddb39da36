/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** The longest duration that is written anywhere: a hundred years of 366 days, in µs. */
#define FW_DURATION_MOST (G_GINT64_CONSTANT (36600) * 24 * 60 * 60 * 1000000)

/** fw_duration_parse: "90s", "30m", "4h", "1h30m", "7d" (of 24 hours), "2w"; "0"; a whole number
 * alone is seconds. Each unit at most once, from large to small. Returns: FALSE with
 * FW_ERROR_INVALID; @duration in µs, at most FW_DURATION_MOST. */
gboolean fw_duration_parse (FwText text, gint64 *duration, GError **error);

G_END_DECLS
