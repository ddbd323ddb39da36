/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-named-table.h"

#include "core/fw-error.h"
#include "intake/fw-intake.h"

static gboolean
add_names (FwNamedTable *self, const FwText *cells, guint n_cells, GError **error)
{
  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *name = g_strstrip (fw_text_dup (cells[i]));

      if (*name == '\0' || fw_named_table_find (self, name) >= 0)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       *name == '\0' ? "column %u has no name" : "column %u: “%s” is there twice",
                       i + 1, name);
          return FALSE;
        }
      g_ptr_array_add (self->names, g_steal_pointer (&name));
    }
  return TRUE;
}

static gboolean
add_row (guint64 line, const FwText *cells, guint n_cells, gpointer user_data, GError **error)
{
  FwNamedTable *self = user_data;

  if (self->names->len == 0)
    return add_names (self, cells, n_cells, error);
  if (n_cells > self->names->len)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "line %" G_GUINT64_FORMAT ": expected %u columns, there are %u", line,
                   self->names->len, n_cells);
      return FALSE;
    }
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (self->cells,
                     i < n_cells ? g_strstrip (fw_text_dup (cells[i])) : g_strdup (""));
  g_array_append_val (self->lines, line);
  return TRUE;
}

FwNamedTable *
fw_named_table_read_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (FwNamedTable) self = g_new0 (FwNamedTable, 1);

  g_return_val_if_fail (bytes != NULL, NULL);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (!fw_table_read (bytes, add_row, self, error))
    return NULL;
  if (self->names->len == 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "the file is empty: expected a first line with the names of columns");
      return NULL;
    }
  return g_steal_pointer (&self);
}

FwNamedTable *
fw_named_table_read (const char *path, GError **error)
{
  FwNamedTable *self;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  bytes = g_bytes_new_take (data, length);
  self = fw_named_table_read_bytes (bytes, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);
  return self;
}

void
fw_named_table_free (FwNamedTable *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->cells);
  g_array_unref (self->lines);
  g_free (self);
}

guint
fw_named_table_get_n_rows (const FwNamedTable *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->lines->len;
}

int
fw_named_table_find (const FwNamedTable *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (self->names->pdata[i], name))
      return (int) i;
  return -1;
}

gboolean
fw_named_table_find_needed (const FwNamedTable *self,
                            const char *name,
                            guint *column,
                            GError **error)
{
  int found = fw_named_table_find (self, name);

  g_return_val_if_fail (column != NULL, FALSE);

  if (found < 0)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "the column “%s” is missing", name);
  *column = found < 0 ? 0 : (guint) found;
  return found >= 0;
}

const char *
fw_named_table_get (const FwNamedTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL && row < self->lines->len && column < self->names->len, "");
  return self->cells->pdata[row * self->names->len + column];
}

gboolean
fw_named_table_fail (
    const FwNamedTable *self, guint row, guint column, const char *expected, GError **error)
{
  const char *found = fw_named_table_get (self, row, column);

  if (*found == '\0')
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "line %" G_GUINT64_FORMAT ", column “%s”: expected %s, it is empty",
                 g_array_index (self->lines, guint64, row),
                 (const char *) self->names->pdata[column], expected);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "line %" G_GUINT64_FORMAT ", column “%s”: expected %s, found “%.40s”",
                 g_array_index (self->lines, guint64, row),
                 (const char *) self->names->pdata[column], expected, found);
  return FALSE;
}
