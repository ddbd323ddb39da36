/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A chart shows a few dozen texts; more than this means that old figures have piled up. */
#define MAX_LAYOUTS 256
#define DESCRIBE_EVERY G_USEC_PER_SEC
#define LABEL_SCALE 0.86

typedef struct
{
  char *title;
  GHashTable *layouts; /* style and text -> PangoLayout; dropped in css_changed */
  GdkRGBA colors[FW_CHART_N_COLORS];
  gboolean has_colors;
  gint64 described_at; /* monotonic µs */
  guint describe_source;
  GtkWidget *menu; /* made when first asked for */
  FwChartCursor cursor;
} FwChartPrivate;

enum
{
  CURSOR_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FwChart, fw_chart, GTK_TYPE_WIDGET)

FwChartCursor *
fw_chart_get_cursor_state (FwChart *self)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  return &priv->cursor;
}

void
fw_chart_describe_now (FwChart *self)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);
  g_autofree char *text = fw_chart_describe (self);

  priv->described_at = g_get_monotonic_time ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static gboolean
describe_cb (gpointer data)
{
  FwChart *self = data;
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  priv->describe_source = 0;
  fw_chart_describe_now (self);
  return G_SOURCE_REMOVE;
}

static void
queue_description (FwChart *self)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);
  gint64 waited = g_get_monotonic_time () - priv->described_at;

  if (priv->describe_source != 0)
    return;
  if (priv->described_at == 0 || waited >= DESCRIBE_EVERY)
    fw_chart_describe_now (self);
  else
    priv->describe_source =
        g_timeout_add ((guint) ((DESCRIBE_EVERY - waited) / 1000 + 1), describe_cb, self);
}

static void
copy_picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_chart_copy_picture (FW_CHART (widget));
}

static void
copy_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_chart_copy_table (FW_CHART (widget));
}

static void
open_menu_at (FwChart *self, double x, double y)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  if (priv->menu == NULL)
    {
      g_autoptr (GMenu) menu = g_menu_new ();

      g_menu_append (menu, _ ("Copy as picture"), "chart.copy-picture");
      g_menu_append (menu, _ ("Copy as table"), "chart.copy-table");
      priv->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_popover_set_has_arrow (GTK_POPOVER (priv->menu), FALSE);
      gtk_widget_set_halign (priv->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (priv->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (priv->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (priv->menu));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_menu_at (FW_CHART (widget), gtk_widget_get_width (widget) / 2.,
                gtk_widget_get_height (widget) / 2.);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  open_menu_at (data, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
fw_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (FW_CHART (widget));

  GTK_WIDGET_CLASS (fw_chart_parent_class)->css_changed (widget, change);
  g_hash_table_remove_all (priv->layouts);
  priv->has_colors = FALSE;
  gtk_widget_queue_draw (widget);
}

/* Not while drawing, which holds several at once. */
static void
drop_layouts (FwChartPrivate *priv)
{
  if (g_hash_table_size (priv->layouts) > MAX_LAYOUTS)
    g_hash_table_remove_all (priv->layouts);
}

static void
fw_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (FW_CHART (widget));

  /* texts that were cut to another width */
  drop_layouts (priv);
  if (priv->menu != NULL)
    gtk_popover_present (GTK_POPOVER (priv->menu));
}

static void
fw_chart_constructed (GObject *object)
{
  FwChart *self = FW_CHART (object);

  G_OBJECT_CLASS (fw_chart_parent_class)->constructed (object);
  if (FW_CHART_GET_CLASS (self)->find_item != NULL)
    fw_chart_start_cursor (self);
}

static void
fw_chart_dispose (GObject *object)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (FW_CHART (object));

  g_clear_handle_id (&priv->describe_source, g_source_remove);
  g_clear_pointer (&priv->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_chart_parent_class)->dispose (object);
}

static void
fw_chart_finalize (GObject *object)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (FW_CHART (object));

  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->layouts, g_hash_table_unref);
  G_OBJECT_CLASS (fw_chart_parent_class)->finalize (object);
}

static void
fw_chart_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  const FwChartSize *size = &FW_CHART_GET_CLASS (widget)->size;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? size->least_width : size->least_height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? size->width : size->height;
}

static void
fw_chart_class_init (FwChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = fw_chart_constructed;
  object_class->dispose = fw_chart_dispose;
  object_class->finalize = fw_chart_finalize;
  widget_class->css_changed = fw_chart_css_changed;
  widget_class->measure = fw_chart_measure;
  widget_class->size_allocate = fw_chart_size_allocate;
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", FW_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, copy_picture_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-table", NULL, copy_table_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "chart.copy-table", NULL);
}

