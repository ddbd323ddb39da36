/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-curtois.h"

#include <string.h>

#include "core/fw-error.h"

#define MOST_BYTES (16u << 20)
#define MOST_WEIGHT 1000000

typedef enum
{
  SECTION_NONE,
  SECTION_HORIZON,
  SECTION_SHIFTS,
  SECTION_STAFF,
  SECTION_DAYS_OFF,
  SECTION_ON,
  SECTION_OFF,
  SECTION_COVER,
  N_SECTIONS
} Section;

static const char *const sections[N_SECTIONS] = {
  NULL,
  "SECTION_HORIZON",
  "SECTION_SHIFTS",
  "SECTION_STAFF",
  "SECTION_DAYS_OFF",
  "SECTION_SHIFT_ON_REQUESTS",
  "SECTION_SHIFT_OFF_REQUESTS",
  "SECTION_COVER",
};

typedef struct
{
  GPtrArray *rows[N_SECTIONS]; /* GStrv: the cells of each line */
  GArray *lines[N_SECTIONS];   /* guint: its number */
  guint line;
  FwRosterProblem *problem;
  GHashTable *shifts, *people; /* char* -> number + 1 */
} Reader;

static gboolean
fail (const Reader *self, GError **error, const char *expected, const char *found)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %u: expected %s, found “%.40s”", self->line,
               expected, found);
  return FALSE;
}

static gboolean
split (Reader *self, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Section section = SECTION_NONE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gboolean begins = FALSE;
      GStrv cells;

      self->line = i + 1;
      if (*line == '\0' || *line == '#')
        continue;
      for (guint k = 1; k < N_SECTIONS; k++)
        if (g_str_equal (line, sections[k]))
          {
            section = (Section) k;
            begins = TRUE;
          }
      if (begins)
        continue;
      if (section == SECTION_NONE || g_str_has_prefix (line, "SECTION_"))
        return fail (self, error, "a section such as SECTION_HORIZON", line);
      cells = g_strsplit (line, ",", -1);
      for (guint k = 0; cells[k] != NULL; k++)
        g_strstrip (cells[k]);
      g_ptr_array_add (self->rows[section], cells);
      g_array_append_val (self->lines[section], self->line);
    }
  return TRUE;
}

/* The cells of a line; FALSE when there are too few or too many. */
static gboolean
take (Reader *self, Section section, guint i, guint least, guint most, GStrv *cells, GError **error)
{
  guint n;

  *cells = self->rows[section]->pdata[i];
  self->line = g_array_index (self->lines[section], guint, i);
  n = g_strv_length (*cells);
  if (n >= least && n <= most)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %u: expected %u columns, there are %u",
               self->line, least, n);
  return FALSE;
}

static gboolean
take_number (Reader *self, const char *text, guint64 most, guint *value, GError **error)
{
  guint64 number;
  g_autofree char *expected = NULL;

  if (g_ascii_string_to_unsigned (text, 10, 0, most, &number, NULL))
    {
      *value = (guint) number;
      return TRUE;
    }
  expected = g_strdup_printf ("a whole number from 0 to %" G_GUINT64_FORMAT, most);
  return fail (self, error, expected, text);
}

static gboolean
take_name (Reader *self,
           GHashTable *table,
           const char *kind,
           const char *text,
           guint *number,
           GError **error)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (table, text));

  if (found == 0)
    return fail (self, error, kind, text);
  *number = found - 1;
  return TRUE;
}

static gboolean
begin_problem (Reader *self, GError **error)
{
  guint days, n_shifts = self->rows[SECTION_SHIFTS]->len, n_people = self->rows[SECTION_STAFF]->len;
  GStrv cells;

  for (guint k = 1; k < N_SECTIONS; k++)
    if (self->rows[k]->len == 0 &&
        (k == SECTION_HORIZON || k == SECTION_SHIFTS || k == SECTION_STAFF))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s is missing or empty", sections[k]);
        return FALSE;
      }
  if (!take (self, SECTION_HORIZON, 0, 1, 1, &cells, error) ||
      !take_number (self, cells[0], FW_ROSTER_MOST_DAYS, &days, error))
    return FALSE;
  if (days == 0 || n_shifts > FW_ROSTER_MOST_SHIFTS || n_people > FW_ROSTER_MOST_PEOPLE)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                   "%u days, %u shifts, %u people: expected at least a day, at most %d, %d and %d",
                   days, n_shifts, n_people, FW_ROSTER_MOST_DAYS, FW_ROSTER_MOST_SHIFTS,
                   FW_ROSTER_MOST_PEOPLE);
      return FALSE;
    }
  self->problem = fw_roster_problem_new (days, n_shifts, n_people);
  return TRUE;
}

static gboolean
add_name (
    Reader *self, GHashTable *table, const char *name, guint number, char **id, GError **error)
{
  if (*name == '\0' || g_hash_table_contains (table, name))
    return fail (self, error, "a name of its own", name);
  *id = g_strdup (name);
  g_hash_table_insert (table, g_strdup (name), GUINT_TO_POINTER (number + 1));
  return TRUE;
}

static gboolean
read_shifts (Reader *self, GError **error)
{
  GStrv cells;

  for (guint i = 0; i < self->problem->n_shifts; i++)
    if (!take (self, SECTION_SHIFTS, i, 2, 3, &cells, error) ||
        !add_name (self, self->shifts, cells[0], i, &self->problem->shifts[i].id, error) ||
        !take_number (self, cells[1], 2880, &self->problem->shifts[i].minutes, error))
      return FALSE;
  for (guint i = 0; i < self->problem->n_shifts; i++)
    {
      g_auto (GStrv) barred = NULL;

      take (self, SECTION_SHIFTS, i, 2, 3, &cells, NULL);
      barred = g_strsplit (cells[2] != NULL ? cells[2] : "", "|", -1);
      for (guint k = 0; barred[k] != NULL; k++)
        {
          guint shift;

          if (*g_strstrip (barred[k]) == '\0')
            continue;
          if (!take_name (self, self->shifts, "a shift of the list", barred[k], &shift, error))
            return FALSE;
          self->problem->shifts[i].bars |= 1u << shift;
        }
    }
  return TRUE;
}

