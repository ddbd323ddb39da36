/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-report-json.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"
#include "store/fw-record-exchange.h"

/* More are told as one: that the kind has changed. */
#define TOLD_ONE_BY_ONE 16

static GString *
make_outcome (const FwImportReport *report, gboolean dry_run)
{
  const FwIntakeReport *read = report->read;
  FwReportForm form = { .rows = read->rows,
                        .accepted = read->accepted,
                        .rejected = read->rejected,
                        .reasons = read->reasons,
                        .mapping = read->mapping,
                        .dry_run = dry_run };
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_report_json_begin (&writer, &form);
  fw_json_member_integer (&writer, "created", (gint64) report->created);
  fw_json_member_integer (&writer, "changed", (gint64) report->changed);
  fw_json_member_integer (&writer, "unchanged", (gint64) report->unchanged);
  fw_json_writer_key (&writer, "examples");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < read->examples->len; i++)
    {
      const FwReject *reject = read->examples->pdata[i];

      fw_report_json_example (&writer, reject->line, reject->reason, reject->detail, reject->text);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  return json;
}

static gboolean
tell_written (FwServer *server, const FwKind *kind, const FwImportReport *report, GError **error)
{
  if (!report->written || report->records->len == 0)
    return TRUE;

  if (fw_sessions_follow (kind))
    {
      fw_sessions_forget (server->sessions);
      fw_hub_check_sessions (server->hub);
    }
  if (report->records->len > TOLD_ONE_BY_ONE)
    fw_hub_tell_records (server->hub, kind->name, "", 0);
  else
    for (guint i = 0; i < report->records->len; i++)
      fw_hub_tell_record (server->hub, report->records->pdata[i]);

  return fw_centre_house_changed (server->centre, error);
}

static gboolean
import (FwExchange *exchange,
        const FwKind *kind,
        FwImportFlags flags,
        FwImportReport *report,
        GError **error)
{
  FwServer *server = fw_server_of (exchange);

  if (!fw_records_import (server->records, fw_exchange_get_scope (exchange), kind,
                          fw_exchange_get_body (exchange), flags, g_get_real_time (), report,
                          error))
    return FALSE;
  if (report->read->rejected > 0 && (flags & FW_IMPORT_SKIP_REJECTED) == 0)
    return fw_import_report_refuse (report, error);

  if (kind->accounts && report->written)
    fw_seen_describe_accounts (exchange, NULL);
  return tell_written (server, kind, report, error);
}

void
fw_handle_import_records (FwExchange *exchange)
{
  FwScope *scope = fw_exchange_get_scope (exchange);
  const char *name = fw_exchange_get_parameter (exchange, 0);
  const FwKind *kind = fw_records_find_kind (fw_server_of (exchange)->records, name);
  g_autoptr (FwImportReport) report = fw_import_report_new ();
  g_autoptr (GError) error = NULL;
  gboolean dry_run, skip_rejected;

  if (!fw_exchange_check_query (exchange,
                                (const char *const[]){ "dry_run", "skip_rejected", NULL }))
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
  if (!fw_exchange_read_flag (exchange, "dry_run", &dry_run) ||
      !fw_exchange_read_flag (exchange, "skip_rejected", &skip_rejected))
    return;

  if (import (exchange, kind,
              (dry_run ? FW_IMPORT_DRY_RUN : 0) | (skip_rejected ? FW_IMPORT_SKIP_REJECTED : 0),
              report, &error))
    fw_exchange_reply_json (exchange, 200, make_outcome (report, dry_run));
  else
    fw_exchange_refuse (exchange, error, make_outcome (report, dry_run));
}
