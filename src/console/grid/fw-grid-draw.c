/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen is asked for, and nothing else; texts are laid out once. */
#include "console/grid/fw-grid-private.h"

#include "charts/fw-chart.h"

#define EDGE 12 /* before names */
#define INSET 2 /* of a pill within its cell */
#define ROUND 5
#define CORNER 9
#define SHAPE 9
#define GAP 4       /* behind a shape */
#define MOST_SPAN 6 /* columns that a head may take */

typedef struct
{
  FwGrid *self;
  GtkSnapshot *snapshot;
  FwGridPlace place;
  const FwGridMetrics *metrics;
  GdkRGBA text, label, line, main, late, quiet;
  GdkRGBA grounds[FW_GRID_N_TONES], inks[FW_GRID_N_TONES];
} Drawing;

/* Text on its ground is at least 4.5:1, and grounds that stand side by side differ in lightness or
 * carry another letter; tests/console/test-grid.c computes it. */
static const struct
{
  const char *ground, *ink;
  guint32 light, light_ink, dark, dark_ink;
} tones[FW_GRID_N_TONES] = {
  [FW_GRID_FIRST] = { "fw_tone_first", "fw_tone_first_ink", 0xcfe0f8, 0x173f7d, 0x2a4a7c,
                      0xdde9ff },
  [FW_GRID_SECOND] = { "fw_tone_second", "fw_tone_second_ink", 0xd3ecdc, 0x0d5236, 0x1f5a43,
                       0xd4f5e4 },
  [FW_GRID_THIRD] = { "fw_tone_third", "fw_tone_third_ink", 0xf8dfb9, 0x6a3c00, 0x6b4a17,
                      0xffe9c4 },
  [FW_GRID_FOURTH] = { "fw_tone_fourth", "fw_tone_fourth_ink", 0x5b4a8c, 0xffffff, 0xb7a6e8,
                       0x221a40 },
  [FW_GRID_FIFTH] = { "fw_tone_fifth", "fw_tone_fifth_ink", 0xe4e2ea, 0x3c3a48, 0x4d4c56,
                      0xf0eff5 },
  [FW_GRID_RED] = { "fw_tone_red", "fw_tone_red_ink", 0xb3261e, 0xffffff, 0xe8705f, 0x2a0703 },
  [FW_GRID_ORANGE] = { "fw_tone_orange", "fw_tone_orange_ink", 0xf0a05a, 0x3a1a00, 0xa85312,
                       0xffffff },
  [FW_GRID_YELLOW] = { "fw_tone_yellow", "fw_tone_yellow_ink", 0xfbe8a6, 0x4a3800, 0x5c4a10,
                       0xffedb0 },
  [FW_GRID_GREEN] = { "fw_tone_green", "fw_tone_green_ink", 0xd3ecdc, 0x0d5236, 0x1f5a43,
                      0xd4f5e4 },
};

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static void
look_up (GtkWidget *widget, const char *name, guint32 value, GdkRGBA *rgba)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, rgba))
    *rgba =
        (GdkRGBA){ (value >> 16) / 255.f, (value >> 8 & 0xff) / 255.f, (value & 0xff) / 255.f, 1 };
}
G_GNUC_END_IGNORE_DEPRECATIONS

static void
find_colors (Drawing *drawing)
{
  GtkWidget *widget = GTK_WIDGET (drawing->self);
  gboolean dark;

  fw_chart_lookup_color (widget, FW_CHART_COLOR_TEXT, &drawing->text);
  fw_chart_lookup_color (widget, FW_CHART_COLOR_LABEL, &drawing->label);
  fw_chart_lookup_color (widget, FW_CHART_COLOR_GRID, &drawing->line);
  fw_chart_lookup_color (widget, FW_CHART_COLOR_MAIN, &drawing->main);
  fw_chart_lookup_color (widget, FW_CHART_COLOR_LATE, &drawing->late);
  drawing->quiet = drawing->text;
  drawing->quiet.alpha = 0.045f;
  dark = drawing->text.red > 0.5f;
  for (guint i = FW_GRID_FIRST; i < FW_GRID_HATCHED; i++)
    {
      look_up (widget, tones[i].ground, dark ? tones[i].dark : tones[i].light,
               &drawing->grounds[i]);
      look_up (widget, tones[i].ink, dark ? tones[i].dark_ink : tones[i].light_ink,
               &drawing->inks[i]);
    }
  drawing->inks[FW_GRID_PLAIN] = drawing->text;
  drawing->inks[FW_GRID_HATCHED] = drawing->text;
}

