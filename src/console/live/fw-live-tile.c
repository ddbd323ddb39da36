/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-tile.h"

#include "charts/fw-mark.h"
#include "charts/fw-sparkline.h"
#include "console/live/fw-live-words.h"
#include "console/why/fw-why-menu.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwLiveTile
{
  GtkWidget parent_instance;

  FwLive *live;
  FwTile *tile;
  GtkLabel *title;
  GtkLabel *figure;
  GtkLabel *beside;
  FwMark *mark;
  GtkLabel *verdict;
  FwMark *arrow;
  GtkLabel *delta;
  GtkLabel *detail;
  FwSparkline *sparkline;
  const char *verdict_class;
  gint64 described_at; /* monotonic */
  guint describe_source;
};

G_DEFINE_FINAL_TYPE (FwLiveTile, fw_live_tile, GTK_TYPE_WIDGET)

/* GtkLabel lays out anew even for the text it has. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_delta (FwLiveTile *self)
{
  FwFormat format = fw_live_words_format (fw_tile_get_measure (self->tile));
  double delta = fw_tile_get_value (self->tile)->value - fw_tile_get_before (self->tile);
  g_autofree char *text = NULL, *before = NULL, *name = NULL, *tooltip = NULL;

  /* nobody waiting, now as then, is no news: a lone 0 would only be asked about */
  if (isnan (delta) || (delta == 0 && fw_tile_get_measure (self->tile) == FW_LIVE_WAITING))
    {
      fw_mark_set (self->arrow, FW_MARK_NONE, FW_CHART_COLOR_LABEL);
      gtk_widget_set_visible (GTK_WIDGET (self->arrow), FALSE);
      set_text (self->delta, "");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->delta), NULL);
      return;
    }
  text = fw_format_delta (format, delta);
  before = fw_format_value (format, fw_tile_get_before (self->tile));
  name = fw_live_words_before (self->live);
  tooltip = g_strdup_printf (_ ("%s at this time: %s"), name, before);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), TRUE);
  fw_mark_set (self->arrow,
               delta > 0   ? FW_MARK_UP
               : delta < 0 ? FW_MARK_DOWN
                           : FW_MARK_NONE,
               FW_CHART_COLOR_LABEL);
  set_text (self->delta, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->delta), tooltip);
}

static char *
write_detail (FwLiveTile *self)
{
  FwLiveMeasure measure = fw_tile_get_measure (self->tile);
  const FwLiveValue *value = fw_tile_get_value (self->tile);
  g_autofree char *target = fw_live_words_target (measure, value->target);
  g_autofree char *n = fw_format_count ((gint64) value->n);
  g_autofree char *counted = value->n > 0 ? g_strdup_printf (_ ("n %s"), n) : NULL;
  g_autofree char *width =
      fw_format_half_width (fw_live_words_format (measure), value->low, value->high);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (*target != '\0')
    g_strv_builder_add (parts, target);
  if (counted != NULL)
    g_strv_builder_add (parts, counted);
  if (*width != '\0' && !isnan (value->value))
    g_strv_builder_add (parts, width);
  strv = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strv);
}

