/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The table is read whole, then every line is written inside one transaction, by the same function
 * as any other write; a dry run, or a rejected line, rolls all of it back. So the report tells what
 * would be, references to lines above included.
 */
#include "core/fw-error.h"
#include "protocol/fw-json.h"
#include "store/fw-record-exchange.h"
#include "store/fw-records-private.h"

#define MAX_ROWS 200000
#define MAX_EXAMPLES 100
#define MAX_EXAMPLE_BYTES 1000
#define COLUMN_ID -1
#define COLUMN_NONE -2

typedef struct
{
  guint64 line;
  GStrv cells;
  GPtrArray *secrets; /* (nullable): hashes by field */
} Row;

typedef struct
{
  FwRecords *records;
  const FwKind *kind;
  FwImportReport *report;
  gboolean dry_run;
  gboolean has_header;
  GArray *columns; /* gint: field, or COLUMN_ID */
  GPtrArray *rows; /* Row */
  GHashTable *ids; /* those seen, to the line of each */
} Import;

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

FwImportReport *
fw_import_report_new (void)
{
  FwImportReport *report = g_new0 (FwImportReport, 1);

  report->read = fw_intake_report_new ();
  report->records = g_ptr_array_new_with_free_func (unref_record);
  return report;
}

void
fw_import_report_free (FwImportReport *report)
{
  if (report == NULL)
    return;

  fw_intake_report_free (report->read);
  g_ptr_array_unref (report->records);
  g_free (report);
}

gboolean
fw_import_report_refuse (FwImportReport *report, GError **error)
{
  const FwReject *first;

  g_return_val_if_fail (report != NULL && report->read->examples->len > 0, FALSE);

  first = report->read->examples->pdata[0];
  if (report->read->rejected > 1)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "line %" G_GUINT64_FORMAT " (of %" G_GUINT64_FORMAT
                 " rejected lines): %s; nothing was written",
                 first->line, report->read->rejected, first->detail);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "line %" G_GUINT64_FORMAT ": %s; nothing was written", first->line, first->detail);
  return FALSE;
}

static void
free_row (gpointer data)
{
  Row *row = data;

  g_strfreev (row->cells);
  g_clear_pointer (&row->secrets, g_ptr_array_unref);
  g_free (row);
}

static char *
join_cells (const Row *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end;

  for (guint i = 0; row->cells[i] != NULL; i++)
    fw_csv_append (text, fw_text (row->cells[i]), row->cells[i + 1] == NULL);
  if (text->len > 0)
    g_string_truncate (text, text->len - 1); /* the end of the line */
  if (text->len > MAX_EXAMPLE_BYTES)
    {
      end = g_utf8_find_prev_char (text->str, text->str + MAX_EXAMPLE_BYTES + 1);
      g_string_truncate (text, (gsize) (end - text->str));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
reject (Import *self, const Row *row, const char *reason, const char *detail)
{
  FwIntakeReport *report = self->report->read;
  guint64 *count = g_hash_table_lookup (report->reasons, reason);
  FwReject *example;

  report->rejected++;
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (report->reasons, g_strdup (reason), count);
    }
  ++*count;
  if (report->examples->len >= MAX_EXAMPLES)
    return;

  example = g_new0 (FwReject, 1);
  example->line = row->line;
  example->reason = g_strdup (reason);
  example->detail = g_strdup (detail);
  example->text = join_cells (row);
  g_ptr_array_add (report->examples, example);
}

/* ---- reading ---- */

static gint
find_column (const FwKind *kind, const char *name)
{
  if (g_ascii_strcasecmp (name, "id") == 0)
    return COLUMN_ID;

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_ascii_strcasecmp (name, kind->fields[i].name) == 0 ||
        g_ascii_strcasecmp (name, kind->fields[i].label) == 0)
      return (gint) i;

  return COLUMN_NONE;
}

static gboolean
refuse_header (const FwKind *kind, GError **error, const char *what, const char *name)
{
  g_autoptr (GString) known = g_string_new ("id");

  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (known, ", %s", kind->fields[i].name);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line 1: %s “%s”; expected a header of %s", what,
               name, known->str);
  return FALSE;
}

static gboolean
has_column (Import *self, gint column)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_array_index (self->columns, gint, i) == column)
      return TRUE;

  return FALSE;
}

