/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-need-heat.h"

#include "charts/fw-format.h"
#include "console/training/fw-need-words.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A row or a column, and where it stands in the answer. */
typedef struct
{
  char *id, *title;
  guint index;
  double worst; /* the lowest value that is known */
} Line;

struct _FwNeedHeat
{
  JsonObject *answer;           /* (nullable) */
  GArray *competencies, *teams; /* Line */
  char text[32];                /* of the cell that was asked for last */
};

static void
clear_line (gpointer data)
{
  g_free (((Line *) data)->id);
  g_free (((Line *) data)->title);
}

static GArray *
new_lines (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, clear_line);
  return lines;
}

FwNeedHeat *
fw_need_heat_new (void)
{
  FwNeedHeat *self = g_new0 (FwNeedHeat, 1);

  self->competencies = new_lines ();
  self->teams = new_lines ();
  return self;
}

void
fw_need_heat_free (FwNeedHeat *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->answer, json_object_unref);
  g_array_unref (self->competencies);
  g_array_unref (self->teams);
  g_free (self);
}

static const Line *
get_line (const GArray *lines, guint i)
{
  return &g_array_index (lines, Line, i);
}

/* ---- cells ---- */

static JsonObject *
find_cell (FwNeedHeat *self, guint competency, guint team)
{
  JsonArray *teams = NULL, *cells = NULL;
  JsonObject *row;

  if (!fw_json_get_array (self->answer, "teams", &teams, NULL))
    return NULL;
  row = fw_json_find_element (teams, team);
  return row != NULL && fw_json_get_array (row, "cells", &cells, NULL)
             ? fw_json_find_element (cells, competency)
             : NULL;
}

static JsonObject *
get_cell (FwNeedHeat *self, guint row, guint column)
{
  return find_cell (self, get_line (self->competencies, row)->index,
                    get_line (self->teams, column)->index);
}

static const struct
{
  const char *grade;
  const char *word;
  FwMarkShape shape;
  FwGridTone tone;
} grades[] = {
  { "red", N_ ("red"), FW_MARK_TRIANGLE, FW_GRID_RED },
  { "orange", N_ ("orange"), FW_MARK_DIAMOND, FW_GRID_ORANGE },
  { "yellow", N_ ("yellow"), FW_MARK_HALF, FW_GRID_YELLOW },
  { "green", N_ ("green"), FW_MARK_DISC, FW_GRID_GREEN },
  { "unknown", N_ ("too little is known"), FW_MARK_RING, FW_GRID_PLAIN },
};

/* Returns: G_N_ELEMENTS (grades) where it is asked of nobody. */
static guint
find_grade (JsonObject *cell)
{
  const char *grade = cell != NULL ? fw_json_find_text (cell, "grade") : NULL;
  guint i = 0;

  while (i < G_N_ELEMENTS (grades) && g_strcmp0 (grades[i].grade, grade) != 0)
    i++;
  return i;
}

/* ---- taking ---- */

static void
note_worst (Line *line, JsonObject *cell)
{
  const double value = cell != NULL ? fw_need_read_number (cell, "value") : NAN;

  if (!isnan (value) && find_grade (cell) < 4 && value < line->worst)
    line->worst = value;
}

static gboolean
take_lines (FwNeedHeat *self, GArray *lines, const char *member, const char *title, GError **error)
{
  JsonArray *array = NULL;

  g_array_set_size (lines, 0);
  if (!fw_json_get_array (self->answer, member, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);
      Line line = { .index = i, .worst = INFINITY };

      if (object == NULL)
        continue;
      line.id = g_strdup (fw_json_find_text (object, "id"));
      line.title = g_strdup (fw_json_find_text (object, title));
      g_array_append_val (lines, line);
    }
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *x = a, *y = b;

  return x->worst != y->worst ? (x->worst < y->worst ? -1 : 1)
                              : (x->index > y->index) - (x->index < y->index);
}

