/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-progress.h"
#include "ctl/fw-reading.h"
#include "intake/fw-intake.h"

static char *format_name, *source, *map_file, *rejects_file, *zone_name;
static gboolean dry_run, skip_rejected;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name,
    "queue-log (Asterisk), calls (CSV or XLSX) or events (NDJSON)", "FORMAT" },
  { "source", 0, 0, G_OPTION_ARG_STRING, &source,
    "name of the feed; the same contact of the same source counts once", "NAME" },
  { "map", 0, 0, G_OPTION_ARG_FILENAME, &map_file,
    "JSON that says which column is what, as a dry run prints it", "FILE" },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &zone_name,
    "time zone of the file's clock; default: the centre's first site's", "NAME" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "read, check and report; write nothing", NULL },
  { "skip-rejected", 0, 0, G_OPTION_ARG_NONE, &skip_rejected,
    "take the good lines although others are rejected", NULL },
  { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects_file,
    "where rejected lines go; default: FILE.rejected", "FILE" },
  { NULL },
};

/** One reading of a file. */
typedef struct
{
  FwCentre *centre;
  FwProgress progress;
  FwFloorReport floor;
  GMutex mutex;
  GCond cond;
  guint pending;
  GError *error; /* of a batch that was not taken */
} Import;

static void
show_progress_cb (guint64 done, guint64 size, guint64 rows, gpointer user_data)
{
  Import *import = user_data;
  g_autofree char *digits = fw_group_digits (rows);
  g_autofree char *note = g_strconcat (digits, " rows", NULL);

  fw_progress_set (&import->progress, done, size, note);
}

static void
batch_done_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  Import *import = user_data;

  g_mutex_lock (&import->mutex);
  if (error != NULL && import->error == NULL)
    import->error = g_error_copy (error);
  if (error == NULL && report != NULL)
    {
      import->floor.events += report->events;
      import->floor.applied += report->applied;
      import->floor.duplicates += report->duplicates;
      import->floor.orphans += report->orphans;
      import->floor.backwards += report->backwards;
      import->floor.notes += report->notes;
      import->floor.unmatched += report->unmatched;
    }
  import->pending--;
  g_cond_signal (&import->cond);
  g_mutex_unlock (&import->mutex);
}

/* Reading goes on while the batch is on its way to the disk. */
static gboolean
submit_batch (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Import *import = user_data;
  gboolean failed;

  g_mutex_lock (&import->mutex);
  failed = import->error != NULL;
  if (failed)
    g_propagate_error (error, g_error_copy (import->error));
  else
    import->pending++;
  g_mutex_unlock (&import->mutex);
  if (!failed)
    fw_centre_submit (import->centre, batch, batch_done_cb, import);
  return !failed;
}

static FwZone *
find_zone (FwCentre *centre, GError **error)
{
  g_autoptr (GTimeZone) local = NULL;
  g_autoptr (FwDirectory) directory = NULL;
  FwZone *zone;

  if (zone_name != NULL)
    return fw_zone_new (zone_name, 0, error);
  if (centre != NULL)
    {
      directory = fw_centre_ref_directory (centre);
      return fw_zone_ref (g_array_index (fw_directory_get_sites (directory), FwSiteEntry, 0).zone);
    }
  local = g_time_zone_new_local ();
  zone = fw_zone_new (g_time_zone_get_identifier (local), 0, NULL);
  return zone != NULL ? zone : fw_zone_new ("UTC", 0, error);
}

static gboolean
read_map (char **mapping, GError **error)
{
  return map_file == NULL || g_file_get_contents (map_file, mapping, NULL, error);
}

/* One pass over the file; without @sink a dry one. */
static gboolean
read_file (Import *import,
           FwIntake *intake,
           const char *path,
           GOutputStream *rejects,
           gboolean dry,
           FwIntakeReport *report,
           GError **error)
{
  g_autoptr (GError) failed = NULL;
  gboolean done;

  intake->sink = dry ? NULL : submit_batch;
  intake->rejects = rejects;
  fw_progress_init (&import->progress);
  done = fw_intake_read_file (intake, path, report, NULL, &failed);
  g_mutex_lock (&import->mutex);
  while (import->pending > 0)
    g_cond_wait (&import->cond, &import->mutex);
  g_mutex_unlock (&import->mutex);
  fw_progress_end (&import->progress);
  if (done && import->error == NULL)
    return TRUE;
  if (import->error != NULL)
    g_propagate_error (error, g_steal_pointer (&import->error));
  else
    g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static char *
name_rejects (const char *path)
{
  return rejects_file != NULL ? g_strdup (rejects_file) : g_strconcat (path, ".rejected", NULL);
}

/* The file of rejected lines is there exactly when lines were rejected. */
static gboolean
end_rejects (GOutputStream *rejects, const char *name, guint64 rejected, GError **error)
{
  if (!g_output_stream_close (rejects, NULL, error))
    return FALSE;
  if (rejected == 0)
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);

      return g_file_delete (file, NULL, error);
    }
  printf ("rejected lines   %s\n", name);
  return TRUE;
}

static gboolean
refuse_rejected (const FwIntakeReport *report, GError **error)
{
  if (dry_run || skip_rejected || report->rejected == 0)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
               " rows were rejected, so nothing was imported; mend them, or take the good ones "
               "with --skip-rejected",
               report->rejected, report->rows);
  return FALSE;
}

