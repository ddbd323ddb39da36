/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-columns.h"

#include "charts/fw-format.h"
#include "console/live/fw-live-heads.h"
#include "console/own/fw-own-day.h"

#include <glib/gi18n-lib.h>

static const FwLiveHead table[FW_N_OWN_COLUMNS] = {
  [FW_OWN_COLUMN_DAY] = { "day", N_ ("Day"), 17, FALSE },
  [FW_OWN_COLUMN_SHIFT] = { "shift", N_ ("Shift"), 12, TRUE },
  [FW_OWN_COLUMN_HOURS] = { "hours", N_ ("Hours"), 12, FALSE },
  [FW_OWN_COLUMN_BREAKS] = { "breaks", N_ ("Breaks"), 12, TRUE },
  [FW_OWN_COLUMN_PAID] = { "paid", N_ ("Paid hours"), 9, FALSE, FW_LIVE_ROOM_PLAIN, 1 },
  [FW_OWN_COLUMN_CHANGE] = { "change", N_ ("Changed"), 18, TRUE },
};

static int
compare_numbers (gint64 one, gint64 two)
{
  return one < two ? -1 : one > two;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwOwnFacts *one = fw_own_day_get ((gpointer) a), *two = fw_own_day_get ((gpointer) b);
  int order = 0;

  switch ((FwOwnColumn) GPOINTER_TO_UINT (data))
    {
    case FW_OWN_COLUMN_SHIFT:
    case FW_OWN_COLUMN_HOURS:
      order = strcmp (one->code, two->code);
      break;
    case FW_OWN_COLUMN_BREAKS:
      order = strcmp (one->breaks, two->breaks);
      break;
    case FW_OWN_COLUMN_PAID:
      order = compare_numbers (one->paid, two->paid);
      break;
    case FW_OWN_COLUMN_CHANGE:
      order = (two->before != NULL) - (one->before != NULL);
      break;
    case FW_OWN_COLUMN_DAY:
    case FW_N_OWN_COLUMNS:
    default:
      break;
    }
  return order != 0 ? order : compare_numbers (one->day, two->day);
}

static char *
write_day (const FwOwnFacts *facts)
{
  g_autofree char *date = fw_own_write_date (facts->day);

  /* Translators: a day that is today: "Thu 27 Nov, today" */
  return facts->today ? g_strdup_printf (_ ("%s, today"), date) : g_steal_pointer (&date);
}

static char *
write_cell (FwOwnColumn column, const FwOwnFacts *facts)
{
  switch (column)
    {
    case FW_OWN_COLUMN_DAY:
      return write_day (facts);
    case FW_OWN_COLUMN_SHIFT:
      return fw_own_write_name (facts);
    case FW_OWN_COLUMN_HOURS:
      return fw_own_write_hours (facts->code);
    case FW_OWN_COLUMN_BREAKS:
      return g_strdup (facts->breaks);
    case FW_OWN_COLUMN_PAID:
      return facts->minutes > 0 ? fw_own_write_duration (facts->paid) : g_strdup ("");
    case FW_OWN_COLUMN_CHANGE:
      return fw_own_write_change (facts);
    case FW_N_OWN_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const FwOwnColumn column = GPOINTER_TO_UINT (data);
  const FwOwnFacts *facts = fw_own_day_get (row);
  const gboolean changed = column == FW_OWN_COLUMN_CHANGE && facts->before != NULL;
  g_autofree char *text = write_cell (column, facts);

  fw_live_cell_set (cell, text, changed ? FW_MARK_HALF : FW_MARK_NONE,
                    changed ? FW_CHART_COLOR_WATCH : FW_CHART_COLOR_TEXT, *facts->id == '\0',
                    facts->today || (column == FW_OWN_COLUMN_SHIFT && *facts->id != '\0'));
}

static char *
describe (gpointer row, gpointer data)
{
  return fw_own_write_day (fw_own_day_get (row));
}

void
fw_own_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (
      grid, table, FW_N_OWN_COLUMNS,
      &(const FwLiveColumn){ .compare = compare, .show = show_cell, .describe = describe });
}