static void
describe_mapping (Import *self, GStrv names)
{
  GString *out = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  for (guint i = 0; i < self->columns->len; i++)
    {
      gint column = g_array_index (self->columns, gint, i);

      fw_json_member_text (&writer, column == COLUMN_ID ? "id" : self->kind->fields[column].name,
                           names[i]);
    }
  fw_json_writer_end_object (&writer);
  g_free (self->report->read->mapping);
  self->report->read->mapping = g_string_free (out, FALSE);
}

static gboolean
read_header (Import *self, GStrv names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      gint column = find_column (self->kind, g_strstrip (names[i]));

      if (column == COLUMN_NONE)
        return refuse_header (self->kind, error, "no such field:", names[i]);
      if (has_column (self, column))
        return refuse_header (self->kind, error, "twice:", names[i]);
      g_array_append_val (self->columns, column);
    }

  if (!has_column (self, COLUMN_ID))
    return refuse_header (self->kind, error, "there is no column", "id");
  self->has_header = TRUE;
  describe_mapping (self, names);
  return TRUE;
}

/* The "'" by which a table says that a text is not a formula is not part of the text. */
static char *
copy_cell (FwText cell)
{
  static const char *const signs[] = {
    "'", "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"
  };

  for (guint i = 0; cell.length >= 2 && cell.data[0] == '\'' && i < G_N_ELEMENTS (signs); i++)
    if (cell.length > strlen (signs[i]) && memcmp (cell.data + 1, signs[i], strlen (signs[i])) == 0)
      return g_strndup (cell.data + 1, cell.length - 1);

  return fw_text_dup (cell);
}

static gboolean
read_row_cb (guint64 line, const FwText *cells, guint n_cells, gpointer user_data, GError **error)
{
  Import *self = user_data;
  g_auto (GStrv) copies = g_new0 (char *, n_cells + 1);
  gboolean blank = TRUE;
  Row *row;

  for (guint i = 0; i < n_cells; i++)
    {
      if (cells[i].length > 0 && memchr (cells[i].data, '\0', cells[i].length) != NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "line %" G_GUINT64_FORMAT ", column %u: expected text without NUL", line,
                       i + 1);
          return FALSE;
        }
      copies[i] = copy_cell (cells[i]);
      blank = blank && cells[i].length == 0;
    }

  if (blank)
    return TRUE;
  if (!self->has_header)
    return read_header (self, copies, error);
  if (self->rows->len >= MAX_ROWS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "more than %d lines: split the file",
                   MAX_ROWS);
      return FALSE;
    }

  row = g_new0 (Row, 1);
  row->line = line;
  row->cells = g_steal_pointer (&copies);
  g_ptr_array_add (self->rows, row);
  return TRUE;
}

/* ---- writing ---- */

static const char *
get_cell (Import *self, const Row *row, gint column)
{
  guint n_cells = g_strv_length (row->cells);

  for (guint i = 0; i < self->columns->len && i < n_cells; i++)
    if (g_array_index (self->columns, gint, i) == column)
      return row->cells[i];

  return "";
}

/* Hashing takes 0.3 s each, so it is done before the transaction. */
static gboolean
hash_secrets (Import *self, FwScope *scope, GError **error)
{
  for (guint i = 0; i < self->rows->len && !self->dry_run; i++)
    {
      Row *row = self->rows->pdata[i];
      g_autoptr (FwRecord) record = fw_record_new (self->kind, get_cell (self, row, COLUMN_ID));

      for (guint j = 0; j < self->kind->n_fields; j++)
        if (self->kind->fields[j].type == FW_FIELD_SECRET)
          fw_record_parse (record, j, fw_text (get_cell (self, row, (gint) j)), NULL);
      row->secrets = fw_records_hash_secrets (record, fw_scope_get_role (scope), error);
      if (row->secrets == NULL)
        return FALSE;
    }

  return TRUE;
}

/* What is stored, with the cells of the line over it. */
static FwRecord *
make_record (Import *self, FwScope *scope, const Row *row, const char *id, GError **error)
{
  g_autoptr (FwRecord) stored = fw_records_get (self->records, scope, self->kind, id, NULL);
  g_autoptr (FwRecord) record =
      stored != NULL ? fw_record_copy (stored) : fw_record_new (self->kind, id);

  for (guint i = 0; i < self->columns->len; i++)
    {
      gint column = g_array_index (self->columns, gint, i);

      if (column >= 0 &&
          !fw_record_parse (record, (guint) column, fw_text (get_cell (self, row, column)), error))
        return NULL;
    }

  if (stored == NULL)
    fw_record_set_fallbacks (record);
  return g_steal_pointer (&record);
}

