/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/day/fw-day-rows.h"
#include "console/grid/fw-grid.h"

G_BEGIN_DECLS

/** FwDayShown: what the grid of a day shows. */
typedef struct
{
  FwDayRows *rows; /* (nullable) */
  char *text;      /* the last that was handed out */
} FwDayShown;

/** fw_day_source: people × half hours; @data of its functions is a FwDayShown. */
extern const FwGridSource fw_day_source;
#define FW_DAY_N_SUMS 2

/** fw_day_get_column: from when to when a column goes, µs UTC. */
void fw_day_get_column (const FwDayRows *rows, guint column, gint64 *from, gint64 *to);

G_END_DECLS