static void
describe_now (FwLiveTile *self)
{
  g_autofree char *text = g_strdup_printf (
      "%s %s, %s, %s", gtk_label_get_text (self->title), gtk_label_get_text (self->figure),
      gtk_label_get_text (self->verdict), gtk_label_get_text (self->detail));

  self->described_at = g_get_monotonic_time ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
describe_cb (gpointer data)
{
  FwLiveTile *self = data;

  self->describe_source = 0;
  describe_now (self);
  return G_SOURCE_REMOVE;
}

/* At most once a second, or a reader would never come to the end of a sentence. */
static void
describe (FwLiveTile *self)
{
  gint64 waited = g_get_monotonic_time () - self->described_at;

  if (self->describe_source != 0)
    return;
  if (self->described_at == 0 || waited >= G_USEC_PER_SEC)
    describe_now (self);
  else
    self->describe_source =
        g_timeout_add ((guint) ((G_USEC_PER_SEC - waited) / 1000 + 1), describe_cb, self);
}

static void
show_tile (FwLiveTile *self)
{
  FwLiveMeasure measure = fw_tile_get_measure (self->tile);
  const FwLiveValue *value = fw_tile_get_value (self->tile);
  FwFormat format = fw_live_words_format (measure);
  g_autofree char *figure = fw_format_value (format, value->value);
  g_autofree char *detail = write_detail (self);
  const char *class_name = fw_live_words_verdict_class (value->verdict);
  const double *trend;
  guint n_trend;

  set_text (self->figure, figure);
  set_text (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail), detail);
  set_text (self->verdict, fw_live_words_verdict (value->verdict));
  fw_mark_set (self->mark, fw_live_words_shape (value->verdict),
               fw_live_words_color (value->verdict));
  gtk_widget_set_visible (GTK_WIDGET (self->mark), value->verdict != FW_VERDICT_NO_TARGET);
  if (self->verdict_class != class_name)
    {
      if (self->verdict_class != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self), self->verdict_class);
      gtk_widget_add_css_class (GTK_WIDGET (self), class_name);
      self->verdict_class = class_name;
    }
  if (measure == FW_LIVE_WAITING)
    {
      g_autofree char *longest = fw_format_duration (fw_tile_get_longest (self->tile));
      g_autofree char *text = g_strdup_printf (_ ("longest %s"), longest);

      set_text (self->beside, value->value > 0 ? text : "");
    }
  show_delta (self);
  trend = fw_tile_get_trend (self->tile, &n_trend);
  /* the hours before the first contact would press the day into a corner */
  while (n_trend > 0 && isnan (trend[0]))
    {
      trend++;
      n_trend--;
    }
  fw_sparkline_set (self->sparkline, format, trend, n_trend, value->target,
                    fw_live_words_color (value->verdict));
  describe (self);
}

static void
revision_cb (FwTile *tile, GParamSpec *pspec, gpointer data)
{
  show_tile (data);
}

static void
fw_live_tile_dispose (GObject *object)
{
  FwLiveTile *self = FW_LIVE_TILE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->describe_source, g_source_remove);
  if (self->tile != NULL)
    g_signal_handlers_disconnect_by_data (self->tile, self);
  g_clear_object (&self->tile);
  g_clear_object (&self->live);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_tile_parent_class)->dispose (object);
}

static void
fw_live_tile_class_init (FwLiveTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_tile_dispose;
  g_type_ensure (FW_TYPE_MARK);
  g_type_ensure (FW_TYPE_SPARKLINE);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, title);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, figure);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, beside);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, mark);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, verdict);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, arrow);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, delta);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, detail);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTile, sparkline);
}

static void
fw_live_tile_init (FwLiveTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  fw_why_menu_attach (GTK_WIDGET (self));
}

GtkWidget *
fw_live_tile_new (FwLive *live, FwTile *tile)
{
  FwLiveTile *self = g_object_new (FW_TYPE_LIVE_TILE, NULL);
  const char *title = fw_live_words_title (fw_tile_get_measure (tile));

  self->live = g_object_ref (live);
  self->tile = g_object_ref (tile);
  gtk_label_set_text (self->title, title);
  fw_chart_set_title (FW_CHART (self->sparkline), title);
  gtk_widget_set_visible (GTK_WIDGET (self->beside), fw_tile_get_measure (tile) == FW_LIVE_WAITING);
  g_signal_connect (tile, "notify::revision", G_CALLBACK (revision_cb), self);
  show_tile (self);
  return GTK_WIDGET (self);
}

void
fw_live_tile_set_compact (FwLiveTile *self, gboolean compact)
{
  g_return_if_fail (FW_IS_LIVE_TILE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->sparkline), !compact);
}

FwTile *
fw_live_tile_get_tile (FwLiveTile *self)
{
  g_return_val_if_fail (FW_IS_LIVE_TILE (self), NULL);
  return self->tile;
}
