/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/appraisals/fw-appraisal-columns.h"

#include "charts/fw-format.h"
#include "console/appraisals/fw-appraisal-words.h"
#include "console/live/fw-live-heads.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* ---- people ---- */

static char *
write_name (gpointer row)
{
  return g_strdup (fw_answer_item_get_text (row, "name"));
}

static char *
write_team (gpointer row)
{
  const char *title = fw_answer_item_get_text (row, "team_title");

  return g_strdup (*title != '\0' ? title : FW_FORMAT_NONE);
}

static char *
write_state (gpointer row)
{
  return g_strdup (fw_appraisal_state_word (fw_answer_item_get_text (row, "state")));
}

static char *
write_total (gpointer row)
{
  return fw_appraisal_write_total (fw_answer_item_get_whole (row));
}

static char *
write_range (gpointer row)
{
  return fw_appraisal_write_range (fw_answer_item_get_whole (row));
}

static char *
write_group (gpointer row)
{
  return fw_appraisal_write_group (fw_answer_item_get_whole (row));
}

static char *
write_set (gpointer row)
{
  const char *name = fw_answer_item_get_text (row, "set_name");

  return g_strdup (*name != '\0' ? name : _ ("none for the post"));
}

static char *
write_missing (gpointer row)
{
  return fw_appraisal_write_missing (fw_answer_item_get_whole (row));
}

typedef struct
{
  const char *id, *title;
  guint chars;
  gboolean expand;
  char *(*write) (gpointer row);
  const char *number; /* (nullable): what it is sorted by */
} Column;

static const Column people[] = {
  { "name", N_ ("Person"), 14, TRUE, write_name, NULL },
  { "team", N_ ("Team"), 9, FALSE, write_team, NULL },
  { "state", N_ ("State"), 13, FALSE, write_state, NULL },
  { "group", N_ ("Surely"), 20, FALSE, write_group, "higher" },
  { "total", N_ ("Total"), 7, FALSE, write_total, "total" },
  { "range", N_ ("Lies between"), 11, FALSE, write_range, "low" },
  { "set", N_ ("Weight set"), 14, TRUE, write_set, NULL },
  { "missing", N_ ("Too little data"), 24, TRUE, write_missing, NULL },
};

#define STATE 2
#define GROUP 3

/* What waits goes first; of what waits alike by group, where there is no order but that of names.
 */
static int
compare_states (gpointer a, gpointer b)
{
  const guint x = fw_appraisal_state_rank (fw_answer_item_get_text (a, "state"));
  const guint y = fw_appraisal_state_rank (fw_answer_item_get_text (b, "state"));

  return (x > y) - (x < y);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;
  g_autofree char *first = NULL, *second = NULL;
  int order = 0;

  if (column->number != NULL)
    {
      const double x =
          fw_json_find_number (fw_answer_item_get_whole ((gpointer) a), column->number);
      const double y =
          fw_json_find_number (fw_answer_item_get_whole ((gpointer) b), column->number);

      if (isnan (x) != isnan (y))
        return isnan (x) ? 1 : -1;
      order = (x > y) - (x < y);
    }
  else if (column == &people[STATE])
    order = compare_states ((gpointer) a, (gpointer) b);
  if (order != 0)
    return order;
  first = column->number != NULL || column == &people[STATE] ? write_name ((gpointer) a)
                                                             : column->write ((gpointer) a);
  second = column->number != NULL || column == &people[STATE] ? write_name ((gpointer) b)
                                                              : column->write ((gpointer) b);
  return g_utf8_collate (first, second);
}

static void
show_person (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column *column = data;
  g_autofree char *text = column->write (row);
  FwMarkShape shape = FW_MARK_NONE;
  FwChartColor color = FW_CHART_COLOR_TEXT;

  if (column == &people[STATE])
    fw_appraisal_state_mark (fw_answer_item_get_text (row, "state"), &shape, &color);
  fw_live_cell_set (cell, text, shape, color, column->write == write_team, FALSE);
}

static char *
describe_person (gpointer row, gpointer data)
{
  return write_missing (row);
}

void
fw_appraisal_columns_add_people (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const FwLiveColumn live = {
        .id = people[i].id,
        .title = _ (people[i].title),
        .xalign = people[i].number != NULL && i != GROUP ? 1 : 0,
        .chars = people[i].chars,
        .expand = people[i].expand,
        .room = i == STATE ? FW_LIVE_ROOM_MARKED : FW_LIVE_ROOM_PLAIN,
        .compare = compare,
        .compare_data = (gpointer) &people[i],
        .show = show_person,
        .show_data = (gpointer) &people[i],
        .describe = describe_person,
      };

      fw_live_grid_add_column (grid, &live);
    }
  fw_live_grid_sort_by (grid, STATE, GTK_SORT_ASCENDING);
}

/* ---- a sheet ---- */

static const FwLiveHead sheet[] = {
  { "what", N_ ("What counts"), 34, TRUE },
  { "there", N_ ("What is there"), 34, TRUE },
  { "points", N_ ("Points"), 7, FALSE, FW_LIVE_ROOM_PLAIN, 1 },
  { "range", N_ ("Lies between"), 11, FALSE, FW_LIVE_ROOM_PLAIN, 1 },
  { "counts", N_ ("Of the total"), 9, FALSE, FW_LIVE_ROOM_PLAIN, 1 },
};

static void
show_line (gpointer row, FwLiveCell *cell, gpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  const gboolean whole = fw_answer_item_get_count (row, "depth") == 0;
  const gboolean unknown =
      i == 0 && g_str_equal (fw_answer_item_get_text (row, "verdict"), "unknown");

  fw_live_cell_set (
      cell, fw_answer_item_get_text (row, sheet[i].id), unknown ? FW_MARK_RING : FW_MARK_NONE,
      unknown ? FW_CHART_COLOR_NO_DATA : FW_CHART_COLOR_TEXT, !whole, whole && i == 0);
}

static char *
describe_line (gpointer row, gpointer data)
{
  return g_strdup (fw_answer_item_get_text (row, "there"));
}

void
fw_appraisal_columns_add_sheet (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, sheet, G_N_ELEMENTS (sheet),
                     &(const FwLiveColumn){ .show = show_line, .describe = describe_line });
}
