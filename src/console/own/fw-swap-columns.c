/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-swap-columns.h"

#include "console/live/fw-live-heads.h"
#include <string.h>

#include "charts/fw-format.h"
#include "console/fw-swap-words.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

static const FwLiveHead table[FW_N_SWAP_COLUMNS] = {
  [FW_SWAP_COLUMN_DAY] = { "day", N_ ("Day"), 12, FALSE },
  [FW_SWAP_COLUMN_SHIFT] = { "shift", N_ ("Shift"), 9, TRUE },
  [FW_SWAP_COLUMN_HOURS] = { "hours", N_ ("Hours"), 12, FALSE },
  [FW_SWAP_COLUMN_FROM] = { "from", N_ ("Offered by"), 12, TRUE },
  [FW_SWAP_COLUMN_TO] = { "to", N_ ("Taken by"), 12, TRUE },
  [FW_SWAP_COLUMN_STATE] = { "state", N_ ("State"), 15, FALSE, FW_LIVE_ROOM_MARKED },
  [FW_SWAP_COLUMN_NEXT] = { "next", N_ ("Next step"), 20, TRUE },
};

gboolean
fw_swap_has_move (FwAnswerItem *swap, const char *move)
{
  g_auto (GStrv) moves = NULL;

  g_return_val_if_fail (FW_IS_ANSWER_ITEM (swap) && move != NULL, FALSE);

  moves = fw_json_find_texts (fw_answer_item_get_whole (swap), "moves");
  return moves != NULL && g_strv_contains ((const char *const *) moves, move);
}

static gboolean
is (FwAnswerItem *swap, const char *member)
{
  gboolean value;

  return fw_json_get_boolean (fw_answer_item_get_whole (swap), member, &value, NULL) && value;
}

gboolean
fw_swap_is_mine (FwAnswerItem *swap)
{
  g_return_val_if_fail (FW_IS_ANSWER_ITEM (swap), FALSE);

  return is (swap, "mine");
}

/* What flows call states is English on the wire. */
const char *
fw_swap_write_state (FwAnswerItem *swap)
{
  const FwFlowState *state;

  g_return_val_if_fail (FW_IS_ANSWER_ITEM (swap), NULL);

  state = fw_flow_find_state (fw_kind_find ("swap")->flow, fw_answer_item_get_text (swap, "state"));
  return state != NULL && state->label != NULL ? _ (state->label) : "";
}

static const char *
write_next (FwAnswerItem *swap)
{
  const char *state = fw_answer_item_get_text (swap, "state");

  if (fw_swap_has_move (swap, "claimed"))
    return _ ("You may take it");
  if (g_str_equal (state, "offered"))
    return _ ("A colleague may take it");
  if (g_str_equal (state, "claimed"))
    return _ ("A supervisor decides");
  return "";
}

static char *
write_to (FwAnswerItem *swap)
{
  const char *colleague = fw_answer_item_get_text (swap, "colleague");
  const char *to = fw_answer_item_get_text (swap, "to");

  if (is (swap, "taken"))
    return g_strdup (C_ ("swap", "You"));
  if (*colleague != '\0')
    return g_strdup (colleague);
  if (!g_str_equal (fw_answer_item_get_text (swap, "state"), "offered"))
    return g_strdup (FW_FORMAT_NONE);
  if (*to != '\0' && fw_swap_has_move (swap, "claimed"))
    return g_strdup (_ ("open to you"));
  /* Translators: the name of a colleague */
  return *to != '\0' ? g_strdup_printf (_ ("open to %s"), to) : g_strdup (_ ("open to the team"));
}

static char *
write_cell (FwSwapColumn column, FwAnswerItem *swap)
{
  const char *name = fw_answer_item_get_text (swap, "name");

  switch (column)
    {
    case FW_SWAP_COLUMN_DAY:
      return fw_swap_write_day (fw_answer_item_get_text (swap, "day"));
    case FW_SWAP_COLUMN_SHIFT:
      return g_strdup (*name != '\0' ? name : fw_answer_item_get_text (swap, "template"));
    case FW_SWAP_COLUMN_HOURS:
      return fw_swap_write_hours (fw_answer_item_get_whole (swap));
    case FW_SWAP_COLUMN_FROM:
      return g_strdup (is (swap, "mine") ? C_ ("swap", "You")
                                         : fw_answer_item_get_text (swap, "person"));
    case FW_SWAP_COLUMN_TO:
      return write_to (swap);
    case FW_SWAP_COLUMN_STATE:
      return g_strdup (fw_swap_write_state (swap));
    case FW_SWAP_COLUMN_NEXT:
      return g_strdup (write_next (swap));
    case FW_N_SWAP_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  FwAnswerItem *one = (gpointer) a, *other = (gpointer) b;
  int order = 0;

  if (GPOINTER_TO_UINT (data) != FW_SWAP_COLUMN_DAY)
    {
      g_autofree char *left = write_cell (GPOINTER_TO_UINT (data), one);
      g_autofree char *right = write_cell (GPOINTER_TO_UINT (data), other);

      order = g_utf8_collate (left, right);
    }
  return order != 0 ? order
                    : strcmp (fw_answer_item_get_text (one, "day"),
                              fw_answer_item_get_text (other, "day"));
}

static FwMarkShape
choose_mark (FwAnswerItem *swap, FwChartColor *color)
{
  const char *state = fw_answer_item_get_text (swap, "state");

  *color = FW_CHART_COLOR_TEXT;
  if (g_str_equal (state, "approved"))
    {
      *color = FW_CHART_COLOR_IN_ORDER;
      return FW_MARK_DISC;
    }
  if (!g_str_equal (state, "claimed"))
    return g_str_equal (state, "offered") ? FW_MARK_RING : FW_MARK_NONE;
  *color = FW_CHART_COLOR_WATCH;
  return FW_MARK_HALF;
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const FwSwapColumn column = GPOINTER_TO_UINT (data);
  g_autofree char *text = write_cell (column, row);
  FwChartColor color = FW_CHART_COLOR_TEXT;
  const FwMarkShape mark =
      column == FW_SWAP_COLUMN_STATE ? choose_mark (row, &color) : FW_MARK_NONE;

  fw_live_cell_set (cell, text, mark, color,
                    column == FW_SWAP_COLUMN_NEXT && !fw_swap_has_move (row, "claimed"),
                    column == FW_SWAP_COLUMN_NEXT && fw_swap_has_move (row, "claimed"));
}

void
fw_swap_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, table, FW_N_SWAP_COLUMNS,
                     &(const FwLiveColumn){ .compare = compare, .show = show_cell });
}
