/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-report-json.h"

#include <string.h>

#include "core/calendar/fw-zone.h"

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted, so that the same input gives the same report. */
static void
append_counts (FwJsonWriter *writer, const char *key, GHashTable *counts)
{
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (counts, &n);

  qsort (names, n, sizeof (gpointer), compare_texts);
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < n; i++)
    {
      const guint64 *count = g_hash_table_lookup (counts, names[i]);

      fw_json_member_integer (writer, names[i], (gint64) *count);
    }
  fw_json_writer_end_object (writer);
}

static void
append_moment (FwJsonWriter *writer, const char *key, gint64 at, gboolean known)
{
  g_autofree char *text = known ? fw_time_format (at) : NULL;

  fw_json_member_text (writer, key, text);
}

void
fw_floor_report_json_append (FwJsonWriter *writer, const FwFloorReport *report)
{
  fw_json_member_integer (writer, "events", (gint64) report->events);
  fw_json_member_integer (writer, "applied", (gint64) report->applied);
  fw_json_member_integer (writer, "duplicates", (gint64) report->duplicates);
  fw_json_member_integer (writer, "orphans", (gint64) report->orphans);
  fw_json_member_integer (writer, "backwards", (gint64) report->backwards);
  fw_json_member_integer (writer, "notes", (gint64) report->notes);
  fw_json_member_integer (writer, "unmatched", (gint64) report->unmatched);
  fw_json_member_integer (writer, "unended", (gint64) report->unended);
  fw_json_member_integer (writer, "struck", (gint64) report->struck);
}

/* [["agent", "ANN LEE", "Ann Lee"]] */
static void
append_alike (FwJsonWriter *writer, const GPtrArray *alike)
{
  fw_json_writer_key (writer, "alike");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < alike->len; i++)
    {
      const char *const *names = alike->pdata[i];

      fw_json_writer_begin_array (writer);
      for (guint j = 0; names[j] != NULL; j++)
        fw_json_writer_text (writer, names[j]);
      fw_json_writer_end_array (writer);
    }
  fw_json_writer_end_array (writer);
}

void
fw_alike_json_read (GPtrArray *alike, JsonObject *object)
{
  JsonArray *groups = NULL;
  guint n = 0;

  g_return_if_fail (alike != NULL && object != NULL);

  if (fw_json_has (object, "alike") && fw_json_get_array (object, "alike", &groups, NULL))
    n = json_array_get_length (groups);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (groups, i);
      g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
      JsonArray *group = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      guint n_names = 0;

      for (guint j = 0; group != NULL && j < json_array_get_length (group); j++)
        {
          JsonNode *name = json_array_get_element (group, j);

          if (!JSON_NODE_HOLDS_VALUE (name) || json_node_get_value_type (name) != G_TYPE_STRING)
            continue;
          g_strv_builder_add (names, json_node_get_string (name));
          n_names++;
        }
      if (n_names > 2)
        g_ptr_array_add (alike, g_strv_builder_end (names));
    }
}

void
fw_report_json_begin (FwJsonWriter *writer, const FwReportForm *form)
{
  gboolean any = form->first != 0 || form->last != 0;

  fw_json_writer_begin_object (writer);
  fw_json_member_boolean (writer, "dry_run", form->dry_run);
  fw_json_member_integer (writer, "rows", (gint64) form->rows);
  fw_json_member_integer (writer, "accepted", (gint64) form->accepted);
  fw_json_member_integer (writer, "rejected", (gint64) form->rejected);
  fw_json_member_integer (writer, "unfinished", (gint64) form->unfinished);
  if (form->reasons != NULL)
    append_counts (writer, "reasons", form->reasons);
  append_moment (writer, "first", form->first, any);
  append_moment (writer, "last", form->last, any);
  fw_json_writer_key (writer, "mapping");
  if (form->mapping != NULL)
    fw_json_writer_raw (writer, form->mapping, strlen (form->mapping));
  else
    fw_json_writer_null (writer);
  if (form->text != NULL)
    fw_text_form_json_append (writer, form->text);
  if (form->notes != NULL)
    append_counts (writer, "notes", form->notes);
  if (form->alike != NULL)
    append_alike (writer, form->alike);
  fw_json_member_integer (writer, "dialled", (gint64) form->dialled);
  if (form->list != NULL)
    fw_list_report_json_append (writer, form->list);

  fw_json_writer_key (writer, "floor");
  if (form->floor != NULL)
    {
      fw_json_writer_begin_object (writer);
      fw_floor_report_json_append (writer, form->floor);
      fw_json_writer_end_object (writer);
    }
  else
    fw_json_writer_null (writer);
}

void
fw_report_json_example (
    FwJsonWriter *writer, guint64 line, const char *reason, const char *detail, const char *text)
{
  /* What was rejected may well be no UTF-8. */
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "line", (gint64) line);
  fw_json_member_text (writer, "reason", reason);
  fw_json_member_text (writer, "detail", detail);
  fw_json_member_text (writer, "text", valid);
  fw_json_writer_end_object (writer);
}
