/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-roster.h"

#include <string.h>

#include "core/fw-error.h"

#define LONGEST (48 * FW_HOUR)
#define DAY_SECONDS 86400

typedef enum
{
  COLUMN_PERSON,
  COLUMN_DATE,
  COLUMN_START,
  COLUMN_END,
  COLUMN_TITLE,
  N_NEEDED,
  COLUMN_TEAM = N_NEEDED,
  COLUMN_SEQUENCE,
  COLUMN_MODIFIED,
  COLUMN_STATUS,
  N_COLUMNS
} Column;

static const char *const names[N_COLUMNS] = { "person", "date",     "start",    "end",   "title",
                                              "team",   "sequence", "modified", "status" };

typedef struct
{
  guint row;
  const char *person;
  gint32 day;
  FwIcalShift shift;
} Row;

typedef struct
{
  const FwNamedTable *table;
  FwZone *zone;
  int columns[N_COLUMNS]; /* -1: not there */
  GArray *rows;           /* Row */
} Reader;

static void
clear_row (gpointer data)
{
  Row *self = data;

  g_free (self->shift.uid);
  g_free (self->shift.summary);
}

static const char *
get (const Reader *self, guint row, Column column)
{
  return self->columns[column] < 0
             ? ""
             : fw_named_table_get (self->table, row, (guint) self->columns[column]);
}

static gboolean
fail (const Reader *self, guint row, Column column, const char *expected, GError **error)
{
  return fw_named_table_fail (self->table, row, (guint) self->columns[column], expected, error);
}

/* "22:00", "7:30"; 24:00 is the end of the day. */
static gboolean
read_clock (const char *text, guint *seconds)
{
  guint64 hours, minutes;
  char *end;

  if (!g_ascii_isdigit (text[0]))
    return FALSE;
  hours = g_ascii_strtoull (text, &end, 10);
  if (end[0] != ':' || !g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]) || end[3] != '\0')
    return FALSE;
  minutes = g_ascii_strtoull (end + 1, NULL, 10);
  if (minutes > 59 || hours > 24 || hours * 60 + minutes > 24 * 60)
    return FALSE;
  *seconds = (guint) (hours * 3600 + minutes * 60);
  return TRUE;
}

static gint64
find_wall (const Reader *self, gint32 day, guint seconds)
{
  return fw_zone_from_wall (self->zone, day + (gint32) (seconds / DAY_SECONDS),
                            seconds % DAY_SECONDS);
}

static gboolean
read_times (const Reader *self, Row *row, GError **error)
{
  const char *start = get (self, row->row, COLUMN_START), *end = get (self, row->row, COLUMN_END);
  guint from = 0, to = 0;
  gboolean clock = read_clock (start, &from) && from < DAY_SECONDS;

  if (start[0] == '\0' && end[0] == '\0')
    {
      row->shift.is_date = TRUE;
      row->shift.start = row->day;
      row->shift.end = row->day + 1;
      return TRUE;
    }
  if (clock)
    row->shift.start = find_wall (self, row->day, from);
  else if (!fw_time_parse (fw_text (start), &row->shift.start))
    return fail (self, row->row, COLUMN_START, "expected a time of day or an RFC 3339 time", error);
  if (clock && read_clock (end, &to))
    row->shift.end = find_wall (self, row->day, to > from ? to : to + DAY_SECONDS);
  else if (!fw_time_parse (fw_text (end), &row->shift.end))
    return fail (self, row->row, COLUMN_END, "expected a time as the start is one", error);
  if (row->shift.end <= row->shift.start || row->shift.end - row->shift.start > LONGEST)
    return fail (self, row->row, COLUMN_END, "expected an end after the start within two days",
                 error);
  /* A night belongs to the day on which it starts. */
  if (fw_zone_get_day (self->zone, row->shift.start) != row->day)
    return fail (self, row->row, COLUMN_START, "expected a time on the day of the row", error);
  return TRUE;
}

static gboolean
read_rest (const Reader *self, Row *row, GError **error)
{
  const char *sequence = get (self, row->row, COLUMN_SEQUENCE);
  const char *modified = get (self, row->row, COLUMN_MODIFIED);
  const char *status = get (self, row->row, COLUMN_STATUS);
  guint64 number = 0;

  if (sequence[0] != '\0' &&
      !g_ascii_string_to_unsigned (sequence, 10, 0, G_MAXINT32, &number, NULL))
    return fail (self, row->row, COLUMN_SEQUENCE, "expected a whole number", error);
  row->shift.sequence = (guint) number;
  if (modified[0] != '\0' && !fw_time_parse (fw_text (modified), &row->shift.modified))
    return fail (self, row->row, COLUMN_MODIFIED, "expected an RFC 3339 time", error);
  row->shift.cancelled = g_ascii_strcasecmp (status, "cancelled") == 0;
  if (!row->shift.cancelled && status[0] != '\0' && g_ascii_strcasecmp (status, "confirmed") != 0)
    return fail (self, row->row, COLUMN_STATUS, "expected confirmed, cancelled or nothing", error);
  return TRUE;
}

