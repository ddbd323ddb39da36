/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-mapping.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-choice.h"
#include "intake/calls/fw-call-counts.h"
#include "intake/calls/fw-call-names.h"
#include "intake/calls/fw-call-times.h"

/* Names of a header that an error lists. */
#define MOST_NAMED 40

gboolean
fw_call_mapping_init (FwCallMapping *self, const char *json, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *self = (FwCallMapping){ .order = FW_DATE_ORDER_UNKNOWN, .zone_column = -1 };
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    {
      self->column[i] = -1;
      self->unit_ms[i] = 1000;
    }
  self->ignored = g_array_new (FALSE, FALSE, sizeof (FwCallIgnored));
  self->why = g_ptr_array_new_with_free_func (g_free);

  return fw_call_stated_read (&self->stated, json, error);
}

void
fw_call_mapping_clear (FwCallMapping *self)
{
  fw_call_stated_clear (&self->stated);
  g_clear_pointer (&self->ignored, g_array_unref);
  g_clear_pointer (&self->why, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_free);
}

static char *
list_header (const FwText *header, guint n_header)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_header, MOST_NAMED); i++)
    {
      FwText name = fw_cell_trim (header[i]);
      g_autofree char *valid = g_utf8_make_valid (name.length > 0 ? name.data : "", name.length);

      g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", valid);
    }
  if (n_header > MOST_NAMED)
    g_string_append (names, " …");

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* In other letters or with other signs between: the same words. */
static gint
find_alike (const char *name, const FwText *header, guint n_header)
{
  g_autofree char *wanted = fw_call_header_words (fw_text (name));
  gint found = -1;

  if (wanted[0] == '\0')
    return -1;
  for (guint i = 0; i < n_header; i++)
    {
      g_autofree char *words = fw_call_header_words (header[i]);

      if (!g_str_equal (words, wanted))
        continue;
      if (found >= 0)
        return -1;
      found = (gint) i;
    }

  return found;
}

gint
fw_call_mapping_find_column (
    const char *member, const char *name, const FwText *header, guint n_header, GError **error)
{
  FwText wanted = fw_cell_trim (fw_text (name));
  g_autofree char *names = NULL;
  gint found = -1;

  for (guint i = 0; i < n_header; i++)
    if (fw_text_equal (fw_cell_trim (header[i]), wanted))
      {
        if (found >= 0)
          {
            g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                         "mapping: %s: columns %d and %u are both called \"%s\"; give the number "
                         "in place of the name, such as {\"%s\": %d}",
                         member, found + 1, i + 1, name, member, found + 1);
            return -1;
          }
        found = (gint) i;
      }
  if (found < 0)
    found = find_alike (name, header, n_header);
  if (found >= 0)
    return found;

  names = list_header (header, n_header);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "mapping: %s: the header has no column \"%s\"; it has %s", member, name, names);

  return -1;
}

static gboolean
apply_name (FwCallMapping *self, guint column, const FwText *header, guint n_header, GError **error)
{
  const FwCallName *stated = &self->stated.columns[column];
  const char *member = fw_call_column_to_name ((FwCallColumn) column);
  g_autoptr (GArray) senses = NULL;
  gboolean gathers;
  guint unit_ms;

  if (stated->number > n_header)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "mapping: %s: the header has %u columns, and no column %u", member, n_header,
                   stated->number);
      return FALSE;
    }
  if (stated->number > 0)
    self->column[column] = (gint) stated->number - 1;
  else
    self->column[column] =
        fw_call_mapping_find_column (member, stated->name, header, n_header, error);
  if (self->column[column] < 0)
    return FALSE;
  senses = fw_call_senses_find (header[self->column[column]], &unit_ms, &gathers);
  self->unit_ms[column] = unit_ms != 0 ? unit_ms : 1000;

  return TRUE;
}

static gboolean
apply_stated (FwCallMapping *self, const FwText *header, guint n_header, GError **error)
{
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if ((self->stated.columns[i].name != NULL || self->stated.columns[i].number > 0) &&
        !apply_name (self, i, header, n_header, error))
      return FALSE;
  self->order = self->stated.order;

  return TRUE;
}

/* A header of the file, else a name of ours. */
static gboolean
apply_ignored (FwCallMapping *self, const FwText *header, guint n_header, GError **error)
{
  for (guint i = 0; self->stated.ignore != NULL && i < self->stated.ignore->len; i++)
    {
      const FwCallIgnore *rows = self->stated.ignore->pdata[i];
      gint ours = fw_call_column_from_name (rows->column);
      g_autoptr (GError) failure = NULL;
      gint column =
          fw_call_mapping_find_column ("ignore", rows->column, header, n_header, &failure);
      FwCallIgnored ignored = { 0, rows };

      if (column < 0 && ours >= 0)
        column = self->column[ours];
      if (column < 0)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      ignored.column = (guint) column;
      g_array_append_val (self->ignored, ignored);
    }

  return TRUE;
}

