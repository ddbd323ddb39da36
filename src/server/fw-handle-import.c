/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "centre/fw-centre-import.h"
#include "centre/fw-centre-mapping.h"
#include "server/fw-server-private.h"

#define MAX_SOURCE 100
#define DEFAULT_SOURCE "import"

static const char *const no_parameters[] = { NULL };

typedef struct
{
  FwCentreImport file;
  FwIntakeReport *report;
  FwFloorReport floor;
  gboolean dry_run;
  gboolean performed; /* something may have become of the events: floor tells it */
  FwZone *zone;       /* (nullable): stated in the request */
  FwRecord *kept;     /* (nullable): the mapping that was asked for by its name */
  FwImport *told;     /* (nullable): where who sent the file can look */
} Import;

static void
progress_cb (guint64 done, guint64 size, guint64 rows, gpointer user_data)
{
  Import *import = user_data;

  if (import->told != NULL)
    fw_import_set_progress (import->told, done, size, rows);
}

static gboolean
read_zone (FwExchange *exchange, Import *import)
{
  const char *name = fw_exchange_get_query (exchange, "zone");
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return TRUE;
  import->zone = fw_zone_new (name, 0, &error);
  if (import->zone == NULL)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "zone", "zone: %s", error->message);
  else
    import->file.intake.zone = import->zone;
  return import->zone != NULL;
}

/* By "map" as JSON, or by "mapping" as one that is kept. */
static gboolean
read_mapping (FwExchange *exchange, Import *import)
{
  const char *map = fw_exchange_get_query (exchange, "map");
  const char *name = fw_exchange_get_query (exchange, "mapping");
  g_autoptr (GError) error = NULL;

  import->file.intake.mapping = map;
  if (name == NULL)
    return TRUE;
  if (map != NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "mapping",
                        "mapping: expected either map or mapping, not both");
      return FALSE;
    }
  import->kept = fw_centre_find_mapping (fw_server_of (exchange)->centre,
                                         fw_exchange_get_scope (exchange), name, &error);
  if (import->kept == NULL)
    {
      fw_exchange_fail (exchange, (FwError) error->code, "mapping", "%s", error->message);
      return FALSE;
    }
  import->file.intake.mapping = fw_record_text (import->kept, "mapping");
  return TRUE;
}

static gboolean
read_query (FwExchange *exchange, Import *import)
{
  const char *format = fw_exchange_get_query (exchange, "format");
  const char *source = fw_exchange_get_query (exchange, "source");
  FwIntake *intake = &import->file.intake;

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
  return read_zone (exchange, import) && read_mapping (exchange, import);
}

static GString *
make_report (const Import *import, gboolean cancelled)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_centre_import_append_report (&writer, import->report,
                                  import->performed ? &import->floor : NULL, import->dry_run,
                                  cancelled);
  return json;
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

static void
mark_mapping (FwExchange *exchange, Import *import)
{
  g_autoptr (GError) error = NULL;

  if (import->kept == NULL)
    return;
  if (fw_centre_mark_mapping (fw_server_of (exchange)->centre, fw_exchange_get_scope (exchange),
                              import->kept, g_get_real_time (), &error))
    fw_hub_tell_record (fw_server_of (exchange)->hub, import->kept);
  else
    g_message ("import: the mapping could not be marked as used: %s", error->message);
}

/* What was stored before somebody stopped it stays, so that is a report and no error. */
static void
run_import (FwExchange *exchange, Import *import)
{
  FwCentre *centre = fw_server_of (exchange)->centre;
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable =
      import->told != NULL ? fw_import_get_cancellable (import->told) : NULL;
  gboolean done = fw_centre_import_rehearse (&import->file, import->report, cancellable, &error);

  if (done && !import->dry_run)
    {
      fw_intake_report_free (import->report);
      import->report = fw_intake_report_new ();
      import->performed = TRUE;
      done = fw_centre_import_perform (&import->file, centre, NULL, import->report, &import->floor,
                                       cancellable, &error);
      if (done)
        mark_mapping (exchange, import);
    }
  if (done || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fw_exchange_reply_json (exchange, 200, make_report (import, !done));
  else
    fw_exchange_refuse (exchange, error, make_report (import, FALSE));
}

/* Whatever is wrong with the file is what was asked for, and no error. */
static void
run_inspection (FwExchange *exchange, Import *import)
{
  g_autoptr (GError) error = NULL;
  GCancellable *cancellable =
      import->told != NULL ? fw_import_get_cancellable (import->told) : NULL;
  GString *json = fw_centre_import_inspect (&import->file, cancellable, &error);

  if (json != NULL)
    fw_exchange_reply_json (exchange, 200, json);
  else
    fw_exchange_reply_error (exchange, error);
}

static void
handle (FwExchange *exchange, Import *import, void (*run) (FwExchange *exchange, Import *import))
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (server->centre);
  const FwSiteEntry *site = fw_directory_get_default_site (directory);
  g_auto (GStrv) agents = fw_centre_dup_names (server->centre, FW_DIMENSION_AGENT);
  g_auto (GStrv) queues = fw_centre_dup_names (server->centre, FW_DIMENSION_QUEUE);

  import->report = fw_intake_report_new ();
  import->file.skip_word = "skip_rejected=1";
  import->file.bytes = fw_exchange_get_body (exchange);
  import->file.intake.zone = site->zone;
  import->file.intake.known_agents = (const char *const *) agents;
  import->file.intake.known_queues = (const char *const *) queues;
  import->file.intake.progress = progress_cb;
  import->file.intake.user_data = import;
  if (read_query (exchange, import) && take_ticket (exchange, import))
    run (exchange, import);
  if (import->told != NULL)
    fw_imports_end (server->imports, import->told);
  g_clear_pointer (&import->zone, fw_zone_unref);
  g_clear_pointer (&import->kept, fw_record_unref);
  fw_intake_report_free (import->report);
}

void
fw_handle_import (FwExchange *exchange)
{
  static const char *const known[] = { "format",        "source", "dry_run", "map", "mapping",
                                       "skip_rejected", "ticket", "zone",    NULL };
  Import import = { 0 };

  if (fw_exchange_check_query (exchange, known) &&
      fw_exchange_read_flag (exchange, "dry_run", &import.dry_run) &&
      fw_exchange_read_flag (exchange, "skip_rejected", &import.file.skip_rejected))
    handle (exchange, &import, run_import);
}

void
fw_handle_import_inspect (FwExchange *exchange)
{
  static const char *const known[] = {
    "format", "source", "map", "mapping", "ticket", "zone", NULL
  };
  Import import = { .dry_run = TRUE };

  if (fw_exchange_check_query (exchange, known))
    handle (exchange, &import, run_inspection);
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
