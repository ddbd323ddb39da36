/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-record-notice.h"

#include <string.h>

#include "protocol/fw-json.h"

GBytes *
fw_record_notice_make (const char *kind, const char *id, guint revision)
{
  static const char kinds_changed[] = "event: kinds\ndata: {}\n\n";
  GString *text;
  FwJsonWriter writer;

  if (*kind == '\0')
    return g_bytes_new_static (kinds_changed, sizeof kinds_changed - 1);

  text = g_string_new ("event: records\ndata: ");
  fw_json_writer_init (&writer, text);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "kind", strchr (kind, ';') == NULL ? kind : "");
  fw_json_member_text (&writer, "id", id);
  fw_json_member_integer (&writer, "revision", revision);
  if (strchr (kind, ';') != NULL)
    {
      g_auto (GStrv) kinds = g_strsplit (kind, ";", -1);

      fw_json_writer_key (&writer, "kinds");
      fw_json_writer_begin_array (&writer);
      for (guint i = 0; kinds[i] != NULL; i++)
        fw_json_writer_text (&writer, kinds[i]);
      fw_json_writer_end_array (&writer);
    }
  fw_json_writer_end_object (&writer);
  g_string_append (text, "\n\n");

  return g_string_free_to_bytes (text);
}
