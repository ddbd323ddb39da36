/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-training-columns.h"

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *id;
  const char *title; /* (nullable): the state that is counted */
  guint chars;
  gboolean expand;
  FwLiveRoom room;
  char *(*write) (FwAnswerItem *item);
  gboolean marked; /* with the shape of its state */
  gboolean quiet;
} Column;

/* ---- states ---- */

static const struct
{
  const char *state;
  const char *word;
  FwMarkShape shape;
  FwChartColor color;
} states[] = {
  { "waiting", NC_ ("training", "Waiting"), FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  { "enrolled", NC_ ("training", "Enrolled"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "attended", NC_ ("training", "Attended"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "absent", NC_ ("training", "Absent"), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE },
  { "withdrawn", NC_ ("training", "Withdrawn"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  { "planned", NC_ ("training", "Planned"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "closing", NC_ ("training", "To be closed"), FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  { "held", NC_ ("training", "Held"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "cancelled", NC_ ("training", "Cancelled"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
};

static guint
find_state (const char *state)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (states) - 1 && !g_str_equal (states[i].state, state))
    i++;
  return i;
}

const char *
fw_training_state_word (const char *state)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "training", states[find_state (state)].word);
}

FwMarkShape
fw_training_state_shape (const char *state)
{
  return states[find_state (state)].shape;
}

FwChartColor
fw_training_state_color (const char *state)
{
  return states[find_state (state)].color;
}

/* ---- what cells say ---- */

static char *
write_text (FwAnswerItem *item, const char *member)
{
  const char *text = fw_answer_item_get_text (item, member);

  return g_strdup (*text != '\0' ? text : FW_FORMAT_NONE);
}

#define TEXT(name, member)                                                                         \
  static char *write_##name (FwAnswerItem *item) { return write_text (item, member); }

TEXT (name, "name")
TEXT (trainer, "trainer_name")
TEXT (team, "team_title")

static char *
write_days (FwAnswerItem *item)
{
  const char *day = fw_answer_item_get_text (item, "day");
  const char *last = fw_answer_item_get_text (item, "last_day");

  if (g_str_equal (day, last))
    return g_strdup (day);
  /* Within a year and a month they stand there once. */
  return g_strdup_printf ("%s – %s", day,
                          strncmp (day, last, 8) == 0   ? last + 8
                          : strncmp (day, last, 5) == 0 ? last + 5
                                                        : last);
}

static char *
write_hours (FwAnswerItem *item)
{
  return g_strdup_printf ("%s – %s", fw_answer_item_get_text (item, "begins"),
                          fw_answer_item_get_text (item, "ends"));
}

char *
fw_training_write_time (FwAnswerItem *session)
{
  g_autofree char *days = write_days (session), *hours = write_hours (session);

  return g_strdup_printf ("%s %s", days, hours);
}

static char *
write_seats (FwAnswerItem *item)
{
  /* Translators: seats that are taken, and all seats */
  return g_strdup_printf (_ ("%u of %u"), fw_answer_item_get_count (item, "taken"),
                          fw_answer_item_get_count (item, "seats"));
}

static char *
write_waiting (FwAnswerItem *item)
{
  const guint n = fw_answer_item_get_count (item, "waiting");

  return n > 0 ? g_strdup_printf ("%u", n) : g_strdup (FW_FORMAT_NONE);
}

char *
fw_training_write_seats (guint taken, guint seats, guint waiting)
{
  g_autofree char *have = g_strdup_printf (
      ngettext ("%u of %u seat taken", "%u of %u seats taken", seats), taken, seats);
  g_autofree char *wait = NULL;

  if (waiting == 0)
    return g_steal_pointer (&have);
  wait = g_strdup_printf (ngettext ("%u waits", "%u wait", waiting), waiting);
  /* Translators: "5 of 8 seats taken", "2 wait" */
  return g_strdup_printf (C_ ("training", "%s, %s"), have, wait);
}

static char *
write_state (FwAnswerItem *item)
{
  return g_strdup (fw_training_state_word (fw_answer_item_get_text (item, "state")));
}

static char *
write_result (FwAnswerItem *item)
{
  const char *result = fw_answer_item_get_text (item, "result");

  return g_strdup (g_str_equal (result, "completed")       ? _ ("Completed")
                   : g_str_equal (result, "not-completed") ? _ ("Not completed")
                                                           : FW_FORMAT_NONE);
}

static char *
write_exam (FwAnswerItem *item)
{
  static const struct
  {
    const char *outcome, *word;
  } words[] = {
    { "pass", N_ ("Passed") },
    { "fail", N_ ("Failed") },
    { "incomplete", N_ ("Marks are missing") },
    { "third-needed", N_ ("A third rater is needed") },
    { "void", N_ ("Does not count") },
    { "too-soon", N_ ("Refused: sat too soon") },
    { "used-up", N_ ("Refused: no attempt was left") },
    { "after-pass", N_ ("Passed before: not improved") },
  };
  JsonObject *exam = fw_answer_item_get_object (item, "exam");
  const char *outcome = exam != NULL ? fw_json_find_text (exam, "outcome") : NULL;
  double mark = NAN;

  if (outcome == NULL)
    return g_strdup (FW_FORMAT_NONE);
  if (fw_json_has (exam, "mark"))
    fw_json_get_number (exam, "mark", &mark, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].outcome, outcome))
      return isnan (mark) ? g_strdup (_ (words[i].word))
                          /* Translators: outcome of an exam and its mark */
                          : g_strdup_printf (_ ("%s, %g"), _ (words[i].word), mark);
  return g_strdup (FW_FORMAT_NONE);
}

static const Column session_columns[] = {
  { "day", N_ ("Days"), 10, FALSE, FW_LIVE_ROOM_WHOLE, write_days, FALSE, FALSE },
  { "time", N_ ("Time"), 13, FALSE, FW_LIVE_ROOM_WHOLE, write_hours, FALSE, FALSE },
  { "session", N_ ("Training"), 30, TRUE, FW_LIVE_ROOM_PLAIN, write_name, FALSE, FALSE },
  { "trainer", N_ ("Trainer"), 11, TRUE, FW_LIVE_ROOM_PLAIN, write_trainer, FALSE, TRUE },
  { "seats", N_ ("Seats"), 6, FALSE, FW_LIVE_ROOM_WHOLE, write_seats, FALSE, FALSE },
  { "waiting", NULL, 2, FALSE, FW_LIVE_ROOM_WHOLE, write_waiting, FALSE, FALSE },
  { "state", N_ ("State"), 8, FALSE, FW_LIVE_ROOM_MARKED, write_state, TRUE, FALSE },
};

static const Column people_columns[] = {
  { "person", N_ ("Person"), 14, TRUE, FW_LIVE_ROOM_PLAIN, write_name, FALSE, FALSE },
  { "team", N_ ("Team"), 10, TRUE, FW_LIVE_ROOM_PLAIN, write_team, FALSE, TRUE },
  { "state", N_ ("State"), 8, FALSE, FW_LIVE_ROOM_MARKED, write_state, TRUE, FALSE },
  { "result", N_ ("Result"), 12, FALSE, FW_LIVE_ROOM_PLAIN, write_result, FALSE, FALSE },
  { "exam", N_ ("Exam"), 20, TRUE, FW_LIVE_ROOM_PLAIN, write_exam, FALSE, FALSE },
};

/* ---- the tables ---- */

/* As of names of files: 9 of 12 comes before 10 of 12. */
static char *
write_key (const Column *column, FwAnswerItem *item)
{
  g_autofree char *text = column->write (item);

  return g_utf8_collate_key_for_filename (text, -1);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;
  g_autofree char *one = write_key (column, (FwAnswerItem *) a);
  g_autofree char *two = write_key (column, (FwAnswerItem *) b);
  int order = strcmp (one, two);

  if (order != 0)
    return order;
  order = strcmp (fw_answer_item_get_text ((FwAnswerItem *) a, "day"),
                  fw_answer_item_get_text ((FwAnswerItem *) b, "day"));
  if (order == 0)
    order = strcmp (fw_answer_item_get_text ((FwAnswerItem *) a, "begins"),
                    fw_answer_item_get_text ((FwAnswerItem *) b, "begins"));
  if (order != 0)
    return order;
  /* Who waits stands in line. */
  return (int) fw_answer_item_get_count ((FwAnswerItem *) a, "turn") -
         (int) fw_answer_item_get_count ((FwAnswerItem *) b, "turn");
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Column *column = data;
  const char *state = fw_answer_item_get_text (row, "state");
  g_autofree char *text = column->write (row);

  fw_live_cell_set (cell, text, column->marked ? fw_training_state_shape (state) : FW_MARK_NONE,
                    column->marked ? fw_training_state_color (state) : FW_CHART_COLOR_TEXT,
                    column->quiet || g_str_equal (text, FW_FORMAT_NONE), FALSE);
}

static void
add_columns (FwLiveGrid *grid, const Column *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      FwLiveColumn column = { .id = columns[i].id,
                              .title = columns[i].title != NULL
                                           ? _ (columns[i].title)
                                           : fw_training_state_word (columns[i].id),
                              .chars = columns[i].chars,
                              .expand = columns[i].expand,
                              .room = columns[i].room,
                              .compare = compare,
                              .compare_data = (gpointer) &columns[i],
                              .show = show_cell,
                              .show_data = (gpointer) &columns[i] };

      fw_live_grid_add_column (grid, &column);
    }
}

void
fw_training_columns_add_sessions (FwLiveGrid *grid)
{
  add_columns (grid, session_columns, G_N_ELEMENTS (session_columns));
}

void
fw_training_columns_add_people (FwLiveGrid *grid)
{
  add_columns (grid, people_columns, G_N_ELEMENTS (people_columns));
}
