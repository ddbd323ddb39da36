/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "centre/fw-record-rows.h"
#include "protocol/fw-report-json.h"
#include "server/fw-server-private.h"

/* One bad row refuses the file, so a report of one has no rejected rows to tell of. */
static void
reply_outcome (FwExchange *exchange, guint rows, guint64 created, guint differing, gboolean dry_run)
{
  FwReportForm form = { .rows = rows, .accepted = rows, .dry_run = dry_run };
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_report_json_begin (&writer, &form);
  fw_json_member_integer (&writer, "created", (gint64) created);
  fw_json_member_integer (&writer, "changed", (gint64) (differing - created));
  fw_json_member_integer (&writer, "unchanged", (gint64) (rows - differing));
  fw_json_writer_key (&writer, "examples");
  fw_json_writer_begin_array (&writer);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

static gboolean
write_records (
    FwServer *server, FwScope *scope, const FwKind *kind, GPtrArray *records, GError **error)
{
  if (records->len == 0)
    return TRUE;
  if (!fw_records_put_all (server->records, scope, records, g_get_real_time (), error))
    return FALSE;

  if (kind == &fw_kind_account)
    fw_sessions_forget (server->sessions);
  for (guint i = 0; i < records->len; i++)
    fw_hub_tell_records (server->hub, kind->name, fw_record_get_id (records->pdata[i]),
                         fw_record_get_revision (records->pdata[i]));

  return fw_centre_house_changed (server->centre, error);
}

void
fw_handle_import_records (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  const char *name = fw_exchange_get_parameter (exchange, 0);
  const FwKind *kind = fw_kind_find (name);
  const char *dry_run = fw_exchange_get_query (exchange, "dry_run");
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) differing = NULL;
  g_autoptr (GError) error = NULL;
  guint64 created;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "dry_run", NULL }))
    return;
  if (kind == NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there are no records of a kind %s",
                        name);
      return;
    }
  if ((fw_scope_get_role (scope) & kind->write) == 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_FORBIDDEN, NULL, "this is not for the role %s",
                        fw_role_to_name (fw_scope_get_role (scope)));
      return;
    }
  if (dry_run != NULL && strcmp (dry_run, "0") != 0 && strcmp (dry_run, "1") != 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "dry_run", "dry_run: 0 or 1");
      return;
    }

  stored = fw_records_list (server->records, scope, kind, &error);
  if (stored != NULL)
    records = fw_record_rows_read (kind, stored, fw_exchange_get_body (exchange), &error);
  if (records != NULL)
    differing = fw_record_rows_compare (stored, records, &created);

  if (differing == NULL ||
      (g_strcmp0 (dry_run, "1") != 0 && !write_records (server, scope, kind, differing, &error)))
    fw_exchange_reply_error (exchange, error);
  else
    reply_outcome (exchange, records->len, created, differing->len, g_strcmp0 (dry_run, "1") == 0);
}