/* ---- texts ---- */

typedef enum
{
  NORMAL,
  STRONG,
  SMALL
} Weight;

static PangoLayout *
lay_out (FwGrid *self, const char *text, Weight weight, int width)
{
  g_autofree char *key = g_strdup_printf ("%d/%d/%s", weight, width, text);
  PangoLayout *layout = g_hash_table_lookup (self->layouts, key);
  g_autoptr (PangoAttrList) attributes = NULL;

  if (layout != NULL)
    return layout;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (weight == STRONG)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  else if (weight == SMALL)
    pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
  return layout;
}

static double
draw_text (Drawing *drawing,
           const char *text,
           const graphene_rect_t *at,
           double xalign,
           Weight weight,
           const GdkRGBA *color)
{
  PangoLayout *layout;
  int width, height;

  if (text == NULL || *text == '\0')
    return 0;
  layout = lay_out (drawing->self, text, weight, (int) at->size.width);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (
      drawing->snapshot,
      &GRAPHENE_POINT_INIT ((float) (at->origin.x + (at->size.width - (float) width) * xalign),
                            at->origin.y + (at->size.height - (float) height) / 2));
  gtk_snapshot_append_layout (drawing->snapshot, layout, color);
  gtk_snapshot_restore (drawing->snapshot);
  return width;
}

