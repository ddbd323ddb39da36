/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-record-json.h"

#include "core/fw-error.h"

static void
append_list (FwJsonWriter *writer, const char *const *list)
{
  fw_json_writer_begin_array (writer);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    fw_json_writer_text (writer, list[i]);
  fw_json_writer_end_array (writer);
}

static void
append_field (FwJsonWriter *writer, const FwRecord *record, guint index)
{
  const FwField *field = &fw_record_get_kind (record)->fields[index];
  g_autofree char *text = NULL;

  fw_json_writer_key (writer, field->name);
  if (fw_record_is_empty (record, index))
    {
      fw_json_writer_null (writer);
      return;
    }

  switch (field->type)
    {
    case FW_FIELD_INTEGER:
      fw_json_writer_integer (writer, fw_record_get_integer (record, index));
      break;
    case FW_FIELD_NUMBER:
      fw_json_writer_number (writer, fw_record_get_number (record, index));
      break;
    case FW_FIELD_BOOLEAN:
      fw_json_writer_boolean (writer, fw_record_get_integer (record, index) != 0);
      break;
    case FW_FIELD_DATE:
    case FW_FIELD_TIME_OF_DAY:
      text = fw_record_format (record, index);
      fw_json_writer_text (writer, text);
      break;
    case FW_FIELD_REF_LIST:
      append_list (writer, fw_record_get_list (record, index));
      break;
    case FW_FIELD_TEXT:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    case FW_FIELD_SECRET:
    default:
      fw_json_writer_text (writer, fw_record_get_text (record, index));
      break;
    }
}

void
fw_record_json_append_fields (FwJsonWriter *writer,
                              const FwRecord *record,
                              const char *const *names)
{
  fw_json_writer_begin_object (writer);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const gint field = fw_kind_find_field (fw_record_get_kind (record), names[i]);

      g_assert (field >= 0);
      append_field (writer, record, (guint) field);
    }
  fw_json_writer_end_object (writer);
}

void
fw_record_json_append (FwJsonWriter *writer, const FwRecord *record, gboolean secrets)
{
  const FwKind *kind = fw_record_get_kind (record);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (record));
  if (fw_record_get_revision (record) > 0)
    fw_json_member_integer (writer, "revision", fw_record_get_revision (record));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      /* A secret that is not given stays as it was: it is left out, not emptied. */
      if ((kind->fields[i].type == FW_FIELD_SECRET &&
           (!secrets || fw_record_is_empty (record, i))) ||
          fw_record_is_left (record, i))
        continue;
      append_field (writer, record, i);
    }
  fw_json_writer_end_object (writer);
}

static gboolean
refuse (const FwField *field, const char *expected, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected %s", field->name, expected);
  return FALSE;
}

static gboolean
read_list (FwRecord *record, guint index, JsonNode *node, GError **error)
{
  const FwField *field = &fw_record_get_kind (record)->fields[index];
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (field, "an array of ids", error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return refuse (field, "an array of ids", error);
      g_ptr_array_add (ids, (gpointer) json_node_get_string (element));
    }
  g_ptr_array_add (ids, NULL);
  fw_record_set_list (record, index, (const char *const *) ids->pdata);
  return TRUE;
}

static gboolean
read_field (FwRecord *record, guint index, JsonNode *node, GError **error)
{
  const FwField *field = &fw_record_get_kind (record)->fields[index];
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  switch (field->type)
    {
    case FW_FIELD_INTEGER:
      if (type != G_TYPE_INT64)
        return refuse (field, "a whole number", error);
      fw_record_set_integer (record, index, json_node_get_int (node));
      return TRUE;
    case FW_FIELD_NUMBER:
      if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
        return refuse (field, "a number", error);
      fw_record_set_number (record, index, json_node_get_double (node));
      return TRUE;
    case FW_FIELD_BOOLEAN:
      if (type != G_TYPE_BOOLEAN)
        return refuse (field, "true or false", error);
      fw_record_set_integer (record, index, json_node_get_boolean (node));
      return TRUE;
    case FW_FIELD_REF_LIST:
      return read_list (record, index, node, error);
    case FW_FIELD_TEXT:
    case FW_FIELD_DATE:
    case FW_FIELD_TIME_OF_DAY:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    case FW_FIELD_SECRET:
    default:
      if (type != G_TYPE_STRING)
        return refuse (field, "a text", error);
      return fw_record_parse (record, index, fw_text (json_node_get_string (node)), error);
    }
}

/* Whether a centre can have given the kind a field of that name. */
static gboolean
is_own (const FwKind *kind, const char *field)
{
  return fw_kind_is_own (kind) || g_str_has_prefix (field, FW_FIELD_OWN);
}

static FwRecord *
read_record (const FwKind *kind, JsonObject *object, gboolean passes_own, GError **error)
{
  g_autoptr (FwRecord) record = NULL;
  gint64 revision = 0;
  JsonObjectIter iter;
  const char *id, *member;
  JsonNode *node;

  if (!fw_json_get_text (object, "id", &id, error) ||
      (fw_json_has (object, "revision") &&
       !fw_json_get_integer (object, "revision", &revision, error)))
    return NULL;
  if (revision < 0 || revision > G_MAXINT32)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "revision: expected 0 to %d", G_MAXINT32);
      return NULL;
    }

  record = fw_record_new (kind, id);
  fw_record_set_revision (record, (guint) revision);
  /* A desk that was not told of it yet must not empty it. */
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].own)
      fw_record_leave (record, i);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      gint index = fw_kind_find_field (kind, member);

      if (g_str_equal (member, "id") || g_str_equal (member, "revision") ||
          (index < 0 && passes_own && is_own (kind, member)))
        continue;
      if (index < 0)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no field of a %s", member,
                       kind->name);
          return NULL;
        }
      fw_record_clear (record, (guint) index);
      if (!read_field (record, (guint) index, node, error))
        return NULL;
    }
  return g_steal_pointer (&record);
}

FwRecord *
fw_record_json_read (const FwKind *kind, JsonObject *object, GError **error)
{
  return read_record (kind, object, FALSE, error);
}

FwRecord *
fw_record_json_take (const FwKind *kind, JsonObject *object, GError **error)
{
  return read_record (kind, object, TRUE, error);
}
