/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-grid.h"

#include <math.h>
#include <stdio.h>

#include "ctl/fw-ctl.h"
#include "intake/fw-intake.h"

typedef struct
{
  char *title;
  gboolean to_the_right;
} Column;

struct _FwGrid
{
  GArray *columns;  /* Column */
  GPtrArray *cells; /* char*, row by row */
};

gboolean
fw_output_from_name (const char *name, FwOutput *output, GError **error)
{
  static const char *const names[] = { "table", "json", "csv" };

  *output = FW_OUTPUT_TABLE;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *output = (FwOutput) i;
        return TRUE;
      }
  return name == NULL || fw_usage_error (error, "--format: expected table, json or csv");
}

FwGrid *
fw_grid_new (void)
{
  FwGrid *self = g_new0 (FwGrid, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
fw_grid_free (FwGrid *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    g_free (g_array_index (self->columns, Column, i).title);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
fw_grid_add_column (FwGrid *self, const char *title, gboolean to_the_right)
{
  Column column = { g_strdup (title), to_the_right };

  g_array_append_val (self->columns, column);
}

void
fw_grid_add (FwGrid *self, char *text)
{
  g_ptr_array_add (self->cells, text);
}

/* Columns on the screen: wide East Asian characters take two. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_cell (const char *text, guint width, gboolean to_the_right, gboolean last)
{
  guint blank = width - measure (text);

  if (to_the_right)
    printf ("%*s%s", (int) blank, "", text);
  else if (last)
    printf ("%s", text);
  else
    printf ("%s%*s", text, (int) blank, "");
  printf (last ? "\n" : "  ");
}

static void
print_aligned (FwGrid *self)
{
  guint n = self->columns->len;
  g_autofree guint *widths = g_new0 (guint, n);

  for (guint i = 0; i < n; i++)
    widths[i] = measure (g_array_index (self->columns, Column, i).title);
  for (guint i = 0; i < self->cells->len; i++)
    widths[i % n] = MAX (widths[i % n], measure (g_ptr_array_index (self->cells, i)));
  for (guint i = 0; i < n; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      print_cell (column->title, widths[i], column->to_the_right, i + 1 == n);
    }
  for (guint i = 0; i < self->cells->len; i++)
    print_cell (g_ptr_array_index (self->cells, i), widths[i % n],
                g_array_index (self->columns, Column, i % n).to_the_right, i % n + 1 == n);
}

void
fw_grid_print (FwGrid *self, FwOutput output)
{
  g_autoptr (GString) out = NULL;
  guint n = self->columns->len;

  if (output != FW_OUTPUT_CSV)
    {
      print_aligned (self);
      return;
    }
  out = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    fw_csv_append (out, fw_text (g_array_index (self->columns, Column, i).title), i + 1 == n);
  for (guint i = 0; i < self->cells->len; i++)
    fw_csv_append (out, fw_text (g_ptr_array_index (self->cells, i)), i % n + 1 == n);
  fwrite (out->str, 1, out->len, stdout);
}

char *
fw_json_cell (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (!JSON_NODE_HOLDS_VALUE (node))
    return json_to_string (node, FALSE);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", json_node_get_double (node)));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}
