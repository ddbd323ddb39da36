/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/audit/fw-audit-columns.h"

#include "charts/fw-format.h"
#include "console/audit/fw-audit-words.h"
#include "console/live/fw-live-heads.h"
#include "core/calendar/fw-zone.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  COLUMN_AT,
  COLUMN_WHO,
  COLUMN_WHAT,
  COLUMN_ON,
  COLUMN_OUTCOME,
  COLUMN_FROM,
  COLUMN_DETAIL,
  N_COLUMNS
} Column;

static const FwLiveHead table[N_COLUMNS] = {
  [COLUMN_AT] = { "at", N_ ("When"), 17, FALSE, FW_LIVE_ROOM_WHOLE },
  [COLUMN_WHO] = { "who", N_ ("Account"), 12, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_WHAT] = { "what", N_ ("What"), 22, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_ON] = { "on", N_ ("Of what"), 24, TRUE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_OUTCOME] = { "outcome", N_ ("Outcome"), 11, FALSE, FW_LIVE_ROOM_MARKED },
  [COLUMN_FROM] = { "from", N_ ("From address"), 13, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_DETAIL] = { "detail", N_ ("Detail"), 16, TRUE, FW_LIVE_ROOM_PLAIN },
};

static char *
write_moment (FwAnswerItem *item, gboolean seconds)
{
  const char *text = fw_answer_item_get_text (item, "at");
  g_autofree char *day = NULL, *clock = NULL;
  gint64 at;

  if (!fw_time_parse (fw_text (text), &at))
    return g_strdup (text);
  day = fw_format_day (at, NULL);
  clock = fw_format_clock (at, NULL);
  if (seconds)
    /* Translators: a day, a time of day, and the same as the trail has it. */
    return g_strdup_printf (_ ("%s, %s (%s)"), day, clock, text);
  /* Translators: a day and a time of day. */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

static char *
write_text (FwAnswerItem *item, const char *member)
{
  const char *text = fw_answer_item_get_text (item, member);

  return g_strdup (*text != '\0' ? text : FW_FORMAT_NONE);
}

/* What came of it, and how often where the same came in floods. */
static char *
write_outcome (FwAnswerItem *item)
{
  const char *outcome =
      fw_audit_word (fw_audit_outcomes (), fw_answer_item_get_text (item, "outcome"));
  const guint times = fw_answer_item_get_count (item, "times");

  if (times > 1)
    return g_strdup_printf ("%s × %u", outcome, times);
  return g_strdup (outcome);
}

static char *
write_cell (Column column, FwAnswerItem *item)
{
  switch (column)
    {
    case COLUMN_AT:
      return write_moment (item, FALSE);
    case COLUMN_WHAT:
      return g_strdup (fw_audit_word (fw_audit_acts (), fw_answer_item_get_text (item, "what")));
    case COLUMN_OUTCOME:
      return write_outcome (item);
    case COLUMN_WHO:
    case COLUMN_ON:
    case COLUMN_FROM:
    case COLUMN_DETAIL:
    case N_COLUMNS:
    default:
      return write_text (item, table[column].id);
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column column = GPOINTER_TO_UINT (data);
  const gboolean bad = !g_str_equal (fw_answer_item_get_text (row, "outcome"), "done");
  g_autofree char *text = write_cell (column, row);

  fw_live_cell_set (cell, text, column == COLUMN_OUTCOME && bad ? FW_MARK_HALF : FW_MARK_NONE,
                    column == COLUMN_OUTCOME && bad ? FW_CHART_COLOR_WATCH : FW_CHART_COLOR_TEXT,
                    g_str_equal (text, FW_FORMAT_NONE), FALSE);
}

/* The whole line, for whoever hears it or rests the pointer on it. */
static char *
describe (gpointer row, gpointer data)
{
  g_autofree char *at = write_moment (row, TRUE);
  g_autofree char *outcome = write_outcome (row);
  GString *text = g_string_new (at);

  g_string_append_printf (text, "\n%s, %s: %s", fw_answer_item_get_text (row, "who"),
                          fw_audit_word (fw_audit_acts (), fw_answer_item_get_text (row, "what")),
                          outcome);
  for (guint i = COLUMN_ON; i <= COLUMN_DETAIL; i++)
    {
      const char *value = fw_answer_item_get_text (row, table[i].id);

      if (i != COLUMN_OUTCOME && *value != '\0')
        g_string_append_printf (text, "\n%s", value);
    }
  return g_string_free (text, FALSE);
}

void
fw_audit_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, table, N_COLUMNS,
                     &(const FwLiveColumn){ .show = show_cell, .describe = describe });
}
