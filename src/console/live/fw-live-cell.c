/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-cell.h"

#define MARK 10
#define GAP 6
#define LEAST_SEEN 12 /* digits' widths of a text that are never given up */

struct _FwLiveCell
{
  GtkWidget parent_instance;

  double xalign;
  guint chars;
  gboolean whole;
  gboolean marked;
  char *text;
  FwMarkShape shape;
  FwChartColor color;
  gboolean quiet;
  gboolean strong;
  gboolean cursor;
  guint column;
  GtkListItem *item; /* not owned: it owns the cell */
  FwLiveDescribe describe;
  gpointer describe_data;
  PangoLayout *layout;
  int char_width;
  int widest; /* px: of all texts that were shown here, so that columns only grow */
};

#define LEFT_OUT "…"

G_DEFINE_FINAL_TYPE (FwLiveCell, fw_live_cell, GTK_TYPE_WIDGET)

static PangoLayout *
ensure_layout (FwLiveCell *self)
{
  PangoAttrList *attributes;

  if (self->layout != NULL)
    return self->layout;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (self->strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  return self->layout;
}

/* px: of the whole text */
static int
get_text_width (FwLiveCell *self)
{
  PangoLayout *layout = ensure_layout (self);
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* px: of what is seen; a column that somebody made narrow cuts off the end of a cell that cannot
 * be. */
static int
get_seen_width (FwLiveCell *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  return parent != NULL ? MIN (width, gtk_widget_get_width (parent)) : width;
}

static int
get_mark_width (FwLiveCell *self)
{
  return self->shape != FW_MARK_NONE ? MARK + GAP : 0;
}

gboolean
fw_live_cell_is_cut (FwLiveCell *self)
{
  g_return_val_if_fail (FW_IS_LIVE_CELL (self), FALSE);

  pango_layout_set_text (ensure_layout (self), self->text, -1);
  return get_text_width (self) > get_seen_width (self) - get_mark_width (self);
}

gboolean
fw_live_cell_is_whole (FwLiveCell *self)
{
  g_return_val_if_fail (FW_IS_LIVE_CELL (self), FALSE);

  return self->whole;
}

/* Readies the layout for @room px. A name is shortened; a figure is whole or left out, as a
 * shortened one is another figure. */
static void
fit (FwLiveCell *self, int room)
{
  PangoLayout *layout = ensure_layout (self);

  if (!self->whole)
    pango_layout_set_width (layout, room * PANGO_SCALE);
  else
    {
      pango_layout_set_text (layout, self->text, -1);
      if (get_text_width (self) > room)
        pango_layout_set_text (layout, LEFT_OUT, -1);
    }
}

static void
fw_live_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwLiveCell *self = FW_LIVE_CELL (widget);
  int width = get_seen_width (self), height = gtk_widget_get_height (widget), text_width,
      text_height;
  int taken = get_mark_width (self);
  PangoLayout *layout = ensure_layout (self);
  GdkRGBA rgba;
  double x;

  if (width <= taken)
    return;
  fit (self, width - taken);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  x = (width - taken - text_width) * self->xalign;

  if (self->shape != FW_MARK_NONE)
    {
      fw_chart_lookup_color (widget, self->color, &rgba);
      fw_mark_draw (snapshot, self->shape, x, (height - MARK) / 2., MARK, &rgba);
    }
  if (self->quiet)
    fw_chart_lookup_color (widget, FW_CHART_COLOR_LABEL, &rgba);
  else
    {
      G_GNUC_BEGIN_IGNORE_DEPRECATIONS
      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &rgba);
      G_GNUC_END_IGNORE_DEPRECATIONS
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (int) (x + taken),
                                                          (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);

  if (self->cursor)
    {
      GskRoundedRect box;

      fw_chart_lookup_color (widget, FW_CHART_COLOR_MAIN, &rgba);
      gsk_rounded_rect_init_from_rect (&box, &GRAPHENE_RECT_INIT (-6, 2, width + 12, height - 4),
                                       4);
      gtk_snapshot_append_border (snapshot, &box, (float[4]){ 2, 2, 2, 2 },
                                  (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
    }
}

static void
fw_live_cell_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  FwLiveCell *self = FW_LIVE_CELL (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics;

  if (self->char_width == 0)
    {
      metrics = pango_context_get_metrics (context, NULL, NULL);
      self->char_width = PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (metrics));
      pango_font_metrics_unref (metrics);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      const int wanted = (int) self->chars * self->char_width;

      /* when the mark comes nothing must move or be cut */
      *natural =
          (self->whole ? MAX (wanted, self->widest) : wanted) + (self->marked ? MARK + GAP : 0);
      /* Half a long name still says whose row it is, of a short one all is seen; where there is
       * less room the table scrolls. */
      *minimum = self->whole
                     ? *natural
                     : MIN (*natural, MAX (MAX (4, (int) self->chars / 2) * self->char_width,
                                           MIN (self->widest, LEAST_SEEN * self->char_width)));
    }
  else
    {
      metrics = pango_context_get_metrics (context, NULL, NULL);
      *minimum = *natural = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
      pango_font_metrics_unref (metrics);
    }
}

/* A column is as wide as its widest figure, and knows how much its texts would take. */
static void
grow (FwLiveCell *self)
{
  int width;

  if (!self->whole && self->xalign != 0)
    return;
  pango_layout_set_text (ensure_layout (self), self->text, -1);
  width = get_text_width (self) + (self->whole || self->shape == FW_MARK_NONE ? 0 : MARK + GAP);
  if (width <= MAX (self->widest, self->whole ? (int) self->chars * self->char_width : 0))
    return;
  self->widest = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fw_live_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FwLiveCell *self = FW_LIVE_CELL (widget);

  GTK_WIDGET_CLASS (fw_live_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
  self->char_width = 0;
  self->widest = 0;
  grow (self);
}

static char *
describe (FwLiveCell *self)
{
  gpointer row = self->item != NULL ? gtk_list_item_get_item (self->item) : NULL;

  return row != NULL && self->describe != NULL ? self->describe (row, self->describe_data) : NULL;
}

static gboolean
fw_live_cell_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard_tooltip, GtkTooltip *tooltip)
{
  FwLiveCell *self = FW_LIVE_CELL (widget);
  g_autofree char *text = describe (self);

  if (text == NULL && fw_live_cell_is_cut (self))
    text = g_strdup (self->text);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
fw_live_cell_finalize (GObject *object)
{
  FwLiveCell *self = FW_LIVE_CELL (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (fw_live_cell_parent_class)->finalize (object);
}

static void
fw_live_cell_class_init (FwLiveCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_live_cell_finalize;
  widget_class->snapshot = fw_live_cell_snapshot;
  widget_class->measure = fw_live_cell_measure;
  widget_class->query_tooltip = fw_live_cell_query_tooltip;
  widget_class->css_changed = fw_live_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "livecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
fw_live_cell_init (FwLiveCell *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE); /* asked when the pointer rests on it */
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
fw_live_cell_new (double xalign, guint chars, FwLiveRoom room)
{
  FwLiveCell *self = g_object_new (FW_TYPE_LIVE_CELL, NULL);

  self->xalign = xalign;
  self->chars = chars;
  self->whole = room != FW_LIVE_ROOM_PLAIN || xalign > 0.5;
  self->marked = room == FW_LIVE_ROOM_MARKED;
  return GTK_WIDGET (self);
}

void
fw_live_cell_set (FwLiveCell *self,
                  const char *text,
                  FwMarkShape shape,
                  FwChartColor color,
                  gboolean quiet,
                  gboolean strong)
{
  g_return_if_fail (FW_IS_LIVE_CELL (self));

  if (!g_str_equal (self->text, text))
    {
      g_free (self->text);
      self->text = g_strdup (text);
      if (self->layout != NULL)
        pango_layout_set_text (self->layout, text, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                      -1);
    }
  else if (self->shape == shape && self->color == color && self->quiet == quiet &&
           self->strong == strong)
    return;
  if (self->strong != strong)
    g_clear_object (&self->layout);
  self->shape = shape;
  self->color = color;
  self->quiet = quiet;
  self->strong = strong;
  grow (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fw_live_cell_set_cursor (FwLiveCell *self, gboolean cursor)
{
  g_return_if_fail (FW_IS_LIVE_CELL (self));

  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (cursor)
    {
      g_autofree char *text = describe (self);

      if (text != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                        text, -1);
    }
}

void
fw_live_cell_set_describe (FwLiveCell *self, FwLiveDescribe func, gpointer data)
{
  g_return_if_fail (FW_IS_LIVE_CELL (self));

  self->describe = func;
  self->describe_data = data;
}

const char *
fw_live_cell_get_text (FwLiveCell *self)
{
  g_return_val_if_fail (FW_IS_LIVE_CELL (self), NULL);
  return self->text;
}

void
fw_live_cell_set_column (FwLiveCell *self, guint column)
{
  g_return_if_fail (FW_IS_LIVE_CELL (self));
  self->column = column;
}

guint
fw_live_cell_get_column (FwLiveCell *self)
{
  g_return_val_if_fail (FW_IS_LIVE_CELL (self), 0);
  return self->column;
}

void
fw_live_cell_set_list_item (FwLiveCell *self, GtkListItem *item)
{
  g_return_if_fail (FW_IS_LIVE_CELL (self));
  self->item = item;
}

GtkListItem *
fw_live_cell_get_list_item (FwLiveCell *self)
{
  g_return_val_if_fail (FW_IS_LIVE_CELL (self), NULL);
  return self->item;
}
