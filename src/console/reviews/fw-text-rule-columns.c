/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-text-rule-columns.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/live/fw-live-heads.h"
#include "core/kind/fw-record.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* ---- rules ---- */

static void
say_name (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (fw_answer_item_get_text (row, "name"));
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  const char *name = fw_answer_item_get_text (row, "state");
  const FwFlowState *state = fw_flow_find_state (fw_kind_find ("text-rule")->flow, name);
  const gboolean live = g_str_equal (name, "live"), demoted = g_str_equal (name, "demoted");

  said->text = g_strdup (state != NULL ? _ (state->label) : FW_FORMAT_NONE);
  said->mark = demoted ? FW_MARK_TRIANGLE : live ? FW_MARK_DISC : FW_MARK_NONE;
  said->color = demoted ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_IN_ORDER;
}

static void
say_hits (gpointer row, gpointer data, FwSaid *said)
{
  /* Translators: transcripts that a rule would hit, of how many */
  said->text = g_strdup_printf (_ ("%u of %u"), fw_answer_item_get_count (row, "hits"),
                                fw_answer_item_get_count (row, "transcripts"));
}

static void
say_share (
    gpointer row, const char *share, const char *low, const char *high, guint n, FwSaid *said)
{
  JsonObject *whole = fw_answer_item_get_whole (row);

  if (!json_object_has_member (whole, share))
    said->text = g_strdup (FW_FORMAT_NONE);
  else
    /* Translators: a share and its bounds in percent, and of how many it is known */
    said->text = g_strdup_printf (
        _ ("%.0f %% (%.0f–%.0f), n = %u"), 100 * fw_json_find_number (whole, share),
        100 * fw_json_find_number (whole, low), 100 * fw_json_find_number (whole, high), n);
}

static void
say_precision (gpointer row, gpointer data, FwSaid *said)
{
  say_share (row, "precision", "precision_low", "precision_high",
             fw_answer_item_get_count (row, "judged"), said);
}

static void
say_recall (gpointer row, gpointer data, FwSaid *said)
{
  say_share (row, "recall", "recall_low", "recall_high", fw_answer_item_get_count (row, "sampled"),
             said);
}

static void
say_promised (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup_printf ("%u %%", fw_answer_item_get_count (row, "promised"));
}

void
fw_text_rule_columns_add (FwLiveGrid *grid)
{
  static const FwSaidColumn columns[] = {
    { "name", N_ ("Rule"), 12, TRUE, FALSE, say_name },
    { "state", N_ ("State"), 18, FALSE, FALSE, say_state },
    { "hits", N_ ("Would hit"), 8, FALSE, TRUE, say_hits },
    { "precision", N_ ("Precision"), 16, FALSE, TRUE, say_precision },
    { "promised", N_ ("Promised precision"), 9, FALSE, TRUE, say_promised },
    { "recall", N_ ("Recall"), 16, FALSE, TRUE, say_recall },
  };

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), NULL);
}

/* ---- transcripts of one ---- */

static void
say_what (gpointer row, gpointer data, FwSaid *said)
{
  const char *part = fw_answer_item_get_text (row, "part");
  const char *verdict = fw_answer_item_get_text (row, "verdict");

  if (g_str_equal (part, "again"))
    {
      said->text = g_strdup (_ ("Would be hit again: it was no hit"));
      said->mark = FW_MARK_TRIANGLE;
      said->color = FW_CHART_COLOR_LATE;
    }
  else if (g_str_equal (part, "drawn"))
    said->text = g_strdup (_ ("No hit: should it be one?"));
  else if (g_str_equal (verdict, "right"))
    said->text = g_strdup (_ ("A hit, and right"));
  else if (g_str_equal (verdict, "wrong"))
    said->text = g_strdup (_ ("Not a hit"));
  else
    said->text = g_strdup (_ ("A hit: is it right?"));
}

static void
say_day (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "day"));
}

static void
say_person (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "name"));
}

static void
say_contact (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "contact"));
}

void
fw_text_rule_columns_add_chosen (FwLiveGrid *grid)
{
  static const FwSaidColumn columns[] = {
    { "what", N_ ("Hit or not"), 22, FALSE, FALSE, say_what },
    { "day", N_ ("Day"), 10, FALSE, FALSE, say_day },
    { "person", N_ ("Person"), 10, FALSE, FALSE, say_person },
    { "contact", N_ ("Contact"), 12, TRUE, FALSE, say_contact },
  };

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), NULL);
}
