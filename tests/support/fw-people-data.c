/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-people-data.h"

#include <string.h>

static GBytes *
read_file (const char *path)
{
  char *data;
  gsize length;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

GBytes *
fw_people_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "people", name, NULL);
  GBytes *bytes = read_file (path);

  g_assert_nonnull (bytes);
  return bytes;
}

GBytes *
fw_people_shared (const char *name)
{
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "people", name, NULL);

  return read_file (path);
}

static GPtrArray *
list_lines (GBytes *bytes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strchomp (parts[i]);
      if (parts[i][0] != '\0')
        g_ptr_array_add (lines, g_strdup (parts[i]));
    }
  return lines;
}

static char **
split_row (const char *line)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *at = line;; at++)
    if (*at == '\0' || (*at == ',' && !quoted))
      {
        g_strv_builder_add (cells, cell->str);
        g_string_truncate (cell, 0);
        if (*at == '\0')
          return g_strv_builder_end (cells);
      }
    else if (*at == '"' && quoted && at[1] == '"')
      g_string_append_c (cell, *at++);
    else if (*at == '"')
      quoted = !quoted;
    else
      g_string_append_c (cell, *at);
}

GPtrArray *
fw_people_table (GBytes *bytes)
{
  g_autoptr (GPtrArray) lines = list_lines (bytes);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (rows, split_row (lines->pdata[i]));
  return rows;
}

GBytes *
fw_people_shuffle (GBytes *bytes, guint32 seed)
{
  g_autoptr (GPtrArray) lines = list_lines (bytes);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  GString *out = g_string_new (NULL);

  for (guint i = lines->len - 1; i > 1; i--)
    {
      guint k = (guint) g_rand_int_range (random, 1, (gint32) i + 1);
      gpointer kept = lines->pdata[i];

      lines->pdata[i] = lines->pdata[k];
      lines->pdata[k] = kept;
    }
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) lines->pdata[i]);
  return g_string_free_to_bytes (out);
}
