/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-tile.h"

#include "charts/fw-mark.h"
#include "charts/fw-sparkline.h"
#include "console/fw-cut-text.h"
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

enum
{
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveTile, fw_live_tile, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

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
  tooltip = fw_live_get_days (self->live, NULL) > 0
                /* Translators: some days, and a figure of them */
                ? g_strdup_printf (_ ("%s: %s"), name, before)
                : g_strdup_printf (_ ("%s at this time: %s"), name, before);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), TRUE);
  fw_mark_set (self->arrow,
               delta > 0   ? FW_MARK_UP
               : delta < 0 ? FW_MARK_DOWN
                           : FW_MARK_NONE,
               FW_CHART_COLOR_LABEL);
  set_text (self->delta, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->delta), tooltip);
}

/* The queue that makes the tile late, by its own limit. */
static char *
write_worst (const FwLiveWorst *worst)
{
  g_autofree char *longest = NULL, *limit = NULL;

  if (worst->longest > worst->limit_s)
    {
      longest = fw_format_duration (worst->longest);
      limit = fw_format_tick (FW_FORMAT_DURATION, worst->limit_s, 1);
      /* Translators: a queue: the longest wait in it; its limit */
      return g_strdup_printf (_ ("%s: %s, limit %s"), worst->title, longest, limit);
    }
  limit = fw_format_value (FW_FORMAT_COUNT, worst->limit);
  /* Translators: a queue: how many wait in it; its limit */
  return g_strdup_printf (_ ("%s: %u, limit %s"), worst->title, worst->count, limit);
}

static char *
write_detail (FwLiveTile *self)
{
  FwLiveMeasure measure = fw_tile_get_measure (self->tile);
  const FwLiveValue *value = fw_tile_get_value (self->tile);
  const FwLiveWorst *worst = fw_tile_get_worst (self->tile);
  g_autofree char *target = fw_live_words_target (measure, value->target);
  g_autofree char *n = fw_live_words_n (measure, value->n);
  g_autofree char *width =
      fw_format_half_width (fw_live_words_format (measure), value->low, value->high);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (worst != NULL && value->verdict == FW_VERDICT_LATE)
    return write_worst (worst);
  if (*target != '\0')
    g_strv_builder_add (parts, target);
  if (value->n > 0)
    g_strv_builder_add (parts, n);
  /* what was measured whole is not known to within anything */
  if (*width != '\0' && !isnan (value->value) && value->high > value->low)
    g_strv_builder_add (parts, width);
  strv = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strv);
}

/* The same in words, and what the line has no room for. */
static char *
write_tooltip (FwLiveTile *self, const char *detail)
{
  FwLiveMeasure measure = fw_tile_get_measure (self->tile);
  const FwLiveValue *value = fw_tile_get_value (self->tile);

  if (measure == FW_LIVE_OCCUPANCY)
    return g_strdup_printf ("%s\n%s", detail,
                            _ ("Contacts and work after them, as a share of the time at work: "
                               "signed in, less pauses, of all people together."));
  if (measure == FW_LIVE_WAITING)
    return g_strdup_printf ("%s\n%s", detail, _ ("Each queue is judged by its own limits."));
  if (value->verdict == FW_VERDICT_CANNOT_TELL && value->n < value->least_n)
    {
      g_autofree char *least = fw_live_words_n (measure, value->least_n);

      /* Translators: the figures of a tile; "n 30": how many are needed */
      return g_strdup_printf (_ ("%s\nToo few to tell: from %s on it is judged."), detail, least);
    }
  return g_strdup (detail);
}

static void
describe_now (FwLiveTile *self)
{
  const char *verdict = gtk_label_get_text (self->verdict);
  g_autofree char *text = g_strdup_printf (
      "%s %s, %s%s%s", gtk_label_get_text (self->title), gtk_label_get_text (self->figure), verdict,
      *verdict != '\0' ? ", " : "", gtk_label_get_text (self->detail));

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
  g_autofree char *tooltip = write_tooltip (self, detail);
  const char *class_name = fw_live_words_verdict_class (value->verdict);
  const double *trend;
  guint n_trend;

  set_text (self->figure, figure);
  set_text (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail), tooltip);
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
  /* the last half hour runs; who waits is counted at moments, which are over */
  fw_sparkline_set (self->sparkline, format, trend, n_trend,
                    measure == FW_LIVE_WAITING || n_trend == 0 ? n_trend : n_trend - 1,
                    value->target, fw_live_words_color (value->verdict));
  describe (self);
}

static void
revision_cb (FwTile *tile, GParamSpec *pspec, gpointer data)
{
  show_tile (data);
}

static void
open_tile (FwLiveTile *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  if (gtk_widget_contains (data, x, y))
    open_tile (data);
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  open_tile (FW_LIVE_TILE (widget));
  return TRUE;
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
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  signals[OPEN] = g_signal_new ("open", FW_TYPE_LIVE_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
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
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  fw_cut_text_watch (GTK_WIDGET (self->title));
  fw_cut_text_watch (GTK_WIDGET (self->beside));
  fw_cut_text_watch (GTK_WIDGET (self->verdict));
  fw_cut_text_watch (GTK_WIDGET (self->detail));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
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

GtkWidget *
fw_live_tile_get_detail (FwLiveTile *self)
{
  g_return_val_if_fail (FW_IS_LIVE_TILE (self), NULL);
  return GTK_WIDGET (self->detail);
}

FwTile *
fw_live_tile_get_tile (FwLiveTile *self)
{
  g_return_val_if_fail (FW_IS_LIVE_TILE (self), NULL);
  return self->tile;
}
