/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-columns.h"

#include "charts/fw-format.h"
#include "console/cases/fw-case-item.h"
#include "console/live/fw-live-heads.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  COLUMN_LEFT,
  COLUMN_CLOCK,
  COLUMN_MATTER,
  COLUMN_GRADE,
  COLUMN_CLASS,
  COLUMN_STATE,
  COLUMN_OWNER,
  COLUMN_DEPARTMENT,
  COLUMN_TEAM,
  N_COLUMNS
} Column;

static const FwLiveHead table[N_COLUMNS] = {
  [COLUMN_LEFT] = { "left", N_ ("Time left"), 12, FALSE, FW_LIVE_ROOM_MARKED },
  [COLUMN_CLOCK] = { "clock", N_ ("What is due"), 18, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_MATTER] = { "matter", N_ ("Matter"), 30, TRUE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_GRADE] = { "grade", N_ ("Grade"), 6, FALSE, FW_LIVE_ROOM_WHOLE },
  [COLUMN_CLASS] = { "class", N_ ("Request"), 11, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_STATE] = { "state", N_ ("State"), 17, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_OWNER] = { "owner", N_ ("Handler"), 10, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_DEPARTMENT] = { "department", N_ ("Department"), 10, FALSE, FW_LIVE_ROOM_PLAIN },
  [COLUMN_TEAM] = { "team", N_ ("Team"), 8, FALSE, FW_LIVE_ROOM_PLAIN },
};

/* What flows and kinds call things is English on the wire. */
static char *
translate (const char *text)
{
  return g_strdup (*text != '\0' ? _ (text) : FW_FORMAT_NONE);
}

static char *
name_choice (FwCaseItem *item, const char *field)
{
  const FwKind *kind = fw_kind_find ("case");
  const FwField *found = &kind->fields[fw_kind_find_field (kind, field)];
  const char *value = fw_case_item_get (item, field);

  for (guint i = 0; found->values[i] != NULL; i++)
    if (g_str_equal (found->values[i], value))
      return g_strdup (_ (found->labels[i]));
  return g_strdup (FW_FORMAT_NONE);
}

static char *
write_text (FwCaseItem *item, const char *member)
{
  const char *text = fw_case_item_get (item, member);

  return g_strdup (*text != '\0' ? text : FW_FORMAT_NONE);
}

static char *
write_matter (FwCaseItem *item)
{
  g_autofree char *title = write_text (item, "title");

  /* Translators: the matter of a case of a VIP customer. */
  return fw_case_item_is_vip (item) ? g_strdup_printf (_ ("VIP · %s"), title)
                                    : g_steal_pointer (&title);
}

static char *
write_cell (Column column, FwCaseItem *item)
{
  switch (column)
    {
    case COLUMN_LEFT:
      return fw_case_item_describe_left (item, g_get_real_time ());
    case COLUMN_CLOCK:
      return translate (fw_case_item_get (item, "clock_label"));
    case COLUMN_GRADE:
      return name_choice (item, "grade");
    case COLUMN_CLASS:
      return name_choice (item, "class");
    case COLUMN_STATE:
      return translate (fw_case_item_get (item, "label"));
    case COLUMN_OWNER:
      return write_text (item, "owner_name");
    case COLUMN_DEPARTMENT:
      return write_text (item, "department_title");
    case COLUMN_TEAM:
      return write_text (item, "team_title");
    case COLUMN_MATTER:
    case N_COLUMNS:
    default:
      return write_matter (item);
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column column = GPOINTER_TO_UINT (data);
  const FwCaseUrgency urgency = fw_case_item_get_urgency (row, g_get_real_time ());
  const gboolean left = column == COLUMN_LEFT;
  g_autofree char *text = write_cell (column, row);

  fw_live_cell_set (cell, text, left ? fw_case_urgency_get_shape (urgency) : FW_MARK_NONE,
                    left ? fw_case_urgency_get_color (urgency) : FW_CHART_COLOR_TEXT,
                    column == COLUMN_TEAM || g_str_equal (text, FW_FORMAT_NONE),
                    left && urgency == FW_CASE_OVERDUE);
}

/* What the row says in one sentence, for whoever hears it or rests the pointer on it. */
static char *
describe (gpointer row, gpointer data)
{
  const gint64 due = fw_case_item_get_due (row);
  g_autofree char *left = fw_case_item_describe_left (row, g_get_real_time ());
  g_autofree char *day = fw_format_day (due, NULL);
  g_autofree char *clock = fw_format_clock (due, NULL);
  g_autofree char *what = translate (fw_case_item_get (row, "clock_label"));

  /* Translators: matter, what is due, time left, day and time of day. */
  return g_strdup_printf (_ ("%s: %s, %s, due on %s, %s"), fw_case_item_get (row, "title"), what,
                          left, day, clock);
}

void
fw_case_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (grid, table, N_COLUMNS,
                     &(const FwLiveColumn){ .show = show_cell, .describe = describe });
}
