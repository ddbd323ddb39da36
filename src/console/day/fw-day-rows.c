/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/day/fw-day-rows.h"

#include "core/fw-name.h"
#include "protocol/fw-json.h"

#include <math.h>

/* What is done after the plan is shown up to here. */
#define LONGER (2 * FW_HOUR)

static void
clear_part (gpointer data)
{
  FwDayPart *part = data;

  g_free (part->note);
  g_free (part->what);
  g_free (part->exception);
  g_free (part->signed_by);
}

static void
row_free (gpointer data)
{
  FwDayRow *row = data;

  g_free (row->person);
  g_free (row->name);
  g_free (row->team_title);
  g_free (row->shift);
  g_free (row->type);
  g_free (row->letter);
  g_array_unref (row->plan);
  g_array_unref (row->states);
  g_free (row);
}

void
fw_day_rows_free (FwDayRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->clock, g_time_zone_unref);
  g_free (self->zone);
  g_free (self);
}

/* ---- reading ---- */

static void
read_part (JsonObject *object, GArray *parts)
{
  static const char *const kinds[FW_DAY_N_KINDS] = { "work",    "break",   "training",
                                                     "excused", "present", "absent" };
  FwDayPart part = { .from = fw_json_find_moment (object, "from"),
                     .to = fw_json_find_moment (object, "to"),
                     .works = fw_json_find_yes (object, "works") };
  const char *kind = fw_json_find_text (object, "kind");
  const char *reason = fw_json_find_text (object, "reason");
  guint found = FW_DAY_WORK;

  if (part.to <= part.from ||
      (kind != NULL && !fw_name_find (kinds, FW_DAY_N_KINDS, fw_text (kind), &found)))
    return;
  part.kind = (FwDayKind) found;
  part.note = g_strdup (reason != NULL ? reason : fw_json_find_text (object, "note"));
  part.what = g_strdup (fw_json_find_text (object, "what"));
  part.exception = g_strdup (fw_json_find_text (object, "exception"));
  part.signed_by = g_strdup (fw_json_find_text (object, "signed"));
  g_array_append_val (parts, part);
}

static GArray *
read_parts (JsonObject *person, const char *member)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (FwDayPart));
  JsonArray *array = NULL;

  g_array_set_clear_func (parts, clear_part);
  if (!fw_json_get_array (person, member, &array, NULL))
    return parts;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);

      if (object != NULL)
        read_part (object, parts);
    }
  return parts;
}

static void
read_shift (JsonObject *person, FwDayRow *row)
{
  JsonNode *node = json_object_get_member (person, "shift");
  JsonObject *shift =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (shift == NULL)
    return;
  row->shift = g_strdup (fw_json_find_text (shift, "name"));
  row->type = g_strdup (fw_json_find_text (shift, "type"));
  row->letter = g_strdup (fw_json_find_text (shift, "letter"));
  row->draft = fw_json_find_yes (shift, "draft");
}

static FwDayStanding
read_standing (JsonObject *person)
{
  const char *name = fw_json_find_text (person, "standing");

  for (guint i = 0; i < FW_DAY_N_STANDINGS; i++)
    if (g_strcmp0 (name, fw_day_standing_to_name ((FwDayStanding) i)) == 0)
      return (FwDayStanding) i;
  return FW_DAY_STANDS_UNKNOWN;
}

static FwDayRow *
read_row (JsonObject *person)
{
  FwDayRow *row = g_new0 (FwDayRow, 1);

  row->person = g_strdup (fw_json_find_text (person, "id"));
  row->name = g_strdup (fw_json_find_text (person, "name"));
  row->team_title = g_strdup (fw_json_find_text (person, "team_title"));
  row->standing = read_standing (person);
  row->late_s = fw_json_find_number (person, "late_s");
  row->early_s = fw_json_find_number (person, "early_s");
  row->since = fw_json_find_moment (person, "since");
  row->adherence = fw_json_find_number (person, "adherence");
  row->conformance = fw_json_find_number (person, "conformance");
  row->plan = read_parts (person, "plan");
  row->states = read_parts (person, "states");
  read_shift (person, row);
  return row;
}

static void
read_total (JsonObject *total, FwDaySum *sum)
{
  sum->planned = (guint) fw_json_find_count (total, "planned");
  sum->with_data = (guint) fw_json_find_count (total, "with_data");
  sum->late = (guint) fw_json_find_count (total, "late");
  sum->missing = (guint) fw_json_find_count (total, "missing");
  sum->away = (guint) fw_json_find_count (total, "away");
  sum->left_early = (guint) fw_json_find_count (total, "left_early");
  sum->adherence = fw_json_find_number (total, "adherence");
  sum->conformance = fw_json_find_number (total, "conformance");
}

static void
read_line (JsonObject *answer, const char *member, double *values, guint n)
{
  JsonArray *array = NULL;

  for (guint i = 0; i < FW_DAY_MOST_MOMENTS; i++)
    values[i] = NAN;
  if (!fw_json_get_array (answer, member, &array, NULL))
    return;
  for (guint i = 0; i < MIN (n, json_array_get_length (array)); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node))
        values[i] = json_node_get_double (node);
    }
}

/* ---- what is shown, and in which order ---- */

gboolean
fw_day_rows_is_over (const FwDayRows *self, const FwDayRow *row)
{
  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  return row->plan->len == 0 ||
         g_array_index (row->plan, FwDayPart, row->plan->len - 1).to <= self->now;
}

