/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-need.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

#include <math.h>

#define BETWEEN ";"
#define MOST 1e7

/* ---- fields ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_number (const char *text, double *value)
{
  char *end = NULL;

  *value = NAN;
  if (*text == '\0')
    return TRUE;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && *value <= MOST;
}

static gboolean
read_numbers (const FwRecord *record, const char *field, double *values, guint *n, GError **error)
{
  const char *text = fw_record_text (record, field);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", BETWEEN, FW_NEED_MOST_MOMENTS + 1);
  const guint found = text != NULL ? g_strv_length (parts) : 0;

  for (guint i = 0; i < FW_NEED_MOST_MOMENTS; i++)
    values[i] = NAN;
  if (found == 0)
    return TRUE;
  if (*n == 0)
    *n = found;
  if (found != *n || found < FW_NEED_LEAST_MOMENTS || found > FW_NEED_MOST_MOMENTS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "%s: expected %d to %d numbers with “;” between them, of all alike", field,
                   FW_NEED_LEAST_MOMENTS, FW_NEED_MOST_MOMENTS);
      return FALSE;
    }
  for (guint i = 0; i < found; i++)
    if (!read_number (parts[i], &values[i]))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                     "%s: expected numbers such as 12.5, not “%s”", field, parts[i]);
        return FALSE;
      }
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
read_queues (FwNeed *self, const FwRecord *record, GError **error)
{
  const char *text = fw_record_text (record, "queues");

  self->queues = g_strsplit (text != NULL ? text : "", BETWEEN, -1);
  qsort (self->queues, g_strv_length (self->queues), sizeof *self->queues, compare_texts);
  for (guint i = 0; self->queues[i] != NULL; i++)
    if (!fw_record_is_id (self->queues[i]) ||
        (i > 0 && g_str_equal (self->queues[i], self->queues[i - 1])))
      return refuse (error, "queues: expected ids of queues with “;” between them, each once");
  return TRUE;
}

FwNeed *
fw_need_read (const FwRecord *record, GError **error)
{
  g_autoptr (FwNeed) self = NULL;
  const char *published;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_new0 (FwNeed, 1);
  self->id = g_strdup (fw_record_get_id (record));
  self->site = g_strdup (fw_record_text (record, "site"));
  self->signed_by = g_strdup (fw_record_text (record, "signed"));
  self->day = (gint32) fw_record_integer (record, "day");
  self->withdrawn = fw_record_integer (record, "withdrawn") != 0;
  published = fw_record_text (record, "published");
  if (published != NULL && !fw_time_parse (fw_text (published), &self->published))
    {
      refuse (error, "published: expected a time such as 2026-11-21T09:00:00Z");
      return NULL;
    }
  return read_queues (self, record, error) &&
                 read_numbers (record, "contacts", self->contacts, &self->n, error) &&
                 read_numbers (record, "handling", self->handling, &self->n, error) &&
                 read_numbers (record, "people", self->people, &self->n, error) &&
                 read_numbers (record, "people_apart", self->apart, &self->n, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
fw_need_free (FwNeed *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->site);
  g_free (self->signed_by);
  g_strfreev (self->queues);
  g_free (self);
}

char *
fw_need_format (const double *values, guint n, guint decimals)
{
  GString *text = g_string_new (NULL);
  const double scale = pow (10, decimals);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number =
          isnan (values[i]) ? NULL : fw_number_dup (round (values[i] * scale) / scale);

      g_string_append_printf (text, "%s%s", i > 0 ? BETWEEN : "", number != NULL ? number : "");
    }
  return g_string_free (text, FALSE);
}

char *
fw_need_join (const char *const *queues)
{
  const guint n = queues != NULL ? g_strv_length ((char **) queues) : 0;
  g_autofree const char **sorted = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    sorted[i] = queues[i];
  qsort (sorted, n, sizeof *sorted, compare_texts);
  return g_strjoinv (BETWEEN, (char **) sorted);
}

gboolean
fw_need_is_of (const FwNeed *self, const char *queues)
{
  g_autofree char *own = NULL;

  g_return_val_if_fail (self != NULL && queues != NULL, FALSE);

  own = fw_need_join ((const char *const *) self->queues);
  return g_str_equal (own, queues);
}

/* ---- which of several hold ---- */

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  const FwNeed *one = *(const FwNeed *const *) a, *other = *(const FwNeed *const *) b;

  if (one->published != other->published)
    return one->published > other->published ? -1 : 1;
  return -g_strcmp0 (one->id, other->id);
}

static gboolean
share_queues (const FwNeed *one, const FwNeed *other)
{
  if (*one->queues == NULL || *other->queues == NULL)
    return TRUE;
  for (guint i = 0; one->queues[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) other->queues, one->queues[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
fw_need_choose (GPtrArray *needs)
{
  GPtrArray *chosen = g_ptr_array_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  g_return_val_if_fail (needs != NULL, chosen);

  for (guint i = 0; i < needs->len; i++)
    if (!((const FwNeed *) needs->pdata[i])->withdrawn)
      g_ptr_array_add (sorted, needs->pdata[i]);
  g_ptr_array_sort (sorted, compare_ages);
  for (guint i = 0; i < sorted->len; i++)
    {
      gboolean shares = FALSE;

      for (guint j = 0; j < chosen->len && !shares; j++)
        shares = share_queues (sorted->pdata[i], chosen->pdata[j]);
      if (!shares)
        g_ptr_array_add (chosen, sorted->pdata[i]);
    }
  return chosen;
}

gboolean
fw_need_add_up (GPtrArray *needs, gint32 day, double *wanted, guint n)
{
  g_autoptr (GPtrArray) of_day = g_ptr_array_new ();
  g_autoptr (GPtrArray) chosen = NULL;
  gboolean known = FALSE;

  g_return_val_if_fail (needs != NULL && wanted != NULL, FALSE);

  for (guint i = 0; i < needs->len; i++)
    if (((const FwNeed *) needs->pdata[i])->day == day)
      g_ptr_array_add (of_day, needs->pdata[i]);
  chosen = fw_need_choose (of_day);
  for (guint i = 0; i < n; i++)
    wanted[i] = NAN;
  for (guint i = 0; i < chosen->len; i++)
    {
      const FwNeed *need = chosen->pdata[i];

      for (guint at = 0; at < MIN (n, need->n); at++)
        if (!isnan (need->people[at]))
          {
            known = TRUE;
            wanted[at] = (isnan (wanted[at]) ? 0 : wanted[at]) + need->people[at];
          }
    }
  return known;
}
