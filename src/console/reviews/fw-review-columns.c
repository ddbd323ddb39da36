/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-columns.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/fw-channel-word.h"
#include "console/live/fw-live-heads.h"
#include "core/calendar/fw-zone.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  COLUMN_PERSON,
  COLUMN_DAY,
  COLUMN_WHY,
  COLUMN_CHANNEL,
  COLUMN_STATE,
  N_COLUMNS
} Column;

static const FwLiveHead table[N_COLUMNS] = {
  [COLUMN_PERSON] = { "person", N_ ("Person"), 14, TRUE },
  [COLUMN_DAY] = { "day", N_ ("When"), 16, FALSE, FW_LIVE_ROOM_WHOLE },
  [COLUMN_WHY] = { "why", N_ ("Sampled"), 12, FALSE },
  [COLUMN_CHANNEL] = { "channel", N_ ("Channel"), 8, FALSE },
  [COLUMN_STATE] = { "state", N_ ("State"), 9, FALSE },
};

static const char *
name_risk (const char *risk)
{
  static const struct
  {
    const char *risk, *words;
  } risks[] = {
    { "rating", N_ ("rated low") },
    { "repeat", N_ ("came again") },
    { "long", N_ ("long") },
    { "transfer", N_ ("handed on") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    if (g_str_equal (risks[i].risk, risk))
      return _ (risks[i].words);
  return risk;
}

char *
fw_review_write_why (gpointer row)
{
  const char *sampled = fw_answer_item_get_text (row, "sampled");
  JsonArray *risks = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_str_equal (sampled, "random"))
    return g_strdup (_ ("At random"));
  if (!g_str_equal (sampled, "risk") ||
      !fw_json_get_array (fw_answer_item_get_whole (row), "risks", &risks, NULL))
    return g_strdup (_ ("Chosen"));
  for (guint i = 0; i < json_array_get_length (risks); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            name_risk (json_array_get_string_element (risks, i)));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_ ("By risk"));
}

static char *
write_state (gpointer row)
{
  JsonObject *review = fw_answer_item_get_object (row, "review");
  const FwKind *kind = fw_kind_find ("review");
  const FwFlowState *state;

  if (review == NULL)
    return g_strdup (FW_FORMAT_NONE);
  state = fw_flow_find_state (kind->flow, fw_json_find_text (review, "state"));
  return g_strdup (state != NULL ? _ (state->label) : FW_FORMAT_NONE);
}

static char *
write_moment (gpointer row)
{
  JsonObject *contact = fw_answer_item_get_object (row, "contact");
  gint64 at;
  g_autofree char *day = NULL, *clock = NULL;

  if (contact == NULL || !fw_time_parse (fw_text (fw_json_find_text (contact, "at")), &at))
    return g_strdup (FW_FORMAT_NONE);
  day = fw_format_day (at, NULL);
  clock = fw_format_clock (at, NULL);
  return g_strdup_printf ("%s %s", day, clock);
}

static char *
write_channel (gpointer row)
{
  JsonObject *contact = fw_answer_item_get_object (row, "contact");
  const char *channel = contact != NULL ? fw_json_find_text (contact, "channel") : NULL;

  return g_strdup (channel != NULL ? fw_channel_word (channel) : FW_FORMAT_NONE);
}

static char *
write_cell (Column column, gpointer row)
{
  switch (column)
    {
    case COLUMN_DAY:
      return write_moment (row);
    case COLUMN_WHY:
      return fw_review_write_why (row);
    case COLUMN_STATE:
      return write_state (row);
    case COLUMN_CHANNEL:
      return write_channel (row);
    case COLUMN_PERSON:
    case N_COLUMNS:
    default:
      return g_strdup (fw_answer_item_get_text (row, "name"));
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column column = GPOINTER_TO_UINT (data);
  g_autofree char *text = write_cell (column, row);

  fw_live_cell_set (cell, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    g_str_equal (text, FW_FORMAT_NONE), FALSE);
}

void
fw_review_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, table, N_COLUMNS, &(const FwLiveColumn){ .show = show_cell });
}

void
fw_review_columns_show_state (FwLiveGrid *grid, gboolean shown)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_grid_show_column (grid, COLUMN_STATE, shown);
}
