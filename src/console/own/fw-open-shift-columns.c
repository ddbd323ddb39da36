/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-open-shift-columns.h"

#include <string.h>

#include "charts/fw-format.h"
#include "console/fw-swap-words.h"
#include "console/live/fw-live-heads.h"
#include "console/own/fw-swap-columns.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

static const FwLiveHead table[FW_N_OPEN_SHIFT_COLUMNS] = {
  [FW_OPEN_SHIFT_COLUMN_DAY] = { "day", N_ ("Day"), 12, FALSE },
  [FW_OPEN_SHIFT_COLUMN_SHIFT] = { "shift", N_ ("Shift"), 9, TRUE },
  [FW_OPEN_SHIFT_COLUMN_HOURS] = { "hours", N_ ("Hours"), 12, FALSE },
  [FW_OPEN_SHIFT_COLUMN_FREE] = { "free", N_ ("Places left"), 9, FALSE, .xalign = 1 },
  [FW_OPEN_SHIFT_COLUMN_UNTIL] = { "until", N_ ("Claimed until"), 12, FALSE },
  [FW_OPEN_SHIFT_COLUMN_STATE] = { "state", N_ ("State"), 22, TRUE, FW_LIVE_ROOM_MARKED },
};

/* Returns: "" where she has not claimed it. */
static const char *
get_claim (FwAnswerItem *offer)
{
  JsonObject *claim = fw_answer_item_get_object (offer, "claim");
  const char *state = claim != NULL ? fw_json_find_text (claim, "state") : NULL;

  return state != NULL ? state : "";
}

const char *
fw_open_shift_write_state (FwAnswerItem *offer)
{
  const FwFlowState *state;

  g_return_val_if_fail (FW_IS_ANSWER_ITEM (offer), NULL);

  if (fw_swap_has_move (offer, "claimed"))
    return _ ("You may claim it");
  state = fw_flow_find_state (fw_kind_find ("shift-claim")->flow, get_claim (offer));
  if (state != NULL && state->label != NULL)
    return _ (state->label);
  return fw_answer_item_get_count (offer, "free") > 0 ? _ ("It does not fit")
                                                      : _ ("All places are claimed");
}

static char *
write_cell (FwOpenShiftColumn column, FwAnswerItem *offer)
{
  const char *name = fw_answer_item_get_text (offer, "name");
  const char *until = fw_answer_item_get_text (offer, "until");

  switch (column)
    {
    case FW_OPEN_SHIFT_COLUMN_DAY:
      return fw_swap_write_day (fw_answer_item_get_text (offer, "day"));
    case FW_OPEN_SHIFT_COLUMN_SHIFT:
      return g_strdup (*name != '\0' ? name : fw_answer_item_get_text (offer, "template"));
    case FW_OPEN_SHIFT_COLUMN_HOURS:
      return fw_swap_write_hours (fw_answer_item_get_whole (offer));
    case FW_OPEN_SHIFT_COLUMN_FREE:
      return fw_format_count (fw_answer_item_get_count (offer, "free"));
    case FW_OPEN_SHIFT_COLUMN_UNTIL:
      return *until != '\0' ? fw_swap_write_day (until) : g_strdup (FW_FORMAT_NONE);
    case FW_OPEN_SHIFT_COLUMN_STATE:
      return g_strdup (fw_open_shift_write_state (offer));
    case FW_N_OPEN_SHIFT_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static int
compare_days (FwAnswerItem *one, FwAnswerItem *other, const char *member)
{
  return strcmp (fw_answer_item_get_text (one, member), fw_answer_item_get_text (other, member));
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  FwAnswerItem *one = (gpointer) a, *other = (gpointer) b;
  const FwOpenShiftColumn column = GPOINTER_TO_UINT (data);
  g_autofree char *left = NULL, *right = NULL;
  int order = 0;

  if (column == FW_OPEN_SHIFT_COLUMN_UNTIL)
    order = compare_days (one, other, "until");
  else if (column == FW_OPEN_SHIFT_COLUMN_FREE)
    order = (int) fw_answer_item_get_count (one, "free") -
            (int) fw_answer_item_get_count (other, "free");
  else if (column != FW_OPEN_SHIFT_COLUMN_DAY)
    {
      left = write_cell (column, one);
      right = write_cell (column, other);
      order = g_utf8_collate (left, right);
    }
  return order != 0 ? order : compare_days (one, other, "day");
}

static FwMarkShape
choose_mark (FwAnswerItem *offer, FwChartColor *color)
{
  const char *claim = get_claim (offer);

  *color = FW_CHART_COLOR_TEXT;
  if (fw_swap_has_move (offer, "claimed"))
    return FW_MARK_RING;
  if (g_str_equal (claim, "approved"))
    {
      *color = FW_CHART_COLOR_IN_ORDER;
      return FW_MARK_DISC;
    }
  if (!g_str_equal (claim, "claimed"))
    return FW_MARK_NONE;
  *color = FW_CHART_COLOR_WATCH;
  return FW_MARK_HALF;
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const gboolean state = GPOINTER_TO_UINT (data) == FW_OPEN_SHIFT_COLUMN_STATE;
  g_autofree char *text = write_cell (GPOINTER_TO_UINT (data), row);
  FwChartColor color = FW_CHART_COLOR_TEXT;
  const FwMarkShape mark = state ? choose_mark (row, &color) : FW_MARK_NONE;
  const gboolean open = fw_swap_has_move (row, "claimed");

  fw_live_cell_set (cell, text, mark, color, state && mark == FW_MARK_NONE, state && open);
}

void
fw_open_shift_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, table, FW_N_OPEN_SHIFT_COLUMNS,
                     &(const FwLiveColumn){ .compare = compare, .show = show_cell });
}
