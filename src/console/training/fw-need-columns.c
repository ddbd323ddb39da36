/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-need-columns.h"

#include "charts/fw-format.h"
#include "console/training/fw-need-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
write_n (gpointer need)
{
  return fw_need_is (need, "competency") ? g_strdup (FW_FORMAT_NONE)
                                         : fw_format_count (fw_answer_item_get_count (need, "n"));
}

static char *
write_team (gpointer need)
{
  return g_strdup (fw_need_has (need, "name") ? fw_answer_item_get_text (need, "team_title")
                                              : FW_FORMAT_NONE);
}

static const struct
{
  const char *id, *title;
  guint chars;
  gboolean expand;
  char *(*write) (gpointer need);
  const char *number; /* (nullable): what it is sorted by */
} columns[] = {
  { "what", N_ ("What is lacking"), 22, TRUE, fw_need_write_what, NULL },
  { "who", N_ ("Who"), 12, TRUE, fw_need_write_who, NULL },
  { "team", N_ ("Team"), 9, FALSE, write_team, NULL },
  { "found", N_ ("Measured"), 8, FALSE, fw_need_write_found, "value" },
  { "against", N_ ("Held against"), 8, FALSE, fw_need_write_against, "against" },
  { "n", N_ ("n"), 6, FALSE, write_n, "n" },
  { "effect", N_ ("Contacts won"), 9, FALSE, fw_need_write_effect, "effect" },
  { "help", N_ ("What would help"), 34, TRUE, fw_need_write_help, NULL },
};

#define EFFECT 6

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);

  if (columns[i].number != NULL)
    {
      const double first = fw_need_get_number ((gpointer) a, columns[i].number),
                   second = fw_need_get_number ((gpointer) b, columns[i].number);
      const double x = isnan (first) ? -1 : first, y = isnan (second) ? -1 : second;

      return (x > y) - (x < y);
    }
  {
    g_autofree char *first = columns[i].write ((gpointer) a);
    g_autofree char *second = columns[i].write ((gpointer) b);

    return g_utf8_collate (first, second);
  }
}

/* Red and orange have shapes of their own, as they have in the heat map. */
static void
mark_grade (gpointer need, FwMarkShape *shape, FwChartColor *color)
{
  const char *grade = fw_answer_item_get_text (need, "grade");

  *shape = g_str_equal (grade, "red")      ? FW_MARK_TRIANGLE
           : g_str_equal (grade, "orange") ? FW_MARK_DIAMOND
                                           : FW_MARK_NONE;
  *color = g_str_equal (grade, "red") ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_WORSE;
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *text = columns[i].write (row);
  FwMarkShape shape = FW_MARK_NONE;
  FwChartColor color = FW_CHART_COLOR_TEXT;

  if (g_str_equal (columns[i].id, "found"))
    mark_grade (row, &shape, &color);
  fw_live_cell_set (cell, text, shape, shape != FW_MARK_NONE ? color : FW_CHART_COLOR_TEXT,
                    g_str_equal (text, FW_FORMAT_NONE) || g_str_equal (columns[i].id, "team"),
                    FALSE);
}

static char *
describe (gpointer row, gpointer data)
{
  return fw_need_write_evidence (row);
}

void
fw_need_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const FwLiveColumn column = {
        .id = columns[i].id,
        .title = _ (columns[i].title),
        .xalign = columns[i].number != NULL ? 1 : 0,
        .chars = columns[i].chars,
        .expand = columns[i].expand,
        .room = g_str_equal (columns[i].id, "found") ? FW_LIVE_ROOM_MARKED : FW_LIVE_ROOM_PLAIN,
        .compare = compare,
        .compare_data = GUINT_TO_POINTER (i),
        .show = show_cell,
        .show_data = GUINT_TO_POINTER (i),
        .describe = describe,
      };

      fw_live_grid_add_column (grid, &column);
    }
  fw_live_grid_sort_by (grid, EFFECT, GTK_SORT_DESCENDING);
}