static const char *
get_reason (const GError *error)
{
  switch (error->code)
    {
    case FW_ERROR_INVALID:
      return "wrong value";
    case FW_ERROR_FORBIDDEN:
      return "not allowed";
    case FW_ERROR_CONFLICT:
    case FW_ERROR_NOT_FOUND:
      return "taken already";
    default:
      return NULL;
    }
}

static void
count_result (FwImportReport *report, FwRecord *record, FwWriteResult result)
{
  if (result != FW_WRITE_UNCHANGED)
    g_ptr_array_add (report->records, fw_record_ref (record));
  report->read->accepted++;
  if (result == FW_WRITE_CREATED)
    report->created++;
  else if (result == FW_WRITE_CHANGED)
    report->changed++;
  else
    report->unchanged++;
}

static gboolean
check_line (Import *self, const Row *row, const char *id)
{
  g_autofree char *detail = NULL;
  guint64 *before = g_hash_table_lookup (self->ids, id);

  if (g_strv_length (row->cells) > self->columns->len)
    {
      detail = g_strdup_printf ("expected %u cells as in the header", self->columns->len);
      reject (self, row, "too many cells", detail);
      return FALSE;
    }
  if (before != NULL)
    {
      detail = g_strdup_printf (
          "id: expected each once; “%s” stands in line %" G_GUINT64_FORMAT " too", id, *before);
      reject (self, row, "twice in the file", detail);
      return FALSE;
    }

  before = g_new (guint64, 1);
  *before = row->line;
  g_hash_table_insert (self->ids, g_strdup (id), before);
  return TRUE;
}

/* Returns: FALSE when the store failed; a line that is wrong is rejected and is no failure. */
static gboolean
write_row (Import *self, FwWrite *write, const Row *row, GError **error)
{
  g_autofree char *id = g_strdup (get_cell (self, row, COLUMN_ID));
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) failure = NULL;
  FwWriteResult result;

  g_strstrip (id);
  if (!check_line (self, row, id))
    return TRUE;

  write->secrets = row->secrets;
  record = make_record (self, write->scope, row, id, &failure);
  if (record != NULL && fw_records_write_one (self->records, write, record, &result, &failure))
    {
      count_result (self->report, record, result);
      return TRUE;
    }
  if (failure->domain == FW_ERROR && get_reason (failure) != NULL)
    {
      reject (self, row, get_reason (failure), failure->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
write_rows (Import *self, FwWrite *write, FwImportFlags flags, GError **error)
{
  FwIntakeReport *report = self->report->read;
  gboolean ok = TRUE;
  gboolean keep;

  if (!fw_records_prepare_write (self->records, write, error) ||
      !fw_records_begin (self->records, error))
    return FALSE;

  for (guint i = 0; ok && i < self->rows->len; i++)
    {
      report->rows++;
      ok = write_row (self, write, self->rows->pdata[i], error);
    }

  keep = ok && !self->dry_run && (report->rejected == 0 || (flags & FW_IMPORT_SKIP_REJECTED) != 0);
  if (!keep)
    {
      fw_records_end (self->records, FALSE, NULL);
      return ok;
    }

  self->report->written = fw_records_end (self->records, TRUE, error);
  return self->report->written;
}

gboolean
fw_records_import (FwRecords *self,
                   FwScope *scope,
                   const FwKind *kind,
                   GBytes *bytes,
                   FwImportFlags flags,
                   gint64 now,
                   FwImportReport *report,
                   GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (FwWrite) write = { .scope = scope, .now = now, .any_revision = TRUE };
  Import import = { .records = self,
                    .kind = kind,
                    .report = report,
                    .dry_run = (flags & FW_IMPORT_DRY_RUN) != 0,
                    .columns = columns,
                    .rows = rows,
                    .ids = ids };

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL && report != NULL, FALSE);

  if (!fw_table_read (bytes, read_row_cb, &import, error))
    return FALSE;
  if (!import.has_header)
    return refuse_header (kind, error, "the file is empty, there is no", "id");

  return hash_secrets (&import, scope, error) && write_rows (&import, &write, flags, error);
}
