/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "intake/fw-intake.h"
#include "protocol/fw-report-json.h"
#include "server/fw-server-private.h"

#define MAX_SOURCE 100
#define DEFAULT_SOURCE "import"

static const char *const no_parameters[] = { NULL };

typedef struct
{
  FwCentre *centre;
  FwFloorReport floor;
  FwImport *told; /* (nullable): where who sent the file can look */
} Import;

static void
progress_cb (guint64 done, guint64 size, guint64 rows, gpointer user_data)
{
  Import *import = user_data;

  if (import->told != NULL)
    fw_import_set_progress (import->told, done, size, rows);
}

static gboolean
sink_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Import *import = user_data;
  FwFloorReport report = { 0 };

  if (!fw_centre_ingest (import->centre, batch, &report, error))
    return FALSE;

  import->floor.events += report.events;
  import->floor.applied += report.applied;
  import->floor.duplicates += report.duplicates;
  import->floor.orphans += report.orphans;
  import->floor.backwards += report.backwards;
  import->floor.notes += report.notes;
  import->floor.unmatched += report.unmatched;

  return TRUE;
}

static gboolean
read_flag (FwExchange *exchange, const char *name, gboolean *flag)
{
  const char *text = fw_exchange_get_query (exchange, name);

  *flag = text != NULL && strcmp (text, "1") == 0;
  if (text == NULL || *flag || strcmp (text, "0") == 0)
    return TRUE;

  fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: 0 or 1", name);
  return FALSE;
}

static gboolean
read_query (FwExchange *exchange, FwIntake *intake, gboolean *dry_run)
{
  static const char *const known[] = { "format", "source", "dry_run", "map", "ticket", NULL };
  const char *format = fw_exchange_get_query (exchange, "format");
  const char *source = fw_exchange_get_query (exchange, "source");

  if (!fw_exchange_check_query (exchange, known) || !read_flag (exchange, "dry_run", dry_run))
    return FALSE;

  if (format == NULL || !fw_format_from_name (format, &intake->format))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "format", "format: queue-log, calls or events");
      return FALSE;
    }
  if (source != NULL && (*source == '\0' || strlen (source) > MAX_SOURCE))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "source", "source: 1 to %d bytes", MAX_SOURCE);
      return FALSE;
    }

  intake->source = source != NULL ? source : DEFAULT_SOURCE;
  intake->mapping = fw_exchange_get_query (exchange, "map");
  return TRUE;
}

static void
reply_report (FwExchange *exchange,
              const FwIntakeReport *report,
              const FwFloorReport *floor,
              gboolean dry_run,
              gboolean cancelled)
{
  FwReportForm form = {
    .rows = report->rows,
    .accepted = report->accepted,
    .rejected = report->rejected,
    .reasons = report->reasons,
    .first = report->first,
    .last = report->last,
    .mapping = report->mapping,
    .unknown = report->unknown,
    .dry_run = dry_run,
    .floor = dry_run ? NULL : floor,
  };
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_report_json_begin (&writer, &form);
  fw_json_member_boolean (&writer, "cancelled", cancelled);
  fw_json_writer_key (&writer, "examples");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < report->examples->len; i++)
    {
      const FwReject *reject = report->examples->pdata[i];

      fw_report_json_example (&writer, reject->line, reject->reason, reject->detail, reject->text);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* FALSE with the reply made: no ticket, or one that is in use. */
static gboolean
take_ticket (FwExchange *exchange, Import *import)
{
  const char *ticket = fw_exchange_get_query (exchange, "ticket");

  if (ticket == NULL)
    return TRUE;
  if (!fw_imports_is_ticket (ticket))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "ticket",
                        "ticket: 8 to 64 letters, digits and -");
      return FALSE;
    }
  import->told = fw_imports_begin (fw_server_of (exchange)->imports, ticket);
  if (import->told == NULL)
    fw_exchange_fail (exchange, FW_ERROR_CONFLICT, "ticket", "an import of this ticket runs");
  return import->told != NULL;
}

/* What was stored before somebody stopped it stays, so that is a report and no error. */
static void
run_import (FwExchange *exchange, const FwIntake *intake, Import *import, gboolean dry_run)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable =
      import->told != NULL ? fw_import_get_cancellable (import->told) : NULL;
  gboolean done =
      fw_intake_read_bytes (intake, fw_exchange_get_body (exchange), report, cancellable, &error);

  if (done || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    reply_report (exchange, report, &import->floor, dry_run, !done);
  else
    fw_exchange_reply_error (exchange, error);
}

void
fw_handle_import (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (server->centre);
  const FwSiteEntry *site = &g_array_index (fw_directory_get_sites (directory), FwSiteEntry, 0);
  Import import = { .centre = server->centre };
  FwIntake intake = { .zone = site->zone, .progress = progress_cb, .user_data = &import };
  gboolean dry_run;

  if (!read_query (exchange, &intake, &dry_run) || !take_ticket (exchange, &import))
    return;

  intake.sink = dry_run ? NULL : sink_cb;
  run_import (exchange, &intake, &import, dry_run);
  if (import.told != NULL)
    fw_imports_end (server->imports, import.told);
}

static void
refuse_ticket (FwExchange *exchange)
{
  fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, "ticket", "no import of this ticket runs");
}

void
fw_handle_import_progress (FwExchange *exchange)
{
  guint64 done, size, rows;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;
  if (!fw_imports_look (fw_server_of (exchange)->imports, fw_exchange_get_parameter (exchange, 0),
                        &done, &size, &rows))
    {
      refuse_ticket (exchange);
      return;
    }

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "done", (gint64) done);
  fw_json_member_integer (&writer, "size", (gint64) size);
  fw_json_member_integer (&writer, "rows", (gint64) rows);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_import_cancel (FwExchange *exchange)
{
  if (!fw_exchange_check_query (exchange, no_parameters))
    return;
  if (fw_imports_cancel (fw_server_of (exchange)->imports, fw_exchange_get_parameter (exchange, 0)))
    fw_exchange_reply_json (exchange, 200, g_string_new ("{}"));
  else
    refuse_ticket (exchange);
}
