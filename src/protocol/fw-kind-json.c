/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-kind-json.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

static void
append_roles (FwJsonWriter *writer, const char *key, FwRole roles)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_array (writer);
  for (guint bit = 1; bit < FW_ROLE_FEED; bit <<= 1)
    if ((roles & bit) != 0)
      fw_json_writer_text (writer, fw_role_to_name (bit));
  fw_json_writer_end_array (writer);
}

static void
append_words (FwJsonWriter *writer, const char *key, const char *const *words)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; words[i] != NULL; i++)
    fw_json_writer_text (writer, words[i]);
  fw_json_writer_end_array (writer);
}

static void
append_values (FwJsonWriter *writer, const FwField *field)
{
  fw_json_writer_key (writer, "values");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; field->values[i] != NULL; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "name", field->values[i]);
      fw_json_member_text (writer, "label", field->labels[i]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* What a field does not have is left out. */
static void
append_field (FwJsonWriter *writer, const FwKind *kind, const FwField *field)
{
  const struct
  {
    const char *key;
    gboolean value;
  } flags[] = { { "required", field->required }, { "unique", field->unique },
                { "account", field->account },   { "same_site", field->same_site },
                { "own", field->own },           { "indexed", field->indexed } };
  const struct
  {
    const char *key, *value;
  } texts[] = { { "hint", field->hint },       { "to", field->to },
                { "format", field->format },   { "fallback", field->fallback },
                { "unit_of", field->unit_of }, { "within", field->within } };

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "name", field->name);
  fw_json_member_text (writer, "type", fw_field_type_to_name (field->type));
  fw_json_member_text (writer, "label", field->label);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].value != NULL)
      fw_json_member_text (writer, texts[i].key, texts[i].value);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (flags[i].value)
      fw_json_member_boolean (writer, flags[i].key, TRUE);
  if (field->max != 0)
    fw_json_member_integer (writer, "max", field->max);
  if (field->minimum != 0 || field->maximum != 0)
    {
      fw_json_member_number (writer, "minimum", field->minimum);
      fw_json_member_number (writer, "maximum", field->maximum);
    }
  if (field->values != NULL)
    append_values (writer, field);
  append_roles (writer, "read", fw_kind_get_read (kind, field));
  append_roles (writer, "write", fw_kind_get_write (kind, field));
  fw_json_writer_end_object (writer);
}

void
fw_kind_json_append (FwJsonWriter *writer, const FwKind *kind, FwRole role)
{
  g_return_if_fail (writer != NULL && kind != NULL);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "name", kind->name);
  fw_json_member_text (writer, "label", kind->label);
  fw_json_member_text (writer, "plural", kind->plural);
  fw_json_member_text (writer, "title", kind->title);
  fw_json_member_text (writer, "scope", fw_kind_scope_to_name (kind->scope));
  append_roles (writer, "read", kind->read);
  append_roles (writer, "write", kind->write);
  fw_json_member_boolean (writer, "counts", kind->counts);
  fw_json_member_boolean (writer, "dated", kind->dated);
  fw_json_member_boolean (writer, "kept", kind->kept);
  if (kind->once != NULL)
    append_words (writer, "once", kind->once);
  fw_json_member_boolean (writer, "own_fields", kind->takes_own);
  append_words (writer, "columns", kind->columns);
  append_words (writer, "orders", kind->orders);
  fw_json_member_boolean (writer, "latest_first", kind->latest_first);
  fw_json_writer_key (writer, "fields");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < kind->n_fields; i++)
    if (((fw_kind_get_read (kind, &kind->fields[i]) | fw_kind_get_write (kind, &kind->fields[i])) &
         role) != 0)
      append_field (writer, kind, &kind->fields[i]);
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

void
fw_own_kind_json_append (FwJsonWriter *writer, const FwOwnKind *own)
{
  g_autofree char *at = NULL;

  g_return_if_fail (writer != NULL && own != NULL);

  at = fw_time_format (own->at);
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "number", own->number);
  fw_json_member_text (writer, "kind", own->kind);
  fw_json_member_text (writer, "at", at);
  fw_json_member_text (writer, "account", own->account);
  fw_json_member_text (writer, "description", own->text);
  fw_json_writer_end_object (writer);
}

static FwOwnKind *
read_own (JsonNode *node, GError **error)
{
  g_autoptr (FwOwnKind) own = g_new0 (FwOwnKind, 1);
  const char *kind, *at, *account, *text;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "own: expected objects");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!fw_json_get_integer (object, "number", &own->number, error) ||
      !fw_json_get_text (object, "kind", &kind, error) ||
      !fw_json_get_text (object, "at", &at, error) ||
      !fw_json_get_text (object, "account", &account, error) ||
      !fw_json_get_text (object, "description", &text, error))
    return NULL;
  if (!fw_time_parse (fw_text (at), &own->at))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "own: expected objects");
      return NULL;
    }
  own->kind = g_strdup (kind);
  own->account = g_strdup (account);
  own->text = g_strdup (text);
  return g_steal_pointer (&own);
}

GPtrArray *
fw_own_kinds_json_read (JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_own_kind_free);
  JsonArray *array;

  g_return_val_if_fail (answer != NULL, NULL);

  if (!fw_json_get_array (answer, "own", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FwOwnKind *own = read_own (json_array_get_element (array, i), error);

      if (own == NULL)
        return NULL;
      g_ptr_array_add (all, own);
    }
  return g_steal_pointer (&all);
}