/* "E=28|L=14". */
static gboolean
read_most (Reader *self, FwRosterPerson *person, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (g_strstrip (parts[i]), '=');
      guint shift;

      if (*parts[i] == '\0')
        continue;
      if (equals == NULL)
        return fail (self, error, "shifts and how often, such as E=28|L=14", text);
      *equals = '\0';
      if (!take_name (self, self->shifts, "a shift of the list", parts[i], &shift, error) ||
          !take_number (self, equals + 1, 10000, &person->most_of[shift], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_people (Reader *self, GError **error)
{
  GStrv cells;

  for (guint i = 0; i < self->problem->n_people; i++)
    {
      FwRosterPerson *person = &self->problem->people[i];

      if (!take (self, SECTION_STAFF, i, 8, 8, &cells, error) ||
          !add_name (self, self->people, cells[0], i, &person->id, error) ||
          !read_most (self, person, cells[1], error) ||
          !take_number (self, cells[2], 10000000, &person->most_minutes, error) ||
          !take_number (self, cells[3], 10000000, &person->least_minutes, error) ||
          !take_number (self, cells[4], 100, &person->most_run, error) ||
          !take_number (self, cells[5], 100, &person->least_run, error) ||
          !take_number (self, cells[6], 100, &person->least_rest, error) ||
          !take_number (self, cells[7], 1000, &person->most_weekends, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_day (Reader *self, const char *text, guint *day, GError **error)
{
  return take_number (self, text, self->problem->n_days - 1, day, error);
}

static gboolean
read_days_off (Reader *self, GError **error)
{
  GStrv cells;

  for (guint i = 0; i < self->rows[SECTION_DAYS_OFF]->len; i++)
    {
      guint person, day;

      if (!take (self, SECTION_DAYS_OFF, i, 1, FW_ROSTER_MOST_DAYS, &cells, error) ||
          !take_name (self, self->people, "a person of the list", cells[0], &person, error))
        return FALSE;
      for (guint k = 1; cells[k] != NULL; k++)
        {
          if (!take_day (self, cells[k], &day, error))
            return FALSE;
          self->problem->people[person].off[day] = TRUE;
        }
    }
  return TRUE;
}

/* What is wished and not given costs its weight, as does what is given and wished away. */
static gboolean
read_wishes (Reader *self, Section section, GError **error)
{
  FwRosterProblem *problem = self->problem;
  GStrv cells;

  for (guint i = 0; i < self->rows[section]->len; i++)
    {
      guint person, day, shift, weight;
      gint32 *wish;

      if (!take (self, section, i, 4, 4, &cells, error) ||
          !take_name (self, self->people, "a person of the list", cells[0], &person, error) ||
          !take_day (self, cells[1], &day, error) ||
          !take_name (self, self->shifts, "a shift of the list", cells[2], &shift, error) ||
          !take_number (self, cells[3], MOST_WEIGHT, &weight, error))
        return FALSE;
      wish = &problem->wishes[((gsize) person * problem->n_days + day) * problem->n_shifts + shift];
      *wish += section == SECTION_ON ? -(gint32) weight : (gint32) weight;
      problem->wished += section == SECTION_ON ? weight : 0;
    }
  return TRUE;
}

static gboolean
read_cover (Reader *self, GError **error)
{
  GStrv cells;

  for (guint i = 0; i < self->rows[SECTION_COVER]->len; i++)
    {
      guint day, shift, wanted, under, over;

      if (!take (self, SECTION_COVER, i, 5, 5, &cells, error) ||
          !take_day (self, cells[0], &day, error) ||
          !take_name (self, self->shifts, "a shift of the list", cells[1], &shift, error) ||
          !take_number (self, cells[2], FW_ROSTER_MOST_PEOPLE, &wanted, error) ||
          !take_number (self, cells[3], MOST_WEIGHT, &under, error) ||
          !take_number (self, cells[4], MOST_WEIGHT, &over, error))
        return FALSE;
      self->problem->cover[day * self->problem->n_shifts + shift] =
          (FwRosterCover){ wanted, (gint32) under, (gint32) over };
    }
  return TRUE;
}

FwRosterProblem *
fw_curtois_read (GBytes *bytes, GError **error)
{
  Reader self = { 0 };
  g_autofree char *text = NULL;
  gsize length;
  const char *data;
  gboolean done;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length > MOST_BYTES || (length > 0 && !g_utf8_validate_len (data, length, NULL)))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "expected text in UTF-8 of at most %u MiB",
                   MOST_BYTES >> 20);
      return NULL;
    }
  text = g_strndup (data != NULL ? data : "", length);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      self.rows[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      self.lines[i] = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  self.shifts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = split (&self, text, error) && begin_problem (&self, error) && read_shifts (&self, error) &&
         read_people (&self, error) && read_days_off (&self, error) &&
         read_wishes (&self, SECTION_ON, error) && read_wishes (&self, SECTION_OFF, error) &&
         read_cover (&self, error);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_ptr_array_unref (self.rows[i]);
      g_array_unref (self.lines[i]);
    }
  g_hash_table_unref (self.shifts);
  g_hash_table_unref (self.people);
  if (!done && self.problem != NULL)
    fw_roster_problem_free (self.problem);
  return done ? self.problem : NULL;
}
