/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-replay-words.h"

#include "charts/fw-format.h"
#include "console/live/fw-live-heads.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* ---- clocks ---- */

static void
say_clock (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (_ (fw_answer_item_get_text (row, "title")));
}

static void
say_share (gpointer row, const char *side, FwSaid *said)
{
  JsonObject *counts = fw_answer_item_get_object (row, side);

  said->text = fw_format_value (FW_FORMAT_RATIO,
                                counts != NULL ? fw_json_find_number (counts, "share") : NAN);
}

static void
say_interval (gpointer row, const char *side, FwSaid *said)
{
  JsonObject *counts = fw_answer_item_get_object (row, side);
  const double low = counts != NULL ? fw_json_find_number (counts, "low") : NAN,
               high = counts != NULL ? fw_json_find_number (counts, "high") : NAN;
  g_autofree char *from = NULL, *to = NULL;

  if (isnan (low) || isnan (high))
    {
      said->text = g_strdup (FW_FORMAT_NONE);
      return;
    }
  from = fw_format_value (FW_FORMAT_RATIO, low);
  to = fw_format_value (FW_FORMAT_RATIO, high);
  /* Translators: an interval. */
  said->text = g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
say_n (gpointer row, const char *side, FwSaid *said)
{
  JsonObject *counts = fw_answer_item_get_object (row, side);

  said->text = fw_format_count (counts != NULL ? fw_json_find_count (counts, "n") : 0);
}

#define OF_BOTH_SIDES(what)                                                                        \
  static void what##_in_force (gpointer row, gpointer data, FwSaid *said)                          \
  {                                                                                                \
    what (row, "in_force", said);                                                                  \
  }                                                                                                \
  static void what##_tried (gpointer row, gpointer data, FwSaid *said)                             \
  {                                                                                                \
    what (row, "draft", said);                                                                     \
  }
OF_BOTH_SIDES (say_share)
OF_BOTH_SIDES (say_interval)
OF_BOTH_SIDES (say_n)

static void
say_newly_broken (gpointer row, gpointer data, FwSaid *said)
{
  const guint n = fw_answer_item_get_count (row, "newly_broken");

  *said = (FwSaid){ n > 0 ? fw_format_count (n) : g_strdup (FW_FORMAT_NONE),
                    n > 0 ? FW_MARK_TRIANGLE : FW_MARK_NONE, FW_CHART_COLOR_LATE };
}

static void
say_newly_kept (gpointer row, gpointer data, FwSaid *said)
{
  const guint n = fw_answer_item_get_count (row, "newly_kept");

  *said = (FwSaid){ n > 0 ? fw_format_count (n) : g_strdup (FW_FORMAT_NONE),
                    n > 0 ? FW_MARK_DISC : FW_MARK_NONE, FW_CHART_COLOR_IN_ORDER };
}

static const FwSaidColumn columns[] = {
  { "clock", N_ ("Clock"), 18, TRUE, FALSE, say_clock },
  { "in-force", N_ ("Kept in force"), 8, FALSE, TRUE, say_share_in_force },
  { "in-force-interval", N_ ("95 % interval"), 14, FALSE, TRUE, say_interval_in_force },
  { "in-force-n", N_ ("n"), 5, FALSE, TRUE, say_n_in_force },
  { "tried", N_ ("Kept as tried"), 8, FALSE, TRUE, say_share_tried },
  { "tried-interval", N_ ("95 % interval"), 14, FALSE, TRUE, say_interval_tried },
  { "tried-n", N_ ("n"), 5, FALSE, TRUE, say_n_tried },
  { "broken", N_ ("Would have broken"), 10, FALSE, TRUE, say_newly_broken },
  { "kept", N_ ("Would have kept"), 10, FALSE, TRUE, say_newly_kept },
};

/* ---- cases ---- */

static void
say_title (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "title"));
}

static void
say_change (gpointer row, gpointer data, FwSaid *said)
{
  if (g_str_equal (fw_answer_item_get_text (row, "change"), "newly_broken"))
    *said = (FwSaid){ g_strdup (_ ("would have broken")), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE };
  else
    *said = (FwSaid){ g_strdup (_ ("would have kept")), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER };
}

static void
say_moment (gpointer row, const char *member, const char *otherwise, FwSaid *said)
{
  gint64 at;
  g_autofree char *day = NULL, *time = NULL;

  if (!fw_time_parse (fw_text (fw_answer_item_get_text (row, member)), &at))
    {
      said->text = g_strdup (otherwise);
      return;
    }
  day = fw_format_day (at, NULL);
  time = fw_format_clock (at, NULL);
  /* Translators: a day and a time of it. */
  said->text = g_strdup_printf (_ ("%s, %s"), day, time);
}

static void
say_due_in_force (gpointer row, gpointer data, FwSaid *said)
{
  say_moment (row, "due_in_force", FW_FORMAT_NONE, said);
}

static void
say_due_tried (gpointer row, gpointer data, FwSaid *said)
{
  say_moment (row, "due_draft", FW_FORMAT_NONE, said);
}

static void
say_done (gpointer row, gpointer data, FwSaid *said)
{
  say_moment (row, "stopped", _ ("not yet"), said);
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, _ (fw_answer_item_get_text (row, "label")));
}

static void
say_team (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "team_title"));
}

static const FwSaidColumn case_columns[] = {
  { "title", N_ ("Matter"), 22, TRUE, FALSE, say_title },
  { "change", N_ ("Difference"), 22, FALSE, FALSE, say_change },
  { "due-in-force", N_ ("Due in force"), 13, FALSE, FALSE, say_due_in_force },
  { "due-tried", N_ ("Due as tried"), 13, FALSE, FALSE, say_due_tried },
  { "done", N_ ("Done"), 13, FALSE, FALSE, say_done },
  { "state", N_ ("State"), 12, FALSE, FALSE, say_state },
  { "team", N_ ("Team"), 10, FALSE, FALSE, say_team },
};

void
fw_case_replay_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), NULL);
}

void
fw_case_replay_columns_add_cases (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, case_columns, G_N_ELEMENTS (case_columns), NULL);
}
