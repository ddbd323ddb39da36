/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-document.h"

JsonObject *
fw_document_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  JsonObject *object;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  object = fw_json_parse_object (text, length, error);
  if (object == NULL)
    g_prefix_error (error, "%s: ", path);
  return object;
}
