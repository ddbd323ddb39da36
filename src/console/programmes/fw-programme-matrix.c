/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/programmes/fw-programme-matrix.h"

#include "charts/fw-format.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwProgrammeMatrix
{
  JsonObject *programme; /* (nullable) */
  JsonArray *rows;       /* (nullable) */
  char text[64];         /* what was asked for last */
};

FwProgrammeMatrix *
fw_programme_matrix_new (void)
{
  return g_new0 (FwProgrammeMatrix, 1);
}

void
fw_programme_matrix_free (FwProgrammeMatrix *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->programme, json_object_unref);
  g_clear_pointer (&self->rows, json_array_unref);
  g_free (self);
}

void
fw_programme_matrix_take (FwProgrammeMatrix *self, JsonObject *programme, JsonArray *rows)
{
  g_return_if_fail (self != NULL && programme != NULL && rows != NULL);

  json_object_ref (programme);
  json_array_ref (rows);
  g_clear_pointer (&self->programme, json_object_unref);
  g_clear_pointer (&self->rows, json_array_unref);
  self->programme = programme;
  self->rows = rows;
}

static JsonArray *
find_array (JsonObject *object, const char *member)
{
  JsonArray *array = NULL;

  return object != NULL && fw_json_get_array (object, member, &array, NULL) ? array : NULL;
}

guint
fw_programme_matrix_count_rows (FwProgrammeMatrix *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows != NULL ? json_array_get_length (self->rows) : 0;
}

guint
fw_programme_matrix_count_columns (FwProgrammeMatrix *self)
{
  JsonArray *steps;

  g_return_val_if_fail (self != NULL, 0);

  steps = find_array (self->programme, "steps");
  return steps != NULL ? json_array_get_length (steps) : 0;
}

JsonObject *
fw_programme_matrix_get_row (FwProgrammeMatrix *self, guint row)
{
  g_return_val_if_fail (self != NULL, NULL);

  return row < fw_programme_matrix_count_rows (self) ? fw_json_find_element (self->rows, row)
                                                     : NULL;
}

JsonObject *
fw_programme_matrix_get_step (FwProgrammeMatrix *self, guint column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return column < fw_programme_matrix_count_columns (self)
             ? fw_json_find_element (find_array (self->programme, "steps"), column)
             : NULL;
}

JsonObject *
fw_programme_matrix_get_cell (FwProgrammeMatrix *self, guint row, guint column)
{
  JsonArray *cells;

  g_return_val_if_fail (self != NULL, NULL);

  cells = find_array (fw_programme_matrix_get_row (self, row), "cells");
  return cells != NULL && column < json_array_get_length (cells)
             ? fw_json_find_element (cells, column)
             : NULL;
}

/* ---- words ---- */

char *
fw_programme_write_day (const char *date)
{
  gint32 day;
  int year;
  guint month, in_month;
  g_autoptr (GDateTime) moment = NULL;

  if (date == NULL || !fw_date_parse (fw_text (date), &day))
    return g_strdup (FW_FORMAT_NONE);
  fw_date_to_civil (day, &year, &month, &in_month);
  moment = g_date_time_new_utc (year, (int) month, (int) in_month, 0, 0, 0);
  /* Translators: a day without its year, as g_date_time_format() has it: "27 Nov" */
  return g_date_time_format (moment, C_ ("programme", "%-d %b"));
}

static const struct
{
  const char *state;
  FwMarkShape shape;
  FwGridTone tone;
} marks[] = {
  { "done", FW_MARK_DISC, FW_GRID_GREEN },   { "failed", FW_MARK_DIAMOND, FW_GRID_RED },
  { "late", FW_MARK_TRIANGLE, FW_GRID_RED }, { "next", FW_MARK_HALF, FW_GRID_YELLOW },
  { "later", FW_MARK_RING, FW_GRID_PLAIN },
};

void
fw_programme_step_mark (const char *state, FwMarkShape *shape, FwGridTone *tone)
{
  g_return_if_fail (shape != NULL && tone != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_strcmp0 (marks[i].state, state) == 0)
      {
        *shape = marks[i].shape;
        *tone = marks[i].tone;
      }
}

