/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/print/fw-sheet-table.h"

#include <string.h>

#define FONT "Sans 8"
#define FONT_HEAD "Sans Bold 8"
#define GAP 10.0       /* between columns */
#define ROW_ROOM 4.0   /* above and below a line together */
#define NARROWEST 48.0 /* of a column of texts */

typedef struct
{
  double natural;
  double width;
  gboolean figures;
} Column;

struct _FwSheetTable
{
  GPtrArray *rows; /* char **, NULL-terminated cells */
  guint n_columns;

  /* of the last layout */
  PangoContext *context;
  Column *columns;
  double *heights; /* of each row */
  double width;
  double scale;
  GArray *firsts; /* guint: first row of each page */
};

static gboolean
is_figure_word (const char *word, gboolean last)
{
  gboolean letters = FALSE, begins = g_unichar_isdigit (g_utf8_get_char (word));

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    letters = letters || g_unichar_isalpha (g_utf8_get_char (p));
  return !letters || begins || (last && g_utf8_strlen (word, -1) <= 3);
}

/* "345 s", "4m 12s", "−1.6 … +0.6", "96.2 %": the last word may be a unit. */
gboolean
fw_sheet_table_is_figure (const char *text)
{
  g_auto (GStrv) words = NULL;
  gboolean digit = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!is_figure_word (words[i], i > 0 && words[i + 1] == NULL))
        return FALSE;
      for (const char *p = words[i]; *p != '\0'; p = g_utf8_next_char (p))
        digit = digit || g_unichar_isdigit (g_utf8_get_char (p));
    }
  return digit;
}

FwSheetTable *
fw_sheet_table_new (const char *text)
{
  FwSheetTable *self;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (FwSheetTable, 1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' || lines[i + 1] != NULL)
      {
        g_ptr_array_add (self->rows, g_strsplit (lines[i], "\t", -1));
        self->n_columns = MAX (self->n_columns,
                               g_strv_length (g_ptr_array_index (self->rows, self->rows->len - 1)));
      }
  return self;
}

void
fw_sheet_table_free (FwSheetTable *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->firsts);
  g_clear_object (&self->context);
  g_free (self->columns);
  g_free (self->heights);
  g_free (self);
}

static char **
get_row (FwSheetTable *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

static gboolean
is_sentence (FwSheetTable *self, guint row)
{
  return self->n_columns > 1 && get_row (self, row)[0] != NULL && get_row (self, row)[1] == NULL;
}

static gboolean
is_gap (FwSheetTable *self, guint row)
{
  return get_row (self, row)[0] == NULL;
}

/* The first line, or the one after a gap, where a further table begins. */
static gboolean
is_head (FwSheetTable *self, guint row)
{
  return !is_gap (self, row) && !is_sentence (self, row) && (row == 0 || is_gap (self, row - 1));
}

static PangoLayout *
create_layout (FwSheetTable *self, const char *text, gboolean head, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_from_string (head ? FONT_HEAD : FONT);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  return layout;
}

static void
measure_columns (FwSheetTable *self)
{
  g_free (self->columns);
  self->columns = g_new0 (Column, self->n_columns);
  for (guint column = 0; column < self->n_columns; column++)
    self->columns[column].figures = TRUE;
  for (guint row = 0; row < self->rows->len; row++)
    for (guint i = 0; !is_sentence (self, row) && get_row (self, row)[i] != NULL; i++)
      {
        const char *text = get_row (self, row)[i];
        g_autoptr (PangoLayout) layout = create_layout (self, text, is_head (self, row), 0);
        PangoRectangle extents;

        pango_layout_get_extents (layout, NULL, &extents);
        self->columns[i].natural =
            MAX (self->columns[i].natural, (double) extents.width / PANGO_SCALE + 0.5);
        if (!is_head (self, row) && *text != '\0' && !g_str_equal (text, "—") &&
            !fw_sheet_table_is_figure (text))
          self->columns[i].figures = FALSE;
      }
}

/* Figures keep their width; texts share what is left by what each would like. */
static void
allot_columns (FwSheetTable *self, double width)
{
  double gaps = GAP * (self->n_columns - 1), figures = 0, texts = 0, total = 0;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].figures)
      figures += self->columns[i].natural;
    else
      texts += self->columns[i].natural;
  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];
      double share = texts > 0 ? (width - gaps - figures) * column->natural / texts : 0;

      column->width = column->figures || figures + texts + gaps <= width
                          ? column->natural
                          : MAX (share, MIN (column->natural, NARROWEST));
      total += column->width;
    }
  self->scale = MIN (1, width / (total + gaps));
  self->width = MAX (total + gaps, width);
}