static void
fw_chart_init (FwChart *self)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);
  GtkGesture *click = gtk_gesture_click_new ();

  priv->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  priv->cursor.item = priv->cursor.selected = -1;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
fw_chart_set_title (FwChart *self, const char *title)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  g_return_if_fail (FW_IS_CHART (self));

  if (g_strcmp0 (priv->title, title) == 0)
    return;
  g_free (priv->title);
  priv->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

const char *
fw_chart_get_title (FwChart *self)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  g_return_val_if_fail (FW_IS_CHART (self), NULL);
  return priv->title != NULL ? priv->title : "";
}

char *
fw_chart_to_table (FwChart *self)
{
  g_return_val_if_fail (FW_IS_CHART (self), NULL);
  return FW_CHART_GET_CLASS (self)->to_table (self);
}

char *
fw_chart_describe (FwChart *self)
{
  FwChartClass *klass;
  g_autofree char *item = NULL, *all = NULL;
  int at;

  g_return_val_if_fail (FW_IS_CHART (self), NULL);

  klass = FW_CHART_GET_CLASS (self);
  at = fw_chart_get_cursor (self);
  all = klass->describe (self);
  if (at < 0 || klass->describe_item == NULL)
    return g_steal_pointer (&all);
  item = klass->describe_item (self, (guint) at);
  g_strdelimit (item, "\n", ' ');
  return g_strdup_printf ("%s. %s", item, all);
}

GdkTexture *
fw_chart_to_texture (FwChart *self)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot;
  GtkNative *native;
  int width, height;

  g_return_val_if_fail (FW_IS_CHART (self), NULL);

  native = gtk_widget_get_native (GTK_WIDGET (self));
  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  if (native == NULL || gtk_native_get_renderer (native) == NULL || width <= 0 || height <= 0)
    return NULL;

  paintable = gtk_widget_paintable_new (GTK_WIDGET (self));
  snapshot = gtk_snapshot_new ();
  /* the chart itself has no ground: pasted into a letter it would be unreadable half of the time */
  gtk_snapshot_append_color (snapshot, fw_chart_get_color (self, FW_CHART_COLOR_SURFACE),
                             &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                      &GRAPHENE_RECT_INIT (0, 0, width, height));
}

void
fw_chart_copy_table (FwChart *self)
{
  g_autofree char *table = NULL;

  g_return_if_fail (FW_IS_CHART (self));

  table = fw_chart_to_table (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), table);
}

void
fw_chart_copy_picture (FwChart *self)
{
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (FW_IS_CHART (self));

  texture = fw_chart_to_texture (self);
  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
}

void
fw_chart_changed (FwChart *self)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  g_return_if_fail (FW_IS_CHART (self));

  drop_layouts (priv);
  fw_chart_check_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  queue_description (self);
}

const GdkRGBA *
fw_chart_get_color (FwChart *self, FwChartColor color)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);

  if (!priv->has_colors)
    for (guint i = 0; i < FW_CHART_N_COLORS; i++)
      fw_chart_lookup_color (GTK_WIDGET (self), i, &priv->colors[i]);
  priv->has_colors = TRUE;
  return &priv->colors[color];
}

static PangoLayout *
create_layout (FwChart *self, FwChartText style, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (LABEL_SCALE));
  if (style == FW_CHART_TEXT_STRONG)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static PangoLayout *
find_layout (FwChart *self,
             FwChartText style,
             const char *text,
             int width,
             int lines,
             PangoAlignment alignment)
{
  FwChartPrivate *priv = fw_chart_get_instance_private (self);
  g_autofree char *key = g_strdup_printf ("%d %d %d %d %s", style, width, lines, alignment, text);
  PangoLayout *layout = g_hash_table_lookup (priv->layouts, key);

  if (layout != NULL)
    return layout;
  layout = create_layout (self, style, text);
  if (width > 0)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_height (layout, -lines);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, alignment);
    }
  g_hash_table_insert (priv->layouts, g_steal_pointer (&key), layout);
  return layout;
}

PangoLayout *
fw_chart_get_layout (FwChart *self, FwChartText style, const char *text)
{
  return find_layout (self, style, text, 0, 0, PANGO_ALIGN_LEFT);
}

PangoLayout *
fw_chart_get_wrapped (FwChart *self,
                      FwChartText style,
                      const char *text,
                      int width,
                      int lines,
                      PangoAlignment alignment)
{
  return find_layout (self, style, text, MAX (width, 1), MAX (lines, 1), alignment);
}
