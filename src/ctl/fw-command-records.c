/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-house.h"
#include "protocol/fw-record-json.h"
#include "store/fw-record-exchange.h"

static char *format_name, *reason, *order, *after;
static int limit;
static gboolean dry_run, skip_rejected;

static const GOptionEntry entries[] = {
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name,
    "of list and query: table (default), json or csv", "FORMAT" },
  { "order", 0, 0, G_OPTION_ARG_STRING, &order,
    "query: one of the orders of the kind; -FIELD is the other way round", "FIELD" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "query: so many at most, up to 1000", "N" },
  { "after", 0, 0, G_OPTION_ARG_STRING, &after,
    "query: what follows; the “next” of the page before", "PLACE" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "move: why; a signed move needs it", "TEXT" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "import: check and report; write nothing", NULL },
  { "skip-rejected", 0, 0, G_OPTION_ARG_NONE, &skip_rejected,
    "import: take the good lines although others are rejected", NULL },
  { NULL },
};

/* @next: (nullable): where more begin */
static void
print_json (GPtrArray *records, const char *next)
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
  if (next != NULL)
    fw_json_member_text (&writer, "next", next);
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

static void
print_records (const FwKind *kind, GPtrArray *records, const char *next, FwOutput output)
{
  g_autoptr (FwGrid) grid = NULL;

  if (output == FW_OUTPUT_JSON)
    {
      print_json (records, next);
      return;
    }
  grid = make_sheet (kind, records);
  fw_grid_print (grid, output);
  if (next != NULL)
    fprintf (stderr, "there are more: --after '%s'\n", next);
}

static gboolean
list_records (FwHouse *house, const FwKind *kind, FwOutput output, GError **error)
{
  g_autoptr (GPtrArray) records = fw_house_list (house, kind, error);

  if (records == NULL)
    return FALSE;
  print_records (kind, records, NULL, output);
  return TRUE;
}

static gboolean
query_records (
    FwHouse *house, const FwKind *kind, char **conditions, FwOutput output, GError **error)
{
  const FwHouseQuestion question = { .conditions = (const char *const *) conditions,
                                     .order = order,
                                     .after = after,
                                     .limit = (guint) limit };
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (limit < 0 || limit > 1000)
    return fw_usage_error (error, "--limit: expected 1 to 1000");
  records = fw_house_ask (house, kind, &question, &next, error);
  if (records == NULL)
    return FALSE;
  print_records (kind, records, next, output);
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
  object = answer != NULL ? fw_json_parse_bytes (answer, error) : NULL;
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

/* @path: of one record as JSON, as a query prints it; "-" is standard input. */
static FwRecord *
read_record (const FwKind *kind, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  gsize length;

  if (!g_file_get_contents (g_str_equal (path, "-") ? "/dev/stdin" : path, &text, &length, error))
    return NULL;
  object = fw_json_parse_object (text, length, error);
  return object != NULL ? fw_record_json_read (kind, object, error) : NULL;
}

static gboolean
put_record (const FwTarget *target, const char *name, const char *path, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  g_autoptr (FwRecord) record = NULL;
  const FwKind *kind;

  if (!fw_house_open (&house, target, FW_CENTRE_DEFAULT, error) ||
      (kind = fw_house_find_kind (&house, name, error)) == NULL ||
      (record = read_record (kind, path, error)) == NULL || !fw_house_put (&house, record, error))
    return FALSE;
  fw_target_tell (target, "record-write", fw_record_get_id (record), kind->name);
  printf ("%s “%s” is written\n", kind->name, fw_record_get_id (record));
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
show_records (const FwTarget *target, const char *act, char **words, GError **error)
{
  g_auto (FwHouse) house = { 0 };
  const FwKind *kind;
  FwOutput output;
  const gboolean exporting = g_str_equal (act, "export");

  if (!fw_output_from_name (format_name, &output, error) ||
      !fw_house_open (&house, target, FW_CENTRE_READ_ONLY, error) ||
      (kind = fw_house_find_kind (&house, words[0], error)) == NULL)
    return FALSE;
  fw_target_tell (target, exporting ? "records-export" : "records-read", kind->name, NULL);
  if (exporting)
    return export_records (&house, kind, words[1], error);
  return g_str_equal (act, "query") ? query_records (&house, kind, words + 1, output, error)
                                    : list_records (&house, kind, output, error);
}

static gboolean
import_records (const FwTarget *target, char **words, GError **error)
{
  Table table = { .name = words[0], .path = words[1] };

  if (!fw_house_change (target, dry_run, import_table, &table, error))
    return FALSE;
  if (!dry_run)
    fw_target_tell (target, "records-import", table.name, NULL);
  return TRUE;
}

/** What can be done, and what it needs. */
static const struct
{
  const char *name;
  guint least, most;
  const char *needs;
} acts[] = {
  { "list", 1, 1, "KIND" },
  { "query", 1, G_MAXUINT, "KIND" },
  { "export", 1, 2, "KIND [FILE]" },
  { "import", 2, 2, "KIND and FILE" },
  { "put", 2, 2, "KIND and FILE" },
  { "restore", 2, 2, "KIND and ID" },
  { "move", 3, 3, "KIND, ID and STATE" },
};

static gboolean
check_act (char **arguments, GError **error)
{
  const guint n = arguments != NULL ? g_strv_length (arguments) : 0;

  for (guint i = 0; n > 0 && i < G_N_ELEMENTS (acts); i++)
    {
      if (!g_str_equal (arguments[0], acts[i].name))
        continue;
      return (n - 1 >= acts[i].least && n - 1 <= acts[i].most) ||
             fw_check_arguments (arguments + 1, acts[i].least, acts[i].needs, error);
    }
  return fw_usage_error (error, "expected list KIND, query KIND CONDITION…, export KIND [FILE], "
                                "import KIND FILE, put KIND FILE, restore KIND ID or move KIND ID "
                                "STATE");
}

static gboolean
run_records (const FwTarget *target, char **arguments, GError **error)
{
  const char *act;

  if (!check_act (arguments, error))
    return FALSE;
  act = arguments[0];
  if (g_str_equal (act, "import"))
    return import_records (target, arguments + 1, error);
  if (g_str_equal (act, "put"))
    return put_record (target, arguments[1], arguments[2], error);
  if (g_str_equal (act, "restore"))
    return restore_record (target, arguments[1], arguments[2], error);
  if (g_str_equal (act, "move"))
    return move_record (target, arguments[1], arguments + 2, error);
  return show_records (target, act, arguments + 1, error);
}

const FwCommand fw_command_records = {
  .name = "records",
  .arguments =
      "list KIND | query KIND CONDITION… | export KIND [FILE] | import KIND FILE | put KIND "
      "FILE | restore KIND ID | move KIND ID STATE [--reason TEXT]",
  .summary = "Sites, teams, people, queues, shifts, policies: show, ask for some, take out and in "
             "(CSV, XLSX), write one, bring back, move along",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_records,
};
