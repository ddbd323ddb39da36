/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-house.h"
#include "protocol/fw-record-json.h"
#include "store/fw-record-exchange.h"

static char *format_name, *reason;
static gboolean dry_run, skip_rejected;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "of list: table (default), json or csv",
    "FORMAT" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "move: why; a signed move needs it", "TEXT" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "import: check and report; write nothing", NULL },
  { "skip-rejected", 0, 0, G_OPTION_ARG_NONE, &skip_rejected,
    "import: take the good lines although others are rejected", NULL },
  { NULL },
};

static void
print_json (GPtrArray *records)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "records");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < records->len; i++)
    fw_record_json_append (&writer, g_ptr_array_index (records, i), FALSE);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  printf ("%s\n", text->str);
}

/* "id", then every field that can be read. */
static FwGrid *
make_sheet (const FwKind *kind, GPtrArray *records)
{
  FwGrid *grid = fw_grid_new ();

  fw_grid_add_column (grid, "id", FALSE);
  for (guint f = 0; f < kind->n_fields; f++)
    if (kind->fields[f].type != FW_FIELD_SECRET)
      fw_grid_add_column (grid, kind->fields[f].name, FALSE);
  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = g_ptr_array_index (records, i);

      fw_grid_add (grid, g_strdup (fw_record_get_id (record)));
      for (guint f = 0; f < kind->n_fields; f++)
        if (kind->fields[f].type != FW_FIELD_SECRET)
          fw_grid_add (grid, fw_record_format (record, f));
    }
  return grid;
}

static gboolean
list_records (FwHouse *house, const FwKind *kind, FwOutput output, GError **error)
{
  g_autoptr (GPtrArray) records = fw_house_list (house, kind, error);
  g_autoptr (FwGrid) grid = NULL;

  if (records == NULL)
    return FALSE;
  if (output == FW_OUTPUT_JSON)
    {
      print_json (records);
      return TRUE;
    }
  grid = make_sheet (kind, records);
  fw_grid_print (grid, output);
  return TRUE;
}

static void
print_outcome (guint64 created, guint64 changed, guint64 unchanged)
{
  printf ("created   %6" G_GUINT64_FORMAT "\nchanged   %6" G_GUINT64_FORMAT
          "\nunchanged %6" G_GUINT64_FORMAT "%s\n",
          created, changed, unchanged, dry_run ? "\ndry run: nothing was written" : "");
}

static void
print_reject (guint64 line, const char *detail)
{
  fprintf (stderr, "line %" G_GUINT64_FORMAT ": %s\n", line, detail);
}

static GBytes *
map_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

/** A table on its way in. */
typedef struct
{
  const char *name; /* of the kind */
  const FwKind *kind;
  const char *path;
} Table;

static gboolean
import_here (FwHouse *house, const Table *table, gboolean rehearsal, GError **error)
{
  g_autoptr (FwImportReport) report = fw_import_report_new ();
  g_autoptr (GBytes) bytes = map_file (table->path, error);
  FwImportFlags flags = (dry_run ? FW_IMPORT_DRY_RUN : FW_IMPORT_DEFAULT) |
                        (skip_rejected ? FW_IMPORT_SKIP_REJECTED : FW_IMPORT_DEFAULT);
  gboolean refused;

  if (bytes == NULL || !fw_records_import (fw_house_get_records (house), house->scope, table->kind,
                                           bytes, flags, g_get_real_time (), report, error))
    return FALSE;
  refused = report->read->rejected > 0 && !skip_rejected;
  if (rehearsal && !refused)
    return TRUE;
  for (guint i = 0; i < report->read->examples->len; i++)
    {
      const FwReject *reject = g_ptr_array_index (report->read->examples, i);

      print_reject (reject->line, reject->detail);
    }
  if (!refused || dry_run)
    print_outcome (report->created, report->changed, report->unchanged);
  return (!refused || fw_import_report_refuse (report, error)) &&
         (!report->written || fw_centre_house_changed (house->centre, error));
}

static gboolean
import_there (FwHouse *house, const Table *table, GError **error)
{
  g_autofree char *request = g_strdup_printf ("records/%s/import?dry_run=%d&skip_rejected=%d",
                                              table->kind->name, dry_run, skip_rejected);
  g_autoptr (GBytes) body = map_file (table->path, error);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  gint64 created, changed, unchanged;

  if (body == NULL)
    return FALSE;
  answer = fw_remote_request (house->remote, "POST", request, body, "application/octet-stream",
                              NULL, error);
  object = answer != NULL ? fw_json_parse_object (g_bytes_get_data (answer, NULL),
                                                  g_bytes_get_size (answer), error)
                          : NULL;
  if (object == NULL || !fw_json_get_integer (object, "created", &created, error) ||
      !fw_json_get_integer (object, "changed", &changed, error) ||
      !fw_json_get_integer (object, "unchanged", &unchanged, error))
    return FALSE;
  print_outcome ((guint64) created, (guint64) changed, (guint64) unchanged);
  return TRUE;
}