static void
fill (Drawing *drawing, const GdkRGBA *color, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (
      drawing->snapshot, color,
      &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* ---- a cell ---- */

static void
draw_stripes (Drawing *drawing, const graphene_rect_t *pill)
{
  GdkRGBA clear = drawing->label, stripe = drawing->label;
  GskColorStop stops[4];

  clear.alpha = 0.06f;
  stripe.alpha = 0.2f;
  stops[0] = (GskColorStop){ 0, clear };
  stops[1] = (GskColorStop){ 0.5f, clear };
  stops[2] = (GskColorStop){ 0.5f, stripe };
  stops[3] = (GskColorStop){ 1, stripe };
  gtk_snapshot_append_repeating_linear_gradient (
      drawing->snapshot, pill, &pill->origin,
      &GRAPHENE_POINT_INIT (pill->origin.x + 6, pill->origin.y + 6), stops, G_N_ELEMENTS (stops));
}

static void
draw_outline (Drawing *drawing, const graphene_rect_t *pill, const GdkRGBA *color)
{
  static const double dashes[] = { 3, 2 };
  cairo_t *cr = gtk_snapshot_append_cairo (drawing->snapshot, pill);
  const double x = pill->origin.x + 1, y = pill->origin.y + 1;
  const double right = x + pill->size.width - 2, bottom = y + pill->size.height - 2;
  const double round = ROUND - 1;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - round, y + round, round, -G_PI / 2, 0);
  cairo_arc (cr, right - round, bottom - round, round, 0, G_PI / 2);
  cairo_arc (cr, x + round, bottom - round, round, G_PI / 2, G_PI);
  cairo_arc (cr, x + round, y + round, round, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_corner (Drawing *drawing, const graphene_rect_t *pill)
{
  const graphene_rect_t at = GRAPHENE_RECT_INIT (pill->origin.x + pill->size.width - CORNER,
                                                 pill->origin.y, CORNER, CORNER);
  cairo_t *cr = gtk_snapshot_append_cairo (drawing->snapshot, &at);

  cairo_move_to (cr, at.origin.x, at.origin.y);
  cairo_rel_line_to (cr, CORNER, 0);
  cairo_rel_line_to (cr, 0, CORNER);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &drawing->late);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* Shapes stand below one another, whatever is written behind them. */
static void
draw_content (Drawing *drawing, const FwGridCell *cell, const graphene_rect_t *pill)
{
  const GdkRGBA *ink = cell->struck ? &drawing->label : &drawing->inks[cell->tone];
  graphene_rect_t rest = *pill;

  if (cell->shape != FW_MARK_NONE)
    {
      fw_mark_draw (drawing->snapshot, cell->shape, pill->origin.x + GAP + 1,
                    pill->origin.y + (pill->size.height - SHAPE) / 2, SHAPE, ink);
      rest.origin.x += GAP + 1 + SHAPE;
      rest.size.width -= 2 * GAP + 1 + SHAPE;
    }
  draw_text (drawing, cell->text, &rest, cell->shape != FW_MARK_NONE ? 1 : 0.5,
             cell->tone == FW_GRID_HATCHED ? SMALL : STRONG, ink);
}

static void
draw_cell (Drawing *drawing, guint row, guint column, double x, double y)
{
  const graphene_rect_t pill = GRAPHENE_RECT_INIT ((float) x + INSET, (float) y + INSET,
                                                   (float) drawing->place.cell - 2 * INSET,
                                                   (float) drawing->metrics->line - 2 * INSET - 1);
  FwGridCell cell = { NULL };
  GskRoundedRect rounded;

  drawing->self->source->get_cell (drawing->self->data, row, column, &cell);
  if (cell.text == NULL && !cell.mark)
    return;
  gsk_rounded_rect_init_from_rect (&rounded, &pill, ROUND);
  gtk_snapshot_push_rounded_clip (drawing->snapshot, &rounded);
  if (cell.tone == FW_GRID_HATCHED)
    draw_stripes (drawing, &pill);
  else if (cell.tone != FW_GRID_PLAIN && !cell.struck)
    gtk_snapshot_append_color (drawing->snapshot, &drawing->grounds[cell.tone], &pill);
  if (cell.mark)
    draw_corner (drawing, &pill);
  gtk_snapshot_pop (drawing->snapshot);
  draw_content (drawing, &cell, &pill);
  if (cell.struck)
    fill (drawing, &drawing->label, pill.origin.x + 6, pill.origin.y + pill.size.height / 2 - .5,
          pill.size.width - 12, 1.5);
  if (cell.open)
    draw_outline (drawing, &pill, cell.struck ? &drawing->label : &drawing->inks[cell.tone]);
}

/* ---- rows, heads and feet ---- */

static void
get_range (double offset, double size, double step, guint n, guint *first, guint *end)
{
  *first = MIN ((guint) MAX (offset / step, 0), n);
  *end = MIN ((guint) MAX ((offset + size) / step + 1, 0), n);
}

static void
draw_name (Drawing *drawing, guint row, double y)
{
  FwGridRow name = { NULL };
  const float width = (float) drawing->metrics->name - 2 * EDGE;
  const float height = (float) drawing->metrics->line - 1;
  double taken = 0;

  drawing->self->source->get_row (drawing->self->data, row, &name);
  if (name.note != NULL)
    taken = draw_text (drawing, name.note,
                       &GRAPHENE_RECT_INIT (EDGE + width / 2, (float) y, width / 2, height), 1,
                       SMALL, name.late ? &drawing->late : &drawing->label);
  if (name.shape != FW_MARK_NONE)
    {
      taken += SHAPE + GAP;
      fw_mark_draw (drawing->snapshot, name.shape, EDGE + width - taken, y + (height - SHAPE) / 2,
                    SHAPE, name.late ? &drawing->late : &drawing->label);
    }
  draw_text (drawing, name.name,
             &GRAPHENE_RECT_INIT (EDGE, (float) y, width - (float) taken - 6, height), 0, NORMAL,
             &drawing->text);
}

static void
draw_sums (Drawing *drawing, guint row, double y)
{
  for (guint sum = 0; sum < drawing->place.sums; sum++)
    draw_text (drawing, drawing->self->source->get_sum (drawing->self->data, row, sum),
               &GRAPHENE_RECT_INIT (
                   (float) (drawing->place.right + (int) sum * drawing->metrics->sum), (float) y,
                   (float) drawing->metrics->sum - EDGE, (float) drawing->metrics->line - 1),
               1, NORMAL, &drawing->text);
}

static void
push_part (Drawing *drawing, double x, double y, double right, double bottom)
{
  gtk_snapshot_push_clip (drawing->snapshot,
                          &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) MAX (right - x, 0),
                                               (float) MAX (bottom - y, 0)));
}

static void
draw_rows (Drawing *drawing)
{
  const FwGridPlace *place = &drawing->place;
  FwGrid *self = drawing->self;
  const int line = drawing->metrics->line;
  guint first, end, first_column, end_column;

  get_range (place->y, place->bottom - place->top, line, self->rows, &first, &end);
  get_range (place->x, place->right - place->left, place->cell, self->columns, &first_column,
             &end_column);
  push_part (drawing, 0, place->top, place->width, place->bottom);
  for (guint row = first; row < end; row++)
    {
      const double y = place->top + (double) row * line - place->y;

      draw_name (drawing, row, y);
      draw_sums (drawing, row, y);
      fill (drawing, &drawing->line, 0, y + line - 1,
            place->right + (int) place->sums * drawing->metrics->sum, 1);
    }
  gtk_snapshot_pop (drawing->snapshot);
  push_part (drawing, place->left, place->top, place->right, place->bottom);
  for (guint row = first; row < end && self->source->draw_row != NULL; row++)
    self->source->draw_row (
        self->data, row, GTK_WIDGET (self), drawing->snapshot,
        &GRAPHENE_RECT_INIT ((float) (place->left - place->x),
                             (float) (place->top + (double) row * line - place->y),
                             (float) (place->cell * self->columns), (float) line - 1));
  for (guint row = first; row < end && self->source->draw_row == NULL; row++)
    for (guint column = first_column; column < end_column; column++)
      draw_cell (drawing, row, column, place->left + column * place->cell - place->x,
                 place->top + (double) row * line - place->y);
  gtk_snapshot_pop (drawing->snapshot);
}

/* Of several columns it begins with the first, as what it says holds from there on. */
static void
draw_head (Drawing *drawing, const FwGridHead *head, double x, float wide, float half)
{
  const double xalign = head->span > 1 ? 0 : 0.5;
  const float from = (float) x + (head->span > 1 ? GAP : 0);

  wide -= head->span > 1 ? GAP : 0;
  draw_text (drawing, head->top, &GRAPHENE_RECT_INIT (from, 2, wide, half), xalign, SMALL,
             head->now ? &drawing->main : &drawing->label);
  draw_text (drawing, head->text, &GRAPHENE_RECT_INIT (from, half - 2, wide, half), xalign, STRONG,
             head->now ? &drawing->main : &drawing->text);
}

/* The ground of a column from its head to its foot, with the head on it. */
static void
draw_heads (Drawing *drawing)
{
  const FwGridPlace *place = &drawing->place;
  FwGrid *self = drawing->self;
  const double low = place->bottom + (int) self->feet * drawing->metrics->line;
  const float half = (float) drawing->metrics->head / 2;
  guint first, end;

  get_range (place->x, place->right - place->left, place->cell, self->columns, &first, &end);
  first -= MIN (first, MOST_SPAN - 1); /* a text may begin in a column before */
  push_part (drawing, place->left, 0, place->right, low);
  for (guint column = first; column < end; column++)
    {
      const double x = place->left + column * place->cell - place->x;
      FwGridHead head = { NULL };

      self->source->get_head (self->data, column, &head);
      if (head.quiet)
        fill (drawing, &drawing->quiet, x, 0, place->cell, low);
      draw_head (drawing, &head, x, (float) (place->cell * MAX (head.span, 1)), half);
      if (self->source->draw_row == NULL || *head.text != '\0')
        fill (drawing, &drawing->line, x, 0, 1, low);
    }
  gtk_snapshot_pop (drawing->snapshot);
  for (guint sum = 0; sum < place->sums; sum++)
    draw_text (drawing, self->source->get_sum_head (self->data, sum),
               &GRAPHENE_RECT_INIT ((float) (place->right + (int) sum * drawing->metrics->sum), 0,
                                    (float) drawing->metrics->sum - EDGE, 2 * half),
               1, SMALL, &drawing->label);
  fill (drawing, &drawing->line, place->right, 0, 1, low);
  fill (drawing, &drawing->line, 0, place->top - 1,
        place->right + (int) place->sums * drawing->metrics->sum, 1);
}

static void
draw_foot (Drawing *drawing, guint foot, guint first, guint end)
{
  const FwGridPlace *place = &drawing->place;
  FwGrid *self = drawing->self;
  const int line = drawing->metrics->line;
  const float y = (float) place->bottom + (float) ((int) foot * line);

  draw_text (drawing, self->source->get_foot_name (self->data, foot),
             &GRAPHENE_RECT_INIT (EDGE, y, (float) place->left - 1.5f * EDGE, (float) line), 0,
             SMALL, &drawing->label);
  push_part (drawing, place->left, y, place->right, y + (float) line);
  for (guint column = first; column < end; column++)
    {
      gboolean is_short = FALSE;
      const char *text = self->source->get_foot (self->data, foot, column, &is_short);

      draw_text (drawing, text,
                 &GRAPHENE_RECT_INIT ((float) (place->left + column * place->cell - place->x), y,
                                      (float) place->cell, (float) line),
                 0.5, is_short ? STRONG : SMALL, is_short ? &drawing->late : &drawing->text);
    }
  gtk_snapshot_pop (drawing->snapshot);
}

static void
draw_feet (Drawing *drawing)
{
  const FwGridPlace *place = &drawing->place;
  guint first, end;

  get_range (place->x, place->right - place->left, place->cell, drawing->self->columns, &first,
             &end);
  fill (drawing, &drawing->label, 0, place->bottom - 1,
        place->right + (int) place->sums * drawing->metrics->sum, 1);
  for (guint foot = 0; foot < drawing->self->feet; foot++)
    draw_foot (drawing, foot, first, end);
}

/* ---- block and cursor ---- */

static void
draw_border (Drawing *drawing, double x, double y, double width, double height, float line)
{
  const graphene_rect_t at =
      GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
  const float widths[] = { line, line, line, line };
  const GdkRGBA colors[] = { drawing->main, drawing->main, drawing->main, drawing->main };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &at, ROUND);
  gtk_snapshot_append_border (drawing->snapshot, &rounded, widths, colors);
}

