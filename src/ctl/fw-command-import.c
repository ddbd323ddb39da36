/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "centre/fw-centre-import.h"
#include "centre/fw-centre-mapping.h"
#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-language.h"
#include "ctl/fw-progress.h"
#include "ctl/fw-reading.h"

static char *format_name, *source, *map_name, *rejects_file, *zone_name, *save_file;
static gboolean dry_run, skip_rejected, inspect;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name,
    "queue-log (Asterisk), calls (CSV or XLSX) or events (NDJSON); default: what the file looks "
    "like",
    "FORMAT" },
  { "source", 0, 0, G_OPTION_ARG_STRING, &source,
    "name of the feed; the same contact of the same source counts once", "NAME" },
  { "map", 0, 0, G_OPTION_ARG_FILENAME, &map_name,
    "JSON that says how the file is read, as a dry run prints it; or the name of a mapping that "
    "the "
    "centre keeps",
    "FILE|NAME" },
  { "save-map", 0, 0, G_OPTION_ARG_FILENAME, &save_file,
    "write how the file was understood, for --map and to be edited", "FILE" },
  { "inspect", 0, 0, G_OPTION_ARG_NONE, &inspect,
    "as --dry-run; print as JSON what the console shows of it: first lines, columns, words", NULL },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &zone_name,
    "time zone of the file's clock; default: the centre's first site's", "NAME" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run,
    "read, check and report; write nothing; the status is that of the import", NULL },
  { "skip-rejected", 0, 0, G_OPTION_ARG_NONE, &skip_rejected,
    "take the good lines although others are rejected", NULL },
  { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects_file,
    "where rejected lines go; default: FILE.rejected, of a dry run nowhere", "FILE" },
  { NULL },
};

/** One file on its way in. */
typedef struct
{
  const FwTarget *target;
  const char *path;
  FwCentreImport file;
  FwRecord *kept; /* (nullable): the mapping that was named */
  FwProgress progress;
} Import;

static void
show_progress_cb (guint64 done, guint64 size, guint64 rows, gpointer user_data)
{
  Import *import = user_data;
  g_autofree char *digits = fw_group_digits (rows);
  g_autofree char *note = g_strdup_printf (_ ("%s rows"), digits);

  fw_progress_set (&import->progress, done, size, note);
}

static FwZone *
find_zone (FwCentre *centre, GError **error)
{
  g_autoptr (FwDirectory) directory = NULL;

  if (zone_name != NULL)
    return fw_zone_new (zone_name, 0, error);
  /* Without a centre, that of a new one. */
  directory = centre != NULL ? fw_centre_ref_directory (centre) : fw_directory_new (NULL, 0);
  return fw_zone_ref (fw_directory_get_default_site (directory)->zone);
}

/* A file of that name comes before a kept mapping of that name. */
static gboolean
is_map_file (void)
{
  return map_name != NULL &&
         (g_file_test (map_name, G_FILE_TEST_EXISTS) || strchr (map_name, G_DIR_SEPARATOR) != NULL);
}

/* @kept: (out): the record that was named, which is to be marked as used */
static gboolean
read_map (FwCentre *centre, char **mapping, FwRecord **kept, GError **error)
{
  g_autoptr (FwScope) scope = NULL;

  if (map_name == NULL)
    return TRUE;
  if (is_map_file () || centre == NULL)
    return g_file_get_contents (map_name, mapping, NULL, error);
  scope = fw_scope_new_administrator ();
  *kept = fw_centre_find_mapping (centre, scope, map_name, error);
  if (*kept == NULL)
    return FALSE;
  *mapping = g_strdup (fw_record_text (*kept, "mapping"));
  return TRUE;
}

static void
print_place (const char *label, const char *path)
{
  g_autofree char *padded = fw_language_pad (label, 16);

  printf ("%s %s\n", padded, path);
}

/* As a person would write it, a member a line. */
static gboolean
save_map (const FwIntakeReport *report, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *lines = NULL;

  if (save_file == NULL || report->mapping == NULL)
    return TRUE;
  node = json_from_string (report->mapping, error);
  if (node == NULL)
    return FALSE;
  text = json_to_string (node, TRUE);
  lines = g_strconcat (text, "\n", NULL);
  if (!g_file_set_contents (save_file, lines, -1, error))
    return FALSE;
  print_place (_ ("mapping"), save_file);
  return TRUE;
}

/* ---- rejected lines ---- */

/* Looking writes nothing unless a place for it was named. */
static gboolean
wants_rejects (const FwIntakeReport *report)
{
  return report->rejected > 0 && (!dry_run || rejects_file != NULL);
}

static char *
name_rejects (const char *path)
{
  return rejects_file != NULL ? g_strdup (rejects_file) : g_strconcat (path, ".rejected", NULL);
}

