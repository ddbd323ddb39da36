/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-text-form.h"

#include <string.h>

#include "core/fw-error.h"

static const char *const members[] = { "encoding", "sheet", "zone", "decimal" };

void
fw_text_form_clear (FwTextForm *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->encoding);
  g_free (self->sheet);
  g_free (self->zone);
  *self = (FwTextForm){ 0 };
}

gboolean
fw_text_form_has_member (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_strcmp0 (members[i], name) == 0)
      return TRUE;

  return FALSE;
}

static void
replace_text (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static gboolean
read_member (FwTextForm *self, JsonObject *object, const char *name, GError **error)
{
  const char *text;

  if (!fw_json_has (object, name))
    return TRUE;
  if (!fw_json_get_text (object, name, &text, error))
    return FALSE;
  if (text[0] == '\0')
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected a text, or leave it out", name);
      return FALSE;
    }
  if (g_str_equal (name, "encoding"))
    replace_text (&self->encoding, text);
  else if (g_str_equal (name, "sheet"))
    replace_text (&self->sheet, text);
  else if (g_str_equal (name, "zone"))
    replace_text (&self->zone, text);
  else if ((text[0] != '.' && text[0] != ',') || text[1] != '\0')
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "decimal: expected \".\" or \",\" (the sign before a fraction), not \"%.20s\"",
                   text);
      return FALSE;
    }
  else
    self->decimal = text[0];

  return TRUE;
}

gboolean
fw_text_form_read_stated (FwTextForm *self, const char *mapping, GError **error)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (mapping == NULL)
    return TRUE;
  object = fw_json_parse_object (mapping, strlen (mapping), error);
  for (guint i = 0; object != NULL && i < G_N_ELEMENTS (members); i++)
    if (!read_member (self, object, members[i], error))
      {
        g_prefix_error (error, "mapping: ");
        return FALSE;
      }
  if (object == NULL)
    g_prefix_error (error, "mapping: ");

  return object != NULL;
}

void
fw_text_form_append_stated (FwJsonWriter *writer, const FwTextForm *self)
{
  const char decimal[] = { self->decimal, '\0' };

  g_return_if_fail (writer != NULL && self != NULL);

  if (self->encoding != NULL)
    fw_json_member_text (writer, "encoding", self->encoding);
  if (self->sheet != NULL)
    fw_json_member_text (writer, "sheet", self->sheet);
  if (self->zone != NULL)
    fw_json_member_text (writer, "zone", self->zone);
  if (self->decimal != '\0')
    fw_json_member_text (writer, "decimal", decimal);
}

void
fw_text_form_json_append (FwJsonWriter *writer, const FwTextForm *self)
{
  const char separator[] = { self->separator, '\0' };

  g_return_if_fail (writer != NULL && self != NULL);

  fw_json_writer_key (writer, "text");
  fw_json_writer_begin_object (writer);
  fw_text_form_append_stated (writer, self);
  if (self->separator != '\0')
    fw_json_member_text (writer, "separator", separator);
  if (self->no_time)
    fw_json_member_boolean (writer, "no_time", TRUE);
  fw_json_writer_end_object (writer);
}

void
fw_text_form_json_read (FwTextForm *self, JsonObject *report)
{
  JsonObject *object;
  const char *decimal, *separator;

  g_return_if_fail (self != NULL && report != NULL);

  if (!fw_json_has (report, "text") || !fw_json_get_object (report, "text", &object, NULL))
    return;
  replace_text (&self->encoding, fw_json_find_text (object, "encoding"));
  replace_text (&self->sheet, fw_json_find_text (object, "sheet"));
  replace_text (&self->zone, fw_json_find_text (object, "zone"));
  decimal = fw_json_find_text (object, "decimal");
  separator = fw_json_find_text (object, "separator");
  self->decimal = decimal != NULL ? decimal[0] : '\0';
  self->separator = separator != NULL ? separator[0] : '\0';
  if (fw_json_has (object, "no_time"))
    fw_json_get_boolean (object, "no_time", &self->no_time, NULL);
}