static double
measure_text (FwSheetTable *self, const char *text, gboolean head, double width)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, head, width);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

static void
measure_rows (FwSheetTable *self)
{
  g_free (self->heights);
  self->heights = g_new0 (double, self->rows->len);
  for (guint row = 0; row < self->rows->len; row++)
    {
      char **cells = get_row (self, row);
      gboolean head = is_head (self, row);
      double height = is_gap (self, row) ? GAP : 0;

      if (is_sentence (self, row))
        height = measure_text (self, cells[0], FALSE, self->width);
      else
        for (guint i = 0; cells[i] != NULL; i++)
          height = MAX (height, measure_text (self, cells[i], head, self->columns[i].width));
      self->heights[row] = height + ROW_ROOM;
    }
}

static gboolean
repeats_head (FwSheetTable *self, guint page)
{
  return page > 0 && is_head (self, 0);
}

static void
break_pages (FwSheetTable *self, double height)
{
  double left = -1;

  g_array_set_size (self->firsts, 0);
  for (guint row = 0; row < self->rows->len; row++)
    {
      if (left < self->heights[row])
        {
          g_array_append_val (self->firsts, row);
          left = height / self->scale;
          if (repeats_head (self, self->firsts->len - 1))
            left -= self->heights[0];
        }
      left -= self->heights[row];
    }
}

guint
fw_sheet_table_lay_out (FwSheetTable *self, PangoContext *context, double width, double height)
{
  g_return_val_if_fail (self != NULL && PANGO_IS_CONTEXT (context), 0);

  if (self->rows->len == 0)
    return 0;
  g_set_object (&self->context, context);
  measure_columns (self);
  allot_columns (self, width);
  measure_rows (self);
  break_pages (self, height);
  return self->firsts->len;
}

static void
draw_cell (FwSheetTable *self,
           cairo_t *cr,
           const char *text,
           gboolean head,
           gboolean right,
           double x,
           double y,
           double width)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, head, width);

  pango_layout_set_alignment (layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  cairo_move_to (cr, x, y + ROW_ROOM / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_row (FwSheetTable *self, cairo_t *cr, guint row, double y)
{
  char **cells = get_row (self, row);
  gboolean head = is_head (self, row);
  double x = 0;

  cairo_set_source_rgb (cr, 0, 0, 0);
  if (is_sentence (self, row))
    {
      draw_cell (self, cr, cells[0], FALSE, FALSE, 0, y, self->width);
      return;
    }
  for (guint i = 0; cells[i] != NULL; i++)
    {
      draw_cell (self, cr, cells[i], head, self->columns[i].figures, x, y, self->columns[i].width);
      x += self->columns[i].width + GAP;
    }
  if (is_gap (self, row))
    return;
  cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
  cairo_set_line_width (cr, head ? 0.8 : 0.3);
  cairo_move_to (cr, 0, y + self->heights[row]);
  cairo_line_to (cr, self->width, y + self->heights[row]);
  cairo_stroke (cr);
}

void
fw_sheet_table_draw (FwSheetTable *self, cairo_t *cr, guint page)
{
  guint first, end;
  double y = 0;

  g_return_if_fail (self != NULL && page < self->firsts->len);

  first = g_array_index (self->firsts, guint, page);
  end = page + 1 < self->firsts->len ? g_array_index (self->firsts, guint, page + 1)
                                     : self->rows->len;
  cairo_save (cr);
  cairo_scale (cr, self->scale, self->scale);
  if (repeats_head (self, page))
    {
      draw_row (self, cr, 0, y);
      y += self->heights[0];
    }
  for (guint row = first; row < end; row++)
    {
      draw_row (self, cr, row, y);
      y += self->heights[row];
    }
  cairo_restore (cr);
}
