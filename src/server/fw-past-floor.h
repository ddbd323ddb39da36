/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"
#include "server/fw-asked.h"

G_BEGIN_DECLS

/** Days of one answer at most: of more, weeks would be too many for a curve. */
#define FW_PAST_FLOOR_MOST_DAYS 2800

/**
 * FwPastFloor:
 * What GET floor asks: the floor of any days, and of the days that they are held against. Figures
 * and members are those of a live frame, so that one page shows both.
 */
typedef struct
{
  FwCentre *centre;
  FwScope *scope;
  FwAsked *asked; /* times, by and filters */
  FwWhyBaseline
      baseline; /* FW_WHY_LAST_WEEK, FW_WHY_PREVIOUS, FW_WHY_PERIOD; FW_WHY_TARGET: none */
  gint64 before_from, before_to; /* µs UTC: of FW_WHY_PERIOD */
} FwPastFloor;

/** fw_past_floor_find_last: lets @self ask about the last site day on which anybody came, as scope
 * and filters have it; the day that runs where there is none. FALSE with @error. */
gboolean fw_past_floor_find_last (FwPastFloor *self, GError **error);

/** fw_past_floor_write: Returns: (transfer full): FLOOR of docs/api.md; NULL with FW_ERROR_INVALID
 * for days that overlap with those they are held against, or too many. */
GString *fw_past_floor_write (FwPastFloor *self, GError **error);

G_END_DECLS
