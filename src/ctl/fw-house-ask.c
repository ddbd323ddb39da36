/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which records: all of a kind, or what a question asks for. */
#include <string.h>

#include "core/fw-error.h"
#include "ctl/fw-house-private.h"
#include "protocol/fw-record-json.h"
#include "store/fw-record-conditions.h"

static GPtrArray *
read_records (JsonObject *object, const FwKind *kind, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  JsonArray *array;

  if (!fw_json_get_array (object, "records", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      FwRecord *record = JSON_NODE_HOLDS_OBJECT (node)
                             ? fw_record_json_take (kind, json_node_get_object (node), error)
                             : NULL;

      if (record == NULL)
        {
          if (error != NULL && *error == NULL)
            g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "records: expected objects");
          return NULL;
        }
      g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

GPtrArray *
fw_house_list (FwHouse *self, const FwKind *kind, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (self->centre != NULL)
    return fw_records_list (fw_centre_get_records (self->centre), self->scope, kind, error);
  path = fw_house_make_path (kind, NULL);
  object = fw_house_fetch (self, path, error);
  return object != NULL ? read_records (object, kind, error) : NULL;
}

static void
append_member (GString *path, const char *name, const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);

  g_string_append_printf (path, "%s%s=%s", strchr (path->str, '?') != NULL ? "&" : "?", name,
                          escaped);
}

/* @name: (out) (transfer full). Returns: (nullable): what stands behind the sign. */
static const char *
split_condition (const char *condition, char **name)
{
  const char *sign = strchr (condition, '=');

  *name = sign != NULL ? g_strndup (condition, (gsize) (sign - condition)) : NULL;
  return sign != NULL ? sign + 1 : NULL;
}

static GPtrArray *
ask_there (
    FwHouse *self, const FwKind *kind, const FwHouseQuestion *question, char **next, GError **error)
{
  g_autofree char *start = fw_house_make_path (kind, NULL);
  g_autoptr (GString) path = g_string_new (start);
  g_autoptr (JsonObject) object = NULL;

  for (guint i = 0; question->conditions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      const char *text = split_condition (question->conditions[i], &name);

      append_member (path, name, text);
    }
  if (question->order != NULL)
    append_member (path, "order", question->order);
  if (question->after != NULL)
    append_member (path, "after", question->after);
  if (question->limit > 0)
    {
      g_autofree char *limit = g_strdup_printf ("%u", question->limit);

      append_member (path, "limit", limit);
    }
  object = fw_house_fetch (self, path->str, error);
  if (object == NULL)
    return NULL;
  *next = g_strdup (fw_json_find_text (object, "next"));
  return read_records (object, kind, error);
}

static GPtrArray *
ask_here (
    FwHouse *self, const FwKind *kind, const FwHouseQuestion *question, char **next, GError **error)
{
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_auto (FwRecordConditions) conditions = { NULL };
  g_autoptr (FwRecordAnswer) answer = NULL;

  fw_record_conditions_init (&conditions);
  for (guint i = 0; question->conditions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      const char *text = split_condition (question->conditions[i], &name);

      fw_record_conditions_add (&conditions, name, text);
    }
  fw_record_conditions_set (&conditions, &query);
  query.descending = question->order != NULL && *question->order == '-';
  query.order = query.descending ? question->order + 1 : question->order;
  query.after = question->after;
  query.limit =
      question->limit == 0 && question->after != NULL ? FW_RECORD_QUERY_MAX_LIMIT : question->limit;
  answer = fw_records_ask (fw_centre_get_records (self->centre), self->scope, kind, &query, error);
  if (answer == NULL)
    return NULL;
  *next = g_strdup (answer->next);
  return g_ptr_array_ref (answer->records);
}

GPtrArray *
fw_house_ask (
    FwHouse *self, const FwKind *kind, const FwHouseQuestion *question, char **next, GError **error)
{
  g_auto (FwRecordConditions) tried = { NULL };

  *next = NULL;
  fw_record_conditions_init (&tried);
  for (guint i = 0; question->conditions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      const char *text = split_condition (question->conditions[i], &name);

      if (text == NULL || !fw_record_conditions_add (&tried, name, text))
        {
          fw_usage_error (error,
                          "“%s”: expected a condition, such as where.team=sales-a;sales-b, "
                          "from.day=2026-11-02, to.day=2026-11-08 or begins.name=Li",
                          question->conditions[i]);
          return NULL;
        }
    }
  return self->centre != NULL ? ask_here (self, kind, question, next, error)
                              : ask_there (self, kind, question, next, error);
}