static gboolean
read_row (Reader *self, guint number, gboolean names_person, GError **error)
{
  Row row = { .row = number, .person = get (self, number, COLUMN_PERSON) };
  const char *title = get (self, number, COLUMN_TITLE);

  if (row.person[0] == '\0')
    return fail (self, number, COLUMN_PERSON, "expected somebody", error);
  if (!fw_date_parse (fw_text (get (self, number, COLUMN_DATE)), &row.day))
    return fail (self, number, COLUMN_DATE, "expected a date", error);
  if (!read_times (self, &row, error) || !read_rest (self, &row, error))
    return FALSE;
  row.shift.summary =
      names_person ? g_strdup_printf ("%s: %s", row.person, title) : g_strdup (title);
  g_array_append_val (self->rows, row);
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  int order = strcmp (x->person, y->person);

  if (order == 0)
    order = x->day < y->day ? -1 : x->day > y->day;
  if (order == 0)
    order = x->shift.is_date != y->shift.is_date ? (x->shift.is_date ? -1 : 1) : 0;
  if (order == 0)
    order = x->shift.start < y->shift.start ? -1 : x->shift.start > y->shift.start;
  return order != 0 ? order : x->row < y->row ? -1 : 1;
}

/* What is cancelled counts among the parts of its day, so that the others keep their names. */
static gboolean
name_rows (Reader *self, GError **error)
{
  const Row *before = NULL; /* the last of the person that takes place at a time */
  guint part = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      const Row *last = i > 0 ? row - 1 : NULL;

      part = last != NULL && last->day == row->day && g_str_equal (last->person, row->person)
                 ? part + 1
                 : 0;
      row->shift.uid = fw_ical_make_uid (row->person, row->day, part);
      if (before != NULL && !g_str_equal (before->person, row->person))
        before = NULL;
      if (row->shift.cancelled || row->shift.is_date)
        continue;
      if (before != NULL && before->shift.end > row->shift.start)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "lines %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT
                       ": two shifts of %s overlap",
                       g_array_index (self->table->lines, guint64, before->row),
                       g_array_index (self->table->lines, guint64, row->row), row->person);
          return FALSE;
        }
      before = row;
    }
  return TRUE;
}

static char *
write_rows (const Reader *self, const char *name, gint64 stamp)
{
  g_autofree FwIcalShift *shifts = g_new (FwIcalShift, MAX (self->rows->len, 1));

  for (guint i = 0; i < self->rows->len; i++)
    shifts[i] = g_array_index (self->rows, Row, i).shift;
  return fw_ical_write (name, shifts, self->rows->len, stamp);
}

static gboolean
read_rows (Reader *self, const char *person, const char *team, GError **error)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      guint needed;

      if (column < N_NEEDED &&
          !fw_named_table_find_needed (self->table, names[column], &needed, error))
        return FALSE;
      self->columns[column] = fw_named_table_find (self->table, names[column]);
    }
  for (guint i = 0; i < fw_named_table_get_n_rows (self->table); i++)
    if ((person == NULL || g_str_equal (get (self, i, COLUMN_PERSON), person)) &&
        (team == NULL || g_str_equal (get (self, i, COLUMN_TEAM), team)) &&
        !read_row (self, i, person == NULL, error))
      return FALSE;
  if (self->rows->len > 0 || (person == NULL && team == NULL))
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no shift of “%s”",
               person != NULL ? person : team);
  return FALSE;
}

char *
fw_ical_roster_write (const FwNamedTable *table,
                      FwZone *zone,
                      const char *person,
                      const char *team,
                      gint64 stamp,
                      GError **error)
{
  Reader reader = { .table = table, .zone = zone };
  char *text = NULL;

  g_return_val_if_fail (table != NULL && zone != NULL, NULL);

  reader.rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (reader.rows, clear_row);
  if (read_rows (&reader, person, team, error))
    {
      g_array_sort (reader.rows, compare_rows);
      if (name_rows (&reader, error))
        text = write_rows (&reader,
                           person != NULL ? person
                           : team != NULL ? team
                                          : "Roster",
                           stamp);
    }
  g_array_unref (reader.rows);
  return text;
}