/* A place that was named must be writable; beside the file it is only told that there is none. */
static gboolean
excuse_rejects (const char *name, GError **failed, GError **error)
{
  g_autofree char *text = NULL;

  if (rejects_file != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (failed), "--rejects: ");
      return FALSE;
    }
  text = g_strdup_printf (
      _ ("%s: %s; the rejected lines are kept nowhere, --rejects FILE names another place"), name,
      (*failed)->message);
  fprintf (stderr, "%s\n", text);
  return TRUE;
}

/* @rejects: (out): NULL where there is no place for it */
static gboolean
open_rejects (const char *path, GOutputStream **rejects, GError **error)
{
  g_autofree char *name = name_rejects (path);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GError) failed = NULL;

  *rejects =
      G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &failed));
  return *rejects != NULL || excuse_rejects (name, &failed, error);
}

static gboolean
close_rejects (GOutputStream *rejects, const char *path, GError **error)
{
  g_autofree char *name = name_rejects (path);

  if (rejects == NULL)
    return TRUE;
  if (!g_output_stream_close (rejects, NULL, error))
    return FALSE;
  print_place (_ ("rejected lines"), name);
  return TRUE;
}

static gboolean
copy_rejects (const Import *import, GError **error)
{
  g_autoptr (GOutputStream) rejects = NULL;

  return open_rejects (import->path, &rejects, error) &&
         (rejects == NULL || fw_centre_import_copy_rejects (&import->file, rejects, error)) &&
         close_rejects (rejects, import->path, error);
}

/* After an import without rejected lines none of an earlier one stay beside the file. */
static void
remove_rejects (const char *path)
{
  g_autofree char *name = name_rejects (path);

  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    g_unlink (name);
}

/* ---- into a store here ---- */

static gboolean
mark_map (const Import *import, FwCentre *centre, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();

  return import->kept == NULL ||
         fw_centre_mark_mapping (centre, scope, import->kept, g_get_real_time (), error);
}

/* @centre: (inout): made where there is none, which is why the file was read to its end before. */
static gboolean
perform (Import *import, FwCentre **centre, FwReading *reading, GError **error)
{
  g_autoptr (GOutputStream) rejects = NULL;
  gboolean done;

  if (*centre == NULL &&
      (*centre = fw_target_open_centre (import->target, FW_CENTRE_CREATE, error)) == NULL)
    return FALSE;
  if (reading->intake->rejected == 0)
    remove_rejects (import->path);
  else if (!open_rejects (import->path, &rejects, error))
    return FALSE;
  fw_reading_clear (reading);
  fw_reading_init (reading);
  fw_progress_init (&import->progress);
  done = fw_centre_import_perform (&import->file, *centre, rejects, reading->intake,
                                   &reading->floor, NULL, error);
  fw_progress_end (&import->progress);
  reading->applied = done;
  if (!done)
    return FALSE;
  fw_reading_print (reading, import->path, source, FALSE);
  return close_rejects (rejects, import->path, error) && save_map (reading->intake, error) &&
         mark_map (import, *centre, error);
}

static gboolean
take_file (Import *import, FwCentre **centre, GError **error)
{
  g_auto (FwReading) reading = { 0 };
  g_autoptr (GError) refusal = NULL;
  gboolean taken;

  fw_reading_init (&reading);
  fw_progress_init (&import->progress);
  taken = fw_centre_import_rehearse (&import->file, reading.intake, NULL, &refusal);
  fw_progress_end (&import->progress);
  if (taken && !dry_run)
    return perform (import, centre, &reading, error);

  if (taken || reading.intake->rejected > 0)
    fw_reading_print (&reading, import->path, source, dry_run);
  if ((wants_rejects (reading.intake) && !copy_rejects (import, error)) ||
      !save_map (reading.intake, error))
    return FALSE;
  if (!taken)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return taken;
}

/* INSPECTION on standard output; status as of a dry run. */
static gboolean
print_inspection (const char *json, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (json, length, error);
  const char *refusal;

  if (object == NULL)
    return FALSE;
  printf ("%.*s\n", (int) length, json);
  if (!fw_json_has (object, "refusal") || !fw_json_get_text (object, "refusal", &refusal, NULL))
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, refusal);
  return FALSE;
}