static gboolean
check_required (const FwCallMapping *self, const FwText *header, guint n_header, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autoptr (GString) doubts = g_string_new (NULL);
  g_autofree char *names = NULL;

  if (self->column[FW_CALL_DATE] < 0 && self->column[FW_CALL_DATE_TIME] < 0)
    g_string_append (missing, "date (or date_time)");
  if (self->column[FW_CALL_ANSWERED] < 0 && self->column[FW_CALL_OUTCOME] < 0 &&
      self->column[FW_CALL_TALK] < 0)
    {
      if (missing->len > 0)
        g_string_append (missing, ", ");
      g_string_append (missing, "answered (or outcome, or talk)");
    }
  if (missing->len == 0)
    return TRUE;

  names = list_header (header, n_header);
  for (guint i = 0; i < self->why->len; i++)
    if (self->why->pdata[i] != NULL)
      {
        if (doubts->len > 0)
          g_string_append (doubts, "; ");
        g_string_append_printf (doubts, "\"%.*s\" %s", (int) MIN (header[i].length, 60),
                                header[i].data, (const char *) self->why->pdata[i]);
      }
  if (doubts->len > 0)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "header: no column found for %s among %s; %s; name it in the mapping",
                 missing->str, names, doubts->str);
  else if (n_header == 1)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "header: no column found for %s among %s; where another sign than a comma, "
                 "semicolon, tab, bar, ^ or ~ parts the cells, put a line such as sep=# above the "
                 "header",
                 missing->str, names);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "header: no column found for %s among %s; name it in the mapping", missing->str,
                 names);

  return FALSE;
}

gboolean
fw_call_mapping_choose (FwCallMapping *self,
                        const FwText *header,
                        guint n_header,
                        const FwSurvey *survey,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean chosen;

  g_return_val_if_fail (self != NULL && survey != NULL, FALSE);

  g_ptr_array_set_size (self->why, (gint) n_header);
  if (!apply_stated (self, header, n_header, error))
    return FALSE;
  chosen = fw_call_choose (self, header, n_header, survey, &failure);
  self->rating_words =
      self->column[FW_CALL_RATING] >= 0 && survey->columns[self->column[FW_CALL_RATING]].ends > 0;
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (self->stated.unit_ms[i] != 0)
      self->unit_ms[i] = self->stated.unit_ms[i];
  /* That it is another kind of file says more than what else is wrong with it. */
  if (!fw_call_counts_check (self, header, n_header, survey, error))
    return FALSE;
  if (!chosen)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return apply_ignored (self, header, n_header, error) &&
         check_required (self, header, n_header, error);
}

static gboolean
is_plain_name (const FwText *header, guint n_header, gint column)
{
  FwText name = fw_cell_trim (header[column]);

  if (name.length == 0)
    return FALSE;
  for (guint i = 0; i < n_header; i++)
    if ((gint) i != column && fw_text_equal (fw_cell_trim (header[i]), name))
      return FALSE;

  return TRUE;
}

static void
append_columns (FwJsonWriter *writer,
                const FwCallMapping *self,
                const FwText *header,
                guint n_header)
{
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    {
      const char *member = fw_call_column_to_name ((FwCallColumn) i);
      gint column = self->column[i];

      if (column >= 0 && is_plain_name (header, n_header, column))
        {
          FwText name = fw_cell_trim (header[column]);
          g_autofree char *valid = g_utf8_make_valid (name.data, name.length);

          fw_json_member_text (writer, member, valid);
        }
      else if (column >= 0)
        fw_json_member_integer (writer, member, column + 1);
      else if (self->stated.columns[i].none)
        fw_json_member_text (writer, member, NULL);
    }
}

char *
fw_call_mapping_to_json (const FwCallMapping *self,
                         const FwText *header,
                         guint n_header,
                         const FwTextForm *form)
{
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter writer;

  g_return_val_if_fail (self != NULL && (header != NULL || n_header == 0) && form != NULL, NULL);

  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  append_columns (&writer, self, header, n_header);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (self->column[i] >= 0 && fw_call_column_is_duration ((FwCallColumn) i))
      {
        g_autofree char *member =
            g_strconcat (fw_call_column_to_name ((FwCallColumn) i), "_unit", NULL);

        fw_json_member_text (&writer, member, fw_call_unit_to_name (self->unit_ms[i]));
      }
  if (self->order != FW_DATE_ORDER_UNKNOWN)
    fw_json_member_text (&writer, "date_order", fw_date_order_to_name (self->order));
  fw_text_form_append_stated (&writer, form);
  fw_call_stated_append (&writer, &self->stated);
  fw_json_writer_end_object (&writer);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
