/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-career-columns.h"

#include "charts/fw-format.h"
#include "console/careers/fw-career-words.h"
#include "console/live/fw-live-heads.h"

#include <glib/gi18n-lib.h>

/* ---- people before a step ---- */

static char *
write_name (gpointer row)
{
  return g_strdup (fw_answer_item_get_text (row, "name"));
}

static char *
write_post (gpointer row)
{
  return g_strdup (fw_answer_item_get_text (row, "to_title"));
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
  return g_strdup (fw_career_state_word (fw_answer_item_get_text (row, "state")));
}

static char *
write_lacks (gpointer row)
{
  return fw_career_write_lacks (fw_answer_item_get_whole (row));
}

static char *
write_by (gpointer row)
{
  return fw_career_write_by (fw_answer_item_get_whole (row));
}

static gboolean
has_priority (gpointer row)
{
  return fw_json_find_yes (fw_answer_item_get_whole (row), "priority");
}

static char *
write_priority (gpointer row)
{
  return g_strdup (has_priority (row) ? _ ("Yes") : FW_FORMAT_NONE);
}

typedef struct
{
  const char *id, *title;
  guint chars;
  gboolean expand;
  char *(*write) (gpointer row);
} Column;

static const Column people[] = {
  { "name", N_ ("Person"), 14, TRUE, write_name },
  { "post", N_ ("Post"), 18, TRUE, write_post },
  { "team", N_ ("Team"), 9, FALSE, write_team },
  { "state", N_ ("Stands"), 14, FALSE, write_state },
  { "lacks", N_ ("What lacks"), 34, TRUE, write_lacks },
  { "by", N_ ("By when"), 12, FALSE, write_by },
  { "priority", N_ ("Priority"), 8, FALSE, write_priority },
};

/* Days as they stand in the answer go in their order; who has none comes last. */
static const char *
get_by (gpointer row)
{
  const char *by = fw_answer_item_get_text (row, "by");

  return *by != '\0' ? by : "9999";
}

static int
compare_states (gpointer a, gpointer b)
{
  const guint x = fw_career_state_rank (fw_answer_item_get_text (a, "state"));
  const guint y = fw_career_state_rank (fw_answer_item_get_text (b, "state"));
  int order = (x > y) - (x < y);

  if (order == 0)
    order = has_priority (b) - has_priority (a);
  if (order == 0)
    order = g_strcmp0 (get_by (a), get_by (b));
  return order != 0 ? order
                    : g_utf8_collate (fw_answer_item_get_text (a, "name"),
                                      fw_answer_item_get_text (b, "name"));
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;
  g_autofree char *first = NULL, *second = NULL;

  if (g_str_equal (column->id, "state"))
    return compare_states ((gpointer) a, (gpointer) b);
  if (g_str_equal (column->id, "by"))
    return g_strcmp0 (get_by ((gpointer) a), get_by ((gpointer) b));
  first = column->write ((gpointer) a);
  second = column->write ((gpointer) b);
  return g_utf8_collate (first, second);
}

static void
show_person (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column *column = data;
  g_autofree char *text = column->write (row);
  FwMarkShape shape = FW_MARK_NONE;
  FwChartColor color = FW_CHART_COLOR_TEXT;

  if (g_str_equal (column->id, "state"))
    fw_career_state_mark (fw_answer_item_get_text (row, "state"), &shape, &color);
  fw_live_cell_set (cell, text, shape, color,
                    g_str_equal (text, FW_FORMAT_NONE) || g_str_equal (column->id, "team"), FALSE);
}

static char *
describe_person (gpointer row, gpointer data)
{
  return write_lacks (row);
}

static void
add (FwLiveGrid *grid, const Column *column)
{
  const FwLiveColumn live = {
    .id = column->id,
    .title = _ (column->title),
    .chars = column->chars,
    .expand = column->expand,
    .room = g_str_equal (column->id, "state") ? FW_LIVE_ROOM_MARKED : FW_LIVE_ROOM_PLAIN,
    .compare = compare,
    .compare_data = (gpointer) column,
    .show = show_person,
    .show_data = (gpointer) column,
    .describe = describe_person,
  };

  fw_live_grid_add_column (grid, &live);
}

void
fw_career_columns_add_people (FwLiveGrid *grid, gboolean own)
{
  guint n = 0, state = 0;

  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const gboolean hers = people[i].write == write_post,
                     others = people[i].write == write_name || people[i].write == write_team ||
                              people[i].write == write_priority;

      if (own ? others : hers)
        continue;
      if (people[i].write == write_state)
        state = n;
      add (grid, &people[i]);
      n++;
    }
  fw_live_grid_sort_by (grid, state, GTK_SORT_ASCENDING);
}

/* ---- a file ---- */

static const FwLiveHead file[] = {
  { "what", N_ ("Asked for, and what shows it"), 36, TRUE },
  { "there", N_ ("What it says"), 36, TRUE },
  { "day", N_ ("Day"), 12, FALSE },
  { "by", N_ ("Signed by"), 12, FALSE },
};

static void
mark_verdict (const char *verdict, FwMarkShape *shape, FwChartColor *color)
{
  *shape = g_str_equal (verdict, "met")       ? FW_MARK_DISC
           : g_str_equal (verdict, "lacking") ? FW_MARK_TRIANGLE
           : g_str_equal (verdict, "unknown") ? FW_MARK_RING
                                              : FW_MARK_NONE;
  *color = g_str_equal (verdict, "met")       ? FW_CHART_COLOR_IN_ORDER
           : g_str_equal (verdict, "lacking") ? FW_CHART_COLOR_LATE
           : g_str_equal (verdict, "unknown") ? FW_CHART_COLOR_NO_DATA
                                              : FW_CHART_COLOR_TEXT;
}

static void
show_line (gpointer row, FwLiveCell *cell, gpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  const gboolean whole = fw_answer_item_get_count (row, "depth") == 0;
  FwMarkShape shape = FW_MARK_NONE;
  FwChartColor color = FW_CHART_COLOR_TEXT;

  if (i == 0)
    mark_verdict (fw_answer_item_get_text (row, "verdict"), &shape, &color);
  fw_live_cell_set (cell, fw_answer_item_get_text (row, file[i].id), shape, color, !whole && i > 0,
                    whole && i == 0);
}

static char *
describe_line (gpointer row, gpointer data)
{
  const char *verdict = fw_answer_item_get_text (row, "verdict");

  if (g_str_equal (verdict, "met"))
    return g_strdup (_ ("Met"));
  if (g_str_equal (verdict, "lacking"))
    return g_strdup (_ ("Lacks"));
  if (g_str_equal (verdict, "unknown"))
    return g_strdup (_ ("Not known"));
  return g_strdup (fw_answer_item_get_text (row, "there"));
}

void
fw_career_columns_add_file (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, file, G_N_ELEMENTS (file),
                     &(const FwLiveColumn){ .show = show_line, .describe = describe_line });
}