gboolean
fw_need_heat_take (FwNeedHeat *self, JsonObject *answer, GError **error)
{
  g_return_val_if_fail (self != NULL && answer != NULL, FALSE);

  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = json_object_ref (answer);
  if (!take_lines (self, self->competencies, "competencies", "name", error) ||
      !take_lines (self, self->teams, "teams", "title", error))
    return FALSE;
  for (guint row = 0; row < self->competencies->len; row++)
    for (guint column = 0; column < self->teams->len; column++)
      {
        Line *competency = &g_array_index (self->competencies, Line, row);
        Line *team = &g_array_index (self->teams, Line, column);
        JsonObject *cell = find_cell (self, competency->index, team->index);

        note_worst (competency, cell);
        note_worst (team, cell);
      }
  g_array_sort (self->competencies, compare_lines);
  g_array_sort (self->teams, compare_lines);
  return TRUE;
}

guint
fw_need_heat_count_rows (FwNeedHeat *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->competencies->len;
}

guint
fw_need_heat_count_columns (FwNeedHeat *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->teams->len;
}

const char *
fw_need_heat_get_competency (FwNeedHeat *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->competencies->len, NULL);

  return get_line (self->competencies, row)->id;
}

const char *
fw_need_heat_get_team (FwNeedHeat *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->teams->len, NULL);

  return get_line (self->teams, column)->id;
}

/* ---- what the grid asks for ---- */

/* Cut, not rounded: what is below a border of colours is not shown as on it. */
static void
fill_cell (gpointer data, guint row, guint column, FwGridCell *cell)
{
  FwNeedHeat *self = data;
  JsonObject *object = get_cell (self, row, column);
  const guint grade = find_grade (object);

  if (grade == G_N_ELEMENTS (grades))
    return;
  cell->shape = grades[grade].shape;
  cell->tone = grades[grade].tone;
  self->text[0] = '\0';
  if (!isnan (fw_need_read_number (object, "value")))
    g_snprintf (self->text, sizeof self->text, "%d",
                (int) floor (100 * fw_need_read_number (object, "value") + 1e-9));
  cell->text = self->text;
}

static void
fill_head (gpointer data, guint column, FwGridHead *head)
{
  head->text = get_line (((FwNeedHeat *) data)->teams, column)->title;
}

static void
fill_row (gpointer data, guint row, FwGridRow *name)
{
  name->name = get_line (((FwNeedHeat *) data)->competencies, row)->title;
}

char *
fw_need_heat_describe (FwNeedHeat *self, guint row, guint column)
{
  JsonObject *cell;
  guint grade, n, asked;
  g_autofree char *value = NULL, *low = NULL, *high = NULL;
  const char *team, *competency;

  g_return_val_if_fail (self != NULL && row < self->competencies->len, NULL);
  g_return_val_if_fail (column < self->teams->len, NULL);

  cell = get_cell (self, row, column);
  grade = find_grade (cell);
  team = get_line (self->teams, column)->title;
  competency = get_line (self->competencies, row)->title;
  if (grade == G_N_ELEMENTS (grades))
    /* Translators: a team, a competency */
    return g_strdup_printf (_ ("%s, %s: asked of nobody there"), team, competency);
  value = fw_format_value (FW_FORMAT_RATIO, fw_need_read_number (cell, "value"));
  low = fw_format_value (FW_FORMAT_RATIO, fw_need_read_number (cell, "low"));
  high = fw_format_value (FW_FORMAT_RATIO, fw_need_read_number (cell, "high"));
  n = (guint) fw_json_find_count (cell, "n");
  asked = (guint) fw_json_find_count (cell, "asked");
  /* Translators: a team, a competency, a colour or “too little is known”, a share of what is asked
   * for, its interval, then people */
  return g_strdup_printf (
      _ ("%s, %s: %s, %s of what is asked for (%s to %s); of %u who have shown something %u are "
         "below, %u have shown nothing"),
      team, competency, _ (grades[grade].word), value, low, high, n,
      (guint) fw_json_find_count (cell, "below"), asked - MIN (n, asked));
}

static char *
describe (gpointer data, guint row, guint column)
{
  return fw_need_heat_describe (data, row, column);
}

static const char *
get_nothing (gpointer data, guint row, guint sum)
{
  return NULL;
}

static const char *
get_no_name (gpointer data, guint sum)
{
  return NULL;
}

static const char *
get_no_foot (gpointer data, guint foot, guint column, gboolean *is_short)
{
  return NULL;
}

const FwGridSource fw_need_heat_source = { fill_cell,   fill_head,   fill_row,    get_nothing,
                                           get_no_name, get_no_name, get_no_foot, describe };