static gboolean
import_file (Import *import, FwIntake *intake, const char *path, GError **error)
{
  g_auto (FwReading) report = { 0 };
  g_autofree char *name = name_rejects (path);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GOutputStream) rejects = NULL;
  gboolean checked_first = !dry_run && !skip_rejected;

  rejects =
      G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error));
  if (rejects == NULL)
    return FALSE;
  fw_reading_init (&report);
  /* All or nothing: a file is read to its end before anything of it is written. */
  if (!read_file (import, intake, path, rejects, dry_run || checked_first, report.intake, error))
    {
      g_output_stream_close (rejects, NULL, NULL);
      g_file_delete (file, NULL, NULL);
      return FALSE;
    }
  if (checked_first && report.intake->rejected == 0)
    {
      fw_reading_clear (&report);
      fw_reading_init (&report);
      if (!read_file (import, intake, path, NULL, FALSE, report.intake, error))
        return FALSE;
    }
  report.floor = import->floor;
  report.applied = !dry_run && (skip_rejected || report.intake->rejected == 0);
  fw_reading_print (&report, path, intake->source, dry_run);
  return end_rejects (rejects, name, report.intake->rejected, error) &&
         refuse_rejected (report.intake, error);
}

static gboolean
import_here (const FwTarget *target, FwFormat format, const char *path, GError **error)
{
  Import import = { 0 };
  FwIntake intake = {
    .format = format, .source = source, .progress = show_progress_cb, .user_data = &import
  };
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (FwZone) zone = NULL;
  g_autofree char *mapping = NULL;
  g_autoptr (GError) missing = NULL;
  gboolean done;

  centre =
      fw_target_open_centre (target, dry_run ? FW_CENTRE_READ_ONLY : FW_CENTRE_CREATE, &missing);
  if (centre == NULL && !(dry_run && g_error_matches (missing, FW_ERROR, FW_ERROR_NOT_FOUND)))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  zone = find_zone (centre, error);
  if (zone == NULL || !read_map (&mapping, error))
    return FALSE;
  import.centre = centre;
  intake.zone = zone;
  intake.mapping = mapping;
  g_mutex_init (&import.mutex);
  g_cond_init (&import.cond);
  done = import_file (&import, &intake, path, error);
  g_mutex_clear (&import.mutex);
  g_cond_clear (&import.cond);
  return done;
}

/* ---- through a server ---- */

static gboolean
write_examples (const FwIntakeReport *report, const char *path, GError **error)
{
  g_autofree char *name = name_rejects (path);
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->rejected == 0)
    return TRUE;
  for (guint i = 0; i < report->examples->len; i++)
    {
      const FwReject *reject = g_ptr_array_index (report->examples, i);

      g_string_append_printf (text, "# line %" G_GUINT64_FORMAT ": %s: %s\n%s\n", reject->line,
                              reject->reason, reject->detail, reject->text);
    }
  printf ("rejected lines   %s%s\n", name,
          report->examples->len < report->rejected ? " (the first hundred)" : "");
  return g_file_set_contents (name, text->str, (gssize) text->len, error);
}

static gboolean
ask_server (FwRemote *remote, GBytes *body, gboolean dry, FwReading *report, GError **error)
{
  g_autoptr (GString) path = g_string_new ("import");
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *mapping = NULL;

  fw_query_add (path, "format", format_name);
  fw_query_add (path, "source", source);
  if (!read_map (&mapping, error))
    return FALSE;
  if (mapping != NULL)
    fw_query_add (path, "map", mapping);
  if (dry)
    fw_query_add (path, "dry_run", "1");
  answer =
      fw_remote_request (remote, "POST", path->str, body, "application/octet-stream", NULL, error);
  return answer != NULL && fw_reading_parse (report, answer, error);
}

static gboolean
import_there (const FwTarget *target, const char *path, GError **error)
{
  g_autoptr (FwRemote) remote = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) body = NULL;
  g_auto (FwReading) report = { 0 };
  gboolean checked_first = !dry_run && !skip_rejected;

  if (file == NULL || (remote = fw_target_open_remote (target, error)) == NULL)
    return FALSE;
  body = g_mapped_file_get_bytes (file);
  fw_reading_init (&report);
  if (!ask_server (remote, body, dry_run || checked_first, &report, error))
    return FALSE;
  if (checked_first && report.intake->rejected == 0)
    {
      fw_reading_clear (&report);
      fw_reading_init (&report);
      if (!ask_server (remote, body, FALSE, &report, error))
        return FALSE;
    }
  fw_reading_print (&report, path, source, dry_run);
  return write_examples (report.intake, path, error) && refuse_rejected (report.intake, error);
}

static gboolean
run_import (const FwTarget *target, char **arguments, GError **error)
{
  FwFormat format;

  if (!fw_check_arguments (arguments, 1, "FILE", error))
    return FALSE;
  if (format_name == NULL || !fw_format_from_name (format_name, &format))
    return fw_usage_error (error, "--format: expected queue-log, calls or events");
  if (source == NULL)
    source = g_strdup (format == FW_FORMAT_QUEUE_LOG ? "pbx" : format_name);
  if (target->server != NULL && zone_name != NULL)
    return fw_usage_error (
        error, "--zone works with --data only: a server reads in its first site's zone");
  return target->data != NULL ? import_here (target, format, arguments[0], error)
                              : import_there (target, arguments[0], error);
}

const FwCommand fw_command_import = {
  .name = "import",
  .arguments = "FILE",
  .summary = "Take in a PBX's log, a call list or events; makes the store if there is none",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_import,
};
