/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/import/fw-inspection.h"

#include "protocol/fw-report-json.h"

static void
free_row (gpointer data)
{
  FwInspectedRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

static void
free_ignored (gpointer data)
{
  FwIgnored *ignored = data;

  g_free (ignored->header);
  g_free (ignored->word);
  g_free (ignored);
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonArray *array = NULL;

  if (fw_json_has (object, member))
    fw_json_get_array (object, member, &array, NULL);
  return array;
}

static guint
count_elements (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static FwLineState
read_state (JsonObject *object)
{
  static const char *const names[] = { "above", "header", "taken", "left-out", "rejected" };
  const char *name = fw_json_find_text (object, "state");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (FwLineState) i;
  return FW_LINE_TAKEN;
}

static void
read_rows (FwInspection *self, JsonArray *array)
{
  for (guint i = 0; i < count_elements (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);
      FwInspectedRow *row;

      if (object == NULL)
        continue;
      row = g_new0 (FwInspectedRow, 1);
      row->row = (gint64) fw_json_find_count (object, "row");
      row->state = read_state (object);
      row->cells = fw_json_find_texts (object, "cells");
      g_ptr_array_add (self->rows, row);
    }
}

static void
add_ignored (GPtrArray *to, const char *header, const char *word)
{
  FwIgnored *ignored = g_new0 (FwIgnored, 1);

  ignored->header = g_strdup (header);
  ignored->word = g_strdup (word);
  g_ptr_array_add (to, ignored);
}

/* As the mapping has them: {"Status": ["Total"]}. */
static void
read_ignored (FwInspection *self, JsonObject *mapping)
{
  JsonObject *ignore;
  g_autoptr (GList) headers = NULL;

  if (!fw_json_has (mapping, "ignore") || !fw_json_get_object (mapping, "ignore", &ignore, NULL))
    return;
  headers = json_object_get_members (ignore);
  for (GList *l = headers; l != NULL; l = l->next)
    {
      g_auto (GStrv) words = fw_json_find_texts (ignore, l->data);

      for (guint i = 0; words[i] != NULL; i++)
        add_ignored (self->ignored, l->data, words[i]);
    }
}

static void
read_offers (FwInspection *self, JsonArray *array)
{
  for (guint i = 0; i < count_elements (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);
      const char *header, *word;

      if (object != NULL && fw_json_get_text (object, "column", &header, NULL) &&
          fw_json_get_text (object, "word", &word, NULL))
        add_ignored (self->offers, header, word);
    }
}

static void
add_one_name (
    FwInspection *self, const char *role, const char *known, const char *name, gboolean said)
{
  FwOneName *one = g_new0 (FwOneName, 1);

  one->role = role;
  one->known = g_strdup (known);
  one->name = g_strdup (name);
  one->said = said;
  g_ptr_array_add (self->one_names, one);
}

static void
free_one_name (gpointer data)
{
  FwOneName *one = data;

  g_free (one->known);
  g_free (one->name);
  g_free (one);
}

static void
read_said_names (FwInspection *self, JsonObject *mapping, const char *member, const char *role)
{
  JsonObject *all;
  g_autoptr (GList) known = NULL;

  if (!fw_json_has (mapping, member) || !fw_json_get_object (mapping, member, &all, NULL))
    return;
  known = json_object_get_members (all);
  for (GList *l = known; l != NULL; l = l->next)
    {
      g_auto (GStrv) names = fw_json_find_texts (all, l->data);

      for (guint i = 0; names[i] != NULL; i++)
        add_one_name (self, role, l->data, names[i], TRUE);
    }
}

/* The last form of a name is the one that the centre knows, or that is written as names are. */
static void
read_alike (FwInspection *self, JsonObject *report)
{
  g_autoptr (GPtrArray) alike = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  fw_alike_json_read (alike, report);
  for (guint i = 0; i < alike->len; i++)
    {
      char **names = alike->pdata[i];
      const char *role = g_str_equal (names[0], "agent") ? "agent" : "queue";
      guint last = g_strv_length (names) - 1;

      for (guint j = 1; j < last; j++)
        add_one_name (self, role, names[last], names[j], FALSE);
    }
}

static void
read_mapping (FwInspection *self, JsonObject *report)
{
  JsonObject *mapping;

  if (!fw_json_has (report, "mapping") || !fw_json_get_object (report, "mapping", &mapping, NULL))
    return;
  self->mapping = json_to_string (json_object_get_member (report, "mapping"), FALSE);
  self->date_order = g_strdup (fw_json_find_text (mapping, "date_order"));
  read_ignored (self, mapping);
  read_said_names (self, mapping, "people", "agent");
  read_said_names (self, mapping, "queues", "queue");
}

static void
read_list (FwInspection *self, JsonObject *object)
{
  JsonObject *meanings;

  self->sheets = fw_json_find_texts (object, "sheets");
  self->roles = fw_json_find_texts (object, "roles");
  if (fw_json_has (object, "meanings") && fw_json_get_object (object, "meanings", &meanings, NULL))
    self->meanings = json_object_ref (meanings);
  read_rows (self, get_array (object, "rows"));
  read_offers (self, get_array (object, "offers"));
  /* Where no header was found there are still lines in which it can be pointed at. */
  self->is_list = self->roles[0] != NULL && (self->list.header_row > 0 || self->mapping == NULL);
}

FwInspection *
fw_inspection_new (JsonObject *object, GError **error)
{
  g_autoptr (FwInspection) self = NULL;
  JsonObject *report;

  g_return_val_if_fail (object != NULL, NULL);

  if (!fw_json_get_object (object, "report", &report, error))
    return NULL;
  self = g_new0 (FwInspection, 1);
  self->report = json_object_ref (report);
  self->refusal = g_strdup (fw_json_find_text (object, "refusal"));
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->ignored = g_ptr_array_new_with_free_func (free_ignored);
  self->offers = g_ptr_array_new_with_free_func (free_ignored);
  self->one_names = g_ptr_array_new_with_free_func (free_one_name);
  fw_list_report_init (&self->list);
  fw_list_report_json_read (&self->list, report);
  fw_text_form_json_read (&self->text, report);
  read_mapping (self, report);
  read_alike (self, report);
  read_list (self, object);
  return g_steal_pointer (&self);
}

void
fw_inspection_free (FwInspection *self)
{
  if (self == NULL)
    return;
  g_free (self->refusal);
  json_object_unref (self->report);
  g_strfreev (self->sheets);
  g_free (self->date_order);
  g_strfreev (self->roles);
  g_ptr_array_unref (self->rows);
  fw_list_report_clear (&self->list);
  fw_text_form_clear (&self->text);
  g_clear_pointer (&self->meanings, json_object_unref);
  g_ptr_array_unref (self->ignored);
  g_ptr_array_unref (self->offers);
  g_ptr_array_unref (self->one_names);
  g_free (self->mapping);
  g_free (self);
}

char **
fw_inspection_dup_meanings (const FwInspection *self, const char *role)
{
  g_return_val_if_fail (self != NULL && role != NULL, NULL);

  return self->meanings != NULL ? fw_json_find_texts (self->meanings, role) : g_new0 (char *, 1);
}

gboolean
fw_inspection_has_role (const FwInspection *self, const char *role)
{
  g_return_val_if_fail (self != NULL && role != NULL, FALSE);

  for (guint i = 0; i < self->list.columns->len; i++)
    if (g_strcmp0 (((const FwListColumn *) self->list.columns->pdata[i])->used_as, role) == 0)
      return TRUE;
  return FALSE;
}

gboolean
fw_inspection_is_ignored (const FwInspection *self, const char *header, const char *word)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->ignored->len; i++)
    {
      const FwIgnored *ignored = g_ptr_array_index (self->ignored, i);

      if (g_strcmp0 (ignored->header, header) == 0 && g_strcmp0 (ignored->word, word) == 0)
        return TRUE;
    }
  return FALSE;
}
