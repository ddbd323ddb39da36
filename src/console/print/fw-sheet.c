/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/print/fw-sheet.h"

#include "console/print/fw-sheet-table.h"

#define HEAD 44.0 /* title, scope, a line and room below it */
#define FOOT 18.0

struct _FwSheet
{
  char *title;
  char *centre;
  char *scope;
  char *age;
  GskRenderNode *drawing; /* nullable */
  double drawing_width;   /* px */
  double drawing_height;
  FwSheetTable *table; /* nullable */

  /* of the last layout */
  PangoContext *context;
  double width;
  double height;
  guint n_drawn; /* pages of the drawing */
  guint n_table;
  guint n_pages;
};

FwSheet *
fw_sheet_new (const char *title, const char *centre, const char *scope, const char *age)
{
  FwSheet *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (FwSheet, 1);
  self->title = g_strdup (title);
  self->centre = g_strdup (centre != NULL ? centre : "");
  self->scope = g_strdup (scope != NULL ? scope : "");
  self->age = g_strdup (age != NULL ? age : "");
  return self;
}

void
fw_sheet_free (FwSheet *self)
{
  g_free (self->title);
  g_free (self->centre);
  g_free (self->scope);
  g_free (self->age);
  g_clear_pointer (&self->drawing, gsk_render_node_unref);
  g_clear_pointer (&self->table, fw_sheet_table_free);
  g_clear_object (&self->context);
  g_free (self);
}

void
fw_sheet_set_drawing (FwSheet *self, GskRenderNode *node, double width, double height)
{
  g_return_if_fail (self != NULL && node != NULL);
  g_return_if_fail (width > 0 && height > 0);

  g_clear_pointer (&self->drawing, gsk_render_node_unref);
  self->drawing = gsk_render_node_ref (node);
  self->drawing_width = width;
  self->drawing_height = height;
}

void
fw_sheet_set_table (FwSheet *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  g_clear_pointer (&self->table, fw_sheet_table_free);
  self->table = fw_sheet_table_new (text);
}

const char *
fw_sheet_get_title (FwSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

guint
fw_sheet_lay_out (FwSheet *self, PangoContext *context, double width, double height)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (PANGO_IS_CONTEXT (context), 0);

  g_set_object (&self->context, context);
  self->width = width;
  self->height = height;
  self->n_drawn = self->drawing != NULL ? 1 : 0;
  self->n_table = self->table != NULL ? fw_sheet_table_lay_out (self->table, context, width,
                                                                MAX (height - HEAD - FOOT, 1))
                                      : 0;
  self->n_pages = MAX (self->n_drawn + self->n_table, 1);
  return self->n_pages;
}

static void
draw_text (FwSheet *self,
           cairo_t *cr,
           const char *font,
           const char *text,
           double x,
           double y,
           double width,
           PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_head (FwSheet *self, cairo_t *cr)
{
  double age = 0.3 * self->width;

  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_text (self, cr, "Sans Bold 14", self->title, 0, 0, self->width * 0.6, PANGO_ALIGN_LEFT);
  draw_text (self, cr, "Sans 9", self->centre, self->width * 0.6, 4, self->width * 0.4,
             PANGO_ALIGN_RIGHT);
  cairo_set_source_rgb (cr, 0.25, 0.25, 0.25);
  draw_text (self, cr, "Sans 8", self->scope, 0, 22, self->width - age, PANGO_ALIGN_LEFT);
  draw_text (self, cr, "Sans 8", self->age, self->width - age, 22, age, PANGO_ALIGN_RIGHT);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, 0, HEAD - 8);
  cairo_line_to (cr, self->width, HEAD - 8);
  cairo_stroke (cr);
}

static void
draw_foot (FwSheet *self, cairo_t *cr, guint page)
{
  /* Translators: of a printed page: its number, and how many there are */
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->n_pages);

  cairo_set_source_rgb (cr, 0.25, 0.25, 0.25);
  draw_text (self, cr, "Sans 8", number, 0, self->height - 12, self->width, PANGO_ALIGN_RIGHT);
}

/* As large as the sheet allows, in the proportions of the screen. */
static void
draw_drawing (FwSheet *self, cairo_t *cr)
{
  double scale =
      MIN (self->width / self->drawing_width, (self->height - HEAD - FOOT) / self->drawing_height);

  cairo_save (cr);
  cairo_translate (cr, (self->width - scale * self->drawing_width) / 2, HEAD);
  cairo_scale (cr, scale, scale);
  gsk_render_node_draw (self->drawing, cr);
  cairo_restore (cr);
}

void
fw_sheet_draw (FwSheet *self, cairo_t *cr, guint page)
{
  g_return_if_fail (self != NULL && self->context != NULL);
  g_return_if_fail (page < self->n_pages);

  draw_head (self, cr);
  draw_foot (self, cr, page);
  if (page < self->n_drawn)
    draw_drawing (self, cr);
  else if (page < self->n_drawn + self->n_table)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, HEAD);
      fw_sheet_table_draw (self->table, cr, page - self->n_drawn);
      cairo_restore (cr);
    }
}
