/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"

G_BEGIN_DECLS

/** FwMonthEntry: what falls on a day; borrowed. */
typedef struct
{
  gint32 day; /* days since 1970-01-01 */
  FwMarkShape shape;
  FwChartColor color;
  const char *text;   /* in the day, short: a name */
  const char *detail; /* where the pointer rests on the day, and for who cannot see it */
} FwMonthEntry;

/**
 * FwMonthView:
 * A month by weeks that begin on Monday, with what falls on each day. Page Up and Page Down go from
 * month to month, Home to the month of today; the days are one stop of the Tab key, with arrows
 * inside. Signal "day-chosen" (int): a day that holds something was pressed.
 */
#define FW_TYPE_MONTH_VIEW (fw_month_view_get_type ())
G_DECLARE_FINAL_TYPE (FwMonthView, fw_month_view, FW, MONTH_VIEW, GtkWidget)

GtkWidget *fw_month_view_new (void);

/** fw_month_view_set_today: days since 1970-01-01; the first time its month is shown. */
void fw_month_view_set_today (FwMonthView *self, gint32 today);

/** fw_month_view_set_entries: @entries: (array length=n): copied; of one day in their order. */
void fw_month_view_set_entries (FwMonthView *self, const FwMonthEntry *entries, guint n);

/** fw_month_view_turn: @months: further on, or back. */
void fw_month_view_turn (FwMonthView *self, int months);

G_END_DECLS
