/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-record-rows.h"

#include "core/fw-error.h"
#include "intake/fw-intake.h"

#define COLUMN_ID (-1)

typedef struct
{
  const FwKind *kind;
  GPtrArray *stored;
  GPtrArray *records;
  GArray *columns;  /* gint: index of the field, COLUMN_ID */
  GHashTable *seen; /* ids */
} Rows;

static FwRecord *
find_record (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (fw_record_get_id (g_ptr_array_index (records, i)), id))
      return g_ptr_array_index (records, i);
  return NULL;
}

static gboolean
read_header (Rows *rows, const FwText *cells, guint n_cells, GError **error)
{
  gboolean has_id = FALSE;

  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *raw = fw_text_dup (cells[i]);
      const char *name = g_strstrip (raw);
      gint column = g_str_equal (name, "id") ? COLUMN_ID : fw_kind_find_field (rows->kind, name);

      if (column < 0 && !g_str_equal (name, "id"))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line 1: a %s has no field “%s”",
                       rows->kind->name, name);
          return FALSE;
        }
      has_id |= column == COLUMN_ID;
      g_array_append_val (rows->columns, column);
    }
  if (!has_id)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "line 1: the column “id” is missing");
  return has_id;
}

static char *
read_id (Rows *rows, const FwText *cells, guint n_cells)
{
  for (guint i = 0; i < MIN (n_cells, rows->columns->len); i++)
    if (g_array_index (rows->columns, gint, i) == COLUMN_ID)
      {
        char *id = fw_text_dup (cells[i]);

        return g_strstrip (id);
      }
  return g_strdup ("");
}

static gboolean
read_row (guint64 line, const FwText *cells, guint n_cells, gpointer user_data, GError **error)
{
  Rows *rows = user_data;
  g_autoptr (FwRecord) record = NULL;
  g_autofree char *id = NULL;
  FwRecord *before;

  if (rows->columns->len == 0)
    return read_header (rows, cells, n_cells, error);
  id = read_id (rows, cells, n_cells);
  if (!fw_record_is_id (id) || g_hash_table_contains (rows->seen, id))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %" G_GUINT64_FORMAT ": id: %s", line,
                   fw_record_is_id (id) ? "stands there twice" : "expected 1 to 64 characters");
      return FALSE;
    }
  before = find_record (rows->stored, id);
  record = before != NULL ? fw_record_copy (before) : fw_record_new (rows->kind, id);
  if (before == NULL)
    fw_record_set_fallbacks (record);
  for (guint i = 0; i < MIN (n_cells, rows->columns->len); i++)
    {
      gint column = g_array_index (rows->columns, gint, i);

      if (column != COLUMN_ID && !fw_record_parse (record, (guint) column, cells[i], error))
        {
          g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", line);
          return FALSE;
        }
    }
  if (!fw_record_check (record, error))
    {
      g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", line);
      return FALSE;
    }
  g_hash_table_add (rows->seen, g_steal_pointer (&id));
  g_ptr_array_add (rows->records, g_steal_pointer (&record));
  return TRUE;
}

GPtrArray *
fw_record_rows_read (const FwKind *kind, GPtrArray *stored, GBytes *bytes, GError **error)
{
  Rows rows = { .kind = kind, .stored = stored };
  gboolean done;

  rows.records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  rows.columns = g_array_new (FALSE, FALSE, sizeof (gint));
  rows.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = fw_table_read (bytes, read_row, &rows, error);
  g_array_unref (rows.columns);
  g_hash_table_unref (rows.seen);
  if (!done)
    g_clear_pointer (&rows.records, g_ptr_array_unref);
  return rows.records;
}

GPtrArray *
fw_record_rows_compare (GPtrArray *stored, GPtrArray *records, guint64 *created)
{
  GPtrArray *differing = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  *created = 0;
  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = g_ptr_array_index (records, i);
      FwRecord *before = find_record (stored, fw_record_get_id (record));
      gboolean same = before != NULL;

      for (guint f = 0; same && f < fw_record_get_kind (record)->n_fields; f++)
        same = fw_record_equal_field (before, record, f);
      if (same)
        continue;
      *created += before == NULL;
      g_ptr_array_add (differing, fw_record_ref (record));
    }
  return differing;
}