/* What can still be mended comes first. */
static guint
get_rank (const FwDayRows *self, const FwDayRow *row)
{
  static const guint ranks[FW_DAY_N_STANDINGS] = {
    [FW_DAY_STANDS_MISSING] = 0, [FW_DAY_STANDS_AWAY] = 1,    [FW_DAY_STANDS_LATE] = 2,
    [FW_DAY_STANDS_LEFT] = 3,    [FW_DAY_STANDS_UNKNOWN] = 4, [FW_DAY_STANDS_IN_ORDER] = 5,
    [FW_DAY_STANDS_TO_COME] = 6, [FW_DAY_STANDS_EXCUSED] = 7, [FW_DAY_STANDS_FREE] = 8,
  };
  const guint rank = ranks[row->standing];

  return fw_day_rows_is_over (self, row) ? MAX (rank, ranks[FW_DAY_STANDS_LEFT]) : rank;
}

static gint64
get_start (const FwDayRow *row)
{
  return row->plan->len > 0 ? g_array_index (row->plan, FwDayPart, 0).from : G_MAXINT64;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwDayRow *first = *(FwDayRow *const *) a, *second = *(FwDayRow *const *) b;
  const guint x = get_rank (data, first), y = get_rank (data, second);

  if (x != y)
    return x < y ? -1 : 1;
  if (get_start (first) != get_start (second))
    return get_start (first) < get_start (second) ? -1 : 1;
  return g_utf8_collate (first->name, second->name);
}

static void
read_people (FwDayRows *self, JsonArray *people)
{
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = fw_json_find_element (people, i);
      FwDayRow *row = person != NULL ? read_row (person) : NULL;
      const gboolean leave = row != NULL && g_strcmp0 (row->type, "leave") == 0;

      if (row != NULL && row->person != NULL && row->name != NULL &&
          (row->plan->len > 0 || row->states->len > 0 || leave))
        g_ptr_array_add (self->rows, row);
      else if (row != NULL)
        {
          self->n_others++;
          row_free (row);
        }
    }
  g_ptr_array_sort_with_data (self->rows, compare_rows, self);
}

static void
widen (GArray *parts, gint64 *first, gint64 *last)
{
  for (guint i = 0; i < parts->len; i++)
    {
      *first = MIN (*first, g_array_index (parts, FwDayPart, i).from);
      *last = MAX (*last, g_array_index (parts, FwDayPart, i).to);
    }
}

/* From the first that is planned to the last, and a while longer where somebody was there: in whole
 * hours. */
static void
lay_out (FwDayRows *self)
{
  gint64 first = G_MAXINT64, last = G_MININT64, seen_first = G_MAXINT64, seen_last = G_MININT64;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FwDayRow *row = self->rows->pdata[i];

      widen (row->plan, &first, &last);
      widen (row->states, &seen_first, &seen_last);
    }
  if (first >= last)
    {
      first = seen_first < seen_last ? seen_first : self->from;
      last = seen_first < seen_last ? seen_last : self->to;
    }
  first = MAX (MIN (first, seen_first), first - LONGER);
  last = MIN (MAX (last, seen_last), last + LONGER);
  self->first = self->from + (gint64) floor ((double) (first - self->from) / FW_HOUR) * FW_HOUR;
  self->n_columns = (guint) ceil ((double) (last - self->first) / FW_HOUR) * 2;
}

FwDayRows *
fw_day_rows_read (JsonObject *answer, GError **error)
{
  g_autoptr (FwDayRows) self = g_new0 (FwDayRows, 1);
  JsonArray *people = NULL;
  JsonNode *total;
  const char *day;

  g_return_val_if_fail (answer != NULL, NULL);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  if (!fw_json_get_array (answer, "people", &people, error) ||
      !fw_json_get_text (answer, "day", &day, error))
    return NULL;
  self->from = fw_json_find_moment (answer, "from");
  self->to = fw_json_find_moment (answer, "to");
  self->now = fw_json_find_moment (answer, "now");
  if (!fw_date_parse (fw_text (day), &self->day) || self->to <= self->from)
    {
      fw_json_refuse (error, "day", "a date such as 2026-11-21");
      return NULL;
    }
  self->runs = fw_json_find_yes (answer, "runs");
  self->zone = g_strdup (fw_json_find_text (answer, "zone"));
  self->clock = g_time_zone_new_identifier (self->zone != NULL ? self->zone : "UTC");
  total = json_object_get_member (answer, "total");
  if (total != NULL && JSON_NODE_HOLDS_OBJECT (total))
    read_total (json_node_get_object (total), &self->total);
  self->n = (guint) MIN ((self->to - self->from) / FW_DAY_STEP, FW_DAY_MOST_MOMENTS);
  read_line (answer, "wanted", self->wanted, self->n);
  read_line (answer, "scheduled", self->scheduled, self->n);
  read_line (answer, "actual", self->actual, self->n);
  for (guint i = 0; i < self->n; i++)
    self->has_wanted = self->has_wanted || !isnan (self->wanted[i]);
  read_people (self, people);
  lay_out (self);
  return g_steal_pointer (&self);
}

guint
fw_day_rows_find (FwDayRows *self, const char *person)
{
  g_return_val_if_fail (self != NULL, G_MAXUINT);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (((FwDayRow *) self->rows->pdata[i])->person, person) == 0)
      return i;
  return G_MAXUINT;
}

const FwDayRow *
fw_day_rows_get (FwDayRows *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->rows->len, NULL);

  return self->rows->pdata[row];
}

const FwDayPart *
fw_day_rows_find_part (const GArray *parts, gint64 at)
{
  g_return_val_if_fail (parts != NULL, NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const FwDayPart *part = &g_array_index (parts, FwDayPart, i);

      if (part->from <= at && part->to > at)
        return part;
    }
  return NULL;
}