static void
draw_block (Drawing *drawing)
{
  const FwGridPlace *place = &drawing->place;
  FwGrid *self = drawing->self;
  const int line = drawing->metrics->line;
  const gboolean focused = gtk_widget_has_focus (self->cursor);
  FwGridBlock block;

  if (!fw_grid_get_block (self, &block))
    return;
  push_part (drawing, place->left, place->top, place->right, place->bottom);
  if (block.first_row != block.last_row || block.first_column != block.last_column)
    {
      const double x = place->left + block.first_column * place->cell - place->x;
      const double y = place->top + (double) block.first_row * line - place->y;
      const double width = (block.last_column - block.first_column + 1) * place->cell;
      const double height = (double) (block.last_row - block.first_row + 1) * line;
      GdkRGBA ground = drawing->main;

      ground.alpha = 0.12f;
      fill (drawing, &ground, x, y, width, height);
      draw_border (drawing, x, y, width, height, 1);
    }
  draw_border (drawing, place->left + self->column * place->cell - place->x,
               place->top + (double) self->row * line - place->y - .5, place->cell, line,
               focused ? 2 : 1);
  gtk_snapshot_pop (drawing->snapshot);
}

void
fw_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  Drawing drawing = { .self = FW_GRID (widget), .snapshot = snapshot };

  if (drawing.self->source == NULL || drawing.self->columns == 0)
    return;
  drawing.metrics = fw_grid_get_metrics (drawing.self);
  fw_grid_get_place (drawing.self, &drawing.place);
  find_colors (&drawing);
  draw_heads (&drawing);
  draw_rows (&drawing);
  if (drawing.self->feet > 0)
    draw_feet (&drawing);
  draw_block (&drawing);
}