char *
fw_programme_step_word (JsonObject *cell)
{
  const char *state;
  g_autofree char *day = NULL, *due = NULL, *planned = NULL;

  g_return_val_if_fail (cell != NULL, NULL);

  state = fw_json_find_text (cell, "state");
  day = fw_programme_write_day (fw_json_find_text (cell, "day"));
  due = fw_programme_write_day (fw_json_find_text (cell, "due"));
  if (g_strcmp0 (state, "done") == 0)
    return g_strdup_printf (_ ("done on %s"), day);
  if (g_strcmp0 (state, "failed") == 0)
    return g_strdup_printf (_ ("not passed on %s, due by %s"), day, due);
  if (g_strcmp0 (state, "late") == 0)
    return g_strdup_printf (_ ("late, was due by %s"), due);
  if (fw_json_has (cell, "planned"))
    {
      planned = fw_programme_write_day (fw_json_find_text (cell, "planned"));
      return g_strdup_printf (_ ("planned for %s, due by %s"), planned, due);
    }
  return g_strcmp0 (state, "next") == 0 ? g_strdup_printf (_ ("next, due by %s"), due)
                                        : g_strdup_printf (_ ("due by %s"), due);
}

char *
fw_programme_matrix_describe (FwProgrammeMatrix *self, guint row, guint column)
{
  JsonObject *person, *step, *cell;
  g_autofree char *word = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  person = fw_programme_matrix_get_row (self, row);
  step = fw_programme_matrix_get_step (self, column);
  cell = fw_programme_matrix_get_cell (self, row, column);
  if (person == NULL || step == NULL || cell == NULL)
    return g_strdup ("");
  word = fw_programme_step_word (cell);
  /* Translators: a person, a step of a programme, how they stand before it */
  return g_strdup_printf (_ ("%s, %s: %s"), fw_json_find_text (person, "name"),
                          fw_json_find_text (step, "name"), word);
}

/* ---- what the grid asks for ---- */

/* Done or failed on, else due by. */
static void
fill_cell (gpointer data, guint row, guint column, FwGridCell *cell)
{
  FwProgrammeMatrix *self = data;
  JsonObject *object = fw_programme_matrix_get_cell (self, row, column);
  g_autofree char *text = NULL;

  if (object == NULL)
    return;
  fw_programme_step_mark (fw_json_find_text (object, "state"), &cell->shape, &cell->tone);
  text = fw_programme_write_day (
      fw_json_find_text (object, fw_json_has (object, "day") ? "day" : "due"));
  g_strlcpy (self->text, text, sizeof self->text);
  cell->text = self->text;
  cell->open = fw_json_has (object, "planned");
}

static void
fill_head (gpointer data, guint column, FwGridHead *head)
{
  JsonObject *step = fw_programme_matrix_get_step (data, column);

  head->text = step != NULL ? fw_json_find_text (step, "name") : NULL;
}

static void
fill_row (gpointer data, guint row, FwGridRow *name)
{
  JsonObject *person = fw_programme_matrix_get_row (data, row);

  if (person == NULL)
    return;
  name->name = fw_json_find_text (person, "name");
  name->note = fw_json_find_text (person, "team_title");
  name->late = fw_json_find_count (person, "late") > 0;
}

static const char *
get_sum (gpointer data, guint row, guint sum)
{
  FwProgrammeMatrix *self = data;
  JsonObject *person = fw_programme_matrix_get_row (self, row);

  if (person == NULL)
    return NULL;
  g_snprintf (self->text, sizeof self->text, "%u",
              (guint) fw_json_find_count (person, sum == 0 ? "done" : "late"));
  return self->text;
}

static const char *
get_sum_head (gpointer data, guint sum)
{
  return sum == 0 ? _ ("Done") : _ ("Late");
}

static const char *
get_foot_name (gpointer data, guint foot)
{
  return _ ("Done by");
}

static const char *
get_foot (gpointer data, guint foot, guint column, gboolean *is_short)
{
  FwProgrammeMatrix *self = data;
  const guint n = fw_programme_matrix_count_rows (self);
  guint done = 0;

  for (guint row = 0; row < n; row++)
    {
      JsonObject *cell = fw_programme_matrix_get_cell (self, row, column);

      done += cell != NULL && g_strcmp0 (fw_json_find_text (cell, "state"), "done") == 0;
    }
  g_snprintf (self->text, sizeof self->text, "%u/%u", done, n);
  return self->text;
}

static char *
describe (gpointer data, guint row, guint column)
{
  return fw_programme_matrix_describe (data, row, column);
}

const FwGridSource fw_programme_matrix_source = { .get_cell = fill_cell,
                                                  .get_head = fill_head,
                                                  .get_row = fill_row,
                                                  .get_sum = get_sum,
                                                  .get_sum_head = get_sum_head,
                                                  .get_foot_name = get_foot_name,
                                                  .get_foot = get_foot,
                                                  .describe = describe,
                                                  .name_digits = 20,
                                                  .cell_digits = 10 };