static gboolean
import_table (FwHouse *house, gboolean rehearsal, gpointer user_data, GError **error)
{
  Table *table = user_data;

  table->kind = fw_house_find_kind (house, table->name, error);
  if (table->kind == NULL)
    return FALSE;
  return house->remote == NULL ? import_here (house, table, rehearsal, error)
                               : import_there (house, table, error);
}

/* The ending of the file's name says which; without a file it is CSV on standard output. */
static gboolean
export_records (FwHouse *house, const FwKind *kind, const char *path, GError **error)
{
  gboolean xlsx = path != NULL && g_str_has_suffix (path, ".xlsx");
  g_autofree char *request =
      g_strconcat ("records/", kind->name, "?format=", xlsx ? "xlsx" : "csv", NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (house->centre != NULL)
    bytes = fw_records_export (fw_centre_get_records (house->centre), house->scope, kind,
                               xlsx ? FW_TABLE_XLSX : FW_TABLE_CSV, error);
  else
    bytes = fw_remote_request (house->remote, "GET", request, NULL, NULL, NULL, error);
  if (bytes == NULL)
    return FALSE;
  if (path != NULL)
    return g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), error);
  return fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout) ==
         g_bytes_get_size (bytes);
}

static gboolean
restore_record (const FwTarget *target, const char *name, const char *id, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  const FwKind *kind;

  if (!fw_house_open (&house, target, FW_CENTRE_DEFAULT, error) ||
      (kind = fw_house_find_kind (&house, name, error)) == NULL ||
      !fw_house_restore (&house, kind, id, error))
    return FALSE;
  fw_target_tell (target, "record-restore", id, kind->name);
  printf ("%s “%s” is there again, with its log\n", kind->name, id);
  return TRUE;
}

/* @words: id and the state that the move leads to. */
static gboolean
move_record (const FwTarget *target, const char *name, char **words, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  const FwKind *kind;

  if (!fw_house_open (&house, target, FW_CENTRE_DEFAULT, error) ||
      (kind = fw_house_find_kind (&house, name, error)) == NULL ||
      !fw_house_move (&house, kind, words[0], words[1], reason, error))
    return FALSE;
  fw_target_tell (target, "record-move", words[0], kind->name);
  printf ("%s “%s” is “%s” now\n", kind->name, words[0], words[1]);
  return TRUE;
}

static gboolean
run_records (const FwTarget *target, char **arguments, GError **error)
{
  guint n = arguments != NULL ? g_strv_length (arguments) : 0;
  g_auto (FwHouse) house = { 0 };
  const FwKind *kind;
  FwOutput output;
  gboolean importing = n > 0 && g_str_equal (arguments[0], "import");
  gboolean exporting = n > 0 && g_str_equal (arguments[0], "export");
  gboolean restoring = n > 0 && g_str_equal (arguments[0], "restore");
  gboolean moving = n > 0 && g_str_equal (arguments[0], "move");

  if (n == 0 ||
      (!importing && !exporting && !restoring && !moving && !g_str_equal (arguments[0], "list")))
    return fw_usage_error (error, "expected list KIND, export KIND [FILE], import KIND FILE, "
                                  "restore KIND ID or move KIND ID STATE");
  if (!(exporting && n == 3) && !fw_check_arguments (arguments + 1,
                                                     moving                   ? 3
                                                     : importing || restoring ? 2
                                                                              : 1,
                                                     moving      ? "KIND, ID and STATE"
                                                     : importing ? "KIND and FILE"
                                                     : restoring ? "KIND and ID"
                                                                 : "KIND",
                                                     error))
    return FALSE;
  if (!fw_output_from_name (format_name, &output, error))
    return FALSE;
  if (importing)
    {
      Table table = { .name = arguments[1], .path = arguments[2] };

      if (!fw_house_change (target, dry_run, import_table, &table, error))
        return FALSE;
      if (!dry_run)
        fw_target_tell (target, "records-import", arguments[1], NULL);
      return TRUE;
    }
  if (restoring)
    return restore_record (target, arguments[1], arguments[2], error);
  if (moving)
    return move_record (target, arguments[1], arguments + 2, error);
  if (!fw_house_open (&house, target, FW_CENTRE_READ_ONLY, error) ||
      (kind = fw_house_find_kind (&house, arguments[1], error)) == NULL)
    return FALSE;
  fw_target_tell (target, exporting ? "records-export" : "records-read", kind->name, NULL);
  return exporting ? export_records (&house, kind, arguments[2], error)
                   : list_records (&house, kind, output, error);
}

const FwCommand fw_command_records = {
  .name = "records",
  .arguments = "list KIND | export KIND [FILE] | import KIND FILE | restore KIND ID | move KIND ID "
               "STATE [--reason TEXT]",
  .summary = "Sites, teams, people, queues, shifts, policies: show, take out and in (CSV, XLSX), "
             "bring back, move along",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_records,
};
