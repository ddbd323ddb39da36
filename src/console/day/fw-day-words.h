/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "console/day/fw-day-rows.h"

G_BEGIN_DECLS

/* What a day says of a person, in words. All of it (transfer full). */

/** fw_day_write_standing: "missing 1h 05m", "late 10m", "in order". */
char *fw_day_write_standing (const FwDayRows *rows, const FwDayRow *row);
FwMarkShape fw_day_get_shape (const FwDayRow *row);
/** fw_day_is_pressing: somebody should look after it now. */
gboolean fw_day_is_pressing (const FwDayRows *rows, const FwDayRow *row);
/** fw_day_write_shift: name and hours of what was planned. */
char *fw_day_write_shift (const FwDayRows *rows, const FwDayRow *row);
/** fw_day_write_time: "09:00–09:30". */
char *fw_day_write_time (const FwDayRows *rows, gint64 from, gint64 to);
/** fw_day_write_moment: what was planned between two moments, and what really was. */
char *fw_day_write_moment (const FwDayRows *rows, const FwDayRow *row, gint64 from, gint64 to);
/** fw_day_write_kind: Returns: (transfer none): translated. */
const char *fw_day_write_kind (FwDayKind kind);
/** fw_day_write_figures: "adherence 83.3 %, conformance 100.0 %". */
char *fw_day_write_figures (const FwDayRow *row);
/** fw_day_write_total: the same of all, and how many are missing, away or late. */
char *fw_day_write_total (const FwDayRows *rows);

G_END_DECLS