static gboolean
inspect_file (Import *import, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (import->path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (GString) json = NULL;

  if (bytes == NULL)
    return FALSE;
  import->file.path = NULL;
  import->file.bytes = bytes;
  import->file.intake.progress = NULL;
  json = fw_centre_import_inspect (&import->file, NULL, error);
  return json != NULL && print_inspection (json->str, json->len, error);
}

static gboolean
import_here (const FwTarget *target, FwFormat format, const char *path, GError **error)
{
  Import import = { .target = target, .path = path };
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (FwRecord) kept = NULL;
  g_autoptr (FwZone) zone = NULL;
  g_autofree char *mapping = NULL;
  g_auto (GStrv) agents = NULL, queues = NULL;
  g_autoptr (GError) missing = NULL;

  centre = fw_target_open_centre (
      target, dry_run ? FW_CENTRE_READ_ONLY | FW_CENTRE_STILL : FW_CENTRE_DEFAULT, &missing);
  if (centre == NULL &&
      ((!dry_run && !target->create) || !g_error_matches (missing, FW_ERROR, FW_ERROR_NOT_FOUND)))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  zone = find_zone (centre, error);
  if (zone == NULL || !read_map (centre, &mapping, &kept, error))
    return FALSE;
  if (centre != NULL)
    {
      agents = fw_centre_dup_names (centre, FW_DIMENSION_AGENT);
      queues = fw_centre_dup_names (centre, FW_DIMENSION_QUEUE);
    }
  if (dry_run) /* what it says is read; who would write it need not wait */
    g_clear_pointer (&centre, fw_centre_close);
  import.kept = kept;
  import.file = (FwCentreImport){
    .intake = { .format = format,
                .source = source,
                .zone = zone,
                .mapping = mapping,
                .known_agents = (const char *const *) agents,
                .known_queues = (const char *const *) queues,
                .progress = show_progress_cb,
                .user_data = &import },
    .path = path,
    .skip_word = "--skip-rejected",
    .skip_rejected = skip_rejected,
  };
  if (inspect)
    return inspect_file (&import, error);
  if (!take_file (&import, &centre, error))
    return FALSE;
  if (!dry_run)
    fw_target_tell (target, "import", path, source);
  return TRUE;
}

/* ---- through a server ---- */

static gboolean
write_examples (const FwIntakeReport *report, const char *path, GError **error)
{
  g_autofree char *name = name_rejects (path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) failed = NULL;

  for (guint i = 0; i < report->examples->len; i++)
    {
      const FwReject *reject = g_ptr_array_index (report->examples, i);

      g_string_append_printf (text, "# line %" G_GUINT64_FORMAT ": %s: %s\n%s\n", reject->line,
                              reject->reason, reject->detail, reject->text);
    }
  if (!g_file_set_contents (name, text->str, (gssize) text->len, &failed))
    return excuse_rejects (name, &failed, error);
  if (report->examples->len < report->rejected)
    {
      g_autofree char *part = g_strdup_printf (_ ("%s (the first hundred)"), name);

      print_place (_ ("rejected lines"), part);
    }
  else
    print_place (_ ("rejected lines"), name);
  return TRUE;
}

static GBytes *
ask_server (FwRemote *remote, GBytes *body, GBytes **refusal, GError **error)
{
  g_autoptr (GString) path = g_string_new (inspect ? "import/inspect" : "import");
  g_autofree char *mapping = NULL;

  fw_query_add (path, "format", format_name);
  fw_query_add (path, "source", source);
  if (is_map_file ())
    {
      if (!g_file_get_contents (map_name, &mapping, NULL, error))
        return NULL;
      fw_query_add (path, "map", mapping);
    }
  else if (map_name != NULL)
    fw_query_add (path, "mapping", map_name);
  if (zone_name != NULL)
    fw_query_add (path, "zone", zone_name);
  if (dry_run && !inspect)
    fw_query_add (path, "dry_run", "1");
  if (skip_rejected && !inspect)
    fw_query_add (path, "skip_rejected", "1");
  return fw_remote_request (remote, "POST", path->str, body, "application/octet-stream", refusal,
                            error);
}

static gboolean
import_there (const FwTarget *target, const char *path, GError **error)
{
  g_autoptr (FwRemote) remote = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GBytes) refusal = NULL;
  g_autoptr (GError) refused = NULL;
  g_auto (FwReading) reading = { 0 };

  if (file == NULL || (remote = fw_target_open_remote (target, error)) == NULL)
    return FALSE;
  body = g_mapped_file_get_bytes (file);
  fw_reading_init (&reading);
  answer = ask_server (remote, body, &refusal, &refused);
  if (answer != NULL && inspect)
    return print_inspection (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), error);
  if (answer != NULL ? !fw_reading_parse (&reading, answer, error)
                     : !fw_reading_parse_refusal (&reading, refusal))
    {
      if (refused != NULL)
        g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  if (refused == NULL || reading.intake->rejected > 0)
    fw_reading_print (&reading, path, source, dry_run);
  if ((wants_rejects (reading.intake) && !write_examples (reading.intake, path, error)) ||
      !save_map (reading.intake, error))
    return FALSE;
  if (reading.applied && reading.intake->rejected == 0)
    remove_rejects (path);
  if (refused != NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return answer != NULL;
}

static gboolean
run_import (const FwTarget *target, char **arguments, GError **error)
{
  FwFormat format;

  if (!fw_check_arguments (arguments, 1, "FILE", error))
    return FALSE;
  if (format_name == NULL)
    {
      if (!fw_format_tell_file (arguments[0], &format, error))
        return FALSE;
      format_name = g_strdup (fw_format_to_name (format));
    }
  else if (!fw_format_from_name (format_name, &format))
    return fw_usage_error (error, "--format: expected queue-log, calls or events");
  dry_run = dry_run || inspect;
  if (source == NULL)
    source = g_strdup (format == FW_FORMAT_QUEUE_LOG ? "pbx" : format_name);
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
